//! What support staff can ask a computer for, without a window: does what Keywright stands on
//! work here? Each proof leaves nothing behind, and touches nothing of the person's own. The
//! clipboard is left alone: whatever somebody copied may lie there.

mod folder;
pub mod lines;
mod loopback;

use std::io;

use crate::journal::Journal;
use crate::practise::{self, Running};
use connectwise::address::Site;
use connectwise::authority::Trust;
use connectwise::cause::{Cause, CertificateFault};
use connectwise::client::{SignIn, Wire};
use connectwise::company_info::{self, Instance};
use folder::Folder;
use ground::files::reason;
use ground::secret::Secret;
use integration::{BadFile, Integration, built_in};
use loopback::Tls;
use setup::Connection;
use setup::outside::VaultFault;
use setup::practice::{Situation, Tenant};
use system::vault::{LARGEST_ITEM, SELF_TEST_ACCOUNT, Vault, random};
use view::problem::{self, Problem};

/// What is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Item {
    Keychain,
    Progress,
    Integrations,
    Http,
    Tls,
    /// That a certificate which nobody vouches for is refused.
    Stranger,
}

/// What came of it.
#[derive(Clone, Debug)]
pub struct Proof {
    pub item: Item,
    /// None: it works.
    pub problem: Option<Problem>,
}

/// Tries one after another, and tells each as soon as it is known: a keychain may take long.
/// Whether all of them work.
pub async fn run(vault: &Vault, mut tell: impl FnMut(&Proof)) -> bool {
    let mut all = true;
    let mut told = |item, problem: Option<Problem>| {
        all &= problem.is_none();
        tell(&Proof { item, problem });
    };
    told(Item::Keychain, keychain(vault).await.err().map(problem::of_keychain));
    told(Item::Progress, progress().err().map(|e| problem::journal_not_saved(&reason(&e), None)));
    let (good, bad) = built_in();
    told(Item::Integrations, integrations(&good, &bad));

    let failed = |outcome: Result<(), Cause>| outcome.err().map(|cause| problem::of_wire(&cause));
    match Practice::start(&good).await {
        Ok(practice) => {
            told(Item::Http, failed(practice.plain().await));
            told(Item::Tls, failed(practice.encrypted().await));
            told(Item::Stranger, practice.stranger().await);
        }
        Err(why) => {
            for item in [Item::Http, Item::Tls, Item::Stranger] {
                told(item, Some(why.clone()));
            }
        }
    }
    all
}

/// With an item as large as one may be.
async fn keychain(vault: &Vault) -> Result<(), VaultFault> {
    let account = || SELF_TEST_ACCOUNT.to_owned();
    // Of a run that was ended in the middle. What stands in the way of it is told below.
    let _ = vault.remove(account()).await;
    let item = Secret::new(random(LARGEST_ITEM));
    let label = "Keywright: self-test, can be deleted".to_owned();
    let written = vault.put(account(), label, item.clone()).await;
    let read = vault.get(account()).await;
    // Gone again, whatever came of it.
    let removed = vault.remove(account()).await;
    written?;
    if read?.as_ref() != Some(&item) {
        return Err(VaultFault::Differs);
    }
    removed?;
    match vault.get(account()).await? {
        None => Ok(()),
        Some(_) => Err(VaultFault::Differs),
    }
}

fn progress() -> io::Result<()> {
    let folder = Folder::new()?;
    let connection = |id: &str| {
        Connection::new(id.into(), "self-test".into(), None, jiff::Timestamp::UNIX_EPOCH)
    };
    let journal = Journal::open(folder.path());
    // Twice: the second one replaces a file.
    journal.save(&[connection("first")])?;
    journal.save(&[connection("second")])?;
    drop(journal);
    match Journal::open(folder.path()).load() {
        (found, None) if found == [connection("second")] => Ok(()),
        _ => Err(io::Error::other("what was read is not what was written")),
    }
}

fn integrations(good: &[Integration], bad: &[BadFile]) -> Option<Problem> {
    match bad.first() {
        Some(bad) => Some(problem::integration_unreadable(bad)),
        None if good.is_empty() => Some(problem::integrations_missing()),
        None => None,
    }
}

/// The practice ConnectWise, reached in the clear and through TLS.
struct Practice {
    tenant: Tenant,
    instance: Instance,
    tls: Tls,
    // It runs for as long as this is kept.
    _running: Running,
}

impl Practice {
    async fn start(integrations: &[Integration]) -> Result<Self, Problem> {
        let missing = || problem::integrations_missing();
        let integration = integrations.first().ok_or_else(missing)?;
        let not_started = |_| problem::practice_not_started();
        let running = practise::start(integration, Situation::Smooth).await.map_err(not_started)?;
        let tenant = running.tenant.clone();
        let site = Site::parse(&tenant.site).map_err(|_| problem::practice_not_started())?;
        let instance =
            company_info::ask(&Wire::practice(&tenant.origin), &site, &tenant.company_id)
                .await
                .map_err(|cause| problem::of_wire(&cause))?;
        let to = tenant.origin.trim_start_matches("http://");
        let tls = Tls::start(&instance.api_authority(), to).await.map_err(not_started)?;
        Ok(Self { tenant, instance, tls, _running: running })
    }

    async fn plain(&self) -> Result<(), Cause> {
        self.signs_in(&Wire::practice(&self.tenant.origin)).await
    }

    async fn encrypted(&self) -> Result<(), Cause> {
        let host = self.instance.api_authority();
        let authority = self.tls.authority.clone();
        self.signs_in(&self.wire(Some(Trust { host, authority }))).await
    }

    async fn stranger(&self) -> Option<Problem> {
        use CertificateFault::{NotAccepted, UnknownIssuer};
        match self.signs_in(&self.wire(None)).await {
            Err(Cause::Certificate { kind: UnknownIssuer | NotAccepted, .. }) => None,
            Err(cause) => Some(problem::of_wire(&cause)),
            Ok(()) => Some(problem::stranger_accepted()),
        }
    }

    fn wire(&self, trust: Option<Trust>) -> Wire {
        Wire::loopback(&self.instance.api_authority(), self.tls.address, trust)
    }

    async fn signs_in(&self, wire: &Wire) -> Result<(), Cause> {
        let who = SignIn {
            company_id: self.tenant.company_id.clone(),
            public_key: self.tenant.public_key.clone(),
            private_key: self.tenant.private_key.clone(),
            client_id: self.tenant.client_id.clone(),
        };
        let reply = wire.api(&self.instance, "/system/info", &who).await?;
        if reply.status == 200 { Ok(()) } else { Err(reply.cause()) }
    }
}
