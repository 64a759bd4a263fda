//! Two versions of a clause side by side. Which is part of the address.

use domain::comparison::VersionSummary;
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use services::comparison::VersionComparison;

use crate::{
    components::{Breadcrumb, Chevron, Loaded, PageHead},
    document::DocumentView,
    error::AppError,
    paths,
};

async fn load(
    clause: String,
    old: Option<i32>,
    new: Option<i32>,
) -> Result<(String, VersionComparison), AppError> {
    let ctx = crate::server_context::context()?;
    let comparison = services::comparison::of_versions(&ctx, &clause, old, new).await?;
    Ok((clause, comparison))
}

/// `/library/{clause}`.
#[component]
pub fn ClauseVersionsPage() -> impl IntoView {
    let clause = use_params_map()
        .with_untracked(|params| params.get("clause"))
        .unwrap_or_default();
    let version =
        |name: &str| use_query_map().with_untracked(|query| query.get(name)?.parse::<i32>().ok());
    let data = load(clause, version("old"), version("new"));
    view! { <Loaded data=data children=comparison_view/> }
}

fn comparison_view((clause, comparison): (String, VersionComparison)) -> impl IntoView {
    let VersionComparison {
        title,
        versions,
        old,
        new,
        document,
    } = comparison;
    let pdf = paths::clause_versions_pdf(&clause, old, new);
    let several = 1 < versions.len();
    view! {
        <Breadcrumb links=vec![(paths::LIBRARY.to_owned(), "条項集".to_owned())] here=title.clone()/>
        <PageHead title=format!("{clause}　{title}")/>
        {if several {
            view! {
                <form class="filter-bar" method="get" action=paths::clause_versions(&clause)>
                    <VersionSelect name="old" label="旧" versions=versions.clone() chosen=old/>
                    <VersionSelect name="new" label="新" versions chosen=new/>
                    <button class="dads-button" data-type="outline" data-size="sm" type="submit">"比べる"</button>
                </form>
                <p><a href=pdf rel="external" target="_blank">"新旧対照表のPDFを開く"</a></p>
                <DocumentView document/>
            }.into_any()
        } else {
            view! { <p class="zero-state">"この条項は第1版だけです。改正すると、ここで版の違いを比べられます。"</p> }.into_any()
        }}
    }
}

#[component]
fn VersionSelect(
    name: &'static str,
    label: &'static str,
    versions: Vec<VersionSummary>,
    chosen: i32,
) -> impl IntoView {
    view! {
        <div class="filter-bar__field">
            <label class="filter-bar__label" for=name>{label}</label>
            <span class="dads-select">
                <span class="dads-select__control">
                    <select class="dads-select__select" id=name name=name data-size="sm">
                        {versions.into_iter().map(|version| view! {
                            <option value=version.version.to_string() selected=version.version == chosen>
                                {format!("第{}版（{}）", version.version, domain::wareki::long(version.effective_from))}
                            </option>
                        }).collect_view()}
                    </select>
                    <Chevron/>
                </span>
            </span>
        </div>
    }
}
