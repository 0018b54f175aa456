//! Asking politely: waits for all when ConnectWise says it is busy, asks a bounded number of
//! questions for a bounded time, and risks no more refusals than an account may bear.

use std::collections::HashSet;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::Instant;

use super::finding::{Finding, Line, Reason};
use super::need::{AT_ONCE, Checkup, KEYS_REFUSED, Tell};
use connectwise::cause::Cause;
use connectwise::client::{Connection, SignIn, Unanswered};
use connectwise::company_info::Instance;
use connectwise::reply::{Form, Next, Reply, Shape};

/// A check that is asked to wait again and again ends after this long.
pub(super) const LONGEST_CHECK: Duration = Duration::from_secs(140);
const LONGEST_WAIT: u64 = 60;
/// "Too many requests" without a number: ConnectWise counts by 30 seconds.
const USUAL_WAIT: u64 = 30;
const MOST_TRIES: u32 = 3;
/// Until the keys are accepted, so often are they sent: an account may lock.
const MOST_SIGN_INS: usize = 2;
/// So many refusals after that, and nothing more is asked.
const MOST_REFUSALS: usize = 3;
/// So many questions in a row without an answer in time, and nothing more is asked.
const MOST_SILENCES: usize = 4;
/// A list that goes on beyond this many pages is not read to its end.
const MOST_PAGES: usize = 20;

/// One run of a check: what it asks, where, and whom it tells.
pub(super) struct Asking<'c> {
    pub checkup: &'c Checkup,
    pub instance: Instance,
    tell: Tell<'c>,
    ends: Instant,
    most_refusals: usize,
    asked: AtomicUsize,
    signed_in: AtomicBool,
    /// How often keys were sent that nobody has accepted yet.
    sign_ins: AtomicUsize,
    /// Since the sign-in.
    tally: Mutex<Tally>,
    /// A question is over.
    over: Notify,
    resume: Mutex<Instant>,
}

/// What came of the questions after the sign-in.
#[derive(Clone, Copy, Default)]
struct Tally {
    under_way: usize,
    /// Answered with data.
    answered: usize,
    /// "You do not have security permission".
    not_permitted: usize,
    /// The keys were refused.
    refused: usize,
    /// The client ID was refused.
    client_id: usize,
    /// Anything else.
    unclear: usize,
    /// No answer in time, one after another.
    silent: usize,
}

impl Tally {
    fn accepted(&self) -> usize {
        self.answered + self.not_permitted
    }

    /// Side by side only while each of them could be refused without passing the limit; one by
    /// one before the first has shown how it goes, and once the keys were refused.
    fn has_room(&self, most_refusals: usize) -> bool {
        let first = self.accepted() + self.client_id + self.unclear == 0;
        let at_once = if first || self.refused > 0 { 1 } else { AT_ONCE };
        self.under_way < at_once && self.under_way + self.refused < most_refusals
    }
}

/// A question that may be asked now; ends with its answer.
struct Turn<'a, 'c>(&'a Asking<'c>);

impl Drop for Turn<'_, '_> {
    fn drop(&mut self) {
        self.0.tally().under_way -= 1;
        self.0.over.notify_waiters();
    }
}

impl<'c> Asking<'c> {
    /// Of a check: nobody has signed in yet.
    pub fn new(checkup: &'c Checkup, instance: Instance, tell: Tell<'c>) -> Self {
        Self {
            checkup,
            instance,
            tell,
            ends: Instant::now() + LONGEST_CHECK,
            most_refusals: MOST_REFUSALS,
            // companyinfo.
            asked: AtomicUsize::new(1),
            signed_in: AtomicBool::new(false),
            sign_ins: AtomicUsize::new(0),
            tally: Mutex::default(),
            over: Notify::new(),
            resume: Mutex::new(Instant::now()),
        }
    }

    pub fn tell(&self, finding: Finding) {
        (self.tell)(finding);
    }

    /// Of a line that is checked again: an earlier check signed in, and the keys may have been
    /// revoked since.
    pub fn again(checkup: &'c Checkup, tell: Tell<'c>) -> Self {
        let asking = Self::new(checkup, checkup.instance.clone(), tell);
        asking.signed_in();
        Self { most_refusals: MOST_SIGN_INS, ..asking }
    }

    /// The keys were accepted.
    pub fn signed_in(&self) {
        self.signed_in.store(true, Ordering::SeqCst);
    }

    /// Asks an endpoint about a line. Up to two more tries on "too many requests" and on
    /// failures of the server itself; none on a refusal, which would be the same again.
    pub async fn ask(&self, about: &Line, endpoint: &str) -> Result<Reply, Cause> {
        let mut tried = 1;
        loop {
            let reply = self.once(endpoint, &self.checkup.who).await?;
            let wait = match seconds_if_busy(&reply, tried) {
                Some(seconds) if tried < MOST_TRIES => seconds.min(LONGEST_WAIT),
                _ => return Ok(reply),
            };
            let resume = Instant::now() + Duration::from_secs(wait);
            if resume >= self.ends || !self.may_send() {
                return Ok(reply);
            }
            if wait > 2 {
                self.tell(Finding {
                    evidence: format!("ConnectWise is busy and asked us to wait {wait} seconds"),
                    ..Finding::running(about.clone())
                });
            }
            self.pause(resume);
            tried += 1;
        }
    }

    /// A list with all its pages, as ConnectWise's `Link` names them.
    pub async fn list(&self, about: &Line, endpoint: &str) -> Option<Pages> {
        let first = self.ask(about, endpoint).await.ok()?;
        let path = endpoint.split('?').next().unwrap_or(endpoint);
        let mut next = first.next.clone();
        let mut pages = Pages { replies: vec![first], whole: true };
        let mut seen = HashSet::new();
        while let Some(page) = next {
            // The same page again would go on for ever.
            let asked = match page {
                Next::Query(query)
                    if pages.replies.len() < MOST_PAGES && seen.insert(query.clone()) =>
                {
                    self.ask(about, &format!("{path}?{query}")).await.ok()
                }
                _ => None,
            };
            let Some(page) = asked.filter(|page| page.status == 200) else {
                pages.whole = false;
                break;
            };
            next = page.next.clone();
            pages.replies.push(page);
        }
        Some(pages)
    }

    /// One question, in its turn.
    pub async fn once(&self, endpoint: &str, who: &SignIn) -> Result<Reply, Cause> {
        let most = self.checkup.need.most_questions();
        if self.asked.fetch_add(1, Ordering::SeqCst) >= most {
            return Err(Cause::AskedEnough { questions: most });
        }
        if !self.signed_in.load(Ordering::SeqCst) {
            return self.send(endpoint, who).await;
        }
        let _turn = self.turn().await?;
        let reply = self.send(endpoint, who).await;
        let mut tally = self.tally();
        tally.silent = match &reply {
            Err(Cause::Timeout { .. }) => tally.silent + 1,
            _ => 0,
        };
        match &reply {
            Ok(reply) if reply.is_data() => tally.answered += 1,
            Ok(reply) => match reply.cause() {
                Cause::PermissionMissing => tally.not_permitted += 1,
                Cause::KeysRefused { .. } => tally.refused += 1,
                Cause::ClientIdRefused => tally.client_id += 1,
                _ => tally.unclear += 1,
            },
            Err(_) => tally.unclear += 1,
        }
        drop(tally);
        reply
    }

    /// Waits until the others' waiting is over, and until one more may be refused.
    async fn turn(&self) -> Result<Turn<'_, 'c>, Cause> {
        loop {
            // Before looking: what ends in between is not missed.
            let over = self.over.notified();
            let until = self.resume();
            {
                let mut tally = self.tally();
                if tally.refused >= self.most_refusals {
                    return Err(Cause::KeysRefused { status: 401, swapped: false });
                }
                if tally.silent >= MOST_SILENCES {
                    return Err(Cause::Silent { questions: tally.silent });
                }
                if until <= Instant::now() && tally.has_room(self.most_refusals) {
                    tally.under_way += 1;
                    return Ok(Turn(self));
                }
            }
            if until > Instant::now() {
                tokio::time::sleep_until(until).await;
            } else {
                over.await;
            }
        }
    }

    /// Sends it, once more if the connection hung up.
    async fn send(&self, endpoint: &str, who: &SignIn) -> Result<Reply, Cause> {
        let until = self.resume();
        if until > Instant::now() {
            tokio::time::sleep_until(until).await;
        }
        let mut connection = Connection::Any;
        let mut first: Option<Unanswered> = None;
        loop {
            if !self.may_send() {
                return Err(Cause::KeysRefused { status: 401, swapped: false });
            }
            self.sign_ins.fetch_add(1, Ordering::SeqCst);
            match self.checkup.wire.api_once(&self.instance, endpoint, who, connection).await {
                Ok(reply) => {
                    if reply.status == 429 {
                        // Nobody looked at the keys.
                        self.sign_ins.fetch_sub(1, Ordering::SeqCst);
                    }
                    return Ok(reply);
                }
                Err(unanswered) if unanswered.hung_up && first.is_none() && self.may_send() => {
                    connection = Connection::New;
                    first = Some(unanswered);
                }
                Err(again) => {
                    return Err(match first {
                        Some(first) => first.or(again).cause,
                        None => again.cause,
                    });
                }
            }
        }
    }

    /// Whether keys may be sent that were not accepted yet.
    pub fn may_send(&self) -> bool {
        self.signed_in.load(Ordering::SeqCst)
            || self.sign_ins.load(Ordering::SeqCst) < MOST_SIGN_INS
    }

    /// Nobody asks before this.
    fn resume(&self) -> Instant {
        *self.resume.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn pause(&self, until: Instant) {
        let mut resume = self.resume.lock().unwrap_or_else(PoisonError::into_inner);
        *resume = (*resume).max(until);
    }

    fn tally(&self) -> MutexGuard<'_, Tally> {
        self.tally.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether ConnectWise answered anything since the sign-in: only beside that does a refused
    /// question say something of its own row.
    pub fn was_answered(&self) -> bool {
        self.tally().answered > 0
    }

    /// Keys that were accepted, and then refused until nothing more was asked.
    pub fn tell_if_refused(&self) {
        if self.tally().refused >= self.most_refusals {
            let evidence = "Accepted before, and refused now";
            self.tell(Finding::unproven(Line::Keys, evidence, Reason::Cause(KEYS_REFUSED)));
        }
    }

    /// Whether every question but the sign-in itself was refused: then that one needs no
    /// sign-in on this server. One that failed otherwise leaves it open.
    pub fn refused_after_all(&self) -> Option<Cause> {
        let tally = *self.tally();
        if tally.accepted() + tally.unclear > 0 {
            None
        } else if tally.refused > 0 {
            Some(KEYS_REFUSED)
        } else {
            (tally.client_id > 0).then_some(Cause::ClientIdRefused)
        }
    }
}

/// The answers that make up one list.
pub struct Pages {
    pub replies: Vec<Reply>,
    /// Whether none is missing.
    pub whole: bool,
}

impl Pages {
    /// Of all pages as one list.
    pub fn shape(&self) -> Option<Shape> {
        let shapes: Vec<Shape> = self.replies.iter().map(Reply::shape).collect();
        let entries = shapes.iter().map(|shape| match shape.form {
            Form::List { entries, .. } => entries,
            _ => 0,
        });
        let first = *shapes.first()?;
        Some(match first.form {
            Form::List { .. } => {
                Shape { form: Form::List { entries: entries.sum(), pages: shapes.len() }, ..first }
            }
            _ => first,
        })
    }
}

impl From<Reply> for Pages {
    fn from(reply: Reply) -> Self {
        Self { whole: reply.next.is_none(), replies: vec![reply] }
    }
}

/// Seconds to wait before another try, when the answer is "busy".
fn seconds_if_busy(reply: &Reply, tried: u32) -> Option<u64> {
    match reply.status {
        429 => match reply.obstacle() {
            Some(Cause::Busy { retry_after }) => Some(retry_after.unwrap_or(USUAL_WAIT)),
            _ => None,
        },
        // It says to try again; once is enough to learn whether that helps.
        500 if tried == 1 && reply.timed_out_inside() => Some(1),
        502..=504 => Some(1),
        _ => None,
    }
}
