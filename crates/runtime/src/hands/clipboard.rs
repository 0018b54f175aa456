//! The clipboard: read for a field, written, and cleared of a secret after its minute.

use std::time::Duration;

use crate::desk::Desk;
use setup::outside::NoText;
use setup::{ClipboardEvent, Event, FieldId};
use system::clipboard::{Ended, Minute};
use view::copies;

/// How long another program may take to hand over what it has put on the clipboard.
const READ_FOR: Duration = Duration::from_secs(5);
/// How long another program may keep a secret from being cleared before that is said.
const HELD_FOR: Duration = Duration::from_secs(5);
/// How often it is tried again, then and later.
const CLEAR_AGAIN: Duration = Duration::from_millis(500);
const CLEAR_LATER: Duration = Duration::from_secs(5);

impl Desk {
    pub(super) fn read_clipboard(&self, field: FieldId) {
        let desk = self.clone();
        tokio::spawn(async move {
            // Everything pressed since waits for it.
            let text = tokio::time::timeout(READ_FOR, desk.0.clipboard.read()).await;
            let text = text.unwrap_or(Err(NoText::Held));
            desk.learn(Event::Clipboard(ClipboardEvent::Read { field, text }));
        });
    }

    pub(super) fn copy(&self, copies::Copy { text, secret, name }: copies::Copy) {
        // Here, so that of two presses the later one is on the clipboard.
        let written = self.0.clipboard.write(text, secret);
        let desk = self.clone();
        tokio::spawn(async move {
            desk.copied(written.await.ok().flatten(), secret, name).await;
        });
    }

    async fn copied(&self, copy: Option<u32>, secret: bool, name: String) {
        self.learn(Event::Clipboard(ClipboardEvent::Written { name, secret, copy }));
        if let (true, Some(copy)) = (secret, copy) {
            Minute::begin().ends().await;
            let cleared = self.cleared(copy).await;
            self.learn(Event::Clipboard(ClipboardEvent::Ended { copy, cleared }));
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
                    self.learn(Event::Clipboard(ClipboardEvent::Held { copy }));
                }
                Ended::Held => {}
            }
            tokio::time::sleep(if told { CLEAR_LATER } else { CLEAR_AGAIN }).await;
        }
    }
}
