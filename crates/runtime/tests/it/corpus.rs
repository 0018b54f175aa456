//! Every input that is kept for the fuzzer goes through its target once: no panic, and each
//! within 100 ms. `scripts/fuzz` looks for more.
#![allow(clippy::print_stdout)]

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

#[path = "../../../../fuzz/src/lib.rs"]
mod targets;

use targets::LONGEST;

/// As large as a reader takes, in a build without optimisation: ten times as long.
const LONGEST_OF_LARGEST: Duration =
    if cfg!(debug_assertions) { Duration::from_secs(1) } else { LONGEST };

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().parent().unwrap().join(name)
}

/// Each file of a folder.
fn each(name: &str, target: fn(&[u8])) {
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder(name)).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(files.len() >= 5, "{name} has {} inputs", files.len());
    for file in files {
        if file.is_file() {
            quick(&file.display().to_string(), &fs::read(&file).unwrap(), target, LONGEST);
        }
    }
}

fn quick(name: &str, data: &[u8], target: fn(&[u8]), longest: Duration) {
    println!("{name}");
    println!("{:?}", targets::quick(target, data, longest));
}

#[test]
fn integration_files() {
    each("fuzz/corpus/integration", targets::integration);
    each("integrations", targets::integration);
}

#[test]
fn answers_about_a_company() {
    each("fuzz/corpus/companyinfo", targets::companyinfo);
}

#[test]
fn answers_about_levels_tables_and_the_member() {
    each("fuzz/corpus/answers", targets::answers);
}

#[test]
fn certificate_files() {
    each("fuzz/corpus/certificate", targets::certificate);
}

#[test]
fn pasted_texts() {
    each("fuzz/corpus/pasted", targets::pasted);
}

#[test]
fn addresses() {
    each("fuzz/corpus/address", targets::address);
}

#[test]
fn answers_about_the_newest_version_and_policy_files() {
    each("fuzz/corpus/update", targets::update);
}

/// Too large to be kept as files: each as large as its reader takes.
#[test]
fn the_largest_inputs() {
    let nested = |open: &str, times: usize| open.repeat(times).into_bytes();
    for (name, data) in [
        ("a file of comments", nested("# ten bytes", 23_000)),
        ("a file of tables", nested("[a.b]\n", 40_000)),
        ("a file of brackets", [b"schema = ".to_vec(), nested("[", 250_000)].concat()),
        ("a file of dots", [nested("a.", 120_000), b"a = 1".to_vec()].concat()),
        ("a file of one key", [nested("k", 250_000), b" = 1".to_vec()].concat()),
        ("a file of keys", (0..20_000).flat_map(|n| format!("k{n} = 1\n").into_bytes()).collect()),
        ("a file of one text", format!("name = \"{}\"", "\u{202e}".repeat(80_000)).into_bytes()),
    ] {
        quick(name, &data, targets::integration, LONGEST_OF_LARGEST);
    }
    let mebibyte = 1024 * 1024;
    for (name, data) in [
        ("brackets", nested("[", mebibyte)),
        ("objects", nested("{\"a\":", mebibyte / 5)),
        ("a text", format!("{{\"CompanyName\":\"{}\"}}", "n".repeat(mebibyte - 20)).into_bytes()),
        ("numbers", format!("[{}1]", "1,".repeat(mebibyte / 2 - 2)).into_bytes()),
        ("entries", format!("[{}{{}}]", "{},".repeat(mebibyte / 3 - 2)).into_bytes()),
    ] {
        quick(name, &data, targets::companyinfo, LONGEST_OF_LARGEST);
        quick(name, &data, targets::answers, LONGEST_OF_LARGEST);
    }
    for (name, data) in [
        ("nested sequences", nested("\x30\x7f", 32_000)),
        ("lines of PEM", nested("-----BEGIN CERTIFICATE-----\n", 2_300)),
        (
            "empty certificates",
            nested("-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n", 1_200),
        ),
    ] {
        quick(name, &data, targets::certificate, LONGEST_OF_LARGEST);
    }
    for (name, data) in [
        ("spaces", nested(" ", 100_000)),
        ("quotation marks", nested("\"'", 50_000)),
        ("plus signs", nested("+", 100_000)),
        ("keys", nested("Ab3dEf6hIj9kLm2n ", 6_000)),
        ("dots", nested(".", 100_000)),
        ("zeros", nested("0.", 50_000)),
    ] {
        quick(name, &data, targets::pasted, LONGEST_OF_LARGEST);
        quick(name, &data, targets::address, LONGEST_OF_LARGEST);
    }
}
