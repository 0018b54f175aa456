//! What Keywright is built from, held against `deny.toml` and `docs/dependencies.md`. Needs cargo
//! alone; `make audit` asks more, where its tools are.
//!
//! About files of the project, which are the same on every system; under wine there is no cargo.
#![cfg(not(windows))]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;
use std::sync::OnceLock;

use serde_json::Value;

const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().parent().unwrap().to_owned()
}

fn read(file: &str) -> String {
    fs::read_to_string(root().join(file)).unwrap_or_else(|e| panic!("{file}: {e}"))
}

fn json(file: &str) -> Value {
    serde_json::from_str(&read(file)).unwrap()
}

fn deny() -> toml::Table {
    toml::from_str(&read("deny.toml")).unwrap()
}

fn words(list: &toml::Value) -> BTreeSet<String> {
    list.as_array().unwrap().iter().map(|word| word.as_str().unwrap().to_owned()).collect()
}

/// Every package of the tree, for every platform.
fn metadata() -> &'static Value {
    static METADATA: OnceLock<Value> = OnceLock::new();
    METADATA.get_or_init(|| {
        let ask = |more: &[&str]| -> Output {
            let mut cargo = leash::command(env!("CARGO"));
            cargo.args(["metadata", "--locked", "--format-version", "1"]).args(more);
            leash::output(cargo.current_dir(root()), 5 * leash::PLENTY).unwrap()
        };
        // A machine that has built for itself alone lacks the other platforms' crates.
        let offline = ask(&["--offline"]);
        let told = if offline.status.success() { offline } else { ask(&[]) };
        assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
        serde_json::from_slice(&told.stdout).unwrap()
    })
}

fn packages() -> &'static Vec<Value> {
    metadata()["packages"].as_array().unwrap()
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or_default()
}

/// Whether a licence expression can be met with these licences alone.
fn is_allowed(expression: &str, allowed: &BTreeSet<String>) -> bool {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let (met, rest) = either(&words, allowed);
    assert!(rest.is_empty(), "{expression}: not understood from {rest:?} on");
    met
}

/// One or more of `… AND …` with OR between them: OR binds less.
fn either<'w>(words: &'w [&'w str], allowed: &BTreeSet<String>) -> (bool, &'w [&'w str]) {
    let (mut met, mut rest) = both(words, allowed);
    while let ["OR", after @ ..] = rest {
        let (also, left) = both(after, allowed);
        (met, rest) = (met || also, left);
    }
    (met, rest)
}

fn both<'w>(words: &'w [&'w str], allowed: &BTreeSet<String>) -> (bool, &'w [&'w str]) {
    let (mut met, mut rest) = one(words, allowed);
    while let ["AND", after @ ..] = rest {
        let (also, left) = one(after, allowed);
        (met, rest) = (met && also, left);
    }
    (met, rest)
}

fn one<'w>(words: &'w [&'w str], allowed: &BTreeSet<String>) -> (bool, &'w [&'w str]) {
    match words {
        ["(", inner @ ..] => match either(inner, allowed) {
            (met, [")", rest @ ..]) => (met, rest),
            (_, rest) => (false, rest),
        },
        [name, "WITH", exception, rest @ ..] => {
            (allowed.contains(&format!("{name} WITH {exception}")), rest)
        }
        [name, rest @ ..] => (allowed.contains(*name), rest),
        [] => (false, words),
    }
}

#[test]
fn licence_expressions_are_read() {
    let allowed = ["MIT", "ISC", "Apache-2.0 WITH LLVM-exception"].map(str::to_owned).into();
    for (expression, met) in [
        ("MIT", true),
        ("GPL-3.0", false),
        ("GPL-3.0 OR MIT", true),
        ("GPL-3.0/MIT", true),
        ("MIT AND GPL-3.0", false),
        ("GPL-3.0 OR MIT AND ISC", true),
        ("(GPL-3.0 OR MIT) AND ISC", true),
        ("(GPL-3.0 OR MIT) AND GPL-2.0", false),
        ("Apache-2.0 WITH LLVM-exception", true),
        ("Apache-2.0", false),
        ("", false),
    ] {
        assert_eq!(is_allowed(expression, &allowed), met, "{expression}");
    }
}

#[test]
fn every_licence_is_an_allowed_one() {
    let allowed = words(&deny()["licenses"]["allow"]);
    assert!(packages().len() > 300, "the whole tree, for every platform");
    let mut faults = Vec::new();
    for package in packages() {
        if !is_allowed(text(package, "license"), &allowed) {
            faults.push(format!("{}: {}", text(package, "name"), package["license"]));
        }
    }
    for file in ["ui/package-lock.json", "practice/tests/connectwise-rest/package-lock.json"] {
        for (name, package) in json(file)["packages"].as_object().unwrap() {
            if !is_allowed(text(package, "license"), &allowed) {
                faults.push(format!("{file}: {name}: {}", package["license"]));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn everything_comes_from_the_registry_as_locked() {
    let mut faults = Vec::new();
    for package in packages() {
        let own = package["source"].is_null()
            && Path::new(text(package, "manifest_path")).starts_with(root());
        if !own && text(package, "source") != REGISTRY {
            faults.push(format!("{} from {}", text(package, "name"), package["source"]));
        }
    }
    for file in ["Cargo.lock", "fuzz/Cargo.lock"] {
        let lock: toml::Table = toml::from_str(&read(file)).unwrap();
        for package in lock["package"].as_array().unwrap() {
            let has = |key| package.get(key).and_then(toml::Value::as_str);
            let sure = has("source") == Some(REGISTRY) && has("checksum").is_some();
            if has("source").is_some() && !sure {
                faults.push(format!("{file}: {package:?}"));
            }
        }
    }
    for file in ["ui/package-lock.json", "practice/tests/connectwise-rest/package-lock.json"] {
        for (name, package) in json(file)["packages"].as_object().unwrap() {
            // By version and hash: the place is whatever registry the machine is set to.
            let sure = text(package, "integrity").starts_with("sha512-");
            let elsewhere = package.get("resolved").is_some() || package.get("link").is_some();
            if !name.is_empty() && (!sure || elsewhere) {
                faults.push(format!("{file}: {name}"));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

/// A lock file that is not committed locks nothing.
#[test]
fn lock_files_are_not_ignored() {
    let files = [
        "Cargo.lock",
        "fuzz/Cargo.lock",
        "ui/package-lock.json",
        "practice/tests/connectwise-rest/package-lock.json",
    ];
    for file in files {
        assert!(root().join(file).is_file(), "{file} is missing");
    }
    // Without its history (a source archive) nobody can be asked.
    let mut git = leash::command("git");
    git.args(["check-ignore", "--no-index"]).args(files).current_dir(root());
    let Ok(git) = leash::output(&mut git, leash::PLENTY) else { return };
    assert!(git.stdout.is_empty(), "ignored: {}", String::from_utf8_lossy(&git.stdout));
}

#[test]
fn what_is_banned_is_not_there() {
    let deny = deny();
    let banned: BTreeSet<&str> = deny["bans"]["deny"]
        .as_array()
        .unwrap()
        .iter()
        .map(|ban| ban["crate"].as_str().unwrap())
        .collect();
    assert!(["openssl", "native-tls"].iter().all(|name| banned.contains(name)));
    let names: BTreeMap<&str, &str> =
        packages().iter().map(|p| (text(p, "id"), text(p, "name"))).collect();
    let found: Vec<_> = names.values().filter(|name| banned.contains(**name)).collect();
    assert!(found.is_empty(), "{found:?}");

    let features = deny["bans"]["features"].as_array().unwrap();
    for ban in features {
        let (name, unwanted) = (ban["crate"].as_str().unwrap(), words(&ban["deny"]));
        let nodes = metadata()["resolve"]["nodes"].as_array().unwrap().iter();
        let nodes: Vec<_> = nodes.filter(|node| names[text(node, "id")] == name).collect();
        assert!(!nodes.is_empty(), "{name} is banned from features and is not there");
        for feature in nodes.iter().flat_map(|node| node["features"].as_array().unwrap()) {
            let feature = feature.as_str().unwrap();
            assert!(!unwanted.contains(feature), "{name} has the feature {feature}");
        }
    }
}

/// What Tauri is built with decides what the page could reach: anything more is worth a look.
#[test]
fn tauri_has_these_features_and_no_more() {
    let nodes = metadata()["resolve"]["nodes"].as_array().unwrap();
    let tauri = packages().iter().find(|package| text(package, "name") == "tauri").unwrap();
    let node = nodes.iter().find(|node| node["id"] == tauri["id"]).unwrap();
    assert_eq!(
        node["features"],
        serde_json::json!([
            "common-controls-v6",
            "custom-protocol",
            "tauri-runtime-wry",
            "webkit2gtk",
            "webview2-com",
            "wry",
            "x11"
        ])
    );
}

/// An ignored advisory is about a crate that is still here: when Tauri drops it, so does the list.
#[test]
fn every_ignored_advisory_has_a_reason_and_its_crate_is_still_there() {
    let names: BTreeSet<&str> = packages().iter().map(|package| text(package, "name")).collect();
    for ignored in deny()["advisories"]["ignore"].as_array().unwrap() {
        let (id, reason) = (ignored["id"].as_str().unwrap(), ignored["reason"].as_str().unwrap());
        let (name, why) = reason.split_once(':').unwrap();
        let name = name.split(' ').next().unwrap();
        assert!(names.contains(name), "{id}: {name} is gone");
        assert!(why.len() > 20, "{id}: no reason");
    }
}

/// Section by section: what the page lists, each with a reason.
fn listed() -> BTreeMap<String, BTreeSet<String>> {
    let mut listed = BTreeMap::new();
    for section in read("docs/dependencies.md").split("\n## ").skip(1) {
        let rows = section.lines().filter(|line| line.starts_with("| ")).skip(2);
        let rows = rows.map(|line| {
            let cells: Vec<&str> = line.split('|').map(str::trim).collect();
            assert!(cells.len() >= 4 && cells[2].len() > 3, "no reason: {line}");
            cells[1].to_owned()
        });
        listed.insert(section.lines().next().unwrap().to_owned(), rows.collect());
    }
    listed
}

#[test]
fn every_direct_dependency_is_listed_with_its_reason() {
    let mut used: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for package in packages().iter().filter(|package| package["source"].is_null()) {
        let names = package["dependencies"].as_array().unwrap().iter();
        // Our own crates are in ARCHITECTURE.md.
        let others = names.filter(|d| d["path"].is_null()).map(|d| text(d, "name").to_owned());
        let is_crate = Path::new(text(package, "manifest_path")).starts_with(root().join("crates"));
        let section = if is_crate { "crates" } else { text(package, "name") };
        used.entry(section.to_owned()).or_default().extend(others);
    }
    let fuzz: toml::Table = toml::from_str(&read("fuzz/Cargo.toml")).unwrap();
    let fuzz = fuzz["dependencies"].as_table().unwrap().iter();
    let others = fuzz.filter(|(_, how)| how.get("path").is_none()).map(|(name, _)| name.clone());
    used.insert("fuzz".into(), others.collect());
    for folder in ["ui", "practice/tests/connectwise-rest"] {
        let package = json(&format!("{folder}/package.json"));
        let kinds = ["dependencies", "devDependencies", "optionalDependencies"];
        let names = kinds.iter().filter_map(|kind| package[kind].as_object());
        used.insert(folder.into(), names.flat_map(|names| names.keys().cloned()).collect());
    }
    assert_eq!(listed(), used, "left: docs/dependencies.md, right: what is used");
}

/// The marks that keep a copied secret out of clipboard histories, on each system: Linux is
/// tried out in `clipboard.rs`; of the others the source is what can be seen from here. What we
/// ask arboard for, and what the arboard that is locked does with it.
#[test]
fn a_copied_secret_is_marked_on_every_system() {
    let source = read("crates/system/src/clipboard.rs");
    let (_, put) = source.split_once("\nfn put(").unwrap();
    let within = |system: &str| {
        let (_, block) = put.split_once(&format!("#[cfg({system})]")).unwrap();
        let block = block.split("#[cfg").next().unwrap();
        let (_, marked) = block.split_once("if conceal {").unwrap();
        marked.split('}').next().unwrap().split_whitespace().collect::<String>()
    };
    assert_eq!(within("target_os = \"linux\""), "set.exclude_from_history()");
    assert_eq!(within("target_os = \"macos\""), "set.exclude_from_history()");
    let windows = "set.exclude_from_monitoring().exclude_from_cloud().exclude_from_history()";
    assert_eq!(within("windows"), windows);
    // Nothing gets there past `put`.
    let written = [".text(", ".set_text(", ".set_html(", ".html(", "WriteText"];
    let times = |text: &str| written.iter().map(|call| text.matches(call).count()).sum::<usize>();
    assert_eq!((times(&source), times(put)), (1, 1));

    let arboard = packages().iter().find(|package| text(package, "name") == "arboard").unwrap();
    let folder = Path::new(text(arboard, "manifest_path")).parent().unwrap();
    for (file, setter, format) in [
        ("windows.rs", "exclude_from_monitoring", "ExcludeClipboardContentFromMonitorProcessing"),
        ("windows.rs", "exclude_from_cloud", "CanUploadToCloudClipboard"),
        ("windows.rs", "exclude_from_history", "CanIncludeInClipboardHistory"),
        ("osx.rs", "exclude_from_history", "org.nspasteboard.ConcealedType"),
        ("linux/mod.rs", "exclude_from_history", "x-kde-passwordManagerHint"),
    ] {
        let code = fs::read_to_string(folder.join("src/platform").join(file)).unwrap();
        assert!(code.contains(&format!("self.platform.{setter} = true")), "{file}: {setter}");
        assert!(code.contains(&format!("\"{format}\"")), "{file}: {format}");
    }
    // A value of 0 there means "do not"; any other would be an invitation.
    let code = fs::read_to_string(folder.join("src/platform/windows.rs")).unwrap();
    assert!(code.contains("CLIPBOARD_EXCLUSION_DATA: &[u8] = &0u32.to_ne_bytes()"));
}
