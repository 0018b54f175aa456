//! Practice: what is rehearsed, in words, and what ConnectWise would show.

use super::parts::{button, copyable};
use super::types::{Copyable, PracticeLabel};
use setup::called::{Sample, What};
use setup::practice::{Situation, Tenant};
use setup::{CheckPress, Intent, Present, Setup, StepId};

pub fn part(setup: &Setup) -> Option<PracticeLabel> {
    let Present { open, connection, .. } = setup.present()?;
    if !connection.practice {
        return None;
    }
    let offered =
        open.practice.as_ref().map_or_else(Vec::new, |tenant| values(tenant, connection.step));
    let amiss = open.practice.as_ref().and_then(|tenant| tenant.amiss);
    let mends = amiss.and_then(put_right).filter(|(step, _)| *step == connection.step);
    let text = match (offered.is_empty(), connection.step) {
        (true, _) if mends.is_some() => {
            "Nothing leaves this computer. What you would do in ConnectWise is this button here; then check again."
        }
        (false, StepId::Site) => {
            "Nothing leaves this computer. Your practice company shows you these."
        }
        (false, _) => "Nothing leaves this computer. ConnectWise would show you these here.",
        (true, _) => {
            "Nothing leaves this computer. Read along; there is nothing to click in ConnectWise."
        }
    };
    let rehearsed = Some(connection.situation).filter(|s| *s != Situation::Smooth);
    Some(PracticeLabel {
        situation: rehearsed.map(|situation| title(situation).to_owned()),
        text: text.into(),
        values: offered,
        put_right: mends.map(|(_, label)| button(label, Intent::Check(CheckPress::PutRight))),
    })
}

/// What ConnectWise would show on this step, in practice.
fn values(tenant: &Tenant, step: StepId) -> Vec<Copyable> {
    let samples: &[Sample] = match step {
        StepId::Site => &[Sample::Address, Sample::Company],
        StepId::Keys => &[Sample::Public, Sample::Private],
        StepId::ClientId => &[Sample::ClientId],
        _ => &[],
    };
    samples
        .iter()
        .map(|sample| {
            let (label, text) = value(tenant, *sample);
            copyable(What::Practice(*sample), label, text)
        })
        .collect()
}

/// Practice keys open nothing but the practice ConnectWise, so they may be shown.
pub fn value(tenant: &Tenant, sample: Sample) -> (&'static str, String) {
    match sample {
        Sample::Address => {
            ("Address bar", format!("https://{}/v2025_1/ConnectWise.aspx", tenant.site))
        }
        Sample::Company => ("Company ID", tenant.company_id.clone()),
        Sample::Public => ("Public Key", tenant.public_key.expose().to_owned()),
        Sample::Private => ("Private Key", tenant.private_key.expose().to_owned()),
        Sample::ClientId => ("Client ID", tenant.client_id.expose().to_owned()),
    }
}

pub fn title(situation: Situation) -> &'static str {
    match situation {
        Situation::Smooth => "Everything in order",
        Situation::ShortRole => "A role that is too narrow",
        Situation::WideRole => "A role that is too wide",
        Situation::SwappedKeys => "Swapped keys",
        Situation::WrongRegion => "The wrong region",
        Situation::CutKey => "A key cut short",
        Situation::NoCompanies => "No companies in sight",
        Situation::LevelsHidden => "ConnectWise keeps the levels to itself",
        Situation::Busy => "ConnectWise is busy",
    }
}

pub fn text(situation: Situation) -> &'static str {
    match situation {
        Situation::Smooth => "From the first page to the last without a hitch.",
        Situation::ShortRole => "The check names the rows that are missing.",
        Situation::WideRole => "It works, and the check lists what is open beyond need.",
        Situation::SwappedKeys => "Public and private key were sent the wrong way round.",
        Situation::WrongRegion => "The keys were made in another region.",
        Situation::CutKey => "The end of the private key was not selected.",
        Situation::NoCompanies => "The keys work, and the list is empty.",
        Situation::LevelsHidden => "What can be proved when only reading can be tried.",
        Situation::Busy => "It asks for patience, and the check goes on by itself.",
    }
}

/// On which page, and under which words, a person puts it right in ConnectWise; none
/// where Keywright's own pages do, or nothing has to be done.
pub fn put_right(situation: Situation) -> Option<(StepId, &'static str)> {
    match situation {
        Situation::ShortRole => Some((StepId::Check, "Correct the role in ConnectWise")),
        Situation::WideRole => Some((StepId::Check, "Lower the role in ConnectWise")),
        Situation::NoCompanies => Some((StepId::Check, "Set the member's Level to Corporate")),
        Situation::CutKey => Some((StepId::Keys, "Select the whole private key")),
        Situation::Smooth
        | Situation::SwappedKeys
        | Situation::WrongRegion
        | Situation::LevelsHidden
        | Situation::Busy => None,
    }
}
