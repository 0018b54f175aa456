//! What all rooms stand on: secrets as types, text from elsewhere, files opened with care. Knows
//! neither ConnectWise nor Keywright.

pub mod files;
pub mod look;
pub mod secret;
pub mod text;
