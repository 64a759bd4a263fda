//! 出力: which ledgers can be taken out as files, and in which forms.

use crate::{authorization::Resource, choice::choices, import::LedgerKind};

choices! {
    /// A ledger, as its file is named.
    ExportLedger {
        Contracts = "contracts", "契約台帳";
        Vendors = "vendors", "委託先名簿";
        Services = "services", "外部サービス台帳";
        Accounts = "accounts", "SNSアカウント台帳";
        Verifications = "verifications", "点検一覧";
        Findings = "findings", "指摘一覧";
        People = "people", "職員名簿";
    }

    /// What kind of file.
    ExportFormat {
        /// With dates as dates; the one to choose.
        Xlsx = "xlsx", "Excel";
        /// With a byte order mark, for spreadsheet programs.
        Csv = "csv", "CSV（UTF-8）";
        /// CP932, for older programs. What it has no code for is named, never replaced.
        CsvCp932 = "csv-cp932", "CSV（Shift JIS）";
    }
}

impl ExportLedger {
    /// What the ledger lists; who may see it is asked about this.
    #[must_use]
    pub const fn resource(self) -> Resource {
        match self {
            Self::Contracts => Resource::Contract,
            Self::Vendors => Resource::Vendor,
            Self::Services => Resource::ExternalService,
            Self::Accounts => Resource::SocialMedia,
            Self::Verifications => Resource::Verification,
            Self::Findings => Resource::Finding,
            Self::People => Resource::Organization,
        }
    }

    /// The same ledger as it is taken in; `None` for a list that is not.
    #[must_use]
    pub const fn import_kind(self) -> Option<LedgerKind> {
        match self {
            Self::Contracts => Some(LedgerKind::Contract),
            Self::Vendors => Some(LedgerKind::Vendor),
            Self::Services => Some(LedgerKind::ExternalService),
            Self::Accounts => Some(LedgerKind::SocialMediaAccount),
            Self::People => Some(LedgerKind::Staff),
            Self::Verifications | Self::Findings => None,
        }
    }
}

impl ExportFormat {
    /// Ending of the file's name.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Csv | Self::CsvCp932 => "csv",
        }
    }

    /// For the browser.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Csv => "text/csv; charset=utf-8",
            Self::CsvCp932 => "text/csv; charset=shift_jis",
        }
    }
}

/// Signs with which a spreadsheet program takes a text for a formula.
const FORMULA_STARTS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// True when a spreadsheet program could run the text instead of showing it.
#[must_use]
pub fn could_be_formula(text: &str) -> bool {
    text.starts_with(FORMULA_STARTS)
}

/// A text that is only shown: with an apostrophe before it where it could be a formula.
#[must_use]
pub fn neutralised(text: &str) -> std::borrow::Cow<'_, str> {
    if could_be_formula(text) {
        format!("'{text}").into()
    } else {
        text.into()
    }
}

/// What [`neutralised`] was given.
#[must_use]
pub fn as_written(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if could_be_formula(rest) => rest,
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_be_a_formula_is_only_shown_and_comes_back() {
        for (text, expect) in [
            ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
            ("+81-155", "'+81-155"),
            ("-", "'-"),
            ("@handle", "'@handle"),
            ("\t=1", "'\t=1"),
            ("'90年代", "'90年代"),
            ("十勝=見本", "十勝=見本"),
            ("", ""),
        ] {
            assert_eq!(neutralised(text), expect);
            assert_eq!(as_written(&neutralised(text)), text);
        }
    }
}
