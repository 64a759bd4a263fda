//! The address of a ledger: what of it is shown, and how. Every link and form of the page is made from it, so
//! that each changes one thing and keeps the rest.

use domain::{
    export::ExportLedger,
    ledger::{LAYOUT, PAGE, conditions, page_size},
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::paths;

/// The parameters a ledger knows; others in the address are left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerAddress {
    ledger: ExportLedger,
    parameters: Vec<(&'static str, String)>,
}

impl LedgerAddress {
    /// That of the request.
    #[must_use]
    pub fn of_request(ledger: ExportLedger) -> Self {
        use_query_map().with_untracked(|query| {
            Self::reading(ledger, |name| query.get_all(name).unwrap_or_default())
        })
    }

    /// `values` are those of a parameter. A list that came from boxes is one value with commas.
    fn reading(ledger: ExportLedger, values: impl Fn(&str) -> Vec<String>) -> Self {
        let names = conditions(ledger).iter().chain(&LAYOUT).chain(&[PAGE]);
        Self {
            ledger,
            parameters: names.map(|name| (*name, values(name).join(","))).collect(),
        }
    }

    /// Which ledger.
    #[must_use]
    pub fn ledger(&self) -> ExportLedger {
        self.ledger
    }

    /// A parameter; empty where the address has none.
    #[must_use]
    pub fn get(&self, name: &str) -> String {
        let found = self.parameters.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| value.clone()).unwrap_or_default()
    }

    /// The page, from 1.
    #[must_use]
    pub fn page(&self) -> u64 {
        self.get(PAGE).parse().unwrap_or(1).max(1)
    }

    /// Rows of a page.
    #[must_use]
    pub fn size(&self) -> u64 {
        page_size(&self.get("size"))
    }

    /// The same with another value; the first page, unless it is the page that changes.
    #[must_use]
    pub fn with(&self, name: &str, value: &str) -> String {
        self.but(|known, old| match known {
            known if known == name => value.to_owned(),
            PAGE => String::new(),
            _ => old.to_owned(),
        })
    }

    /// The same without some of the parameters.
    #[must_use]
    pub fn without(&self, names: &[&str]) -> String {
        self.but(|known, old| {
            if known == PAGE || names.contains(&known) {
                String::new()
            } else {
                old.to_owned()
            }
        })
    }

    fn but(&self, value: impl Fn(&str, &str) -> String) -> String {
        let values: Vec<(&str, String)> = self
            .parameters
            .iter()
            .map(|(name, old)| (*name, value(name, old)))
            .collect();
        let values: Vec<(&str, &str)> = values.iter().map(|(name, it)| (*name, &**it)).collect();
        paths::with_query(paths::ledger(self.ledger), &values)
    }

    /// What a view keeps: everything but the page, as a query.
    #[must_use]
    pub fn query(&self) -> String {
        let path = self.without(&[]);
        path.split_once('?')
            .map(|(_, query)| query.to_owned())
            .unwrap_or_default()
    }

    /// What narrows and sorts the ledger, for a file of it and for what is done to many of its records.
    #[must_use]
    pub fn filter(&self) -> Vec<(&'static str, String)> {
        let mut filter = self.parameters.clone();
        filter.retain(|(name, _)| *name == "sort" || conditions(self.ledger).contains(name));
        filter
    }

    /// True when the address narrows the ledger.
    #[must_use]
    pub fn is_narrowed(&self) -> bool {
        conditions(self.ledger)
            .iter()
            .any(|name| !self.get(name).is_empty())
    }

    /// Fields a form holds unseen so that it changes only its own.
    #[must_use]
    pub fn kept(&self, own: &[&str]) -> Vec<(&'static str, String)> {
        let mut kept = self.parameters.clone();
        kept.retain(|(name, value)| *name != PAGE && !own.contains(name) && !value.is_empty());
        kept
    }
}

/// The fields of [`LedgerAddress::kept`].
#[component]
pub fn KeptFields(at: LedgerAddress, own: &'static [&'static str]) -> impl IntoView {
    at.kept(own)
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
        .collect_view()
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// The address with these parameters.
    pub(crate) fn at(ledger: ExportLedger, query: &[(&str, &str)]) -> LedgerAddress {
        LedgerAddress::reading(ledger, |name| {
            let found = query.iter().filter(|(known, _)| *known == name);
            found.map(|(_, value)| (*value).to_owned()).collect()
        })
    }

    #[test]
    fn a_link_changes_one_thing_and_keeps_the_rest() {
        let here = at(
            ExportLedger::Contracts,
            &[
                ("q", "保守"),
                ("sort", "-title"),
                ("size", "100"),
                ("cols", "vendor"),
                ("cols", "unit"),
                ("page", "3"),
                ("held", "x"),
            ],
        );
        let q = "q=%E4%BF%9D%E5%AE%88";
        for (link, expect) in [
            (
                here.with("sort", "unit"),
                format!("/contracts?{q}&sort=unit&size=100&cols=vendor%2Cunit"),
            ),
            (
                here.with("page", "4"),
                format!("/contracts?{q}&sort=-title&size=100&cols=vendor%2Cunit&page=4"),
            ),
            (
                here.without(&["q", "sort", "size"]),
                "/contracts?cols=vendor%2Cunit".to_owned(),
            ),
        ] {
            assert_eq!(link, expect);
        }
        assert_eq!(
            here.query(),
            format!("{q}&sort=-title&size=100&cols=vendor%2Cunit")
        );
        assert_eq!((here.page(), here.size()), (3, 100));
    }

    #[test]
    fn a_bare_address_shows_everything() {
        let here = at(ExportLedger::People, &[("page", "x"), ("size", "7")]);
        assert_eq!((here.page(), here.size()), (1, 50));
        assert!(!here.is_narrowed());
        assert_eq!(here.with("page", ""), "/organization?size=7");
    }
}
