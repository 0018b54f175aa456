//! Plays the practice set-up of one integration on a virtual screen and leaves pictures
//! of every page and the final record: what `make run` does where there is no display.
//! `TOUR_WIDTH=360` and `GTK_THEME=Adwaita:dark` play it in a narrow or a dark window.

use e2e::{Desktop, journey};

#[tokio::main]
async fn main() {
    let integration = std::env::args().nth(1).unwrap_or_else(|| "vectis".into());
    let desktop = Desktop::start(&format!("tour-{integration}")).await;
    let mut window = desktop.open().await;
    let width = std::env::var("TOUR_WIDTH").ok().and_then(|width| width.parse().ok());
    window.whole_pages = Some(width.unwrap_or(1120));
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
