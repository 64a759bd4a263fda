//! 認証・登録 of a service: what it holds, until when, and a form to add one.

use chrono::NaiveDate;
use domain::{
    external_service::{ServiceCertificate, summary::ServiceDetail},
    vendor::{CertificationInput, CertificationKind},
};
use leptos::prelude::*;

use super::{
    api::{AddServiceCertificate, RemoveServiceCertificate},
    parts::{Key, options},
};
use crate::{
    components::{DateField, ErrorSummary, SelectField, TableDate, TextField, error_of},
    vendor::{CertificateNumber, validity_chip},
};

/// The section of the page.
#[component]
pub(super) fn Certificates(detail: ServiceDetail, held: CertificationInput) -> impl IntoView {
    let remove = ServerAction::<RemoveServiceCertificate>::new();
    let (error, _) = error_of(move || remove.value().get());
    let items = detail.service.certificates.clone();
    let can_edit = detail.can.edit && detail.service.ended_on.is_none();
    let key = Key::of(&detail.service);
    let (today, warn_days) = (detail.today, detail.warn_days);
    view! {
        <section aria-labelledby="service-certificates">
            <h2 class="dads-heading" data-size="22" id="service-certificates">"認証・登録"</h2>
            <ErrorSummary error/>
            {if items.is_empty() {
                view! { <p>"認証・登録はありません。ISMAPなどは、サービスごとに、利用する機能・リージョンが対象範囲に含まれるかを確かめてください。"</p> }.into_any()
            } else {
                view! { <CertificateTable items today warn_days can_edit key remove/> }.into_any()
            }}
            {can_edit.then(|| view! { <AddForm key held/> })}
        </section>
    }
}

#[component]
fn CertificateTable(
    items: Vec<ServiceCertificate>,
    today: NaiveDate,
    warn_days: i64,
    can_edit: bool,
    key: Key,
    remove: ServerAction<RemoveServiceCertificate>,
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
                        <th class="dads-table__col-header" scope="col">"確認日"</th>
                        <th class="dads-table__col-header" scope="col">"ステータス"</th>
                        {can_edit.then(|| view! { <th class="dads-table__col-header dads-table__actions" scope="col">"操作"</th> })}
                    </tr>
                </thead>
                <tbody>
                    {items.into_iter().map(|item| {
                        let it = item.certification;
                        let which = format!("：{} {}", it.kind.label(), it.number.clone().unwrap_or_default());
                        let validity = it.validity(today, warn_days);
                        view! {
                            <tr>
                                <th class="dads-table__row-header" scope="row">{it.kind.label()}</th>
                                <td class="dads-table__short"><CertificateNumber certification=it.clone()/></td>
                                <td class="dads-table__text">{it.scope.clone()}</td>
                                <td class="dads-table__date">{it.expires_on.map(|date| view! { <TableDate date/> })}</td>
                                <td class="dads-table__date"><TableDate date=item.confirmed_on/></td>
                                <td class="dads-table__status">{validity_chip(validity)}</td>
                                {can_edit.then(|| view! {
                                    <td class="dads-table__actions">
                                        <ActionForm action=remove>
                                            {key.fields()}
                                            <input type="hidden" name="certificate" value=it.id.to_string()/>
                                            <button class="dads-button" data-type="outline" data-size="xs" type="submit">
                                                "取消し"<span class="dads-u-visually-hidden">{which.clone()}</span>
                                            </button>
                                        </ActionForm>
                                    </td>
                                })}
                            </tr>
                        }
                    }).collect_view()}
                </tbody>
            </table>
        </div>
    }
}

#[component]
fn AddForm(key: Key, held: CertificationInput) -> impl IntoView {
    let action = ServerAction::<AddServiceCertificate>::new();
    let (error, errors) = error_of(move || action.value().get());
    let kinds = options(
        CertificationKind::ALL,
        CertificationKind::code,
        CertificationKind::label,
    );
    view! {
        <details class="dads-disclosure" open=move || error.get().is_some()>
            <summary>"認証・登録を追加"</summary>
            <div class="dads-disclosure__body">
                <ErrorSummary error form="certificate"/>
                <ActionForm action attr:class="form">
                    {key.fields()}
                    <div class="form__fields">
                        <SelectField form="certificate" field="kind" label="種別" value=held.kind options=kinds errors required=true/>
                        <TextField form="certificate" field="number" label="番号" value=held.number errors width="20" support="ISMAPは「C21-0004-2」の形です。"/>
                        <TextField form="certificate" field="scope" label="対象範囲" value=held.scope errors support="サービス・エディション・リージョン"/>
                        <DateField form="certificate" field="expires_on" label="有効期限" value=held.expires_on errors/>
                    </div>
                    <div class="button-row">
                        <button class="dads-button" data-type="solid-fill" data-size="md" type="submit">"追加"</button>
                    </div>
                </ActionForm>
            </div>
        </details>
    }
}
