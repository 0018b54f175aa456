//! Moments in words, by the clock on the person's wall.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// "25 November 2026".
pub fn day(date: Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}

/// Of a certificate, whose days are the same everywhere.
pub fn utc_day(moment: Timestamp) -> String {
    day(moment.to_zoned(TimeZone::UTC).date())
}

/// "25 November 2026, 10:30".
pub fn when(moment: Timestamp, zone: &TimeZone) -> String {
    moment.to_zoned(zone.clone()).strftime("%-d %B %Y, %H:%M").to_string()
}
