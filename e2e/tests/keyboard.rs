//! All five integrations from choosing to done by the keyboard alone; what was saved is read back
//! by the system's own tool. On the way: where the focus goes, and whether Tab reaches everything.

use e2e::keyboard::{
    arrived, back_to, ctrl, enter, enter_on, focus, focus_is, look, space, text, to, walk,
};
use e2e::{Desktop, Window, journey};

/// How a journey is made.
#[derive(Clone, Copy)]
struct Hand {
    /// Goes through each page by Tab before it works there.
    walks: bool,
    /// Pastes with the keys of the system, not with the page's button.
    ctrl_v: bool,
}

const USUAL: Hand = Hand { walks: false, ctrl_v: false };

impl Hand {
    async fn walk(self, window: &Window) {
        if self.walks {
            walk(window).await;
        }
    }

    async fn paste(self, window: &Window, value: &str, field: &str) {
        let copy = format!("copy-practice:{value}");
        // What it hands out stands above.
        back_to(window, &copy).await;
        enter(window).await;
        window.wait_for(&format!("[data-testid={copy:?}].done")).await;
        focus_is(window, &copy).await;
        if self.ctrl_v {
            to(window, &format!("field-{field}")).await;
            ctrl(window, 'v').await;
        } else {
            enter_on(window, &format!("paste-{field}")).await;
            focus_is(window, &format!("paste-{field}")).await;
        }
    }

    async fn go_on(self, window: &Window, page: &str) {
        enter_on(window, "continue").await;
        arrived(window, page).await;
    }

    async fn choose(self, window: &Window, integration: &str) {
        window.page("start").await;
        self.walk(window).await;
        let card = format!("card-{integration}");
        enter_on(window, &card).await;
        window.wait_for("[data-testid=practise]").await;
        focus_is(window, &card).await;
        self.walk(window).await;
        enter_on(window, "practise").await;
        arrived(window, "site").await;
    }

    async fn site(self, window: &Window) {
        self.walk(window).await;
        to(window, "continue").await;
        self.paste(window, "address", "address").await;
        self.paste(window, "company", "company").await;
        // At once: Continue takes what is still being pasted.
        enter_on(window, "continue").await;
        window.says("https://api-na.myconnectwise.net").await;
        focus_is(window, "continue").await;
        self.walk(window).await;
        self.go_on(window, "role").await;
    }

    async fn role(self, window: &Window) {
        self.walk(window).await;
        tick_each(window, "tick-row:").await;
        tick_each(window, "tick-table:").await;
        self.go_on(window, "member").await;
    }

    async fn member(self, window: &Window) {
        self.walk(window).await;
        tick_each(window, "tick-member:").await;
        self.go_on(window, "keys").await;
    }

    async fn keys(self, window: &Window) {
        window.says("tried out and works").await;
        self.walk(window).await;
        to(window, "continue").await;
        self.paste(window, "public", "publicKey").await;
        self.paste(window, "private", "privateKey").await;
        window.says("Both keys are in the keychain").await;
        self.go_on(window, "clientId").await;
    }

    async fn client_id(self, window: &Window) {
        self.walk(window).await;
        to(window, "continue").await;
        self.paste(window, "client-id", "clientId").await;
        self.go_on(window, "check").await;
    }

    async fn check(self, window: &Window) {
        window.says("has what it needs").await;
        self.walk(window).await;
        self.go_on(window, "save").await;
    }

    async fn save(self, window: &Window) {
        enter_on(window, "continue").await;
        window.says("Read back and compared").await;
        focus_is(window, "continue").await;
        self.walk(window).await;
        self.go_on(window, "handOver").await;
    }

    async fn hand_over(self, window: &Window) {
        self.walk(window).await;
        tick_each(window, "tick-paste:").await;
        self.go_on(window, "done").await;
        self.walk(window).await;
    }
}

/// Ticks every box whose name starts like this, each by the space bar, with the focus on it before
/// and after.
async fn tick_each(window: &Window, prefix: &str) {
    let script = format!(
        "return [...document.querySelectorAll('[data-testid^={prefix:?}]')].map(e => e.dataset.testid)"
    );
    let boxes = window.run(&script).await;
    for id in boxes.as_array().into_iter().flatten().filter_map(|id| id.as_str()) {
        to(window, id).await;
        space(window).await;
        window.wait_for(&format!("[data-testid={id:?}]:checked")).await;
        focus_is(window, id).await;
    }
}

/// What lies in the keychain is what a set-up with the mouse puts there.
async fn is_kept(desktop: &Desktop, integration: &str) {
    let item = desktop.kept(&journey::account(desktop)).await.expect("an item");
    assert_eq!(item["integration"], integration);
    assert_eq!(item["practice"], true);
    assert_eq!(item["company_id"], "acme-msp");
    let status = item["status"].as_str().unwrap_or_default();
    assert!(status.starts_with("checked "), "{status}");
    for key in ["public_key", "private_key"] {
        assert_eq!(item[key].as_str().map(str::len), Some(16), "{key}");
    }
}

async fn from_choose_to_done(integration: &str, hand: Hand) {
    let desktop = Desktop::start(&format!("keyboard-{integration}")).await;
    let window = desktop.open().await;
    hand.choose(&window, integration).await;
    hand.site(&window).await;
    hand.role(&window).await;
    hand.member(&window).await;
    hand.keys(&window).await;
    hand.client_id(&window).await;
    hand.check(&window).await;
    hand.save(&window).await;
    hand.hand_over(&window).await;
    is_kept(&desktop, integration).await;
    window.close().await;
}

#[tokio::test]
async fn vectis() {
    from_choose_to_done("vectis", Hand { walks: true, ..USUAL }).await;
}

#[tokio::test]
async fn sync_365() {
    from_choose_to_done("sync-365", USUAL).await;
}

#[tokio::test]
async fn syncsmart_for_hubspot() {
    from_choose_to_done("syncsmart-hubspot", Hand { ctrl_v: true, ..USUAL }).await;
}

#[tokio::test]
async fn propel_your_msp() {
    from_choose_to_done("propel-your-msp", USUAL).await;
}

/// A wrong company ID: the focus goes to what is wrong, and from there on to the way out.
#[tokio::test]
async fn a_wrong_company_id() {
    let desktop = Desktop::start("keyboard-wrong-company").await;
    let window = desktop.open().await;
    USUAL.choose(&window, "vectis").await;
    enter_on(&window, "continue").await;
    focus(&window, "what is missing", |now| now.within == "missing").await;
    enter_on(&window, "missing-address").await;
    focus_is(&window, "field-address").await;
    text(&window, "na.myconnectwise.net").await;
    to(&window, "field-company").await;
    text(&window, "nobody").await;
    enter_on(&window, "continue").await;
    let title =
        focus(&window, "the Problem", |now| now.within == "problem" && now.tag == "H2").await;
    assert_eq!(title.page, "site");
    to(&window, "technical").await;
    enter(&window).await;
    window.wait_for("details[open] > [data-testid=technical]").await;
    assert_eq!(look(&window).await.name, "technical");
    to(&window, "field-company").await;
    ctrl(&window, 'a').await;
    text(&window, "acme-msp").await;
    enter(&window).await;
    window.says("https://api-na.myconnectwise.net").await;
    focus_is(&window, "field-company").await;
    window.close().await;
}
