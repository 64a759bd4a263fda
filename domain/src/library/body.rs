//! The body of a clause as 項 and 号. Reads the structure only; tokens stay as they are.

use crate::document::{ArticleItem, ArticleParagraph};

/// Why a body cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BodyError {
    /// No text at all.
    #[error("本文がありません。")]
    Empty,
    /// A later line that opens neither 項 nor 号.
    #[error(
        "{line}行目「{text}」が、項（２　…）でも号（(1)　…）でもありません。行の初めに番号と全角の空白を入れてください。"
    )]
    NoNumber {
        /// Line, from 1.
        line: usize,
        /// Its beginning.
        text: String,
    },
    /// A number out of order.
    #[error("{line}行目の番号が{found}ですが、{expected}の番です。")]
    OutOfOrder {
        /// Line, from 1.
        line: usize,
        /// Number found.
        found: u32,
        /// Number expected.
        expected: u32,
    },
}

/// Reads a body: the first line is 第１項, `２　` opens a later 項, `(1)　` a 号.
///
/// # Errors
/// [`BodyError`] for the first line that does not fit.
pub fn parse(body: &str) -> Result<Vec<ArticleParagraph>, BodyError> {
    let mut lines = body.trim_matches('\n').lines().enumerate();
    let first = lines
        .next()
        .map(|(_, text)| text)
        .filter(|text| !text.trim().is_empty())
        .ok_or(BodyError::Empty)?;
    let mut paragraphs = vec![paragraph(1, first)];
    for (index, text) in lines {
        add_line(&mut paragraphs, index + 1, text)?;
    }
    Ok(paragraphs)
}

fn add_line(
    paragraphs: &mut Vec<ArticleParagraph>,
    line: usize,
    text: &str,
) -> Result<(), BodyError> {
    let count = u32::try_from(paragraphs.len()).unwrap_or(u32::MAX);
    if let Some((number, text)) = numbered_paragraph(text) {
        in_order(line, number, count + 1)?;
        paragraphs.push(paragraph(number, text));
    } else if let (Some((number, text)), Some(last)) = (numbered_item(text), paragraphs.last_mut())
    {
        let expected = u32::try_from(last.items.len()).unwrap_or(u32::MAX) + 1;
        in_order(line, number, expected)?;
        last.items.push(ArticleItem {
            number,
            text: text.to_owned(),
        });
    } else {
        return Err(BodyError::NoNumber {
            line,
            text: text.chars().take(12).collect(),
        });
    }
    Ok(())
}

fn in_order(line: usize, found: u32, expected: u32) -> Result<(), BodyError> {
    if found == expected {
        Ok(())
    } else {
        Err(BodyError::OutOfOrder {
            line,
            found,
            expected,
        })
    }
}

fn paragraph(number: u32, text: &str) -> ArticleParagraph {
    ArticleParagraph {
        number,
        text: text.to_owned(),
        items: Vec::new(),
    }
}

/// `２　…` or `10　…`.
fn numbered_paragraph(line: &str) -> Option<(u32, &str)> {
    let (number, text) = line.split_once('\u{3000}')?;
    let mut value = 0_u32;
    for digit in number.chars() {
        let digit = match digit {
            '０'..='９' => u32::from(digit) - u32::from('０'),
            _ => digit.to_digit(10)?,
        };
        value = value.checked_mul(10)?.checked_add(digit)?;
    }
    (!number.is_empty()).then_some((value, text))
}

/// `(1)　…`.
fn numbered_item(line: &str) -> Option<(u32, &str)> {
    let (number, text) = line.strip_prefix('(')?.split_once(")\u{3000}")?;
    Some((number.parse().ok()?, text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(body: &str, expect: Result<&str, BodyError>) {
        let shape = parse(body).map(|paragraphs| {
            let shape: Vec<String> = paragraphs
                .iter()
                .map(|p| format!("{}:{}/{}", p.number, p.text, p.items.len()))
                .collect();
            shape.join(" ")
        });
        assert_eq!(shape, expect.map(str::to_owned), "{body}");
    }

    #[test]
    fn a_body_is_read_as_paragraphs_and_items() {
        check("甲は、行う。", Ok("1:甲は、行う。/0"));
        check("甲\n２　乙\n３　丙", Ok("1:甲/0 2:乙/0 3:丙/0"));
        check("甲\n(1)　子\n(2)　丑\n２　乙", Ok("1:甲/2 2:乙/0"));
        check("\n甲\n", Ok("1:甲/0"));
    }

    #[test]
    fn a_line_without_its_number_is_named() {
        check("", Err(BodyError::Empty));
        let no_number = BodyError::NoNumber {
            line: 2,
            text: "乙は".to_owned(),
        };
        check("甲\n乙は", Err(no_number));
        let out_of_order = BodyError::OutOfOrder {
            line: 2,
            found: 3,
            expected: 2,
        };
        check("甲\n３　乙", Err(out_of_order));
        let item_out_of_order = BodyError::OutOfOrder {
            line: 2,
            found: 2,
            expected: 1,
        };
        check("甲\n(2)　乙", Err(item_out_of_order));
    }
}
