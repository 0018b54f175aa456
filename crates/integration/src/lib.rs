//! What one vendor's product needs, as its guide says it: one TOML file, data only.
//!
//! The files are in `integrations/` and compiled in; [`parse`] turns text into an
//! [`Integration`] or into a [`BadFile`] that names line and column. Nothing in a file
//! can choose where the check sends anything: addresses come from the person and from
//! ConnectWise alone.

mod added;
mod built_in;
mod parse;
mod template;
mod text;

use serde::Deserialize;

pub use built_in::{added_by_hand, built_in};
pub use parse::{BadFile, parse};
pub use template::{Part, Placeholder, Template};
pub use text::{Id, Line, Link, Said, Source};

use connectwise::forms::LONGEST_MEMBER_ID;
use connectwise::grid::Level;

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Integration {
    /// Version of this file format.
    pub schema: u32,
    pub id: Id,
    /// The product: "SyncSmart for HubSpot".
    pub name: Line,
    /// Who makes it: "SyncSmart".
    pub vendor: Line,
    pub summary: Line,
    pub guide: Guide,
    pub before: Before,
    #[serde(default)]
    pub site: Site,
    pub role: Role,
    pub member: Member,
    pub keys: Keys,
    pub client_id: ClientId,
    pub hand_over: HandOver,
    #[serde(default)]
    pub support: Support,
    /// Whether it came with the program; the rest were added by hand, and say so.
    #[serde(skip, default = "yes")]
    pub built_in: bool,
    /// The file of one that was added by hand.
    #[serde(skip)]
    pub file: Option<AddedFile>,
}

/// What a person is to know of a file before they follow it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddedFile {
    pub name: String,
    /// As `sha256sum` prints it.
    pub sha256: String,
    /// The hosts that stand anywhere in it, as they are asked for.
    pub hosts: Vec<String>,
}

fn yes() -> bool {
    true
}

/// Where the facts come from.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Guide {
    pub title: Line,
    pub publisher: Line,
    /// The date the guide itself carries, as written there.
    pub dated: Option<Line>,
    /// When it was read for this file: "November 2026".
    pub read: Line,
    /// What the copy that was read lacks or does not say.
    #[serde(default)]
    pub gaps: Vec<Line>,
}

/// "Before you begin".
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Before {
    pub minutes: Said,
    pub who: Vec<Said>,
    pub open: Vec<Said>,
}

/// Advice for "Your ConnectWise".
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Site {
    #[serde(default)]
    pub notes: Vec<Said>,
}

/// The Security Role.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Role {
    /// The name to type, at most 30 characters.
    pub name: Said,
    /// Set where the guide lets an administrator role be used: what that grants.
    pub admin: Option<Said>,
    /// Set where the guide speaks of using or changing a role that exists.
    pub existing: Option<Said>,
    #[serde(default)]
    pub rows: Vec<Row>,
    /// Where the rows come from, if not word for word from the guide.
    pub rows_note: Option<Said>,
    /// Table Setup's allowed tables, as "Company / Company Status".
    #[serde(default)]
    pub tables: Vec<Line>,
    pub tables_note: Option<Said>,
    #[serde(default)]
    pub notes: Vec<Said>,
}

/// One row of ConnectWise's permission table.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    pub module: Line,
    pub row: Line,
    #[serde(default)]
    pub add: Level,
    #[serde(default)]
    pub edit: Level,
    #[serde(default)]
    pub delete: Level,
    #[serde(default)]
    pub inquire: Level,
    pub why: Option<Line>,
    /// "Only if invoices are synced".
    pub when: Option<Line>,
    /// "CW v2020.3".
    pub since: Option<Line>,
    /// What to do before relying on it: "Confirm with the vendor".
    pub confirm: Option<Line>,
    #[serde(default)]
    pub from: Source,
}

/// The API Member.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Member {
    /// Set where the guide speaks of using a member that exists.
    pub existing: Option<Said>,
    /// What to put into ConnectWise's form; fields the guide is silent on are left out.
    #[serde(default)]
    pub fields: Vec<MemberField>,
    #[serde(default)]
    pub notes: Vec<Said>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MemberField {
    /// ConnectWise's label: "Member ID".
    pub label: Line,
    pub rule: Rule,
    #[serde(default, deserialize_with = "template::without_secret")]
    pub value: Option<Template>,
    pub note: Option<Line>,
    #[serde(default)]
    pub from: Source,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Rule {
    Type,
    Choose,
    Any,
}

/// The API key pair.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Keys {
    /// The description to type for the key.
    pub description: Option<Said>,
    #[serde(default)]
    pub notes: Vec<Said>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClientId {
    /// Whether the guide asks the customer for one.
    pub asked: bool,
    /// The guide's own way to register one; today's way is Keywright's to say.
    #[serde(default)]
    pub steps: Vec<Step>,
    #[serde(default)]
    pub notes: Vec<Said>,
}

/// One thing to do in some other program.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    pub text: Line,
    #[serde(default)]
    pub trail: Vec<Line>,
    pub link: Option<Link>,
    #[serde(default)]
    pub from: Source,
}

/// The vendor's own screen.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HandOver {
    /// The way to the screen; empty where the guide does not say.
    #[serde(default)]
    pub steps: Vec<Step>,
    pub fields: Vec<HandOverField>,
    /// What to press, in order.
    #[serde(default)]
    pub press: Vec<Line>,
    /// What the screen says when it worked.
    pub success: Option<Line>,
    #[serde(default)]
    pub notes: Vec<Said>,
    #[serde(default)]
    pub causes: Vec<Cause>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HandOverField {
    /// The vendor's label, or what the guide calls the value.
    pub label: Line,
    pub value: Template,
    /// The value for a company's own server, where it is written differently.
    pub own_server: Option<Template>,
    /// If given: the only cloud values the guide names; others show `otherwise` instead.
    #[serde(default)]
    pub only: Vec<Line>,
    pub otherwise: Option<Line>,
    pub note: Option<Line>,
    #[serde(default)]
    pub from: Source,
}

/// A failure the vendor's screen can show, in the guide's sense.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cause {
    pub sign: Line,
    pub means: Line,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Support {
    pub contact: Option<Line>,
    /// What support asks for.
    #[serde(default)]
    pub wants: Vec<Line>,
    #[serde(default)]
    pub notes: Vec<Said>,
}

impl Integration {
    /// The Member ID the guide gives, or one made from the vendor's name that ConnectWise takes.
    /// None where the guide's own value needs something not known yet.
    pub fn suggested_member_id(&self) -> Option<String> {
        let said = self.member.fields.iter().find(|f| f.label.eq_ignore_ascii_case("Member ID"));
        match said.map(|field| &field.value) {
            Some(Some(value)) => value.fill(|_| None).ok(),
            Some(None) => None,
            None => {
                let name = self.vendor.chars().filter(char::is_ascii_alphanumeric);
                Some(name.take(LONGEST_MEMBER_ID).collect())
            }
        }
    }
}

impl Row {
    /// In the order of ConnectWise's columns: Add, Edit, Delete, Inquire.
    pub fn levels(&self) -> [Level; 4] {
        [self.add, self.edit, self.delete, self.inquire]
    }

    /// "Companies/Contacts": the row's name in ticks and check lines.
    pub fn key(&self) -> String {
        format!("{}/{}", self.module, self.row)
    }
}
