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
    /// To be chosen from: several sites know the company, or one does that is not to be taken
    /// by itself. `silent` regions gave no answer, and may know it too.
    Choice {
        sites: Vec<Site>,
        silent: Vec<String>,
    },
}

/// Asks the site that was named; other regions only if that is a cloud site, or none was named.
/// A site that was not named is taken only if it is the one production region that knows the
/// company and all of them answered; anything else is a question to the person.
pub async fn find(wire: &Wire, site: Option<Site>, company: &str) -> Result<Found, Cause> {
    let Some(site) = site else { return anywhere(wire, company).await };
    let cause = match company_info::ask(wire, &site, company).await {
        Ok(instance) => return Ok(Found::Here(instance)),
        Err(cause) => cause,
    };
    let unknown = matches!(cause, Cause::CompanyUnknown { .. });
    let known_in_another_case =
        async { if unknown { other_case(wire, Some(&site), company).await } else { None } };
    let (in_another_case, search) =
        futures_util::join!(known_in_another_case, others(wire, &site, company));
    if let Some(cause) = in_another_case {
        return Err(cause);
    }
    let Search { found, silent } = search;
    let there = found.first().map(Site::authority);
    let (host, company) = (site.authority(), company.to_owned());
    match (there, found.len()) {
        (Some(there), 1) if unknown => Err(Cause::CompanyElsewhere { host, company, there }),
        (Some(there), 1) => {
            Err(Cause::CompanyMaybeElsewhere { cause: Box::new(cause), host, company, there })
        }
        (Some(_), _) if unknown => Ok(Found::Choice { sites: found, silent }),
        (None, _) if unknown && site.is_cloud() => match other_case(wire, None, &company).await {
            Some(cause) => Err(cause),
            None => Err(Cause::CompanyNowhere { company, silent }),
        },
        _ => Err(offline_or(wire, cause).await),
    }
}

/// What the regions said.
#[derive(Default)]
struct Search {
    /// Those that know the company.
    found: Vec<Site>,
    /// Those that did not say whether they know it.
    silent: Vec<String>,
}

impl Search {
    fn of(answers: &[(Site, Result<Instance, Cause>)]) -> Self {
        let mut search = Self::default();
        for (site, answer) in answers {
            match answer {
                Ok(_) => search.found.push(site.clone()),
                Err(Cause::CompanyUnknown { .. }) => {}
                Err(_) => search.silent.push(site.authority()),
            }
        }
        search
    }
}

async fn others(wire: &Wire, site: &Site, company: &str) -> Search {
    if !site.is_cloud() {
        return Search::default();
    }
    Search::of(&ask_all(wire, other_regions(Some(site)), company).await)
}

async fn ask_all(
    wire: &Wire,
    sites: Vec<Site>,
    company: &str,
) -> Vec<(Site, Result<Instance, Cause>)> {
    let asked = sites.into_iter().map(|site| async {
        let answer = company_info::ask(wire, &site, company).await;
        (site, answer)
    });
    join_all(asked).await
}

/// No site was named: all regions are asked.
async fn anywhere(wire: &Wire, company: &str) -> Result<Found, Cause> {
    let mut answers = ask_all(wire, other_regions(None), company).await;
    let Search { found, silent } = Search::of(&answers);
    let at_work = |site: &&Site| site.is_production();
    let (at_work, all_answered) = (
        found.iter().filter(at_work).count(),
        answers
            .iter()
            .all(|(site, _)| !site.is_production() || !silent.contains(&site.authority())),
    );
    if at_work == 1 && all_answered {
        let here = answers.iter().find(|(site, answer)| site.is_production() && answer.is_ok());
        if let Some((_, Ok(instance))) = here {
            return Ok(Found::Here(instance.clone()));
        }
    }
    if !found.is_empty() {
        return Ok(Found::Choice { sites: found, silent });
    }
    if let Some(cause) = other_case(wire, None, company).await {
        return Err(cause);
    }
    if silent.len() < answers.len() {
        return Err(Cause::CompanyNowhere { company: company.to_owned(), silent });
    }
    // Nobody said anything: that is what is wrong.
    let cause = answers.remove(0).1.err().unwrap_or(Cause::NotFound);
    Err(offline_or(wire, cause).await)
}

fn other_regions(site: Option<&Site>) -> Vec<Site> {
    let all = REGIONS.iter().map(|region| Site::region(*region));
    all.filter(|other| Some(other) != site).collect()
}

/// Which cloud regions other than this one know the company. No keys are sent.
pub async fn elsewhere(wire: &Wire, site: &Site, company: &str) -> Vec<Site> {
    others(wire, site, company).await.found
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

/// "No such host" is said by a computer without a network too.
async fn offline_or(wire: &Wire, cause: Cause) -> Cause {
    match cause {
        Cause::HostNotFound { .. } if !wire.reaches_internet().await => Cause::NoNetwork,
        cause => cause,
    }
}
