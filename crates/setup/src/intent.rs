//! One thing a person did. The window sends nothing else.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::called::{Group, Item, Link, Pick, Place, What};
use super::names::{Document, FieldId, Reader, StepId};
use super::practice::Situation;
use super::wish::Wish;
use checkup::Line;
use ground::secret::Typed;

/// What a person did: chose, ticked, filled, pasted, pressed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(tag = "of", rename_all = "camelCase")]
pub enum Intent {
    /// On the first page.
    Start(StartPress),
    /// From page to page.
    Walk(WalkPress),
    /// Where ConnectWise is.
    Place(PlacePress),
    /// A field or a choice.
    Field(FieldPress),
    /// The permission table and other lists to tick.
    List(ListPress),
    /// Which pair of keys is meant.
    Keys(KeysPress),
    /// The keychain.
    Vault(VaultPress),
    /// The check.
    Check(CheckPress),
    /// Something that the View calls by name.
    Named(Named),
    /// The window itself.
    Window(WindowPress),
    /// A newer Keywright.
    Update(UpdatePress),
}

/// The first page: a product, and the connections that are there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(tag = "do", rename_all = "camelCase", deny_unknown_fields)]
pub enum StartPress {
    /// Opened the details of an integration on the first page.
    Choose {
        integration: String,
    },
    /// Started a set-up for the chosen integration: for real, or in a situation of the
    /// practice ConnectWise.
    Begin {
        practice: Option<Situation>,
    },
    /// Took up an unfinished or saved connection.
    Resume {
        connection: String,
    },
    /// Pressed "Forget": asks first.
    Forget {
        connection: String,
    },
    /// Answered that question with yes: removes keychain item and progress.
    ForgetForGood {
        connection: String,
    },
    KeepAfterAll,
}

/// From page to page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(tag = "do", rename_all = "camelCase", deny_unknown_fields)]
pub enum WalkPress {
    /// Left the set-up for the first page; it can be taken up again.
    Home,
    Back,
    Continue,
    /// Pressed the button that goes on in spite of what was told.
    GoOnAnyway,
    Go {
        step: StepId,
    },
}

/// Where ConnectWise is, and whether its server is to be trusted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(tag = "do", rename_all = "camelCase", deny_unknown_fields)]
pub enum PlacePress {
    /// Looked for the API address.
    Find,
    /// Took the offer to use https:// instead of the http:// that was pasted.
    UseHttps,
    /// Took the site and company ID that the check or the search came upon.
    UsePlace { site: String, company: String },
    /// Chose the file of their company's certificate authority: its bytes, as base64.
    OfferAuthority { file: String },
    /// Compared its fingerprint, and trusts it for the server that was asked.
    TrustAuthority,
    /// Does not, or no longer.
    DropAuthority,
}

/// What is filled in and picked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(tag = "do", rename_all = "camelCase", deny_unknown_fields)]
pub enum FieldPress {
    /// Typed into a field; the whole text, not the keystroke.
    Fill {
        field: FieldId,
        #[ts(type = "string")]
        text: Typed,
    },
    /// Pressed Paste: Rust reads the clipboard.
    Paste { field: FieldId },
    /// Picked a radio button.
    Pick(Pick),
}

/// Lists to tick.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(tag = "do", rename_all = "camelCase", deny_unknown_fields)]
pub enum ListPress {
    Tick {
        item: Item,
        on: bool,
    },
    /// All of a module, or all allowed tables.
    TickAll {
        group: Group,
        on: bool,
    },
    /// Took back the last press that filled or emptied a module.
    UndoTicks {
        module: String,
    },
    /// Went to a line of the permission table.
    LookAt {
        line: Place,
    },
    StillToDo {
        on: bool,
    },
}

/// Which pair of keys is meant.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(tag = "do", rename_all = "camelCase", deny_unknown_fields)]
pub enum KeysPress {
    /// Both keys were in one paste, and a field was full: takes both, or the one for its field.
    TakeBoth { both: bool },
    /// The saved pair again, instead of the one pasted since.
    KeepOldPair,
    /// A pair that gave way to another before it was saved.
    UseEarlierPair { number: usize },
    /// The keys in the keychain are bound to another address: they may be sent to this one.
    UseKeysHere,
    /// Took the offer to exchange public and private key, and checked again.
    SwapKeys,
}

/// The keychain.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(tag = "do", rename_all = "camelCase", deny_unknown_fields)]
pub enum VaultPress {
    ProveVault,
    KeepForSession,
    Save,
}

/// The check, and in practice what is put right in ConnectWise.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(tag = "do", rename_all = "camelCase", deny_unknown_fields)]
pub enum CheckPress {
    Check,
    /// Checked one line again.
    CheckLine {
        #[ts(type = "string")]
        line: Line,
    },
    CancelCheck,
    /// In practice: did in ConnectWise what a person would do there.
    PutRight,
}

/// What the View calls by a name: whoever carries it out has the View look it up.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(tag = "do", rename_all = "camelCase", deny_unknown_fields)]
pub enum Named {
    /// Copied something the View offers; Rust writes the clipboard.
    Copy {
        what: What,
    },
    /// Opened a link the integration names.
    OpenLink {
        link: Link,
    },
    SaveResult {
        reader: Reader,
    },
    /// Saved a document; `open`: and opened it in the browser, to print it there.
    SaveDocument {
        document: Document,
        open: bool,
    },
}

/// The window itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(tag = "do", rename_all = "camelCase", deny_unknown_fields)]
pub enum WindowPress {
    /// Asked for something of the window itself.
    Ask {
        wish: Wish,
    },
    /// Asked whether the window may close although keys are not in the keychain: no, or yes.
    StayOpen,
    CloseAnyway,
}

/// A newer Keywright.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(tag = "do", rename_all = "camelCase", deny_unknown_fields)]
pub enum UpdatePress {
    /// Asked whether there is a newer Keywright: nothing is asked of anybody before.
    LookForUpdate,
    /// Wants the newer version that was found.
    TakeUpdate,
    /// Neither looks nor fetches any longer.
    StopUpdate,
    PutOffUpdate,
}
