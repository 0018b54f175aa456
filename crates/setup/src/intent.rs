//! One thing a person did. The window sends nothing else.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Wish;
use super::practice::Situation;
use ground::secret::Typed;

/// What a person did: chose, ticked, filled, pasted, pressed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(tag = "do", rename_all = "camelCase", deny_unknown_fields)]
pub enum Intent {
    /// Opened the details of an integration on the first page.
    Choose {
        integration: String,
    },
    /// Started a set-up for the chosen integration: in earnest, or in a situation of the
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
    /// Left the set-up for the first page; it can be taken up again.
    Home,
    Back,
    Continue,
    /// Pressed the button that goes on in spite of what was told.
    GoOnAnyway,
    Go {
        step: StepId,
    },
    /// Typed into a field; the whole text, not the keystroke.
    Fill {
        field: FieldId,
        #[ts(type = "string")]
        text: Typed,
    },
    /// Took the offer to use https:// where http:// was pasted.
    UseHttps,
    /// Pressed Paste: Rust reads the clipboard.
    Paste {
        field: FieldId,
    },
    /// Both keys were in one paste, and a field was full: takes both, or the one for its field.
    TakeBoth {
        both: bool,
    },
    /// The saved pair again, instead of the one pasted since.
    KeepOldPair,
    /// A pair that gave way to another before it was saved.
    UseEarlierPair {
        number: usize,
    },
    /// The keys in the keychain are bound to another address: they may be sent to this one.
    UseKeysHere,
    /// Asked whether the window may close although keys are not in the keychain: no, or yes.
    StayOpen,
    CloseAnyway,
    /// Picked a radio button: `choice` and `option` are the View's own ids.
    Pick {
        choice: String,
        option: String,
    },
    Tick {
        item: String,
        on: bool,
    },
    /// All of a module, or all allowed tables.
    TickAll {
        group: String,
        on: bool,
    },
    /// Took back the last press that filled or emptied a module.
    UndoTicks {
        module: String,
    },
    /// Went to a line of the permission table.
    LookAt {
        line: String,
    },
    StillToDo {
        on: bool,
    },
    /// Asked for something of the window itself.
    Ask {
        wish: Wish,
    },
    /// Copied something the View offers; Rust writes the clipboard.
    Copy {
        what: String,
    },
    /// Opened a link the integration names.
    OpenLink {
        link: String,
    },
    /// Looked for the API address.
    Find,
    /// Chose the file of their company's certificate authority: its bytes, as base64.
    OfferAuthority {
        file: String,
    },
    /// Compared its fingerprint, and trusts it for the server that was asked.
    TrustAuthority,
    /// Does not, or no longer.
    DropAuthority,
    ProveVault,
    KeepForSession,
    Check,
    /// Checked one line again.
    CheckLine {
        line: String,
    },
    CancelCheck,
    /// Took the offer to exchange public and private key, and checked again.
    SwapKeys,
    /// Took the site and company ID that the check or the search came upon.
    UsePlace {
        site: String,
        company: String,
    },
    /// In practice: did in ConnectWise what a person would do there.
    PutRight,
    SaveResult {
        reader: Reader,
    },
    /// Saved a document; `open`: and opened it in the browser, to print it there.
    SaveDocument {
        document: Document,
        open: bool,
    },
    Save,
    /// Asked whether there is a newer Keywright: nothing is asked of anybody before.
    LookForUpdate,
    /// Wants the newer version that was found.
    TakeUpdate,
    /// Neither looks nor fetches any longer.
    StopUpdate,
    PutOffUpdate,
}

/// Whom the outcome of a check is written for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub enum Reader {
    /// The vendor's support.
    Support,
    /// Whoever administers ConnectWise.
    Administrator,
}

/// For change control: what was set up, or what will be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub enum Document {
    Record,
    Plan,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub enum StepId {
    Start,
    Site,
    Role,
    Member,
    Keys,
    ClientId,
    Check,
    Save,
    HandOver,
    Done,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[ts(export_to = "types.ts")]
#[serde(rename_all = "camelCase")]
pub enum FieldId {
    Address,
    Company,
    MemberId,
    PublicKey,
    PrivateKey,
    ClientId,
}
