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
use setup::{
    CheckEvent, CheckJob, ClipboardEvent, Effect, Event, FieldId, FieldPress, Intent, JournalEvent,
    Named, NamedEvent, Opening, PracticeEvent, PracticeJob, Setup, StartPress, StepId, UpdateJob,
    VaultEvent, VaultJob, WalkPress, WindowJob,
};
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
        let setup = Setup::new(Opening {
            integrations: (vec![product], Vec::new()),
            connections: (Vec::new(), trouble),
            ..Opening::default()
        });
        Self {
            setup,
            origin: origin.to_owned(),
            vault: Ok(()),
            disk: None,
            seconds: 0,
            copied: Vec::new(),
        }
    }

    /// Begins, in practice or (towards the same server) for real.
    pub async fn begin(&mut self, practice: Option<Situation>) {
        let integration = self.setup.integrations[0].id.to_string();
        self.act(Intent::Start(StartPress::Choose { integration })).await;
        self.act(Intent::Start(StartPress::Begin { practice })).await;
    }

    pub async fn act(&mut self, intent: Intent) {
        self.tick();
        let effects = self.setup.act(intent);
        self.carry_out(effects).await;
    }

    pub async fn fill(&mut self, field: FieldId, text: &str) {
        self.act(Intent::Field(FieldPress::Fill { field, text: Typed::new(text) })).await;
    }

    /// Presses Paste while this is on the clipboard.
    pub async fn paste(&mut self, field: FieldId, text: Option<&str>) {
        self.setup.act(Intent::Field(FieldPress::Paste { field }));
        self.learn(Event::Clipboard(ClipboardEvent::Read {
            field,
            text: text.map(Secret::new).ok_or(NoText::Empty),
        }))
        .await;
    }

    pub async fn go_to(&mut self, step: StepId) {
        for _ in 0..40 {
            if self.setup.step() == step {
                return;
            }
            self.act(Intent::Walk(WalkPress::Continue)).await;
            self.act(Intent::Walk(WalkPress::GoOnAnyway)).await;
        }
    }

    pub async fn learn(&mut self, event: Event) {
        self.tick();
        let effects = self.setup.learn(event);
        self.carry_out(effects).await;
    }

    /// What "Copy technical details" would put on the clipboard.
    pub fn text(&self) -> String {
        let copy = copies::find(&self.setup, &"details".parse().unwrap()).unwrap();
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
                Some(reason) => Event::Journal(JournalEvent::NotSaved {
                    kind: std::io::ErrorKind::StorageFull,
                    reason,
                }),
                None => Event::Journal(JournalEvent::Saved),
            },
            Effect::Practice(PracticeJob::Start { connection, .. }) => {
                Event::Practice(PracticeEvent::Runs {
                    connection,
                    tenant: Tenant {
                        origin: self.origin.clone(),
                        site: String::new(),
                        company_id: String::new(),
                        company_name: String::new(),
                        public_key: Secret::new(""),
                        private_key: Secret::new(""),
                        client_id: Secret::new(""),
                        amiss: None,
                    },
                })
            }
            Effect::Find { ticket: run, site, company, .. } => {
                Event::Found { ticket: run, outcome: find(&wire(), site, &company).await }
            }
            Effect::ProveVault { ticket: run } => {
                Event::Vault(VaultEvent::Proved { ticket: run, outcome: self.vault })
            }
            Effect::Vault(VaultJob::Keep { ticket: run, connection, held, .. }) => {
                Event::Vault(VaultEvent::Kept {
                    ticket: run,
                    connection,
                    held,
                    outcome: self.vault,
                })
            }
            Effect::Vault(VaultJob::Recall { connection }) => Event::Vault(VaultEvent::Recalled {
                connection,
                outcome: self.vault.map(|()| None),
            }),
            Effect::Vault(VaultJob::Remove { connection }) => {
                Event::Vault(VaultEvent::Removed { connection, outcome: self.vault })
            }
            Effect::Named(Named::Copy { what }) => match copies::find(&self.setup, &what) {
                Some(copies::Copy { secret, name, .. }) => {
                    Event::Clipboard(ClipboardEvent::Written { name, secret, copy: Some(1) })
                }
                None => return Vec::new(),
            },
            Effect::Check(CheckJob::Run { ticket: run, checkup, line }) => {
                let told = Mutex::new(Vec::new());
                let tell = |finding| {
                    told.lock()
                        .unwrap()
                        .push(Event::Check(CheckEvent::Finding { ticket: run, finding }))
                };
                match &line {
                    Some(line) => checkup.run_line(line, &tell).await,
                    None => checkup.run(&tell).await,
                }
                let mut told = told.into_inner().unwrap();
                told.push(Event::Check(CheckEvent::Ended { ticket: run }));
                return told;
            }
            Effect::Named(Named::SaveResult { .. }) => {
                Event::Named(NamedEvent::TextSaved { outcome: Ok("result".into()) })
            }
            Effect::Named(Named::SaveDocument { .. }) => {
                Event::Named(NamedEvent::DocumentSaved { outcome: Err("full".into()) })
            }
            Effect::Vault(VaultJob::RecallClientId)
            | Effect::Vault(VaultJob::RememberClientId(_))
            | Effect::Vault(VaultJob::ForgetClientId)
            | Effect::Window(WindowJob::Close)
            | Effect::ReadClipboard { .. }
            | Effect::Practice(PracticeJob::PutRight { .. })
            | Effect::Practice(PracticeJob::Stop)
            | Effect::Check(CheckJob::Cancel)
            | Effect::Named(Named::OpenLink { .. })
            | Effect::Update(UpdateJob::Look { .. })
            | Effect::Update(UpdateJob::Fetch { .. })
            | Effect::Update(UpdateJob::Stop)
            | Effect::Update(UpdateJob::Install { .. })
            | Effect::Update(UpdateJob::Save { .. })
            | Effect::Window(WindowJob::Ask(_)) => return Vec::new(),
        }]
    }
}
