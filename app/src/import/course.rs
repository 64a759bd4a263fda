//! What can be done with an import: take it in, give it up, take it back; and what was done.

use domain::{
    import_run::{Extent, ImportDetail, ImportRefusal, ImportRun, RowCounts, RowView},
    job::JobSummary,
};
use leptos::{form::ActionForm, prelude::*};

use super::{part::Place, run_page::RunActions};
use crate::{
    components::{Banner, BannerKind, CheckboxField, Instant},
    job::{Progress, UnderWay},
    paths,
};

#[component]
fn RunKey(run: ImportRun) -> impl IntoView {
    view! {
        <input type="hidden" name="id" value=run.id.to_string()/>
        <input type="hidden" name="revision" value=run.revision.to_string()/>
    }
}

/// Before anything is saved: what the button will do, and what to do about rows that cannot be taken.
#[component]
pub(super) fn Apply(detail: ImportDetail, actions: RunActions) -> impl IntoView {
    let run = detail.run.clone();
    let counts = run.counts;
    let can_import = detail.can_import;
    let is_unreadable = detail.sheets.iter().all(|sheet| !sheet.is_read);
    view! {
        <section aria-labelledby="apply" class="import-course">
            <h2 class="dads-heading" data-size="22" id="apply">"取り込む"</h2>
            {if is_unreadable {
                view! {
                    <Banner kind=BannerKind::Warning heading="まだ読めません">
                        <p>"必要な列が見つかりません。下の「シートと列」で、どの列に何が書いてあるかを選んでください。"</p>
                    </Banner>
                }.into_any()
            } else if counts.taken() == 0 {
                view! { <p>"新しく登録する行も、書き換える行もありません。"</p> }.into_any()
            } else {
                view! {
                    <p class="import-course__words">"まだ何も登録していません。"{words(&counts)}</p>
                    {can_import.then(|| view! { <ApplyForm detail=detail.clone() actions/> })}
                }.into_any()
            }}
            {(0 < counts.refused).then(|| view! { <Mend run=run.clone() count=counts.refused can_correct=can_import/> })}
            {(0 < detail.corrected).then(|| view! { <p>{format!("画面で直した欄が{}か所あります。直した内容で取り込みます。", detail.corrected)}</p> })}
            {can_import.then(|| view! { <GiveUp run actions/> })}
        </section>
    }
}

/// 追加 58件・更新 1件を登録します。エラーの2行は取り込みません。
fn words(counts: &RowCounts) -> String {
    let mut words = match (counts.added, counts.updated) {
        (added, 0) => format!("ボタンを押すと、{added}件を新しく登録します。"),
        (0, updated) => format!("ボタンを押すと、登録されている{updated}件を書き換えます。"),
        (added, updated) => format!(
            "ボタンを押すと、{added}件を新しく登録し、登録されている{updated}件を書き換えます。"
        ),
    };
    if 0 < counts.refused {
        words.push_str(&format!(
            "エラーの{}行は取り込まず、あとから取り込めます。",
            counts.refused
        ));
    }
    if 0 < counts.warned {
        words.push_str(&format!(
            "確かめていただきたいことが{}行にあります（このまま取り込めます）。",
            counts.warned
        ));
    }
    words.push_str("台帳にない記録は、消しません。");
    words
}

#[component]
fn ApplyForm(detail: ImportDetail, actions: RunActions) -> impl IntoView {
    let run = detail.run;
    let counts = run.counts;
    let (extent, label) = if counts.refused == 0 {
        (Extent::All, format!("{}件をすべて取り込む", counts.taken()))
    } else {
        (
            Extent::ValidRows,
            format!("正しい行だけ取り込む（{}件）", counts.taken()),
        )
    };
    view! {
        <ActionForm action=actions.apply>
            <RunKey run/>
            <input type="hidden" name="input[extent]" value=extent.code()/>
            {(!detail.splits.is_empty()).then(|| view! { <Splits rows=detail.splits/> })}
            <div class="button-row">
                <button class="dads-button" data-type="solid-fill" data-size="lg" type="submit">{label}</button>
            </div>
        </ActionForm>
    }
}

/// Cells with several values, and how they are split: a person says that it is right.
#[component]
fn Splits(rows: Vec<RowView>) -> impl IntoView {
    view! {
        <div class="import-splits">
            <h3 class="dads-heading" data-size="18">"1つの欄に複数の値がある行"</h3>
            <p>"次のように分けて取り込みます。違うときは、台帳の欄を直して送り直してください。"</p>
            <div class="dads-table" data-size="dense">
                <table class="dads-table__table" data-cell-border="bottom">
                    <caption class="dads-u-visually-hidden">"複数の値の分け方"</caption>
                    <thead>
                        <tr>
                            <th class="dads-table__col-header" scope="col">"行"</th>
                            <th class="dads-table__col-header" scope="col">"件名"</th>
                            <th class="dads-table__col-header" scope="col">"書かれている内容"</th>
                            <th class="dads-table__col-header" scope="col">"分けた値"</th>
                        </tr>
                    </thead>
                    <tbody>
                        {rows.into_iter().map(|row| {
                            let split = row.messages.iter().find(|message| !message.split.is_empty()).cloned();
                            view! {
                                <tr>
                                    <th class="dads-table__row-header dads-table__short" scope="row"><Place sheet=row.sheet.clone() row=row.row/></th>
                                    <td class="dads-table__text">{row.label}</td>
                                    <td class="dads-table__text u-lines">{split.as_ref().and_then(|it| it.value.clone())}</td>
                                    <td class="dads-table__text">
                                        <ol>{split.map(|it| it.split).unwrap_or_default().into_iter().map(|value| view! { <li>{value}</li> }).collect_view()}</ol>
                                    </td>
                                </tr>
                            }
                        }).collect_view()}
                    </tbody>
                </table>
            </div>
            <CheckboxField name="input[split]" value="1" label="分け方を確かめました" note="" checked=false/>
        </div>
    }
}

/// How to get the rows in that were left out.
#[component]
fn Mend(run: ImportRun, count: u32, can_correct: bool) -> impl IntoView {
    view! {
        <div class="import-mend">
            <h3 class="dads-heading" data-size="18">{format!("エラーの{count}行を直すには")}</h3>
            {can_correct.then(|| view! {
                <p>"少ないときは、下の表の「直す」から、この画面で直せます。直すと、すぐに読み直します。"</p>
                <p>"多いときは、Excelで直せます。"</p>
            })}
            <ol>
                <li>"エラーの行だけの表をダウンロードして、Excelで開きます。左端に理由があり、直す欄は赤い字です。"</li>
                <li>"直して保存し、そのファイルを「台帳の取込み」から送ります。直した行だけが取り込まれます。"</li>
            </ol>
            <p><a class="dads-button" data-type="outline" data-size="md" href=paths::import_errors(run.id) rel="external">{format!("エラーの{count}行をダウンロード（Excel）")}</a></p>
        </div>
    }
}

#[component]
fn GiveUp(run: ImportRun, actions: RunActions) -> impl IntoView {
    view! {
        <details class="dads-disclosure">
            <summary>"取り込まずにやめる"</summary>
            <div class="dads-disclosure__body">
                <p>"何も登録せずに、この取込みを終わります。送ったファイルは記録として残ります。あとで続けるときは、やめずに画面を閉じてください。「台帳の取込み」から続けられます。"</p>
                <ActionForm action=actions.abandon>
                    <RunKey run/>
                    <button class="dads-button" data-type="outline" data-size="md" type="submit">"取込みを中止"</button>
                </ActionForm>
            </div>
        </details>
    }
}

/// A large file, while a job takes it in.
#[component]
pub(super) fn BeingApplied(
    run: ImportRun,
    job: JobSummary,
    at_rest: bool,
    actions: RunActions,
) -> impl IntoView {
    view! {
        <section aria-labelledby="applying" class="import-course">
            <h2 class="dads-heading" data-size="22" id="applying">"取り込んでいます"</h2>
            <p class="import-course__words">
                {format!("{}件あるため、少し時間がかかります。途中で中止しても、取り込む前のままです。", run.counts.taken())}
            </p>
            <Progress job=job.clone()/>
            <UnderWay job here=paths::import_run(run.id) at_rest action=actions.cancel/>
        </section>
    }
}

/// A large file that could not be taken in.
#[component]
pub(super) fn NotApplied(reason: String) -> impl IntoView {
    view! {
        <Banner kind=BannerKind::Error heading="取り込めませんでした。何も登録していません">
            {reason.lines().map(|line| view! { <p>{line.to_owned()}</p> }).collect_view()}
        </Banner>
    }
}

/// Afterwards: what was done, by whom, and how to take it back.
#[component]
pub(super) fn Applied(detail: ImportDetail, actions: RunActions) -> impl IntoView {
    let run = detail.run;
    let counts = run.counts;
    let done = format!(
        "{}件を新しく登録し、{}件を書き換えました。",
        counts.added, counts.updated
    );
    view! {
        <section aria-labelledby="applied" class="import-course">
            <h2 class="dads-heading" data-size="22" id="applied">"取込みの結果"</h2>
            <p class="import-course__words">
                {done}
                {run.decided_at.map(|at| view! { "（"<Instant at/>{run.decided_by.clone().map(|name| format!("　{name}"))}"）" })}
            </p>
            {(0 < counts.refused).then(|| view! { <Mend run=run.clone() count=counts.refused can_correct=false/> })}
            {detail.can_import.then(|| view! { <Undo run actions/> })}
        </section>
    }
}

#[component]
fn Undo(run: ImportRun, actions: RunActions) -> impl IntoView {
    if !run.kind.can_be_taken_back() {
        let words = ImportRefusal::NotTakenBack(run.kind).to_string();
        return view! { <p>{words}</p> }.into_any();
    }
    let counts = run.counts;
    let words = format!(
        "登録した{}件を取り除き、書き換えた{}件を、取り込む前の内容に戻します。いっしょに登録した委託先なども戻します。",
        counts.added, counts.updated
    );
    view! {
        <details class="dads-disclosure">
            <summary>"取り込みを取り消す"</summary>
            <div class="dads-disclosure__body">
                <p>{words}</p>
                <p>"取り込んだ後に変えた記録があるときは、取り消さずに、その記録を示します。"</p>
                <ActionForm action=actions.undo>
                    <RunKey run/>
                    <button class="dads-button" data-type="solid-fill" data-size="md" data-intent="danger" type="submit">"取り込みを取り消す"</button>
                </ActionForm>
            </div>
        </details>
    }
    .into_any()
}

/// 取消済み.
#[component]
pub(super) fn TakenBack(run: ImportRun) -> impl IntoView {
    view! {
        <Banner kind=BannerKind::Information heading="この取込みは取り消しました">
            <p>
                "すべての記録を、取り込む前の内容に戻しました。"
                {run.undone_at.map(|at| view! { "（"<Instant at/>{run.undone_by.map(|name| format!("　{name}"))}"）" })}
                "下は、取り込んだときの内容です。"
            </p>
        </Banner>
    }
}

/// 中止.
#[component]
pub(super) fn GivenUp(run: ImportRun) -> impl IntoView {
    view! {
        <Banner kind=BannerKind::Information heading="この取込みは中止しました">
            <p>
                "何も登録していません。"
                {run.decided_at.map(|at| view! { "（"<Instant at/>{run.decided_by.map(|name| format!("　{name}"))}"）" })}
                "もう一度取り込むときは、ファイルを送り直してください。"
            </p>
        </Banner>
    }
}
