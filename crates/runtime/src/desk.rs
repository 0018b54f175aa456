//! The running program without its window: takes Intents and answers with a View, carries
//! out Effects, and publishes a View where something changes by itself.

mod updating;

use std::io::ErrorKind;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::{mpsc, oneshot};
use tokio::task::AbortHandle;

use crate::journal::Journal;
use crate::practise;
use checkup::{Checkup, Line};
use connectwise::find::find;
use ground::secret::Secret;
use setup::outside::NoText;
use setup::practice::Situation;
use setup::{Able, Connection, Document, Effect, Event, Filed, Held, Intent, Setup, Wish};
use system::clipboard::{Clipboard, Ended, Minute};
use system::downloads::{self, Ending, Outside};
use system::machine;
use system::vault::{CLIENT_ID_ACCOUNT, Vault};
use updates::{Updates, read_policy};
use view::types::{Shown, View};
use view::{copies, record, result, view};

const SLOW_AFTER: Duration = Duration::from_secs(5);
/// How long another program may take to hand over what it has put on the clipboard.
const READ_FOR: Duration = Duration::from_secs(5);
/// How long another program may keep a secret from being cleared before that is said.
const HELD_FOR: Duration = Duration::from_secs(5);
/// How often it is tried again, then and later.
const CLEAR_AGAIN: Duration = Duration::from_millis(500);
const CLEAR_LATER: Duration = Duration::from_secs(5);

/// What the desk is started with.
pub struct Start {
    /// Where progress is kept; integration files added by hand lie in `integrations` there.
    pub folder: PathBuf,
    /// Where a result is saved as a file.
    pub downloads: PathBuf,
    pub vault: Vault,
    pub clipboard: Clipboard,
    /// Keywright's own client ID, where the program was built with one.
    pub client_id: Option<Secret>,
    /// What draws the window, as it calls its own version.
    pub web_view: Option<String>,
    pub window: Frame,
    /// None where this build knows no place to look for a newer version.
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
pub struct Desk(Arc<Inner>);

struct Inner {
    setup: Mutex<Setup>,
    opened: Instant,
    stage: Mutex<Stage>,
    clipboard: Clipboard,
    downloads: PathBuf,
    window: Frame,
    vault: Vault,
    vault_jobs: mpsc::UnboundedSender<VaultJob>,
    journal_jobs: mpsc::UnboundedSender<Vec<Connection>>,
    practice: Mutex<Option<practise::Running>>,
    check: Mutex<Option<AbortHandle>>,
    updates: updating::Counter,
}

/// An effect, with what it calls by name looked up.
enum Job {
    Effect(Effect),
    Copy(copies::Copy),
    Open(String),
    SaveText { name: String, text: String },
    SaveDocument { document: Document, file: record::File, open: bool },
}

/// Calls to the keychain, one after another: a later write must not be overtaken.
enum VaultJob {
    Keep {
        run: u32,
        connection: String,
        label: String,
        item: Secret,
        held: Box<Held>,
    },
    /// Answers when everything before it is done.
    Flush(oneshot::Sender<()>),
    Recall {
        connection: String,
    },
    RecallClientId,
    RememberClientId(Secret),
    ForgetClientId,
    Remove {
        connection: String,
    },
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // A panic elsewhere must not take the person's progress with it.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Desk {
    /// Loads what is on disk and starts working. Call it inside a tokio runtime.
    pub fn start(start: Start) -> Self {
        let mut journal = Journal::open(&start.folder);
        let (mut good, mut bad) = integration::built_in();
        let (added, broken) = integration::added_by_hand(&start.folder.join("integrations"), &good);
        good.extend(added);
        bad.extend(broken);
        let mut setup = Setup::new((good, bad), journal.load(), start.client_id);
        setup.diary.begin(jiff::Timestamp::now());
        setup.machine = machine::here(start.web_view.as_deref());
        setup.window.able = start.window.able;
        setup.updates.about = start.updates.as_ref().map(|updates| updates.about.clone());
        setup.updates.policy = read_policy(&start.policy);
        let (vault_jobs, vault_work) = mpsc::unbounded_channel();
        let (journal_jobs, journal_work) = mpsc::unbounded_channel();
        let desk = Self(Arc::new(Inner {
            setup: Mutex::new(setup),
            opened: Instant::now(),
            stage: Mutex::default(),
            clipboard: start.clipboard,
            downloads: start.downloads,
            window: start.window,
            vault: start.vault.clone(),
            vault_jobs,
            journal_jobs,
            practice: Mutex::new(None),
            check: Mutex::new(None),
            updates: updating::Counter::new(start.updates.map(|updates| updates.courier)),
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

    fn learn(&self, event: Event) {
        let effects = self.change(|setup| setup.learn(event));
        self.publish();
        self.follow(effects);
    }

    /// Changes the Setup. What goes to disk and keychain is queued before anybody else can
    /// change it: values of a moment ago must not be written over newer ones.
    fn change(&self, change: impl FnOnce(&mut Setup) -> Vec<Effect>) -> Vec<Job> {
        let mut setup = lock(&self.0.setup);
        setup.diary.tell_time(self.0.opened.elapsed());
        let effects = change(&mut setup);
        effects.into_iter().filter_map(|effect| self.queue(effect, &setup)).collect()
    }

    /// Queues what belongs into a queue; answers the rest. What an effect calls by name is looked up
    /// here: in the Setup that named it.
    fn queue(&self, effect: Effect, setup: &Setup) -> Option<Job> {
        // A closed channel means the program is ending: nobody waits for these any more.
        let job = match effect {
            Effect::SaveJournal => {
                let _ = self.0.journal_jobs.send(setup.connections.clone());
                return None;
            }
            Effect::Keep { run, connection, label, item, held } => {
                VaultJob::Keep { run, connection, label, item, held }
            }
            Effect::Recall { connection } => VaultJob::Recall { connection },
            Effect::RecallClientId => VaultJob::RecallClientId,
            Effect::RememberClientId(id) => VaultJob::RememberClientId(id),
            Effect::ForgetClientId => VaultJob::ForgetClientId,
            Effect::Remove { connection } => VaultJob::Remove { connection },
            Effect::Copy { what } => return copies::find(setup, &what).map(Job::Copy),
            Effect::OpenLink { link } => return copies::link(setup, &link).map(Job::Open),
            Effect::SaveResult { reader } => {
                let (name, text) = result::file(setup, reader)?;
                return Some(Job::SaveText { name, text });
            }
            Effect::SaveDocument { document, open } => {
                let file = record::file(setup, document, jiff::Zoned::now().date())?;
                return Some(Job::SaveDocument { document, file, open });
            }
            other => return Some(Job::Effect(other)),
        };
        let _ = self.0.vault_jobs.send(job);
        None
    }

    /// Somebody closes the window. It closes at once where nothing would be lost.
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
        let _ = self.0.vault_jobs.send(VaultJob::Flush(done));
        let (cleared, kept) = tokio::join!(
            tokio::time::timeout(within, clear),
            tokio::time::timeout(within, flushed)
        );
        Closed { cleared: cleared.is_ok(), kept: matches!(kept, Ok(Ok(()))) }
    }

    fn follow(&self, jobs: Vec<Job>) {
        for job in jobs {
            match job {
                Job::Effect(effect) => self.carry_out(effect),
                Job::Copy(copy) => self.copy(copy),
                Job::Open(url) => {
                    let worked = downloads::open(&Outside::Link(&url));
                    self.learn(Event::LinkOpened { url, worked });
                }
                Job::SaveText { name, text } => {
                    let folder = self.0.downloads.clone();
                    self.write(move || {
                        let written = downloads::write(&folder, &name, Ending::Text, &text);
                        Event::TextSaved { outcome: written.map(|file| file.path()) }
                    });
                }
                Job::SaveDocument { document, file, open } => {
                    self.save_document(document, file, open);
                }
            }
        }
    }

    fn copy(&self, copies::Copy { text, secret, name }: copies::Copy) {
        // Here, so that of two presses the later one is on the clipboard.
        let written = self.0.clipboard.write(text, secret);
        let desk = self.clone();
        tokio::spawn(async move {
            desk.copied(written.await.ok().flatten(), secret, name).await;
        });
    }

    fn save_document(&self, document: Document, file: record::File, open: bool) {
        let folder = self.0.downloads.clone();
        self.write(move || {
            let written = downloads::write(&folder, &file.name, Ending::Html, &file.html);
            let filed = written.map(|written| Filed {
                document,
                of: file.of,
                opened: open.then(|| downloads::open(&Outside::Document(&written))),
                path: written.path(),
            });
            Event::DocumentSaved { outcome: filed }
        });
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

    fn carry_out(&self, effect: Effect) {
        let desk = self.clone();
        match effect {
            Effect::SaveJournal
            | Effect::Keep { .. }
            | Effect::Recall { .. }
            | Effect::RecallClientId
            | Effect::RememberClientId(_)
            | Effect::ForgetClientId
            | Effect::Remove { .. }
            | Effect::Copy { .. }
            | Effect::OpenLink { .. }
            | Effect::SaveResult { .. }
            | Effect::SaveDocument { .. } => {} // queued or looked up already
            Effect::ProveVault { run } => self.prove_vault(run),
            Effect::StartPractice { integration, situation } => {
                tokio::spawn(async move { desk.start_practice(&integration, situation).await });
            }
            Effect::PutRight => {
                let tenant = lock(&self.0.practice).as_mut().map(|running| {
                    running.put_right();
                    running.tenant.clone()
                });
                if let Some(tenant) = tenant {
                    self.learn(Event::PracticeRuns(tenant));
                }
            }
            Effect::StopPractice => *lock(&self.0.practice) = None,
            Effect::Find { run, site, company, wire } => {
                tokio::spawn(async move {
                    let outcome = find(&wire, site, &company).await;
                    desk.learn(Event::Found { run, outcome });
                });
            }
            Effect::ReadClipboard { field } => {
                tokio::spawn(async move {
                    // Everything pressed since waits for it.
                    let text = tokio::time::timeout(READ_FOR, desk.0.clipboard.read()).await;
                    let text = text.unwrap_or(Err(NoText::Held));
                    desk.learn(Event::ClipboardRead { field, text });
                });
            }
            Effect::Close => (self.0.window.close)(),
            Effect::Ask(wish) => {
                if !(self.0.window.carry_out)(wish) {
                    self.learn(Event::Refused(wish));
                }
            }
            Effect::Check { run, checkup, line } => self.check(run, *checkup, line),
            Effect::LookForUpdate { run } => self.look_for_update(run),
            Effect::FetchUpdate { run } => self.fetch_update(run),
            Effect::StopUpdate => self.stop_update(),
            Effect::InstallUpdate { run } => self.install_update(run),
            Effect::SaveUpdate { run } => self.save_update(run),
            Effect::CancelCheck => {
                if let Some(check) = lock(&self.0.check).take() {
                    check.abort();
                }
            }
        }
    }

    /// Writes beside everything else, and learns what came of it.
    fn write(&self, work: impl FnOnce() -> Event + Send + 'static) {
        let desk = self.clone();
        tokio::task::spawn_blocking(move || desk.learn(work()));
    }

    async fn keep_vault(self, vault: Vault, mut jobs: mpsc::UnboundedReceiver<VaultJob>) {
        while let Some(job) = jobs.recv().await {
            match job {
                VaultJob::Keep { run, connection, label, item, held } => {
                    let outcome = self.waited_for(vault.put(connection.clone(), label, item)).await;
                    self.learn(Event::Kept { run, connection, held, outcome });
                }
                VaultJob::Flush(done) => {
                    let _ = done.send(());
                }
                VaultJob::Recall { connection } => {
                    let outcome = self.waited_for(vault.get(connection.clone())).await;
                    self.learn(Event::Recalled { connection, outcome });
                }
                VaultJob::RecallClientId => {
                    let found = self.waited_for(vault.get(CLIENT_ID_ACCOUNT.into())).await;
                    self.learn(Event::ClientIdRecalled(found.ok().flatten()));
                }
                // Only a convenience: a failure here costs one more paste next time.
                VaultJob::RememberClientId(id) => {
                    let label = "Keywright: client ID".to_owned();
                    let _ = self.waited_for(vault.put(CLIENT_ID_ACCOUNT.into(), label, id)).await;
                }
                // One that stays is found by `--forget-keys`.
                VaultJob::ForgetClientId => {
                    let _ = self.waited_for(vault.remove(CLIENT_ID_ACCOUNT.into())).await;
                }
                VaultJob::Remove { connection } => {
                    let outcome = self.waited_for(vault.remove(connection.clone())).await;
                    self.learn(Event::Removed { connection, outcome });
                }
            }
        }
    }

    /// What a call to the keychain came to. A person is told when it takes long: it may be
    /// asking for a password, and everything after it waits.
    async fn waited_for<T>(&self, call: impl Future<Output = T>) -> T {
        tokio::pin!(call);
        tokio::select! {
            outcome = &mut call => outcome,
            () = tokio::time::sleep(self.0.vault.patience().tell_after) => {
                self.learn(Event::VaultWaits(true));
                let outcome = call.await;
                self.learn(Event::VaultWaits(false));
                outcome
            }
        }
    }

    async fn keep_journal(
        self,
        journal: Journal,
        mut jobs: mpsc::UnboundedReceiver<Vec<Connection>>,
    ) {
        while let Some(mut connections) = jobs.recv().await {
            // Only the newest of what has piled up is worth writing.
            while let Ok(newer) = jobs.try_recv() {
                connections = newer;
            }
            let writing = journal.clone();
            let outcome = tokio::task::spawn_blocking(move || writing.save(&connections)).await;
            self.learn(match outcome {
                Ok(Ok(())) => Event::JournalSaved,
                Ok(Err(error)) => Event::JournalNotSaved {
                    kind: error.kind(),
                    reason: ground::files::reason(&error),
                },
                Err(_) => Event::JournalNotSaved {
                    kind: ErrorKind::Interrupted,
                    reason: "the write was broken off".to_owned(),
                },
            });
        }
    }

    fn prove_vault(&self, run: u32) {
        let desk = self.clone();
        tokio::spawn(self.clone().ask_whose());
        tokio::spawn(async move {
            let proof = desk.0.vault.prove();
            tokio::pin!(proof);
            let outcome = tokio::select! {
                outcome = &mut proof => outcome,
                () = tokio::time::sleep(desk.0.vault.patience().tell_after) => {
                    desk.learn(Event::VaultSlow { run });
                    proof.await
                }
            };
            desk.learn(Event::VaultProved { run, outcome });
        });
    }

    /// Another program may offer the keychain by now.
    async fn ask_whose(self) {
        let keeper = self.0.vault.keeper().await;
        self.learn(Event::KeptBy(keeper));
    }

    async fn start_practice(&self, id: &str, situation: Situation) {
        let integration = lock(&self.0.setup).integrations.iter().find(|i| *i.id == *id).cloned();
        let Some(integration) = integration else { return };
        match practise::start(&integration, situation).await {
            Ok(running) => {
                let tenant = running.tenant.clone();
                *lock(&self.0.practice) = Some(running);
                self.learn(Event::PracticeRuns(tenant));
            }
            Err(_) => self.learn(Event::PracticeFailed),
        }
    }

    async fn copied(&self, copy: Option<u32>, secret: bool, name: String) {
        self.learn(Event::ClipboardWritten { name, secret, copy });
        if let (true, Some(copy)) = (secret, copy) {
            Minute::begin().ends().await;
            let cleared = self.cleared(copy).await;
            self.learn(Event::ClipboardEnded { copy, cleared });
        }
    }

    /// Whether it was taken off, or something else was there: tried until either is known.
    async fn cleared(&self, copy: u32) -> bool {
        let began = tokio::time::Instant::now();
        let mut told = false;
        loop {
            match self.0.clipboard.clear(copy).await {
                Ended::Cleared => return true,
                Ended::Replaced => return false,
                Ended::Held if !told && began.elapsed() >= HELD_FOR => {
                    told = true;
                    self.learn(Event::ClipboardHeld { copy });
                }
                Ended::Held => {}
            }
            tokio::time::sleep(if told { CLEAR_LATER } else { CLEAR_AGAIN }).await;
        }
    }

    fn check(&self, run: u32, checkup: Checkup, line: Option<Line>) {
        let desk = self.clone();
        let task = tokio::spawn(async move {
            let tell = |finding| desk.learn(Event::Finding { run, finding });
            let work = async {
                match &line {
                    Some(line) => checkup.run_line(line, &tell).await,
                    None => checkup.run(&tell).await,
                }
            };
            tokio::pin!(work);
            tokio::select! {
                () = &mut work => {}
                () = tokio::time::sleep(SLOW_AFTER) => {
                    desk.learn(Event::CheckSlow { run });
                    work.await;
                }
            }
            desk.learn(Event::CheckEnded { run });
        });
        if let Some(before) = lock(&self.0.check).replace(task.abort_handle()) {
            before.abort();
        }
    }
}
