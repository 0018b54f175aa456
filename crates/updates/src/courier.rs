//! Who brings newer versions, and what comes of it.

use std::sync::Arc;

use futures_util::future::BoxFuture;
use semver::Version;

/// What this build can do about newer versions. A build that knows no place to look has none.
pub struct Updates {
    pub about: About,
    pub courier: Arc<dyn Courier>,
}

/// What is running, and how it came onto this computer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    pub version: Version,
    pub kind: Kind,
}

/// Brings updates. Everything that the network is asked about them is behind this.
pub trait Courier: Send + Sync {
    /// What the newest version is.
    fn look(&self) -> BoxFuture<'_, Result<Looked, Fault>>;
    /// The package of the version last seen, once its signature has been proved. Tells how many
    /// percent have arrived.
    fn fetch<'a>(
        &'a self,
        tell: &'a (dyn Fn(u8) + Send + Sync),
    ) -> BoxFuture<'a, Result<Package, Fault>>;
    /// Puts it in the place of what is running, and opens that.
    fn install(&self, package: &Package) -> Result<(), Fault>;
}

/// What came of looking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Looked {
    /// This is not newer than what runs.
    Latest {
        published: Version,
    },
    Newer(Offer),
}

/// A newer version, as the server announces it. None of it is proved yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    pub version: Version,
    /// What changed: plain text, bounded.
    pub notes: Vec<String>,
}

/// A package whose signature was proved.
pub struct Package {
    /// As it is signed: "keywright_0.2.0_amd64.deb".
    pub name: String,
    pub bytes: Vec<u8>,
}

/// How Keywright came onto this computer: that is how a newer one comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The set-up for Windows.
    Setup,
    /// The bundle for macOS.
    App,
    AppImage,
    Deb,
    Rpm,
}

impl Kind {
    /// Whether Keywright may replace itself. What a system's package manager has put there is
    /// its to replace: the package is fetched, proved and laid ready, no more.
    pub fn replaces_itself(self) -> bool {
        matches!(self, Self::Setup | Self::App | Self::AppImage)
    }

    /// Its name in the server's answer, by the updater's convention.
    pub fn target(self) -> String {
        let arch = std::env::consts::ARCH;
        match self {
            Self::Setup => format!("windows-{arch}"),
            Self::App => format!("darwin-{arch}"),
            Self::AppImage => format!("linux-{arch}-appimage"),
            Self::Deb => format!("linux-{arch}-deb"),
            Self::Rpm => format!("linux-{arch}-rpm"),
        }
    }

    /// The file name that its signature must name: product, version and system in one. Kept the
    /// same as `packaging/updates/sign`.
    pub fn file_name(self, version: &Version) -> String {
        let by_arch = |intel: &'static str, arm: &'static str| match std::env::consts::ARCH {
            "x86_64" => intel,
            "aarch64" => arm,
            other => other,
        };
        match self {
            Self::Setup => format!("keywright_{version}_{}-setup.exe", by_arch("x64", "arm64")),
            Self::App => format!("keywright_{version}_universal.app.tar.gz"),
            Self::AppImage => {
                format!("keywright_{version}_{}.AppImage", by_arch("amd64", "aarch64"))
            }
            Self::Deb => format!("keywright_{version}_{}.deb", by_arch("amd64", "arm64")),
            Self::Rpm => format!("keywright-{version}-1.{}.rpm", std::env::consts::ARCH),
        }
    }

    /// No package is larger. An AppImage brings the web view along.
    pub fn most_bytes(self) -> usize {
        let mebibytes = if self == Self::AppImage { 256 } else { 64 };
        mebibytes * 1024 * 1024
    }

    /// What an administrator types to install the package that lies there.
    pub fn command(self, path: &str) -> Option<String> {
        let tool = match self {
            Self::Deb => "sudo apt install",
            Self::Rpm => "sudo dnf install",
            Self::Setup | Self::App | Self::AppImage => return None,
        };
        Some(format!("{tool} '{}'", path.replace('\'', r"'\''")))
    }
}

/// Why there is no newer version now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    NotReached,
    TooSlow,
    Refused {
        status: Option<u16>,
    },
    NotUnderstood,
    TooLarge,
    /// A redirect, or a package at another server.
    Elsewhere,
    /// A newer version, and none for this system.
    NoPackage,
    Unsigned,
    /// Changed on the way, or signed by somebody else.
    NotOurs,
    /// Signed by the makers for another version, product or system.
    OtherPackage,
    /// Signed by the makers as no newer than what runs.
    Older,
    BrokenOff,
    Disk,
    NotInstalled,
    /// Keys are still on their way into the keychain.
    KeychainBusy,
}

impl Fault {
    /// The HTTP status, where that is what was seen.
    pub fn status(self) -> Option<u16> {
        if let Self::Refused { status } = self { status } else { None }
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::NotReached => "update-not-reached",
            Self::TooSlow => "update-too-slow",
            Self::Refused { .. } => "update-refused",
            Self::NotUnderstood => "update-not-understood",
            Self::TooLarge => "update-too-large",
            Self::Elsewhere => "update-elsewhere",
            Self::NoPackage => "update-no-package",
            Self::Unsigned => "update-unsigned",
            Self::NotOurs => "update-not-ours",
            Self::OtherPackage => "update-other-package",
            Self::Older => "update-older",
            Self::BrokenOff => "update-broken-off",
            Self::Disk => "update-disk",
            Self::NotInstalled => "update-not-installed",
            Self::KeychainBusy => "update-keychain-busy",
        }
    }
}
