//! The address of the site.

use connectwise::address::{BadAddress, Site};
use pasted::{NotForThisField, PlainField, plain, site};

use crate::pasted::hold;
use crate::pasted::keys::{PRIVATE, PUBLIC};

#[test]
fn what_signs_in_or_may_be_a_key_stays_nowhere_behind_a_host() {
    let host = "https://na.myconnectwise.net";
    for behind in [
        "/Hy3Wb8Jc-5Ps1Gf0T",
        "/x?k=Hy3W-b8Jc-5Ps1-Gf0T",
        "/login?sso=eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abcDEF123",
        "/?SAMLResponse=PHNhbWw",
        "/?access_token=abc",
        "/?sessionId=12345678",
        "/#id_token=abc",
        "/a/eyJhbGciOiJIUzI1NiJ9",
    ] {
        let is = plain(PlainField::Address, &format!("{host}{behind}"));
        let said = Some("Left out what stands behind the host.".to_owned());
        assert_eq!((is.text.as_str(), is.tidied), (host, said), "{behind}");
    }
    for whole in [
        "https://na.myconnectwise.net/v2025_1/ConnectWise.aspx?locale=en_US&recid=12#x",
        "https://na.myconnectwise.net/v4_6_release/services/system_io/router/openrecord.rails?recordType=ServiceFv&recid=123",
        "https://cw.acme-msp.com/connectwise/",
        "https://[2001:db8:85a3::8a2e:370:7334]:8443/",
        "https://[2001:0db8:85a3:0000:0000:8a2e:0370:7334]/",
        "cw-prod-2024.acme24x7.example.com",
        "psa01.it-services-4you.example",
    ] {
        assert_eq!(plain(PlainField::Address, whole).text, whole);
    }
}

/// What would be asked for a text: the site, or why nothing is.
fn asked(text: &str) -> String {
    let plain = plain(PlainField::Address, text);
    if let Some(why) = plain.refused {
        return format!("refused: {why:?}");
    }
    match site(&plain.text) {
        Ok(site) => site.authority(),
        Err(BadAddress::NotEncrypted(site)) => format!("http: {}", site.authority()),
        Err(BadAddress::OtherPage { page, .. }) => page.into(),
        Err(BadAddress::HiddenBy(filter)) => format!("hidden by {filter}"),
        Err(bad) => format!("{bad:?}"),
    }
}

#[test]
fn the_site_is_found_in_what_people_copy() {
    let mut rows: Vec<(String, &str)> = Vec::new();
    let na = "na.myconnectwise.net";
    for text in [
        "na.myconnectwise.net",
        "https://na.myconnectwise.net/",
        "https://na.myconnectwise.net/v2025_1/ConnectWise.aspx?locale=en_US#x",
        "\u{feff}https://na.myconnectwise.net/",
        "\u{200b}https://na.myconnectwise.net/",
        "na.myconnectwise.net\u{200e}",
        "https://na.my\u{ad}connectwise.net/",
        "\u{202a}https://na.myconnectwise.net\u{202c}",
        "\u{201c}https://na.myconnectwise.net\u{201d}",
        "\u{ab} na.myconnectwise.net \u{bb}",
        "Site URL: https://na.myconnectwise.net",
        "Site URL\thttps://na.myconnectwise.net",
        "Site URL: na.myconnectwise.net",
        "Site URL\nna.myconnectwise.net",
        "URL=https://na.myconnectwise.net",
        "CW_SITE=\"https://na.myconnectwise.net\"",
        "ConnectWise PSA\nhttps://na.myconnectwise.net/v2025_1/",
        "[PSA](https://na.myconnectwise.net/)",
        "[https://na.myconnectwise.net](https://na.myconnectwise.net/)",
        "<a href=\"https://na.myconnectwise.net/\">PSA</a>",
        "(https://na.myconnectwise.net)",
        "<https://na.myconnectwise.net>",
        "<na.myconnectwise.net>",
        "https://na.myconnectwise.net,",
        "https://na.myconnectwise.net.",
        "https://na.myconnectwise.net/;",
        "na.myconnectwise.net,",
        "Our PSA is at https://na.myconnectwise.net, ask Joe.",
        "We open na.myconnectwise.net every morning",
        "https%3A%2F%2Fna.myconnectwise.net%2F",
        "https%253A%252F%252Fna.myconnectwise.net",
        "https:/na.myconnectwise.net",
        "https//na.myconnectwise.net",
        "https:\\\\na.myconnectwise.net\\",
        "https: //na.myconnectwise.net",
        "https;//na.myconnectwise.net",
        "https://https://na.myconnectwise.net",
        "ttps://na.myconnectwise.net",
        "://na.myconnectwise.net",
        "hxxps://na[.]myconnectwise[.]net",
        "{\"url\":\"https:\\/\\/na.myconnectwise.net\\/\"}",
        "https://nam02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fna.myconnectwise.net%2Fv2025_1%2F&data=x",
        "https://eur01.safelinks.protection.outlook.com/ap/w-59584e83/?url=https%3A%2F%2Fna.myconnectwise.net&data=x",
        "https://urldefense.proofpoint.com/v1/url?u=https://na.myconnectwise.net/&k=x",
        "https://urldefense.proofpoint.com/v2/url?u=https-3A__na.myconnectwise.net_v2025-5F1&d=DwMFaQ&c=x",
        "https://urldefense.com/v3/__https://na.myconnectwise.net/v2025_1/__;!!x!y$",
        "https://urldefense.com/v3/__https:/na.myconnectwise.net/__;!!x",
        "https://urldefense.com/v3/__https:/*na.myconnectwise.net/__;Lw!!x",
        "https://protect-eu.mimecast.com/s/AbCdEfGhIjKlMnOp?domain=na.myconnectwise.net",
        "https://linkprotect.cudasvc.com/url?a=https%3a%2f%2fna.myconnectwise.net&c=E,1,x",
        "https://www.google.com/url?q=https%3A%2F%2Fna.myconnectwise.net&sa=D&usg=x",
        "https://www.google.de/url?sa=t&url=https%3A%2F%2Fna.myconnectwise.net%2F",
        "https://us-west-2.protection.sophos.com/?d=myconnectwise.net&u=aHR0cHM6Ly9uYS5teWNvbm5lY3R3aXNlLm5ldA==&i=x",
        "https://secure-web.cisco.com/1x_y-z/https%3A%2F%2Fna.myconnectwise.net%2F",
        "https://ca-1234.ctp.trendmicro.com/wis/clicktime/v1/query?url=https%3a%2f%2fna.myconnectwise.net&umid=x",
        "https://url.avanan.click/v2/___https://na.myconnectwise.net/___.YXAz",
        "https://clicktime.symantec.com/x?u=https%3A%2F%2Fna.myconnectwise.net",
        "https://click.example.org/go?u=https%3A%2F%2Fna.myconnectwise.net",
        // Beside another host, with its label, or beside a page that is known.
        "Site: na.myconnectwise.net\nHelp: https://docs.vendor.example/setup",
        "Help: docs.vendor.example\nSite: na.myconnectwise.net",
        "Hi, see https://kb.vendor.example/12 - our site is na.myconnectwise.net",
        "Site: https://na.myconnectwise.net (made with https://www.vendor.example)",
        "na.myconnectwise.net (https://docs.connectwise.com/x)",
        "Site URL\tna.myconnectwise.net\nAPI URL\thttps://api-na.myconnectwise.net",
        "Site: na.myconnectwise.net\nContact: bob@acme-msp.example",
        "Our PSA na.myconnectwise.net is described in Report.xlsx since 12.11.2026",
        "na.myconnectwise.net\nhttps://na.myconnectwise.net/v2025_1/",
        "Sign in: https://nam02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fna.myconnectwise.net%2F&data=x (Joe)",
    ] {
        rows.push((text.into(), na));
    }
    for (text, site) in [
        ("Server: cw.example-msp.com", "cw.example-msp.com"),
        ("10.0.0.5", "10.0.0.5"),
        ("Server: 10.0.0.5:8443", "10.0.0.5:8443"),
        ("cw.example.md", "cw.example.md"),
        ("Our server\ncw.example-msp.com:8443", "cw.example-msp.com:8443"),
        ("https://cw.example-msp.com:8443/v4_6_release,", "cw.example-msp.com:8443"),
        (
            "https://nam02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fcw.example-msp.com&x",
            "cw.example-msp.com",
        ),
        ("[fd00::5]:8443", "[fd00::5]:8443"),
        ("https://[fd00::5]/", "[fd00::5]"),
        ("cwserver:8443", "cwserver:8443"),
        ("Our server is cw.example-msp.com.", "cw.example-msp.com"),
        ("Site: http://na.myconnectwise.net", "http: na.myconnectwise.net"),
        ("http:/na.myconnectwise.net", "http: na.myconnectwise.net"),
    ] {
        rows.push((text.into(), site));
    }
    let mut wrong = Vec::new();
    for (text, expected) in &rows {
        let is = asked(text);
        if is != *expected {
            wrong.push(format!("{text:?}: {is}, not {expected}"));
        }
    }
    hold("texts with an address", rows.len(), wrong);
}

#[test]
fn what_is_not_the_psa_is_named_and_not_asked() {
    let rows = [
        (
            "https://sso.connectwise.com/login?returnUrl=https%3A%2F%2Fna.myconnectwise.net",
            "ConnectWise's sign-in page",
        ),
        ("https://home.connectwise.com/", "ConnectWise Home"),
        ("university.connectwise.com", "ConnectWise University"),
        ("https://developer.connectwise.com/Products", "ConnectWise's developer portal"),
        ("https://docs.connectwise.com/", "ConnectWise's documentation"),
        ("https://marketplace.connectwise.com/x", "ConnectWise Marketplace"),
        ("https://www.connectwise.com/", "ConnectWise's website"),
        ("connectwise.com", "ConnectWise's website"),
        ("https://acme.screenconnect.com/Host", "ScreenConnect"),
        ("acme.hostedrmm.com", "ConnectWise Automate"),
        ("https://control.itsupport247.net/", "ConnectWise RMM (Asio)"),
        ("https://acme.quosalsell.com", "ConnectWise CPQ (Sell)"),
        ("https://sell.connectwise.com", "ConnectWise CPQ (Sell)"),
        ("https://acme.itboost.com", "IT Boost"),
        ("https://acme.brightgauge.co", "BrightGauge"),
        ("http://acme.screenconnect.com", "ScreenConnect"),
        (
            "https://nam02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fhome.connectwise.com&x",
            "ConnectWise Home",
        ),
        ("https://protect-us.mimecast.com/s/abcDEF", "hidden by Mimecast"),
        ("https://nam02.safelinks.protection.outlook.com/?data=x", "hidden by Outlook Safe Links"),
        ("https://url.emailprotection.link/?bAbCdEf~", "hidden by Intermedia"),
        ("mailto:joe@acme-msp.example", "Email"),
        ("joe@acme-msp.example", "Email"),
        ("E-mail: joe@acme-msp.example", "Email"),
        ("e-mail:joe@acme-msp.example", "Email"),
        ("https://login.microsoftonline.com/common", "Microsoft's sign-in page"),
        ("<joe@acme-msp.example>", "Email"),
        ("https://joe:word@na.myconnectwise.net", "CarriesPassword"),
        ("https://na.myconnectwise.net@evil.example", "CarriesPassword"),
        ("https://a.example https://b.example", "Several"),
        // Of several none is asked, with or without https://.
        ("na.myconnectwise.net https://www.acme-msp.com", "Several"),
        ("https://www.acme-msp.com na.myconnectwise.net", "Several"),
        ("na.myconnectwise.net (docs: https://docs.vendor.example/x)", "Several"),
        ("https://na.myconnectwise.net is old, now eu.myconnectwise.net", "Several"),
        ("Old: https://na.myconnectwise.net New: eu.myconnectwise.net", "Several"),
        ("not https://na.myconnectwise.net but https://eu.myconnectwise.net", "Several"),
        ("Site: na.myconnectwise.net (old), now cw.acme-msp.com", "Several"),
        ("Site: na.myconnectwise.net\nServer: cw.acme-msp.com", "Several"),
        ("Site: cw.acme-msp.com\nHelp: https://docs.vendor.example", "Several"),
        ("na.myconnectwise.net or cw.acme-msp.com", "Several"),
        ("https://evil.example is not na.myconnectwise.net", "Several"),
        ("Site: na.myconnectwise.net\nSandbox: sandbox-na.myconnectwise.net", "Several"),
        ("10.0.0.5 https://na.myconnectwise.net", "Several"),
        // What only looks like a host.
        ("12.11.2026", "NotAnAddress"),
        ("1.12.26", "NotAnAddress"),
        ("https://2130706433/", "NotAnAddress"),
        ("3.14", "NotAnAddress"),
        ("v2025.1", "NotAnAddress"),
        ("Report.xlsx", "NotAnAddress"),
        ("Report.v2.xlsx", "NotAnAddress"),
        ("README.md", "NotAnAddress"),
        ("na.myconnectwise.net:0", "NotAnAddress"),
        ("https://cw.acme-msp.com:0/", "NotAnAddress"),
        ("na.myconnectwise.net or eu.myconnectwise.net", "Several"),
        ("two words.example", "NotAnAddress"),
        ("acme-msp", "NotAnAddress"),
        ("Acme Managed Services", "NotAnAddress"),
        ("ftp://na.myconnectwise.net", "NotAnAddress"),
        ("", "Empty"),
        ("\u{200b} \u{feff}", "Empty"),
    ];
    let mut wrong = Vec::new();
    for (text, expected) in &rows {
        let is = asked(text);
        if is != *expected {
            wrong.push(format!("{text:?}: {is}, not {expected}"));
        }
    }
    hold("texts that are no site", rows.len(), wrong);
}

#[test]
fn a_host_that_looks_like_connectwise_is_not_taken_for_it() {
    for (text, site) in [
        ("na.myconnectwise.net.evil.example", "na.myconnectwise.net.evil.example"),
        ("https://na.myconnectwlse.net", "na.myconnectwlse.net"),
        ("https://sso.connectwise.com.evil.example", "sso.connectwise.com.evil.example"),
    ] {
        assert_eq!(asked(text), site);
        assert!(!Site::parse(text).unwrap().is_cloud());
    }
    // Cyrillic letters: read as the other name it is.
    assert!(asked("https://na.myc\u{43e}nnectwise.net").starts_with("na.xn--"));
}

#[test]
fn keys_beside_an_address_go_and_keys_alone_are_refused() {
    let both = format!("https://na.myconnectwise.net\nPublic: {PUBLIC}\nPrivate: {PRIVATE}");
    assert_eq!(plain(PlainField::Address, &both).text, "https://na.myconnectwise.net");
    for (text, why) in [
        (PRIVATE.to_owned(), NotForThisField::Key),
        (format!("{PUBLIC}\n{PRIVATE}"), NotForThisField::BothKeys),
        (format!("{PUBLIC}.example.net"), NotForThisField::Key),
        (format!("{PRIVATE} https://a.example https://b.example"), NotForThisField::Key),
        (format!("https://a.example {PUBLIC} https://b.example"), NotForThisField::Key),
        ("Hy3Wb8Jc-5Ps1Gf0T".into(), NotForThisField::Key),
        (format!("na.myconnectwise.net {PUBLIC} eu.myconnectwise.net"), NotForThisField::Key),
    ] {
        assert_eq!(asked(&text), format!("refused: {why:?}"), "{text}");
    }
}
