//! A whole page that says what went wrong, why, and what to do. Sets the HTTP status that says the same.

use leptos::prelude::*;
use leptos_meta::Title;

use crate::{error::AppError, paths};

/// The page of an error.
#[component]
pub fn ErrorPage(error: AppError) -> impl IntoView {
    crate::server_context::set_status(error.status());
    let heading = error.to_string();
    view! {
        <Title text=heading.clone()/>
        <div class="error-page">
            <p class="error-page__status">{error.status()}</p>
            <h1 class="dads-heading" data-size="28">{heading}</h1>
            <div class="error-page__body"><p>{error.advice()}</p></div>
            <a class="dads-button" data-type="solid-fill" data-size="md" href=paths::TODAY>"今日に戻る"</a>
        </div>
    }
}
