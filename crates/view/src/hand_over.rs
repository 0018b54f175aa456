//! Save, hand over, done.

use super::parts::{copyable, fact, instruction, notes, plain, source};
use super::role;
use super::shown;
use super::standing;
use super::types::{Copyable, HandOverPage, Instruction, Note, Page, PasteField};
use integration::HandOverField;
use setup::called::{Link, What};
use setup::checklist::paste_item;
use setup::values::template_for;
use setup::{Intent, ListPress, Present, Setup};

pub fn page(setup: &Setup, present: Present) -> (Page, String, String) {
    let Present { connection, integration, .. } = present;
    let plan = &integration.hand_over;
    let steps: Vec<Instruction> = plan
        .steps
        .iter()
        .enumerate()
        .map(|(n, step)| instruction(step, Link::HandOver(n)))
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
    let (value, unavailable) = match shown::shown(present, template) {
        Err(gap) => (String::new(), Some(format!("There is no {} yet.", shown::gap_name(gap)))),
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
            ..copyable(What::HandOver(n), &field.label, value)
        },
        note,
        unavailable,
        changed: changed.then(|| "Changed since you pasted it. Paste it again.".to_owned()),
        ticked,
        tick: Intent::List(ListPress::Tick { item: tick, on: !ticked }),
    }
}
