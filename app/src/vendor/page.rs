//! `/vendors/{id}`: what is recorded of a vendor, its certificates, debarments, contracts and history.

use domain::{audit::AuditEntry, id::VendorId, vendor::Vendor};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{
    api::{
        AddCertification, AddDebarment, HeldParts, RemoveCertification, RestoreVendor, VendorData,
        VoidVendor, load_held_parts, load_vendor, load_vendor_history,
    },
    certification::Certifications,
    debarment::Debarments,
    merge_page::MergeSection,
    vendor_id,
    void::{RestoreForm, VoidForm},
};
use crate::{
    audit_log::History,
    components::{Banner, BannerKind, Breadcrumb, Loaded, PageHead},
    error::AppError,
    import::Sources,
    paths,
};

/// The forms of the page.
#[derive(Clone, Copy)]
pub(super) struct VendorActions {
    pub(super) add_certification: ServerAction<AddCertification>,
    pub(super) remove_certification: ServerAction<RemoveCertification>,
    pub(super) add_debarment: ServerAction<AddDebarment>,
    pub(super) void: ServerAction<VoidVendor>,
    pub(super) restore: ServerAction<RestoreVendor>,
}

impl VendorActions {
    fn new() -> Self {
        Self {
            add_certification: ServerAction::new(),
            remove_certification: ServerAction::new(),
            add_debarment: ServerAction::new(),
            void: ServerAction::new(),
            restore: ServerAction::new(),
        }
    }
}

type Loading = (VendorData, HeldParts, Vec<AuditEntry>);

/// One vendor.
#[component]
pub fn VendorPage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let actions = VendorActions::new();
    let data = load(
        params.with_untracked(|params| params.get("id").unwrap_or_default()),
        query.with_untracked(|query| query.get("held")),
    );
    view! {
        <Loaded data=data children=move |(data, held, history): Loading| view! {
            <VendorView data held history actions/>
        }/>
    }
}

async fn load(id: String, held: Option<String>) -> Result<Loading, AppError> {
    let id = vendor_id(&id)?;
    let held = match held {
        Some(held) => load_held_parts(held).await?,
        None => HeldParts::default(),
    };
    Ok((load_vendor(id).await?, held, load_vendor_history(id).await?))
}

#[component]
fn VendorView(
    data: VendorData,
    held: HeldParts,
    history: Vec<AuditEntry>,
    actions: VendorActions,
) -> impl IntoView {
    let VendorData {
        vendor,
        today,
        warn_days,
        can_edit,
        can_void,
        merged_into,
        lookalike_count,
    } = data;
    let edit = can_edit.then(|| {
        let path = paths::edit_vendor(vendor.id);
        view! { <a class="dads-button" data-type="outline" data-size="md" href=path>"編集"</a> }
            .into_any()
    });
    let is_void = vendor.void_reason.is_some();
    let (id, revision) = (vendor.id, vendor.revision);
    view! {
        <Breadcrumb
            links=vec![(paths::TODAY.to_owned(), "今日".to_owned()), (paths::VENDORS.to_owned(), "委託先".to_owned())]
            here=vendor.name.clone()
        />
        <PageHead
            title=vendor.name.clone()
            window=format!("{} - 委託先", vendor.name)
            meta=vendor.kana.clone().map(|kana| view! { <span>{kana}</span> }.into_any())
            actions=edit
        />
        {match (merged_into.clone(), vendor.void_reason.clone()) {
            (Some((into, name)), _) => Some(view! {
                <Banner kind=BannerKind::Warning heading="この委託先は、ほかの委託先に統合しました">
                    <p>"統合先："<a href=paths::vendor(into)>{name}</a></p>
                </Banner>
            }.into_any()),
            (None, Some(reason)) => Some(view! {
                <Banner kind=BannerKind::Warning heading="この委託先は無効です"><p>{format!("理由：{reason}")}</p></Banner>
            }.into_any()),
            (None, None) => None,
        }}
        <div class="u-stack-lg">
            <Description vendor=vendor.clone()/>
            <Certifications id items=vendor.certifications today warn_days can_edit held=held.certification actions/>
            <Debarments id items=vendor.debarments today can_edit held=held.debarment actions/>
            <section aria-labelledby="vendor-contracts">
                <h2 class="dads-heading" data-size="22" id="vendor-contracts">"契約"</h2>
                <p><a href=paths::with_query(paths::CONTRACTS, &[("q", &vendor.name)])>{format!("{}の契約を見る", vendor.name)}</a></p>
            </section>
            <Sources kind="vendor" id=id.0/>
            {(can_void && !is_void).then(|| view! { <MergeSection id suspects=lookalike_count/> })}
            {(can_void && merged_into.is_none()).then(|| if is_void {
                view! { <RestoreForm id revision actions/> }.into_any()
            } else {
                view! { <VoidForm id revision reason=held.reason actions/> }.into_any()
            })}
            <section aria-labelledby="vendor-history">
                <h2 class="dads-heading" data-size="22" id="vendor-history">"履歴"</h2>
                <History entries=history/>
            </section>
        </div>
        <p class="section-follow"><a href=paths::VENDORS>"委託先に戻る"</a></p>
    }
}

#[component]
fn Description(vendor: Vendor) -> impl IntoView {
    let number = |number: Option<String>| view! { <span class="u-mono">{number}</span> }.into_any();
    let rows = [
        ("種別", vendor.kind.label().into_any()),
        (
            "法人番号",
            number(vendor.corporate_number.map(|number| number.to_string())),
        ),
        (
            "登録番号",
            number(vendor.invoice_number.map(|number| number.to_string())),
        ),
        ("所在地", vendor.address.into_any()),
        ("代表者の職・氏名", vendor.representative.into_any()),
        ("電話", vendor.phone.into_any()),
        ("備考", vendor.note.into_any()),
    ];
    view! {
        <section aria-labelledby="vendor-description">
            <h2 class="dads-heading" data-size="22" id="vendor-description">"基本情報"</h2>
            <dl class="dads-description-list">
                {rows.into_iter().map(|(term, value)| view! {
                    <div class="dads-description-list__row"><dt>{term}</dt><dd>{value}</dd></div>
                }).collect_view()}
            </dl>
        </section>
    }
}

/// The hidden fields every form of the page carries.
#[component]
pub(super) fn VendorKey(id: VendorId, #[prop(optional)] revision: Option<i32>) -> impl IntoView {
    view! {
        <input type="hidden" name="id" value=id.to_string()/>
        {revision.map(|revision| view! { <input type="hidden" name="revision" value=revision.to_string()/> })}
    }
}
