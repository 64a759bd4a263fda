//! Finds the header of a sheet and says which column means what.
//!
//! A header is one to three rows. Group headings above the labels are spread over the columns they
//! belong to: by their merge in a workbook, up to the next heading where merges are lost.

use std::collections::BTreeSet;

use super::{
    LedgerKind, columns,
    field::Field,
    layout::LayoutChoices,
    raw::{RawCell, Sheet},
    synonyms::Synonyms,
    text::folded,
};
use crate::fiscal_year::FiscalYear;

/// Rows searched for a header; titles and notes above it are never longer.
const SEARCHED_ROWS: u32 = 40;
/// Most rows of a header.
const MOST_HEADER_ROWS: u32 = 3;
/// Fewest columns that must be understood.
const FEWEST_COLUMNS: usize = 3;

/// A column and what it was understood as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// 0 is A.
    pub index: usize,
    /// The header, group and label joined: `委託先／名称`.
    pub header: String,
    /// What it means; `None` when no synonym fits.
    pub field: Option<Field>,
    /// Yen per unit the header names: 1,000 for （千円）.
    pub amount_unit: Option<i64>,
    /// What the header says about 消費税.
    pub tax: Option<HeaderTax>,
}

/// What a header says about 消費税.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeaderTax {
    /// 税込.
    Included,
    /// 税抜.
    Excluded,
}

/// The header of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Header {
    pub(super) first_row: u32,
    pub(super) last_row: u32,
    pub(super) columns: Vec<Column>,
    /// The folded labels of every header row by column, to recognise repetitions.
    labels: Vec<Vec<String>>,
}

impl Header {
    /// True when a row repeats one of the header's rows, as at a page break.
    pub(super) fn is_repeated_by(&self, cells: &[RawCell]) -> bool {
        self.labels.iter().any(|labels| {
            let (mut same, mut other) = (0, 0);
            for (column, cell) in cells.iter().enumerate() {
                if cell.is_blank() {
                    continue;
                }
                match labels.get(column) {
                    Some(label) if *label == folded(&cell.shown()) => same += 1,
                    Some(_) | None => other += 1,
                }
            }
            2 <= same && other * 3 <= same
        })
    }
}

/// Finds the header of a ledger of that kind; `None` when the sheet is none. What people chose for a layout
/// counts as understood.
pub(super) fn find(
    sheet: &Sheet,
    kind: LedgerKind,
    year: Option<FiscalYear>,
    choices: &LayoutChoices,
) -> Option<Header> {
    let mut best: Option<(usize, Header)> = None;
    for header in candidates(sheet, kind, year, choices) {
        let score = score(&header, kind);
        if best.as_ref().map_or(FEWEST_COLUMNS - 1, |best| best.0) < score {
            best = Some((score, header));
        }
    }
    best.map(|(_, header)| header)
}

/// The header that comes nearest to one, where none is complete: people say what its columns mean.
pub(super) fn nearest(
    sheet: &Sheet,
    kind: LedgerKind,
    year: Option<FiscalYear>,
    choices: &LayoutChoices,
) -> Option<Header> {
    let mut best: Option<((usize, usize), Header)> = None;
    for header in candidates(sheet, kind, year, choices) {
        let understood = header
            .columns
            .iter()
            .filter(|column| column.field.is_some())
            .count();
        let score = (understood, header.columns.len());
        let is_one = 0 < understood && FEWEST_COLUMNS <= header.columns.len();
        if is_one && best.as_ref().is_none_or(|best| best.0 < score) {
            best = Some((score, header));
        }
    }
    best.map(|(_, header)| header)
}

/// Few rows first, and they win a tie: a title above the header adds nothing to it.
fn candidates(
    sheet: &Sheet,
    kind: LedgerKind,
    year: Option<FiscalYear>,
    choices: &LayoutChoices,
) -> impl Iterator<Item = Header> {
    let synonyms = Synonyms::of(kind, year);
    let places = (1..=MOST_HEADER_ROWS).flat_map(|count| {
        sheet
            .rows
            .iter()
            .map(|row| row.number)
            .take_while(|number| *number <= SEARCHED_ROWS)
            .map(move |first| (first, first + count - 1))
    });
    places.map(move |(first, last)| {
        let mut header = read(sheet, &synonyms, first, last);
        choices.apply(&mut header.columns);
        header
    })
}

/// How many fields are understood; 0 when one is missing that the ledger needs.
pub(super) fn score(header: &Header, kind: LedgerKind) -> usize {
    let fields: BTreeSet<Field> = header
        .columns
        .iter()
        .filter_map(|column| column.field)
        .collect();
    let is_complete = columns::required(kind)
        .iter()
        .all(|any| any.iter().any(|field| fields.contains(field)));
    if is_complete { fields.len() } else { 0 }
}

fn read(sheet: &Sheet, synonyms: &Synonyms, first: u32, last: u32) -> Header {
    let rows: Vec<Vec<String>> = (first..=last).map(|row| labels(sheet, row, last)).collect();
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut columns = Vec::new();
    for index in 0..width {
        let mut parts: Vec<&str> = Vec::new();
        for row in &rows {
            let part = row.get(index).map_or("", String::as_str);
            if !part.is_empty() && parts.last() != Some(&part) {
                parts.push(part);
            }
        }
        if !parts.is_empty() {
            columns.push(column(index, &parts, synonyms));
        }
    }
    settle(&mut columns);
    let labels = (first..=last)
        .map(|number| {
            let row = sheet.row(number);
            row.map_or_else(Vec::new, |row| {
                row.cells.iter().map(|cell| folded(&cell.shown())).collect()
            })
        })
        .collect();
    Header {
        first_row: first,
        last_row: last,
        columns,
        labels,
    }
}

/// The labels of one header row, headings spread over their columns.
fn labels(sheet: &Sheet, number: u32, last: u32) -> Vec<String> {
    let mut labels = own_labels(sheet, number);
    if number == last {
        return labels;
    }
    let mut merges = sheet
        .merges
        .iter()
        .filter(|merged| merged.first_row == number && merged.first_column < merged.last_column)
        .peekable();
    if merges.peek().is_none() {
        spread_to_the_next(&mut labels, &own_labels(sheet, last));
        return labels;
    }
    for merged in merges {
        let heading = labels.get(merged.first_column).cloned().unwrap_or_default();
        if labels.len() <= merged.last_column {
            labels.resize(merged.last_column + 1, String::new());
        }
        if let Some(places) = labels.get_mut(merged.first_column..=merged.last_column) {
            places.fill(heading);
        }
    }
    labels
}

fn own_labels(sheet: &Sheet, number: u32) -> Vec<String> {
    sheet.row(number).map_or_else(Vec::new, |row| {
        row.cells.iter().map(|cell| label(&cell.shown())).collect()
    })
}

/// Without merges a heading reaches to the next one, over columns that have a label of their own.
fn spread_to_the_next(headings: &mut Vec<String>, labels: &[String]) {
    headings.resize(headings.len().max(labels.len()), String::new());
    let mut heading = String::new();
    for (place, label) in headings.iter_mut().zip(labels) {
        if !place.is_empty() {
            heading.clone_from(place);
        } else if columns::NEVER_GROUPED.contains(&label.as_str()) {
            heading.clear();
        } else if !label.is_empty() {
            place.clone_from(&heading);
        }
    }
}

/// A label as it is reported: no blanks, no line breaks, no decorating brackets.
fn label(text: &str) -> String {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    text.trim_matches([
        '【', '】', '［', '］', '[', ']', '〔', '〕', '＜', '＞', '<', '>',
    ])
    .to_owned()
}

fn column(index: usize, parts: &[&str], synonyms: &Synonyms) -> Column {
    let header = parts.join("／");
    let whole = folded(&header);
    let tax = if whole.contains("税込") {
        Some(HeaderTax::Included)
    } else if whole.contains("税抜") || whole.contains("税別") {
        Some(HeaderTax::Excluded)
    } else {
        None
    };
    Column {
        index,
        field: synonyms.field(parts),
        amount_unit: amount_unit(&whole),
        tax,
        header,
    }
}

/// Yen per unit named by `千円`, `百万円` or `万円` in brackets or behind 単位.
pub(super) fn amount_unit(folded_text: &str) -> Option<i64> {
    [("百万円", 1_000_000), ("千円", 1_000), ("万円", 10_000)]
        .into_iter()
        .find(|(unit, _)| {
            folded_text.contains(&format!("({unit})"))
                || folded_text.contains(&format!("単位:{unit}"))
                || folded_text.contains(&format!("単位{unit}"))
        })
        .map(|(_, yen)| yen)
}

/// A field is read from one column: the first keeps it. A lone amount without tax is the amount.
fn settle(columns: &mut [Column]) {
    let mut taken = BTreeSet::new();
    let mut before = None;
    for column in columns.iter_mut() {
        // Without a heading, the 法人番号 behind 再委託先 is that of the subcontractor.
        if column.field == Some(Field::CorporateNumber) && before == Some(Field::Subcontractors) {
            column.field = Some(Field::SubcontractorCorporateNumbers);
        }
        before = column.field;
        if column.field.is_some_and(|field| !taken.insert(field)) {
            column.field = None;
        }
    }
    settle_last_days(columns, &taken);
    if !taken.contains(&Field::Amount)
        && let Some(column) = columns
            .iter_mut()
            .find(|column| column.field == Some(Field::AmountExcludingTax))
    {
        column.field = Some(Field::Amount);
    }
}

/// 利用期限 is the last day of the approval; 有効期限 beside it is that of the certificate.
fn settle_last_days(columns: &mut [Column], taken: &BTreeSet<Field>) {
    if !taken.contains(&Field::UsableUntil) {
        return;
    }
    for column in columns {
        match column.field {
            Some(Field::ValidUntil) => column.field = Some(Field::CertificateExpiresOn),
            Some(Field::UsableUntil) => column.field = Some(Field::ValidUntil),
            _ => {}
        }
    }
}
