//! What a person fills in, picks and ticks, and what that puts in doubt.

use super::effect::Effect;
use super::pages::Gap;
use super::paste;
use super::{
    Alert, CheckStatus, ClientIdWay, FieldId, MemberWay, RoleWay, Search, Setup, SiteWay,
    VaultStatus, item,
};
use crate::connectwise::address::{self, REGIONS, Site};
use crate::diary::Entry;
use crate::pasted::{self, Plain, Which};

impl Setup {
    pub(super) fn fill(&mut self, field: FieldId, text: &str) -> Vec<Effect> {
        if self.connection().is_none() {
            return Vec::new();
        }
        match field {
            FieldId::Address | FieldId::Company | FieldId::MemberId => {
                let plain = pasted::plain(field, text);
                let effects = self.fill_plain(field, &plain);
                self.plain_said.retain(|(of, _)| *of != field);
                self.plain_said.push((field, Plain { text: String::new(), ..plain }));
                effects
            }
            FieldId::PublicKey | FieldId::PrivateKey => {
                let which =
                    if field == FieldId::PublicKey { Which::Public } else { Which::Private };
                let company = self.connection().map_or("", |c| c.company.trim()).to_owned();
                let before = self.keys.clone();
                paste::put(&mut self.keys, which, text, &company);
                if before == self.keys { Vec::new() } else { self.secrets_changed() }
            }
            FieldId::ClientId => match pasted::client_id(text) {
                Some(slot) => {
                    self.keys.client_id = Some(slot);
                    self.secrets_changed()
                }
                None => Vec::new(),
            },
        }
    }

    /// A text that does not belong there changes nothing.
    fn fill_plain(&mut self, field: FieldId, plain: &Plain) -> Vec<Effect> {
        let Some(connection) = self.connection_mut() else { return Vec::new() };
        if plain.refused.is_some() {
            return Vec::new();
        }
        let text = plain.text.clone();
        if field == FieldId::MemberId {
            connection.member_id = Some(text);
            return vec![Effect::SaveJournal];
        }
        let slot = if field == FieldId::Address {
            &mut connection.address
        } else {
            &mut connection.company
        };
        if *slot == text {
            return Vec::new();
        }
        *slot = text;
        connection.moved();
        self.look_no_more();
        vec![Effect::SaveJournal]
    }

    /// New keys are put away at once, before they have been checked: ConnectWise shows the
    /// private key only once, and a closed window must not lose it.
    pub(super) fn secrets_changed(&mut self) -> Vec<Effect> {
        self.kept = false;
        self.swap_refused = false;
        self.alert = None;
        self.forget_check();
        if let Some(connection) = self.connection_mut() {
            connection.changed();
        }
        let mut effects = vec![Effect::SaveJournal];
        effects.extend(self.keep(false));
        effects
    }

    /// The address or company is another one now: what was found or offered there is past.
    pub(super) fn look_no_more(&mut self) {
        self.find = Search::Idle;
        self.find_run += 1;
        self.offered = None;
        self.forget_check();
    }

    pub(super) fn forget_check(&mut self) {
        self.check = CheckStatus { run: self.check.run + 1, ..CheckStatus::default() };
    }

    /// The effect that puts the present values into the keychain, where that is ready.
    pub(super) fn keep(&mut self, last: bool) -> Option<Effect> {
        if self.vault != VaultStatus::Ready
            || (self.keys.public.is_none() && self.keys.private.is_none())
        {
            return None;
        }
        let (connection, integration) = self.present()?;
        let company = connection.instance.as_ref().map_or("", |i| &i.company_id);
        let effect = Effect::Keep {
            run: self.keep_run + 1,
            connection: connection.id.clone(),
            label: format!("Keywright: {} for {company}", integration.name),
            item: item::write(connection, &self.keys)?,
            last,
        };
        self.keep_run += 1;
        Some(effect)
    }

    pub(super) fn pick(&mut self, choice: &str, option: &str) -> Vec<Effect> {
        let Some(connection) = self.connection_mut() else { return Vec::new() };
        let before = connection.clone();
        match (choice, option) {
            ("site", "address") => connection.site_way = SiteWay::Address,
            ("site", "region") => connection.site_way = SiteWay::Region,
            ("site", "own") => connection.site_way = SiteWay::OwnServer,
            ("region", "all") => connection.region = None,
            ("region", host) if REGIONS.iter().any(|r| r.host == host) => {
                connection.region = Some(host.into())
            }
            ("role", "new") => connection.role_way = RoleWay::New,
            ("role", "existing") => connection.role_way = RoleWay::Existing,
            ("role", "admin") => connection.role_way = RoleWay::Admin,
            ("member", "new") => connection.member_way = MemberWay::New,
            ("member", "existing") => connection.member_way = MemberWay::Existing,
            ("client-id", "built-in") => connection.client_id_way = ClientIdWay::BuiltIn,
            ("client-id", "own") => connection.client_id_way = ClientIdWay::Own,
            ("client-id", "skip") => connection.client_id_way = ClientIdWay::Skip,
            _ => {}
        }
        if *connection == before {
            return Vec::new();
        }
        match choice {
            "site" | "region" => {
                connection.moved();
                self.look_no_more();
            }
            "client-id" => {
                connection.changed();
                self.forget_check();
            }
            _ => {}
        }
        vec![Effect::SaveJournal]
    }

    pub(super) fn look(&mut self) -> Vec<Effect> {
        let gaps: Vec<Gap> =
            self.gaps_here().into_iter().filter(|g| matches!(g, Gap::Empty(_))).collect();
        if !gaps.is_empty() {
            self.gaps = gaps;
            return Vec::new();
        }
        let Some(connection) = self.connection() else { return Vec::new() };
        let site = match connection.site_way {
            SiteWay::Region => {
                let region = REGIONS.iter().find(|r| Some(r.host) == connection.region.as_deref());
                Ok(region.map(|region| Site::region(*region)))
            }
            SiteWay::Address | SiteWay::OwnServer => Site::parse(&connection.address).map(Some),
        };
        let company = address::company_id(&connection.company).map(str::to_owned);
        self.alert = None;
        let (site, company) = match (site, company) {
            (Err(bad), _) => {
                self.note(Entry::NotLooked);
                self.find = Search::BadAddress(bad);
                return Vec::new();
            }
            (_, Err(bad)) => {
                self.note(Entry::NotLooked);
                self.find = Search::BadCompany(bad);
                return Vec::new();
            }
            (Ok(site), Ok(company)) => (site, company),
        };
        let Some(wire) = self.wire() else {
            // Nothing of a practice set-up may go out: the next press finds it running.
            let start = self.connection().map(|c| Effect::StartPractice {
                integration: c.integration.clone(),
                situation: c.situation,
            });
            self.alert = Some(Alert::PracticeNotStarted);
            return start.into_iter().collect();
        };
        self.note_looking(site.as_ref());
        self.find = Search::Looking;
        self.find_run += 1;
        vec![Effect::Find { run: self.find_run, site, company, wire }]
    }
}
