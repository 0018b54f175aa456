//! What lies in the program's folder and is no file, and who may read what is: Linux and macOS alone
//! have pipes there, and permissions of that kind.

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::Path;
use std::sync::mpsc::channel;

use leash::{PLENTY, command, status};
use system::place::{self, Place, Remembered};
use view::types::StartPage;

use super::folder::{another, causes, start};

/// The first page within a bound: what lies in the folder may be such that it never opens.
fn start_in_time(folder: &Path) -> StartPage {
    let folder = folder.to_owned();
    let (tell, told) = channel();
    std::thread::spawn(move || tell.send(Box::new(start(&folder))));
    *told.recv_timeout(PLENTY).expect("the window never opens")
}

fn pipe(path: &Path) {
    assert!(status(command("mkfifo").arg(path), PLENTY).unwrap().well());
}

#[test]
fn what_is_no_file_keeps_no_window_from_opening() {
    let folder = tempfile::tempdir().unwrap();
    let added = folder.path().join("integrations");
    fs::create_dir(&added).unwrap();
    pipe(&added.join("a-pipe.toml"));
    pipe(&folder.path().join("journal.json"));
    pipe(&folder.path().join("window.json"));
    fs::create_dir(folder.path().join("policy")).unwrap();
    pipe(&folder.path().join("policy/policy.toml"));
    symlink("/dev/zero", added.join("b-endless.toml")).unwrap();
    symlink(added.join("a-pipe.toml"), added.join("c-led-to-a-pipe.toml")).unwrap();
    fs::create_dir(added.join("d-folder.toml")).unwrap();
    fs::File::create(added.join("e-huge.toml")).unwrap().set_len(2 << 30).unwrap();
    fs::write(folder.path().join("elsewhere"), another("led-to")).unwrap();
    symlink(folder.path().join("elsewhere"), added.join("f-link.toml")).unwrap();
    fs::write(added.join("g-good.toml"), another("from-hand")).unwrap();

    let page = start_in_time(folder.path());
    assert_eq!(page.integrations.len(), integration::built_in().0.len() + 1);
    let causes = causes(&page.troubles);
    assert_eq!(causes.iter().filter(|cause| **cause == "integration-file").count(), 6);
    assert!(causes.contains(&"journal-unreadable"), "{causes:?}");
    let huge = page.troubles.iter().find(|trouble| trouble.title.starts_with("e-huge")).unwrap();
    assert!(huge.technical.as_ref().unwrap().contains("256 KiB"), "{huge:?}");

    let folder = folder.path().to_owned();
    let (tell, told) = channel();
    std::thread::spawn(move || tell.send(place::read(&folder)));
    assert_eq!(told.recv_timeout(PLENTY).expect("it waits for the pipe"), None);
}

#[test]
fn what_lies_there_is_for_this_person_alone() {
    let folder = tempfile::tempdir().unwrap();
    let deep = folder.path().join("keywright");
    fs::create_dir(&deep).unwrap();
    fs::set_permissions(&deep, fs::Permissions::from_mode(0o755)).unwrap();
    start(&deep);
    let at = Place { x: 0, y: 0, width: 900, height: 700 };
    place::write(&deep, Remembered { place: at, maximised: false });
    place::write(&deep, Remembered { place: at, maximised: true });
    assert_eq!(place::read(&deep), Some(Remembered { place: at, maximised: true }));
    for (path, expected) in [(deep.clone(), 0o700), (deep.join("window.json"), 0o600)] {
        let mode = fs::metadata(&path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, expected, "{}: {mode:o}", path.display());
    }
}
