//! What a form has above its fields: date, addressee, sender, the sentence that asks or reports, and which
//! contract it is about.

use std::collections::BTreeMap;

use super::{Contractor, Fill, FormContent, FormContract};
use crate::{
    document::{
        BLANK_DATE, Block, Entry, Letterhead, Pair, Pairs, Ruling, Sender, article_name, digits,
        written_date,
    },
    library::{
        FilledBy, Form,
        LedgerFact::{DecisionDate, DecisionNumber},
        token::{Piece, Token, pieces},
    },
};

/// The articles the form belongs to: of its own clauses, else of the form it is a branch of (whose clauses
/// are not known here).
pub(super) fn articles(content: &FormContent<'_>) -> Vec<String> {
    let Some(contract) = &content.contract else {
        return Vec::new();
    };
    let clauses = content.form.clauses.iter();
    let numbers = clauses.filter_map(|clause| contract.articles.get(clause));
    numbers.map(|number| article_name(*number)).collect()
}

/// The text with settings filled in.
pub(super) fn filled(text: &str, settings: &BTreeMap<String, u32>) -> String {
    pieces(text)
        .into_iter()
        .map(|piece| match piece {
            Piece::Token(Token::Setting(key)) => match settings.get(key) {
                Some(value) => digits(*value),
                None => "　　".to_owned(),
            },
            Piece::Text(text) | Piece::Broken(text) => text.to_owned(),
            Piece::Token(Token::Reference(_) | Token::Form(_)) => String::new(),
        })
        .collect()
}

/// Date, addressee and sender. What stays inside the town hall has none but the date.
pub(super) fn letterhead(content: &FormContent<'_>, fill: Fill) -> Option<Letterhead> {
    let mayor = format!("{}長", content.municipality);
    let known = content.contract.as_ref().filter(|_| fill == Fill::Ledger);
    let contractor = known.and_then(|contract| contract.contractor.clone());
    let fact = |fact, otherwise: &str| {
        let known = content.facts.get(&fact).filter(|_| fill == Fill::Ledger);
        known.cloned().unwrap_or_else(|| otherwise.to_owned())
    };
    let (addressee, sender) = match content.form.filled_by {
        FilledBy::Contractor => (vec![format!("{mayor}　様")], company(contractor)),
        FilledBy::Worker => (vec![format!("{mayor}　様")], worker(contractor)),
        FilledBy::Both => (Vec::new(), None),
        FilledBy::Town if goes_out(content.form) => {
            let to = contractor.unwrap_or_default();
            let blank = |text: String| {
                if text.is_empty() {
                    "　".repeat(12)
                } else {
                    text
                }
            };
            let addressee = vec![blank(to.name), format!("{}　様", blank(to.representative))];
            (
                addressee,
                Some(Sender::named(format!("{mayor}　{}", "　".repeat(6)))),
            )
        }
        FilledBy::Town => (Vec::new(), unit()),
    };
    Some(Letterhead {
        number: goes_out(content.form).then(|| fact(DecisionNumber, "第　　　　号")),
        date: if content.form.filled_by == FilledBy::Town {
            fact(DecisionDate, BLANK_DATE)
        } else {
            BLANK_DATE.to_owned()
        },
        addressee,
        sender,
    })
}

/// A form of the town that a contract asks for, or that answers one, goes to the contractor.
fn goes_out(form: &Form) -> bool {
    form.filled_by == FilledBy::Town && belongs_to_contract(form)
}

/// Seals are left out where who is responsible and how to reach them is written.
fn company(contractor: Option<Contractor>) -> Option<Sender> {
    let contractor = contractor.unwrap_or_default();
    Some(Sender {
        role: "受託者".to_owned(),
        entries: vec![
            Entry::new("住所", contractor.address),
            Entry::new("商号又は名称", contractor.name),
            Entry::new("代表者職氏名", contractor.representative),
            Entry::new("発行責任者・連絡先", ""),
            Entry::new("担当者・連絡先", ""),
        ],
    })
}

fn worker(contractor: Option<Contractor>) -> Option<Sender> {
    Some(Sender {
        role: String::new(),
        entries: vec![
            Entry::new("所属事業者名", contractor.unwrap_or_default().name),
            Entry::new("氏名（署名）", ""),
        ],
    })
}

fn unit() -> Option<Sender> {
    Some(Sender {
        role: String::new(),
        entries: vec![Entry::new("課名", ""), Entry::new("職・氏名", "")],
    })
}

/// The sentence before the fields, in the manner of the title: a 申請書 asks, a 報告書 reports.
pub(super) fn request(content: &FormContent<'_>, title: &str, fill: Fill) -> Block {
    let articles = articles(content);
    let rule = if articles.is_empty() {
        String::new()
    } else {
        format!("特記事項{}の規定により、", articles.join("及び"))
    };
    let contract = content.contract.as_ref().map(|contract| {
        let signed = contract.signed_on.filter(|_| fill == Fill::Ledger);
        let signed = signed.map_or_else(|| BLANK_DATE.to_owned(), written_date);
        format!("{signed}付けで締結した次の契約に関し、")
    });
    Block::paragraph(format!(
        "{}{rule}次のとおり{}。",
        contract.unwrap_or_default(),
        verb(title, content.form.filled_by)
    ))
}

/// What is done with a form of this title.
fn verb(title: &str, filled_by: FilledBy) -> &'static str {
    const VERBS: [(&str, &str); 12] = [
        ("申請書", "申請します"),
        ("通知書", "通知します"),
        ("指示書", "通知します"),
        ("届出書", "届け出ます"),
        ("場所届", "届け出ます"),
        ("誓約書", "誓約します"),
        ("申告書", "申告します"),
        ("証明書", "証明します"),
        ("承認書", "承認します"),
        ("計画書", "提出します"),
        ("報告書", "報告します"),
        ("受渡票", "受渡しを記録します"),
    ];
    // 情報管理体制表（体制・緊急連絡先・作業場所届）: what is in brackets tells the kind as well.
    let found = VERBS
        .iter()
        .filter_map(|(kind, verb)| title.rfind(kind).map(|place| (place, *verb)));
    let usual = match filled_by {
        FilledBy::Contractor | FilledBy::Worker => "提出します",
        FilledBy::Both | FilledBy::Town => "記録します",
    };
    found.max().map_or(usual, |(_, verb)| verb)
}

/// Which contract, unless a field of the form asks for it.
pub(super) fn contract(content: &FormContent<'_>, fill: Fill) -> Option<Block> {
    let contract = content.contract.as_ref();
    if contract.is_none() && !belongs_to_contract(content.form) {
        return None;
    }
    let asks = |names: &[&str]| {
        let fields = content.form.fields.iter();
        fields
            .filter(|field| names.contains(&field.name.as_str()))
            .count()
    };
    if 0 < asks(&["契約番号", "件名", "業務名"]) {
        return None;
    }
    let pairs = vec![
        Pair::new(
            "契約番号",
            value(contract, fill, |it| it.contract_no.clone()),
        ),
        Pair::new("件名", value(contract, fill, |it| it.title.clone())),
        Pair::new("契約の期間", value(contract, fill, period)),
    ];
    Some(Block::Pairs(Pairs {
        caption: "契約".to_owned(),
        ruling: Ruling::Ruled,
        pairs,
    }))
}

fn belongs_to_contract(form: &Form) -> bool {
    !form.clauses.is_empty() || form.branch_of.is_some()
}

fn value(contract: Option<&FormContract>, fill: Fill, of: fn(&FormContract) -> String) -> String {
    match (fill, contract) {
        (Fill::Ledger, Some(contract)) => of(contract),
        (Fill::Ledger, None) | (Fill::Blank, _) => String::new(),
    }
}

fn period(contract: &FormContract) -> String {
    let (from, to) = contract.period;
    format!("{}から{}まで", written_date(from), written_date(to))
}
