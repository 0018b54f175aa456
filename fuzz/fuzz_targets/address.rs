#![no_main]

use keywright_fuzz::{LONGEST, address, quick};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    quick(address, data, LONGEST);
});
