//! Looks for, fetches and installs a newer version: through Tauri's updater plugin, which proves
//! signatures and runs the installers. What it leaves open is closed around it: it reads answers
//! of any length, follows redirects, and takes a package from wherever the answer says.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use connectwise::client::provide_tls;
use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use reqwest::ClientBuilder;
use reqwest::redirect::Policy;
use serde_json::json;
use tauri::{AppHandle, Manager as _};
use tauri_plugin_updater::{Error, Update, UpdaterExt as _};
use tokio::sync::Notify;
use updates::{About, Answered, Asked, Courier, Fault, Kind, Looked, Package, proves, read};
use url::Url;

use crate::standing::Kept;

/// The one server that is asked, and the makers' key as `tauri signer` writes it.
pub struct UpdateSource {
    pub at: Url,
    pub key: String,
    /// How this Keywright came onto the computer.
    pub kind: Kind,
    /// A server of a test on this computer, without encryption: debug builds alone know one.
    pub rehearsal: bool,
}

const LONGEST_CONNECT: Duration = Duration::from_secs(10);
/// Nothing came for so long.
const LONGEST_SILENCE: Duration = Duration::from_secs(30);
const LONGEST_LOOK: Duration = Duration::from_secs(20);
const LONGEST_FETCH: Duration = Duration::from_secs(20 * 60);
const LARGEST_ANSWER: usize = 256 * 1024;

pub struct ByPlugin {
    app: AppHandle,
    place: UpdateSource,
    about: About,
    /// What was found last.
    found: Mutex<Option<Found>>,
}

#[derive(Clone)]
struct Found {
    update: Update,
    version: semver::Version,
}

impl Courier for ByPlugin {
    fn look(&self) -> BoxFuture<'_, Result<Looked, Fault>> {
        self.look_now().boxed()
    }

    fn fetch<'a>(
        &'a self,
        tell: &'a (dyn Fn(u8) + Send + Sync),
    ) -> BoxFuture<'a, Result<Package, Fault>> {
        self.fetch_now(tell).boxed()
    }

    fn install(&self, package: &Package) -> Result<(), Fault> {
        let found = self.found().ok_or(Fault::NotInstalled)?;
        // It proves the signature once more. On Windows the program ends in there.
        found.update.install(&package.bytes).map_err(|error| match error {
            Error::Io(error) if error.kind() == std::io::ErrorKind::StorageFull => Fault::Disk,
            _ => Fault::NotInstalled,
        })?;
        // By way of the usual end of the program.
        self.app.request_restart();
        Ok(())
    }
}

impl ByPlugin {
    pub fn new(app: AppHandle, place: UpdateSource, about: About) -> Self {
        Self { app, place, about, found: Mutex::new(None) }
    }

    fn found(&self) -> Option<Found> {
        self.found.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    async fn look_now(&self) -> Result<Looked, Fault> {
        let body = self.answer().await?;
        let asked = Asked { about: &self.about, at: &self.place.at };
        let (offer, url, signature) = match read(&body, &asked)? {
            Answered::Latest { published } => return Ok(Looked::Latest { published }),
            Answered::Newer { offer, url, signature } => (offer, url, signature),
        };
        let update = self.update(&offer.version, &url, &signature)?;
        *self.found.lock().unwrap_or_else(PoisonError::into_inner) =
            Some(Found { update, version: offer.version.clone() });
        Ok(Looked::Newer(offer))
    }

    /// The server's answer, bounded. The plugin's own `check` reads one of any length.
    async fn answer(&self) -> Result<Vec<u8>, Fault> {
        provide_tls();
        let client = careful(ClientBuilder::new(), self.place.rehearsal)
            .timeout(LONGEST_LOOK)
            .build()
            .map_err(|_| Fault::NotReached)?;
        let asked = client
            .get(self.place.at.clone())
            .header("accept", "application/json")
            .header("user-agent", USER_AGENT);
        let mut answer = asked.send().await.map_err(|error| broken(&error))?;
        if answer.status() != reqwest::StatusCode::OK {
            return Err(refused(answer.status().as_u16()));
        }
        let mut body = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(|error| broken(&error))? {
            if body.len() + chunk.len() > LARGEST_ANSWER {
                return Err(Fault::TooLarge);
            }
            body.extend_from_slice(&chunk);
        }
        Ok(body)
    }

    /// For the plugin: an answer of what was read here and nothing else, so that it cannot
    /// understand another one than we do. It demands a signed version of such a one.
    fn update(
        &self,
        version: &semver::Version,
        url: &Url,
        signature: &str,
    ) -> Result<Update, Fault> {
        let target = self.place.kind.target();
        let answer = json!({
            "version": version.to_string(),
            "platforms": { target.as_str(): { "url": url, "signature": signature } },
        });
        let (rehearsal, app) = (self.place.rehearsal, self.app.clone());
        let updater = self
            .app
            .updater_builder()
            .target(target)
            .header("user-agent", USER_AGENT)
            .map_err(|_| Fault::NotInstalled)?
            .configure_client(move |client| careful(client, rehearsal))
            .on_before_exit(move || {
                app.state::<Kept>().write();
                app.cleanup_before_exit();
            })
            .build()
            .map_err(|_| Fault::NotInstalled)?;
        let update = updater.restore_update(answer).map_err(|_| Fault::NotUnderstood)?;
        let mut update = update.ok_or(Fault::NotUnderstood)?;
        update.timeout = Some(LONGEST_FETCH);
        Ok(update)
    }

    async fn fetch_now(&self, tell: &(dyn Fn(u8) + Send + Sync)) -> Result<Package, Fault> {
        let Found { update, version } = self.found().ok_or(Fault::NotInstalled)?;
        let most = self.place.kind.most_bytes();
        let too_large = Arc::new(Notify::new());
        let (mut here, more) = (0_usize, too_large.clone());
        let arrives = move |chunk: usize, announced: Option<u64>| {
            here = here.saturating_add(chunk);
            match announced {
                Some(all) if all > most as u64 => more.notify_one(),
                _ if here > most => more.notify_one(),
                Some(all) if all > 0 => {
                    tell(u8::try_from(here as u64 * 100 / all).unwrap_or(100));
                }
                _ => {}
            }
        };
        let outcome = tokio::select! {
            biased;
            () = too_large.notified() => return Err(Fault::TooLarge),
            outcome = update.download(arrives, || {}) => outcome,
        };
        let proved = |()| proves(&update.signature, &version, &self.about);
        let bytes = outcome.map_err(|error| match error {
            Error::Reqwest(error) => broken(&error),
            // "Download request failed with status: 404 Not Found"
            Error::Network(words) => {
                let status = words.split_whitespace().find_map(|word| word.parse().ok());
                status.map_or(Fault::Refused { status: None }, refused)
            }
            // The makers' own signature, for something else: it says for what.
            Error::SignedVersionMismatch { .. } | Error::MissingSignedVersion => {
                proved(()).err().unwrap_or(Fault::OtherPackage)
            }
            _ => Fault::NotOurs,
        })?;
        proved(())?;
        Ok(Package { name: self.place.kind.file_name(&version), bytes })
    }
}

/// Not the plugin's and its version, nor this program's: the server learns that somebody asks.
const USER_AGENT: &str = "Keywright";

/// One server, encrypted, for a limited time. Certificates are proved by the system's own store.
fn careful(client: ClientBuilder, rehearsal: bool) -> ClientBuilder {
    let client = client
        .redirect(Policy::custom(|attempt| attempt.error("redirects are not followed")))
        .https_only(!rehearsal)
        .connect_timeout(LONGEST_CONNECT)
        .read_timeout(LONGEST_SILENCE);
    if rehearsal { client.no_proxy() } else { client }
}

fn refused(status: u16) -> Fault {
    if (300..400).contains(&status) {
        Fault::Elsewhere
    } else {
        Fault::Refused { status: Some(status) }
    }
}

fn broken(error: &reqwest::Error) -> Fault {
    if error.is_redirect() {
        Fault::Elsewhere
    } else if error.is_timeout() {
        Fault::TooSlow
    } else if error.is_body() || error.is_decode() {
        Fault::BrokenOff
    } else {
        Fault::NotReached
    }
}
