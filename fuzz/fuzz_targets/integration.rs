#![no_main]

use keywright_fuzz::{LONGEST, integration, quick};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    quick(integration, data, LONGEST);
});
