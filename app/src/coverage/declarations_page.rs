//! `/coverage/declarations`: what each unit declared about a fiscal year.

use domain::{
    coverage::declaration::{Declaration, DeclarationKind},
    fiscal_year::FiscalYear,
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use services::coverage::UnitDeclarations;

use super::api::{DeclarationsData, load_declarations};
use crate::{
    components::{Breadcrumb, Chip, Loaded, PageHead, TableDate},
    paths,
};

/// The declarations of the year of the address.
#[component]
pub fn DeclarationsPage() -> impl IntoView {
    let year = use_query_map().with_untracked(|query| query.get("year"));
    let data = load_declarations(year.unwrap_or_default());
    view! { <Loaded data=data children=|data: DeclarationsData| view! { <Declarations data/> }/> }
}

#[component]
fn Declarations(data: DeclarationsData) -> impl IntoView {
    let DeclarationsData {
        year,
        is_present,
        units,
    } = data;
    let links = vec![
        (paths::TODAY.to_owned(), "今日".to_owned()),
        (paths::COVERAGE.to_owned(), "遵守状況".to_owned()),
    ];
    let year_link = |year: FiscalYear, label: &'static str| {
        let to = paths::with_query(
            paths::COVERAGE_DECLARATIONS,
            &[("year", &year.0.to_string())],
        );
        view! { <a class="dads-button" data-type="outline" data-size="sm" href=to>{label}</a> }
    };
    view! {
        <Breadcrumb links here="網羅の申告"/>
        <PageHead
            title=format!("網羅の申告（{}）", year.label())
            actions=view! {
                {year_link(year.previous(), "前の年度")}
                {(!is_present).then(|| year_link(year.next(), "次の年度"))}
            }.into_any()
        />
        <p>"各課は、年度に一度、業務委託・外部サービス・SNSのそれぞれについて、「ない」又は「台帳のとおり」であることを申告します。申告のない課は、遵守状況で不適合になります。"</p>
        <div class="dads-table" data-size="dense">
            <table class="dads-table__table" data-cell-border="bottom" data-width="full">
                <caption class="dads-u-visually-hidden">"課ごとの申告"</caption>
                <thead>
                    <tr>
                        <th class="dads-table__col-header" scope="col">"課"</th>
                        {DeclarationKind::ALL.iter().map(|kind| view! {
                            <th class="dads-table__col-header" scope="col">{kind.label()}</th>
                        }).collect_view()}
                    </tr>
                </thead>
                <tbody>
                    {units.into_iter().map(|unit| view! { <UnitRow unit is_present/> }).collect_view()}
                </tbody>
            </table>
        </div>
    }
}

#[component]
fn UnitRow(unit: UnitDeclarations, is_present: bool) -> impl IntoView {
    let UnitDeclarations {
        unit,
        declared,
        can_declare,
    } = unit;
    let name = unit.name.clone();
    view! {
        <tr>
            <th class="dads-table__row-header" scope="row">{unit.name}</th>
            {declared.into_iter().map(|(kind, last)| {
                let to = paths::coverage_declaration(unit.id, kind.code());
                let label = format!("：{name} {}", kind.label());
                let word = if last.is_some() { "申告し直す" } else { "申告" };
                view! {
                    <td class="dads-table__text">
                        {match last {
                            Some(declaration) => view! { <Declared declaration/> }.into_any(),
                            None => view! { <Chip label="未申告" color="red"/> }.into_any(),
                        }}
                        {(can_declare && is_present).then(|| view! {
                            <span class="dads-table__sub"><a href=to>{word}<span class="dads-u-visually-hidden">{label}</span></a></span>
                        })}
                    </td>
                }
            }).collect_view()}
        </tr>
    }
}

#[component]
fn Declared(declaration: Declaration) -> impl IntoView {
    let difference = declaration.difference_count.filter(|count| 0 < *count);
    view! {
        <Chip label=declaration.answer.label() color="green"/>
        <span class="dads-table__sub"><TableDate date=declaration.declared_on/>" "{declaration.declared_by}</span>
        {difference.map(|count| view! {
            <span class="dads-table__sub">{format!("差{count}件：{}", declaration.difference_reason.unwrap_or_default())}</span>
        })}
    }
}
