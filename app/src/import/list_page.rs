//! `/import`: the form that sends a file, and the imports so far.

use domain::{import::LedgerKind, import_run::ImportRun};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::{
    api::{ImportList, load_list},
    state_chip,
};
use crate::{
    components::{Breadcrumb, Chevron, Instant, Loaded, PageHead, Pager},
    paths,
};

/// The list of imports.
#[component]
pub fn ImportListPage() -> impl IntoView {
    let page = use_query_map().with_untracked(|query| query.get("page"));
    let data = load_list(page);
    view! { <Loaded data=data children=|list: ImportList| view! { <ImportListView list/> }/> }
}

#[component]
fn ImportListView(list: ImportList) -> impl IntoView {
    let ImportList {
        runs,
        total,
        page,
        page_size,
        kinds,
    } = list;
    let link = |page: u64| paths::with_query(paths::IMPORT, &[("page", &page.to_string())]);
    view! {
        <Breadcrumb links=vec![(paths::TODAY.to_owned(), "今日".to_owned())] here="台帳の取込み"/>
        <PageHead title="台帳の取込み"/>
        <div class="u-stack-lg">
            {if kinds.is_empty() {
                view! { <p>"台帳を取り込めるのは、契約担当（契約・委託先）、情報セキュリティ統括（外部サービス・SNS）、管理者（職員・組織）です。"</p> }.into_any()
            } else {
                view! { <SendForm kinds/> }.into_any()
            }}
            <section aria-labelledby="import-runs">
                <h2 class="dads-heading" data-size="22" id="import-runs">"これまでの取込み"</h2>
                {if runs.is_empty() {
                    view! { <p class="zero-state">"取込みの記録はありません。"</p> }.into_any()
                } else {
                    view! {
                        <RunTable runs/>
                        <div class="ledger-bar"><Pager page total size=page_size link label="ページ"/></div>
                    }.into_any()
                }}
            </section>
        </div>
    }
}

/// A file and what it is. Sending it saves no record.
#[component]
fn SendForm(kinds: Vec<LedgerKind>) -> impl IntoView {
    view! {
        <section aria-labelledby="import-send">
            <h2 class="dads-heading" data-size="22" id="import-send">"台帳のファイルを送る"</h2>
            <p>"Excel（.xlsx、.xls）、CSV、ODSの台帳を、そのままの形で送ってください。まず内容を読み取って表示します。確かめて「取り込む」を押すまでは、何も登録しません。"</p>
            <form class="form" method="post" action=paths::IMPORT enctype="multipart/form-data">
                <div class="form__fields">
                    <div class="dads-form-control-label" data-size="md">
                        <label class="dads-form-control-label__label" for="import-file">"台帳のファイル"</label>
                        <p class="dads-form-control-label__support-text" id="import-file-support">"25MB、1シート10,000行まで。"</p>
                        <input id="import-file" name="file" type="file" required=true aria-describedby="import-file-support"
                            accept=".csv,.tsv,.txt,.xlsx,.xls,.ods"/>
                    </div>
                    <div class="dads-form-control-label" data-size="md">
                        <label class="dads-form-control-label__label" for="import-kind">"台帳の種類"</label>
                        <span class="dads-select"><span class="dads-select__control">
                            <select class="dads-select__select" id="import-kind" name="kind" data-size="md">
                                <option value="">"見出しから見分ける"</option>
                                {kinds.iter().map(|kind| view! { <option value=kind.as_str()>{kind.label()}</option> }).collect_view()}
                            </select>
                            <Chevron/>
                        </span></span>
                    </div>
                </div>
                <div class="button-row">
                    <button class="dads-button" data-type="solid-fill" data-size="md" type="submit">"ファイルを送って確かめる"</button>
                </div>
            </form>
            <details class="dads-disclosure">
                <summary>"台帳がないときは、様式に入力する"</summary>
                <div class="dads-disclosure__body">
                    <p>"見出しだけの表です。列を消しても、順番を変えてもかまいません。"</p>
                    <ul>
                        {kinds.iter().map(|kind| view! {
                            <li><a href=paths::import_template(*kind) rel="external">{format!("{}の様式（Excel）", kind.label())}</a></li>
                        }).collect_view()}
                    </ul>
                </div>
            </details>
        </section>
    }
}

#[component]
fn RunTable(runs: Vec<ImportRun>) -> impl IntoView {
    view! {
        <div class="dads-table" data-size="dense" data-row-hover-highlight="">
            <table class="dads-table__table" data-cell-border="bottom" data-width="full">
                <caption class="dads-u-visually-hidden">"これまでの取込み"</caption>
                <thead>
                    <tr>
                        <th class="dads-table__col-header" scope="col">"ファイル"</th>
                        <th class="dads-table__col-header" scope="col">"台帳の種類"</th>
                        <th class="dads-table__col-header" scope="col">"送った日時・人"</th>
                        <th class="dads-table__col-header dads-table__numeric" scope="col">"追加"</th>
                        <th class="dads-table__col-header dads-table__numeric" scope="col">"更新"</th>
                        <th class="dads-table__col-header dads-table__numeric" scope="col">"変更なし"</th>
                        <th class="dads-table__col-header dads-table__numeric" scope="col">"エラー"</th>
                        <th class="dads-table__col-header" scope="col">"ステータス"</th>
                    </tr>
                </thead>
                <tbody>
                    {runs.into_iter().map(|run| view! { <RunRow run/> }).collect_view()}
                </tbody>
            </table>
        </div>
    }
}

#[component]
fn RunRow(run: ImportRun) -> impl IntoView {
    let counts = run.counts;
    view! {
        <tr>
            <th class="dads-table__row-header" scope="row"><a href=paths::import_run(run.id)>{run.file_name}</a></th>
            <td class="dads-table__short">{run.kind.label()}</td>
            <td class="dads-table__date"><Instant at=run.sent_at/><span class="dads-table__sub">{run.sent_by}</span></td>
            <td class="dads-table__numeric">{counts.added}</td>
            <td class="dads-table__numeric">{counts.updated}</td>
            <td class="dads-table__numeric">{counts.unchanged}</td>
            <td class="dads-table__numeric">{counts.refused}</td>
            <td class="dads-table__status">{state_chip(run.state)}</td>
        </tr>
    }
}
