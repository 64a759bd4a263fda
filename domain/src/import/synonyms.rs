//! Looks a header's label up in the table of synonyms.

use std::collections::HashMap;

use super::{
    LedgerKind, columns,
    field::Field,
    text::{folded, without_brackets},
};
use crate::fiscal_year::FiscalYear;

/// The table of one ledger, folded once.
pub(super) struct Synonyms {
    aliases: Vec<FoldedAlias>,
    by_label: HashMap<String, Vec<usize>>,
    /// The year of a contract ledger, for labels such as `R8年度額`.
    year: Option<FiscalYear>,
}

struct FoldedAlias {
    field: Field,
    groups: Vec<String>,
}

impl Synonyms {
    /// The table of a ledger whose fiscal year may be known.
    pub(super) fn of(kind: LedgerKind, year: Option<FiscalYear>) -> Self {
        let mut aliases = Vec::new();
        let mut by_label: HashMap<String, Vec<usize>> = HashMap::new();
        for (index, alias) in columns::aliases(kind).iter().enumerate() {
            for label in alias.labels {
                by_label.entry(folded(label)).or_default().push(index);
            }
            aliases.push(FoldedAlias {
                field: alias.field,
                groups: alias.groups.iter().map(|group| folded(group)).collect(),
            });
        }
        Self {
            aliases,
            by_label,
            year: year.filter(|_| kind == LedgerKind::Contract),
        }
    }

    /// The field of a column; its label comes last, group headings before it.
    pub(super) fn field(&self, parts: &[&str]) -> Option<Field> {
        let (last, groups) = parts.split_last()?;
        let exact = folded(last);
        let bare = folded(&without_brackets(last));
        let groups: Vec<String> = groups
            .iter()
            .map(|group| folded(&without_brackets(group)))
            .collect();
        self.yearly_amount(&exact)
            .or_else(|| self.by_label(&exact, &groups))
            .or_else(|| self.by_label(&bare, &groups))
            .or_else(|| {
                let joined = format!("{}{exact}", groups.concat());
                (!groups.is_empty())
                    .then(|| self.by_label(&joined, &[]))
                    .flatten()
            })
    }

    fn by_label(&self, wanted: &str, groups: &[String]) -> Option<Field> {
        let matching = || self.with_label(wanted);
        matching()
            .find(|alias| alias.groups.iter().any(|group| groups.contains(group)))
            .or_else(|| matching().find(|alias| alias.groups.is_empty()))
            .or_else(|| self.joined(wanted))
            .map(|alias| alias.field)
    }

    fn with_label(&self, label: &str) -> impl Iterator<Item = &FoldedAlias> {
        self.by_label
            .get(label)
            .into_iter()
            .flatten()
            .filter_map(|index| self.aliases.get(*index))
    }

    /// Group and label written as one: `再委託の有無`, `委託先名称`.
    fn joined(&self, wanted: &str) -> Option<&FoldedAlias> {
        self.aliases.iter().find(|alias| {
            alias.groups.iter().any(|group| {
                wanted.strip_prefix(group.as_str()).is_some_and(|rest| {
                    let rest = rest.strip_prefix('の').unwrap_or(rest);
                    !rest.is_empty()
                        && self
                            .with_label(rest)
                            .any(|other| std::ptr::eq(other, *alias))
                })
            })
        })
    }

    /// `R8年度額` is the amount of this year, `R9年度額` that of the next.
    fn yearly_amount(&self, label: &str) -> Option<Field> {
        const RESTS: &[&str] = &[
            "額",
            "金額",
            "契約額",
            "契約金額",
            "委託料",
            "支払額",
            "予算額",
            "年額",
        ];
        let year = self.year?;
        let (named, rest) = label.split_once("年度")?;
        if !RESTS.contains(&rest) {
            return None;
        }
        let named = FiscalYear::parse(&format!("{named}年度")).ok()?;
        if named == year {
            Some(Field::Amount)
        } else if named == year.next() {
            Some(Field::AmountNextFiscalYear)
        } else {
            None
        }
    }
}
