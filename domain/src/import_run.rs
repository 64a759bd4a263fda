//! 取込み (import run): a ledger file that was sent, what would become of its rows, and what became of them.
//!
//! What a row means is [`import`](crate::import)'s business. Here is the course: looked at → taken in → perhaps
//! taken back, or given up before it was taken in.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    choice::choices,
    id::{FileId, ImportRunId},
    import::LedgerKind,
    input::FieldErrors,
    job::JobSummary,
};

/// Most records that are taken in while the clerk waits for the page.
pub const AT_ONCE: u32 = 500;

choices! {
    /// 取込みの段階.
    ImportState {
        /// Nothing is saved yet.
        Checking = "checking", "確認中";
        Applied = "applied", "取込み済み";
        /// Taken back: everything is as it was.
        Undone = "undone", "取消済み";
        /// Given up before anything was saved.
        Abandoned = "abandoned", "中止";
    }

    /// What becomes of a row.
    RowPart {
        Refused = "refused", "エラー";
        Updated = "updated", "更新";
        Added = "added", "追加";
        Unchanged = "unchanged", "変更なし";
        /// No record: a sum, a note, a heading.
        Skipped = "skipped", "読み飛ばし";
    }

    /// What an import did to a record.
    Effect {
        Added = "added", "追加";
        Updated = "updated", "更新";
    }

    /// How much of a file is taken in.
    Extent {
        All = "all", "すべて";
        ValidRows = "valid_rows", "正しい行だけ";
    }
}

/// Why an import cannot go on.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImportRefusal {
    /// All rows were asked for, and some cannot be taken.
    #[error(
        "取り込めない行が{0}件あるため、「すべて」は選べません。エラーの行を直したファイルを送り直すか、正しい行だけを取り込んでください。"
    )]
    HasErrors(u32),
    /// No row can be taken.
    #[error(
        "取り込む行がありません。エラーの行を直すか、列の読み方を確かめて、もう一度送ってください。"
    )]
    NothingToTake,
    /// Cells with several values were split, and nobody looked at it.
    #[error(
        "1つの欄に複数の値がある行の分け方を確かめていません。下の表を見て、「分け方を確かめました」にチェックを入れてください。"
    )]
    SplitNotConfirmed,
    /// It is not in the right stage.
    #[error("この取込みは「{}」です。この操作はできません。", .0.label())]
    WrongState(ImportState),
    /// An import of such a ledger is not taken back as a whole.
    #[error(
        "「{}」の取込みは、まとめて取り消せません。点検や責任者も同時に登録されるためです。間違いは、記録の画面で直すか、直した台帳をもう一度取り込んでください。", .0.label()
    )]
    NotTakenBack(LedgerKind),
}

/// How many rows go which way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RowCounts {
    pub refused: u32,
    pub added: u32,
    pub updated: u32,
    pub unchanged: u32,
    /// Rows that are no records, blank ones among them.
    pub skipped: u32,
    /// Rows that are taken, and that a person should look at.
    pub warned: u32,
    /// Rows with a cell of several values that was split.
    pub split: u32,
}

impl RowCounts {
    /// The rows of a part.
    #[must_use]
    pub fn of(&self, part: RowPart) -> u32 {
        match part {
            RowPart::Refused => self.refused,
            RowPart::Updated => self.updated,
            RowPart::Added => self.added,
            RowPart::Unchanged => self.unchanged,
            RowPart::Skipped => self.skipped,
        }
    }

    /// Rows that change something.
    #[must_use]
    pub fn taken(&self) -> u32 {
        self.added + self.updated
    }

    /// True when taking them in is a 処理 in the background, with a progress bar, and not done at once.
    #[must_use]
    pub fn takes_long(&self) -> bool {
        AT_ONCE < self.taken()
    }

    /// May so much of the file be taken in?
    ///
    /// # Errors
    /// Everything, while rows cannot be taken; nothing to take; split cells nobody looked at.
    pub fn must_allow(&self, extent: Extent, split: SplitLook) -> Result<(), ImportRefusal> {
        if extent == Extent::All && 0 < self.refused {
            return Err(ImportRefusal::HasErrors(self.refused));
        }
        if self.taken() == 0 {
            return Err(ImportRefusal::NothingToTake);
        }
        if 0 < self.split && split == SplitLook::NotYet {
            return Err(ImportRefusal::SplitNotConfirmed);
        }
        Ok(())
    }
}

/// Whether a person looked at how cells with several values are split.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SplitLook {
    NotYet,
    Confirmed,
}

/// The form that takes a file in, as sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ApplyInput {
    /// Code of an [`Extent`].
    pub extent: String,
    /// Not empty when the box 「分け方を確かめました」 is ticked.
    pub split: String,
}

impl ApplyInput {
    /// How much, and whether split cells were looked at.
    ///
    /// # Errors
    /// No extent, or one that is none.
    pub fn check(&self) -> Result<(Extent, SplitLook), FieldErrors> {
        let extent = self.extent.parse();
        let extent = extent.map_err(|error| FieldErrors::one("extent", error))?;
        let split = if self.split.is_empty() {
            SplitLook::NotYet
        } else {
            SplitLook::Confirmed
        };
        Ok((extent, split))
    }
}

/// The form that says what columns are read as: code of the field by place, empty for none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ColumnsInput {
    pub columns: BTreeMap<String, String>,
}

impl ColumnsInput {
    /// By place; what is no place is no column.
    #[must_use]
    pub fn check(&self) -> BTreeMap<usize, String> {
        self.columns
            .iter()
            .filter_map(|(place, code)| Some((place.parse().ok()?, code.clone())))
            .collect()
    }
}

/// The form that corrects a row: what each cell is to say, by the letters of its column.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CellsInput {
    pub cells: BTreeMap<String, String>,
}

/// 取込み: one file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportRun {
    pub id: ImportRunId,
    pub kind: LedgerKind,
    pub state: ImportState,
    pub file_id: FileId,
    pub file_name: String,
    /// SHA-256 of the file as it was sent.
    pub sha256: String,
    pub counts: RowCounts,
    /// Who sent it; `None` for the program itself.
    pub sent_by: Option<String>,
    pub sent_at: DateTime<Utc>,
    /// Who took it in or gave it up.
    pub decided_by: Option<String>,
    pub decided_at: Option<DateTime<Utc>>,
    /// How much was taken in.
    pub extent: Option<Extent>,
    /// Who took it back.
    pub undone_by: Option<String>,
    pub undone_at: Option<DateTime<Utc>>,
    /// Number of the last change, against lost updates.
    pub revision: i32,
}

/// A sheet of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetView {
    /// `None` for a CSV.
    pub name: Option<String>,
    pub is_read: bool,
    /// Why it is not read, or what to know about it.
    pub notes: Vec<String>,
    pub record_count: u32,
    pub skipped_count: u32,
    pub header_rows: Vec<u32>,
    /// The heads of the layout, folded.
    pub heads: Vec<String>,
    pub columns: Vec<ColumnView>,
    /// Labels of what the ledger needs and no column is read as.
    pub missing: Vec<String>,
}

/// A column of a sheet, and what it is read as.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnView {
    /// Place among the columns of the layout.
    pub place: usize,
    pub letters: String,
    /// The head as written, group and label joined.
    pub head: String,
    /// Code of the field; `None` when it is not read.
    pub field: Option<String>,
    pub label: Option<String>,
}

/// A row, and what becomes of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowView {
    pub sheet: Option<String>,
    /// Place of the sheet in the file, from 0.
    pub sheet_index: usize,
    /// As Excel counts.
    pub row: u32,
    pub part: RowPart,
    /// 件名, 氏名 or 名称.
    pub label: String,
    /// Why it is not taken, or no record.
    pub reason: Option<String>,
    /// Fields where the file says something else than the record, and the record stands.
    pub kept: Vec<String>,
    pub messages: Vec<MessageView>,
    /// Field, before, after.
    pub changes: Vec<(String, String, String)>,
    /// Key of the record, when there is one.
    pub record_id: Option<i64>,
}

/// What was noticed in a cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageView {
    /// Letters of the column; `None` when the whole row is meant.
    pub column: Option<String>,
    /// Head of the column.
    pub head: Option<String>,
    /// What stands in the cell.
    pub value: Option<String>,
    pub is_error: bool,
    pub text: String,
    /// The values a cell was split into.
    pub split: Vec<String>,
}

/// A row as it stands in the file, cell by cell, and what was typed in the place of its cells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowDetail {
    pub run: ImportRun,
    pub row: RowView,
    pub cells: Vec<CellView>,
    /// True when the asker may type something in the place of cells.
    pub can_correct: bool,
}

/// A cell of a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CellView {
    pub letters: String,
    /// Head of the column.
    pub head: String,
    /// What the column is read as; `None` when it is not read.
    pub label: Option<String>,
    /// What stands in the file.
    pub written: String,
    /// What was typed in its place.
    pub corrected: Option<CorrectedText>,
    /// What was noticed in it.
    pub messages: Vec<MessageView>,
}

/// What was typed in the place of a cell, by whom and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorrectedText {
    pub text: String,
    pub by: Option<String>,
    pub at: DateTime<Utc>,
}

/// A record that is added or changed beside those of the rows: the vendors of a contract ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OtherRecord {
    pub kind: String,
    pub id: Option<i64>,
    pub label: String,
    pub effect: Effect,
    /// Field, before, after.
    pub changes: Vec<(String, String, String)>,
}

/// Everything the page of an import shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportDetail {
    pub run: ImportRun,
    pub sheets: Vec<SheetView>,
    /// The part that is shown.
    pub part: Option<RowPart>,
    pub rows: Vec<RowView>,
    /// All rows of the part.
    pub total: u64,
    /// Cells with something typed in their place.
    pub corrected: u64,
    /// Rows with a split cell.
    pub splits: Vec<RowView>,
    pub others: Vec<OtherRecord>,
    /// Vendors that may be the same and were not merged.
    pub candidates: Vec<Vec<String>>,
    /// True when the asker may take it in, give it up or take it back: not while a job takes it in.
    pub can_import: bool,
    /// 処理 that takes it in, while that goes on or when it failed; with why it failed.
    pub course: Option<(JobSummary, Option<String>)>,
}

/// Where a record came from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordSource {
    pub run: ImportRunId,
    pub file_name: String,
    pub sheet: Option<String>,
    /// Place of the sheet in the file, from 0.
    pub sheet_index: usize,
    /// The row, as Excel counts; `None` for a record that came beside those of the rows.
    pub row: Option<u32>,
    pub part: RowPart,
    pub taken_at: DateTime<Utc>,
    /// True when the import was taken back.
    pub is_undone: bool,
    /// True when the asker may open the import.
    pub can_open: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(counts: RowCounts, extent: Extent, split: SplitLook, expect: Result<(), &str>) {
        let answer = counts.must_allow(extent, split);
        match (answer, expect) {
            (Ok(()), Ok(())) => {}
            (Err(refusal), Err(words)) => assert!(refusal.to_string().contains(words), "{refusal}"),
            (answer, expect) => panic!("{counts:?} {extent:?}: {answer:?}, {expect:?}"),
        }
    }

    #[test]
    fn so_much_of_a_file_may_be_taken_in() {
        let good = RowCounts {
            added: 2,
            ..RowCounts::default()
        };
        let mixed = RowCounts { refused: 3, ..good };
        let split = RowCounts { split: 1, ..good };
        let same = RowCounts {
            unchanged: 9,
            ..RowCounts::default()
        };
        check(good, Extent::All, SplitLook::NotYet, Ok(()));
        check(good, Extent::ValidRows, SplitLook::NotYet, Ok(()));
        check(mixed, Extent::All, SplitLook::NotYet, Err("3件"));
        check(mixed, Extent::ValidRows, SplitLook::NotYet, Ok(()));
        check(
            same,
            Extent::All,
            SplitLook::NotYet,
            Err("取り込む行がありません"),
        );
        check(split, Extent::All, SplitLook::NotYet, Err("分け方"));
        check(split, Extent::All, SplitLook::Confirmed, Ok(()));
    }
}
