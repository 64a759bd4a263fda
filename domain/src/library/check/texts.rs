//! Checks of the texts: tokens, references, defined terms, the structure of bodies.

use super::Checker;
use crate::library::{
    Clause, Problem, RecordKind, body,
    token::{self, Piece, Token},
};

impl Checker<'_> {
    pub(super) fn clauses(&mut self) {
        for clause in &self.library.clauses {
            let record = (RecordKind::Clause, clause.id.as_str());
            self.condition(record, &clause.mandatory);
            self.condition(record, &clause.recommended);
            self.condition(record, &clause.optional);
            self.basis(record, &clause.basis);
            self.names(record, RecordKind::CheckItem, &clause.check_items);
            self.check_items_name_back(clause);
            self.tokens(record, &clause.body);
            if let Err(error) = body::parse(&clause.body) {
                self.wrong(record.0, record.1, error.into());
            }
            self.references(clause);
            self.terms_are_listed(clause);
        }
    }

    /// Tokens of a text must be closed and known.
    pub(super) fn tokens(&mut self, record: (RecordKind, &str), text: &str) {
        for piece in token::pieces(text) {
            match piece {
                Piece::Text(_) => {}
                Piece::Token(Token::Reference(clause)) => {
                    self.names(record, RecordKind::Clause, [clause]);
                }
                Piece::Token(Token::Form(number)) => {
                    self.names(record, RecordKind::Form, [number]);
                }
                Piece::Token(Token::Setting(key)) => {
                    self.names(record, RecordKind::Setting, [key]);
                }
                Piece::Broken(rest) => {
                    let start = rest.chars().take(12).collect();
                    self.wrong(record.0, record.1, Problem::BrokenToken(start));
                }
            }
        }
    }

    /// Every reference has a target that is mandatory for all, or a record that says what to write.
    fn references(&mut self, clause: &Clause) {
        let record = (RecordKind::Clause, clause.id.as_str());
        for reference in &clause.references {
            self.names(record, RecordKind::Clause, &reference.targets);
            if !clause.body.contains(&reference.find) {
                let words = reference.find.clone();
                self.wrong(record.0, record.1, Problem::WordsNotInBody(words));
            }
            self.tokens(record, &reference.replace);
        }
        for target in token::references(&clause.body) {
            let token = token::reference(target);
            let has_rule = clause.references.iter().any(|reference| {
                reference.find.contains(&token) && reference.targets.iter().any(|t| t == target)
            });
            let is_always_there = self
                .library
                .find_clause(target)
                .is_none_or(|target| target.mandatory.is_always());
            if !has_rule && !is_always_there {
                let problem = Problem::ReferenceWithoutRule(target.to_owned());
                self.wrong(record.0, record.1, problem);
            }
        }
    }

    /// A clause that uses a term must be listed with it, or the term might be printed undefined.
    fn terms_are_listed(&mut self, clause: &Clause) {
        for term in &self.library.terms {
            let listed = term.used_in.contains(&clause.id) || term.defined_in.contains(&clause.id);
            if clause.body.contains(&term.term) && !listed {
                let problem = Problem::UseNotListed(clause.id.clone());
                self.wrong(RecordKind::Term, &term.term, problem);
            }
        }
    }

    fn check_items_name_back(&mut self, clause: &Clause) {
        for id in &clause.check_items {
            let names_back = self
                .library
                .find_check_item(id)
                .is_none_or(|item| item.clauses.contains(&clause.id));
            if !names_back {
                self.wrong(
                    RecordKind::Clause,
                    &clause.id,
                    Problem::OneSided(id.clone()),
                );
            }
        }
    }
}
