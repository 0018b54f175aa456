//! While the clipboard is being read. A press right after Paste is meant for the pasted text, so
//! everything done meanwhile waits for it, and is then carried out in order.

use super::effect::Effect;
use super::intent::{FieldPress, Intent, PlacePress, WalkPress};
use super::names::FieldId;
use super::outside::NoText;
use super::state::{Alert, Setup};
use ground::secret::{Secret, Typed};

impl Setup {
    pub(super) fn paste(&mut self, field: FieldId) -> Vec<Effect> {
        self.pasting = true;
        // It was about the clipboard as it was then.
        self.alert.take_if(|alert| matches!(alert, Alert::NothingPasted(_)));
        vec![Effect::ReadClipboard { field }]
    }

    pub(super) fn pasted(&mut self, field: FieldId, text: Result<Secret, NoText>) -> Vec<Effect> {
        self.pasting = false;
        let mut waited = std::mem::take(&mut self.after_paste);
        let mut effects = match text {
            Ok(text) if !text.expose().trim().is_empty() => {
                self.act(Intent::Field(FieldPress::Fill { field, text: Typed::new(text.expose()) }))
            }
            none => {
                self.alert = Some(Alert::NothingPasted(none.err().unwrap_or(NoText::Empty)));
                // It was meant to go on with the text that is not there.
                waited.retain(|intent| {
                    !matches!(
                        intent,
                        Intent::Walk(WalkPress::Continue) | Intent::Place(PlacePress::Find)
                    )
                });
                Vec::new()
            }
        };
        // Another paste among them: what follows it waits again.
        for intent in waited {
            effects.extend(self.act(intent));
        }
        effects
    }
}
