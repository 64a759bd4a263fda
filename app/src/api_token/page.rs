//! `/api-tokens`: which tokens there are, a form for a new one, 失効. A new token is shown once, in the message of
//! the action.

use chrono::NaiveDate;
use domain::api_token::{ApiToken, ApiTokenInput, ApiTokenState};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::api::{ApiTokensData, IssueApiToken, RevokeApiToken, load_api_tokens};
use crate::{
    components::{
        Breadcrumb, Chip, DateField, ErrorSummary, Instant, Loaded, PageHead, SelectField,
        TableDate, TextField, error_of,
    },
    paths,
};

/// Tokens and the form of a new one.
#[component]
pub fn ApiTokensPage() -> impl IntoView {
    let held = use_query_map().with_untracked(|query| query.get("held"));
    let issue = ServerAction::<IssueApiToken>::new();
    let revoke = ServerAction::<RevokeApiToken>::new();
    view! {
        <Loaded data=load_api_tokens(held) children=move |data: ApiTokensData| view! {
            <ApiTokensView data issue revoke/>
        }/>
    }
}

#[component]
fn ApiTokensView(
    data: ApiTokensData,
    issue: ServerAction<IssueApiToken>,
    revoke: ServerAction<RevokeApiToken>,
) -> impl IntoView {
    let (revoking, _) = error_of(move || revoke.value().get());
    let ApiTokensData {
        tokens,
        people,
        input,
        today,
    } = data;
    view! {
        <Breadcrumb
            links=vec![(paths::TODAY.to_owned(), "今日".to_owned()), (paths::ORGANIZATION.to_owned(), "職員・組織".to_owned())]
            here="APIトークン"
        />
        <PageHead title="APIトークン"/>
        <p>
            "町のほかのシステムが、台帳を読み取るときに使う鍵です。選んだ職員がその日に見られる記録を、読み取りだけできます。何が読み取れるかは、"
            <a href=paths::OPENAPI>"APIの仕様（OpenAPI）"</a>"にあります。"
        </p>
        <section class="section-follow" aria-labelledby="tokens">
            <h2 class="dads-heading" data-size="22" id="tokens">{format!("発行したトークン　{}件", tokens.len())}</h2>
            <ErrorSummary error=revoking/>
            {if tokens.is_empty() {
                view! { <p>"まだありません。下の欄で発行できます。"</p> }.into_any()
            } else {
                view! { <TokenTable tokens today revoke/> }.into_any()
            }}
        </section>
        <IssueForm input people issue/>
        <p class="section-follow"><a href=paths::ORGANIZATION>"職員・組織に戻る"</a></p>
    }
}

#[component]
fn TokenTable(
    tokens: Vec<ApiToken>,
    today: NaiveDate,
    revoke: ServerAction<RevokeApiToken>,
) -> impl IntoView {
    view! {
        <div class="dads-table" data-size="dense">
            <table class="dads-table__table" data-cell-border="bottom" data-width="full">
                <caption class="dads-u-visually-hidden">"APIトークン"</caption>
                <thead>
                    <tr>
                        <th class="dads-table__col-header" scope="col">"名称・目的"</th>
                        <th class="dads-table__col-header" scope="col">"職員"</th>
                        <th class="dads-table__col-header" scope="col">"発行"</th>
                        <th class="dads-table__col-header" scope="col">"有効期限"</th>
                        <th class="dads-table__col-header" scope="col">"最後に使った日時"</th>
                        <th class="dads-table__col-header" scope="col">"ステータス"</th>
                        <th class="dads-table__col-header" scope="col">"操作"</th>
                    </tr>
                </thead>
                <tbody>
                    {tokens.into_iter().map(|token| view! { <TokenRow token today revoke/> }).collect_view()}
                </tbody>
            </table>
        </div>
    }
}

#[component]
fn TokenRow(
    token: ApiToken,
    today: NaiveDate,
    revoke: ServerAction<RevokeApiToken>,
) -> impl IntoView {
    let state = token.state_on(today);
    let color = match state {
        ApiTokenState::Active => "green",
        ApiTokenState::Expired => "yellow",
        ApiTokenState::Revoked => "gray",
    };
    let revoked = token.revoked_at.map(|at| {
        let by = token.revoked_by.clone().unwrap_or("運用者".to_owned());
        view! { <br/><span class="u-support"><Instant at/>" "{by}</span> }
    });
    let name = token.name.clone();
    view! {
        <tr data-muted=(state != ApiTokenState::Active).then_some("")>
            <th class="dads-table__row-header" scope="row">
                {token.name}<br/><span class="u-support">{token.purpose}</span>
            </th>
            <td class="dads-table__text"><a href=paths::person(token.person_id)>{token.person_name}</a></td>
            <td class="dads-table__text">
                <Instant at=token.issued_at/><br/>
                <span class="u-support">{token.issued_by.unwrap_or("運用者".to_owned())}</span>
            </td>
            <td class="dads-table__date"><TableDate date=token.expires_on/></td>
            <td class="dads-table__date">
                {match token.last_used_at {
                    Some(at) => view! { <Instant at/> }.into_any(),
                    None => view! { "未使用" }.into_any(),
                }}
            </td>
            <td class="dads-table__status"><Chip label=state.label() color/>{revoked}</td>
            <td class="dads-table__text">
                {(state == ApiTokenState::Active).then(|| view! { <RevokeForm id=token.id name revoke/> })}
            </td>
        </tr>
    }
}

/// Asks once more before the token goes.
#[component]
fn RevokeForm(
    id: domain::id::ApiTokenId,
    name: String,
    revoke: ServerAction<RevokeApiToken>,
) -> impl IntoView {
    view! {
        <details class="dads-disclosure">
            <summary>"失効"<span class="dads-u-visually-hidden">{format!("：{name}")}</span></summary>
            <div class="dads-disclosure__body">
                <p>{format!("「{name}」を使うシステムは、すぐに読み取れなくなります。元に戻せません。")}</p>
                <ActionForm action=revoke>
                    <input type="hidden" name="id" value=id.to_string()/>
                    <div class="button-row">
                        <button class="dads-button" data-type="solid-fill" data-size="sm" data-intent="danger" type="submit">"失効させる"</button>
                    </div>
                </ActionForm>
            </div>
        </details>
    }
}

#[component]
fn IssueForm(
    input: ApiTokenInput,
    people: Vec<(String, String)>,
    issue: ServerAction<IssueApiToken>,
) -> impl IntoView {
    let (error, errors) = error_of(move || issue.value().get());
    view! {
        <section class="section-follow" aria-labelledby="issue">
            <h2 class="dads-heading" data-size="22" id="issue">"トークンの発行"</h2>
            <ErrorSummary error/>
            <ActionForm action=issue attr:class="form">
                <div class="form__fields">
                    <TextField field="name" label="名称" value=input.name errors required=true
                        support="使うシステムの名称。例）財務会計システム"/>
                    <TextField field="purpose" label="目的" value=input.purpose errors required=true
                        support="例）契約番号の突合"/>
                    <SelectField field="person_id" label="職員" value=input.person_id options=people errors required=true
                        support="この職員が見られる記録を読み取れます。町全体を読み取るときは、町全体の役割のある職員を選びます。"/>
                    <DateField field="expires_on" label="有効期限" value=input.expires_on errors required=true
                        support="1年後まで。和暦・西暦のどちらでも入力できます。"/>
                </div>
                <div class="button-row">
                    <button class="dads-button" data-type="solid-fill" data-size="md" type="submit">"発行"</button>
                </div>
            </ActionForm>
        </section>
    }
}
