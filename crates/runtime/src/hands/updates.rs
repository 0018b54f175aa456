//! Newer versions: asks the courier, holds the package between its proof and its end.

use std::sync::Mutex;

use crate::desk::Desk;
use crate::tasks::lock;
use ::updates::Fault;
use setup::{Event, Ticket, UpdateEvent};
use system::downloads;

/// A View for every chunk would only keep the window busy.
const TOLD_EVERY: u8 = 5;

impl Desk {
    pub(super) fn look_for_update(&self, ticket: Ticket) {
        let Some(courier) = self.0.updates.courier.clone() else { return };
        let desk = self.clone();
        self.under_way(async move {
            let outcome = courier.look().await;
            desk.learn(Event::Update(UpdateEvent::Looked { ticket, outcome }));
        });
    }

    pub(super) fn fetch_update(&self, ticket: Ticket) {
        let Some(courier) = self.0.updates.courier.clone() else { return };
        let desk = self.clone();
        self.under_way(async move {
            let told = Mutex::new(0_u8);
            let tell = |percent: u8| {
                let mut told = lock(&told);
                if percent >= told.saturating_add(TOLD_EVERY) {
                    *told = percent;
                    desk.learn(Event::Update(UpdateEvent::Arrives { ticket, percent }));
                }
            };
            let outcome = courier.fetch(&tell).await.map(|package| {
                *lock(&desk.0.updates.package) = Some(package);
            });
            desk.learn(Event::Update(UpdateEvent::Fetched { ticket, outcome }));
        });
    }

    pub(super) fn stop_update(&self) {
        if let Some(task) = lock(&self.0.updates.under_way).take() {
            task.abort();
        }
        *lock(&self.0.updates.package) = None;
    }

    fn under_way(&self, work: impl Future<Output = ()> + Send + 'static) {
        let task = tokio::spawn(work);
        if let Some(before) = lock(&self.0.updates.under_way).replace(task.abort_handle()) {
            before.abort();
        }
    }

    /// The program ends in there: everything that is on its way to the keychain goes first.
    pub(super) fn install_update(&self, ticket: Ticket) {
        let Some(courier) = self.0.updates.courier.clone() else { return };
        let desk = self.clone();
        tokio::spawn(async move {
            // A keychain that asks for a password may take longer: then a person presses again.
            let patience = desk.0.vault.patience().tell_after;
            let closed = desk.close(patience).await;
            let package = lock(&desk.0.updates.package).take();
            let outcome = match (closed.kept, package) {
                (false, _) => Err(Fault::KeychainBusy),
                (true, None) => Err(Fault::NotInstalled),
                (true, Some(package)) => {
                    let installing = tokio::task::spawn_blocking(move || courier.install(&package));
                    installing.await.unwrap_or(Err(Fault::NotInstalled))
                }
            };
            desk.learn(Event::Update(UpdateEvent::Taken {
                ticket,
                outcome: outcome.map(|()| None),
            }));
        });
    }

    pub(super) fn save_update(&self, ticket: Ticket) {
        let package = lock(&self.0.updates.package).take();
        let folder = self.0.downloads.clone();
        self.write(move || {
            let saved = package.and_then(|package| downloads::lay(&folder, &package).ok());
            Event::Update(UpdateEvent::Taken {
                ticket,
                outcome: saved.map(Some).ok_or(Fault::Disk),
            })
        });
    }
}
