//! Where the facts come from, and how long it takes by them.

use integration::{Integration, Source};

pub fn minutes(integration: &Integration) -> String {
    let said = &integration.before.minutes;
    let estimate = match said.from {
        Source::Guide => "",
        Source::Keywright => " (our estimate)",
    };
    format!("{}{estimate}", said.text)
}

/// Where the facts come from, and when they were read.
pub fn guide(integration: &Integration) -> String {
    let guide = &integration.guide;
    let dated = guide.dated.as_ref().map(|d| format!(", dated {d}")).unwrap_or_default();
    format!(
        "From {}'s guide \u{201c}{}\u{201d}{dated}, read {}.",
        guide.publisher, guide.title, guide.read
    )
}
