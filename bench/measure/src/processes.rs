//! All processes of a program that was started, what memory they take, and their end.

use std::collections::HashSet;
use std::fs;
use std::io::ErrorKind;

use crate::Result;

/// Given to a program in its environment, so that processes are found that lost their parent.
pub const MARK: &str = "KEYWRIGHT_BENCH_RUN";

struct Process {
    id: u32,
    parent: u32,
    marked: bool,
}

/// The program's own process, everything below it, and everything that carries its mark.
pub fn of(program: u32, mark: &str) -> Result<Vec<u32>> {
    let mark = format!("{MARK}={mark}");
    let all: Vec<Process> = fs::read_dir("/proc")?
        .flatten()
        .filter_map(|entry| entry.file_name().to_str()?.parse().ok())
        .filter_map(|id| look(id, mark.as_bytes()))
        .collect();
    let mut found: HashSet<u32> =
        all.iter().filter(|p| p.marked || p.id == program).map(|p| p.id).collect();
    // A process of Chromium writes its title over its environment: it is found by its parent.
    loop {
        let before = found.len();
        found.extend(
            all.iter().filter(|p| found.contains(&p.parent)).map(|p| p.id).collect::<Vec<_>>(),
        );
        if found.len() == before {
            return Ok(found.into_iter().collect());
        }
    }
}

/// None if it is gone, or ended and only waits to be collected.
fn look(id: u32, mark: &[u8]) -> Option<Process> {
    let stat = fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    // The name before it is in brackets and may hold anything.
    let mut after_name = stat.rsplit_once(") ")?.1.split(' ');
    if after_name.next()? == "Z" {
        return None;
    }
    let parent = after_name.next()?.parse().ok()?;
    let environment = fs::read(format!("/proc/{id}/environ")).unwrap_or_default();
    let marked = environment.split(|byte| *byte == 0).any(|variable| variable == mark);
    Some(Process { id, parent, marked })
}

/// MiB of memory, pages that are shared counted in parts (PSS), over these processes.
pub fn memory(processes: &[u32]) -> Result<f64> {
    let mut kib = 0.0;
    for id in processes {
        let text = match fs::read_to_string(format!("/proc/{id}/smaps_rollup")) {
            Ok(text) => text,
            // Ended since it was listed. Anything else must not make the sum smaller in silence.
            Err(error)
                if error.kind() == ErrorKind::NotFound || error.raw_os_error() == Some(3) =>
            {
                continue;
            }
            Err(error) => return Err(format!("the memory of process {id}: {error}").into()),
        };
        kib += pss(&text).ok_or("a smaps_rollup without Pss")?;
    }
    Ok(kib / 1024.0)
}

fn pss(rollup: &str) -> Option<f64> {
    let line = rollup.lines().find_map(|line| line.strip_prefix("Pss:"))?;
    line.trim().strip_suffix(" kB")?.parse().ok()
}

/// Ends them all at once.
pub fn end(processes: &[u32]) {
    processes.iter().copied().for_each(leash::kill);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pss_is_read_and_not_one_of_its_parts() {
        let text = "55d0 ---p 0 [rollup]\nRss: 9000 kB\nPss:            2048 kB\nPss_Dirty: 7 kB\nPss_Anon: 9 kB\n";
        assert_eq!(pss(text), Some(2048.0));
        assert_eq!(pss("Rss: 1 kB"), None);
    }

    #[test]
    fn this_process_and_its_child_are_found_and_ended() {
        let mut sleep = leash::command("sleep");
        let mut child = leash::Leash::start(sleep.arg("600").env(MARK, "of a test")).unwrap();
        let found = of(std::process::id(), "no such mark").unwrap();
        assert!(found.contains(&std::process::id()) && found.contains(&child.id()));
        // Right after the start the environment is still the parent's, until the new program is loaded.
        let began = std::time::Instant::now();
        let looks = std::iter::repeat_with(|| of(u32::MAX, "of a test").unwrap());
        let marked =
            looks.take_while(|_| began.elapsed() < leash::PLENTY).find(|found| !found.is_empty());
        assert_eq!(marked, Some(vec![child.id()]));
        assert!(memory(&[child.id()]).unwrap() > 0.0);
        end(&[child.id()]);
        let leash::Ended::ByItself(status) = child.wait(leash::PLENTY).unwrap() else {
            panic!("it was not ended");
        };
        assert!(!status.success());
    }
}
