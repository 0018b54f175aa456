//! The gates: network, site, certificate, company ID, client ID, key pair, who am I, and
//! whether any company is visible. In this order a failure has one meaning.

use super::answers::is_signed_in;
use super::asking::Asking;
use super::finding::{Finding, Line, Reason, Who};
use super::need::{Checkup, Tell};
use super::refusal;
use connectwise::cause::Cause;
use connectwise::company_info::{self, Instance};
use connectwise::json::{Few, Record, records};
use connectwise::{client, find, probes};
use serde::Deserialize;

/// Network to company ID: one question without sign-in answers all four.
pub(super) async fn reach(checkup: &Checkup, tell: Tell<'_>) -> Option<Instance> {
    let site = &checkup.instance.site;
    tell(Finding::running(Line::Network));
    let asked = company_info::ask(&checkup.wire, site, &checkup.instance.company_id).await;
    // Where no connection came about, another host has to show that there is a network.
    let is_reached = match &asked {
        Err(cause) if client::never_connected(cause) => checkup.wire.reaches_internet().await,
        _ => true,
    };
    let cause = match &asked {
        Ok(_) => None,
        Err(Cause::HostNotFound { .. }) if !checkup.wire.reaches_internet().await => {
            Some(Cause::NoNetwork)
        }
        Err(Cause::CompanyUnknown { host, company }) => {
            Some(known_otherwise(checkup, host, company).await)
        }
        Err(cause) => Some(cause.clone()),
    };
    let fails_at = cause.as_ref().map(gate_of);
    let gates = [
        (Line::Network, "This computer reaches the network".to_owned()),
        (Line::Site, format!("{} answers", site.authority())),
        (Line::Certificate, proved_by(checkup).to_owned()),
        (Line::Company, String::new()),
    ];
    for (line, evidence) in gates {
        if fails_at.as_ref() == Some(&line) {
            let cause = cause.unwrap_or(Cause::NotFound);
            tell(Finding::failed(line, String::new(), Reason::Cause(cause)));
            return None;
        }
        match (&line, &asked) {
            (Line::Network, _) if !is_reached => {
                let evidence = "No connection came about";
                tell(Finding::unproven(line, evidence, Reason::Unclear));
            }
            (Line::Certificate, _) if checkup.wire.is_practice() => tell(Finding::unproven(
                line,
                "Practice stays on this computer, so there is none",
                Reason::Unclear,
            )),
            (Line::Company, Ok(found)) => tell(Finding::passed(line, found.company_name.clone())),
            _ => tell(Finding::passed(line, evidence)),
        }
    }
    asked.ok()
}

fn proved_by(checkup: &Checkup) -> &'static str {
    if checkup.wire.trust_for(&checkup.instance.site.authority()).is_some() {
        "Proved, with the certificate authority that you trust for this server"
    } else if cfg!(target_os = "linux") && is_set("SSL_CERT_FILE", "SSL_CERT_DIR") {
        "Proved by the certificates that SSL_CERT_FILE or SSL_CERT_DIR names"
    } else {
        "Proved by this computer's certificate store"
    }
}

/// There these take the place of the system's own store. Developers' shells set them.
fn is_set(one: &str, other: &str) -> bool {
    [one, other].iter().any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}

/// Where, or in which case, a company that is not known here is known.
async fn known_otherwise(checkup: &Checkup, host: &str, company: &str) -> Cause {
    let site = &checkup.instance.site;
    let (other_case, elsewhere) = futures_util::join!(
        find::other_case(&checkup.wire, Some(site), company),
        find::elsewhere(&checkup.wire, site, company),
    );
    let (host, company) = (host.to_owned(), company.to_owned());
    match (other_case, elsewhere.as_slice()) {
        (Some(cause), _) => cause,
        (None, [there]) => Cause::CompanyElsewhere { host, company, there: there.authority() },
        _ => Cause::CompanyUnknown { host, company },
    }
}

/// The first gate that a cause speaks about.
fn gate_of(cause: &Cause) -> Line {
    match cause {
        Cause::NoNetwork | Cause::Proxy { .. } | Cause::CannotStart => Line::Network,
        Cause::Certificate { .. } => Line::Certificate,
        Cause::CompanyUnknown { .. }
        | Cause::CompanyElsewhere { .. }
        | Cause::CompanyOtherCase { .. } => Line::Company,
        _ => Line::Site,
    }
}

/// Client ID and key pair: one question that needs nothing but a sign-in.
pub(super) async fn sign_in(asking: &Asking<'_>) -> bool {
    asking.tell(Finding::running(Line::ClientId));
    asking.tell(Finding::running(Line::Keys));
    let (cause, seen) = match asking.ask(&Line::Keys, probes::SIGN_IN).await {
        Ok(reply) if is_signed_in(&reply) => (None, Some(reply.shape())),
        Ok(reply) => {
            let cause = match reply.cause() {
                Cause::NotFound => Some(Cause::SignInNotFound),
                Cause::CannotRoute { .. } => Some(Cause::CannotRoute { company_known: true }),
                Cause::EndpointClosed => by_another_question(asking).await,
                cause => Some(cause),
            };
            (cause, Some(reply.shape()))
        }
        Err(cause) => (Some(cause), None),
    };
    let Some(cause) = cause else {
        asking.signed_in();
        asking.tell(Finding { seen, ..Finding::passed(Line::ClientId, "ConnectWise accepts it") });
        let authority = asking.instance.api_authority();
        asking.tell(Finding {
            seen,
            ..Finding::passed(Line::Keys, format!("Signed in to {authority}"))
        });
        return true;
    };
    if cause == Cause::ClientIdRefused {
        let refused = Finding::failed(Line::ClientId, String::new(), Reason::Cause(cause));
        asking.tell(Finding { seen, ..refused });
        asking.tell(Finding::waiting(Line::Keys, Line::ClientId));
        return false;
    }
    asking.tell(client_id_unsaid());
    let cause = match cause {
        Cause::KeysRefused { .. } | Cause::SignInNotFound => {
            refusal::investigate(asking, cause).await
        }
        cause => cause,
    };
    // Keys of which nothing was said have not failed.
    let finding = match cause {
        Cause::EndpointClosed => {
            Finding::unproven(Line::Keys, "ConnectWise did not say", Reason::Cause(cause))
        }
        cause => Finding::failed(Line::Keys, seen_instead(&cause), Reason::Cause(cause)),
    };
    asking.tell(Finding { seen, ..finding });
    false
}

pub(super) fn client_id_unsaid() -> Finding {
    let evidence = "ConnectWise did not get as far as saying";
    Finding::unproven(Line::ClientId, evidence, Reason::Unclear)
}

/// The usual sign-in question is not open to API members: what else may be read decides.
async fn by_another_question(asking: &Asking<'_>) -> Option<Cause> {
    match asking.ask(&Line::Keys, probes::ONE_COMPANY).await {
        Ok(reply) if reply.data::<Few<Record<WithId>>>().is_some() => None,
        Ok(reply) => match reply.cause() {
            Cause::PermissionMissing => None,
            cause @ (Cause::KeysRefused { .. } | Cause::ClientIdRefused) => Some(cause),
            _ => Some(Cause::EndpointClosed),
        },
        Err(_) => Some(Cause::EndpointClosed),
    }
}

/// What was seen instead of a sign-in, for whoever reads on.
fn seen_instead(cause: &Cause) -> &'static str {
    match cause {
        Cause::KeysRefused { swapped: true, .. } => "Refused, and the other way round as well",
        Cause::Intercepted { .. } | Cause::SignInSite => "Something else answered",
        Cause::ServerError { .. } | Cause::Busy { .. } | Cause::CannotRoute { .. } => {
            "Nothing was said of the keys"
        }
        _ => "",
    }
}

/// Who the keys belong to. ConnectWise may keep that closed: then it is not checked.
pub(super) async fn member(asking: &Asking<'_>) -> Option<Who> {
    asking.tell(Finding::running(Line::Member));
    let line = || Line::Member;
    let (finding, who) = match asking.ask(&line(), probes::MY_MEMBER).await {
        Ok(reply) => {
            let who = Who::read(&reply);
            let finding = match &who {
                Some(who) if who.inactive => {
                    Finding::failed(line(), who.words(), Reason::MemberInactive)
                }
                Some(who) if who.is_person => {
                    Finding::failed(line(), who.words(), Reason::PersonsKeys)
                }
                Some(who) => Finding::passed(line(), who.words()),
                None if reply.is_success() => {
                    Finding::unproven(line(), "The answer names no one member", Reason::Unclear)
                }
                None => {
                    let cause = reply.cause();
                    let evidence = match cause {
                        Cause::PermissionMissing | Cause::EndpointClosed | Cause::NotFound => {
                            "ConnectWise does not tell this member who it is"
                        }
                        // Nobody knows whether ConnectWise said it.
                        _ => "The answer does not settle it",
                    };
                    Finding::unproven(line(), evidence, Reason::Cause(cause))
                }
            };
            (Finding { seen: Some(reply.shape()), who: who.clone().map(Box::new), ..finding }, who)
        }
        Err(cause) => {
            (Finding::unproven(line(), "No answer to this question", Reason::Cause(cause)), None)
        }
    };
    asking.tell(finding);
    who
}

#[derive(Deserialize)]
struct WithId {
    id: u64,
}

/// Whether any company is visible.
pub(super) struct Companies {
    pub sight: Sight,
    finding: Finding,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sight {
    /// This one, for questions about one.
    Sees(u64),
    /// The list is open, and empty.
    Empty,
    /// ConnectWise refuses to show it.
    Refused,
    Unclear,
}

impl Sight {
    pub fn company(self) -> Option<u64> {
        match self {
            Self::Sees(company) => Some(company),
            _ => None,
        }
    }
}

impl Companies {
    /// What was found; an empty list with what is known of the member.
    pub fn finding(self, who: Option<&Who>) -> Finding {
        match self.finding.reason {
            Some(Reason::EmptyList(_)) => {
                Finding { reason: Some(Reason::EmptyList(who.cloned())), ..self.finding }
            }
            _ => self.finding,
        }
    }
}

pub(super) async fn companies(asking: &Asking<'_>) -> Companies {
    let line = || Line::Companies;
    let reply = match asking.ask(&line(), probes::ONE_COMPANY).await {
        Ok(reply) => reply,
        Err(cause) => {
            let evidence = "No answer to this question";
            let finding = Finding::unproven(line(), evidence, Reason::Cause(cause));
            return Companies { sight: Sight::Unclear, finding };
        }
    };
    let (sight, finding) = match (reply.data().map(records::<WithId>), reply.cause()) {
        (Some(list), _) => match list.first() {
            Some(company) => {
                let seen = "At least one company is visible";
                (Sight::Sees(company.id), Finding::passed(line(), seen))
            }
            None if reply.next.is_some() => {
                let evidence = "The list is empty, and goes on";
                (Sight::Unclear, Finding::unproven(line(), evidence, Reason::Unclear))
            }
            None => {
                let reason = Reason::EmptyList(None);
                (Sight::Empty, Finding::failed(line(), "The list is empty", reason))
            }
        },
        (None, cause @ Cause::PermissionMissing) => {
            (Sight::Refused, Finding::failed(line(), String::new(), Reason::Cause(cause)))
        }
        (None, cause) => {
            let evidence = match reply.is_success() {
                true => "The answer is no list",
                false => "The answer does not settle it",
            };
            (Sight::Unclear, Finding::unproven(line(), evidence, Reason::Cause(cause)))
        }
    };
    Companies { sight, finding: Finding { seen: Some(reply.shape()), ..finding } }
}
