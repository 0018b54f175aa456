//! Whoever makes a release: a key, and the scripts of `packaging/updates` that use it.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use e2e::root;
use leash::{PLENTY, command};
use tempfile::TempDir;

pub struct Maker {
    folder: TempDir,
    secret: String,
    /// As a release is built with it.
    pub public: String,
}

impl Maker {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let key = folder.path().join("key");
        run(command(signer()).args(["signer", "generate", "--ci", "-w"]).arg(&key));
        let read = |path: &Path| std::fs::read_to_string(path).expect("a key").trim().to_owned();
        let (secret, public) = (read(&key), read(&key.with_extension("pub")));
        std::fs::remove_file(&key).expect("no key left among the packages");
        Self { folder, secret, public }
    }

    /// A package on disk.
    pub fn package(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, bytes).expect("a package");
        path
    }

    /// What a release machine does.
    pub fn sign(&self, version: &str, files: &[&Path]) -> Output {
        let script = root().join("packaging/updates/sign");
        let mut command = command(script);
        command.arg(version).args(files).env("TAURI_SIGNING_PRIVATE_KEY", &self.secret);
        leash::output(&mut command, PLENTY).expect("the script")
    }

    pub fn manifest(&self, version: &str, base: &str, notes: &str, files: &[&Path]) -> Output {
        let notes = self.package("notes.txt", notes.as_bytes());
        let mut command = command("node");
        command.arg(root().join("packaging/updates/manifest.mjs")).args([version, base]);
        command.arg(notes).args(files).env("KEYWRIGHT_UPDATE_KEY", &self.public);
        leash::output(&mut command, PLENTY).expect("node")
    }

    /// A signature that no script of ours would make: any name, any version or none.
    pub fn signature(&self, name: &str, version: Option<&str>, bytes: &[u8]) -> String {
        let path = self.package(name, bytes);
        let mut command = command(signer());
        command.args(["signer", "sign", "--private-key", &self.secret, "--password", ""]);
        command.args(version.map(|version| ["--app-version", version]).into_iter().flatten());
        run(command.arg(&path));
        let name = format!("{}.sig", path.display());
        std::fs::read_to_string(name).expect("a signature").trim().to_owned()
    }
}

fn signer() -> PathBuf {
    root().join("ui/node_modules/.bin/tauri")
}

fn run(command: &mut Command) {
    let output = leash::output(command.env("CI", "true"), PLENTY);
    let output = output.expect("the signer (npm ci --prefix ui)");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

pub fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}
