//! クラウドサービス利用承認通知書 (様式第22号): what was agreed to, under which regulation, until when, on
//! what conditions.

use super::{UseApproval, UseDecision, summary::ServiceDetail};
use crate::{
    document::{
        BLANK_DATE, Block, Document, DocumentMark, Letterhead, Pair, Pairs, Part, Ruling, Sender,
    },
    wareki,
};

/// Who writes.
#[derive(Clone, Copy, Debug)]
pub struct ApprovalSender<'a> {
    /// 芽室町.
    pub municipality: &'a str,
}

/// The notice of a decision; `None` while nothing is decided.
#[must_use]
pub fn approval_notice(
    detail: &ServiceDetail,
    approval: &UseApproval,
    sender: ApprovalSender<'_>,
) -> Option<Document> {
    let decision = approval.decision?;
    let is_given = decision != UseDecision::Refused;
    let title = if is_given {
        "外部サービス利用承認書"
    } else {
        "外部サービス利用不承認通知書"
    };
    let mut part = Part::new(title, body(detail, approval, is_given));
    part.label = Some("様式第22号".to_owned());
    part.letterhead = Some(Letterhead {
        number: approval.approval_no.clone(),
        date: approval
            .decided_on
            .map_or_else(|| BLANK_DATE.to_owned(), wareki::long),
        addressee: vec![format!("{}長　様", detail.unit_name)],
        sender: Some(Sender::named(format!(
            "{}　{}",
            sender.municipality,
            approval.approver.clone().unwrap_or_default()
        ))),
    });
    let mut document = Document::new(title);
    document.number.clone_from(&approval.approval_no);
    document.footer = format!("管理番号　{}", detail.service.service_no);
    if approval.revoked_on.is_some() {
        document.mark = DocumentMark::FileCopy;
    }
    document.parts = vec![part];
    Some(document)
}

fn body(detail: &ServiceDetail, approval: &UseApproval, is_given: bool) -> Vec<Block> {
    let applied = wareki::long(approval.applied_on);
    let sentence = if is_given {
        format!("{applied}付けで申請のあった外部サービスの利用について、次のとおり承認する。")
    } else {
        format!("{applied}付けで申請のあった外部サービスの利用について、次の理由により承認しない。")
    };
    let mut blocks = vec![
        Block::paragraph(sentence),
        Block::centred("記"),
        Block::Pairs(Pairs {
            caption: "承認の内容".to_owned(),
            ruling: Ruling::Open,
            pairs: numbered(rows(detail, approval)),
        }),
    ];
    if is_given {
        blocks.push(Block::note(
            "承認の範囲を超えて情報を取り扱うとき、約款その他の提供条件が変わったとき、又は期限の後も利用するときは、あらためて申請すること。利用を終えたときは、データの消去とアカウントの廃棄を確認して報告すること。",
        ));
    }
    blocks.push(Block::end("以上"));
    blocks
}

type Said = (&'static str, Option<String>);

fn rows(detail: &ServiceDetail, approval: &UseApproval) -> Vec<Said> {
    let profile = detail.service.profile_on(approval.applied_on);
    let profile = profile.or(detail.service.profiles.last());
    let personal = if approval.personal_info {
        "（個人情報を含む。）"
    } else {
        "（個人情報を含まない。）"
    };
    let place = profile.and_then(|it| it.data_location.clone());
    let law = profile.and_then(|it| it.governing_law.clone());
    vec![
        (
            "サービス",
            Some(format!(
                "{}（{}）",
                detail.service.name,
                approval.kind.label()
            )),
        ),
        ("提供者", detail.provider.clone()),
        ("利用の目的", profile.map(|it| it.purpose.clone())),
        (
            "取り扱う情報",
            Some(format!(
                "{}まで{personal}",
                approval.confidentiality.label()
            )),
        ),
        ("データの保存場所", place),
        ("準拠法", law),
        ("約款等の版", approval.terms_version.clone()),
        ("承認の条件", approval.conditions.clone()),
        ("承認の期限", approval.expires_on.map(wareki::long)),
        ("根拠とした規程", approval.regulation.clone()),
        (
            "例外措置",
            approval
                .exception_id
                .map(|id| format!("例外措置の登録（第{id}号）による。")),
        ),
        ("意見・理由", approval.comment.clone()),
        (
            "取消し",
            approval.revoked_on.map(|day| {
                let because = approval.revoked_because.clone().unwrap_or_default();
                format!("{}に取り消した。{because}", wareki::long(day))
            }),
        ),
    ]
}

fn numbered(rows: Vec<Said>) -> Vec<Pair> {
    let said = rows
        .into_iter()
        .filter_map(|(label, value)| Some((label, value?)));
    (1..)
        .zip(said)
        .map(|(number, (label, value))| {
            let label = format!("{}　{label}", crate::document::digits(number));
            Pair::new(label, value)
        })
        .collect()
}
