//! 特記事項をまとめて出力: which contracts it would be, and the button that asks for it.

use domain::{
    contract::{
        bundle::{BundleContract, BundleForm, BundlePreview},
        summary::ContractFilter,
    },
    id::{ContractId, JobId},
};
use leptos::{form::ActionForm, prelude::*};
use leptos_router::hooks::use_query_map;

use super::list_page::{address, filter_of};
use crate::{
    components::{Breadcrumb, Chip, ErrorSummary, Loaded, PageHead, TICKED, error_of},
    error::AppError,
    paths,
};

async fn load(
    ticked: Option<Vec<ContractId>>,
    filter: ContractFilter,
) -> Result<BundlePreview, AppError> {
    let context = crate::server_context::context()?;
    Ok(services::bulk::annexes::preview(&context, ticked.as_deref(), &filter).await?)
}

#[server(endpoint = "contract/bundle")]
pub async fn bundle_annexes(ids: String, form: String) -> Result<JobId, AppError> {
    use crate::server_context::{context, done};
    let form: BundleForm = form.parse().map_err(|_| AppError::BadRequest)?;
    let ids: Result<Vec<ContractId>, _> = ids.split(',').map(str::parse).collect();
    let ids = ids.map_err(|_| AppError::BadRequest)?;
    let id = services::bulk::annexes::request(&context()?, &ids, form).await?;
    done(
        &paths::job(id),
        "特記事項の一括出力を受け付けました。終わると、この画面からファイルを開けます。",
    );
    Ok(id)
}

/// `/contracts/bundle`.
#[component]
pub fn BundlePage() -> impl IntoView {
    let (all, ticked) = use_query_map().with_untracked(|query| {
        let ids = query.get_all(TICKED).unwrap_or_default();
        let ids: Vec<ContractId> = ids.iter().filter_map(|id| id.parse().ok()).collect();
        (query.get("all").is_some(), ids)
    });
    let at = address();
    let filter = filter_of(&at);
    let back = at.without(&[]);
    let action = ServerAction::<BundleAnnexes>::new();
    let data = load((!all).then_some(ticked), filter);
    view! {
        <Loaded data=data children=move |preview: BundlePreview| view! { <Confirm preview back action/> }/>
    }
}

#[component]
fn Confirm(
    preview: BundlePreview,
    back: String,
    action: ServerAction<BundleAnnexes>,
) -> impl IntoView {
    let (error, _) = error_of(move || action.value().get());
    let back_link = back.clone();
    view! {
        <Breadcrumb links=vec![(back.clone(), "契約".to_owned())] here="特記事項の一括出力"/>
        <PageHead title="特記事項の一括出力"/>
        <ErrorSummary error/>
        {if preview.contracts.is_empty() {
            view! {
                <p class="zero-state">"契約が選択されていません。一覧で契約を選ぶか、「この条件のすべて」を押してください。"<a href=back>"契約の一覧に戻る"</a></p>
            }.into_any()
        } else if preview.limit < preview.total {
            view! {
                <p class="zero-state">
                    {format!("{}件の契約が選択されています。一度に出力できるのは{}件までです。年度や所管課で絞って、分けて出力してください。", preview.total, preview.limit)}
                    <a href=back>"契約の一覧に戻る"</a>
                </p>
            }.into_any()
        } else {
            view! { <Request preview back=back_link action/> }.into_any()
        }}
    }
}

#[component]
fn Request(
    preview: BundlePreview,
    back: String,
    action: ServerAction<BundleAnnexes>,
) -> impl IntoView {
    let (total, issued) = (preview.contracts.len(), preview.issued_count());
    let ids: Vec<String> = preview
        .contracts
        .iter()
        .map(|it| it.id.to_string())
        .collect();
    view! {
        <p>{format!("{total}件の契約の特記事項を、1つのファイルにまとめます。")}</p>
        <div class="u-prose"><ul>
            <li>{format!("発行済みの{issued}件は、発行したPDFをそのまま入れます。")}</li>
            <li>{format!("発行していない{}件は、現在の内容による案（「案」の印が入ります）を作ります。", total - issued)}</li>
            <li>"作れないものがあっても、ほかは続けます。作れなかったものは、理由とともに処理結果に示します。"</li>
        </ul></div>
        <ActionForm action>
            <input type="hidden" name="ids" value=ids.join(",")/>
            <fieldset class="dads-form-control-label section-follow" data-size="md">
                <legend class="dads-form-control-label__label">"ファイルの形"</legend>
                {BundleForm::ALL.iter().map(|form| view! {
                    <label class="dads-radio">
                        <span class="dads-radio__radio">
                            <input class="dads-radio__input" type="radio" name="form" value=form.code() checked=*form == BundleForm::Zip/>
                        </span>
                        <span class="dads-radio__label">{form.label()}</span>
                    </label>
                }).collect_view()}
            </fieldset>
            <div class="button-row">
                <a class="dads-button" data-type="outline" data-size="md" href=back>"契約の一覧に戻る"</a>
                <button class="dads-button" data-type="solid-fill" data-size="md" type="submit">{format!("{total}件をまとめて出力")}</button>
            </div>
        </ActionForm>
        <section class="section-follow" aria-labelledby="chosen">
            <h2 class="dads-heading" data-size="20" id="chosen">"対象の契約"</h2>
            <ContractTable contracts=preview.contracts/>
        </section>
    }
}

#[component]
fn ContractTable(contracts: Vec<BundleContract>) -> impl IntoView {
    view! {
        <div class="dads-table" data-size="dense">
            <table class="dads-table__table" data-cell-border="bottom" data-width="full">
                <caption class="dads-u-visually-hidden">"対象の契約"</caption>
                <thead><tr>
                    <th class="dads-table__col-header" scope="col">"契約番号"</th>
                    <th class="dads-table__col-header" scope="col">"件名"</th>
                    <th class="dads-table__col-header" scope="col">"特記事項"</th>
                </tr></thead>
                <tbody>
                    {contracts.into_iter().map(|contract| view! {
                        <tr>
                            <th class="dads-table__row-header" scope="row">{contract.contract_no}</th>
                            <td class="dads-table__text"><a href=paths::contract(contract.id)>{contract.title}</a></td>
                            <td class="dads-table__status">
                                {if contract.is_issued {
                                    view! { <Chip label="発行済み" color="green"/> }
                                } else {
                                    view! { <Chip label="案" color="gray"/> }
                                }}
                            </td>
                        </tr>
                    }).collect_view()}
                </tbody>
            </table>
        </div>
    }
}
