//! Every form in which a proxy is set, and what is made of it.

use super::*;

const HOST: &str = "cw.example.test";

fn environment(text: &str) -> Texts {
    Texts { environment: vec![("HTTPS_PROXY", text.to_owned())], ..Texts::default() }
}

fn of_windows(windows: Windows) -> Settings {
    Settings::new(&Texts { windows: Some(windows), ..Texts::default() })
}

fn by_hand(server: &str) -> Windows {
    Windows { enabled: Some(true), server: server.to_owned(), ..Windows::default() }
}

/// The way there in a word: the proxy's name, "direct", or what blocks it.
fn way(settings: &Settings, authority: &str) -> String {
    match settings.way_to(authority) {
        Way::Direct => "direct".into(),
        Way::Library => "the library's".into(),
        Way::Through(proxy) => proxy.name.clone(),
        Way::Blocked(Named { name, fault }) => {
            format!("{fault:?} {}", name.clone().unwrap_or_default())
        }
    }
}

/// Of the environment, and of Windows.
const TEXTS: &[(&str, &str, &str)] = &[
    ("proxy.corp:3128", "proxy.corp:3128", "proxy.corp:3128"),
    ("proxy.corp", "proxy.corp", "proxy.corp"),
    ("http://proxy.corp:3128", "proxy.corp:3128", "proxy.corp:3128"),
    ("HTTP://proxy.corp:3128/", "proxy.corp:3128", "proxy.corp:3128"),
    ("https://proxy.corp", "proxy.corp", "proxy.corp"),
    ("10.1.2.3:8080", "10.1.2.3:8080", "10.1.2.3:8080"),
    ("[fd00::1]:8080", "[fd00::1]:8080", "[fd00::1]:8080"),
    ("localhost:3128", "localhost:3128", "localhost:3128"),
    // What people leave around it.
    (" proxy.corp:3128", "proxy.corp:3128", "proxy.corp:3128"),
    ("\t http://proxy.corp:3128 \r\n", "proxy.corp:3128", "proxy.corp:3128"),
    ("\"http://proxy.corp:3128\"", "proxy.corp:3128", "proxy.corp:3128"),
    ("\u{feff}proxy.corp:3128;", "proxy.corp:3128", "proxy.corp:3128"),
    // Never shown with a password, whatever is in it.
    ("http://joe:swordfish@proxy.corp:3128", "proxy.corp:3128", "proxy.corp:3128"),
    ("joe:swordfish@proxy.corp:3128", "proxy.corp:3128", "proxy.corp:3128"),
    ("http://joe:a=b;c@proxy.corp:3128", "proxy.corp:3128", "proxy.corp:3128"),
    // One for each scheme.
    ("http=a:1;https=b:2", "b:2", "b:2"),
    ("http=127.0.0.1:9;https=127.0.0.1:9", "127.0.0.1:9", "127.0.0.1:9"),
    ("https=b:2;http=a:1;ftp=c:3;socks=d:4;", "b:2", "b:2"),
    (" https=b:2", "b:2", "b:2"),
    ("http=a:1; https=b:2", "b:2", "b:2"),
    ("http=a:1 https=b:2", "b:2", "b:2"),
    ("HTTP = a:1 ; HTTPS = b:2 ;", "b:2", "b:2"),
    ("https=http://b:2", "b:2", "b:2"),
    ("https=b", "b", "b"),
    ("http=a:1;b:2", "b:2", "b:2"),
    ("b:2;ftp=a:1", "b:2", "b:2"),
    (";;https=b:2;;", "b:2", "b:2"),
    // A list: the first one.
    ("a:1;b:2", "a:1", "a:1"),
    ("a:1 b:2", "a:1", "a:1"),
    // None for https: Windows means "directly", and who sets a variable means a proxy.
    ("http=a:1", "Unreadable HTTPS_PROXY", "direct"),
    ("http=a:1;https=", "Unreadable HTTPS_PROXY", "direct"),
    ("ftp=a:1;", "Unreadable HTTPS_PROXY", "direct"),
    // SOCKS is for what has no entry of its own.
    ("socks=d:4", "Unspoken socks://d:4", "Unspoken socks://d:4"),
    ("http=a:1;socks=d:4", "Unspoken socks://d:4", "Unspoken socks://d:4"),
    ("socks5://joe:swordfish@d:4", "Unspoken socks5://d:4", "Unspoken socks5://d:4"),
    ("https=socks5://d:4", "Unspoken socks5://d:4", "Unspoken socks5://d:4"),
    // No address at all: never taken for none.
    ("http://", "Unreadable HTTPS_PROXY", "Unreadable the settings of Windows"),
    ("proxy.corp:port", "Unreadable HTTPS_PROXY", "Unreadable the settings of Windows"),
    ("proxy.corp:99999", "Unreadable HTTPS_PROXY", "Unreadable the settings of Windows"),
    ("ftp://proxy.corp", "Unreadable HTTPS_PROXY", "Unreadable the settings of Windows"),
    ("foo=proxy.corp:1", "Unreadable HTTPS_PROXY", "Unreadable the settings of Windows"),
    ("https=:8080", "Unreadable HTTPS_PROXY", "Unreadable the settings of Windows"),
    ("%PROXY%", "Unreadable HTTPS_PROXY", "Unreadable the settings of Windows"),
    // Nothing.
    ("", "direct", "direct"),
    (" ;\" ", "direct", "direct"),
];

#[test]
fn every_form_leads_through_the_proxy_for_https_or_says_why_not() {
    for (text, variable, windows) in TEXTS {
        assert_eq!(way(&Settings::new(&environment(text)), HOST), *variable, "variable {text:?}");
        assert_eq!(way(&of_windows(by_hand(text)), HOST), *windows, "Windows {text:?}");
    }
}

#[test]
fn a_password_is_sent_to_the_proxy_and_shown_nowhere() {
    let settings = Settings::new(&environment("http://joe:sword%3Bfish@proxy.corp:3128"));
    let Way::Through(proxy) = &settings.way else { panic!("{settings:?}") };
    assert_eq!((proxy.url.username(), proxy.url.password()), ("joe", Some("sword%3Bfish")));
    assert!(!format!("{settings:?}").contains("sword"), "{settings:?}");
    for text in ["joe:swordfish@proxy.corp:port", "socks5://joe:swordfish@d:4", "swordfish=x"] {
        let settings = Settings::new(&environment(text));
        assert!(settings.blocked(HOST).is_some(), "{text}");
        assert!(!format!("{settings:?}").contains("swordfish"), "{settings:?}");
    }
}

#[test]
fn the_environment_counts_before_windows_and_the_first_that_is_not_blank() {
    let windows = Some(by_hand("of-windows:1"));
    let set = |variables: &[(&'static str, &str)]| {
        let environment =
            variables.iter().map(|(name, text)| (*name, (*text).to_owned())).collect();
        let texts = Texts { environment, windows: windows.clone(), ..Texts::default() };
        way(&Settings::new(&texts), HOST)
    };
    assert_eq!(set(&[]), "of-windows:1");
    assert_eq!(set(&[("HTTPS_PROXY", " ")]), "of-windows:1");
    assert_eq!(set(&[("HTTPS_PROXY", ""), ("ALL_PROXY", "all:2")]), "all:2");
    assert_eq!(set(&[("https_proxy", "small:3"), ("ALL_PROXY", "all:2")]), "small:3");
    assert_eq!(set(&[("ALL_PROXY", "http=a:1")]), "Unreadable ALL_PROXY");
}

#[test]
fn no_proxy_is_read_as_curl_reads_it() {
    let cases = [
        ("example.test", HOST, true),
        (".example.test", HOST, true),
        ("*.example.test", HOST, true),
        ("EXAMPLE.test", HOST, true),
        ("cw.example.test", HOST, true),
        ("a.test, cw.example.test", HOST, true),
        ("a.test cw.example.test", HOST, true),
        ("*", HOST, true),
        ("example.test", "cw.example.test:8443", true),
        ("w.example.test", HOST, false),
        ("example", HOST, false),
        ("", HOST, false),
        (",", HOST, false),
        (".", HOST, false),
        ("10.0.0.0/8", "10.20.30.40", true),
        ("10.0.0.0/8", "11.20.30.40", false),
        ("10.20.30.40", "10.20.30.40:8443", true),
        ("0.0.0.0/0", "11.20.30.40", true),
        ("0.0.0.0/0", HOST, false),
        ("10.0.0.0/33", "10.0.0.1", false),
        ("fd00::/8", "[fd12::1]", true),
        ("fd00::/8", "[fe12::1]", false),
        ("::/0", "[fe12::1]:8443", true),
        // This computer itself, whatever is set.
        ("", "localhost", true),
        ("", "cw.localhost:8443", true),
        ("", "127.0.0.1", true),
        ("", "[::1]:8443", true),
    ];
    for (no_proxy, authority, direct) in cases {
        let texts = Texts { no_proxy: no_proxy.into(), ..environment("proxy.corp:3128") };
        let expected = if direct { "direct" } else { "proxy.corp:3128" };
        assert_eq!(way(&Settings::new(&texts), authority), expected, "{no_proxy:?} {authority}");
        // The same for the proxy of Windows, and for one that cannot be used.
        let windows = Some(by_hand("proxy.corp:3128"));
        let texts = Texts { no_proxy: no_proxy.into(), windows, ..Texts::default() };
        assert_eq!(way(&Settings::new(&texts), authority), expected, "{no_proxy:?} {authority}");
        let texts = Texts { no_proxy: no_proxy.into(), ..environment("socks5://d:4") };
        assert_eq!(Settings::new(&texts).blocked(authority).is_none(), direct);
    }
}

#[test]
fn proxy_override_is_read_as_windows_reads_it() {
    let cases = [
        ("*.example.test", HOST, true),
        (".example.test", HOST, true),
        ("CW.Example.Test", HOST, true),
        ("cw.*", HOST, true),
        ("*example*", HOST, true),
        ("c*.ex*.test", HOST, true),
        ("*", HOST, true),
        ("a.test;*.example.test", HOST, true),
        ("a.test; *.example.test ;", HOST, true),
        ("https://*.example.test", HOST, true),
        ("*.example.test:443", HOST, true),
        // One host is one host, without those below it.
        ("example.test", HOST, false),
        ("*.example.test", "example.test", false),
        ("http://*.example.test", HOST, false),
        ("*.example.test:8443", HOST, false),
        ("*.example.test:8443", "cw.example.test:8443", true),
        ("cw.*.example.test", HOST, false),
        ("<local>", HOST, false),
        ("<local>", "cw", true),
        ("<local>", "cw:8443", true),
        ("<local>", "10.1.2.3", false),
        ("<local>", "[fd00::1]", false),
        ("*.a.test;<LOCAL>", "cw", true),
        ("<-loopback>", HOST, false),
        ("10.*", "10.1.2.3", true),
        ("192.168.*", "10.1.2.3", false),
        ("10.1.*.3", "10.1.2.3", true),
        ("10.0.0.0/8", "10.1.2.3", true),
        ("[fd00::1]", "[fd00::1]", true),
        ("", HOST, false),
        (";;", HOST, false),
    ];
    for (text, authority, direct) in cases {
        let windows = Windows { not_for: text.into(), ..by_hand("proxy.corp:3128") };
        let expected = if direct { "direct" } else { "proxy.corp:3128" };
        assert_eq!(way(&of_windows(windows), authority), expected, "{text:?} {authority}");
    }
}

/// As the settings of Windows write it.
fn blob(flags: u32, texts: &[&str]) -> Vec<u8> {
    let mut bytes = [0x46_u32, 12, flags].map(u32::to_le_bytes).concat();
    for text in texts {
        bytes.extend(u32::try_from(text.len()).unwrap().to_le_bytes());
        bytes.extend(text.as_bytes());
    }
    bytes.extend([0; 32]);
    bytes
}

#[test]
fn one_value_of_windows_holds_the_whole_connection() {
    let with = |enabled, connection| Windows { enabled, connection, ..Windows::default() };
    let set = blob(3, &["http=a:1;https=b:2", "<local>", ""]);
    assert_eq!(way(&of_windows(with(None, set.clone())), HOST), "b:2");
    assert_eq!(way(&of_windows(with(None, set.clone())), "cw"), "direct");
    // The value beside it says that it is off.
    assert_eq!(way(&of_windows(with(Some(false), set)), HOST), "direct");
    assert_eq!(way(&of_windows(with(None, blob(1, &["b:2", "", ""]))), HOST), "direct");
    // Cut, empty, or with a length that lies.
    let whole = blob(3, &["b:2", "<local>", ""]);
    for length in 0..whole.len() {
        let way = way(&of_windows(with(None, whole[..length].to_vec())), HOST);
        assert!(way == "direct" || length >= 19 && way == "b:2", "{length}: {way}");
    }
    let mut lies = whole;
    lies[12..16].fill(0xff);
    assert_eq!(way(&of_windows(with(None, lies)), HOST), "direct");
}

fn untried(windows: Windows) -> [Option<(Option<String>, ProxyFault)>; 2] {
    let settings = of_windows(windows);
    [true, false].map(|certainly| {
        settings.untried(HOST, certainly).map(|Named { name, fault }| (name, fault))
    })
}

#[test]
fn what_keywright_does_not_use_is_named() {
    let named = |name: &str, fault| Some((Some(name.to_owned()), fault));
    let script = |text: &str| Windows { script: text.into(), ..Windows::default() };
    let connection =
        |flags, texts: &[&str]| Windows { connection: blob(flags, texts), ..Windows::default() };
    let services = |flags, server: &str| Windows {
        services: blob(flags, &[server, "<local>"]),
        ..Windows::default()
    };
    let at = named("http://wpad.corp/proxy.pac", ProxyFault::Script);
    let cases = [
        (Windows::default(), [None, None]),
        (script("http://wpad.corp/proxy.pac"), [at.clone(), at.clone()]),
        (script(" http://joe:pw@wpad.corp/proxy.pac?key=1#x "), [at.clone(), at.clone()]),
        (connection(5, &["", "", "http://wpad.corp/proxy.pac"]), [at.clone(), at.clone()]),
        // Not switched on.
        (connection(1, &["", "", "http://wpad.corp/proxy.pac"]), [None, None]),
        // On by default: there may be nothing to be found.
        (connection(9, &["", "", ""]), [None, Some((None, ProxyFault::Detection))]),
        (
            services(3, "http=a:1;https=b:2"),
            [named("b:2", ProxyFault::OfServices), named("b:2", ProxyFault::OfServices)],
        ),
        (
            services(3, "b:2"),
            [named("b:2", ProxyFault::OfServices), named("b:2", ProxyFault::OfServices)],
        ),
        (services(1, ""), [None, None]),
        (services(3, "http=a:1"), [None, None]),
        (
            Windows { script: "C:\\proxy.pac".into(), ..services(3, "b:2") },
            [
                named("c:\\proxy.pac", ProxyFault::Script),
                named("c:\\proxy.pac", ProxyFault::Script),
            ],
        ),
    ];
    for (number, (windows, expected)) in cases.into_iter().enumerate() {
        assert_eq!(untried(windows), expected, "{number}");
    }
}

#[test]
fn what_is_not_used_is_no_reason_where_a_proxy_is_or_a_rule_says_directly() {
    let script = "http://wpad.corp/proxy.pac".to_owned();
    assert_eq!(untried(Windows { script: script.clone(), ..by_hand("b:2") }), [None, None]);
    let texts = Texts {
        no_proxy: HOST.into(),
        windows: Some(Windows { script, ..Windows::default() }),
        ..Texts::default()
    };
    assert_eq!(Settings::new(&texts).untried(HOST, false), None);
    assert!(Settings::new(&texts).untried("other.test", false).is_some());
}
