//! How long it takes from a press in the real window, through Rust and back, to its picture: on
//! the largest permission table that an integration file can bring, all of ConnectWise's rows and
//! as many setup tables as a file may name. Prints figures and judges none.
//!
//! `feel [TICKS]`, with the program to measure in `KEYWRIGHT_BIN`: `scripts/bench` calls it.

use std::time::Duration;

use connectwise::grid::GRID;
use e2e::{Desktop, Window, journey};
use fantoccini::Locator;
use tokio::time::sleep;

const TABLES: usize = 200;
/// Both forms of the table.
const WIDTHS: [u32; 2] = [1280, 400];

/// From the press (a click's own time stamp) until the window's code hears of it, to the layout of
/// the View that answers it, and to the end of the frame that paints it. The View has come once it
/// counts anew how many are set: a box ticks itself.
const WATCH: &str = "
    let pressed, heard;
    addEventListener('click', (event) => {
      if (!event.target.matches('main input[type=checkbox]')) return;
      pressed = event.timeStamp;
      heard = performance.now() - pressed;
    }, true);
    const counts = (node) => (node.nodeType === 1 ? node : node.parentElement)?.closest('.progress, .count');
    new MutationObserver((changes) => {
      if (pressed === undefined || !changes.some((change) => counts(change.target))) return;
      const [began, passed] = [pressed, heard];
      pressed = undefined;
      void document.body.offsetHeight;
      const laid = performance.now() - began;
      requestAnimationFrame(() => setTimeout(() => window.feel.push([passed, laid, performance.now() - began])));
    }).observe(document.querySelector('main'), { characterData: true, childList: true, subtree: true });
";

#[tokio::main]
async fn main() {
    let ticks = std::env::args().nth(1).and_then(|count| count.parse().ok()).unwrap_or(200);
    let desktop = Desktop::start("feel").await;
    let folder = desktop.data().join("integrations");
    std::fs::create_dir_all(&folder).expect("a folder for integrations");
    std::fs::write(folder.join("wide.toml"), wide()).expect("the integration");
    let window = desktop.open().await;
    journey::choose(&window, "wide").await;
    journey::site(&window).await;
    window.run(WATCH).await;
    for width in WIDTHS {
        window.size(width, 780).await;
        measure(&window, ticks).await;
    }
    window.close().await;
}

async fn measure(window: &Window, ticks: usize) {
    window.run("window.feel = []").await;
    let ids = "return [...document.querySelectorAll('[data-testid^=\"tick-row:\"], [data-testid^=\"tick-table:\"]')] \
               .filter((box) => box.checkVisibility()).map((box) => box.dataset.testid)";
    let ids = window.run(ids).await;
    let ids: Vec<&str> =
        ids.as_array().into_iter().flatten().filter_map(|id| id.as_str()).collect();
    for tick in 0..ticks {
        // All over the table. A group that is full folds, and its boxes are out of sight.
        let Some(id) = ids.get(tick * 37 % ids.len().max(1)) else { break };
        let css = format!("[data-testid={id:?}]");
        let Ok(found) = window.client.find(Locator::Css(&css)).await else { continue };
        if found.is_displayed().await.unwrap_or(false) {
            // A person scrolls there first, and looks: the picture of that is not the press's.
            let scroll =
                format!("document.querySelector({css:?}).scrollIntoView({{block: 'center'}})");
            window.run(&scroll).await;
            sleep(Duration::from_millis(150)).await;
            window.press(id).await;
        }
    }
    let seen = window.run("return [innerWidth, window.feel]").await;
    let column = |place: usize| -> Vec<f64> {
        let rows = seen[1].as_array().into_iter().flatten();
        rows.filter_map(|row| row[place].as_f64()).collect()
    };
    println!(
        "figure: a tick in the real window, {} px, {} lines, {} times: press to the View's layout {}, of which until the window's code hears of it {} and from there on {}; press to the end of the frame that paints it {}",
        seen[0],
        ids.len(),
        column(1).len(),
        told(column(1)),
        told(column(0)),
        told(column(0).iter().zip(column(1)).map(|(heard, laid)| laid - heard).collect()),
        told(column(2)),
    );
}

/// "median 1, p95 3, max 5 ms": WebKit counts in whole ones.
fn told(mut times: Vec<f64>) -> String {
    times.sort_by(f64::total_cmp);
    let at = |part: f64| {
        let place = (times.len() as f64 * part) as usize;
        times.get(place.min(times.len().saturating_sub(1))).copied().unwrap_or(f64::NAN)
    };
    format!("median {:.0}, p95 {:.0}, max {:.0} ms", at(0.5), at(0.95), at(1.0))
}

fn wide() -> String {
    let rows: String = GRID
        .iter()
        .flat_map(|(module, rows)| rows.iter().map(move |row| (module, row)))
        .map(|(module, row)| {
            format!("[[role.rows]]\nmodule = {module:?}\nrow = {row:?}\nedit = \"My\"\ninquire = \"All\"\n")
        })
        .collect();
    let tables: Vec<String> =
        (0..TABLES).map(|n| format!("Group {} / Table {n}", n / 10)).collect();
    format!(
        "schema = 1\nid = \"wide\"\nname = \"Wide\"\nvendor = \"Wide\"\nsummary = \"All rows there are.\"\n\
         [guide]\ntitle = \"Wide\"\npublisher = \"Wide\"\nread = \"November 2026\"\n\
         [before]\nminutes = \"10 minutes\"\nwho = [\"An administrator\"]\nopen = [\"ConnectWise\"]\n\
         [role]\nname = \"Wide\"\ntables = {tables:?}\n{rows}[member]\n[keys]\n[client_id]\nasked = false\n\
         [hand_over]\npress = [\"Save\"]\nsuccess = \"Saved\"\n\
         [[hand_over.fields]]\nlabel = \"Public key\"\nvalue = \"{{public_key}}\"\n"
    )
}
