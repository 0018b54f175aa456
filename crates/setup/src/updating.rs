//! What a person and the update server do about a newer version.

use super::effect::{Effect, UpdateJob};
use super::event::UpdateEvent;
use super::intent::UpdatePress;
use super::outside::Laid;
use super::state::Setup;
use super::ticket::Ticket;
use super::update::Stage;
use updates::{Fault, Looked};

impl Setup {
    pub(super) fn update_press(&mut self, press: UpdatePress) -> Vec<Effect> {
        match press {
            UpdatePress::LookForUpdate => self.look_for_update(),
            UpdatePress::TakeUpdate => self.take_update(),
            UpdatePress::StopUpdate => self.stop_update(),
            UpdatePress::PutOffUpdate => {
                if !self.updates.is_busy() {
                    self.next_stage(Stage::Idle);
                }
                Vec::new()
            }
        }
    }

    pub(super) fn update_event(&mut self, event: UpdateEvent) -> Vec<Effect> {
        match event {
            UpdateEvent::Looked { outcome, .. } => self.update_looked(outcome),
            UpdateEvent::Arrives { percent, .. } => self.update_arrives(percent),
            UpdateEvent::Fetched { outcome, .. } => return self.update_fetched(outcome),
            UpdateEvent::Taken { outcome, .. } => self.update_taken(outcome),
        }
        Vec::new()
    }

    /// From here on, answers to what was asked before are waited for no more.
    fn next_stage(&mut self, stage: Stage) -> Ticket {
        let ticket = self.ticket();
        self.updates.stage = stage;
        self.updates.ticket = Some(ticket);
        ticket
    }

    fn look_for_update(&mut self) -> Vec<Effect> {
        if self.open.is_some() || self.updates.is_busy() || !self.updates.are_allowed() {
            return Vec::new();
        }
        vec![Effect::Update(UpdateJob::Look { ticket: self.next_stage(Stage::Looking) })]
    }

    fn take_update(&mut self) -> Vec<Effect> {
        let Stage::Offered(offer) = self.updates.stage.clone() else { return Vec::new() };
        if self.open.is_some() || !self.updates.are_allowed() {
            return Vec::new();
        }
        let ticket = self.next_stage(Stage::Fetching { offer, percent: 0 });
        vec![Effect::Update(UpdateJob::Fetch { ticket })]
    }

    /// A press on Stop, and every beginning of a set-up: nothing goes on beside that.
    pub(super) fn stop_update(&mut self) -> Vec<Effect> {
        let stage = match &self.updates.stage {
            Stage::Looking => Stage::Idle,
            Stage::Fetching { offer, .. } => Stage::Offered(offer.clone()),
            _ => return Vec::new(),
        };
        self.next_stage(stage);
        vec![Effect::Update(UpdateJob::Stop)]
    }

    fn update_looked(&mut self, outcome: Result<Looked, Fault>) {
        self.updates.stage = match outcome {
            Ok(Looked::Latest { published }) => {
                self.announce("Keywright is up to date.");
                Stage::Latest { published: published.to_string(), when: self.moment.now }
            }
            Ok(Looked::Newer(offer)) => {
                self.announce(format!("Keywright {} is available.", offer.version));
                Stage::Offered(offer)
            }
            Err(fault) => self.update_failed(fault),
        };
    }

    fn update_failed(&mut self, fault: Fault) -> Stage {
        self.announce("Nothing was installed.");
        Stage::Failed(fault)
    }

    fn update_arrives(&mut self, arrived: u8) {
        if let Stage::Fetching { percent, .. } = &mut self.updates.stage {
            *percent = arrived.min(100);
        }
    }

    fn update_fetched(&mut self, outcome: Result<(), Fault>) -> Vec<Effect> {
        let Stage::Fetching { offer, .. } = &self.updates.stage else { return Vec::new() };
        let offer = offer.clone();
        if let Err(fault) = outcome {
            self.updates.stage = self.update_failed(fault);
            return Vec::new();
        }
        // Leaving the first page ends every fetch; this is the last door before the installer.
        if self.open.is_some() {
            self.updates.stage = Stage::Offered(offer);
            return Vec::new();
        }
        let replaces = self.updates.replaces_itself();
        let Some(ticket) = self.updates.ticket else { return Vec::new() };
        self.updates.stage = Stage::Taking(offer);
        vec![if replaces {
            Effect::Update(UpdateJob::Install { ticket })
        } else {
            Effect::Update(UpdateJob::Save { ticket })
        }]
    }

    fn update_taken(&mut self, outcome: Result<Option<Laid>, Fault>) {
        let Stage::Taking(offer) = &self.updates.stage else { return };
        let offer = offer.clone();
        self.updates.stage = match outcome {
            Ok(None) => Stage::Installed(offer),
            Ok(Some(laid)) => {
                self.announce(format!("Saved: {}", laid.path));
                Stage::Saved { offer, laid }
            }
            Err(fault) => self.update_failed(fault),
        };
    }
}
