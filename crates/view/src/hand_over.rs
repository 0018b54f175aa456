//! Save, hand over, done.

use super::copies;
use super::dates;
use super::keys::instruction;
use super::parts::{
    button, copyable, fact, important, mask_text, masked, notes, plain, plural, source,
};
use super::record;
use super::role;
use super::standing;
use super::types::{
    Copyable, DonePage, Fact, HandOverPage, Instruction, Note, Page, PasteField, SavePage,
    StandingPart, Tone,
};
use crate::problem;
use integration::HandOverField;
use setup::checklist::paste_item;
use setup::outside::SERVICE;
use setup::values::template_for;
use setup::{Connection, Gap, Intent, ListPress, Open, Present, Setup, Slot, StepId, WalkPress};

pub fn save_page(setup: &Setup, present: Present) -> (Page, String, String) {
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
        place: place(connection),
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

pub fn place(connection: &Connection) -> Vec<Fact> {
    vec![
        fact("Kept in", problem::keychain_name()),
        fact("Service", SERVICE),
        fact("Account", connection.id.clone()),
    ]
}

pub fn page(setup: &Setup, present: Present) -> (Page, String, String) {
    let Present { connection, integration, .. } = present;
    let plan = &integration.hand_over;
    let steps: Vec<Instruction> = plan
        .steps
        .iter()
        .enumerate()
        .map(|(n, step)| instruction(step, &format!("hand-over-{n}")))
        .collect();
    let fields = fields(present);
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
        standing: standing::open_part(&setup.zone, connection, integration),
    };
    (
        Page::HandOver(page),
        format!("Hand over to {}", integration.vendor),
        "Copy each value and paste it there. Tick it when it is in.".into(),
    )
}

/// What goes into the vendor's own fields, in their order.
pub fn fields(present: Present) -> Vec<PasteField> {
    let Present { integration, .. } = present;
    let fields = integration.hand_over.fields.iter().enumerate();
    fields.map(|(n, field)| paste_field(present, n, field)).collect()
}

fn paste_field(present: Present, n: usize, field: &HandOverField) -> PasteField {
    let connection = present.connection;
    let template = template_for(field, connection);
    let cloud = connection.instance.as_ref().is_some_and(|instance| instance.site.is_cloud());
    let (value, unavailable) = match copies::shown(present, template) {
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
    let tick = paste_item(&field.label);
    let ticked = connection.ticks.contains(&tick);
    let changed = connection.changed_values.contains(&*field.label);
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
        changed: changed.then(|| "Changed since you pasted it. Paste it again.".to_owned()),
        ticked,
        tick: Intent::List(ListPress::Tick { item: tick, on: !ticked }),
    }
}

pub fn done_page(setup: &Setup, present: Present) -> (Page, String, String) {
    let Present { open, connection, integration } = present;
    let company = connection.instance.as_ref().map_or("ConnectWise", |i| &i.company_name);
    let mut made = vec![
        fact("Product", integration.name.to_string()),
        fact("Company", company),
        fact("Security role", record::role_name(connection, integration)),
    ];
    if let Some(member) = record::member_id(present) {
        made.push(fact("API member", member));
    }
    made.push(fact("Check", standing::short(&setup.zone, connection)));
    let left = open_things(setup, present);
    let page = DonePage {
        made,
        kept: kept(setup, open, connection),
        come_back: vec![
            plain("It waits under **Saved connections**: check it or copy values again."),
            plain("New keys? Go back to **Key pair**, paste them, check, and save."),
        ],
        record: copyable("record", "Copy the record", record::text(setup, present)),
        document: record::part(setup, connection),
        complete: left.is_empty(),
        passed: left.is_empty().then(|| standing::part(&setup.zone, connection, integration).text),
        open: left,
        again: button("Set up another", Intent::Walk(WalkPress::Home)),
    };
    let (heading, lead) = match page.open.len() {
        0 => ("Done".to_owned(), format!("{company} is set up for {}.", integration.name)),
        n => {
            let (things, are) = if n == 1 { ("thing", "is") } else { ("things", "are") };
            (
                "Not finished yet".to_owned(),
                format!("{n} {things} {are} left before {} is set up.", integration.name),
            )
        }
    };
    (Page::Done(page), heading, lead)
}

/// Where the keys are, as far as is known.
pub fn kept(setup: &Setup, open: &Open, connection: &Connection) -> Vec<Fact> {
    let when = |moment| dates::when(moment, &setup.zone);
    let mut facts = match (&connection.saved, setup.is_session_only()) {
        (None, true) => vec![fact("Kept in", "Memory, until you close Keywright")],
        (None, false) if open.is_unkept() || !connection.kept.private_key => {
            vec![fact("Kept in", "Not in the keychain yet")]
        }
        _ => place(connection),
    };
    match (&connection.saved, &connection.replacing) {
        (Some(saved), _) => facts.push(fact("Saved", when(*saved))),
        (None, Some(before)) => {
            facts.push(fact(
                "Saved",
                format!("Earlier values, {}. These are not", when(before.saved)),
            ));
        }
        (None, None) => facts.push(fact("Saved", "Not yet")),
    }
    facts
}

/// What is open at the end, the most pressing first.
pub fn open_things(setup: &Setup, present: Present) -> Vec<StandingPart> {
    let Present { connection, integration, .. } = present;
    let go = |label: &str, step| Some(button(label, Intent::Walk(WalkPress::Go { step })));
    let open = |text: String, go| StandingPart { tone: Tone::Important, text, names: vec![], go };
    let mut things: Vec<StandingPart> =
        standing::open_part(&setup.zone, connection, integration).into_iter().collect();
    if connection.saved.is_none() {
        let text = match setup.is_session_only() {
            true => "Not saved: the keys are in memory only.",
            false => "These values are not saved yet.",
        };
        things.push(open(text.into(), go("Go to Save", StepId::Save)));
    }
    let fields = fields(present);
    let wanted = fields.iter().filter(|field| !field.ticked && field.unavailable.is_none()).count();
    if wanted > 0 {
        let are = if wanted == 1 { "is" } else { "are" };
        things.push(open(
            format!("{} {are} not ticked as pasted.", plural(wanted, "value")),
            go("Go to Hand over", StepId::HandOver),
        ));
    }
    things
}
