//! Time and chance, handed in.

use std::time::Duration;

use jiff::Timestamp;

/// What the Setup is told before each change: it reads no clock and draws no number itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moment {
    /// In whole seconds.
    pub now: Timestamp,
    /// How long the program has been open.
    pub open_for: Duration,
    /// Drawn anew each time.
    pub chance: u32,
}
