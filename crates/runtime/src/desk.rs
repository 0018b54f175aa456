//! The running program without its window: takes Intents and answers with a View, carries
//! out Effects, and publishes a View when something changes by itself.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use tokio::sync::{mpsc, oneshot};
use tokio::task::AbortHandle;

use crate::journal::Journal;
use crate::practise;
use crate::tasks::{KeychainTask, Task, UpdateRunner, lock};
use ground::secret::Secret;
use setup::{Able, Connection, Effect, Event, Intent, Moment, Named, Opening, Setup, Wish};
use system::clipboard::Clipboard;
use system::machine;
use system::vault::Vault;
use updates::{Updates, read_policy};
use view::types::{Shown, View};
use view::{copies, record, result, view};

/// What the desk is started with.
pub struct Start {
    /// Where progress is kept; integration files added by hand lie in `integrations` there.
    pub folder: PathBuf,
    /// Where a result is saved as a file.
    pub downloads: PathBuf,
    pub vault: Vault,
    pub clipboard: Clipboard,
    /// Keywright's own client ID, if the program was built with one.
    pub client_id: Option<Secret>,
    /// What draws the window, as it calls its own version.
    pub web_view: Option<String>,
    pub window: Frame,
    /// None if this build knows no place to look for a newer version.
    pub updates: Option<Updates>,
    /// The folder of the file in which this machine's administrators lay down what may be done.
    pub policy: PathBuf,
}

/// The window around what is shown: what it can do here, and the hand that does it, which
/// answers whether that worked.
pub struct Frame {
    pub able: Able,
    pub carry_out: Box<dyn Fn(Wish) -> bool + Send + Sync>,
    /// Closes it, and asks no more.
    pub close: Box<dyn Fn() + Send + Sync>,
}

/// What was seen to before the program ends, as far as there was time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Closed {
    /// No copied secret is on the clipboard.
    pub cleared: bool,
    /// The keychain has answered whatever it was asked for.
    pub kept: bool,
}

type Publish = Box<dyn Fn(Shown) + Send>;

/// What the window has been told.
#[derive(Default)]
struct Stage {
    last: Option<Shown>,
    publish: Option<Publish>,
}

/// A handle to the running assistant. Cheap to clone.
#[derive(Clone)]
pub struct Desk(pub(crate) Arc<Inner>);

pub(crate) struct Inner {
    pub(crate) setup: Mutex<Setup>,
    pub(crate) opened: Instant,
    stage: Mutex<Stage>,
    pub(crate) clipboard: Clipboard,
    pub(crate) downloads: PathBuf,
    pub(crate) window: Frame,
    pub(crate) vault: Vault,
    pub(crate) vault_jobs: mpsc::UnboundedSender<KeychainTask>,
    pub(crate) journal_jobs: mpsc::UnboundedSender<Vec<Connection>>,
    pub(crate) practice: Mutex<Option<practise::Running>>,
    pub(crate) check: Mutex<Option<AbortHandle>>,
    pub(crate) updates: UpdateRunner,
}

fn moment(opened: Instant) -> Moment {
    let now = Timestamp::now();
    Moment {
        now: Timestamp::from_second(now.as_second()).unwrap_or(now),
        open_for: opened.elapsed(),
        chance: rand::random(),
    }
}

fn today(setup: &Setup) -> Date {
    setup.moment.now.to_zoned(setup.zone.clone()).date()
}

impl Desk {
    /// Loads what is on disk and starts working. Call it inside a tokio runtime.
    pub fn start(start: Start) -> Self {
        let mut journal = Journal::open(&start.folder);
        let (mut good, mut bad) = integration::built_in();
        let (added, broken) = integration::added_by_hand(&start.folder.join("integrations"), &good);
        good.extend(added);
        bad.extend(broken);
        let opened = Instant::now();
        let setup = Setup::new(Opening {
            integrations: (good, bad),
            connections: journal.load(),
            built_in_client_id: start.client_id,
            moment: moment(opened),
            zone: TimeZone::system(),
            machine: machine::here(start.web_view.as_deref()),
            able: start.window.able,
            about: start.updates.as_ref().map(|updates| updates.about.clone()),
            policy: read_policy(&start.policy),
        });
        let (vault_jobs, vault_work) = mpsc::unbounded_channel();
        let (journal_jobs, journal_work) = mpsc::unbounded_channel();
        let desk = Self(Arc::new(Inner {
            setup: Mutex::new(setup),
            opened,
            stage: Mutex::default(),
            clipboard: start.clipboard,
            downloads: start.downloads,
            window: start.window,
            vault: start.vault.clone(),
            vault_jobs,
            journal_jobs,
            practice: Mutex::new(None),
            check: Mutex::new(None),
            updates: UpdateRunner::new(start.updates.map(|updates| updates.courier)),
        }));
        tokio::spawn(desk.clone().ask_whose());
        tokio::spawn(desk.clone().keep_vault(start.vault, vault_work));
        tokio::spawn(desk.clone().keep_journal(journal, journal_work));
        desk
    }

    /// Sends the present View to `publish`, and from now on every one that answers no [`act`].
    ///
    /// [`act`]: Self::act
    pub fn watch(&self, publish: impl Fn(Shown) + Send + 'static) {
        let mut stage = lock(&self.0.stage);
        publish(self.show(&mut stage).0);
        stage.publish = Some(Box::new(publish));
    }

    /// What the window shows now.
    pub fn view(&self) -> View {
        view(&lock(&self.0.setup))
    }

    /// Takes what a person did, and answers with what they are to see.
    pub fn act(&self, intent: Intent) -> Shown {
        let effects = self.change(|setup| setup.act(intent));
        let shown = self.show(&mut lock(&self.0.stage)).0;
        self.follow(effects);
        shown
    }

    pub(crate) fn learn(&self, event: Event) {
        let effects = self.change(|setup| setup.learn(event));
        self.publish();
        self.follow(effects);
    }

    /// Changes the Setup. What goes to disk and keychain is queued before anybody else can
    /// change it: values of a moment ago must not be written over newer ones.
    fn change(&self, change: impl FnOnce(&mut Setup) -> Vec<Effect>) -> Vec<Task> {
        let mut setup = lock(&self.0.setup);
        setup.at(moment(self.0.opened));
        let effects = change(&mut setup);
        effects.into_iter().filter_map(|effect| self.queue(effect, &setup)).collect()
    }

    /// Queues what belongs into a queue; answers the rest. What an effect calls by name is looked up
    /// here: in the Setup that named it.
    fn queue(&self, effect: Effect, setup: &Setup) -> Option<Task> {
        // A closed channel means the program is ending: nobody waits for these any more.
        let named = match effect {
            Effect::SaveJournal => {
                let _ = self.0.journal_jobs.send(setup.connections.clone());
                return None;
            }
            Effect::Vault(job) => {
                let _ = self.0.vault_jobs.send(KeychainTask::Job(job));
                return None;
            }
            Effect::Named(named) => named,
            other => return Some(Task::Effect(other)),
        };
        match named {
            Named::Copy { what } => copies::find(setup, &what).map(Task::Copy),
            Named::OpenLink { link } => copies::link(setup, link).map(Task::Open),
            Named::SaveResult { reader } => {
                let (name, text) = result::file(setup, reader)?;
                Some(Task::SaveText { name, text })
            }
            Named::SaveDocument { document, open } => {
                let file = record::file(setup, document, today(setup))?;
                Some(Task::SaveDocument { document, file, open })
            }
        }
    }

    /// Somebody closes the window. It closes at once if nothing would be lost.
    pub fn ask_to_close(&self) {
        let effects = self.change(|setup| setup.close());
        self.publish();
        self.follow(effects);
    }

    /// Before the program ends: takes a copied secret off the clipboard, and waits for keys on
    /// their way into the keychain. Both at once, and no longer than this: neither a keychain nor
    /// a clipboard that hangs keeps the program from ending.
    pub async fn close(&self, within: Duration) -> Closed {
        let clear = self.0.clipboard.clear_secret();
        let (done, flushed) = oneshot::channel();
        let _ = self.0.vault_jobs.send(KeychainTask::Flush(done));
        let (cleared, kept) = tokio::join!(
            tokio::time::timeout(within, clear),
            tokio::time::timeout(within, flushed)
        );
        Closed { cleared: cleared.is_ok(), kept: matches!(kept, Ok(Ok(()))) }
    }

    fn publish(&self) {
        // Held while sending, so that an older View never comes after a newer one.
        let mut stage = lock(&self.0.stage);
        if let (shown, true) = self.show(&mut stage)
            && let Some(publish) = &stage.publish
        {
            publish(shown);
        }
    }

    /// The present View, and whether it differs from the last one.
    fn show(&self, stage: &mut Stage) -> (Shown, bool) {
        let view = view(&lock(&self.0.setup));
        match &stage.last {
            Some(last) if last.view == view => (last.clone(), false),
            last => {
                let number = last.as_ref().map_or(0, |last| last.number + 1);
                let shown = Shown { number, view };
                stage.last = Some(shown.clone());
                (shown, true)
            }
        }
    }
}
