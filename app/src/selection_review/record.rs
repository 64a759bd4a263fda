//! A review to be read, also on paper (選定審査票): answers, the candidate's standing, documents, steps.

use chrono::NaiveDate;
use domain::{
    selection_review::detail::{ReviewDetail, ReviewFile},
    vendor::Validity,
};
use leptos::prelude::*;

use super::answer_chip;
use crate::{
    components::{Banner, BannerKind, Chip, LongDate},
    paths,
};

/// The whole review.
#[component]
pub(super) fn Record(review: ReviewDetail) -> impl IntoView {
    let day = |day: Option<NaiveDate>| day.map(domain::wareki::long);
    let it = review.review.clone();
    let rows: Vec<(&'static str, Option<String>)> = vec![
        ("審査日", Some(domain::wareki::long(it.reviewed_on))),
        ("結論", it.conclusion.map(|it| it.label().to_owned())),
        ("結論の理由", it.conclusion_reason),
        ("特記事項を事前に示した日", day(it.prior_notice_on)),
        ("事前に示さなかった理由", it.prior_notice_reason),
        (
            "申告書（様式第13号）",
            it.declaration.map(|it| it.label().to_owned()),
        ),
        ("申告書の日付", day(it.declaration_on)),
        ("提出を受けない理由", it.declaration_reason),
        ("指名停止中の相手方とする理由", it.debarment_reason),
    ];
    let notes = review.judgement.notes.clone();
    view! {
        {(!notes.is_empty()).then(|| view! {
            <Banner kind=BannerKind::Warning heading="確かめること">
                <ul>{notes.into_iter().map(|words| view! { <li>{words}</li> }).collect_view()}</ul>
            </Banner>
        })}
        <section aria-labelledby="review-result">
            <h2 class="dads-heading" data-size="22" id="review-result">"審査の結果"</h2>
            <dl class="dads-description-list">
                {rows.into_iter().filter_map(|(label, value)| value.map(|value| view! {
                    <div class="dads-description-list__row"><dt>{label}</dt><dd class="u-lines">{value}</dd></div>
                })).collect_view()}
            </dl>
        </section>
        <Answers review=review.clone()/>
        <Vendor review/>
    }
}

#[component]
fn Answers(review: ReviewDetail) -> impl IntoView {
    let answers = review.review.answers;
    view! {
        <section aria-labelledby="review-answers">
            <h2 class="dads-heading" data-size="22" id="review-answers">"選定の条件"</h2>
            <div class="dads-table" data-size="dense">
                <table class="dads-table__table" data-cell-border="bottom" data-width="full">
                    <caption class="dads-u-visually-hidden">"選定の条件への回答"</caption>
                    <thead>
                        <tr>
                            <th class="dads-table__col-header" scope="col">"番号"</th>
                            <th class="dads-table__col-header" scope="col">"条件"</th>
                            <th class="dads-table__col-header" scope="col">"回答"</th>
                            <th class="dads-table__col-header" scope="col">"確認した内容・理由"</th>
                        </tr>
                    </thead>
                    <tbody>
                        {review.questions.into_iter().map(|criterion| {
                            let given = answers.iter().find(|it| it.criterion == criterion.id);
                            let answer = given.and_then(|it| it.answer);
                            let note = given.and_then(|it| it.note.clone());
                            view! {
                                <tr>
                                    <th class="dads-table__row-header" scope="row">{criterion.id}</th>
                                    <td>{format!("{}：{}", criterion.title, criterion.question)}</td>
                                    <td class="dads-table__status">{answer_chip(answer)}</td>
                                    <td class="u-lines">{note}</td>
                                </tr>
                            }
                        }).collect_view()}
                    </tbody>
                </table>
            </div>
        </section>
    }
}

/// Certificates and debarments, judged on the day of the review.
#[component]
pub(super) fn Vendor(review: ReviewDetail) -> impl IntoView {
    let on = review.review.reviewed_on;
    let standing = review.standing;
    let debarment = standing.debarment_on(on).cloned();
    let nothing = standing.certifications.is_empty();
    view! {
        <section aria-labelledby="review-vendor">
            <h2 class="dads-heading" data-size="22" id="review-vendor">"候補者の認証と指名停止"</h2>
            <p>
                <LongDate date=on/>"の状態　"
                <a href=paths::vendor(review.review.vendor_id)>{format!("{}の記録を見る", review.vendor_name)}</a>
            </p>
            <ul>
                {nothing.then(|| view! { <li>"認証・登録の記録はありません。"</li> })}
                {standing.certifications.into_iter().map(|it| {
                    let (words, color) = match it.validity(on, 0) {
                        Validity::Valid | Validity::EndsSoon(_) => ("有効", "green"),
                        Validity::Expired => ("期限切れ", "red"),
                        Validity::Unknown => ("期限の記録なし", "gray"),
                    };
                    let last = it.expires_on.map(|day| format!("（{}まで）", domain::wareki::long(day)));
                    view! { <li>{it.kind.label()}{last}" "<Chip label=words color/></li> }
                }).collect_view()}
                {match debarment {
                    Some(it) => view! { <li>{format!("指名停止の期間中：{}", it.reason)}" "<Chip label="指名停止中" color="red"/></li> }.into_any(),
                    None => view! { <li>"指名停止の期間ではありません。 "<Chip label="指名停止なし" color="green"/></li> }.into_any(),
                }}
            </ul>
        </section>
    }
}

/// What a document is for, in words.
fn subject_label(subject: &str) -> String {
    match subject {
        "declaration" => "申告書".to_owned(),
        "other" => "審査全体".to_owned(),
        criterion => criterion.to_owned(),
    }
}

/// The documents, and while it is open a form for another.
#[component]
pub(super) fn Documents(review: ReviewDetail) -> impl IntoView {
    let address = paths::selection_files(review.review.contract_id, review.review.id);
    let mut subjects: Vec<(String, String)> = review
        .questions
        .iter()
        .map(|it| (it.id.clone(), format!("{}　{}", it.id, it.title)))
        .collect();
    subjects.push(("declaration".to_owned(), "申告書（様式第13号）".to_owned()));
    subjects.push(("other".to_owned(), "審査全体".to_owned()));
    view! {
        <section aria-labelledby="review-files">
            <h2 class="dads-heading" data-size="22" id="review-files">"資料"</h2>
            <FileList files=review.files/>
            {review.can.edit.then(|| view! {
                <form class="form" action=address method="post" enctype="multipart/form-data">
                    <p>"回答を入力しているときは、先に保存してから添付してください。"</p>
                    <div class="dads-form-control-label" data-size="md">
                        <label class="dads-form-control-label__label" for="f-subject">"何の資料か"</label>
                        <span class="dads-select"><span class="dads-select__control">
                            <select class="dads-select__select" id="f-subject" name="subject" data-size="md">
                                {subjects.into_iter().map(|(code, label)| view! { <option value=code>{label}</option> }).collect_view()}
                            </select>
                            <crate::components::Chevron/>
                        </span></span>
                    </div>
                    <div class="dads-form-control-label" data-size="md">
                        <label class="dads-form-control-label__label" for="f-file">"ファイル"</label>
                        <p class="dads-form-control-label__support-text">"PDF、画像、Excel、Wordなど。25MBまで"</p>
                        <input type="file" id="f-file" name="file" required=true/>
                    </div>
                    <div class="button-row"><button class="dads-button" data-type="outline" data-size="md" type="submit">"資料を添付"</button></div>
                </form>
            })}
        </section>
    }
}

#[component]
fn FileList(files: Vec<ReviewFile>) -> impl IntoView {
    if files.is_empty() {
        return view! { <p>"添付された資料はありません。"</p> }.into_any();
    }
    view! {
        <ul>
            {files.into_iter().map(|file| view! {
                <li>
                    {subject_label(&file.subject)}"　"
                    <a href=paths::selection_file(file.file_id) rel="external">{file.name}</a>
                    "（"<LongDate date=file.attached_on/>"）"
                </li>
            }).collect_view()}
        </ul>
    }
    .into_any()
}

/// Who did what on which day.
#[component]
pub(super) fn Steps(review: ReviewDetail) -> impl IntoView {
    let steps = review.review.steps;
    let told = |day: Option<NaiveDate>, who: Option<String>| {
        day.map(|day| format!("{}　{}", domain::wareki::long(day), who.unwrap_or_default()))
    };
    let decision = steps.decision.map_or("決定", |it| it.label());
    let rows = [
        (
            "審査の開始",
            told(Some(steps.drafted_on), review.drafted_by),
        ),
        ("申請", told(steps.submitted_on, review.submitted_by)),
        (decision, told(steps.decided_on, review.decided_by)),
        ("承認者の意見・差し戻しの理由", steps.comment),
        ("無効", told(steps.voided_on, None)),
        ("無効の理由", steps.void_reason),
    ];
    view! {
        <section aria-labelledby="review-steps">
            <h2 class="dads-heading" data-size="22" id="review-steps">"経過"</h2>
            <dl class="dads-description-list">
                {rows.into_iter().filter_map(|(label, value)| value.map(|value| view! {
                    <div class="dads-description-list__row"><dt>{label}</dt><dd class="u-lines">{value}</dd></div>
                })).collect_view()}
            </dl>
        </section>
    }
}
