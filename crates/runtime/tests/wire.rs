//! The way to the real hosts: encrypted, proved, and never to some addresses. Servers on
//! loopback play them; certificates are made on the spot.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
// Figures that were measured, and what a program of its own has to tell.
#![allow(clippy::print_stdout)]

#[path = "wire/authority.rs"]
mod authority;
#[path = "wire/broken.rs"]
mod broken;
#[path = "wire/certificates.rs"]
mod certificates;
#[cfg(target_os = "linux")]
#[path = "wire/endless.rs"]
mod endless;
#[path = "wire/hostile.rs"]
mod hostile;
#[path = "wire/never.rs"]
mod never;
#[cfg(target_os = "linux")]
#[path = "wire/no_way.rs"]
mod no_way;
#[cfg(target_os = "linux")]
#[path = "wire/proxies.rs"]
mod proxies;
#[cfg(target_os = "linux")]
#[path = "wire/redirects.rs"]
mod redirects;
#[path = "checkup/rig.rs"]
#[allow(dead_code)]
mod rig;
#[path = "wire/served.rs"]
#[cfg_attr(not(target_os = "linux"), allow(dead_code))]
mod served;
#[path = "wire/stale.rs"]
mod stale;
#[path = "wire/tls.rs"]
mod tls;
