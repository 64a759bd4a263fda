//! What every request can reach: database, settings, and what leptos wants to know.

use axum::extract::FromRef;
use leptos::config::{Env, LeptosOptions};
use services::Store;

use crate::config::Settings;

/// Name of the files of the browser part: `/pkg/itaku-daicho.js`.
pub const OUTPUT_NAME: &str = "itaku-daicho";

/// The state of the router.
#[derive(Clone)]
pub struct AppState {
    /// What leptos wants to know.
    pub leptos_options: LeptosOptions,
    /// Database and clock.
    pub store: Store,
    /// How requests are served.
    pub settings: Settings,
}

impl AppState {
    /// Over a migrated database with the rules loaded.
    #[must_use]
    pub fn new(store: Store, settings: Settings) -> Self {
        let leptos_options = LeptosOptions::builder()
            .output_name(OUTPUT_NAME)
            .site_root("target/site")
            .site_pkg_dir("pkg")
            .env(Env::PROD)
            .build();
        Self { leptos_options, store, settings }
    }
}

impl FromRef<AppState> for LeptosOptions {
    fn from_ref(state: &AppState) -> Self {
        state.leptos_options.clone()
    }
}

impl FromRef<AppState> for Store {
    fn from_ref(state: &AppState) -> Self {
        state.store.clone()
    }
}
