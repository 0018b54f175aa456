//! The API Member: each field of ConnectWise's form, in its order.

use super::copies;
use super::parts::{SUGGESTION, choice, copyable, note, notes, option, said_field, source, words};
use super::role;
use super::types::{CannotOpen, Instruction, MemberField, MemberPage, Note, Page};
use connectwise::forms::{self, Advice, FormField, MEMBER_FORM};
use integration::{Integration, MemberField as Said, Rule};
use setup::values;
use setup::{Connection, FieldId, Intent, ListPress, MemberWay, Present, RoleWay};

pub fn page(present: Present) -> (Page, String, String) {
    let Present { open, connection, integration } = present;
    let way = connection.member_way;
    let mut trail = words(forms::API_MEMBERS);
    let step = |text: &str, trail| Instruction { text: text.into(), trail, copy: None, link: None };
    let steps = match way {
        MemberWay::New => {
            trail.push("+".into());
            vec![
                step("In ConnectWise, open", trail),
                step("Fill in the form like this. Press **Save** and keep it open.", Vec::new()),
            ]
        }
        MemberWay::Existing => vec![
            step("In ConnectWise, open", trail),
            step("Open the member and compare each field with this list.", Vec::new()),
        ],
    };
    let mut page_notes: Vec<Note> = Vec::new();
    page_notes.extend(integration.member.existing.as_ref().map(note));
    page_notes.extend(role::admin_warning(connection));
    page_notes.extend(notes(&integration.member.notes));
    let wanted = setup::wants_member_id(integration);
    let page = MemberPage {
        way: choice(
            "member",
            "Which member?",
            vec![
                option(
                    "member",
                    "new",
                    "Make a new API member",
                    Some("Uses no license"),
                    way == MemberWay::New,
                ),
                option(
                    "member",
                    "existing",
                    "The member already exists",
                    None,
                    way == MemberWay::Existing,
                ),
            ],
        ),
        steps,
        fields: fields(present),
        member_id: wanted.then(|| {
            let mut field = said_field(
                open,
                FieldId::MemberId,
                connection.member_id.as_deref().unwrap_or_default(),
            );
            field.label = "Member ID in ConnectWise".into();
            field.hint = Some(format!("{} asks for it later.", integration.vendor));
            field
        }),
        notes: page_notes,
        cannot_open: CannotOpen {
            text: "Can't open **Members**? Ask your administrator.".into(),
            request: copyable(
                "member-request",
                "Request for the administrator",
                copies::member_request(present),
            ),
        },
    };
    (
        Page::Member(page),
        match way {
            MemberWay::New => "Make the API member",
            MemberWay::Existing => "Compare the API member",
        }
        .into(),
        "A sign-in for software, not for a person.".into(),
    )
}

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
        (Rule::Type, _) => "Type this",
        (Rule::Choose, _) => "Choose this",
        (Rule::Any, _) => "Anything is fine",
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
    let (rule, value, note, source) = match form.advice {
        Advice::MemberId => ("Type this", integration.suggested_member_id(), None, suggestion()),
        Advice::MemberName => {
            let name: String = integration.name.chars().take(form.longest).collect();
            ("Type this", Some(name.trim().to_owned()), None, suggestion())
        }
        Advice::RoleId => match connection.role_way {
            RoleWay::New => (
                "Choose this",
                Some(integration.role.name.text.to_string()),
                Some("The role you made"),
                None,
            ),
            RoleWay::Existing => {
                ("Choose", None, Some("The role you compared on the page before"), None)
            }
            RoleWay::Admin => ("Choose", None, Some("Your administrator role"), None),
        },
        Advice::HighestLevel => (
            "Choose this",
            Some("Corporate (Level 1)".into()),
            Some("Or your highest level. Lower levels hide companies."),
            suggestion(),
        ),
        Advice::OwnCompanyName => ("Choose", None, Some("Your own company"), suggestion()),
        Advice::WhereAdministratorsAre => {
            ("Choose", None, Some("Where your administrators are"), suggestion())
        }
        Advice::Anything => ("Choose", None, Some("Your main one"), suggestion()),
        Advice::OwnEmail => ("Type", None, Some("An address your team reads"), suggestion()),
    };
    member_field(connection, form.label, rule, value, note.map(str::to_owned), source)
}

fn member_field(
    connection: &Connection,
    label: &str,
    rule: &str,
    value: Option<String>,
    note: Option<String>,
    source: Option<String>,
) -> MemberField {
    let tick = format!("member:{label}");
    let ticked = connection.ticks.contains(&tick);
    MemberField {
        label: label.into(),
        rule: rule.into(),
        value: value.map(|value| copyable(&format!("member:{label}"), label, value)),
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
