//! What keychain, clipboard and disk may answer, and what is agreed with them: closed lists. Whoever
//! carries out Effects answers in these words.

use std::path::PathBuf;

/// How the OS' own tools find the items.
pub const SERVICE: &str = "app.keywright.desktop";

/// Seconds until a copied secret is cleared.
pub const CLEARED_AFTER: u32 = 60;

/// What is written beyond this would be called damaged when it is read.
pub const FULL: &str = "it would be larger than the 4 MiB that Keywright reads back";

/// Why the keychain cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VaultFault {
    /// No session bus: a Linux session without D-Bus.
    NoBus,
    /// Nothing offers the Secret Service.
    NoService,
    /// A service without a default collection (KeePassXC with no database exposed).
    NoCollection,
    /// Locked, and the prompt was dismissed or could not be shown.
    Locked,
    /// Windows lets no program keep credentials: by a policy, or for `runas /netonly`.
    NotAllowed,
    /// The service of Windows that keeps credentials does not run.
    TurnedOff,
    /// The keychain was restarted meanwhile; opening it anew mends that.
    Restarted,
    NoAnswer,
    /// No answer yet: still waited for.
    Slow,
    /// What was written would be gone after the session.
    SessionOnly,
    /// What was read back is not what was written.
    Differs,
    TooLarge,
    /// An item is there that this program cannot read.
    Unreadable,
    Other,
}

/// Whose keychain it is, if that changes what is said of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Keeper {
    #[default]
    Other,
    /// It moves what is removed to its Recycle Bin, and keeps earlier values of an entry; neither
    /// shows to other programs.
    KeePassXc,
}

impl Keeper {
    /// What is left of what was removed, and what a person can do about it.
    pub fn leaves(self) -> Option<&'static str> {
        match self {
            Self::Other => None,
            Self::KeePassXc => Some(
                "KeePassXC keeps a copy in its Recycle Bin. Right-click **Recycle Bin** there, then **Empty recycle bin**.",
            ),
        }
    }
}

/// Why there is no text to paste.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoText {
    /// Nothing is there, or no text: a picture, a file.
    Empty,
    /// Another program holds the clipboard, or does not hand over what it put there.
    Held,
    /// No clipboard can be reached.
    Unreadable,
}

/// A package that lies there, and what it was when it was proved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Laid {
    pub path: String,
    /// As `sha256sum` prints it.
    pub sha256: String,
}

/// What was found at the start, beside the connections.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JournalTrouble {
    /// It could not be understood: set aside under this name; an older copy was used if
    /// there was a good one.
    SetAside { path: PathBuf, recovered: bool },
    /// A newer Keywright wrote it: left as it is, and nothing is written over it.
    Newer { path: PathBuf },
    /// Left as it is, too.
    Unreadable { path: PathBuf, reason: String },
    /// Another Keywright holds it: neither read nor written here.
    HeldByAnother { path: PathBuf },
}
