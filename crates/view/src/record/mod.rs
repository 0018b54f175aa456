//! The record of a set-up for change control: what was made, where it is kept, by whom it was
//! checked; or, before anything is made, the same as a plan. No secret, and no trace of one.
//!
//! One `Record` is drawn up and written twice: as plain text and as a document.

mod blocks;
mod drawn;
mod html;
mod markup;
mod paper;
mod text;

use jiff::civil::Date;

use super::files::file_name;
use super::parts::button;
use super::types::Printable;
use integration::Integration;
use paper::Record;
use setup::{Connection, Document, Intent, Named, Present, Setup};

pub use text::text;

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
    let name = file_name(integration, &format!("{kind} {today}"));
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
