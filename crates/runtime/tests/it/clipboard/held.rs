//! A clipboard on which another program sits: it is not said to be empty. The program is stopped
//! as one that hangs is, and goes on.
//!
//! The reader has given up by then, and its X window is gone, while requests that name it still
//! lie before the owner. An owner has to live with that, as those of the big toolkits do; xclip
//! 0.13 ends with "BadWindow", and its text with it. So the owner that hangs is this very program,
//! started once more.

use std::fs::{DirEntry, read_dir, read_to_string};
use std::io::Write as _;
use std::process::Stdio;
use std::time::Instant;

use arboard::SetExtLinux as _;
use integration::built_in;
use leash::{Leash, PLENTY, Signal, command, output};
use setup::{FieldId, FieldPress, Intent};
use system::vault::Vault;
use view::types::View;

use crate::desk::window::*;

mock_store!(store);

const TEXT: &str = "acme-msp";

#[test]
#[ignore = "started by the one below, as another program"]
fn owner() {
    if std::env::var_os("KEYWRIGHT_INNER").is_some() {
        // Until another program copies; here, until it is ended.
        arboard::Clipboard::new().unwrap().set().wait().text(TEXT).unwrap();
    }
}

#[test]
#[ignore = "started by the other test of this file, on a screen of its own"]
fn process() {
    if std::env::var_os("KEYWRIGHT_INNER").is_none() {
        return;
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let folder = tempfile::tempdir().unwrap();
        let window = Window::open(folder.path(), Vault::opened_by(store));
        window.begin(&built_in().0[0].id).await;

        assert_eq!(paste(&window).await, "clipboard-empty", "nothing was ever copied");
        let picture = picture();
        assert_eq!(paste(&window).await, "clipboard-empty", "a picture alone");
        drop(picture);

        let owner = another();
        owner.signal(Signal::STOP).unwrap();
        stands_still(&owner);
        for _ in 0..2 {
            assert_eq!(paste(&window).await, "clipboard-held");
            let problem = window.desk.view().problem.unwrap();
            assert!(problem.title.contains("another program holds it"), "{}", problem.title);
            assert!(problem.todo[0].contains("Press **Paste** again"), "{:?}", problem.todo);
        }
        assert_eq!(company(&window.desk.view()), "", "something was pasted");

        // It hears again: what was copied there arrives.
        owner.signal(Signal::CONT).unwrap();
        window.act(Intent::Field(FieldPress::Paste { field: FieldId::Company }));
        let pasted = |view: &View| (company(view) == TEXT).then_some(());
        window.until("the text", pasted).await;
        assert_eq!(window.desk.view().problem, None);
    });
}

/// Presses Paste, and tells the cause of what is said then.
async fn paste(window: &Window) -> String {
    let answer = window.answer(Intent::Field(FieldPress::Paste { field: FieldId::Company }));
    assert_eq!(answer.problem, None, "said of the clipboard as it was before");
    window.until("a problem", |view| Some(view.problem.as_ref()?.cause.clone())).await
}

fn company(view: &View) -> String {
    site_page(view).unwrap().company.value
}

/// A picture and no text, of xclip, in the foreground.
fn picture() -> Leash {
    let form = "image/png";
    let mut xclip = command("xclip");
    xclip.args(["-selection", "clipboard", "-quiet", "-i", "-t", form]);
    xclip.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut xclip = Leash::start(&mut xclip).expect("xclip (`make test` installs it)");
    xclip.stdin().unwrap().write_all(b"\x89PNG\r\n\x1a\n").unwrap();
    until(|| offers(form), "xclip has not copied");
    xclip
}

/// Another program that has copied a text.
fn another() -> Leash {
    let mut this = command(std::env::current_exe().unwrap());
    this.args(["--exact", "clipboard::held::owner", "--ignored"]);
    this.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let another = Leash::start(&mut this).unwrap();
    until(|| offers("UTF8_STRING"), "the other program has not copied");
    another
}

/// The signal alone does not say so: each thread runs until it comes across it.
fn stands_still(program: &Leash) {
    let threads = format!("/proc/{}/task", program.id());
    let stopped = |thread: std::io::Result<DirEntry>| {
        let status = thread.and_then(|thread| read_to_string(thread.path().join("status")));
        status.is_ok_and(|status| status.lines().any(|line| line.starts_with("State:\tT")))
    };
    until(|| read_dir(&threads).unwrap().all(stopped), "it goes on");
}

fn offers(form: &str) -> bool {
    let mut xclip = command("xclip");
    xclip.args(["-selection", "clipboard", "-o", "-t", "TARGETS"]);
    let told = output(&mut xclip, PLENTY).unwrap();
    String::from_utf8_lossy(&told.stdout).lines().any(|line| line == form)
}

fn until(so: impl Fn() -> bool, otherwise: &str) {
    let started = Instant::now();
    while !so() {
        assert!(started.elapsed() < PLENTY, "{otherwise}");
    }
}
