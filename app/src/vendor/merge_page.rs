//! `/vendors/{id}/merge`: first the other record is chosen, then both stand side by side, and what moves.

use domain::{
    id::VendorId,
    input::FieldErrors,
    vendor::{
        Vendor, VendorKind,
        merge::{Lookalike, MergeInput, MergeRow, MergeSide, Moving},
    },
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{
    api::{MergeData, MergeVendors, load_merge},
    vendor_id,
};
use crate::{
    components::{
        Banner, BannerKind, Breadcrumb, CheckboxField, Chip, ErrorSummary, Loaded, PageHead,
        SelectField, error_of, field_id, field_label,
    },
    error::AppError,
    paths,
};

/// Two records become one.
#[component]
pub fn MergeVendorsPage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let parameter = |name: &str| query.with_untracked(|query| query.get(name));
    let data = load(
        params.with_untracked(|params| params.get("id").unwrap_or_default()),
        parameter("other"),
        parameter("held"),
    );
    let action = ServerAction::<MergeVendors>::new();
    view! {
        <Loaded data=data children=move |data: MergeData| view! { <MergeView data action/> }/>
    }
}

async fn load(
    id: String,
    other: Option<String>,
    held: Option<String>,
) -> Result<MergeData, AppError> {
    let other = other
        .filter(|other| !other.is_empty())
        .map(|other| vendor_id(&other));
    load_merge(vendor_id(&id)?, other.transpose()?, held).await
}

#[component]
fn MergeView(data: MergeData, action: ServerAction<MergeVendors>) -> impl IntoView {
    let MergeData {
        kept,
        lookalikes,
        others,
        preview,
        input,
    } = data;
    let path = paths::vendor(kept.id);
    let name = kept.name.clone();
    let body = match preview {
        Some(preview) => view! {
            <Comparison kept gone=preview.gone rows=preview.rows moving=preview.moving input action/>
        }
        .into_any(),
        None => view! { <ChooseOther id=kept.id suspects=lookalikes others/> }.into_any(),
    };
    view! {
        <Breadcrumb
            links=vec![
                (paths::TODAY.to_owned(), "今日".to_owned()),
                (paths::VENDORS.to_owned(), "委託先".to_owned()),
                (path.clone(), name.clone()),
            ]
            here="統合"
        />
        <PageHead title="委託先の統合" window=format!("{name} - 委託先の統合")/>
        <p>"同じ事業者が二重に登録されているとき、一つにまとめます。契約や点検の記録は残す委託先に移り、もう一つは無効になって統合先を示します。発行した書類は変わりません。"</p>
        {body}
        <p class="section-follow"><a href=path>{format!("{name}に戻る")}</a></p>
    }
}

/// Which is the other record.
#[component]
fn ChooseOther(
    id: VendorId,
    suspects: Vec<Lookalike>,
    others: Vec<(String, String)>,
) -> impl IntoView {
    view! {
        {(!suspects.is_empty()).then(|| view! {
            <section class="section-follow" aria-labelledby="lookalikes">
                <h2 class="dads-heading" data-size="22" id="lookalikes">"同じ事業者と思われる委託先"</h2>
                <ul>
                    {suspects.into_iter().map(|other| view! {
                        <li><a href=paths::merge_vendors(id, Some(other.id))>{other.name}</a>{format!("（{}）", other.because)}</li>
                    }).collect_view()}
                </ul>
            </section>
        })}
        <section class="section-follow" aria-labelledby="choose">
            <h2 class="dads-heading" data-size="22" id="choose">"統合する委託先を選ぶ"</h2>
            <form class="form" method="get" action=paths::merge_vendors(id, None)>
                <div class="form__fields">
                    <SelectField field="other" prefix="" label="もう一つの委託先" value="" options=others
                        errors=Signal::derive(FieldErrors::default) required=true
                        support="次の画面で内容を並べて確かめます。ここではまだ統合しません。"/>
                </div>
                <div class="button-row">
                    <button class="dads-button" data-type="solid-fill" data-size="md" type="submit">"並べて確かめる"</button>
                </div>
            </form>
        </section>
    }
}

#[component]
fn Comparison(
    kept: Vendor,
    gone: Vendor,
    rows: Vec<MergeRow>,
    moving: Moving,
    input: Option<MergeInput>,
    action: ServerAction<MergeVendors>,
) -> impl IntoView {
    let (error, errors) = error_of(move || action.value().get());
    let confirmed = move || errors.with(|errors| errors.get("confirmed").map(ToString::to_string));
    view! {
        <ErrorSummary error/>
        {are_two_companies(&kept, &gone).then(|| view! {
            <Banner kind=BannerKind::Warning heading="法人番号が違います">
                <p>"法人番号は会社ごとに1つです。別の会社であれば、統合しないでください。片方の番号が誤りのときは、先に国税庁の公表サイトで確かめてください。"</p>
            </Banner>
        })}
        <ActionForm action attr:class="form">
            {vendor_keys(&kept, &gone)}
            <section class="section-follow" aria-labelledby="compare">
                <h2 class="dads-heading" data-size="22" id="compare">"内容を比べて選ぶ"</h2>
                <p><a href=paths::merge_vendors(gone.id, Some(kept.id))>{format!("逆にする（「{}」を残す）", gone.name)}</a></p>
                <FieldTable kept=kept.name.clone() gone=gone.name.clone() rows input errors/>
            </section>
            <MovingList moving gone=gone.name.clone() kept=kept.name.clone()/>
            <section class="section-follow" aria-labelledby="confirm">
                <h2 class="dads-heading" data-size="22" id="confirm">"確認"</h2>
                <p>{format!("「{}」は無効になります。統合は取り消せません。両方の履歴に残ります。", gone.name)}</p>
                <div id=field_id("confirmed") tabindex="-1">
                    <CheckboxField name="input[confirmed]" value="1" label="二つが同じ事業者であることを確かめました" note="" checked=false/>
                </div>
                {move || confirmed().map(|words| view! { <p class="dads-form-control-label__error-text">{words}</p> })}
                <div class="button-row">
                    <button class="dads-button" data-type="solid-fill" data-size="md" data-intent="danger" type="submit">"統合"</button>
                </div>
            </section>
        </ActionForm>
    }
}

/// Each has a 法人番号 of its own.
fn are_two_companies(kept: &Vendor, gone: &Vendor) -> bool {
    let numbers = (
        kept.corporate_number.as_ref(),
        gone.corporate_number.as_ref(),
    );
    matches!(numbers, (Some(kept), Some(gone)) if kept != gone)
}

/// Which two records, as they were when the page was opened.
fn vendor_keys(kept: &Vendor, gone: &Vendor) -> impl IntoView + use<> {
    [
        ("kept", kept.id.to_string()),
        ("kept_revision", kept.revision.to_string()),
        ("gone", gone.id.to_string()),
        ("gone_revision", gone.revision.to_string()),
    ]
    .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
    .collect_view()
}

#[component]
fn FieldTable(
    kept: String,
    gone: String,
    rows: Vec<MergeRow>,
    input: Option<MergeInput>,
    errors: Signal<FieldErrors>,
) -> impl IntoView {
    view! {
        <div class="dads-table" data-size="dense">
            <table class="dads-table__table" data-cell-border="bottom" data-width="full">
                <caption class="dads-u-visually-hidden">"二つの委託先の内容"</caption>
                <thead>
                    <tr>
                        <th class="dads-table__col-header" scope="col">"項目"</th>
                        <th class="dads-table__col-header" scope="col">{format!("残す：{kept}")}</th>
                        <th class="dads-table__col-header" scope="col">{format!("統合する：{gone}")}</th>
                        <th class="dads-table__col-header" scope="col">"違い"</th>
                    </tr>
                </thead>
                <tbody>
                    {rows.into_iter().map(|row| {
                        let chosen = input.as_ref().map_or(row.proposed, |input| chosen(input, &row.field));
                        view! { <FieldRow row chosen errors/> }
                    }).collect_view()}
                </tbody>
            </table>
        </div>
    }
}

/// What was ticked when the form was refused.
fn chosen(input: &MergeInput, field: &str) -> MergeSide {
    let code = match field {
        "kind" => &input.kind,
        "name" => &input.name,
        "kana" => &input.kana,
        "corporate_number" => &input.corporate_number,
        "invoice_number" => &input.invoice_number,
        "address" => &input.address,
        "representative" => &input.representative,
        "phone" => &input.phone,
        _ => &input.note,
    };
    code.parse().unwrap_or(MergeSide::Kept)
}

#[component]
fn FieldRow(row: MergeRow, chosen: MergeSide, errors: Signal<FieldErrors>) -> impl IntoView {
    let differs = row.differs();
    let label = field_label(&row.field);
    let problem = errors.with_untracked(|errors| errors.get(&row.field).map(ToString::to_string));
    let cell = |side: MergeSide, value: &str| {
        let text = shown(&row.field, value);
        if !differs {
            return view! { <td class="dads-table__text">{text}</td> }.into_any();
        }
        // The first of the two carries the id the summary of errors leads to.
        let id = match side {
            MergeSide::Kept => field_id(&row.field),
            MergeSide::Gone => format!("{}-gone", field_id(&row.field)),
        };
        let hidden = format!("{label}：{}の内容　", side.label());
        view! {
            <td class="dads-table__text">
                <label class="dads-radio">
                    <span class="dads-radio__radio">
                        <input class="dads-radio__input" type="radio" id=id name=format!("input[{}]", row.field)
                            value=side.code() checked=side == chosen/>
                    </span>
                    <span class="dads-radio__label"><span class="dads-u-visually-hidden">{hidden}</span>{text}</span>
                </label>
            </td>
        }
        .into_any()
    };
    let cells = (
        cell(MergeSide::Kept, &row.kept),
        cell(MergeSide::Gone, &row.gone),
    );
    view! {
        <tr>
            <th class="dads-table__row-header" scope="row">
                {label.clone()}
                {problem.map(|problem| view! { <p class="dads-form-control-label__error-text">{problem}</p> })}
            </th>
            {cells}
            <td class="dads-table__status">
                {if differs {
                    view! { <Chip label="違う" color="yellow"/> }.into_any()
                } else {
                    view! { "同じ" }.into_any()
                }}
            </td>
        </tr>
    }
}

/// A value as the screens write it.
fn shown(field: &str, value: &str) -> String {
    match (field, value.parse::<VendorKind>()) {
        ("kind", Ok(kind)) => kind.label().to_owned(),
        _ if value.is_empty() => "（なし）".to_owned(),
        _ => value.to_owned(),
    }
}

#[component]
fn MovingList(moving: Moving, gone: String, kept: String) -> impl IntoView {
    view! {
        <section class="section-follow" aria-labelledby="moving">
            <h2 class="dads-heading" data-size="22" id="moving">"移る記録"</h2>
            <p>{format!("「{gone}」の次の記録が「{kept}」に移ります。")}</p>
            <dl class="dads-description-list">
                {moving.rows().into_iter().map(|(label, count)| view! {
                    <div class="dads-description-list__row"><dt>{label}</dt><dd>{format!("{count}件")}</dd></div>
                }).collect_view()}
            </dl>
        </section>
    }
}

/// What the page of a vendor says about merging: where it went, or a way to the merge.
#[component]
pub(super) fn MergeSection(id: VendorId, suspects: usize) -> impl IntoView {
    view! {
        <section aria-labelledby="vendor-merge">
            <h2 class="dads-heading" data-size="22" id="vendor-merge">"統合"</h2>
            {(0 < suspects).then(|| view! { <p>{format!("同じ事業者と思われる委託先が、ほかに{suspects}件あります。")}</p> })}
            <p><a href=paths::merge_vendors(id, None)>"同じ事業者の委託先と統合する"</a></p>
        </section>
    }
}
