//! What Keywright 0.1 wrote in English words, and what is data now.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

/// "25 November 2026, 10:30", by the clock on that wall.
pub fn when(words: &str, zone: &TimeZone) -> Option<Timestamp> {
    let civil = DateTime::strptime("%d %B %Y, %H:%M", words).ok()?;
    zone.to_timestamp(civil).ok()
}
