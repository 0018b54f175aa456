//! Asking politely: waits for all when ConnectWise says it is busy, asks a bounded number of
//! questions, and stops where the keys are refused again and again.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use super::{Checkup, Finding, Line, Tell};
use crate::connectwise::cause::Cause;
use crate::connectwise::client::{Reply, SignIn};
use crate::connectwise::company_info::Instance;

const LONGEST_WAIT: u64 = 60;
const MOST_TRIES: u32 = 3;
/// An account may lock: after so many refusals nothing more is asked.
const MOST_REFUSALS: usize = 3;

/// One run of a check: what it asks, where, and whom it tells.
pub(super) struct Asking<'c> {
    pub checkup: &'c Checkup,
    pub instance: Instance,
    tell: Tell<'c>,
    asked: AtomicUsize,
    refused: AtomicUsize,
    accepted: AtomicUsize,
    /// Nobody asks before this.
    resume: Mutex<Instant>,
}

impl<'c> Asking<'c> {
    pub fn new(checkup: &'c Checkup, instance: Instance, tell: Tell<'c>) -> Self {
        Self {
            checkup,
            instance,
            tell,
            // companyinfo.
            asked: AtomicUsize::new(1),
            refused: AtomicUsize::new(0),
            accepted: AtomicUsize::new(0),
            resume: Mutex::new(Instant::now()),
        }
    }

    pub fn tell(&self, finding: Finding) {
        (self.tell)(finding);
    }

    /// Asks an endpoint about a line. Up to two more tries on "too many requests" and on
    /// failures of the server itself; none on a refusal, which would be the same again.
    pub async fn ask(&self, about: &Line, endpoint: &str) -> Result<Reply, Cause> {
        let mut tried = 1;
        loop {
            let reply = self.once(endpoint, &self.checkup.who).await?;
            let wait = match seconds_if_busy(&reply) {
                Some(seconds) if tried < MOST_TRIES => seconds.min(LONGEST_WAIT),
                _ => return Ok(reply),
            };
            if wait > 2 {
                self.tell(Finding {
                    evidence: format!("ConnectWise is busy and asked us to wait {wait} seconds"),
                    ..Finding::running(about.clone())
                });
            }
            self.pause(Duration::from_secs(wait));
            tried += 1;
        }
    }

    /// One question, once the others' waiting is over.
    pub async fn once(&self, endpoint: &str, who: &SignIn) -> Result<Reply, Cause> {
        loop {
            let until = *self.resume.lock().unwrap_or_else(PoisonError::into_inner);
            if until <= Instant::now() {
                break;
            }
            tokio::time::sleep_until(until).await;
        }
        let most = self.checkup.need.most_questions();
        if self.asked.fetch_add(1, Ordering::SeqCst) >= most {
            return Err(Cause::AskedEnough { questions: most });
        }
        if self.refused.load(Ordering::SeqCst) >= MOST_REFUSALS {
            return Err(Cause::KeysRefused { status: 401, swapped: false });
        }
        let reply = self.checkup.wire.api(&self.instance, endpoint, who).await?;
        match reply.cause() {
            Cause::KeysRefused { .. } => self.refused.fetch_add(1, Ordering::SeqCst),
            Cause::PermissionMissing => self.accepted.fetch_add(1, Ordering::SeqCst),
            _ if reply.status == 200 => self.accepted.fetch_add(1, Ordering::SeqCst),
            _ => 0,
        };
        Ok(reply)
    }

    fn pause(&self, time: Duration) {
        let mut resume = self.resume.lock().unwrap_or_else(PoisonError::into_inner);
        *resume = (*resume).max(Instant::now() + time);
    }

    /// Whether any question met a refusal of the keys.
    pub fn met_refusal(&self) -> bool {
        self.refused.load(Ordering::SeqCst) > 0
    }

    /// Whether every question but the sign-in itself was refused: then that one needs no
    /// sign-in on this server. One that failed otherwise leaves it open.
    pub fn refused_after_all(&self) -> bool {
        let [asked, refused, accepted] =
            [&self.asked, &self.refused, &self.accepted].map(|count| count.load(Ordering::SeqCst));
        // Companyinfo was asked too, of which nobody is signed in.
        refused > 0 && accepted <= 1 && refused + accepted + 1 == asked
    }
}

/// Seconds to wait before another try, when the answer is "busy".
fn seconds_if_busy(reply: &Reply) -> Option<u64> {
    match reply.status {
        429 => match reply.obstacle() {
            Some(Cause::Busy { retry_after }) => Some(retry_after.unwrap_or(2)),
            _ => None,
        },
        502..=504 => Some(1),
        _ => None,
    }
}
