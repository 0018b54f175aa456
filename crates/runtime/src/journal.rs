//! Progress on disk, never a secret: one JSON file, replaced whole or not at all, and
//! written by one Keywright at a time.

use std::collections::HashSet;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::journal_1;
use ground::files::{self, reason};

use setup::Connection;
use setup::outside::{FULL, JournalTrouble};
use system::vault::is_a_connections;

/// 1 said dates and remarks in words.
const SCHEMA: u32 = 2;
const LARGEST: u64 = 4 * 1024 * 1024;

/// Integration files brought along at most.
const MOST_BROUGHT: usize = 200;

// Why nothing is written.
const HELD: &str = "another Keywright has it open";
const NEWER: &str = "it was written by a newer Keywright";
const UNREAD: &str = "it could not be opened at the start";

/// Where the journal lies.
#[derive(Clone, Debug)]
pub struct Journal {
    path: PathBuf,
    /// Held until the last clone is gone; the system lets go of it when a program is killed.
    lock: Option<Arc<Lock>>,
    /// Set: what lies there was not read, so nothing is written over it.
    closed: Option<&'static str>,
}

#[derive(Debug)]
struct Lock(File);

impl Drop for Lock {
    fn drop(&mut self) {
        // Closing alone would leave it to a process that is just being started, until that
        // has closed its copy.
        let _ = self.0.unlock();
    }
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

#[derive(Deserialize)]
struct Earlier {
    connections: Vec<Value>,
}

enum Unread {
    Missing,
    Damaged,
    Newer,
    Io(io::Error),
}

impl Journal {
    /// Takes hold of the journal in this folder, if no other program has.
    pub fn open(folder: &Path) -> Self {
        let path = folder.join("journal.json");
        let (lock, closed) = match take_lock(folder, &path.with_extension("lock")) {
            Ok(lock) => (Some(Arc::new(lock)), None),
            Err(TryLockError::WouldBlock) => (None, Some(HELD)),
            // A folder that cannot be written to, or a disk that knows no locks: saving says
            // so by itself, or works as it did before there were locks.
            Err(TryLockError::Error(_)) => (None, None),
        };
        Self { path, lock, closed }
    }

    fn backup(&self) -> PathBuf {
        self.path.with_extension("json.bak")
    }

    fn fresh(&self) -> PathBuf {
        self.path.with_extension("json.new")
    }

    /// Reads it. A damaged file is set aside, never deleted.
    pub fn load(&mut self) -> (Vec<Connection>, Option<JournalTrouble>) {
        if self.closed == Some(HELD) {
            let path = self.path.clone();
            return (Vec::new(), Some(JournalTrouble::HeldByAnother { path }));
        }
        if self.lock.is_some() {
            // Of a program that was killed while it saved. Without the lock it may be in use.
            let _ = fs::remove_file(self.fresh());
        }
        match read(&self.path) {
            Ok(connections) => (connections, None),
            Err(Unread::Missing) => match read(&self.backup()) {
                Ok(connections) => (connections, None),
                Err(Unread::Missing) => (Vec::new(), None),
                Err(unread) => self.went_wrong(self.backup(), unread),
            },
            Err(unread) => self.went_wrong(self.path.clone(), unread),
        }
    }

    fn went_wrong(
        &mut self,
        path: PathBuf,
        unread: Unread,
    ) -> (Vec<Connection>, Option<JournalTrouble>) {
        match unread {
            Unread::Newer => {
                self.closed = Some(NEWER);
                (Vec::new(), Some(JournalTrouble::Newer { path }))
            }
            Unread::Io(error) => {
                self.closed = Some(UNREAD);
                let reason = reason(&error);
                (Vec::new(), Some(JournalTrouble::Unreadable { path, reason }))
            }
            Unread::Damaged | Unread::Missing => {
                let older = match read(&self.backup()) {
                    Err(unread @ Unread::Newer) => {
                        return self.went_wrong(self.backup(), unread);
                    }
                    older => older.ok(),
                };
                let aside = self.set_aside(&path).unwrap_or(path);
                let recovered = older.is_some();
                let trouble = JournalTrouble::SetAside { path: aside, recovered };
                (older.unwrap_or_default(), Some(trouble))
            }
        }
    }

    fn set_aside(&self, path: &Path) -> io::Result<PathBuf> {
        let name = |n: u32| self.path.with_extension(format!("json.damaged-{n}"));
        let aside = (1..).map(name).find(|path| !path.exists()).unwrap_or_else(|| name(0));
        fs::rename(path, &aside).map(|()| aside)
    }

    /// Writes it: a new file beside it, flushed to disk, renamed over it; the last good one
    /// stays as `.bak`.
    pub fn save(&self, connections: &[Connection]) -> io::Result<()> {
        if let Some(why) = self.closed {
            return Err(io::Error::other(why));
        }
        let text = serde_json::to_vec_pretty(&Pages {
            schema: SCHEMA,
            connections: connections.to_vec(),
        })?;
        if text.len() as u64 > LARGEST {
            return Err(io::Error::new(ErrorKind::FileTooLarge, FULL));
        }
        let good = match read(&self.path) {
            Ok(_) => true,
            Err(Unread::Missing) if matches!(read(&self.backup()), Err(Unread::Newer)) => {
                return Err(io::Error::other(NEWER));
            }
            Err(Unread::Missing) => false,
            Err(Unread::Newer) => return Err(io::Error::other(NEWER)),
            Err(Unread::Io(error)) => return Err(error),
            Err(Unread::Damaged) => {
                self.set_aside(&self.path)?;
                false
            }
        };
        let folder = self.path.parent().unwrap_or(Path::new("."));
        files::own_folder(folder)?;
        let fresh = self.fresh();
        let written = patiently(|| self.write(&fresh, &text, good));
        if written.is_err() {
            // Half a file is of no use, and takes room where there may be none.
            let _ = fs::remove_file(&fresh);
        }
        written?;
        sync_folder(folder)
    }

    fn write(&self, fresh: &Path, text: &[u8], keep_old: bool) -> io::Result<()> {
        match fs::remove_file(fresh) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let mut file = files::create(fresh)?;
        file.write_all(text)?;
        file.sync_all()?;
        drop(file);
        if keep_old {
            let _ = fs::remove_file(self.backup());
            // A hard link keeps the old file under its own name until the rename.
            fs::hard_link(&self.path, self.backup())
                .or_else(|_| fs::copy(&self.path, self.backup()).map(drop))?;
        }
        fs::rename(fresh, &self.path)
    }
}

/// Brings progress from its earlier folder, if there is none in this one: on Windows
/// that folder roams to other computers, and the keys do not. What lies there stays: another
/// computer may want it, too. Where that does not work, the list starts empty.
pub fn bring(from: &Path, to: &Path) {
    let there = |name: &str| to.join(name).symlink_metadata().is_ok();
    if from == to || there("journal.json") || there("journal.json.bak") {
        return;
    }
    // An older Keywright is writing in it.
    let lock = from.join("journal.lock");
    if lock.exists() && matches!(take_lock(from, &lock), Err(TryLockError::WouldBlock)) {
        return;
    }
    let _ = files::own_folder(to);
    for name in ["window.json", "journal.json.bak", "journal.json"] {
        let _ = copy(&from.join(name), &to.join(name), LARGEST);
    }
    let added = to.join("integrations");
    let Ok(entries) = fs::read_dir(from.join("integrations")) else { return };
    let _ = files::own_folder(&added);
    for entry in entries.take(MOST_BROUGHT).flatten() {
        let _ = copy(&entry.path(), &added.join(entry.file_name()), LARGEST);
    }
}

/// Whole or not at all, and never over what is there.
fn copy(from: &Path, to: &Path, most: u64) -> io::Result<()> {
    let bytes = files::read_no_link(from, most)?;
    let fresh = to.with_extension("brought");
    let _ = fs::remove_file(&fresh);
    let mut file = files::create(&fresh)?;
    file.write_all(&bytes)?;
    file.sync_all()?;
    drop(file);
    fs::rename(&fresh, to)
}

/// Virus scanners, backups and the like open a file in the moment it was written; on Windows
/// nobody can replace it until they are done.
fn patiently(attempt: impl Fn() -> io::Result<()>) -> io::Result<()> {
    let mut pause = Duration::from_millis(5);
    loop {
        match attempt() {
            Err(error) if is_in_use(&error) && pause < Duration::from_secs(1) => {
                std::thread::sleep(pause);
                pause *= 2;
            }
            outcome => return outcome,
        }
    }
}

/// "Access denied" is what a rename onto an open file is answered with, besides the two that
/// say so.
fn is_in_use(error: &io::Error) -> bool {
    cfg!(windows) && matches!(error.raw_os_error(), Some(5 | 32 | 33))
}

/// A file of its own: the journal is replaced at every save, and a lock would go with it.
fn take_lock(folder: &Path, path: &Path) -> Result<Lock, TryLockError> {
    files::own_folder(folder).map_err(TryLockError::Error)?;
    let file = files::private(OpenOptions::new().write(true).create(true).truncate(false))
        .open(path)
        .map_err(TryLockError::Error)?;
    file.try_lock()?;
    Ok(Lock(file))
}

fn read(path: &Path) -> Result<Vec<Connection>, Unread> {
    let bytes = files::read(path, LARGEST).map_err(|error| match error.kind() {
        ErrorKind::NotFound => Unread::Missing,
        ErrorKind::FileTooLarge => Unread::Damaged,
        _ => Unread::Io(error),
    })?;
    let damaged = |_| Unread::Damaged;
    let SchemaOnly { schema } = serde_json::from_slice(&bytes).map_err(damaged)?;
    let connections = match schema {
        SCHEMA => serde_json::from_slice::<Pages>(&bytes).map_err(damaged)?.connections,
        1 => {
            let Earlier { mut connections } = serde_json::from_slice(&bytes).map_err(damaged)?;
            for connection in &mut connections {
                journal_1::upgrade(connection, &TimeZone::system());
            }
            serde_json::from_value(Value::Array(connections)).map_err(damaged)?
        }
        0 => return Err(Unread::Damaged),
        _ => return Err(Unread::Newer),
    };
    if has_their_own_accounts(&connections) { Ok(connections) } else { Err(Unread::Damaged) }
}

/// A connection writes over the keychain's item of its name: that must be nobody else's.
fn has_their_own_accounts(connections: &[Connection]) -> bool {
    let mut seen = HashSet::new();
    connections.iter().all(|c| is_a_connections(&c.id) && seen.insert(&c.id))
}

/// Makes the rename itself lasting. Windows has no such thing for folders.
fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::Timestamp;

    fn connection(id: &str) -> Connection {
        Connection::new(id.into(), "vectis".into(), None, Timestamp::UNIX_EPOCH)
    }

    #[test]
    fn what_was_saved_is_loaded_and_nothing_else_is_left_behind() {
        let folder = tempfile::tempdir().unwrap();
        let mut journal = Journal::open(&folder.path().join("deep"));
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
        assert_eq!(names, ["journal.json", "journal.json.bak", "journal.lock"]);
    }

    #[test]
    fn a_damaged_journal_is_set_aside_and_the_last_good_one_used() {
        let folder = tempfile::tempdir().unwrap();
        let mut journal = Journal::open(folder.path());
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

    /// An edited one would write over the person's client ID, or two would share their keys.
    #[test]
    fn a_connection_with_the_account_of_another_is_damage() {
        let folder = tempfile::tempdir().unwrap();
        let mut journal = Journal::open(folder.path());
        for bad in [
            vec!["client-id"],
            vec!["Client-ID"],
            vec!["self-test"],
            vec![""],
            vec!["vectis-7f3a9c "],
            vec!["../vectis"],
            vec!["vectis-7f3a9c", "client-id"],
            vec!["vectis-7f3a9c", "vectis-7f3a9c"],
        ] {
            let all: Vec<Connection> = bad.iter().map(|id| connection(id)).collect();
            journal.save(&all).unwrap();
            let (connections, trouble) = journal.load();
            assert_eq!(connections, [], "{bad:?}");
            let set_aside = matches!(trouble, Some(JournalTrouble::SetAside { .. }));
            assert!(set_aside, "{bad:?}: {trouble:?}");
        }
    }

    /// It would be called damaged at the next start, and set aside at the next save.
    #[test]
    fn more_than_is_read_back_is_not_saved_and_what_is_there_stays() {
        let folder = tempfile::tempdir().unwrap();
        let mut journal = Journal::open(folder.path());
        let large = |n: usize| {
            let mut large = connection("large");
            large.company = "x".repeat(n);
            large
        };
        let fits = [large(LARGEST as usize - 10_000)];
        journal.save(&fits).unwrap();
        let too_many = [large(LARGEST as usize - 10_000), large(20_000)];
        for _ in 0..3 {
            let error = journal.save(&too_many).unwrap_err();
            assert_eq!((error.kind(), &*reason(&error)), (ErrorKind::FileTooLarge, FULL));
        }
        assert_eq!(journal.load(), (fits.to_vec(), None));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2, "nothing is set aside");
        journal.save(&[connection("fewer")]).unwrap();
        assert_eq!(journal.load().0, [connection("fewer")]);
    }

    #[test]
    fn progress_is_brought_from_where_it_lay_before_and_once() {
        let folder = tempfile::tempdir().unwrap();
        let (old, new) = (folder.path().join("roaming"), folder.path().join("local"));
        bring(&old, &new);
        assert!(!old.exists(), "nothing lay there");

        let journal = Journal::open(&old);
        journal.save(&[connection("older")]).unwrap();
        journal.save(&[connection("old")]).unwrap();
        fs::create_dir(old.join("integrations")).unwrap();
        fs::write(old.join("integrations/acme.toml"), "schema = 1").unwrap();
        bring(&old, &new);
        assert!(!new.join("journal.json").exists(), "another Keywright is writing in it");
        drop(journal);

        bring(&old, &new);
        assert_eq!(Journal::open(&new).load(), (vec![connection("old")], None));
        assert_eq!(fs::read(new.join("integrations/acme.toml")).unwrap(), b"schema = 1");
        assert!(old.join("journal.json").exists(), "another computer may want it");
        Journal::open(&new).save(&[connection("new")]).unwrap();
        bring(&old, &new);
        assert_eq!(Journal::open(&new).load().0, [connection("new")], "what is here is newer");
        bring(&new, &new);
        assert_eq!(Journal::open(&new).load().0, [connection("new")]);
    }

    #[test]
    fn a_newer_journal_is_neither_read_nor_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let mut journal = Journal::open(folder.path());
        let newer = br#"{"schema":3,"things":[]}"#;
        fs::write(&journal.path, newer).unwrap();
        assert!(
            matches!(journal.load(), (list, Some(JournalTrouble::Newer { .. })) if list.is_empty())
        );
        assert!(journal.save(&[connection("x")]).is_err());
        assert_eq!(fs::read(&journal.path).unwrap(), newer);
    }

    /// As a scanner does, that opens each file once it was written. On Windows that keeps it from
    /// being replaced.
    #[test]
    fn somebody_who_has_it_open_for_a_moment_keeps_nothing_from_being_saved() {
        let folder = tempfile::tempdir().unwrap();
        let mut journal = Journal::open(folder.path());
        journal.save(&[connection("old")]).unwrap();
        for n in ["1", "2", "3"] {
            let scanned = File::open(&journal.path).unwrap();
            let scanner = std::thread::spawn(move || {
                std::thread::sleep(Duration::from_millis(60));
                drop(scanned);
            });
            journal.save(&[connection(n)]).unwrap();
            scanner.join().unwrap();
        }
        assert_eq!(journal.load(), (vec![connection("3")], None));
    }

    #[cfg(unix)]
    #[test]
    fn only_the_person_can_read_it() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let journal = Journal::open(folder.path());
        journal.save(&[]).unwrap();
        assert_eq!(fs::metadata(&journal.path).unwrap().permissions().mode() & 0o777, 0o600);
    }
}
