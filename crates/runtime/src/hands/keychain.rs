//! The keychain: one call after another.

use tokio::sync::mpsc;

use crate::desk::Desk;
use crate::tasks::KeychainTask;
use setup::{Event, Ticket, VaultEvent, VaultJob};
use system::vault::{CLIENT_ID_ACCOUNT, Vault};

impl Desk {
    pub(crate) async fn keep_vault(
        self,
        vault: Vault,
        mut jobs: mpsc::UnboundedReceiver<KeychainTask>,
    ) {
        while let Some(task) = jobs.recv().await {
            let job = match task {
                KeychainTask::Job(job) => job,
                KeychainTask::Flush(done) => {
                    let _ = done.send(());
                    continue;
                }
            };
            match job {
                VaultJob::Keep { ticket, connection, label, item, held } => {
                    let outcome = self.waited_for(vault.put(connection.clone(), label, item)).await;
                    self.learn(Event::Vault(VaultEvent::Kept {
                        ticket,
                        connection,
                        held,
                        outcome,
                    }));
                }
                VaultJob::Recall { connection } => {
                    let outcome = self.waited_for(vault.get(connection.clone())).await;
                    self.learn(Event::Vault(VaultEvent::Recalled { connection, outcome }));
                }
                VaultJob::RecallClientId => {
                    let found = self.waited_for(vault.get(CLIENT_ID_ACCOUNT.into())).await;
                    self.learn(Event::Vault(VaultEvent::ClientIdRecalled(found.ok().flatten())));
                }
                // Only a convenience: a failure here costs one more paste next time.
                VaultJob::RememberClientId(id) => {
                    let label = "Keywright: client ID".to_owned();
                    let _ = self.waited_for(vault.put(CLIENT_ID_ACCOUNT.into(), label, id)).await;
                }
                // One that stays is found by `--forget-keys`.
                VaultJob::ForgetClientId => {
                    let _ = self.waited_for(vault.remove(CLIENT_ID_ACCOUNT.into())).await;
                }
                VaultJob::Remove { connection } => {
                    let outcome = self.waited_for(vault.remove(connection.clone())).await;
                    self.learn(Event::Vault(VaultEvent::Removed { connection, outcome }));
                }
            }
        }
    }

    /// What a call to the keychain came to. A person is told when it takes long: it may be
    /// asking for a password, and everything after it waits.
    async fn waited_for<T>(&self, call: impl Future<Output = T>) -> T {
        tokio::pin!(call);
        tokio::select! {
            outcome = &mut call => outcome,
            () = tokio::time::sleep(self.0.vault.patience().tell_after) => {
                self.learn(Event::Vault(VaultEvent::Waits(true)));
                let outcome = call.await;
                self.learn(Event::Vault(VaultEvent::Waits(false)));
                outcome
            }
        }
    }

    pub(super) fn prove_vault(&self, ticket: Ticket) {
        let desk = self.clone();
        tokio::spawn(self.clone().ask_whose());
        tokio::spawn(async move {
            let proof = desk.0.vault.prove();
            tokio::pin!(proof);
            let outcome = tokio::select! {
                outcome = &mut proof => outcome,
                () = tokio::time::sleep(desk.0.vault.patience().tell_after) => {
                    desk.learn(Event::Vault(VaultEvent::Slow { ticket }));
                    proof.await
                }
            };
            desk.learn(Event::Vault(VaultEvent::Proved { ticket, outcome }));
        });
    }

    /// Another program may offer the keychain by now.
    pub(crate) async fn ask_whose(self) {
        let keeper = self.0.vault.keeper().await;
        self.learn(Event::Vault(VaultEvent::KeptBy(keeper)));
    }
}
