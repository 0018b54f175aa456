//! Looking for a text in the memory of this process, without having it there.

use std::fs::File;
use std::os::unix::fs::FileExt as _;

use rand::Rng as _;
use rand::distr::Alphanumeric;
use secrecy::zeroize::Zeroizing;

const MASK: u8 = 0xA5;
const CHUNK: usize = 1024 * 1024;

/// A random text that stands in memory in a scrambled form alone.
pub struct Sought {
    pub name: &'static str,
    scrambled: Vec<u8>,
}

impl Sought {
    pub fn new(name: &'static str, length: usize) -> Self {
        let letters = rand::rng().sample_iter(Alphanumeric).take(length);
        Self { name, scrambled: letters.map(|letter| letter ^ MASK).collect() }
    }

    /// The text itself; wiped when it is dropped.
    pub fn text(&self) -> Zeroizing<String> {
        self.within("", "")
    }

    pub fn within(&self, before: &str, after: &str) -> Zeroizing<String> {
        let length = before.len() + self.scrambled.len() + after.len();
        let mut text = Zeroizing::new(String::with_capacity(length));
        text.push_str(before);
        text.extend(self.scrambled.iter().map(|byte| char::from(byte ^ MASK)));
        text.push_str(after);
        text
    }

    /// How often its second half stands in memory. The allocator writes over the first 16
    /// bytes of what it is given back, so the first half would hide what was not wiped.
    pub fn times(&self) -> usize {
        let part = &self.scrambled[self.scrambled.len() / 2..];
        let memory = File::open("/proc/self/mem").unwrap();
        // Wiped too: it holds what was read into it.
        let mut buffer = Zeroizing::new(vec![0u8; CHUNK]);
        let own = buffer.as_ptr() as u64..buffer.as_ptr() as u64 + CHUNK as u64;
        let mut found = 0;
        for (start, end) in writable() {
            let mut at = start;
            while at < end {
                let length = CHUNK.min((end - at) as usize);
                // Gone meanwhile, or of a kind that cannot be read: then nothing is there.
                let read = memory.read_at(&mut buffer[..length], at).unwrap_or(0);
                let text = &buffer[..read];
                let hits = (0..text.len().saturating_sub(part.len() - 1)).filter(|&n| {
                    text[n] ^ MASK == part[0]
                        && !own.contains(&(at + n as u64))
                        && text[n..].iter().zip(part).all(|(here, there)| here ^ MASK == *there)
                });
                found += hits.count();
                // Two chunks share as much as a hit could lie across.
                at += if length == CHUNK { CHUNK - part.len() + 1 } else { length } as u64;
            }
        }
        found
    }
}

/// Where this process can write: nothing else can hold a text that it made.
fn writable() -> Vec<(u64, u64)> {
    let maps = std::fs::read_to_string("/proc/self/maps").unwrap();
    let places = maps.lines().filter(|line| line.split(' ').nth(1).unwrap().starts_with("rw"));
    places
        .map(|line| {
            let (start, end) = line.split(' ').next().unwrap().split_once('-').unwrap();
            let number = |text| u64::from_str_radix(text, 16).unwrap();
            (number(start), number(end))
        })
        .collect()
}
