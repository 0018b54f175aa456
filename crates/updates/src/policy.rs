//! What a machine's administrators have laid down, in a file that ordinary users may only read.
//!
//! One key so far: `updates = "off"`. A file that is damaged or cannot be read counts as off:
//! somebody meant to lay down something. One that is not there lays down nothing.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use toml::de::DeTable;

use ground::files;
use ground::text::line_and_column;

const NAME: &str = "policy.toml";
const LARGEST: u64 = 64 * 1024;

/// What is laid down about updates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ruling {
    /// Nothing: a person may look for them.
    #[default]
    Ask,
    Off,
    /// There is a file, and it cannot be understood.
    Unreadable,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Policy {
    pub updates: Ruling,
    /// Line and column of each key that this Keywright does not know: a newer one may, and a
    /// slip of the pen is worth seeing. Its name is somebody's own text.
    pub unknown: Vec<(usize, usize)>,
}

/// Where the file lies on this system.
pub fn folder() -> PathBuf {
    if cfg!(windows) {
        let data = std::env::var_os("ProgramData").map(PathBuf::from);
        let data = data.filter(|path| path.is_absolute());
        data.unwrap_or_else(|| PathBuf::from(r"C:\ProgramData")).join("Keywright")
    } else if cfg!(target_os = "macos") {
        PathBuf::from("/Library/Application Support/Keywright")
    } else {
        PathBuf::from("/etc/keywright")
    }
}

/// Reads the file in this folder.
pub fn read(folder: &Path) -> Policy {
    match text(&folder.join(NAME)) {
        Ok(text) => understood(&text),
        Err(error) if error.kind() == ErrorKind::NotFound => Policy::default(),
        Err(_) => unreadable(),
    }
}

/// What the file's text lays down.
pub fn understood(text: &str) -> Policy {
    let Ok(table) = DeTable::parse(text) else { return unreadable() };
    let mut policy = Policy::default();
    for (key, value) in table.get_ref() {
        match (key.get_ref().as_ref(), value.get_ref().as_str()) {
            ("updates", Some("off")) => policy.updates = Ruling::Off,
            ("updates", Some("ask")) => policy.updates = Ruling::Ask,
            ("updates", _) => return unreadable(),
            _ => policy.unknown.push(line_and_column(text, key.span().start)),
        }
    }
    policy.unknown.sort_unstable();
    policy
}

fn unreadable() -> Policy {
    Policy { updates: Ruling::Unreadable, ..Policy::default() }
}

fn text(path: &Path) -> std::io::Result<String> {
    String::from_utf8(files::read(path, LARGEST)?).map_err(|_| ErrorKind::InvalidData.into())
}
