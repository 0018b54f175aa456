//! What each Intent changes.

use super::checklist::Checklist;
use super::diary::Entry;
use super::effect::Effect;
use super::keep::Reading;
use super::pages::Gap;
use super::pairs::Beside;
use super::practice::Situation;
use super::standing::{Passage, basis, rests_on};
use super::{
    Alert, CheckStatus, ClientIdWay, Connection, FieldId, Intent, KeyRemark, Keys, Search, Setup,
    SiteWay, StepId, VaultStatus, now,
};
use checkup::{self, Checkup, Finding, Hints, Line, Reason, Verdict};
use connectwise::address::{BadAddress, REGIONS};
use connectwise::cause::Cause;
use connectwise::client::SignIn;

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
        // What was told stands until the next press; the button beside it needs it.
        let told = std::mem::take(&mut self.gaps);
        match intent {
            Intent::Choose { integration } => {
                self.chosen = Some(integration);
                Vec::new()
            }
            Intent::Begin { practice } => self.begin(practice),
            Intent::Resume { connection } => self.resume(connection),
            Intent::Forget { connection } => {
                self.forgetting = Some(connection);
                Vec::new()
            }
            Intent::KeepAfterAll => {
                self.forgetting = None;
                Vec::new()
            }
            Intent::ForgetForGood { connection } => self.forget_for_good(connection),
            Intent::Back => self.back(),
            Intent::Continue => self.go_on(None),
            // Its button stands beside what was told, and nowhere else.
            Intent::GoOnAnyway if told.is_empty() => Vec::new(),
            Intent::GoOnAnyway => self.go_on(Some(&told)),
            Intent::TakeBoth { both } => self.take_offer(both),
            Intent::KeepOldPair => self.keep_old_pair(),
            Intent::UseEarlierPair { number } => self.use_earlier_pair(number),
            Intent::UseKeysHere => self.use_bound(),
            Intent::StayOpen => {
                self.closing = false;
                Vec::new()
            }
            Intent::CloseAnyway => vec![Effect::Close],
            Intent::Go { step } => {
                let may =
                    self.connection().is_some_and(|c| step <= c.furthest && step != StepId::Start);
                if may { self.go_to(step) } else { Vec::new() }
            }
            Intent::Home => self.home(),
            Intent::Fill { field, text } => {
                let effects = self.fill(field, text.expose());
                self.note_field(field);
                effects
            }
            Intent::UseHttps => {
                // As it was read, whatever the case and what stands around it.
                match self.connection().map(|c| pasted::site(&c.address)) {
                    Some(Err(BadAddress::NotEncrypted(site))) => {
                        self.fill(FieldId::Address, &format!("https://{}", site.authority()))
                    }
                    _ => Vec::new(),
                }
            }
            Intent::Paste { field } => self.paste(field),
            Intent::Pick { choice, option } => self.pick(&choice, &option),
            Intent::Tick { item, on } => self.tick(&item, on),
            Intent::TickAll { group, on } => self.tick_all(&group, on),
            Intent::UndoTicks { module } => self.undo_ticks(&module),
            Intent::LookAt { line } => {
                self.look_at(line);
                Vec::new()
            }
            Intent::StillToDo { on } => {
                self.checklist.still_to_do = on;
                Vec::new()
            }
            Intent::Ask { wish } => {
                // It has nothing to do with the page.
                self.gaps = told;
                self.wish(wish)
            }
            Intent::Copy { what } => vec![Effect::Copy { what }],
            Intent::OpenLink { link } => vec![Effect::OpenLink { link }],
            Intent::Find => self.look(),
            Intent::OfferAuthority { file } => self.offer_authority(&file),
            Intent::TrustAuthority => self.trust_authority(),
            Intent::DropAuthority => self.drop_authority(),
            Intent::ProveVault => self.prove_vault(),
            Intent::KeepForSession => {
                self.vault = VaultStatus::SessionOnly;
                // A proof under way is asked for no more.
                self.prove_run += 1;
                self.saving = false;
                self.alert = None;
                Vec::new()
            }
            Intent::Check => self.start_check(None),
            Intent::CheckLine { line } => {
                let line =
                    self.check.findings.iter().map(|f| &f.line).find(|l| l.id() == line).cloned();
                line.map_or_else(Vec::new, |line| self.start_check(Some(line)))
            }
            Intent::CancelCheck => self.stop_check(),
            Intent::SwapKeys => self.swap_keys(),
            Intent::UsePlace { site, company } => self.use_place(&site, company),
            Intent::PutRight => {
                if self.practice.is_some() {
                    vec![Effect::PutRight]
                } else {
                    Vec::new()
                }
            }
            Intent::SaveResult { reader } => vec![Effect::SaveResult { reader }],
            Intent::SaveDocument { document, open } => {
                vec![Effect::SaveDocument { document, open }]
            }
            Intent::Save => self.save(),
            Intent::LookForUpdate => self.look_for_update(),
            Intent::TakeUpdate => self.take_update(),
            Intent::StopUpdate => self.stop_update(),
            Intent::PutOffUpdate => {
                self.put_off_update();
                Vec::new()
            }
        }
    }

    /// What was not asked is not checked. What ConnectWise said no to counts all the same.
    fn stop_check(&mut self) -> Vec<Effect> {
        if !self.check.running {
            return Vec::new();
        }
        self.check.running = false;
        self.check.cancelled = true;
        self.check.run += 1;
        let failed: Vec<Line> =
            self.check.findings.iter().filter_map(Finding::failed_line).collect();
        for finding in &mut self.check.findings {
            let evidence = match &finding.verdict {
                Verdict::Running => "Stopped before it was settled",
                Verdict::Waiting(on) if !failed.contains(on) => "Not asked: the check was stopped",
                _ => continue,
            };
            *finding = Finding::unproven(finding.line.clone(), evidence, Reason::NotAsked);
        }
        let mut effects = vec![Effect::CancelCheck];
        if !failed.is_empty() {
            effects.extend(self.check_ended());
        }
        effects
    }

    /// Each key into the other's field, and another check.
    fn swap_keys(&mut self) -> Vec<Effect> {
        // Only ConnectWise's own acceptance says that they are the wrong way round.
        let swapped = |f: &Finding| f.reason == Some(Reason::Cause(Cause::KeysSwapped));
        if !self.check.findings.iter().any(swapped) {
            return Vec::new();
        }
        let said = Some("The two keys were exchanged.".to_owned());
        std::mem::swap(&mut self.keys.public, &mut self.keys.private);
        for slot in [&mut self.keys.public, &mut self.keys.private].into_iter().flatten() {
            slot.tidied.clone_from(&said);
        }
        let mut effects = self.secrets_changed();
        effects.extend(self.start_check(None));
        effects
    }

    /// A step of the rail. From the check to the role: the rows that were missing are to do.
    fn go_to(&mut self, step: StepId) -> Vec<Effect> {
        let from_check = self.step() == StepId::Check;
        if from_check && step < StepId::Check {
            self.from_check = true;
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
        let Some(connection) = self.connection_mut() else { return Vec::new() };
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
        self.keys_origin = None;
        self.forget_check();
        self.look()
    }

    fn begin(&mut self, practice: Option<Situation>) -> Vec<Effect> {
        let Some(integration) = self.chosen.clone() else { return Vec::new() };
        if self.updates.is_being_taken() {
            return Vec::new();
        }
        let id = loop {
            let id = format!(
                "{}{integration}-{:06x}",
                if practice.is_some() { "practice-" } else { "" },
                rand::random::<u32>() >> 8
            );
            if self.connections.iter().all(|c| c.id != id) {
                break id;
            }
        };
        let mut connection = Connection::new(id.clone(), integration.clone(), practice, now());
        if let Some(known) = self.integrations.iter().find(|i| *i.id == integration) {
            connection.member_id = known.suggested_member_id();
            // A product that wants the person's own client ID is checked with that one.
            if self.built_in_client_id.is_some() && practice.is_none() && !known.client_id.asked {
                connection.client_id_way = ClientIdWay::BuiltIn;
            }
        }
        self.connections.push(connection);
        self.enter(id);
        let mut effects = vec![Effect::SaveJournal];
        effects.extend(self.stop_update());
        if let Some(situation) = practice {
            effects.push(Effect::StartPractice { integration, situation });
        }
        effects
    }

    fn resume(&mut self, id: String) -> Vec<Effect> {
        if self.updates.is_being_taken() {
            return Vec::new();
        }
        // Its keys are on their way out.
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
        self.enter(id.clone());
        self.reading = Reading::UnderWay;
        self.come_back(&id);
        let mut effects = vec![Effect::Recall { connection: id }];
        effects.extend(self.stop_update());
        if step >= StepId::Keys && !self.vault_settled() {
            effects.extend(self.prove_vault());
        }
        if let Some(situation) = practice {
            effects.push(Effect::StartPractice { integration, situation });
        }
        effects
    }

    /// Makes a connection the current one, with nothing of another left.
    fn enter(&mut self, id: String) {
        self.leave();
        self.current = Some(id);
        self.chosen = None;
        self.forgetting = None;
        self.forget_keys();
        self.plain_said.clear();
        self.find = Search::Idle;
        self.find_run += 1;
        self.offered = None;
        self.swap_refused = false;
        self.saving = false;
        self.check = CheckStatus { run: self.check.run + 1, ..CheckStatus::default() };
        self.practice = None;
        self.alert = None;
        self.note(Entry::Page(self.step()));
        self.checklist = Checklist::default();
    }

    fn home(&mut self) -> Vec<Effect> {
        self.leave();
        self.current = None;
        self.chosen = None;
        self.forget_keys();
        self.check = CheckStatus { run: self.check.run + 1, ..CheckStatus::default() };
        self.find_run += 1;
        self.practice = None;
        self.alert = None;
        self.note(Entry::Page(StepId::Start));
        vec![Effect::CancelCheck, Effect::StopPractice, Effect::SaveJournal]
    }

    /// Nothing of the connection that was open stays in sight.
    fn forget_keys(&mut self) {
        self.keys = Keys::default();
        self.beside = Beside::default();
        self.offer = None;
        self.reading = Reading::Done;
        self.came_back = false;
        self.there = None;
        self.keys_origin = None;
        self.not_kept = None;
        self.wants_keep = None;
        self.from_check = false;
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
        let Some(connection) = self.connection_mut() else { return Vec::new() };
        connection.step = step;
        connection.furthest = connection.furthest.max(step);
        self.note(Entry::Page(step));
        let mut effects = vec![Effect::SaveJournal];
        match step {
            StepId::Keys if !self.vault_settled() => effects.extend(self.prove_vault()),
            StepId::ClientId if self.keys.client_id.is_none() && self.practice.is_none() => {
                effects.push(Effect::RecallClientId);
            }
            StepId::Check if self.check.findings.is_empty() && !self.check.running => {
                effects.extend(self.start_check(None));
            }
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
        self.prove_run += 1;
        vec![Effect::ProveVault { run: self.prove_run }]
    }

    pub(super) fn start_check(&mut self, line: Option<Line>) -> Vec<Effect> {
        let Some(need) = self.need() else { return Vec::new() };
        let Some((connection, _)) = self.present() else { return Vec::new() };
        let Some(instance) = connection.instance.clone() else { return Vec::new() };
        if line.is_none() {
            self.check.findings = checkup::lines(&need, Some(&instance.site));
            self.check.saved_to = None;
        }
        let lacking = self.lacking_for_check().is_some();
        let (false, Some(public), Some(private), Some(client_id), Some(wire)) =
            (lacking, &self.keys.public, &self.keys.private, self.client_id(), self.wire())
        else {
            // Nothing to check with: the page says so.
            self.check.findings.clear();
            return Vec::new();
        };
        let who = SignIn {
            company_id: instance.company_id.clone(),
            public_key: public.secret.clone(),
            private_key: private.secret.clone(),
            client_id: client_id.clone(),
        };
        let basis = self.present().map(|(connection, known)| basis(connection, known));
        self.check.basis = basis;
        self.check.run += 1;
        self.check.running = true;
        self.check.slow = false;
        self.check.cancelled = false;
        self.diary.note(Entry::CheckBegun {
            lines: if line.is_some() { 1 } else { self.check.findings.len() },
        });
        let key_company = [public, private].into_iter().find_map(|slot| match &slot.remark {
            Some(KeyRemark::OtherCompany(company)) => Some(company.clone()),
            _ => None,
        });
        self.from_check = false;
        let hints = Hints { key_company, swapped_before: self.swap_refused };
        let checkup = Box::new(Checkup { wire, instance, who, need, hints });
        vec![Effect::Check { run: self.check.run, checkup, line }]
    }

    fn save(&mut self) -> Vec<Effect> {
        let gaps = self.gaps_to_save();
        if !gaps.is_empty() {
            self.gaps = gaps;
            return Vec::new();
        }
        self.saving = true;
        self.keep(true);
        match self.vault {
            VaultStatus::Ready => self.read_again().into_iter().collect(),
            // Saved once that has worked.
            _ => self.prove_vault(),
        }
    }

    /// The window is to close: at once, or after keys are in the keychain, or when a person says so.
    pub fn close(&mut self) -> Vec<Effect> {
        if self.would_lose().is_empty() {
            return vec![Effect::Close];
        }
        self.closing = true;
        Vec::new()
    }
}
