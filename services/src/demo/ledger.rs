//! The ledger of the town, and the contracts of it whose annex is made anew here. Data only.

use domain::contract::profile::{
    Confidentiality::{C1, C2, C3B},
    Segment,
};

use super::work::Work;

/// The ledger as the town kept it until now.
pub(super) const FILE_NAME: &str = "委託契約台帳_令和8年度.xlsx";
pub(super) const BYTES: &[u8] = include_bytes!("../../../demo/委託契約台帳_令和8年度.xlsx");

/// How many contracts are taken up.
pub(super) const TAKEN_UP: usize = 8;

/// 学校ホームページ: over, without personal information; its record is closed.
pub(super) const CLOSED_TITLE: &str = "学校ホームページ運用業務";

/// Contracts of the ledger in the order they are taken up; those not running today are passed over, so
/// that some of the long ones are left for later years.
pub(super) const WORKS: &[(&str, Work)] = &[
    (
        "人事給与システム保守業務",
        Work {
            class: C3B,
            segment: Segment::Lgwan,
            facts: &[
                "pi",
                "mynumber",
                "sys_ops",
                "remote_maint",
                "subcontract_planned",
            ],
            personal_info_count: Some(310),
            information: &[
                ("職員の給与・扶養の情報", "庁舎内サーバ室"),
                ("職員の個人番号", "庁舎内サーバ室"),
            ],
        },
    ),
    (
        "納税通知書等印刷封入封緘業務",
        Work {
            class: C3B,
            segment: Segment::MyNumber,
            facts: &["pi", "offsite", "subcontract_planned"],
            personal_info_count: Some(9_600),
            information: &[("納税義務者の氏名・住所・税額", "受託者の施錠した作業室")],
        },
    ),
    (
        "庁内ネットワーク運用保守業務",
        Work {
            class: C2,
            segment: Segment::Lgwan,
            facts: &["sys_ops", "remote_maint", "sla_needed"],
            personal_info_count: None,
            information: &[("庁内ネットワーク構成図", "庁舎内サーバ室")],
        },
    ),
    (
        "証明書コンビニ交付クラウド利用業務",
        Work {
            class: C3B,
            segment: Segment::MyNumber,
            facts: &["pi", "mynumber", "cloud_supply", "sla_needed"],
            personal_info_count: Some(17_500),
            information: &[("住民票・印鑑登録の情報", "受託者のクラウド（国内）")],
        },
    ),
    (
        "観光SNS運用支援業務",
        Work {
            class: C1,
            segment: Segment::Internet,
            facts: &["sns_ops"],
            personal_info_count: None,
            information: &[("公開する観光情報・写真", "受託者の国内の事務所")],
        },
    ),
    (
        "公式ホームページ運用保守業務",
        Work {
            class: C2,
            segment: Segment::Internet,
            facts: &["sys_ops", "cloud_by_vendor", "sla_needed"],
            personal_info_count: None,
            information: &[("公開前の記事と画像", "受託者のクラウド（国内）")],
        },
    ),
    (
        "会議録作成・検索システム業務",
        Work {
            class: C2,
            segment: Segment::Internet,
            facts: &["cloud_by_vendor", "offsite"],
            personal_info_count: None,
            information: &[("会議の録音と公開前の会議録", "受託者のクラウド（国内）")],
        },
    ),
    (
        "電子カルテシステム保守業務",
        Work {
            class: C3B,
            segment: Segment::None,
            facts: &[
                "pi",
                "sys_ops",
                "remote_maint",
                "subcontract_planned",
                "sla_needed",
            ],
            personal_info_count: Some(21_000),
            information: &[("患者の診療の情報", "病院内サーバ室")],
        },
    ),
    (
        "病院情報システム賃貸借",
        Work {
            class: C3B,
            segment: Segment::None,
            facts: &["pi", "mynumber", "equipment_purchase"],
            personal_info_count: Some(21_000),
            information: &[("患者の診療の情報", "病院内サーバ室")],
        },
    ),
    (
        "業務用パソコン賃貸借",
        Work {
            class: C2,
            segment: Segment::Lgwan,
            facts: &["equipment_purchase"],
            personal_info_count: None,
            information: &[("端末に保存された業務の情報", "庁舎内の事務室")],
        },
    ),
    (
        "自治体クラウド基盤利用業務",
        Work {
            class: C3B,
            segment: Segment::MyNumber,
            facts: &["pi", "mynumber", "cloud_supply", "sla_needed"],
            personal_info_count: Some(17_500),
            information: &[("基幹業務の情報", "受託者のクラウド（国内）")],
        },
    ),
];
