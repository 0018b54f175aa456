//! What can be asked of the window itself.

use super::types::{Toggle, ToggleKind};
use setup::{Hiding, Intent, Setup, WindowPress, Wish};

pub fn toggles(setup: &Setup) -> Vec<Toggle> {
    let asked = &setup.window;
    let toggle = |kind, label: &str, on: bool, wish: fn(bool) -> Wish, hint: Option<&str>| Toggle {
        kind,
        label: label.into(),
        on,
        press: Intent::Window(WindowPress::Ask { wish: wish(!on) }),
        hint: hint.filter(|_| on).map(str::to_owned),
    };
    let mut toggles = Vec::new();
    if asked.able.beside {
        toggles.push(toggle(
            ToggleKind::Beside,
            "Beside ConnectWise",
            asked.beside,
            Wish::Beside,
            None,
        ));
    }
    if asked.able.on_top {
        toggles.push(toggle(ToggleKind::OnTop, "Keep on top", asked.on_top, Wish::KeepOnTop, None));
    }
    if let Some(hiding) = asked.able.hiding {
        let hint = match hiding {
            Hiding::Whole => "People who watch your screen do not see what is in this window.",
            Hiding::Partial => {
                "Newer ways of sharing still show this window. Pause your share to be sure."
            }
        };
        toggles.push(toggle(
            ToggleKind::Hidden,
            "Hide from screen sharing",
            asked.hidden,
            Wish::HideFromCapture,
            Some(hint),
        ));
    }
    toggles
}
