//! What a set-up has for the gaps of a vendor's file: keys, company, addresses.

use super::connection::Connection;
use super::state::Present;
use connectwise::company_info::Instance;
use ground::secret::Secret;
use integration::{HandOverField, Placeholder, Template};
use pasted::Slot;

/// The template that applies to this company's site.
pub fn template_for<'a>(field: &'a HandOverField, connection: &Connection) -> &'a Template {
    let own = connection.instance.as_ref().is_some_and(|instance| !instance.site.is_cloud());
    match &field.own_server {
        Some(template) if own => template,
        _ => &field.value,
    }
}

/// The value that stands in a gap; secrets too, so only for the clipboard.
pub fn value(present: Present, gap: Placeholder) -> Option<String> {
    let Present { open, connection, integration } = present;
    let instance = connection.instance.as_ref();
    // A text that its field refuses is nothing to hand over.
    let text = |slot: &Option<Slot>| {
        slot.as_ref().filter(|slot| !slot.stops()).map(|slot| slot.secret.expose().to_owned())
    };
    match gap {
        Placeholder::CompanyId => instance.map(|i| i.company_id.clone()),
        Placeholder::CompanySlug => instance.map(Instance::company_slug),
        Placeholder::SiteHost => instance.map(|i| i.site.authority()),
        Placeholder::ApiHost => instance.map(Instance::api_authority),
        Placeholder::MemberId => connection.member_id.clone().filter(|id| !id.is_empty()),
        Placeholder::RoleName => Some(integration.role.name.text.to_string()),
        Placeholder::PublicKey => text(&open.keys.public),
        Placeholder::PrivateKey => text(&open.keys.private),
        // The person's own, whatever the check used: Keywright's is not for the vendor.
        Placeholder::ClientId => text(&open.keys.client_id),
    }
}

/// What is to be pasted into a field of the vendor's, secrets too: for the clipboard, and to see
/// whether it changed.
pub fn hand_over_value(present: Present, field: &HandOverField) -> Option<Secret> {
    let text = template_for(field, present.connection).fill(|gap| value(present, gap)).ok()?;
    Some(Secret::new(text))
}

/// A value without secrets, or none.
pub fn filled(present: Present, template: &Template) -> Option<String> {
    template.fill(|gap| if gap.is_secret() { None } else { value(present, gap) }).ok()
}
