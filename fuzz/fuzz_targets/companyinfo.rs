#![no_main]

use keywright_fuzz::{LONGEST, companyinfo, quick};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    quick(companyinfo, data, LONGEST);
});
