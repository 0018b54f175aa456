//! The integrations that come with the program. `build.rs` lists whatever files
//! `integrations/` holds, so that adding a vendor touches one file.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use super::added::taken;
use super::parse::{LARGEST_FILE, TOO_LARGE};
use super::text::LONGEST_LINE;
use super::{AddedFile, BadFile, Integration, parse};
use ground::files::{self, reason};
use ground::text::fit;

include!(concat!(env!("OUT_DIR"), "/integration_files.rs"));

/// Every integration, by name; files that cannot be read are told beside the others.
pub fn built_in() -> (Vec<Integration>, Vec<BadFile>) {
    let mut good = Vec::new();
    let mut bad = Vec::new();
    for (file, text) in FILES {
        match parse(file, text) {
            Ok(integration) => good.push(integration),
            Err(reason) => bad.push(reason),
        }
    }
    good.sort_by_key(|i| i.name.to_lowercase());
    (good, bad)
}

/// Files read at most, and complaints about them told one by one.
const MOST_FILES: usize = 200;
const MOST_TOLD: usize = 20;
/// Names looked at in the folder.
const MOST_NAMES: usize = 10_000;

/// Files a person put into the program's own folder. One that takes the id of another
/// integration is refused, or a name that looks like one of those that came with the program:
/// nothing added by hand can pass for them.
pub fn added_by_hand(folder: &Path, known: &[Integration]) -> (Vec<Integration>, Vec<BadFile>) {
    let mut good: Vec<Integration> = Vec::new();
    let mut bad = Vec::new();
    let whole = |file: String, reason: String| BadFile { file, at: None, reason };
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            return (good, bad);
        }
        Err(error) => return (good, vec![whole("The folder integrations".into(), reason(&error))]),
    };
    let mut paths: Vec<_> = entries.take(MOST_NAMES).flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|end| end == "toml"));
    paths.sort();
    let beyond = paths.len().saturating_sub(MOST_FILES);
    for path in paths.into_iter().take(MOST_FILES) {
        let file = fit(&path.file_name().unwrap_or_default().to_string_lossy(), LONGEST_LINE);
        let refuse = |reason: String| whole(file.clone(), reason);
        let parsed = read(&path).map_err(refuse).and_then(|text| {
            let added = Some(AddedFile::of(file.clone(), &text));
            Ok(Integration { built_in: false, file: added, ..parse(&file, &text)? })
        });
        match parsed {
            Ok(fresh) if known.iter().chain(&good).any(|i| i.id == fresh.id) => {
                bad.push(refuse(format!("the id {} is taken", &*fresh.id)));
            }
            Ok(fresh) => match taken(&fresh, known) {
                Some(other) => bad.push(refuse(format!(
                    "its name or vendor looks like {}, which comes with Keywright",
                    other.name
                ))),
                None => good.push(fresh),
            },
            Err(reason) => bad.push(reason),
        }
    }
    let untold = bad.len().saturating_sub(MOST_TOLD);
    bad.truncate(MOST_TOLD);
    if untold > 0 {
        let among = format!("{} files were refused in all", MOST_TOLD + untold);
        bad.push(whole(more(untold), among));
    }
    if beyond > 0 {
        bad.push(whole(more(beyond), format!("Keywright reads {MOST_FILES} files at most")));
    }
    (good, bad)
}

fn more(count: usize) -> String {
    if count == 1 { "1 more file".into() } else { format!("{count} more files") }
}

fn read(path: &Path) -> Result<String, String> {
    let bytes =
        files::read_no_link(path, LARGEST_FILE as u64).map_err(|error| match error.kind() {
            ErrorKind::FileTooLarge => TOO_LARGE.to_owned(),
            _ => reason(&error),
        })?;
    String::from_utf8(bytes).map_err(|_| "it is not text (UTF-8)".to_owned())
}
