//! 再委託体系図 on paper: the whole tree of a contract as of a day, one line a company, set in by its depth.

use chrono::NaiveDate;

use super::{Assessed, detail::SubcontractOverview};
use crate::{
    document::{Block, Column, Document, Making, Orientation, Pairs, Row, Table},
    wareki,
};

/// 再委託体系図 of a contract.
#[must_use]
pub fn chart(
    overview: &SubcontractOverview,
    contract_no: &str,
    title: &str,
    making: &Making,
) -> Document {
    let shown: Vec<&Assessed> = overview
        .nodes
        .iter()
        .map(|node| &node.assessed)
        .filter(|it| it.subcontract.voided_on.is_none())
        .collect();
    let deepest = shown.iter().map(|it| it.depth).max().unwrap_or_default();
    let red = shown.iter().filter(|it| it.is_red()).count();
    let about = Pairs::ruled(
        "契約",
        [
            ("契約番号", Some(contract_no.to_owned())),
            ("件名", Some(title.to_owned())),
            (
                "受託者",
                Some(
                    overview
                        .contractor
                        .clone()
                        .unwrap_or_else(|| "未定".to_owned()),
                ),
            ),
            ("基準日", Some(wareki::long(overview.today))),
            ("必要な手続", Some(overview.needed.label().to_owned())),
            (
                "再委託",
                Some(format!(
                    "{}件（最も深いもの{deepest}次）、是正が必要なもの{red}件",
                    shown.len()
                )),
            ),
        ],
    );
    let mut blocks = vec![Block::Pairs(about), Block::section("体系図")];
    blocks.push(Block::Table(tree(overview, &shown)));
    let concerns: Vec<String> = shown.iter().flat_map(|it| concerns(it)).collect();
    if !concerns.is_empty() {
        blocks.push(Block::section("確かめること"));
        blocks.push(Block::note(concerns.join("\n")));
    }
    let footer = format!("契約番号　{contract_no}");
    let mut document = making.paper("再委託体系図", footer, blocks);
    for part in &mut document.parts {
        part.orientation = Orientation::Landscape;
    }
    document
}

fn tree(overview: &SubcontractOverview, shown: &[&Assessed]) -> Table {
    let columns = vec![
        Column::new("段階・商号又は名称", 9),
        Column::new("業務の範囲", 7),
        Column::new("取り扱う情報", 7),
        Column::new("状態", 3),
        Column::new("承諾・許諾", 5),
        Column::new("取扱いの期間", 6),
    ];
    let contractor = overview.contractor.clone().unwrap_or_default();
    let head: Row = [
        format!("受託者　{contractor}"),
        String::new(),
        String::new(),
        String::new(),
        String::new(),
        String::new(),
    ]
    .into();
    let rows = shown.iter().map(|it| line(it, overview.today));
    Table {
        rows: std::iter::once(head).chain(rows).collect(),
        ..Table::new("受託者と再委託先", columns)
    }
}

fn line(it: &Assessed, today: NaiveDate) -> Row {
    let depth = usize::try_from(it.depth).unwrap_or(1);
    let place = "　".repeat(depth.saturating_sub(1));
    let subcontract = &it.subcontract;
    let decision = subcontract.decision_on(today, today);
    let consent = decision.map_or_else(
        || "なし".to_owned(),
        |it| {
            let number = it.document_no.clone().unwrap_or_default();
            format!(
                "{}\n{}　{number}",
                it.outcome.label(),
                wareki::long(it.decided_on)
            )
        },
    );
    let from = subcontract.started_on.map(wareki::long);
    let to = subcontract.ended_on.map(wareki::long);
    let period = match (from, to) {
        (None, _) => "未着手".to_owned(),
        (Some(from), None) => format!("{from}から"),
        (Some(from), Some(to)) => format!("{from}から\n{to}まで"),
    };
    [
        format!("{place}└　{}　{}", it.depth_label(), subcontract.name),
        subcontract.scope.clone(),
        subcontract.information.clone(),
        it.state.label().to_owned(),
        consent,
        period,
    ]
    .into()
}

fn concerns(it: &Assessed) -> Vec<String> {
    let name = &it.subcontract.name;
    let words = it.concerns.iter().map(|concern| {
        let mark = if concern.is_red() { "【是正】" } else { "" };
        format!("・{mark}{name}：{concern}")
    });
    words.collect()
}
