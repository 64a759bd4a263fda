//! The ledger of platforms and accounts the town kept before.

use domain::social_media::{Answer, Ownership};

/// Name, provider, first day of use.
pub(super) const SERVICES: &[(&str, &str, &str)] = &[
    ("LINE公式アカウント", "見本LINE株式会社", "2020-07-01"),
    ("X（旧Twitter）", "エックス見本社", "2011-04-01"),
    ("Facebook", "メタ見本社", "2012-10-01"),
    ("Instagram", "メタ見本社", "2018-05-01"),
    ("YouTube", "グーグル見本社", "2016-06-01"),
];

/// An account of the ledger the town kept before.
pub(super) struct Known {
    pub(super) service: usize,
    pub(super) name: &'static str,
    pub(super) handle: &'static str,
    pub(super) unit: &'static str,
    pub(super) ownership: Ownership,
    pub(super) body: Option<&'static str>,
    pub(super) purpose: &'static str,
    pub(super) opened: &'static str,
    /// Days before today of the last post; `None`: nobody knows.
    pub(super) posted: Option<i64>,
    pub(super) mfa: Answer,
    pub(super) listed: Answer,
    pub(super) recovery: Answer,
    pub(super) has_rule: bool,
}

pub(super) const TOWN: Known = Known {
    service: 0,
    name: "",
    handle: "",
    unit: "総務課",
    ownership: Ownership::Town,
    body: None,
    purpose: "町政情報",
    opened: "2020-07-01",
    posted: Some(3),
    mfa: Answer::Yes,
    listed: Answer::Yes,
    recovery: Answer::Yes,
    has_rule: true,
};

pub(super) const ACCOUNTS: &[Known] = &[
    Known {
        name: "見本町公式LINE",
        handle: "@mihoncho-sample",
        purpose: "町政情報、防災",
        ..TOWN
    },
    Known {
        service: 1,
        name: "見本町【公式】",
        handle: "@mihoncho_sample",
        opened: "2011-04-01",
        ..TOWN
    },
    Known {
        service: 1,
        name: "見本町防災",
        handle: "@mihon_bousai_sample",
        purpose: "災害情報",
        opened: "2019-09-01",
        posted: Some(40),
        ..TOWN
    },
    Known {
        service: 2,
        name: "見本町役場",
        handle: "mihoncho.sample",
        opened: "2012-10-01",
        ..TOWN
    },
    Known {
        service: 4,
        name: "見本町公式チャンネル",
        handle: "@mihoncho-channel-sample",
        purpose: "動画による広報",
        opened: "2016-06-01",
        posted: Some(230),
        ..TOWN
    },
    Known {
        service: 3,
        name: "見本町のくらし",
        handle: "@mihon_kurashi_sample",
        unit: "企画財政課",
        purpose: "移住・定住",
        opened: "2021-05-10",
        posted: Some(20),
        mfa: Answer::No,
        recovery: Answer::No,
        ..TOWN
    },
    Known {
        service: 3,
        name: "見本町ふるさと納税",
        handle: "@mihon_furusato_sample",
        unit: "企画財政課",
        ownership: Ownership::Contractor,
        body: Some("ベンチ見本プロモーション株式会社"),
        purpose: "返礼品のＰＲ",
        opened: "2022-10-01",
        recovery: Answer::No,
        ..TOWN
    },
    Known {
        name: "見本町子育て応援",
        handle: "@mihon-kosodate-sample",
        unit: "子育て支援課",
        purpose: "子育て情報",
        opened: "2022-04-01",
        posted: Some(14),
        has_rule: false,
        ..TOWN
    },
    Known {
        service: 3,
        name: "とかち野見本観光協会",
        handle: "@tokachino_kanko_sample",
        unit: "産業振興課",
        ownership: Ownership::Affiliated,
        body: Some("とかち野見本観光協会"),
        purpose: "観光の宣伝",
        opened: "2018-05-01",
        posted: Some(420),
        mfa: Answer::Unknown,
        listed: Answer::No,
        recovery: Answer::Unknown,
        has_rule: false,
    },
    Known {
        service: 1,
        name: SUMMER,
        handle: "@mihon_natsu_sample",
        unit: "産業振興課",
        purpose: "行事の宣伝",
        opened: "2013-06-25",
        posted: Some(900),
        mfa: Answer::No,
        listed: Answer::No,
        recovery: Answer::Unknown,
        has_rule: false,
        ..TOWN
    },
];

/// The account that was taken over, and closed.
pub(super) const SUMMER: &str = "みほん夏まつり";
/// The account whose silence was decided about.
pub(super) const CHANNEL: &str = "見本町公式チャンネル";

/// Every so many-th account has checks that are overdue.
pub(super) const UNCHECKED: usize = 4;
