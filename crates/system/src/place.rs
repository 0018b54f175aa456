//! Where the window stands: remembered between runs, brought back onto a screen that is there,
//! and beside ConnectWise. Figures only; the window itself is in `src-tauri/`.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use ground::files;

pub const SMALLEST: (u32, u32) = (360, 480);
/// At the first start.
pub const USUAL: (u32, u32) = (1120, 780);
const BESIDE: u32 = 400;

/// So much of the upper edge has to be on a screen, for a hand to take hold of the window.
const HOLD: i64 = 120;
/// Room for the frame that a desktop draws around a window of which only the inside is known.
const FRAME: i64 = 40;
const LARGEST: u64 = 4096;

/// The outer corner, in the desktop's own pixels; the inside's size, in pixels of 1/96 inch, so
/// that it is as large to the eye on a screen with another scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    pub x: i32,
    pub y: i32,
    pub width: u32,
    pub height: u32,
}

/// What a screen leaves for windows, in the desktop's own pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Screen {
    pub x: i32,
    pub y: i32,
    pub width: u32,
    pub height: u32,
    pub scale: f64,
}

/// What is remembered: the place it has when it is not maximised, and whether it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remembered {
    #[serde(flatten)]
    pub place: Place,
    pub maximised: bool,
}

impl Screen {
    fn pixels(self, size: u32) -> i64 {
        (f64::from(size) * self.scale).round() as i64
    }

    fn to_the_eye(self, pixels: i64) -> u32 {
        (pixels.max(0) as f64 / self.scale).floor() as u32
    }

    /// How much of the window's upper edge lies here, in pixels.
    fn holds(self, place: Place) -> i64 {
        let (left, right) = (i64::from(self.x), i64::from(self.x) + i64::from(self.width));
        let (top, bottom) = (i64::from(self.y), i64::from(self.y) + i64::from(self.height));
        let x = i64::from(place.x);
        if !(top..bottom - FRAME).contains(&i64::from(place.y)) {
            return 0;
        }
        (x + self.pixels(place.width)).min(right) - x.max(left)
    }
}

/// The place itself where a hand can take hold of it there; else the nearest one that is whole
/// on the first screen. Never smaller than the smallest, nor larger than the screen.
pub fn fitted(place: Place, screens: &[Screen]) -> Place {
    let sized = |screen: &Screen| {
        let within = |size: u32, room: u32, frame: i64, smallest: u32| {
            size.min(screen.to_the_eye(i64::from(room) - frame)).max(smallest)
        };
        Place {
            width: within(place.width, screen.width, 0, SMALLEST.0),
            height: within(place.height, screen.height, FRAME, SMALLEST.1),
            ..place
        }
    };
    let best = screens.iter().max_by_key(|screen| screen.holds(sized(screen)));
    if let Some(screen) = best.filter(|screen| screen.holds(sized(screen)) >= HOLD) {
        return sized(screen);
    }
    let Some(screen) = screens.first() else { return place };
    let Place { width, height, .. } = sized(screen);
    let moved = |at: i32, start: i32, room: u32, size: i64| {
        let last = i64::from(start) + (i64::from(room) - size).max(0);
        i64::from(at).clamp(i64::from(start), last) as i32
    };
    Place {
        x: moved(place.x, screen.x, screen.width, screen.pixels(width)),
        y: moved(place.y, screen.y, screen.height, screen.pixels(height) + FRAME),
        width,
        height,
    }
}

/// Beside ConnectWise: narrow, as high as the screen, at its right edge. `frame` is what the
/// desktop draws around the inside, in its own pixels.
pub fn beside(screen: Screen, frame: (u32, u32)) -> Place {
    let inside = screen.to_the_eye(i64::from(screen.height) - i64::from(frame.1));
    let outside = screen.pixels(BESIDE) + i64::from(frame.0);
    Place {
        x: (i64::from(screen.x) + (i64::from(screen.width) - outside).max(0)) as i32,
        y: screen.y,
        width: BESIDE,
        height: inside.max(SMALLEST.1),
    }
}

/// Follows the window, to know where it goes back to and what to remember.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    whole: Option<Place>,
    /// The place before that one.
    earlier: Option<Place>,
    maximised: bool,
    /// Where it was seen last while it was maximised.
    full: Option<Place>,
    /// Set beside ConnectWise: the frame that was counted with.
    beside: Option<(u32, u32)>,
}

impl Standing {
    pub fn new(remembered: Option<Remembered>) -> Self {
        Self {
            whole: remembered.map(|all| all.place),
            maximised: remembered.is_some_and(|all| all.maximised),
            ..Self::default()
        }
    }

    /// The window was seen here. Beside ConnectWise is not a place to remember.
    pub fn seen(&mut self, place: Place, maximised: bool) {
        if self.beside.is_some() {
            return;
        }
        self.maximised = maximised;
        self.full = maximised.then_some(place);
        if !maximised && self.whole != Some(place) {
            self.earlier = self.whole;
            self.whole = Some(place);
        }
    }

    /// Where it stands beside ConnectWise.
    pub fn go_beside(&mut self, screen: Screen, frame: (u32, u32)) -> Place {
        self.beside = Some(frame);
        beside(screen, frame)
    }

    /// Whether its frame is another than was counted with: that of a maximised window is
    /// thinner, and a desktop changes it later.
    pub fn is_beside_with_another(&self, frame: (u32, u32)) -> bool {
        self.beside.is_some_and(|counted| counted != frame)
    }

    /// Where it goes back to.
    pub fn go_back(&mut self) -> Option<Remembered> {
        self.beside = None;
        self.to_remember()
    }

    pub fn to_remember(&self) -> Option<Remembered> {
        let told_early = self.full.is_some() && self.whole == self.full;
        // Desktops differ in what they tell first, that a window is maximised or its new size.
        // Only a size that stays was told before, and was taken for a place of its own.
        let place = if told_early { self.earlier.or(self.whole) } else { self.whole };
        place.map(|place| Remembered { place, maximised: self.maximised })
    }
}

fn file(folder: &Path) -> PathBuf {
    folder.join("window.json")
}

/// What was written last; nothing if it cannot be understood.
pub fn read(folder: &Path) -> Option<Remembered> {
    let bytes = files::read(&file(folder), LARGEST).ok()?;
    serde_json::from_slice(&bytes).ok()
}

/// Without fuss: where it cannot be written, the next start has the usual size.
pub fn write(folder: &Path, remembered: Remembered) {
    let path = file(folder);
    let fresh = path.with_extension("json.new");
    let Ok(text) = serde_json::to_vec(&remembered) else { return };
    // Of a program that was killed meanwhile.
    let _ = fs::remove_file(&fresh);
    let written = files::create(&fresh)
        .and_then(|mut file| file.write_all(&text))
        .and_then(|()| fs::rename(&fresh, &path));
    if written.is_err() {
        let _ = fs::remove_file(&fresh);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ONE: Screen = Screen { x: 0, y: 0, width: 1920, height: 1040, scale: 1.0 };
    /// To the left of it, and twice as dense.
    const LEFT: Screen = Screen { x: -2880, y: 0, width: 2880, height: 1800, scale: 2.0 };

    fn at(x: i32, y: i32, width: u32, height: u32) -> Place {
        Place { x, y, width, height }
    }

    #[test]
    fn a_place_that_is_still_on_a_screen_is_taken_as_it_was() {
        for place in [at(100, 80, 1120, 780), at(-900, 50, 500, 600), at(1700, 900, 900, 700)] {
            assert_eq!(fitted(place, &[ONE, LEFT]), place);
        }
    }

    #[test]
    fn a_place_on_a_screen_that_is_gone_is_moved_onto_one_that_is_there() {
        assert_eq!(fitted(at(-2000, 300, 900, 700), &[ONE]), at(0, 300, 900, 700));
        assert_eq!(fitted(at(5000, 5000, 900, 700), &[ONE]), at(1020, 300, 900, 700));
        // Larger than what is there, and with a corner that nobody can reach.
        assert_eq!(fitted(at(300, -400, 4000, 3000), &[ONE]), at(0, 0, 1920, 1000));
        let dense = Screen { x: 0, ..LEFT };
        assert_eq!(fitted(at(9000, 0, 1120, 780), &[dense]), at(640, 0, 1120, 780));
    }

    #[test]
    fn beside_is_at_the_right_edge_and_as_high_as_the_screen() {
        assert_eq!(beside(ONE, (2, 30)), at(1518, 0, 400, 1010));
        assert_eq!(beside(LEFT, (0, 56)), at(-800, 0, 400, 872));
        let panel = Screen { x: 60, y: 40, width: 1000, height: 700, scale: 1.0 };
        assert_eq!(beside(panel, (0, 0)), at(660, 40, 400, 700));
    }

    #[test]
    fn neither_beside_nor_the_maximised_size_is_remembered() {
        let (whole, full) = (at(10, 20, 900, 700), at(0, 0, 1920, 1040));
        let mut standing = Standing::new(None);
        standing.seen(at(0, 0, 1120, 780), false);
        standing.seen(whole, false);
        // This desktop tells the size first, then that it is maximised.
        standing.seen(full, false);
        standing.seen(full, true);
        assert_eq!(standing.to_remember(), Some(Remembered { place: whole, maximised: true }));
        assert!(!standing.is_beside_with_another((0, 19)));
        assert_eq!(standing.go_beside(ONE, (0, 19)), beside(ONE, (0, 19)));
        assert!(!standing.is_beside_with_another((0, 19)));
        assert!(standing.is_beside_with_another((2, 25)));
        standing.seen(at(1520, 0, 400, 1040), false);
        assert_eq!(standing.to_remember(), Some(Remembered { place: whole, maximised: true }));
        assert_eq!(standing.go_back(), Some(Remembered { place: whole, maximised: true }));
        standing.seen(whole, false);
        assert_eq!(standing.to_remember(), Some(Remembered { place: whole, maximised: false }));
    }

    /// As openbox tells it: maximised while it is still as large as before, then its new size.
    #[test]
    fn a_window_that_is_told_maximised_before_its_size_keeps_its_place() {
        let (before, whole, full) =
            (at(0, 0, 1120, 780), at(233, 414, 901, 702), at(0, 0, 1400, 2981));
        let kept = Some(Remembered { place: whole, maximised: true });
        let opened = Standing::new(Some(Remembered { place: whole, maximised: false }));
        let mut moved = Standing::new(None);
        moved.seen(before, false);
        for mut standing in [opened, moved] {
            for (place, maximised) in [(whole, false), (whole, true), (full, true)] {
                standing.seen(place, maximised);
            }
            assert_eq!(standing.to_remember(), kept);
            standing.seen(full, false);
            standing.seen(whole, false);
            assert_eq!(standing.to_remember().map(|all| all.place), Some(whole));
        }
    }

    #[test]
    fn what_was_written_is_read_and_damage_is_ignored() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(read(folder.path()), None);
        let all = Remembered { place: at(-5, 7, 800, 600), maximised: true };
        write(folder.path(), all);
        assert_eq!(read(folder.path()), Some(all));
        let long = vec![b' '; LARGEST as usize + 1];
        let good = fs::read(file(folder.path())).unwrap();
        for damage in [&good[..good.len() / 2], b"", b"[]", b"{\"x\":1e99}", &long[..]] {
            fs::write(file(folder.path()), damage).unwrap();
            assert_eq!(read(folder.path()), None);
        }
        write(folder.path(), all);
        assert_eq!(read(folder.path()), Some(all));
        write(&folder.path().join("nowhere"), all);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "no half file is left");
    }

    proptest! {
        /// Whatever a file says, a hand can take hold of the window, and it stays there.
        #[test]
        fn the_window_always_comes_back(
            x in any::<i32>(), y in any::<i32>(), width in any::<u32>(), height in any::<u32>(),
            screens in prop::collection::vec(
                (-4000i32..4000, -2000i32..2000, 800u32..4000, 600u32..3000, 1u32..=3)
                    .prop_map(|(x, y, width, height, scale)| Screen {
                        x, y, width: width * scale, height: height * scale, scale: scale.into(),
                    }), 1..4),
        ) {
            let place = fitted(at(x, y, width, height), &screens);
            prop_assert!(place.width >= SMALLEST.0 && place.height >= SMALLEST.1);
            prop_assert!(screens.iter().any(|screen| screen.holds(place) >= HOLD), "{place:?}");
            let alone = fitted(place, &screens[..1]);
            prop_assert_eq!(fitted(alone, &screens[..1]), alone);
        }
    }
}
