//! Whether Keywright is open already, where that is asked on the message bus (Linux). The plugin
//! that keeps one instance asks without a limit: a first one that hangs, or any program that has
//! taken its name and never answers, would keep every later start from showing a window.

/// What came of asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Already {
    /// Nobody has the name, or nobody can be asked.
    No,
    /// It was asked for its window, and has answered.
    Shown,
    /// Somebody has the name, and does not answer as Keywright does.
    Silent,
}

#[cfg(not(target_os = "linux"))]
pub fn ask(_: &str) -> Already {
    // The plugin does, and what it asks there does not wait.
    Already::No
}

#[cfg(target_os = "linux")]
pub use on_the_bus::ask;

#[cfg(target_os = "linux")]
mod on_the_bus {
    use std::sync::mpsc::channel;
    use std::time::Duration;

    use zbus::blocking::Connection;

    use super::Already;

    /// Long for an answer, and short for somebody who waits for a window.
    const WAITED_FOR: Duration = Duration::from_secs(5);

    /// Asks the program that has this identifier for its window, as the plugin would.
    pub fn ask(identifier: &str) -> Already {
        let name = format!("{identifier}.SingleInstance");
        let (tell, told) = channel();
        let asking = std::thread::Builder::new().name("already".into()).spawn(move || {
            // Nobody waits any more: then the answer has no reader.
            let _ = tell.send(asked(&name));
        });
        // A bus that hangs, too.
        let silent = if asking.is_ok() { Already::Silent } else { Already::No };
        told.recv_timeout(WAITED_FOR).unwrap_or(silent)
    }

    fn asked(name: &str) -> Already {
        let Ok(bus) = Connection::session() else { return Already::No };
        let driver = Some("org.freedesktop.DBus");
        let owned = bus.call_method(driver, "/org/freedesktop/DBus", driver, "NameHasOwner", &name);
        let owned = owned.ok().and_then(|reply| reply.body().deserialize::<bool>().ok());
        if owned != Some(true) {
            return Already::No;
        }
        let path = format!("/{}", name.replace('.', "/").replace('-', "_"));
        let words: Vec<String> =
            std::env::args_os().map(|word| word.to_string_lossy().into_owned()).collect();
        let folder = std::env::current_dir().unwrap_or_default();
        let folder = folder.to_string_lossy();
        let interface = Some("org.SingleInstance.DBus");
        match bus.call_method(
            Some(name),
            path.as_str(),
            interface,
            "ExecuteCallback",
            &(words, &*folder),
        ) {
            Ok(_) => Already::Shown,
            Err(_) => Already::Silent,
        }
    }
}
