//! The site in what a person pastes from an address bar, a message or a mail.

use super::address;
use connectwise::address::{BadAddress, Site};

/// What stands around the address goes, also the link that a mail filter made of it.
pub fn site(text: &str) -> Result<Site, BadAddress> {
    let read = address(text);
    if let Some(filter) = read.hidden_by {
        return Err(BadAddress::HiddenBy(filter));
    }
    if read.several {
        return Err(BadAddress::Several);
    }
    Site::parse(&read.text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_paste_becomes_the_site() {
        let cases = [
            ("na.myconnectwise.net", "na.myconnectwise.net"),
            ("  https://na.myconnectwise.net/  ", "na.myconnectwise.net"),
            (
                "https://na.myconnectwise.net/v2025_1/ConnectWise.aspx?locale=en_US#x",
                "na.myconnectwise.net",
            ),
            ("HTTPS://NA.MyConnectWise.net", "na.myconnectwise.net"),
            ("\"https://api-eu.myconnectwise.net/\"", "eu.myconnectwise.net"),
            ("api-aus.myconnectwise.net", "aus.myconnectwise.net"),
            ("na.myconnectwise.net:443/", "na.myconnectwise.net"),
            ("connect.example.com", "connect.example.com"),
            ("https://connect.example.com:8443/v4_6_release", "connect.example.com:8443"),
            ("https://connect.example.com.", "connect.example.com"),
            ("https://na.myconnectwise.net.:443/", "na.myconnectwise.net"),
            ("https://na.myconnectwise.net。", "na.myconnectwise.net"),
            ("api-api-na.myconnectwise.net", "na.myconnectwise.net"),
            ("https://10.1.2.3/", "10.1.2.3"),
            ("cwserver:8443", "cwserver:8443"),
            ("https://api-cw.example.com", "api-cw.example.com"),
            ("https://münchen.example/", "xn--mnchen-3ya.example"),
        ];
        for (pasted, is) in cases {
            assert_eq!(site(pasted).map(|s| s.authority()), Ok(is.to_owned()), "{pasted}");
        }
    }

    #[test]
    fn what_is_no_address_is_named_for_what_it_is() {
        use BadAddress::*;
        let plain = Site::parse("na.myconnectwise.net").unwrap();
        let cases = [
            ("   ", Empty),
            ("http://na.myconnectwise.net/", NotEncrypted(plain)),
            ("https://joe:secret@na.myconnectwise.net", CarriesPassword),
            ("https://na.myconnectwise.net@evil.example", CarriesPassword),
            ("joe@example.com", Email),
            ("acme-msp", NotAnAddress),
            (".example", NotAnAddress),
            ("cw'.example:", NotAnAddress),
            ("ftp://na.myconnectwise.net", NotAnAddress),
            ("javascript://x", NotAnAddress),
            ("two words.example", NotAnAddress),
            ("mailto:joe@acme-msp.example", Email),
            (
                "https://sso.connectwise.com/login?x=1",
                OtherPage {
                    host: "sso.connectwise.com".into(),
                    page: "ConnectWise's sign-in page",
                },
            ),
            (
                "acme.screenconnect.com",
                OtherPage { host: "acme.screenconnect.com".into(), page: "ScreenConnect" },
            ),
            ("https://protect-us.mimecast.com/s/abcDEF", HiddenBy("Mimecast")),
            ("https://a.example or https://b.example", Several),
        ];
        for (pasted, why) in cases {
            assert_eq!(site(pasted), Err(why), "{pasted}");
        }
    }

    #[test]
    fn spellings_of_addresses_that_are_never_connectwise_are_refused() {
        let never = [
            "169.254.169.254",
            "100.100.100.200",
            "168.63.129.16",
            "[fd00:ec2::254]",
            "https://169.254.169.254/latest",
            "169.254.169.254.:443",
            "169.254.169.254。。",
            "0xA9FEA9FE",
            "2852039166",
            "0251.0376.0251.0376",
            "169.254.43518",
            "0.0.0.0",
            "0",
            "224.0.0.1",
            "255.255.255.255",
            "[fe80::1]",
            "[::]",
            "[ff02::1]",
            "[::ffff:169.254.169.254]",
            "[::ffff:a9fe:a9fe]",
            "[::169.254.169.254]",
            "[64:ff9b::a9fe:a9fe]",
            "[2002:a9fe:a9fe::]",
            "169.254.169.254.",
            "１６９.254.169.254",
        ];
        for text in never {
            assert!(
                matches!(
                    site(text),
                    Err(BadAddress::NeverConnectWise(_) | BadAddress::NotAnAddress)
                ),
                "{text}: {:?}",
                site(text)
            );
        }
        for text in ["10.0.0.5", "192.168.1.10", "172.16.0.9", "[fd00::5]"] {
            assert!(site(text).is_ok(), "{text}");
        }
    }
}
