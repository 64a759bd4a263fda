//! What a contract of the demo is about: class, facts, and the rows of its 別紙.

use std::collections::BTreeMap;

use domain::contract::{
    input::ProfileDraft,
    profile::{Availability, Confidentiality, Integrity, Segment},
};

use super::town::NAME;

/// 業務と情報 of a contract.
#[derive(Clone, Copy, Debug)]
pub(super) struct Work {
    pub(super) class: Confidentiality,
    pub(super) segment: Segment,
    pub(super) facts: &'static [&'static str],
    pub(super) personal_info_count: Option<i64>,
    /// Names of the information, and where it is kept.
    pub(super) information: &'static [(&'static str, &'static str)],
}

impl Work {
    pub(super) fn profile(&self) -> ProfileDraft {
        let handles_secrets = Confidentiality::C2 <= self.class;
        let mut facts: Vec<String> = self.facts.iter().map(|fact| (*fact).to_owned()).collect();
        facts.sort();
        ProfileDraft {
            confidentiality: self.class,
            integrity: Some(if handles_secrets {
                Integrity::I2
            } else {
                Integrity::I1
            }),
            availability: Some(if self.facts.contains(&"sla_needed") {
                Availability::A2
            } else {
                Availability::A1
            }),
            segment: Some(self.segment),
            facts,
            personal_info_count: self.personal_info_count,
            appendices: BTreeMap::from([
                ("1".to_owned(), regulations()),
                ("2".to_owned(), self.information_list()),
                ("3".to_owned(), service_levels()),
            ]),
        }
    }

    /// 別紙２: No, 名称, 分類, 個人情報, 提供方法, 媒体, アクセス方法, 保存場所, 期限, 終了時の扱い.
    fn information_list(&self) -> Vec<Vec<String>> {
        let personal_info = match self.personal_info_count {
            Some(count) => format!("有（約{count}件）"),
            None if self.facts.contains(&"pi") || self.facts.contains(&"mynumber") => {
                "有".to_owned()
            }
            None => "無".to_owned(),
        };
        let row = |(number, (name, place)): (usize, &(&str, &str))| {
            [
                number.to_string().as_str(),
                *name,
                self.class.label(),
                personal_info.as_str(),
                "甲の担当者が手渡し、又は庁内の共有領域で提供",
                "電子データ",
                "従事者名簿に記載した者に限る",
                *place,
                "契約期間中",
                "甲に返却し、複製は消去して証明書を提出",
            ]
            .map(str::to_owned)
            .to_vec()
        };
        (1..).zip(self.information).map(row).collect()
    }
}

/// 別紙１: 規程名, 部分, 版, 交付日.
fn regulations() -> Vec<Vec<String>> {
    [
        [
            &format!("{NAME}情報セキュリティポリシー"),
            "第１章第６節（８）",
            "令和８年訓令第５号",
            "契約締結日",
        ],
        [
            &format!("{NAME}情報セキュリティ対策基準"),
            "外部委託に関する部分",
            "第１版",
            "契約締結日",
        ],
    ]
    .map(|row| row.map(str::to_owned).to_vec())
    .to_vec()
}

/// 別紙３: 項目, 水準, 測定の方法, 報告.
fn service_levels() -> Vec<Vec<String>> {
    [
        [
            "稼働率",
            "月間99.5％以上（計画した停止を除く。）",
            "監視の記録による",
            "毎月",
        ],
        [
            "障害の一次回答",
            "連絡を受けてから１時間以内（開庁時間）",
            "障害の記録による",
            "発生の都度、毎月",
        ],
        [
            "データの復旧",
            "前日の業務終了時点まで、８時間以内",
            "復元試験による",
            "年１回",
        ],
    ]
    .map(|row| row.map(str::to_owned).to_vec())
    .to_vec()
}
