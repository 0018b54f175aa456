//! What happened in this run: in memory alone, the last entries, for "Copy technical details".
//!
//! What may be in it is held by its types: an entry is made of closed values and numbers, and
//! there is no field that a key, a name or an address would fit into. Words are put to it in
//! `view/details.rs`. Deliberately absent: a file. Nothing of this is ever written to disk.

use std::collections::VecDeque;
use std::io::ErrorKind;
use std::time::Duration;

use jiff::Timestamp;

use super::names::{FieldId, StepId};
use super::outside::{NoText, VaultFault};
use super::practice::Situation;
use super::wish::Wish;
use checkup::VerdictMark;
use connectwise::cause::Cause;
use connectwise::grid::RowId;
use connectwise::reply::Shape;
use updates::Fault;

/// A set-up from the first page to the last makes about fifty.
pub const MOST_ENTRIES: usize = 200;

/// One thing that happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// What was found when the program started.
    Opened {
        products: usize,
        unread: usize,
        set_ups: usize,
        pages: Pages,
    },
    Begun {
        practice: Option<Situation>,
    },
    Resumed {
        practice: bool,
    },
    PracticeRuns {
        worked: bool,
    },
    PutRight,
    Page(StepId),
    /// Continue did not go on: this many things are missing.
    Held {
        gaps: usize,
    },
    Filled(FieldId),
    /// A key or client ID as it stands in its field now.
    Given {
        field: FieldId,
        characters: usize,
        odd: bool,
    },
    Swapped,
    PlaceTaken,
    Looking {
        at: Place,
    },
    /// What was typed was not asked about.
    NotLooked,
    Found(Seen),
    NotFound(Why),
    Authority(Trusting),
    CheckBegun {
        lines: usize,
    },
    CheckSlow,
    CheckStopped,
    Line {
        line: LineName,
        verdict: VerdictMark,
        why: Option<Why>,
        /// What the answer looked like.
        seen: Option<Shape>,
    },
    CheckEnded(Counts),
    Vault {
        call: Call,
        fault: Option<VaultFault>,
    },
    VaultWaits(bool),
    /// The item was not there, or not one that this program reads.
    ItemGone,
    SessionOnly,
    PagesNotSaved(ErrorKind),
    ResultSaved {
        worked: bool,
    },
    DocumentSaved {
        worked: bool,
    },
    NothingToPaste(NoText),
    Copied {
        key: bool,
        worked: bool,
    },
    /// The minute of a copied key is over, and it could not be cleared (yet).
    ClipboardHeld,
    /// The minute of a copied key is over.
    ClipboardEnded {
        cleared: bool,
    },
    LinkOpened {
        worked: bool,
    },
    /// The window did not do what it was asked for.
    Refused(Wish),
    Update(Update),
}

/// What came of asking for a newer Keywright.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Update {
    Latest,
    Newer,
    /// It arrived, and its signature is good.
    Proved,
    /// Installed, or saved.
    Taken,
    Stopped,
    Failed(Fault),
}

/// How the progress on disk was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pages {
    InOrder,
    Damaged { recovered: bool },
    Newer,
    Unreadable,
    HeldByAnother,
}

/// What a person said about where their ConnectWise is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Cloud,
    OwnServer,
    /// All regions, one after another.
    Anywhere,
}

/// What came of looking for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    Here,
    /// Sites to choose from, and regions that gave no answer.
    Choice {
        sites: usize,
        silent: usize,
    },
}

/// What came of a certificate authority for the company's own server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trusting {
    Offered,
    /// There is none in the file.
    NoneThere,
    Trusted,
    Dropped,
}

/// A line of the check. Tables are a product's own words: they are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineName {
    Network,
    Site,
    Certificate,
    Company,
    ClientId,
    Keys,
    Member,
    Companies,
    Row(RowId),
    Table { number: usize },
    Wider,
}

/// Why a line did not pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    Cause(CauseName),
    Levels,
    TableNotAllowed,
    Excess,
    EmptyList,
    MemberInactive,
    PersonsKeys,
    Unclear,
    NotAsked,
}

/// A cause without what it was seen of: only a [`Cause`] makes one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CauseName {
    name: &'static str,
    status: Option<u16>,
}

impl From<&Cause> for CauseName {
    fn from(cause: &Cause) -> Self {
        Self { name: cause.name(), status: cause.status() }
    }
}

impl CauseName {
    pub fn name(self) -> &'static str {
        self.name
    }

    /// The HTTP status, if that is what was seen.
    pub fn status(self) -> Option<u16> {
        self.status
    }
}

/// The lines of a check by verdict.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub passed: usize,
    pub wider: usize,
    pub failed: usize,
    pub unproven: usize,
    pub waiting: usize,
}

/// What the keychain was asked to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Call {
    Prove,
    Keep,
    Save,
    Recall,
    Remove,
}

/// An entry in its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Noted {
    /// Since the program was opened; of the last one, if it happened several times.
    pub at: Duration,
    /// In a row.
    pub times: usize,
    pub entry: Entry,
}

/// The diary has no clock: the desk tells it the time before anything changes.
#[derive(Clone, Debug, Default)]
pub struct Diary {
    began: Option<Timestamp>,
    now: Duration,
    noted: VecDeque<Noted>,
    left_out: usize,
}

impl Diary {
    pub fn begin(&mut self, at: Timestamp) {
        self.began = Some(at);
    }

    /// How long the program has been open.
    pub fn tell_time(&mut self, now: Duration) {
        self.now = now;
    }

    pub fn note(&mut self, entry: Entry) {
        if let Some(last) = self.noted.back_mut().filter(|last| last.entry == entry) {
            last.at = self.now;
            last.times += 1;
            return;
        }
        if self.noted.len() == MOST_ENTRIES {
            self.noted.pop_front();
            self.left_out += 1;
        }
        self.noted.push_back(Noted { at: self.now, times: 1, entry });
    }

    pub fn began(&self) -> Option<Timestamp> {
        self.began
    }

    pub fn noted(&self) -> impl Iterator<Item = &Noted> {
        self.noted.iter()
    }

    /// How many older entries made room.
    pub fn left_out(&self) -> usize {
        self.left_out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_make_room_and_are_counted() {
        let mut diary = Diary::default();
        for gaps in 0..MOST_ENTRIES + 3 {
            diary.note(Entry::Held { gaps });
        }
        assert_eq!((diary.noted().count(), diary.left_out()), (MOST_ENTRIES, 3));
        assert_eq!(diary.noted().next().unwrap().entry, Entry::Held { gaps: 3 });
    }

    #[test]
    fn the_same_in_a_row_is_one_entry_with_the_time_of_the_last() {
        let mut diary = Diary::default();
        for (seconds, entry) in [(1, Entry::Swapped), (2, Entry::Swapped), (3, Entry::CheckSlow)] {
            diary.tell_time(Duration::from_secs(seconds));
            diary.note(entry);
        }
        let noted: Vec<_> = diary.noted().map(|n| (n.at.as_secs(), n.times, n.entry)).collect();
        assert_eq!(noted, [(2, 2, Entry::Swapped), (3, 1, Entry::CheckSlow)]);
    }
}
