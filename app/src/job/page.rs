//! `/jobs/{id}`: how far a job is, what could not be done and why, and its file.

use domain::{
    bulk::BulkLedger,
    id::{ContractId, ExternalServiceId, ImportRunId, JobId, SocialMediaAccountId},
    job::{DoneItem, FailedItem, JobDetail, JobKind, JobOutput, JobState, JobSummary, JobWork},
    number::file_size,
};
use leptos::{form::ActionForm, prelude::*};
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{
    Progress, UnderWay,
    api::{CancelJob, load_job},
    state_chip,
};
use crate::{
    bulk::UndoUnits,
    components::{
        Banner, BannerKind, Breadcrumb, ErrorSummary, Instant, Loaded, LongDate, PageHead, error_of,
    },
    paths,
};

/// A job.
#[component]
pub fn JobPage() -> impl IntoView {
    let id = use_params_map()
        .with_untracked(|params| params.get("id"))
        .unwrap_or_default();
    let at_rest = use_query_map().with_untracked(|query| query.get("refresh").is_some());
    let action = ServerAction::<CancelJob>::new();
    let undo = ServerAction::<UndoUnits>::new();
    let data = load_job(id, at_rest);
    view! {
        <Loaded data=data children=move |(detail, at_rest): (JobDetail, bool)| view! {
            <JobView detail at_rest action undo/>
        }/>
    }
}

#[component]
fn JobView(
    detail: JobDetail,
    at_rest: bool,
    action: ServerAction<CancelJob>,
    undo: ServerAction<UndoUnits>,
) -> impl IntoView {
    let JobDetail {
        summary: job,
        reason,
        done,
        failures,
        output,
        can_cancel,
        can_undo,
    } = detail;
    let (error, _) = error_of(move || action.value().get());
    let meta = view! {
        {state_chip(job.state)}
        <span>{job.subject.clone()}</span>
        <span>{job.asked_by.clone()}</span>
        <span>"受付 "<Instant at=job.asked_at/></span>
        {job.finished_at.map(|at| view! { <span>"終了 "<Instant at/></span> })}
    };
    let has_output = output.is_some();
    view! {
        <Breadcrumb links=vec![(paths::JOBS.to_owned(), "処理結果".to_owned())] here=job.kind.label()/>
        <PageHead title=job.kind.label() meta=meta.into_any()/>
        <ErrorSummary error/>
        {reason.map(|reason| view! { <Banner kind=BannerKind::Error heading=reason/> })}
        <div class="u-stack-lg">
            <section aria-labelledby="result">
                <h2 class="dads-heading" data-size="20" id="result">"結果"</h2>
                <Progress job=job.clone()/>
            </section>
            {can_cancel.then(|| view! { <UnderWay job=job.clone() here=paths::job(job.id) at_rest action/> })}
            {output.map(|output| view! { <Output job=job.clone() output/> })}
            {(!has_output).then(|| no_file(&job))}
            <Failures kind=job.kind failures/>
            <Successes kind=job.kind done/>
            {can_undo.then(|| view! { <Undo id=job.id undo/> })}
        </div>
    }
}

/// Why there is no file to open, where one might be looked for.
fn no_file(job: &JobSummary) -> Option<AnyView> {
    let words = match (job.kind.work(), job.state) {
        (JobWork::AnnexBundle, JobState::Done | JobState::PartlyFailed) => {
            "ファイルは、依頼した本人だけが、30日以内に開けます。必要なときは、もう一度出力してください。"
        }
        (JobWork::AnnexBundle, JobState::Cancelled) => "中止したため、ファイルはありません。",
        (JobWork::AnnexBundle, JobState::Waiting | JobState::Running | JobState::Failed) => {
            return None;
        }
        (JobWork::Bulk(..) | JobWork::ContractClosings | JobWork::LedgerImport, _) => return None,
        (JobWork::ContractChanges, state) => return (!state.is_open()).then(changes_made),
    };
    Some(view! { <p>{words}</p> }.into_any())
}

/// Where the drafts are that a job made.
fn changes_made() -> AnyView {
    view! {
        <p>"作った案は、それぞれの契約で確認できます。"<a href=paths::OUTDATED>"旧版の条項を持つ契約を開く"</a></p>
    }
    .into_any()
}

#[component]
fn Output(job: JobSummary, output: JobOutput) -> impl IntoView {
    let last_day = output.expires_at.date_naive();
    view! {
        <section aria-labelledby="output">
            <h2 class="dads-heading" data-size="20" id="output">"ファイル"</h2>
            <p>
                <a class="dads-button" data-type="solid-fill" data-size="md" href=paths::job_file(job.id) rel="external" download="">"ダウンロード"</a>
            </p>
            <p>
                {format!("{}（{}）　", output.name, file_size(output.byte_count))}
                <LongDate date=last_day/>"まで開けます。"
            </p>
        </section>
    }
}

/// The page of what an item is about.
fn record(kind: JobKind, id: i64) -> String {
    match kind.work() {
        JobWork::AnnexBundle
        | JobWork::ContractChanges
        | JobWork::ContractClosings
        | JobWork::Bulk(BulkLedger::Contracts, _) => paths::contract(ContractId(id)),
        JobWork::Bulk(BulkLedger::Services, _) => paths::external_service(ExternalServiceId(id)),
        JobWork::Bulk(BulkLedger::Accounts, _) => {
            paths::social_media_account(SocialMediaAccountId(id))
        }
        JobWork::LedgerImport => paths::import_run(ImportRunId(id)),
    }
}

/// What is done, by name; folded, for it may be much.
#[component]
fn Successes(kind: JobKind, done: Vec<DoneItem>) -> impl IntoView {
    (!done.is_empty()).then(|| {
        view! {
            <details>
                <summary>{format!("成功した{}件", done.len())}</summary>
                <div class="u-prose"><ul>
                    {done.into_iter().map(|item| view! {
                        <li><a href=record(kind, item.subject_id)>{item.label}</a></li>
                    }).collect_view()}
                </ul></div>
            </details>
        }
    })
}

/// 元に戻す, where the job can be undone.
#[component]
fn Undo(id: JobId, undo: ServerAction<UndoUnits>) -> impl IntoView {
    let (error, _) = error_of(move || undo.value().get());
    view! {
        <section aria-labelledby="undo">
            <h2 class="dads-heading" data-size="20" id="undo">"元に戻す"</h2>
            <ErrorSummary error/>
            <p>"変更したものを、変更前の所管課に戻します。その後に所管課が変更されたものは、戻しません。"</p>
            <ActionForm action=undo>
                <input type="hidden" name="id" value=id.to_string()/>
                <div class="button-row">
                    <button class="dads-button" data-type="outline" data-size="md" type="submit">"元に戻す"</button>
                </div>
            </ActionForm>
        </section>
    }
}

#[component]
fn Failures(kind: JobKind, failures: Vec<FailedItem>) -> impl IntoView {
    let link = move |id: i64| record(kind, id);
    (!failures.is_empty()).then(|| view! {
        <section aria-labelledby="failures">
            <h2 class="dads-heading" data-size="20" id="failures">{format!("失敗した{}件", failures.len())}</h2>
            <div class="dads-table" data-size="dense">
                <table class="dads-table__table" data-cell-border="bottom" data-width="full">
                    <caption class="dads-u-visually-hidden">"失敗した対象と理由"</caption>
                    <thead><tr>
                        <th class="dads-table__col-header" scope="col">"対象"</th>
                        <th class="dads-table__col-header" scope="col">"理由と対処"</th>
                    </tr></thead>
                    <tbody>
                        {failures.into_iter().map(|failed| view! {
                            <tr>
                                <th class="dads-table__row-header" scope="row"><a href=link(failed.subject_id)>{failed.label}</a></th>
                                <td class="dads-table__text">
                                    {failed.reason.lines().map(|line| view! { <p>{line.to_owned()}</p> }).collect_view()}
                                </td>
                            </tr>
                        }).collect_view()}
                    </tbody>
                </table>
            </div>
        </section>
    })
}
