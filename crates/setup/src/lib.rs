//! Decides what comes next. [`Setup::act`] takes an [`Intent`], [`Setup::learn`] an [`Event`]; both
//! only change the state and name [`Effect`]s for whoever carries them out.

mod act;
mod authority;
pub mod called;
mod change;
mod check;
pub mod checklist;
mod clock;
mod connection;
pub mod diary;
mod effect;
mod event;
mod fill;
mod intent;
pub mod item;
mod keep;
mod learn;
pub mod machine;
mod marks;
mod names;
mod notes;
pub mod old;
mod outcome;
pub mod outside;
mod pages;
pub mod pairs;
mod pasting;
pub mod practice;
pub mod standing;
mod state;
mod take_keys;
mod tick;
mod ticket;
mod update;
mod updating;
pub mod values;
mod window;
mod wish;

pub use clock::Moment;
pub use connection::{Connection, Replacing};
pub use effect::{CheckJob, Effect, PracticeJob, UpdateJob, VaultJob, WindowJob};
pub use event::{
    CheckEvent, ClipboardEvent, Event, JournalEvent, NamedEvent, PracticeEvent, UpdateEvent,
    VaultEvent,
};
pub use intent::{
    CheckPress, FieldPress, Intent, KeysPress, ListPress, Named, PlacePress, StartPress,
    UpdatePress, VaultPress, WalkPress, WindowPress,
};
pub use marks::StepMark;
pub use names::{ClientIdWay, Document, FieldId, MemberWay, Reader, RoleWay, SiteWay, StepId};
pub use outcome::{Outcome, Remark};
pub use pages::wants_member_id;
pub use pairs::{Held, Keys};
pub use state::{
    Alert, CheckStatus, Filed, Gap, OnClipboard, Open, Opening, Present, Search, Setup, VaultStatus,
};
pub use ticket::Ticket;
pub use update::{Stage, Updating};
pub use wish::{Able, Asked, Hiding, Wish};

pub use pasted::{KeyRemark, Slot};
