#![no_main]

use keywright_fuzz::{LONGEST, quick, update};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    quick(update, data, LONGEST);
});
