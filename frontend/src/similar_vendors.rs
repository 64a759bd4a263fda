//! A warning while a vendor's name is typed: the company may be in the list already.

use std::time::Duration;

use leptos::{prelude::*, wasm_bindgen::JsCast, web_sys::Response};
use wasm_bindgen_futures::JsFuture;

use crate::page::follow;

/// How long typing must rest before the server is asked.
const REST: Duration = Duration::from_millis(400);

/// Stands below the field of the id `control`. Shows what the server answers at `address` followed by the
/// name: a part of a page that names the vendors read alike, or nothing.
#[island]
pub fn SimilarVendors(control: String, address: String) -> impl IntoView {
    let found = RwSignal::new(String::new());
    Effect::new(move |_| {
        let address = address.clone();
        let mut ask = debounce(REST, move |name: String| {
            let address = format!("{address}{}", String::from(encoded(&name)));
            leptos::task::spawn_local(async move {
                found.set(fetched(&address).await.unwrap_or_default());
            });
        });
        let mut is_first = true;
        follow(&control, move |name| {
            if !std::mem::take(&mut is_first) {
                ask(name);
            }
        });
    });
    view! { <div aria-live="polite" inner_html=move || found.get()></div> }
}

fn encoded(text: &str) -> leptos::web_sys::js_sys::JsString {
    leptos::web_sys::js_sys::encode_uri_component(text)
}

/// The answer, when it is a good one.
async fn fetched(address: &str) -> Option<String> {
    let answer: Response = JsFuture::from(window().fetch_with_str(address))
        .await
        .ok()?
        .dyn_into()
        .ok()?;
    if !answer.ok() || answer.redirected() {
        return None;
    }
    JsFuture::from(answer.text().ok()?).await.ok()?.as_string()
}
