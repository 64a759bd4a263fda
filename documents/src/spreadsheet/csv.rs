//! CSV: encoding, delimiter, quotes. Knows nothing of what a cell means.
//!
//! Own splitting instead of a CSV library: libraries drop empty lines and count physical lines, and
//! both make the row numbers in messages differ from what a person sees in Excel.

use domain::{
    export::as_written,
    import::raw::{Container, CsvContainer, Encoding, LineEnd, RawCell, RawRow, Sheet, Workbook},
};

use super::SpreadsheetError;

/// Reads a delimited text.
pub(super) fn read(bytes: &[u8]) -> Result<Workbook, SpreadsheetError> {
    let (text, encoding, bom) = decode(bytes)?;
    if text.contains('\0') {
        return Err(SpreadsheetError::NotALedger {
            found: "文字ではないデータ",
        });
    }
    let delimiter = delimiter(&text);
    let (rows, last_row) = split(&text, delimiter);
    Ok(Workbook {
        container: Container::Csv(CsvContainer {
            encoding,
            bom,
            line_end: line_end(&text),
            delimiter,
        }),
        sheets: vec![Sheet {
            rows,
            last_row,
            ..Sheet::default()
        }],
    })
}

/// Byte order mark, then strict UTF-8, then CP932 (never plain `Shift_JIS`: ㈱ and 髙 would be lost).
fn decode(bytes: &[u8]) -> Result<(String, Encoding, bool), SpreadsheetError> {
    if let Some(rest) = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]) {
        let text = std::str::from_utf8(rest).map_err(|error| unknown(rest, error.valid_up_to()))?;
        return Ok((text.to_owned(), Encoding::Utf8, true));
    }
    if let Some(rest) = bytes.strip_prefix(&[0xFF, 0xFE]) {
        return strict(encoding_rs::UTF_16LE, rest).map(|text| (text, Encoding::Utf16Le, true));
    }
    if let Some(rest) = bytes.strip_prefix(&[0xFE, 0xFF]) {
        return strict(encoding_rs::UTF_16BE, rest).map(|text| (text, Encoding::Utf16Be, true));
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok((text.to_owned(), Encoding::Utf8, false));
    }
    strict(encoding_rs::SHIFT_JIS, bytes).map(|text| (text, Encoding::Cp932, false))
}

fn strict(
    encoding: &'static encoding_rs::Encoding,
    bytes: &[u8],
) -> Result<String, SpreadsheetError> {
    match encoding.decode_without_bom_handling_and_without_replacement(bytes) {
        Some(text) => Ok(text.into_owned()),
        None => {
            let readable = encoding.decode_without_bom_handling(bytes).0;
            let until = readable.find('\u{FFFD}').unwrap_or(readable.len());
            let line = readable.get(..until).map_or(1, |text| text.lines().count());
            Err(SpreadsheetError::UnknownEncoding { line: line.max(1) })
        }
    }
}

fn unknown(bytes: &[u8], until: usize) -> SpreadsheetError {
    let breaks = bytes
        .iter()
        .take(until)
        .filter(|byte| **byte == b'\n')
        .count();
    SpreadsheetError::UnknownEncoding { line: breaks + 1 }
}

fn line_end(text: &str) -> LineEnd {
    match text.find(['\r', '\n']) {
        Some(at) if text[at..].starts_with("\r\n") => LineEnd::Crlf,
        Some(at) if text[at..].starts_with('\r') => LineEnd::Cr,
        Some(_) | None => LineEnd::Lf,
    }
}

/// The candidate that occurs most outside quotes in the first lines.
fn delimiter(text: &str) -> char {
    let mut counts = [(',', 0_usize), ('\t', 0), (';', 0)];
    let mut quoted = false;
    for c in text.chars().take(20_000) {
        if c == '"' {
            quoted = !quoted;
        } else if !quoted && let Some(entry) = counts.iter_mut().find(|entry| entry.0 == c) {
            entry.1 += 1;
        }
    }
    // A comma wins a tie: `;` is also written inside cells.
    counts
        .into_iter()
        .reduce(|best, next| if best.1 < next.1 { next } else { best })
        .map_or(',', |best| best.0)
}

/// Splits into rows. Empty lines count as rows but are not kept; a line break in quotes starts none.
fn split(text: &str, delimiter: char) -> (Vec<RawRow>, u32) {
    let mut splitter = Splitter {
        rows: Vec::new(),
        cells: Vec::new(),
        cell: String::new(),
        row: 1,
        line: 1,
        first_line: 1,
    };
    let mut characters = text.chars().peekable();
    let mut quoted = false;
    while let Some(c) = characters.next() {
        match c {
            '"' if quoted && characters.peek() == Some(&'"') => {
                characters.next();
                splitter.cell.push('"');
            }
            '"' if quoted => quoted = false,
            '"' if splitter.cell.is_empty() => quoted = true,
            '\r' | '\n' => {
                if c == '\r' {
                    characters.next_if_eq(&'\n');
                }
                if quoted {
                    splitter.cell.push('\n');
                    splitter.line += 1;
                } else {
                    splitter.end_row();
                }
            }
            c if c == delimiter && !quoted => splitter.end_cell(),
            c => splitter.cell.push(c),
        }
    }
    splitter.finish()
}

struct Splitter {
    rows: Vec<RawRow>,
    cells: Vec<RawCell>,
    cell: String,
    row: u32,
    line: u32,
    first_line: u32,
}

impl Splitter {
    fn end_cell(&mut self) {
        self.cells
            .push(RawCell::text(as_written(&self.cell).to_owned()));
        self.cell.clear();
    }

    fn end_row(&mut self) {
        self.end_cell();
        let cells = std::mem::take(&mut self.cells);
        let row = RawRow {
            number: self.row,
            line: (self.first_line != self.row).then_some(self.first_line),
            hidden: false,
            cells,
        };
        if !row.is_blank() {
            self.rows.push(row);
        }
        self.row += 1;
        self.line += 1;
        self.first_line = self.line;
    }

    fn finish(mut self) -> (Vec<RawRow>, u32) {
        if !self.cell.is_empty() || !self.cells.is_empty() {
            self.end_row();
        }
        (self.rows, self.row - 1)
    }
}
