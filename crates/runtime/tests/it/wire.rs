//! The way to the real hosts: encrypted, proved, and never to some addresses. Servers on
//! loopback play them; certificates are made on the spot.
// Figures that were measured, and what a program of its own has to tell.
#![allow(clippy::print_stdout)]

mod authority;
mod broken;
mod certificates;
#[cfg(target_os = "linux")]
mod endless;
mod hostile;
mod never;
#[cfg(target_os = "linux")]
mod no_way;
#[cfg(target_os = "linux")]
mod proxies;
#[cfg(target_os = "linux")]
mod redirects;
#[cfg_attr(not(target_os = "linux"), allow(dead_code))]
mod served;
mod stale;
mod tls;
