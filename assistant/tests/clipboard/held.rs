//! A clipboard on which another program sits: it is not said to be empty. The program is xclip,
//! stopped as a program that hangs is.

use std::io::Write as _;
use std::process::Stdio;
use std::time::Instant;

use assistant::integration::built_in;
use assistant::setup::{FieldId, Intent};
use assistant::vault::Vault;
use assistant::view::types::View;
use leash::{Leash, PLENTY, Signal, command, output};

use super::window::*;

mock_store!(store);

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
        let picture = Owner::of("image/png", b"\x89PNG\r\n\x1a\n");
        assert_eq!(paste(&window).await, "clipboard-empty", "a picture alone");
        drop(picture);

        let owner = Owner::of("UTF8_STRING", b"acme-msp");
        owner.0.signal(Signal::STOP).unwrap();
        for _ in 0..2 {
            assert_eq!(paste(&window).await, "clipboard-held");
            let problem = window.desk.view().problem.unwrap();
            assert!(problem.title.contains("another program holds it"), "{}", problem.title);
            assert!(problem.todo[0].contains("Press **Paste** again"), "{:?}", problem.todo);
        }
        assert_eq!(company(&window.desk.view()), "", "something was pasted");

        // It hears again: what was copied there arrives.
        owner.0.signal(Signal::CONT).unwrap();
        window.act(Intent::Paste { field: FieldId::Company });
        let pasted = |view: &View| (company(view) == "acme-msp").then_some(());
        window.until("the text", pasted).await;
        assert_eq!(window.desk.view().problem, None);
    });
}

/// Presses Paste, and tells the cause of what is said then.
async fn paste(window: &Window) -> String {
    let shown = window.act(Intent::Paste { field: FieldId::Company });
    assert_eq!(shown.problem, None, "said of the clipboard as it was before");
    window.until("a problem", |view| Some(view.problem.as_ref()?.cause.clone())).await
}

fn company(view: &View) -> String {
    site_page(view).unwrap().company.value
}

/// xclip, in the foreground. Ends with the test.
struct Owner(Leash);

impl Owner {
    fn of(form: &str, bytes: &[u8]) -> Self {
        let mut xclip = command("xclip");
        xclip.args(["-selection", "clipboard", "-quiet", "-i", "-t", form]);
        xclip.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut owner = Self(Leash::start(&mut xclip).expect("xclip (`make test` installs it)"));
        owner.0.stdin().unwrap().write_all(bytes).unwrap();
        let started = Instant::now();
        while !offers(form) {
            assert!(started.elapsed() < PLENTY, "xclip has not copied");
        }
        owner
    }
}

fn offers(form: &str) -> bool {
    let mut xclip = command("xclip");
    xclip.args(["-selection", "clipboard", "-o", "-t", "TARGETS"]);
    let told = output(&mut xclip, PLENTY).unwrap();
    String::from_utf8_lossy(&told.stdout).lines().any(|line| line == form)
}
