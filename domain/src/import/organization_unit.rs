//! 組織: a list of the town's units as records.

use std::collections::HashSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    field::Field,
    message::{ImportCode, ImportMessage},
    reading::RecordReading,
    row_reader::{RowReader, SheetContext},
    rows::LedgerRow,
    text::{filled, folded},
};
use crate::{fold::search_key, wareki::PeriodEdge};

/// Which organ of the town a unit belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrganType {
    /// 内部部局.
    InternalBureau,
    /// 行政委員会.
    AdministrativeCommittee,
    /// 議会.
    Assembly,
    /// 地方公営企業.
    PublicEnterprise,
}

/// A unit as a list of units names it. `None` where the cell is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganizationUnitRecord {
    pub code: Option<String>,
    pub name: Option<String>,
    pub parent_name: Option<String>,
    pub organ_type: Option<OrganType>,
    /// Other spellings and former names.
    pub aliases: Vec<String>,
    pub valid_from: Option<NaiveDate>,
    pub valid_to: Option<NaiveDate>,
}

pub(super) fn read(
    rows: &[LedgerRow],
    sheet: &SheetContext<'_>,
) -> (
    Vec<RecordReading<OrganizationUnitRecord>>,
    Vec<ImportMessage>,
) {
    let names: HashSet<String> = rows
        .iter()
        .filter_map(|row| row.cells.get(&Field::UnitName))
        .map(|cell| search_key(&cell.text()))
        .collect();
    let mut records = Vec::new();
    let mut messages = Vec::new();
    for row in rows {
        let mut reader = RowReader::new(sheet, row);
        let fields = read_row(&mut reader, &names);
        records.push(RecordReading::new(row, fields));
        messages.append(&mut reader.messages);
    }
    (records, messages)
}

fn read_row(reader: &mut RowReader<'_>, names: &HashSet<String>) -> OrganizationUnitRecord {
    let parent_name = reader.line(Field::ParentName);
    if let Some(parent) = &parent_name
        && !names.contains(&search_key(parent))
    {
        reader.note(Field::ParentName, ImportCode::ParentNotListed);
    }
    OrganizationUnitRecord {
        code: reader.code(Field::UnitCode),
        name: reader.line(Field::UnitName),
        parent_name,
        organ_type: organ_type(reader),
        aliases: reader
            .text(Field::Aliases)
            .split([';', '；', '、', ',', '，', '\n'])
            .filter_map(filled)
            .map(str::to_owned)
            .collect(),
        valid_from: reader.day(Field::ValidFrom),
        valid_to: reader
            .date(Field::ValidTo, PeriodEdge::End)
            .map(|(date, _)| date),
    }
}

fn organ_type(reader: &mut RowReader<'_>) -> Option<OrganType> {
    let text = folded(&reader.text(Field::OrganType));
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    if text.is_empty() {
        None
    } else if has(&["公営企業", "企業局"]) {
        Some(OrganType::PublicEnterprise)
    } else if has(&["議会"]) {
        Some(OrganType::Assembly)
    } else if has(&["委員会", "委員", "行政機関"]) {
        Some(OrganType::AdministrativeCommittee)
    } else if has(&[
        "内部部局",
        "町長部局",
        "市長部局",
        "村長部局",
        "首長部局",
        "知事部局",
    ]) {
        Some(OrganType::InternalBureau)
    } else {
        reader.note(Field::OrganType, ImportCode::FlagUnknownToken);
        None
    }
}
