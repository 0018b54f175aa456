//! The check of the present connection: what it is asked with, and what came of it.

use super::diary::Entry;
use super::effect::{CheckJob, Effect, PracticeJob, VaultJob};
use super::event::CheckEvent;
use super::intent::CheckPress;
use super::names::ClientIdWay;
use super::outcome::{Outcome, Remark};
use super::standing::basis;
use super::state::{CheckStatus, Present, Setup};
use checkup::{Checkup, Finding, Hints, Line, Reason, Verdict};
use connectwise::cause::Cause;
use connectwise::client::SignIn;
use pasted::KeyRemark;

impl Setup {
    pub(super) fn check_press(&mut self, press: CheckPress) -> Vec<Effect> {
        match press {
            CheckPress::Check => self.start_check(None),
            CheckPress::CheckLine { line } => self.check_line(line),
            CheckPress::CancelCheck => self.stop_check(),
            CheckPress::PutRight => self.put_right(),
        }
    }

    fn put_right(&self) -> Vec<Effect> {
        let open = self.open.as_ref().filter(|open| open.practice.is_some());
        let put_right = |id: &String| PracticeJob::PutRight { connection: id.clone() };
        open.map(|open| Effect::Practice(put_right(&open.id))).into_iter().collect()
    }

    pub(super) fn check_event(&mut self, event: CheckEvent) -> Vec<Effect> {
        let Some(open) = &mut self.open else { return Vec::new() };
        match event {
            CheckEvent::Finding { finding, .. } => {
                let mut findings = open.check.findings.iter_mut();
                if let Some(place) = findings.find(|f| f.line == finding.line) {
                    *place = finding;
                }
            }
            CheckEvent::Slow { .. } => open.check.slow = open.check.running,
            CheckEvent::Ended { .. } => return self.check_ended(),
        }
        Vec::new()
    }

    fn check_line(&mut self, line: Line) -> Vec<Effect> {
        let mut findings = self.open.iter().flat_map(|open| &open.check.findings);
        if findings.any(|finding| finding.line == line) {
            self.start_check(Some(line))
        } else {
            Vec::new()
        }
    }

    pub(super) fn start_check(&mut self, line: Option<Line>) -> Vec<Effect> {
        let Some(need) = self.need() else { return Vec::new() };
        let Some(Present { connection, integration, .. }) = self.present() else {
            return Vec::new();
        };
        let Some(instance) = connection.instance.clone() else { return Vec::new() };
        let basis = basis(connection, integration);
        let lacking = self.lacking_for_check().is_some();
        let (client_id, wire) = (self.client_id().cloned(), self.wire());
        let ticket = self.ticket();
        let Some(open) = &mut self.open else { return Vec::new() };
        if line.is_none() {
            open.check.findings = checkup::lines(&need, Some(&instance.site));
            open.check.saved_to = None;
        }
        let (false, Some(public), Some(private), Some(client_id), Some(wire)) =
            (lacking, &open.keys.public, &open.keys.private, client_id, wire)
        else {
            // Nothing to check with: the page says so.
            open.check.findings.clear();
            return Vec::new();
        };
        let who = SignIn {
            company_id: instance.company_id.clone(),
            public_key: public.secret.clone(),
            private_key: private.secret.clone(),
            client_id,
        };
        open.check = CheckStatus {
            basis: Some(basis),
            ticket: Some(ticket),
            running: true,
            slow: false,
            cancelled: false,
            ..std::mem::take(&mut open.check)
        };
        self.diary.note(Entry::CheckBegun {
            lines: if line.is_some() { 1 } else { open.check.findings.len() },
        });
        let key_company = [public, private].into_iter().find_map(|slot| match &slot.remark {
            Some(KeyRemark::OtherCompany(company)) => Some(company.clone()),
            _ => None,
        });
        open.from_check = false;
        let hints = Hints { key_company, swapped_before: open.swap_refused };
        let checkup = Box::new(Checkup { wire, instance, who, need, hints });
        vec![Effect::Check(CheckJob::Run { ticket, checkup, line })]
    }

    fn check_ended(&mut self) -> Vec<Effect> {
        let now = self.moment.now;
        let Some(open) = &mut self.open else { return Vec::new() };
        let check = &mut open.check;
        check.running = false;
        check.slow = false;
        let signed_in = check.signed_in();
        let remarks = Remark::of(&check.findings);
        let failures = check.findings.iter().filter(|f| f.verdict == Verdict::Failed).count();
        let keys = check.findings.iter().find(|f| f.line == Line::Keys);
        if let Some(Reason::Cause(Cause::KeysRefused { swapped: true, .. })) =
            keys.and_then(|finding| finding.reason.as_ref())
        {
            open.swap_refused = true;
        }
        let outcome = Outcome::of(&check.findings, signed_in, now);
        let outcome = Outcome { basis: check.basis.clone(), ..outcome };
        let own = open.keys.client_id.as_ref().map(|s| s.secret.clone());
        self.announce(match (signed_in, failures) {
            (true, 0) => "The check is done: connected to ConnectWise.".to_owned(),
            (true, 1) => "The check is done: 1 line needs a look.".to_owned(),
            (true, n) => format!("The check is done: {n} lines need a look."),
            (false, _) => "The check is done: not connected.".to_owned(),
        });
        let Some((open, connection)) = self.present_mut() else { return Vec::new() };
        // A check that came nowhere says nothing against keys that signed in before.
        if signed_in || outcome.refused {
            connection.checked = signed_in.then_some(now);
        }
        connection.remarks = remarks;
        connection.outcome = Some(outcome);
        let mut effects = vec![Effect::SaveJournal];
        let remember =
            signed_in && !connection.practice && connection.client_id_way == ClientIdWay::Own;
        if let (true, Some(id)) = (remember, own) {
            effects.push(Effect::Vault(VaultJob::RememberClientId(id)));
        }
        // The item says whether its keys were checked, so it is written again.
        open.keep(false);
        effects
    }

    /// What was not asked is not checked. What ConnectWise said no to counts all the same.
    fn stop_check(&mut self) -> Vec<Effect> {
        let Some(open) = self.open.as_mut().filter(|open| open.check.running) else {
            return Vec::new();
        };
        let check = &mut open.check;
        check.running = false;
        check.cancelled = true;
        check.ticket = None;
        let failed: Vec<Line> = check.findings.iter().filter_map(Finding::failed_line).collect();
        for finding in &mut check.findings {
            let evidence = match &finding.verdict {
                Verdict::Running => "Stopped before it was settled",
                Verdict::Waiting(on) if !failed.contains(on) => "Not asked: the check was stopped",
                _ => continue,
            };
            *finding = Finding::unproven(finding.line.clone(), evidence, Reason::NotAsked);
        }
        let mut effects = vec![Effect::Check(CheckJob::Cancel)];
        if !failed.is_empty() {
            effects.extend(self.check_ended());
        }
        effects
    }

    /// Each key into the other's field, and another check.
    pub(super) fn swap_keys(&mut self) -> Vec<Effect> {
        // Only ConnectWise's own acceptance says that they are the wrong way round.
        let swapped = |f: &Finding| f.reason == Some(Reason::Cause(Cause::KeysSwapped));
        let Some(open) = &mut self.open else { return Vec::new() };
        if !open.check.findings.iter().any(swapped) {
            return Vec::new();
        }
        let said = Some("The two keys were exchanged.".to_owned());
        let keys = &mut open.keys;
        std::mem::swap(&mut keys.public, &mut keys.private);
        for slot in [&mut keys.public, &mut keys.private].into_iter().flatten() {
            slot.tidied.clone_from(&said);
        }
        let mut effects = self.secrets_changed();
        effects.extend(self.start_check(None));
        effects
    }
}
