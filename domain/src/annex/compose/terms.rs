//! Words one clause defines and others use. Where no defining clause is selected, the word is explained at
//! its first use: 従事者（本業務に従事する者をいう。以下同じ。）.

use super::ComposeError;
use crate::library::{Clause, Term};

/// Explains, in the bodies, every term that is used without being defined.
pub(super) fn define(
    terms: &[Term],
    clauses: &[&Clause],
    bodies: &mut [String],
    errors: &mut Vec<ComposeError>,
) {
    for term in terms {
        let is_defined = clauses
            .iter()
            .any(|clause| term.defined_in.contains(&clause.id));
        if is_defined {
            continue;
        }
        let Some((index, end)) = first_use(term, terms, clauses, bodies) else {
            continue;
        };
        if term.fallback.is_empty() {
            errors.push(ComposeError::UndefinedTerm {
                clause: clauses[index].id.clone(),
                term: term.term.clone(),
                defined_in: term.defined_in.clone(),
            });
        } else {
            let words = format!("（{}をいう。以下同じ。）", term.fallback);
            bodies[index].insert_str(end, &words);
        }
    }
}

/// The first body that uses the term, and where in it the word ends. A longer term that begins with this
/// one is not a use of it: 再委託先 is not 再委託.
fn first_use(
    term: &Term,
    terms: &[Term],
    clauses: &[&Clause],
    bodies: &[String],
) -> Option<(usize, usize)> {
    let uses = |clause: &Clause| term.used_in.contains(&clause.id);
    (0..clauses.len())
        .filter(|index| uses(clauses[*index]))
        .find_map(|index| {
            let body = &bodies[index];
            let is_longer = |start: &usize| {
                terms.iter().any(|other| {
                    other.term.len() > term.term.len()
                        && other.term.starts_with(&term.term)
                        && body[*start..].starts_with(&other.term)
                })
            };
            body.match_indices(&term.term)
                .map(|(start, _)| start)
                .find(|start| !is_longer(start))
                .map(|start| (index, start + term.term.len()))
        })
}
