//! The hands: each carries out one kind of Effect, and brings the Event back.

mod clipboard;
mod files;
mod keychain;
mod questions;
mod updates;

use crate::desk::Desk;
use crate::tasks::{Task, lock};
use setup::{CheckJob, Effect, Event, NamedEvent, PracticeJob, UpdateJob, WindowJob};
use system::downloads::{self, Outside};

impl Desk {
    pub(crate) fn follow(&self, tasks: Vec<Task>) {
        for task in tasks {
            match task {
                Task::Effect(effect) => self.carry_out(effect),
                Task::Copy(copy) => self.copy(copy),
                Task::Open(url) => {
                    let worked = downloads::open(&Outside::Link(&url));
                    self.learn(Event::Named(NamedEvent::LinkOpened { url, worked }));
                }
                Task::SaveText { name, text } => self.save_text(name, text),
                Task::SaveDocument { document, file, open } => {
                    self.save_document(document, file, open);
                }
            }
        }
    }

    fn carry_out(&self, effect: Effect) {
        match effect {
            // In their queues, or looked up already.
            Effect::SaveJournal | Effect::Vault(_) | Effect::Named(_) => {}
            Effect::ProveVault { ticket } => self.prove_vault(ticket),
            Effect::ReadClipboard { field } => self.read_clipboard(field),
            Effect::Find { ticket, site, company, wire } => self.find(ticket, site, company, wire),
            Effect::Check(CheckJob::Run { ticket, checkup, line }) => {
                self.check(ticket, *checkup, line);
            }
            Effect::Check(CheckJob::Cancel) => {
                if let Some(check) = lock(&self.0.check).take() {
                    check.abort();
                }
            }
            Effect::Practice(PracticeJob::Start { connection, integration, situation }) => {
                self.start_practice(connection, integration, situation);
            }
            Effect::Practice(PracticeJob::PutRight { connection }) => self.put_right(connection),
            Effect::Practice(PracticeJob::Stop) => *lock(&self.0.practice) = None,
            Effect::Window(WindowJob::Close) => (self.0.window.close)(),
            Effect::Window(WindowJob::Ask(wish)) => {
                if !(self.0.window.carry_out)(wish) {
                    self.learn(Event::Refused(wish));
                }
            }
            Effect::Update(UpdateJob::Look { ticket }) => self.look_for_update(ticket),
            Effect::Update(UpdateJob::Fetch { ticket }) => self.fetch_update(ticket),
            Effect::Update(UpdateJob::Stop) => self.stop_update(),
            Effect::Update(UpdateJob::Install { ticket }) => self.install_update(ticket),
            Effect::Update(UpdateJob::Save { ticket }) => self.save_update(ticket),
        }
    }
}
