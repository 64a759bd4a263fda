//! Words about clauses that are not selected: replaced by what the reference records of the clause say.
//! References to selected clauses stay as tokens.

use super::{ComposeError, Numbers};
use crate::library::{
    Clause, ClauseReference, ReferenceMode,
    token::{self, reference},
};

/// The body with no reference left to a clause that is not selected.
pub(super) fn resolve(
    clause: &Clause,
    numbers: &Numbers<'_>,
    errors: &mut Vec<ComposeError>,
) -> String {
    let mut body = clause.body.clone();
    for record in &clause.references {
        let is_selected = |target: &&String| numbers.contains_key(target.as_str());
        if record.targets.iter().all(|target| is_selected(&target)) {
            continue;
        }
        if !body.contains(&record.find) {
            errors.push(ComposeError::WordsNotInBody {
                clause: clause.id.clone(),
                words: record.find.clone(),
            });
            continue;
        }
        let selected: Vec<&String> = record.targets.iter().filter(is_selected).collect();
        match replacement(record, &selected) {
            Some(words) => body = body.replace(&record.find, &words),
            None => errors.push(ComposeError::NoTarget {
                clause: clause.id.clone(),
                targets: record.targets.clone(),
            }),
        }
    }
    for target in token::references(&body) {
        let is_reported = errors.iter().any(|error| {
            matches!(error, ComposeError::NoTarget { clause: id, targets }
                if *id == clause.id && targets.iter().any(|t| t == target))
        });
        if !numbers.contains_key(target) && !is_reported {
            errors.push(ComposeError::Reference {
                clause: clause.id.clone(),
                target: target.to_owned(),
            });
        }
    }
    body
}

/// The words in place of `find`; `None` for an enumeration of nothing.
fn replacement(record: &ClauseReference, selected: &[&String]) -> Option<String> {
    match record.mode {
        ReferenceMode::Phrase => Some(record.replace.clone()),
        ReferenceMode::Enumeration => {
            let names: Vec<String> = selected.iter().map(|target| reference(target)).collect();
            enumeration(&names)
        }
    }
}

/// A; A及びB; A、B及びC.
fn enumeration(names: &[String]) -> Option<String> {
    let (last, others) = names.split_last()?;
    Some(if others.is_empty() {
        last.clone()
    } else {
        format!("{}及び{last}", others.join("、"))
    })
}
