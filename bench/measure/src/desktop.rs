//! A screen, a window manager and a message bus of one's own, in a fresh home folder: nothing that
//! an earlier run left behind makes a later one faster.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use leash::Leash;
use x11rb::connection::Connection;
use x11rb::protocol::xproto::{AtomEnum, ConnectionExt, ImageFormat, Window};
use x11rb::rust_connection::RustConnection;

use crate::Result;

/// Every window at the upper left corner and without a frame, so that one point of the screen is the
/// same point of each page.
const OPENBOX: &str = r#"<?xml version="1.0"?><openbox_config xmlns="http://openbox.org/3.4/rc"><applications>
<application class="*"><decor>no</decor><position force="yes"><x>0</x><y>0</y></position></application>
</applications></openbox_config>"#;

/// Nothing is started on demand: an installed keychain or portal would join in one run and not in another.
const BUS: &str = r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
"http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd"><busconfig><type>session</type>
<listen>unix:dir=RUN</listen><auth>EXTERNAL</auth><policy context="default"><allow send_destination="*"/>
<allow eavesdrop="true"/><allow own="*"/></policy></busconfig>"#;

const LONGEST_START: Duration = Duration::from_secs(60);

/// Ends, and leaves nothing behind, when dropped.
pub struct Desktop {
    home: PathBuf,
    variables: Vec<(&'static str, String)>,
    running: Vec<Leash>,
    display: Option<(RustConnection, Window)>,
}

impl Desktop {
    /// `serial` tells the home folders of one run apart.
    pub fn start(serial: usize) -> Result<Self> {
        let home =
            std::env::temp_dir().join(format!("keywright-bench-{}-{serial}", std::process::id()));
        let run = home.join("run");
        fs::create_dir_all(&run)?;
        only_mine(&run)?;
        fs::create_dir_all(home.join(".config/openbox"))?;
        fs::write(home.join(".config/openbox/rc.xml"), OPENBOX)?;
        let bus = home.join("bus.conf");
        fs::write(&bus, BUS.replace("RUN", &run.display().to_string()))?;

        // The rest of the environment is left out: a proxy, a theme or a renderer set there would be measured too.
        let variables = vec![
            ("PATH", std::env::var("PATH").unwrap_or_default()),
            ("LANG", "C.UTF-8".to_owned()),
            ("HOME", home.display().to_string()),
            ("XDG_RUNTIME_DIR", run.display().to_string()),
            ("GDK_BACKEND", "x11".to_owned()),
            ("LIBGL_ALWAYS_SOFTWARE", "1".to_owned()),
            ("NO_AT_BRIDGE", "1".to_owned()),
        ];
        let mut desktop = Self { home, variables, running: Vec::new(), display: None };
        let screen = ["-displayfd", "1", "-screen", "0", "1400x1000x24", "-nolisten", "tcp"];
        let number = desktop.start_and_read_line(leash::command("Xvfb").args(screen))?;
        desktop.variables.push(("DISPLAY", format!(":{number}")));
        let configured = format!("--config-file={}", bus.display());
        let address = desktop.start_and_read_line(leash::command("dbus-daemon").args([
            &configured,
            "--nofork",
            "--print-address=1",
        ]))?;
        desktop.variables.push(("DBUS_SESSION_BUS_ADDRESS", address));

        let (display, screen) = x11rb::connect(Some(&format!(":{number}")))?;
        let root = display.setup().roots.get(screen).ok_or("a display without a screen")?.root;
        desktop.display = Some((display, root));
        let manager = Leash::start(&mut desktop.command(Path::new("openbox")))?;
        desktop.running.push(manager);
        desktop.wait_for_the_window_manager()?;
        Ok(desktop)
    }

    pub fn home(&self) -> &Path {
        &self.home
    }

    /// A program that will see this desktop and nothing else.
    pub fn command(&self, program: &Path) -> Command {
        let mut command = leash::command(program);
        command
            .env_clear()
            .envs(self.variables.iter().map(|(name, value)| (name, value)))
            .current_dir(&self.home)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        command
    }

    /// The colour of a point of the screen, as 0xRRGGBB.
    pub fn colour_at(&self, x: i16, y: i16) -> Result<u32> {
        let (display, root) = self.display.as_ref().ok_or("no display")?;
        let image = display.get_image(ImageFormat::Z_PIXMAP, *root, x, y, 1, 1, !0)?.reply()?;
        match image.data[..] {
            [blue, green, red, _] => Ok(u32::from_be_bytes([0, red, green, blue])),
            _ => Err("a screen that has no 24 bits of colour".into()),
        }
    }

    fn start_and_read_line(&mut self, command: &mut Command) -> Result<String> {
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut program = Leash::start(command)?;
        let lines = program.lines().ok_or("no output")?;
        self.running.push(program);
        lines.expect(LONGEST_START).map_err(|error| format!("{command:?}: {error}").into())
    }

    /// It says so in a property of the root window (Extended Window Manager Hints).
    fn wait_for_the_window_manager(&self) -> Result<()> {
        let (display, root) = self.display.as_ref().ok_or("no display")?;
        let name = display.intern_atom(false, b"_NET_SUPPORTING_WM_CHECK")?.reply()?.atom;
        let began = Instant::now();
        while began.elapsed() < LONGEST_START {
            if display.get_property(false, *root, name, AtomEnum::WINDOW, 0, 1)?.reply()?.value_len
                > 0
            {
                return Ok(());
            }
            sleep(Duration::from_millis(10));
        }
        Err("openbox did not start".into())
    }
}

impl Drop for Desktop {
    fn drop(&mut self) {
        self.display = None;
        // The screen last: programs that lose it complain, or wait.
        self.running.drain(..).rev().for_each(drop);
        // Something that was just ended may still be writing.
        for _ in 0..10 {
            if fs::remove_dir_all(&self.home).is_ok() {
                break;
            }
            sleep(Duration::from_millis(50));
        }
    }
}

/// D-Bus and GTK want a runtime folder that others cannot enter.
fn only_mine(folder: &Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    Ok(fs::set_permissions(folder, fs::Permissions::from_mode(0o700))?)
}
