//! What each Intent changes.

use super::connection::Connection;
use super::diary::Entry;
use super::effect::{CheckJob, Effect, PracticeJob, VaultJob, WindowJob};
use super::intent::{FieldPress, Intent, KeysPress, PlacePress, StartPress, VaultPress, WalkPress};
use super::names::{ClientIdWay, FieldId, SiteWay, StepId};
use super::outcome::Passage;
use super::practice::Situation;
use super::standing::rests_on;
use super::state::{Alert, Gap, Open, Reading, Setup, VaultStatus};
use connectwise::address::{BadAddress, REGIONS};

impl Setup {
    /// Changes the state by what a person did.
    pub fn act(&mut self, intent: Intent) -> Vec<Effect> {
        if self.pasting {
            self.after_paste.push(intent);
            return Vec::new();
        }
        self.note_intent(&intent);
        self.whole(|setup| setup.carry_out(intent))
    }

    fn carry_out(&mut self, intent: Intent) -> Vec<Effect> {
        // It has nothing to do with the page.
        if let Intent::Window(press) = intent {
            return self.window_press(press);
        }
        // What was told stands until the next press; the button beside it needs it.
        let told = std::mem::take(&mut self.gaps);
        match intent {
            Intent::Start(press) => self.start_press(press),
            Intent::Walk(press) => self.walk(press, &told),
            Intent::Place(press) => self.place_press(press),
            Intent::Field(press) => self.field_press(press),
            Intent::List(press) => self.list_press(press),
            Intent::Keys(press) => self.keys_press(press),
            Intent::Vault(press) => self.vault_press(press),
            Intent::Check(press) => self.check_press(press),
            Intent::Update(press) => self.update_press(press),
            Intent::Named(named) => vec![Effect::Named(named)],
            Intent::Window(_) => Vec::new(),
        }
    }

    fn start_press(&mut self, press: StartPress) -> Vec<Effect> {
        match press {
            StartPress::Choose { integration } => self.chosen = Some(integration),
            StartPress::Begin { practice } => return self.begin(practice),
            StartPress::Resume { connection } => return self.resume(connection),
            StartPress::Forget { connection } => self.forgetting = Some(connection),
            StartPress::KeepAfterAll => self.forgetting = None,
            StartPress::ForgetForGood { connection } => return self.forget_for_good(connection),
        }
        Vec::new()
    }

    /// `told`: what kept the last press from going on.
    fn walk(&mut self, press: WalkPress, told: &[Gap]) -> Vec<Effect> {
        match press {
            WalkPress::Home => self.home(),
            WalkPress::Back => self.back(),
            WalkPress::Continue => self.go_on(None),
            // Its button stands beside what was told, and nowhere else.
            WalkPress::GoOnAnyway if told.is_empty() => Vec::new(),
            WalkPress::GoOnAnyway => self.go_on(Some(told)),
            WalkPress::Go { step } => {
                let may =
                    self.connection().is_some_and(|c| step <= c.furthest && step != StepId::Start);
                if may { self.go_to(step) } else { Vec::new() }
            }
        }
    }

    fn place_press(&mut self, press: PlacePress) -> Vec<Effect> {
        match press {
            PlacePress::Find => self.look(),
            // As it was read, whatever the case and what stands around it.
            PlacePress::UseHttps => match self.connection().map(|c| pasted::site(&c.address)) {
                Some(Err(BadAddress::NotEncrypted(site))) => {
                    self.fill(FieldId::Address, &format!("https://{}", site.authority()))
                }
                _ => Vec::new(),
            },
            PlacePress::UsePlace { site, company } => self.use_place(&site, company),
            PlacePress::OfferAuthority { file } => self.offer_authority(&file),
            PlacePress::TrustAuthority => self.trust_authority(),
            PlacePress::DropAuthority => self.drop_authority(),
        }
    }

    fn field_press(&mut self, press: FieldPress) -> Vec<Effect> {
        match press {
            FieldPress::Fill { field, text } => {
                let effects = self.fill(field, text.expose());
                self.note_field(field);
                effects
            }
            FieldPress::Paste { field } => self.paste(field),
            FieldPress::Pick(pick) => self.pick(pick),
        }
    }

    fn keys_press(&mut self, press: KeysPress) -> Vec<Effect> {
        match press {
            KeysPress::TakeBoth { both } => self.take_offer(both),
            KeysPress::KeepOldPair => self.keep_old_pair(),
            KeysPress::UseEarlierPair { number } => self.use_earlier_pair(number),
            KeysPress::UseKeysHere => self.use_bound(),
            KeysPress::SwapKeys => self.swap_keys(),
        }
    }

    fn vault_press(&mut self, press: VaultPress) -> Vec<Effect> {
        match press {
            VaultPress::ProveVault => self.prove_vault(),
            VaultPress::KeepForSession => self.keep_for_session(),
            VaultPress::Save => self.save(),
        }
    }

    fn keep_for_session(&mut self) -> Vec<Effect> {
        self.vault = VaultStatus::SessionOnly;
        // The answer to a proof under way is waited for no more.
        self.proving = None;
        if let Some(open) = &mut self.open {
            open.saving = false;
        }
        self.alert = None;
        Vec::new()
    }

    /// A step of the rail. From the check to the role: the rows that were missing are to do.
    fn go_to(&mut self, step: StepId) -> Vec<Effect> {
        let from_check = self.step() == StepId::Check;
        if let Some(open) = self.open.as_mut().filter(|_| from_check && step < StepId::Check) {
            open.from_check = true;
        }
        if from_check && step == StepId::Role {
            self.untick_missing_rows();
        }
        self.arrive(step)
    }

    /// A cloud region that is known, or the site that is set already: nothing else can be
    /// meant by the offer.
    fn use_place(&mut self, site: &str, company: String) -> Vec<Effect> {
        let region = REGIONS.iter().find(|region| region.host == site);
        let Some((open, connection)) = self.present_mut() else { return Vec::new() };
        let here = connection.site_way != SiteWay::Region
            && pasted::site(&connection.address).is_ok_and(|here| here.authority() == site);
        match region {
            _ if here => {}
            Some(region) => {
                connection.site_way = SiteWay::Region;
                connection.region = Some(region.host.to_owned());
            }
            None => return Vec::new(),
        }
        connection.company = company;
        connection.moved();
        connection.reopen(rests_on(FieldId::Address));
        // The button said where the keys are sent.
        open.keys_origin = None;
        open.check.forget();
        self.look()
    }

    fn begin(&mut self, practice: Option<Situation>) -> Vec<Effect> {
        let Some(integration) = self.chosen.clone() else { return Vec::new() };
        if self.updates.is_being_taken() {
            return Vec::new();
        }
        let kind = if practice.is_some() { "practice-" } else { "" };
        let mut chance = self.moment.chance;
        let id = loop {
            let id = format!("{kind}{integration}-{:06x}", chance & 0xff_ffff);
            if self.connections.iter().all(|c| c.id != id) {
                break id;
            }
            chance = chance.wrapping_add(1);
        };
        let mut connection =
            Connection::new(id.clone(), integration.clone(), practice, self.moment.now);
        if let Some(known) = self.integrations.iter().find(|i| *i.id == integration) {
            connection.member_id = known.suggested_member_id();
            // A product that wants the person's own client ID is checked with that one.
            if self.built_in_client_id.is_some() && practice.is_none() && !known.client_id.asked {
                connection.client_id_way = ClientIdWay::BuiltIn;
            }
        }
        self.connections.push(connection);
        self.enter(Open::of(&id));
        let mut effects = vec![Effect::SaveJournal];
        effects.extend(self.stop_update());
        if let Some(situation) = practice {
            effects.push(Effect::Practice(PracticeJob::Start {
                connection: id,
                integration,
                situation,
            }));
        }
        effects
    }

    fn resume(&mut self, id: String) -> Vec<Effect> {
        if self.updates.is_being_taken() {
            return Vec::new();
        }
        // Its keys are being removed.
        if self.removing.contains(&id) {
            return Vec::new();
        }
        let Some(connection) = self.connections.iter().find(|c| c.id == id) else {
            return Vec::new();
        };
        let (practice, integration, step) = (
            connection.practice.then_some(connection.situation),
            connection.integration.clone(),
            connection.step,
        );
        if !self.integrations.iter().any(|i| *i.id == integration) {
            self.alert = Some(Alert::IntegrationGone(integration));
            return Vec::new();
        }
        self.note(Entry::Resumed { practice: practice.is_some() });
        self.enter(Open { reading: Reading::UnderWay, ..Open::of(&id) });
        self.come_back(&id);
        let mut effects = vec![Effect::Vault(VaultJob::Recall { connection: id.clone() })];
        effects.extend(self.stop_update());
        if step >= StepId::Keys && !self.vault_settled() {
            effects.extend(self.prove_vault());
        }
        if let Some(situation) = practice {
            effects.push(Effect::Practice(PracticeJob::Start {
                connection: id,
                integration,
                situation,
            }));
        }
        effects
    }

    /// Takes a connection in hand, with nothing of another left.
    fn enter(&mut self, open: Open) {
        self.leave();
        self.open = Some(open);
        self.chosen = None;
        self.forgetting = None;
        self.alert = None;
        self.note(Entry::Page(self.step()));
    }

    fn home(&mut self) -> Vec<Effect> {
        self.leave();
        self.chosen = None;
        self.alert = None;
        self.note(Entry::Page(StepId::Start));
        vec![
            Effect::Check(CheckJob::Cancel),
            Effect::Practice(PracticeJob::Stop),
            Effect::SaveJournal,
        ]
    }

    fn back(&mut self) -> Vec<Effect> {
        match self.step().previous() {
            Some(step) => self.arrive(step),
            None => self.home(),
        }
    }

    /// `told`: pressed beside these, to go on in spite of them.
    fn go_on(&mut self, told: Option<&[Gap]>) -> Vec<Effect> {
        let gaps = self.gaps_here();
        let in_spite = told.is_some_and(|told| *told == *gaps && gaps.iter().all(Gap::is_soft));
        if !gaps.is_empty() && !in_spite {
            self.note(Entry::Held { gaps: gaps.len() });
            self.gaps = gaps;
            return Vec::new();
        }
        let from = self.step();
        let how = if gaps.is_empty() { Passage::Done } else { Passage::Over };
        if let Some(connection) = self.connection_mut() {
            connection.pass(from, how);
        }
        match from.next() {
            Some(step) => self.arrive(step),
            None => Vec::new(),
        }
    }

    /// Shows a step, and starts what that page is for.
    pub(super) fn arrive(&mut self, step: StepId) -> Vec<Effect> {
        self.alert = None;
        self.filed = None;
        // It was said of the page before.
        self.announcement = None;
        let Some((open, connection)) = self.present_mut() else { return Vec::new() };
        let no_client_id = open.keys.client_id.is_none() && open.practice.is_none();
        let unchecked = open.check.findings.is_empty() && !open.check.running;
        connection.step = step;
        connection.furthest = connection.furthest.max(step);
        self.note(Entry::Page(step));
        let mut effects = vec![Effect::SaveJournal];
        match step {
            StepId::Keys if !self.vault_settled() => effects.extend(self.prove_vault()),
            StepId::ClientId if no_client_id => {
                effects.push(Effect::Vault(VaultJob::RecallClientId))
            }
            StepId::Check if unchecked => effects.extend(self.start_check(None)),
            _ => {}
        }
        effects
    }

    /// Proved, being proved, or done without: a second proof would be a second prompt.
    fn vault_settled(&self) -> bool {
        match self.vault {
            VaultStatus::Ready | VaultStatus::SessionOnly | VaultStatus::Proving { .. } => true,
            VaultStatus::Unknown | VaultStatus::Unusable(_) => false,
        }
    }

    fn prove_vault(&mut self) -> Vec<Effect> {
        self.alert = None;
        self.vault = VaultStatus::Proving { slow: false };
        let ticket = self.ticket();
        self.proving = Some(ticket);
        vec![Effect::ProveVault { ticket }]
    }

    fn save(&mut self) -> Vec<Effect> {
        let gaps = self.gaps_to_save();
        if !gaps.is_empty() {
            self.gaps = gaps;
            return Vec::new();
        }
        let Some(open) = &mut self.open else { return Vec::new() };
        open.saving = true;
        open.keep(true);
        match self.vault {
            VaultStatus::Ready => self.read_again().into_iter().collect(),
            // Saved once that has worked.
            _ => self.prove_vault(),
        }
    }

    /// The window is to close: at once, or after keys are in the keychain, or when a person says so.
    pub fn close(&mut self) -> Vec<Effect> {
        if self.would_lose().is_empty() {
            return vec![Effect::Window(WindowJob::Close)];
        }
        self.closing = true;
        Vec::new()
    }
}
