//! What a computer is, in closed words and numbers.

use std::fmt;

/// Shown as support asks for it; nothing here tells one computer of a kind from another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Machine {
    /// "debian", "windows"; empty if nobody looked.
    pub system: &'static str,
    /// None on Windows: only its programming interface tells.
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
}
