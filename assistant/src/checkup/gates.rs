//! The gates: network, site, certificate, company ID, client ID, key pair, who am I, and
//! whether any company is visible. In this order a failure has one meaning.

use serde::Deserialize;

use super::asking::Asking;
use super::lines::{Finding, Line, Reason};
use super::{Checkup, Tell, refusal};
use crate::connectwise::cause::Cause;
use crate::connectwise::client::Reply;
use crate::connectwise::company_info::{self, Instance, shown};
use crate::connectwise::{find, probes};

/// Network to company ID: one question without sign-in answers all four.
pub(super) async fn reach(checkup: &Checkup, tell: Tell<'_>) -> Option<Instance> {
    let site = &checkup.instance.site;
    tell(Finding::running(Line::Network));
    let asked = company_info::ask(&checkup.wire, site, &checkup.instance.company_id).await;
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
        (Line::Certificate, "Proved by this computer's certificate store".to_owned()),
        (Line::Company, String::new()),
    ];
    for (line, evidence) in gates {
        if fails_at.as_ref() == Some(&line) {
            let cause = cause.unwrap_or(Cause::NotFound);
            tell(Finding::failed(line, String::new(), Reason::Cause(cause)));
            return None;
        }
        match (&line, &asked) {
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
        (None, [there]) => Cause::CompanyElsewhere { host, company, there: there.site.authority() },
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
    let cause = match asking.ask(&Line::Keys, probes::SIGN_IN).await {
        Ok(reply) if is_signed_in(&reply) => None,
        Ok(reply) => Some(match reply.cause() {
            Cause::NotFound => Cause::SignInNotFound,
            cause => cause,
        }),
        Err(cause) => Some(cause),
    };
    match cause {
        None => {
            asking.tell(Finding::passed(Line::ClientId, "ConnectWise accepts it"));
            let authority = asking.instance.site.api_authority();
            asking.tell(Finding::passed(Line::Keys, format!("Signed in to {authority}")));
            true
        }
        Some(cause @ Cause::ClientIdRefused) => {
            asking.tell(Finding::failed(Line::ClientId, String::new(), Reason::Cause(cause)));
            asking.tell(Finding::waiting(Line::Keys, Line::ClientId));
            false
        }
        Some(cause) => {
            asking.tell(Finding::unproven(
                Line::ClientId,
                "ConnectWise did not get as far as saying",
                Reason::Unclear,
            ));
            let cause = match cause {
                Cause::KeysRefused { .. } | Cause::SignInNotFound => {
                    refusal::investigate(asking, cause).await
                }
                cause => cause,
            };
            asking.tell(Finding::failed(Line::Keys, ruled_out(&cause), Reason::Cause(cause)));
            false
        }
    }
}

/// What an investigation without a result has ruled out, for whoever reads on.
fn ruled_out(cause: &Cause) -> &'static str {
    match cause {
        Cause::KeysRefused { swapped: true, .. } => "Refused, and the other way round as well",
        _ => "",
    }
}

/// Whether the sign-in question was answered to somebody who is signed in: with a version,
/// or with "you have no permission for this". Any web server may say 200 with some object.
pub(super) fn is_signed_in(reply: &Reply) -> bool {
    let names_a_version = || {
        serde_json::from_slice(&reply.body)
            .is_ok_and(|answer: serde_json::Value| answer["version"].is_string())
    };
    match reply.status {
        200 => names_a_version(),
        _ => reply.cause() == Cause::PermissionMissing,
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct MyMember {
    identifier: Option<String>,
    inactive_flag: Option<bool>,
    admin_flag: Option<bool>,
    security_role: Option<Named>,
    structure_level: Option<Named>,
    security_location: Option<Named>,
    restrict_location_flag: Option<bool>,
    restrict_department_flag: Option<bool>,
    #[serde(default)]
    excluded_service_board_ids: Option<Vec<i64>>,
}

#[derive(Deserialize)]
struct Named {
    id: Option<u64>,
    name: Option<String>,
}

/// The member the keys belong to, by its own account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Who {
    pub identifier: String,
    pub role: Option<String>,
    pub(super) role_id: Option<u64>,
    /// Its Level, such as "Corporate (Level 1)".
    pub level: Option<String>,
    pub location: Option<String>,
    /// Sees its own location or department alone.
    pub restricted_to_location: bool,
    pub restricted_to_department: bool,
    pub hidden_boards: usize,
    /// ConnectWise marks it as an administrator.
    pub admin: bool,
    inactive: bool,
}

impl Who {
    /// One member, or a list of one: the public descriptions disagree.
    pub fn read(body: &[u8]) -> Option<Self> {
        let mut members: Vec<MyMember> = serde_json::from_slice(body)
            .ok()
            .or_else(|| serde_json::from_slice(body).ok().map(|one| vec![one]))?;
        if members.len() == 1 { Self::of(members.remove(0)) } else { None }
    }

    fn of(me: MyMember) -> Option<Self> {
        let name = |named: &Option<Named>| {
            named.as_ref().and_then(|n| n.name.as_deref()).map(shown).filter(|n| !n.is_empty())
        };
        Some(Self {
            identifier: shown(&me.identifier?),
            role: name(&me.security_role),
            role_id: me.security_role.as_ref().and_then(|role| role.id),
            level: name(&me.structure_level),
            location: name(&me.security_location),
            restricted_to_location: me.restrict_location_flag == Some(true),
            restricted_to_department: me.restrict_department_flag == Some(true),
            hidden_boards: me.excluded_service_board_ids.map_or(0, |ids| ids.len()),
            admin: me.admin_flag == Some(true),
            inactive: me.inactive_flag == Some(true),
        })
    }

    fn words(&self) -> String {
        let part = |what: &str, value: &Option<String>| {
            value.as_ref().map(|value| format!("{what} {value}"))
        };
        let boards = match self.hidden_boards {
            0 => None,
            1 => Some("1 service board hidden".to_owned()),
            n => Some(format!("{n} service boards hidden")),
        };
        [
            Some(self.identifier.clone()),
            part("role", &self.role),
            part("level", &self.level),
            part("location", &self.location),
            boards,
        ]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(", ")
    }
}

/// Who the keys belong to. ConnectWise may keep that closed: then it is not checked.
pub(super) async fn member(asking: &Asking<'_>) -> Option<Who> {
    asking.tell(Finding::running(Line::Member));
    let (finding, who) = match asking.ask(&Line::Member, probes::MY_MEMBER).await {
        Ok(reply) if reply.status == 200 => match Who::read(&reply.body) {
            Some(who) if who.inactive => {
                (Finding::failed(Line::Member, who.words(), Reason::MemberInactive), Some(who))
            }
            Some(who) => (Finding::passed(Line::Member, who.words()), Some(who)),
            None => (
                Finding::unproven(Line::Member, "The answer names no one member", Reason::Unclear),
                None,
            ),
        },
        Ok(reply) => (
            Finding::unproven(
                Line::Member,
                "ConnectWise does not tell this member who it is",
                Reason::Cause(reply.cause()),
            ),
            None,
        ),
        Err(cause) => (
            Finding::unproven(Line::Member, "No answer to this question", Reason::Cause(cause)),
            None,
        ),
    };
    asking.tell(finding);
    who
}

#[derive(Deserialize)]
struct WithId {
    id: u64,
}

/// Whether any company is visible: the finding, and the first one's id for questions about
/// one.
pub(super) struct Companies {
    finding: Finding,
    pub first: Option<u64>,
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
    let reply = asking.ask(&line(), probes::ONE_COMPANY).await;
    let (finding, first) = match reply {
        Ok(reply) if reply.status == 200 => {
            match serde_json::from_slice::<Vec<WithId>>(&reply.body) {
                Ok(list) => match list.first() {
                    Some(company) => {
                        let seen = "At least one company is visible";
                        (Finding::passed(line(), seen), Some(company.id))
                    }
                    None => {
                        let reason = Reason::EmptyList(None);
                        (Finding::failed(line(), "The list is empty", reason), None)
                    }
                },
                Err(_) => {
                    let reason = Reason::Cause(reply.cause());
                    (Finding::unproven(line(), "The answer is no list", reason), None)
                }
            }
        }
        Ok(reply) => match reply.cause() {
            cause @ Cause::PermissionMissing => {
                (Finding::failed(line(), String::new(), Reason::Cause(cause)), None)
            }
            cause => {
                let evidence = "The answer does not settle it";
                (Finding::unproven(line(), evidence, Reason::Cause(cause)), None)
            }
        },
        Err(cause) => {
            let evidence = "No answer to this question";
            (Finding::unproven(line(), evidence, Reason::Cause(cause)), None)
        }
    };
    Companies { finding, first }
}
