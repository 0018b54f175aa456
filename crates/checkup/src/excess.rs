//! What a role allows beyond what the integration needs, worst first.

use super::audit::{AllowedTables, Audit};
use super::finding::{Admin, Cell, Cells, Excess, Extra, Finding, Line, Reason, Risk, Who};
use super::need::Need;
use connectwise::grid::{GRID, Level, RowId};

/// So many rows that are All throughout are an administrator's, whatever the others are.
const OPEN_ROLE: usize = 40;

/// The line about the whole role, by the levels and tables that were told.
pub(super) fn finding(
    need: &Need,
    audit: Option<&Audit>,
    allowed: Option<&AllowedTables>,
    who: Option<&Who>,
) -> Finding {
    let line = Line::Wider;
    // A row that is needed and not found may be there under a name we do not know: then no
    // strange row can be called too much.
    let found =
        |audit: &Audit| need.rows.iter().all(|(row, needs)| audit.cells(*row, *needs).is_some());
    let all_found = audit.is_some_and(found);
    let mut excess = audit.map_or_else(Excess::default, |audit| of(need, audit, all_found));
    if !need.tables.is_empty() {
        excess.tables = allowed.map_or_else(Vec::new, |allowed| allowed.beyond(&need.tables));
    }
    let told = || audit.into_iter().flat_map(|audit| audit.rows().map(|(_, levels)| levels));
    let rows = told().count();
    let all_open = rows >= OPEN_ROLE && told().flatten().all(|level| level == Some(Level::All));
    if all_open {
        excess.admin = Some(Admin::AllOpen { rows });
    } else if who.is_some_and(|who| who.admin) {
        excess.admin = Some(Admin::Marked);
    }
    let tables_whole = need.tables.is_empty()
        || allowed.is_some_and(|allowed| allowed.whole && allowed.is_clear(&need.tables));
    let rows_whole = all_found && audit.is_some_and(Audit::is_whole);
    let (levels, tables) = (excess.rows.len(), excess.tables.len());
    if levels + tables > 0 || excess.admin.is_some() {
        let count = |n: usize, one: &str| format!("{n} {one}{}", if n == 1 { "" } else { "s" });
        let parts = [(levels, "row"), (tables, "allowed table")];
        let parts = parts.into_iter().filter(|(n, _)| *n > 0).map(|(n, one)| count(n, one));
        let parts: Vec<String> = parts.collect();
        let evidence = match (&excess.admin, parts.as_slice()) {
            (Some(_), _) => "An administrator role".to_owned(),
            (None, parts) => {
                let at_least = if rows_whole && tables_whole { "" } else { "At least " };
                format!("{at_least}{} more than needed", parts.join(" and "))
            }
        };
        return Finding::wider(line, evidence, Reason::Excess(excess));
    }
    let missing = if audit.is_none() {
        "The levels were not told"
    } else if !rows_whole {
        "Not every row of the role could be compared"
    } else if !tables_whole {
        "Not every allowed table could be compared"
    } else {
        let all: usize = GRID.iter().map(|(_, rows)| rows.len()).sum();
        let rows = if rows == all { format!("All {all}") } else { format!("{rows} of {all}") };
        return Finding::passed(line, format!("{rows} rows compared, nothing more than needed"));
    };
    Finding::unproven(line, missing, Reason::Unclear)
}

fn of(need: &Need, audit: &Audit, all_found: bool) -> Excess {
    let needs_of = |row: RowId| {
        let listed = need.rows.iter().chain(&need.not_used);
        let mut listed = listed.filter(|(needed, _)| *needed == row);
        listed.next().map_or([Level::None; 4], |n| n.1)
    };
    let known = audit.rows().map(|(row, levels)| {
        (Some(row), row.module().to_owned(), row.name().to_owned(), levels, needs_of(row))
    });
    let strangers = audit.strangers.iter().filter(|_| all_found).map(|stranger| {
        let (module, row) = (stranger.module.clone(), stranger.row.clone());
        (None, module, row, stranger.levels, [Level::None; 4])
    });
    let mut rows: Vec<Extra> = known
        .chain(strangers)
        .filter_map(|(id, module, row, levels, needs)| {
            let cells: Cells = std::array::from_fn(|n| Cell { has: levels[n], needs: needs[n] });
            cells.iter().any(Cell::is_wider).then(|| Extra {
                risk: Risk::of(id, &cells),
                module,
                row,
                cells,
            })
        })
        .collect();
    // Stable: within a risk the screen's order stays, All before My.
    rows.sort_by_key(|extra| (extra.risk, std::cmp::Reverse(widest(&extra.cells))));
    Excess { rows, ..Excess::default() }
}

fn widest(cells: &Cells) -> Option<Level> {
    cells.iter().filter(|cell| cell.is_wider()).filter_map(|cell| cell.has).max()
}
