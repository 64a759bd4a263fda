//! `/verifications/subjects/{subject}/{period}`: 点検調書 of an account or an external service. The same
//! form as that of a contract.

use domain::verification::{
    period_label,
    result::ResultInput,
    subject::{SubjectKey, SubjectSheet, SubjectSheetSummary},
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{
    Held,
    due::{left_of, remaining, tone},
    sheet_form::{errors_of, filled},
    sheet_page::{ReadOnlyItems, ResultForm},
    subject_list::subject_path,
};
use crate::{
    components::{Breadcrumb, ErrorSummary, Loaded, LongDate, PageHead, PdfLink},
    error::AppError,
    paths,
};
use domain::input::FieldErrors;

struct Form {
    sheet: SubjectSheet,
    input: ResultInput,
    errors: FieldErrors,
    left: Option<i64>,
}

/// The sheet the address names.
#[component]
pub fn SubjectSheetPage() -> impl IntoView {
    let params = use_params_map();
    let query = use_query_map();
    let part = |name: &str| params.with_untracked(|params| params.get(name).unwrap_or_default());
    let parameter = |name: &str| query.with_untracked(|query| query.get(name).unwrap_or_default());
    let data = load(
        part("subject"),
        part("period"),
        parameter("held"),
        parameter("errors"),
    );
    view! { <Loaded data=data children=|form: Form| view! { <Sheet form/> }/> }
}

async fn load(
    subject: String,
    period: String,
    held: String,
    errors: String,
) -> Result<Form, AppError> {
    let key: SubjectKey = subject
        .parse()
        .map_err(|_| AppError::NotFound("点検".to_owned()))?;
    let ctx = crate::server_context::context()?;
    let sheet = services::verification::load_subject_sheet(&ctx, key, &period).await?;
    let address = paths::subject_sheet(key, &period);
    let held: Option<Held> = crate::server_context::held(Some(&held), &address).await?;
    let errors = match &held {
        Some(held) if errors == "1" => errors_of(held, ctx.today()),
        Some(_) | None => FieldErrors::default(),
    };
    let summary = &sheet.summary;
    Ok(Form {
        input: filled(held, &sheet.items),
        errors,
        left: left_of(
            summary.done_count < summary.item_count,
            summary.due_on,
            ctx.today(),
        ),
        sheet,
    })
}

#[component]
fn Sheet(form: Form) -> impl IntoView {
    let Form {
        sheet,
        input,
        errors,
        left,
    } = form;
    let problem = (!errors.is_empty()).then(|| AppError::Invalid(errors.clone()));
    let action = paths::subject_sheet(sheet.summary.key, &sheet.summary.period);
    view! {
        <Head summary=sheet.summary left/>
        <ErrorSummary error=Signal::stored(problem)/>
        {if sheet.can_record {
            view! { <ResultForm action items=sheet.items input errors=Signal::stored(errors)/> }.into_any()
        } else {
            view! { <ReadOnlyItems items=sheet.items/> }.into_any()
        }}
    }
}

#[component]
fn Head(summary: SubjectSheetSummary, left: Option<i64>) -> impl IntoView {
    let period = period_label(&summary.period);
    let pdf = paths::sheet_pdf(&paths::subject_sheet(summary.key, &summary.period));
    let mut links = vec![(
        paths::SUBJECT_VERIFICATIONS.to_owned(),
        "SNS・外部サービスの点検".to_owned(),
    )];
    if let Some(path) = subject_path(&summary) {
        links.push((path, summary.name.clone()));
    }
    let done = format!(
        "{}項目中{}項目 実施済み",
        summary.item_count, summary.done_count
    );
    let meta = view! {
        <span>{format!("{}（{}）", summary.name, summary.key.kind.label())}</span>
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
            window=format!("点検調書　{period} - {}", summary.name)
            meta=meta.into_any()
            actions=view! { <PdfLink path=pdf label="点検調書"/> }.into_any()
        />
    }
}
