//! The clipboard, written by Rust alone: secrets are marked so that clipboard histories
//! leave them out, and cleared after a minute and at the end, if nobody has copied
//! anything else since. Where another program holds the clipboard just then, what was copied
//! is remembered until it is known to be gone.
//!
//! On a thread of its own: reading can wait for another program, and on X11 the text lives
//! only as long as the program that offers it.

use std::sync::mpsc::{Sender, channel};
use std::thread::sleep;
use std::time::{Duration, Instant, SystemTime};

use arboard::{Clipboard as System, Error};
use tokio::sync::oneshot;

use ground::secret::Secret;
use setup::outside::{CLEARED_AFTER, NoText};

/// On Windows one program at a time may look, and histories look at everything that is copied.
const TRIES: usize = 10;
const BETWEEN: Duration = Duration::from_millis(50);
/// How long X11's owner of a text is waited for. After that the library says "no text".
const SILENCE: Duration = Duration::from_secs(4);

/// What became of a copied secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// It was there, and was taken off.
    Cleared,
    /// Something else has been copied since, here or in another program.
    Replaced,
    /// Another program holds the clipboard: it may still be there.
    Held,
}

/// What a clipboard can be asked for. The system's, or one of a test.
pub trait Board {
    fn put(&mut self, text: &Secret, conceal: bool) -> bool;
    fn read(&mut self) -> Result<Secret, NoText>;
    fn empty(&mut self) -> bool;
}

/// A copied secret's minute. A computer that sleeps does not count the time on the clock that
/// only runs forward, and the clock on the wall can be set: it is over when either says so.
pub struct Minute {
    began: tokio::time::Instant,
    began_on_the_wall: SystemTime,
}

impl Minute {
    const LONG: Duration = Duration::from_secs(CLEARED_AFTER as u64);
    /// How often the clock on the wall is looked at.
    const LOOK: Duration = Duration::from_secs(1);

    pub fn begin() -> Self {
        Self { began: tokio::time::Instant::now(), began_on_the_wall: SystemTime::now() }
    }

    pub async fn ends(&self) {
        while let Some(left) = self.left(tokio::time::Instant::now(), SystemTime::now()) {
            tokio::time::sleep(left.min(Self::LOOK)).await;
        }
    }

    fn left(&self, now: tokio::time::Instant, on_the_wall: SystemTime) -> Option<Duration> {
        let passed = now.saturating_duration_since(self.began);
        // None where it was set back: then the other one tells.
        let on_the_wall = on_the_wall.duration_since(self.began_on_the_wall).unwrap_or_default();
        Self::LONG.checked_sub(passed.max(on_the_wall)).filter(|left| !left.is_zero())
    }
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
        done: oneshot::Sender<Ended>,
    },
}

/// A handle to the clipboard's thread. Cheap to clone.
#[derive(Clone)]
pub struct Clipboard {
    jobs: Sender<Job>,
}

impl Clipboard {
    /// The system's own.
    pub fn start() -> Self {
        Self::opened_by(|| Some(Box::new(System::new().ok()?)))
    }

    /// Any other: tests bring one that is held.
    pub fn opened_by(open: impl Fn() -> Option<Box<dyn Board>> + Send + 'static) -> Self {
        let (jobs, work) = channel::<Job>();
        // If no thread can be had, every call says "did not work".
        let _ = std::thread::Builder::new().name("clipboard".into()).spawn(move || {
            let mut desk = Desk { open, board: None, copies: 0, secret: None, held: false };
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

    /// Takes a copied secret off again.
    pub async fn clear(&self, copy: u32) -> Ended {
        // Without the thread nothing was ever copied.
        self.ask(|done| Job::Clear { copy: Some(copy), done }).await.unwrap_or(Ended::Replaced)
    }

    /// The same for whichever secret is there, tried until it is known to be gone.
    pub async fn clear_secret(&self) {
        loop {
            match self.ask(|done| Job::Clear { copy: None, done }).await {
                Ok(Ended::Held) => tokio::time::sleep(BETWEEN).await,
                _ => return,
            }
        }
    }

    fn ask<T>(&self, job: impl FnOnce(oneshot::Sender<T>) -> Job) -> oneshot::Receiver<T> {
        let (tell, told) = oneshot::channel();
        // Without the thread nobody answers, and whoever waits learns that.
        let _ = self.jobs.send(job(tell));
        told
    }
}

struct Desk<O> {
    open: O,
    board: Option<Box<dyn Board>>,
    copies: u32,
    /// What was written last, while it is a secret that may be there, and which copy that was.
    secret: Option<(u32, Secret)>,
    /// Whether another program held it when it was last looked at.
    held: bool,
}

impl<O: Fn() -> Option<Box<dyn Board>>> Desk<O> {
    /// Opened when first needed: a session may have none.
    fn board(&mut self) -> Option<&mut Box<dyn Board>> {
        if self.board.is_none() {
            self.board = (self.open)();
        }
        self.board.as_mut()
    }

    fn does(&mut self, job: Job) {
        // Answers nobody waits for any more are dropped.
        match job {
            Job::Write { text, conceal, done } => {
                let worked = self.board().is_some_and(|board| board.put(&text, conceal));
                // What did not get there has taken nobody's place.
                if worked {
                    self.copies += 1;
                    self.secret = conceal.then_some((self.copies, text));
                }
                let _ = done.send(worked.then_some(self.copies));
            }
            // Given up while another one was being read: that may have taken long.
            Job::Read(done) if done.is_closed() => {}
            Job::Read(done) => {
                let _ = done.send(self.read());
            }
            Job::Clear { done, .. } if done.is_closed() => {}
            Job::Clear { copy, done } => {
                let _ = done.send(self.clear(copy));
            }
        }
    }

    /// On X11 a program that goes on after a halt first answers questions nobody waits for any
    /// more. The server gives the number of the window they came from to the next reader, and
    /// the library takes such an answer for one to its own question: "not in this form". So after
    /// a read that was held, "nothing there" counts only when it stays so.
    fn read(&mut self) -> Result<Secret, NoText> {
        let doubtful = std::mem::take(&mut self.held);
        let Some(board) = self.board() else { return Err(NoText::Unreadable) };
        let mut text = board.read();
        for _ in 0..if doubtful { TRIES } else { 0 } {
            if !matches!(text, Err(NoText::Empty)) {
                break;
            }
            sleep(BETWEEN);
            text = board.read();
        }
        self.held = matches!(text, Err(NoText::Held));
        text
    }

    fn clear(&mut self, copy: Option<u32>) -> Ended {
        let secret = match self.secret.take() {
            Some((number, secret)) if copy.is_none_or(|copy| copy == number) => (number, secret),
            other => {
                self.secret = other;
                return Ended::Replaced;
            }
        };
        let ended = match self.read() {
            Ok(now) if now == secret.1 => {
                let emptied = self.board().is_some_and(|board| board.empty());
                if emptied { Ended::Cleared } else { Ended::Held }
            }
            Ok(_) | Err(NoText::Empty) => Ended::Replaced,
            Err(NoText::Held | NoText::Unreadable) => Ended::Held,
        };
        if ended == Ended::Held {
            self.secret = Some(secret);
        }
        ended
    }
}

impl Board for System {
    fn put(&mut self, text: &Secret, conceal: bool) -> bool {
        put(self, text, conceal)
    }

    fn read(&mut self) -> Result<Secret, NoText> {
        let started = Instant::now();
        for _ in 0..TRIES {
            match self.get_text() {
                Err(Error::ClipboardOccupied) => sleep(BETWEEN),
                Err(error) => return Err(no_text(&error, started.elapsed())),
                Ok(text) => return Ok(Secret::new(text)),
            }
        }
        Err(NoText::Held)
    }

    fn empty(&mut self) -> bool {
        self.clear().is_ok()
    }
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

    /// What a board says, one after the other; at last that it is empty.
    struct Says(std::vec::IntoIter<Result<Secret, NoText>>);

    impl Board for Says {
        fn put(&mut self, _: &Secret, _: bool) -> bool {
            false
        }

        fn read(&mut self) -> Result<Secret, NoText> {
            self.0.next().unwrap_or(Err(NoText::Empty))
        }

        fn empty(&mut self) -> bool {
            false
        }
    }

    /// A program that goes on after a halt: answers to what was asked before pass for "empty".
    #[tokio::test]
    async fn a_text_is_found_behind_late_answers_to_an_earlier_reader() {
        let (held, empty) = (|| Err(NoText::Held), || Err(NoText::Empty));
        let text = || Ok(Secret::new("copied"));
        let cases = [
            (vec![held(), empty(), empty(), text()], vec![held(), text()]),
            (vec![held()], vec![held(), empty()]),
            (vec![held(), held(), empty(), text()], vec![held(), held(), text()]),
            // Nothing was held: what is said first counts.
            (vec![empty(), text(), empty(), text()], vec![empty(), text(), empty(), text()]),
        ];
        for (says, heard) in cases {
            let says = std::sync::Mutex::new(Some(Says(says.into_iter())));
            let clipboard = Clipboard::opened_by(move || {
                Some(Box::new(says.lock().unwrap().take()?) as Box<dyn Board>)
            });
            for expected in heard {
                assert!(clipboard.read().await == expected);
            }
        }
    }

    /// A computer that slept: the clock that only runs forward has not counted that.
    #[tokio::test]
    async fn a_minute_is_over_when_either_clock_says_so() {
        let minute = Minute::begin();
        let (run, wall) = (minute.began, minute.began_on_the_wall);
        let seconds = Duration::from_secs;
        let left = |run, wall| minute.left(run, wall);
        assert_eq!(left(run, wall), Some(seconds(60)));
        assert_eq!(left(run + seconds(20), wall + seconds(20)), Some(seconds(40)));
        assert_eq!(left(run + seconds(5), wall + seconds(9_000)), None, "it slept");
        assert_eq!(left(run + seconds(60), wall), None);
        assert_eq!(left(run + seconds(60), wall - seconds(9_000)), None, "the clock was set back");
        assert_eq!(left(run + seconds(1), wall - seconds(9_000)), Some(seconds(59)));
    }
}
