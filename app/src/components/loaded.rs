//! A page's data: shown when it is there, an error page when it is not.

use std::future::Future;

use leptos::prelude::*;

use super::ErrorPage;
use crate::error::AppError;

/// Shows what is loaded. The page waits for it: what is sent is complete.
#[component]
pub fn Loaded<T, L, F, V>(data: L, children: F) -> impl IntoView
where
    T: Send + 'static,
    L: Future<Output = Result<T, AppError>> + Send + 'static,
    F: FnOnce(T) -> V + Send + 'static,
    V: IntoView + 'static,
{
    Suspend::new(async move {
        match data.await {
            Ok(value) => children(value).into_any(),
            Err(error) => view! { <ErrorPage error/> }.into_any(),
        }
    })
}
