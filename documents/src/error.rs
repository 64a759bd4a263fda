//! What can stop a document from being made, in words for the person who has to act.

use std::fmt::Write as _;

/// Why no document could be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DocumentError {
    /// Characters no face has. Never printed as a silent box.
    #[error("{}", describe(.0))]
    MissingGlyphs(Vec<MissingGlyph>),
    /// A row with more or fewer cells than the table has columns; row 0 is the upper head.
    #[error(
        "表「{caption}」の{row}行目は欄の数が{cells}で、見出しの数{columns}と一致しません。表の内容を確認してください。"
    )]
    RaggedTable {
        /// Caption of the table.
        caption: String,
        /// 1 for the first row under the head.
        row: usize,
        /// Cells in that row.
        cells: usize,
        /// Columns of the table.
        columns: usize,
    },
    /// A table with so many columns that no character fits.
    #[error(
        "表「{caption}」は欄が{columns}あり、紙の幅に入りません。欄を減らすか、表を分けてください。"
    )]
    NarrowColumns {
        /// Caption of the table.
        caption: String,
        /// Its columns.
        columns: usize,
    },
    /// A table whose head leaves no room for its rows.
    #[error("表「{0}」の見出しが長く、ページに入りません。見出しを短くしてください。")]
    HighHead(String),
    /// A font file that cannot be read or cut down.
    #[error("フォント「{0}」を読み込めません。TrueType形式のファイルか確認してください。")]
    Font(String),
    /// More than a code at the foot can say.
    #[error("ページ下端の二次元コードに入れる文字が多すぎます。文書番号を短くしてください。")]
    LongCode,
    /// The bytes could not be written.
    #[error("PDFを書き出せませんでした。")]
    Write,
    /// The same for Word.
    #[error("Wordのファイルを書き出せませんでした。")]
    WriteWord,
    /// The same for an archive.
    #[error("ZIPのファイルを書き出せませんでした。")]
    WriteArchive,
}

/// A character that cannot be printed, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingGlyph {
    /// The character, with its variation selector if it has one.
    pub character: String,
    /// Where, e.g. `第14条第２項第１号` or `別紙２の表の３行目「媒体」`.
    pub place: String,
}

impl MissingGlyph {
    /// Its code points: `U+E000`, with the variation selector behind a space.
    #[must_use]
    pub(crate) fn codes(&self) -> String {
        let codes = self.character.chars();
        let codes: Vec<String> = codes
            .map(|character| format!("U+{:04X}", u32::from(character)))
            .collect();
        codes.join(" ")
    }
}

fn describe(missing: &[MissingGlyph]) -> String {
    let mut text = String::from("印刷できる字形がない文字があるため、発行できません。");
    for glyph in missing {
        text.push('「');
        text.push_str(&glyph.character);
        text.push_str("」（");
        text.push_str(&glyph.codes());
        // Writing to a String cannot fail.
        let _ = write!(text, "、{}）", glyph.place);
    }
    text.push_str(
        "。別の文字に改めるか、その文字を持つフォント（IPAmj明朝など）を設定してください。",
    );
    text
}
