//! 様式: a record of the library as a document, blank to be written in or with what the ledger knows.
//! Which forms a contract needs is [`needed`]. Lays nothing out and knows no form by its number.

mod body;
mod head;
mod ledger;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use ledger::{LedgerFacts, facts_of, is_listed};

use crate::{
    document::{Block, Document, Part},
    library::{AppliesTo, CheckItem, Clause, FilledBy, Form, RowSource, Subject},
};

/// Everything a form is made of.
#[derive(Clone, Debug)]
pub struct FormContent<'a> {
    /// Which form.
    pub form: &'a Form,
    /// The municipality.
    pub municipality: &'a str,
    /// Numbers for tokens, by key.
    pub settings: &'a BTreeMap<String, u32>,
    /// The contract it belongs to; none for a form that belongs to none, or before there is one.
    pub contract: Option<FormContract>,
    /// What the ledger knows of the subcontract it is about.
    pub facts: LedgerFacts,
    /// What its table lists.
    pub rows: FormRows,
}

/// What a form says of its contract.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormContract {
    /// 契約番号.
    pub contract_no: String,
    /// 件名.
    pub title: String,
    /// 契約日.
    pub signed_on: Option<NaiveDate>,
    /// First and last day.
    pub period: (NaiveDate, NaiveDate),
    /// The contractor, once it is decided.
    pub contractor: Option<Contractor>,
    /// The number of each article of its annex, by the id of the clause.
    pub articles: BTreeMap<String, u32>,
}

/// Who the contract is with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contractor {
    /// 商号又は名称, with 支店.
    pub name: String,
    /// 所在地.
    pub address: String,
    /// 代表者職氏名.
    pub representative: String,
}

/// What the table of a form lists.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum FormRows {
    /// Nothing: it is to be written in.
    #[default]
    Blank,
    /// Questions, in the first column.
    Questions(Vec<String>),
    /// Rows of a 別紙, under the columns of these names.
    Appendix {
        /// Columns of the 別紙.
        columns: Vec<String>,
        /// Its rows.
        rows: Vec<Vec<String>>,
    },
    /// Subcontracts, by what the fields name of the ledger.
    Ledger(Vec<LedgerFacts>),
}

/// What a form is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FormScope {
    /// The contract, or nothing in the ledger.
    Contract,
    /// One subcontract.
    Subcontract,
    /// Every subcontract of the contract.
    Subcontracts,
}

/// Whether what the ledger knows is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fill {
    /// 記入用: nothing is.
    Blank,
    /// It is.
    Ledger,
}

/// A form in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormSummary {
    /// `06-2`.
    pub number: String,
    /// 様式第６号の２（第13条関係）.
    pub name: String,
    /// Title.
    pub title: String,
    /// What it is for.
    pub purpose: String,
    /// What it is about.
    pub scope: FormScope,
    /// Who fills it in.
    pub filled_by: FilledBy,
    /// The same in words.
    pub filled_by_label: String,
    /// When it is due, in words.
    pub when: String,
}

/// Composes the form. One that stands for several documents has a part for each.
#[must_use]
pub fn compose(content: &FormContent<'_>, fill: Fill) -> Document {
    let form = content.form;
    let titles = if form.documents.is_empty() {
        std::slice::from_ref(&form.title)
    } else {
        &form.documents
    };
    let parts = titles.iter().map(|title| part(content, title, fill));
    Document {
        footer: footer(content),
        parts: parts.collect(),
        ..Document::new(format!("{}　{}", form.name(), form.title))
    }
}

fn part(content: &FormContent<'_>, title: &str, fill: Fill) -> Part {
    let mut blocks = vec![head::request(content, title, fill)];
    blocks.extend(head::contract(content, fill));
    blocks.extend(body::fields(content, fill));
    blocks.push(Block::note(format!(
        "備考　１　記入する者　{}",
        content.form.filled_by_label
    )));
    blocks.push(Block::note(format!(
        "　　　２　提出の時期　{}",
        when(content)
    )));
    Part {
        label: Some(label(content)),
        letterhead: head::letterhead(content, fill),
        ..Part::new(title, blocks)
    }
}

/// The form in a list.
#[must_use]
pub fn summary(content: &FormContent<'_>) -> FormSummary {
    let form = content.form;
    FormSummary {
        number: form.number.clone(),
        name: label(content),
        title: form.title.clone(),
        purpose: form.purpose.clone(),
        scope: scope(form),
        filled_by: form.filled_by,
        filled_by_label: form.filled_by_label.clone(),
        when: when(content),
    }
}

fn scope(form: &Form) -> FormScope {
    if form.rows_from == Some(RowSource::Subcontracts) {
        FormScope::Subcontracts
    } else if form.is_of_subcontract() {
        FormScope::Subcontract
    } else {
        FormScope::Contract
    }
}

/// Whether a contract with these clauses needs the form: a clause names it, or names the form it is a
/// branch of.
#[must_use]
pub fn needed(form: &Form, forms: &[Form], clauses: &BTreeSet<String>) -> bool {
    let is_named = |form: &Form| form.clauses.iter().any(|clause| clauses.contains(clause));
    let trunk = form.branch_of.as_ref();
    let trunk = trunk.and_then(|number| forms.iter().find(|other| other.number == *number));
    is_named(form) || trunk.is_some_and(is_named)
}

/// The number of each article of an annex of these clauses.
#[must_use]
pub fn article_numbers(clauses: &[&Clause]) -> BTreeMap<String, u32> {
    let mut sorted = clauses.to_vec();
    sorted.sort_by_key(|clause| clause.order);
    let ids = sorted.iter().map(|clause| clause.id.clone());
    ids.zip(1..).collect()
}

/// The questions asked of a contract with these clauses.
#[must_use]
pub fn contract_questions(items: &[CheckItem], clauses: &BTreeSet<String>) -> Vec<String> {
    let is_asked = |item: &&CheckItem| {
        item.subject == Subject::Contract
            && (item.clauses.iter().any(|clause| clauses.contains(clause))
                || item.applies_to == Some(AppliesTo::AllContracts))
    };
    let asked = items.iter().filter(is_asked);
    asked.map(|item| item.question.clone()).collect()
}

/// 様式第６号（第13条関係）. Before there is a contract, no article has a number.
fn label(content: &FormContent<'_>) -> String {
    let name = content.form.name();
    let articles = head::articles(content);
    if articles.is_empty() {
        name
    } else {
        format!("{name}（{}関係）", articles.join("、"))
    }
}

fn footer(content: &FormContent<'_>) -> String {
    match &content.contract {
        Some(contract) => format!("契約番号　{}", contract.contract_no),
        None => content.form.name(),
    }
}

fn when(content: &FormContent<'_>) -> String {
    head::filled(&content.form.when, content.settings)
}

#[cfg(test)]
mod tests;
