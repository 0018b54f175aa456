//! A desktop of one's own: screen, window manager, message bus, keychain, home folder.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use leash::{Leash, PLENTY, Signal, command};
use tempfile::TempDir;

use crate::Window;

const PASSWORD: &str = "of the test keychain";

/// Everything in it ends when this is dropped.
pub struct Desktop {
    home: TempDir,
    variables: Vec<(String, String)>,
    running: Vec<Leash>,
    pub shots: PathBuf,
}

impl Drop for Desktop {
    fn drop(&mut self) {
        // The window too, which nobody here has started himself: the driver has.
        let _ = leash::end_all("HOME", self.home.path());
        // The screen last: programs that lose it complain, or wait.
        self.running.drain(..).rev().for_each(drop);
    }
}

/// The window's inside, and its edges with the frame around it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Placed {
    pub width: i32,
    pub height: i32,
    pub left: i32,
    pub top: i32,
    pub right: i32,
    pub bottom: i32,
}

/// What kind of keychain the desktop has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keychain {
    Unlocked,
    /// A keychain that is there and that nobody has unlocked.
    Locked,
    /// A message bus on which nothing offers the Secret Service.
    None,
}

impl Desktop {
    /// `name` is the folder for its screenshots, under `KEYWRIGHT_SHOTS` or `out/shots`.
    pub async fn start(name: &str) -> Self {
        Self::with(name, Keychain::Unlocked).await
    }

    pub async fn with(name: &str, keychain: Keychain) -> Self {
        let home = tempfile::Builder::new().prefix("keywright-").tempdir().expect("a home folder");
        let runtime = home.path().join("run");
        std::fs::create_dir(&runtime).expect("a runtime folder");
        let _ =
            std::fs::set_permissions(&runtime, std::os::unix::fs::PermissionsExt::from_mode(0o700));

        let programs = home.path().join("bin");
        stand_in_for_the_browser(&programs);
        let path = std::env::var("PATH").unwrap_or_default();

        let mut screen = command("Xvfb");
        screen.args(["-displayfd", "1", "-screen", "0", "1400x3000x24", "-nolisten", "tcp"]);
        let (screen, number) = started(screen);
        let mut variables: Vec<(String, String)> = [
            ("DISPLAY", format!(":{number}")),
            ("HOME", home.path().display().to_string()),
            ("XDG_RUNTIME_DIR", runtime.display().to_string()),
            ("XDG_CONFIG_HOME", home.path().join(".config").display().to_string()),
            ("XDG_DATA_HOME", home.path().join(".local/share").display().to_string()),
            ("XDG_CACHE_HOME", home.path().join(".cache").display().to_string()),
            ("GDK_BACKEND", "x11".into()),
            ("LIBGL_ALWAYS_SOFTWARE", "1".into()),
            ("NO_AT_BRIDGE", "1".into()),
            ("PATH", format!("{}:{path}", programs.display())),
        ]
        .map(|(name, value)| (name.to_owned(), value))
        .into();

        let config = bus_config(home.path());
        let mut bus = command("dbus-daemon");
        bus.arg(format!("--config-file={}", config.display()))
            .args(["--nofork", "--print-address=1"])
            .envs(variables.iter().cloned());
        let (bus, address) = started(bus);
        variables.push(("DBUS_SESSION_BUS_ADDRESS".into(), address));

        let mut running = vec![screen, bus];
        let start = |program: &str, args: &[&str], stdin: Stdio| {
            let mut command = command(program);
            command.args(args).envs(variables.iter().cloned()).stdin(stdin);
            Leash::start(command.stdout(Stdio::null()).stderr(Stdio::null())).expect("a program")
        };
        running.push(start("openbox", &[], Stdio::null()));
        if keychain == Keychain::Locked {
            running.push(start(
                "gnome-keyring-daemon",
                &["--foreground", "--components=secrets"],
                Stdio::null(),
            ));
        }
        if keychain == Keychain::Unlocked {
            let mut daemon = start(
                "gnome-keyring-daemon",
                &["--foreground", "--unlock", "--components=secrets"],
                Stdio::piped(),
            );
            let mut stdin = daemon.stdin().expect("its standard input");
            stdin.write_all(PASSWORD.as_bytes()).expect("a password");
            drop(stdin);
            running.push(daemon);
        }
        let shots = std::env::var_os("KEYWRIGHT_SHOTS")
            .map_or_else(|| root().join("out/shots"), PathBuf::from)
            .join(name);
        std::fs::create_dir_all(&shots).expect("a folder for screenshots");
        let desktop = Self { home, variables, running, shots };
        if keychain != Keychain::None {
            desktop.wait_for_the_keychain().await;
        }
        desktop
    }

    async fn wait_for_the_keychain(&self) {
        for _ in 0..600 {
            let owned = self
                .run(
                    "dbus-send",
                    &[
                        "--session",
                        "--print-reply",
                        "--dest=org.freedesktop.DBus",
                        "/",
                        "org.freedesktop.DBus.NameHasOwner",
                        "string:org.freedesktop.secrets",
                    ],
                )
                .await;
            if owned.contains("boolean true") {
                return;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("gnome-keyring did not come up in a minute");
    }

    /// Opens the program on this desktop.
    pub async fn open(&self) -> Window {
        Window::open(self).await
    }

    pub fn variables(&self) -> impl Iterator<Item = (String, String)> {
        self.variables.iter().cloned()
    }

    /// One more for what is opened from now on.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        self.variables.push((name.to_owned(), value.into()));
    }

    /// Where the program keeps its progress.
    pub fn data(&self) -> PathBuf {
        self.home.path().join(".local/share/app.keywright.desktop")
    }

    /// What the program prints goes here.
    pub(crate) fn printed(&self) -> Stdio {
        let path = self.home.path().join("printed.log");
        let file = std::fs::OpenOptions::new().append(true).create(true).open(path);
        file.expect("a file for what is printed").into()
    }

    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// What a program prints when run on this desktop.
    pub async fn run(&self, program: &str, args: &[&str]) -> String {
        let mut command = command(program);
        let output = leash::output(command.args(args).envs(self.variables()), PLENTY);
        String::from_utf8_lossy(&output.expect("an answer").stdout).into_owned()
    }

    /// Where the window stands, as the window manager has it.
    pub async fn placed(&self) -> Placed {
        let text = self.run("xwininfo", &["-name", "Keywright"]).await;
        let figure = |label: &str| {
            let line = text.lines().find_map(|line| line.trim().strip_prefix(label));
            line.and_then(|figure| figure.trim().parse().ok()).unwrap_or(-1)
        };
        let frame = self.run("xprop", &["-name", "Keywright", "_NET_FRAME_EXTENTS"]).await;
        let frame: Vec<i32> =
            frame.split(['=', ',']).filter_map(|figure| figure.trim().parse().ok()).collect();
        let [left, right, top, bottom] = frame[..] else { return Placed::default() };
        let (x, y) = (figure("Absolute upper-left X:"), figure("Absolute upper-left Y:"));
        let (width, height) = (figure("Width:"), figure("Height:"));
        Placed {
            width,
            height,
            left: x - left,
            top: y - top,
            right: x + width + right,
            bottom: y + height + bottom,
        }
    }

    /// Moves the window and gives it a size, as a person does with the mouse.
    pub async fn put(&self, x: i32, y: i32, width: i32, height: i32) {
        let place = format!("0,{x},{y},{width},{height}");
        self.run("wmctrl", &["-r", "Keywright", "-e", &place]).await;
    }

    pub async fn maximise(&self, on: bool) {
        let how = if on { "add" } else { "remove" };
        let how = format!("{how},maximized_vert,maximized_horz");
        self.run("wmctrl", &["-r", "Keywright", "-b", &how]).await;
    }

    /// Unlocks a locked keychain, as a person does by typing its password.
    pub async fn unlock(&self) {
        self.tell(
            "gnome-keyring-daemon",
            &["--unlock", "--replace", "--components=secrets"],
            PASSWORD,
        );
        self.wait_for_the_keychain().await;
    }

    /// Locks the keychain, as the lock screen of some systems does.
    pub async fn lock(&self) {
        let locked = self
            .run(
                "dbus-send",
                &[
                    "--session",
                    "--print-reply",
                    "--dest=org.freedesktop.secrets",
                    "/org/freedesktop/secrets",
                    "org.freedesktop.Secret.Service.Lock",
                    "array:objpath:/org/freedesktop/secrets/collection/login",
                ],
            )
            .await;
        assert!(locked.contains("/collection/login"), "the keychain is not locked: {locked}");
    }

    /// The keychain answers nobody, until [`Self::keychain_goes_on`].
    pub async fn keychain_stands_still(&self) {
        self.keychain().signal(Signal::STOP).expect("it to run");
    }

    pub async fn keychain_goes_on(&self) {
        self.keychain().signal(Signal::CONT).expect("it to run");
    }

    /// The one this desktop was started with: the last program of it.
    fn keychain(&self) -> &Leash {
        self.running.last().expect("a keychain")
    }

    /// The keychain item of an account, once it is like this.
    pub async fn kept_as(
        &self,
        account: &str,
        is: impl Fn(&serde_json::Value) -> bool,
    ) -> serde_json::Value {
        let started = Instant::now();
        loop {
            let item = self.kept(account).await;
            match item {
                Some(item) if is(&item) => return item,
                _ if started.elapsed() > PLENTY => panic!("the keychain holds {item:?}"),
                _ => tokio::time::sleep(Duration::from_millis(100)).await,
            }
        }
    }

    /// The keychain item of an account, by the system's own tool.
    pub async fn kept(&self, account: &str) -> Option<serde_json::Value> {
        let text = self
            .run(
                "secret-tool",
                &["lookup", "service", "app.keywright.desktop", "username", account],
            )
            .await;
        serde_json::from_str(&text).ok()
    }

    /// The text of the only file with this ending among the downloads. This desktop names no
    /// folder for them, so they lie in the home folder.
    pub fn downloaded(&self, ending: &str) -> String {
        let entries = std::fs::read_dir(self.home()).expect("the home folder").flatten();
        let files = entries.map(|entry| entry.path());
        let found: Vec<_> = files.filter(|path| path.to_string_lossy().ends_with(ending)).collect();
        assert_eq!(found.len(), 1, "{found:?}");
        std::fs::read_to_string(&found[0]).expect("the file")
    }

    /// What the program asked the system to open, in order, once there is anything.
    pub async fn opened(&self) -> Vec<String> {
        for _ in 0..1200 {
            let text = std::fs::read_to_string(self.home().join("opened")).unwrap_or_default();
            if text.ends_with('\n') {
                return text.lines().map(str::to_owned).collect();
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("nothing was opened");
    }

    /// What the clipboard offers under another name than text: none where it does not.
    pub async fn offered(&self, target: &str) -> String {
        self.run("xclip", &["-selection", "clipboard", "-o", "-t", target]).await
    }

    /// The text on the clipboard, as another program reads it.
    pub async fn clipboard(&self) -> String {
        self.run("xclip", &["-selection", "clipboard", "-o"]).await
    }

    /// Puts a text on the clipboard, as another program does.
    pub async fn copy(&self, text: &str) {
        self.tell("xclip", &["-selection", "clipboard", "-i"], text);
    }

    /// Starts a program that reads something and goes to the background.
    fn tell(&self, program: &str, args: &[&str], text: &str) {
        let mut command = command(program);
        command.args(args).envs(self.variables()).stdin(Stdio::piped());
        let told = Leash::start(command.stdout(Stdio::null()).stderr(Stdio::null()));
        let mut told = told.expect("a program");
        let mut stdin = told.stdin().expect("its standard input");
        stdin.write_all(text.as_bytes()).expect("the text");
        drop(stdin);
        assert!(told.wait(PLENTY).expect("its end").well(), "{program} does not go on by itself");
    }
}

/// A stand-in for the program that opens things: it writes down what it was asked to open.
fn stand_in_for_the_browser(folder: &Path) {
    std::fs::create_dir(folder).expect("a folder for programs");
    let path = folder.join("xdg-open");
    std::fs::write(&path, "#!/bin/sh\nprintf '%s\\n' \"$@\" >>\"$HOME/opened\"\n")
        .expect("xdg-open");
    std::fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o755))
        .expect("a program that may be run");
}

/// A bus that starts nothing by itself: an installed keychain would come up on demand.
fn bus_config(home: &Path) -> PathBuf {
    let path = home.join("bus.conf");
    let text = format!(
        "<!DOCTYPE busconfig PUBLIC \"-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN\" \
         \"http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd\">\n<busconfig><type>session</type>\
         <listen>unix:dir={}</listen><auth>EXTERNAL</auth><policy context=\"default\">\
         <allow send_destination=\"*\" eavesdrop=\"true\"/><allow eavesdrop=\"true\"/><allow own=\"*\"/>\
         </policy></busconfig>",
        home.join("run").display()
    );
    std::fs::write(&path, text).expect("a bus configuration");
    path
}

/// Its first line is what it has to say.
fn started(mut command: std::process::Command) -> (Leash, String) {
    let program = Leash::start(command.stdout(Stdio::piped()).stderr(Stdio::null()));
    let mut program = program.expect("a program (run `make test`, which installs it)");
    let line = program.lines().expect("its output").expect(PLENTY);
    (program, line.unwrap_or_else(|error| panic!("{command:?}: {error}")))
}

pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the project").to_owned()
}

/// The program to test.
pub fn program() -> PathBuf {
    if let Some(path) = std::env::var_os("KEYWRIGHT_BIN") {
        return PathBuf::from(path);
    }
    let target =
        std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
    let path = target.join("debug/keywright");
    assert!(path.exists(), "{} is missing: run `make test`, which builds it first", path.display());
    path
}
