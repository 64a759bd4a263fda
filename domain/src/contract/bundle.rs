//! 特記事項をまとめて出力: what the chosen contracts would come to, before it is done.

use serde::{Deserialize, Serialize};

use crate::{choice::choices, id::ContractId};

choices! {
    /// What the file is.
    BundleForm {
        Zip = "zip", "ZIP（契約ごとのPDF）";
        Pdf = "pdf", "1つのPDF（印刷用）";
    }
}

/// A contract whose annex is to be in the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BundleContract {
    /// Which.
    pub id: ContractId,
    /// 契約番号.
    pub contract_no: String,
    /// 件名.
    pub title: String,
    /// True when an annex is in force; else it will be the draft.
    pub is_issued: bool,
}

/// The chosen contracts, as far as one job takes them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BundlePreview {
    /// In the order of the ledger.
    pub contracts: Vec<BundleContract>,
    /// How many were chosen.
    pub total: u64,
    /// How many a job takes.
    pub limit: u64,
}

impl BundlePreview {
    /// How many are in the file as issued.
    #[must_use]
    pub fn issued_count(&self) -> usize {
        self.contracts.iter().filter(|it| it.is_issued).count()
    }
}
