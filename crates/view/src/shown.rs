//! Values of the hand-over as the page shows them.

use super::parts::{mask_text, masked};
use integration::{Placeholder, Template};
use setup::Present;
use setup::values::value;

/// A value for the page: secrets as a mask.
pub fn shown(present: Present, template: &Template) -> Result<String, Placeholder> {
    let keys = &present.open.keys;
    template.fill(|gap| {
        let slot = match gap {
            Placeholder::PublicKey => keys.public.as_ref(),
            Placeholder::PrivateKey => keys.private.as_ref(),
            Placeholder::ClientId => keys.client_id.as_ref(),
            _ => return value(present, gap),
        };
        slot.filter(|slot| !slot.stops()).map(|slot| mask_text(&masked(slot)))
    })
}

pub fn gap_name(gap: Placeholder) -> &'static str {
    match gap {
        Placeholder::CompanyId => "company ID",
        Placeholder::CompanySlug => "company name",
        Placeholder::SiteHost => "site address",
        Placeholder::ApiHost => "API address",
        Placeholder::MemberId => "Member ID",
        Placeholder::RoleName => "role name",
        Placeholder::PublicKey => "public key",
        Placeholder::PrivateKey => "private key",
        Placeholder::ClientId => "client ID",
    }
}
