//! gzip, without squeezing: what a server may send though nobody asked for it.

/// One stored block between a head and a checksum (RFC 1952). At most 65,535 bytes.
pub fn gzip(text: &[u8]) -> Vec<u8> {
    let length = u16::try_from(text.len()).unwrap();
    let mut packed = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255, 1];
    packed.extend(length.to_le_bytes());
    packed.extend((!length).to_le_bytes());
    packed.extend(text);
    packed.extend(checksum(text).to_le_bytes());
    packed.extend(u32::from(length).to_le_bytes());
    packed
}

fn checksum(text: &[u8]) -> u32 {
    !text.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            (sum >> 1) ^ if sum & 1 == 1 { 0xedb8_8320 } else { 0 }
        })
    })
}
