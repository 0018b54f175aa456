//! What this computer is, in closed words and numbers: a system's file may hold any text.

use std::fmt;

/// Shown as support asks for it; nothing here tells one computer of a kind from another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Machine {
    /// "debian", "windows"; empty where nobody looked.
    pub system: &'static str,
    /// Windows keeps its own where only its programming interface leads.
    pub version: Option<Version>,
    pub architecture: &'static str,
    /// Of a Linux desktop: clipboard and windows differ.
    pub session: Option<&'static str>,
    pub web_view: Option<Version>,
}

/// Up to four numbers: "12", "24.04", "130.0.2849.80".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Version {
    numbers: [u32; 4],
    count: usize,
    /// "24.04" is not "24.4".
    leading_zero: bool,
}

/// Linux systems by their `ID` in os-release.
const LINUX: &[&str] = &[
    "almalinux",
    "alpine",
    "arch",
    "centos",
    "debian",
    "elementary",
    "endeavouros",
    "fedora",
    "kali",
    "linuxmint",
    "manjaro",
    "nixos",
    "opensuse-leap",
    "opensuse-tumbleweed",
    "pop",
    "rhel",
    "rocky",
    "sles",
    "ubuntu",
    "void",
    "zorin",
];

impl Machine {
    /// `web_view`: what draws the window, as it calls its own version.
    pub fn here(web_view: Option<&str>) -> Self {
        let read = |path| std::fs::read_to_string(path).unwrap_or_default();
        let (system, version) = if cfg!(target_os = "linux") {
            linux(&read("/etc/os-release"))
        } else if cfg!(target_os = "macos") {
            ("macos", mac(&read("/System/Library/CoreServices/SystemVersion.plist")))
        } else {
            (std::env::consts::OS, None)
        };
        let session = std::env::var("XDG_SESSION_TYPE").unwrap_or_default();
        Self {
            system,
            version,
            architecture: std::env::consts::ARCH,
            session: ["wayland", "x11"].into_iter().find(|known| *known == session),
            web_view: web_view.and_then(Version::parse),
        }
    }
}

fn linux(os_release: &str) -> (&'static str, Option<Version>) {
    let value = |key: &str| {
        let lines = os_release.lines().filter_map(|line| line.strip_prefix(key)?.strip_prefix('='));
        lines.map(|value| value.trim_matches(['"', '\''])).next().unwrap_or_default()
    };
    let known = LINUX.iter().find(|known| **known == value("ID"));
    (known.copied().unwrap_or("linux"), Version::parse(value("VERSION_ID")))
}

fn mac(plist: &str) -> Option<Version> {
    let after = plist.split("<key>ProductVersion</key>").nth(1)?;
    Version::parse(after.split("<string>").nth(1)?.split('<').next()?)
}

impl Version {
    pub fn parse(text: &str) -> Option<Self> {
        let parts: Vec<&str> = text.trim().split('.').collect();
        let mut numbers = [0; 4];
        for (place, part) in parts.iter().enumerate() {
            let plain = !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
            *numbers.get_mut(place)? = if plain { part.parse().ok()? } else { return None };
        }
        let leading_zero =
            parts.get(1).is_some_and(|part| part.len() == 2 && part.starts_with('0'));
        Some(Self { numbers, count: parts.len(), leading_zero })
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, number) in self.numbers.iter().take(self.count).enumerate() {
            match place {
                0 => write!(f, "{number}")?,
                1 if self.leading_zero => write!(f, ".{number:02}")?,
                _ => write!(f, ".{number}")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_numbers_and_nothing_else() {
        for good in ["12", "24.04", "15.1.1", "130.0.2849.80", "40"] {
            assert_eq!(Version::parse(good).unwrap().to_string(), good);
        }
        for bad in ["", "12 of Acme", "1.2.3.4.5", "1..2", "v2", "+1", "99999999999", "1.x"] {
            assert_eq!(Version::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn systems_are_told_by_their_own_files() {
        let shown = |(system, version): (&str, Option<Version>)| {
            format!("{system} {}", version.map(|v| v.to_string()).unwrap_or_default())
        };
        let debian = "PRETTY_NAME=\"Debian GNU/Linux 12\"\nVERSION_ID=\"12\"\nID=debian\n";
        assert_eq!(shown(linux(debian)), "debian 12");
        let ubuntu = "ID_LIKE=debian\nID=ubuntu\nVERSION_ID=\"24.04\"\n";
        assert_eq!(shown(linux(ubuntu)), "ubuntu 24.04");
        // A company's own image may name the company.
        assert_eq!(shown(linux("ID=acme-workstation\nVERSION_ID=\"acme 7\"\n")), "linux ");
        assert_eq!(shown(linux("")), "linux ");
        let plist = "<dict>\n<key>ProductName</key>\n<string>macOS</string>\n\
                     <key>ProductVersion</key>\n\t<string>15.1</string>\n</dict>";
        assert_eq!(mac(plist).unwrap().to_string(), "15.1");
        assert_eq!(mac(""), None);
    }
}
