//! What a fact is, and how a file is held against it: both ways. A fact that the file does not
//! show fails, and so does a text shown as the guide's that no fact covers. The facts are in one
//! file for each product beside this one, written from the guides and not from the integrations.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use connectwise::grid::Level;
use integration::{
    Integration, Line, Part, Placeholder, Row, Rule, Said, Source, Step, Template, built_in,
};
use serde::Deserialize;

/// One place of an integration file where a fact can be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum Place {
    Name,
    Vendor,
    Summary,
    Title,
    Publisher,
    Dated,
    Read,
    Gaps,
    Minutes,
    Who,
    Open,
    SiteNotes,
    RoleName,
    AdminRole,
    ExistingRole,
    /// "Companies / Contacts: Add All, Edit All, Inquire All"
    Rows,
    /// "Companies / Contacts: since …; when …; Confirm with …; why …"
    RowRemarks,
    RowsNote,
    Tables,
    TablesNote,
    RoleNotes,
    ExistingMember,
    /// "Member ID: type S365. Note"
    MemberFields,
    MemberNotes,
    KeyDescription,
    KeyNotes,
    /// "asked" or "not asked"
    ClientId,
    ClientIdSteps,
    ClientIdNotes,
    /// The way to the vendor's screen: "text [trail > trail] (link)"
    Way,
    /// "Site URL = https://{site_host}; own server …; only …; otherwise …; note"
    Paste,
    Press,
    Success,
    HandOverNotes,
    /// "sign: what it means"
    Causes,
    Contact,
    Wants,
    SupportNotes,
    /// Every address that can be opened.
    Links,
}

impl Place {
    const ALL: &[Self] = &[
        Self::Name,
        Self::Vendor,
        Self::Summary,
        Self::Title,
        Self::Publisher,
        Self::Dated,
        Self::Read,
        Self::Gaps,
        Self::Minutes,
        Self::Who,
        Self::Open,
        Self::SiteNotes,
        Self::RoleName,
        Self::AdminRole,
        Self::ExistingRole,
        Self::Rows,
        Self::RowRemarks,
        Self::RowsNote,
        Self::Tables,
        Self::TablesNote,
        Self::RoleNotes,
        Self::ExistingMember,
        Self::MemberFields,
        Self::MemberNotes,
        Self::KeyDescription,
        Self::KeyNotes,
        Self::ClientId,
        Self::ClientIdSteps,
        Self::ClientIdNotes,
        Self::Way,
        Self::Paste,
        Self::Press,
        Self::Success,
        Self::HandOverNotes,
        Self::Causes,
        Self::Contact,
        Self::Wants,
        Self::SupportNotes,
        Self::Links,
    ];
}

/// What a guide says, or what is ours to say: one `[[fact]]` of a facts file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Fact {
    label: String,
    at: Option<Place>,
    /// The guide says it: one text at this place holds all these words.
    says: Option<Vec<String>>,
    /// The guide says these texts there, in this order, and no others.
    exactly: Option<Vec<String>>,
    /// Keywright's reading or suggestion, marked so.
    ours: Option<Vec<String>>,
    /// All of Keywright's readings at this place.
    ours_exactly: Option<Vec<String>>,
    /// Words that must not be in the file, because the guide does not have them.
    nowhere: Option<Vec<String>>,
}

/// What stands in a vendor's field for a sample company.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pasted {
    field: String,
    site: String,
    #[serde(default)]
    api: String,
    /// On a server of the company's own.
    #[serde(default)]
    own: bool,
    value: String,
}

/// How many there are, where the facts name words alone.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Counts {
    rows: Option<usize>,
    tables: Option<usize>,
    causes: Option<usize>,
    fields: Option<usize>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Facts {
    fact: Vec<Fact>,
    #[serde(default)]
    pasted: Vec<Pasted>,
    #[serde(default)]
    counts: Counts,
}

impl Fact {
    /// The guide says this, or Keywright; whether in one text, or in these texts and no others.
    fn shown(&self) -> (Source, bool, &[String]) {
        let all = [
            (Source::Guide, false, &self.says),
            (Source::Guide, true, &self.exactly),
            (Source::Keywright, false, &self.ours),
            (Source::Keywright, true, &self.ours_exactly),
        ];
        let mut told = all
            .into_iter()
            .filter_map(|(from, whole, texts)| Some((from, whole, texts.as_deref()?)));
        let one = told.next().unwrap_or_else(|| panic!("{}: says nothing", self.label));
        assert!(told.next().is_none(), "{}: says two things", self.label);
        one
    }

    fn place(&self) -> Place {
        self.at.unwrap_or_else(|| panic!("{}: says no place", self.label))
    }

    fn covers(&self, at: Place, text: &str) -> bool {
        if self.nowhere.is_some() || self.place() != at {
            return false;
        }
        match self.shown() {
            (Source::Guide, false, words) => words.iter().all(|word| text.contains(word)),
            (Source::Guide, true, texts) => texts.iter().any(|whole| whole == text),
            (Source::Keywright, ..) => false,
        }
    }

    fn fault(&self, i: &Integration) -> Option<String> {
        if let Some(words) = &self.nowhere {
            let all = everything(i);
            let found = words.iter().find(|w| all.iter().any(|(_, _, t)| t.contains(*w)))?;
            return Some(format!("«{}»\n  but the file says {found:?}", self.label));
        }
        let (source, whole, wanted) = self.shown();
        let all = texts(i, self.place()).into_iter();
        let there: Vec<String> =
            all.filter(|(from, _)| *from == source).map(|(_, text)| text).collect();
        let holds = match whole {
            true => there == wanted,
            false => there.iter().any(|text| wanted.iter().all(|word| text.contains(word))),
        };
        let how = if whole { "exactly" } else { "one text with" };
        (!holds).then(|| {
            format!(
                "«{}»\n  wanted in {:?}, from {source:?}: {how} {wanted:#?}\n  there: {there:#?}",
                self.label,
                self.place(),
            )
        })
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/facts")
}

/// Every product's file against its facts file of the same name, and the other way round.
#[test]
fn every_file_shows_the_facts_of_its_guide_and_nothing_else_as_the_guides() {
    let integrations = all();
    let files = std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    let files = files.filter(|path| path.extension().is_some_and(|ending| ending == "toml"));
    let known: BTreeSet<String> =
        files.map(|path| path.file_stem().unwrap().to_string_lossy().into_owned()).collect();
    let products: BTreeSet<String> = integrations.iter().map(|i| i.id.to_string()).collect();
    assert_eq!(known, products, "a facts file for each product, and a product for each facts file");
    let faults: Vec<String> = integrations.iter().flat_map(faults).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn faults(i: &Integration) -> Vec<String> {
    let path = folder().join(format!("{}.toml", &*i.id));
    let text = std::fs::read_to_string(&path).unwrap();
    let facts: Facts =
        toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut faults: Vec<String> = facts.fact.iter().filter_map(|fact| fact.fault(i)).collect();
    for (place, from, text) in everything(i) {
        if from == Source::Guide && !facts.fact.iter().any(|fact| fact.covers(place, &text)) {
            faults
                .push(format!("shown as the guide's in {place:?}, but no fact says so: {text:?}"));
        }
    }
    for sample in &facts.pasted {
        let value = pasted(i, &sample.field, &sample.site, &sample.api, sample.own);
        if value != sample.value {
            faults.push(format!("{} is {value:?}, and not {:?}", sample.field, sample.value));
        }
    }
    let counts = [
        ("rows", facts.counts.rows, i.role.rows.len()),
        ("tables", facts.counts.tables, i.role.tables.len()),
        ("causes", facts.counts.causes, i.hand_over.causes.len()),
        ("fields", facts.counts.fields, i.hand_over.fields.len()),
    ];
    for (what, wanted, there) in counts {
        if wanted.is_some_and(|wanted| wanted != there) {
            faults.push(format!("{there} {what}, and not {wanted:?}"));
        }
    }
    faults.into_iter().map(|fault| format!("{}: {fault}", &*i.id)).collect()
}

/// Every built-in integration; none of the files may be bad.
pub fn all() -> Vec<Integration> {
    let (good, bad) = built_in();
    let bad: Vec<String> = bad.iter().map(ToString::to_string).collect();
    assert!(bad.is_empty(), "{}", bad.join("\n"));
    good
}

/// Everything the file says, with its place.
pub fn everything(i: &Integration) -> Vec<(Place, Source, String)> {
    let at = |&place| texts(i, place).into_iter().map(move |(from, text)| (place, from, text));
    Place::ALL.iter().flat_map(at).collect()
}

/// What the vendor's field gets for a sample company: `own` is a server of its own.
fn pasted(i: &Integration, label: &str, site_host: &str, api_host: &str, own: bool) -> String {
    let field = i.hand_over.fields.iter().find(|f| &*f.label == label);
    let field = field.unwrap_or_else(|| panic!("{}: no field {label}", i.vendor));
    let template = match &field.own_server {
        Some(template) if own => template,
        _ => &field.value,
    };
    template
        .fill(|gap| match gap {
            Placeholder::SiteHost => Some(site_host.to_owned()),
            Placeholder::ApiHost => Some(api_host.to_owned()),
            _ => None,
        })
        .unwrap_or_else(|gap| panic!("{}: {label} has the gap {gap:?}", i.vendor))
}

fn texts(i: &Integration, place: Place) -> Vec<(Source, String)> {
    match place {
        Place::Name => guide([&i.name]),
        Place::Vendor => guide([&i.vendor]),
        Place::Summary => guide([&i.summary]),
        Place::Title => guide([&i.guide.title]),
        Place::Publisher => guide([&i.guide.publisher]),
        Place::Dated => guide(&i.guide.dated),
        // About the guide, so never the guide's own words.
        Place::Read => keywright([i.guide.read.to_string()]),
        Place::Gaps => keywright(i.guide.gaps.iter().map(ToString::to_string)),
        Place::ClientId => {
            vec![(Source::Guide, if i.client_id.asked { "asked" } else { "not asked" }.into())]
        }
        Place::Minutes => said([&i.before.minutes]),
        Place::Who => said(&i.before.who),
        Place::Open => said(&i.before.open),
        Place::SiteNotes => said(&i.site.notes),
        Place::RoleName => said([&i.role.name]),
        Place::AdminRole => said(&i.role.admin),
        Place::ExistingRole => said(&i.role.existing),
        Place::Rows => i.role.rows.iter().map(|row| (row.from, levels(row))).collect(),
        Place::RowRemarks => i.role.rows.iter().filter_map(remarks).collect(),
        Place::RowsNote => said(&i.role.rows_note),
        Place::Tables => guide(&i.role.tables),
        Place::TablesNote => said(&i.role.tables_note),
        Place::RoleNotes => said(&i.role.notes),
        Place::ExistingMember => said(&i.member.existing),
        Place::MemberFields => member_fields(i),
        Place::MemberNotes => said(&i.member.notes),
        Place::KeyDescription => said(&i.keys.description),
        Place::KeyNotes => said(&i.keys.notes),
        Place::ClientIdSteps => steps(&i.client_id.steps),
        Place::ClientIdNotes => said(&i.client_id.notes),
        Place::Way => steps(&i.hand_over.steps),
        Place::Paste => paste_fields(i),
        Place::Press => guide(&i.hand_over.press),
        Place::Success => guide(&i.hand_over.success),
        Place::HandOverNotes => said(&i.hand_over.notes),
        Place::Causes => {
            let cause = |c: &integration::Cause| format!("{}: {}", c.sign, c.means);
            i.hand_over.causes.iter().map(|c| (Source::Guide, cause(c))).collect()
        }
        Place::Contact => guide(&i.support.contact),
        Place::Wants => guide(&i.support.wants),
        Place::SupportNotes => said(&i.support.notes),
        Place::Links => {
            let all = i.client_id.steps.iter().chain(&i.hand_over.steps);
            all.filter_map(|s| s.link.as_ref().map(|l| (s.from, l.as_str().to_owned()))).collect()
        }
    }
}

/// Texts of the file that have no source of their own: the guide's.
fn guide<'a>(lines: impl IntoIterator<Item = &'a Line>) -> Vec<(Source, String)> {
    lines.into_iter().map(|line| (Source::Guide, line.to_string())).collect()
}

fn keywright(texts: impl IntoIterator<Item = String>) -> Vec<(Source, String)> {
    texts.into_iter().map(|text| (Source::Keywright, text)).collect()
}

fn said<'a>(said: impl IntoIterator<Item = &'a Said>) -> Vec<(Source, String)> {
    said.into_iter().map(|s| (s.from, s.text.to_string())).collect()
}

fn levels(row: &Row) -> String {
    let set: Vec<String> = ["Add", "Edit", "Delete", "Inquire"]
        .iter()
        .zip(row.levels())
        .filter(|(_, level)| *level != Level::None)
        .map(|(column, level)| format!("{column} {}", level.word()))
        .collect();
    format!("{} / {}: {}", row.module, row.row, set.join(", "))
}

fn remarks(row: &Row) -> Option<(Source, String)> {
    let parts =
        [("since ", &row.since), ("when ", &row.when), ("", &row.confirm), ("why ", &row.why)];
    let told: Vec<String> = parts
        .iter()
        .filter_map(|(word, line)| line.as_ref().map(|line| format!("{word}{line}")))
        .collect();
    let text = format!("{} / {}: {}", row.module, row.row, told.join("; "));
    (!told.is_empty()).then_some((row.from, text))
}

fn member_fields(i: &Integration) -> Vec<(Source, String)> {
    let told = |f: &integration::MemberField| {
        let rule = match f.rule {
            Rule::Type => "type",
            Rule::Choose => "choose",
            Rule::Any => "any",
        };
        let value = f.value.as_ref().map(|v| format!(" {}", written(v))).unwrap_or_default();
        let note = f.note.as_ref().map(|n| format!(". {n}")).unwrap_or_default();
        format!("{}: {rule}{value}{note}", f.label)
    };
    i.member.fields.iter().map(|f| (f.from, told(f))).collect()
}

fn paste_fields(i: &Integration) -> Vec<(Source, String)> {
    let told = |f: &integration::HandOverField| {
        let mut text = format!("{} = {}", f.label, written(&f.value));
        if let Some(own) = &f.own_server {
            text += &format!("; own server {}", written(own));
        }
        for host in &f.only {
            text += &format!("; only {}", &**host);
        }
        if let Some(otherwise) = &f.otherwise {
            text += &format!("; otherwise {}", &**otherwise);
        }
        if let Some(note) = &f.note {
            text += &format!("; {}", &**note);
        }
        text
    };
    i.hand_over.fields.iter().map(|f| (f.from, told(f))).collect()
}

fn steps(steps: &[Step]) -> Vec<(Source, String)> {
    let told = |s: &Step| {
        let trail: Vec<&str> = s.trail.iter().map(|t| &**t).collect();
        let trail =
            if trail.is_empty() { String::new() } else { format!(" [{}]", trail.join(" > ")) };
        let link = s.link.as_ref().map(|l| format!(" ({})", l.as_str())).unwrap_or_default();
        format!("{}{trail}{link}", &*s.text)
    };
    steps.iter().map(|s| (s.from, told(s))).collect()
}

/// A template as the file writes it.
pub fn written(template: &Template) -> String {
    template
        .parts()
        .iter()
        .map(|part| match part {
            Part::Text(text) => text.clone(),
            Part::Gap(gap) => format!("{{{}}}", gap_name(*gap)),
        })
        .collect()
}

fn gap_name(gap: Placeholder) -> &'static str {
    match gap {
        Placeholder::CompanyId => "company_id",
        Placeholder::CompanySlug => "company_slug",
        Placeholder::SiteHost => "site_host",
        Placeholder::ApiHost => "api_host",
        Placeholder::MemberId => "member_id",
        Placeholder::PublicKey => "public_key",
        Placeholder::PrivateKey => "private_key",
        Placeholder::ClientId => "client_id",
        Placeholder::RoleName => "role_name",
    }
}
