//! Trusting a certificate authority, on "Your ConnectWise".

use super::dates;
use super::parts::{button, fact};
use super::types::{AuthorityPart, Fact};
use crate::problem;
use connectwise::authority::{Authority, Trust};
use setup::{Intent, Open, PlacePress, Setup};

/// Nothing where no server asks for it and none is trusted.
pub fn part(setup: &Setup, open: &Open) -> Option<AuthorityPart> {
    let unknown = setup.unknown_issuer();
    let choose = || unknown.map(|_| "Choose the file".to_owned());
    if let (Some(Ok(authority)), Some(host)) = (&open.offered, unknown) {
        return Some(AuthorityPart {
            title: "Is it really your company's?".into(),
            text: format!(
                "Call whoever runs {host}. Let them read the fingerprint to you, and compare it. \
                 Whoever holds this certificate can read your keys on their way."
            ),
            choose: None,
            remark: None,
            facts: facts(authority),
            trust: Some(button(
                "It is the same: trust it",
                Intent::Place(PlacePress::TrustAuthority),
            )),
            drop: Some(button("Do not trust it", Intent::Place(PlacePress::DropAuthority))),
        });
    }
    if let Some(Trust { host, authority }) = setup.trust() {
        return Some(AuthorityPart {
            title: "You trust this certificate authority".into(),
            text: format!("For {host} and this connection alone."),
            choose: choose(),
            remark: unknown.map(|_| {
                "The server's certificate was signed by somebody else. Is there another file?"
                    .into()
            }),
            facts: facts(authority),
            trust: None,
            drop: Some(button("Trust it no more", Intent::Place(PlacePress::DropAuthority))),
        });
    }
    let remark = match &open.offered {
        Some(Err(bad)) => Some(problem::bad_authority(bad)),
        _ => None,
    };
    Some(AuthorityPart {
        title: "Does your company sign its own certificates?".into(),
        text: format!(
            "Ask whoever runs {} for the file of its certificate authority, and for its SHA-256 fingerprint.",
            unknown?
        ),
        choose: choose(),
        remark,
        facts: Vec::new(),
        trust: None,
        drop: None,
    })
}

fn facts(authority: &Authority) -> Vec<Fact> {
    vec![
        fact("Name", authority.name.clone()),
        fact("SHA-256 fingerprint", authority.fingerprint.clone()),
        fact("Good until", dates::utc_day(authority.until)),
    ]
}
