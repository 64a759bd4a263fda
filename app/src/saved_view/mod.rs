//! 保存した条件, above a ledger: links to one's own and to the shared ones, a form to keep what is shown now, and
//! one to take away.

mod api;

use domain::{
    export::ExportLedger,
    saved_view::{SavedView, SavedViewInput},
};
use leptos::{form::ActionForm, prelude::*};
use leptos_router::hooks::use_query_map;

pub use api::{DeleteView, SaveView};

use self::api::{Views, load};
use crate::{
    components::{CheckboxField, LedgerAddress, Loaded, TextField, error_of},
    paths,
};

/// The views of the ledger the page shows.
#[component]
pub fn SavedViews(at: LedgerAddress) -> impl IntoView {
    let held = use_query_map().with_untracked(|query| query.get("held").unwrap_or_default());
    let save = ServerAction::<SaveView>::new();
    let delete = ServerAction::<DeleteView>::new();
    let data = load(at.ledger(), held);
    view! {
        <Loaded data=data children=move |views: Views| view! { <Parts views at save delete/> }/>
    }
}

#[component]
fn Parts(
    views: Views,
    at: LedgerAddress,
    save: ServerAction<SaveView>,
    delete: ServerAction<DeleteView>,
) -> impl IntoView {
    let Views { views, input } = views;
    let (ledger, query) = (at.ledger(), at.query());
    let own: Vec<SavedView> = views
        .iter()
        .filter(|it| it.owner.is_none())
        .cloned()
        .collect();
    let shared: Vec<SavedView> = views
        .iter()
        .filter(|it| it.owner.is_some())
        .cloned()
        .collect();
    let deletable: Vec<SavedView> = views.into_iter().filter(|it| it.can_delete).collect();
    view! {
        <div class="saved-views">
            <Links ledger label="保存した条件" views=own query=query.clone()/>
            <Links ledger label="共有された条件" views=shared query=query.clone()/>
            <SaveForm ledger query=query.clone() input save/>
            <DeleteForms deletable query delete/>
        </div>
    }
}

/// Links to views; the one the page shows is marked.
#[component]
fn Links(
    ledger: ExportLedger,
    label: &'static str,
    views: Vec<SavedView>,
    query: String,
) -> impl IntoView {
    (!views.is_empty()).then(|| view! {
        <nav class="saved-views__links" aria-label=label>
            <span aria-hidden="true">{label}</span>
            <ul>
                {views.into_iter().map(|view| {
                    let is_current = view.query == query;
                    let name = match &view.owner {
                        Some(owner) => format!("{}（{owner}）", view.name),
                        None => view.name,
                    };
                    view! {
                        <li><a class="saved-views__link" href=paths::view(ledger, &view.query) aria-current=is_current.then_some("true")>{name}</a></li>
                    }
                }).collect_view()}
            </ul>
        </nav>
    })
}

/// この条件を保存: open after it was refused, with what was typed.
#[component]
fn SaveForm(
    ledger: ExportLedger,
    query: String,
    input: Option<SavedViewInput>,
    save: ServerAction<SaveView>,
) -> impl IntoView {
    let (_, errors) = error_of(move || save.value().get());
    if query.is_empty() {
        return view! {
            <p class="u-support">"絞り込み、並べ替え、列の選択をすると、その条件を保存できます。"</p>
        }
        .into_any();
    }
    let is_open = input.is_some();
    let input = input.unwrap_or_default();
    view! {
        <details class="column-picker" open=is_open>
            <summary>"この条件を保存"</summary>
            <div class="column-picker__panel">
                <ActionForm action=save>
                    <input type="hidden" name="input[ledger]" value=ledger.code()/>
                    <input type="hidden" name="input[query]" value=query/>
                    <TextField field="name" label="条件の名称" value=input.name errors required=true width="20" support="40文字以内。例）今年度の未発行"/>
                    <CheckboxField name="input[shared]" value="1" label="ほかの職員にも見せる" note="" checked=!input.shared.is_empty()/>
                    <div class="button-row">
                        <button class="dads-button" data-type="outline" data-size="sm" type="submit">"保存"</button>
                    </div>
                </ActionForm>
            </div>
        </details>
    }
    .into_any()
}

/// A button for each view that may be taken away.
#[component]
fn DeleteForms(
    deletable: Vec<SavedView>,
    query: String,
    delete: ServerAction<DeleteView>,
) -> impl IntoView {
    (!deletable.is_empty()).then(|| view! {
        <details class="column-picker">
            <summary>"保存した条件の整理"</summary>
            <ul class="column-picker__panel saved-views__delete">
                {deletable.into_iter().map(|view| {
                    let (label, query) = (format!("「{}」を削除", view.name), query.clone());
                    let whose = match (&view.owner, view.is_shared) {
                        (Some(owner), _) => format!("（{owner}）"),
                        (None, true) => "（共有）".to_owned(),
                        (None, false) => String::new(),
                    };
                    view! {
                        <li>
                            <span>{view.name}{whose}</span>
                            <ActionForm action=delete>
                                <input type="hidden" name="id" value=view.id.to_string()/>
                                <input type="hidden" name="query" value=query/>
                                <button class="dads-button" data-type="outline" data-size="sm" type="submit" aria-label=label>"削除"</button>
                            </ActionForm>
                        </li>
                    }
                }).collect_view()}
            </ul>
        </details>
    })
}
