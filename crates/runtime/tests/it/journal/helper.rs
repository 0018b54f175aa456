//! A second program to kill, to starve and to race: this test binary once more, with one
//! test alone, which does what a variable says.

use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::process::{ChildStdin, Command, Stdio};

use leash::{Leash, Lines, PLENTY};
use runtime::journal::Journal;
use setup::Connection;

const ROLE: &str = "KEYWRIGHT_TEST_ROLE";
const FOLDER: &str = "KEYWRIGHT_TEST_FOLDER";
const CONNECTIONS: usize = 40;

/// A journal that carries a number in every part: a torn one shows two of them.
pub fn numbered(number: u64) -> Vec<Connection> {
    let connection = |n: usize| {
        let mut connection =
            Connection::new(format!("id-{n}"), "any".into(), None, Default::default());
        connection.company = number.to_string();
        connection
    };
    (0..CONNECTIONS).map(connection).collect()
}

/// The number of a whole journal; 0 of an empty one.
pub fn number(connections: &[Connection]) -> u64 {
    let Some(first) = connections.first() else { return 0 };
    let number = first.company.parse().expect("a number");
    assert_eq!(connections, numbered(number), "torn");
    number
}

pub fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<_> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// Random enough, and the same at every run.
pub struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end
    }
}

/// How often: many times where `make soak` asks for it.
pub fn rounds(few: usize, many: usize) -> usize {
    if std::env::var_os("KEYWRIGHT_SOAK").is_some() { many } else { few }
}

/// The helper as a command; `before`: a program and its arguments that run it.
pub fn helper(role: &str, folder: &Path, before: &[&str]) -> Command {
    let this = std::env::current_exe().unwrap();
    let mut command = match before {
        [program, args @ ..] => {
            let mut command = leash::command(program);
            command.args(args).arg(this);
            command
        }
        [] => leash::command(this),
    };
    command
        .args(["journal::helper::helps", "--exact", "--ignored", "--nocapture"])
        .env(ROLE, role)
        .env(FOLDER, folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped());
    command
}

pub struct Helper {
    child: Leash,
    stdin: ChildStdin,
    said: Lines,
}

impl Helper {
    pub fn start(role: &str, folder: &Path) -> Self {
        Self::run(helper(role, folder, &[]))
    }

    pub fn run(mut command: Command) -> Self {
        let mut child = Leash::start(&mut command).unwrap();
        let (stdin, said) = (child.stdin().unwrap(), child.lines().unwrap());
        Self { child, stdin, said }
    }

    /// The next thing it says; none when it has ended. What the test harness prints around
    /// it and a line that was cut off are not among them.
    pub fn next(&mut self) -> Option<String> {
        loop {
            let line = self.said.next(PLENTY).unwrap()?;
            if let Some(said) = line.strip_prefix('@').and_then(|line| line.strip_suffix('\n')) {
                return Some(said.to_owned());
            }
        }
    }

    /// The next thing it says; where it ended instead, how it did.
    pub fn expect(&mut self) -> String {
        self.next().unwrap_or_else(|| panic!("the helper ended: {:?}", self.child.wait(PLENTY)))
    }

    pub fn tell(&mut self, line: &str) {
        writeln!(self.stdin, "{line}").unwrap();
    }

    pub fn kill(&mut self) {
        self.child.kill().unwrap();
    }

    /// Lets it end, and wants it to be content.
    pub fn end(self) {
        let Self { mut child, stdin, said } = self;
        drop(stdin);
        while let Some(line) = said.next(PLENTY).unwrap() {
            eprint!("{line}");
        }
        assert!(child.wait(PLENTY).unwrap().well());
    }
}

/// In one piece, and on a line of its own in what the test harness prints.
pub fn say(words: &str) {
    let mut out = io::stdout().lock();
    out.write_all(format!("\n@{words}\n").as_bytes()).unwrap();
    out.flush().unwrap();
}

#[test]
#[ignore = "is run by the other tests here, in a process of its own"]
fn helps() {
    let (Ok(role), Some(folder)) = (std::env::var(ROLE), std::env::var_os(FOLDER)) else { return };
    let folder = Path::new(&folder);
    match role.as_str() {
        "save" => {
            let mut journal = Journal::open(folder);
            let (connections, trouble) = journal.load();
            assert_eq!(trouble, None);
            for number in number(&connections) + 1.. {
                journal.save(&numbered(number)).unwrap();
                say(&number.to_string());
            }
        }
        // What a save would be without any care: it shows that the kills do hit.
        "plain" => {
            for number in 1.. {
                let text = serde_json::to_vec_pretty(&numbered(number)).unwrap();
                fs::write(folder.join("plain.json"), text).unwrap();
                say(&number.to_string());
            }
        }
        "race" => super::two::race(folder),
        #[cfg(target_os = "linux")]
        "limited" => super::disk::limited(folder),
        #[cfg(target_os = "linux")]
        "full" => super::disk::full(folder),
        #[cfg(target_os = "linux")]
        "desk" => super::disk::desk_without_room(folder),
        other => panic!("{other}"),
    }
}
