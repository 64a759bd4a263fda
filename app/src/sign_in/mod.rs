//! サインイン. A plain form to the server's own address: the session is the server's business.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use crate::{
    components::{Banner, BannerKind},
    paths,
};

/// The sign-in page. `next` in the address is where to go afterwards, `held` names a form that waits.
#[component]
pub fn SignInPage() -> impl IntoView {
    let query = use_query_map();
    let parameter = move |name: &str| query.with(|query| query.get(name).unwrap_or_default());
    let refused = move || parameter("refused");
    let expired = move || !parameter("expired").is_empty() && refused().is_empty();
    view! {
        <Title text="サインイン"/>
        <div class="narrow-page">
            <div class="narrow-page__box">
                <h1 class="dads-heading" data-size="28">"サインイン"</h1>
                {move || (!refused().is_empty()).then(|| view! { <Banner kind=BannerKind::Error heading=refused()/> })}
                {move || expired().then(|| view! {
                    <Banner kind=BannerKind::Warning heading="サインインの時間が切れました">
                        <p>"もう一度サインインすると、入力していた画面に戻ります。入力した内容は残っています。"</p>
                    </Banner>
                })}
                <form class="u-stack" method="post" action=paths::SIGN_IN>
                    <input type="hidden" name="next" value=move || parameter("next")/>
                    <input type="hidden" name="held" value=move || parameter("held")/>
                    <div class="dads-form-control-label" data-size="md">
                        <label class="dads-form-control-label__label" for="sign-in-name">"サインイン名"</label>
                        <span class="dads-input-text">
                            <input class="dads-input-text__input" id="sign-in-name" name="sign_in_name" type="text"
                                value=move || parameter("name") data-width="20" data-size="md"
                                autocomplete="username" autocapitalize="none" required/>
                        </span>
                    </div>
                    <div class="dads-form-control-label" data-size="md">
                        <label class="dads-form-control-label__label" for="password">"パスワード"</label>
                        <span class="dads-input-text">
                            <input class="dads-input-text__input" id="password" name="password" type="password"
                                data-width="20" data-size="md" autocomplete="current-password" required/>
                        </span>
                    </div>
                    <div class="button-row">
                        <button class="dads-button" data-type="solid-fill" data-size="lg" type="submit">"サインイン"</button>
                    </div>
                </form>
            </div>
            <p class="narrow-page__notice">"パスワードを忘れたときは、管理者（情報担当）に連絡してください。"</p>
        </div>
    }
}
