//! Plays the practice set-up of one integration on a virtual screen and leaves pictures
//! of every page and the final record: what `make run` does where there is no display.

use e2e::{Desktop, journey};

#[tokio::main]
async fn main() {
    let integration = std::env::args().nth(1).unwrap_or_else(|| "vectis".into());
    let desktop = Desktop::start(&format!("tour-{integration}")).await;
    let window = desktop.open().await;
    let account = journey::whole(&desktop, &window, &integration).await;
    window.press("copy-record").await;
    window.says("Copied").await;
    let record = desktop.clipboard().await;
    let path = desktop.shots.join("record.txt");
    std::fs::write(&path, &record).expect("the record");
    println!("{record}\n");
    println!("Saved in the virtual desktop's keychain as: {account}");
    println!("Pictures and record: {}", desktop.shots.display());
    window.close().await;
}
