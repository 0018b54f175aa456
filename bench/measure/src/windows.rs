//! Start and memory of Keywright and of three windows to compare it with, in turn.
//!
//! A program has painted when a point of the left rail has the rail's colour: all pages show the same
//! rail, before any script has run. Keywright's first page with content comes later, after Rust has
//! sent the first View and Svelte has drawn it; it is measured too, by a point of its first card.

use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::desktop::Desktop;
use crate::stats::Stats;
use crate::{Result, processes, say};

/// `--rail` in ui/src/tokens.css, light theme.
const RAIL: u32 = 0x001f_4f46;
/// A point of the rail that no word, emblem or step of Keywright covers, below any title bar that a
/// program draws itself.
const POINT: (i16, i16) = (8, 300);
/// `--surface` in ui/src/tokens.css, and a point inside the first card, left of its words.
const CARD: u32 = 0x00ff_fefa;
const CARD_POINT: (i16, i16) = (304, 215);
const BETWEEN_LOOKS: Duration = Duration::from_millis(2);
const LONGEST_START: Duration = Duration::from_secs(60);
/// After it the first page is at rest.
const UNTIL_MEMORY: Duration = Duration::from_secs(5);
const NO_DMABUF: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Keywright,
    Floor,
    FloorWithoutDmabuf,
    Chromium,
}

impl Kind {
    /// In the order of a round.
    pub const ALL: [Self; 4] =
        [Self::Keywright, Self::Floor, Self::FloorWithoutDmabuf, Self::Chromium];

    pub fn name(self) -> &'static str {
        match self {
            Self::Keywright => "Keywright",
            Self::Floor => "bare Tauri window, as it comes",
            Self::FloorWithoutDmabuf => "bare Tauri window, WEBKIT_DISABLE_DMABUF_RENDERER=1",
            Self::Chromium => "Chromium app window",
        }
    }

    /// The bare window with the renderer that Keywright chooses on this machine (src-tauri/src/window.rs).
    pub fn like_for_like() -> Self {
        let has_device = std::fs::read_dir("/dev/dri").is_ok_and(|nodes| {
            nodes.flatten().any(|node| node.file_name().to_string_lossy().starts_with("renderD"))
        });
        if has_device { Self::Floor } else { Self::FloorWithoutDmabuf }
    }
}

/// Where everything is that gets started.
pub struct Programs {
    pub keywright: PathBuf,
    pub floor: PathBuf,
    pub page: PathBuf,
}

impl Programs {
    fn command(&self, kind: Kind, desktop: &Desktop) -> std::process::Command {
        match kind {
            Kind::Keywright => desktop.command(&self.keywright),
            Kind::Floor => desktop.command(&self.floor),
            Kind::FloorWithoutDmabuf => {
                let mut command = desktop.command(&self.floor);
                command.env(NO_DMABUF, "1");
                command
            }
            Kind::Chromium => {
                let mut command = desktop.command(Path::new("/usr/bin/chromium"));
                command
                    .arg(format!("--app=file://{}", self.page.display()))
                    .arg(format!("--user-data-dir={}", desktop.home().join("chromium").display()))
                    .args([
                        "--window-size=1120,780",
                        "--no-sandbox",
                        "--no-first-run",
                        "--disable-background-networking",
                    ])
                    .args(["--disable-component-update", "--disable-sync"])
                    // No bar that warns of --no-sandbox: drawing it would cost Chromium time.
                    .arg("--test-type");
                command
            }
        }
    }
}

/// What was measured of one program.
pub struct Measured {
    pub kind: Kind,
    /// Milliseconds from spawn to paint.
    pub start: Stats,
    /// Milliseconds from spawn to the first page with content, where that is later.
    pub content: Option<Stats>,
    /// MiB.
    pub memory: Stats,
}

/// One round that is not counted, then `rounds` that are.
pub fn measure(programs: &Programs, rounds: usize) -> Result<Vec<Measured>> {
    let mut starts = [const { Vec::new() }; Kind::ALL.len()];
    let mut contents = Vec::new();
    let mut memories = [const { Vec::new() }; Kind::ALL.len()];
    for round in 0..=rounds {
        for (place, kind) in Kind::ALL.into_iter().enumerate() {
            let serial = round * Kind::ALL.len() + place;
            let Run { start, content, memory } = run(programs, kind, serial, round > 0)
                .map_err(|error| format!("{}: {error}", kind.name()))?;
            if let Some((mib, count)) = memory {
                say!(
                    "round {round}/{rounds}  {:<52} {start:>5.0} ms {mib:>5.0} MiB in {count} processes",
                    kind.name()
                );
                starts[place].push(start);
                contents.extend(content);
                memories[place].push(mib);
            }
        }
    }
    let all = Kind::ALL.into_iter().zip(starts.iter().zip(&memories));
    all.map(|(kind, (starts, memories))| {
        let (start, memory) = Stats::of(starts).zip(Stats::of(memories)).ok_or("no rounds")?;
        let content = if kind == Kind::Keywright { Stats::of(&contents) } else { None };
        Ok(Measured { kind, start, content, memory })
    })
    .collect()
}

/// What one start showed.
struct Run {
    /// Milliseconds to paint.
    start: f64,
    /// Milliseconds to the first page with content.
    content: Option<f64>,
    /// MiB, and in how many processes.
    memory: Option<(f64, usize)>,
}

/// Milliseconds to paint and to content; then MiB and how many processes hold them, if asked for.
fn run(programs: &Programs, kind: Kind, serial: usize, with_memory: bool) -> Result<Run> {
    let desktop = Desktop::start(serial)?;
    if desktop.colour_at(POINT.0, POINT.1)? == RAIL {
        return Err("the empty screen already has the rail's colour".into());
    }
    let mark = format!("{}-{serial}", std::process::id());
    let mut command = programs.command(kind, &desktop);
    command.env(processes::MARK, &mark);
    let began = Instant::now();
    let mut child = leash::Leash::start(&mut command)?;
    let seen = wait_for(&desktop, POINT, RAIL, began).and_then(|start| {
        let content = match kind {
            Kind::Keywright => Some(wait_for(&desktop, CARD_POINT, CARD, began)?),
            _ => None,
        };
        if !with_memory {
            return Ok(Run { start, content, memory: None });
        }
        sleep(UNTIL_MEMORY);
        let all = processes::of(child.id(), &mark)?;
        if desktop.colour_at(POINT.0, POINT.1)? != RAIL {
            return Err("the page went away again".into());
        }
        let memory = Some((processes::memory(&all)?, all.len()));
        Ok(Run { start, content, memory })
    });
    // Also after a failure: what was started ends.
    processes::end(&processes::of(child.id(), &mark)?);
    child.wait(leash::PLENTY)?;
    seen
}

fn wait_for(desktop: &Desktop, point: (i16, i16), colour: u32, began: Instant) -> Result<f64> {
    while began.elapsed() < LONGEST_START {
        if desktop.colour_at(point.0, point.1)? == colour {
            return Ok(began.elapsed().as_secs_f64() * 1000.0);
        }
        sleep(BETWEEN_LOOKS);
    }
    Err(format!("nothing painted in {} s", LONGEST_START.as_secs()).into())
}
