//! Proxies: they are used as the environment says, see nothing but which host is wanted, and
//! what they do is told as theirs. The environment is that of a whole program, so each case is
//! one of its own.

use std::collections::HashMap;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use connectwise::address::Site;
use connectwise::client::{SignIn, Wire};
use connectwise::company_info::ask;

use super::served::{Authority, Served, Target, again, head};
use super::tls::{HOST, company_info, signed_in};

const PRACTISE: &str = "KEYWRIGHT_TEST_PRACTISE";
/// Where the name of the server leads, for the program that asks.
const SERVER: &str = "KEYWRIGHT_TEST_SERVER";

/// Asks with keys, as the check does, and prints what came of it. Does nothing by itself.
#[tokio::test(flavor = "multi_thread")]
async fn asks_for_another_test() {
    let Ok(server) = std::env::var(SERVER) else { return };
    let names = HashMap::from([(HOST.to_owned(), server.parse().unwrap())]);
    let wire = Wire::straight_with_names(names, None);
    match signed_in(&wire).await {
        Ok(status) => println!("told: {status}"),
        Err(cause) => {
            assert_eq!(company_info(&wire).await, cause, "the same for both questions");
            println!("told: {}: {cause:?}", cause.name());
        }
    }
}

/// Signs in to the practice ConnectWise and prints what came of it. Does nothing by itself.
#[tokio::test(flavor = "multi_thread")]
async fn practises_for_another_test() {
    if std::env::var_os(PRACTISE).is_none() {
        return;
    }
    let integration = &integration::built_in().0[0];
    let running = runtime::practise::start(integration, Default::default()).await.unwrap();
    let tenant = &running.tenant;
    let wire = Wire::practice(&tenant.origin);
    let site = Site::parse(&tenant.site).unwrap();
    let instance = ask(&wire, &site, &tenant.company_id).await.unwrap();
    let who = SignIn {
        company_id: tenant.company_id.clone(),
        public_key: tenant.public_key.clone(),
        private_key: tenant.private_key.clone(),
        client_id: tenant.client_id.clone(),
    };
    let reply = wire.api(&instance, "/system/info", &who).await.unwrap();
    println!("told: {} {}", instance.company_name, reply.status);
}

/// In practice mode nothing leaves the computer, whatever proxy its settings name.
#[test]
fn practice_goes_past_every_proxy() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("store.pem");
    std::fs::write(&store, Authority::new("known").pem()).unwrap();
    let proxy = Target::new();
    let address = format!("http://{}", proxy.address);
    let mut variables = vec![(PRACTISE, "1".to_owned())];
    for name in ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"]
    {
        variables.push((name, address.clone()));
    }
    let said = again("proxies::practises_for_another_test", &store, &variables);
    assert!(said.lines().any(|line| line.contains("told: ") && line.ends_with(" 200")), "{said}");
    assert_eq!(proxy.connections(), 0, "{said}");
}

/// A proxy: what it answers to CONNECT, where it then leads, and all that came to it.
struct Proxy {
    address: SocketAddr,
    came: Arc<Mutex<Vec<u8>>>,
}

impl Proxy {
    fn new(answer: &'static str, to: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let came = Arc::new(Mutex::new(Vec::new()));
        let seen = came.clone();
        std::thread::spawn(move || {
            for mut stream in listener.incoming().flatten() {
                seen.lock().unwrap().extend(head(&mut stream));
                let _ = stream.write_all(answer.as_bytes());
                if answer.contains(" 200 ") {
                    lead(stream, to, &seen);
                }
            }
        });
        Self { address, came }
    }

    fn came(&self) -> String {
        String::from_utf8_lossy(&self.came.lock().unwrap()).into_owned()
    }
}

/// Carries bytes both ways until either side is done.
fn lead(near: TcpStream, to: SocketAddr, seen: &Arc<Mutex<Vec<u8>>>) {
    let far = TcpStream::connect(to).unwrap();
    let (mut from_far, mut to_near) = (far.try_clone().unwrap(), near.try_clone().unwrap());
    let back = std::thread::spawn(move || {
        let _ = std::io::copy(&mut from_far, &mut to_near);
        let _ = to_near.shutdown(std::net::Shutdown::Both);
    });
    let (mut near, mut far) = (near, far);
    let mut piece = [0; 4096];
    while let Ok(size @ 1..) = near.read(&mut piece) {
        seen.lock().unwrap().extend(&piece[..size]);
        if far.write_all(&piece[..size]).is_err() {
            break;
        }
    }
    let _ = far.shutdown(std::net::Shutdown::Both);
    let _ = back.join();
}

const LEADS: &str = "HTTP/1.1 200 Connection established\r\n\r\n";

#[test]
fn a_proxy_sees_which_host_is_wanted_and_what_it_does_is_told_as_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("store.pem");
    let (known, unknown) = (Authority::new("known"), Authority::new("unknown"));
    std::fs::write(&store, known.pem()).unwrap();
    let server = Served::tls(known.server(HOST, 2020..2090));
    let inspecting = Served::tls(unknown.server(HOST, 2020..2090));
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let asks = "proxies::asks_for_another_test";
    let told = |variables: &[(&str, String)]| {
        let direct = (SERVER, server.address.to_string());
        let said = again(asks, &store, &[variables, &[direct]].concat());
        let told = said.lines().find_map(|line| line.split("told: ").nth(1));
        told.unwrap_or_else(|| panic!("{said}")).to_owned()
    };

    // Which variables count, and that a proxy that leads sees the host's name alone.
    let used = [
        ("HTTPS_PROXY", vec![], true),
        ("https_proxy", vec![], true),
        ("ALL_PROXY", vec![], true),
        ("all_proxy", vec![], true),
        ("HTTPS_PROXY", vec![("NO_PROXY", "elsewhere.test".to_owned())], true),
        ("HTTPS_PROXY", vec![("NO_PROXY", "example.test".to_owned())], false),
        ("HTTPS_PROXY", vec![("no_proxy", format!("localhost, {HOST}"))], false),
        ("HTTPS_PROXY", vec![("NO_PROXY", "*".to_owned())], false),
        ("HTTP_PROXY", vec![], false),
    ];
    for (variable, more, is_used) in used {
        let proxy = Proxy::new(LEADS, server.address);
        let case = format!("{variable} {more:?}");
        let address = format!("http://joe:swordfish@{}", proxy.address);
        let variables = [vec![(variable, address)], more].concat();
        assert_eq!(told(&variables), "200", "{case}");
        let sent = String::from_utf8(server.came()).unwrap().to_lowercase();
        assert!(sent.contains("authorization: basic ") && sent.contains("clientid: "), "{case}");
        let came = proxy.came();
        if is_used {
            assert!(
                came.starts_with(&format!("CONNECT {HOST}:443 HTTP/1.1\r\n")),
                "{case}: {came}"
            );
        } else {
            assert_eq!(came, "", "{case}");
        }
        let keys = sent.split("authorization: basic ").nth(1).unwrap().lines().next().unwrap();
        let low = came.to_lowercase();
        for secret in [keys, "clientid", "get /", "system/info", "pubpub", "pripri", "11112222"] {
            assert!(!low.contains(secret), "{case}: the proxy saw {secret}");
        }
    }

    let answers = [
        (
            "HTTP/1.1 407 Proxy Authentication Required\r\nproxy-authenticate: Negotiate\r\ncontent-length: 0\r\n\r\n",
            "SignIn",
        ),
        ("HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n", "Refused"),
        ("HTTP/1.1 502 Bad Gateway\r\n\r\n<html>", "Refused"),
        ("HTTP/1.1 302 Found\r\nlocation: http://portal.test/\r\n\r\n", "Refused"),
        ("SSH-2.0-OpenSSH_9.2\r\n", "Refused"),
        ("", "Unreachable"),
        ("HTTP/1.1 ", "Unreachable"),
    ];
    for (answer, fault) in answers {
        let proxy = Proxy::new(answer, free);
        let name = proxy.address.to_string();
        let address = format!("http://joe:swordfish@{name}");
        let told = told(&[("HTTPS_PROXY", address)]);
        let expected = format!("proxy: Proxy {{ proxy: Some(\"{name}\"), fault: {fault} }}");
        assert_eq!(told, expected, "{answer}");
        assert!(!proxy.came().to_lowercase().contains("authorization: basic pub"), "{answer}");
    }
    // One that is not there, that nobody knows, or that speaks otherwise.
    let others = [
        (free.to_string(), free.to_string(), "Unreachable"),
        ("http://proxy.invalid:3128".into(), "proxy.invalid:3128".into(), "Unreachable"),
        (format!("https://{free}"), free.to_string(), "Unreachable"),
        (format!("socks5://{free}"), format!("socks5://{free}"), "Unspoken"),
    ];
    for (address, name, fault) in others {
        let expected = format!("proxy: Proxy {{ proxy: Some(\"{name}\"), fault: {fault} }}");
        assert_eq!(told(&[("ALL_PROXY", address)]), expected);
    }
    // One that opens what is encrypted, with a certificate this computer does not know.
    let proxy = Proxy::new(LEADS, inspecting.address);
    let told = told(&[("HTTPS_PROXY", proxy.address.to_string())]);
    assert_eq!(
        told,
        format!("certificate: Certificate {{ host: \"{HOST}\", kind: UnknownIssuer }}")
    );
    assert_eq!(inspecting.came(), b"", "it was told something");
}

/// Text that the client library would take for no proxy at all, and then go out directly.
#[test]
fn no_text_that_names_a_proxy_leads_around_it() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("store.pem");
    let known = Authority::new("known");
    std::fs::write(&store, known.pem()).unwrap();
    let server = Served::tls(known.server(HOST, 2020..2090));
    let told = |variable: &str, text: &str| {
        let variables = [(variable, text.to_owned()), (SERVER, server.address.to_string())];
        let said = again("proxies::asks_for_another_test", &store, &variables);
        let told = said.lines().find_map(|line| line.split("told: ").nth(1));
        told.unwrap_or_else(|| panic!("{said}")).to_owned()
    };

    let forms = [
        "http=127.0.0.1:9;https=@",
        "https=@;http=127.0.0.1:9;",
        " https=http://@ ; socks=127.0.0.1:9",
        "HTTP = 127.0.0.1:9  HTTPS = @",
        "@;127.0.0.1:9",
        " @",
        "\thttp://@\n",
        "\"http://@/\"",
    ];
    for form in forms {
        for variable in ["HTTPS_PROXY", "all_proxy"] {
            let proxy = Proxy::new(LEADS, server.address);
            assert_eq!(told(variable, &form.replace('@', &proxy.address.to_string())), "200");
            let came = proxy.came();
            assert!(
                came.starts_with(&format!("CONNECT {HOST}:443 HTTP/1.1\r\n")),
                "{form}: {came}"
            );
            assert!(String::from_utf8(server.came()).unwrap().contains("asic "), "{form}");
        }
    }

    // The same text, and nobody behind it: the proxy is named, and not gone around.
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let silent = Proxy::new("", free);
    let blocked = [
        (format!("http={free};https={free}"), free.to_string(), "Unreachable"),
        (format!(" {free}"), free.to_string(), "Unreachable"),
        (format!("http={}", silent.address), "HTTPS_PROXY".into(), "Unreadable"),
        (format!("foo={}", silent.address), "HTTPS_PROXY".into(), "Unreadable"),
        (format!("ftp://{}", silent.address), "HTTPS_PROXY".into(), "Unreadable"),
        (format!("socks={}", silent.address), format!("socks://{}", silent.address), "Unspoken"),
        (
            format!("socks5h://{}", silent.address),
            format!("socks5h://{}", silent.address),
            "Unspoken",
        ),
    ];
    for (text, name, fault) in blocked {
        let expected = format!("proxy: Proxy {{ proxy: Some(\"{name}\"), fault: {fault} }}");
        assert_eq!(told("HTTPS_PROXY", &text), expected, "{text}");
    }
    assert_eq!(silent.came(), "", "one that cannot be used was told something");
    assert!(server.is_idle(), "somebody came directly");
}

/// On Windows, as its registry has it; what is not used is named where no connection comes about.
#[tokio::test(flavor = "multi_thread")]
async fn a_script_that_keywright_cannot_read_is_named_where_no_connection_comes_about() {
    use connectwise::cause::{Cause, ProxyFault};
    use connectwise::proxy::{Settings, Texts, Windows};
    let script = Windows { script: "http://wpad.corp/proxy.pac".into(), ..Windows::default() };
    let set = |windows: &Windows, to: SocketAddr| {
        let texts = Texts { windows: Some(windows.clone()), ..Texts::default() };
        Wire::set_to(Settings::new(&texts), HashMap::from([(HOST.to_owned(), to)]))
    };
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let named = Cause::Proxy {
        proxy: Some("http://wpad.corp/proxy.pac".into()),
        fault: ProxyFault::Script,
    };
    assert_eq!(company_info(&set(&script, free)).await, named);
    assert_eq!(signed_in(&set(&script, free)).await, Err(named));
    let refused = Cause::Refused { host: HOST.into() };
    assert_eq!(company_info(&set(&Windows::default(), free)).await, refused);
    let apart = Windows { not_for: "*.example.test".into(), ..script.clone() };
    let by_hand = |windows: Windows| Windows {
        enabled: Some(true),
        server: format!("http={free};https={free}"),
        ..windows
    };
    assert_eq!(company_info(&set(&by_hand(apart), free)).await, refused, "a rule says directly");

    // One that was set by hand is used, and told as such.
    let proxy = Proxy::new("HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n", free);
    let mut windows = by_hand(script);
    windows.server = format!("http=127.0.0.1:9;https={}", proxy.address);
    let expected =
        Cause::Proxy { proxy: Some(proxy.address.to_string()), fault: ProxyFault::Refused };
    assert_eq!(company_info(&set(&windows, free)).await, expected);
    assert!(proxy.came().starts_with("CONNECT cw.example.test:443 "));
}

#[test]
fn no_words_blame_the_network_without_the_word_proxy() {
    use ProxyFault::{Detection, OfServices, Script, Unreadable};
    use connectwise::cause::{Cause, ProxyFault};
    use view::problem::of_wire;
    let said = |cause: Cause| {
        let problem = of_wire(&cause);
        assert!(!problem.todo.is_empty());
        format!("{} {}", problem.title, problem.why)
    };
    let no_network = said(Cause::NoNetwork);
    assert!(no_network.contains("proxy") && !no_network.contains("not reaching the internet"));
    let proxy = |name: &str, fault| said(Cause::Proxy { proxy: Some(name.to_owned()), fault });
    let script = proxy("http://wpad.corp/proxy.pac", Script);
    assert!(
        script.contains(
            "uses a proxy script (http://wpad.corp/proxy.pac) that Keywright cannot read"
        )
    );
    assert!(proxy("HTTPS_PROXY", Unreadable).contains("set in HTTPS_PROXY"));
    assert!(proxy("b:2", OfServices).contains("The proxy b:2 is set for services"));
    assert!(said(Cause::Proxy { proxy: None, fault: Detection }).contains("proxy script"));
}

#[test]
fn the_words_name_the_proxy() {
    use connectwise::cause::{Cause, ProxyFault};
    use setup::{Connection, Search};
    use view::problem::of_search;
    let connection = Connection::new("x".into(), "x".into(), None, Default::default());
    let faults =
        [ProxyFault::SignIn, ProxyFault::Unreachable, ProxyFault::Refused, ProxyFault::Unspoken];
    for fault in faults {
        for (proxy, named) in
            [(Some("proxy.corp:3128".to_owned()), "proxy.corp:3128"), (None, "A proxy")]
        {
            let cause = Cause::Proxy { proxy, fault };
            let problem = of_search(&Search::Failed(cause), &connection).unwrap();
            assert!(problem.title.contains(named), "{problem:?}");
            assert!(!problem.todo.is_empty());
        }
    }
}
