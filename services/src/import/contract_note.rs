//! 備考 of a contract that comes from a ledger: the remarks, then what the ledger says and the record
//! has no field for.

use chrono::NaiveDate;
use domain::{
    import::{
        choices::{InspectionMethod, InspectionResult, InspectionStatus},
        contract::{ContractRecord, RecordState},
        flag::Flag,
    },
    wareki,
};

pub(super) fn note(record: &ContractRecord) -> Option<String> {
    let mut lines: Vec<String> = record.remarks.clone().into_iter().collect();
    lines.extend(match record.state {
        RecordState::Ended => Some("終了（台帳の行に取消線）".to_owned()),
        RecordState::Active => None,
    });
    lines.extend(
        record
            .negotiated_item
            .map(|item| format!("随意契約の根拠：地方自治法施行令第167条の2第1項第{item}号")),
    );
    lines.extend(prices(record));
    lines.extend(subcontractors(record));
    lines.extend(papers(record));
    lines.extend(inspection(record));
    lines.extend(
        record
            .erasure_certificate_on
            .map(|on| format!("消去証明書：{}", wareki::long(on))),
    );
    (!lines.is_empty()).then(|| lines.join("\n"))
}

fn prices(record: &ContractRecord) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(price) = record.unit_price {
        let per = record
            .unit_price_per
            .as_deref()
            .map(|per| format!("／{per}"))
            .unwrap_or_default();
        lines.push(format!("単価：{price}円{per}"));
    }
    if let Some(amount) = record.changed_amount {
        let on = record
            .changed_on
            .map(|on| format!("（{}）", wareki::long(on)))
            .unwrap_or_default();
        lines.push(format!("変更契約{on}：{amount}円"));
    }
    lines
}

fn subcontractors(record: &ContractRecord) -> Option<String> {
    if record.subcontractors.is_empty() {
        return None;
    }
    let consent = match record.subcontract_consent_on {
        Some(on) => format!("承諾日 {}", wareki::long(on)),
        None => "承諾日の記載なし".to_owned(),
    };
    Some(format!(
        "再委託先：{}（{consent}）",
        record.subcontractors.join("、")
    ))
}

fn papers(record: &ContractRecord) -> Option<String> {
    let paper = |name: &str, flag: Option<Flag>, on: Option<NaiveDate>| {
        let said = match (flag?, on) {
            (Flag::Yes, Some(on)) => wareki::long(on),
            (Flag::Yes, None) => "有".to_owned(),
            (Flag::No, _) => "無".to_owned(),
            (Flag::Pending, _) => "未".to_owned(),
            (Flag::NotApplicable | Flag::Review, _) => return None,
        };
        Some(format!("{name} {said}"))
    };
    let papers: Vec<String> = [
        paper("特記事項", record.security_annex, None),
        paper(
            "体制図",
            record.organization_chart,
            record.organization_chart_on,
        ),
        paper("従事者名簿", record.worker_roster, record.worker_roster_on),
        paper("誓約書", record.pledge, record.pledge_on),
    ]
    .into_iter()
    .flatten()
    .collect();
    (!papers.is_empty()).then(|| format!("書類：{}", papers.join("、")))
}

/// Only an inspection that took place; what is planned is planned here.
fn inspection(record: &ContractRecord) -> Option<String> {
    match record.inspection_status? {
        InspectionStatus::Done => {}
        InspectionStatus::Pending | InspectionStatus::NotApplicable => return None,
    }
    let on = record
        .inspected_on
        .map_or_else(|| "実施済み".to_owned(), wareki::long);
    let method = record.inspection_method.map(|method| match method {
        InspectionMethod::OnSite => "実地",
        InspectionMethod::Document => "書面",
        InspectionMethod::Remote => "リモート",
        InspectionMethod::Hearing => "聞き取り",
    });
    let result = record.inspection_result.map(|result| match result {
        InspectionResult::Conform => "適合",
        InspectionResult::Partial => "一部不適合",
        InspectionResult::Nonconform => "不適合",
    });
    let words: Vec<&str> = [Some(on.as_str()), method, result]
        .into_iter()
        .flatten()
        .collect();
    Some(format!("点検（台帳の記載）：{}", words.join("・")))
}
