//! A record and a plan, drawn up from what the pages say.

use jiff::Timestamp;

use super::paper::Record;
use crate::parts::{by_hand, fact, note, notes, plain, source};
use crate::types::{Fact, Note};
use crate::{
    dates, excess, guide, hand_over, keys, lines, member_form, rows, save, standing, told,
};
use checkup::Reason;
use connectwise::authority::Trust;
use connectwise::forms;
use integration::{Integration, Said};
use setup::checklist::row_item;
use setup::{Connection, Document, Open, Present, Remark, RoleWay, Setup};

impl Record {
    /// What was set up.
    pub fn made(setup: &Setup, present: Present) -> Self {
        let Present { open, connection, integration } = present;
        let when = |moment| dates::when(moment, &setup.zone);
        let (mut place, mut company) = (Vec::new(), String::new());
        if let Some(instance) = &connection.instance {
            company.clone_from(&instance.company_name);
            place = vec![
                fact("Company ID", instance.company_id.clone()),
                fact("Site", instance.site.authority()),
                fact("API address", instance.api_origin()),
            ];
        }
        if let Some(Trust { host, authority }) = setup.trust() {
            place.push(fact("Certificate authority", authority.name.clone()));
            place.push(fact("Trusted for", format!("{host} alone")));
            place.push(fact("Its SHA-256", authority.fingerprint.clone()));
        }
        place.extend(connection.begun.map(|begun| fact("Begun", when(begun))));
        let keys = match &connection.saved {
            Some(saved) => {
                let mut kept = save::kept_in(connection);
                kept.push(fact("Saved", when(*saved)));
                kept
            }
            None => vec![fact("Keys", "not saved")],
        };
        let check = fact(
            "Check",
            match connection.fresh().filter(|outcome| outcome.signed_in) {
                Some(outcome) => format!("Signed in {}", when(outcome.when)),
                None => format!(
                    "NOT CHECKED as it is now. {}",
                    standing::short(&setup.zone, connection)
                ),
            },
        );
        // Lines to change are known while the check is; what was seen stays in the remarks.
        let wider = open.check.findings.iter().find_map(|finding| match &finding.reason {
            Some(Reason::Excess(excess)) => Some(excess::excess_lines(excess, integration)),
            _ => None,
        });
        Self {
            company,
            place,
            keys,
            check: vec![check],
            not_used: rows::rows_not_used(connection, integration)
                .map(|row| row_item(row).to_string())
                .collect(),
            remarks: connection.remarks.iter().map(remark).collect(),
            wider: wider.unwrap_or_default(),
            ..Self::outline(Document::Record, present)
        }
    }

    /// The same before anything was set up.
    pub fn planned(integration: &Integration) -> Self {
        // A set-up that nobody begins: what its pages would say.
        let nobody =
            Connection::new(String::new(), integration.id.to_string(), None, Timestamp::default());
        let open = Open::default();
        let line = |label: &str| fact(label, "");
        let before = &integration.before;
        let description = match &integration.keys.description {
            Some(said) => to_type("Description", said),
            None => fact("Description", "Keywright"),
        };
        Self {
            place: vec![
                line("Company ID"),
                line("Site address"),
                line("Planned for"),
                line("Set up by"),
            ],
            place_notes: notes(&integration.site.notes),
            before: vec![
                ("Time", vec![plain(guide::minutes(integration))]),
                ("Who needs to be there", notes(&before.who)),
                ("Have this open", notes(&before.open)),
                ("Client ID", vec![keys::guide_line(integration)]),
            ],
            role: vec![
                to_type("Role ID", &integration.role.name),
                fact("Where", forms::SECURITY_ROLES.join(" > ")),
            ],
            role_notes: [notes(&integration.role.notes), rows_note(integration)].concat(),
            member_notes: notes(&integration.member.notes),
            keys: vec![
                fact("Where", forms::API_KEYS.join(" > ")),
                description,
                line("Kept in"),
                line("Kept by"),
            ],
            key_notes: notes(&integration.keys.notes),
            ..Self::outline(
                Document::Plan,
                Present { open: &open, connection: &nobody, integration },
            )
        }
    }

    /// What a record and a plan have in common.
    fn outline(document: Document, present: Present) -> Self {
        let Present { connection, integration, .. } = present;
        let way = connection.role_way;
        let admin = integration.role.admin.as_ref().filter(|_| way == RoleWay::Admin);
        Self {
            document,
            practice: connection.practice,
            by_hand: by_hand(integration),
            product: integration.name.to_string(),
            vendor: integration.vendor.to_string(),
            company: String::new(),
            place: Vec::new(),
            place_notes: Vec::new(),
            before: Vec::new(),
            role: vec![
                fact("Security role", told::role_name(connection, integration)),
                fact("Where", forms::SECURITY_ROLES.join(" > ")),
            ],
            role_notes: admin.into_iter().map(note).chain(rows_note(integration)).collect(),
            groups: rows::groups(present),
            not_used: Vec::new(),
            rows_are_set: way != RoleWay::Admin,
            member_id: told::member_id(present),
            member: member_form::fields(present),
            member_notes: Vec::new(),
            keys: Vec::new(),
            key_notes: Vec::new(),
            check: Vec::new(),
            remarks: Vec::new(),
            wider: Vec::new(),
            hand_over: hand_over::fields(present),
            source: guide::guide(integration),
            program: concat!("Keywright ", env!("CARGO_PKG_VERSION")),
        }
    }
}

fn remark(remark: &Remark) -> String {
    let Remark { line, verdict, evidence } = remark;
    format!("{}: {}. {evidence}", lines::verdict(line, *verdict), lines::title(line))
}

fn rows_note(integration: &Integration) -> Vec<Note> {
    integration.role.rows_note.iter().map(note).collect()
}

/// A value to type, and who says so where it is not the guide.
fn to_type(label: &str, said: &Said) -> Fact {
    let source = source(said.from).map(|source| format!(" ({source})")).unwrap_or_default();
    fact(&format!("{label}{source}"), said.text.to_string())
}
