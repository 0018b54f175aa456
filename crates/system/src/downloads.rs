//! Files without secrets, written where a person keeps downloads; and the one place that opens
//! anything outside the window.

use std::fs::File;
use std::io::{ErrorKind, Read as _, Write as _};
use std::path::{Path, PathBuf};

use ground::files;
use setup::outside::Laid;
use updates::Package;

/// What kind of file it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    Text,
    Html,
}

/// A file that this program has written, a moment ago. Only [`write`] makes one.
#[derive(Debug)]
pub struct Written {
    path: PathBuf,
    ending: Ending,
}

impl Written {
    pub fn path(&self) -> String {
        self.path.display().to_string()
    }
}

/// What may be opened outside the window, and nothing else.
pub enum Outside<'a> {
    /// An address that `copies::link` found.
    Link(&'a str),
    Document(&'a Written),
}

/// Opens it with the program the system has for it; false where there is none.
pub fn open(what: &Outside) -> bool {
    let Some(what) = may_open(what) else { return false };
    open::that_detached(what).is_ok()
}

fn may_open<'a>(what: &'a Outside) -> Option<&'a Path> {
    match what {
        Outside::Link(url) if url.starts_with("https://") => Some(Path::new(url)),
        // A text is read by whoever it is for; the browser is for documents.
        Outside::Document(Written { path, ending: Ending::Html }) => Some(path),
        Outside::Link(_) | Outside::Document(_) => None,
    }
}

/// Writes a text under a name that is still free. A document that lies there already, to the
/// letter, is left as it is: pressing twice makes no second copy.
pub fn write(folder: &Path, name: &str, ending: Ending, text: &str) -> Result<Written, String> {
    try_write(folder, name, ending, text).map_err(|error| error.to_string())
}

fn try_write(folder: &Path, name: &str, ending: Ending, text: &str) -> std::io::Result<Written> {
    let (dot, text) = match ending {
        // Older programs of Windows know lines by both.
        Ending::Text if cfg!(windows) => ("txt", text.replace('\n', "\r\n")),
        Ending::Text => ("txt", text.to_owned()),
        Ending::Html => ("html", text.to_owned()),
    };
    let path = put(folder, (name, dot), text.as_bytes(), ending == Ending::Html)?;
    Ok(Written { path, ending })
}

/// Lays a package whose signature was proved there, under its own name.
pub fn lay(folder: &Path, package: &Package) -> std::io::Result<Laid> {
    let (stem, dot) = package.name.rsplit_once('.').unwrap_or((&package.name, "bin"));
    let path = put(folder, (stem, dot), &package.bytes, true)?;
    Ok(Laid { path: path.display().to_string(), sha256: files::sha256(&package.bytes) })
}

/// `once`: if a file is there already, byte for byte the same, it is not written again.
fn put(folder: &Path, name: (&str, &str), bytes: &[u8], once: bool) -> std::io::Result<PathBuf> {
    std::fs::create_dir_all(folder)?;
    let (stem, dot) = name;
    for n in 1..100 {
        let number = if n == 1 { String::new() } else { format!(" ({n})") };
        let path = folder.join(format!("{stem}{number}.{dot}"));
        match File::create_new(&path) {
            Ok(mut file) => {
                return match file.write_all(bytes) {
                    Ok(()) => Ok(path),
                    Err(error) => {
                        // Half a file is none.
                        let _ = std::fs::remove_file(&path);
                        Err(error)
                    }
                };
            }
            Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(error),
            Err(_) if once && is(&path, bytes) => return Ok(path),
            Err(_) => {}
        }
    }
    Err(std::io::Error::other("there are a hundred files of this name"))
}

/// Whether a plain file holds exactly this.
fn is(path: &Path, bytes: &[u8]) -> bool {
    let plain = std::fs::symlink_metadata(path).is_ok_and(|it| it.is_file());
    let mut found = Vec::new();
    // One more than there are: a longer file is another one, however long.
    let longest = bytes.len() as u64 + 1;
    let read = || File::open(path)?.take(longest).read_to_end(&mut found);
    plain && { read }().is_ok() && found == bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whatever gets this far: nothing but an encrypted address is opened.
    #[test]
    fn no_other_link_is_opened() {
        let link = Outside::Link("https://a.example/");
        assert_eq!(may_open(&link), Some(Path::new("https://a.example/")));
        let text = Written { path: "/nowhere.txt".into(), ending: Ending::Text };
        assert_eq!(may_open(&Outside::Document(&text)), None);
        for url in
            ["http://a.example/", "file:///nowhere", "nonsense:x", "/nowhere", "", " https://a"]
        {
            assert_eq!(may_open(&Outside::Link(url)), None, "{url}");
        }
    }
}
