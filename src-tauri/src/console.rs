//! A program for windows starts without a console on Windows, even from one.

/// So that what is printed is seen: in the console that Keywright was started from, unless it
/// goes to a file or another program already.
#[cfg(windows)]
pub fn attach() {
    use windows_sys::Win32::Storage::FileSystem::{FILE_TYPE_DISK, FILE_TYPE_PIPE, GetFileType};
    use windows_sys::Win32::System::Console::{
        ATTACH_PARENT_PROCESS, AttachConsole, GetStdHandle, STD_OUTPUT_HANDLE,
    };

    // SAFETY: three questions to the system; no memory is shared with it. A handle that is none
    // any more is answered with an error.
    #[allow(unsafe_code, reason = "no crate of the tree offers this without")]
    unsafe {
        let kind = GetFileType(GetStdHandle(STD_OUTPUT_HANDLE));
        if kind != FILE_TYPE_DISK && kind != FILE_TYPE_PIPE {
            // There may be none, as when a service has started it.
            AttachConsole(ATTACH_PARENT_PROCESS);
        }
    }
}

#[cfg(not(windows))]
pub fn attach() {}
