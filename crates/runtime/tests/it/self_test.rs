//! The self-test without a real keychain: what it says, and that nothing is left. With real ones:
//! `keychain/support.rs`.

use crate::desk::window;

use runtime::self_test::lines::{forgotten, line};
use runtime::self_test::run;
use setup::outside::{Keeper, SERVICE};
use system::vault::Vault;
use window::mock_store;

async fn lines(vault: &Vault) -> (bool, Vec<String>) {
    let mut lines = Vec::new();
    let works = run(vault, |proof| lines.push(line(proof))).await;
    (works, lines)
}

#[tokio::test(flavor = "multi_thread")]
async fn each_thing_has_a_line_and_nothing_is_left() {
    mock_store!(store);
    let left = store().unwrap().build(SERVICE, "self-test", None).unwrap();
    left.set_secret(b"of a run that was ended in the middle").unwrap();
    let (works, lines) = lines(&Vault::opened_by(store)).await;
    assert!(works, "{lines:#?}");
    assert_eq!(lines.len(), 6, "{lines:#?}");
    for (line, about) in lines.iter().zip(["written", "Progress", "Products", "HTTP", "TLS", "TLS"])
    {
        assert!(line.starts_with("ok      ") && line.contains(about), "{line}");
    }
    assert!(left.get_secret().is_err(), "its item is gone");
}

/// The keychain's failure is told with its cause, and the other proofs go on.
#[tokio::test(flavor = "multi_thread")]
async fn a_keychain_that_fails_is_named_and_the_rest_is_tried() {
    fn none() -> keyring_core::Result<std::sync::Arc<keyring_core::CredentialStore>> {
        let words = "org.freedesktop.DBus.Error.ServiceUnknown: not activatable";
        Err(keyring_core::Error::PlatformFailure(words.into()))
    }
    let vault = Vault::opened_by(none);
    let (works, lines) = lines(&vault).await;
    assert!(!works);
    let failed: Vec<&String> = lines.iter().filter(|line| !line.starts_with("ok ")).collect();
    let [failed] = &failed[..] else { panic!("{lines:#?}") };
    assert!(failed.starts_with("FAILED  "), "{failed}");
    assert!(
        failed.contains(view::problem::keychain_name()) && failed.contains("[vault-no-service"),
        "{failed}"
    );
    assert!(!failed.contains("Keys you paste"), "nobody is pasting keys: {failed}");
    let said = forgotten(vault.remove_all().await, Keeper::KeePassXc);
    assert!(said.starts_with("FAILED  ") && said.ends_with("[vault-no-service]"), "{said}");
    let said = forgotten(Ok(2), Keeper::KeePassXc);
    assert!(said.starts_with("ok      2 items") && said.contains("Recycle Bin"), "{said}");
    assert!(!forgotten(Ok(2), Keeper::Other).contains("Recycle Bin"));
}
