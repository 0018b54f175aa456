//! The clipboard, written by Rust alone: secrets are marked so that clipboard histories
//! leave them out, and cleared after a minute and at the end, if nobody has copied
//! anything else since.
//!
//! On a thread of its own: reading can wait for another program, and on X11 the text lives
//! only as long as the program that offers it.

use std::sync::mpsc::{Sender, channel};

use arboard::Clipboard as System;
use tokio::sync::oneshot;

use crate::secret::Secret;

/// Seconds until a copied secret is cleared.
pub const CLEARED_AFTER: u32 = 60;

enum Job {
    Write { text: Secret, conceal: bool, done: oneshot::Sender<bool> },
    Read(oneshot::Sender<Option<Secret>>),
    ClearSecret(oneshot::Sender<()>),
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
            let mut desk = Desk { system: None, secret: None };
            while let Ok(job) = work.recv() {
                desk.does(job);
            }
        });
        Self { jobs }
    }

    /// Puts a text there; true when it worked.
    pub async fn write(&self, text: Secret, conceal: bool) -> bool {
        self.ask(|done| Job::Write { text, conceal, done }).await.unwrap_or(false)
    }

    /// The text there; none when there is no text or it cannot be read.
    pub async fn read(&self) -> Option<Secret> {
        self.ask(Job::Read).await.flatten()
    }

    /// Takes the secret written last off again, if it is still there.
    pub async fn clear_secret(&self) {
        self.ask(Job::ClearSecret).await;
    }

    async fn ask<T>(&self, job: impl FnOnce(oneshot::Sender<T>) -> Job) -> Option<T> {
        let (tell, told) = oneshot::channel();
        self.jobs.send(job(tell)).ok()?;
        told.await.ok()
    }
}

struct Desk {
    system: Option<System>,
    /// What was written last, while it is a secret.
    secret: Option<Secret>,
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
                self.secret = (worked && conceal).then_some(text);
                let _ = done.send(worked);
            }
            Job::Read(done) => {
                let text = self.system().and_then(|system| system.get_text().ok());
                let _ = done.send(text.map(Secret::new));
            }
            Job::ClearSecret(done) => {
                if let Some(secret) = self.secret.take()
                    && let Some(system) = self.system()
                    && system.get_text().is_ok_and(|now| Secret::new(now) == secret)
                {
                    let _ = system.clear();
                }
                let _ = done.send(());
            }
        }
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
