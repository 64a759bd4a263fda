//! `/self-inspections/{id}/units/{unit}`: 自己点検票, to fill in or to read, and what was done about a 否.

use domain::self_inspection::{AnswerSheet, AnsweredQuestion};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{
    answer::{AnswerFields, ReadOnlyAnswer},
    api::{AnswerCampaign, HeldImprovement, Improve, SheetForm, load_sheet},
};
use crate::{
    components::{
        Breadcrumb, DateField, ErrorSummary, Loaded, LongDate, PageHead, TextField,
        WarnOfUnsavedChanges, error_of,
    },
    paths,
};

/// The sheet the address names.
#[component]
pub fn AnswerSheetPage() -> impl IntoView {
    let params = use_params_map();
    let parameter = |name: &str| {
        params
            .with_untracked(|params| params.get(name))
            .unwrap_or_default()
    };
    let held = use_query_map().with_untracked(|query| query.get("held"));
    let data = load_sheet(parameter("id"), parameter("unit"), held.unwrap_or_default());
    view! { <Loaded data=data children=|form: SheetForm| view! { <Sheet form/> }/> }
}

#[component]
fn Sheet(form: SheetForm) -> impl IntoView {
    let SheetForm {
        sheet,
        input,
        improvement,
    } = form;
    let campaign = sheet.campaign.clone();
    let action = ServerAction::<AnswerCampaign>::new();
    // Said also when the sheet can no longer be answered: that may be the reason.
    let (error, errors) = error_of(move || action.value().get());
    let links = vec![
        (paths::TODAY.to_owned(), "今日".to_owned()),
        (paths::SELF_INSPECTIONS.to_owned(), "自己点検".to_owned()),
        (paths::self_inspection(campaign.id), campaign.title.clone()),
    ];
    view! {
        <Breadcrumb links here=sheet.unit_name.clone()/>
        <PageHead
            title=format!("自己点検票（{}）", sheet.unit_name)
            meta=view! {
                <span>{campaign.title}</span>
                <span>"回答の期限 "<LongDate date=campaign.due_on/></span>
                {sheet.submitted_on.map(|date| view! {
                    <span><LongDate date/>{format!("に{}が提出", sheet.submitted_by.clone().unwrap_or_default())}</span>
                })}
            }.into_any()
        />
        <ErrorSummary error/>
        {if sheet.can_answer {
            view! { <AnswerForm action sheet input errors/> }.into_any()
        } else {
            view! { <Answers sheet improvement/> }.into_any()
        }}
    }
}

#[component]
fn AnswerForm(
    action: ServerAction<AnswerCampaign>,
    sheet: AnswerSheet,
    input: domain::self_inspection::input::AnswersInput,
    errors: Signal<domain::input::FieldErrors>,
) -> impl IntoView {
    let mut typed = input.answers;
    view! {
        <ActionForm action attr:class="form">
            <WarnOfUnsavedChanges/>
            <input type="hidden" name="id" value=sheet.campaign.id.to_string()/>
            <input type="hidden" name="unit" value=sheet.unit_id.to_string()/>
            <input type="hidden" name="revision" value=sheet.revision.to_string()/>
            {sheet.questions.into_iter().enumerate().map(|(place, it)| {
                let typed = typed.remove(&it.question_id.to_string()).unwrap_or_default();
                view! { <AnswerFields number=place + 1 question=it typed errors/> }
            }).collect_view()}
            <div class="button-row">
                <button class="dads-button" data-type="solid-fill" data-size="lg" type="submit" name="then" value="submit">"提出"</button>
                <button class="dads-button" data-type="outline" data-size="lg" type="submit" name="then" value="save">"途中まで保存"</button>
            </div>
            <p>"提出すると、回答は変えられません。全ての設問に回答してから提出してください。"</p>
        </ActionForm>
    }
}

#[component]
fn Answers(sheet: AnswerSheet, improvement: HeldImprovement) -> impl IntoView {
    let action = ServerAction::<Improve>::new();
    let can_improve = sheet.can_improve;
    let (id, unit) = (sheet.campaign.id, sheet.unit_id);
    view! {
        {sheet.questions.into_iter().enumerate().map(|(place, it)| {
            let open = it.answer == Some(domain::self_inspection::Answer::No) && it.improved_on.is_none();
            let answer = it.answer_id.filter(|_| open && can_improve);
            let typed = improvement.clone();
            view! {
                <ReadOnlyAnswer number=place + 1 question=it.clone()>
                    {answer.map(|answer| view! {
                        <ImproveForm action id unit answer question=it typed/>
                    })}
                </ReadOnlyAnswer>
            }
        }).collect_view()}
    }
}

#[component]
fn ImproveForm(
    action: ServerAction<Improve>,
    id: domain::id::SelfInspectionId,
    unit: domain::id::OrganizationUnitId,
    answer: domain::id::SelfInspectionAnswerId,
    question: AnsweredQuestion,
    typed: HeldImprovement,
) -> impl IntoView {
    let is_own = typed.answer == answer.to_string();
    let typed = if is_own {
        typed.input
    } else {
        Default::default()
    };
    // The error is shown at the answer it is about.
    let (error, errors) = error_of(move || action.value().get().filter(|_| is_own));
    view! {
        <details class="dads-disclosure" open=move || error.get().is_some()>
            <summary>"改善を記録"<span class="dads-u-visually-hidden">{format!("：{}", question.question.question)}</span></summary>
            <div class="dads-disclosure__body">
                {is_own.then(|| view! { <ErrorSummary error form="improve"/> })}
                <ActionForm action attr:class="form">
                    <input type="hidden" name="id" value=id.to_string()/>
                    <input type="hidden" name="unit" value=unit.to_string()/>
                    <input type="hidden" name="answer" value=answer.to_string()/>
                    <ImproveFields answer=answer.0 improved_on=typed.improved_on improvement=typed.improvement errors/>
                    <div class="button-row">
                        <button class="dads-button" data-type="solid-fill" data-size="md" type="submit">"改善を記録"</button>
                    </div>
                </ActionForm>
            </div>
        </details>
    }
}

/// The fields; ids differ from answer to answer only where several are open, so the first of a page has the
/// ids the summary of errors links to.
#[component]
fn ImproveFields(
    answer: i64,
    improved_on: String,
    improvement: String,
    errors: Signal<domain::input::FieldErrors>,
) -> impl IntoView {
    let form: &'static str = improve_form(answer);
    view! {
        <DateField form field="improved_on" label="改善した日" value=improved_on errors required=true/>
        <TextField form field="improvement" label="改善の内容" value=improvement errors required=true/>
    }
}

/// A name of the form for ids of its fields, out of a few.
fn improve_form(answer: i64) -> &'static str {
    const FORMS: [&str; 16] = [
        "improve-0",
        "improve-1",
        "improve-2",
        "improve-3",
        "improve-4",
        "improve-5",
        "improve-6",
        "improve-7",
        "improve-8",
        "improve-9",
        "improve-a",
        "improve-b",
        "improve-c",
        "improve-d",
        "improve-e",
        "improve-f",
    ];
    usize::try_from(answer)
        .ok()
        .and_then(|answer| FORMS.get(answer % FORMS.len()))
        .copied()
        .unwrap_or("improve-0")
}
