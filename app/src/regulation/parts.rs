//! Small parts the pages of the register share.

use domain::{
    id::RegulationDocumentId,
    regulation::{Disclosure, RegulationVersion, VersionState},
};
use leptos::prelude::*;

use crate::{components::Chip, paths};

/// 公開区分.
pub(super) fn disclosure_chip(disclosure: Disclosure) -> impl IntoView {
    let color = match disclosure {
        Disclosure::Public => "green",
        Disclosure::Internal => "light-blue",
        Disclosure::NonPublic => "red",
    };
    view! { <Chip label=disclosure.label() color/> }
}

/// 版の状態.
pub(super) fn state_chip(state: VersionState) -> impl IntoView {
    let color = match state {
        VersionState::InForce => "green",
        VersionState::Waiting => "light-blue",
        VersionState::Coming => "yellow",
        VersionState::Returned => "orange",
        VersionState::Superseded | VersionState::Abolished => "gray",
    };
    view! { <Chip label=state.label() color/> }
}

/// The text of a version, as a link; words where there is none.
#[component]
pub(super) fn TextLink(version: RegulationVersion) -> impl IntoView {
    match version.file_name {
        Some(name) => {
            let path = paths::regulation_file(version.id);
            view! { <a href=path rel="external">{name}</a> }.into_any()
        }
        None => view! { <span>"本文のファイルなし"</span> }.into_any(),
    }
}

/// The hidden fields of every form about a document.
#[component]
pub(super) fn Keys(id: RegulationDocumentId, revision: i32) -> impl IntoView {
    view! {
        <input type="hidden" name="id" value=id.to_string()/>
        <input type="hidden" name="revision" value=revision.to_string()/>
    }
}

/// The choices of a list: code and label of each value.
pub(super) fn options<T: Copy>(
    all: &[T],
    code: fn(T) -> &'static str,
    label: fn(T) -> &'static str,
) -> Vec<(String, String)> {
    all.iter()
        .map(|it| (code(*it).to_owned(), label(*it).to_owned()))
        .collect()
}
