//! The integrations that come with the program. `build.rs` lists whatever files
//! `integrations/` holds, so that adding a vendor touches one file.

use std::fs;
use std::path::Path;

use super::text::{LONGEST_LINE, fit};
use super::{BadFile, Integration, parse};

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

/// Files a person put into the program's own folder. One that takes the id of another
/// integration is refused: nothing added by hand can pass for what came with the program.
pub fn added_by_hand(folder: &Path, known: &[Integration]) -> (Vec<Integration>, Vec<BadFile>) {
    let mut good: Vec<Integration> = Vec::new();
    let mut bad = Vec::new();
    let Ok(entries) = fs::read_dir(folder) else { return (good, bad) };
    let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|end| end == "toml"));
    paths.sort();
    for path in paths {
        let file = fit(&path.file_name().unwrap_or_default().to_string_lossy(), LONGEST_LINE);
        let refuse = |reason: String| BadFile { file: file.clone(), at: None, reason };
        match fs::read_to_string(&path)
            .map_err(|e| refuse(e.to_string()))
            .and_then(|text| parse(&file, &text))
        {
            Ok(fresh) if known.iter().chain(&good).any(|i| i.id == fresh.id) => {
                bad.push(refuse(format!("the id {} is taken", &*fresh.id)));
            }
            Ok(fresh) => good.push(Integration { built_in: false, ..fresh }),
            Err(reason) => bad.push(reason),
        }
    }
    (good, bad)
}
