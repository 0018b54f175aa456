//! Files that hold no certificate authority to trust, in one or two sentences each.

use crate::dates;
use connectwise::authority::BadAuthority;

pub fn bad_authority(bad: &BadAuthority) -> String {
    let day = |moment: &jiff::Timestamp| dates::utc_day(*moment);
    match bad {
        BadAuthority::TooLarge => "This file is too large to be a certificate.".into(),
        BadAuthority::NoCertificate => {
            "There is no certificate in this file that Keywright can read. Its name often ends in .crt, .cer or .pem."
                .into()
        }
        BadAuthority::PrivateKey => {
            "There is a private key in this file. Nobody but the server may have it: Keywright kept nothing of it. Ask for the certificate alone."
                .into()
        }
        BadAuthority::NotAnAuthority { signed_by } => format!(
            "This is the certificate of a server. Ask for that of the authority that signed it: \u{201c}{signed_by}\u{201d}."
        ),
        BadAuthority::Several { count } => {
            format!("There are {count} authorities in this file. Ask for the one that signs your server's certificate.")
        }
        BadAuthority::Over { name, until } => {
            format!("\u{201c}{name}\u{201d} was good until {}. Ask for the present one.", day(until))
        }
        BadAuthority::NotYet { name, from } => {
            format!("\u{201c}{name}\u{201d} is good from {} on. Look at this computer's clock.", day(from))
        }
    }
}
