//! 指摘・是正管理表 on paper: every finding of a filter with how it stands and what is done about it.

use chrono::NaiveDate;

use super::Finding;
use crate::{
    document::{Block, Column, Document, Making, Orientation, Pairs, Row, Table},
    wareki,
};

/// 指摘・是正管理表 as of a day. `range` says in words what it is of.
#[must_use]
pub fn control_table(
    findings: &[Finding],
    range: &str,
    day: NaiveDate,
    making: &Making,
) -> Document {
    let overdue = findings
        .iter()
        .filter(|it| it.days_overdue(day).is_some())
        .count();
    let columns = vec![
        Column::new("番号", 2),
        Column::new("対象・所管課", 6),
        Column::new("指摘の内容", 8),
        Column::new("重さ", 2),
        Column::new("分かった日\nもと", 6),
        Column::new("是正の期限", 6),
        Column::new("是正の指示・計画・報告", 9),
        Column::new("確認", 5),
        Column::new("状態", 3),
    ];
    let table = Table {
        rows: findings.iter().map(|it| line(it, day)).collect(),
        ..Table::new("指摘・是正管理表", columns)
    };
    let about = Pairs::ruled(
        "管理表の範囲",
        [
            ("基準日", Some(wareki::long(day))),
            ("範囲", Some(range.to_owned())),
            (
                "件数",
                Some(format!("{}件（うち期限超過{overdue}件）", findings.len())),
            ),
        ],
    );
    let footer = format!("基準日　{}", wareki::long(day));
    let blocks = vec![Block::Pairs(about), Block::Table(table)];
    let mut document = making.paper("指摘・是正管理表", footer, blocks);
    for part in &mut document.parts {
        part.orientation = Orientation::Landscape;
    }
    document
}

fn line(finding: &Finding, day: NaiveDate) -> Row {
    let round = finding.current_action(day);
    let mut done: Vec<String> = Vec::new();
    let mut confirmed = String::new();
    if let Some(it) = round {
        done.push(format!(
            "指示（{}）：{}",
            wareki::long(it.instructed_on),
            it.instruction
        ));
        done.extend(it.plan.as_ref().map(|plan| format!("計画：{plan}")));
        done.extend(it.report.as_ref().map(|report| format!("報告：{report}")));
        if let (Some(on), Some(outcome)) = (it.verified_on, it.outcome) {
            let by = it.verified_by.clone().unwrap_or_default();
            confirmed = format!("{}\n{by}\n{}", wareki::long(on), outcome.label());
        }
    }
    let mut due = wareki::long(finding.due_on(day));
    if let Some(days) = finding.days_overdue(day) {
        due = format!("{due}\n（{days}日超過）");
    }
    let state = finding.state_on(day).map_or("", |state| state.label());
    [
        finding.id.to_string(),
        format!("{}\n{}", finding.subject_name, finding.unit_name),
        finding.description.clone(),
        finding.severity.label().to_owned(),
        format!(
            "{}\n{}",
            wareki::long(finding.found_on),
            finding.source.label()
        ),
        due,
        done.join("\n"),
        confirmed,
        state.to_owned(),
    ]
    .into()
}
