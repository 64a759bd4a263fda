//! Ledger files in: bytes to raw rows, whatever the container.
//!
//! Decides what the bytes are, refuses what cannot be read with a sentence that says what to do, and
//! keeps everything a person sees in Excel: row numbers, notes, colours, strike-through, hidden rows.
//! What a row *means* is `domain::import`'s business.

mod csv;
mod ods;
mod xls;
mod xlsx;

use domain::import::raw::Workbook;

/// Largest file accepted, in bytes.
pub const FILE_LIMIT: usize = 50 * 1024 * 1024;
/// Most rows accepted in one sheet.
pub const ROW_LIMIT: usize = 10_000;

/// Why a file cannot be read. The text says what to do; [`code`](Self::code) is stable.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SpreadsheetError {
    #[error("ファイルが空です。正しいファイルか確かめて、選び直してください。")]
    Empty,
    #[error(
        "ファイルが大きすぎます（{megabytes}MB）。50MBまで読み込めます。年度や課で分けて保存し、読み込んでください。"
    )]
    TooLarge { megabytes: usize },
    #[error(
        "シート「{sheet}」が10,000行を超えています。年度や課で分けて保存し、読み込んでください。"
    )]
    TooManyRows { sheet: String },
    #[error(
        "パスワードで保護されています。Excelで開き、「ファイル」→「情報」→「ブックの保護」でパスワードを外して保存し、読み込んでください。"
    )]
    Encrypted,
    #[error(
        "マクロを含むブックは読み込みません。Excelで「名前を付けて保存」から「Excelブック（.xlsx）」を選んで保存し、読み込んでください。"
    )]
    Macro,
    #[error(
        "ファイルの種類は{found}です。台帳として読み込めるのは、Excelブック（.xlsx、.xls）、ODS、CSVです。"
    )]
    NotALedger { found: &'static str },
    #[error(
        "拡張子（.{extension}）と中身（{found}）が合いません。元のソフトで開いて「Excelブック（.xlsx）」として保存し直してください。"
    )]
    Mislabelled {
        extension: String,
        found: &'static str,
    },
    #[error(
        "ファイルが壊れていて読み込めません（{part}）。Excelで開いて「Excelブック（.xlsx）」として保存し直してください。"
    )]
    Broken { part: String },
    #[error(
        "展開すると異常に大きくなるファイルのため、読み込みを中止しました。Excelで開いて保存し直してください。"
    )]
    Bomb,
    #[error(
        "文字コードを判別できません（{line}行目）。「CSV UTF-8」または「Excelブック（.xlsx）」で保存し直してください。"
    )]
    UnknownEncoding { line: usize },
}

impl SpreadsheetError {
    /// A stable name for tests and reports.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "file_empty",
            Self::TooLarge { .. } => "file_too_large",
            Self::TooManyRows { .. } => "too_many_rows",
            Self::Encrypted => "file_encrypted",
            Self::Macro => "file_has_macro",
            Self::NotALedger { .. } => "file_not_a_ledger",
            Self::Mislabelled { .. } => "file_mislabelled",
            Self::Broken { .. } => "file_broken",
            Self::Bomb => "file_expands_too_much",
            Self::UnknownEncoding { .. } => "encoding_unknown",
        }
    }

    fn broken(part: &str) -> Self {
        Self::Broken {
            part: part.to_owned(),
        }
    }
}

/// Reads a file into raw rows. The name only helps to word a refusal; the bytes decide.
///
/// # Errors
/// [`SpreadsheetError`], when the bytes are no ledger that can be read.
pub fn read(bytes: &[u8], file_name: &str) -> Result<Workbook, SpreadsheetError> {
    if bytes.is_empty() {
        return Err(SpreadsheetError::Empty);
    }
    if FILE_LIMIT < bytes.len() {
        return Err(SpreadsheetError::TooLarge {
            megabytes: bytes.len().div_ceil(1024 * 1024),
        });
    }
    let extension = extension(file_name);
    let workbook = match Kind::of(bytes) {
        Kind::Zip => match extension.as_str() {
            "csv" | "tsv" | "txt" => Err(SpreadsheetError::Mislabelled {
                extension,
                found: "ZIP形式（Excelブックなど）",
            }),
            _ => xlsx::read_package(bytes),
        },
        Kind::CompoundFile => xls::read(bytes),
        Kind::Html => Err(SpreadsheetError::Mislabelled {
            extension,
            found: "Webページ（HTML）",
        }),
        Kind::Known(found) => Err(SpreadsheetError::NotALedger { found }),
        Kind::Text => match extension.as_str() {
            "xlsx" | "xls" | "ods" => Err(SpreadsheetError::Mislabelled {
                extension,
                found: "文字だけのファイル",
            }),
            _ => csv::read(bytes),
        },
    }?;
    within_row_limit(workbook)
}

fn within_row_limit(workbook: Workbook) -> Result<Workbook, SpreadsheetError> {
    for sheet in &workbook.sheets {
        if ROW_LIMIT < sheet.rows.len() {
            return Err(SpreadsheetError::TooManyRows {
                sheet: sheet.name.clone().unwrap_or_default(),
            });
        }
    }
    Ok(workbook)
}

fn extension(file_name: &str) -> String {
    std::path::Path::new(file_name)
        .extension()
        .and_then(|extension| extension.to_str())
        .unwrap_or_default()
        .to_ascii_lowercase()
}

/// What the first bytes say.
enum Kind {
    Zip,
    CompoundFile,
    Html,
    Known(&'static str),
    Text,
}

impl Kind {
    fn of(bytes: &[u8]) -> Self {
        let head = bytes.get(..512).unwrap_or(bytes);
        let start: Vec<u8> = head
            .iter()
            .copied()
            .skip_while(|byte| byte.is_ascii_whitespace() || matches!(byte, 0xEF | 0xBB | 0xBF))
            .take(15)
            .map(|byte| byte.to_ascii_lowercase())
            .collect();
        if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
            Self::Zip
        } else if head.starts_with(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
            Self::CompoundFile
        } else if head.starts_with(b"%PDF-") {
            Self::Known("PDF")
        } else if head.starts_with(b"\x89PNG") || head.starts_with(&[0xFF, 0xD8, 0xFF]) {
            Self::Known("画像")
        } else if start.starts_with(b"<!doctype html") || start.starts_with(b"<html") {
            Self::Html
        } else if start.starts_with(b"<?xml") {
            Self::Known("XML")
        } else {
            Self::Text
        }
    }
}

#[cfg(test)]
mod tests;
