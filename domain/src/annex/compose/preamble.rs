//! The sentence before 第１条, which names the contract, and the footer.

use chrono::{Datelike, NaiveDate};

use super::{AnnexContent, TITLE};
use crate::document::digits;

/// The preamble. It defines 甲 and 乙, so that the annex can be read by itself.
pub(super) fn text(content: &AnnexContent<'_>) -> String {
    let signed = match content.signed_on {
        Some(date) => format!("{}付けで締結した", long(date)),
        None => "締結する".to_owned(),
    };
    let number = match &content.contract_no {
        Some(number) => format!("契約番号{number}。"),
        None => String::new(),
    };
    format!(
        "{party_a}（以下「甲」という。）と{party_b}（以下「乙」という。）とが{signed}「{title}」の契約\
         （{number}履行期間は、{from}から{to}まで。）に関し、{TITLE}を次のとおり定める。",
        party_a = content.party_a,
        party_b = content.party_b,
        title = content.contract_title,
        from = long(content.starts_on),
        to = long(content.ends_on),
    )
}

/// The line at the foot of every page.
pub(super) fn footer(content: &AnnexContent<'_>) -> String {
    match &content.contract_no {
        Some(number) => format!("契約番号　{number}"),
        None => content.contract_title.clone(),
    }
}

/// A date in 和暦 with the digits of the annex: 令和８年４月１日. Dates before 令和 (2019-05-01) are not
/// those of a contract this program makes; they are written in 西暦.
fn long(date: NaiveDate) -> String {
    let era_year = match NaiveDate::from_ymd_opt(2019, 5, 1) {
        Some(reiwa) if date >= reiwa => u32::try_from(date.year() - 2018).ok(),
        Some(_) | None => None,
    };
    let year = match era_year {
        Some(1) => "令和元".to_owned(),
        Some(year) => format!("令和{}", digits(year)),
        None => date.year().to_string(),
    };
    let (month, day) = (digits(date.month()), digits(date.day()));
    format!("{year}年{month}月{day}日")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_with_the_digits_of_the_annex() {
        let check = |date: &str, expect: &str| assert_eq!(long(date.parse().unwrap()), expect);
        check("2026-04-01", "令和８年４月１日");
        check("2027-12-31", "令和９年12月31日");
        check("2028-10-10", "令和10年10月10日");
        check("2019-05-01", "令和元年５月１日");
        check("2019-04-30", "2019年４月30日");
    }
}
