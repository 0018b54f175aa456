//! A Setup whose effects are carried out here: ConnectWise is the practice one, with whatever
//! company a test puts into it; keychain, journal and clipboard answer as they are told to.

use std::collections::VecDeque;
use std::sync::Mutex;
use std::time::Duration;

use connectwise::client::Wire;
use connectwise::find::find;
use ground::secret::{Secret, Typed};
use integration::{Integration, built_in};
use setup::outside::JournalTrouble;
use setup::outside::NoText;
use setup::outside::VaultFault;
use setup::practice::{Situation, Tenant};
use setup::{Effect, Event, FieldId, Intent, Setup, StepId};
use view::copies;

pub struct Walk {
    pub setup: Setup,
    origin: String,
    /// What the keychain answers to everything.
    pub vault: Result<(), VaultFault>,
    /// Why the journal cannot be written, if it cannot.
    pub disk: Option<String>,
    seconds: u64,
    /// What was copied after each change.
    pub copied: Vec<String>,
}

pub fn product(id: &str) -> Integration {
    built_in().0.into_iter().find(|i| *i.id == *id).unwrap()
}

impl Walk {
    pub fn new(product: Integration, origin: &str, trouble: Option<JournalTrouble>) -> Self {
        let setup = Setup::new((vec![product], Vec::new()), (Vec::new(), trouble), None);
        Self {
            setup,
            origin: origin.to_owned(),
            vault: Ok(()),
            disk: None,
            seconds: 0,
            copied: Vec::new(),
        }
    }

    /// Begins, in practice or (towards the same server) in earnest.
    pub async fn begin(&mut self, practice: Option<Situation>) {
        let integration = self.setup.integrations[0].id.to_string();
        self.act(Intent::Choose { integration }).await;
        self.act(Intent::Begin { practice }).await;
    }

    pub async fn act(&mut self, intent: Intent) {
        self.tick();
        let effects = self.setup.act(intent);
        self.carry_out(effects).await;
    }

    pub async fn fill(&mut self, field: FieldId, text: &str) {
        self.act(Intent::Fill { field, text: Typed::new(text) }).await;
    }

    /// Presses Paste while this is on the clipboard.
    pub async fn paste(&mut self, field: FieldId, text: Option<&str>) {
        self.setup.act(Intent::Paste { field });
        self.learn(Event::ClipboardRead {
            field,
            text: text.map(Secret::new).ok_or(NoText::Empty),
        })
        .await;
    }

    pub async fn go_to(&mut self, step: StepId) {
        for _ in 0..40 {
            if self.setup.step() == step {
                return;
            }
            self.act(Intent::Continue).await;
            self.act(Intent::GoOnAnyway).await;
        }
    }

    pub async fn learn(&mut self, event: Event) {
        self.tick();
        let effects = self.setup.learn(event);
        self.carry_out(effects).await;
    }

    /// What "Copy technical details" would put on the clipboard.
    pub fn text(&self) -> String {
        let copy = copies::find(&self.setup, "details").unwrap();
        assert!(!copy.secret, "it is no secret, and a clipboard history may keep it");
        copy.text.expose().to_owned()
    }

    fn tick(&mut self) {
        self.copied.push(self.text());
        self.seconds += 1;
        self.setup.diary.tell_time(Duration::from_secs(self.seconds));
    }

    async fn carry_out(&mut self, effects: Vec<Effect>) {
        let mut open = VecDeque::from(effects);
        while let Some(effect) = open.pop_front() {
            for event in self.comes_of(effect).await {
                self.tick();
                open.extend(self.setup.learn(event));
            }
        }
        self.copied.push(self.text());
    }

    async fn comes_of(&self, effect: Effect) -> Vec<Event> {
        let wire = || Wire::practice(&self.origin);
        vec![match effect {
            Effect::SaveJournal => match self.disk.clone() {
                Some(reason) => {
                    Event::JournalNotSaved { kind: std::io::ErrorKind::StorageFull, reason }
                }
                None => Event::JournalSaved,
            },
            Effect::StartPractice { .. } => Event::PracticeRuns(Tenant {
                origin: self.origin.clone(),
                site: String::new(),
                company_id: String::new(),
                company_name: String::new(),
                public_key: Secret::new(""),
                private_key: Secret::new(""),
                client_id: Secret::new(""),
                amiss: None,
            }),
            Effect::Find { run, site, company, .. } => {
                Event::Found { run, outcome: find(&wire(), site, &company).await }
            }
            Effect::ProveVault { run } => Event::VaultProved { run, outcome: self.vault },
            Effect::Keep { run, connection, held, .. } => {
                Event::Kept { run, connection, held, outcome: self.vault }
            }
            Effect::Recall { connection } => {
                Event::Recalled { connection, outcome: self.vault.map(|()| None) }
            }
            Effect::Remove { connection } => Event::Removed { connection, outcome: self.vault },
            Effect::Copy { what } => match copies::find(&self.setup, &what) {
                Some(copies::Copy { secret, name, .. }) => {
                    Event::ClipboardWritten { name, secret, copy: Some(1) }
                }
                None => return Vec::new(),
            },
            Effect::Check { run, checkup, line } => {
                let told = Mutex::new(Vec::new());
                let tell = |finding| told.lock().unwrap().push(Event::Finding { run, finding });
                match &line {
                    Some(line) => checkup.run_line(line, &tell).await,
                    None => checkup.run(&tell).await,
                }
                let mut told = told.into_inner().unwrap();
                told.push(Event::CheckEnded { run });
                return told;
            }
            Effect::SaveResult { .. } => Event::TextSaved { outcome: Ok("result".into()) },
            Effect::SaveDocument { .. } => Event::DocumentSaved { outcome: Err("full".into()) },
            Effect::RecallClientId
            | Effect::RememberClientId(_)
            | Effect::ForgetClientId
            | Effect::Close
            | Effect::ReadClipboard { .. }
            | Effect::PutRight
            | Effect::StopPractice
            | Effect::CancelCheck
            | Effect::OpenLink { .. }
            | Effect::LookForUpdate { .. }
            | Effect::FetchUpdate { .. }
            | Effect::StopUpdate
            | Effect::InstallUpdate { .. }
            | Effect::SaveUpdate { .. }
            | Effect::Ask(_) => return Vec::new(),
        }]
    }
}
