//! The warning the island `SimilarVendors` shows: vendors whose name reads like the one being typed.

use domain::id::VendorId;
use leptos::prelude::*;

use crate::{
    components::{Banner, BannerKind},
    paths,
};

/// A part of a page; empty where no vendor is read alike.
#[must_use]
pub fn similar_vendors_part(others: Vec<(VendorId, String)>) -> String {
    if others.is_empty() {
        return String::new();
    }
    let part = view! {
        <Banner kind=BannerKind::Warning heading="同じ名称と読める委託先が、すでにあります">
            <ul>
                {others.into_iter().map(|(id, name)| view! { <li><a href=paths::vendor(id)>{name}</a></li> }).collect_view()}
            </ul>
            <p>"別の事業者であれば、このまま続けてください。"</p>
        </Banner>
    };
    part.to_html()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_text_and_never_markup() {
        let part = similar_vendors_part(vec![(VendorId(7), "<b>株式会社\"甲\"</b>".to_owned())]);
        assert!(part.contains("href=\"/vendors/7\""), "{part}");
        assert!(part.contains("&lt;b&gt;株式会社"), "{part}");
        assert_eq!(similar_vendors_part(Vec::new()), "");
    }
}
