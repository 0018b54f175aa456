//! Failures of this computer: clipboard, links, journal, integration files, pasted text.

use super::noun::Problem;
use crate::types::Remark;
use integration::BadFile;
use pasted::{NotForThisField, Which};
use setup::outside::NoText;
use setup::outside::VaultFault;
use setup::outside::{FULL, JournalTrouble};
use setup::{FieldId, Intent, KeyRemark, KeysPress, Setup, StartPress, StepId, WalkPress};

pub fn nothing_pasted(why: NoText) -> Problem {
    match why {
        NoText::Empty => Problem::new(
            "clipboard-empty",
            "There is no text on the clipboard",
            "Keywright looked and found nothing to paste.",
        )
        .todo(&["Copy the value in the other window first.", "Then press **Paste** again."]),
        NoText::Held => Problem::new(
            "clipboard-held",
            "The clipboard could not be read: another program holds it",
            "It is using the clipboard at this moment, or does not hand over what was copied there.",
        )
        .todo(&[
            "Press **Paste** again.",
            "Still the same? Close programs that watch the clipboard, copy the value once more, or type it.",
        ]),
        NoText::Unreadable => Problem::new(
            "clipboard-unreadable",
            "The clipboard could not be read",
            "This desktop gave Keywright no access to it.",
        )
        .todo(&["Copy the value again and press **Paste**, or type it."]),
    }
}

pub fn clipboard_unwritable() -> Problem {
    Problem::new(
        "clipboard-unwritable",
        "The value could not be copied",
        "Another program may be holding the clipboard.",
    )
    .todo(&["Close programs that watch the clipboard, then press **Copy** again."])
}

/// `name`: what was copied.
pub fn clipboard_not_cleared(name: &str) -> Problem {
    Problem::new(
        "clipboard-not-cleared",
        "The clipboard is not cleared yet",
        format!("Another program holds it: {name} may still be there. Keywright goes on trying."),
    )
    .todo(&[
        "Copy any other text: it takes the place of the key.",
        "Close programs that watch the clipboard.",
    ])
}

pub fn link_not_opened(url: &str) -> Problem {
    Problem::new(
        "link-not-opened",
        "The browser did not open",
        "This computer has no program set for web links, or did not allow it.",
    )
    .todo(&[&format!("Open this address yourself: {url}")])
}

pub fn practice_not_started() -> Problem {
    Problem::new("practice-not-started", "Practice could not start", "Keywright runs a small practice ConnectWise on this computer. Something kept it from starting.")
        .todo(&["Close and open Keywright, then try again."])
}

pub fn item_gone() -> Problem {
    Problem::new(
        "item-gone",
        "The keys of this connection are no longer in the keychain",
        "The item was removed, or the keychain was replaced. ConnectWise does not show a private key again.",
    )
    .todo(&["Make a new key pair for the same API member, and paste it here."])
    .mend("Go to Key pair", Intent::Walk(WalkPress::Go { step: StepId::Keys }))
}

/// `trouble`: what was found at the start can be the cause.
pub fn journal_not_saved(reason: &str, trouble: Option<&JournalTrouble>) -> Problem {
    if let Some(trouble @ JournalTrouble::HeldByAnother { .. }) = trouble {
        return journal(trouble);
    }
    if reason == FULL {
        return Problem::new(
            "journal-full",
            "There are too many set-ups to save this one",
            "Keywright keeps all set-ups in one file, and this file is full. What was saved before is still there.",
        )
        .todo(&["Forget set-ups that you no longer need, on the start page."])
        .technical(reason);
    }
    Problem::new(
        "journal-not-saved",
        "Progress could not be saved to disk",
        "Keys that are in the keychain are not affected. What you ticked and typed may be lost when you close Keywright.",
    )
    .todo(&["Make room on the disk, or check that you may write to your own profile folder."])
    .technical(reason)
}

pub fn result_not_saved(reason: &str) -> Problem {
    Problem::new(
        "result-not-saved",
        "The result could not be saved as a file",
        "Keywright writes into your downloads folder. Something kept it from doing so.",
    )
    .todo(&["Press **Copy** instead, and paste it where you need it."])
    .technical(reason)
}

pub fn document_not_saved(reason: &str) -> Problem {
    Problem::new(
        "document-not-saved",
        "The document could not be saved",
        "Keywright writes into your downloads folder. Something kept it from doing so.",
    )
    .todo(&["Make room on the disk, or check that you may write to your downloads folder."])
    .technical(reason)
}

pub fn document_not_opened(path: &str) -> Problem {
    Problem::new(
        "document-not-opened",
        "The document is saved, and the browser did not open",
        "This computer has no program set for web pages, or did not allow it.",
    )
    .todo(&["Open this file yourself, and print it from there.", path])
}

pub fn integration_gone(id: &str) -> Problem {
    Problem::new(
        "integration-gone",
        format!("Keywright no longer knows {id}"),
        "This set-up belongs to a product whose file is missing or cannot be read.",
    )
    .todo(&["Put the file back, or forget this set-up."])
}

pub fn integration_unreadable(bad: &BadFile) -> Problem {
    let place =
        bad.at.map(|(line, column)| format!(", line {line}, column {column}")).unwrap_or_default();
    Problem::new(
        "integration-file",
        format!("{} cannot be read{place}", bad.file),
        "This product is left out of the list. The others are not affected.",
    )
    .todo(&["Mend the file, then open Keywright again."])
    .technical(bad.reason.clone())
}

/// Found by the self-test.
pub fn integrations_missing() -> Problem {
    Problem::new(
        "integrations-missing",
        "No product is built in",
        "This Keywright was built without its products.",
    )
    .todo(&["Install Keywright anew."])
}

/// Found by the self-test.
pub fn stranger_accepted() -> Problem {
    Problem::new(
        "stranger-accepted",
        "A certificate that nobody vouches for was accepted",
        "Somebody in between could read what is sent.",
    )
    .todo(&["Do not set up connections on this computer.", "Show this to your network team."])
}

/// Troubles found when the program started.
pub fn of_start(setup: &Setup) -> Vec<Problem> {
    let files = setup.bad_files.iter().map(integration_unreadable);
    files.chain(setup.journal_trouble.as_ref().map(journal)).collect()
}

fn journal(trouble: &JournalTrouble) -> Problem {
    match trouble {
        JournalTrouble::SetAside { path, recovered } => {
            let lost = if *recovered {
                "An older copy was used: the last change may be missing."
            } else {
                "There was no older copy, so the list starts empty. Keys in the keychain are still there."
            };
            Problem::new("journal-damaged", "Your saved progress was damaged", lost)
                .todo(&["Go on as usual. The damaged file was kept, in case support asks for it."])
                .technical(path.display().to_string())
        }
        JournalTrouble::Newer { path } => Problem::new(
            "journal-newer",
            "Your progress was saved by a newer Keywright",
            "This one does not read it and leaves it as it is. What you do now is not saved to disk.",
        )
        .todo(&["Open the newer Keywright, or install it again."])
        .technical(path.display().to_string()),
        JournalTrouble::Unreadable { path, reason } => Problem::new(
            "journal-unreadable",
            "Your saved progress could not be opened",
            "It was left as it is, and what you do now is not saved to disk. Keys in the keychain are still there.",
        )
        .todo(&["Check that you may read your own profile folder, then open Keywright again."])
        .technical(format!("{}: {reason}", path.display())),
        JournalTrouble::HeldByAnother { path } => Problem::new(
            "journal-held",
            "Keywright is already open",
            "The other one holds your progress. This one does not read it, and what you do here is not saved to disk.",
        )
        .todo(&["Close this window and go on in the other one."])
        .technical(path.display().to_string()),
    }
}

/// The keys of a connection that was left are in memory alone.
pub fn keys_left(title: &str, fault: VaultFault, connection: &str) -> Problem {
    let keychain = super::of_keychain(fault);
    Problem {
        title: format!("The keys of {title} are not in the keychain"),
        why: format!(
            "{}. They are in memory, and are gone when you close Keywright.",
            keychain.title
        ),
        ..keychain
    }
    .mend("Open it", Intent::Start(StartPress::Resume { connection: connection.to_owned() }))
}

/// What the keychain says of where keys may be sent is not what was found.
pub fn bound_elsewhere(bound: &str, here: &str) -> Problem {
    Problem::new(
        "keys-bound-elsewhere",
        format!("These keys were kept for {bound}"),
        format!("This set-up now leads to {here}. The keys are held back until you say so."),
    )
    .todo(&[
        "Compare the address with the one you sign in to ConnectWise on.",
        "Not yours? Correct it on the page **Your ConnectWise**.",
    ])
    .mend(&format!("Use them for {here}"), Intent::Keys(KeysPress::UseKeysHere))
}

/// A check that has nothing to ask yet.
pub fn nothing_to_check(step: StepId, page: &str) -> Problem {
    let (title, why) = match step {
        StepId::Site => {
            ("First find your ConnectWise", "The address or the company ID was not found.")
        }
        StepId::Keys => ("First paste both keys", "A check signs in with them."),
        _ => ("First give a client ID", "ConnectWise asks for one with every question."),
    };
    Problem::new("nothing-to-check", title, why)
        .remark()
        .mend(&format!("Go to {page}"), Intent::Walk(WalkPress::Go { step }))
}

/// What is said beside the field of a pasted secret.
pub fn key_remark(remark: &KeyRemark) -> Remark {
    let text = match remark {
        KeyRemark::LooksLikeClientId => {
            "This looks like a client ID, not a key. It belongs on the next page.".into()
        }
        KeyRemark::LooksLikeAddress => {
            "This is a web address, not a key. Copy the key itself.".into()
        }
        KeyRemark::LooksLikeEmail => "This is an e-mail address. Copy the value itself.".into(),
        KeyRemark::SameTwice => {
            "This is the same as the other key. Copy the two keys one after the other.".into()
        }
        KeyRemark::OtherCompany(company) => {
            format!(
                "This key was pasted with the company ID {company}, not yours. Check which company it belongs to."
            )
        }
        KeyRemark::SeveralKeys => {
            "This has several keys in it. Copy one key, or one public and one private key.".into()
        }
        KeyRemark::SeveralClientIds => {
            "This has several client IDs in it. Copy the one for this product.".into()
        }
        KeyRemark::Masked => {
            "These are dots or signs in place of the value, not the value. Copy the value itself.".into()
        }
        KeyRemark::Cut => {
            "Dots say that part of this is missing. Copy the whole value.".into()
        }
        KeyRemark::ExcelNumber => {
            "A spreadsheet made a number of this, and the value is lost there. Copy it from ConnectWise.".into()
        }
        KeyRemark::CompanyAlone => "This is your company ID, not a key. Copy the key itself.".into(),
        KeyRemark::LabelAlone => "This is a label, not a key. Copy what stands beside it.".into(),
        KeyRemark::Word => "This is a word in place of a key. Copy the key itself.".into(),
        KeyRemark::Called(Which::Public) => {
            "The text calls this the public key. Paste it into **Public key**.".into()
        }
        KeyRemark::Called(Which::Private) => {
            "The text calls this the private key. Paste it into **Private key**.".into()
        }
        KeyRemark::SeveralWords => {
            "This has several words. A key is one word of letters and numbers.".into()
        }
        KeyRemark::TooLong => "This is too long to be a key. Copy the key alone.".into(),
        KeyRemark::Colon => "This has a colon in it. A public key has none. Copy it again.".into(),
        KeyRemark::NotPlain => {
            "This has characters that no key has. Copy it again from ConnectWise.".into()
        }
        KeyRemark::NotAGuid => {
            "A client ID looks like 8-4-4-4-12 letters and numbers. Copy it again.".into()
        }
        KeyRemark::LooksLikeKey => {
            "This looks like a key. The client ID comes from the developer portal.".into()
        }
        KeyRemark::OddLength(length) => {
            let slip = if *length < 16 { "Was it cut short?" } else { "Is there more than the key?" };
            let s = if *length == 1 { "" } else { "s" };
            format!("This has {length} character{s}; keys we have seen have 16. {slip} You can go on.")
        }
        KeyRemark::OddSigns => {
            "This has other signs in it; keys we have seen have letters and numbers. You can go on.".into()
        }
        KeyRemark::OneKind(kind) => {
            format!("This has {kind} alone; keys we have seen have letters and numbers. You can go on.")
        }
    };
    Remark { text, stops: remark.stops() }
}

/// What is said beside a field that is no secret, where a pasted text was refused.
pub fn plain_remark(field: FieldId, why: NotForThisField) -> Remark {
    let what = match why {
        NotForThisField::Key => "a key",
        NotForThisField::BothKeys => "two keys",
        NotForThisField::CompanyAndKey => "a company ID with a key",
        NotForThisField::ClientId => "a client ID",
        NotForThisField::TooLong => "a whole document",
    };
    let place = match why {
        NotForThisField::Key => "It goes into **Public key** or **Private key**, on a later page.",
        NotForThisField::BothKeys => {
            "They go into **Public key** and **Private key**, on a later page."
        }
        NotForThisField::CompanyAndKey => "It goes into **Public key**, on a later page.",
        NotForThisField::ClientId => "It goes into **Client ID**, on a later page.",
        NotForThisField::TooLong => "Copy the value alone.",
    };
    let kept = match why {
        NotForThisField::BothKeys => "so they were not kept",
        _ => "so it was not kept",
    };
    let wanted = match field {
        FieldId::Address => "the site address",
        FieldId::MemberId => "the member ID",
        _ => "the company ID",
    };
    Remark {
        text: format!("This looks like {what}, {kept}. {place} This field takes {wanted}."),
        stops: true,
    }
}
