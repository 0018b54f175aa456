//! A home folder and a message bus of their own, and the services started on it.

use std::io::Write as _;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{ChildStdin, Command, Stdio};
use std::time::{Duration, Instant};

use leash::{Ended, Leash, Lines, PLENTY, Signal};
use tempfile::TempDir;
use zbus::blocking::Connection;
use zbus::blocking::connection::Builder;
use zbus::zvariant::{OwnedObjectPath, OwnedValue};

/// What was asked to end has this long. KeePassXC 2.7.4 now and then stays in its event loop.
const UNTIL_FORCE: Duration = Duration::from_secs(10);
const PASSWORD: &str = "of the test keychain";

/// A program that ends with the test.
pub struct Running(Leash);

impl Running {
    /// As a crash ends it.
    pub fn kill(mut self) -> Ended {
        self.0.kill().unwrap();
        Ended::ByForce
    }

    /// As the end of a session ends it: whoever has not ended in time is ended by force.
    pub fn end(mut self) -> Ended {
        self.0.end(UNTIL_FORCE).unwrap()
    }

    /// It owns its name from now on, and answers nothing.
    pub fn freeze(&self) {
        self.0.signal(Signal::STOP).unwrap();
    }

    pub fn thaw(&self) {
        self.0.signal(Signal::CONT).unwrap();
    }
}

pub struct Place {
    // Before the home folder, so that they have ended when that goes.
    bus: Option<Running>,
    address: Option<String>,
    home: TempDir,
}

/// Also what the programs here have started themselves.
impl Drop for Place {
    fn drop(&mut self) {
        let _ = leash::end_all("HOME", self.home.path());
    }
}

impl Place {
    pub fn without_a_bus() -> Self {
        let home = tempfile::Builder::new().prefix("keywright-").tempdir().unwrap();
        let runtime = home.path().join("run");
        std::fs::create_dir(&runtime).unwrap();
        std::fs::set_permissions(&runtime, PermissionsExt::from_mode(0o700)).unwrap();
        Self { bus: None, address: None, home }
    }

    /// With a bus that starts nothing by itself.
    pub fn new() -> Self {
        Self::without_a_bus().and_bus("")
    }

    /// With a bus that starts `program` when somebody asks for the Secret Service.
    pub fn that_starts(program: &str) -> Self {
        let place = Self::without_a_bus();
        let services = place.home.path().join("services");
        std::fs::create_dir(&services).unwrap();
        let text = format!("[D-BUS Service]\nName=org.freedesktop.secrets\nExec={program}\n");
        std::fs::write(services.join("secrets.service"), text).unwrap();
        let folder = format!("<servicedir>{}</servicedir>", services.display());
        place.and_bus(&folder)
    }

    fn and_bus(mut self, more: &str) -> Self {
        let config = self.home.path().join("bus.conf");
        let text = format!(
            "<!DOCTYPE busconfig PUBLIC \"-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN\" \
             \"http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd\">\n<busconfig>\
             <type>session</type><listen>unix:dir={}</listen><auth>EXTERNAL</auth>{more}\
             <policy context=\"default\"><allow send_destination=\"*\" eavesdrop=\"true\"/>\
             <allow eavesdrop=\"true\"/><allow own=\"*\"/></policy></busconfig>",
            self.runtime().display()
        );
        std::fs::write(&config, text).unwrap();
        let mut command = self.command("dbus-daemon");
        command.arg(format!("--config-file={}", config.display()));
        command.args(["--nofork", "--print-address=1"]).stdout(Stdio::piped());
        let mut bus = start(command);
        self.address = Some(bus.lines().unwrap().expect(PLENTY).unwrap());
        self.bus = Some(Running(bus));
        self
    }

    pub fn freeze_the_bus(&self) {
        self.bus.as_ref().unwrap().freeze();
    }

    pub fn thaw_the_bus(&self) {
        self.bus.as_ref().unwrap().thaw();
    }

    pub fn end_the_bus(&mut self) {
        self.bus.take().unwrap().kill();
    }

    /// As if the desktop had set it so.
    pub fn with_address(mut self, address: &str) -> Self {
        self.address = Some(address.to_owned());
        self
    }

    pub fn runtime(&self) -> PathBuf {
        self.home.path().join("run")
    }

    fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let home = self.home.path();
        let mut command = leash::command(program);
        command
            .env_remove("DISPLAY")
            .env_remove("WAYLAND_DISPLAY")
            .env_remove("DBUS_SESSION_BUS_ADDRESS")
            .env("HOME", home)
            .env("XDG_RUNTIME_DIR", self.runtime())
            .env("XDG_CONFIG_HOME", home.join(".config"))
            .env("XDG_DATA_HOME", home.join(".local/share"))
            .env("XDG_CACHE_HOME", home.join(".cache"))
            .env("QT_QPA_PLATFORM", "offscreen")
            // KeePassXC's mark that it runs lies there: each place has one of its own.
            .env("TMPDIR", self.runtime())
            .current_dir(home)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        if let Some(address) = &self.address {
            command.env("DBUS_SESSION_BUS_ADDRESS", address);
        }
        command
    }

    /// GNOME Keyring, unlocked as signing in does it; its keyring is made when there is none.
    pub fn gnome(&self) -> Running {
        let mut command = self.command("gnome-keyring-daemon");
        command.args(["--foreground", "--unlock", "--components=secrets"]).stdin(Stdio::piped());
        let mut daemon = Running(start(command));
        daemon.0.stdin().unwrap().write_all(PASSWORD.as_bytes()).unwrap();
        self.wait_for("a default keyring", |bus| alias(bus).is_some_and(|path| path != "/"));
        daemon
    }

    /// GNOME Keyring that nobody has unlocked; nor is anything there that could ask.
    pub fn gnome_locked(&self) -> Running {
        let mut command = self.command("gnome-keyring-daemon");
        command.args(["--foreground", "--components=secrets"]);
        let daemon = Running(start(command));
        self.wait_for("the service", |bus| alias(bus).is_some());
        daemon
    }

    /// KeePassXC with one database, unlocked; exposed to other programs or not.
    pub fn keepassxc(&self, exposed: bool) -> Running {
        let path = |name: &str| self.home.path().join(name).display().to_string();
        let database = self.database();
        if !database.exists() {
            self.make_database(&database, exposed);
        }
        // Written anew each time: KeePassXC adds to it.
        let settings = "[General]\nConfigVersion=2\nUpdateCheckMessageShown=true\n\
            SingleInstance=false\n\
            [GUI]\nCheckForUpdates=false\n\
            [FdoSecrets]\nEnabled=true\nConfirmAccessItem=false\nConfirmDeleteItem=false\n\
            UnlockBeforeSearch=false\nShowNotification=false\n";
        std::fs::write(path("settings.ini"), settings).unwrap();
        let mut command = self.command("keepassxc");
        command.args(["--config", &path("settings.ini"), "--localconfig", &path("local.ini")]);
        command.args(["--pw-stdin", "keys.kdbx"]).stdin(Stdio::piped());
        let mut program = Running(start(command));
        writeln!(program.0.stdin().unwrap(), "{PASSWORD}").unwrap();
        // While it opens the database it shows that locked, exposed or not.
        let mut settled = 0;
        self.wait_for("KeePassXC", |bus| {
            let there = alias(bus).is_some_and(|path| {
                if exposed { path != "/" && unlocked(bus, &path) } else { path == "/" }
            });
            settled = if there { settled + 1 } else { 0 };
            settled > if exposed { 5 } else { 75 }
        });
        program
    }

    /// Where KeePassXC keeps what it is given.
    fn database(&self) -> PathBuf {
        self.home.path().join("keys.kdbx")
    }

    /// The item of an account in KeePassXC's file, read by its other program.
    pub fn in_the_database(&self, account: &str) -> Option<String> {
        let mut command = self.command("keepassxc-cli");
        command.args(["attachment-export", "-q", "--stdout"]).arg(self.database());
        command.args([format!("/Keywright: {account}").as_str(), "FDO_SECRETS_DATA"]);
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut program = start(command_with_input(command));
        writeln!(program.stdin().unwrap(), "{PASSWORD}").unwrap();
        let output = program.output(PLENTY).unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() || said.contains("Could not find entry"), "{said}");
        output.status.success().then(|| String::from_utf8(output.stdout).unwrap())
    }

    /// How many entries lie in KeePassXC's Recycle Bin.
    pub fn in_the_bin(&self) -> usize {
        let mut command = self.command("keepassxc-cli");
        command.args(["ls", "-q"]).arg(self.database()).arg("Recycle Bin");
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut program = start(command_with_input(command));
        writeln!(program.stdin().unwrap(), "{PASSWORD}").unwrap();
        let output = program.output(PLENTY).unwrap();
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        said.lines().filter(|line| line.starts_with("Keywright: ")).count()
    }

    fn make_database(&self, database: &Path, exposed: bool) {
        let expose = "<CustomData><Item><Key>FDO_SECRETS_EXPOSED_GROUP</Key>\
            <Value>{6b657977-7269-6768-7400-000000000001}</Value></Item></CustomData>";
        let text = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><KeePassFile><Meta><DatabaseName>keys\
             </DatabaseName>{}</Meta><Root><Group><UUID>a2V5d3JpZ2h0AAAAAAAAAQ==</UUID>\
             <Name>Root</Name></Group></Root></KeePassFile>",
            if exposed { expose } else { "" }
        );
        let plain = self.home.path().join("keys.xml");
        std::fs::write(&plain, text).unwrap();
        let mut command = self.command("keepassxc-cli");
        command.args(["import", "-q", "-t", "100", "-p"]).arg(plain).arg(database);
        let mut import = start(command_with_input(command));
        writeln!(import.stdin().unwrap(), "{PASSWORD}\n{PASSWORD}").unwrap();
        assert!(import.wait(PLENTY).unwrap().well());
    }

    /// A service that owns the name and never answers.
    pub fn hung(&self) -> Inner {
        let mut inner = self.inner();
        assert_eq!(inner.ask("hang"), "hanging");
        inner
    }

    pub fn inner(&self) -> Inner {
        self.inner_with(&[])
    }

    /// This program once more, as a process in this place.
    pub fn inner_with(&self, variables: &[(&str, &str)]) -> Inner {
        let mut command = self.command(std::env::current_exe().unwrap());
        command.args(["--exact", "keychain::inner::process", "--ignored", "--nocapture"]);
        command.env("KEYWRIGHT_INNER", "1").envs(variables.iter().copied());
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::inherit());
        let mut child = start(command);
        let (stdin, lines) = (child.stdin().unwrap(), child.lines().unwrap());
        Inner { stdin, lines, _child: child }
    }

    pub fn connect(&self) -> Connection {
        // A hung service is asked too.
        Builder::address(self.address.as_deref().unwrap())
            .unwrap()
            .method_timeout(PLENTY)
            .build()
            .unwrap()
    }

    /// Makes the default keyring the one that lives in memory.
    pub fn default_is_the_session(&self) {
        let session =
            OwnedObjectPath::try_from("/org/freedesktop/secrets/collection/session").unwrap();
        self.connect()
            .call_method(
                Some("org.freedesktop.secrets"),
                "/org/freedesktop/secrets",
                Some("org.freedesktop.Secret.Service"),
                "SetAlias",
                &("default", session),
            )
            .unwrap();
    }

    fn wait_for(&self, what: &str, mut there: impl FnMut(&Connection) -> bool) {
        let bus = self.connect();
        let started = Instant::now();
        while !there(&bus) {
            assert!(started.elapsed() < PLENTY, "{what} did not come up");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

fn command_with_input(mut command: Command) -> Command {
    command.stdin(Stdio::piped());
    command
}

fn start(mut command: Command) -> Leash {
    let started = Leash::start(&mut command);
    started.unwrap_or_else(|error| panic!("{error} (`make test` installs what is needed)"))
}

fn alias(bus: &Connection) -> Option<String> {
    let reply = bus.call_method(
        Some("org.freedesktop.secrets"),
        "/org/freedesktop/secrets",
        Some("org.freedesktop.Secret.Service"),
        "ReadAlias",
        &"default",
    );
    let path: OwnedObjectPath = reply.ok()?.body().deserialize().ok()?;
    Some(path.to_string())
}

fn unlocked(bus: &Connection, path: &str) -> bool {
    let reply = bus.call_method(
        Some("org.freedesktop.secrets"),
        path,
        Some("org.freedesktop.DBus.Properties"),
        "Get",
        &("org.freedesktop.Secret.Collection", "Locked"),
    );
    let value = reply.ok().and_then(|reply| reply.body().deserialize::<OwnedValue>().ok());
    value.and_then(|value| bool::try_from(value).ok()) == Some(false)
}

/// A process with a Vault. It is told what to do line by line.
pub struct Inner {
    stdin: ChildStdin,
    lines: Lines,
    _child: Leash,
}

impl Inner {
    pub fn tell(&mut self, line: &str) {
        writeln!(self.stdin, "{line}").unwrap();
    }

    pub fn answer(&mut self) -> String {
        loop {
            // The test harness prints lines of its own.
            let line = self.lines.expect(4 * PLENTY).expect("an answer from the inner process");
            if let Some(answer) = line.split("=> ").nth(1) {
                return answer.to_owned();
            }
        }
    }

    pub fn ask(&mut self, line: &str) -> String {
        self.tell(line);
        self.answer()
    }
}
