//! 事業者 (vendor): the companies and people the town entrusts work to — in the role 委託先
//! (contractor), 再委託先 or サービス提供者.

mod input;
mod ismap;
pub mod merge;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use input::{
    CertificationDraft, CertificationInput, DebarmentDraft, DebarmentInput, VendorDraft,
    VendorInput, corporate_number, kana,
};

pub use ismap::is_ismap_number;

use crate::{
    choice::choices,
    corporate_number::{CorporateNumber, InvoiceNumber},
    id::VendorId,
};

choices! {
    /// 事業者の種別.
    VendorKind {
        Corporation = "corporation", "法人";
        Individual = "individual", "個人事業主";
        JointVenture = "joint_venture", "共同企業体・任意団体";
        PublicBody = "public_body", "国・地方公共団体等";
    }

    /// 認証・登録の種類 (`domain.md` §6.3–6.7).
    CertificationKind {
        Iso27001 = "iso27001", "ISMS（ISO/IEC 27001）";
        Iso27017 = "iso27017", "クラウドセキュリティ（ISO/IEC 27017）";
        PrivacyMark = "privacy_mark", "プライバシーマーク";
        Ismap = "ismap", "ISMAP";
        LgwanAsp = "lgwan_asp", "LGWAN-ASP";
        Other = "other", "その他";
    }
}

/// 事業者. One record per company; the branch stands on the contract.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vendor {
    /// Key of the record.
    pub id: VendorId,
    /// 種別.
    pub kind: VendorKind,
    /// 商号又は名称 with its 法人格 where it stands (前株・後株), as written.
    pub name: String,
    /// フリガナ, without the 法人格; decides the 五十音 order.
    pub kana: Option<String>,
    /// 法人番号.
    pub corporate_number: Option<CorporateNumber>,
    /// 適格請求書発行事業者登録番号.
    pub invoice_number: Option<InvoiceNumber>,
    /// 所在地.
    pub address: Option<String>,
    /// 代表者職氏名.
    pub representative: Option<String>,
    /// 電話.
    pub phone: Option<String>,
    /// 備考.
    pub note: Option<String>,
    /// Why the record is no longer used; `None` while it is.
    pub void_reason: Option<String>,
    /// The record it was merged into.
    pub merged_into: Option<VendorId>,
    /// Number of the last change, against lost updates.
    pub revision: i32,
    /// 認証・登録.
    pub certifications: Vec<Certification>,
    /// 指名停止.
    pub debarments: Vec<Debarment>,
}

/// 認証・登録 with its last day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certification {
    /// Key of the record.
    pub id: i64,
    /// 種類.
    pub kind: CertificationKind,
    /// 認証・登録番号.
    pub number: Option<String>,
    /// 対象範囲.
    pub scope: Option<String>,
    /// 有効期限 (last valid day).
    pub expires_on: Option<NaiveDate>,
}

/// 指名停止の期間.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Debarment {
    /// Key of the record.
    pub id: i64,
    /// First day.
    pub from_on: NaiveDate,
    /// Last day; `None` while it is open.
    pub to_on: Option<NaiveDate>,
    /// 理由.
    pub reason: String,
}

impl Debarment {
    /// True when the vendor is under 指名停止 on the day.
    #[must_use]
    pub fn covers(&self, day: NaiveDate) -> bool {
        self.from_on <= day && self.to_on.is_none_or(|last| day <= last)
    }
}

/// How a certificate stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Validity {
    /// Valid, and not close to its end.
    Valid,
    /// Ends within the warning time; days left.
    EndsSoon(i64),
    /// Over.
    Expired,
    /// No last day is recorded.
    Unknown,
}

impl Certification {
    /// How it stands on the day, warning `warn_days` before its end (setting `cert_expiry_warn_days`).
    #[must_use]
    pub fn validity(&self, today: NaiveDate, warn_days: i64) -> Validity {
        match self.expires_on.map(|last| (last - today).num_days()) {
            None => Validity::Unknown,
            Some(left) if left < 0 => Validity::Expired,
            Some(left) if left <= warn_days => Validity::EndsSoon(left),
            Some(_) => Validity::Valid,
        }
    }
}

/// One line of the vendor list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VendorSummary {
    /// Key of the record.
    pub id: VendorId,
    /// 商号又は名称.
    pub name: String,
    /// フリガナ.
    pub kana: Option<String>,
    /// 法人番号.
    pub corporate_number: Option<CorporateNumber>,
    /// 所在地.
    pub address: Option<String>,
    /// Contracts in force or in preparation.
    pub contract_count: i64,
    /// True when a certificate has expired.
    pub certificate_expired: bool,
    /// True while under 指名停止.
    pub debarred: bool,
    /// True when out of use.
    pub is_void: bool,
}

choices! {
    /// Columns the list can be sorted by.
    VendorSort {
        Name = "name", "名称";
        Kana = "kana", "フリガナ";
        CorporateNumber = "corporate_number", "法人番号";
        Address = "address", "所在地";
    }
}

/// The filter of the vendor list, exactly as it stands in the address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct VendorFilter {
    /// Words of the name, or a 法人番号.
    pub q: String,
    /// One of [`KANA_ROWS`](crate::fold::KANA_ROWS).
    pub kana: String,
    /// Column (code), with `-` in front for descending; empty: 五十音.
    pub sort: String,
    /// 1 for the first page.
    pub page: String,
}
