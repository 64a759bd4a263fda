//! Closed lists of codes: in the document from the rules themselves, and checked against them.

use utoipa::{
    PartialSchema, ToSchema,
    openapi::{ObjectBuilder, RefOr, schema::Schema, schema::Type},
};

use super::asked::Choice;

/// A code with its label.
macro_rules! choice {
    ($value:expr) => {{
        let value = $value;
        crate::api::choices::choice_of(value.code(), value.label())
    }};
}
pub(super) use choice;

/// A code with its label.
pub(super) fn choice_of(code: &str, label: &str) -> Choice {
    Choice {
        code: code.to_owned(),
        label: label.to_owned(),
    }
}

/// Declares the codes a parameter may have; the document names them.
macro_rules! parameters {
    ($($name:ident = $codes:expr;)*) => {$(
        /// Codes of a parameter.
        pub(super) struct $name;

        impl $name {
            /// Every code.
            pub(super) fn codes() -> Vec<&'static str> {
                $codes
            }
        }

        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                code_schema(Self::codes())
            }
        }

        impl ToSchema for $name {}
    )*};
}

fn code_schema(codes: Vec<&'static str>) -> RefOr<Schema> {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .enum_values(Some(codes))
        .into()
}

fn codes<T: Copy>(all: &[T], code: impl Fn(T) -> &'static str) -> Vec<&'static str> {
    all.iter().map(|it| code(*it)).collect()
}

parameters! {
    KanaRow = vec!["あ", "か", "さ", "た", "な", "は", "ま", "や", "ら", "わ"];
    ContractStatusCode = codes(
        domain::contract::summary::ContractStatus::ALL,
        domain::contract::summary::ContractStatus::code,
    );
    ConfidentialityCode = codes(
        &domain::contract::profile::Confidentiality::ALL,
        domain::contract::profile::Confidentiality::code,
    );
    ContractOrder = {
        let columns = domain::contract::summary::ContractSort::ALL;
        columns.iter().flat_map(|it| [it.code(), descending(*it)]).collect()
    };
    ServiceKindCode = codes(
        domain::external_service::ServiceKind::ALL,
        domain::external_service::ServiceKind::code,
    );
    UseStateCode = codes(
        domain::external_service::UseState::ALL,
        domain::external_service::UseState::code,
    );
    ServiceIssueCode = codes(
        domain::external_service::ServiceIssue::ALL,
        domain::external_service::ServiceIssue::code,
    );
    AccountStateCode = codes(
        domain::social_media::AccountState::ALL,
        domain::social_media::AccountState::code,
    );
    ShortcomingCode = codes(
        &domain::social_media::standing::Shortcoming::ALL,
        domain::social_media::standing::Shortcoming::code,
    );
    SheetStateCode = vec!["open", "overdue", "month", "done"];
    SubjectKindCode = codes(
        domain::responsibility::SubjectKind::ALL,
        domain::responsibility::SubjectKind::code,
    );
    StandingCode = vec!["vacant", "soon"];
    OrganTypeCode = codes(
        domain::organization::OrganType::ALL,
        domain::organization::OrganType::code,
    );
}

fn descending(column: domain::contract::summary::ContractSort) -> &'static str {
    use domain::contract::summary::ContractSort as Sort;
    match column {
        Sort::ContractNo => "-contract_no",
        Sort::Title => "-title",
        Sort::Vendor => "-vendor",
        Sort::Unit => "-unit",
        Sort::StartsOn => "-starts_on",
        Sort::EndsOn => "-ends_on",
        Sort::Confidentiality => "-confidentiality",
    }
}
