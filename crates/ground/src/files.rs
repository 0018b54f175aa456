//! Files where Keywright keeps its own, and where others may lay some: looked at before they are
//! opened, never read further than they may be long, and written for this person alone.

use std::fs::{self, DirBuilder, File, Metadata, OpenOptions};
use std::io::{self, ErrorKind, Read as _};
use std::path::Path;

use sha2::{Digest as _, Sha256};

/// Why something is not opened that is no file: a pipe would be waited for, for ever.
const NO_FILE: &str = "it is not a regular file";

/// What a plain file holds, of at most so many bytes. A link is what it leads to.
pub fn read(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    look(&fs::metadata(path)?, most)?;
    let file = File::open(path)?;
    // What lies there may be another one by now.
    look(&file.metadata()?, most)?;
    let mut bytes = Vec::new();
    // It may grow meanwhile, and some say that they are empty.
    file.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most { Err(ErrorKind::FileTooLarge.into()) } else { Ok(bytes) }
}

/// The same, and a link is none.
pub fn read_no_link(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    look(&fs::symlink_metadata(path)?, most)?;
    read(path, most)
}

fn look(it: &Metadata, most: u64) -> io::Result<()> {
    if it.is_dir() {
        Err(ErrorKind::IsADirectory.into())
    } else if !it.is_file() {
        Err(io::Error::other(NO_FILE))
    } else if it.len() > most {
        Err(ErrorKind::FileTooLarge.into())
    } else {
        Ok(())
    }
}

/// A new file, for this person alone.
pub fn create(path: &Path) -> io::Result<File> {
    private(OpenOptions::new().write(true).create_new(true)).open(path)
}

pub fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    options
}

/// A folder for this person alone, also where it was made for all to look into.
pub fn own_folder(path: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs::metadata(path)?.permissions().mode() & 0o7777;
        if mode & 0o077 != 0 {
            // On a disk that knows no such thing it stays as it is.
            let _ = fs::set_permissions(path, fs::Permissions::from_mode(mode & 0o700));
        }
    }
    Ok(())
}

/// As `sha256sum` prints it.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Why a file could not be read or written, in words that are the same on every system.
pub fn reason(error: &io::Error) -> String {
    match error.raw_os_error() {
        Some(number) => format!("{} (error {number} of the system)", error.kind()),
        None => error.to_string(),
    }
}
