//! The key pair and the client ID.

use super::parts::{
    button, choice, copyable, important, instruction, label, mask_text, notes, option, plain,
    secret_field, source, words,
};
use super::types::{
    ClientIdPage, GuideSteps, Instruction, KeysPage, Masked, Note, OtherPair, Page, Question,
    VaultState,
};
use crate::problem;
use connectwise::forms;
use ground::secret::Secret;
use integration::Integration;
use setup::called::{Link, Pick, What};
use setup::pairs::Pair;
use setup::standing::Standing;
use setup::{
    ClientIdWay, Connection, FieldId, Intent, KeysPress, Named, Open, Present, Setup, VaultPress,
    VaultStatus,
};

pub fn keys_page(setup: &Setup, present: Present) -> (Page, String, String) {
    let Present { open, connection, integration } = present;
    let trail = words(forms::API_KEYS);
    let description = match &integration.keys.description {
        Some(said) => {
            let label = match source(said.from) {
                Some(source) => format!("Description ({source})"),
                None => "Description".into(),
            };
            copyable(What::KeyDescription, &label, said.text.to_string())
        }
        None => copyable(What::KeyDescription, "Description (Keywright's suggestion)", "Keywright"),
    };
    let step = |text: &str| Instruction {
        text: text.into(),
        trail: Vec::new(),
        sign: None,
        copy: None,
        link: None,
    };
    let page = KeysPage {
        vault: vault(setup),
        steps: vec![
            Instruction { trail, sign: Some("+".into()), ..step("In the member you saved, open") },
            Instruction {
                copy: Some(description),
                ..step("Type a **Description**. Press **Save**, not **Save & Close**.")
            },
            step("Paste each key below. Keywright keeps it."),
        ],
        warning: important(
            "The private key shows only once: keep that window open. Sharing your screen? Pause before **Save**.",
        ),
        public_key: secret_field(FieldId::PublicKey, open.keys.public.as_ref()),
        private_key: secret_field(FieldId::PrivateKey, open.keys.private.as_ref()),
        kept: kept(setup, open, connection),
        unkept: unkept(setup, open, connection),
        offer: offer(open),
        beside: beside(open),
        notes: notes(&integration.keys.notes),
    };
    (Page::Keys(page), "Make the key pair".into(), "Two keys sign your API member in.".into())
}

fn kept(setup: &Setup, open: &Open, connection: &Connection) -> Option<String> {
    let checked = match connection.standing() {
        Standing::Passed(_) | Standing::Remarks(_) => "checked",
        Standing::NotConnected(outcome) if outcome.refused => "refused by ConnectWise",
        _ => "not checked yet",
    };
    let here = open.keys.pair();
    let both = here.public.is_some() && here.private.is_some();
    if open.is_kept() {
        Some(format!("Both keys are in the keychain, {checked}."))
    } else if setup.is_session_only() && both {
        Some(format!("Both keys are in memory, {checked}."))
    } else {
        None
    }
}

/// What is not kept, or is half of a pair.
fn unkept(setup: &Setup, open: &Open, connection: &Connection) -> Option<String> {
    let here = open.keys.pair();
    if setup.is_session_only() || !here.holds_a_key() {
        return None;
    }
    if open.is_unkept() {
        return Some(match open.not_kept {
            Some(_) => {
                "These keys are not in the keychain. They are gone when you close Keywright.".into()
            }
            None => "Not in the keychain yet.".into(),
        });
    }
    if here.public.is_none() {
        return Some("The private key is in the keychain. Its public key is missing.".into());
    }
    let half = connection.kept.public_key && !connection.kept.private_key;
    (half && here.private.is_none() && open.came_back).then(|| {
        "Only the public key is in the keychain. Is ConnectWise's key window closed? Then make a new pair.".into()
    })
}

/// The pairs that are kept beside the one in the fields.
fn beside(open: &Open) -> Vec<OtherPair> {
    let here = open.keys.pair();
    let ends = |secret: &Option<Secret>| {
        secret.as_ref().map_or("none".to_owned(), |secret| {
            let (length, ends_with) = secret.trace();
            mask_text(&Masked { length, ends_with })
        })
    };
    let saved =
        open.beside.saved.iter().filter(|saved| {
            (&saved.pair.public, &saved.pair.private) != (&here.public, &here.private)
        });
    let saved = saved.map(|saved| OtherPair {
        text: format!(
            "The saved pair stays in the keychain until you press Save. Private key: {}.",
            ends(&saved.pair.private)
        ),
        take: button("Keep the old pair", Intent::Keys(KeysPress::KeepOldPair)),
    });
    let earlier = open.beside.earlier.iter().enumerate().rev();
    // Pasted once more, it is no other one.
    let asked = |pair: &Pair| open.offer.as_ref().is_some_and(|offer| offer.is_about(pair));
    let earlier = earlier.filter(|(_, pair)| pair.private != here.private && !asked(pair));
    let earlier = earlier.map(|(number, pair)| OtherPair {
        text: format!(
            "Another private key stays kept until you press Save: {}.",
            ends(&pair.private)
        ),
        take: button(
            if pair.public.is_some() { "Use this pair" } else { "Use this key" },
            Intent::Keys(KeysPress::UseEarlierPair { number }),
        ),
    });
    saved.chain(earlier).collect()
}

fn offer(open: &Open) -> Option<Question> {
    let field = open.offer.as_ref()?.into_field();
    let other = match field {
        FieldId::PublicKey => FieldId::PrivateKey,
        _ => FieldId::PublicKey,
    };
    Some(Question {
        title: "Both keys were in what you pasted".into(),
        text: format!("{} holds another key. It is replaced only if you say so.", label(other)),
        yes: button("Use both keys", Intent::Keys(KeysPress::TakeBoth { both: true })),
        no: button(
            &format!("Use the {} only", label(field).to_lowercase()),
            Intent::Keys(KeysPress::TakeBoth { both: false }),
        ),
    })
}

fn vault(setup: &Setup) -> VaultState {
    let again = || button("Try again", Intent::Vault(VaultPress::ProveVault));
    let session_only =
        || button("Keep for this session only", Intent::Vault(VaultPress::KeepForSession));
    match setup.vault {
        VaultStatus::Unknown | VaultStatus::Proving { slow: false } => VaultState::Proving {
            text: "Trying out your password store...".into(),
            session_only: None,
        },
        VaultStatus::Proving { slow: true } => VaultState::Proving {
            text: "Is your password store asking for a password?".into(),
            session_only: Some(session_only()),
        },
        VaultStatus::Ready => {
            VaultState::Ready { text: "Your password store was tried out and works.".into() }
        }
        VaultStatus::SessionOnly => VaultState::SessionOnly {
            text: "Keys stay in memory, for this session only.".into(),
            again: button("Try the keychain again", Intent::Vault(VaultPress::ProveVault)),
        },
        VaultStatus::Unusable(fault) => VaultState::Unusable {
            problem: Box::new(problem::vault(fault)),
            again: again(),
            session_only: session_only(),
        },
    }
}

pub fn client_id_page(setup: &Setup, present: Present) -> (Page, String, String) {
    let Present { open, connection, integration } = present;
    let way = connection.client_id_way;
    let asked = integration.client_id.asked;
    let mut ways = Vec::new();
    if setup.built_in_client_id.is_some() && !connection.practice && !asked {
        ways.push(option(
            Pick::ClientId(ClientIdWay::BuiltIn),
            "Use Keywright's own",
            Some("For the check"),
            way == ClientIdWay::BuiltIn,
        ));
    }
    ways.push(option(
        Pick::ClientId(ClientIdWay::Own),
        "Use mine",
        Some("From the developer portal"),
        way == ClientIdWay::Own,
    ));
    let skip_text =
        if asked { "Nothing to hand over" } else { "Saved as \u{201c}not checked\u{201d}" };
    ways.push(option(
        Pick::ClientId(ClientIdWay::Skip),
        "Skip the check",
        Some(skip_text),
        way == ClientIdWay::Skip,
    ));
    let own = way == ClientIdWay::Own;
    let mut field = secret_field(FieldId::ClientId, open.keys.client_id.as_ref());
    field.hint = Some("Letters and numbers in the form 8-4-4-4-12.".into());
    let mut page_notes: Vec<Note> = notes(&integration.client_id.notes);
    if way == ClientIdWay::Skip {
        page_notes.insert(0, important("Nothing can be checked without a client ID. The connection is saved as \u{201c}not checked\u{201d}."));
    }
    let page = ClientIdPage {
        guide_line: guide_line(integration),
        way: choice("client-id", "Which client ID?", ways),
        client_id: own.then_some(field),
        steps: if own { register(integration) } else { Vec::new() },
        guide_steps: if own { guide_steps(integration) } else { None },
        notes: page_notes,
    };
    (
        Page::ClientId(page),
        "Client ID".into(),
        "ConnectWise asks every program for one, beside the keys.".into(),
    )
}

/// Whether the vendor asks for a client ID.
pub fn guide_line(integration: &Integration) -> Note {
    let vendor = &integration.vendor;
    plain(if integration.client_id.asked {
        format!("{vendor} asks for one. It serves all your integrations.")
    } else {
        format!("{vendor}'s guide asks for none. Keywright needs one to check.")
    })
}

/// Today's way in the developer portal.
fn register(integration: &Integration) -> Vec<Instruction> {
    vec![
        Instruction {
            text: "In the developer portal, open".into(),
            trail: words(forms::CLIENT_IDS),
            sign: None,
            copy: None,
            link: Some(button(
                "Open the developer portal",
                Intent::Named(Named::OpenLink { link: Link::Portal }),
            )),
        },
        Instruction {
            text: "Fill in the form. Copy the client ID it shows.".into(),
            trail: Vec::new(),
            sign: None,
            copy: Some(copyable(
                What::ClientIdDescription,
                "Description",
                integration.name.to_string(),
            )),
            link: None,
        },
    ]
}

fn guide_steps(integration: &Integration) -> Option<GuideSteps> {
    let steps = &integration.client_id.steps;
    (!steps.is_empty()).then(|| GuideSteps {
        title: format!("How {}'s guide tells it", integration.vendor),
        steps: steps
            .iter()
            .enumerate()
            .map(|(n, step)| instruction(step, Link::ClientId(n)))
            .collect(),
    })
}
