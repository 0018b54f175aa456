//! What a tick leads to, and the way back from one.

use std::collections::BTreeSet;

use super::called::{Group, Item};
use super::checklist::{Stop, next, row_line, stops, table_item};
use super::connection::Connection;
use super::effect::Effect;
use super::intent::ListPress;
use super::state::{Present, Setup};
use checkup::Line;

impl Setup {
    pub(super) fn list_press(&mut self, press: ListPress) -> Vec<Effect> {
        match press {
            ListPress::Tick { item, on } => self.change_ticks(&[item], on, false),
            ListPress::TickAll { group, on } => self.tick_all(&group, on),
            ListPress::UndoTicks { module } => self.undo_ticks(&module),
            ListPress::LookAt { line } => {
                if let Some(open) = &mut self.open {
                    open.checklist.at = Some(line);
                }
                Vec::new()
            }
            ListPress::StillToDo { on } => {
                if let Some(open) = &mut self.open {
                    open.checklist.still_to_do = on;
                }
                Vec::new()
            }
        }
    }

    /// The line in hand: the one a tick or a person led to, else the first to set. None once all
    /// are set.
    pub fn line_in_hand(&self) -> Option<(usize, Stop<'_>)> {
        let Present { open, connection, integration } = self.present()?;
        let mut stops = stops(integration).into_iter().enumerate();
        let led = stops.clone().find(|(_, stop)| open.checklist.at == Some(stop.place()));
        led.or_else(|| stops.find(|(_, stop)| !stop.is_set(connection)))
    }

    /// What the check found missing is to do again.
    pub(super) fn untick_missing_rows(&mut self) {
        let Some(Present { connection, integration, .. }) = self.present() else { return };
        let of_row = |stop: &Stop| match stop {
            Stop::Row(row) => row_line(row).is_some_and(|line| connection.is_missing(&line)),
            Stop::Tables(..) => false,
        };
        let stops = stops(integration);
        let first = stops.iter().find(|stop| of_row(stop)).map(Stop::place);
        // The tick of a row that is for some alone says that it is used, and not that it is set.
        let mut items: Vec<Item> = stops
            .iter()
            .filter(|stop| of_row(stop) && !stop.is_optional())
            .flat_map(Stop::items)
            .collect();
        let tables = integration.role.tables.iter();
        let tables = tables.filter(|table| connection.is_missing(&Line::Table(table.to_string())));
        items.extend(tables.map(|table| table_item(table)));
        let unticked = |stop: &&Stop| stop.items().iter().any(|item| items.contains(item));
        let at = first.or_else(|| stops.iter().find(unticked).map(Stop::place));
        let Some((open, connection)) = self.present_mut() else { return };
        connection.ticks.retain(|item| !items.contains(item));
        if at.is_some() {
            open.checklist.at = at;
        }
    }

    fn tick_all(&mut self, group: &Group, on: bool) -> Vec<Effect> {
        let Some(Present { integration, .. }) = self.present() else { return Vec::new() };
        let stops = stops(integration);
        let items: Vec<Item> = stops
            .iter()
            .filter(|stop| match group {
                Group::Tables => matches!(stop, Stop::Tables(..)),
                Group::Module(name) => stop.module() == name,
            })
            .flat_map(Stop::items)
            .collect();
        self.change_ticks(&items, on, true)
    }

    /// Exactly the ticks that were there before.
    fn undo_ticks(&mut self, module: &str) -> Vec<Effect> {
        let before = self.open.as_mut().and_then(|open| open.checklist.before.remove(module));
        let (Some(before), Some(Present { integration, .. })) = (before, self.present()) else {
            return Vec::new();
        };
        let stops = stops(integration);
        let of_module = || stops.iter().filter(|stop| stop.module() == module);
        let items: Vec<Item> = of_module().flat_map(Stop::items).collect();
        let at = of_module()
            .find(|stop| !stop.items().iter().all(|item| before.contains(item)))
            .map(Stop::place);
        let Some((open, connection)) = self.present_mut() else { return Vec::new() };
        connection.ticks.retain(|item| !items.contains(item));
        connection.ticks.extend(before);
        open.checklist.at = at;
        vec![Effect::SaveJournal]
    }

    /// `at_once`: many by one press.
    fn change_ticks(&mut self, items: &[Item], on: bool, at_once: bool) -> Vec<Effect> {
        let Some(Present { open, connection, integration }) = self.present() else {
            return Vec::new();
        };
        let mut checklist = open.checklist.clone();
        let mut after = connection.clone();
        for item in items {
            if on {
                after.ticks.insert(item.clone());
            } else {
                after.ticks.remove(item);
            }
        }
        let stops = stops(integration);
        let touched = |stop: &Stop| stop.items().iter().any(|item| items.contains(item));
        // Not one of the member's or the vendor's form.
        if let Some(first) = stops.iter().position(touched) {
            let last = stops.iter().rposition(touched).unwrap_or(first);
            let module = stops[first].module().to_owned();
            let of_module: Vec<Item> =
                stops.iter().filter(|s| s.module() == module).flat_map(Stop::items).collect();
            let held = |c: &Connection| -> BTreeSet<Item> {
                of_module.iter().filter(|item| c.ticks.contains(*item)).cloned().collect()
            };
            let (then, now) = (held(connection), held(&after));
            let filled = then.len() < of_module.len() && now.len() == of_module.len();
            let at = match (on, stops[last].is_set(&after)) {
                (true, true) => next(&stops, last, &after).map(|stop| stop.place()),
                (true, false) => Some(stops[last].place()),
                (false, _) => Some(stops[first].place()),
            };
            checklist.at = at;
            if then != now && (filled || at_once) {
                checklist.before.insert(module, then);
            } else if then != now {
                checklist.before.remove(&module);
            }
        }
        let Some((open, connection)) = self.present_mut() else { return Vec::new() };
        open.checklist = checklist;
        connection.ticks = after.ticks;
        for item in items {
            if let Item::Paste(label) = item {
                connection.changed_values.remove(label);
            }
        }
        vec![Effect::SaveJournal]
    }
}
