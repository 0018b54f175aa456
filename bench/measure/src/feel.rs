//! What Rust does for one tick on a permission table of 500 rows: takes the Intent, computes the
//! View, compares it with the one before and keeps it, writes it as the JSON that goes to the window.

use std::hint::black_box;
use std::time::{Duration, Instant};

use integration::{Integration, Line, Row, built_in};
use setup::checklist::row_item;
use setup::{Connection, Intent, ListPress, Open, Opening, Setup, StepId};
use view::view;

use crate::Result;
use crate::stats::Stats;

const ROWS: usize = 500;
const TICKS: usize = 200;

pub struct Measured {
    pub rows: usize,
    pub bytes: usize,
    /// Milliseconds.
    pub act: Stats,
    pub view: Stats,
    pub keep: Stats,
    pub json: Stats,
    pub all: Stats,
}

pub fn measure() -> Result<Measured> {
    let integration = wide()?;
    let items: Vec<_> = integration.role.rows.iter().map(row_item).collect();
    let mut connection =
        Connection::new("wide".into(), (*integration.id).into(), None, Default::default());
    (connection.step, connection.furthest) = (StepId::Role, StepId::Role);
    let mut setup = Setup::new(Opening {
        integrations: (vec![integration], Vec::new()),
        connections: (vec![connection], None),
        ..Opening::default()
    });
    setup.open = Some(Open::of("wide"));

    let mut times = [const { Vec::new() }; 5];
    let mut before = view(&setup);
    let mut bytes = 0;
    for tick in 0..TICKS {
        // All over the table, as the window's own measure goes.
        let item = items[tick * 37 % items.len()].clone();
        let began = Instant::now();
        setup.act(Intent::List(ListPress::Tick { item, on: true }));
        let acted = began.elapsed();
        let view = view(&setup);
        let seen = began.elapsed();
        black_box(before == view);
        before = view.clone();
        let kept = began.elapsed();
        let json = serde_json::to_string(&view)?;
        let written = began.elapsed();
        bytes = json.len();
        let parts = [acted, seen - acted, kept - seen, written - kept, written];
        for (all, time) in times.iter_mut().zip(parts) {
            all.push(milliseconds(time));
        }
    }
    let parts: Option<Vec<Stats>> = times.iter().map(|all| Stats::of(all)).collect();
    let [act, view, keep, json, all] =
        parts.ok_or("no ticks")?.try_into().map_err(|_| "no ticks")?;
    Ok(Measured { rows: items.len(), bytes, act, view, keep, json, all })
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// The built-in integration with the most rows, with these again and again under other names. A
/// file cannot bring so many: ConnectWise's own table is shorter.
fn wide() -> Result<Integration> {
    let largest = built_in().0.into_iter().max_by_key(|each| each.role.rows.len());
    let mut integration = largest.ok_or("no integration")?;
    let rows = integration.role.rows.clone();
    integration.role.rows = (0..ROWS)
        .zip(rows.iter().cycle())
        .map(|(nth, row)| {
            Ok(Row { row: Line::try_from(format!("{} {nth}", &*row.row))?, ..row.clone() })
        })
        .collect::<Result<_>>()?;
    Ok(integration)
}
