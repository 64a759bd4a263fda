//! Contract, clauses and settings → [`Document`]: numbers the clauses, resolves every token, adds the
//! appendices. Chooses no clause and lays nothing out.
//!
//! Bodies are changed in this order, because each step prepares the words of the next:
//! 1. `references`: words about clauses that are not selected are replaced;
//! 2. `terms`: a word whose defining clause is not selected is explained at its first use;
//! 3. `fill`: tokens become numbers of articles and forms, and settings.
//!
//! An appendix (別紙) is in the document when the clause that introduces it is selected. A draft may lack
//! rows: it gets one blank row and a warning. What is issued may not: the same is an error.

mod appendix;
mod error;
mod fill;
mod preamble;
mod references;
mod terms;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::document::{Article, Block, Document, DocumentMark, Part};
use crate::library::{Appendix, Clause, Form, Term, body};
pub use error::{ComposeError, ComposeWarning};

/// The title of the annex.
pub const TITLE: &str = "情報セキュリティ特記事項";

/// Everything the annex of one contract is made of.
#[derive(Clone, Debug)]
pub struct AnnexContent<'a> {
    /// 契約番号; `None` before it is given.
    pub contract_no: Option<String>,
    /// 件名.
    pub contract_title: String,
    /// 甲: the municipality.
    pub party_a: String,
    /// 乙: the vendor.
    pub party_b: String,
    /// First day of the term.
    pub starts_on: NaiveDate,
    /// Last day of the term.
    pub ends_on: NaiveDate,
    /// 契約締結日; `None` before signature.
    pub signed_on: Option<NaiveDate>,
    /// The clauses on the contract, in the versions pinned for it.
    pub clauses: Vec<&'a Clause>,
    /// Defined terms.
    pub terms: &'a [Term],
    /// 様式 that may be named.
    pub forms: &'a [Form],
    /// Numbers for tokens, by key.
    pub settings: &'a BTreeMap<String, u32>,
    /// 別紙 that may be introduced, with what is known of their rows.
    pub appendices: Vec<AppendixContent<'a>>,
    /// Draft or issued.
    pub mark: DocumentMark,
}

/// The rows of one 別紙.
#[derive(Clone, Debug)]
pub struct AppendixContent<'a> {
    /// Which, with title and columns.
    pub appendix: &'a Appendix,
    /// Cells; as many in every row as the appendix has columns.
    pub rows: Vec<Vec<String>>,
}

/// A composed annex.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Composition {
    /// The document.
    pub document: Document,
    /// What is still to be done before it can be issued. Empty for an issued one.
    pub warnings: Vec<ComposeWarning>,
}

/// Composes the annex.
///
/// # Errors
/// Everything that stops the document, each naming the clause and the words.
pub fn compose(content: &AnnexContent<'_>) -> Result<Composition, Vec<ComposeError>> {
    let mut clauses = content.clauses.clone();
    clauses.sort_by_key(|clause| clause.order);
    let mut errors = structure_errors(&clauses);
    let bodies = resolved_bodies(content, &clauses, &mut errors);
    let articles = articles(&clauses, &bodies, &mut errors);
    let numbers = numbers(&clauses);
    let (appendices, warnings) = appendix::parts(content, &clauses, &numbers, &bodies);

    let mut parts = vec![main_part(content, articles)];
    match appendices {
        Ok(appendices) => parts.extend(appendices),
        Err(wrong) => errors.extend(wrong),
    }
    let warnings = match content.mark {
        DocumentMark::Draft => warnings,
        DocumentMark::Issued | DocumentMark::Copy | DocumentMark::FileCopy => {
            errors.extend(warnings.into_iter().map(ComposeError::NotReady));
            Vec::new()
        }
    };
    if !errors.is_empty() {
        return Err(errors);
    }
    let document = Document {
        footer: preamble::footer(content),
        mark: content.mark,
        parts,
        ..Document::new(TITLE)
    };
    Ok(Composition { document, warnings })
}

/// The articles under the title and the preamble.
fn main_part(content: &AnnexContent<'_>, articles: Vec<Article>) -> Part {
    let preamble = Block::paragraph(preamble::text(content));
    let articles = articles.into_iter().map(Block::Article);
    let blocks = std::iter::once(preamble).chain(articles).collect();
    Part {
        label: Some("別記".to_owned()),
        ..Part::new(TITLE, blocks)
    }
}

/// The number of each article, by the id of its clause.
type Numbers<'a> = BTreeMap<&'a str, u32>;

fn numbers<'a>(clauses: &[&'a Clause]) -> Numbers<'a> {
    (1..)
        .zip(clauses)
        .map(|(number, clause)| (clause.id.as_str(), number))
        .collect()
}

fn structure_errors(clauses: &[&Clause]) -> Vec<ComposeError> {
    if clauses.is_empty() {
        return vec![ComposeError::NoClause];
    }
    let mut seen = BTreeSet::new();
    let twice = clauses.iter().filter(|clause| !seen.insert(&clause.id));
    twice
        .map(|clause| ComposeError::Twice(clause.id.clone()))
        .collect()
}

/// The bodies without tokens, in the order of the clauses. A fault leaves its words in place and is noted.
fn resolved_bodies(
    content: &AnnexContent<'_>,
    clauses: &[&Clause],
    errors: &mut Vec<ComposeError>,
) -> Vec<String> {
    let numbers = numbers(clauses);
    let mut bodies: Vec<String> = clauses
        .iter()
        .map(|clause| references::resolve(clause, &numbers, errors))
        .collect();
    terms::define(content.terms, clauses, &mut bodies, errors);
    clauses
        .iter()
        .zip(bodies)
        .map(|(clause, body)| fill::fill(clause, &body, content, &numbers, errors))
        .collect()
}

fn articles(
    clauses: &[&Clause],
    bodies: &[String],
    errors: &mut Vec<ComposeError>,
) -> Vec<Article> {
    let mut articles = Vec::with_capacity(clauses.len());
    for (number, (clause, text)) in (1..).zip(clauses.iter().zip(bodies)) {
        match body::parse(text) {
            Ok(paragraphs) => articles.push(Article {
                clause: clause.id.clone(),
                number,
                heading: clause.heading.clone(),
                paragraphs,
            }),
            Err(problem) => errors.push(ComposeError::Body {
                clause: clause.id.clone(),
                problem,
            }),
        }
    }
    articles
}

#[cfg(test)]
mod tests;
