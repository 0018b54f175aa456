//! Small things several pages are made of.

use super::types::{
    Button, Choice, ChoiceOption, Copyable, Fact, Field, Instruction, Masked, Note, Remark, Tone,
};
use integration::{Integration, Said, Source, Step};
use setup::called::{Link, Pick, What};
use setup::{FieldId, FieldPress, Intent, Named, Open, Slot};

pub const SUGGESTION: &str = "Keywright's suggestion";

pub fn button(label: &str, intent: Intent) -> Button {
    Button { label: label.into(), intent, busy: false }
}

pub fn copyable(what: What, label: &str, value: impl Into<String>) -> Copyable {
    Copyable {
        label: label.into(),
        value: value.into(),
        copy: Intent::Named(Named::Copy { what }),
        secret: false,
    }
}

pub fn fact(label: &str, value: impl Into<String>) -> Fact {
    Fact { label: label.into(), value: value.into() }
}

/// What is said wherever a file that was added by hand is followed; none for the others.
pub fn by_hand(integration: &Integration) -> Option<String> {
    let file = integration.file.as_ref().map(|file| format!(" ({})", file.name));
    (!integration.built_in).then(|| {
        let file = file.unwrap_or_default();
        format!("Added by hand{file}: Keywright's makers have not checked what it says.")
    })
}

/// A text that goes into a message or a sheet: there a line or a cell that begins with one of
/// these would be taken for a formula.
pub fn no_formula(text: &str) -> String {
    let cell = |cell: &str| match cell.trim_start().starts_with(FORMULA) {
        true => format!("\u{2022} {}", cell.trim_start()),
        false => cell.to_owned(),
    };
    let line = |line: &str| line.split('\t').map(cell).collect::<Vec<_>>().join("\t");
    text.split('\n').map(line).collect::<Vec<_>>().join("\n")
}

/// The wide ones too: a sheet takes them for the same.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'];

/// Who says so, where it is not the vendor's guide.
pub fn source(from: Source) -> Option<String> {
    (from == Source::Keywright).then(|| SUGGESTION.to_owned())
}

pub fn note(said: &Said) -> Note {
    let tone = if said.important { Tone::Important } else { Tone::Plain };
    Note { text: said.text.to_string(), tone, source: source(said.from) }
}

pub fn notes(said: &[Said]) -> Vec<Note> {
    said.iter().map(note).collect()
}

/// A sentence of Keywright's own, about the program or about ConnectWise.
pub fn plain(text: impl Into<String>) -> Note {
    Note { text: text.into(), tone: Tone::Plain, source: None }
}

pub fn important(text: impl Into<String>) -> Note {
    Note { text: text.into(), tone: Tone::Important, source: None }
}

pub fn choice(id: &str, label: &str, options: Vec<ChoiceOption>) -> Choice {
    Choice { id: id.into(), label: label.into(), options }
}

pub fn option(pick: Pick, label: &str, text: Option<&str>, picked: bool) -> ChoiceOption {
    ChoiceOption {
        label: label.into(),
        text: text.map(str::to_owned),
        picked,
        pick: Intent::Field(FieldPress::Pick(pick)),
    }
}

/// "1 line", "3 lines".
pub fn plural(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

pub fn words(list: &[&str]) -> Vec<String> {
    list.iter().map(|word| (*word).to_owned()).collect()
}

pub fn field_id(field: FieldId) -> String {
    match field {
        FieldId::Address => "address",
        FieldId::Company => "company",
        FieldId::MemberId => "memberId",
        FieldId::PublicKey => "publicKey",
        FieldId::PrivateKey => "privateKey",
        FieldId::ClientId => "clientId",
    }
    .into()
}

pub fn label(field: FieldId) -> &'static str {
    match field {
        FieldId::Address => "Site address",
        FieldId::Company => "Company ID",
        FieldId::MemberId => "Member ID",
        FieldId::PublicKey => "Public key",
        FieldId::PrivateKey => "Private key",
        FieldId::ClientId => "Client ID",
    }
}

pub fn text_field(field: FieldId, value: &str) -> Field {
    Field {
        id: field_id(field),
        label: label(field).into(),
        hint: None,
        placeholder: None,
        value: value.into(),
        secret: false,
        masked: None,
        tidied: None,
        remark: None,
        paste: true,
    }
}

/// The same with what was said of the text filled in last. What was refused holds nobody up
/// where another value stands.
pub fn said_field(open: &Open, field: FieldId, value: &str) -> Field {
    let said = open.plain_said.iter().find(|(of, _)| *of == field).map(|(_, said)| said);
    let refused = said.and_then(|said| said.refused);
    let remark = refused.map(|why| crate::problem::plain_remark(field, why));
    Field {
        tidied: said.and_then(|said| said.tidied.clone()),
        remark: remark.map(|remark| Remark { stops: value.trim().is_empty(), ..remark }),
        ..text_field(field, value)
    }
}

pub fn secret_field(field: FieldId, slot: Option<&Slot>) -> Field {
    Field {
        secret: true,
        masked: slot.map(masked),
        tidied: slot.and_then(|slot| slot.tidied.clone()),
        remark: slot.and_then(|slot| slot.remark.as_ref()).map(crate::problem::key_remark),
        ..text_field(field, "")
    }
}

pub fn masked(slot: &Slot) -> Masked {
    let (length, ends_with) = slot.secret.trace();
    Masked { length, ends_with }
}

/// "16 characters, ends in 3kQ7".
pub fn mask_text(masked: &Masked) -> String {
    if masked.ends_with.is_empty() {
        format!("{} characters", masked.length)
    } else {
        format!("{} characters, ends in {}", masked.length, masked.ends_with)
    }
}

/// A cause by its own name, for support.
pub fn named(cause: &str, status: Option<u16>) -> String {
    match status {
        Some(status) => format!("{cause} (HTTP status {status})"),
        None => cause.to_owned(),
    }
}

/// A step of an integration file. Its link opens only where the file came with Keywright.
pub fn instruction(step: &Step, link: Link) -> Instruction {
    Instruction {
        text: step.text.to_string(),
        trail: step.trail.iter().map(|part| part.to_string()).collect(),
        sign: None,
        copy: None,
        link: step.link.as_ref().map(|to| {
            button(&format!("Open {}", to.host()), Intent::Named(Named::OpenLink { link }))
        }),
    }
}
