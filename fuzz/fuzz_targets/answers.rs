#![no_main]

use keywright_fuzz::{LONGEST, answers, quick};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    quick(answers, data, LONGEST);
});
