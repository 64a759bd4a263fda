//! 認証・登録 of a vendor: what it holds, until when, and a form to add one.

use chrono::NaiveDate;
use domain::{
    id::VendorId,
    vendor::{Certification, CertificationInput, CertificationKind, Validity},
};
use leptos::prelude::*;

use super::page::{VendorActions, VendorKey};
use crate::components::{
    Chip, DateField, ErrorSummary, SelectField, TableDate, TextField, error_of,
};

/// The section of the vendor's page.
#[component]
pub(super) fn Certifications(
    id: VendorId,
    items: Vec<Certification>,
    today: NaiveDate,
    warn_days: i64,
    can_edit: bool,
    /// What was typed in the form when it was refused.
    held: CertificationInput,
    actions: VendorActions,
) -> impl IntoView {
    let (removing, _) = error_of(move || actions.remove_certification.value().get());
    view! {
        <section aria-labelledby="vendor-certifications">
            <h2 class="dads-heading" data-size="22" id="vendor-certifications">"認証・登録"</h2>
            <ErrorSummary error=removing/>
            {if items.is_empty() {
                view! { <p>"認証・登録はありません。"</p> }.into_any()
            } else {
                view! { <CertificationTable id items today warn_days can_edit actions/> }.into_any()
            }}
            {can_edit.then(|| view! { <AddForm id held actions/> })}
        </section>
    }
}

#[component]
fn CertificationTable(
    id: VendorId,
    items: Vec<Certification>,
    today: NaiveDate,
    warn_days: i64,
    can_edit: bool,
    actions: VendorActions,
) -> impl IntoView {
    view! {
        <div class="dads-table" data-size="dense">
            <table class="dads-table__table" data-cell-border="bottom" data-width="full">
                <caption class="dads-u-visually-hidden">"認証・登録"</caption>
                <thead>
                    <tr>
                        <th class="dads-table__col-header" scope="col">"種類"</th>
                        <th class="dads-table__col-header" scope="col">"番号"</th>
                        <th class="dads-table__col-header" scope="col">"対象範囲"</th>
                        <th class="dads-table__col-header" scope="col">"有効期限"</th>
                        <th class="dads-table__col-header" scope="col">"ステータス"</th>
                        {can_edit.then(|| view! { <th class="dads-table__col-header dads-table__actions" scope="col">"操作"</th> })}
                    </tr>
                </thead>
                <tbody>
                    {items.into_iter().map(|item| view! {
                        <tr>
                            <th class="dads-table__row-header" scope="row">{item.kind.label()}</th>
                            <td class="dads-table__short"><CertificateNumber certification=item.clone()/></td>
                            <td class="dads-table__text">{item.scope.clone()}</td>
                            <td class="dads-table__date">{item.expires_on.map(|date| view! { <TableDate date/> })}</td>
                            <td class="dads-table__status">{validity_chip(item.validity(today, warn_days))}</td>
                            {can_edit.then(|| view! { <td class="dads-table__actions"><RemoveForm id item actions/></td> })}
                        </tr>
                    }).collect_view()}
                </tbody>
            </table>
        </div>
    }
}

/// The number as written, with what about it is to be looked at again.
#[component]
pub(crate) fn CertificateNumber(certification: Certification) -> impl IntoView {
    let warning = certification.number_warning();
    view! {
        <span class="u-mono">{certification.number}</span>
        {warning.map(|words| view! {
            <Chip label="番号を確認" color="yellow"/>
            <span class="dads-table__sub">{words}</span>
        })}
    }
}

/// 有効, あと12日, 期限切れ, 期限の記録なし.
pub(crate) fn validity_chip(validity: Validity) -> impl IntoView {
    let (label, color) = match validity {
        Validity::Valid => ("有効".to_owned(), "green"),
        Validity::EndsSoon(0) => ("今日まで".to_owned(), "yellow"),
        Validity::EndsSoon(days) => (format!("あと{days}日"), "yellow"),
        Validity::Expired => ("期限切れ".to_owned(), "red"),
        Validity::Unknown => ("期限の記録なし".to_owned(), "gray"),
    };
    view! { <Chip label color/> }
}

#[component]
fn RemoveForm(id: VendorId, item: Certification, actions: VendorActions) -> impl IntoView {
    let which = format!(
        "：{} {}",
        item.kind.label(),
        item.number.unwrap_or_default()
    );
    view! {
        <ActionForm action=actions.remove_certification>
            <VendorKey id/>
            <input type="hidden" name="certification" value=item.id.to_string()/>
            <button class="dads-button" data-type="outline" data-size="xs" type="submit">
                "取消し"<span class="dads-u-visually-hidden">{which}</span>
            </button>
        </ActionForm>
    }
}

#[component]
fn AddForm(id: VendorId, held: CertificationInput, actions: VendorActions) -> impl IntoView {
    let (error, errors) = error_of(move || actions.add_certification.value().get());
    let kinds = CertificationKind::ALL
        .iter()
        .map(|kind| (kind.code().to_owned(), kind.label().to_owned()))
        .collect();
    view! {
        <details class="dads-disclosure" open=move || error.get().is_some()>
            <summary>"認証・登録を追加"</summary>
            <div class="dads-disclosure__body">
                <ErrorSummary error form="certification"/>
                <ActionForm action=actions.add_certification attr:class="form">
                    <VendorKey id/>
                    <div class="form__fields">
                        <SelectField form="certification" field="kind" label="種類" value=held.kind options=kinds errors required=true/>
                        <TextField form="certification" field="number" label="認証・登録番号" value=held.number errors width="20"/>
                        <TextField form="certification" field="scope" label="対象範囲" value=held.scope errors
                            support="登録証に書かれた範囲。例）データセンターの運用"/>
                        <DateField form="certification" field="expires_on" label="有効期限" value=held.expires_on errors/>
                    </div>
                    <div class="button-row">
                        <button class="dads-button" data-type="solid-fill" data-size="md" type="submit">"追加"</button>
                    </div>
                </ActionForm>
            </div>
        </details>
    }
}
