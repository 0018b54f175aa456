//! Addresses on which no ConnectWise can be, in every spelling that leads there.

use std::collections::HashMap;

use connectwise::address::{BadAddress, Site, never_connectwise};
use connectwise::cause::Cause;
use connectwise::client::Wire;

use super::served::Target;
use super::tls::{HOST, company_info, signed_in, to};

/// Each of these is refused before anything is connected to.
const NEVER: &[&str] = &[
    // The metadata service of clouds, 169.254.169.254
    "169.254.169.254",
    "http://169.254.169.254/",
    "https://169.254.169.254/latest/meta-data",
    "169.254.169.254:80",
    "169.254.169.254.",
    "169.254.43518",
    "169.16689662",
    "2852039166",
    "0xA9FEA9FE",
    "0xa9fea9fe",
    "025177524776",
    "0xa9.0xfe.0xa9.0xfe",
    "0251.0376.0251.0376",
    "0251.254.0xa9.254",
    "169.254.0xa9fe",
    "0xa9.254.169.0376",
    "000251.0376.000251.0376",
    "169。254。169。254",
    "１６９.２５４.１６９.２５４",
    "①⑥⑨.254.169.254",
    "%31%36%39.254.169.254",
    "169.254.169.254?x",
    "169.254.169.254#x",
    "\"169.254.169.254\"",
    "<https://169.254.169.254>",
    "HTTPS://169.254.169.254",
    "[::ffff:169.254.169.254]",
    "[::ffff:a9fe:a9fe]",
    "[::FFFF:A9FE:A9FE]",
    "[0:0:0:0:0:ffff:a9fe:a9fe]",
    "[0000:0000:0000:0000:0000:ffff:169.254.169.254]",
    "[::169.254.169.254]",
    "[::a9fe:a9fe]",
    "[::ffff:0:a9fe:a9fe]",
    "[64:ff9b::a9fe:a9fe]",
    "[64:ff9b::169.254.169.254]",
    "[0064:ff9b:0:0:0:0:a9fe:a9fe]",
    "[2002:a9fe:a9fe::]",
    "[2002:a9fe:a9fe::1]",
    "https://[::ffff:169.254.169.254]:443/x",
    // Other link-local, unspecified, broadcast and multicast addresses
    "169.254.0.1",
    "169.254.255.255",
    "0.0.0.0",
    "0",
    "0x0",
    "00",
    "0.0",
    "0.1.2.3",
    "0x0.0x0.0x0.0x0",
    "255.255.255.255",
    "4294967295",
    "0xffffffff",
    "224.0.0.1",
    "224.0.0.251",
    "239.255.255.250",
    "0xe0000001",
    "3758096385",
    "[::]",
    "[0:0:0:0:0:0:0:0]",
    "[::ffff:0.0.0.0]",
    "[::ffff:0:0]",
    "[fe80::1]",
    "[FE80::1]",
    "[fe80::a9fe:a9fe]",
    "[febf:ffff::1]",
    "[fe90::1]",
    "[fe80::1]:8443",
    "[ff02::1]",
    "[ff05::2]",
    "[ff0e::1]",
    "[::ffff:224.0.0.1]",
    "[2002:e000:1::]",
    "[64:ff9b::0.0.0.0]",
    "[fec0::1]",
    "[feff::1]",
    // Within NAT64's range for a network's own use, at each place it may stand
    "[64:ff9b:1::a9fe:a9fe]",
    "[64:ff9b:1::169.254.169.254]",
    "[64:ff9b:1:a9fe:a9:fe00::]",
    "[64:ff9b:1:a9:fe:a9fe::]",
    "[64:ff9b:1:0:a9:fea9:fe00:0]",
    "[64:ff9b:1:ffff:0:0:a9fe:a9fe]",
    "[64:ff9b:1::e000:1]",
    "[64:ff9b:1::]",
    // Teredo; ISATAP
    "[2001::1]",
    "[2001:0:4136:e378:8000:63bf:3fff:fdd2]",
    "[2001:0:a9fe:a9fe::1]",
    "[2001:db8::5efe:169.254.169.254]",
    "[fd00::200:5efe:a9fe:a9fe]",
    // Other clouds' metadata services
    "[fd20:ce::254]",
    "[fd00:c1::a9fe:a9fe]",
    "[fd00:42::42]",
    "192.0.0.192",
    "0x64.0x64.0x64.0xc8",
    "168.63.33040",
    // What is no address at all
    "[fe80::1%25eth0]",
    "[fe80::1%eth0]",
    "169.254.169.256",
    "[::ffff:169.254.169.254",
    "1.2.3.4.5",
    "169.254.169.254%00",
    "169.254.169.254%2f",
    "169.254.169.254:99999",
    "169.254.169.254..",
    ".169.254.169.254",
    "0xA9FEA9FE.",
    "[::ffff:0xa9fea9fe]",
    "localhost",
];

#[test]
fn no_spelling_of_an_address_that_is_never_connectwise_is_used() {
    assert!(NEVER.len() >= 60);
    for text in NEVER {
        let site = Site::parse(text);
        let refused =
            matches!(site, Err(BadAddress::NeverConnectWise(_) | BadAddress::NotAnAddress));
        assert!(refused, "{text} would be asked: {site:?}");
        // The same text in a journal that somebody wrote.
        assert!(
            serde_json::from_value::<Site>(serde_json::json!(text)).is_err(),
            "{text} from a file"
        );
    }
}

#[test]
fn what_a_name_may_lead_to_is_the_same() {
    let cases = [
        ("169.254.169.254", true),
        ("0.0.0.0", true),
        ("0.9.9.9", true),
        ("224.0.0.1", true),
        ("239.1.1.1", true),
        ("255.255.255.255", true),
        ("fe80::1", true),
        ("febf::1", true),
        ("ff02::1", true),
        ("::", true),
        ("::ffff:169.254.1.1", true),
        ("::169.254.1.1", true),
        ("64:ff9b::169.254.1.1", true),
        ("2002:a9fe:101::", true),
        ("10.0.0.5", false),
        ("172.16.0.9", false),
        ("192.168.1.10", false),
        ("100.64.0.1", false),
        ("8.8.8.8", false),
        ("fd00::5", false),
        ("2606:4700::1111", false),
        ("::ffff:10.0.0.5", false),
        ("64:ff9b::8.8.8.8", false),
        ("169.253.1.1", false),
        ("fec0::1", true),
        ("64:ff9b:1::a9fe:a9fe", true),
        ("64:ff9b:1:a9fe:a9:fe00::", true),
        ("64:ff9b:1::10.0.0.5", false),
        ("64:ff9b:1:a00:0:500::", false),
        ("64:ff9b:1:aa:a:500::", false),
        ("64:ff9b:2::a9fe:a9fe", false),
        ("2001::5", true),
        ("2001:1::5", false),
        ("2001:4860:4860::8888", false),
        ("2001:db8::5efe:169.254.1.1", true),
        ("2001:db8::5efe:10.0.0.5", false),
        ("fe80::5efe:10.0.0.5", true),
        ("2002:a00:5::", false),
        ("fd20:ce::254", true),
        ("127.0.0.1", false),
        ("::1", false),
        ("::ffff:127.0.0.1", false),
        ("223.255.255.255", false),
    ];
    for (ip, never) in cases {
        assert_eq!(never_connectwise(ip.parse().unwrap()), never, "{ip}");
    }
}

#[test]
fn servers_on_a_companys_own_network_are_allowed() {
    for (text, site) in [
        ("10.0.0.5", "10.0.0.5"),
        ("https://192.168.1.10:8443/v4_6_release", "192.168.1.10:8443"),
        ("172.16.0.9", "172.16.0.9"),
        ("[fd00::5]", "[fd00::5]"),
        ("cwserver:8443", "cwserver:8443"),
        ("cw.corp.local", "cw.corp.local"),
        // At the server itself, or at the near end of a tunnel to it.
        ("https://127.0.0.1:8443", "127.0.0.1:8443"),
        ("[::1]:8443", "[::1]:8443"),
        ("https://localhost:8443", "localhost:8443"),
    ] {
        assert_eq!(Site::parse(text).map(|s| s.authority()), Ok(site.to_owned()), "{text}");
    }
}

/// Behind the first door is a second: an address that never went through [`Site::parse`], and
/// a name that leads to one.
#[tokio::test]
async fn neither_a_written_address_nor_a_name_leads_there() {
    let wire = Wire::straight(None);
    let refused =
        |told: &Cause| matches!(told, Cause::AddressNotAllowed { .. } | Cause::CannotStart);
    // Those who wrote no port could reach nothing of ours: what is counted stands below.
    for text in NEVER {
        let authority = text.rsplit("://").next().unwrap();
        // "localhost" alone is a name. Quotes are for people's pasting.
        if authority == "localhost" || text.starts_with(['"', '<']) {
            continue;
        }
        let told = wire.get(authority, "/", None).await.unwrap_err();
        assert!(refused(&told), "{text}: {told:?}");
    }

    let target = Target::new();
    let port = target.address.port();
    // On Linux, "any address" leads to this computer: a connection would be seen.
    for ip in ["0.0.0.0", "0", "0x0", "00.0", "[::]", "[::ffff:0:0]", "[::ffff:0.0.0.0]"] {
        let authority = format!("{ip}:{port}");
        assert!(Site::parse(&authority).is_err(), "{authority}");
        let told = wire.get(&authority, "/", None).await.unwrap_err();
        assert_eq!(told, Cause::AddressNotAllowed { host: authority });
    }
    for user in ["joe:secret@", "na.myconnectwise.net@", ":@"] {
        let authority = format!("{user}127.0.0.1:{port}");
        assert_eq!(Site::parse(&format!("https://{authority}")), Err(BadAddress::CarriesPassword));
        if user != ":@" {
            let told = wire.get(&authority, "/", None).await.unwrap_err();
            assert_eq!(told, Cause::AddressNotAllowed { host: authority });
        }
    }
    for plain in ["http://", "HTTP://", " http://"] {
        let site = Site::parse(&format!("{plain}127.0.0.1:{port}/"));
        assert!(matches!(site, Err(BadAddress::NotEncrypted(_))), "{site:?}");
    }
    let expected = Cause::AddressNotAllowed { host: HOST.into() };
    for address in ["0.0.0.0", "[::]", "[::ffff:0.0.0.0]", "[::ffff:0:0:0]", "[2002::]"] {
        let leads = to(format!("{address}:{port}").parse().unwrap());
        assert_eq!(company_info(&leads).await, expected, "{address}");
        assert_eq!(signed_in(&leads).await, Err(expected.clone()), "{address}");
    }
    for address in
        ["169.254.169.254", "[fe80::1]", "[fec0::1]", "[64:ff9b:1::a9fe:a9fe]", "[2001::1]"]
    {
        let leads = to(format!("{address}:{port}").parse().unwrap());
        assert_eq!(company_info(&leads).await, expected, "{address}");
    }
    assert_eq!(target.connections(), 0);
    println!("figure: {} spellings refused, 0 connections", NEVER.len());

    // The counting itself works, and loopback is asked.
    let names = HashMap::from([(HOST.to_owned(), target.address)]);
    let told = company_info(&Wire::straight_with_names(names, None)).await;
    assert_eq!(told.name(), "certificate");
    assert_eq!(target.connections(), 1);
}

/// One good address does not make up for a forbidden one: which of them is tried is nobody's choice.
#[tokio::test(flavor = "multi_thread")]
async fn a_name_with_a_forbidden_address_among_good_ones_is_not_asked() {
    let target = Target::new();
    let port = target.address.port();
    for forbidden in ["169.254.169.254", "[fe80::1]", "0.0.0.0", "[::ffff:169.254.169.254]"] {
        let forbidden = format!("{forbidden}:{port}").parse().unwrap();
        for addresses in [[target.address, forbidden], [forbidden, target.address]] {
            let names = HashMap::from([(HOST.to_owned(), addresses.to_vec())]);
            let wire = Wire::straight_with_addresses(names, None);
            let cause = Cause::AddressNotAllowed { host: HOST.to_owned() };
            assert_eq!(company_info(&wire).await, cause, "{addresses:?}");
            assert_eq!(signed_in(&wire).await, Err(cause), "{addresses:?}");
        }
    }
    assert_eq!(target.connections(), 0);
}
