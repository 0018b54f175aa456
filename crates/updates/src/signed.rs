//! What a package's signature says it is for. The updater plugin proves that the makers' key made
//! it, and that the version in it is the announced one. It does not look at the file name: a
//! package for another system, or of another program signed with the same key, would pass.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use minisign_verify::Signature;
use semver::Version;

use super::{About, Fault};

/// A signature as the server's answer carries it: minisign's text, in base64 once more.
pub fn decoded(signature: &str) -> Option<Signature> {
    let text = String::from_utf8(STANDARD.decode(signature.trim()).ok()?).ok()?;
    Signature::decode(&text).ok()
}

/// Whether a signature is for this product and system, and for the announced version, which is
/// newer than what runs. Only worth asking once the signature itself was proved.
pub fn proves(signature: &str, announced: &Version, about: &About) -> Result<(), Fault> {
    let signature = decoded(signature).ok_or(Fault::Unsigned)?;
    let said = signature.trusted_comment();
    let only = |field: &str| {
        let mut values = said.split('\t').filter_map(|part| part.strip_prefix(field));
        values.next().filter(|_| values.next().is_none())
    };
    let version = only("version:").and_then(|version| Version::parse(version).ok());
    let version = version.ok_or(Fault::OtherPackage)?;
    if version.cmp_precedence(&about.version).is_le() {
        return Err(Fault::Older);
    }
    let file = only("file:").unwrap_or_default();
    let right =
        version == *announced && file.eq_ignore_ascii_case(&about.kind.file_name(announced));
    if right { Ok(()) } else { Err(Fault::OtherPackage) }
}
