//! What the settings of a computer say of its proxy, as they stand.

/// The texts that name a proxy, as they stand.
#[derive(Clone, Default)]
pub struct Texts {
    /// Name and value of HTTPS_PROXY, ALL_PROXY and the like: the first that is not blank counts.
    pub environment: Vec<(&'static str, String)>,
    pub no_proxy: String,
    pub windows: Option<Windows>,
}

/// From the Internet Settings of Windows' registry.
#[derive(Clone, Default)]
pub struct Windows {
    /// `ProxyEnable`; none where there is no such value.
    pub enabled: Option<bool>,
    pub server: String,
    pub not_for: String,
    pub script: String,
    /// `DefaultConnectionSettings`: the same and more, in one value.
    pub connection: Vec<u8>,
    /// `WinHttpSettings`: of services, set by `netsh winhttp`.
    pub services: Vec<u8>,
}
