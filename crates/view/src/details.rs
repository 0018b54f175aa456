//! "Copy technical details": what support needs to know of this run, as text. Made of the
//! diary and of closed words alone, so it names no key, company, person, address or folder.

use super::parts::named;
use super::practice;
use super::titles::title;
use super::types::{Page, VaultState, View};
use super::{diary, view};
use crate::problem::{self, Problem};
use connectwise::address::REGIONS;
use connectwise::company_info::Instance;
use setup::machine::{Machine, Version};
use setup::{Present, Setup, Updating, VaultStatus};
use updates::Ruling;

pub fn text(setup: &Setup) -> String {
    let mut lines = vec![
        "Technical details of Keywright".to_owned(),
        String::new(),
        format!("Keywright: {}", env!("CARGO_PKG_VERSION")),
        format!("System: {}", system(&setup.machine)),
        format!("Web view: {}", version(setup.machine.web_view)),
        format!("Keychain: {}, {}", problem::keychain_name(), keychain(setup.vault)),
    ];
    match setup.present() {
        None => lines.push("Set-up: none open".into()),
        Some(Present { connection, integration, .. }) => {
            lines.push(match integration.built_in {
                true => format!("Product: {}", &*integration.id),
                // Its name is whatever somebody wrote into a file.
                false => "Product: from a file added by hand".into(),
            });
            lines.push(match connection.practice {
                true => format!("Practice: {}", practice::title(connection.situation)),
                false => "Practice: no".into(),
            });
            lines.push(format!("ConnectWise: {}", place(connection.instance.as_ref())));
        }
    }
    lines.push(format!("Page: {}", title(setup.step())));
    lines.push(format!("Problems on it: {}", problems(setup)));
    lines.push(format!("Updates: {}", updates(&setup.updates)));
    for (line, column) in &setup.updates.policy.unknown {
        lines.push(format!("Policy file: not known at line {line}, column {column}"));
    }
    for (line, column) in setup.bad_files.iter().filter_map(|bad| bad.at) {
        lines.push(format!("File not read: at line {line}, column {column}"));
    }
    lines.push(String::new());
    lines.extend(diary::lines(&setup.diary));
    lines.extend([String::new(), "This text names no key, company, server or person.".into()]);
    lines.join("\n")
}

fn system(machine: &Machine) -> String {
    let session = machine.session.map(|session| format!(", {session}")).unwrap_or_default();
    let Machine { system, architecture, .. } = machine;
    format!("{system} {}, {architecture}{session}", version(machine.version))
}

fn version(version: Option<Version>) -> String {
    version.map_or("(version not known)".into(), |version| version.to_string())
}

fn updates(updates: &Updating) -> &'static str {
    match (&updates.about, updates.policy.updates) {
        (None, _) => "not part of this build",
        (Some(_), Ruling::Ask) => "on request",
        (Some(_), Ruling::Off) => "off by the policy file",
        (Some(_), Ruling::Unreadable) => "off, the policy file cannot be read",
    }
}

fn keychain(status: VaultStatus) -> String {
    match status {
        VaultStatus::Unknown => "not tried yet".into(),
        VaultStatus::Proving { .. } => "being tried".into(),
        VaultStatus::Ready => "works".into(),
        VaultStatus::SessionOnly => "not used, keys in memory".into(),
        VaultStatus::Unusable(fault) => format!("{fault:?}"),
    }
}

/// A region is one of a few known names; a company's own server is not named.
fn place(instance: Option<&Instance>) -> String {
    match instance.map(|instance| &instance.site) {
        None => "not found yet".into(),
        Some(site) if site.is_cloud() => {
            let region = REGIONS.iter().find(|region| region.host == site.authority());
            format!("cloud, {}", region.map_or("another region", |region| region.name))
        }
        Some(_) => "own server".into(),
    }
}

/// Everything the page complains about, by cause.
fn problems(setup: &Setup) -> String {
    let View { problem, page, .. } = view(setup);
    let on_the_page: Vec<Problem> = match page {
        Page::Start(page) => {
            let update = page.updates.and_then(|updates| updates.problem);
            page.troubles.into_iter().chain(update.map(|problem| *problem)).collect()
        }
        Page::Keys(page) => match page.vault {
            VaultState::Unusable { problem, .. } => vec![*problem],
            _ => Vec::new(),
        },
        Page::Check(page) => {
            let lines = page.gates.into_iter().chain(page.rows);
            lines.filter_map(|line| line.problem).collect()
        }
        _ => Vec::new(),
    };
    let mut counted: Vec<(String, usize)> = Vec::new();
    for problem in problem.into_iter().chain(on_the_page) {
        let name = named(&problem.cause, problem.status);
        match counted.iter_mut().find(|(known, _)| *known == name) {
            Some((_, count)) => *count += 1,
            None => counted.push((name, 1)),
        }
    }
    let each = counted.into_iter().map(|(name, count)| match count {
        1 => name,
        count => format!("{name} ({count} times)"),
    });
    let all = each.collect::<Vec<_>>().join(", ");
    if all.is_empty() { "none".into() } else { all }
}
