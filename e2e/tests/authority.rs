//! A company's own server whose certificate only the company's own authority has signed: a
//! real TLS server (openssl) at a private address, in a network of the test's own.

use std::path::{Path, PathBuf};
use std::process::Stdio;

use e2e::{Desktop, journey};
use fantoccini::Locator;
use leash::{Leash, PLENTY, command};

const AGAIN: &str = "KEYWRIGHT_OWN_NETWORK";
/// Private, so Keywright asks it; loopback it never does.
const ADDRESS: &str = "10.77.0.1:8443";

#[test]
fn an_own_server_is_reached_once_its_authority_is_trusted() {
    if std::env::var_os(AGAIN).is_some() {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        return runtime.expect("a runtime").block_on(journey());
    }
    let script = "ip link set lo up && ip address add 10.77.0.1/32 dev lo && exec \"$@\"";
    let test = std::env::current_exe().expect("this test");
    let mut again = command("unshare");
    again
        .args(["--map-root-user", "--net", "sh", "-c", script, "sh"])
        .arg(test)
        .args(["an_own_server_is_reached_once_its_authority_is_trusted", "--exact", "--nocapture"])
        .env(AGAIN, "1");
    assert!(leash::status(&mut again, 10 * PLENTY).expect("unshare").well());
}

async fn journey() {
    let files = tempfile::tempdir().expect("a folder");
    let company = Authority::new(files.path(), "contoso");
    let stranger = Authority::new(files.path(), "stranger");
    let server = Server::start(files.path(), &company);

    let desktop = Desktop::start("authority").await;
    let window = desktop.open().await;
    window.press("card-mspcfo").await;
    window.press("start").await;
    window.page("site").await;
    window.press("option-site-2").await;
    window.fill("address", ADDRESS).await;
    window.fill("company", "acme").await;
    window.press("continue").await;
    window.says("Does your company sign its own certificates?").await;
    window.shot("01-refused").await;

    choose(&window, &files.path().join("contoso.key")).await;
    window.says("There is a private key in this file").await;
    choose(&window, &stranger.file()).await;
    window.says(&stranger.fingerprint()).await;
    window.press("trust-authority").await;
    window.says("was signed by somebody else").await;
    assert_eq!(server.asked(), 0, "nothing was asked before the right one was trusted");

    choose(&window, &company.file()).await;
    window.says(&company.fingerprint()).await;
    window.shot("02-compare").await;
    window.press("trust-authority").await;
    window.says("Contoso Managed Services").await;
    window.says("You trust this certificate authority").await;
    window.shot("03-trusted").await;
    assert_eq!(server.asked(), 1);

    // It stays trusted after a restart, and until the person says otherwise.
    window.crash().await;
    let window = desktop.open().await;
    window.press(&format!("open-{}", journey::account(&desktop))).await;
    window.page("site").await;
    window.press("find").await;
    window.says("Contoso Managed Services").await;
    window.press("drop-authority").await;
    window.press("continue").await;
    window.says("Does your company sign its own certificates?").await;
    window.close().await;
}

async fn choose(window: &e2e::Window, file: &Path) {
    let input = window.client.find(Locator::Css("[data-testid=choose-authority]")).await;
    input
        .expect("a way to choose a file")
        .send_keys(&file.display().to_string())
        .await
        .expect("a file");
}

struct Authority {
    folder: PathBuf,
    name: String,
}

impl Authority {
    fn new(folder: &Path, name: &str) -> Self {
        let authority = Self { folder: folder.to_owned(), name: name.into() };
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

    fn file(&self) -> PathBuf {
        self.folder.join(format!("{}.crt", self.name))
    }

    /// As whoever runs the server reads it out.
    fn fingerprint(&self) -> String {
        let file = format!("{}.crt", self.name);
        let printed = self.openssl(&["x509", "-noout", "-fingerprint", "-sha256", "-in", &file]);
        printed.trim().rsplit('=').next().unwrap_or_default().to_owned()
    }

    /// A certificate for the server's address: `server.crt` and `server.key`.
    fn sign_server(&self) {
        let ip = ADDRESS.split(':').next().unwrap_or_default();
        std::fs::write(self.folder.join("san"), format!("subjectAltName=IP:{ip}")).expect("a file");
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
        let output = leash::output(openssl.args(args).current_dir(&self.folder), PLENTY);
        let output = output.expect("openssl (make test installs it)");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).into_owned()
    }
}

/// Answers with the files of its folder, and writes down each request.
struct Server {
    _program: Leash,
    log: PathBuf,
}

impl Server {
    fn start(folder: &Path, authority: &Authority) -> Self {
        authority.sign_server();
        let answers = folder.join("login/companyinfo");
        std::fs::create_dir_all(&answers).expect("a folder");
        let answer = r#"{"CompanyName":"Contoso Managed Services","Codebase":"v2025_1/","VersionCode":"v2025.1","CompanyID":"acme","IsCloud":false}"#;
        std::fs::write(answers.join("acme"), answer).expect("an answer");
        let log = folder.join("requests");
        let mut openssl = command("openssl");
        openssl
            .args([
                "s_server",
                "-accept",
                ADDRESS,
                "-cert",
                "server.crt",
                "-key",
                "server.key",
                "-WWW",
            ])
            .current_dir(folder)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(std::fs::File::create(&log).expect("a file"));
        Self { _program: Leash::start(&mut openssl).expect("openssl"), log }
    }

    /// How many requests came through the encryption.
    fn asked(&self) -> usize {
        std::fs::read_to_string(&self.log).unwrap_or_default().matches("FILE:").count()
    }
}
