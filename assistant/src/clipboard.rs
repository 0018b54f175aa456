//! The clipboard, written by Rust alone: secrets are marked so that clipboard histories
//! leave them out, and cleared after a minute and at the end, if nobody has copied
//! anything else since.
//!
//! On a thread of its own: reading can wait for another program, and on X11 the text lives
//! only as long as the program that offers it.

use std::sync::mpsc::{Sender, channel};
use std::thread::sleep;
use std::time::{Duration, Instant};

use arboard::{Clipboard as System, Error};
use tokio::sync::oneshot;

use crate::secret::Secret;

/// Seconds until a copied secret is cleared.
pub const CLEARED_AFTER: u32 = 60;

/// On Windows one program at a time may look, and histories look at everything that is copied.
const TRIES: usize = 10;
const BETWEEN: Duration = Duration::from_millis(50);
/// How long X11's owner of a text is waited for. After that the library says "no text".
const SILENCE: Duration = Duration::from_secs(4);

/// Why there is no text to paste.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoText {
    /// Nothing is there, or no text: a picture, a file.
    Empty,
    /// Another program holds the clipboard, or does not hand over what it put there.
    Held,
    /// No clipboard can be reached.
    Unreadable,
}

enum Job {
    Write {
        text: Secret,
        conceal: bool,
        done: oneshot::Sender<Option<u32>>,
    },
    Read(oneshot::Sender<Result<Secret, NoText>>),
    /// This copy, or with none: whichever is there.
    Clear {
        copy: Option<u32>,
        done: oneshot::Sender<bool>,
    },
}

/// A handle to the clipboard's thread. Cheap to clone.
#[derive(Clone)]
pub struct Clipboard {
    jobs: Sender<Job>,
}

impl Clipboard {
    pub fn start() -> Self {
        let (jobs, work) = channel::<Job>();
        // If no thread can be had, every call says "did not work".
        let _ = std::thread::Builder::new().name("clipboard".into()).spawn(move || {
            let mut desk = Desk { system: None, copies: 0, secret: None };
            while let Ok(job) = work.recv() {
                desk.does(job);
            }
        });
        Self { jobs }
    }

    /// Puts a text there at once, after whatever was asked before; the number of the copy
    /// when it worked.
    pub fn write(&self, text: Secret, conceal: bool) -> oneshot::Receiver<Option<u32>> {
        self.ask(|done| Job::Write { text, conceal, done })
    }

    /// The text there. Can wait long for a program that does not hand its text over.
    pub async fn read(&self) -> Result<Secret, NoText> {
        self.ask(Job::Read).await.unwrap_or(Err(NoText::Unreadable))
    }

    /// Takes a copied secret off again; false where something else has been copied since,
    /// here or in another program.
    pub async fn clear(&self, copy: u32) -> bool {
        self.ask(|done| Job::Clear { copy: Some(copy), done }).await.unwrap_or(false)
    }

    /// The same for whichever secret is there.
    pub async fn clear_secret(&self) {
        let _ = self.ask(|done| Job::Clear { copy: None, done }).await;
    }

    fn ask<T>(&self, job: impl FnOnce(oneshot::Sender<T>) -> Job) -> oneshot::Receiver<T> {
        let (tell, told) = oneshot::channel();
        // Without the thread nobody answers, and whoever waits learns that.
        let _ = self.jobs.send(job(tell));
        told
    }
}

struct Desk {
    system: Option<System>,
    copies: u32,
    /// What was written last, while it is a secret, and which copy that was.
    secret: Option<(u32, Secret)>,
}

impl Desk {
    /// Opened when first needed: a session may have none.
    fn system(&mut self) -> Option<&mut System> {
        if self.system.is_none() {
            self.system = System::new().ok();
        }
        self.system.as_mut()
    }

    fn does(&mut self, job: Job) {
        // Answers nobody waits for any more are dropped.
        match job {
            Job::Write { text, conceal, done } => {
                let worked = self.system().is_some_and(|system| put(system, &text, conceal));
                self.copies += u32::from(worked);
                self.secret = (worked && conceal).then_some((self.copies, text));
                let _ = done.send(worked.then_some(self.copies));
            }
            // Given up while another one was being read: that may have taken long.
            Job::Read(done) if done.is_closed() => {}
            Job::Read(done) => {
                let text = self.system().map_or(Err(NoText::Unreadable), read);
                let _ = done.send(text);
            }
            Job::Clear { copy, done } => {
                let meant = |(number, _): &mut (u32, Secret)| copy.is_none_or(|it| it == *number);
                let cleared = self.secret.take_if(meant).is_some_and(|(_, secret)| {
                    self.system().is_some_and(|system| take_off(system, &secret))
                });
                let _ = done.send(cleared);
            }
        }
    }
}

fn read(system: &mut System) -> Result<Secret, NoText> {
    let started = Instant::now();
    for _ in 0..TRIES {
        match system.get_text() {
            Err(Error::ClipboardOccupied) => sleep(BETWEEN),
            Err(error) => return Err(no_text(&error, started.elapsed())),
            Ok(text) => return Ok(Secret::new(text)),
        }
    }
    Err(NoText::Held)
}

fn no_text(error: &Error, took: Duration) -> NoText {
    match error {
        // Some programs hand over their picture whatever they are asked for.
        Error::ConversionFailure => NoText::Empty,
        Error::Unknown { description } if description.contains("incorrect type") => NoText::Empty,
        Error::ContentNotAvailable if took < SILENCE => NoText::Empty,
        Error::ContentNotAvailable | Error::ClipboardOccupied => NoText::Held,
        _ => NoText::Unreadable,
    }
}

/// Whether it was still there, and is not any more.
fn take_off(system: &mut System, secret: &Secret) -> bool {
    system.get_text().is_ok_and(|now| Secret::new(now) == *secret) && system.clear().is_ok()
}

fn put(system: &mut System, text: &Secret, conceal: bool) -> bool {
    let set = system.set();
    #[cfg(target_os = "linux")]
    let set = {
        use arboard::SetExtLinux;
        if conceal { set.exclude_from_history() } else { set }
    };
    #[cfg(windows)]
    let set = {
        use arboard::SetExtWindows;
        if conceal {
            set.exclude_from_monitoring().exclude_from_cloud().exclude_from_history()
        } else {
            set
        }
    };
    #[cfg(target_os = "macos")]
    let set = {
        use arboard::SetExtApple;
        if conceal { set.exclude_from_history() } else { set }
    };
    set.text(text.expose()).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn held_is_told_from_empty() {
        let at_once = Duration::from_millis(20);
        let cases = [
            (Error::ContentNotAvailable, at_once, NoText::Empty),
            // An owner that did not answer for one of the forms of a text.
            (Error::ContentNotAvailable, SILENCE, NoText::Held),
            (Error::ClipboardOccupied, at_once, NoText::Held),
            (Error::ConversionFailure, at_once, NoText::Empty),
            (
                Error::Unknown { description: "incorrect type received".into() },
                at_once,
                NoText::Empty,
            ),
            (Error::ClipboardNotSupported, at_once, NoText::Unreadable),
            (Error::Unknown { description: "no display".into() }, SILENCE, NoText::Unreadable),
        ];
        for (error, took, expected) in cases {
            assert_eq!(no_text(&error, took), expected, "{error:?} after {took:?}");
        }
    }
}
