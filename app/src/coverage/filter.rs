//! 基準日, 年度, 所管課, 組織区分, as a form of the address.

use chrono::NaiveDate;
use domain::{coverage::CoverageFilter, fiscal_year::FiscalYear, organization::OrganType, wareki};
use leptos::prelude::*;
use leptos_router::params::ParamsMap;

use super::api::Surroundings;
use crate::{components::FilterSelect, paths};

/// Names of the parameters a file of the sheet is asked for with.
pub const FILE_PARAMETERS: [&str; 4] = ["on", "fy", "unit", "organ"];

pub(super) fn filter_of(query: &ParamsMap) -> CoverageFilter {
    let parameter = |name: &str| query.get(name).unwrap_or_default();
    CoverageFilter {
        on: parameter("on"),
        fy: parameter("fy"),
        unit: parameter("unit"),
        organ: parameter("organ"),
    }
}

/// The address of a page of the coverage under a filter.
pub(super) fn address(path: &str, filter: &CoverageFilter, page: &str) -> String {
    paths::with_query(
        path,
        &[
            ("on", &filter.on),
            ("fy", &filter.fy),
            ("unit", &filter.unit),
            ("organ", &filter.organ),
            ("page", page),
        ],
    )
}

/// The filter in words, for the print sheet.
pub(super) fn conditions(around: &Surroundings, on: NaiveDate) -> String {
    let filter = &around.filter;
    let mut words = vec![format!("基準日＝{}", wareki::long(on))];
    if let Ok(year) = filter.fy.parse() {
        words.push(format!("契約の年度＝{}", FiscalYear(year).label()));
    }
    if let Some((_, name)) = around.units.iter().find(|(id, _)| *id == filter.unit) {
        words.push(format!("所管課＝{name}"));
    }
    if let Ok(organ) = filter.organ.parse::<OrganType>() {
        words.push(format!("組織区分＝{}", organ.label()));
    }
    words.join("、")
}

/// The form. `on` is the day the page shows.
#[component]
pub(super) fn Filter(path: String, around: Surroundings, on: NaiveDate) -> impl IntoView {
    let Surroundings { filter, units, .. } = around;
    let present = FiscalYear::containing(on).0;
    let years = (present - 4..=present + 1)
        .rev()
        .map(|year| (year.to_string(), FiscalYear(year).label()))
        .collect();
    let organs = OrganType::ALL
        .iter()
        .map(|organ| (organ.code().to_owned(), organ.label().to_owned()))
        .collect();
    view! {
        <form class="filter-bar" method="get" action=path role="search" aria-label="遵守状況の絞り込み">
            <div class="filter-bar__field">
                <label class="filter-bar__label" for="filter-on">"基準日"</label>
                <span class="dads-input-text">
                    <input class="dads-input-text__input" id="filter-on" name="on" type="text" data-size="sm" data-width="20"
                        autocomplete="off" value=wareki::long(on)/>
                </span>
            </div>
            <FilterSelect name="fy" label="契約の年度" all="すべて" value=filter.fy options=years/>
            <FilterSelect name="unit" label="所管課" all="すべて" value=filter.unit options=units/>
            <FilterSelect name="organ" label="組織区分" all="すべて" value=filter.organ options=organs/>
            <button class="dads-button" data-type="outline" data-size="sm" type="submit">"表示"</button>
        </form>
    }
}
