//! Texts of an old workbook: one byte or two for a character, and a table of them over several records.

use super::compound::{u16_at, u32_at};

/// How texts are stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Version {
    /// Excel 5 and 95: bytes in the encoding of the system, here CP932.
    Biff5,
    /// Excel 97 and later: UTF-16, or its lower half.
    Biff8,
}

fn cp932(bytes: &[u8]) -> String {
    encoding_rs::SHIFT_JIS
        .decode_without_bom_handling(bytes)
        .0
        .into_owned()
}

fn wide(bytes: &[u8]) -> String {
    let (units, _) = bytes.as_chunks::<2>();
    let units: Vec<u16> = units.iter().map(|unit| u16::from_le_bytes(*unit)).collect();
    String::from_utf16_lossy(&units)
}

fn narrow(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| char::from(*byte)).collect()
}

/// A text with its length in two bytes before it.
pub(super) fn long(bytes: &[u8], version: Version) -> Option<String> {
    let count = usize::from(u16_at(bytes, 0)?);
    text(bytes.get(2..)?, count, version)
}

/// A text with its length in one byte before it.
pub(super) fn short(bytes: &[u8], version: Version) -> Option<String> {
    let count = usize::from(*bytes.first()?);
    text(bytes.get(1..)?, count, version)
}

fn text(bytes: &[u8], count: usize, version: Version) -> Option<String> {
    let upto = |bytes: &[u8], count: usize| bytes.get(..count.min(bytes.len())).map(<[u8]>::to_vec);
    match version {
        Version::Biff5 => Some(cp932(&upto(bytes, count)?)),
        Version::Biff8 => {
            let flags = *bytes.first()?;
            let bytes = bytes.get(1..)?;
            if flags & 1 == 0 {
                Some(narrow(&upto(bytes, count)?))
            } else {
                Some(wide(&upto(bytes, count.checked_mul(2)?)?))
            }
        }
    }
}

/// The table of texts. Its records follow each other; a text that is cut by the end of one goes on in the next
/// after a byte that says anew how wide its characters are.
pub(super) struct Table<'r> {
    records: Vec<&'r [u8]>,
    record: usize,
    at: usize,
}

impl<'r> Table<'r> {
    pub(super) fn new(records: Vec<&'r [u8]>) -> Self {
        Self {
            records,
            record: 0,
            at: 8, // two counts, which are not believed
        }
    }

    fn rest(&mut self) -> Option<&'r [u8]> {
        loop {
            let record = self.records.get(self.record)?;
            match record.get(self.at..) {
                Some(rest) if !rest.is_empty() => return Some(rest),
                Some(_) | None => {
                    self.record += 1;
                    self.at = 0;
                }
            }
        }
    }

    fn skip(&mut self, mut count: usize) -> Option<()> {
        while 0 < count {
            let step = count.min(self.rest()?.len());
            self.at += step;
            count -= step;
        }
        Some(())
    }

    /// Heads lie within one record.
    fn head<const N: usize>(&mut self) -> Option<&'r [u8]> {
        let head = self.rest()?.get(..N)?;
        self.at += N;
        Some(head)
    }

    fn characters(&mut self, mut count: usize, mut is_wide: bool) -> Option<String> {
        let mut text = String::new();
        // Halves of a pair may be cut, so units are joined before they are decoded.
        let mut units: Vec<u16> = Vec::new();
        while 0 < count {
            let first = self.record;
            let rest = self.rest()?;
            if self.record != first {
                is_wide = *rest.first()? & 1 == 1;
                self.at += 1;
                continue;
            }
            let size = if is_wide { 2 } else { 1 };
            let fit = (rest.len() / size).min(count);
            if fit == 0 {
                return None;
            }
            let bytes = rest.get(..fit * size)?;
            if is_wide {
                let (pairs, _) = bytes.as_chunks::<2>();
                units.extend(pairs.iter().map(|pair| u16::from_le_bytes(*pair)));
            } else {
                units.extend(bytes.iter().map(|byte| u16::from(*byte)));
            }
            self.at += fit * size;
            count -= fit;
        }
        text.push_str(&String::from_utf16_lossy(&units));
        Some(text)
    }
}

impl Iterator for Table<'_> {
    type Item = String;

    fn next(&mut self) -> Option<String> {
        let head = self.head::<3>()?;
        let count = usize::from(u16_at(head, 0)?);
        let flags = *head.get(2)?;
        let runs = match flags & 8 {
            0 => 0,
            _ => usize::from(u16_at(self.head::<2>()?, 0)?),
        };
        // Furigana, which is no text.
        let extra = match flags & 4 {
            0 => 0,
            _ => usize::try_from(u32_at(self.head::<4>()?, 0)?).ok()?,
        };
        let text = self.characters(count, flags & 1 == 1)?;
        self.skip(runs * 4)?;
        self.skip(extra)?;
        Some(text)
    }
}
