//! 法人番号 and 適格請求書発行事業者登録番号.
//!
//! A correct check digit does not prove that the number exists, or whose it is: that takes the
//! published list of the 国税庁.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::fold;

/// 法人番号: 13 digits whose first is a check digit (番号法第39条,
/// 法人番号の指定等に関する省令（平成26年財務省令第70号）第2条). Cannot hold a wrong check digit.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CorporateNumber([u8; 13]);

/// Why a text is no 法人番号.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum CorporateNumberError {
    /// Not 13 digits.
    #[error(
        "法人番号は13桁の数字です（入力は{count}桁です）。桁の抜けや余りがないか確かめてください。"
    )]
    Length {
        /// How many digits were typed.
        count: usize,
    },
    /// The first digit does not fit the other twelve.
    #[error(
        "法人番号の検査用数字（先頭の1桁）が合いません。続く12桁が正しければ先頭は{expected}です（入力は{typed}です）。書き間違いがないか確かめてください。"
    )]
    CheckDigit {
        /// The digit that the other twelve demand.
        expected: u8,
        /// The digit that was typed.
        typed: u8,
    },
    /// A spreadsheet rounded the number: `8.99E+12`.
    #[error(
        "「{0}」は表計算ソフトが桁を丸めた値で、元の番号に戻せません。国税庁法人番号公表サイトなどで確かめ、13桁を入力してください。"
    )]
    Damaged(String),
    /// Something else than digits.
    #[error("「{0}」には数字でない文字があります。法人番号は13桁の数字で入力してください。")]
    Characters(String),
}

impl CorporateNumberError {
    /// The code of the message in the result of an import.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Length { .. } | Self::Characters(_) => "corporate_number_length",
            Self::CheckDigit { .. } => "corporate_number_check_digit",
            Self::Damaged(_) => "corporate_number_damaged",
        }
    }
}

impl CorporateNumber {
    /// Reads 13 digits in any width, with hyphens, blanks, a `T` or 「法人番号：」.
    ///
    /// # Errors
    /// [`CorporateNumberError`].
    pub fn parse(text: &str) -> Result<Self, CorporateNumberError> {
        let folded = fold::code(text);
        let digits = without_label(&folded, "法人番号");
        let digits = digits.strip_prefix(['T', 't']).unwrap_or(digits);
        let digits = thirteen_digits(text, digits)?;
        let (typed, expected) = (digits[0] - b'0', check_digit(&digits));
        if typed == expected {
            Ok(Self(digits))
        } else {
            Err(CorporateNumberError::CheckDigit { expected, typed })
        }
    }

    /// The 13 digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

/// 9 − (Σ Pn × Qn mod 9): Pn the n-th digit from the right of the last twelve, Qn 1 when n is odd, else 2.
fn check_digit(digits: &[u8; 13]) -> u8 {
    let sum: u32 = digits[1..]
        .iter()
        .rev()
        .zip([1, 2].into_iter().cycle())
        .map(|(digit, weight)| u32::from(digit - b'0') * weight)
        .sum();
    9 - u8::try_from(sum % 9).unwrap_or(0)
}

fn without_label<'a>(folded: &'a str, label: &str) -> &'a str {
    match folded.strip_prefix(label) {
        Some(rest) => rest.trim_start_matches([':', '-']),
        None => folded,
    }
}

fn thirteen_digits(text: &str, digits: &str) -> Result<[u8; 13], CorporateNumberError> {
    let is_rounded = digits.split_once(['E', 'e']).is_some_and(|(head, power)| {
        let numeric = |part: &str| part.bytes().all(|b| b.is_ascii_digit() || b == b'.');
        !head.is_empty() && numeric(head) && numeric(power.trim_start_matches('+'))
    });
    if is_rounded {
        return Err(CorporateNumberError::Damaged(text.trim().to_owned()));
    }
    let digits: Vec<u8> = digits.bytes().filter(|b| *b != b'-').collect();
    if !digits.iter().all(u8::is_ascii_digit) {
        return Err(CorporateNumberError::Characters(text.trim().to_owned()));
    }
    <[u8; 13]>::try_from(digits).map_err(|digits| CorporateNumberError::Length {
        count: digits.len(),
    })
}

/// 適格請求書発行事業者の登録番号: `T` and 13 digits (消費税法第57条の2). A corporation's digits are its
/// 法人番号; those of an individual need not have a correct check digit.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct InvoiceNumber([u8; 14]);

/// A text that is no 登録番号.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[error("「{0}」は登録番号ではありません。登録番号は「T」と13桁の数字です。例）T8990000000001")]
pub struct InvoiceNumberError(pub String);

impl InvoiceNumber {
    /// Reads T and 13 digits in any width, with hyphens, blanks or 「登録番号：」.
    ///
    /// # Errors
    /// [`InvoiceNumberError`].
    pub fn parse(text: &str) -> Result<Self, InvoiceNumberError> {
        let error = || InvoiceNumberError(text.trim().to_owned());
        let folded = fold::code(text);
        let digits = without_label(&folded, "登録番号")
            .strip_prefix(['T', 't'])
            .ok_or_else(error)?;
        let digits = thirteen_digits(text, digits).map_err(|_| error())?;
        let mut number = [b'T'; 14];
        number[1..].copy_from_slice(&digits);
        Ok(Self(number))
    }

    /// `T` and the 13 digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// True when the digits are those of the corporation.
    #[must_use]
    pub fn matches(&self, number: &CorporateNumber) -> bool {
        self.0[1..] == number.0
    }

    /// The 法人番号 it would be, when the check digit allows that it is one.
    #[must_use]
    pub fn corporate_number(&self) -> Option<CorporateNumber> {
        CorporateNumber::parse(self.as_str()).ok()
    }
}

/// What both numbers share with the text they are stored as.
macro_rules! as_text {
    ($($name:ident, $error:ident;)*) => {$(
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), self.as_str())
            }
        }
        impl FromStr for $name {
            type Err = $error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::parse(text)
            }
        }
        impl TryFrom<String> for $name {
            type Error = $error;
            fn try_from(text: String) -> Result<Self, Self::Error> {
                Self::parse(&text)
            }
        }
        impl From<$name> for String {
            fn from(number: $name) -> Self {
                number.as_str().to_owned()
            }
        }
    )*};
}

as_text! {
    CorporateNumber, CorporateNumberError;
    InvoiceNumber, InvoiceNumberError;
}

#[cfg(test)]
mod tests;
