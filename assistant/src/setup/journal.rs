//! Progress on disk, never a secret: one JSON file, replaced whole or not at all.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::Connection;

const SCHEMA: u32 = 1;
const LARGEST: u64 = 4 * 1024 * 1024;

/// Where the journal lies.
#[derive(Clone, Debug)]
pub struct Journal {
    path: PathBuf,
}

/// What was found at the start, beside the connections.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JournalTrouble {
    /// It could not be understood: set aside under this name; an older copy was used if
    /// there was a good one.
    SetAside {
        path: PathBuf,
        recovered: bool,
    },
    /// A newer Keywright wrote it: left as it is, and nothing is written over it.
    Newer {
        path: PathBuf,
    },
    Unreadable {
        path: PathBuf,
        reason: String,
    },
}

#[derive(Serialize, Deserialize)]
struct Pages {
    schema: u32,
    connections: Vec<Connection>,
}

#[derive(Deserialize)]
struct SchemaOnly {
    schema: u32,
}

enum Unread {
    Missing,
    Damaged,
    Newer,
    Io(io::Error),
}

impl Journal {
    pub fn in_folder(folder: &Path) -> Self {
        Self { path: folder.join("journal.json") }
    }

    fn backup(&self) -> PathBuf {
        self.path.with_extension("json.bak")
    }

    /// Reads it. A damaged file is set aside, never deleted.
    pub fn load(&self) -> (Vec<Connection>, Option<JournalTrouble>) {
        match read(&self.path) {
            Ok(connections) => (connections, None),
            Err(Unread::Missing) => (read(&self.backup()).unwrap_or_default(), None),
            Err(Unread::Newer) => {
                (Vec::new(), Some(JournalTrouble::Newer { path: self.path.clone() }))
            }
            Err(Unread::Io(error)) => {
                let trouble = JournalTrouble::Unreadable {
                    path: self.path.clone(),
                    reason: error.kind().to_string(),
                };
                (Vec::new(), Some(trouble))
            }
            Err(Unread::Damaged) => {
                let aside = self.free_name_aside();
                let path = match fs::rename(&self.path, &aside) {
                    Ok(()) => aside,
                    Err(_) => self.path.clone(),
                };
                let older = read(&self.backup());
                let recovered = older.is_ok();
                (older.unwrap_or_default(), Some(JournalTrouble::SetAside { path, recovered }))
            }
        }
    }

    fn free_name_aside(&self) -> PathBuf {
        let name = |n: u32| self.path.with_extension(format!("json.damaged-{n}"));
        (1..).map(name).find(|path| !path.exists()).unwrap_or_else(|| name(0))
    }

    /// Writes it: a new file beside it, flushed to disk, renamed over it; the last good one
    /// stays as `.bak`.
    pub fn save(&self, connections: &[Connection]) -> io::Result<()> {
        if matches!(read(&self.path), Err(Unread::Newer)) {
            return Err(io::Error::other("it was written by a newer Keywright"));
        }
        let folder = self.path.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder)?;
        let text = serde_json::to_vec_pretty(&Pages {
            schema: SCHEMA,
            connections: connections.to_vec(),
        })?;
        let fresh = self.path.with_extension("json.new");
        let mut file = private_file(&fresh)?;
        file.write_all(&text)?;
        file.sync_all()?;
        drop(file);
        if read(&self.path).is_ok() {
            let _ = fs::remove_file(self.backup());
            // A hard link keeps the old file under its own name until the rename.
            fs::hard_link(&self.path, self.backup())
                .or_else(|_| fs::copy(&self.path, self.backup()).map(drop))?;
        }
        fs::rename(&fresh, &self.path)?;
        sync_folder(folder)
    }
}

fn read(path: &Path) -> Result<Vec<Connection>, Unread> {
    let size = match fs::metadata(path) {
        Ok(file) => file.len(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(Unread::Missing),
        Err(error) => return Err(Unread::Io(error)),
    };
    if size > LARGEST {
        return Err(Unread::Damaged);
    }
    let bytes = fs::read(path).map_err(Unread::Io)?;
    let SchemaOnly { schema } = serde_json::from_slice(&bytes).map_err(|_| Unread::Damaged)?;
    if schema > SCHEMA {
        return Err(Unread::Newer);
    }
    let pages: Pages = serde_json::from_slice(&bytes).map_err(|_| Unread::Damaged)?;
    Ok(pages.connections)
}

fn private_file(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Makes the rename itself lasting. Windows has no such thing for folders.
fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn connection(id: &str) -> Connection {
        Connection::new(id.into(), "vectis".into(), None, "today".into())
    }

    #[test]
    fn what_was_saved_is_loaded_and_nothing_else_is_left_behind() {
        let folder = tempfile::tempdir().unwrap();
        let journal = Journal::in_folder(&folder.path().join("deep"));
        assert_eq!(journal.load(), (vec![], None));
        for n in 0..3 {
            journal.save(&[connection(&n.to_string())]).unwrap();
        }
        assert_eq!(journal.load(), (vec![connection("2")], None));
        let mut names: Vec<_> = fs::read_dir(folder.path().join("deep"))
            .unwrap()
            .map(|e| e.unwrap().file_name())
            .collect();
        names.sort();
        assert_eq!(names, ["journal.json", "journal.json.bak"]);
    }

    #[test]
    fn a_damaged_journal_is_set_aside_and_the_last_good_one_used() {
        let folder = tempfile::tempdir().unwrap();
        let journal = Journal::in_folder(folder.path());
        journal.save(&[connection("old")]).unwrap();
        journal.save(&[connection("new")]).unwrap();
        let good = fs::read(&journal.path).unwrap();
        for damage in [&good[..good.len() / 2], b"", b"\0\0\0", b"[]", b"{\"schema\":1}"] {
            fs::write(&journal.path, damage).unwrap();
            let (connections, trouble) = journal.load();
            assert_eq!(connections, [connection("old")]);
            let Some(JournalTrouble::SetAside { path, recovered: true }) = trouble else {
                panic!("{trouble:?}")
            };
            assert_eq!(fs::read(path).unwrap(), damage, "the damaged one is kept");
        }
    }

    #[test]
    fn a_newer_journal_is_neither_read_nor_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let journal = Journal::in_folder(folder.path());
        let newer = br#"{"schema":2,"things":[]}"#;
        fs::write(&journal.path, newer).unwrap();
        assert!(
            matches!(journal.load(), (list, Some(JournalTrouble::Newer { .. })) if list.is_empty())
        );
        assert!(journal.save(&[connection("x")]).is_err());
        assert_eq!(fs::read(&journal.path).unwrap(), newer);
    }

    #[cfg(unix)]
    #[test]
    fn only_the_person_can_read_it() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let journal = Journal::in_folder(folder.path());
        journal.save(&[]).unwrap();
        assert_eq!(fs::metadata(&journal.path).unwrap().permissions().mode() & 0o777, 0o600);
    }
}
