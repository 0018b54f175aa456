//! Keys that stand out, followed through the whole program: they may be in the keychain, and
//! in no file, log, cache of the web view, command line or environment.

use std::path::{Path, PathBuf};

use e2e::{Desktop, journey};

const PUBLIC: &str = "CanaryPubl27KeyQ";
const PRIVATE: &str = "CanaryPriv91KeyZ";
const CLIENT_ID: &str = "c0ffee00-1234-4321-8abc-0123456789ab";

/// Every form in which a key could lie about.
fn forms() -> Vec<Vec<u8>> {
    let basic = format!("acme-msp+{PUBLIC}:{PRIVATE}");
    let mut forms = vec![base64(basic.as_bytes()).into_bytes()];
    for secret in [PUBLIC, PRIVATE, CLIENT_ID] {
        // All but the last four, which the pages show: a key that was merely cut counts too.
        let part = &secret[..12];
        forms.push(part.into());
        forms.push(part.encode_utf16().flat_map(u16::to_le_bytes).collect());
        forms.push(part.encode_utf16().flat_map(u16::to_be_bytes).collect());
        forms.push(part.bytes().map(|b| format!("{b:02x}")).collect::<String>().into());
        forms.push(base64(part.as_bytes()).into_bytes());
        // A dash would be written %2D.
        forms.push(part.replace('-', "%2D").into_bytes());
    }
    forms
}

/// Whole groups of three bytes alone: a key inside a longer text is found where it begins at
/// one of them, and `basic` above is the longer text there is.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let groups = bytes.chunks_exact(3).flat_map(|group| {
        let all = u32::from(group[0]) << 16 | u32::from(group[1]) << 8 | u32::from(group[2]);
        [18, 12, 6, 0].map(|shift| char::from(LETTERS[(all >> shift) as usize & 63]))
    });
    groups.collect()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => found.extend(files(&entry.path())),
            Ok(kind) if kind.is_file() => found.push(entry.path()),
            _ => {}
        }
    }
    found
}

/// Files of this desktop, and what its programs were started with, that hold a key.
fn leaks(home: &Path) -> Vec<PathBuf> {
    let mine = home.to_string_lossy().into_owned().into_bytes();
    let mut places = files(home);
    for process in std::fs::read_dir("/proc").expect("/proc").flatten() {
        let environment = process.path().join("environ");
        if std::fs::read(&environment).is_ok_and(|text| holds(&text, &mine)) {
            places.extend([environment, process.path().join("cmdline")]);
        }
    }
    places.retain(|place| holds_a_key(&std::fs::read(place).unwrap_or_default()));
    places
}

fn holds(text: &[u8], part: &[u8]) -> bool {
    text.windows(part.len()).any(|w| w == part)
}

fn holds_a_key(text: &[u8]) -> bool {
    forms().iter().any(|form| holds(text, form))
}

#[tokio::test]
async fn keys_are_in_the_keychain_and_nowhere_else_on_the_disk() {
    let desktop = Desktop::start("canary").await;
    let window = desktop.open().await;
    journey::choose(&window, "vectis").await;
    journey::site(&window).await;
    journey::role(&window).await;
    journey::member(&window).await;
    window.says("tried out and works").await;
    // By the clipboard and by typing: both ways in.
    desktop.copy(PUBLIC).await;
    window.press("paste-publicKey").await;
    window.says("16 characters").await;
    window.fill("privateKey", PRIVATE).await;
    window.says("Both keys are in the keychain").await;
    window.press("continue").await;
    window.page("clientId").await;
    window.fill("clientId", CLIENT_ID).await;
    window.press("continue").await;
    window.page("check").await;
    window.says("Not connected").await;
    window.press("technical").await;
    window.press("copy-details:client-id-refused").await;
    window.says("Copied: technical details.").await;
    let details = desktop.clipboard().await;
    assert!(details.contains("Client ID: Failed, client-id-refused"), "{details}");
    assert!(!holds_a_key(details.as_bytes()), "{details}");
    for name in ["acme-msp", "Acme", "na.myconnectwise.net", "practice-", "/home", "/tmp"] {
        assert!(!details.contains(name), "{name} is in:\n{details}");
    }
    window.press("save-result-support").await;
    window.wait_for("[data-testid=result-saved]").await;
    assert_eq!(leaks(desktop.home()), Vec::<PathBuf>::new(), "while it runs");

    // Without a check, to the end; then closed, so that everything is written that will be.
    window.press("back").await;
    window.page("clientId").await;
    let account = journey::account(&desktop);
    window.crash().await;
    assert_eq!(leaks(desktop.home()), Vec::<PathBuf>::new(), "after a crash");
    let window = desktop.open().await;
    window.press(&format!("open-{account}")).await;
    window.page("clientId").await;
    window.close().await;
    assert_eq!(leaks(desktop.home()), Vec::<PathBuf>::new(), "after closing");

    // The search finds what is there, and the keychain has the key.
    // Nor does what the diary says of this run, in a file that a program keeps.
    for file in files(desktop.home()) {
        let text = std::fs::read(&file).unwrap_or_default();
        assert!(!holds(&text, b"Client ID: Failed, client-id-refused"), "{}", file.display());
    }
    let item = desktop.kept(&account).await.expect("an item");
    assert_eq!(item["private_key"], PRIVATE);
    let planted = desktop.home().join("planted");
    for text in [
        PRIVATE.as_bytes().to_vec(),
        format!("Basic {}", base64(format!("acme-msp+{PUBLIC}:{PRIVATE}").as_bytes())).into(),
    ] {
        std::fs::write(&planted, text).expect("a file");
        assert_eq!(leaks(desktop.home()), std::slice::from_ref(&planted));
    }
    assert!(files(desktop.home()).len() > 5, "web view, journal and keychain have files there");
}
