#![no_main]

use keywright_fuzz::{LONGEST, pasted, quick};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    quick(pasted, data, LONGEST);
});
