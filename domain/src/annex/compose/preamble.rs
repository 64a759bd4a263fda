//! The sentence before 第１条, which names the contract, and the footer.

use super::{AnnexContent, TITLE};
use crate::document::written_date;

/// The preamble. It defines 甲 and 乙, so that the annex can be read by itself.
pub(super) fn text(content: &AnnexContent<'_>) -> String {
    let signed = match content.signed_on {
        Some(date) => format!("{}付けで締結した", written_date(date)),
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
        from = written_date(content.starts_on),
        to = written_date(content.ends_on),
    )
}

/// The line at the foot of every page.
pub(super) fn footer(content: &AnnexContent<'_>) -> String {
    match &content.contract_no {
        Some(number) => format!("契約番号　{number}"),
        None => content.contract_title.clone(),
    }
}
