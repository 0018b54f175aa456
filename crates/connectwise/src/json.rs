//! A server's JSON, after whatever mark stands before it, and with a bound on its lists.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::value::MapAccessDeserializer;
use serde::de::{DeserializeOwned, Error, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

/// None if the body is not JSON of this shape.
pub fn read<T: DeserializeOwned>(body: &[u8]) -> Option<T> {
    match marked(body) {
        Some(text) => serde_json::from_str(&text).ok(),
        None => serde_json::from_slice(body).ok(),
    }
}

/// UTF-8, or with a byte order mark UTF-16, to look for words in.
pub fn text(body: &[u8]) -> Cow<'_, str> {
    marked(body).unwrap_or_else(|| String::from_utf8_lossy(body))
}

/// A text behind a byte order mark.
fn marked(body: &[u8]) -> Option<Cow<'_, str>> {
    let utf16 = |rest: &[u8], unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = rest.chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect();
        String::from_utf16_lossy(&units)
    };
    match body {
        [0xef, 0xbb, 0xbf, rest @ ..] => std::str::from_utf8(rest).ok().map(Cow::Borrowed),
        [0xff, 0xfe, rest @ ..] => Some(utf16(rest, u16::from_le_bytes).into()),
        [0xfe, 0xff, rest @ ..] => Some(utf16(rest, u16::from_be_bytes).into()),
        _ => None,
    }
}

/// More entries than any of the lists read here has. An empty entry is two bytes of an answer
/// and two hundred of memory: without a bound a small answer could take a hundred times its
/// size.
const MOST_ENTRIES: usize = 5000;

/// A list with at most [`MOST_ENTRIES`].
#[derive(Debug, Default)]
pub struct Few<T>(pub Vec<T>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Few<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct List<T>(PhantomData<T>);

        impl<'de, T: Deserialize<'de>> Visitor<'de> for List<T> {
            type Value = Few<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "a list of at most {MOST_ENTRIES}")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Few<T>, A::Error> {
                let mut few = Vec::new();
                while let Some(entry) = list.next_element()? {
                    if few.len() == MOST_ENTRIES {
                        return Err(A::Error::custom("too many entries"));
                    }
                    few.push(entry);
                }
                Ok(Few(few))
            }
        }

        deserializer.deserialize_seq(List(PhantomData))
    }
}

/// An object. Without this a list would be read as the fields in their order.
#[derive(Debug)]
pub struct Record<T>(pub T);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Record<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Object<T>(PhantomData<T>);

        impl<'de, T: Deserialize<'de>> Visitor<'de> for Object<T> {
            type Value = Record<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, fields: A) -> Result<Record<T>, A::Error> {
                T::deserialize(MapAccessDeserializer::new(fields)).map(Record)
            }
        }

        deserializer.deserialize_map(Object(PhantomData))
    }
}

/// A list of objects.
pub fn records<T>(list: Few<Record<T>>) -> Vec<T> {
    list.0.into_iter().map(|Record(one)| one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_order_mark_is_skipped() {
        let units = |text: &str| text.encode_utf16().collect::<Vec<u16>>();
        let little = |text: &str| units(text).iter().flat_map(|u| u.to_le_bytes()).collect();
        let big = |text: &str| units(text).iter().flat_map(|u| u.to_be_bytes()).collect();
        let cases: [Vec<u8>; 5] = [
            "[\"Zürich\"]".into(),
            "\u{feff}[\"Zürich\"]".into(),
            little("\u{feff}[\"Zürich\"]"),
            big("\u{feff}[\"Zürich\"]"),
            "  [\"Zürich\"]\r\n".into(),
        ];
        for body in cases {
            let list: Option<Vec<String>> = read(&body);
            assert_eq!(list, Some(vec!["Zürich".to_owned()]), "{body:?}");
        }
        for body in
            [&b""[..], b"\xff", b"\xff\xfe", b"[\"Z\xfcrich\"]", b"[\"a\"],", b"\x1f\x8b\x08"]
        {
            assert_eq!(read::<Vec<String>>(body), None, "{body:?}");
        }
    }
}
