//! The two ways in which a View comes: as the answer to an Intent, and by itself.

use serde_json::Value;
use setup::{Intent, StepId};

use super::window::*;

mock_store!(store);

/// Saving changes nothing on the page, so the window is spared a second copy of it.
#[test]
fn a_press_is_answered_by_one_view_alone() {
    let folder = tempfile::tempdir().unwrap();
    session(folder.path(), store, async |window| {
        window.begin(&ids()[0]).await;
        window.walk_to(StepId::Role).await;
        let grid = role_page(&window.desk.view()).unwrap().grid.unwrap();
        let rows = grid.groups.iter().flat_map(|group| &group.rows);
        let presses: Vec<Intent> = rows.map(|row| row.tick.clone()).take(5).collect();
        let before = window.views();
        for (n, press) in presses.iter().enumerate() {
            window.act(press.clone());
            let ticks =
                |all: &Value| all[0]["ticks"].as_array().is_some_and(|it| it.len() == n + 1);
            window.written("the tick", ticks).await;
        }
        // The last one may not have learned yet that it is saved, the others have.
        assert_eq!(window.views() - before, presses.len());
    });
}
