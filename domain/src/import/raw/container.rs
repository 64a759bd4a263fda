//! How the bytes of a ledger file were wrapped.

use chrono::NaiveDate;
use serde::{Serialize, Serializer, ser::SerializeMap};

/// What kind of file it was, and what had to be found out to read it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Container {
    /// Text with one delimiter.
    Csv(CsvContainer),
    /// An Excel workbook (Office Open XML).
    Xlsx { date_system: DateSystem },
    /// An old Excel workbook (before 2007): values only, no colours, notes or strike-through.
    Xls,
    /// An `OpenDocument` spreadsheet: values only.
    Ods,
}

/// What was found out about a CSV.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CsvContainer {
    /// How characters are written.
    pub encoding: Encoding,
    /// True when the file begins with a byte order mark.
    pub bom: bool,
    /// How the first line ends.
    pub line_end: LineEnd,
    /// What separates the cells.
    pub delimiter: char,
}

/// Character encodings a Japanese office writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// Windows-31J, which users call `Shift_JIS`.
    Cp932,
    /// UTF-16, little endian: Excel's 「Unicode テキスト」.
    Utf16Le,
    /// UTF-16, big endian.
    Utf16Be,
}

impl Encoding {
    /// The name for reports.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Cp932 => "cp932",
            Self::Utf16Le => "utf-16le",
            Self::Utf16Be => "utf-16be",
        }
    }
}

/// How lines end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineEnd {
    /// Windows.
    Crlf,
    /// Unix.
    Lf,
    /// Old Macintosh.
    Cr,
}

impl LineEnd {
    /// The name for reports.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Crlf => "crlf",
            Self::Lf => "lf",
            Self::Cr => "cr",
        }
    }
}

/// The day a serial number counts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateSystem {
    /// Windows Excel.
    From1900,
    /// Old Macintosh Excel.
    From1904,
}

impl DateSystem {
    /// The day of a serial number, its time of day dropped. `None` outside the years 1900–2200.
    ///
    /// The 1900 system believes in 1900-02-29: serials up to 60 are one day off and refused.
    #[must_use]
    pub fn date(self, serial: f64) -> Option<NaiveDate> {
        let (base, first) = match self {
            Self::From1900 => (NaiveDate::from_ymd_opt(1899, 12, 30)?, 61.0),
            Self::From1904 => (NaiveDate::from_ymd_opt(1904, 1, 1)?, 0.0),
        };
        if !(first..=110_000.0).contains(&serial) {
            return None;
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "0 to 110,000 was checked above"
        )]
        let days = serial.floor() as u64;
        base.checked_add_days(chrono::Days::new(days))
    }

    /// The year of its name.
    #[must_use]
    pub fn year(self) -> u16 {
        match self {
            Self::From1900 => 1900,
            Self::From1904 => 1904,
        }
    }
}

impl Serialize for Container {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        match self {
            Self::Csv(csv) => {
                map.serialize_entry("kind", "csv")?;
                map.serialize_entry("encoding", csv.encoding.as_str())?;
                map.serialize_entry("bom", &csv.bom)?;
                map.serialize_entry("line_end", csv.line_end.as_str())?;
                map.serialize_entry("delimiter", &csv.delimiter)?;
            }
            Self::Xlsx { date_system } => {
                map.serialize_entry("kind", "xlsx")?;
                map.serialize_entry("date_system", &date_system.year())?;
            }
            Self::Xls => map.serialize_entry("kind", "xls")?,
            Self::Ods => map.serialize_entry("kind", "ods")?,
        }
        map.end()
    }
}
