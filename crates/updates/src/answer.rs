//! The server's answer: untrusted text. Of it a version and notes are shown; whether a package is
//! what it says, its signature must prove.

use std::collections::HashMap;

use semver::Version;
use serde::Deserialize;
use url::Url;

use super::{About, Fault, Offer, signed};
use ground::text::fit;

const MOST_NOTES: usize = 6;
const LONGEST_NOTE: usize = 140;
const LONGEST_VERSION: usize = 32;

/// What was asked, and where.
pub struct Asked<'a> {
    pub about: &'a About,
    pub at: &'a Url,
}

#[derive(Deserialize)]
struct Answer {
    version: String,
    #[serde(default)]
    notes: Option<String>,
    #[serde(default)]
    platforms: HashMap<String, Platform>,
}

#[derive(Deserialize)]
struct Platform {
    url: String,
    #[serde(default)]
    signature: String,
}

/// What the answer says to this Keywright.
#[derive(Debug, PartialEq, Eq)]
pub enum Answered {
    Latest {
        published: Version,
    },
    Newer {
        offer: Offer,
        /// At the server that was asked.
        url: Url,
        /// Well-formed, not yet verified.
        signature: String,
    },
}

pub fn read(body: &[u8], asked: &Asked) -> Result<Answered, Fault> {
    let answer: Answer = serde_json::from_slice(body).map_err(|_| Fault::NotUnderstood)?;
    if answer.version.len() > LONGEST_VERSION {
        return Err(Fault::NotUnderstood);
    }
    let version = Version::parse(&answer.version).map_err(|_| Fault::NotUnderstood)?;
    if version.cmp_precedence(&asked.about.version).is_le() {
        return Ok(Answered::Latest { published: version });
    }
    let package = answer.platforms.get(&asked.about.kind.target()).ok_or(Fault::NoPackage)?;
    let url = Url::parse(&package.url).map_err(|_| Fault::NotUnderstood)?;
    if url.origin() != asked.at.origin() {
        return Err(Fault::Elsewhere);
    }
    signed::decoded(&package.signature).ok_or(Fault::Unsigned)?;
    Ok(Answered::Newer {
        offer: Offer { version, notes: notes(&answer.notes.unwrap_or_default()) },
        url,
        signature: package.signature.clone(),
    })
}

/// Plain lines. Marks of a list are taken off, as the window draws its own.
fn notes(text: &str) -> Vec<String> {
    let lines = text.lines().map(|line| line.trim().trim_start_matches(['-', '*', '#', ' ']));
    let mut lines = lines.filter(|line| !line.is_empty());
    let mut notes: Vec<String> = lines.by_ref().take(MOST_NOTES).map(short).collect();
    if lines.next().is_some() {
        notes.push("\u{2026}".into());
    }
    notes
}

fn short(line: &str) -> String {
    let more = if line.chars().nth(LONGEST_NOTE).is_some() { "\u{2026}" } else { "" };
    fit(line, LONGEST_NOTE) + more
}
