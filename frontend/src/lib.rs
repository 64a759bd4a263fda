//! 委託台帳 in the browser: takes over the page the server rendered, nothing else.

use leptos::prelude::*;
use wasm_bindgen::prelude::wasm_bindgen;

/// Called by the page's script once the wasm has loaded.
#[wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    // After a form was taken the next page is loaded afresh, as it is without JavaScript: one way for
    // both, and nothing stale on the screen.
    let _ = leptos::server_fn::redirect::set_redirect_hook(|path: &str| {
        let _ = window().location().set_href(path);
    });
    leptos::mount::hydrate_body(app::App);
    // Tells stylesheets and tests that live checks are at work.
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("data-hydrated", "true");
    }
}
