//! Who is asking: the company, client ID and key pair of a request, checked in the order the real server is thought to use.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::answer::{self, Answer};
use crate::role::Role;
use crate::route::Asked;
use crate::world::{BadKeys, KeyPair, Member, Tenant, World};

/// A request whose sender is known.
pub(crate) struct Caller<'w> {
    pub(crate) tenant: &'w Tenant,
    pub(crate) member: &'w Member,
    /// None if the member's role does not exist: nothing is allowed then.
    pub(crate) role: Option<&'w Role>,
}

/// What `Authorization: Basic` holds: `company+public:private`.
struct Credentials {
    company: String,
    public: String,
    private: String,
}

impl Credentials {
    fn read(header: &str) -> Option<Credentials> {
        let (scheme, value) = header.split_once(' ')?;
        if !scheme.eq_ignore_ascii_case("basic") {
            return None;
        }
        let text = String::from_utf8(STANDARD.decode(value.trim()).ok()?).ok()?;
        let (user, private) = text.split_once(':')?;
        let (company, public) = user.split_once('+')?;
        Some(Credentials {
            company: company.to_owned(),
            public: public.to_owned(),
            private: private.to_owned(),
        })
    }
}

/// Company, then client ID, then keys: whichever is wrong first decides the refusal.
pub(crate) fn sign_in<'w>(
    world: &World,
    tenants: &[&'w Tenant],
    codebase: &str,
    asked: &Asked,
) -> Result<Caller<'w>, Answer> {
    let serves = |tenant: &Tenant| {
        codebase.eq_ignore_ascii_case("v4_6_release/")
            || codebase.eq_ignore_ascii_case(&tenant.codebase)
    };
    if !tenants.iter().any(|tenant| serves(tenant)) {
        return Err(answer::cannot_route());
    }
    // No credentials at all name no company: what the real server says then is unknown, and 401 is what HTTP has for it.
    let Some(credentials) = asked.authorization.as_deref().and_then(Credentials::read) else {
        return Err(answer::unauthorized());
    };
    let Some(tenant) =
        tenants.iter().find(|tenant| serves(tenant) && tenant.company_id == credentials.company)
    else {
        return Err(answer::cannot_route());
    };
    let known = asked.client_id.as_deref().is_some_and(|sent| {
        tenant.client_ids.iter().any(|own| own.eq_ignore_ascii_case(sent.trim()))
    });
    if !known {
        return Err(answer::client_id_refused(400));
    }
    let holds = |member: &&Member| {
        let fits = |pair: &KeyPair| {
            pair.active && pair.public == credentials.public && pair.private == credentials.private
        };
        member.active && member.keys.iter().any(fits)
    };
    let Some(member) = tenant.members.iter().find(holds) else {
        return Err(match (world.quirks.bad_keys, tenant.cloud) {
            (BadKeys::NotFound, _) => answer::not_found("Resource"),
            (BadKeys::AsUsual, true) => answer::unauthorized(),
            (BadKeys::AsUsual, false) => answer::unauthorized_on_premises(),
        });
    };
    let role = tenant.roles.iter().find(|role| role.id == member.role);
    Ok(Caller { tenant, member, role })
}
