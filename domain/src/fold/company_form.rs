//! 法人格: the kinds of company and every way to write them.
//!
//! 農業協同組合 and the like are part of the name and no form here.

use serde::{Deserialize, Serialize};

/// Declares the forms, in the order of the table: name, words in full, abbreviations in brackets.
macro_rules! forms {
    ($($(#[$doc:meta])* $name:ident, [$($full:literal),+], [$($short:literal),*];)*) => {
        /// 法人格.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum CorporateForm {
            $($(#[$doc])* $name,)*
        }

        impl CorporateForm {
            /// All forms.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// Words in full, the official one first. Folded as keys are, half width and lower case.
            pub(super) const fn full(self) -> &'static [&'static str] {
                match self { $(Self::$name => &[$($full),+],)* }
            }

            /// What stands in brackets: 株 of （株）.
            pub(super) const fn short(self) -> &'static [&'static str] {
                match self { $(Self::$name => &[$($short),*],)* }
            }
        }
    };
}

forms! {
    /// 株式会社.
    StockCompany, ["株式会社", "かぶしきがいしゃ", "かぶしきかいしゃ", "かぶしきがいしや", "かぶしきかいしや", "カブシキガイシャ", "カブシキカイシャ", "k.k.", "co.,ltd."], ["株", "カ", "か"];
    /// 有限会社.
    LimitedCompany, ["有限会社", "ゆうげんがいしゃ", "ゆうげんかいしゃ", "ゆうげんがいしや", "ゆうげんかいしや", "ユウゲンガイシャ", "ユウゲンカイシャ"], ["有", "ユ", "ゆ"];
    /// 合同会社.
    LimitedLiabilityCompany, ["合同会社", "ごうどうがいしゃ", "ごうどうかいしゃ", "ごうどうがいしや", "ごうどうかいしや", "ゴウドウガイシャ", "ゴウドウカイシャ"], ["同", "ド", "ど"];
    /// 合資会社.
    LimitedPartnership, ["合資会社"], ["資"];
    /// 合名会社.
    GeneralPartnership, ["合名会社"], ["名"];
    /// 一般社団法人.
    GeneralIncorporatedAssociation, ["一般社団法人"], ["一社"];
    /// 公益社団法人.
    PublicInterestAssociation, ["公益社団法人"], ["公社"];
    /// 一般財団法人.
    GeneralIncorporatedFoundation, ["一般財団法人"], ["一財"];
    /// 公益財団法人.
    PublicInterestFoundation, ["公益財団法人"], ["公財"];
    /// 社団法人, before 2008 and in old ledgers.
    Association, ["社団法人"], ["社"];
    /// 財団法人, before 2008 and in old ledgers.
    Foundation, ["財団法人"], ["財"];
    /// 社会福祉法人.
    SocialWelfareCorporation, ["社会福祉法人"], ["福", "社福"];
    /// 医療法人.
    MedicalCorporation, ["医療法人"], ["医"];
    /// 学校法人.
    SchoolCorporation, ["学校法人"], ["学"];
    /// 宗教法人.
    ReligiousCorporation, ["宗教法人"], ["宗"];
    /// 特定非営利活動法人.
    NonprofitCorporation, ["特定非営利活動法人", "npo法人"], ["特非", "npo", "非"];
    /// 地方独立行政法人.
    LocalIncorporatedAgency, ["地方独立行政法人"], ["地独"];
    /// 独立行政法人.
    IncorporatedAgency, ["独立行政法人"], ["独"];
    /// 国立大学法人.
    NationalUniversity, ["国立大学法人"], ["大"];
    /// 弁護士法人.
    LawFirm, ["弁護士法人"], ["弁"];
    /// 税理士法人.
    TaxFirm, ["税理士法人"], ["税"];
    /// 司法書士法人.
    JudicialScrivenerFirm, ["司法書士法人"], ["司"];
    /// 行政書士法人.
    AdministrativeScrivenerFirm, ["行政書士法人"], ["行"];
    /// 社会保険労務士法人.
    LabourConsultantFirm, ["社会保険労務士法人"], ["労"];
    /// 監査法人.
    AuditFirm, ["監査法人"], ["監"];
    /// 農事組合法人.
    FarmersCooperativeCorporation, ["農事組合法人"], ["農"];
    /// 有限責任事業組合.
    LimitedLiabilityPartnership, ["有限責任事業組合"], ["llp"];
    /// 企業組合.
    EnterpriseCooperative, ["企業組合"], ["企"];
    /// 協同組合, when it is abbreviated or stands before the name.
    Cooperative, ["協同組合"], ["協"];
}

impl CorporateForm {
    /// 株式会社.
    #[must_use]
    pub const fn label(self) -> &'static str {
        self.full()[0]
    }
}

/// A folded text without every form in it. 協同組合 in full stays: it tells names apart.
pub(super) fn without_forms(folded: &str) -> String {
    let mut text = folded.to_owned();
    for form in CorporateForm::ALL {
        if *form != CorporateForm::Cooperative {
            for word in form.full() {
                if text.contains(word) {
                    text = text.replace(word, "");
                }
            }
        }
    }
    if !text.contains('(') {
        return text;
    }
    for form in CorporateForm::ALL {
        for word in form.short() {
            text = text.replace(&format!("({word})"), "");
        }
    }
    text
}
