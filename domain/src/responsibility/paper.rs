//! 責任者一覧 as of a day, and 責任者指定書 of one subject, on paper.

use chrono::NaiveDate;

use super::{
    SubjectKind,
    board::{BoardRow, SubjectDetail},
    standing::Holder,
};
use crate::{
    document::{
        Block, Column, Document, Letterhead, Making, Orientation, Pairs, Part, Sender, Table,
    },
    wareki,
};

fn words(holder: &Holder) -> String {
    match &holder.title {
        Some(title) => format!("{}（{title}の職）", holder.name),
        None => holder.name.clone(),
    }
}

fn all(holders: &[Holder]) -> String {
    holders.iter().map(words).collect::<Vec<_>>().join("、")
}

/// 責任者一覧: who is responsible for what on the day. A gap is said, never left empty.
#[must_use]
pub fn list(rows: &[BoardRow], day: NaiveDate, making: &Making) -> Document {
    let vacant = rows.iter().filter(|row| row.standing.is_vacant()).count();
    let columns = vec![
        Column::new("区分", 4),
        Column::new("名称", 7),
        Column::new("所管課", 4),
        Column::new("責任者", 6),
        Column::new("指定日", 5),
        Column::new("副責任者", 4),
        Column::new("担当者", 4),
        Column::new("最終確認日", 5),
    ];
    let lines = rows.iter().map(|row| {
        let standing = &row.standing;
        let owner = match (&standing.owner, standing.gap) {
            (Some(owner), _) => words(owner),
            (None, Some(gap)) if standing.is_vacant() => {
                format!("未定（{}から）", wareki::long(gap.from_on))
            }
            (None, _) => "なし".to_owned(),
        };
        let since = standing.owner.as_ref().map(|it| wareki::long(it.since));
        [
            row.subject.key.kind.label().to_owned(),
            row.subject.name.clone(),
            row.subject.unit_name.clone(),
            owner,
            since.unwrap_or_default(),
            standing.deputy.as_ref().map(words).unwrap_or_default(),
            all(&standing.operators),
            standing.reviewed_on.map(wareki::long).unwrap_or_default(),
        ]
        .into()
    });
    let table = Table {
        rows: lines.collect(),
        ..Table::new("責任者一覧", columns)
    };
    let about = Pairs::ruled(
        "一覧の範囲",
        [
            ("基準日", Some(wareki::long(day))),
            (
                "件数",
                Some(format!("{}件（うち責任者未定{vacant}件）", rows.len())),
            ),
        ],
    );
    let footer = format!("基準日　{}", wareki::long(day));
    let blocks = vec![Block::Pairs(about), Block::Table(table)];
    let mut document = making.paper("責任者一覧", footer, blocks);
    for part in &mut document.parts {
        part.orientation = Orientation::Landscape;
    }
    document
}

/// 責任者指定書: who is named for a subject today, by the unit it belongs to. `None` while nobody is.
#[must_use]
pub fn appointment(detail: &SubjectDetail, municipality: &str) -> Option<Document> {
    let owner = detail.standing.owner.as_ref()?;
    let subject = &detail.subject;
    let is_social = matches!(
        subject.key.kind,
        SubjectKind::SocialMediaService | SubjectKind::SocialMediaAccount
    );
    let title = if is_social {
        "ソーシャルメディアサービス責任者指定書"
    } else {
        "責任者指定書"
    };
    let basis = if is_social {
        "情報セキュリティポリシー第6節(8)の規定により、利用するソーシャルメディアサービスの責任者を次のとおり指定する。"
    } else {
        "責任者を次のとおり指定する。"
    };
    let mut blocks = vec![
        Block::paragraph(basis),
        Block::centred("記"),
        Block::Pairs(Pairs::ruled(
            "指定の内容",
            [
                (subject.key.kind.label(), Some(subject.name.clone())),
                ("所管課", Some(subject.unit_name.clone())),
                ("責任者", Some(words(owner))),
                ("指定日", Some(wareki::long(owner.since))),
                ("終期", owner.last.map(wareki::long)),
                ("副責任者", detail.standing.deputy.as_ref().map(words)),
                (
                    "担当者",
                    Some(all(&detail.standing.operators)).filter(|it| !it.is_empty()),
                ),
            ],
        )),
    ];
    if is_social {
        blocks.push(Block::note(
            "責任者は、運用手順及び発信できる情報の規定を守らせ、認証情報と復旧の手段を町の管理の下に置き、乗っ取り又はなりすましのときは直ちに所属長及び情報セキュリティ担当に報告する。",
        ));
    }
    blocks.push(Block::end("以上"));
    let mut part = Part::new(title, blocks);
    part.letterhead = Some(Letterhead {
        date: wareki::long(detail.today),
        addressee: vec![format!("{}　様", owner.name)],
        sender: Some(Sender::named(format!(
            "{municipality}　{}長",
            subject.unit_name
        ))),
        ..Letterhead::default()
    });
    Some(Document {
        footer: subject.name.clone(),
        parts: vec![part],
        ..Document::new(title)
    })
}
