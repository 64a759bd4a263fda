//! 台帳の様式 (layout): the heads of a sheet, and what people said its columns mean. What was chosen once is
//! offered whenever the same heads come again.

use std::collections::{BTreeMap, BTreeSet};

use super::{LedgerKind, columns, field::Field, header::Column, text::folded};

/// Head of the column that says why a row was not taken. It belongs to no layout: a mended file reads like the
/// one it came from.
pub const REASON_HEAD: &str = "理由";

/// What was chosen for the columns of layouts: by heads, then by place among them. `None` leaves a column out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LayoutChoices {
    by_heads: BTreeMap<Vec<String>, BTreeMap<usize, Option<Field>>>,
}

impl LayoutChoices {
    /// Adds what was chosen for a layout.
    pub fn remember(&mut self, heads: Vec<String>, fields: BTreeMap<usize, Option<Field>>) {
        self.by_heads.insert(heads, fields);
    }

    /// Adds everything chosen for other layouts.
    pub fn extend(&mut self, other: Self) {
        self.by_heads.extend(other.by_heads);
    }

    /// What was chosen for the layout of these columns.
    #[must_use]
    pub fn of(&self, columns: &[Column]) -> Option<&BTreeMap<usize, Option<Field>>> {
        if self.by_heads.is_empty() {
            return None;
        }
        self.by_heads.get(&heads(columns))
    }

    /// Reads the columns as chosen. A field is read from one column: the chosen one.
    pub(super) fn apply(&self, columns: &mut [Column]) {
        let Some(chosen) = self.of(columns) else {
            return;
        };
        let taken: BTreeSet<Field> = chosen.values().copied().flatten().collect();
        for (place, column) in own(columns).enumerate() {
            match chosen.get(&place) {
                Some(field) => column.field = *field,
                None if column.field.is_some_and(|field| taken.contains(&field)) => {
                    column.field = None;
                }
                None => {}
            }
        }
    }
}

fn own(columns: &mut [Column]) -> impl Iterator<Item = &mut Column> {
    columns
        .iter_mut()
        .filter(|column| folded(&column.header) != REASON_HEAD)
}

/// The heads of a layout, folded, in order, without the column of reasons.
#[must_use]
pub fn heads(columns: &[Column]) -> Vec<String> {
    let heads = columns.iter().map(|column| folded(&column.header));
    heads.filter(|head| head != REASON_HEAD).collect()
}

/// The columns of a layout with their place in it.
pub fn places(columns: &[Column]) -> impl Iterator<Item = (usize, &Column)> {
    columns
        .iter()
        .filter(|column| folded(&column.header) != REASON_HEAD)
        .enumerate()
}

/// The fields a column of that ledger can be read as, with their labels.
#[must_use]
pub fn fields(kind: LedgerKind) -> Vec<(Field, &'static str)> {
    let mut fields: Vec<(Field, &'static str)> = Vec::new();
    for alias in columns::aliases(kind) {
        if fields.iter().all(|(known, _)| *known != alias.field) {
            fields.push((alias.field, label(kind, alias.field)));
        }
    }
    if kind == LedgerKind::Contract {
        let next = Field::AmountNextFiscalYear;
        fields.push((next, label(kind, next)));
    }
    fields
}

/// True for a column that says what two others say: 履行期間 beside its first and last day. A new ledger has no
/// use for it.
#[must_use]
pub fn is_twofold(field: Field) -> bool {
    field == Field::Period
}

/// What a field is called on screen: the label that speaks for itself.
#[must_use]
pub fn label(kind: LedgerKind, field: Field) -> &'static str {
    let of_field = || {
        columns::aliases(kind)
            .iter()
            .filter(move |alias| alias.field == field)
    };
    let alias = of_field()
        .find(|alias| alias.groups.is_empty())
        .or_else(|| of_field().next());
    match alias.and_then(|alias| alias.labels.first()) {
        Some(label) => label,
        None if field == Field::AmountNextFiscalYear => "翌年度の額",
        None => field.as_str(),
    }
}

/// The words by which the column of a field is found in a ledger with one row of heads: its labels, and for a field
/// that is only found under group headings both as one.
#[must_use]
pub fn wordings(kind: LedgerKind) -> Vec<(Field, Vec<String>)> {
    let aliases = columns::aliases(kind);
    let words = |field: Field| {
        let of_field = || aliases.iter().filter(move |alias| alias.field == field);
        let alone = of_field().filter(|alias| alias.groups.is_empty());
        let alone: Vec<String> = alone
            .flat_map(|alias| alias.labels.iter().map(|label| (*label).to_owned()))
            .collect();
        if !alone.is_empty() {
            return alone;
        }
        let joined = of_field().flat_map(|alias| {
            let labels = move |group| {
                alias
                    .labels
                    .iter()
                    .map(move |label| format!("{group}{label}"))
            };
            alias.groups.iter().flat_map(labels)
        });
        joined.collect()
    };
    let fields = fields(kind).into_iter();
    fields.map(|(field, _)| (field, words(field))).collect()
}

/// The field a head of a ledger speaks of, where it says so by itself.
#[must_use]
pub fn field_of(kind: LedgerKind, head: &str) -> Option<Field> {
    let head = folded(head);
    let says = |(_, words): &(Field, Vec<String>)| words.iter().any(|word| folded(word) == head);
    let mut wordings = wordings(kind).into_iter();
    wordings.find(says).map(|(field, _)| field)
}

/// Labels of what a ledger needs and these columns do not have.
#[must_use]
pub fn missing(kind: LedgerKind, columns: &[Column]) -> Vec<String> {
    let has = |field: &Field| columns.iter().any(|column| column.field == Some(*field));
    columns::required(kind)
        .iter()
        .filter(|any| !any.iter().any(has))
        .map(|any| {
            let labels: Vec<&str> = any.iter().map(|field| label(kind, *field)).collect();
            labels.join("・")
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(index: usize, header: &str, field: Option<Field>) -> Column {
        Column {
            index,
            header: header.to_owned(),
            field,
            amount_unit: None,
            tax: None,
        }
    }

    #[test]
    fn every_field_that_is_offered_has_a_label_and_a_code_of_its_own() {
        for kind in LedgerKind::ALL {
            let fields = fields(kind);
            let codes: BTreeSet<&str> = fields.iter().map(|(field, _)| field.code()).collect();
            assert_eq!(codes.len(), fields.len(), "{}", kind.label());
            let labels: BTreeSet<&str> = fields.iter().map(|(_, label)| *label).collect();
            assert_eq!(labels.len(), fields.len(), "{}", kind.label());
            for (field, label) in fields {
                assert_eq!(Field::of_code(field.code()), Some(field));
                let is_word = !label.is_ascii() || ["No", "ID", "URL"].contains(&label);
                assert!(is_word, "{label}");
            }
        }
    }

    #[test]
    fn a_chosen_column_takes_the_field_from_the_one_that_was_guessed() {
        let mut columns = vec![
            column(0, "理由", None),
            column(1, "件名", Some(Field::Title)),
            column(2, "委託の中身", None),
            column(3, "備考", Some(Field::Remarks)),
        ];
        let mut choices = LayoutChoices::default();
        let chosen = BTreeMap::from([(1, Some(Field::Title)), (2, None)]);
        choices.remember(heads(&columns), chosen);
        choices.apply(&mut columns);
        let fields: Vec<Option<Field>> = columns.iter().map(|column| column.field).collect();
        assert_eq!(fields, [None, None, Some(Field::Title), None]);
    }

    #[test]
    fn other_heads_are_another_layout() {
        let mut columns = vec![column(0, "件名", Some(Field::Title))];
        let mut choices = LayoutChoices::default();
        choices.remember(vec!["業務名".to_owned()], BTreeMap::from([(0, None)]));
        choices.apply(&mut columns);
        assert_eq!(columns[0].field, Some(Field::Title));
    }

    #[test]
    fn what_is_missing_is_named() {
        let columns = [column(0, "委託先", Some(Field::VendorName))];
        let missing = missing(LedgerKind::Contract, &columns);
        assert_eq!(missing[0], "件名");
        assert!(missing[1].contains("契約日"), "{missing:?}");
    }
}
