//! `/vendors/new` and `/vendors/{id}/edit`: one form for a new vendor and for a change.

use domain::{
    authorization,
    id::VendorId,
    input::FieldErrors,
    vendor::{Vendor, VendorInput, VendorKind},
};
use frontend::{CorporateNumberEcho, SimilarVendors};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{
    api::{AddVendor, ChangeVendor, VendorData, held_vendor, load_vendor, new_vendor},
    vendor_id,
};
use crate::{
    components::{
        Breadcrumb, ErrorSummary, Loaded, PageHead, SelectField, TextAreaField, TextField,
        WarnOfUnsavedChanges, error_of, field_id,
    },
    error::AppError,
    paths,
};

/// The form, filled with the vendor of the address, or empty.
#[component]
pub fn VendorFormPage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let data = load(
        params.with_untracked(|params| params.get("id")),
        query.with_untracked(|query| query.get("held")),
    );
    view! {
        <Loaded data=data children=|(vendor, input): (Option<Vendor>, VendorInput)| match vendor {
            Some(vendor) => view! { <ChangeForm vendor input/> }.into_any(),
            None => view! { <AddForm input/> }.into_any(),
        }/>
    }
}

async fn load(
    id: Option<String>,
    held: Option<String>,
) -> Result<(Option<Vendor>, VendorInput), AppError> {
    let typed = match held {
        Some(held) => held_vendor(held).await?,
        None => None,
    };
    let Some(id) = id else {
        let empty = new_vendor().await?;
        return Ok((None, typed.unwrap_or(empty)));
    };
    let VendorData {
        vendor, can_edit, ..
    } = load_vendor(vendor_id(&id)?).await?;
    if !can_edit {
        return Err(AppError::Forbidden {
            action: authorization::Action::Edit,
            resource: authorization::Resource::Vendor,
        });
    }
    let saved = VendorInput::from(&vendor);
    Ok((Some(vendor), typed.unwrap_or(saved)))
}

#[component]
fn AddForm(input: VendorInput) -> impl IntoView {
    let action = ServerAction::<AddVendor>::new();
    let (error, errors) = error_of(move || action.value().get());
    view! {
        <Breadcrumb
            links=vec![(paths::TODAY.to_owned(), "今日".to_owned()), (paths::VENDORS.to_owned(), "委託先".to_owned())]
            here="追加"
        />
        <PageHead title="委託先の追加"/>
        <ErrorSummary error/>
        <section>
            <ActionForm action attr:class="form">
                <WarnOfUnsavedChanges/>
                <VendorFields input errors except=None/>
                <div class="button-row">
                    <button class="dads-button" data-type="solid-fill" data-size="lg" type="submit">"追加"</button>
                    <a class="button-row__end" href=paths::VENDORS>"委託先に戻る"</a>
                </div>
            </ActionForm>
        </section>
    }
}

#[component]
fn ChangeForm(vendor: Vendor, input: VendorInput) -> impl IntoView {
    let action = ServerAction::<ChangeVendor>::new();
    let (error, errors) = error_of(move || action.value().get());
    let path = paths::vendor(vendor.id);
    view! {
        <Breadcrumb
            links=vec![
                (paths::TODAY.to_owned(), "今日".to_owned()),
                (paths::VENDORS.to_owned(), "委託先".to_owned()),
                (path.clone(), vendor.name.clone()),
            ]
            here="編集"
        />
        <PageHead title="委託先の編集" window=format!("{} - 委託先の編集", vendor.name)/>
        <ErrorSummary error/>
        <section>
            <ActionForm action attr:class="form">
                <WarnOfUnsavedChanges/>
                <input type="hidden" name="id" value=vendor.id.to_string()/>
                <input type="hidden" name="revision" value=vendor.revision.to_string()/>
                <VendorFields input errors except=Some(vendor.id)/>
                <div class="button-row">
                    <button class="dads-button" data-type="solid-fill" data-size="lg" type="submit">"保存"</button>
                    <a class="button-row__end" href=path>{format!("{}に戻る", vendor.name)}</a>
                </div>
            </ActionForm>
        </section>
    }
}

/// All fields; `except` is the vendor that may have this name.
#[component]
fn VendorFields(
    input: VendorInput,
    errors: Signal<FieldErrors>,
    except: Option<VendorId>,
) -> impl IntoView {
    let kinds = VendorKind::ALL
        .iter()
        .map(|kind| (kind.code().to_owned(), kind.label().to_owned()))
        .collect();
    view! {
        <section class="form__section" aria-labelledby="vendor-name">
            <h2 class="dads-heading" data-size="22" id="vendor-name">"名称"</h2>
            <div class="form__fields">
                <SelectField field="kind" label="種別" value=input.kind options=kinds errors required=true/>
                <TextField field="name" label="名称" value=input.name errors required=true
                    support="登記上の名称を、法人格も含めて入力してください。支店・営業所は契約に書きます。例）株式会社北海道情報サービス"/>
                <SimilarVendors control=field_id("name") address=paths::similar_vendors(except)/>
                <TextField field="kana" label="フリガナ" value=input.kana errors
                    support="法人格を除いて、カタカナで入力してください。一覧の五十音順に使います。例）ホッカイドウジョウホウサービス"/>
            </div>
        </section>
        <section class="form__section" aria-labelledby="vendor-numbers">
            <h2 class="dads-heading" data-size="22" id="vendor-numbers">"番号"</h2>
            <div class="form__fields">
                <CorporateNumberField value=input.corporate_number errors/>
                <TextField field="invoice_number" label="登録番号（適格請求書発行事業者）" value=input.invoice_number errors
                    width="20" support="「T」と13桁の数字。法人では法人番号と同じ数字です。例）T8990000000001"/>
            </div>
        </section>
        <section class="form__section" aria-labelledby="vendor-contact">
            <h2 class="dads-heading" data-size="22" id="vendor-contact">"所在地・連絡先"</h2>
            <div class="form__fields">
                <TextField field="address" label="所在地" value=input.address errors/>
                <TextField field="representative" label="代表者の職・氏名" value=input.representative errors
                    support="例）代表取締役　十勝 太郎"/>
                <TextField field="phone" label="電話" value=input.phone errors width="20" kind="tel"/>
                <TextAreaField field="note" label="備考" value=input.note errors/>
            </div>
        </section>
    }
}

/// 法人番号 with a word on what was typed, as it is typed.
#[component]
fn CorporateNumberField(value: String, errors: Signal<FieldErrors>) -> impl IntoView {
    view! {
        <div>
            <TextField field="corporate_number" label="法人番号" value=value.clone() errors width="20"
                support="13桁。全角でも入力できます。個人事業主・任意団体では空欄にします。"/>
            <CorporateNumberEcho control=field_id("corporate_number") value/>
        </div>
    }
}
