//! The steps of the drafting wizard, each a page of its own.

use domain::contract::detail::ContractDetail;
use leptos::prelude::*;

use crate::{
    components::{Breadcrumb, PageHead},
    paths,
};

/// Address part and label, in order.
const STEPS: &[(&str, &str)] = &[
    ("party", "相手方"),
    ("profile", "業務と情報"),
    ("clauses", "条項"),
    ("plan", "点検計画"),
    ("confirm", "確認"),
];

/// Breadcrumb, title and steps. A new contract has no other step yet.
#[component]
pub fn StepHead(#[prop(into)] detail: Option<ContractDetail>, step: &'static str) -> impl IntoView {
    let label = STEPS
        .iter()
        .find(|(code, _)| *code == step)
        .map_or("", |(_, label)| *label);
    let number = STEPS
        .iter()
        .position(|(code, _)| *code == step)
        .unwrap_or_default();
    let id = detail.as_ref().map(|detail| detail.contract.id);
    let title = detail.as_ref().map_or_else(
        || "契約の起案".to_owned(),
        |detail| detail.contract.title.clone(),
    );
    let mut links = vec![(paths::CONTRACTS.to_owned(), "契約".to_owned())];
    if let Some(id) = id {
        links.push((paths::contract(id), title.clone()));
    }
    view! {
        <Breadcrumb links here=label/>
        <PageHead window=format!("{label}（{}/{}） - {title}", number + 1, STEPS.len()) title/>
        <nav class="dads-step-navigation" aria-label="起案の手順" data-orientation="horizontal" data-size="sm">
            <ul class="dads-step-navigation__list">
                {STEPS.iter().enumerate().map(|(place, (code, label))| {
                    let state = if *code == step { "editing" } else if place < number { "completed" } else { "reached" };
                    let name = view! {
                        <span class="dads-step-navigation__number">{place + 1}</span>
                        <span class="dads-step-navigation__label">{*label}</span>
                    };
                    view! {
                        <li class="dads-step-navigation__step" data-state=state aria-current=(*code == step).then_some("step")>
                            {match id {
                                Some(id) if *code != step => view! {
                                    <a class="dads-step-navigation__link" href=paths::draft_step(id, code)>{name}</a>
                                }.into_any(),
                                _ => name.into_any(),
                            }}
                        </li>
                    }
                }).collect_view()}
            </ul>
        </nav>
    }
}
