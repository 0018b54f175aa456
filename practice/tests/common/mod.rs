//! Sends requests the way any client does: to the loopback address, with the ConnectWise host in the `Host` header.

// Every test file is a program of its own and uses a part of this.
#![allow(dead_code)]

use std::sync::OnceLock;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use practice::{CLIENT_ID, COMPANY_ID, PRIVATE_KEY, PUBLIC_KEY, Practice, World};
use serde_json::Value;

pub const API_HOST: &str = "api-na.myconnectwise.net";
pub const API: &str = "/v4_6_release/apis/3.0";

pub async fn start(world: World) -> Practice {
    Practice::start(world).await.unwrap()
}

/// Made once: looking at the system's certificates takes longer than most tests. It keeps no connection open, because under
/// `cargo test` tests share it, and each test's runtime takes its connections along.
pub fn client() -> &'static reqwest::Client {
    static CLIENT: OnceLock<reqwest::Client> = OnceLock::new();
    CLIENT.get_or_init(|| {
        let _ = rustls::crypto::ring::default_provider().install_default();
        reqwest::Client::builder()
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .timeout(leash::PLENTY)
            .pool_max_idle_per_host(0)
            .build()
            .unwrap()
    })
}

pub fn basic(company: &str, public: &str, private: &str) -> String {
    format!("Basic {}", STANDARD.encode(format!("{company}+{public}:{private}")))
}

/// A request; starts as the full member's, to the cloud API of the first sample company.
pub struct Ask {
    pub host: String,
    pub path: String,
    pub authorization: Option<String>,
    pub client_id: Option<String>,
}

pub struct Got {
    pub status: u16,
    pub content_type: String,
    pub headers: reqwest::header::HeaderMap,
    pub text: String,
}

/// Asks the API for a path such as `/company/companies?pageSize=1`.
pub fn api(path: &str) -> Ask {
    Ask {
        host: API_HOST.to_owned(),
        path: format!("{API}{path}"),
        authorization: Some(basic(COMPANY_ID, PUBLIC_KEY, PRIVATE_KEY)),
        client_id: Some(CLIENT_ID.to_owned()),
    }
}

/// Asks a host without credentials.
pub fn plain(host: &str, path: &str) -> Ask {
    Ask { host: host.to_owned(), path: path.to_owned(), authorization: None, client_id: None }
}

impl Ask {
    pub fn on(mut self, host: &str) -> Ask {
        self.host = host.to_owned();
        self
    }

    pub fn with_keys(mut self, company: &str, public: &str, private: &str) -> Ask {
        self.authorization = Some(basic(company, public, private));
        self
    }

    pub fn with_client_id(mut self, client_id: Option<&str>) -> Ask {
        self.client_id = client_id.map(str::to_owned);
        self
    }

    pub fn request(&self, practice: &Practice) -> reqwest::RequestBuilder {
        let mut request =
            client().get(format!("{}{}", practice.origin(), self.path)).header("host", &self.host);
        if let Some(value) = &self.authorization {
            request = request.header("authorization", value);
        }
        if let Some(value) = &self.client_id {
            request = request.header("clientId", value);
        }
        request
    }

    pub async fn of(&self, practice: &Practice) -> Got {
        let response = self.request(practice).send().await.unwrap();
        let header = |name| {
            response.headers().get(name).map_or("", |value| value.to_str().unwrap()).to_owned()
        };
        Got {
            status: response.status().as_u16(),
            content_type: header("content-type"),
            headers: response.headers().clone(),
            text: String::from_utf8_lossy(&response.bytes().await.unwrap()).into_owned(),
        }
    }
}

impl Got {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|cause| panic!("{cause} in {}", self.text))
    }

    pub fn list(&self) -> Vec<Value> {
        assert_eq!(self.status, 200, "{}", self.text);
        self.json().as_array().unwrap().clone()
    }
}
