//! What the View calls by a name: something to copy, a link, a box to tick, a choice. To the window
//! each is a text, whose form `types.ts` knows; here it is understood once.

use std::fmt;
use std::str::FromStr;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;
use ts_rs::TS;

use super::names::{ClientIdWay, MemberWay, Reader, RoleWay, SiteWay};
use connectwise::address::REGIONS;

/// A text that is the name of nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Nothing;

impl fmt::Display for Nothing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of nothing")
    }
}

/// Of a list on disk, those that have a meaning here: another Keywright may know more of them.
pub fn known<'de, D, T, C>(deserializer: D) -> Result<C, D::Error>
where
    D: Deserializer<'de>,
    T: DeserializeOwned,
    C: FromIterator<T>,
{
    let all = Vec::<Value>::deserialize(deserializer)?;
    Ok(all.into_iter().filter_map(|each| serde_json::from_value(each).ok()).collect())
}

macro_rules! as_text {
    ($($type:ident),*) => {$(
        impl From<$type> for String {
            fn from(named: $type) -> Self {
                named.to_string()
            }
        }

        impl TryFrom<String> for $type {
            type Error = Nothing;

            fn try_from(text: String) -> Result<Self, Nothing> {
                text.parse()
            }
        }
    )*};
}
as_text!(What, Link, Item, Group, Place, RegionPick);

/// What can be copied.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export_to = "types.ts")]
#[ts(
    type = "'details' | `details:${string}` | 'update-command' | 'role-name' | 'role-request' | 'member-request' | 'grid' | 'tables' | `row:${string}` | `member:${string}` | 'key-description' | 'client-id-description' | `result:${Reader}` | 'record' | `practice:${'address' | 'company' | 'public' | 'private' | 'client-id'}` | `hand-over:${number}`"
)]
#[serde(into = "String", try_from = "String")]
pub enum What {
    /// Technical details; beside a Problem its cause tells one button from another.
    Details(Option<String>),
    UpdateCommand,
    RoleName,
    RoleRequest,
    MemberRequest,
    /// All rows.
    Grid,
    Tables,
    /// "Companies/Contacts".
    Row(String),
    /// The member's field of this label.
    Member(String),
    KeyDescription,
    ClientIdDescription,
    Result(Reader),
    Record,
    Practice(Sample),
    /// The vendor's field of this number.
    HandOver(usize),
}

/// What the practice ConnectWise shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sample {
    Address,
    Company,
    Public,
    Private,
    ClientId,
}

impl Sample {
    pub const ALL: [Self; 5] =
        [Self::Address, Self::Company, Self::Public, Self::Private, Self::ClientId];

    fn text(self) -> &'static str {
        match self {
            Self::Address => "address",
            Self::Company => "company",
            Self::Public => "public",
            Self::Private => "private",
            Self::ClientId => "client-id",
        }
    }
}

impl Reader {
    pub const ALL: [Self; 2] = [Self::Support, Self::Administrator];

    pub fn text(self) -> &'static str {
        match self {
            Self::Support => "support",
            Self::Administrator => "administrator",
        }
    }
}

impl fmt::Display for What {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Details(None) => f.write_str("details"),
            Self::Details(Some(cause)) => write!(f, "details:{cause}"),
            Self::UpdateCommand => f.write_str("update-command"),
            Self::RoleName => f.write_str("role-name"),
            Self::RoleRequest => f.write_str("role-request"),
            Self::MemberRequest => f.write_str("member-request"),
            Self::Grid => f.write_str("grid"),
            Self::Tables => f.write_str("tables"),
            Self::Row(key) => write!(f, "row:{key}"),
            Self::Member(label) => write!(f, "member:{label}"),
            Self::KeyDescription => f.write_str("key-description"),
            Self::ClientIdDescription => f.write_str("client-id-description"),
            Self::Result(reader) => write!(f, "result:{}", reader.text()),
            Self::Record => f.write_str("record"),
            Self::Practice(sample) => write!(f, "practice:{}", sample.text()),
            Self::HandOver(n) => write!(f, "hand-over:{n}"),
        }
    }
}

impl FromStr for What {
    type Err = Nothing;

    fn from_str(text: &str) -> Result<Self, Nothing> {
        let plain = [
            Self::Details(None),
            Self::UpdateCommand,
            Self::RoleName,
            Self::RoleRequest,
            Self::MemberRequest,
            Self::Grid,
            Self::Tables,
            Self::KeyDescription,
            Self::ClientIdDescription,
            Self::Record,
        ];
        if let Some(what) = plain.into_iter().find(|what| what.to_string() == text) {
            return Ok(what);
        }
        let (kind, rest) = text.split_once(':').ok_or(Nothing)?;
        match kind {
            "details" => Ok(Self::Details(Some(rest.to_owned()))),
            "row" => Ok(Self::Row(rest.to_owned())),
            "member" => Ok(Self::Member(rest.to_owned())),
            "hand-over" => rest.parse().map(Self::HandOver).map_err(|_| Nothing),
            "result" => {
                let reader = Reader::ALL.into_iter().find(|reader| reader.text() == rest);
                reader.map(Self::Result).ok_or(Nothing)
            }
            "practice" => {
                let sample = Sample::ALL.into_iter().find(|sample| sample.text() == rest);
                sample.map(Self::Practice).ok_or(Nothing)
            }
            _ => Err(Nothing),
        }
    }
}

/// A link that can be opened: ConnectWise's developer portal, or one of a step in the vendor's file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export_to = "types.ts")]
#[ts(type = "'portal' | `hand-over-${number}` | `client-id-${number}`")]
#[serde(into = "String", try_from = "String")]
pub enum Link {
    Portal,
    HandOver(usize),
    ClientId(usize),
}

impl fmt::Display for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Portal => f.write_str("portal"),
            Self::HandOver(n) => write!(f, "hand-over-{n}"),
            Self::ClientId(n) => write!(f, "client-id-{n}"),
        }
    }
}

impl FromStr for Link {
    type Err = Nothing;

    fn from_str(text: &str) -> Result<Self, Nothing> {
        let nth = |prefix: &str| text.strip_prefix(prefix)?.parse().ok();
        match text {
            "portal" => Ok(Self::Portal),
            _ => nth("hand-over-")
                .map(Self::HandOver)
                .or_else(|| nth("client-id-").map(Self::ClientId))
                .ok_or(Nothing),
        }
    }
}

/// A box to tick. On disk it is the same text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[ts(export_to = "types.ts")]
#[ts(type = "`row:${string}` | `table:${string}` | `member:${string}` | `paste:${string}`")]
#[serde(into = "String", try_from = "String")]
pub enum Item {
    /// "Companies/Contacts".
    Row(String),
    Table(String),
    /// The member's field of this label.
    Member(String),
    /// The vendor's field of this label.
    Paste(String),
}

impl fmt::Display for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Row(key) => write!(f, "row:{key}"),
            Self::Table(table) => write!(f, "table:{table}"),
            Self::Member(label) => write!(f, "member:{label}"),
            Self::Paste(label) => write!(f, "paste:{label}"),
        }
    }
}

impl FromStr for Item {
    type Err = Nothing;

    fn from_str(text: &str) -> Result<Self, Nothing> {
        let (kind, name) = text.split_once(':').ok_or(Nothing)?;
        let name = name.to_owned();
        match kind {
            "row" => Ok(Self::Row(name)),
            "table" => Ok(Self::Table(name)),
            "member" => Ok(Self::Member(name)),
            "paste" => Ok(Self::Paste(name)),
            _ => Err(Nothing),
        }
    }
}

/// Boxes to tick at once.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[ts(export_to = "types.ts")]
#[ts(type = "string")]
#[serde(into = "String", try_from = "String")]
pub enum Group {
    /// All allowed tables.
    Tables,
    /// All of a module.
    Module(String),
}

impl fmt::Display for Group {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tables => f.write_str("tables"),
            Self::Module(name) => f.write_str(name),
        }
    }
}

impl FromStr for Group {
    type Err = Nothing;

    fn from_str(text: &str) -> Result<Self, Nothing> {
        Ok(match text {
            "tables" => Self::Tables,
            module => Self::Module(module.to_owned()),
        })
    }
}

/// A line of the permission table, to go to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export_to = "types.ts")]
#[ts(type = "'tables' | `row:${string}`")]
#[serde(into = "String", try_from = "String")]
pub enum Place {
    Tables,
    /// "Companies/Contacts".
    Row(String),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tables => f.write_str("tables"),
            Self::Row(key) => write!(f, "row:{key}"),
        }
    }
}

impl FromStr for Place {
    type Err = Nothing;

    fn from_str(text: &str) -> Result<Self, Nothing> {
        match text.strip_prefix("row:") {
            Some(key) => Ok(Self::Row(key.to_owned())),
            None if text == "tables" => Ok(Self::Tables),
            None => Err(Nothing),
        }
    }
}

/// A region by its host, or all of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export_to = "types.ts")]
#[ts(type = "string")]
#[serde(into = "String", try_from = "String")]
pub enum RegionPick {
    All,
    Host(String),
}

impl fmt::Display for RegionPick {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::All => "all",
            Self::Host(host) => host,
        })
    }
}

impl FromStr for RegionPick {
    type Err = Nothing;

    fn from_str(text: &str) -> Result<Self, Nothing> {
        if text == "all" {
            return Ok(Self::All);
        }
        let region = REGIONS.iter().find(|region| region.host == text);
        region.map(|region| Self::Host(region.host.to_owned())).ok_or(Nothing)
    }
}

/// A question with several answers, and the one that was picked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(tag = "choice", content = "option", rename_all = "kebab-case")]
pub enum Pick {
    Site(SiteWay),
    Region(RegionPick),
    Role(RoleWay),
    Member(MemberWay),
    ClientId(ClientIdWay),
}

#[cfg(test)]
mod tests {
    use super::*;

    fn comes_back<T: FromStr<Err = Nothing> + fmt::Display + PartialEq + fmt::Debug>(all: Vec<T>) {
        for named in all {
            assert_eq!(named.to_string().parse(), Ok(named));
        }
    }

    #[test]
    fn every_name_is_understood_as_what_was_named() {
        let text = || "a:b/c".to_owned();
        comes_back(vec![What::Details(None), What::Details(Some(text())), What::UpdateCommand]);
        comes_back(vec![What::RoleName, What::RoleRequest, What::MemberRequest, What::Grid]);
        comes_back(vec![What::Tables, What::Row(text()), What::Member(text()), What::Record]);
        comes_back(vec![What::KeyDescription, What::ClientIdDescription, What::HandOver(12)]);
        comes_back(Reader::ALL.map(What::Result).to_vec());
        comes_back(Sample::ALL.map(What::Practice).to_vec());
        comes_back(vec![Link::Portal, Link::HandOver(3), Link::ClientId(0)]);
        comes_back(vec![Item::Row(text()), Item::Table(text()), Item::Member(text())]);
        comes_back(vec![Item::Paste(text()), Item::Paste(String::new())]);
        comes_back(vec![Group::Tables, Group::Module("System".into())]);
        comes_back(vec![Place::Tables, Place::Row(text())]);
        comes_back(vec![RegionPick::All, RegionPick::Host(REGIONS[0].host.to_owned())]);
    }

    #[test]
    fn the_name_of_nothing_is_refused() {
        for text in ["", "rows", "hand-over:", "hand-over:-1", "result:me", "practice:keys"] {
            assert_eq!(text.parse::<What>(), Err(Nothing), "{text}");
        }
        for text in ["", "https://example.com", "hand-over-", "hand-over-x", "portal-1"] {
            assert_eq!(text.parse::<Link>(), Err(Nothing), "{text}");
        }
        assert_eq!("evil.example.com".parse::<RegionPick>(), Err(Nothing));
        assert_eq!("grid".parse::<Item>(), Err(Nothing));
    }
}
