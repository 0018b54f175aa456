//! The gates: network, site, certificate, company ID, client ID, key pair, who am I, and
//! whether any company is visible. In this order a failure has one meaning.

use serde::Deserialize;

use super::Checkup;
use super::lines::{Finding, Line, Reason};
use crate::connectwise::cause::Cause;
use crate::connectwise::company_info::{self, Instance};
use crate::connectwise::probes;

/// Network to company ID: one question without sign-in answers all four.
pub(super) async fn reach(checkup: &Checkup, tell: &(impl Fn(Finding) + Sync)) -> Option<Instance> {
    let site = &checkup.instance.site;
    tell(Finding::running(Line::Network));
    let asked = company_info::ask(&checkup.wire, site, &checkup.instance.company_id).await;
    let cause = match &asked {
        Ok(_) => None,
        Err(Cause::HostNotFound { .. }) if !checkup.wire.reaches_internet().await => {
            Some(Cause::NoNetwork)
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

/// The first gate that a cause speaks about.
fn gate_of(cause: &Cause) -> Line {
    match cause {
        Cause::NoNetwork | Cause::Proxy { .. } | Cause::CannotStart => Line::Network,
        Cause::Certificate { .. } => Line::Certificate,
        Cause::CompanyUnknown { .. } => Line::Company,
        _ => Line::Site,
    }
}

/// Client ID and key pair: one question that needs nothing but a sign-in.
pub(super) async fn sign_in(
    checkup: &Checkup,
    instance: &Instance,
    tell: &(impl Fn(Finding) + Sync),
) -> bool {
    tell(Finding::running(Line::ClientId));
    tell(Finding::running(Line::Keys));
    let cause = match checkup.ask(instance, probes::SIGN_IN).await {
        Ok(reply) if reply.status == 200 && names_a_version(&reply.body) => None,
        Ok(reply) => Some(reply.cause()),
        Err(cause) => Some(cause),
    };
    match cause {
        // "You have no permission for this" is said to somebody who is signed in.
        None | Some(Cause::PermissionMissing) => {
            tell(Finding::passed(Line::ClientId, "ConnectWise accepts it"));
            tell(Finding::passed(
                Line::Keys,
                format!("Signed in to {}", instance.site.api_authority()),
            ));
            true
        }
        Some(cause @ Cause::ClientIdRefused) => {
            tell(Finding::failed(Line::ClientId, String::new(), Reason::Cause(cause)));
            tell(Finding {
                verdict: super::Verdict::Waiting(Line::ClientId),
                ..Finding::running(Line::Keys)
            });
            false
        }
        Some(cause) => {
            tell(Finding::unproven(
                Line::ClientId,
                "ConnectWise did not get as far as saying",
                Reason::Unclear,
            ));
            tell(Finding::failed(Line::Keys, String::new(), Reason::Cause(cause)));
            false
        }
    }
}

/// Whether it is system/info's own answer: any web server may say 200 with some object.
fn names_a_version(body: &[u8]) -> bool {
    serde_json::from_slice(body)
        .is_ok_and(|answer: serde_json::Value| answer["version"].is_string())
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct MyMember {
    identifier: Option<String>,
    inactive_flag: Option<bool>,
    security_role: Option<Named>,
    structure_level: Option<Named>,
}

#[derive(Deserialize)]
struct Named {
    name: Option<String>,
}

/// Who the keys belong to. ConnectWise may keep that closed: then it is not checked.
pub(super) async fn member(
    checkup: &Checkup,
    instance: &Instance,
    tell: &(impl Fn(Finding) + Sync),
) {
    tell(Finding::running(Line::Member));
    let finding = match checkup.ask(instance, probes::MY_MEMBER).await {
        Ok(reply) if reply.status == 200 => match members(&reply.body).as_deref() {
            Some([me @ MyMember { identifier: Some(identifier), .. }]) => {
                let name = |named: &Option<Named>| named.as_ref().and_then(|n| n.name.clone());
                let mut evidence = identifier.clone();
                if let Some(role) = name(&me.security_role) {
                    evidence += &format!(", role {role}");
                }
                if let Some(level) = name(&me.structure_level) {
                    evidence += &format!(", level {level}");
                }
                if me.inactive_flag == Some(true) {
                    Finding::failed(Line::Member, evidence, Reason::MemberInactive)
                } else {
                    Finding::passed(Line::Member, evidence)
                }
            }
            _ => Finding::unproven(Line::Member, "The answer names no one member", Reason::Unclear),
        },
        Ok(reply) => Finding::unproven(
            Line::Member,
            "ConnectWise does not tell this member who it is",
            Reason::Cause(reply.cause()),
        ),
        Err(cause) => {
            Finding::unproven(Line::Member, "No answer to this question", Reason::Cause(cause))
        }
    };
    tell(finding);
}

/// One member or a list of them: the public descriptions disagree.
fn members(body: &[u8]) -> Option<Vec<MyMember>> {
    serde_json::from_slice(body)
        .ok()
        .or_else(|| serde_json::from_slice(body).ok().map(|one| vec![one]))
}

#[derive(Deserialize)]
struct WithId {
    id: u64,
}

/// Whether any company is visible; answers the first one's id, for questions about one.
pub(super) async fn companies(
    checkup: &Checkup,
    instance: &Instance,
    tell: &(impl Fn(Finding) + Sync),
) -> Option<u64> {
    if !checkup.need.sees_companies() {
        return None;
    }
    tell(Finding::running(Line::Companies));
    let (finding, first) = match checkup.ask(instance, probes::ONE_COMPANY).await {
        Ok(reply) if reply.status == 200 => {
            match serde_json::from_slice::<Vec<WithId>>(&reply.body) {
                Ok(list) => match list.first() {
                    Some(company) => (
                        Finding::passed(Line::Companies, "At least one company is visible"),
                        Some(company.id),
                    ),
                    None => (
                        Finding::failed(
                            Line::Companies,
                            "The list is empty",
                            Reason::NoCompanies { level: None },
                        ),
                        None,
                    ),
                },
                Err(_) => (
                    Finding::unproven(
                        Line::Companies,
                        "The answer is no list",
                        Reason::Cause(reply.cause()),
                    ),
                    None,
                ),
            }
        }
        Ok(reply) => {
            (Finding::failed(Line::Companies, String::new(), Reason::Cause(reply.cause())), None)
        }
        Err(cause) => (
            Finding::unproven(Line::Companies, "No answer to this question", Reason::Cause(cause)),
            None,
        ),
    };
    tell(finding);
    first
}
