//! `/coverage`: the policy's own sentences, each with its duties, how they stand, and what falls short.

use domain::{
    coverage::{
        CoverageFilter, State,
        view::{ConditionView, DutyView, Line, SentenceView, SheetView},
    },
    library::DutyKind,
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::{
    api::{CoverageData, load_coverage},
    filter::{Filter, address as with_filter, conditions, filter_of},
    state::{Standing, address, shortcomings, state_chip},
};
use crate::{
    components::{Banner, BannerKind, Loaded, LongDate, PageHead},
    paths,
};

/// The sheet.
#[component]
pub fn CoveragePage() -> impl IntoView {
    let data = load_coverage(use_query_map().with_untracked(filter_of));
    view! { <Loaded data=data children=|data: CoverageData| view! { <Sheet data/> }/> }
}

#[component]
fn Sheet(data: CoverageData) -> impl IntoView {
    let CoverageData {
        view,
        refused,
        around,
    } = data;
    let on = view.on;
    let filter = around.filter.clone();
    let printed = around.printed.clone();
    let words = conditions(&around, on);
    view! {
        <PageHead
            title="第6節(8) 遵守状況"
            meta=view! { <span><LongDate date=on/>"現在"</span> }.into_any()
            actions=view! { <Actions filter=filter.clone()/> }.into_any()
        />
        {refused.map(|words| view! { <Banner kind=BannerKind::Warning heading=words/> })}
        <Filter path=paths::COVERAGE.to_owned() around on/>
        <p class="output-conditions">{format!("条件：{words}　出力：{printed}")}</p>
        <Overview view=view.clone()/>
        {view.sentences.into_iter().map(|sentence| view! {
            <Sentence sentence filter=filter.clone()/>
        }).collect_view()}
        <section class="section-follow" aria-labelledby="self-inspection">
            <h2 class="dads-heading" data-size="22" id="self-inspection">"自己点検（第6節(9)、第7節）"</h2>
            <Conditions duty=services::coverage::SELF_INSPECTION.to_owned() conditions=view.self_inspection filter/>
        </section>
    }
}

#[component]
fn Actions(filter: CoverageFilter) -> impl IntoView {
    let links = [
        (paths::COVERAGE_REPORT, "報告書（PDF）", true),
        (paths::COVERAGE_WORKBOOK, "Excel", true),
        (paths::COVERAGE_ITEMS, "契約項目の一覧", false),
        (paths::COVERAGE_DECLARATIONS, "網羅の申告", false),
    ];
    links
        .map(|(path, label, is_file)| {
            let to = with_filter(path, &filter, "");
            view! {
                <a class="dads-button" data-type="outline" data-size="sm" href=to rel=is_file.then_some("external")>{label}</a>
            }
        })
        .collect_view()
}

/// The duties at a glance, those that fall short first.
#[component]
fn Overview(view: SheetView) -> impl IntoView {
    let mut duties: Vec<DutyView> = view.duties().cloned().collect();
    duties.sort_by_key(|duty| duty.counts.state());
    let failed = duties
        .iter()
        .filter(|duty| duty.counts.state() == State::Failed)
        .count();
    let heading = if failed == 0 {
        "不適合の義務はありません".to_owned()
    } else {
        format!("{}の項目のうち、{failed}に不適合があります", duties.len())
    };
    view! {
        <section class="section-follow" aria-labelledby="overview">
            <h2 class="dads-heading" data-size="22" id="overview">{heading}</h2>
            <ul class="coverage-overview">
                {duties.into_iter().map(|duty| view! {
                    <li>
                        <a class="coverage-overview__link" href=format!("#{}", duty.id) rel="external">
                            <span class="coverage-grid__code">{duty.id.clone()}</span>
                            <span class="coverage-overview__title">{duty.title}</span>
                            <Standing counts=duty.counts/>
                        </a>
                    </li>
                }).collect_view()}
            </ul>
        </section>
    }
}

#[component]
fn Sentence(sentence: SentenceView, filter: CoverageFilter) -> impl IntoView {
    let id = format!("sentence-{}", sentence.cite);
    let labelled_by = id.clone();
    view! {
        <section class="section-follow coverage-sentence" aria-labelledby=labelled_by>
            <h2 class="dads-heading" data-size="22" id=id>{sentence.cite}</h2>
            <blockquote class="policy-quote"><p>{sentence.text}</p></blockquote>
            {sentence.duties.into_iter().map(|duty| view! { <Duty duty filter=filter.clone()/> }).collect_view()}
        </section>
    }
}

#[component]
fn Duty(duty: DutyView, filter: CoverageFilter) -> impl IntoView {
    let kind = match duty.kind {
        DutyKind::Duty => "義務",
        DutyKind::Completeness => "網羅",
    };
    let heading = format!("{}-heading", duty.id);
    let labelled_by = heading.clone();
    let id = duty.id.clone();
    view! {
        <section class="coverage-duty" id=id data-state=duty.counts.state().code() aria-labelledby=labelled_by>
            <div class="coverage-duty__head">
                <h3 class="dads-heading" data-size="18" id=heading>
                    <span class="coverage-grid__code">{duty.id.clone()}</span>" "{duty.title}
                </h3>
                <Standing counts=duty.counts/>
            </div>
            <p class="coverage-duty__quote">{format!("{kind}：「{}」", duty.quote)}</p>
            <dl class="coverage-duty__words">
                <div><dt>"問い"</dt><dd>{duty.question}</dd></div>
                <div><dt>"合格の条件"</dt><dd>{duty.pass_condition}</dd></div>
            </dl>
            <Conditions duty=duty.id conditions=duty.conditions filter/>
        </section>
    }
}

#[component]
fn Conditions(
    duty: String,
    conditions: Vec<ConditionView>,
    filter: CoverageFilter,
) -> impl IntoView {
    view! {
        <ul class="coverage-conditions">
            {conditions.into_iter().map(|condition| view! {
                <Condition duty=duty.clone() condition filter=filter.clone()/>
            }).collect_view()}
        </ul>
    }
}

#[component]
fn Condition(duty: String, condition: ConditionView, filter: CoverageFilter) -> impl IntoView {
    let path = paths::coverage_evidence(&duty, &condition.code);
    let to = with_filter(&path, &filter, "");
    let counts = condition.counts;
    let words = shortcomings(counts);
    let code = condition.code;
    view! {
        <li class="coverage-condition">
            <div class="coverage-condition__head">
                <Standing counts/>
                <span class="coverage-condition__words">{condition.condition.clone()}</span>
                <a href=to>
                    "証拠"
                    <span class="dads-u-visually-hidden">{format!("：{}", condition.condition)}</span>
                    {(!words.is_empty()).then(|| format!("（{words}）"))}
                </a>
            </div>
            {(!condition.lines.is_empty()).then(|| view! {
                <ul class="coverage-lines">
                    {condition.lines.into_iter().map(|line| view! { <LineItem line code=code.clone()/> }).collect_view()}
                </ul>
            })}
        </li>
    }
}

#[component]
fn LineItem(line: Line, code: String) -> impl IntoView {
    let to = address(line.judgement.subject, &code);
    view! {
        <li>
            {state_chip(line.judgement.state)}" "
            {match to {
                Some(to) => view! { <a href=to>{line.name}</a> }.into_any(),
                None => line.name.into_any(),
            }}
            {line.unit_name.map(|unit| format!("（{unit}）"))}
            "　"{line.judgement.because}
        </li>
    }
}
