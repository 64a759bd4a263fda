//! 契約方法 in a cell.

use serde::{Deserialize, Serialize};

use crate::import::text::{digits, folded};

/// 契約方法.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProcurementMethod {
    /// 一般競争入札.
    OpenBid,
    /// 指名競争入札.
    DesignatedBid,
    /// プロポーザル.
    Proposal,
    /// 随意契約.
    Negotiated,
}

/// Reads a method and the 号 of 地方自治法施行令第167条の2第1項 behind 随意契約.
#[must_use]
pub fn read_procurement(text: &str) -> Option<(ProcurementMethod, Option<u32>)> {
    let folded = folded(text);
    let method = if folded.contains("プロポ") || folded.contains("企画競争") {
        ProcurementMethod::Proposal
    } else if folded.starts_with("随") || folded.contains("随意") || folded.contains("随契") {
        ProcurementMethod::Negotiated
    } else if folded.contains("指名") {
        ProcurementMethod::DesignatedBid
    } else if folded.contains("一般") || folded.contains("公募入札") || folded == "入札" {
        ProcurementMethod::OpenBid
    } else {
        return None;
    };
    let item = (method == ProcurementMethod::Negotiated)
        .then(|| read_item(&folded))
        .flatten();
    Some((method, item))
}

/// The number before 号, else the only number.
pub(in crate::import) fn read_item(folded: &str) -> Option<u32> {
    let part = match folded.split_once('号') {
        Some((before, _)) => before
            .rsplit(|c: char| !c.is_ascii_digit())
            .next()
            .unwrap_or_default()
            .to_owned(),
        None => digits(folded),
    };
    part.parse().ok().filter(|item| (1..=9).contains(item))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_negotiated_contract_keeps_its_item() {
        use ProcurementMethod::*;
        for (text, expect) in [
            ("随契（２号）", Some((Negotiated, Some(2)))),
            (
                "随意契約(令167条の2第1項第2号)",
                Some((Negotiated, Some(2))),
            ),
            ("公募型プロポーザル", Some((Proposal, None))),
            ("指名競争入札", Some((DesignatedBid, None))),
            ("一般競争入札", Some((OpenBid, None))),
            ("見積合せ", None),
        ] {
            assert_eq!(read_procurement(text), expect, "{text}");
        }
    }
}
