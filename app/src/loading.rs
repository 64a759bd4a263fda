//! What a page waits for.

use std::{future::Future, panic};

use leptos::reactive::computed::ScopedFuture;
use tokio_util::task::AbortOnDropHandle;
use tracing::Instrument;

/// Begins to load what a page shows, and goes on whether or not the page asks for it. The renderer asks every part of a
/// page once, and then one after the other: a part it does not ask would keep a connection of the pool, or an answer
/// others wait for (`services/src/kept.rs`), and pages would wait for each other for ever. Ends when the page is given
/// up.
pub fn begin<T: Send + 'static>(
    load: impl Future<Output = T> + Send + 'static,
) -> impl Future<Output = T> + Send + 'static {
    let task = tokio::spawn(ScopedFuture::new(load).in_current_span());
    let task = AbortOnDropHandle::new(task);
    async move {
        task.await
            .unwrap_or_else(|error| panic::resume_unwind(error.into_panic()))
    }
}
