//! The rules of the house (ARCHITECTURE.md), executed.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot look fails")]

use std::fs;
use std::path::{Path, PathBuf};

use integration::built_in;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().parent().unwrap().to_owned()
}

/// All files below a folder of the project with one of these endings.
fn files(folder: &str, endings: &[&str]) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap().flatten() {
            let path = entry.path();
            let name = entry.file_name().to_string_lossy().into_owned();
            if path.is_dir() && !["node_modules", "dist", "target"].contains(&name.as_str()) {
                folders.push(path);
            } else if endings.iter().any(|end| name.ends_with(end)) {
                let text = fs::read_to_string(&path).unwrap();
                found.push((path, text));
            }
        }
    }
    assert!(!found.is_empty(), "no {endings:?} in {folder}");
    found
}

/// All that is decided and shown, whichever crate it is in; without their tests.
fn ours() -> Vec<(PathBuf, String)> {
    let is_test = |path: &Path| path.components().any(|part| part.as_os_str() == "tests");
    files("crates", &[".rs"]).into_iter().filter(|(path, _)| !is_test(path)).collect()
}

/// The file of this name, wherever it is.
fn ours_named(end: &str) -> String {
    let mut all = ours().into_iter().filter(|(path, _)| path.ends_with(end));
    let (_, text) = all.next().unwrap_or_else(|| panic!("{end} is gone"));
    assert!(all.next().is_none(), "two of {end}");
    text
}

/// All but the window itself is tested without one, and could have another one.
// About files of the project, which are the same on every system; under wine there is no cargo.
#[cfg(not(windows))]
#[test]
fn runtime_and_practice_do_not_know_tauri() {
    for package in ["runtime", "practice"] {
        let mut tree = leash::command(env!("CARGO"));
        tree.args([
            "tree",
            "--offline",
            "--locked",
            "--edges",
            "normal,build",
            "--prefix",
            "none",
            "--target",
            "all",
            "-p",
            package,
        ])
        .current_dir(root());
        let tree = leash::output(&mut tree, 5 * leash::PLENTY).unwrap();
        assert!(tree.status.success(), "{}", String::from_utf8_lossy(&tree.stderr));
        let tree = String::from_utf8_lossy(&tree.stdout).into_owned();
        assert!(tree.contains("serde"), "cargo tree answered something else");
        let tauri: Vec<&str> = tree
            .lines()
            .filter(|line| line.starts_with("tauri") || line.starts_with("wry"))
            .collect();
        assert!(tauri.is_empty(), "{package} depends on {tauri:?}");
    }
}

/// A vendor is one data file: code that knows one by name would need a second.
#[test]
fn no_code_names_a_vendor() {
    let (integrations, _) = built_in();
    let mut names: Vec<String> = integrations
        .iter()
        .flat_map(|i| [i.id.to_string(), i.name.to_string(), i.vendor.to_string()])
        .map(|name| name.to_lowercase())
        .collect();
    names.dedup();
    for (path, text) in [
        ours(),
        files("practice/src", &[".rs"]),
        files("src-tauri", &[".rs"]),
        files("ui/src", &[".ts", ".svelte", ".css"]),
    ]
    .concat()
    {
        if path.components().any(|part| part.as_os_str() == "gallery") {
            continue; // sample Views for the window's own tests
        }
        // Examples in comments and tests explain; what runs must not know.
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        let is_comment =
            |line: &&str| ["//", "/*", "*"].iter().any(|mark| line.trim_start().starts_with(mark));
        for line in code.lines().filter(|line| !is_comment(line)) {
            let line = line.to_lowercase();
            for name in &names {
                assert!(!line.contains(name.as_str()), "{}: names {name}: {line}", path.display());
            }
        }
    }
}

/// One file to read to know all that crosses the border.
#[test]
fn only_host_ts_talks_to_tauri() {
    for (path, text) in files("ui/src", &[".ts", ".svelte"]) {
        let talks = text.contains("@tauri-apps") || text.contains("__TAURI");
        assert!(!talks || path.ends_with("ui/src/host.ts"), "{} talks to Tauri", path.display());
    }
}

#[test]
fn two_commands_cross_the_border() {
    let commands: Vec<String> = files("src-tauri", &[".rs"])
        .iter()
        .flat_map(|(_, text)| {
            text.split("#[tauri::command]").skip(1).map(str::to_owned).collect::<Vec<_>>()
        })
        .map(|after| after.split("fn ").nth(1).unwrap().split('(').next().unwrap().to_owned())
        .collect();
    assert_eq!(commands, ["open", "act"]);
    assert_eq!(fs::read_dir(root().join("src-tauri/capabilities")).unwrap().count(), 1);
}

/// What the page may load and reach: exactly this. Whoever makes it wider changes this test.
#[test]
fn the_page_is_closed_to_the_outside() {
    let text = fs::read_to_string(root().join("tauri.conf.json")).unwrap();
    let config: serde_json::Value = serde_json::from_str(&text).unwrap();
    let csp = [
        "default-src 'none'",
        "script-src 'self'",
        // Styles alone may stand in the page: Svelte writes them there.
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "font-src 'self'",
        // Tauri's channel to Rust, by its two names.
        "connect-src ipc: http://ipc.localhost",
        "form-action 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ];
    let security = serde_json::json!({ "csp": csp.join("; "), "freezePrototype": true, "capabilities": ["main"] });
    assert_eq!(
        config["app"],
        serde_json::json!({ "windows": [], "security": security, "withGlobalTauri": false }),
        "no asset protocol, no other CSP, no window from the configuration"
    );
    assert_eq!(config["build"], serde_json::json!({ "frontendDist": "ui/dist" }), "no remote page");
    assert_eq!(config["plugins"], serde_json::Value::Null);
    // Tauri merges these into the other one.
    for entry in fs::read_dir(root()).unwrap().flatten() {
        let name = entry.file_name().to_string_lossy().to_lowercase();
        let other = name.starts_with("tauri.") && name != "tauri.conf.json";
        assert!(!other, "{name} changes the configuration");
    }
}

/// The capability is for the one window and for local pages; so is what the build made of it.
#[test]
fn two_commands_are_allowed_to_one_window() {
    let text = fs::read_to_string(root().join("src-tauri/capabilities/main.json")).unwrap();
    let mut capability: serde_json::Value = serde_json::from_str(&text).unwrap();
    let fields = capability.as_object_mut().unwrap();
    fields.remove("description");
    assert_eq!(
        capability,
        serde_json::json!({
            "identifier": "main",
            "windows": ["main"],
            "permissions": ["allow-open", "allow-act"],
        })
    );
    // There once the program was built, as `make test` has it.
    if let Ok(built) = fs::read_to_string(root().join("gen/schemas/capabilities.json")) {
        let mut built: serde_json::Value = serde_json::from_str(&built).unwrap();
        let main = built["main"].as_object_mut().unwrap();
        main.remove("description");
        assert_eq!(main.remove("local"), Some(true.into()), "for pages of the program itself");
        assert_eq!(built, serde_json::json!({ "main": capability }));
    }
    let build = fs::read_to_string(root().join("src-tauri/build.rs")).unwrap();
    assert!(build.contains(r#"AppManifest::new().commands(&["open", "act"])"#));
}

/// One window, made in one place, that goes nowhere and opens nothing.
#[test]
fn the_window_stays_where_it_is() {
    let code: String = files("src-tauri", &[".rs"]).into_iter().map(|(_, text)| text).collect();
    for once in [
        "WebviewWindowBuilder::new(",
        "WebviewUrl::default()",
        ".on_navigation(|url| url.scheme() == \"tauri\" || url.host_str() == Some(\"tauri.localhost\"))",
        ".on_new_window(|_, _| NewWindowResponse::Deny)",
    ] {
        assert_eq!(code.matches(once).count(), 1, "{once}");
    }
    for never in [
        "WebviewUrl::External",
        "WebviewUrl::CustomProtocol",
        "devtools",
        "initialization_script",
        ".eval(",
        ".navigate(",
        "add_capability",
        "register_uri_scheme_protocol",
        "register_asynchronous_uri_scheme_protocol",
        "NewWindowResponse::Allow",
        "NewWindowResponse::Create",
        "disable_web_security",
        "additional_browser_args",
    ] {
        assert!(!code.contains(never), "{never} opens the window");
    }
}

/// Nothing is fetched from elsewhere, no script stands in the page, no text becomes markup: the
/// CSP is the second lock, not the first.
#[test]
fn the_page_names_no_other_place() {
    let page = fs::read_to_string(root().join("ui/index.html")).unwrap();
    assert!(!page.contains("://"), "a place outside");
    assert_eq!(
        page.matches("<script").count(),
        page.matches("<script type=\"module\" src=\"/").count()
    );
    for (path, text) in files("ui/src", &[".svelte", ".ts"]) {
        for line in text.lines().filter(|line| !line.trim_start().starts_with("//")) {
            // Files of the icon set, built in; ui/tests/house.test.ts spares that one file, too.
            let icon = path.ends_with("parts/Icon.svelte") && line.contains("{@html icons[name]}");
            for never in ["{@html", "innerHTML", "eval(", "new Function", "document.write"] {
                let spared = icon && never == "{@html";
                assert!(spared || !line.contains(never), "{} uses {never}", path.display());
            }
        }
    }
}

/// What leaves the window is opened in Rust, in one place: an address that `copies::link` found,
/// or a document that this program has written a moment ago.
#[test]
fn what_leaves_the_window_is_opened_in_one_place() {
    let uses = |word: &str| -> Vec<(PathBuf, String)> {
        let code = [ours(), files("src-tauri", &[".rs"])].concat();
        let lines = code.into_iter().flat_map(|(path, text)| {
            let code = text.split("#[cfg(test)]").next().unwrap_or_default().to_owned();
            let lines = code.lines().filter(|line| line.contains(word));
            lines.map(|line| (path.clone(), line.trim().to_owned())).collect::<Vec<_>>()
        });
        lines.filter(|(_, line)| !line.starts_with("//")).collect()
    };
    let once = |word: &str, file: &str| {
        let all = uses(word);
        let [(path, line)] = &all[..] else { panic!("{word}: {all:?}") };
        assert!(path.ends_with(file), "{word} in {}", path.display());
        line.clone()
    };
    assert_eq!(once("open::", "downloads.rs"), "open::that_detached(what).is_ok()");
    assert_eq!(uses("downloads::open(").len(), 2);
    // What was written is known by having been written: nothing else makes one.
    let made: Vec<_> = uses("Written { path, ending }");
    assert!(!made.is_empty() && made.iter().all(|(path, _)| path.ends_with("downloads.rs")));
    let downloads = ours_named("src/downloads.rs");
    assert!(downloads.contains("pub struct Written {\n    path: PathBuf,\n    ending: Ending,\n}"));
    assert!(!downloads.contains("pub fn new") && !downloads.contains("Deserialize"));
}

/// Where updates come from is fixed when a release is built. A debug build can be told of another
/// server, on this computer alone, and only by one file that a release does not have.
#[test]
fn a_release_cannot_be_told_where_its_updates_come_from() {
    let code = [ours(), files("src-tauri", &[".rs"])].concat();
    for (path, text) in &code {
        if path.ends_with("src-tauri/src/stand_in.rs") {
            assert!(text.contains("Url::parse(at).ok().filter(is_here)?"), "any server");
            assert!(text.contains("address.is_loopback()"), "any server");
            continue;
        }
        let name = path.display();
        assert!(!text.contains("KEYWRIGHT_TEST_"), "{name} can be told");
        assert!(!text.contains("rehearsal: true"), "{name} goes without encryption");
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        for (n, line) in lines.iter().enumerate().filter(|(_, line)| line.contains("stand_in")) {
            let before = n.checked_sub(1).map(|n| lines[n]);
            assert_eq!(before, Some("#[cfg(debug_assertions)]"), "{name}: {line}");
        }
        for given in ["KEYWRIGHT_UPDATE_URL", "KEYWRIGHT_UPDATE_KEY"] {
            for line in lines.iter().filter(|line| line.contains(given)) {
                let at_build = path.ends_with("src-tauri/build.rs")
                    || line.contains(&format!("option_env!(\"{given}\")"))
                    || line.starts_with("//");
                assert!(at_build, "{name}: {line}");
            }
        }
    }
    let code: String = code.into_iter().map(|(_, text)| text).collect();
    for once in [
        "tauri_plugin_updater::Builder",
        "app.plugin(WithoutCommands(",
        "\"requireSignedVersion\": true",
        "\"allowDowngrades\": false",
        "\"dangerousInsecureTransportProtocol\": place.rehearsal",
        ".https_only(!rehearsal)",
        "Policy::custom(|attempt| attempt.error(",
        ".updater_builder()",
        ".configure_client(move |client| careful(client, rehearsal))",
    ] {
        assert_eq!(code.matches(once).count(), 1, "{once}");
    }
    for never in
        ["dangerousAccept", "danger_accept", ".updater()", "download_and_install", "fn extend_api"]
    {
        assert!(!code.contains(never), "{never}");
    }
}

/// Practice is for practice mode and tests: nothing else may depend on its answers.
#[test]
fn practice_is_used_by_practice_mode_alone() {
    for (path, text) in files("crates", &["Cargo.toml"]) {
        let named = text.lines().any(|line| line.starts_with("practice"));
        assert_eq!(named, path.ends_with("runtime/Cargo.toml"), "{}", path.display());
    }
    for (path, text) in files("crates/runtime/src", &[".rs"]) {
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        // What is rehearsed is a word of the Setup's.
        let uses = code.replace("setup::practice::", "").contains("practice::");
        assert!(!uses || path.ends_with("practise.rs"), "{} uses practice", path.display());
    }
}

/// What is decided and what is shown touch neither computer nor network.
#[test]
fn setup_and_view_have_no_hands() {
    let hands =
        ["system", "practice", "reqwest", "hyper", "tokio", "keyring", "arboard", "zbus", "open"];
    for folder in ["crates/setup", "crates/view"] {
        for (path, text) in files(folder, &["Cargo.toml"]) {
            let names = text.lines().filter(|line| !line.starts_with(['#', '[']));
            for line in names {
                let named = hands.iter().any(|hand| line.starts_with(hand));
                assert!(!named, "{}: {line}", path.display());
            }
        }
    }
}

/// A secret leaves its type in few places; each new one is worth a look.
#[test]
fn secrets_are_never_part_of_what_is_shown_or_written() {
    let rooms = [
        "view/src/types/",
        "view/src/problem/noun.rs",
        "setup/src/connection.rs",
        "src/journal.rs",
    ];
    for room in rooms {
        let is_inside = |path: &Path| path.to_string_lossy().replace('\\', "/").contains(room);
        let inside: Vec<_> = ours().into_iter().filter(|(path, _)| is_inside(path)).collect();
        assert!(!inside.is_empty(), "{room} is gone");
        for (path, text) in inside {
            assert!(!text.contains("Secret"), "{} could carry a secret out", path.display());
        }
    }
}

/// What support gets is made of the diary: no field of it can hold a key, a name or an address.
/// What is `Copy` owns no text; what borrows one is the name of a cause, and that alone.
#[test]
fn the_diary_has_no_room_for_free_text() {
    fn owns_nothing<T: Copy + 'static>() {}
    owns_nothing::<setup::diary::Noted>();
    owns_nothing::<setup::machine::Machine>();
    let text = ours_named("setup/src/diary.rs");
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    let code = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    let code: Vec<&str> = code.collect();
    for line in &code {
        for word in line.split(|c: char| !c.is_alphanumeric() && c != '_') {
            let never =
                ["String", "Secret", "Typed", "PathBuf", "Path", "Vec", "Box", "u8", "char"];
            assert!(!never.contains(&word), "{word} in the diary: {line}");
        }
    }
    let texts = code.iter().filter(|line| line.contains("str") && line.contains("&"));
    let texts: Vec<&str> =
        texts.filter(|line| !line.contains("fn ")).map(|line| line.trim()).collect();
    assert_eq!(texts, ["name: &'static str,"], "made from a Cause, by its own name");
    assert_eq!(code.iter().filter(|line| line.contains("name: cause.name()")).count(), 1);
    // Nobody writes it down.
    for (path, text) in ours() {
        let writes = text.contains("fs::") || text.contains("File::");
        let reads = text.contains(".noted()") || text.contains("details::text");
        assert!(!(writes && reads), "{} could write the diary to disk", path.display());
    }
}

/// Many crates speak to the `log` and `tracing` facades; without a logger nobody listens.
/// Logger crates are banned in `deny.toml`; here, that none is made by hand.
#[test]
fn no_logger_is_installed() {
    let code = [
        files("crates", &[".rs", ".toml"]),
        files("practice", &[".rs", ".toml"]),
        files("src-tauri", &[".rs", ".toml"]),
    ]
    .concat();
    let root_manifest = root().join("Cargo.toml");
    let manifest = fs::read_to_string(&root_manifest).unwrap();
    for (path, text) in code.into_iter().chain([(root_manifest, manifest)]) {
        if path.ends_with("tests/it/house.rs") {
            continue;
        }
        for never in [
            "set_logger",
            "set_boxed_logger",
            "set_global_default",
            "\nlog ",
            "\nlog.",
            "\ntracing",
        ] {
            assert!(!text.contains(never), "{}: {never}", path.display());
        }
    }
}

/// Who looks for a place by these pages finds it.
#[test]
fn every_path_that_the_first_pages_name_is_there() {
    for page in ["CONTRIBUTING.md", "ARCHITECTURE.md"] {
        let text = fs::read_to_string(root().join(page)).unwrap();
        let named = text.split('`').skip(1).step_by(2).filter(|name| {
            let first = name.split('/').next().unwrap_or_default();
            name.contains('/') && root().join(first).is_dir() && !name.contains([' ', '*'])
        });
        let missing: Vec<&str> = named.filter(|name| !root().join(name).exists()).collect();
        assert!(missing.is_empty(), "{page} names {missing:?}");
    }
}
