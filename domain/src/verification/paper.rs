//! 点検調書 on paper: every item of a sheet with its result, evidence and who looked; empty where nobody did,
//! so that it can also be filled in by hand.

use super::{SheetItem, period_label};
use crate::{
    document::{Block, Column, Document, Making, Pairs, Row, Table},
    wareki,
};

/// What the paper says of what is checked.
#[derive(Clone, Debug)]
pub struct CheckedOn {
    /// 契約, SNSアカウント, 外部サービス.
    pub kind: &'static str,
    /// Name, with its number if it has one.
    pub name: String,
    pub vendor: Option<String>,
    /// 所管課.
    pub unit: String,
    pub period: String,
    /// 期限.
    pub due_on: chrono::NaiveDate,
}

/// 点検調書.
#[must_use]
pub fn sheet(about: &CheckedOn, items: &[SheetItem], making: &Making) -> Document {
    let done = items.iter().filter(|it| it.task.result.is_some()).count();
    let head = Pairs::ruled(
        "点検の対象",
        [
            (about.kind, Some(about.name.clone())),
            ("相手方", about.vendor.clone()),
            ("所管課", Some(about.unit.clone())),
            ("時期", Some(period_label(&about.period))),
            ("期限", Some(wareki::long(about.due_on))),
            ("実施", Some(format!("{}項目のうち{done}項目", items.len()))),
        ],
    );
    let columns = vec![
        Column::new("番号", 3),
        Column::new("点検項目", 10),
        Column::new("結果", 3),
        Column::new("所見・理由", 7),
        Column::new("証拠", 6),
        Column::new("点検日・方法・点検者", 6),
    ];
    let table = Table {
        rows: items.iter().map(line).collect(),
        ..Table::new("点検項目と結果", columns)
    };
    let footer = about.name.clone();
    let blocks = vec![Block::Pairs(head), Block::Table(table)];
    making.paper("点検調書", footer, blocks)
}

fn line(it: &SheetItem) -> Row {
    let result = it.task.result.as_ref();
    let evidence: Vec<&str> = it.task.evidence.iter().map(|it| it.name.as_str()).collect();
    let looked = result.map(|it| {
        format!(
            "{}\n{}\n{}",
            wareki::long(it.inspected_on),
            it.method.label(),
            it.inspector
        )
    });
    [
        it.item.id.clone(),
        it.item.question.clone(),
        result.map_or("未確認", |it| it.result.label()).to_owned(),
        result.and_then(|it| it.note.clone()).unwrap_or_default(),
        evidence.join("\n"),
        looked.unwrap_or_default(),
    ]
    .into()
}
