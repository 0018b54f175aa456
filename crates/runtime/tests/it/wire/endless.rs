//! Answers without an end, and answers that never come: neither takes the computer's memory
//! nor a person's time.

use std::collections::HashMap;
use std::future::Future;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::time::Duration;

use connectwise::cause::Cause;
use connectwise::client::Wire;
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use tokio::time::{Instant, advance, pause, resume};

use super::served::{Authority, head, in_a_program_of_its_own};
use super::tls::{HOST, signed_in, to};

const MIB: usize = 1024 * 1024;

/// What a server says first, what it then says again and again, and how much of that. It
/// stops for nobody but whoever hangs up.
#[derive(Clone, Copy)]
struct Endless {
    name: &'static str,
    first: &'static [u8],
    again: &'static [u8],
    most: usize,
    cause: &'static str,
}

const OK: &[u8] = b"HTTP/1.1 200 OK\r\n";
const ENDLESS: &[Endless] = &[
    Endless {
        name: "body",
        first: b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n[",
        again: b" 12345,",
        most: 64 * MIB,
        cause: "too-large",
    },
    Endless {
        name: "body of a length",
        first: b"HTTP/1.1 200 OK\r\ncontent-length: 18000000000000000000\r\n\r\n[",
        again: b" 12345,",
        most: 64 * MIB,
        cause: "too-large",
    },
    Endless {
        name: "chunks",
        first: b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n",
        again: b"7\r\n 12345,\r\n",
        most: 64 * MIB,
        cause: "too-large",
    },
    Endless {
        name: "one chunk",
        first: b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nffffffffff\r\n",
        again: b" 12345,",
        most: 64 * MIB,
        cause: "too-large",
    },
    Endless {
        name: "words about a chunk",
        first: b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5;",
        again: b"abcdefg",
        most: 64 * MIB,
        cause: "broken-off",
    },
    Endless {
        name: "trailers",
        first: b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n0\r\n",
        again: b"x: y\r\n",
        most: 64 * MIB,
        cause: "broken-off",
    },
    Endless { name: "headers", first: OK, again: b"x: y\r\n", most: 64 * MIB, cause: "broken-off" },
    Endless {
        name: "one header",
        first: b"HTTP/1.1 200 OK\r\nx: ",
        again: b"abcdefg",
        most: 64 * MIB,
        cause: "broken-off",
    },
    Endless {
        name: "a header's name",
        first: OK,
        again: b"abcdefg",
        most: 64 * MIB,
        cause: "broken-off",
    },
    Endless {
        name: "a status line",
        first: b"HTTP/1.1 200 ",
        again: b"abcdefg",
        most: 64 * MIB,
        cause: "broken-off",
    },
    // Each is whole and thrown away: only the time limit ends them. Here the server does.
    Endless {
        name: "interim answers",
        first: b"",
        again: b"HTTP/1.1 100 Continue\r\n\r\n",
        most: MIB,
        cause: "broken-off",
    },
];

impl Endless {
    /// How much was taken until the other side hung up, or all of it.
    fn say(&self, to: &mut impl Write) -> usize {
        let piece = self.again.repeat(64 * 1024 / self.again.len());
        let mut said = 0;
        let _ = to.write_all(self.first);
        while said < self.most && to.write_all(&piece).is_ok() {
            said += piece.len();
        }
        said
    }
}

/// The memory of this process, in bytes.
fn memory() -> usize {
    let pages = std::fs::read_to_string("/proc/self/statm").unwrap();
    pages.split(' ').nth(1).unwrap().parse::<usize>().unwrap() * 4096
}

/// The most memory there was while something ran, beyond what there was before.
async fn growth<T>(of: impl Future<Output = T>) -> (usize, T) {
    let before = memory();
    let (most, over) = (Arc::new(AtomicUsize::new(before)), Arc::new(AtomicBool::new(false)));
    let (seen, ends) = (most.clone(), over.clone());
    let watch = std::thread::spawn(move || {
        while !ends.load(Ordering::SeqCst) {
            seen.fetch_max(memory(), Ordering::SeqCst);
            std::thread::sleep(Duration::from_micros(500));
        }
    });
    let value = of.await;
    most.fetch_max(memory(), Ordering::SeqCst);
    over.store(true, Ordering::SeqCst);
    watch.join().unwrap();
    (most.load(Ordering::SeqCst) - before, value)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answer_without_an_end_takes_little_memory() {
    let Some(store) =
        in_a_program_of_its_own("endless::an_answer_without_an_end_takes_little_memory")
    else {
        return;
    };
    let known = Authority::new("known");
    std::fs::write(store, known.pem()).unwrap();
    let (next, cases) = channel::<Option<Endless>>();
    let (tell, said) = channel();
    let config = Arc::new(known.server(HOST, 2020..2090));
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let wire = to(listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for case in cases {
            let (stream, _) = listener.accept().unwrap();
            match case {
                Some(case) => {
                    let mut tls = encrypted(&config, stream);
                    head(&mut tls);
                    let _ = tell.send(case.say(&mut tls));
                }
                // A handshake that never comes to its point: one message of 16 MiB.
                None => {
                    let record = [&[0x16, 3, 3, 0x40, 0][..], &[7; 0x4000]].concat();
                    let start: &[u8] = &[0x16, 3, 3, 0, 4, 2, 0xff, 0xff, 0xff];
                    let endless = std::iter::repeat_n(&record[..], 64 * MIB / record.len());
                    let mut said = 0;
                    let mut stream = stream;
                    let _ = stream.read(&mut [0; 4096]);
                    for piece in std::iter::once(start).chain(endless) {
                        if stream.write_all(piece).is_err() {
                            break;
                        }
                        said += piece.len();
                    }
                    let _ = tell.send(said);
                }
            }
        }
    });
    // What a first connection takes in any case: the certificate store, and so on.
    next.send(Some(Endless { most: 0, ..ENDLESS[0] })).unwrap();
    let _ = signed_in(&wire).await;
    said.recv_timeout(leash::PLENTY).unwrap();

    let mut worst = 0;
    let handshake = (None, "a handshake", "certificate", 64 * MIB);
    let cases = ENDLESS.iter().map(|case| (Some(*case), case.name, case.cause, case.most));
    for (case, name, cause, most) in cases.chain([handshake]) {
        // Where it is the server that ends, it is asked once more.
        let times = if most < 16 * MIB { 2 } else { 1 };
        (0..times).for_each(|_| next.send(case).unwrap());
        let (grown, told) = growth(signed_in(&wire)).await;
        assert_eq!(told.unwrap_err().name(), cause, "{name}");
        let taken: usize = (0..times).map(|_| said.recv_timeout(leash::PLENTY).unwrap()).sum();
        // What is taken beyond the limits waits in buffers of the system.
        assert!(taken < 16 * MIB || taken >= most && most < 16 * MIB, "{name}: {taken} bytes");
        assert!(grown <= 8 * MIB, "{name}: {grown} bytes of memory");
        println!(
            "figure: endless {name}: {} KiB of memory, {} KiB taken",
            grown / 1024,
            taken / 1024
        );
        worst = worst.max(grown);
    }
    println!("figure: endless answers: {} KiB of memory at most", worst / 1024);
}

fn encrypted(
    config: &Arc<ServerConfig>,
    stream: TcpStream,
) -> StreamOwned<ServerConnection, TcpStream> {
    stream.set_read_timeout(Some(leash::PLENTY)).unwrap();
    StreamOwned::new(ServerConnection::new(config.clone()).unwrap(), stream)
}

/// Says a byte a millisecond, for as long as anybody listens.
fn drip(to: &mut impl Write, text: &[u8], then: &Sender<()>) {
    for byte in text.iter().chain(std::iter::repeat(&b' ')) {
        if to.write_all(&[*byte]).and_then(|()| to.flush()).is_err() {
            break;
        }
        let _ = then.send(());
        std::thread::sleep(Duration::from_millis(1));
    }
}

type Stall = fn(&Arc<ServerConfig>, TcpStream, &Sender<()>);

/// What a server does, and after how many seconds it is given up.
const STALLS: &[(&str, Stall, u64)] = &[
    (
        "says nothing to the handshake",
        |_, mut stream, stage| {
            let _ = stream.read(&mut [0; 4096]);
            stage.send(()).unwrap();
            let _ = stream.read(&mut [0; 4096]);
        },
        10,
    ),
    (
        "drips a handshake",
        |_, mut stream, stage| {
            let _ = stream.read(&mut [0; 4096]);
            drip(&mut stream, &[0x16, 3, 3, 0x40, 0, 2, 0, 0x3f, 0xf0], stage);
        },
        10,
    ),
    (
        "says nothing to the request",
        |config, stream, stage| {
            let mut tls = encrypted(config, stream);
            head(&mut tls);
            stage.send(()).unwrap();
            let _ = tls.read(&mut [0; 16]);
        },
        20,
    ),
    (
        "stops within the headers",
        |config, stream, stage| {
            let mut tls = encrypted(config, stream);
            head(&mut tls);
            tls.write_all(b"HTTP/1.1 200 OK\r\ncontent-").unwrap();
            stage.send(()).unwrap();
            let _ = tls.read(&mut [0; 16]);
        },
        20,
    ),
    (
        "drips headers",
        |config, stream, stage| {
            let mut tls = encrypted(config, stream);
            head(&mut tls);
            drip(&mut tls, b"HTTP/1.1 200 OK\r\nx: ", stage);
        },
        20,
    ),
    (
        "drips a body",
        |config, stream, stage| {
            let mut tls = encrypted(config, stream);
            head(&mut tls);
            drip(&mut tls, b"HTTP/1.1 200 OK\r\ncontent-length: 900000\r\n\r\n[", stage);
        },
        20,
    ),
    (
        "stops within the body",
        |config, stream, stage| {
            let mut tls = encrypted(config, stream);
            head(&mut tls);
            tls.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n{\"a\"").unwrap();
            stage.send(()).unwrap();
            let _ = tls.read(&mut [0; 16]);
        },
        20,
    ),
    (
        "says to wait, again and again",
        |config, stream, stage| {
            let mut tls = encrypted(config, stream);
            head(&mut tls);
            while tls.write_all(b"HTTP/1.1 100 Continue\r\n\r\n").is_ok() {
                let _ = stage.send(());
                std::thread::sleep(Duration::from_millis(1));
            }
        },
        20,
    ),
];

/// Runs the clock until the question is told about; the seconds that took.
async fn seconds_until_told(wire: Wire, stage: impl Fn() -> bool) -> (f64, Cause) {
    pause();
    let start = Instant::now();
    let asking = tokio::spawn(async move { signed_in(&wire).await });
    // By the real clock: the other one stands still.
    let real = std::time::Instant::now();
    while !stage() {
        assert!(real.elapsed() < leash::PLENTY, "the server is never asked");
        tokio::task::yield_now().await;
    }
    while !asking.is_finished() {
        advance(Duration::from_millis(100)).await;
        for _ in 0..50 {
            tokio::task::yield_now().await;
        }
        assert!(start.elapsed() < Duration::from_secs(60), "it hangs");
    }
    let elapsed = start.elapsed().as_secs_f64();
    let told = asking.await.unwrap().unwrap_err();
    resume();
    (elapsed, told)
}

#[tokio::test]
async fn a_server_that_stalls_is_given_up_within_a_second_of_its_limit() {
    let Some(store) = in_a_program_of_its_own(
        "endless::a_server_that_stalls_is_given_up_within_a_second_of_its_limit",
    ) else {
        return;
    };
    // While a blocking task runs, tokio does not move a stopped clock by itself.
    let (end, ended) = channel::<()>();
    let hung = tokio::task::spawn_blocking(move || {
        let told = ended.recv_timeout(10 * leash::PLENTY);
        assert_eq!(told, Err(std::sync::mpsc::RecvTimeoutError::Disconnected), "it hangs");
    });
    let known = Authority::new("known");
    std::fs::write(store, known.pem()).unwrap();
    let config = Arc::new(known.server(HOST, 2020..2090));
    for (case, stall, limit) in STALLS {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let wire = to(listener.local_addr().unwrap());
        let (tell, stage) = channel();
        let config = config.clone();
        std::thread::spawn(move || {
            let (stream, _) = listener.accept().unwrap();
            stall(&config, stream, &tell);
        });
        let (seconds, told) = seconds_until_told(wire, || stage.try_recv().is_ok()).await;
        assert_eq!(
            told,
            Cause::Timeout { host: HOST.into(), seconds: *limit, keys: *limit == 20 },
            "{case}"
        );
        in_time(case, seconds, *limit);
    }

    // A black hole: the queue of those who wait to be let in is full, so nobody answers.
    let socket = tokio::net::TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let listener = socket.listen(1).unwrap();
    let address: SocketAddr = listener.local_addr().unwrap();
    let waiting: Vec<_> =
        (0..8).map(|_| tokio::spawn(tokio::net::TcpStream::connect(address))).collect();
    for _ in 0..200 {
        tokio::task::yield_now().await;
    }
    let wire = Wire::straight_with_names(HashMap::from([(HOST.to_owned(), address)]), None);
    let (seconds, told) = seconds_until_told(wire, || true).await;
    assert_eq!(told, Cause::Timeout { host: HOST.into(), seconds: 10, keys: false });
    in_time("is a black hole", seconds, 10);
    waiting.into_iter().for_each(|one| one.abort());
    drop(end);
    hung.await.unwrap();
}

fn in_time(case: &str, seconds: f64, limit: u64) {
    let limit = f64::from(u32::try_from(limit).unwrap());
    assert!(seconds >= limit - 0.5 && seconds <= limit + 1.0, "{case}: {seconds} s");
    println!("figure: {case}: given up after {seconds:.1} s of {limit}");
}
