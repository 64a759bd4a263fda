//! 点検一覧, 指摘一覧, 職員名簿.

use documents::workbook::Cell;
use domain::{
    authorization::{Action, Resource},
    export::ExportLedger,
    finding::{Finding, FindingFilter, FindingState},
    library::Severity,
    organization::{PeopleFilter, Person},
    verification::{SheetFilter, SheetSummary, period_label},
};

use super::{
    CHUNK,
    layout::Form,
    output::{Columns, Output, label, unit_name},
};
use crate::{Context, ServiceError, file::StoredFile, finding, organization, verification};

const SHEET: Columns = &[
    ("契約番号", 16),
    ("件名", 44),
    ("委託先", 34),
    ("所管課", 18),
    ("点検の期間", 24),
    ("期限", 18),
    ("点検項目", 10),
    ("実施済み", 10),
    ("不適合・一部不適合", 12),
    ("ステータス", 12),
];

/// All sheets of checks under the filter.
///
/// # Errors
/// Without the right to see checks; characters the format has no code for.
pub async fn verifications(
    ctx: &Context,
    filter: &SheetFilter,
    form: impl Into<Form>,
) -> Result<StoredFile, ServiceError> {
    ctx.authorize(Action::View, Resource::Verification)?;
    let mut output = Output::begin(ctx, ExportLedger::Verifications, form, SHEET).await?;
    for items in verification::matching_items(ctx, filter)
        .await?
        .chunks(CHUNK)
    {
        for sheet in verification::sheets(ctx, items).await? {
            output.push(&sheet_row(ctx, sheet))?;
        }
    }
    let state = match filter.state.as_str() {
        "overdue" => "期限超過",
        "month" => "31日以内",
        "done" => "実施済み",
        _ => "未実施",
    };
    let contract = if filter.contract.is_empty() {
        ""
    } else {
        "1件の契約"
    };
    let conditions = vec![
        ("状態", state.to_owned()),
        ("所管課", unit_name(ctx, &filter.unit).await?),
        ("契約", contract.to_owned()),
    ];
    let filter = SheetFilter {
        page: String::new(),
        ..filter.clone()
    };
    output.finish(ctx, &filter, conditions).await
}

fn sheet_row(ctx: &Context, sheet: SheetSummary) -> Vec<Cell> {
    let status = if sheet.done_count == sheet.item_count {
        "実施済み"
    } else if sheet.due_on < ctx.today() {
        "期限超過"
    } else {
        "未実施"
    };
    vec![
        sheet.contract_no.into(),
        sheet.title.into(),
        sheet.vendor_name.into(),
        sheet.unit_name.into(),
        period_label(&sheet.period).into(),
        sheet.due_on.into(),
        Cell::Number(sheet.item_count),
        Cell::Number(sheet.done_count),
        Cell::Number(sheet.nonconform_count),
        status.into(),
    ]
}

const FINDING: Columns = &[
    ("対象の種別", 14),
    ("対象", 40),
    ("所管課", 18),
    ("発見の経緯", 16),
    ("重大度", 10),
    ("指摘の内容", 50),
    ("求められること", 50),
    ("発見日", 18),
    ("発見者", 16),
    ("期限", 18),
    ("状態", 14),
    ("期限超過の日数", 10),
    ("是正の担当者", 16),
    ("改善の指示", 40),
    ("是正の報告", 40),
    ("確認日", 18),
];

/// All findings under the filter.
///
/// # Errors
/// Without the right to see findings; characters the format has no code for.
pub async fn findings(
    ctx: &Context,
    filter: &FindingFilter,
    form: impl Into<Form>,
) -> Result<StoredFile, ServiceError> {
    ctx.authorize(Action::View, Resource::Finding)?;
    let mut output = Output::begin(ctx, ExportLedger::Findings, form, FINDING).await?;
    for finding in finding::matching(ctx, filter).await?.0 {
        output.push(&finding_row(ctx, finding))?;
    }
    let state = match filter.state.as_str() {
        "" => "未完了".to_owned(),
        "all" => "すべて".to_owned(),
        "overdue" => "期限超過".to_owned(),
        code => label(code, FindingState::label),
    };
    let mut severities = Severity::ALL.into_iter();
    let severity = severities.find(|it| it.code() == filter.severity);
    let conditions = vec![
        ("状態", state),
        (
            "重大度",
            severity.map(Severity::label).unwrap_or_default().to_owned(),
        ),
        ("所管課", unit_name(ctx, &filter.unit).await?),
    ];
    let filter = FindingFilter {
        page: String::new(),
        ..filter.clone()
    };
    output.finish(ctx, &filter, conditions).await
}

fn finding_row(ctx: &Context, finding: Finding) -> Vec<Cell> {
    let today = ctx.today();
    let state = finding.state_on(today).map(FindingState::label);
    let (due_on, overdue) = (finding.due_on(today), finding.days_overdue(today));
    let action = finding.current_action(today).cloned();
    let action = action.as_ref();
    vec![
        finding.subject_kind.label().into(),
        finding.subject_name.into(),
        finding.unit_name.into(),
        finding.source.label().into(),
        finding.severity.label().into(),
        finding.description.into(),
        finding.requirement.into(),
        finding.found_on.into(),
        finding.found_by.into(),
        due_on.into(),
        state.into(),
        overdue.map_or(Cell::Empty, Cell::Number),
        action.map(|it| it.assignee.clone()).into(),
        action.map(|it| it.instruction.clone()).into(),
        action.and_then(|it| it.report.clone()).into(),
        action.and_then(|it| it.verified_on).into(),
    ]
}

/// The labels the import of 職員名簿 knows.
const PERSON: Columns = &[
    ("職員番号", 12),
    ("氏名", 20),
    ("フリガナ", 24),
    ("所属", 20),
    ("職名", 14),
    ("メールアドレス", 30),
    ("在職開始", 18),
    ("在職終了", 18),
    ("任用の区分", 16),
];

/// All staff under the filter, in 五十音 order.
///
/// # Errors
/// Without the right to see staff; characters the format has no code for.
pub async fn people(
    ctx: &Context,
    filter: &PeopleFilter,
    form: impl Into<Form>,
) -> Result<StoredFile, ServiceError> {
    ctx.authorize(Action::View, Resource::Organization)?;
    let units = organization::unit_names(ctx).await?;
    let people = organization::people_matching(ctx, filter).await?;
    let mut output = Output::begin(ctx, ExportLedger::People, form, PERSON).await?;
    for person in &people {
        let unit = person.unit_id.and_then(|id| units.get(&id.0).cloned());
        output.push(&person_row(person, unit))?;
    }
    let past = if filter.with_past() { "含む" } else { "" };
    let conditions = vec![
        ("検索する語", filter.q.clone()),
        ("五十音", filter.kana.clone()),
        ("退職・異動者", past.to_owned()),
    ];
    let filter = PeopleFilter {
        page: String::new(),
        ..filter.clone()
    };
    output.finish(ctx, &filter, conditions).await
}

fn person_row(person: &Person, unit: Option<String>) -> Vec<Cell> {
    vec![
        person.staff_no.as_str().into(),
        person.name.as_str().into(),
        person.kana.clone().into(),
        unit.into(),
        person.title.clone().into(),
        person.email.clone().into(),
        person.in_office_from.into(),
        person.in_office_to.into(),
        person.employment_kind.label().into(),
    ]
}
