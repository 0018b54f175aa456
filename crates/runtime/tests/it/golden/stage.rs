//! A Setup that is walked from page to page like a person walks it, with a world that answers
//! at once: the practice ConnectWise plays every ConnectWise, also of real set-ups.

use std::sync::Mutex;
use std::time::Duration;

use checkup::{Checkup, Finding, Line, Reason, lines};
use connectwise::cause::Cause;
use connectwise::client::Wire;
use connectwise::find::find;
use connectwise::grid::Level;
use ground::secret::{Secret, Typed};
use integration::{Integration, built_in};
use jiff::Timestamp;
use practice::{CLIENT_ID, COMPANY_ID, PRIVATE_KEY, PUBLIC_KEY, Practice, Role, SITE_HOST, World};
use runtime::practise;
use setup::outside::VaultFault;
use setup::practice::{Situation, Tenant};
use setup::{
    self, Able, CheckEvent, CheckJob, ClipboardEvent, Effect, Event, FieldId, FieldPress, Filed,
    Intent, Moment, Named, NamedEvent, Opening, PlacePress, PracticeEvent, PracticeJob, Setup,
    StartPress, StepId, Ticket, UpdateJob, VaultEvent, VaultJob, VaultPress, WalkPress, WindowJob,
};
use tokio::runtime::Runtime;
use view::types::{Page, View};
use view::{copies, record, result, view};

/// Every date in a golden View.
/// Every gallery piece is set at this time.
const WHEN: &str = "2026-11-25T10:30:00Z";

/// A radio button by the names that the window has for it.
fn picked(choice: &str, option: &str) -> Intent {
    let pick = serde_json::json!({ "choice": choice, "option": option });
    Intent::Field(FieldPress::Pick(serde_json::from_value(pick).unwrap()))
}

pub struct Stage {
    pub setup: Setup,
    pub now: Timestamp,
    runtime: Runtime,
    practice: Option<practise::Running>,
    /// Plays ConnectWise for a real set-up.
    connectwise: Option<Practice>,
    /// How the keychain answers; none: not yet.
    vault: Option<Result<(), VaultFault>>,
    /// The check that was started and has not been told yet, where it is held back.
    held: Option<(Ticket, Box<Checkup>)>,
    holds: bool,
    recalls: Option<Secret>,
}

impl Default for Stage {
    fn default() -> Self {
        Self::with(built_in().0)
    }
}

impl Stage {
    pub fn with(integrations: Vec<Integration>) -> Self {
        Self::of(Setup::new(Opening {
            integrations: (integrations, Vec::new()),
            ..Opening::default()
        }))
    }

    pub fn of(mut setup: Setup) -> Self {
        // As under X11.
        setup.window.able = Able { beside: true, on_top: true, hiding: None };
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        Self {
            setup,
            now: WHEN.parse().unwrap(),
            runtime,
            practice: None,
            connectwise: None,
            vault: Some(Ok(())),
            held: None,
            holds: false,
            recalls: None,
        }
    }

    /// A real set-up, on its first page.
    pub fn begun(id: &str) -> Self {
        Self::default().begin(id)
    }

    /// A real set-up on this page, with everything before it done.
    pub fn at(id: &str, step: StepId) -> Self {
        Self::begun(id).to(step)
    }

    /// The same in a situation of practice.
    pub fn practising(id: &str, situation: Situation, step: StepId) -> Self {
        Self::default()
            .choose(id)
            .act(Intent::Start(StartPress::Begin { practice: Some(situation) }))
            .to(step)
    }

    pub fn view(&self) -> View {
        view(&self.setup)
    }

    pub fn choose(self, id: &str) -> Self {
        self.act(Intent::Start(StartPress::Choose { integration: id.into() }))
    }

    pub fn begin(self, id: &str) -> Self {
        let begun = self.choose(id).act(Intent::Start(StartPress::Begin { practice: None }));
        begun.world(|world, integration| {
            let company = &mut world.tenants[0];
            company.roles[0] = exact(integration);
            if let Some(id) = integration.suggested_member_id() {
                company.members[0].identifier = id;
            }
        })
    }

    /// Changes ConnectWise; without a call it is the sample company with the exact role.
    pub fn world(mut self, change: impl FnOnce(&mut World, &Integration)) -> Self {
        let integration = self.setup.present().unwrap().integration.clone();
        if let Some(practice) = &self.connectwise {
            practice.change(|world| change(world, &integration));
        } else {
            let mut world = World::sample();
            change(&mut world, &integration);
            self.connectwise = Some(self.runtime.block_on(Practice::start(world)).unwrap());
        }
        self
    }

    /// From now on the keychain answers this way; none: not at all.
    pub fn vault(mut self, answer: Option<Result<(), VaultFault>>) -> Self {
        self.vault = answer;
        self
    }

    /// The keychain gives this item back when it is asked for one.
    pub fn recalling(mut self, item: Secret) -> Self {
        self.recalls = Some(item);
        self
    }

    pub fn act(mut self, intent: Intent) -> Self {
        self.tell_time();
        let effects = self.setup.act(intent);
        self.follow(effects);
        self
    }

    pub fn learn(mut self, event: Event) -> Self {
        self.tell_time();
        let effects = self.setup.learn(event);
        self.follow(effects);
        self
    }

    pub fn fill(self, field: FieldId, text: &str) -> Self {
        self.act(Intent::Field(FieldPress::Fill { field, text: Typed::new(text) }))
    }

    pub fn pick(self, choice: &str, option: &str) -> Self {
        self.act(picked(choice, option))
    }

    pub fn copy(self, what: &str) -> Self {
        self.act(Intent::Named(Named::Copy { what: what.parse().unwrap() }))
    }

    pub fn go(self, step: StepId) -> Self {
        self.act(Intent::Walk(WalkPress::Go { step }))
    }

    /// Ticks the first so many of what this page offers to tick.
    pub fn tick(mut self, most: usize) -> Self {
        let offered = match self.view().page {
            Page::Role(page) => {
                let rows = page.grid.into_iter().flat_map(|grid| grid.groups);
                let rows = rows.flat_map(|group| group.rows);
                let ticks = rows.flat_map(|row| {
                    let tables = row.tables.into_iter().flat_map(|tables| tables.items);
                    std::iter::once(row.tick).chain(tables.map(|table| table.tick))
                });
                ticks.collect()
            }
            Page::Member(page) => page.fields.into_iter().map(|field| field.tick).collect(),
            Page::HandOver(page) => page.fields.into_iter().map(|field| field.tick).collect(),
            _ => Vec::new(),
        };
        for tick in offered.into_iter().take(most) {
            self = self.act(tick);
        }
        self
    }

    pub fn tick_all(self) -> Self {
        self.tick(usize::MAX)
    }

    /// From now on a check is started, and tells nothing before [`Self::told`].
    pub fn hold_the_check(mut self) -> Self {
        self.holds = true;
        self
    }

    /// What the held check came to up to a line; that one is still being looked at.
    pub fn told(mut self, up_to: &str) -> Self {
        let (run, checkup) = self.held.take().unwrap();
        for finding in self.outcome(&checkup) {
            if finding.line.id() == up_to {
                return self.learn(Event::Check(CheckEvent::Finding {
                    ticket: run,
                    finding: Finding::running(finding.line),
                }));
            }
            self = self.learn(Event::Check(CheckEvent::Finding { ticket: run, finding }));
        }
        panic!("no line {up_to}")
    }

    /// Ends the held check at a gate that failed for this reason.
    pub fn failed_at(mut self, line: Line, evidence: &str, cause: Cause) -> Self {
        let (run, checkup) = self.held.take().unwrap();
        for finding in self.outcome(&checkup) {
            if finding.line == line {
                let reason = Reason::Cause(cause);
                let finding = Finding::failed(line, evidence, reason);
                return self
                    .learn(Event::Check(CheckEvent::Finding { ticket: run, finding }))
                    .learn(Event::Check(CheckEvent::Ended { ticket: run }));
            }
            self = self.learn(Event::Check(CheckEvent::Finding { ticket: run, finding }));
        }
        panic!("no line {line:?}")
    }

    /// Does what each page asks for, until this one is shown.
    pub fn to(mut self, step: StepId) -> Self {
        while self.setup.step() != step {
            let before = self.setup.step();
            self = self.filled().act(Intent::Walk(WalkPress::Continue));
            if self.setup.step() == before {
                // In spite of what was told.
                self = self.act(Intent::Walk(WalkPress::GoOnAnyway));
            }
            assert_ne!(self.setup.step(), before, "{:?}", self.view().nav.missing);
        }
        self
    }

    /// Does what the present page asks for.
    pub fn filled(self) -> Self {
        let tenant = self.practice.as_ref().map(|running| running.tenant.clone());
        let own = |real: &str, of: fn(&Tenant) -> &Secret| {
            tenant.as_ref().map_or(real.to_owned(), |tenant| of(tenant).expose().to_owned())
        };
        match self.setup.step() {
            StepId::Site if self.setup.present().unwrap().connection.instance.is_some() => self,
            StepId::Site => self
                .fill(FieldId::Address, SITE_HOST)
                .fill(FieldId::Company, COMPANY_ID)
                .act(Intent::Place(PlacePress::Find)),
            StepId::Role | StepId::Member | StepId::HandOver => self.tick_all(),
            StepId::Keys => {
                let public = own(PUBLIC_KEY, |tenant| &tenant.public_key);
                let private = own(PRIVATE_KEY, |tenant| &tenant.private_key);
                self.fill(FieldId::PublicKey, &public).fill(FieldId::PrivateKey, &private)
            }
            StepId::ClientId => self.fill(FieldId::ClientId, CLIENT_ID),
            StepId::Save if !self.setup.is_session_only() => {
                self.act(Intent::Vault(VaultPress::Save))
            }
            StepId::Save | StepId::Start | StepId::Check | StepId::Done => self,
        }
    }

    fn follow(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            if let Some(event) = self.carry_out(effect) {
                let effects = self.setup.learn(event);
                self.follow(effects);
            }
        }
    }

    /// The next connection's id and date are the same in every run.
    fn tell_time(&mut self) {
        self.setup.at(Moment {
            now: self.now,
            open_for: Duration::ZERO,
            chance: 0x7f_3a90 + self.setup.connections.len() as u32,
        });
    }

    fn carry_out(&mut self, effect: Effect) -> Option<Event> {
        match effect {
            Effect::Practice(PracticeJob::Start { connection, integration, situation }) => {
                let known = self.setup.integrations.iter().find(|i| *i.id == integration)?;
                let start = practise::start(known, situation);
                let running = self.runtime.block_on(start).unwrap();
                let tenant = running.tenant.clone();
                self.practice = Some(running);
                Some(Event::Practice(PracticeEvent::Runs { connection, tenant }))
            }
            Effect::Find { ticket: run, site, company, wire } => {
                let wire = self.to_practice(&wire);
                let outcome = self.runtime.block_on(find(&wire, site, &company));
                Some(Event::Found { ticket: run, outcome })
            }
            Effect::ProveVault { ticket: run } => {
                self.vault.map(|outcome| Event::Vault(VaultEvent::Proved { ticket: run, outcome }))
            }
            Effect::Vault(VaultJob::Keep { ticket: run, connection, held, .. }) => {
                self.vault.map(|outcome| {
                    Event::Vault(VaultEvent::Kept { ticket: run, connection, held, outcome })
                })
            }
            Effect::Vault(VaultJob::Recall { connection }) => {
                let outcome = self.vault?.map(|()| self.recalls.clone());
                Some(Event::Vault(VaultEvent::Recalled { connection, outcome }))
            }
            Effect::Vault(VaultJob::Remove { connection }) => {
                self.vault.map(|outcome| Event::Vault(VaultEvent::Removed { connection, outcome }))
            }
            Effect::Named(Named::Copy { what }) => copies::find(&self.setup, &what).map(|copy| {
                Event::Clipboard(ClipboardEvent::Written {
                    name: copy.name,
                    secret: copy.secret,
                    copy: Some(1),
                })
            }),
            Effect::Check(CheckJob::Run { ticket: run, checkup, .. }) if self.holds => {
                self.held = Some((run, checkup));
                None
            }
            Effect::Check(CheckJob::Run { ticket: run, checkup, .. }) => {
                for finding in self.outcome(&checkup) {
                    self.setup.learn(Event::Check(CheckEvent::Finding { ticket: run, finding }));
                }
                Some(Event::Check(CheckEvent::Ended { ticket: run }))
            }
            Effect::Named(Named::SaveResult { reader }) => {
                let (name, _) = result::file(&self.setup, reader)?;
                Some(Event::Named(NamedEvent::TextSaved {
                    outcome: Ok(format!("/home/ada/Downloads/{name}.txt")),
                }))
            }
            Effect::Named(Named::SaveDocument { document, open }) => {
                let file = record::file(&self.setup, document, jiff::civil::Date::ZERO)?;
                Some(Event::Named(NamedEvent::DocumentSaved {
                    outcome: Ok(Filed {
                        document,
                        of: file.of,
                        // Its real name has today's date.
                        path: format!("/home/ada/Downloads/{document:?}.html"),
                        opened: open.then_some(true),
                    }),
                }))
            }
            Effect::SaveJournal
            | Effect::Practice(PracticeJob::PutRight { .. })
            | Effect::Practice(PracticeJob::Stop)
            | Effect::Vault(VaultJob::RecallClientId)
            | Effect::Vault(VaultJob::RememberClientId(_))
            | Effect::Vault(VaultJob::ForgetClientId)
            | Effect::Window(WindowJob::Close)
            | Effect::ReadClipboard { .. }
            | Effect::Named(Named::OpenLink { .. })
            | Effect::Window(WindowJob::Ask(_))
            | Effect::Update(UpdateJob::Look { .. })
            | Effect::Update(UpdateJob::Fetch { .. })
            | Effect::Update(UpdateJob::Stop)
            | Effect::Update(UpdateJob::Install { .. })
            | Effect::Update(UpdateJob::Save { .. })
            | Effect::Check(CheckJob::Cancel) => None,
        }
    }

    /// Nothing goes out: what would, goes to what plays ConnectWise here.
    fn to_practice(&self, wire: &Wire) -> Wire {
        if wire.is_practice() {
            wire.clone()
        } else {
            Wire::practice(self.connectwise.as_ref().unwrap().origin())
        }
    }

    /// Every finding in the order of the lines, as it stands at the end.
    fn outcome(&self, checkup: &Checkup) -> Vec<Finding> {
        let checkup = Checkup { wire: self.to_practice(&checkup.wire), ..checkup.clone() };
        let told = Mutex::new(lines(&checkup.need, Some(&checkup.instance.site)));
        self.runtime.block_on(checkup.run(&|finding| {
            let mut told = told.lock().unwrap();
            let place = told.iter_mut().find(|f| f.line == finding.line);
            *place.unwrap() = finding;
        }));
        told.into_inner().unwrap()
    }
}

/// The role that holds exactly what is needed.
pub fn exact(integration: &Integration) -> Role {
    let played = |level| match level {
        Level::None => practice::Level::None,
        Level::My => practice::Level::My,
        Level::All => practice::Level::All,
    };
    let mut role = Role::none(integration.role.name.text.to_string());
    role.id = 11;
    for row in &integration.role.rows {
        role.set(&row.module, &row.row, row.levels().map(played));
    }
    role.allowed_tables = integration.role.tables.iter().map(|table| table.to_string()).collect();
    role
}
