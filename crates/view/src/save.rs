//! Save: what is stored, and where.

use super::dates;
use super::parts::{fact, important, mask_text, masked, plain};
use super::standing;
use super::types::{Fact, Page, SavePage};
use crate::problem;
use setup::outside::SERVICE;
use setup::{Connection, Gap, Present, Setup, Slot};

pub fn page(setup: &Setup, present: Present) -> (Page, String, String) {
    let Present { open, connection, integration } = present;
    let secret = |label: &str, slot: &Option<Slot>| {
        slot.as_ref().map(|slot| match slot.stops() {
            false => fact(label, mask_text(&masked(slot))),
            true => fact(label, "does not look right, so it is not stored"),
        })
    };
    let when = |moment| dates::when(moment, &setup.zone);
    let mut contents = vec![fact("Product", integration.name.to_string())];
    if let Some(instance) = &connection.instance {
        contents
            .push(fact("Company", format!("{} ({})", instance.company_name, instance.company_id)));
        contents.push(fact("Keys are sent to", instance.api_origin()));
    }
    contents.extend(secret("Public key", &open.keys.public));
    contents.extend(secret("Private key", &open.keys.private));
    contents.extend(secret("Client ID", &open.keys.client_id));
    contents.push(fact("Status", standing::short(&setup.zone, connection)));
    let saved = connection
        .saved
        .as_ref()
        .map(|saved| format!("Saved {}. Read back and compared.", when(*saved)));
    let mut page_notes = Vec::new();
    if setup.is_session_only() && open.is_unkept() {
        page_notes.push(important(
            "You chose to keep the keys for this session only. They are not saved: hand them over before you close Keywright.",
        ));
    }
    if let (Some(before), None) = (&connection.replacing, &connection.saved) {
        let until = match setup.gaps_to_save() != [Gap::NewPairUnchecked] {
            true => "until you press **Save to the keychain**",
            false => "until the new one has passed a check",
        };
        page_notes.push(important(format!(
            "What you saved {} stays in the keychain {until}. The new values are kept beside it.",
            when(before.saved)
        )));
    }
    if let (false, Some(left)) = (setup.is_session_only(), setup.keeper.leaves()) {
        page_notes.push(plain(format!("When you forget this connection: {left}")));
    }
    if open.beside.holds_another() {
        page_notes.push(important(
            "The keychain holds another private key beside this pair. **Save to the keychain** removes it there.",
        ));
    }
    let page = SavePage {
        contents,
        place: kept_in(connection),
        saved,
        standing: standing::open_part(&setup.zone, connection, integration),
        notes: page_notes,
    };
    (
        Page::Save(page),
        "Save the connection".into(),
        "The keychain of this computer keeps it. Nothing is written anywhere else.".into(),
    )
}

pub fn kept_in(connection: &Connection) -> Vec<Fact> {
    vec![
        fact("Kept in", problem::keychain_name()),
        fact("Service", SERVICE),
        fact("Account", connection.id.clone()),
    ]
}
