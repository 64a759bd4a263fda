//! 選定審査票 on paper: what was asked and answered of a candidate, how it stood, who agreed.

use chrono::NaiveDate;

use super::detail::ReviewDetail;
use crate::{
    document::{Block, Column, Document, Making, Pairs, Table},
    wareki,
};

/// What the paper says of the contract.
#[derive(Clone, Copy, Debug)]
pub struct ReviewedContract<'a> {
    pub contract_no: &'a str,
    /// 件名.
    pub title: &'a str,
    /// 所管課.
    pub unit: &'a str,
}

/// 選定審査票.
#[must_use]
pub fn review_sheet(
    review: &ReviewDetail,
    contract: ReviewedContract<'_>,
    making: &Making,
) -> Document {
    let it = &review.review;
    let day = |day: Option<NaiveDate>| day.map(wareki::long);
    let about = Pairs::ruled(
        "審査の対象",
        [
            ("契約番号", Some(contract.contract_no.to_owned())),
            ("件名", Some(contract.title.to_owned())),
            ("所管課", Some(contract.unit.to_owned())),
            ("候補者", Some(review.vendor_name.clone())),
            ("選定基準", Some(review.criteria.clone())),
            ("審査日", Some(wareki::long(it.reviewed_on))),
            ("段階", Some(review.state.label().to_owned())),
        ],
    );
    let result = Pairs::ruled(
        "審査の結果",
        [
            ("結論", it.conclusion.map(|it| it.label().to_owned())),
            ("結論の理由", it.conclusion_reason.clone()),
            ("特記事項を事前に示した日", day(it.prior_notice_on)),
            ("事前に示さなかった理由", it.prior_notice_reason.clone()),
            (
                "申告書（様式第13号）",
                it.declaration.map(|it| it.label().to_owned()),
            ),
            ("申告書の日付", day(it.declaration_on)),
            ("提出を受けない理由", it.declaration_reason.clone()),
            ("指名停止中の相手方とする理由", it.debarment_reason.clone()),
        ],
    );
    let blocks = vec![
        Block::Pairs(about),
        Block::section("１　審査の結果"),
        Block::Pairs(result),
        Block::section("２　選定の条件"),
        Block::Table(answers(review)),
        Block::section("３　認証・登録と指名停止（審査日現在）"),
        Block::Pairs(standing(review)),
        Block::section("４　経過"),
        Block::Pairs(steps(review)),
    ];
    let footer = format!("契約番号　{}", contract.contract_no);
    making.paper("選定審査票", footer, blocks)
}

fn answers(review: &ReviewDetail) -> Table {
    let columns = vec![
        Column::new("番号", 3),
        Column::new("条件", 9),
        Column::new("回答", 3),
        Column::new("確認した内容・理由", 9),
    ];
    let given = |criterion: &str| {
        let mut answers = review.review.answers.iter();
        answers.find(|it| it.criterion == criterion)
    };
    let rows = review.questions.iter().map(|it| {
        let answer = given(&it.id);
        let label = answer
            .and_then(|it| it.answer)
            .map_or("未回答", |it| it.label());
        let note = answer.and_then(|it| it.note.clone()).unwrap_or_default();
        [
            it.id.clone(),
            format!("{}：{}", it.title, it.question),
            label.to_owned(),
            note,
        ]
        .into()
    });
    Table {
        rows: rows.collect(),
        ..Table::new("選定の条件への回答", columns)
    }
}

fn standing(review: &ReviewDetail) -> Pairs {
    let on = review.review.reviewed_on;
    let held: Vec<String> = review
        .standing
        .certifications
        .iter()
        .map(|it| match it.expires_on {
            Some(last) if last < on => {
                format!("{}（{}で期限切れ）", it.kind.label(), wareki::long(last))
            }
            Some(last) => format!("{}（{}まで）", it.kind.label(), wareki::long(last)),
            None => format!("{}（期限の記録なし）", it.kind.label()),
        })
        .collect();
    let certificates = if held.is_empty() {
        "記録なし".to_owned()
    } else {
        held.join("\n")
    };
    let debarment = review.standing.debarment_on(on);
    let debarred = debarment.map_or_else(
        || "指名停止の期間ではない。".to_owned(),
        |it| format!("指名停止の期間中（{}）", it.reason),
    );
    Pairs::ruled(
        "候補者の状況",
        [
            ("認証・登録", Some(certificates)),
            ("指名停止", Some(debarred)),
        ],
    )
}

fn steps(review: &ReviewDetail) -> Pairs {
    let steps = &review.review.steps;
    let told = |day: Option<NaiveDate>, who: &Option<String>| {
        let who = who.as_deref().unwrap_or_default();
        day.map(|day| format!("{}　{who}", wareki::long(day)))
    };
    Pairs::ruled(
        "経過",
        [
            (
                "審査の開始",
                told(Some(steps.drafted_on), &review.drafted_by),
            ),
            ("申請", told(steps.submitted_on, &review.submitted_by)),
            (
                steps.decision.map_or("決定", |it| it.label()),
                told(steps.decided_on, &review.decided_by),
            ),
            ("承認者の意見・差し戻しの理由", steps.comment.clone()),
            ("無効", told(steps.voided_on, &None)),
        ],
    )
}
