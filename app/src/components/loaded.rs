//! A page's data: shown when it is there, an error page when it is not.

use leptos::prelude::*;

use leptos::server_fn::ServerFn;

use super::ErrorPage;
use crate::error::AppError;

/// How often a form of the page was taken; with it in its source, a resource loads again what the form
/// changed. A form that was refused does not count: what was typed stays.
#[must_use]
pub fn times_done<S>(action: ServerAction<S>) -> Signal<u32>
where
    S: ServerFn<Error = AppError> + Clone + Send + Sync + 'static,
    S::Output: Send + Sync + 'static,
{
    let times = Memo::new(move |before: Option<&u32>| {
        let done = action.value().with(|value| matches!(value, Some(Ok(_))));
        before.copied().unwrap_or_default() + u32::from(done)
    });
    times.into()
}

/// Shows what a resource loads.
#[component]
pub fn Loaded<T, F, V>(data: Resource<Result<T, AppError>>, children: F) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
    F: Fn(T) -> V + Clone + Send + Sync + 'static,
    V: IntoView + 'static,
{
    view! {
        <Transition fallback=|| view! { <p class="loading" role="status">"読み込んでいます"</p> }>
            {move || {
                let children = children.clone();
                Suspend::new(async move {
                    match data.await {
                        Ok(value) => children(value).into_any(),
                        Err(error) => view! { <ErrorPage error/> }.into_any(),
                    }
                })
            }}
        </Transition>
    }
}
