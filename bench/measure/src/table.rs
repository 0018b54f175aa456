//! The figures as Markdown.

use crate::check::{self, Timed};
use crate::feel;
use crate::windows::{Kind, Measured};
use crate::{Result, stats::Stats};

const MOST: f64 = 1.10;
const FASTER: f64 = 8.0;
const MIB: f64 = 1024.0 * 1024.0;

pub fn windows(measured: &[Measured]) -> Result<String> {
    let find = |kind| measured.iter().find(|m| m.kind == kind).ok_or("not measured");
    let keywright = find(Kind::Keywright)?;
    let like = Kind::like_for_like();
    let mut text = "## Start and memory\n\nMedian (min, p90).\n\n\
        | | spawn to first paint, ms | memory (PSS of all processes) after 5 s, MiB |\n| --- | --- | --- |\n"
        .to_owned();
    for m in measured {
        text += &format!("| {} | {} | {} |\n", m.kind.name(), m.start, m.memory);
    }
    if let Some(content) = keywright.content {
        text += &format!("\nKeywright's first page with its content: {content} ms.\n");
    }
    text += "\n| Keywright against | start | memory |\n| --- | --- | --- |\n";
    for other in measured.iter().filter(|m| m.kind != Kind::Keywright) {
        let (start, memory) =
            (ratio(keywright.start, other.start), ratio(keywright.memory, other.memory));
        let judged = match other.kind {
            kind if kind == like => {
                let at_most = |ratio| verdict("1.10x or less", ratio <= MOST);
                [
                    " (**like for like**: the renderer Keywright chooses here)".into(),
                    at_most(start),
                    at_most(memory),
                ]
            }
            Kind::Chromium => [String::new(), verdict("earlier", start < 1.0), String::new()],
            _ => [const { String::new() }; 3],
        };
        let [note, start_verdict, memory_verdict] = judged;
        text += &format!(
            "| {}{note} | {start:.2}x{start_verdict} | {memory:.2}x{memory_verdict} |\n",
            other.kind.name()
        );
    }
    Ok(text)
}

pub fn check(m: &check::Measured) -> String {
    let (same, few, known) = (
        ratio(m.probed_same.time, m.probed.time),
        ratio(m.told_same.time, m.told.time),
        ratio(m.told_by_probes.time, m.told.time),
    );
    let line = |what: &str, keywright: &Timed, other: &Timed, faster: f64, judged: bool| {
        let verdict = if judged { verdict("8x or more", faster >= FASTER) } else { String::new() };
        format!(
            "| {what} | {} in {} calls | {} in {} calls | {faster:.1}x faster{verdict} |\n",
            keywright.time, keywright.calls, other.time, other.calls
        )
    };
    format!(
        "## A check of {} lines ({} rows, {} setup tables), 100 ms of latency\n\n\
         Milliseconds, median (min, p90). connectwise-rest asks one after another; Keywright had at most {} requests under way.\n\n\
         | | Keywright | connectwise-rest | |\n| --- | --- | --- | --- |\n{}{}{}",
        m.rows + m.tables,
        m.rows,
        m.tables,
        m.at_once,
        line(
            "**Same calls**; levels refused, so each line is asked",
            &m.probed,
            &m.probed_same,
            same,
            true
        ),
        line("Same calls; levels told, so few are needed", &m.told, &m.told_same, few, false),
        line(
            "Same answer; levels told, connectwise-rest asks each line",
            &m.told,
            &m.told_by_probes,
            known,
            false
        ),
    )
}

pub fn largest(m: &check::Measured) -> String {
    let line = |what: &str, keywright: &Timed, other: &Timed, most: f64| {
        let trips = check::Measured::round_trips(keywright.time);
        format!(
            "| {what} | {} in {} calls | {trips:.1}{} | {} in {} calls | {:.1}x faster |\n",
            keywright.time,
            keywright.calls,
            verdict(&format!("{most} or fewer"), trips <= most),
            other.time,
            other.calls,
            ratio(other.time, keywright.time)
        )
    };
    format!(
        "## The largest built-in integration ({} rows, {} setup tables), 100 ms of latency\n\n\
         A round trip is 100 ms. The whole check, the new connections to the server among it.\n\n\
         | | Keywright | round trips | connectwise-rest, the same calls | |\n| --- | --- | --- | --- | --- |\n{}{}\n\
         Swapped keys were named as such after {} ms, in {} calls{}.\n",
        m.rows,
        m.tables,
        line("By the member's own levels", &m.told, &m.told_same, 5.0),
        line("By probes, where the levels are refused", &m.probed, &m.probed_same, 8.0),
        m.swapped.time,
        m.swapped.calls,
        verdict("within 1000 ms", m.swapped.time.median <= 1000.0),
    )
}

pub fn size(keywright: u64, floor: u64) -> String {
    let mib = |bytes: u64| bytes as f64 / MIB;
    format!(
        "## Size of the release binary\n\n| Keywright, MiB | bare Tauri window, MiB | |\n| --- | --- | --- |\n\
         | {:.2} | {:.2} | {:.2}x |\n",
        mib(keywright),
        mib(floor),
        mib(keywright) / mib(floor)
    )
}

/// Single milliseconds: with more places than the others.
pub fn feel(m: &feel::Measured) -> String {
    let line = |what: &str, s: Stats| {
        format!("| {what} | {:.2} ({:.2}, {:.2}) |\n", s.median, s.min, s.p90)
    };
    format!(
        "## Rust's part of a tick among {} rows ({} KiB of JSON)\n\n| | ms, median (min, p90) |\n| --- | --- |\n{}{}{}{}{}",
        m.rows,
        m.bytes / 1024,
        line("takes the Intent", m.act),
        line("computes the View", m.view),
        line("compares it with the one before, keeps it", m.keep),
        line("writes it as JSON", m.json),
        line("all of it", m.all),
    )
}

/// What people download. A package that was not made is said to be so, and judged by nobody.
pub fn packages(deb: Option<u64>, floor: Option<u64>, setup: Option<u64>) -> String {
    let mib = |bytes: Option<u64>| {
        bytes.map_or("not made".to_owned(), |bytes| format!("{:.2}", bytes as f64 / MIB))
    };
    let times = deb.zip(floor).map_or(String::new(), |(deb, floor)| {
        let times = deb as f64 / floor as f64;
        format!("{times:.2}x{}", verdict("1.25x or less", times <= 1.25))
    });
    let small = setup.map_or(String::new(), |bytes| {
        verdict("4 MB or less", bytes <= 4_000_000).trim_start().to_owned()
    });
    format!(
        "## Size of the packages\n\n| | Keywright, MiB | bare Tauri window by the same bundler, MiB | |\n| --- | --- | --- | --- |\n\
         | .deb | {} | {} | {times} |\n| setup.exe | {} | | {small} |\n",
        mib(deb),
        mib(floor),
        mib(setup)
    )
}

fn ratio(one: Stats, other: Stats) -> f64 {
    one.median / other.median
}

fn verdict(aim: &str, reached: bool) -> String {
    format!(" (aim {aim}: {})", if reached { "reached" } else { "**missed**" })
}
