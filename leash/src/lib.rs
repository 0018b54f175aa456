//! Programs that tests and measurements start. None is waited for without a limit, and none
//! outlives whoever started it: not when a test fails, and not when the test itself is killed.
//!
//! On Linux a program is started by `setpriv`, which asks the kernel to end it together with
//! the thread that started it, and then becomes it: std could ask so by unsafe code alone. So
//! a program is started on a thread that lives as long as it has to. It stays in the process
//! group of the test, which nextest ends as a whole.
#![allow(clippy::disallowed_methods, reason = "here are the limits that the others go by")]

use std::ffi::OsStr;
use std::io::{self, BufRead as _, BufReader, Error, ErrorKind, Read};
use std::process::{Child, ChildStdin, Command, ExitStatus, Output, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread::{sleep, spawn};
use std::time::{Duration, Instant};

#[cfg(unix)]
pub use rustix::process::Signal;

/// Only so that nothing hangs for ever: far more than anything takes, on a busy machine too.
pub const PLENTY: Duration = Duration::from_secs(60);

/// A program by its name, as a command that ends with whoever starts it.
pub fn command(program: impl AsRef<OsStr>) -> Command {
    if cfg!(target_os = "linux") {
        let mut command = Command::new("setpriv");
        command.args(["--pdeathsig", "KILL", "--"]).arg(program);
        command
    } else {
        Command::new(program)
    }
}

/// How a program ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    ByItself(ExitStatus),
    /// It did not, within its limit.
    ByForce,
}

impl Ended {
    pub fn well(self) -> bool {
        matches!(self, Self::ByItself(status) if status.success())
    }
}

/// A program that runs, and ends when this is dropped.
#[derive(Debug)]
pub struct Leash(Child);

impl Leash {
    pub fn start(command: &mut Command) -> io::Result<Self> {
        let child = command.spawn();
        let told = |error: Error| Error::new(error.kind(), format!("{command:?}: {error}"));
        child.map(Self).map_err(told)
    }

    pub fn id(&self) -> u32 {
        self.0.id()
    }

    /// Its standard input, once, where that was asked for.
    pub fn stdin(&mut self) -> Option<ChildStdin> {
        self.0.stdin.take()
    }

    /// What it prints, once, where that was asked for.
    pub fn lines(&mut self) -> Option<Lines> {
        self.0.stdout.take().map(Lines::of)
    }

    /// How it has ended, if it has.
    pub fn ended(&mut self) -> io::Result<Option<ExitStatus>> {
        self.0.try_wait()
    }

    /// Waits until it has ended by itself; after the limit it is ended by force.
    pub fn wait(&mut self, limit: Duration) -> io::Result<Ended> {
        match self.ended_within(limit)? {
            Some(status) => Ok(Ended::ByItself(status)),
            None => self.kill().map(|()| Ended::ByForce),
        }
    }

    /// Asks it to end, as the end of a session does; after the limit it is ended by force.
    #[cfg(unix)]
    pub fn end(&mut self, limit: Duration) -> io::Result<Ended> {
        self.signal(Signal::TERM)?;
        self.wait(limit)
    }

    /// As a crash ends it. What has ended before is left as it is.
    pub fn kill(&mut self) -> io::Result<()> {
        self.0.kill()?;
        let ended = self.ended_within(PLENTY)?;
        ended.map(|_| ()).ok_or_else(|| late("the end of a program that was killed", PLENTY))
    }

    #[cfg(unix)]
    pub fn signal(&self, signal: Signal) -> io::Result<()> {
        Ok(rustix::process::kill_process(rustix::process::Pid::from_child(&self.0), signal)?)
    }

    /// What it prints until it ends. After the limit it is ended by force, which is an error.
    pub fn output(mut self, limit: Duration) -> io::Result<Output> {
        let began = Instant::now();
        let (stdout, stderr) = (all_of(self.0.stdout.take()), all_of(self.0.stderr.take()));
        let Ended::ByItself(status) = self.wait(limit)? else {
            return Err(late("the end of a program", limit));
        };
        // Another program that it started may have its output open for longer than it lives.
        let left = || limit.saturating_sub(began.elapsed()) + Duration::from_secs(1);
        let whole = |said: Receiver<Vec<u8>>| {
            said.recv_timeout(left()).map_err(|_| late("the end of what a program prints", limit))
        };
        Ok(Output { status, stdout: whole(stdout)?, stderr: whole(stderr)? })
    }

    fn ended_within(&mut self, limit: Duration) -> io::Result<Option<ExitStatus>> {
        let began = Instant::now();
        let mut pause = Duration::from_millis(1);
        loop {
            if let Some(status) = self.ended()? {
                return Ok(Some(status));
            }
            if began.elapsed() >= limit {
                return Ok(None);
            }
            sleep(pause);
            pause = (pause * 2).min(Duration::from_millis(20));
        }
    }
}

impl Drop for Leash {
    fn drop(&mut self) {
        let _ = self.kill();
    }
}

/// Runs a program to its end, with nothing to read; what it prints is kept.
pub fn output(command: &mut Command, limit: Duration) -> io::Result<Output> {
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let name = format!("{command:?}");
    let told = |error: Error| Error::new(error.kind(), format!("{name}: {error}"));
    Leash::start(command)?.output(limit).map_err(told)
}

/// Runs a program to its end; what it prints goes where the command says.
pub fn status(command: &mut Command, limit: Duration) -> io::Result<Ended> {
    Leash::start(command)?.wait(limit)
}

/// Ends every process that has this in its environment, and waits until none is left: whatever
/// was started by what was started. A process that has written over its environment is not found.
#[cfg(target_os = "linux")]
pub fn end_all(variable: &str, value: impl AsRef<OsStr>) -> io::Result<()> {
    let wanted = [variable.as_bytes(), b"=", value.as_ref().as_encoded_bytes()].concat();
    let began = Instant::now();
    loop {
        let all = std::fs::read_dir("/proc")?.flatten();
        let ids = all.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
        let ours: Vec<u32> =
            ids.filter(|id| *id != std::process::id() && has(*id, &wanted)).collect();
        if ours.is_empty() {
            return Ok(());
        }
        if began.elapsed() > PLENTY {
            return Err(late(&format!("the end of {ours:?}"), PLENTY));
        }
        ours.into_iter().for_each(kill);
        sleep(Duration::from_millis(5));
    }
}

/// None that has ended and only waits to be collected: it has no environment any more.
#[cfg(target_os = "linux")]
fn has(id: u32, variable: &[u8]) -> bool {
    let environment = std::fs::read(format!("/proc/{id}/environ")).unwrap_or_default();
    environment.split(|byte| *byte == 0).any(|each| each == variable)
}

/// As a crash ends it. One that is gone is left so.
#[cfg(unix)]
pub fn kill(id: u32) {
    let id = i32::try_from(id).ok().and_then(rustix::process::Pid::from_raw);
    let _ = id.map(|id| rustix::process::kill_process(id, Signal::KILL));
}

/// Lines as they come, each with its end where it has one.
pub struct Lines(Receiver<String>);

impl Lines {
    fn of(stdout: impl Read + Send + 'static) -> Self {
        let (tell, lines) = channel();
        spawn(move || {
            let mut stdout = BufReader::new(stdout);
            let mut line = Vec::new();
            while stdout.read_until(b'\n', &mut line).is_ok_and(|size| size > 0) {
                if tell.send(String::from_utf8_lossy(&line).into_owned()).is_err() {
                    break;
                }
                line.clear();
            }
        });
        Self(lines)
    }

    /// The next one; none where there will be no more.
    pub fn next(&self, limit: Duration) -> io::Result<Option<String>> {
        match self.0.recv_timeout(limit) {
            Ok(line) => Ok(Some(line)),
            Err(RecvTimeoutError::Disconnected) => Ok(None),
            Err(RecvTimeoutError::Timeout) => Err(late("a line", limit)),
        }
    }

    /// The next one, which there has to be, without its end.
    pub fn expect(&self, limit: Duration) -> io::Result<String> {
        let line = self.next(limit)?;
        let line = line.ok_or_else(|| Error::new(ErrorKind::UnexpectedEof, "it said nothing"))?;
        Ok(line.trim().to_owned())
    }
}

fn all_of(stream: Option<impl Read + Send + 'static>) -> Receiver<Vec<u8>> {
    let (tell, said) = channel();
    spawn(move || {
        let mut all = Vec::new();
        if let Some(mut stream) = stream {
            let _ = stream.read_to_end(&mut all);
        }
        let _ = tell.send(all);
    });
    said
}

fn late(what: &str, limit: Duration) -> Error {
    Error::new(ErrorKind::TimedOut, format!("{what} did not come in {} s", limit.as_secs()))
}
