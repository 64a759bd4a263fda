//! `/import/{id}`: what will become of the rows of a file; afterwards, what became of them.

use domain::import_run::{ImportDetail, ImportRun, ImportState, RowCounts, RowPart};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{
    api::{AbandonImport, ApplyImport, RunData, UndoImport, load_run},
    course::{Applied, Apply, BeingApplied, GivenUp, NotApplied, TakenBack},
    rows::RowsByPart,
    sheets::{Others, Sheets},
    state_chip,
};
use crate::{
    components::{Breadcrumb, ErrorSummary, Instant, Loaded, PageHead, error_of},
    job::CancelJob,
    paths,
};

/// The forms of the page.
#[derive(Clone, Copy)]
pub(super) struct RunActions {
    pub(super) apply: ServerAction<ApplyImport>,
    pub(super) abandon: ServerAction<AbandonImport>,
    pub(super) undo: ServerAction<UndoImport>,
    /// Stops the job that takes the file in.
    pub(super) cancel: ServerAction<CancelJob>,
}

/// One import.
#[component]
pub fn ImportRunPage() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("id").unwrap_or_default());
    let (part, page, at_rest) = use_query_map().with_untracked(|query| {
        let at_rest = query.get("refresh").is_some();
        (query.get("part"), query.get("page"), at_rest)
    });
    let actions = RunActions {
        apply: ServerAction::new(),
        abandon: ServerAction::new(),
        undo: ServerAction::new(),
        cancel: ServerAction::new(),
    };
    let data = load_run(id, part, page, at_rest);
    view! { <Loaded data=data children=move |data: RunData| view! { <RunView data actions/> }/> }
}

#[component]
fn RunView(data: RunData, actions: RunActions) -> impl IntoView {
    let RunData {
        detail,
        page,
        page_size,
        at_rest,
    } = data;
    let run = detail.run.clone();
    let title = run.file_name.clone();
    let meta = view! {
        <span class="u-cluster">
            {state_chip(run.state)}
            <span>{run.kind.label()}</span>
            <span><Instant at=run.sent_at/>{run.sent_by.clone().map(|name| format!("　{name}が送りました"))}</span>
        </span>
    }
    .into_any();
    // Said here, also when the button is no longer there because somebody else was faster.
    let (applying, _) = error_of(move || actions.apply.value().get());
    let (undoing, _) = error_of(move || actions.undo.value().get());
    let (abandoning, _) = error_of(move || actions.abandon.value().get());
    let (stopping, _) = error_of(move || actions.cancel.value().get());
    view! {
        <Breadcrumb
            links=vec![
                (paths::TODAY.to_owned(), "今日".to_owned()),
                (paths::IMPORT.to_owned(), "台帳の取込み".to_owned()),
            ]
            here=title.clone()
        />
        <PageHead window=format!("{title} - 台帳の取込み") title meta=Some(meta)/>
        <div class="import-steps"><Steps state=run.state/></div>
        <ErrorSummary error=applying/>
        <ErrorSummary error=undoing/>
        <ErrorSummary error=abandoning/>
        <ErrorSummary error=stopping/>
        <div class="u-stack-lg">
            <Tiles run=run.clone() shown=detail.part/>
            <Course detail=detail.clone() at_rest actions/>
            <RowsByPart detail=detail.clone() page page_size/>
            <Others detail=detail.clone()/>
            <Sheets detail/>
        </div>
        <p class="section-follow"><a href=paths::IMPORT>"台帳の取込みに戻る"</a></p>
    }
}

/// Where the import stands: sent, looked at, taken in.
#[component]
fn Steps(state: ImportState) -> impl IntoView {
    let labels = ["ファイルを送る", "内容を確かめる", "取り込む"];
    let place = match state {
        ImportState::Checking => 1,
        ImportState::Applied => 3,
        ImportState::Undone | ImportState::Abandoned => return ().into_any(),
    };
    view! {
        <nav class="dads-step-navigation" aria-label="取込みの手順" data-orientation="horizontal" data-size="sm">
            <ul class="dads-step-navigation__list">
                {labels.into_iter().enumerate().map(|(index, label)| {
                    let state = if index == place { "editing" } else if index < place { "completed" } else { "reached" };
                    view! {
                        <li class="dads-step-navigation__step" data-state=state aria-current=(index == place).then_some("step")>
                            <span class="dads-step-navigation__number">{index + 1}</span>
                            <span class="dads-step-navigation__label">{label}</span>
                        </li>
                    }
                }).collect_view()}
            </ul>
        </nav>
    }
    .into_any()
}

/// How many rows go which way; each count leads to its rows.
#[component]
fn Tiles(run: ImportRun, shown: Option<RowPart>) -> impl IntoView {
    let counts = run.counts;
    view! {
        <ul class="tile-list">
            {RowPart::ALL.iter().map(|part| {
                let path = format!("{}#rows", paths::import_part(run.id, *part, 1));
                let count = counts.of(*part);
                let tone = (*part == RowPart::Refused && 0 < count).then_some("overdue");
                view! {
                    <li>
                        <a class="tile" href=path data-tone=tone aria-current=(shown == Some(*part)).then_some("true")>
                            <span class="tile__label">{part.label()}</span>
                            <span class="tile__count">{count}<span class="tile__unit">"行"</span></span>
                            <span class="tile__note">{note(*part, run.state, &counts)}</span>
                        </a>
                    </li>
                }
            }).collect_view()}
        </ul>
    }
}

/// What a count means for the rows of the clerk.
fn note(part: RowPart, state: ImportState, counts: &RowCounts) -> &'static str {
    let is_done = state == ImportState::Applied;
    match part {
        RowPart::Refused if counts.refused == 0 => "ありません",
        RowPart::Refused if is_done => "取り込んでいません",
        RowPart::Refused => "このままでは取り込めません",
        RowPart::Updated if is_done => "登録を書き換えました",
        RowPart::Updated => "登録を書き換えます",
        RowPart::Added if is_done => "新しく登録しました",
        RowPart::Added => "新しく登録します",
        RowPart::Unchanged => "登録と同じ内容です",
        RowPart::Skipped => "小計・見出し・空の行など",
    }
}

#[component]
fn Course(detail: ImportDetail, at_rest: bool, actions: RunActions) -> impl IntoView {
    match detail.run.state {
        ImportState::Checking => match detail.course.clone() {
            Some((job, _)) if job.state.is_open() => {
                view! { <BeingApplied run=detail.run job at_rest actions/> }.into_any()
            }
            course => view! {
                {course.and_then(|(_, reason)| reason).map(|reason| view! { <NotApplied reason/> })}
                <Apply detail actions/>
            }
            .into_any(),
        },
        ImportState::Applied => view! { <Applied detail actions/> }.into_any(),
        ImportState::Undone => view! { <TakenBack run=detail.run/> }.into_any(),
        ImportState::Abandoned => view! { <GivenUp run=detail.run/> }.into_any(),
    }
}
