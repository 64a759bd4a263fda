//! What hangs on a contract in other ledgers: external services paid under it, accounts run under it, and
//! waivers that came back.

use domain::{
    contract::detail::{ContractDetail, ExpiredWaiver},
    external_service::summary::ServiceSummary,
    id::ContractId,
    social_media::summary::AccountSummary,
};
use leptos::prelude::*;

use crate::{
    components::{Banner, BannerKind, Loaded, LongDate},
    error::AppError,
    external_service::ServiceTable,
    paths,
    social_media::AccountTable,
};

struct Related {
    services: Vec<ServiceSummary>,
    accounts: Vec<AccountSummary>,
    today: chrono::NaiveDate,
}

async fn load(id: ContractId) -> Result<Related, AppError> {
    let ctx = crate::server_context::context()?;
    Ok(Related {
        services: services::external_service::of_contract(&ctx, id).await?,
        accounts: services::social_media::of_contract(&ctx, id).await?,
        today: ctx.today(),
    })
}

/// Services and accounts of the contract; nothing where there are none.
#[component]
pub(super) fn RelatedLedgers(id: ContractId) -> impl IntoView {
    view! { <Loaded data=load(id) children=|related: Related| view! { <Lists related/> }/> }
}

#[component]
fn Lists(related: Related) -> impl IntoView {
    let Related {
        services,
        accounts,
        today,
    } = related;
    view! {
        {(!services.is_empty()).then(|| view! {
            <section class="section-follow" aria-labelledby="contract-services">
                <h2 class="dads-heading" data-size="20" id="contract-services">"この契約で利用する外部サービス"</h2>
                <ServiceTable services today/>
            </section>
        })}
        {(!accounts.is_empty()).then(|| view! {
            <section class="section-follow" aria-labelledby="contract-accounts">
                <h2 class="dads-heading" data-size="20" id="contract-accounts">"この契約で運用を委託するSNSアカウント"</h2>
                <AccountTable accounts/>
            </section>
        })}
    }
}

/// Waivers whose end has passed, in red: the contract lacks the clause again.
#[component]
pub(super) fn ExpiredWaivers(detail: ContractDetail) -> impl IntoView {
    let path = paths::contract_tab(detail.contract.id, "clauses");
    let line = |it: ExpiredWaiver| {
        view! {
            <li>{format!("{}　{}（", it.clause, it.title)}<LongDate date=it.expired_on/>"まで）"</li>
        }
    };
    let waivers = detail.expired_waivers;
    (!waivers.is_empty()).then(|| {
        view! {
            <Banner kind=BannerKind::Error heading="条項を入れない扱いの期限が切れています">
                <p>"次の条項は、必須であるのに契約に入っていません。契約を変更して条項を入れるか、あらためて承認を受けてください。"</p>
                <ul>{waivers.into_iter().map(line).collect_view()}</ul>
                <p><a href=path>"条項を開く"</a></p>
            </Banner>
        }
    })
}
