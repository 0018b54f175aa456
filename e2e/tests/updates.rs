//! Newer versions in the real window, with the real updater plugin: a server on loopback that
//! answers well and badly, and packages that are right, changed, older, unsigned or another's.
//!
//! A debug build can be told of such a server; a release knows no such way, and is held to that
//! here where these tests are given one.

#[path = "updates/maker.rs"]
mod maker;
#[path = "updates/release.rs"]
mod release;
#[path = "updates/server.rs"]
mod server;

use std::os::unix::fs::PermissionsExt;
use std::time::{Duration, Instant};

use e2e::{Desktop, Key, Window, journey, program};
use leash::PLENTY;
use maker::{Maker, told};
use serde_json::{Value, json};
use server::{Answer, Server};
use tokio::time::sleep;

const MANIFEST: &str = "/latest.json";
const DEB: &str = "keywright_99.0.0_amd64.deb";
const NEW: &str = "99.0.0";
const RUNS: &str = env!("CARGO_PKG_VERSION");

/// Whether this program can be told of a server on this computer: only a debug build can.
fn can_be_told() -> bool {
    let bytes = std::fs::read(program()).expect("the program");
    let name = b"KEYWRIGHT_TEST_UPDATES";
    bytes.windows(name.len()).any(|window| window == name)
}

fn tell(desktop: &mut Desktop, server: &Server, maker: &Maker, kind: &str) {
    let told = format!("{}{MANIFEST} {} {kind}", server.origin, maker.public);
    desktop.set("KEYWRIGHT_TEST_UPDATES", told);
}

/// An answer that announces one package under one target.
fn manifest(version: &str, target: &str, url: &str, signature: &str) -> Answer {
    let platform = json!({ target: { "url": url, "signature": signature } });
    let notes = "- The check is quicker.\n- <b>Plain</b> text.";
    Answer::ok(json!({ "version": version, "notes": notes, "platforms": platform }).to_string())
}

fn latest() -> Answer {
    Answer::ok(json!({ "version": RUNS, "platforms": {} }).to_string())
}

/// Presses what looks, whatever state the page is in, and waits for "Up to date".
async fn settle(window: &Window, server: &Server) {
    server.answer(MANIFEST, latest());
    look(window).await;
    window.wait_for("[data-testid=updates-text]").await;
}

async fn look(window: &Window) {
    let button = window
        .wait_for("[data-testid=look-for-update]:not([aria-busy]), [data-testid=updates] [data-testid=mend]")
        .await;
    button.click().await.expect("a press");
}

/// The cause of the problem that is told, once there is one. All that comes first may come from
/// the server, however slowly beside other work: it is given up once nothing comes any more.
async fn problem(window: &Window, server: &Server) -> String {
    let cause = "return document.querySelector('[data-testid=updates] [data-testid=problem]')\
        ?.dataset.cause ?? ''";
    let (mut sent, mut since) = (server.sent(), Instant::now());
    loop {
        let told = window.run(cause).await.as_str().unwrap_or_default().to_owned();
        if !told.is_empty() {
            return told;
        }
        if sent != server.sent() {
            (sent, since) = (server.sent(), Instant::now());
        }
        assert!(since.elapsed() < 2 * PLENTY, "no problem is told:\n{}", window.text().await);
        sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test]
async fn bad_answers_are_named_and_nothing_is_asked_elsewhere() {
    if !can_be_told() {
        return;
    }
    let mut desktop = Desktop::start("updates-answers").await;
    let (server, elsewhere) = (Server::start().await, Server::start().await);
    let maker = Maker::new();
    tell(&mut desktop, &server, &maker, "deb");
    let window = desktop.open().await;
    window.wait_for("[data-testid=look-for-update]").await;
    journey::choose(&window, "vectis").await;
    window.press("home").await;
    window.page("start").await;
    assert_eq!(server.connections(), 0, "nothing is asked before a person asks");

    let away = format!("{}/latest.json", elsewhere.origin);
    let good_form = maker.signature(DEB, Some(NEW), b"x");
    let here = format!("{}/p.deb", server.origin);
    let there = format!("{}/p.deb", elsewhere.origin);
    let target = "linux-x86_64-deb";
    let page = |body: &str| Answer::Whole { status: 200, kind: "text/html", body: body.into() };
    let status = |status| Answer::Whole { status, kind: "text/plain", body: b"no".to_vec() };
    for (name, answer, cause) in [
        ("a sign-in page", page("<!doctype html><title>Sign in</title>"), "not-understood"),
        ("not found", status(404), "refused"),
        ("broken", status(500), "refused"),
        ("nothing to say", status(204), "refused"),
        ("hung up", Answer::HangUp, "not-reached"),
        ("cut short", Answer::CutShort(b"{\"version\":".to_vec()), "broken-off"),
        ("endless", Answer::Endless { announced: None }, "too-large"),
        ("huge", Answer::Endless { announced: Some(1 << 40) }, "too-large"),
        ("moved", Answer::Redirect { status: 301, to: away.clone() }, "elsewhere"),
        ("moved for now", Answer::Redirect { status: 302, to: away.clone() }, "elsewhere"),
        ("another", Answer::Redirect { status: 307, to: away.clone() }, "elsewhere"),
        ("to itself", Answer::Redirect { status: 308, to: MANIFEST.into() }, "elsewhere"),
        ("unsigned", manifest(NEW, target, &here, ""), "unsigned"),
        ("no signature", manifest(NEW, target, &here, "bm9uZQ=="), "unsigned"),
        ("at another server", manifest(NEW, target, &there, &good_form), "elsewhere"),
        ("for another system", manifest(NEW, "windows-x86_64", &here, &good_form), "no-package"),
    ] {
        settle(&window, &server).await;
        server.answer(MANIFEST, answer);
        look(&window).await;
        assert_eq!(problem(&window, &server).await, format!("update-{cause}"), "{name}");
    }
    // Neither older nor the same is offered.
    for version in [RUNS, "0.0.1"] {
        server.answer(MANIFEST, manifest(version, target, &here, &good_form));
        look(&window).await;
        // The words of the look before stand there until this one begins.
        window.says(&format!("newest published is {version}")).await;
    }
    assert_eq!(elsewhere.connections(), 0, "somebody else was asked");
    // Each a quarter of a MiB, and what lies in the system's buffers by then.
    assert!(server.sent() < 32 * 1024 * 1024, "{} bytes were taken", server.sent());
    // What it says of itself: nothing.
    for asked in server.asked() {
        let mut lines = asked.trim_end().lines();
        assert_eq!(lines.next(), Some("GET /latest.json HTTP/1.1"));
        let mut headers: Vec<String> = lines.map(str::to_lowercase).collect();
        headers.sort();
        let host = server.origin.replace("http://", "host: ");
        assert_eq!(
            headers,
            ["accept: application/json".into(), host, "user-agent: keywright".into()]
        );
    }
    window.close().await;
}

#[tokio::test]
async fn only_the_makers_own_package_of_the_announced_version_is_taken() {
    if !can_be_told() {
        return;
    }
    let mut desktop = Desktop::start("updates-packages").await;
    let (server, elsewhere) = (Server::start().await, Server::start().await);
    let (maker, other) = (Maker::new(), Maker::new());
    tell(&mut desktop, &server, &maker, "deb");
    let window = desktop.open().await;
    let target = "linux-x86_64-deb";
    let good = b"the package, as it was made".to_vec();
    let mut tampered = good.clone();
    tampered[4] ^= 1;
    let signature = maker.signature(DEB, Some(NEW), &good);
    let url = format!("{}/{DEB}", server.origin);
    let away = Answer::Redirect { status: 302, to: format!("{}/{DEB}", elsewhere.origin) };
    let page = Answer::Whole { status: 200, kind: "text/html", body: b"<html>".to_vec() };
    let gone = Answer::Whole { status: 410, kind: "text/plain", body: Vec::new() };
    let old = format!("keywright_{RUNS}_amd64.deb");
    let cases = [
        ("changed", Answer::ok(tampered), &signature, "not-ours"),
        ("empty", Answer::ok(""), &signature, "not-ours"),
        ("shorter", Answer::ok(&good[..9]), &signature, "not-ours"),
        ("cut short", Answer::CutShort(good.clone()), &signature, "broken-off"),
        ("a page", page, &signature, "not-ours"),
        ("gone", gone, &signature, "refused"),
        ("elsewhere", away, &signature, "elsewhere"),
        ("endless", Answer::Endless { announced: None }, &signature, "too-large"),
        ("huge", Answer::Endless { announced: Some(1 << 40) }, &signature, "too-large"),
        ("another's key", Answer::ok(&*good), &other.signature(DEB, Some(NEW), &good), "not-ours"),
        ("no version", Answer::ok(&*good), &maker.signature(DEB, None, &good), "other-package"),
        (
            "another version",
            Answer::ok(&*good),
            &maker.signature(DEB, Some("98.0.0"), &good),
            "other-package",
        ),
        ("what runs", Answer::ok(&*good), &maker.signature(&old, Some(RUNS), &good), "older"),
        ("an older one", Answer::ok(&*good), &maker.signature(DEB, Some("0.0.1"), &good), "older"),
        (
            "another system",
            Answer::ok(&*good),
            &maker.signature("keywright_99.0.0_x64-setup.exe", Some(NEW), &good),
            "other-package",
        ),
        (
            "another program",
            Answer::ok(&*good),
            &maker.signature("bookwright_99.0.0_amd64.deb", Some(NEW), &good),
            "other-package",
        ),
    ];
    for (name, package, signature, cause) in cases {
        server.answer(MANIFEST, manifest(NEW, target, &url, signature));
        server.answer(&format!("/{DEB}"), package);
        look(&window).await;
        window.press("take-update").await;
        assert_eq!(problem(&window, &server).await, format!("update-{cause}"), "{name}");
        settle(&window, &server).await;
    }
    assert_eq!(elsewhere.connections(), 0, "somebody else was asked");
    // What says how long it is is not even begun.
    assert!(server.sent() < (64 + 32) * 1024 * 1024, "{} bytes were taken", server.sent());
    let saved = std::fs::read_dir(desktop.home()).expect("the home folder").flatten();
    let packages = saved.filter(|entry| entry.file_name().to_string_lossy().ends_with(".deb"));
    assert_eq!(packages.count(), 0, "something was laid ready");
    window.close().await;
}

/// The whole chain: signed and announced by the scripts of a release, found, proved and laid
/// ready; by keyboard alone.
#[tokio::test]
async fn what_a_release_machine_makes_is_found_proved_and_laid_ready() {
    if !can_be_told() {
        return;
    }
    let mut desktop = Desktop::start("updates").await;
    let server = Server::start().await;
    let maker = Maker::new();
    tell(&mut desktop, &server, &maker, "deb");
    // Large enough to arrive in parts.
    let bytes: Vec<u8> = (0..3_000_000_u32).map(|n| (n % 251) as u8).collect();
    let package = maker.package(DEB, &bytes);
    let signed = maker.sign(NEW, &[&package]);
    assert!(signed.status.success(), "{}", told(&signed));
    let notes = "- The check is quicker.\n- <b>Plain</b> text.";
    let made = maker.manifest(NEW, &server.origin, notes, &[&package]);
    assert!(made.status.success(), "{}", told(&made));
    server.answer(MANIFEST, Answer::ok(made.stdout));
    server.answer(&format!("/{DEB}"), Answer::ok(bytes.clone()));

    let window = desktop.open().await;
    window.wait_for("[data-testid=look-for-update]").await;
    window.shot("01-quiet").await;
    window.tab_to("look-for-update", Key::Enter).await;
    window.wait_for("[data-testid=take-update]").await;
    let focus = "return document.activeElement.closest('[data-testid=updates]') !== null";
    assert_eq!(window.run(focus).await, true, "the focus is lost");
    window.press("update-notes").await;
    window.says("<b>Plain</b> text.").await;
    window.shot("02-newer").await;
    window.tab_to("take-update", Key::Enter).await;
    window.wait_for("[data-testid=newer] [data-testid=value]").await;
    window.shot("03-saved").await;
    let path = desktop.home().join(DEB);
    assert!(std::fs::read(&path).expect("the package") == bytes);
    assert!(window.text().await.contains(&format!("sudo apt install '{}'", path.display())));
    assert_eq!(window.cut_off().await, json!([]));
    window.close().await;
}

/// An AppImage is one file, which Keywright may replace: the real installer, and the new version
/// opens. It is this program once more, so that it can be told from the one that ran.
#[tokio::test]
async fn an_appimage_is_replaced_and_opens_again() {
    if !can_be_told() {
        return;
    }
    let mut desktop = Desktop::start("updates-appimage").await;
    let server = Server::start().await;
    let maker = Maker::new();
    tell(&mut desktop, &server, &maker, "appimage");
    let installed = desktop.home().join("Keywright.AppImage");
    std::fs::write(&installed, "the version before").expect("an AppImage");
    std::fs::set_permissions(&installed, PermissionsExt::from_mode(0o755)).expect("to be run");
    desktop.set("APPIMAGE", installed.display().to_string());

    let small = desktop.home().join("stripped");
    desktop
        .run("strip", &["-o", &small.display().to_string(), &program().display().to_string()])
        .await;
    let newer = std::fs::read(&small).expect("the program without names for debuggers");
    let name = format!("keywright_{NEW}_amd64.AppImage");
    let package = maker.package(&name, &newer);
    assert!(maker.sign(NEW, &[&package]).status.success());
    let made = maker.manifest(NEW, &server.origin, "", &[&package]);
    server.answer(MANIFEST, Answer::ok(made.stdout));

    let window = desktop.open().await;
    // Changed on the way: what is installed stays byte for byte.
    let mut tampered = newer.clone();
    tampered[newer.len() / 2] ^= 1;
    server.answer(&format!("/{name}"), Answer::ok(tampered));
    look(&window).await;
    window.press("take-update").await;
    assert_eq!(problem(&window, &server).await, "update-not-ours");
    window.shot("01-tampered").await;
    assert_eq!(std::fs::read(&installed).expect("the AppImage"), b"the version before");

    server.answer(&format!("/{name}"), Answer::ok(newer.clone()));
    look(&window).await;
    window.wait_for("[data-testid=take-update]").await;
    window.shot("02-newer").await;
    window.press("take-update").await;
    let pid = runs(&desktop, &installed).await;
    assert!(std::fs::read(&installed).expect("the AppImage") == newer);
    // Its window is there, and it is the only one: the first has gone.
    for _ in 0..1200 {
        let windows = desktop.run("wmctrl", &["-lp"]).await;
        let ours: Vec<&str> = windows.lines().filter(|line| line.ends_with("Keywright")).collect();
        if ours.len() == 1 && ours[0].split_whitespace().nth(2) == Some(&pid.to_string()) {
            desktop.run("wmctrl", &["-c", "Keywright"]).await;
            return;
        }
        sleep(Duration::from_millis(50)).await;
    }
    panic!("the new version opened no window");
}

/// The process that runs this file.
async fn runs(desktop: &Desktop, file: &std::path::Path) -> u32 {
    let file = file.canonicalize().expect("a path");
    for _ in 0..1200 {
        let processes = std::fs::read_dir("/proc").expect("/proc").flatten();
        for process in processes {
            if std::fs::read_link(process.path().join("exe")).is_ok_and(|exe| exe == file) {
                return process.file_name().to_string_lossy().parse().expect("a number");
            }
        }
        sleep(Duration::from_millis(50)).await;
    }
    panic!("the new version does not run on {:?}", desktop.home());
}

#[tokio::test]
async fn the_page_reaches_no_update_and_a_policy_file_ends_all_of_it() {
    if !can_be_told() {
        return;
    }
    let mut desktop = Desktop::start("updates-policy").await;
    let server = Server::start().await;
    tell(&mut desktop, &server, &Maker::new(), "deb");
    server.answer(MANIFEST, latest());
    let window = desktop.open().await;
    window.wait_for("[data-testid=look-for-update]").await;
    for command in ["check", "download", "install", "download_and_install"] {
        let script = format!(
            "window.said = null; window.__TAURI_INTERNALS__.invoke('plugin:updater|{command}', {{}})\
             .then(() => window.said = 'done', (why) => window.said = String(why))"
        );
        window.run(&script).await;
        let mut said = Value::Null;
        for _ in 0..3000 {
            if !said.is_null() {
                break;
            }
            sleep(Duration::from_millis(20)).await;
            said = window.run("return window.said").await;
        }
        assert!(!said.is_null(), "{command} is never answered");
        assert_ne!(said, "done", "the page could {command}");
    }
    assert_eq!(server.connections(), 0);
    window.close().await;

    let policy = desktop.home().join("policy");
    std::fs::create_dir(&policy).expect("a folder");
    std::fs::write(policy.join("policy.toml"), "updates = \"off\"\n").expect("a policy");
    desktop.set("KEYWRIGHT_TEST_POLICY", policy.display().to_string());
    let window = desktop.open().await;
    window.wait_for("[data-testid=updates-text]").await;
    assert!(window.text().await.contains("Your organisation manages updates."));
    let looks = "return document.querySelectorAll('[data-testid=look-for-update]').length";
    assert_eq!(window.run(looks).await, 0);
    window.shot("01-managed").await;
    assert_eq!(server.connections(), 0);
    window.close().await;
}

/// Whoever can set a variable must not be able to choose where a released program's updates come
/// from.
#[tokio::test]
async fn a_release_cannot_be_told_of_another_server() {
    if can_be_told() {
        return;
    }
    let mut desktop = Desktop::start("updates-release").await;
    let server = Server::start().await;
    tell(&mut desktop, &server, &Maker::new(), "deb");
    let window = desktop.open().await;
    let look = "return document.querySelector('[data-testid=look-for-update]') !== null";
    if window.run(look).await == true {
        window.press("look-for-update").await;
        window.wait_for("[data-testid=updates] [data-testid=problem], [data-testid=updates-text], [data-testid=newer]").await;
    }
    assert_eq!(server.connections(), 0);
    window.close().await;
}
