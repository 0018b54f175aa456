//! Save, hand over, done.

use super::copies;
use super::keys::instruction;
use super::parts::{
    button, copyable, fact, important, mask_text, masked, notes, plain, present, source,
};
use super::record;
use super::role;
use super::types::{
    Copyable, DonePage, Fact, HandOverPage, Instruction, Note, Page, PasteField, SavePage,
};
use crate::integration::{HandOverField, Integration, Template};
use crate::setup::{Connection, Intent, Setup, Slot};
use crate::vault::{SERVICE, Vault};

pub fn save_page(
    setup: &Setup,
    connection: &Connection,
    integration: &Integration,
) -> (Page, String, String) {
    let secret = |label: &str, slot: &Option<Slot>| {
        slot.as_ref().map(|slot| fact(label, mask_text(&masked(slot))))
    };
    let mut contents = vec![fact("Product", integration.name.to_string())];
    if let Some(instance) = &connection.instance {
        contents
            .push(fact("Company", format!("{} ({})", instance.company_name, instance.company_id)));
        contents.push(fact("Keys are sent to", instance.api_origin()));
    }
    contents.extend(secret("Public key", &setup.keys.public));
    contents.extend(secret("Private key", &setup.keys.private));
    contents.extend(secret("Client ID", &setup.keys.client_id));
    contents.push(fact("Status", status(connection)));
    let saved = match (&connection.saved, setup.is_session_only()) {
        (Some(when), _) => Some(format!("Saved {when}. Read back and compared.")),
        _ => None,
    };
    let mut page_notes = Vec::new();
    if setup.is_session_only() {
        page_notes.push(important(
            "You chose to keep the keys for this session only. They are not saved: hand them over before you close Keywright.",
        ));
    }
    if let (false, Some(left)) = (setup.is_session_only(), setup.keeper.leaves()) {
        page_notes.push(plain(format!("When you forget this connection: {left}")));
    }
    let page = SavePage {
        contents,
        place: place(connection),
        saved,
        unchecked: unchecked(connection),
        notes: page_notes,
    };
    (
        Page::Save(page),
        "Save the connection".into(),
        "The keychain of this computer keeps it. Nothing is written anywhere else.".into(),
    )
}

pub fn place(connection: &Connection) -> Vec<Fact> {
    vec![
        fact("Kept in", Vault::name()),
        fact("Service", SERVICE),
        fact("Account", connection.id.clone()),
    ]
}

fn status(connection: &Connection) -> String {
    match &connection.checked {
        Some(when) => format!("Checked {when}"),
        None => "Not checked".into(),
    }
}

pub fn unchecked(connection: &Connection) -> Option<Note> {
    connection.checked.is_none().then(|| {
        important("Not checked: these keys have not signed in to ConnectWise yet. Go back to **Client ID** to check them.")
    })
}

pub fn page(
    setup: &Setup,
    connection: &Connection,
    integration: &Integration,
) -> (Page, String, String) {
    let plan = &integration.hand_over;
    let steps: Vec<Instruction> = plan
        .steps
        .iter()
        .enumerate()
        .map(|(n, step)| instruction(step, &format!("hand-over-{n}")))
        .collect();
    let fields = fields(setup, connection, integration);
    let pasted = fields.iter().filter(|field| field.ticked).count();
    let mut page_notes = notes(&plan.notes);
    page_notes.extend(role::admin_warning(connection));
    if steps.is_empty() && plan.press.is_empty() && plan.notes.is_empty() {
        page_notes.insert(
            0,
            plain(format!(
                "{}'s guide does not describe its own screen. Look for its ConnectWise settings.",
                integration.vendor
            )),
        );
    }
    let mut support: Vec<Note> = Vec::new();
    if let Some(contact) = &integration.support.contact {
        support.push(plain(format!("Write to {contact}.")));
    }
    if !integration.support.wants.is_empty() {
        let wants: Vec<&str> = integration.support.wants.iter().map(|want| &**want).collect();
        support.push(plain(format!("Support asks for: {}.", wants.join("; "))));
    }
    support.extend(notes(&integration.support.notes));
    let page = HandOverPage {
        steps,
        pasted: format!("{pasted} of {} pasted", fields.len()),
        fields,
        press: plan.press.iter().map(|press| press.to_string()).collect(),
        success: plan.success.as_ref().map(|text| text.to_string()),
        notes: page_notes,
        causes: plan
            .causes
            .iter()
            .map(|cause| fact(&cause.sign, cause.means.to_string()))
            .collect(),
        support,
        unchecked: unchecked(connection),
    };
    (
        Page::HandOver(page),
        format!("Hand over to {}", integration.vendor),
        "Copy each value and paste it there. Tick it when it is in.".into(),
    )
}

/// What goes into the vendor's own fields, in their order.
pub fn fields(
    setup: &Setup,
    connection: &Connection,
    integration: &Integration,
) -> Vec<PasteField> {
    let fields = integration.hand_over.fields.iter().enumerate();
    fields.map(|(n, field)| paste_field(setup, connection, n, field)).collect()
}

/// The template that applies to this company's site.
pub fn template_for<'a>(field: &'a HandOverField, connection: &Connection) -> &'a Template {
    let own = connection.instance.as_ref().is_some_and(|instance| !instance.site.is_cloud());
    match &field.own_server {
        Some(template) if own => template,
        _ => &field.value,
    }
}

fn paste_field(
    setup: &Setup,
    connection: &Connection,
    n: usize,
    field: &HandOverField,
) -> PasteField {
    let template = template_for(field, connection);
    let cloud = connection.instance.as_ref().is_some_and(|instance| instance.site.is_cloud());
    let (value, unavailable) = match copies::shown(setup, template) {
        Err(gap) => (String::new(), Some(format!("There is no {} yet.", copies::gap_name(gap)))),
        Ok(value)
            if cloud
                && !field.only.is_empty()
                && !field.only.iter().any(|only| **only == value) =>
        {
            let otherwise =
                field.otherwise.as_ref().map(|text| text.to_string()).unwrap_or_default();
            (value, Some(otherwise))
        }
        Ok(value) => (value, None),
    };
    let tick = format!("paste:{n}");
    let ticked = connection.ticks.contains(&tick);
    let note = match (&field.note, source(field.from)) {
        (Some(note), Some(source)) => Some(format!("{note} ({source})")),
        (Some(note), None) => Some(note.to_string()),
        (None, source) => source,
    };
    PasteField {
        value: Copyable {
            secret: template.is_secret(),
            ..copyable(&format!("hand-over:{n}"), &field.label, value)
        },
        note,
        unavailable,
        ticked,
        tick: Intent::Tick { item: tick, on: !ticked },
    }
}

pub fn done_page(
    setup: &Setup,
    connection: &Connection,
    integration: &Integration,
) -> (Page, String, String) {
    let company = connection.instance.as_ref().map_or("ConnectWise", |i| &i.company_name);
    let mut made = vec![
        fact("Product", integration.name.to_string()),
        fact("Company", company),
        fact("Security role", record::role_name(connection, integration)),
    ];
    if let Some(member) = record::member_id(setup, connection) {
        made.push(fact("API member", member));
    }
    made.push(fact("Check", status(connection)));
    if !connection.remarks.is_empty() {
        made.push(fact("Remarks", present(connection.remarks.len(), "line")));
    }
    let kept = match &connection.saved {
        Some(when) => {
            let mut facts = place(connection);
            facts.push(fact("Saved", when.clone()));
            facts
        }
        None => vec![fact("Kept in", "Nowhere: in memory until you close Keywright")],
    };
    let page = DonePage {
        made,
        kept,
        come_back: vec![
            plain(
                "Open Keywright and choose this connection under **Saved connections**, to check it or copy values again.",
            ),
            plain("New keys? Go back to **Key pair**, paste them, check, and save."),
        ],
        record: copyable("record", "Copy the record", record::text(setup, connection, integration)),
        document: record::part(setup, connection),
        unchecked: unchecked(connection),
        again: button("Set up another", Intent::Home),
    };
    (Page::Done(page), "Done".into(), format!("{company} is set up for {}.", integration.name))
}
