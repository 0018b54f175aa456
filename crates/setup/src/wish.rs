//! What the Setup asks of its own window. The Setup says what; the program around the window
//! does it, in the function handed to the desk.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One thing the window can be asked for: true for on, false for as it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub enum Wish {
    /// Narrow, as high as the screen, at its right edge: beside ConnectWise.
    Beside(bool),
    KeepOnTop(bool),
    HideFromCapture(bool),
}

/// How well a window is hidden from screen sharing, if it can be at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hiding {
    Whole,
    /// Newer ways of sharing show it all the same.
    Partial,
}

/// What the window can do here. Nothing else is offered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Able {
    pub beside: bool,
    pub on_top: bool,
    pub hiding: Option<Hiding>,
}

/// What the window can do, and what it has been asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    pub able: Able,
    pub beside: bool,
    pub on_top: bool,
    pub hidden: bool,
}

impl Asked {
    pub(super) fn place(&mut self, wish: Wish) -> Option<(&mut bool, bool)> {
        match wish {
            Wish::Beside(on) => self.able.beside.then_some((&mut self.beside, on)),
            Wish::KeepOnTop(on) => self.able.on_top.then_some((&mut self.on_top, on)),
            Wish::HideFromCapture(on) => self.able.hiding.map(|_| (&mut self.hidden, on)),
        }
    }
}
