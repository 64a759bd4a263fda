//! SNSアカウント一覧 on paper: every account with state, address and who is responsible, as of today.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::summary::AccountSummary;
use crate::{
    document::{Block, Column, Document, Making, Orientation, Pairs, Table},
    id::SocialMediaAccountId,
    wareki,
};

/// SNSアカウント一覧. `owners` names who is responsible; an account that is not in it has nobody.
#[must_use]
pub fn account_list(
    accounts: &[AccountSummary],
    owners: &BTreeMap<SocialMediaAccountId, String>,
    day: NaiveDate,
    making: &Making,
) -> Document {
    let columns = vec![
        Column::new("SNS", 4),
        Column::new("アカウント", 6),
        Column::new("URL", 8),
        Column::new("所管課", 4),
        Column::new("区分", 3),
        Column::new("責任者", 5),
        Column::new("最終投稿", 6),
        Column::new("状態", 3),
        Column::new("要対応", 6),
    ];
    let rows = accounts.iter().map(|it| {
        let name = match &it.handle {
            Some(handle) => format!("{}\n{handle}", it.name),
            None => it.name.clone(),
        };
        let owner = owners.get(&it.id).cloned();
        let owner = if it.state.exists() {
            owner.unwrap_or_else(|| "未定".to_owned())
        } else {
            owner.unwrap_or_default()
        };
        let lacks: Vec<&str> = it.shortcomings.iter().map(|it| it.label()).collect();
        [
            it.service_name.clone(),
            name,
            it.url.clone().unwrap_or_default(),
            it.unit_name.clone(),
            it.ownership.label().to_owned(),
            owner,
            it.last_post.map(wareki::long).unwrap_or_default(),
            it.state.label().to_owned(),
            lacks.join("、"),
        ]
        .into()
    });
    let table = Table {
        rows: rows.collect(),
        ..Table::new("SNSアカウント一覧", columns)
    };
    let live = accounts.iter().filter(|it| it.state.exists()).count();
    let about = Pairs::ruled(
        "一覧の範囲",
        [
            ("基準日", Some(wareki::long(day))),
            (
                "件数",
                Some(format!("{}件（うち開設中{live}件）", accounts.len())),
            ),
        ],
    );
    let footer = format!("基準日　{}", wareki::long(day));
    let blocks = vec![Block::Pairs(about), Block::Table(table)];
    let mut document = making.paper("SNSアカウント一覧", footer, blocks);
    for part in &mut document.parts {
        part.orientation = Orientation::Landscape;
    }
    document
}
