//! What the window was asked for, and what it could not do.

use super::effect::{Effect, WindowJob};
use super::intent::WindowPress;
use super::state::Setup;
use super::wish::Wish;

impl Setup {
    pub(super) fn window_press(&mut self, press: WindowPress) -> Vec<Effect> {
        match press {
            WindowPress::Ask { wish } => self.wish(wish),
            WindowPress::StayOpen => {
                self.gaps.clear();
                self.closing = false;
                Vec::new()
            }
            WindowPress::CloseAnyway => vec![Effect::Window(WindowJob::Close)],
        }
    }

    fn wish(&mut self, wish: Wish) -> Vec<Effect> {
        match self.window.place(wish) {
            Some((is, on)) if *is != on => {
                *is = on;
                vec![Effect::Window(WindowJob::Ask(wish))]
            }
            _ => Vec::new(),
        }
    }

    /// The window could not: nothing is shown as on that is not.
    pub(super) fn wish_refused(&mut self, wish: Wish) {
        if let Some((is, on)) = self.window.place(wish) {
            *is = !on;
        }
        self.announce("This desktop did not let Keywright change its window.");
    }
}
