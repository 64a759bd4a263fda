//! `/coverage/declarations/{unit}/{kind}`: the form of one declaration.

use domain::{
    coverage::declaration::{DeclarationAnswer, DeclarationKind},
    wareki,
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::api::{DeclarationForm, Declare, load_declaration};
use crate::{
    components::{
        Breadcrumb, ErrorSummary, Loaded, PageHead, SelectField, TextAreaField, TextField,
        WarnOfUnsavedChanges, error_of,
    },
    paths,
};

/// The form the address names.
#[component]
pub fn DeclarationPage() -> impl IntoView {
    let params = use_params_map();
    let parameter = |name: &str| {
        params
            .with_untracked(|params| params.get(name))
            .unwrap_or_default()
    };
    let held = use_query_map().with_untracked(|query| query.get("held"));
    let data = load_declaration(
        parameter("unit"),
        parameter("kind"),
        held.unwrap_or_default(),
    );
    view! { <Loaded data=data children=|form: DeclarationForm| view! { <Form form/> }/> }
}

#[component]
fn Form(form: DeclarationForm) -> impl IntoView {
    let DeclarationForm {
        unit,
        kind,
        last,
        input,
        year,
    } = form;
    let action = ServerAction::<Declare>::new();
    let (error, errors) = error_of(move || action.value().get());
    let answers = DeclarationAnswer::ALL
        .iter()
        .map(|answer| (answer.code().to_owned(), answer.label().to_owned()))
        .collect();
    let links = vec![
        (paths::TODAY.to_owned(), "今日".to_owned()),
        (paths::COVERAGE.to_owned(), "遵守状況".to_owned()),
        (
            paths::COVERAGE_DECLARATIONS.to_owned(),
            "網羅の申告".to_owned(),
        ),
    ];
    let title = format!("{}の{}（{}）", kind.label(), "申告", unit.name);
    view! {
        <Breadcrumb links here=kind.label()/>
        <PageHead title meta=view! { <span>{year.label()}</span> }.into_any()/>
        <ErrorSummary error/>
        {last.map(|last| view! {
            <p>{format!("前の申告：{}に{}が「{}」と申告しています。もう一度申告すると、今日からそちらが有効になります。",
                wareki::long(last.declared_on), last.declared_by, last.answer.label())}</p>
        })}
        <section>
            <ActionForm action attr:class="form">
                <WarnOfUnsavedChanges/>
                <input type="hidden" name="unit" value=unit.id.to_string()/>
                <input type="hidden" name="kind" value=kind.code()/>
                <div class="form__fields">
                    <SelectField field="answer" label="申告の内容" value=input.answer options=answers errors required=true
                        support="台帳にある記録の全てを確かめてから選択してください。"/>
                    {(kind == DeclarationKind::Outsourcing).then(|| view! {
                        <TextField field="difference_count" label="支出の一覧との差（件数）" value=input.difference_count errors required=true width="8"
                            support="委託料の支出の一覧と業務委託の台帳を照合し、どちらか一方にしかない件数を入力してください。なければ0です。"/>
                        <TextAreaField field="difference_reason" label="差の理由" value=input.difference_reason errors
                            support="差があるときは、一つ一つの理由を入力してください。"/>
                    })}
                    <TextAreaField field="note" label="備考" value=input.note errors/>
                </div>
                <div class="button-row">
                    <button class="dads-button" data-type="solid-fill" data-size="lg" type="submit">"申告"</button>
                    <a class="button-row__end" href=paths::COVERAGE_DECLARATIONS>"網羅の申告に戻る"</a>
                </div>
            </ActionForm>
        </section>
    }
}
