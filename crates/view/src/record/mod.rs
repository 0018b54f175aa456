//! The record of a set-up for change control: what was made, where it is kept, by whom it was
//! checked; or, before anything is made, the same as a plan. No secret, and no trace of one.
//!
//! One [`Record`] is drawn up here and written twice: as plain text and as a document.

mod blocks;
mod html;
mod markup;
mod text;

use jiff::Timestamp;
use jiff::civil::Date;

use super::parts::{button, by_hand, fact, note, notes, plain, source};
use super::types::{Fact, GridGroup, MemberField, Note, PasteField, Printable};
use super::{dates, hand_over, keys, lines, member, result, role, start};
use checkup::Reason;
use connectwise::authority::Trust;
use connectwise::forms;
use integration::{Integration, Said};
use setup::checklist::row_item;
use setup::{Connection, Document, Intent, Named, Open, Present, Remark, RoleWay, Setup};

pub use text::text;

/// What both writings say. A [`Fact`] without a value is a line to write on.
struct Record {
    document: Document,
    practice: bool,
    /// Said where the file was added by hand.
    by_hand: Option<String>,
    product: String,
    vendor: String,
    /// Empty before a set-up.
    company: String,
    /// Where its ConnectWise is.
    place: Vec<Fact>,
    place_notes: Vec<Note>,
    /// "Before you begin", for a plan.
    before: Vec<(&'static str, Vec<Note>)>,
    role: Vec<Fact>,
    role_notes: Vec<Note>,
    /// The rows the product needs, by module, in ConnectWise's order.
    groups: Vec<GridGroup>,
    /// Lines of rows that the guide lists for some alone, and that nobody ticked.
    not_used: Vec<String>,
    /// An administrator role has no rows to set, so there are none to tick.
    rows_are_set: bool,
    /// As the last check named it, or as it was typed.
    member_id: Option<String>,
    member: Vec<MemberField>,
    member_notes: Vec<Note>,
    keys: Vec<Fact>,
    key_notes: Vec<Note>,
    check: Vec<Fact>,
    remarks: Vec<String>,
    /// What the role opens beyond that, worst first.
    wider: Vec<String>,
    hand_over: Vec<PasteField>,
    source: String,
    program: &'static str,
}

/// A document as a file.
#[derive(Debug)]
pub struct File {
    /// Without its ending.
    pub name: String,
    pub html: String,
    /// The connection or the integration it is about.
    pub of: String,
}

/// The document of the present connection, or of the product that is chosen.
pub fn file(setup: &Setup, document: Document, today: Date) -> Option<File> {
    let (of, integration, html) = match document {
        Document::Record => {
            let present = setup.present()?;
            let Present { connection, integration, .. } = present;
            let record = Record::made(setup, present);
            (connection.id.clone(), integration, html::page(&record, today))
        }
        Document::Plan => {
            let chosen = setup.chosen.as_deref()?;
            let integration = setup.integrations.iter().find(|i| *i.id == *chosen)?;
            (chosen.to_owned(), integration, html::page(&Record::planned(integration), today))
        }
    };
    let practised = setup.present().is_some_and(|present| present.connection.practice);
    let kind = match document {
        Document::Record if practised => "practice record",
        Document::Record => "record",
        Document::Plan => "plan",
    };
    let name = result::file_name(integration, &format!("{kind} {today}"));
    Some(File { name, html, of })
}

/// The record of the connection that is done, on its page.
pub fn part(setup: &Setup, connection: &Connection) -> Printable {
    printable(
        setup,
        Document::Record,
        &connection.id,
        "The record",
        "It holds no keys. Your browser prints it.",
        ["Save the record", "Open to print"],
    )
}

/// The plan of the chosen product, in "Before you begin".
pub fn plan_part(setup: &Setup, integration: &Integration) -> Printable {
    printable(
        setup,
        Document::Plan,
        &integration.id,
        "Plan it first",
        "Every step, with boxes to tick. Your browser prints it, also as PDF.",
        ["Save the plan", "Print the plan"],
    )
}

fn printable(
    setup: &Setup,
    document: Document,
    of: &str,
    title: &str,
    text: &str,
    [save, print]: [&str; 2],
) -> Printable {
    let act = |label, open| button(label, Intent::Named(Named::SaveDocument { document, open }));
    let filed = setup.filed.as_ref().filter(|filed| filed.document == document && filed.of == of);
    Printable {
        title: title.into(),
        text: text.into(),
        save: act(save, false),
        print: act(print, true),
        saved_to: filed.map(|filed| filed.path.clone()),
    }
}

/// ConnectWise's own name for it, where the last check was told one.
pub fn role_name(connection: &Connection, integration: &Integration) -> String {
    let told = connection.fresh().and_then(|outcome| outcome.role.as_ref());
    match (connection.role_way, told) {
        (RoleWay::New, Some(name)) => name.clone(),
        (RoleWay::New, None) => integration.role.name.text.to_string(),
        (RoleWay::Existing, Some(name)) => format!("{name} (existed before)"),
        (RoleWay::Existing, None) => "A role that existed before".into(),
        (RoleWay::Admin, Some(name)) => format!("{name} (an administrator role)"),
        (RoleWay::Admin, None) => "An administrator role".into(),
    }
}

/// The member that ConnectWise named, else the Member ID that was typed, else the one advised.
pub fn member_id(present: Present) -> Option<String> {
    let connection = present.connection;
    let told = connection.fresh().and_then(|outcome| outcome.member.clone());
    told.or_else(|| connection.member_id.clone())
        .filter(|id| !id.is_empty())
        .or_else(|| member::value_of(present, "Member ID"))
}

impl Record {
    fn made(setup: &Setup, present: Present) -> Self {
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
                let mut kept = hand_over::place(connection);
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
                    super::standing::short(&setup.zone, connection)
                ),
            },
        );
        // Lines to change are known while the check is; what was seen stays in the remarks.
        let wider = open.check.findings.iter().find_map(|finding| match &finding.reason {
            Some(Reason::Excess(excess)) => Some(result::excess_lines(excess, integration)),
            _ => None,
        });
        Self {
            company,
            place,
            keys,
            check: vec![check],
            not_used: super::check::rows_not_used(connection, integration).map(row_item).collect(),
            remarks: connection.remarks.iter().map(remark).collect(),
            wider: wider.unwrap_or_default(),
            ..Self::outline(Document::Record, present)
        }
    }

    /// The same before anything was set up.
    fn planned(integration: &Integration) -> Self {
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
                ("Time", vec![plain(start::minutes(integration))]),
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
                fact("Security role", role_name(connection, integration)),
                fact("Where", forms::SECURITY_ROLES.join(" > ")),
            ],
            role_notes: admin.into_iter().map(note).chain(rows_note(integration)).collect(),
            groups: role::groups(present),
            not_used: Vec::new(),
            rows_are_set: way != RoleWay::Admin,
            member_id: member_id(present),
            member: member::fields(present),
            member_notes: Vec::new(),
            keys: Vec::new(),
            key_notes: Vec::new(),
            check: Vec::new(),
            remarks: Vec::new(),
            wider: Vec::new(),
            hand_over: hand_over::fields(present),
            source: start::guide(integration),
            program: concat!("Keywright ", env!("CARGO_PKG_VERSION")),
        }
    }

    fn title(&self) -> String {
        format!("ConnectWise PSA connection for {}", self.product)
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
