//! What follows from any change, whatever made it.

use super::checklist::{paste_item, row_item};
use super::effect::{CheckJob, Effect, WindowJob};
use super::state::{Present, Setup};
use super::values;
use checkup::Need;
use connectwise::client::Wire;
use ground::secret::Secret;
use integration::Row;

impl Setup {
    /// What journals of earlier versions say in another way.
    pub(super) fn bring_up_to_date(&mut self) {
        for connection in &mut self.connections {
            let Some(integration) =
                self.integrations.iter().find(|i| *i.id == connection.integration)
            else {
                continue;
            };
            if connection.rests_elsewhere(integration) {
                connection.unchecked();
            }
            // By place among the vendor's fields, once; by label now, which may be a number, too.
            let fields = &integration.hand_over.fields;
            for (n, field) in fields.iter().enumerate() {
                let place = paste_item(&n.to_string());
                let is_label = fields.iter().any(|field| paste_item(&field.label) == place);
                if !is_label && connection.ticks.remove(&place) {
                    connection.ticks.insert(paste_item(&field.label));
                }
            }
        }
    }

    /// An Intent or Event, and what follows from any change, whatever made it.
    pub(super) fn whole(&mut self, change: impl FnOnce(&mut Self) -> Vec<Effect>) -> Vec<Effect> {
        let saved = self.saved_before();
        let pasted = self.pasted_values();
        let checking = self.open.as_ref().filter(|open| open.check.running);
        let checking = checking.and_then(|open| open.check.ticket);
        let mut effects = change(self);
        self.set_aside(saved);
        self.restore_if_same();
        self.hold_verdict();
        self.untick_changed(pasted);
        effects.extend(self.kept_now());
        // A check of values that changed meanwhile is stopped.
        let now = self.open.as_ref().map(|open| &open.check);
        let goes_on = now.is_some_and(|check| check.running || check.ticket == checking);
        let stopped = checking.is_some() && !goes_on;
        if stopped
            && !effects.iter().any(|effect| matches!(effect, Effect::Check(CheckJob::Cancel)))
        {
            effects.push(Effect::Check(CheckJob::Cancel));
        }
        if self.closing && self.would_lose().is_empty() {
            effects.push(Effect::Window(WindowJob::Close));
        }
        effects
    }

    /// The way to ConnectWise for the current connection; none for a practice set-up whose
    /// ConnectWise does not run (yet): it must ask nobody else.
    pub(super) fn wire(&self) -> Option<Wire> {
        let Present { open, connection, .. } = self.present()?;
        match &open.practice {
            Some(tenant) => Some(Wire::practice(&tenant.origin)),
            None if connection.practice => None,
            None => Some(Wire::straight(connection.trust.clone())),
        }
    }

    pub(super) fn need(&self) -> Option<Need> {
        let Present { connection, integration, .. } = self.present()?;
        let ticked = |row: &Row| connection.ticks.contains(&row_item(row));
        Some(Need::used(integration, ticked))
    }

    /// What stands in each value of the hand-over that is ticked as pasted.
    fn pasted_values(&self) -> Vec<(String, String, Option<Secret>)> {
        let Some(present) = self.present() else { return Vec::new() };
        let Present { connection, integration, .. } = present;
        let fields = integration.hand_over.fields.iter();
        let ticked = fields.filter(|f| connection.ticks.contains(&paste_item(&f.label)));
        let value = |field| values::hand_over_value(present, field);
        ticked.map(|f| (connection.id.clone(), f.label.to_string(), value(f))).collect()
    }

    /// A value that was pasted and is another now has to be pasted again.
    fn untick_changed(&mut self, before: Vec<(String, String, Option<Secret>)>) {
        if before.is_empty() {
            return;
        }
        let Some(present) = self.present() else { return };
        let Present { connection, integration, .. } = present;
        let changed: Vec<String> = before
            .into_iter()
            .filter(|(id, label, value)| {
                let field = integration.hand_over.fields.iter().find(|f| *f.label == **label);
                *id == connection.id
                    && value.is_some()
                    && field.and_then(|f| values::hand_over_value(present, f)) != *value
            })
            .map(|(_, label, _)| label)
            .collect();
        let Some(connection) = self.connection_mut() else { return };
        for label in changed {
            connection.ticks.remove(&paste_item(&label));
            connection.changed_values.insert(label);
        }
    }
}
