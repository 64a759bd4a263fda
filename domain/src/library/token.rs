//! `{{…}}` tokens in texts of the library. Finds them; what they become is decided where they are filled in.

/// A token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token<'a> {
    /// `{{ref:SEC-13}}`: the number of a clause.
    Reference(&'a str),
    /// `{{form:06}}`: the number of a form.
    Form(&'a str),
    /// `{{return_days}}`: a setting.
    Setting(&'a str),
}

/// A piece of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Words.
    Text(&'a str),
    /// A token.
    Token(Token<'a>),
    /// `{{` that is never closed, and what follows it.
    Broken(&'a str),
}

/// The text as words and tokens, in order.
#[must_use]
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((before, opened)) = rest.split_once("{{") {
        if !before.is_empty() {
            pieces.push(Piece::Text(before));
        }
        let Some((inside, after)) = opened.split_once("}}") else {
            pieces.push(Piece::Broken(&rest[before.len()..]));
            return pieces;
        };
        pieces.push(Piece::Token(token(inside)));
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest));
    }
    pieces
}

/// The clauses a text refers to, in order, with repetitions.
pub fn references(text: &str) -> impl Iterator<Item = &str> {
    pieces(text).into_iter().filter_map(|piece| match piece {
        Piece::Token(Token::Reference(clause)) => Some(clause),
        Piece::Token(Token::Form(_) | Token::Setting(_)) | Piece::Text(_) | Piece::Broken(_) => {
            None
        }
    })
}

/// `{{ref:…}}` of a clause, as it stands in texts.
#[must_use]
pub fn reference(clause: &str) -> String {
    format!("{{{{ref:{clause}}}}}")
}

fn token(inside: &str) -> Token<'_> {
    match inside.split_once(':') {
        Some(("ref", clause)) => Token::Reference(clause),
        Some(("form", number)) => Token::Form(number),
        Some(_) | None => Token::Setting(inside),
    }
}
