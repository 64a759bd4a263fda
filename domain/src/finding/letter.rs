//! The notice of a measure to the contractor: 改善要求書, 支払留保通知書 … One letter for the whole ladder;
//! title and first sentence come from the library.

use super::measure::Measure;
use crate::{
    document::{
        BLANK_DATE, Block, Document, DocumentMark, Letterhead, Pair, Pairs, Part, Ruling, Sender,
    },
    finding::Finding,
    library::MeasureRule,
    wareki,
};

/// Who writes to whom.
#[derive(Clone, Copy, Debug)]
pub struct LetterParties<'a> {
    /// 芽室町.
    pub municipality: &'a str,
    /// 所管課.
    pub unit: &'a str,
    /// 委託先, with its branch.
    pub vendor: &'a str,
    /// 代表者の職・氏名.
    pub representative: Option<&'a str>,
}

/// Composes the notice. Before 通知 it is marked 案.
#[must_use]
pub fn letter(
    measure: &Measure,
    rule: &MeasureRule,
    finding: Option<&Finding>,
    parties: LetterParties<'_>,
) -> Document {
    let mut document = Document::new(rule.document.clone());
    document.number.clone_from(&measure.document_no);
    document.footer = format!("契約番号　{}", measure.contract_no);
    document.mark = match measure.notice_on {
        Some(_) => DocumentMark::Issued,
        None => DocumentMark::Draft,
    };
    let mut part = Part::new(
        format!("{}（{}）", rule.document, rule.title),
        body(measure, rule, finding, parties),
    );
    part.label = rule.form.as_deref().map(form_label);
    part.letterhead = Some(letterhead(measure, parties));
    document.parts = vec![part];
    document
}

/// `15-2` → `様式第15号の２`.
fn form_label(number: &str) -> String {
    match number.split_once('-') {
        Some((number, branch)) => format!(
            "様式第{number}号の{}",
            branch
                .parse()
                .map_or_else(|_| branch.to_owned(), crate::document::digits)
        ),
        None => format!("様式第{number}号"),
    }
}

fn letterhead(measure: &Measure, parties: LetterParties<'_>) -> Letterhead {
    let mut addressee = vec![parties.vendor.to_owned()];
    match parties.representative {
        Some(name) => addressee.push(format!("{name}　様")),
        None => addressee = vec![format!("{}　御中", parties.vendor)],
    }
    Letterhead {
        number: measure.document_no.clone(),
        date: measure
            .notice_on
            .map_or_else(|| BLANK_DATE.to_owned(), wareki::long),
        addressee,
        sender: Some(Sender::named(format!("{}長", parties.municipality))),
    }
}

fn body(
    measure: &Measure,
    rule: &MeasureRule,
    finding: Option<&Finding>,
    parties: LetterParties<'_>,
) -> Vec<Block> {
    let mut blocks = vec![
        Block::paragraph(format!(
            "「{}」（契約番号　{}）について、{}の規定に基づき通知します。{}",
            measure.contract_title, measure.contract_no, measure.basis.label, rule.request
        )),
        Block::centred("記"),
        Block::Pairs(Pairs {
            caption: "措置の内容".to_owned(),
            ruling: Ruling::Open,
            pairs: pairs(measure, finding, parties),
        }),
        Block::section("根拠となる契約の定め"),
    ];
    blocks.push(Block::paragraph(measure.basis.label.clone()));
    blocks.extend(measure.basis.text.lines().map(Block::note));
    blocks.push(Block::end("以上"));
    blocks
}

fn pairs(measure: &Measure, finding: Option<&Finding>, parties: LetterParties<'_>) -> Vec<Pair> {
    let mut rows: Vec<(&str, String)> = vec![("措置の区分", measure.kind.label().to_owned())];
    if let Some(finding) = finding {
        rows.push((
            "指摘の内容",
            format!(
                "{}（{}に確認。重さ：{}）",
                finding.description,
                wareki::long(finding.found_on),
                finding.severity.label()
            ),
        ));
    }
    rows.push(("理由", measure.reason.clone()));
    rows.push(("求める内容", measure.demand.clone()));
    if let Some(day) = measure.reply_due_on {
        rows.push(("期限", wareki::long(day)));
    }
    if let Some(from) = measure.from_on {
        let to = measure.to_on.map_or_else(
            || "改善を確認するまで".to_owned(),
            |to| format!("{}まで", wareki::long(to)),
        );
        rows.push(("期間", format!("{}から{to}", wareki::long(from))));
    }
    if let Some(amount) = measure.amount_yen {
        rows.push(("金額", format!("金{}円", crate::number::grouped(amount))));
    }
    rows.push(("担当", format!("{}{}", parties.municipality, parties.unit)));
    (1..)
        .zip(rows)
        .map(|(number, (label, value))| Pair {
            label: format!("{}　{label}", crate::document::digits(number)),
            value: value.into(),
            lines: 0,
        })
        .collect()
}
