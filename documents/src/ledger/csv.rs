//! CSV: every field in quotes, lines end in CRLF, dates as 2026-04-01. Nothing in it is a formula.

use domain::export::neutralised;

use super::{LedgerError, Unmappable};
use crate::workbook::{Cell, SheetColumn};

/// Characters that are named at most.
const NAMED: usize = 50;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    /// With a byte order mark.
    Utf8,
    Cp932,
}

pub(super) struct CsvWriter {
    columns: Vec<SheetColumn>,
    encoding: Encoding,
    bytes: Vec<u8>,
    row: u32,
    unmappable: Vec<Unmappable>,
}

impl CsvWriter {
    pub(super) fn begin(columns: Vec<SheetColumn>, encoding: Encoding) -> Self {
        let head: Vec<Cell> = columns.iter().map(|it| it.label.as_str().into()).collect();
        let mut csv = Self {
            columns,
            encoding,
            bytes: match encoding {
                Encoding::Utf8 => b"\xEF\xBB\xBF".to_vec(),
                Encoding::Cp932 => Vec::new(),
            },
            row: 0,
            unmappable: Vec::new(),
        };
        csv.push(&head);
        csv
    }

    pub(super) fn push(&mut self, row: &[Cell]) {
        self.row += 1;
        for (column, cell) in row.iter().enumerate() {
            if 0 < column {
                self.bytes.push(b',');
            }
            self.bytes.push(b'"');
            match cell {
                Cell::Text(text) => self.text(column, &neutralised(text).replace('"', "\"\"")),
                Cell::Number(number) => self.text(column, &number.to_string()),
                Cell::Date(day) => self.text(column, &day.format("%Y-%m-%d").to_string()),
                Cell::Empty => {}
            }
            self.bytes.push(b'"');
        }
        self.bytes.extend_from_slice(b"\r\n");
    }

    fn text(&mut self, column: usize, text: &str) {
        if self.encoding == Encoding::Utf8 {
            self.bytes.extend_from_slice(text.as_bytes());
            return;
        }
        let text: String = text.chars().map(as_windows_writes_it).collect();
        let encoder = encoding_rs::SHIFT_JIS;
        let (bytes, _, has_lost) = encoder.encode(&text);
        if !has_lost {
            self.bytes.extend_from_slice(&bytes);
            return;
        }
        let lost = text.chars().filter(|c| {
            let mut buffer = [0; 4];
            encoder.encode(c.encode_utf8(&mut buffer)).2
        });
        for character in lost {
            let is_named = self.unmappable.iter().any(|it| it.character == character);
            if !is_named && self.unmappable.len() < NAMED {
                let column = self.columns.get(column).map(|it| it.label.clone());
                self.unmappable.push(Unmappable {
                    character,
                    row: self.row,
                    column: column.unwrap_or_default(),
                });
            }
        }
    }

    pub(super) fn finish(self) -> Result<Vec<u8>, LedgerError> {
        if self.unmappable.is_empty() {
            Ok(self.bytes)
        } else {
            Err(LedgerError::Unmappable(self.unmappable))
        }
    }
}

/// Signs that CP932 has under another number: 波ダッシュ, 全角マイナス, 双柱, ダッシュ.
fn as_windows_writes_it(c: char) -> char {
    match c {
        '〜' => '～',
        '−' => '－',
        '‖' => '∥',
        '—' => '―',
        other => other,
    }
}
