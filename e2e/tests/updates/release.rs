//! The scripts of a release fail closed: no key, no name, no version, no proof, no output.

use e2e::root;
use serde_json::Value;

use crate::maker::{Maker, told};
use crate::{DEB, NEW};

#[test]
fn nothing_is_signed_or_announced_without_a_key_a_name_and_a_version() {
    let maker = Maker::new();
    let deb = maker.package(DEB, b"package");
    for (version, file, why) in [
        ("98.0.0", &deb, "is not the name of a package of 98.0.0"),
        ("newest", &deb, "is not a version"),
        (NEW, &maker.package("Keywright.app.tar.gz", b"x"), "is not the name"),
        (NEW, &maker.package("keywright_99x0.0_amd64.deb", b"x"), "is not the name"),
        (NEW, &maker.package("keywright_99.0.0_arm64.deb", b""), "is missing or empty"),
        (NEW, &deb.with_extension("rpm"), "is missing or empty"),
    ] {
        let output = maker.sign(version, &[&deb, file]);
        assert!(!output.status.success() && told(&output).contains(why), "{}", told(&output));
        assert!(!deb.with_file_name(format!("{DEB}.sig")).exists(), "signed before all was seen");
    }
    let mut without = leash::command(root().join("packaging/updates/sign"));
    without.args([NEW, &deb.display().to_string()]).env_remove("TAURI_SIGNING_PRIVATE_KEY");
    let without = leash::output(&mut without, leash::PLENTY).expect("the script");
    assert!(
        !without.status.success()
            && told(&without).contains("TAURI_SIGNING_PRIVATE_KEY is not set")
    );

    let base = "https://updates.example/keywright";
    let refused = |maker: &Maker, version: &str, base: &str, why: &str| {
        let output = maker.manifest(version, base, "", &[&deb]);
        assert!(!output.status.success() && told(&output).contains(why), "{}", told(&output));
        assert!(output.stdout.is_empty(), "half a manifest");
    };
    refused(&maker, NEW, base, "no such file");
    assert!(maker.sign(NEW, &[&deb]).status.success());
    refused(&maker, NEW, "http://updates.example", "does not start with https://");
    refused(&maker, "98.0.0", base, "is not signed for 98.0.0");
    refused(&Maker::new(), NEW, base, "signed with another key");
    let made = maker.manifest(NEW, base, "- New.", &[&deb]);
    let made: Value = serde_json::from_slice(&made.stdout).expect("a manifest");
    assert_eq!(made["platforms"]["linux-x86_64-deb"]["url"], format!("{base}/{DEB}"));
    std::fs::write(&deb, b"another").expect("a changed package");
    refused(&maker, NEW, base, "is not the file that was signed");
}
