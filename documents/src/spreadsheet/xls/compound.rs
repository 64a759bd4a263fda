//! The streams of an OLE compound file. Every offset is checked and every chain is bounded: the file may lie.

use crate::spreadsheet::SpreadsheetError;

/// Marks the end of a chain; larger numbers mark sectors that belong to none.
const LAST_CHAINED: u32 = 0xFFFF_FFFA;
const ENTRY_SIZE: usize = 128;
/// Places of sectors of the allocation table in the header.
const HEADER_TABLES: usize = 109;

/// An opened compound file.
pub(super) struct CompoundFile<'b> {
    bytes: &'b [u8],
    sector: usize,
    table: Vec<u32>,
    entries: Vec<Entry>,
    small_sector: usize,
    small_table: Vec<u32>,
    small: Vec<u8>,
    small_limit: usize,
}

struct Entry {
    name: String,
    first: u32,
    size: usize,
}

fn broken() -> SpreadsheetError {
    SpreadsheetError::broken("xls")
}

pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    let bytes = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes(bytes.try_into().ok()?))
}

pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let bytes = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(bytes.try_into().ok()?))
}

fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> {
    let (numbers, _) = bytes.as_chunks::<4>();
    numbers.iter().map(|bytes| u32::from_le_bytes(*bytes))
}

impl<'b> CompoundFile<'b> {
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, SpreadsheetError> {
        let shift = u16_at(bytes, 30).ok_or_else(broken)?;
        let small_shift = u16_at(bytes, 32).ok_or_else(broken)?;
        if !matches!(shift, 9 | 12) || small_shift != 6 {
            return Err(broken());
        }
        let at = |at: usize| u32_at(bytes, at).ok_or_else(broken);
        let mut file = Self {
            bytes,
            sector: 1 << shift,
            table: Vec::new(),
            entries: Vec::new(),
            small_sector: 1 << small_shift,
            small_table: Vec::new(),
            small: Vec::new(),
            small_limit: usize::try_from(at(56)?).map_err(|_| broken())?,
        };
        file.read_table(at(68)?)?;
        let directory = file.chain(at(48)?)?;
        file.read_entries(&directory);
        let small_table = file.chain(at(60)?)?;
        file.small_table = numbers(&small_table).collect();
        if let Some(root) = file.entries.first() {
            file.small = file.chain(root.first)?;
        }
        Ok(file)
    }

    fn sector(&self, number: u32) -> Option<&'b [u8]> {
        let start = usize::try_from(number).ok()?.checked_add(1)?;
        let start = start.checked_mul(self.sector)?;
        let end = start.checked_add(self.sector)?.min(self.bytes.len());
        self.bytes.get(start..end)
    }

    /// Sectors the file can have at most.
    fn most_sectors(&self) -> usize {
        self.bytes.len() / self.sector + 1
    }

    /// The allocation table: its sectors are listed in the header and in a chain of lists.
    fn read_table(&mut self, first_list: u32) -> Result<(), SpreadsheetError> {
        let header = self
            .bytes
            .get(76..76 + 4 * HEADER_TABLES)
            .ok_or_else(broken)?;
        let mut places: Vec<u32> = numbers(header).collect();
        let mut next = first_list;
        let mut lists = 0;
        while next < LAST_CHAINED {
            lists += 1;
            let list = self.sector(next).ok_or_else(broken)?;
            if self.most_sectors() < lists {
                return Err(broken());
            }
            let mut list: Vec<u32> = numbers(list).collect();
            next = list.pop().ok_or_else(broken)?;
            places.extend(list);
        }
        places.retain(|place| *place < LAST_CHAINED);
        if self.most_sectors() < places.len() {
            return Err(broken());
        }
        for place in places {
            let sector = self.sector(place).ok_or_else(broken)?;
            self.table.extend(numbers(sector));
        }
        Ok(())
    }

    fn chain(&self, first: u32) -> Result<Vec<u8>, SpreadsheetError> {
        let mut content = Vec::new();
        let mut next = first;
        let mut count = 0;
        while next < LAST_CHAINED {
            count += 1;
            if self.most_sectors() < count {
                return Err(broken());
            }
            content.extend_from_slice(self.sector(next).ok_or_else(broken)?);
            let place = usize::try_from(next).map_err(|_| broken())?;
            next = *self.table.get(place).ok_or_else(broken)?;
        }
        Ok(content)
    }

    fn small_chain(&self, first: u32) -> Result<Vec<u8>, SpreadsheetError> {
        let mut content = Vec::new();
        let mut next = first;
        while next < LAST_CHAINED {
            let place = usize::try_from(next).map_err(|_| broken())?;
            let start = place.checked_mul(self.small_sector).ok_or_else(broken)?;
            let end = start
                .saturating_add(self.small_sector)
                .min(self.small.len());
            content.extend_from_slice(self.small.get(start..end).ok_or_else(broken)?);
            if self.small.len() < content.len() {
                return Err(broken());
            }
            next = *self.small_table.get(place).ok_or_else(broken)?;
        }
        Ok(content)
    }

    fn read_entries(&mut self, directory: &[u8]) {
        let (entries, _) = directory.as_chunks::<ENTRY_SIZE>();
        for entry in entries {
            let length = usize::from(u16_at(entry, 64).unwrap_or_default()).min(64);
            let name = entry.get(..length.saturating_sub(2)).unwrap_or_default();
            let (units, _) = name.as_chunks::<2>();
            let units: Vec<u16> = units.iter().map(|unit| u16::from_le_bytes(*unit)).collect();
            let size = u32_at(entry, 120).unwrap_or_default();
            self.entries.push(Entry {
                name: String::from_utf16_lossy(&units),
                first: u32_at(entry, 116).unwrap_or(u32::MAX),
                size: usize::try_from(size).unwrap_or(usize::MAX),
            });
        }
    }

    /// True when there is a stream or storage of that name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.entries.iter().any(|entry| entry.name == name)
    }

    /// The content of a stream; `None` when there is none of that name.
    pub(super) fn stream(&self, name: &str) -> Result<Option<Vec<u8>>, SpreadsheetError> {
        let Some(entry) = self.entries.iter().find(|entry| entry.name == name) else {
            return Ok(None);
        };
        let mut content = if entry.size < self.small_limit {
            self.small_chain(entry.first)?
        } else {
            self.chain(entry.first)?
        };
        content.truncate(entry.size);
        Ok(Some(content))
    }
}
