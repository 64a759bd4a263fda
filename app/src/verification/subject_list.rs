//! `/verifications/subjects`: sheets of accounts and external services.

use chrono::NaiveDate;
use domain::verification::{
    SheetFilter, period_label,
    subject::{SubjectKind, SubjectSheetSummary},
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::{
    due::{DueDate, left_of},
    list_table::{NonconformChip, Progress},
};
use crate::{
    components::{Breadcrumb, Loaded, PageHead, Tabs, each},
    error::AppError,
    paths,
};

/// Value in the address and label of the states.
const STATES: [(&str, &str); 4] = [
    ("", "未実施"),
    ("overdue", "期限超過"),
    ("month", "31日以内"),
    ("done", "実施済み"),
];

struct ListData {
    sheets: Vec<SubjectSheetSummary>,
    state: String,
    today: NaiveDate,
}

/// The list of sheets.
#[component]
pub fn SubjectSheetsPage() -> impl IntoView {
    let state = use_query_map().with_untracked(|query| query.get("state").unwrap_or_default());
    view! { <Loaded data=load(state) children=|data: ListData| view! { <List data/> }/> }
}

async fn load(state: String) -> Result<ListData, AppError> {
    let ctx = crate::server_context::context()?;
    let filter = SheetFilter {
        state: state.clone(),
        ..SheetFilter::default()
    };
    Ok(ListData {
        sheets: services::verification::list_subject_sheets(&ctx, &filter).await?,
        today: ctx.today(),
        state,
    })
}

#[component]
fn List(data: ListData) -> impl IntoView {
    let ListData {
        sheets,
        state,
        today,
    } = data;
    let tabs = STATES.map(|(state, label)| {
        let path = paths::with_query(paths::SUBJECT_VERIFICATIONS, &[("state", state)]);
        (path, label)
    });
    let current = STATES
        .iter()
        .find(|(code, _)| *code == state)
        .map_or("未実施", |(_, label)| *label);
    view! {
        <Breadcrumb links=vec![(paths::VERIFICATIONS.to_owned(), "点検".to_owned())] here="SNS・外部サービスの点検"/>
        <PageHead title="SNS・外部サービスの点検"/>
        <Tabs label="点検の状態" tabs=tabs.to_vec() current/>
        {if sheets.is_empty() {
            view! { <p class="zero-state">"該当する点検はありません。アカウントを開設したとき、外部サービスの利用が承認されたときに、点検が予定に入ります。"</p> }.into_any()
        } else {
            view! { <SubjectSheetTable sheets today/> }.into_any()
        }}
        <p class="section-follow"><a href=paths::VERIFICATIONS>"契約の点検に戻る"</a></p>
    }
}

/// Sheets of subjects, a line each.
#[component]
pub fn SubjectSheetTable(sheets: Vec<SubjectSheetSummary>, today: NaiveDate) -> impl IntoView {
    view! {
        <div class="dads-table" data-size="dense" data-row-hover-highlight="true">
            <table class="dads-table__table" data-cell-border="bottom" data-width="full">
                <caption class="dads-u-visually-hidden">"点検"</caption>
                <thead>
                    <tr>
                        <th class="dads-table__col-header" scope="col">"期限"</th>
                        <th class="dads-table__col-header" scope="col">"点検"</th>
                        <th class="dads-table__col-header" scope="col">"対象"</th>
                        <th class="dads-table__col-header" scope="col">"所管課"</th>
                        <th class="dads-table__col-header dads-table__numeric" scope="col">"項目"</th>
                        <th class="dads-table__col-header" scope="col">"不適合"</th>
                    </tr>
                </thead>
                <tbody>
                    {each(sheets, |sheet| view! { <SheetRow sheet today/> })}
                </tbody>
            </table>
        </div>
    }
}

#[component]
fn SheetRow(sheet: SubjectSheetSummary, today: NaiveDate) -> impl IntoView {
    let left = left_of(sheet.done_count < sheet.item_count, sheet.due_on, today);
    let path = paths::subject_sheet(sheet.key, &sheet.period);
    let subject = subject_path(&sheet);
    view! {
        <tr>
            <td class="dads-table__date"><DueDate date=sheet.due_on left/></td>
            <th class="dads-table__row-header" scope="row">
                <a href=path>
                    {period_label(&sheet.period)}
                    <span class="dads-u-visually-hidden">{format!("：{}", sheet.name)}</span>
                </a>
            </th>
            <td class="dads-table__text">
                {match subject {
                    Some(path) => view! { <a href=path>{sheet.name.clone()}</a> }.into_any(),
                    None => sheet.name.clone().into_any(),
                }}
                <span class="dads-table__sub">{sheet.key.kind.label()}</span>
            </td>
            <td class="dads-table__short">{sheet.unit_name}</td>
            <td class="dads-table__numeric"><Progress done=sheet.done_count count=sheet.item_count/></td>
            <td class="dads-table__status"><NonconformChip count=sheet.nonconform_count/></td>
        </tr>
    }
}

/// The page of what is checked.
pub(super) fn subject_path(sheet: &SubjectSheetSummary) -> Option<String> {
    match sheet.key.kind {
        SubjectKind::SocialMediaAccount => Some(paths::social_media_account(
            domain::id::SocialMediaAccountId(sheet.key.id),
        )),
        SubjectKind::ExternalService => Some(paths::external_service(
            domain::id::ExternalServiceId(sheet.key.id),
        )),
    }
}
