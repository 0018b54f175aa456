//! Turns answers of ConnectWise into verdicts: first gates, each with one meaning, then
//! one line per permission row and allowed table. Reads only; never writes to prove a
//! permission.

mod audit;
mod gates;
mod lines;
mod rows;

use std::future::Future;
use std::time::Duration;

pub use audit::Short;
pub use lines::{Finding, Line, Need, Reason, Verdict, lines};

use crate::connectwise::cause::Cause;
use crate::connectwise::client::{Reply, SignIn, Wire};
use crate::connectwise::company_info::Instance;

/// Requests under way at once. With 8, thirty probes take four round trips; with 32, one
/// (measured: `make bench`). A whole check stays far below ConnectWise's limit of about 1,000
/// requests a minute, and "too many requests" is waited for.
pub const AT_ONCE: usize = 32;
const LONGEST_WAIT: u64 = 60;
const MOST_TRIES: u32 = 3;

/// Everything a check needs to ask.
#[derive(Clone, Debug)]
pub struct Checkup {
    pub wire: Wire,
    pub instance: Instance,
    pub who: SignIn,
    pub need: Need,
}

impl Checkup {
    /// Runs all gates and lines, telling each finding as it comes. Drop the future to
    /// cancel: what was told stays true.
    pub async fn run(&self, tell: &(impl Fn(Finding) + Sync)) {
        let Some(instance) = gates::reach(self, tell).await else { return };
        if !gates::sign_in(self, &instance, tell).await {
            return;
        }
        let (company, (), told) = futures_util::join!(
            gates::companies(self, &instance, tell),
            gates::member(self, &instance, tell),
            rows::ask_levels(self, &instance, tell),
        );
        rows::settle(self, &instance, company, &told, tell).await;
    }

    /// Checks one permission line again.
    pub async fn run_line(&self, line: &Line, tell: &(impl Fn(Finding) + Sync)) {
        let one = Self { need: self.need.only(line), ..self.clone() };
        // Asked again for its number alone, which some rows are asked about with: its own
        // line stays as it is.
        let (company, told) = futures_util::join!(
            gates::companies(self, &self.instance, &|_| ()),
            rows::ask_levels(&one, &self.instance, tell),
        );
        rows::settle(&one, &self.instance, company, &told, tell).await;
    }

    /// Asks an endpoint, waiting when ConnectWise says it is busy.
    async fn ask(&self, instance: &Instance, endpoint: &str) -> Result<Reply, Cause> {
        patiently(|| self.wire.api(instance, endpoint, &self.who)).await
    }
}

/// Up to two more tries on "too many requests" and on failures of the server itself; none
/// on a refusal, which would be the same again and can lock an account.
async fn patiently<F>(ask: impl Fn() -> F) -> Result<Reply, Cause>
where
    F: Future<Output = Result<Reply, Cause>>,
{
    let mut tried = 1;
    loop {
        let reply = ask().await?;
        let wait = match reply.cause_if_busy() {
            Some(seconds) if tried < MOST_TRIES => seconds.min(LONGEST_WAIT),
            _ => return Ok(reply),
        };
        tokio::time::sleep(Duration::from_secs(wait)).await;
        tried += 1;
    }
}

impl Reply {
    /// Seconds to wait before another try, when the answer is "busy".
    fn cause_if_busy(&self) -> Option<u64> {
        match self.status {
            429 => match self.obstacle() {
                Some(Cause::Busy { retry_after }) => Some(retry_after.unwrap_or(2)),
                _ => None,
            },
            502..=504 => Some(1),
            _ => None,
        }
    }
}
