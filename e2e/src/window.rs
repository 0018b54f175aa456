//! The window, by WebDriver. Elements are found by `data-testid`, which the window derives
//! from the View.

use std::net::TcpListener;
use std::time::{Duration, Instant};

use fantoccini::actions::{
    InputSource, KeyAction, KeyActions, MOUSE_BUTTON_LEFT, MouseActions, PointerAction,
};
use fantoccini::elements::Element;
use fantoccini::key::Key;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use leash::{Leash, command};
use serde_json::{Value, json};
use tokio::time::{sleep, timeout};

use crate::Desktop;
use crate::desktop::program;

/// Far longer than anything takes beside other work.
const PATIENCE: Duration = Duration::from_secs(60);

pub struct Window {
    pub client: Client,
    driver: Leash,
    /// Set: pictures show the whole page at this width, not only what fits the window.
    pub whole_pages: Option<u32>,
    shots: std::path::PathBuf,
    variables: Vec<(String, String)>,
}

impl Window {
    pub(crate) async fn open(desktop: &Desktop) -> Self {
        let port = free_port();
        let mut driver = command("WebKitWebDriver");
        driver
            .arg(format!("--port={port}"))
            .envs(desktop.variables())
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            // As talkative as any crate in it can be: what is said is looked through for keys.
            .env("RUST_LOG", "trace")
            .stdout(desktop.printed())
            .stderr(desktop.printed());
        let driver = Leash::start(&mut driver).expect("WebKitWebDriver");
        let capabilities = json!({"webkitgtk:browserOptions": {"binary": program(), "args": []}});
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities(capabilities.as_object().cloned().expect("an object"));
        let started = Instant::now();
        let client = loop {
            // If the program dies at its start the driver never answers: hence the limit.
            match timeout(PATIENCE, builder.connect(&format!("http://127.0.0.1:{port}"))).await {
                Ok(Ok(client)) => break client,
                Ok(Err(error)) if started.elapsed() > PATIENCE => panic!("no window: {error}"),
                Ok(Err(_)) => sleep(Duration::from_millis(100)).await,
                Err(_) => panic!("the program did not open a window in {PATIENCE:?}"),
            }
        };
        let window = Self {
            client,
            driver,
            whole_pages: None,
            shots: desktop.shots.clone(),
            variables: desktop.variables().collect(),
        };
        window.wait_for("main[data-page]").await;
        window
    }

    /// Closes the window as a person does, and waits for the program to end. (WebDriver's own
    /// end of a session leaves the program running.)
    pub async fn close(mut self) {
        let pid = self.program();
        self.ask_to_close();
        self.ended(pid).await;
        let _ = self.driver.kill();
    }

    /// Closes the window as a person does. The program may ask before it ends.
    pub fn ask_to_close(&self) {
        let mut close = command("wmctrl");
        close.args(["-c", "Keywright"]).envs(self.variables.iter().cloned());
        assert!(leash::status(&mut close, PATIENCE).expect("wmctrl").well(), "no window to close");
    }

    /// Closes the window, and answers that the keys may be lost.
    pub async fn close_and_lose(mut self) {
        let pid = self.program();
        self.ask_to_close();
        // The program may end before the driver has heard that it was pressed.
        let _ = self.wait_for(&selector("closing-no")).await.click().await;
        self.ended(pid).await;
        let _ = self.driver.kill();
    }

    /// Waits for the program to end by itself, once this has been done.
    pub async fn ends_after(mut self, done: impl Future<Output = ()>) {
        let pid = self.program();
        done.await;
        self.ended(pid).await;
        let _ = self.driver.kill();
    }

    /// Ends the program without a word, as a crash or a power cut does.
    pub async fn crash(mut self) {
        let pid = self.program();
        leash::kill(pid);
        self.ended(pid).await;
        let _ = self.driver.kill();
    }

    async fn ended(&self, pid: u32) {
        let gone = timeout(PATIENCE, async {
            while self.programs().any(|running| running == pid) {
                sleep(Duration::from_millis(30)).await;
            }
        });
        gone.await.expect("the program to end");
    }

    fn program(&self) -> u32 {
        self.programs().next().expect("the program to run")
    }

    /// The programs of this desktop: those with its home folder in their environment.
    fn programs(&self) -> impl Iterator<Item = u32> {
        let home = self
            .variables
            .iter()
            .find(|(name, _)| name == "HOME")
            .map(|(name, value)| format!("{name}={value}"));
        let program = program();
        let processes = std::fs::read_dir("/proc").expect("/proc").flatten();
        processes.filter_map(move |process| {
            let pid = process.file_name().to_str()?.parse().ok()?;
            let environment = std::fs::read(process.path().join("environ")).ok()?;
            let ours = environment
                .split(|b| *b == 0)
                .any(|line| Some(line) == home.as_ref().map(|h| h.as_bytes()));
            let runs = std::fs::read_link(process.path().join("exe")).ok()?;
            (ours && runs == program).then_some(pid)
        })
    }

    /// Waits for an element by CSS selector.
    pub async fn wait_for(&self, css: &str) -> Element {
        let found = timeout(PATIENCE, async {
            loop {
                if let Ok(element) = self.client.find(Locator::Css(css)).await {
                    return element;
                }
                sleep(Duration::from_millis(30)).await;
            }
        });
        match found.await {
            Ok(element) => element,
            Err(_) => {
                self.shot("missing").await;
                panic!("{css} did not appear; the page says:\n{}", self.text().await)
            }
        }
    }

    /// Waits until nothing matches a CSS selector.
    pub async fn gone(&self, css: &str) {
        let gone = timeout(PATIENCE, async {
            while self.client.find(Locator::Css(css)).await.is_ok() {
                sleep(Duration::from_millis(30)).await;
            }
        });
        assert!(gone.await.is_ok(), "{css} did not go away");
    }

    /// Waits until the page is this one.
    pub async fn page(&self, name: &str) {
        self.wait_for(&format!("main[data-page={name}]")).await;
    }

    /// Waits until some text stands on the page.
    pub async fn says(&self, words: &str) {
        let found = timeout(PATIENCE, async {
            while !self.text().await.contains(words) {
                sleep(Duration::from_millis(50)).await;
            }
        });
        if found.await.is_err() {
            self.shot("missing").await;
            panic!("\u{201c}{words}\u{201d} did not appear; the page says:\n{}", self.text().await);
        }
    }

    /// Waits until a field holds some text.
    pub async fn holds(&self, field: &str, words: &str) {
        let value = format!("return document.querySelector('[data-testid=field-{field}]').value");
        let holds = timeout(PATIENCE, async {
            while !self.run(&value).await.as_str().is_some_and(|text| text.contains(words)) {
                sleep(Duration::from_millis(50)).await;
            }
        });
        assert!(holds.await.is_ok(), "{field} does not hold {words}");
    }

    /// All visible text.
    pub async fn text(&self) -> String {
        self.run("return document.body.innerText").await.as_str().unwrap_or_default().to_owned()
    }

    pub async fn run(&self, script: &str) -> Value {
        self.client.execute(script, Vec::new()).await.expect("the script")
    }

    /// What is pushed out of sight sideways on this page.
    pub async fn cut_off(&self) -> Value {
        self.run(
            "return [...document.querySelectorAll('main, main *')].filter(e => e.checkVisibility()) \
             .filter(e => e.scrollLeft !== 0 || (e.clientWidth > 60 && getComputedStyle(e).overflowX !== 'visible' && e.tagName !== 'INPUT' \
             && e.scrollWidth > e.clientWidth + 1)).map(e => e.tagName + '.' + e.className)",
        )
        .await
    }

    /// Presses something by its `data-testid`, once it can be pressed.
    pub async fn press(&self, id: &str) {
        let css = selector(id);
        let pressed = timeout(PATIENCE, async {
            loop {
                let element = self.wait_for(&css).await;
                // WebDriver scrolls a thing to the edge of the window, under the footer.
                self.run(&format!(
                    "document.querySelector({css:?})?.scrollIntoView({{block: 'center'}})"
                ))
                .await;
                let ready = element.is_enabled().await.unwrap_or(false);
                if ready && element.click().await.is_ok() {
                    return;
                }
                sleep(Duration::from_millis(30)).await;
            }
        });
        if pressed.await.is_err() {
            self.shot("missing").await;
            panic!("{id} could not be pressed; the page says:\n{}", self.text().await);
        }
    }

    /// Presses the mouse twice at the same place, as for a double click.
    pub async fn double_click(&self, id: &str) {
        let element = self.wait_for(&selector(id)).await;
        let press = || PointerAction::Down { button: MOUSE_BUTTON_LEFT };
        let release = || PointerAction::Up { button: MOUSE_BUTTON_LEFT };
        let twice = MouseActions::new("mouse".into())
            .then(PointerAction::MoveToElement { element, duration: None, x: 0.0, y: 0.0 })
            .then(press())
            .then(release())
            .then(press())
            .then(release());
        self.client.perform_actions(twice).await.expect("a double click");
    }

    /// Types into a field; a secret one takes its text over when it is left.
    pub async fn fill(&self, field: &str, text: &str) {
        let id = format!("field-{field}");
        self.press(&id).await;
        let element = self.wait_for(&selector(&id)).await;
        let _ = element.clear().await;
        element.send_keys(text).await.expect("typing");
        let tab = String::from(char::from(Key::Tab));
        element.send_keys(&tab).await.expect("leaving the field");
    }

    /// Moves the focus with the Tab key until it is on this; then presses a key there.
    pub async fn tab_to(&self, id: &str, key: Key) {
        let tab = String::from(char::from(Key::Tab));
        for _ in 0..60 {
            let focused = self.client.active_element().await.expect("a focus");
            if focused.attr("data-testid").await.ok().flatten().as_deref() == Some(id) {
                focused.send_keys(&String::from(char::from(key))).await.expect("a key");
                return;
            }
            focused.send_keys(&tab).await.expect("Tab");
        }
        self.shot("missing").await;
        panic!("{id} is not reached by the keyboard");
    }

    /// Presses a key wherever the focus is. (WebDriver's keys to an element fail where the press
    /// takes the element away.)
    pub async fn key(&self, key: char) {
        let press = KeyActions::new("keyboard".into())
            .then(KeyAction::Down { value: key })
            .then(KeyAction::Up { value: key });
        self.client.perform_actions(press).await.expect("a key");
    }

    /// Ticks every open box whose item starts like this.
    pub async fn tick_all(&self, prefix: &str) {
        loop {
            let css = format!("[data-testid^={:?}]:not(:checked)", format!("tick-{prefix}"));
            let boxes = self.client.find_all(Locator::Css(&css)).await.expect("boxes");
            let Some(first) = boxes.into_iter().next() else { return };
            let id = first.attr("data-testid").await.expect("an id").unwrap_or_default();
            self.press(&id).await;
            // Ticked, or out of sight because all of it is.
            self.gone(&format!("[data-testid={id:?}]:not(:checked)")).await;
        }
    }

    /// The verdicts of all check lines, as (id, verdict).
    pub async fn verdicts(&self) -> Vec<(String, String)> {
        let lines = self
            .run("return [...document.querySelectorAll('[data-verdict]')].map(e => [e.dataset.testid, e.dataset.verdict])")
            .await;
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        lines
            .as_array()
            .map(|all| all.iter().map(|line| (text(&line[0]), text(&line[1]))).collect())
            .unwrap_or_default()
    }

    pub async fn size(&self, width: u32, height: u32) {
        self.client.set_window_size(width, height).await.expect("another size");
        let frames = "const done = arguments[0]; \
            requestAnimationFrame(() => requestAnimationFrame(() => done(innerWidth)))";
        let drawn = timeout(PATIENCE, async {
            loop {
                // What depends on the width is drawn in the frame after.
                let inside = self.client.execute_async(frames, Vec::new()).await.expect("frames");
                // Less than a frame around the window.
                if inside.as_i64().is_some_and(|inside| (i64::from(width) - inside).abs() < 20) {
                    return;
                }
                sleep(Duration::from_millis(30)).await;
            }
        });
        assert!(drawn.await.is_ok(), "the window does not become {width} px wide");
    }

    /// A picture of the window, kept with the journey's others. Taken from the screen:
    /// WebDriver's own never answers on some pages (WebKitGTK 2.50). One that cannot be
    /// taken fails nothing: it is for people to look at.
    pub async fn shot(&self, name: &str) {
        if let Some(width) = self.whole_pages {
            self.size(width, 780).await;
            let page = "return Math.ceil(document.scrollingElement.scrollHeight)";
            let height = self.run(page).await.as_u64().unwrap_or(780).clamp(780, 2900) as u32;
            self.size(width, height).await;
        }
        // Let the page's arrival play out.
        sleep(Duration::from_millis(400)).await;
        let path = self.shots.join(format!("{name}.png"));
        let mut import = command("import");
        import.args(["-window", "Keywright"]).arg(&path).envs(self.variables.iter().cloned());
        match leash::output(&mut import, PATIENCE) {
            Ok(output) if output.status.success() => {}
            _ => eprintln!("no picture of {name}"),
        }
        if let Some(width) = self.whole_pages {
            self.size(width, 780).await;
        }
    }
}

pub fn selector(id: &str) -> String {
    format!("[data-testid={id:?}]")
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.local_addr().expect("its number").port()
}
