//! `ui/src/types.ts` is what ts-rs makes of the View today. KEYWRIGHT_WRITE=1 writes it.

use ts_rs::{Config, TS};
use view::types::Shown;

#[test]
fn the_windows_types_are_up_to_date() {
    let folder = tempfile::tempdir().unwrap();
    Shown::export_all(&Config::new().with_out_dir(folder.path())).unwrap();
    let made = std::fs::read_to_string(folder.path().join("types.ts")).unwrap();
    let kept = concat!(env!("CARGO_MANIFEST_DIR"), "/../../ui/src/types.ts");
    if std::env::var_os("KEYWRIGHT_WRITE").is_some() {
        std::fs::write(kept, &made).unwrap();
    }
    let committed = std::fs::read_to_string(kept).unwrap_or_default();
    assert!(
        made == committed,
        "ui/src/types.ts is not what the Rust types say. Run `make types` and commit it."
    );
}
