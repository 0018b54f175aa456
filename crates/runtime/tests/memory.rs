//! Nothing of a key stays in the assistant's memory once nothing needs it: the memory of this
//! very process is searched. The keychain here scrambles what it holds, so what is found is the
//! assistant's own, or of the libraries that a key passes through on the way.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "memory/keeper.rs"]
mod keeper;
#[path = "memory/search.rs"]
mod search;
#[path = "it/desk/window.rs"]
#[allow(dead_code, unused_imports, unused_macros)]
mod window;

use ground::secret::{Secret, Typed};
use search::Sought;
use setup::{FieldId, FieldPress, Intent, StartPress, StepId, WalkPress};
use system::vault::Vault;
use window::*;

/// Searching sees what other tests of the process do, so there is this one alone.
#[test]
fn nothing_of_a_key_stays_behind() {
    // Known to this process in a scrambled form alone. Long, since the allocator itself writes
    // over the first 16 bytes of what is given back to it.
    let public = Sought::new("public", 48);
    let private = Sought::new("private", 48);
    let both = [&public, &private];

    let here = private.text();
    assert_eq!(private.times(), 1, "the search finds what is there");
    drop(here);
    assert_eq!(private.times(), 0);

    let secret = Secret::new(private.text().as_str());
    assert_eq!(private.times(), 1, "a Secret holds it once");
    let copies = vec![secret.clone(); 8];
    assert_eq!(private.times(), 9);
    drop((secret, copies));
    assert_eq!(private.times(), 0, "wiped when dropped");

    // A string with room to spare, as one that was put together piece by piece.
    let mut roomy = String::with_capacity(400);
    roomy.push_str(&private.text());
    drop(Secret::new(roomy));
    assert_eq!(private.times(), 0, "made to fit, and wiped where it was");
    drop(Secret::joined(&["a", &private.text(), "b"]));
    let long = "x".repeat(3000);
    let written = Secret::written(|place| {
        use std::io::Write as _;
        for part in [private.text().as_str(), &long, &long] {
            place.write_all(part.as_bytes())?;
        }
        Ok::<(), std::io::Error>(())
    });
    assert_eq!(private.times(), 1, "grown twice, and there once");
    drop(written);
    assert_eq!(private.times(), 0);

    // The whole assistant: typed, put into the keychain, looked at on every page, read back.
    let folder = tempfile::tempdir().unwrap();
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let window = Window::open(folder.path(), Vault::opened_by(keeper::open));
        window.begin(&ids()[0]).await;
        window.walk_to(StepId::Keys).await;
        window.proved().await;
        for (field, sought) in [(FieldId::PublicKey, &public), (FieldId::PrivateKey, &private)] {
            // With what surrounds a value when it is copied.
            let text = sought.within("  \"", "\"\r\n");
            window.act(Intent::Field(FieldPress::Fill { field, text: Typed::new(text.as_str()) }));
        }
        window.until("kept", |view| keys_page(view)?.kept).await;
        for sought in both {
            assert!(sought.times() > 0, "{}: held while its page is open", sought.name);
        }
        for step in [StepId::Member, StepId::Keys, StepId::Role, StepId::Keys] {
            window.act(Intent::Walk(WalkPress::Go { step }));
        }
        let connection = window.account().await;
        window.act(Intent::Walk(WalkPress::Home));
        window.act(Intent::Start(StartPress::Resume { connection }));
        window.act(Intent::Walk(WalkPress::Go { step: StepId::Keys }));
        window.until("the keys again", |view| keys_page(view)?.kept).await;
        window.act(Intent::Walk(WalkPress::Home));
        window.until("the first page", |view| start_page(view).map(|_| ())).await;
        window.desk.close(leash::PLENTY).await;
    });
    runtime.shutdown_timeout(std::time::Duration::from_secs(10));
    for sought in both {
        assert_eq!(sought.times(), 0, "{}: stays in memory", sought.name);
    }
}
