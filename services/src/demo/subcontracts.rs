//! Subcontracts of the demo: a tree three deep with a start before its consent, a refusal, a decision that
//! waits, a 許諾 under 番号法 not yet given, and a roster with an employer nobody knows.

use domain::{
    id::SubcontractId,
    subcontract::{
        ConsentKind, DecisionDraft, Outcome, Subcontract, SubcontractDraft,
        roster::{EmploymentKind, RosterDraft},
    },
};

use super::town::{Town, Who};
use crate::{Context, ServiceError, subcontract};

/// The contract with the tree, and the one with My Number.
const TREE: &str = "helpdesk";
const MY_NUMBER: &str = "payroll";

const SETUP: &str = "株式会社ヌプカ見本データサービス";
const TRANSPORT: &str = "有限会社帯広見本配送";
const STAFF: &str = "合同会社かちまい見本スタッフ";
const REMOTE: &str = "見本リモートサポート株式会社";
const CHECKING: &str = "株式会社セキュリティ仮想診断研究所";
const PRINTING: &str = "株式会社ヌプカ見本データサービス";

/// Something that happens to a subcontract.
#[derive(Clone, Copy, Debug)]
enum Event {
    /// Company, whether it is in the list of vendors, below whom, scope, information.
    Applied(
        &'static str,
        bool,
        Option<&'static str>,
        &'static str,
        &'static str,
    ),
    /// The officer enters what is decided today.
    Proposed(&'static str, Outcome, Option<&'static str>, &'static str),
    /// The head agrees to the entry.
    Approved(&'static str),
    /// Work begins today.
    Started(&'static str),
    Roster,
}

use Event::{Applied, Approved, Proposed, Roster, Started};

/// Days from today, contract, what happens; in order.
const STORY: &[(i64, &str, Event)] = &[
    (
        -24,
        TREE,
        Applied(
            SETUP,
            true,
            None,
            "端末の設定及び搬入",
            "端末の設定情報（機密性２）",
        ),
    ),
    (
        -22,
        TREE,
        Proposed(SETUP, Outcome::Granted, None, "見総第41号"),
    ),
    (-21, TREE, Approved(SETUP)),
    (-20, TREE, Started(SETUP)),
    (
        -19,
        TREE,
        Applied(
            TRANSPORT,
            false,
            Some(SETUP),
            "端末の運搬",
            "端末に残る設定情報（機密性２）",
        ),
    ),
    (
        -18,
        TREE,
        Proposed(
            TRANSPORT,
            Outcome::Conditional,
            Some("運搬の前に端末の内蔵ディスクを暗号化し、２名で運ぶこと。"),
            "見総第44号",
        ),
    ),
    (-17, TREE, Approved(TRANSPORT)),
    (-16, TREE, Started(TRANSPORT)),
    (
        -15,
        TREE,
        Applied(
            REMOTE,
            false,
            None,
            "夜間の遠隔での問合せ対応",
            "問合せ受付記録（機密性２）",
        ),
    ),
    (
        -13,
        TREE,
        Proposed(
            REMOTE,
            Outcome::Refused,
            Some("国外から接続する体制であり、対象情報を保護する上で十分でないため。"),
            "見総第47号",
        ),
    ),
    (-12, TREE, Approved(REMOTE)),
    (
        -12,
        TREE,
        Applied(
            STAFF,
            false,
            Some(TRANSPORT),
            "搬入の補助作業",
            "端末に残る設定情報（機密性２）",
        ),
    ),
    (-11, TREE, Started(STAFF)),
    (
        -6,
        TREE,
        Proposed(STAFF, Outcome::Granted, None, "見総第52号"),
    ),
    (-5, TREE, Approved(STAFF)),
    (-4, TREE, Roster),
    (
        -3,
        TREE,
        Applied(
            CHECKING,
            true,
            None,
            "端末の脆弱性の検査",
            "端末の設定情報（機密性２）",
        ),
    ),
    (
        -1,
        TREE,
        Proposed(CHECKING, Outcome::Granted, None, "見総第58号"),
    ),
    (
        -1,
        MY_NUMBER,
        Applied(
            PRINTING,
            true,
            None,
            "源泉徴収票の印刷及び封入",
            "職員の個人番号、給与の情報（機密性３）",
        ),
    ),
];

/// Days from today, by place in the story.
pub(super) fn days() -> impl Iterator<Item = (usize, i64)> {
    STORY.iter().map(|(day, ..)| *day).enumerate()
}

/// What happens at that place of the story, today.
pub(super) async fn happen(town: &Town, number: usize) -> Result<(), ServiceError> {
    let (_, key, event) = STORY[number];
    let contract = town.contract(key)?;
    let officer = town.by(Who::Officer).await?;
    match event {
        Applied(name, is_listed, above, scope, information) => {
            let draft = SubcontractDraft {
                parent_id: match above {
                    Some(above) => Some(called(town, key, above).await?.id),
                    None => None,
                },
                vendor_id: if is_listed {
                    Some(town.vendor(name).await?)
                } else {
                    None
                },
                requested_on: Some(officer.today()),
                ..draft(name, scope, information)
            };
            subcontract::record(&officer, contract, draft).await?;
        }
        Proposed(name, outcome, conditions, number) => {
            let id: SubcontractId = called(town, key, name).await?.id;
            let decision = DecisionDraft {
                kind: ConsentKind::Consent,
                outcome,
                conditions: conditions.map(str::to_owned),
                document_no: Some(number.to_owned()),
                decided_on: officer.today(),
            };
            subcontract::propose(&officer, id, decision).await?;
        }
        Approved(name) => {
            let head = town.by(Who::Head).await?;
            let waiting = called(town, key, name).await?;
            let proposal = waiting
                .proposal_on(head.today())
                .ok_or(ServiceError::NotFound("再委託の決定"))?;
            subcontract::approve(&head, proposal.id, proposal.revision).await?;
        }
        Started(name) => start(town, &officer, key, name).await?,
        Roster => {
            subcontract::add_workers(&officer, contract, workers(&officer)).await?;
        }
    }
    Ok(())
}

async fn start(town: &Town, officer: &Context, key: &str, name: &str) -> Result<(), ServiceError> {
    let before = called(town, key, name).await?;
    let draft = SubcontractDraft {
        vendor_id: before.vendor_id,
        requested_on: before.requested_on,
        started_on: Some(officer.today()),
        ..draft(name, &before.scope, &before.information)
    };
    subcontract::change(officer, before.id, before.revision, draft).await?;
    Ok(())
}

fn draft(name: &str, scope: &str, information: &str) -> SubcontractDraft {
    SubcontractDraft {
        parent_id: None,
        vendor_id: None,
        name: Some(name.to_owned()),
        address: None,
        scope: scope.to_owned(),
        reason: Some("自社の人員だけでは期間内に終わらないため。".to_owned()),
        information: information.to_owned(),
        work_place: Some("見本町役場及び受託者の事務所".to_owned()),
        safeguards: Some("施錠、暗号化、持出しの記録".to_owned()),
        supervision: Some("受託者の責任者が週１回、作業の記録を確かめる。".to_owned()),
        requested_on: None,
        started_on: None,
        ended_on: None,
    }
}

/// The subcontract with that company.
async fn called(town: &Town, key: &str, name: &str) -> Result<Subcontract, ServiceError> {
    subcontract::of_contract(&town.past.store.db, town.contract(key)?)
        .await?
        .into_iter()
        .find(|it| it.name == name)
        .ok_or(ServiceError::NotFound("再委託"))
}

/// Two of the contractor, one of a subcontractor, and one whose company nobody named.
fn workers(officer: &Context) -> Vec<RosterDraft> {
    let today = officer.today();
    let worker = |name: &str, employer: &str, kind, role: &str| RosterDraft {
        name: name.to_owned(),
        employer: employer.to_owned(),
        employment_kind: kind,
        role: Some(role.to_owned()),
        scope: Some("端末の設定情報".to_owned()),
        from_on: today,
        to_on: None,
        pledge_on: Some(today),
        training_on: Some(today),
    };
    vec![
        worker(
            "見本　一郎",
            "㈱十勝サンプル情報",
            EmploymentKind::Regular,
            "責任者",
        ),
        RosterDraft {
            pledge_on: None,
            ..worker(
                "見本　二葉",
                "株式会社十勝サンプル情報　帯広支店",
                EmploymentKind::Dispatched,
                "受付",
            )
        },
        worker(
            "見本　三郎",
            "（株）ヌプカ見本データサービス",
            EmploymentKind::Subcontractor,
            "端末の設定",
        ),
        worker(
            "見本　四葉",
            "株式会社ナゾノ見本人材",
            EmploymentKind::Unknown,
            "端末の搬入",
        ),
    ]
}
