//! A page's data: shown when it is there, an error page when it is not.

use std::future::Future;

use leptos::prelude::*;

use super::{ErrorPage, error_summary::Refusal};
use crate::{error::AppError, loading::begin};

/// Shows what is loaded. The page waits for it: what is sent is complete. What a form was refused for stands
/// above the page when the form itself is no longer there, as when somebody else has decided meanwhile.
#[component]
pub fn Loaded<T, L, F, V>(data: L, children: F) -> impl IntoView
where
    T: Send + 'static,
    L: Future<Output = Result<T, AppError>> + Send + 'static,
    F: FnOnce(T) -> V + Send + 'static,
    V: IntoView + 'static,
{
    let refusal = Refusal::of_request();
    let data = begin(data);
    Suspend::new(async move {
        match data.await {
            Ok(value) => {
                let page = children(value);
                let unsaid = refusal.and_then(|refusal| refusal.unsaid());
                view! { {unsaid}{page} }.into_any()
            }
            Err(error) => view! { <ErrorPage error/> }.into_any(),
        }
    })
}
