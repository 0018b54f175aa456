//! The diary in words, one line an entry.

use super::lines;
use super::parts::named;
use super::parts::{label, plural};
use super::practice;
use super::titles::title;
use checkup::Line;
use checkup::VerdictMark;
use connectwise::reply::{Form, NameFields, Shape};
use setup::diary::{
    Call, Counts, Diary, Entry, LineName, MOST_ENTRIES, Noted, Pages, Place, Seen, Trusting,
    Update, Why,
};
use setup::outside::NoText;
use setup::outside::VaultFault;

pub fn lines(diary: &Diary) -> Vec<String> {
    std::iter::once(heading(diary)).chain(diary.noted().map(line)).collect()
}

fn line(noted: &Noted) -> String {
    let times = if noted.times > 1 { format!(" ({} times)", noted.times) } else { String::new() };
    format!("{:9.3}  {}{times}", noted.at.as_secs_f64(), words(noted.entry))
}

fn heading(diary: &Diary) -> String {
    let began = diary
        .began()
        .map_or("the start".into(), |at| at.strftime("%-d %B %Y, %H:%M:%S UTC").to_string());
    let left_out = match diary.left_out() {
        0 => String::new(),
        count => format!(" The last {MOST_ENTRIES}; {count} before them are left out."),
    };
    format!("What happened, in seconds since {began}.{left_out}")
}

fn words(entry: Entry) -> String {
    match entry {
        Entry::Opened { products, unread, set_ups, pages } => format!(
            "Opened: {}, {unread} files not read, {}, progress {}",
            plural(products, "product"),
            plural(set_ups, "set-up"),
            found(pages)
        ),
        Entry::Begun { practice } => {
            format!(
                "Begun{}",
                practice
                    .map(practice::title)
                    .map_or(String::new(), |t| format!(" in practice: {t}"))
            )
        }
        Entry::Resumed { practice } => {
            format!("Taken up again{}", if practice { " in practice" } else { "" })
        }
        Entry::PracticeRuns { worked } => format!("Practice ConnectWise: {}", ok(worked)),
        Entry::PutRight => "Put right in the practice ConnectWise".into(),
        Entry::Page(step) => format!("Page: {}", title(step)),
        Entry::Held { gaps } => format!("Continue held back: {}", plural(gaps, "gap")),
        Entry::Filled(field) => format!("Filled in: {}", label(field)),
        Entry::Given { field, characters, odd } => format!(
            "Filled in: {}, {}{}",
            label(field),
            plural(characters, "character"),
            if odd { ", with a remark" } else { "" }
        ),
        Entry::Swapped => "Keys exchanged".into(),
        Entry::PlaceTaken => "The place offered was taken".into(),
        Entry::Looking { at } => format!(
            "Looking for ConnectWise: {}",
            match at {
                Place::Cloud => "in the cloud",
                Place::OwnServer => "on an own server",
                Place::Anywhere => "in every region",
            }
        ),
        Entry::NotLooked => "Not looked for: address or company ID cannot be used".into(),
        Entry::Found(Seen::Here) => "Found".into(),
        Entry::Found(Seen::Choice { sites, silent }) => {
            format!("Found in {}, no answer from {silent}", plural(sites, "region"))
        }
        Entry::NotFound(why) => format!("Not found: {}", because(why)),
        Entry::Authority(trusting) => format!(
            "Certificate authority: {}",
            match trusting {
                Trusting::Offered => "file chosen",
                Trusting::NoneThere => "none in the file chosen",
                Trusting::Trusted => "trusted for the own server",
                Trusting::Dropped => "not trusted, or no longer",
            }
        ),
        Entry::CheckBegun { lines } => format!("Check begun: {}", plural(lines, "line")),
        Entry::CheckSlow => "Check still running after 5 s".into(),
        Entry::CheckStopped => "Check stopped by the person".into(),
        Entry::Line { line, verdict, why, seen } => format!(
            "{}: {}{}{}",
            line_title(line),
            verdict_word(line, verdict),
            why.map(|why| format!(", {}", because(why))).unwrap_or_default(),
            seen.map(|seen| format!("; answer: {}", shape(seen))).unwrap_or_default()
        ),
        Entry::CheckEnded(Counts { passed, wider, failed, unproven, waiting }) => format!(
            "Check ended: {passed} passed, {wider} wider than needed, {failed} failed, {unproven} not checked, {waiting} waiting"
        ),
        Entry::Vault { call, fault } => {
            format!("Keychain, {}: {}", called(call), fault_word(fault))
        }
        Entry::VaultWaits(true) => "Keychain: no answer yet".into(),
        Entry::VaultWaits(false) => "Keychain: answered".into(),
        Entry::ItemGone => "Keychain: the keys expected there are gone".into(),
        Entry::SessionOnly => "Keychain: keys for this session only".into(),
        Entry::PagesNotSaved(kind) => format!("Progress not saved: {kind}"),
        Entry::ResultSaved { worked } => format!("Result saved as a file: {}", ok(worked)),
        Entry::DocumentSaved { worked } => format!("Record or plan saved: {}", ok(worked)),
        Entry::NothingToPaste(NoText::Empty) => "Paste: no text on the clipboard".into(),
        Entry::NothingToPaste(NoText::Held) => "Paste: another program holds the clipboard".into(),
        Entry::NothingToPaste(NoText::Unreadable) => "Paste: the clipboard cannot be read".into(),
        Entry::Copied { key, worked } => {
            format!("Copied {}: {}", if key { "a key" } else { "a text" }, ok(worked))
        }
        Entry::ClipboardHeld => "Clipboard not cleared yet: another program holds it".into(),
        Entry::ClipboardEnded { cleared: true } => "Clipboard cleared".into(),
        Entry::ClipboardEnded { cleared: false } => {
            "Clipboard left: something else is on it".into()
        }
        Entry::LinkOpened { worked } => format!("Link opened: {}", ok(worked)),
        Entry::Refused(wish) => format!("Window refused: {wish:?}"),
        Entry::Update(update) => match update {
            Update::Latest => "Update: none newer".into(),
            Update::Newer => "Update: a newer version is announced".into(),
            Update::Proved => "Update: arrived, its signature is good".into(),
            Update::Taken => "Update: installed or saved".into(),
            Update::Stopped => "Update: stopped by the person".into(),
            Update::Failed(fault) => format!("Update: {}", named(fault.name(), fault.status())),
        },
    }
}

fn ok(worked: bool) -> &'static str {
    if worked { "ok" } else { "did not work" }
}

fn found(pages: Pages) -> &'static str {
    match pages {
        Pages::InOrder => "in order",
        Pages::Damaged { recovered: true } => "damaged, an older copy used",
        Pages::Damaged { recovered: false } => "damaged, no older copy",
        Pages::Newer => "of a newer Keywright",
        Pages::Unreadable => "cannot be read",
        Pages::HeldByAnother => "held by another Keywright",
    }
}

fn called(call: Call) -> &'static str {
    match call {
        Call::Prove => "tried out",
        Call::Keep => "kept",
        Call::Save => "saved and read back",
        Call::Recall => "read",
        Call::Remove => "removed",
    }
}

fn fault_word(fault: Option<VaultFault>) -> String {
    fault.map_or("ok".into(), |fault| format!("{fault:?}"))
}

fn because(why: Why) -> String {
    match why {
        Why::Cause(cause) => named(cause.name(), cause.status()),
        Why::Levels => "levels differ".into(),
        Why::TableNotAllowed => "table not allowed".into(),
        Why::Excess => "more is open".into(),
        Why::EmptyList => "empty list".into(),
        Why::MemberInactive => "member inactive".into(),
        Why::PersonsKeys => "a person's keys".into(),
        Why::Unclear => "answers unclear".into(),
        Why::NotAsked => "stopped before it was asked".into(),
    }
}

/// "status 200, a list of 87; row names: description 87, name 0, identifier 12".
fn shape(Shape { status, form, names }: Shape) -> String {
    let form = match form {
        Form::Nothing => "empty".to_owned(),
        Form::Page => "a page".into(),
        Form::List { entries, pages: 1 } => format!("a list of {entries}"),
        Form::List { entries, pages } => format!("a list of {entries} in {pages} pages"),
        Form::Error => "an error of ConnectWise's shape".into(),
        Form::Object => "one JSON object".into(),
        Form::Value => "one JSON value".into(),
        Form::Text => "a text".into(),
    };
    let names = names.map_or_else(String::new, |NameFields { description, name, identifier }| {
        format!("; row names: description {description}, name {name}, identifier {identifier}")
    });
    format!("status {status}, {form}{names}")
}

fn line_title(line: LineName) -> String {
    let line = match line {
        LineName::Table { number } => return format!("Table {number} of the product's list"),
        LineName::Network => Line::Network,
        LineName::Site => Line::Site,
        LineName::Certificate => Line::Certificate,
        LineName::Company => Line::Company,
        LineName::ClientId => Line::ClientId,
        LineName::Keys => Line::Keys,
        LineName::Member => Line::Member,
        LineName::Companies => Line::Companies,
        LineName::Row(row) => Line::Row(row),
        LineName::Wider => Line::Wider,
    };
    lines::title(&line)
}

fn verdict_word(line: LineName, verdict: VerdictMark) -> &'static str {
    let permission = matches!(line, LineName::Row(_) | LineName::Table { .. } | LineName::Wider);
    lines::word(verdict, !permission)
}
