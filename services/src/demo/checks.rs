//! Results of checks in the demo: mostly 適合, some 一部不適合 with words, some 該当なし with a reason, one
//! sheet half done, and evidence for every other sheet.

use domain::{
    id::OrganizationUnitId,
    verification::{
        CheckResult, Method, SheetDetail, SheetItem, TaskState, period_label,
        result::{ItemResult, ResultDraft},
    },
};

use super::{
    evidence,
    town::{Town, Who},
};
use crate::{
    ServiceError, contract,
    verification::{self, UploadedEvidence},
};

/// What is found wanting before the work begins.
const EARLY_SHORTCOMINGS: &[&str] = &[
    "緊急連絡先に夜間の電話番号がありませんでした。追記した様式の提出を求めました。",
    "従事者名簿に所属事業者の記載がない者が１名いました。記載した名簿の提出を求めました。",
];
/// What is found wanting while it goes on.
const SHORTCOMINGS: &[&str] = &[
    "退職した従事者１名が名簿に残っていました。10日以内に差し替えを提出するよう求めました。",
    "作業端末の更新プログラムの適用が１か月遅れていました。適用の記録を次の報告に付けるよう求めました。",
    "教育の実施記録に２名分の署名がありませんでした。署名した記録の提出を求めました。",
];

/// How many of the sheets due before today stay open: overdue today.
pub(super) fn left_open(key: &str) -> usize {
    match key {
        "証明書コンビニ交付クラウド利用業務" | "業務用パソコン賃貸借" => {
            2
        }
        "setting_up" | "納税通知書等印刷封入封緘業務" | "電子カルテシステム保守業務" => {
            1
        }
        _ => 0,
    }
}

/// The sheet of which only half is recorded.
fn is_half_done(key: &str, period: &str) -> bool {
    key == "公式ホームページ運用保守業務" && period.ends_with("H1")
}

/// Records a sheet today: by the head of the unit where it is his, now and then, else by the officer.
pub(super) async fn record(town: &mut Town, key: &str, period: &str) -> Result<(), ServiceError> {
    let id = town.contract(key)?;
    let number = town.sheets;
    town.sheets += 1;
    let row = contract::load_row(&town.past.store.db, id).await?;
    let is_own = town.approver(OrganizationUnitId(row.unit_id)) == Who::Head;
    let ctx = town
        .by(if is_own && number.is_multiple_of(3) {
            Who::Head
        } else {
            Who::Officer
        })
        .await?;
    let sheet = verification::load_sheet(&ctx, id, period).await?;
    let open: Vec<&SheetItem> = sheet
        .items
        .iter()
        .filter(|item| item.task.state == TaskState::Planned)
        .collect();
    let looked_at = if is_half_done(key, period) {
        open.len().div_ceil(2)
    } else {
        open.len()
    };
    let items: Vec<ItemResult> = open
        .iter()
        .take(looked_at)
        .enumerate()
        .map(|(place, item)| result(number, place, looked_at, item, period))
        .collect();
    if items.is_empty() {
        return Ok(());
    }
    if number.is_multiple_of(2) {
        let uploads = evidence_for(town, number, &sheet, &items).await?;
        verification::attach(&ctx, id, period, uploads).await?;
    }
    let method = [
        Method::Documents,
        Method::OnSite,
        Method::Interview,
        Method::SystemScreen,
    ][number % 4];
    verification::record_result(
        &ctx,
        id,
        period,
        ResultDraft {
            inspected_on: ctx.today(),
            method,
            items,
        },
    )
    .await
}

fn result(number: usize, place: usize, count: usize, item: &SheetItem, period: &str) -> ItemResult {
    let is_early = matches!(period, "PRE" | "SIGN" | "START");
    let shortcomings = if is_early {
        EARLY_SHORTCOMINGS
    } else {
        SHORTCOMINGS
    };
    // At the selection there is nobody yet to fall short.
    let (result, note) = if number % 4 == 1 && place == 0 && period != "PRE" {
        (
            CheckResult::Partial,
            Some(shortcomings[number / 4 % shortcomings.len()].to_owned()),
        )
    } else if number % 5 == 2 && place + 1 == count && 1 < count {
        (
            CheckResult::NotApplicable,
            Some("この期間には、対象となる作業がなかったため。".to_owned()),
        )
    } else {
        (CheckResult::Conform, None)
    };
    ItemResult {
        task_id: item.task.id,
        result,
        note,
    }
}

/// A report as PDF for the first item, and a note of the visit as text now and then.
async fn evidence_for(
    town: &Town,
    number: usize,
    sheet: &SheetDetail,
    items: &[ItemResult],
) -> Result<Vec<UploadedEvidence>, ServiceError> {
    let mut uploads = Vec::new();
    let label = period_label(&sheet.summary.period);
    if let Some(first) = items.first() {
        let content = evidence::report(&town.past.store, &sheet.summary, &sheet.items).await?;
        let name = format!(
            "自己点検報告書_{}_{}.pdf",
            sheet.summary.contract_no, sheet.summary.period
        );
        uploads.push(UploadedEvidence {
            task_id: first.task_id,
            name,
            content,
        });
    }
    if let Some(last) = items.last().filter(|_| number.is_multiple_of(4)) {
        let vendor = sheet.summary.vendor_name.as_deref().unwrap_or("受託者");
        let text = format!(
            "点検の記録\r\n契約　{}\r\n区分　{label}\r\n相手　{vendor}\r\n内容　報告書と記録を突き合わせ、担当者から聞き取りました。\r\n",
            sheet.summary.title
        );
        let name = format!(
            "聞き取り記録_{}_{}.txt",
            sheet.summary.contract_no, sheet.summary.period
        );
        uploads.push(UploadedEvidence {
            task_id: last.task_id,
            name,
            content: text.into_bytes(),
        });
    }
    Ok(uploads)
}
