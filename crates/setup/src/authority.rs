//! Trusting the certificate authority of a company's own server: chosen from a file, its
//! fingerprint compared by the person, then used for that one server and nowhere else.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::diary::{Entry, Trusting};
use super::effect::Effect;
use super::state::{Search, Setup};
use connectwise::address::Site;
use connectwise::authority::{self, BadAuthority, Trust};
use connectwise::cause::Cause;

impl Setup {
    /// The own server that was just refused because nobody known signed its certificate, and
    /// that could be reached if its authority, or the certificate itself, was trusted. A
    /// cloud site is never one: there an unknown issuer means that somebody is in between.
    pub fn unknown_issuer(&self) -> Option<&str> {
        match &self.open.as_ref()?.find {
            Search::Failed(Cause::Certificate { host, kind }) if kind.can_be_trusted() => {
                let own = Site::parse(host).is_ok_and(|site| !site.is_cloud());
                own.then_some(host.as_str())
            }
            _ => None,
        }
    }

    /// The authority that is trusted for the server this connection is about.
    pub fn trust(&self) -> Option<&Trust> {
        let connection = self.connection()?;
        let here = match &connection.instance {
            Some(instance) => instance.site.authority(),
            None => self.asked_site()?,
        };
        connection.trust.as_ref().filter(|trust| trust.host == here)
    }

    pub(super) fn offer_authority(&mut self, file: &str) -> Vec<Effect> {
        if self.unknown_issuer().is_none() {
            return Vec::new();
        }
        let now = self.moment.now;
        // Base64 takes four letters for three bytes.
        let bytes = if file.len() > authority::LARGEST_FILE.div_ceil(3) * 4 {
            Err(BadAuthority::TooLarge)
        } else {
            STANDARD.decode(file).map_err(|_| BadAuthority::NoCertificate)
        };
        let read = |bytes: Vec<u8>| authority::read(&bytes, now);
        let offered = bytes.and_then(read);
        let usable = offered.is_ok();
        self.note(Entry::Authority(if usable { Trusting::Offered } else { Trusting::NoneThere }));
        if let Some(open) = &mut self.open {
            open.offered = Some(offered);
        }
        Vec::new()
    }

    pub(super) fn trust_authority(&mut self) -> Vec<Effect> {
        let Some(host) = self.unknown_issuer().map(str::to_owned) else { return Vec::new() };
        let Some((open, connection)) = self.present_mut() else { return Vec::new() };
        let Some(Ok(authority)) = open.offered.take() else { return Vec::new() };
        connection.trust = Some(Trust { host, authority });
        self.note(Entry::Authority(Trusting::Trusted));
        let mut effects = vec![Effect::SaveJournal];
        effects.extend(self.look());
        effects
    }

    pub(super) fn drop_authority(&mut self) -> Vec<Effect> {
        self.note(Entry::Authority(Trusting::Dropped));
        let Some((open, connection)) = self.present_mut() else { return Vec::new() };
        if open.offered.take().is_some() {
            return Vec::new();
        }
        connection.trust = None;
        connection.moved();
        open.look_no_more();
        vec![Effect::SaveJournal]
    }
}
