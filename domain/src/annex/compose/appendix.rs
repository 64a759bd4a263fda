//! 別紙: tables after the articles, and whether every 別紙 that is named is there.

use super::{AnnexContent, AppendixContent, ComposeError, ComposeWarning, Numbers};
use crate::{
    document::{Block, Column, Part, Row, Table, Text, article_name, digits},
    library::{Appendix, Clause},
};

/// The parts of the introduced appendices, and what is missing from them.
pub(super) fn parts(
    content: &AnnexContent<'_>,
    clauses: &[&Clause],
    numbers: &Numbers<'_>,
    bodies: &[String],
) -> (Result<Vec<Part>, Vec<ComposeError>>, Vec<ComposeWarning>) {
    let (mut parts, mut errors, mut warnings) = (Vec::new(), Vec::new(), Vec::new());
    for given in &content.appendices {
        let appendix = given.appendix;
        if numbers.contains_key(appendix.introduced_by.as_str()) {
            errors.extend(cell_errors(given));
            if given.rows.is_empty() {
                warnings.push(ComposeWarning::EmptyAppendix {
                    number: printed_number(appendix),
                    title: appendix.title.clone(),
                });
            }
            parts.push(part(given, numbers));
        } else {
            warnings.extend(named_in_vain(appendix, clauses, bodies));
        }
    }
    errors.extend(unknown(content, clauses, bodies));
    let parts = if errors.is_empty() {
        Ok(parts)
    } else {
        Err(errors)
    };
    (parts, warnings)
}

/// Clauses that name an appendix which nothing introduces.
fn named_in_vain(
    appendix: &Appendix,
    clauses: &[&Clause],
    bodies: &[String],
) -> Vec<ComposeWarning> {
    let number = printed_number(appendix);
    let name = format!("別紙{number}");
    let pairs = clauses.iter().zip(bodies);
    pairs
        .filter(|(_, body)| body.contains(&name))
        .map(|(clause, _)| ComposeWarning::AppendixNotIntroduced {
            clause: clause.id.clone(),
            number: number.clone(),
            introduced_by: appendix.introduced_by.clone(),
        })
        .collect()
}

/// Clauses that name an appendix nobody handed over.
fn unknown(
    content: &AnnexContent<'_>,
    clauses: &[&Clause],
    bodies: &[String],
) -> Vec<ComposeError> {
    let known: Vec<String> = content
        .appendices
        .iter()
        .map(|content| printed_number(content.appendix))
        .collect();
    let mut errors = Vec::new();
    for (clause, body) in clauses.iter().zip(bodies) {
        for (start, name) in body.match_indices("別紙") {
            let rest = &body[start + name.len()..];
            let end = rest.find(|c: char| !c.is_numeric()).unwrap_or(rest.len());
            let number = &rest[..end];
            let error = ComposeError::UnknownAppendix {
                clause: clause.id.clone(),
                number: number.to_owned(),
            };
            if !number.is_empty() && !known.iter().any(|k| k == number) && !errors.contains(&error)
            {
                errors.push(error);
            }
        }
    }
    errors
}

fn cell_errors(content: &AppendixContent<'_>) -> Vec<ComposeError> {
    let expected = content.appendix.columns.len();
    let rows = (1..).zip(&content.rows);
    rows.filter(|(_, cells)| cells.len() != expected)
        .map(|(row, cells)| ComposeError::Cells {
            number: printed_number(content.appendix),
            row,
            found: cells.len(),
            expected,
        })
        .collect()
}

/// The appendix as a part: 別紙２（第６条、第９条関係）, its title, its table.
fn part(content: &AppendixContent<'_>, numbers: &Numbers<'_>) -> Part {
    let appendix = content.appendix;
    let articles: Vec<String> = appendix
        .clauses
        .iter()
        .filter_map(|clause| numbers.get(clause.as_str()))
        .map(|number| article_name(*number))
        .collect();
    let name = format!("別紙{}", printed_number(appendix));
    let columns = appendix.columns.iter().enumerate().map(|(index, label)| {
        let cells = content.rows.iter().filter_map(|row| row.get(index));
        Column::new(label, weight(label, cells))
    });
    let caption = format!("{name}　{}", appendix.title);
    let table = Table {
        rows: rows(content),
        ..Table::new(caption, columns.collect())
    };
    Part {
        label: Some(format!("{name}（{}関係）", articles.join("、"))),
        ..Part::new(&appendix.title, vec![Block::Table(table)])
    }
}

fn rows(content: &AppendixContent<'_>) -> Vec<Row> {
    if content.rows.is_empty() {
        let blank = vec![Text::default(); content.appendix.columns.len()];
        return vec![Row::Cells(blank)];
    }
    content.rows.iter().map(|row| row.clone().into()).collect()
}

/// Share of the width: the longest line of a cell or half the head (which may break), in characters, so
/// that a column is neither a sliver nor takes the whole page.
fn weight<'a>(label: &str, cells: impl Iterator<Item = &'a String>) -> u32 {
    let head = label.chars().count().div_ceil(2);
    let longest = cells
        .flat_map(|cell| cell.lines())
        .map(|line| line.chars().count())
        .max()
        .unwrap_or(0);
    u32::try_from(head.max(longest).clamp(2, 12)).unwrap_or(2)
}

/// `1` → １.
fn printed_number(appendix: &Appendix) -> String {
    appendix
        .number
        .parse()
        .map_or_else(|_| appendix.number.clone(), digits)
}
