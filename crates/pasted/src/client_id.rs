//! A text pasted into the field of the client ID.

use secrecy::zeroize::Zeroizing;

use super::key::hidden;
use super::shape::{Shape, guids, shape};
use super::slot::{LONGEST_KEY, LONGEST_TEXT};
use super::{KeyRemark, Slot, found, tidy};
use ground::secret::Secret;

pub fn client_id(text: &str) -> Option<Slot> {
    let mut tidied = tidy::bare(text);
    if tidied.text.is_empty() {
        tidied = tidy::tidy(text);
    }
    if tidied.text.is_empty() {
        return None;
    }
    let tidied = tidied.with_plain_hyphens();
    let odd = |remark| {
        Some(Slot {
            secret: Secret::new(&**tidied.text),
            tidied: tidied.words(),
            remark: Some(remark),
        })
    };
    if tidied.text.len() > LONGEST_TEXT {
        return odd(KeyRemark::TooLong);
    }
    let decoded = tidy::decoded(&tidied.text);
    let read: &str = decoded.as_deref().map_or(&tidied.text, String::as_str);
    // Broken into lines on its way.
    let joined = Zeroizing::new(read.split_whitespace().collect::<String>());
    let in_lines = guids(read).is_empty() && joined.len() != read.len();
    let read: &str = if in_lines { &joined } else { read };
    let mut ids: Vec<Zeroizing<String>> = Vec::new();
    let places = guids(read);
    for place in &places {
        let id = with_hyphens(&read[place.clone()]);
        if ids.iter().all(|known| !known.eq_ignore_ascii_case(&id)) {
            ids.push(id);
        }
    }
    match &ids[..] {
        [] => {}
        [id] => {
            let there = &read[places[0].clone()];
            let whole = there.len() == read.len();
            let mut said = Vec::new();
            match (whole, in_lines) {
                (true, true) => said.push("Joined the lines.".to_owned()),
                (true, false) => said.extend(tidied.words()),
                (false, _) => {
                    said.push("Took the client ID out of the text.".into());
                    said.extend(tidied.unseen());
                }
            }
            if there != id.as_str() {
                said.push("Put its hyphens in.".into());
            }
            let said = (!said.is_empty()).then(|| said.join(" "));
            return Some(Slot { secret: Secret::new(&***id), tidied: said, remark: None });
        }
        _ => return odd(KeyRemark::SeveralClientIds),
    }
    let text = tidied.text.as_str();
    odd(match shape(text) {
        _ if text.chars().count() > LONGEST_KEY => KeyRemark::TooLong,
        Shape::Key => KeyRemark::LooksLikeKey,
        _ if !found::keys(text, "").is_empty() => KeyRemark::LooksLikeKey,
        Shape::Url => KeyRemark::LooksLikeAddress,
        Shape::Email => KeyRemark::LooksLikeEmail,
        _ => match hidden(text) {
            Some(remark @ (KeyRemark::Masked | KeyRemark::Cut)) => remark,
            _ => KeyRemark::NotAGuid,
        },
    })
}

fn with_hyphens(guid: &str) -> Zeroizing<String> {
    let digits: Zeroizing<String> =
        Zeroizing::new(guid.chars().filter(char::is_ascii_hexdigit).collect());
    let groups = [0..8, 8..12, 12..16, 16..20, 20..32];
    let groups = groups.map(|group| digits.get(group).unwrap_or_default());
    Zeroizing::new(groups.join("-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "3f2504e0-4f89-41d3-9a0c-0305e82c3301";

    #[test]
    fn the_one_client_id_in_a_text_is_taken() {
        let cases = [
            (ID.to_owned(), None),
            (format!("\u{202a}{ID}\u{202c}"), Some("Removed 2 direction marks.")),
            (format!("{{{ID}}}"), Some("Removed 2 brackets.")),
            (format!("{ID}."), Some("Removed 1 period.")),
            (format!("=\"{ID}\""), Some("Removed 2 quotation marks and 1 equals sign.")),
            (format!("clientId: {ID}"), Some("Took the client ID out of the text.")),
            (format!("Client ID\n{ID}\n"), Some("Took the client ID out of the text.")),
            (ID.replace('-', "\u{2013}"), Some("Changed 4 hyphens to plain ones.")),
            (ID.replace('-', "\u{2011}"), Some("Changed 4 hyphens to plain ones.")),
            (ID.replace('-', ""), Some("Put its hyphens in.")),
            (ID.replace('-', " "), Some("Put its hyphens in.")),
            (ID.replacen("-41", "-\n41", 1), Some("Joined the lines.")),
            (
                format!("\"clientId\": \"{ID}\", \"other\": \"{ID}\""),
                Some("Took the client ID out of the text."),
            ),
            (format!("clientId%3D{ID}"), Some("Took the client ID out of the text.")),
        ];
        for (text, said) in cases {
            let slot = client_id(&text).unwrap();
            assert_eq!((slot.secret.expose(), slot.remark), (ID, None), "{text}");
            assert_eq!(slot.tidied.as_deref(), said, "{text}");
        }
        let upper = ID.to_uppercase();
        assert_eq!(client_id(&upper).unwrap().secret.expose(), upper);
    }

    #[test]
    fn what_is_none_is_named() {
        use KeyRemark::*;
        for (text, remark) in [
            ("Zq7Lm2Nx9Kd4Rt6V".to_owned(), LooksLikeKey),
            ("Key: Zq7Lm2Nx9Kd4Rt6V".into(), LooksLikeKey),
            (ID[..30].into(), NotAGuid),
            (format!("{}...", &ID[..30]), Cut),
            ("********-****-****".into(), Masked),
            ("https://developer.connectwise.com".into(), LooksLikeAddress),
            (format!("{ID} 11111111-2222-3333-4444-555555555555"), SeveralClientIds),
        ] {
            assert_eq!(client_id(&text).unwrap().remark, Some(remark), "{text}");
        }
        assert_eq!(client_id("  \u{200b}\n"), None);
    }
}
