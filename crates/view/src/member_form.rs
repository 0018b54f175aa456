//! The fields of ConnectWise's form for an API Member, in its order.

use super::parts::{SUGGESTION, copyable, source};
use super::types::{FormKind, MemberField};
use connectwise::forms::{Advice, FormField, MEMBER_FORM};
use integration::{Integration, MemberField as Said, Rule};
use setup::called::{Item, What};
use setup::values;
use setup::{Connection, Intent, ListPress, Present, RoleWay};

/// The form's fields in order, then whatever else the guide names.
pub fn fields(present: Present) -> Vec<MemberField> {
    let Present { connection, integration, .. } = present;
    let said = &integration.member.fields;
    let mut fields = Vec::new();
    for form in MEMBER_FORM {
        let named: Vec<&Said> =
            said.iter().filter(|field| field.label.eq_ignore_ascii_case(form.label)).collect();
        if named.is_empty() {
            fields.push(advised(connection, integration, form));
        }
        fields.extend(named.into_iter().map(|field| guided(present, field)));
    }
    let known =
        |field: &&Said| MEMBER_FORM.iter().any(|form| field.label.eq_ignore_ascii_case(form.label));
    fields.extend(said.iter().filter(|field| !known(field)).map(|field| guided(present, field)));
    fields
}

fn guided(present: Present, field: &Said) -> MemberField {
    let value = field.value.as_ref().and_then(|value| values::filled(present, value));
    let rule = match (field.rule, &value) {
        (Rule::Type, _) => (FormKind::Type, "Type this"),
        (Rule::Choose, _) => (FormKind::Choose, "Choose this"),
        (Rule::Any, _) => (FormKind::Type, "Anything is fine"),
    };
    member_field(
        present.connection,
        &field.label,
        rule,
        value,
        field.note.as_ref().map(|n| n.to_string()),
        source(field.from),
    )
}

fn advised(connection: &Connection, integration: &Integration, form: &FormField) -> MemberField {
    let suggestion = || Some(SUGGESTION.to_owned());
    const TYPE_THIS: (FormKind, &str) = (FormKind::Type, "Type this");
    const CHOOSE_THIS: (FormKind, &str) = (FormKind::Choose, "Choose this");
    const CHOOSE: (FormKind, &str) = (FormKind::Choose, "Choose");
    let (rule, value, note, source) = match form.advice {
        Advice::MemberId => (TYPE_THIS, integration.suggested_member_id(), None, suggestion()),
        Advice::MemberName => {
            let name: String = integration.name.chars().take(form.longest).collect();
            (TYPE_THIS, Some(name.trim().to_owned()), None, suggestion())
        }
        Advice::RoleId => match connection.role_way {
            RoleWay::New => (
                CHOOSE_THIS,
                Some(integration.role.name.text.to_string()),
                Some("The role you made"),
                None,
            ),
            RoleWay::Existing => {
                (CHOOSE, None, Some("The role you compared on the page before"), None)
            }
            RoleWay::Admin => (CHOOSE, None, Some("Your administrator role"), None),
        },
        Advice::HighestLevel => (
            CHOOSE_THIS,
            Some("Corporate (Level 1)".into()),
            Some("Or your highest level. Lower levels hide companies."),
            suggestion(),
        ),
        Advice::OwnCompanyName => (CHOOSE, None, Some("Your own company"), suggestion()),
        Advice::WhereAdministratorsAre => {
            (CHOOSE, None, Some("Where your administrators are"), suggestion())
        }
        Advice::Anything => (CHOOSE, None, Some("Your main one"), suggestion()),
        Advice::OwnEmail => {
            ((FormKind::Type, "Type"), None, Some("An address your team reads"), suggestion())
        }
    };
    member_field(connection, form.label, rule, value, note.map(str::to_owned), source)
}

fn member_field(
    connection: &Connection,
    label: &str,
    (kind, rule): (FormKind, &str),
    value: Option<String>,
    note: Option<String>,
    source: Option<String>,
) -> MemberField {
    let tick = Item::Member(label.to_owned());
    let ticked = connection.ticks.contains(&tick);
    MemberField {
        label: label.into(),
        rule: rule.into(),
        kind,
        value: value.map(|value| copyable(What::Member(label.to_owned()), label, value)),
        note,
        source,
        ticked,
        tick: Intent::List(ListPress::Tick { item: tick, on: !ticked }),
    }
}

/// What is copied for a field of the form; the same value that is shown.
pub fn value_of(present: Present, label: &str) -> Option<String> {
    let field = fields(present).into_iter().find(|field| field.label == label)?;
    Some(field.value?.value)
}

/// The form as lines of text, for a request.
pub fn as_lines(present: Present) -> Vec<String> {
    let line = |field: MemberField| {
        let what = field.value.map(|v| v.value).or(field.note).unwrap_or(field.rule);
        format!("\u{2022} {}: {what}", field.label)
    };
    fields(present).into_iter().map(line).collect()
}
