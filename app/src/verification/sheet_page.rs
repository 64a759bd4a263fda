//! 点検調書: one contract, one period. A plain form: without JavaScript it does everything.

use domain::{
    input::FieldErrors,
    verification::{Method, SheetItem, SheetSummary, period_label, result::ResultInput},
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{
    ATTACH, SAVE, SheetForm, api,
    basis::PolicyBasis,
    due::{days_left, remaining, tone},
    evidence::EVIDENCE_SUPPORT,
    item::ItemFields,
    recorded::ReadOnlyItem,
};
use crate::{
    components::{
        Breadcrumb, DateField, ErrorSummary, Loaded, LongDate, PageHead, PdfLink, SelectField,
        WarnOfUnsavedChanges, field_id,
    },
    contract::contract_id,
    error::AppError,
    paths,
};

/// The sheet the address names.
#[component]
pub fn SheetPage() -> impl IntoView {
    let query = use_query_map();
    let period = use_params_map()
        .with_untracked(|params| params.get("period"))
        .unwrap_or_default();
    let parameter = |name: &str| {
        query
            .with_untracked(|query| query.get(name))
            .unwrap_or_default()
    };
    let data = api::load_sheet_form(
        contract_id(),
        period,
        parameter("held"),
        parameter("errors"),
    );
    view! { <Loaded data=data children=|form: SheetForm| view! { <Sheet form/> }/> }
}

#[component]
fn Sheet(form: SheetForm) -> impl IntoView {
    let SheetForm {
        sheet,
        input,
        errors,
        today,
    } = form;
    let problem = (!errors.is_empty()).then(|| AppError::Invalid(errors.clone()));
    let summary = sheet.summary.clone();
    let left = days_left(&summary, today);
    view! {
        <SheetHead summary=sheet.summary left/>
        <ErrorSummary error=Signal::stored(problem)/>
        {if sheet.can_record {
            let action = paths::sheet(summary.contract_id, &summary.period);
            view! { <ResultForm action items=sheet.items input errors=Signal::stored(errors)/> }.into_any()
        } else {
            view! { <ReadOnlyItems items=sheet.items/> }.into_any()
        }}
        <PolicyBasis/>
    }
}

#[component]
fn SheetHead(summary: SheetSummary, left: Option<i64>) -> impl IntoView {
    let period = period_label(&summary.period);
    let pdf = paths::sheet_pdf(&paths::sheet(summary.contract_id, &summary.period));
    let links = vec![
        (paths::VERIFICATIONS.to_owned(), "点検".to_owned()),
        (
            paths::contract_tab(summary.contract_id, "verifications"),
            summary.title.clone(),
        ),
    ];
    let done = format!(
        "{}項目中{}項目 実施済み",
        summary.item_count, summary.done_count
    );
    let meta = view! {
        <span>{format!("{}（{}）", summary.title, summary.contract_no)}</span>
        <span>{summary.vendor_name.unwrap_or_else(|| "委託先未定".to_owned())}</span>
        <span>{summary.unit_name}</span>
        <span>
            "期限："<LongDate date=summary.due_on/>
            {left.map(|left| view! {
                " "<span class="task-list__remaining" data-tone=tone(left)>{remaining(left)}</span>
            })}
        </span>
        <span>{done}</span>
    };
    view! {
        <Breadcrumb links here=period.clone()/>
        <PageHead
            title=format!("点検調書　{period}")
            window=format!("点検調書　{period} - {}", summary.title)
            meta=meta.into_any()
            actions=view! { <PdfLink path=pdf label="点検調書"/> }.into_any()
        />
    }
}

/// The form. Its address is the page's own; evidence goes with it, so it is no server function.
#[component]
pub(super) fn ResultForm(
    action: String,
    items: Vec<SheetItem>,
    input: ResultInput,
    errors: Signal<FieldErrors>,
) -> impl IntoView {
    let methods = Method::ALL
        .iter()
        .map(|method| (method.code().to_owned(), method.label().to_owned()))
        .collect();
    let count = items.len();
    let ResultInput {
        inspected_on,
        method,
        items: mut typed,
    } = input;
    view! {
        <p class="page-lead">
            {format!("全{count}項目。確かめていない項目は「未確認」のままにしてください。あとから続きを記録できます。")}
        </p>
        <form method="post" action=action enctype="multipart/form-data">
            <WarnOfUnsavedChanges/>
            <div class="form__fields">
                <DateField field="inspected_on" label="点検日" value=inspected_on errors required=true/>
                <SelectField field="method" label="点検の方法" value=method options=methods errors required=true/>
            </div>
            <section class="section-follow" aria-labelledby="items-heading">
                <h2 class="dads-heading" data-size="22" id="items-heading">"点検項目"</h2>
                <p class="dads-form-control-label__support-text" id=EVIDENCE_SUPPORT>
                    "証拠は、1項目に複数添付できます。1ファイル25MBまで。PDF、画像、Excel、Wordなど。"
                </p>
                <div id=field_id("items") tabindex="-1">
                    {items.into_iter().enumerate().map(|(place, item)| {
                        let typed = typed.remove(&item.task.id.to_string()).unwrap_or_default();
                        view! { <ItemFields number=place + 1 item typed errors/> }
                    }).collect_view()}
                </div>
            </section>
            <div class="button-row">
                <button class="dads-button" data-type="outline" data-size="lg" type="submit" name="action" value=ATTACH>
                    "添付して続ける"
                </button>
                <button class="dads-button" data-type="solid-fill" data-size="lg" type="submit" name="action" value=SAVE>
                    "結果を記録"
                </button>
                <a class="button-row__end" href=paths::VERIFICATIONS>"点検に戻る"</a>
            </div>
        </form>
    }
}

#[component]
pub(super) fn ReadOnlyItems(items: Vec<SheetItem>) -> impl IntoView {
    view! {
        <p class="page-lead">{format!("全{}項目。結果を記録できるのは、所管課の契約担当と所属長です。", items.len())}</p>
        <section aria-labelledby="items-heading">
            <h2 class="dads-heading" data-size="22" id="items-heading">"点検項目"</h2>
            {items.into_iter().enumerate().map(|(place, item)| view! { <ReadOnlyItem number=place + 1 item/> }).collect_view()}
        </section>
    }
}
