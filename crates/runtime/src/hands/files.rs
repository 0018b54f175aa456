//! Files: the journal, and what a person saves where they keep downloads.

use std::io::ErrorKind;

use tokio::sync::mpsc;

use crate::desk::Desk;
use crate::journal::Journal;
use setup::{Connection, Document, Event, Filed, JournalEvent, NamedEvent};
use system::downloads::{self, Ending, Outside};
use view::record;

impl Desk {
    /// Writes beside everything else, and learns what came of it.
    pub(super) fn write(&self, work: impl FnOnce() -> Event + Send + 'static) {
        let desk = self.clone();
        tokio::task::spawn_blocking(move || desk.learn(work()));
    }

    pub(super) fn save_text(&self, name: String, text: String) {
        let folder = self.0.downloads.clone();
        self.write(move || {
            let written = downloads::write(&folder, &name, Ending::Text, &text);
            Event::Named(NamedEvent::TextSaved { outcome: written.map(|file| file.path()) })
        });
    }

    pub(super) fn save_document(&self, document: Document, file: record::File, open: bool) {
        let folder = self.0.downloads.clone();
        self.write(move || {
            let written = downloads::write(&folder, &file.name, Ending::Html, &file.html);
            let filed = written.map(|written| Filed {
                document,
                of: file.of,
                opened: open.then(|| downloads::open(&Outside::Document(&written))),
                path: written.path(),
            });
            Event::Named(NamedEvent::DocumentSaved { outcome: filed })
        });
    }

    pub(crate) async fn keep_journal(
        self,
        journal: Journal,
        mut jobs: mpsc::UnboundedReceiver<Vec<Connection>>,
    ) {
        while let Some(mut connections) = jobs.recv().await {
            // Only the newest of what has piled up is worth writing.
            while let Ok(newer) = jobs.try_recv() {
                connections = newer;
            }
            let writing = journal.clone();
            let outcome = tokio::task::spawn_blocking(move || writing.save(&connections)).await;
            self.learn(match outcome {
                Ok(Ok(())) => Event::Journal(JournalEvent::Saved),
                Ok(Err(error)) => Event::Journal(JournalEvent::NotSaved {
                    kind: error.kind(),
                    reason: ground::files::reason(&error),
                }),
                Err(_) => Event::Journal(JournalEvent::NotSaved {
                    kind: ErrorKind::Interrupted,
                    reason: "the write was broken off".to_owned(),
                }),
            });
        }
    }
}
