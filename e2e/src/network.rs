//! A network of a test's own, with names that lead where the test says; and who signs the
//! certificates of the servers in it.

use std::path::{Path, PathBuf};

use leash::{PLENTY, command};
use tempfile::TempDir;

/// A private address, as a company's own server has.
pub const ADDRESS: &str = "10.77.0.1";
const AGAIN: &str = "KEYWRIGHT_OWN_NETWORK";
const HOSTS: &str = "KEYWRIGHT_OWN_HOSTS";

/// Runs a journey in a network of its own, in which nothing is reached but [`ADDRESS`], and these
/// hosts are there. It does so by starting this very test, called `test`, once more.
pub fn alone(test: &str, hosts: &[&str], journey: impl Future<Output = ()>) {
    if std::env::var_os(AGAIN).is_some() {
        // Some steps of a journey hold their thread up, and its servers have to go on answering.
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
        return runtime.expect("a runtime").block_on(journey);
    }
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("hosts");
    let lines = hosts.iter().map(|host| format!("{ADDRESS} {host}\n"));
    let lines: String = ["127.0.0.1 localhost\n".to_owned()].into_iter().chain(lines).collect();
    std::fs::write(&file, lines).expect("a list of hosts");
    let script = format!(
        "ip link set lo up && ip address add {ADDRESS}/32 dev lo \
         && mount --bind \"${HOSTS}\" /etc/hosts && exec \"$@\""
    );
    let mut again = command("unshare");
    again
        .args(["--map-root-user", "--net", "--mount", "sh", "-c", &script, "sh"])
        .arg(std::env::current_exe().expect("this test"))
        .args([test, "--exact", "--nocapture"])
        .env(AGAIN, "1")
        .env(HOSTS, &file);
    assert!(leash::status(&mut again, 10 * PLENTY).expect("unshare").well());
}

/// Who signs certificates. Its files lie in a folder of its own.
pub struct Authority {
    folder: TempDir,
    name: String,
}

impl Authority {
    pub fn new(name: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let authority = Self { folder, name: name.into() };
        let (key, file) = (format!("{name}.key"), format!("{name}.crt"));
        authority.openssl(&[
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-days",
            "30",
            "-subj",
            &format!("/CN={name} root"),
            "-keyout",
            &key,
            "-out",
            &file,
        ]);
        authority
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub fn file(&self) -> PathBuf {
        self.folder().join(format!("{}.crt", self.name))
    }

    pub fn key(&self) -> PathBuf {
        self.folder().join(format!("{}.key", self.name))
    }

    /// As whoever runs the server reads it out.
    pub fn fingerprint(&self) -> String {
        let file = format!("{}.crt", self.name);
        let printed = self.openssl(&["x509", "-noout", "-fingerprint", "-sha256", "-in", &file]);
        printed.trim().rsplit('=').next().unwrap_or_default().to_owned()
    }

    /// A certificate for these names ("DNS:…" or "IP:…"): `server.crt` and `server.key`.
    pub fn sign(&self, names: &[String]) {
        let names = format!("subjectAltName={}", names.join(","));
        std::fs::write(self.folder().join("san"), names).expect("a file");
        self.openssl(&[
            "req",
            "-new",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-subj",
            "/CN=server",
            "-keyout",
            "server.key",
            "-out",
            "server.csr",
        ]);
        let (file, key) = (format!("{}.crt", self.name), format!("{}.key", self.name));
        self.openssl(&[
            "x509",
            "-req",
            "-in",
            "server.csr",
            "-CA",
            &file,
            "-CAkey",
            &key,
            "-CAcreateserial",
            "-days",
            "30",
            "-extfile",
            "san",
            "-out",
            "server.crt",
        ]);
    }

    fn openssl(&self, args: &[&str]) -> String {
        let mut openssl = command("openssl");
        let output = leash::output(openssl.args(args).current_dir(self.folder()), PLENTY);
        let output = output.expect("openssl (make test installs it)");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).into_owned()
    }
}
