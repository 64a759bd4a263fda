//! A value of the log in words: codes as the labels people know, dates as tables write them. A value it
//! does not know is shown as it was recorded.

use std::str::FromStr;

use chrono::NaiveDate;
use domain::{
    authorization::Role,
    contract::{
        AmountKind, ContractState, DocumentKind, ProcurementMethod, SigningMethod,
        profile::{Availability, Confidentiality, Integrity, Segment},
    },
    organization::{EmploymentKind, OrganType},
    vendor::{CertificationKind, VendorKind},
    verification::Method,
};

/// The value of a field as people read it.
pub(super) fn shown_value(field: &str, value: &str) -> String {
    let label = match field {
        "role" => label_of(value, Role::label),
        "organ_type" => label_of(value, OrganType::label),
        "employment_kind" => label_of(value, EmploymentKind::label),
        "kind" => {
            label_of(value, VendorKind::label).or_else(|| label_of(value, CertificationKind::label))
        }
        "procurement_method" => label_of(value, ProcurementMethod::label),
        "document_kind" => label_of(value, DocumentKind::label),
        "amount_kind" => label_of(value, AmountKind::label),
        "signing_method" => label_of(value, SigningMethod::label),
        "state" => label_of(value, ContractState::label),
        "confidentiality" => label_of(value, Confidentiality::label),
        "integrity" => label_of(value, Integrity::label),
        "availability" => label_of(value, Availability::label),
        "segment" => label_of(value, Segment::label),
        "method" => label_of(value, Method::label),
        _ => date_of(value),
    };
    label.unwrap_or_else(|| value.to_owned())
}

fn label_of<T: FromStr>(code: &str, label: fn(T) -> &'static str) -> Option<String> {
    Some(label(code.parse().ok()?).to_owned())
}

/// `2027-03-31` → `2027/03/31`.
fn date_of(value: &str) -> Option<String> {
    let date = NaiveDate::parse_from_str(value, "%Y-%m-%d").ok()?;
    Some(date.format("%Y/%m/%d").to_string())
}

#[cfg(test)]
mod tests {
    use super::shown_value;

    #[test]
    fn codes_are_shown_as_labels_and_the_rest_as_recorded() {
        let check =
            |field: &str, value: &str, expect: &str| assert_eq!(shown_value(field, value), expect);
        check("role", "auditor", "監査人");
        check("kind", "corporation", "法人");
        check("kind", "privacy_mark", "プライバシーマーク");
        check("kind", "unheard_of", "unheard_of");
        check("expires_on", "2027-03-31", "2027/03/31");
        check(
            "name",
            "株式会社北海道情報サービス",
            "株式会社北海道情報サービス",
        );
        check("note", "", "");
    }
}
