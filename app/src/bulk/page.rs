//! The page of 一括変更: how many records it would be, which, and a form for each change: 責任者, 所管課, 完了.

use domain::bulk::{BulkLedger, BulkPreview};
use leptos::{form::ActionForm, prelude::*};
use leptos_router::hooks::use_query_map;
use services::bulk::change::Selection;

use super::api::{BulkData, ChangeOwners, ChangeUnits, CloseContracts, load_bulk};
use crate::{
    components::{
        Breadcrumb, DateField, ErrorSummary, LedgerAddress, Loaded, PageHead, SelectField, TICKED,
        error_of,
    },
    contract,
    error::AppError,
    external_service, social_media,
};

/// `/contracts/bulk`.
#[component]
pub fn BulkContractsPage() -> impl IntoView {
    view! { <BulkPage ledger=BulkLedger::Contracts/> }
}

/// `/services/bulk`.
#[component]
pub fn BulkServicesPage() -> impl IntoView {
    view! { <BulkPage ledger=BulkLedger::Services/> }
}

/// `/social-media/bulk`.
#[component]
pub fn BulkAccountsPage() -> impl IntoView {
    view! { <BulkPage ledger=BulkLedger::Accounts/> }
}

/// The actions of the page.
#[derive(Clone, Copy)]
struct Changes {
    owners: ServerAction<ChangeOwners>,
    units: ServerAction<ChangeUnits>,
    closings: ServerAction<CloseContracts>,
}

#[component]
fn BulkPage(ledger: BulkLedger) -> impl IntoView {
    let (all, ticked, held) = use_query_map().with_untracked(|query| {
        let ids = query.get_all(TICKED).unwrap_or_default();
        let ids: Vec<i64> = ids.iter().filter_map(|id| id.parse().ok()).collect();
        (
            query.get("all").is_some(),
            ids,
            query.get("held").unwrap_or_default(),
        )
    });
    let at = LedgerAddress::of_request(ledger.list());
    let selection = if all {
        matching(ledger, &at)
    } else {
        Selection::Ticked(ledger, ticked)
    };
    let back = at.without(&[]);
    let changes = Changes {
        owners: ServerAction::new(),
        units: ServerAction::new(),
        closings: ServerAction::new(),
    };
    let data = load_bulk(ledger, selection, held);
    view! {
        <Loaded data=data children=move |data: BulkData| view! { <Confirm data back changes/> }/>
    }
}

/// All that the list shows.
fn matching(ledger: BulkLedger, at: &LedgerAddress) -> Selection {
    match ledger {
        BulkLedger::Contracts => Selection::Contracts(contract::filter_of(at)),
        BulkLedger::Services => Selection::Services(external_service::filter_of(at)),
        BulkLedger::Accounts => Selection::Accounts(social_media::filter_of(at)),
    }
}

/// The page the list is on, in the words of the menu.
fn list_name(ledger: BulkLedger) -> &'static str {
    match ledger {
        BulkLedger::Contracts | BulkLedger::Services => ledger.label(),
        BulkLedger::Accounts => "SNS",
    }
}

#[component]
fn Confirm(data: BulkData, back: String, changes: Changes) -> impl IntoView {
    let BulkPreview { total, limit, .. } = data.preview;
    let (noun, list) = (data.ledger.label(), list_name(data.ledger));
    let back_link = back.clone();
    view! {
        <Breadcrumb links=vec![(back.clone(), list.to_owned())] here=format!("{noun}の一括変更")/>
        <PageHead title=format!("{noun}の一括変更")/>
        {if total == 0 {
            view! {
                <p class="zero-state">
                    {format!("{noun}が選択されていません。一覧で選ぶか、「この条件のすべて」を押してください。")}
                    <a href=back>{format!("{list}の一覧に戻る")}</a>
                </p>
            }.into_any()
        } else if limit < total {
            view! {
                <p class="zero-state">
                    {format!("{total}件の{noun}が選択されています。一度に変更できるのは{limit}件までです。所管課などで絞って、分けて変更してください。")}
                    <a href=back>{format!("{list}の一覧に戻る")}</a>
                </p>
            }.into_any()
        } else {
            view! { <Forms data back=back_link changes/> }.into_any()
        }}
    }
}

#[component]
fn Forms(data: BulkData, back: String, changes: Changes) -> impl IntoView {
    let preview = data.preview.clone();
    let ids: Vec<String> = preview.ids.iter().map(ToString::to_string).collect();
    let ids = ids.join(",");
    let total = preview.total;
    let (noun, list) = (data.ledger.label(), list_name(data.ledger));
    view! {
        <div class="u-stack-lg">
            <p>{format!("{total}件の{noun}を変更します。変更できないものがあっても、ほかは続けます。変更できなかったものは、理由とともに処理結果に示します。")}</p>
            <Chosen noun names=preview.names total/>
            {preview.owner_count.map(|count| view! { <OwnerForm data=data.clone() ids=ids.clone() count owners=changes.owners/> })}
            {preview.unit_count.map(|count| view! { <UnitForm data=data.clone() ids=ids.clone() count units=changes.units/> })}
            {preview.closing_count.map(|count| view! { <ClosingForm ids=ids.clone() count total closings=changes.closings/> })}
            <p><a href=back>{format!("変更しないで、{list}の一覧に戻る")}</a></p>
        </div>
    }
}

/// The first records by name, the rest counted.
#[component]
fn Chosen(noun: &'static str, names: Vec<String>, total: usize) -> impl IntoView {
    let more = total - names.len();
    view! {
        <section aria-labelledby="chosen">
            <h2 class="dads-heading" data-size="20" id="chosen">{format!("対象の{noun}　{total}件")}</h2>
            <div class="u-prose"><ul>
                {names.into_iter().map(|name| view! { <li>{name}</li> }).collect_view()}
                {(0 < more).then(|| view! { <li>{format!("ほか{more}件")}</li> })}
            </ul></div>
        </section>
    }
}

/// One of the changes: what it does, to how many of the records the person may do it, and its form.
#[component]
fn Change(
    id: &'static str,
    title: &'static str,
    about: &'static str,
    error: Signal<Option<AppError>>,
    count: usize,
    total: usize,
    children: Children,
) -> impl IntoView {
    view! {
        <section aria-labelledby=id>
            <h2 class="dads-heading" data-size="20" id=id>{title}</h2>
            <ErrorSummary error form=id/>
            <p>{about}</p>
            {(count < total).then(|| view! {
                <p>{format!("{total}件のうち、あなたが変更できるのは{count}件です。ほかの{}件は、所管課の権限がないため、変更しません。", total - count)}</p>
            })}
            {children()}
        </section>
    }
}

#[component]
fn Send(label: String) -> impl IntoView {
    view! {
        <div class="button-row">
            <button class="dads-button" data-type="solid-fill" data-size="md" type="submit">{label}</button>
        </div>
    }
}

#[component]
fn OwnerForm(
    data: BulkData,
    ids: String,
    count: usize,
    owners: ServerAction<ChangeOwners>,
) -> impl IntoView {
    let (error, errors) = error_of(move || owners.value().get());
    let total = data.preview.total;
    let from_on = if data.owner.from_on.is_empty() {
        domain::wareki::long(data.today)
    } else {
        data.owner.from_on
    };
    view! {
        <Change id="owner" title="責任者を変更" error count total
            about="今の責任者は、次の開始日の前日までになります。責任者がいないものには、開始日から指定します。">
            <ActionForm action=owners>
                <input type="hidden" name="ledger" value=data.ledger.code()/>
                <input type="hidden" name="ids" value=ids/>
                <SelectField field="person_id" label="新しい責任者" value=data.owner.person_id options=data.people errors required=true form="owner"/>
                <DateField field="from_on" label="開始日" value=from_on errors required=true form="owner"/>
                <Send label=format!("{total}件の責任者を変更")/>
            </ActionForm>
        </Change>
    }
}

#[component]
fn UnitForm(
    data: BulkData,
    ids: String,
    count: usize,
    units: ServerAction<ChangeUnits>,
) -> impl IntoView {
    let (error, errors) = error_of(move || units.value().get());
    let total = data.preview.total;
    view! {
        <Change id="unit" title="所管課を変更" error count total
            about="変更したものは、処理結果の画面から元に戻せます。責任者は変わりません。">
            <ActionForm action=units>
                <input type="hidden" name="ledger" value=data.ledger.code()/>
                <input type="hidden" name="ids" value=ids/>
                <SelectField field="unit_id" label="新しい所管課" value=data.unit.unit_id options=data.units errors required=true form="unit"/>
                <Send label=format!("{total}件の所管課を変更")/>
            </ActionForm>
        </Change>
    }
}

/// 完了 of those contracts that have ended.
#[component]
fn ClosingForm(
    ids: String,
    count: usize,
    total: usize,
    closings: ServerAction<CloseContracts>,
) -> impl IntoView {
    let (error, _) = error_of(move || closings.value().get());
    view! {
        <Change id="closing" title="完了にする" error count=total total
            about="契約期間が終わり、点検の結果がすべて記録された契約を、完了にします。完了は元に戻せません。">
            {if count == 0 {
                view! { <p>"この中に、あなたが完了にできる契約はありません。"</p> }.into_any()
            } else {
                view! {
                    {(count < total).then(|| view! {
                        <p>{format!("{total}件のうち、完了にできるのは{count}件です。ほかの{}件は変更せず、理由を処理結果に示します。", total - count)}</p>
                    })}
                    <ActionForm action=closings>
                        <input type="hidden" name="ids" value=ids/>
                        <Send label=format!("{count}件を完了にする")/>
                    </ActionForm>
                }.into_any()
            }}
        </Change>
    }
}
