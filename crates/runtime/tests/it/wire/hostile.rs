//! Answers that are none: whatever a server says to one question of a check, the check ends,
//! nothing passes by it, and what is told is told in words.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock, Mutex};

use checkup::{Checkup, Finding, Need, Verdict};
use connectwise::address::Site;
use integration::Integration;
use serde_json::Value;
use setup::Connection;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use view::problem::of_finding;

use crate::checkup::rig::{ALL, NONE, Told, checkup, integrations, need, needed_entries, run};

const TABLE: &str = "Company / Company Status";
const ROW: &str = "row:Companies/Company Maintenance";

/// A question, by how its path goes on, and the line that rests on its answer.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Question {
    path: &'static str,
    line: &'static str,
}

const QUESTIONS: [Question; 5] = [
    Question { path: "/login/companyinfo/", line: "company" },
    Question { path: "/system/info", line: "keys" },
    Question { path: "/system/mySecurity?", line: ROW },
    Question { path: "/system/mySecurity/customizeItems/", line: "table:Company / Company Status" },
    Question { path: "/system/myMembers", line: "member" },
];

fn needed() -> Need {
    need(&[("Companies", "Company Maintenance", [ALL, ALL, NONE, ALL])], &[TABLE])
}

impl Question {
    /// An answer by which its line passes.
    fn good(&self) -> String {
        let answer = match self.line {
            "company" => serde_json::json!({
                "CompanyName": "Acme", "Codebase": "v2025_1/", "VersionCode": "v2025.1",
                "VersionNumber": "v4.6.12345", "CompanyID": "acme", "IsCloud": false,
            }),
            "keys" => serde_json::json!({"version": "v2025.1", "isCloud": false}),
            ROW => Value::from(needed_entries(&needed())),
            "member" => serde_json::json!([{
                "id": 11, "identifier": "Api1", "inactiveFlag": false, "adminFlag": false,
                "securityRole": {"id": 11, "name": "Integration"},
                "structureLevel": {"id": 1, "name": "Corporate (Level 1)"},
                "excludedServiceBoardIds": [3, 4],
            }]),
            _ => serde_json::json!([
                {"id": 1, "customizeIdentifier": "SystemTableSetup", "itemIdentifier": TABLE},
            ]),
        };
        answer.to_string()
    }

    /// Whether this JSON says what the line needs: read anew, without the program's own types.
    /// In fields that nobody reads, letters and numbers that are none do no harm: they are
    /// made whole first.
    fn is_said_by(&self, body: &[u8]) -> bool {
        let body = String::from_utf8_lossy(body).replace("1e4", "1");
        let body = body.replace("\\ud", "\\u0").replace("\\uD", "\\u0");
        let Ok(answer) = serde_json::from_str::<Value>(&body) else { return false };
        let same = |value: &Value, text: &str| {
            let reduced = |text: &str| -> String {
                text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect()
            };
            value.as_str().is_some_and(|value| reduced(value) == reduced(text))
        };
        let list = || answer.as_array().into_iter().flatten();
        match self.line {
            "company" => answer["CompanyName"].is_string(),
            "keys" => answer["version"].is_string(),
            ROW => list().any(|entry| {
                same(&entry["moduleDescription"], "Companies")
                    && same(&entry["moduleFunctionDescription"], "Company Maintenance")
                    && ["addLevel", "editLevel", "inquireLevel"].iter().all(|l| entry[*l] == "All")
                    // More than is needed passes too.
                    && ["None", "My", "All"].iter().any(|level| entry["deleteLevel"] == *level)
            }),
            "member" => {
                let one = answer.as_array().map_or(Some(&answer), |list| match &list[..] {
                    [one] => Some(one),
                    _ => None,
                });
                one.is_some_and(|one| one["identifier"].is_string())
            }
            _ => list().any(|item| {
                item["customizeIdentifier"] == "SystemTableSetup"
                    && same(&item["itemIdentifier"], TABLE)
            }),
        }
    }
}

/// 200 with this body, framed as it should be.
fn framed(body: &[u8]) -> Vec<u8> {
    let head = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), body].concat()
}

/// Bodies that say nothing, to whichever question.
fn bodies(good: &str) -> Vec<(String, Vec<u8>)> {
    let g = good.as_bytes();
    let half = &g[..g.len() / 2];
    let text = |text: &str| text.as_bytes().to_vec();
    let utf16: Vec<u8> = good.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let gzip = [&[0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3][..], half].concat();
    let mut cases: Vec<(String, Vec<u8>)> = [
        ("nothing", Vec::new()),
        ("white space", text(" \r\n\t ")),
        ("cut in half", half.to_vec()),
        ("without its last byte", g[..g.len() - 1].to_vec()),
        ("without its first byte", g[1..].to_vec()),
        ("twice", [g, g].concat()),
        ("rubbish behind it", [g, b" x"].concat()),
        ("a NUL behind it", [g, b"\0"].concat()),
        ("a NUL before it", [b"\0", g].concat()),
        ("a UTF-16 mark before it", [b"\xff\xfe", g].concat()),
        ("as UTF-16", utf16),
        ("as UTF-16 with its mark", [b"\xff\xfe".to_vec(), good.encode_utf16().flat_map(u16::to_be_bytes).collect()].concat()),
        ("bytes that are no UTF-8", [b"{\"version\":\"".as_slice(), b"\xff\xfe\xc0\xaf\"}"].concat()),
        ("a surrogate alone", text(r#"{"version":"\ud800","CompanyName":"\udfff"}"#)),
        ("an overlong slash", [b"[{\"identifier\":\"".as_slice(), b"\xe0\x80\xaf\"}]"].concat()),
        ("null", text("null")),
        ("true", text("true")),
        ("a number", text("7")),
        ("a text", text("\"v2025.1\"")),
        ("not a number", text("NaN")),
        ("endless", text("-Infinity")),
        ("1e999999", text(r#"{"version":1e999999,"CompanyName":1e999999}"#)),
        ("a number of 5000 digits", format!("[{{\"id\":{}}}]", "9".repeat(5000)).into_bytes()),
        ("an empty list", text("[]")),
        ("an empty object", text("{}")),
        ("a list of nulls", text("[null,null]")),
        ("a list in a list", text("[[{}]]")),
        ("a list of numbers", text("[1,2,3]")),
        ("every field null", text(r#"{"CompanyName":null,"version":null,"identifier":null}"#)),
        ("fields of other types", text(r#"[{"identifier":7,"customizeIdentifier":[],"itemIdentifier":{},"addLevel":1,"moduleDescription":true}]"#)),
        ("an object of other types", text(r#"{"CompanyName":{"a":1},"version":["v2025.1"],"identifier":false}"#)),
        ("300 lists deep", "[".repeat(300).into_bytes()),
        ("300 objects deep", [r#"{"a":"#.repeat(300), "1".into(), "}".repeat(300)].concat().into_bytes()),
        ("50,000 lists deep", vec![b'['; 50_000]),
        ("a deep version", [r#"{"version":"#.to_owned(), "[".repeat(200), "]".repeat(200), "}".into()].concat().into_bytes()),
        ("a comment", [b"/* */ ".as_slice(), g].concat()),
        ("a guard of scripts", [b")]}',\n".as_slice(), g].concat()),
        ("a call of a script", [b"callback(".as_slice(), g, b")"].concat()),
        ("single quotes", good.replace('"', "'").into_bytes()),
        ("a comma too many", [&g[..g.len() - 1], b",", &g[g.len() - 1..]].concat()),
        ("a new line in a text", text("{\"version\":\"v\n2025\",\"CompanyName\":\"A\ncme\"}")),
        ("HTML", text("<!DOCTYPE html><html><body>Sign in</body></html>")),
        ("HTML around it", format!("<html><pre>{good}</pre></html>").into_bytes()),
        ("XML", text("<?xml version=\"1.0\"?><SystemInfo><version>v2025.1</version></SystemInfo>")),
        ("a form", text("version=v2025.1&CompanyName=Acme")),
        ("packed", gzip),
        ("an image", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec()),
        ("text of another direction", text("\u{202e}{\"version\":\"v\"}")),
        ("an error that says 200", text(r#"{"code":"NotFound","message":"x","errors":null}"#)),
        ("more than a megabyte", vec![b' '; 1024 * 1024 + 1]),
    ]
    .map(|(name, body)| (name.to_owned(), body))
    .into();
    // Fields twice: which one counts is anybody's guess, so neither does.
    if let Some(fields) = good.strip_prefix("[{") {
        let twice = format!("[{{{},{fields}", &good[2..good.len() - 2]);
        cases.push(("every field twice".into(), twice.into_bytes()));
    }
    cases
}

/// Answers whose frame is amiss. Where the good body gets through whole, it may count.
fn frames(good: &str) -> Vec<(String, Vec<u8>)> {
    let length = good.len();
    let ok = "HTTP/1.1 200 OK\r\n";
    let whole = format!("content-length: {length}\r\n\r\n{good}");
    let chunks = "transfer-encoding: chunked\r\n\r\n";
    let long = "x".repeat(100_000);
    let many = |count: usize| {
        let lines: String = (0..count).map(|n| format!("x-{n}: {n}\r\n")).collect();
        format!("{ok}{lines}{whole}")
    };
    [
        ("nothing at all", String::new()),
        ("a line end", "\r\n".into()),
        ("no HTTP", good.to_owned()),
        ("another protocol", "SSH-2.0-OpenSSH_9.2\r\n\r\n".into()),
        ("HTTP 0.9", format!("<html>{good}")),
        ("HTTP 2", format!("HTTP/2 200\r\n{whole}")),
        ("HTTP 3.7", format!("HTTP/3.7 200 OK\r\n{whole}")),
        ("HTTP 1.0", format!("HTTP/1.0 200 OK\r\n\r\n{good}")),
        ("the preface of HTTP 2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".into()),
        ("status 0", format!("HTTP/1.1 000 No\r\n{whole}")),
        ("status 99", format!("HTTP/1.1 99 No\r\n{whole}")),
        ("status 600", format!("HTTP/1.1 600 No\r\n{whole}")),
        ("status 999", format!("HTTP/1.1 999 No\r\n{whole}")),
        ("status 1000", format!("HTTP/1.1 1000 No\r\n{whole}")),
        ("status -1", format!("HTTP/1.1 -1 No\r\n{whole}")),
        ("status 2e2", format!("HTTP/1.1 2e2 OK\r\n{whole}")),
        ("no status", format!("HTTP/1.1\r\n{whole}")),
        (
            "101",
            format!("HTTP/1.1 101 Switching\r\nupgrade: h2c\r\nconnection: upgrade\r\n\r\n{good}"),
        ),
        ("204 with a body", format!("HTTP/1.1 204 No Content\r\n{whole}")),
        ("205 with a body", format!("HTTP/1.1 205 Reset Content\r\n{whole}")),
        ("206", format!("HTTP/1.1 206 Partial Content\r\ncontent-range: bytes 0-9/900\r\n{whole}")),
        ("304 with a body", format!("HTTP/1.1 304 Not Modified\r\n{whole}")),
        ("300", format!("HTTP/1.1 300 Multiple Choices\r\n{whole}")),
        ("402", format!("HTTP/1.1 402 Payment Required\r\n{whole}")),
        ("511", format!("HTTP/1.1 511 Network Authentication Required\r\n{whole}")),
        (
            "200 interim answers",
            format!("{}{ok}{whole}", "HTTP/1.1 100 Continue\r\n\r\n".repeat(200)),
        ),
        (
            "2,000 interim answers and no other",
            "HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n".repeat(2000),
        ),
        ("a length too short", format!("{ok}content-length: {}\r\n\r\n{good}", length / 2)),
        ("a length too long", format!("{ok}content-length: {}\r\n\r\n{good}", length + 1)),
        ("a length of nothing", format!("{ok}content-length: 0\r\n\r\n{good}")),
        ("a length below nothing", format!("{ok}content-length: -1\r\n\r\n{good}")),
        (
            "a length beyond numbers",
            format!("{ok}content-length: 99999999999999999999999\r\n\r\n{good}"),
        ),
        (
            "a length that is the greatest",
            format!("{ok}content-length: 18446744073709551615\r\n\r\n{good}"),
        ),
        ("two lengths", format!("{ok}content-length: {length}\r\ncontent-length: 2\r\n\r\n{good}")),
        ("two lengths in one", format!("{ok}content-length: {length}, 2\r\n\r\n{good}")),
        ("a length in words", format!("{ok}content-length: many\r\n\r\n{good}")),
        (
            "a length and chunks",
            format!("{ok}content-length: 2\r\n{chunks}{length:x}\r\n{good}\r\n0\r\n\r\n"),
        ),
        ("chunks that are none", format!("{ok}{chunks}{good}")),
        ("a chunk cut off", format!("{ok}{chunks}{length:x}\r\n{}", &good[..length / 2])),
        ("a chunk without an end", format!("{ok}{chunks}{length:x}\r\n{good}")),
        ("a chunk longer than said", format!("{ok}{chunks}5\r\n{good}\r\n0\r\n\r\n")),
        ("a chunk beyond numbers", format!("{ok}{chunks}ffffffffffffffffff\r\n{good}")),
        ("the greatest chunk", format!("{ok}{chunks}ffffffffffffffff\r\n{good}")),
        ("a chunk below nothing", format!("{ok}{chunks}-1\r\n{good}")),
        ("a chunk with rubbish", format!("{ok}{chunks}zz\r\n{good}\r\n0\r\n\r\n")),
        (
            "a huge word about a chunk",
            format!("{ok}{chunks}{length:x};{long}\r\n{good}\r\n0\r\n\r\n"),
        ),
        ("huge trailers", format!("{ok}{chunks}{length:x}\r\n{good}\r\n0\r\nx: {long}\r\n\r\n")),
        ("chunks of chunks", format!("{ok}transfer-encoding: chunked, chunked\r\n\r\n{good}")),
        ("an unknown coding", format!("{ok}transfer-encoding: frobnicate\r\n\r\n{good}")),
        (
            "packed, as it says",
            format!("{ok}content-encoding: gzip\r\ncontent-length: 6\r\n\r\n\u{1f}\u{8}\0\0\0\0"),
        ),
        (
            "packed by br, as it says",
            format!("{ok}content-encoding: br\r\ncontent-length: 4\r\n\r\n\u{b}\u{2}\0\0"),
        ),
        ("packed, and is not", format!("{ok}content-encoding: gzip\r\n{whole}")),
        ("a huge header", format!("{ok}x: {long}\r\n{whole}")),
        ("a header's huge name", format!("{ok}{long}: x\r\n{whole}")),
        ("99 headers", many(98)),
        ("101 headers", many(101)),
        ("5000 headers", many(5000)),
        ("a header without a colon", format!("{ok}nonsense\r\n{whole}")),
        ("a header without a name", format!("{ok}: x\r\n{whole}")),
        ("a header with a space", format!("{ok}content length: 5\r\n{whole}")),
        ("a header over two lines", format!("{ok}x: a\r\n b\r\n{whole}")),
        ("a header with a NUL", format!("{ok}x: a\0b\r\n{whole}")),
        ("a header with a lone return", format!("{ok}x: a\rb: c\r\n{whole}")),
        ("a header that starts an answer", format!("{ok}x: a\r\n\r\nHTTP/1.1 200 OK\r\n{whole}")),
        ("line ends of one byte", format!("{ok}{whole}").replace("\r\n", "\n")),
        ("headers without an end", format!("{ok}content-length: {length}\r\n")),
        ("a redirect to nowhere", "HTTP/1.1 302 Found\r\nlocation: ht!tp://[\r\n\r\n".into()),
        (
            "a redirect with line ends",
            "HTTP/1.1 302 Found\r\nlocation: https://a.test/%0d%0ax: y\r\n\r\n".into(),
        ),
        (
            "a redirect to a script",
            "HTTP/1.1 302 Found\r\nlocation: javascript:alert(1)\r\n\r\n".into(),
        ),
        (
            "a redirect to a huge place",
            format!("HTTP/1.1 302 Found\r\nlocation: https://{}.test/\r\n\r\n", &long[..60_000]),
        ),
        ("a huge reason", format!("HTTP/1.1 200 {long}\r\n{whole}")),
        (
            "a second answer behind it",
            format!("{ok}{whole}HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{{}}"),
        ),
    ]
    .map(|(name, text)| (name.to_owned(), text.into_bytes()))
    .into()
}

/// Those of [`frames`] in which the body stands whole for whoever follows the rules of HTTP,
/// or the first of them: they may count as what they are.
const WHOLE: &[&str] = &[
    "a huge header",
    "a huge reason",
    "a huge word about a chunk",
    "an unknown coding",
    "HTTP 1.0",
    "200 interim answers",
    "packed, and is not",
    "99 headers",
    "a header over two lines",
    "line ends of one byte",
    "a length and chunks",
    "a second answer behind it",
    "huge trailers",
];

/// A server that gives one answer to one question and good ones to the others.
struct Server {
    origin: String,
    says: Arc<Mutex<(Question, Vec<u8>)>>,
    asked: Arc<AtomicUsize>,
}

impl Server {
    async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let says = Arc::new(Mutex::new((QUESTIONS[0], Vec::new())));
        let asked = Arc::new(AtomicUsize::new(0));
        let (said, counted) = (says.clone(), asked.clone());
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(answer(stream, said.clone(), counted.clone()));
            }
        });
        Self { origin, says, asked }
    }

    fn checkup(&self) -> Checkup {
        let mut checkup = checkup(&self.origin, &needed());
        // A company's own server: no region is asked besides.
        checkup.instance.site = Site::parse("cw.example.test").unwrap();
        checkup
    }
}

async fn answer(
    mut stream: TcpStream,
    says: Arc<Mutex<(Question, Vec<u8>)>>,
    asked: Arc<AtomicUsize>,
) {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut piece = [0; 2048];
        match stream.read(&mut piece).await {
            Ok(size @ 1..) => head.extend_from_slice(&piece[..size]),
            _ => return,
        }
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    let of = QUESTIONS.iter().find(|question| head.contains(question.path));
    let answer = {
        let says = says.lock().unwrap();
        match of {
            Some(of) if *of == says.0 => {
                asked.fetch_add(1, Ordering::SeqCst);
                says.1.clone()
            }
            Some(of) => framed(of.good().as_bytes()),
            None if head.contains("/company/companies?") => framed(br#"[{"id":7}]"#),
            None => framed(b"{}")
                .strip_prefix(b"HTTP/1.1 200 OK")
                .map_or(Vec::new(), |rest| [b"HTTP/1.1 404 Not Found".as_slice(), rest].concat()),
        }
    };
    let _ = stream.write_all(&answer).await;
    let _ = stream.shutdown().await;
}

/// Runs the check, and looks at all that was told.
async fn told(
    server: &Server,
    checkup: &Checkup,
    of: Question,
    answer: Vec<u8>,
    case: &str,
) -> Told {
    *server.says.lock().unwrap() = (of, answer);
    let asked = server.asked.load(Ordering::SeqCst);
    let told = tokio::time::timeout(leash::PLENTY, run(checkup)).await;
    let told = told.unwrap_or_else(|_| panic!("{case}: it hangs"));
    assert!(server.asked.load(Ordering::SeqCst) > asked, "{case}: was not asked");
    for finding in &told.0 {
        named(finding, checkup, case);
    }
    told
}

/// Read once: an integration takes longer to read than a check takes to run.
static INTEGRATION: LazyLock<Integration> = LazyLock::new(|| integrations().remove(0));
static CONNECTION: LazyLock<Connection> = LazyLock::new(|| {
    Connection::new("x".into(), INTEGRATION.id.to_string(), None, Default::default())
});

/// Whether a finding is one that a person can read.
fn named(finding: &Finding, checkup: &Checkup, case: &str) {
    let read = match finding.verdict {
        Verdict::Passed | Verdict::Waiting(_) => finding.evidence.clone(),
        Verdict::Running => panic!("{case}: {finding:?} was left running"),
        Verdict::Failed | Verdict::Unproven | Verdict::Wider => {
            assert!(finding.reason.is_some(), "{case}: {finding:?} has no reason");
            match of_finding(finding, &CONNECTION, &INTEGRATION) {
                Some(problem) => format!(
                    "{}{}{}{:?}",
                    finding.evidence, problem.title, problem.why, problem.technical
                ),
                None => finding.evidence.clone(),
            }
        }
    };
    assert!(!read.contains(char::is_control), "{case}: {read:?}");
    assert!(read.len() < 2000, "{case}: {} bytes to read", read.len());
    for key in [&checkup.who.public_key, &checkup.who.private_key, &checkup.who.client_id] {
        assert!(!read.contains(key.expose()), "{case}: {read}");
    }
}

/// Panics anywhere, in tasks of the libraries too, which would else pass unseen.
fn counted_panics() -> Arc<AtomicUsize> {
    let count = Arc::new(AtomicUsize::new(0));
    let (counted, before) = (count.clone(), std::panic::take_hook());
    std::panic::set_hook(Box::new(move |panic| {
        // A test that fails panics too, and says so by itself.
        if !panic.location().is_some_and(|place| place.file().contains("tests/wire/")) {
            counted.fetch_add(1, Ordering::SeqCst);
        }
        before(panic);
    }));
    count
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_answer_that_is_none_lets_a_line_pass() {
    let panics = counted_panics();
    let server = Server::start().await;
    let checkup = server.checkup();
    let (mut count, mut passed) = (0, Vec::new());
    for of in QUESTIONS {
        let good = of.good();
        // By the good answer its line passes, so the cases mean something.
        let before = told(&server, &checkup, of, framed(good.as_bytes()), "good").await;
        assert_eq!(before.verdict(of.line), "passed", "{of:?}: {before:?}");

        let bodies = bodies(&good).into_iter().map(|(name, body)| (name, framed(&body)));
        for (name, answer) in bodies.chain(frames(&good)) {
            let case = format!("{} answered by {name}", of.path);
            let told = told(&server, &checkup, of, answer, &case).await;
            // Companyinfo, of which nobody is signed in, may say what it says with any 2xx.
            let whole = of.line == "company" && ["205", "206"].iter().any(|s| name.starts_with(s));
            let passes = ["passed", "wider"].contains(&told.verdict(of.line));
            if passes && !whole && !WHOLE.contains(&name.as_str()) {
                passed.push(case);
            }
            count += 1;
        }
    }
    assert!(count >= 300, "{count}");
    assert!(passed.is_empty(), "{passed:#?}");
    assert_eq!(panics.load(Ordering::SeqCst), 0);
    println!("figure: {count} malformed answers, none passed");
}

/// Pseudo-random numbers that are the same each time (xorshift).
struct Draws(u64);

impl Draws {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(end.max(1)).unwrap()).unwrap()
    }

    /// One to four changes somewhere.
    fn change(&mut self, text: &[u8]) -> Vec<u8> {
        const PIECES: &[&[u8]] = &[
            b"\0",
            b"\"",
            b"{",
            b"}",
            b"[",
            b"]",
            b",",
            b":",
            b"null",
            b"true",
            b"-1",
            b"1e400",
            b"99999999999999999999",
            b"\xff",
            b"\xef\xbb\xbf",
            b"\r\n",
            b"\r\n\r\n",
            b"\\u0000",
            b"\\ud800",
            b"<html>",
            b"All",
            b"None",
            b"HTTP/1.1 200 OK\r\n",
            b"transfer-encoding: chunked\r\n",
            b"content-length: 5\r\n",
            b"\xe2\x80\xae",
        ];
        let mut text = text.to_vec();
        for _ in 0..=self.below(4) {
            let at = self.below(text.len());
            let end = (at + 1 + self.below(24)).min(text.len());
            match self.below(7) {
                0 if at < text.len() => text[at] ^= 1 << self.below(8),
                1 => text.truncate(at),
                2 => drop(text.drain(at..end)),
                3 => {
                    let again = text[at..end].to_vec();
                    text.splice(at..at, again);
                }
                4 => {
                    let from = self.below(text.len());
                    let piece = text[from..(from + 12).min(text.len())].to_vec();
                    text.splice(at..end, piece);
                }
                _ => {
                    let piece = PIECES[self.below(PIECES.len())];
                    text.splice(at..at, piece.iter().copied());
                }
            }
        }
        text
    }
}

/// How many: a few each time, thousands where KEYWRIGHT_SOAK says so.
fn rounds() -> usize {
    if std::env::var_os("KEYWRIGHT_SOAK").is_some() { 4000 } else { 40 }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn changed_anywhere_an_answer_is_read_for_what_it_says_or_not_at_all() {
    let panics = counted_panics();
    let server = Server::start().await;
    let checkup = server.checkup();
    let mut draws = Draws(0x9e37_79b9_7f4a_7c15);
    let (mut count, mut passed) = (0, 0);
    for of in QUESTIONS {
        let good = of.good();
        for round in 0..rounds() {
            let body_alone = round % 3 != 0;
            let (answer, may_pass) = if body_alone {
                let body = draws.change(good.as_bytes());
                (framed(&body), of.is_said_by(&body))
            } else {
                // Which body a broken frame holds is the library's to say.
                (draws.change(&framed(good.as_bytes())), true)
            };
            // Answers that ask to wait are told of in `limits.rs`, where time stands still.
            let status = answer.get(9..12).unwrap_or_default();
            if [b"429", b"502", b"503", b"504"].iter().any(|busy| status == busy.as_slice()) {
                continue;
            }
            let case = format!("{} round {round}: {:?}", of.path, String::from_utf8_lossy(&answer));
            let told = told(&server, &checkup, of, answer, &case).await;
            let passes = ["passed", "wider"].contains(&told.verdict(of.line));
            assert!(may_pass || !passes, "{case}");
            count += 1;
            passed += usize::from(passes && body_alone);
        }
    }
    assert_eq!(panics.load(Ordering::SeqCst), 0);
    println!("figure: {count} changed answers, {passed} of them still said what they should");
}
