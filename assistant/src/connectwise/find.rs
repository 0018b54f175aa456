//! Where a company's ConnectWise is: the site that was named, else the cloud regions side
//! by side.

use futures_util::future::join_all;

use super::address::{REGIONS, Site};
use super::cause::Cause;
use super::client::Wire;
use super::company_info::{self, Instance};

/// What a search found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    Here(Instance),
    /// The site that was named does not know the company; this one does.
    Elsewhere(Instance),
    Several(Vec<Site>),
}

/// Asks the site that was named. Other regions are asked only where that is a cloud site, or
/// none was named.
pub async fn find(wire: &Wire, site: Option<Site>, company: &str) -> Result<Found, Cause> {
    let first = match &site {
        Some(site) => match company_info::ask(wire, site, company).await {
            Ok(instance) => return Ok(Found::Here(instance)),
            Err(cause) if site.is_cloud() && says_not_here(&cause) => Some(cause),
            Err(cause @ Cause::CompanyUnknown { .. }) => {
                return Err(other_case(wire, Some(site), company).await.unwrap_or(cause));
            }
            Err(cause) => return Err(offline_or(wire, cause).await),
        },
        None => None,
    };
    let others = other_regions(site.as_ref());
    let answers =
        join_all(others.iter().map(|other| company_info::ask(wire, other, company))).await;
    let mut found: Vec<Instance> = answers.iter().flatten().cloned().collect();
    match (found.len(), &first) {
        (1, None) => Ok(Found::Here(found.remove(0))),
        (1, Some(_)) => Ok(Found::Elsewhere(found.remove(0))),
        (0, _) => match other_case(wire, site.as_ref(), company).await {
            Some(cause) => Err(cause),
            None => Err(nowhere(wire, company, first, &others, answers).await),
        },
        _ => Ok(Found::Several(found.into_iter().map(|instance| instance.site).collect())),
    }
}

fn other_regions(site: Option<&Site>) -> Vec<Site> {
    let all = REGIONS.iter().map(|region| Site::region(*region));
    all.filter(|other| Some(other) != site).collect()
}

/// Which cloud regions other than this one know the company. No keys are sent.
pub async fn elsewhere(wire: &Wire, site: &Site, company: &str) -> Vec<Instance> {
    if !site.is_cloud() {
        return Vec::new();
    }
    let others = other_regions(Some(site));
    let asked = others.iter().map(|other| company_info::ask(wire, other, company));
    join_all(asked).await.into_iter().flatten().collect()
}

/// Whether the company is known with the same letters in another case: here, or where no
/// site was named in any region.
pub async fn other_case(wire: &Wire, site: Option<&Site>, company: &str) -> Option<Cause> {
    let sites = site.map_or_else(|| other_regions(None), |site| vec![site.clone()]);
    let mut spellings = vec![company.to_lowercase(), company.to_uppercase()];
    spellings.retain(|spelling| spelling != company);
    let asked = sites.iter().flat_map(|site| {
        spellings.iter().map(move |spelling| company_info::ask(wire, site, spelling))
    });
    let known = join_all(asked).await.into_iter().flatten().next()?;
    Some(Cause::CompanyOtherCase {
        host: known.site.authority(),
        typed: company.to_owned(),
        // The spelling it answers may be the very one that it does not know.
        known: known.other_case.filter(|id| id != company).unwrap_or(known.company_id),
    })
}

fn says_not_here(cause: &Cause) -> bool {
    matches!(
        cause,
        Cause::CompanyUnknown { .. }
            | Cause::HostNotFound { .. }
            | Cause::NotConnectWise { .. }
            | Cause::Refused { .. }
    )
}

/// The cause to tell when no region knows the company. A region that gave no answer is
/// named: it might know it.
async fn nowhere(
    wire: &Wire,
    company: &str,
    first: Option<Cause>,
    others: &[Site],
    answers: Vec<Result<Instance, Cause>>,
) -> Cause {
    let causes: Vec<Cause> = answers.into_iter().filter_map(Result::err).collect();
    let known_not = |cause: &Cause| matches!(cause, Cause::CompanyUnknown { .. });
    match first {
        // A typing error in the host: that is what to mend.
        Some(cause) if !known_not(&cause) => offline_or(wire, cause).await,
        None if !causes.iter().any(known_not) => {
            let cause = causes.into_iter().next().unwrap_or(Cause::NotFound);
            offline_or(wire, cause).await
        }
        _ => {
            let silent = others.iter().zip(&causes).filter(|(_, cause)| may_still_know(cause));
            Cause::CompanyNowhere {
                company: company.to_owned(),
                silent: silent.map(|(site, _)| site.authority()).collect(),
            }
        }
    }
}

/// Whether a region that failed like this could be the one after all.
fn may_still_know(cause: &Cause) -> bool {
    !matches!(
        cause,
        Cause::CompanyUnknown { .. } | Cause::HostNotFound { .. } | Cause::NotConnectWise { .. }
    )
}

/// "No such host" is said by a computer without a network too.
async fn offline_or(wire: &Wire, cause: Cause) -> Cause {
    match cause {
        Cause::HostNotFound { .. } if !wire.reaches_internet().await => Cause::NoNetwork,
        cause => cause,
    }
}
