//! Tokens → text: 第N条, 様式第N号, settings. One digit is written full-width, more half-width, as in the
//! bodies.

use super::{AnnexContent, ComposeError, Numbers};
use crate::{
    document::{article_name, digits},
    library::{
        Clause,
        form::form_name,
        token::{Piece, Token, pieces},
    },
};

/// The body with every token replaced. An unknown token stays and is noted.
pub(super) fn fill(
    clause: &Clause,
    body: &str,
    content: &AnnexContent<'_>,
    numbers: &Numbers<'_>,
    errors: &mut Vec<ComposeError>,
) -> String {
    let mut filled = String::with_capacity(body.len());
    let mut unknown = |token: String| {
        errors.push(ComposeError::Token {
            clause: clause.id.clone(),
            token,
        });
    };
    for piece in pieces(body) {
        match piece {
            Piece::Text(text) => filled.push_str(text),
            Piece::Token(Token::Reference(target)) => {
                // A target that is not selected was noted with the references.
                if let Some(number) = numbers.get(target) {
                    filled.push_str(&article_name(*number));
                }
            }
            Piece::Token(Token::Form(number)) => {
                let is_known = content.forms.iter().any(|form| form.number == number);
                match form_name(number).filter(|_| is_known) {
                    Some(name) => filled.push_str(&name),
                    None => unknown(format!("{{{{form:{number}}}}}")),
                }
            }
            Piece::Token(Token::Setting(key)) => match content.settings.get(key) {
                Some(value) => filled.push_str(&digits(*value)),
                None => unknown(format!("{{{{{key}}}}}")),
            },
            Piece::Broken(rest) => unknown(rest.chars().take(12).collect()),
        }
    }
    filled
}
