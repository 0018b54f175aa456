//! Keys that were refused: why, before it is told. What can be seen without asking comes
//! first; then, side by side, one more sign-in with the keys the other way round, and a look
//! whether another region has a company of this ID. Nothing is tried a second time: an
//! account may lock.

use super::answers::is_signed_in;
use super::asking::Asking;
use connectwise::cause::Cause;
use connectwise::client::SignIn;
use connectwise::find;
use connectwise::probes;
use pasted::{Shape, shape};

/// The cause of a refusal, by evidence.
pub(super) async fn investigate(asking: &Asking<'_>, refused: Cause) -> Cause {
    let hints = &asking.checkup.hints;
    if let Some(cause) = cut_short(&asking.checkup.who) {
        return cause;
    }
    let instance = &asking.instance;
    let (swapped, elsewhere) = futures_util::join!(
        swapped(asking),
        find::elsewhere(&asking.checkup.wire, &instance.site, &instance.company_id),
    );
    let host = instance.site.authority();
    // Staging and sandboxes hold copies of many companies: they explain nothing.
    let mut elsewhere = elsewhere.iter().filter(|site| site.is_production());
    let only = elsewhere.next().filter(|_| elsewhere.next().is_none());
    let another = |company: &&String| !company.eq_ignore_ascii_case(&instance.company_id);
    let of_other = hints.key_company.as_ref().filter(another);
    match (swapped, &instance.other_case, only, refused) {
        (Some(true), ..) => Cause::KeysSwapped,
        (_, Some(known), ..) => Cause::CompanyOtherCase {
            host,
            typed: instance.company_id.clone(),
            known: known.clone(),
        },
        _ if of_other.is_some() => {
            Cause::KeyOfOtherCompany { company: of_other.cloned().unwrap_or_default() }
        }
        (_, _, Some(there), _) => Cause::KeysElsewhere {
            host,
            company: instance.company_id.clone(),
            there: there.authority(),
        },
        (tried, _, _, Cause::KeysRefused { status, .. }) => {
            Cause::KeysRefused { status, swapped: tried.is_some() || hints.swapped_before }
        }
        (.., other) => other,
    }
}

/// One key has as many characters as keys have, its fellow fewer.
fn cut_short(who: &SignIn) -> Option<Cause> {
    let [public, private] = [&who.public_key, &who.private_key].map(|key| key.expose());
    let (short, long, is_private) = if private.len() < public.len() {
        (private, public, true)
    } else {
        (public, private, false)
    };
    let cut = short.len() < long.len() && shape(long) == Shape::Key;
    cut.then(|| Cause::KeyCutShort {
        private: is_private,
        length: short.chars().count(),
        fellow: long.chars().count(),
    })
}

/// Whether the keys sign in the other way round; none where that was not tried, or ConnectWise
/// did not say.
async fn swapped(asking: &Asking<'_>) -> Option<bool> {
    let who = &asking.checkup.who;
    if asking.checkup.hints.swapped_before || who.public_key == who.private_key {
        return None;
    }
    // A colon would divide the keys at another place.
    if who.private_key.expose().contains(':') {
        return None;
    }
    let other = SignIn {
        public_key: who.private_key.clone(),
        private_key: who.public_key.clone(),
        ..who.clone()
    };
    let reply = asking.once(probes::SIGN_IN, &other).await.ok()?;
    match reply.cause() {
        _ if is_signed_in(&reply) => Some(true),
        Cause::KeysRefused { .. } | Cause::NotFound => Some(false),
        _ => None,
    }
}
