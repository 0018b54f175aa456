//! Questions to ConnectWise, and the practice one that answers them.

use std::time::Duration;

use crate::desk::Desk;
use crate::practise;
use crate::tasks::lock;
use checkup::{Checkup, Line};
use connectwise::address::Site;
use connectwise::client::Wire;
use connectwise::find::find;
use setup::practice::Situation;
use setup::{CheckEvent, Event, PracticeEvent, Ticket};

const SLOW_AFTER: Duration = Duration::from_secs(5);

impl Desk {
    pub(super) fn find(&self, ticket: Ticket, site: Option<Site>, company: String, wire: Wire) {
        let desk = self.clone();
        tokio::spawn(async move {
            let outcome = find(&wire, site, &company).await;
            desk.learn(Event::Found { ticket, outcome });
        });
    }

    pub(super) fn check(&self, ticket: Ticket, checkup: Checkup, line: Option<Line>) {
        let desk = self.clone();
        let task = tokio::spawn(async move {
            let tell = |finding| desk.learn(Event::Check(CheckEvent::Finding { ticket, finding }));
            let work = async {
                match &line {
                    Some(line) => checkup.run_line(line, &tell).await,
                    None => checkup.run(&tell).await,
                }
            };
            tokio::pin!(work);
            tokio::select! {
                () = &mut work => {}
                () = tokio::time::sleep(SLOW_AFTER) => {
                    desk.learn(Event::Check(CheckEvent::Slow { ticket }));
                    work.await;
                }
            }
            desk.learn(Event::Check(CheckEvent::Ended { ticket }));
        });
        if let Some(before) = lock(&self.0.check).replace(task.abort_handle()) {
            before.abort();
        }
    }

    pub(super) fn start_practice(&self, connection: String, id: String, situation: Situation) {
        let integration = lock(&self.0.setup).integrations.iter().find(|i| *i.id == *id).cloned();
        let Some(integration) = integration else { return };
        let desk = self.clone();
        tokio::spawn(async move {
            let event = match practise::start(&integration, situation).await {
                // Its set-up was left meanwhile: another one's must not give way to it.
                Ok(_) if !lock(&desk.0.setup).is_open(&connection) => return,
                Ok(running) => {
                    let tenant = running.tenant.clone();
                    *lock(&desk.0.practice) = Some(running);
                    PracticeEvent::Runs { connection, tenant }
                }
                Err(_) => PracticeEvent::Failed { connection },
            };
            desk.learn(Event::Practice(event));
        });
    }

    pub(super) fn put_right(&self, connection: String) {
        let tenant = lock(&self.0.practice).as_mut().map(|running| {
            running.put_right();
            running.tenant.clone()
        });
        if let Some(tenant) = tenant {
            self.learn(Event::Practice(PracticeEvent::Runs { connection, tenant }));
        }
    }
}
