//! Failures of the keychain.

use super::noun::Problem;
use setup::outside::VaultFault;

/// While keys are being pasted.
pub fn vault(fault: VaultFault) -> Problem {
    let lost = "Keys you paste stay in memory meanwhile, and are gone when you close Keywright.";
    let problem = of_keychain(fault);
    Problem { why: format!("{} {lost}", problem.why), ..problem }
}

pub fn of_keychain(fault: VaultFault) -> Problem {
    let name = keychain_name();
    let problem = |cause, title: String, why: &str| Problem::new(cause, title, why);
    match fault {
        VaultFault::NoBus => problem(
            "vault-no-bus",
            format!("The {name} cannot be reached"),
            "This desktop session has no message bus (D-Bus).",
        )
        .todo(&["Sign out and in again, then press **Try again**.", "Or keep the keys for this session only."]),
        VaultFault::NoService => problem(
            "vault-no-service",
            format!("There is no {name}"),
            "No program on this computer offers one.",
        )
        .todo(&["Install GNOME Keyring or KeePassXC, or start it.", "Then press **Try again**."]),
        VaultFault::NoCollection => problem(
            "vault-no-collection",
            format!("The {name} has no place for keys"),
            "It runs, but no keyring or database is open in it.",
        )
        .todo(&[
            "KeePassXC: open a database, then **Settings > Secret Service Integration** and expose it.",
            "GNOME Keyring: make a default keyring in **Passwords and Keys**.",
        ]),
        VaultFault::Locked => problem(
            "vault-locked",
            format!("The {name} is locked"),
            "The password prompt was closed, or could not be shown.",
        )
        .todo(&["Press **Try again** and type your password when asked."]),
        // Windows alone says these two.
        VaultFault::NotAllowed => problem(
            "vault-not-allowed",
            "Windows does not let programs keep credentials here".to_owned(),
            "This computer's policy does not allow it, usually **Network access: Do not allow storage of passwords and credentials for network authentication**; or Keywright was started with runas /netonly.",
        )
        .todo(&[
            "Keep the keys for this session only, and hand them over before you close Keywright.",
            "Or use a computer that may keep them. Started with runas? Start Keywright without /netonly.",
        ]),
        VaultFault::TurnedOff => problem(
            "vault-turned-off",
            format!("The {name} is turned off"),
            "The service behind it does not run on this computer.",
        )
        .todo(&[
            "Keep the keys for this session only, and hand them over before you close Keywright.",
            "Or ask whoever looks after this computer to start the service **Credential Manager**, then press **Try again**.",
        ]),
        VaultFault::Restarted => problem(
            "vault-restarted",
            format!("The {name} was restarted"),
            "The connection to it is no longer good.",
        )
        .todo(&["Press **Try again**."]),
        VaultFault::NoAnswer => problem(
            "vault-no-answer",
            format!("The {name} did not answer"),
            "Keywright waited, and is waiting no longer.",
        )
        .todo(&["Look for a password prompt behind other windows.", "Then press **Try again**."]),
        VaultFault::Slow => problem(
            "vault-slow",
            format!("Still waiting for the {name}"),
            "It may be asking for your password in another window.",
        )
        .todo(&["Look for a password prompt behind other windows."]),
        VaultFault::SessionOnly => problem(
            "vault-session-only",
            format!("The {name} would forget your keys"),
            "Its default keyring lives in memory, until you sign out.",
        )
        .todo(&["In **Passwords and Keys**, make a keyring and set it as default.", "Then press **Try again**."]),
        VaultFault::Differs => problem(
            "vault-differs",
            format!("The {name} gave back something else than was stored"),
            "Keywright read back what it wrote, and it was not the same.",
        )
        .todo(&["Press **Try again**. If it happens again, keep the keys for this session only."]),
        VaultFault::TooLarge => problem(
            "vault-too-large",
            "These values are too long to store".to_owned(),
            "Together they are longer than a keychain item may be.",
        )
        .todo(&["Check that each field holds one key and nothing else."]),
        VaultFault::Unreadable => problem(
            "vault-unreadable",
            format!("The {name} holds keys that this Keywright cannot read"),
            "A newer Keywright may have put them there. Nothing was written over them.",
        )
        .todo(&[
            "Update Keywright, and open this connection again.",
            "Or forget it, and set it up anew with a new key pair.",
        ]),
        VaultFault::Other => problem(
            "vault-other",
            format!("The {name} refused"),
            "It did not say why in a way Keywright knows.",
        )
        .todo(&["Press **Try again**, or keep the keys for this session only."]),
    }
    .technical(format!("{fault:?}"))
}

/// What people call the keychain on this system.
pub fn keychain_name() -> &'static str {
    if cfg!(windows) {
        "Windows Credential Manager"
    } else if cfg!(target_os = "macos") {
        "macOS Keychain"
    } else {
        "password store of this computer (Secret Service)"
    }
}
