//! Runs a check: gates first, then every line, and last what is more than needed.

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};

use connectwise::cause::Cause;
use connectwise::probes;
use tokio::time::timeout;

use super::asking::{Asking, LONGEST_CHECK};
use super::finding::{Finding, Line, Reason, Verdict};
use super::need::{Checkup, Tell, lines};
use super::{gates, rows};

impl Checkup {
    /// Runs all gates and lines, telling each finding as it comes. Drop the future to
    /// cancel: what was told stays true.
    pub async fn run(&self, tell: Tell<'_>) {
        let running = Running::default();
        let watched = |finding: Finding| {
            running.note(&finding);
            tell(finding);
        };
        if timeout(LONGEST_CHECK, self.ask_all(&watched)).await.is_err() {
            running.give_up(tell);
        }
    }

    async fn ask_all(&self, tell: Tell<'_>) {
        let Some(instance) = gates::reach(self, tell).await else { return };
        let asking = Asking::new(self, instance, tell);
        if !gates::sign_in(&asking).await {
            return;
        }
        let companies = async {
            if !self.need.sees_companies() {
                return None;
            }
            tell(Finding::running(Line::Companies));
            Some(gates::companies(&asking).await)
        };
        // An empty list is explained by the member's own values: told with both at hand.
        let gates = async {
            let (companies, who) = futures_util::join!(companies, gates::member(&asking));
            let Some(companies) = companies else { return (gates::Sight::Unclear, who, None) };
            let sight = companies.sight;
            let finding = companies.finding(who.as_ref());
            if finding.is_refused() && !asking.was_answered() {
                return (sight, who, Some(finding));
            }
            tell(finding);
            (sight, who, None)
        };
        let ((sight, who, refused), told) = futures_util::join!(gates, rows::ask_levels(&asking));
        if let Some(cause) = asking.refused_after_all() {
            self.take_back(cause, tell);
            return;
        }
        let told = rows::Told::read(told, who.as_ref());
        rows::settle(&asking, sight, who.as_ref(), &told).await;
        if let Some(finding) = refused {
            tell(if asking.was_answered() { finding } else { finding.refused_alike() });
        }
        asking.tell_if_refused();
    }

    /// The sign-in question was answered, and every other question refused: on this server
    /// it proves nothing.
    fn take_back(&self, cause: Cause, tell: Tell<'_>) {
        let evidence = "Every question after the sign-in was refused";
        let failed = |line| Finding::failed(line, evidence, Reason::Cause(cause.clone()));
        if cause == Cause::ClientIdRefused {
            tell(failed(Line::ClientId));
            tell(Finding::waiting(Line::Keys, Line::ClientId));
        } else {
            tell(gates::client_id_unsaid());
            tell(failed(Line::Keys));
        }
        let all = lines(&self.need, None).into_iter().map(|finding| finding.line);
        for line in all.skip_while(|line| *line != Line::Keys).skip(1) {
            tell(Finding::waiting(line, Line::Keys));
        }
    }

    /// Checks one permission line again, or what is more than needed.
    pub async fn run_line(&self, line: &Line, tell: Tell<'_>) {
        let running = Running::default();
        // Of the other lines nothing is told: they stay as they are. Keys that are no longer
        // accepted concern all of them.
        let about = |finding: Finding| {
            if finding.line == *line || finding.line == Line::Keys {
                running.note(&finding);
                tell(finding);
            }
        };
        if timeout(LONGEST_CHECK, self.ask_line(line, &about)).await.is_err() {
            running.give_up(tell);
        }
    }

    async fn ask_line(&self, line: &Line, tell: Tell<'_>) {
        let one = Self {
            need: if *line == Line::Wider { self.need.clone() } else { self.need.only(line) },
            ..self.clone()
        };
        let asking = Asking::again(&one, tell);
        tell(Finding::running(line.clone()));
        if let Line::Table(_) = line {
            let told = rows::ask_tables(&asking).await;
            rows::settle(&asking, gates::Sight::Unclear, None, &told).await;
            asking.tell_if_refused();
            return;
        }
        let companies = async {
            match line {
                // Some rows can be asked about only with a company's number.
                Line::Row(row) if probes::wants_company(*row) => {
                    gates::companies(&asking).await.sight
                }
                _ if one.need.sees_companies() => gates::companies(&asking).await.sight,
                _ => gates::Sight::Unclear,
            }
        };
        let (sight, who, told) =
            futures_util::join!(companies, gates::member(&asking), rows::ask_levels(&asking));
        let told = rows::Told::read(told, who.as_ref());
        if *line == Line::Wider {
            let finding = rows::wider(&asking, sight, who.as_ref(), &told).await;
            // What the role's settings tell is held against each row's own question.
            if told.is_own() || finding.verdict == Verdict::Unproven {
                tell(finding);
                asking.tell_if_refused();
                return;
            }
        }
        rows::settle(&asking, sight, who.as_ref(), &told).await;
        asking.tell_if_refused();
    }
}

/// The lines that are being checked.
#[derive(Default)]
struct Running(Mutex<HashSet<Line>>);

impl Running {
    fn note(&self, finding: &Finding) {
        let mut running = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match finding.verdict {
            Verdict::Running => running.insert(finding.line.clone()),
            _ => running.remove(&finding.line),
        };
    }

    /// Says of each that the check took too long.
    fn give_up(self, tell: Tell<'_>) {
        let reason = Reason::Cause(Cause::TookTooLong { seconds: LONGEST_CHECK.as_secs() });
        for line in self.0.into_inner().unwrap_or_else(PoisonError::into_inner) {
            let evidence = "The check took too long";
            tell(match line {
                // Nothing after it can be asked.
                Line::Network | Line::Keys => Finding::failed(line, evidence, reason.clone()),
                line => Finding::unproven(line, evidence, reason.clone()),
            });
        }
    }
}
