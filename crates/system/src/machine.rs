//! Reads what this computer is. A system's file may hold any text, so only words that are known go on.

use setup::machine::{Machine, Version};

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

/// `web_view`: what draws the window, as it calls its own version.
pub fn here(web_view: Option<&str>) -> Machine {
    let read = |path| std::fs::read_to_string(path).unwrap_or_default();
    let (system, version) = if cfg!(target_os = "linux") {
        linux(&read("/etc/os-release"))
    } else if cfg!(target_os = "macos") {
        ("macos", mac(&read("/System/Library/CoreServices/SystemVersion.plist")))
    } else {
        (std::env::consts::OS, None)
    };
    let session = std::env::var("XDG_SESSION_TYPE").unwrap_or_default();
    Machine {
        system,
        version,
        architecture: std::env::consts::ARCH,
        session: ["wayland", "x11"].into_iter().find(|known| *known == session),
        web_view: web_view.and_then(Version::parse),
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

#[cfg(test)]
mod tests {
    use super::*;

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
