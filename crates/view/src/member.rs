//! The API Member: each field of ConnectWise's form, in its order.

use super::member_form::fields;
use super::parts::{choice, copyable, note, notes, option, said_field, words};
use super::requests;
use super::role;
use super::types::{CannotOpen, Instruction, MemberPage, Note, Page};
use connectwise::forms::{self};
use setup::called::{Pick, What};
use setup::{FieldId, MemberWay, Present};

pub fn page(present: Present) -> (Page, String, String) {
    let Present { open, connection, integration } = present;
    let way = connection.member_way;
    let trail = words(forms::API_MEMBERS);
    let step = |text: &str, trail| Instruction {
        text: text.into(),
        trail,
        sign: None,
        copy: None,
        link: None,
    };
    let steps = match way {
        MemberWay::New => {
            vec![
                Instruction { sign: Some("+".into()), ..step("In ConnectWise, open", trail) },
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
                    Pick::Member(MemberWay::New),
                    "Make a new API member",
                    Some("Uses no license"),
                    way == MemberWay::New,
                ),
                option(
                    Pick::Member(MemberWay::Existing),
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
                What::MemberRequest,
                "Request for the administrator",
                requests::member_request(present),
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
