//! `measure [--rounds N] [windows] [check] [size] [feel]`: prints a table of ratios, medians of one run
//! in which everything that is compared takes turns. Nothing named: all of them.
//!
//! `make bench` builds what it needs and calls it; docs/benchmarks.md says how to read it.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "printing is what this program is for"
)]

mod check;
mod desktop;
mod feel;
mod processes;
mod stats;
mod table;
mod windows;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

pub type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// Progress goes to standard error: standard output is the table.
macro_rules! say {
    ($($part:tt)*) => { eprintln!($($part)*) };
}
pub(crate) use say;

const WINDOW_ROUNDS: usize = 7;
const CHECK_ROUNDS: usize = 5;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            say!("Stopped: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let (mut rounds, mut parts) = (None, Vec::new());
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--rounds" => {
                rounds = Some(arguments.next().ok_or("--rounds needs a number")?.parse()?)
            }
            "windows" | "check" | "size" | "feel" => parts.push(argument),
            _ => return Err("usage: measure [--rounds N] [windows] [check] [size] [feel]".into()),
        }
    }
    let asked = |part: &str| parts.is_empty() || parts.iter().any(|name| name == part);

    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize()?;
    let programs = windows::Programs {
        keywright: beside_this("keywright")?,
        floor: beside_this("floor")?,
        page: root.join("bench/floor/page/index.html"),
    };
    if asked("windows") {
        println!(
            "{}",
            table::windows(&windows::measure(&programs, rounds.unwrap_or(WINDOW_ROUNDS))?)?
        );
    }
    if asked("check") {
        let client = root.join("practice/tests/connectwise-rest/bench.mjs");
        let rounds = rounds.unwrap_or(CHECK_ROUNDS);
        println!("{}", table::check(&check::measure(&client, rounds, check::thirty_lines()?)?));
        println!("{}", table::largest(&check::measure(&client, rounds, check::largest()?)?));
    }
    if asked("size") {
        let size = |path: &Path| Result::Ok(std::fs::metadata(path)?.len());
        println!("{}", table::size(size(&programs.keywright)?, size(&programs.floor)?));
        let packed = root.join("out/release");
        println!(
            "{}",
            table::packages(
                the_only(&packed, ".deb").as_deref().map(size).transpose()?,
                the_only(&packed.join("floor"), ".deb").as_deref().map(size).transpose()?,
                the_only(&packed, "-setup.exe").as_deref().map(size).transpose()?,
            )
        );
    }
    if asked("feel") {
        println!("{}", table::feel(&feel::measure()?));
    }
    Ok(())
}

/// Programs of the same build lie in the same folder.
fn beside_this(name: &str) -> Result<PathBuf> {
    let path = std::env::current_exe()?.with_file_name(name);
    if path.exists() {
        Ok(path)
    } else {
        Err(format!("{} is missing: run `make bench`", path.display()).into())
    }
}

/// The one file of a folder with this ending. None where there is no such package, or more than one.
fn the_only(folder: &Path, ending: &str) -> Option<PathBuf> {
    let mut found = std::fs::read_dir(folder).ok()?.flatten().map(|entry| entry.path());
    let mut ours = found.by_ref().filter(|path| path.to_string_lossy().ends_with(ending));
    let one = ours.next()?;
    ours.next().is_none().then_some(one)
}
