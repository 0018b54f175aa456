//! What was found over many cases: every wrong thing by kind, and the figures.

use std::collections::BTreeMap;
use std::fmt::Write as _;

/// What was found, over many cases.
#[derive(Default)]
pub struct Score {
    pub cases: usize,
    pub wrong_cases: usize,
    pub matches: usize,
    pub missing: usize,
    pub false_matches: usize,
    pub false_missing: usize,
    pub false_wider: usize,
    pub false_passed: usize,
    pub false_failed: usize,
    pub words: usize,
    /// Exact, and all: of sign-ins, of companyinfo, of what came later.
    pub causes: BTreeMap<&'static str, (usize, usize)>,
    pub most_sign_ins: usize,
    pub panics: usize,
    pub hangs: usize,
    /// Kind, and what was wrong.
    pub wrong: Vec<(&'static str, String)>,
}

impl Score {
    pub fn add(&mut self, other: Score) {
        self.cases += other.cases;
        self.wrong_cases += other.wrong_cases;
        self.matches += other.matches;
        self.missing += other.missing;
        self.false_matches += other.false_matches;
        self.false_missing += other.false_missing;
        self.false_wider += other.false_wider;
        self.false_passed += other.false_passed;
        self.false_failed += other.false_failed;
        self.words += other.words;
        self.most_sign_ins = self.most_sign_ins.max(other.most_sign_ins);
        self.panics += other.panics;
        self.hangs += other.hangs;
        self.wrong.extend(other.wrong);
        for (place, (exact, all)) in other.causes {
            self.count_cause(place, exact, all);
        }
    }

    pub fn count_cause(&mut self, place: &'static str, exact: usize, all: usize) {
        let (had_exact, had_all) = self.causes.entry(place).or_default();
        (*had_exact, *had_all) = (*had_exact + exact, *had_all + all);
    }

    pub fn wrong(&mut self, kind: &'static str, what: String) {
        self.wrong.push((kind, what));
    }

    /// A case that was judged elsewhere, and what was wrong with it.
    pub fn case(&mut self, kind: &'static str, wrong: Option<String>) {
        self.cases += 1;
        self.wrong_cases += usize::from(wrong.is_some());
        self.wrong.extend(wrong.map(|what| (kind, what)));
    }

    /// Every wrong thing, by kind.
    pub fn list(&self) -> String {
        let mut kinds: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (kind, what) in &self.wrong {
            kinds.entry(kind).or_default().push(what);
        }
        let mut text = String::new();
        for (kind, mut wrong) in kinds {
            wrong.sort_unstable();
            let _ = writeln!(text, "kind {kind}: {} wrong", wrong.len());
            for what in wrong {
                let _ = writeln!(text, "    {what}");
            }
        }
        text
    }

    pub fn nothing_is_wrong(&self) {
        assert!(self.cases > 0, "no case was judged");
        assert!(
            self.wrong.is_empty(),
            "{} of {} cases\n{}",
            self.wrong_cases,
            self.cases,
            self.list()
        );
    }
}
