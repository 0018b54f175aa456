//! A disk that is full, and places that cannot be written to.

use std::fs;
use std::io::{ErrorKind, Write as _};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use ground::files::reason;
use leash::{PLENTY, command, output};
use runtime::journal::Journal;
use setup::outside::JournalTrouble;
use setup::{FieldId, Intent, WalkPress};

use super::helper::{Helper, helper, names, number, numbered, say};
use crate::desk::window::{ids, mock_store, session, site_page, start_page};

mock_store!(store);

/// A test that passes prints nothing that anybody sees: `scripts/test` counts these and says them at
/// its end.
fn not_tried(what: &str) {
    eprintln!("not tried: {what}");
    if let Some(list) = std::env::var_os("KEYWRIGHT_NOT_TRIED") {
        let list = fs::OpenOptions::new().create(true).append(true).open(list);
        writeln!(list.unwrap(), "{what}").unwrap();
    }
}

const WHOLE: [&str; 2] = ["journal.json", "journal.lock"];

/// Runs what follows where no file may grow beyond so many blocks, and writing on is an
/// error instead of the end.
fn at_most(blocks: u32) -> [String; 4] {
    let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$@\"");
    ["sh".into(), "-c".into(), script, "sh".into()]
}

/// The helper: the limit cuts its file off after some bytes.
pub fn limited(folder: &Path) {
    let mut journal = Journal::open(folder);
    assert_eq!(number(&journal.load().0), 1);
    let error = journal.save(&numbered(2)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::FileTooLarge);
    assert!(reason(&error).starts_with("file too large"), "{}", reason(&error));
    assert_eq!(number(&journal.load().0), 1);
    assert_eq!(names(folder), WHOLE, "the half is taken away");
    say("the old one stays");
}

#[test]
fn a_file_that_cannot_be_written_to_its_end_changes_nothing() {
    for blocks in [0, 1, 8] {
        let folder = tempfile::tempdir().unwrap();
        Journal::open(folder.path()).save(&numbered(1)).unwrap();
        let limit = at_most(blocks);
        let limit: Vec<&str> = limit.iter().map(String::as_str).collect();
        let mut child = Helper::run(helper("limited", folder.path(), &limit));
        assert_eq!(child.next().as_deref(), Some("the old one stays"), "{blocks}");
        child.end();
        assert_eq!(number(&Journal::open(folder.path()).load().0), 1);
    }
}

/// The helper: on a disk of its own, that it fills up.
pub fn full(folder: &Path) {
    let mut journal = Journal::open(folder);
    assert_eq!(journal.load(), (vec![], None));
    journal.save(&numbered(1)).unwrap();
    let filler = folder.join("filler");
    assert_eq!(fs::write(&filler, [0; 1 << 20]).unwrap_err().kind(), ErrorKind::StorageFull);
    for _ in 0..20 {
        let error = journal.save(&numbered(2)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::StorageFull);
        assert!(reason(&error).starts_with("no storage space"), "{}", reason(&error));
        assert_eq!(number(&journal.load().0), 1);
        assert_eq!(names(folder), ["filler", WHOLE[0], WHOLE[1]]);
    }
    fs::remove_file(filler).unwrap();
    journal.save(&numbered(3)).unwrap();
    assert_eq!(number(&journal.load().0), 3);
    say("the old one stays");
}

#[test]
fn a_full_disk_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().to_str().unwrap();
    let script = "mount -t tmpfs -o size=128k none \"$1\" && shift && exec \"$@\"";
    let small_disk = ["unshare", "-rm", "sh", "-c", script, "sh", path];
    let [program, args @ ..] = small_disk;
    let may = output(command(program).args(args).arg("true"), PLENTY);
    if !may.is_ok_and(|output| output.status.success()) {
        not_tried("a full disk: this system allows no disk of one's own (unshare -rm)");
        return;
    }
    let mut child = Helper::run(helper("full", folder.path(), &small_disk));
    assert_eq!(child.next().as_deref(), Some("the old one stays"));
    child.end();
}

/// A folder in which nothing can be made or removed, until this is dropped.
struct ReadOnly(PathBuf);

impl ReadOnly {
    /// None: this system lets the person who runs the test write everywhere.
    fn make(folder: &Path) -> Option<Self> {
        let guard = Self(folder.to_owned());
        fs::set_permissions(folder, fs::Permissions::from_mode(0o555)).unwrap();
        if guard.binds() {
            return Some(guard);
        }
        // Permissions do not bind root. A folder marked so does.
        let _ = output(command("chattr").arg("+i").arg(folder), PLENTY);
        guard.binds().then_some(guard)
    }

    fn binds(&self) -> bool {
        let probe = self.0.join("probe");
        let made = fs::write(&probe, "").is_ok();
        if made {
            fs::remove_file(probe).unwrap();
        }
        !made
    }
}

impl Drop for ReadOnly {
    fn drop(&mut self) {
        let _ = output(command("chattr").arg("-i").arg(&self.0), PLENTY);
        let _ = fs::set_permissions(&self.0, fs::Permissions::from_mode(0o755));
    }
}

/// A set-up that was begun in an earlier life of the program.
fn begun(folder: &Path) -> Vec<u8> {
    session(folder, store, async |window| {
        window.begin(&ids()[0]).await;
        window.do_page().await;
        window.written("found", |journal| journal[0]["step"] == "role").await;
    });
    fs::read(folder.join("journal.json")).unwrap()
}

/// What a person sees and does where nothing can be saved: the list is there, the cause is
/// named, and what they type stays.
fn goes_on(folder: &Path, unfinished: usize, cause: &str) {
    session(folder, store, async |window| {
        let page = start_page(&window.desk.view()).unwrap();
        assert_eq!(page.unfinished.len(), unfinished);
        window.begin(&ids()[1]).await;
        window.fill(FieldId::Company, "typed in vain?");
        let problem = window.until("a problem", |view| view.problem.clone()).await;
        assert_eq!(problem.cause, "journal-not-saved");
        let technical = problem.technical.unwrap();
        assert!(technical.contains(cause), "{technical}");
        let page = site_page(&window.desk.view()).unwrap();
        assert_eq!(page.company.value, "typed in vain?");
        let home = start_page(&window.act(Intent::Walk(WalkPress::Home))).unwrap();
        assert_eq!(home.unfinished.len(), unfinished + 1, "both are here, in memory");
    });
}

/// The helper: the whole program without room on the disk.
pub fn desk_without_room(folder: &Path) {
    goes_on(folder, 1, "file too large");
    say("it goes on");
}

#[test]
fn the_person_is_told_why_and_nothing_is_lost() {
    // No room.
    let folder = tempfile::tempdir().unwrap();
    let old = begun(folder.path());
    let unchanged = |folder: &Path| {
        assert_eq!(fs::read(folder.join("journal.json")).unwrap(), old);
        let (connections, trouble) = Journal::open(folder).load();
        assert_eq!((connections.len(), trouble), (1, None));
    };
    let limit = at_most(0);
    let limit: Vec<&str> = limit.iter().map(String::as_str).collect();
    let mut child = Helper::run(helper("desk", folder.path(), &limit));
    assert_eq!(child.next().as_deref(), Some("it goes on"));
    child.end();
    unchanged(folder.path());

    // The new file's place is taken.
    let taken = folder.path().join("journal.json.new");
    fs::create_dir(&taken).unwrap();
    goes_on(folder.path(), 1, "is a directory");
    fs::remove_dir(&taken).unwrap();
    unchanged(folder.path());

    // A folder that cannot be written to.
    match ReadOnly::make(folder.path()) {
        Some(guard) => {
            goes_on(folder.path(), 1, "permission denied");
            drop(guard);
            unchanged(folder.path());
        }
        None => not_tried("a read-only folder: nothing makes one for this user"),
    }

    // And when all is well again, so is saving.
    session(folder.path(), store, async |window| {
        window.begin(&ids()[1]).await;
        window.written("both", |journal| journal[1]["step"] == "site").await;
        assert_eq!(window.desk.view().problem, None);
    });
}

/// What could not be read is not written over, also when it can be read again by then.
#[test]
fn what_was_not_read_is_not_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let old = begun(folder.path());
    let (path, away) = (folder.path().join("journal.json"), folder.path().join("away"));
    // A folder in its place cannot be read by root either.
    fs::rename(&path, &away).unwrap();
    fs::create_dir(&path).unwrap();
    let mut journal = Journal::open(folder.path());
    let (connections, trouble) = journal.load();
    let Some(JournalTrouble::Unreadable { reason, .. }) = trouble else { panic!("{trouble:?}") };
    assert!(connections.is_empty() && reason.starts_with("is a directory"), "{reason}");
    fs::remove_dir(&path).unwrap();
    fs::rename(&away, &path).unwrap();
    assert!(journal.save(&numbered(1)).is_err());
    assert_eq!(fs::read(&path).unwrap(), old);
}

#[test]
fn a_file_in_the_place_of_the_folder_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("keywright");
    fs::write(&place, "not a folder").unwrap();
    session(&place, store, async |window| {
        let page = start_page(&window.desk.view()).unwrap();
        let [trouble] = &page.troubles[..] else { panic!("{:?}", page.troubles) };
        assert_eq!(trouble.cause, "journal-unreadable");
        assert!(trouble.technical.as_ref().unwrap().contains("not a directory"), "{trouble:?}");
    });
    goes_on(&place, 0, "could not be opened");
    assert_eq!(fs::read_to_string(&place).unwrap(), "not a folder");
}
