//! Turns answers of ConnectWise into verdicts: first gates, each with one meaning, then one
//! line per permission row and allowed table, and last what the role allows beyond them.
//! Reads only; never writes to prove a permission.

mod asking;
mod audit;
mod excess;
mod gates;
mod lines;
mod refusal;
mod rows;

pub use audit::{AllowedTables, Audit, Cell, Cells};
pub use excess::{Admin, Excess, Extra, Risk};
pub use gates::Who;
pub use lines::{Finding, Line, Need, Reason, Verdict, lines};
pub use refusal::Hints;

use crate::connectwise::cause::Cause;
use crate::connectwise::client::{SignIn, Wire};
use crate::connectwise::company_info::Instance;
use asking::Asking;

/// Requests under way at once. With 8, thirty probes take four round trips; with 32, one
/// (measured: `make bench`). A whole check stays far below ConnectWise's limit of about 1,000
/// requests a minute, and "too many requests" is waited for.
pub const AT_ONCE: usize = 32;

/// Whom a check tells its findings as they come.
pub type Tell<'t> = &'t (dyn Fn(Finding) + Sync);

/// Everything a check needs to ask.
#[derive(Clone, Debug)]
pub struct Checkup {
    pub wire: Wire,
    pub instance: Instance,
    pub who: SignIn,
    pub need: Need,
    pub hints: Hints,
}

impl Checkup {
    /// Runs all gates and lines, telling each finding as it comes. Drop the future to
    /// cancel: what was told stays true.
    pub async fn run(&self, tell: Tell<'_>) {
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
            let company = companies.as_ref().and_then(|companies| companies.first);
            if let Some(companies) = companies {
                tell(companies.finding(who.as_ref()));
            }
            (company, who)
        };
        let ((company, who), told) = futures_util::join!(gates, rows::ask_levels(&asking));
        if asking.refused_after_all() {
            self.take_back(tell);
            return;
        }
        rows::settle(&asking, company, who.as_ref(), &told).await;
    }

    /// The sign-in question was answered, and every other question refused: on this server
    /// it proves nothing.
    fn take_back(&self, tell: Tell<'_>) {
        let refused = Cause::KeysRefused { status: 401, swapped: false };
        let evidence = "Every question after the sign-in was refused";
        tell(Finding::failed(Line::Keys, evidence, Reason::Cause(refused)));
        let all = lines(&self.need, None).into_iter().map(|finding| finding.line);
        for line in all.skip_while(|line| *line != Line::Keys).skip(1) {
            tell(Finding::waiting(line, Line::Keys));
        }
    }

    /// Checks one permission line again, or what is more than needed.
    pub async fn run_line(&self, line: &Line, tell: Tell<'_>) {
        let one = Self {
            need: if *line == Line::Wider { self.need.clone() } else { self.need.only(line) },
            ..self.clone()
        };
        // Of the other lines nothing is told: they stay as they are.
        let about = |finding: Finding| {
            if finding.line == *line {
                tell(finding);
            }
        };
        let asking = Asking::new(&one, self.instance.clone(), &about);
        about(Finding::running(line.clone()));
        if let Line::Table(_) = line {
            let told = rows::ask_tables(&asking).await;
            rows::settle(&asking, None, None, &told).await;
            return;
        }
        let company = async {
            match line {
                // Some rows can be asked about only with a company's number.
                Line::Row(row) if crate::connectwise::probes::wants_company(*row) => {
                    gates::companies(&asking).await.first
                }
                _ => None,
            }
        };
        let (company, who, told) =
            futures_util::join!(company, gates::member(&asking), rows::ask_levels(&asking));
        if *line == Line::Wider {
            about(rows::wider(&asking, who.as_ref(), &told).await);
        } else {
            rows::settle(&asking, company, who.as_ref(), &told).await;
        }
    }
}
