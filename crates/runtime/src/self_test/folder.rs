//! A folder among the system's temporary ones, gone again with its owner.

use std::fs::{self, DirBuilder};
use std::io;
use std::path::{Path, PathBuf};

use system::vault::random;

pub struct Folder(PathBuf);

impl Folder {
    pub fn new() -> io::Result<Self> {
        let path = std::env::temp_dir().join(format!("keywright-self-test-{}", random(12)));
        let mut builder = DirBuilder::new();
        // One that somebody else has put there is an error.
        builder.recursive(false);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&path)?;
        Ok(Self(path))
    }

    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
