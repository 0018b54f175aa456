//! A company's own server whose certificate only the company's own authority has signed: a
//! real TLS server (openssl) at a private address, in a network of the test's own.

use std::path::{Path, PathBuf};
use std::process::Stdio;

use e2e::network::{self, Authority};
use e2e::{Desktop, journey};
use fantoccini::Locator;
use leash::{Leash, command};

const PORT: u16 = 8443;

#[test]
fn an_own_server_is_reached_once_its_authority_is_trusted() {
    let test = "an_own_server_is_reached_once_its_authority_is_trusted";
    network::alone(test, &[], journey());
}

async fn journey() {
    let (company, stranger) = (Authority::new("contoso"), Authority::new("stranger"));
    let address = format!("{}:{PORT}", network::ADDRESS);
    let server = Server::start(&company, &address);

    let desktop = Desktop::start("authority").await;
    let window = desktop.open().await;
    window.press("card-mspcfo").await;
    window.press("start").await;
    window.page("site").await;
    window.press("option-site-2").await;
    window.fill("address", &address).await;
    window.fill("company", "acme").await;
    window.press("continue").await;
    window.says("Does your company sign its own certificates?").await;
    window.shot("01-refused").await;

    choose(&window, &company.key()).await;
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

/// Answers with the files of its folder, and writes down each request.
struct Server {
    _program: Leash,
    log: PathBuf,
}

impl Server {
    fn start(authority: &Authority, address: &str) -> Self {
        let folder = authority.folder();
        authority.sign(&[format!("IP:{}", network::ADDRESS)]);
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
                address,
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
