//! The running server: one thread of its own, so that it keeps answering whatever the program under test does with its own.
//!
//! Each request is written down, waits out the latency, meets a fault if one is due, and is otherwise answered by `route`.

use std::io;
use std::net::{Ipv4Addr, TcpListener};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{Builder, JoinHandle};

use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, State};
use axum::http::{Request, Response};
use tokio::sync::oneshot;

use crate::answer::called_json;
use crate::fault::Act;
use crate::route::{self, Asked};
use crate::wire::{Deed, Lines, Wire};
use crate::world::World;

/// A running practice ConnectWise. It stops, and closes every connection, when dropped.
pub struct Practice {
    origin: String,
    desk: Arc<Desk>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// A request as it came in. The values of keys and client IDs are not kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// From the `Host` header, in lower case.
    pub host: String,
    pub method: String,
    /// Without the query, as sent.
    pub path: String,
    /// What follows the `?`, as sent; empty if nothing does.
    pub query: String,
    pub had_authorization: bool,
    pub had_client_id: bool,
}

/// What requests and the owner share.
struct Desk {
    world: Mutex<World>,
    seen: Mutex<Vec<Seen>>,
    now: AtomicUsize,
    most: AtomicUsize,
}

impl Practice {
    /// Starts on a free port of 127.0.0.1. Fails if the system grants no port or thread.
    pub async fn start(world: World) -> io::Result<Practice> {
        Practice::start_on(world, 0)
    }

    /// Starts on this port of 127.0.0.1 (0: a free one). Fails if it is taken.
    pub fn start_on(world: World, port: u16) -> io::Result<Practice> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        listener.set_nonblocking(true)?;
        let origin = format!("http://{}", listener.local_addr()?);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let listener = {
            let _inside = runtime.enter();
            tokio::net::TcpListener::from_std(listener)?
        };
        let desk = Arc::new(Desk {
            world: Mutex::new(world),
            seen: Mutex::new(Vec::new()),
            now: AtomicUsize::new(0),
            most: AtomicUsize::new(0),
        });
        let app = Router::new()
            .fallback(receive)
            .with_state(Arc::clone(&desk))
            .into_make_service_with_connect_info::<Wire>();
        let (stop, stopped) = oneshot::channel::<()>();
        let thread = Builder::new().name("practice".to_owned()).spawn(move || {
            runtime.block_on(async {
                tokio::select! {
                    _ = axum::serve(Lines(listener), app) => {}
                    _ = stopped => {}
                }
            });
            // Dropping the runtime here drops every connection's task, also those of faults that never end.
        })?;
        Ok(Practice { origin, desk, stop: Some(stop), thread: Some(thread) })
    }

    /// Where to connect: `http://127.0.0.1:41234`.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Changes the world between two requests.
    pub fn change(&self, change: impl FnOnce(&mut World)) {
        change(&mut hold(&self.desk.world));
    }

    /// Every request received so far, in the order of arrival.
    pub fn seen(&self) -> Vec<Seen> {
        hold(&self.desk.seen).clone()
    }

    pub fn forget_seen(&self) {
        hold(&self.desk.seen).clear();
    }

    /// The highest number of requests that were waiting for an answer at the same time.
    pub fn most_at_once(&self) -> usize {
        self.desk.most.load(Ordering::SeqCst)
    }
}

impl Drop for Practice {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// A panic in `Practice::change` must not take the server with it.
fn hold<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Counts a request for as long as it waits for its answer, also if the other side gives up.
struct Waiting<'d>(&'d Desk);

impl<'d> Waiting<'d> {
    fn count(desk: &'d Desk) -> Waiting<'d> {
        let now = desk.now.fetch_add(1, Ordering::SeqCst) + 1;
        desk.most.fetch_max(now, Ordering::SeqCst);
        Waiting(desk)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.now.fetch_sub(1, Ordering::SeqCst);
    }
}

async fn receive(
    State(desk): State<Arc<Desk>>,
    ConnectInfo(wire): ConnectInfo<Wire>,
    request: Request<Body>,
) -> Response<Body> {
    let _waiting = Waiting::count(&desk);
    let asked = Asked::read(&request);
    hold(&desk.seen).push(asked.seen());

    let used = wire.count() > 0;
    if used && hold(&desk.world).quirks.answers_once {
        wire.leave(Deed::Close);
        return Response::new(Body::empty());
    }
    let latency = hold(&desk.world).latency;
    if !latency.is_zero() {
        tokio::time::sleep(latency).await;
    }
    let struck = hold(&desk.world)
        .faults
        .iter_mut()
        .find_map(|fault| fault.strike(&asked.host, &asked.path));
    match struck.map(|how| how.act()) {
        None => {}
        Some(Act::Wait(time)) => tokio::time::sleep(time).await,
        Some(Act::Hang) => std::future::pending().await,
        Some(Act::Answer(answer)) => return answer.into_http(),
        Some(Act::Stream(body)) => return called_json(body),
        Some(Act::Wire(deed)) => {
            wire.leave(deed);
            return Response::new(Body::empty());
        }
    }
    let (answer, closes) = {
        let world = hold(&desk.world);
        (route::answer(&world, &asked), world.quirks.closes_unannounced)
    };
    if closes {
        wire.leave(Deed::Bytes(answer.into_bytes()));
        return Response::new(Body::empty());
    }
    answer.into_http()
}
