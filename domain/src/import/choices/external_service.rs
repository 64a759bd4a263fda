//! Columns of 外部サービス利用台帳: 区分, 契約形態, 状態, ISMAP, データ所在.

use serde::{Deserialize, Serialize};

use crate::{
    external_service::{Deployment, ServiceKind},
    fold,
    import::{
        flag::{self, Flag},
        text::{folded, without_brackets},
    },
};

/// 契約形態.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContractForm {
    /// 個別契約.
    Individual,
    /// 約款, 利用規約, 無償.
    Terms,
}

/// Reads a 契約形態; `Ok(None)` for an empty cell.
///
/// # Errors
/// The text when it names none.
pub fn read_contract_form(text: &str) -> Result<Option<ContractForm>, String> {
    let folded = folded(text);
    let has = |words: &[&str]| words.iter().any(|word| folded.contains(word));
    if flag::says_nothing(&folded) {
        Ok(None)
    } else if has(&["約款", "規約", "無償", "無料", "定型"]) {
        Ok(Some(ContractForm::Terms))
    } else if has(&["個別", "契約書", "委託契約", "利用契約"]) {
        Ok(Some(ContractForm::Individual))
    } else {
        Err(text.to_owned())
    }
}

/// Reads 有料・無料, and marks for them.
#[must_use]
pub fn read_paid(text: &str) -> Option<Flag> {
    let folded = folded(text);
    if ["無料", "無償"].iter().any(|word| folded.starts_with(word)) {
        Some(Flag::No)
    } else if ["有料", "有償"].iter().any(|word| folded.starts_with(word)) {
        Some(Flag::Yes)
    } else {
        flag::read(text)
    }
}

/// 区分: what kind of service, and how a cloud is deployed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KindReading {
    /// The kind as 区分 alone says it.
    pub kind: ServiceKind,
    /// SaaS, PaaS, IaaS.
    pub deployment: Option<Deployment>,
}

impl KindReading {
    /// The kind with what 契約形態 says: a cloud under 約款 is 約款型 whatever 区分 says.
    #[must_use]
    pub fn under(self, form: Option<ContractForm>) -> ServiceKind {
        match (self.kind, form) {
            (ServiceKind::CloudContracted, Some(ContractForm::Terms)) => {
                ServiceKind::CloudTermsBased
            }
            (kind, _) => kind,
        }
    }
}

/// Reads a 区分; `Ok(None)` for an empty cell.
///
/// # Errors
/// The text when it names none.
pub fn read_service_kind(text: &str) -> Result<Option<KindReading>, String> {
    let folded = folded(text);
    if flag::says_nothing(&folded) {
        return Ok(None);
    }
    let deployment = [
        ("SAAS", Deployment::Saas),
        ("PAAS", Deployment::Paas),
        ("IAAS", Deployment::Iaas),
    ]
    .into_iter()
    .find(|(word, _)| folded.contains(word))
    .map(|(_, deployment)| deployment);
    let has = |words: &[&str]| words.iter().any(|word| folded.contains(word));
    let kind = if has(&["約款", "規約", "無償", "無料"]) {
        ServiceKind::CloudTermsBased
    } else if has(&["その他", "クラウド以外", "クラウドではない", "非クラウド"])
    {
        ServiceKind::NonCloudOnline
    } else if deployment.is_some() || has(&["クラウド", "ASP"]) {
        ServiceKind::CloudContracted
    } else {
        return Err(text.to_owned());
    };
    Ok(Some(KindReading { kind, deployment }))
}

/// 状態 of a service in a ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UseRecordState {
    /// 申請中.
    Applied,
    /// 承認済, not used yet.
    Approved,
    /// 利用中.
    InUse,
    /// 終了.
    Ended,
}

/// Reads a 状態; `Ok(None)` for an empty cell.
///
/// # Errors
/// The text when it names none.
pub fn read_use_state(text: &str) -> Result<Option<UseRecordState>, String> {
    let folded = folded(&without_brackets(text));
    let has = |words: &[&str]| words.iter().any(|word| folded.contains(word));
    if folded.is_empty() || flag::is_not_applicable(&folded) {
        Ok(None)
    } else if has(&["終了", "廃止", "解約", "停止"]) {
        Ok(Some(UseRecordState::Ended))
    } else if has(&["申請", "審査", "承認待", "協議中", "検討"]) {
        Ok(Some(UseRecordState::Applied))
    } else if has(&["承認済", "利用前", "準備", "開始前", "利用予定"]) {
        Ok(Some(UseRecordState::Approved))
    } else if has(&["利用中", "使用中", "運用中", "稼働", "利用"]) {
        Ok(Some(UseRecordState::InUse))
    } else {
        Err(text.to_owned())
    }
}

/// Whether a service is in the ISMAP list, as the ledger says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IsmapStatus {
    /// With its number.
    Registered,
    /// 申請中.
    Pending,
    /// なし.
    No,
    /// －.
    NotApplicable,
    /// Words that are no registration: ISMAP準拠.
    Review,
}

/// Reads an ISMAP column; `None` for an empty cell. A registration has a number (`C21-0004-2`).
#[must_use]
pub fn read_ismap(text: &str) -> Option<(IsmapStatus, Option<String>)> {
    if let Some(number) = ismap_number(text) {
        return Some((IsmapStatus::Registered, Some(number)));
    }
    let status = match flag::read(text)? {
        Flag::No => IsmapStatus::No,
        Flag::NotApplicable => IsmapStatus::NotApplicable,
        Flag::Pending => IsmapStatus::Pending,
        Flag::Yes | Flag::Review => IsmapStatus::Review,
    };
    Some((status, None))
}

/// A letter, two digits, four digits, one digit (domain notes §6.3).
fn ismap_number(text: &str) -> Option<String> {
    const SHAPE: &[u8] = b"A00-0000-0";
    let code = fold::code(text).to_uppercase();
    let fits = |part: &[u8]| {
        part.iter().zip(SHAPE).all(|(byte, shape)| match shape {
            b'A' => byte.is_ascii_uppercase(),
            b'0' => byte.is_ascii_digit(),
            other => byte == other,
        })
    };
    code.as_bytes()
        .windows(SHAPE.len())
        .find(|part| fits(part))
        .and_then(|part| String::from_utf8(part.to_vec()).ok())
}

/// A country or less.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Place {
    /// 日本.
    #[serde(rename = "JP")]
    Japan,
    /// 米国.
    #[serde(rename = "US")]
    UnitedStates,
    /// 海外, which country is not said.
    #[serde(rename = "overseas")]
    Overseas,
    /// 不明.
    #[serde(rename = "unknown")]
    Unknown,
}

/// Reads データ所在 or 準拠法: every place named. What names none is [`Place::Unknown`].
#[must_use]
pub fn read_places(text: &str) -> Vec<Place> {
    const WORDS: &[(&str, Place)] = &[
        ("日本", Place::Japan),
        ("国内", Place::Japan),
        ("東京", Place::Japan),
        ("大阪", Place::Japan),
        ("北海道", Place::Japan),
        ("米国", Place::UnitedStates),
        ("アメリカ", Place::UnitedStates),
        ("USA", Place::UnitedStates),
        ("US", Place::UnitedStates),
        ("カリフォルニア", Place::UnitedStates),
        ("海外", Place::Overseas),
        ("国外", Place::Overseas),
        ("欧州", Place::Overseas),
        ("EU", Place::Overseas),
        ("シンガポール", Place::Overseas),
        ("韓国", Place::Overseas),
        ("中国", Place::Overseas),
        ("英国", Place::Overseas),
        ("アイルランド", Place::Overseas),
    ];
    let folded = folded(&without_brackets(text));
    if folded.is_empty() || flag::is_not_applicable(&folded) {
        return Vec::new();
    }
    let mut places = Vec::new();
    for part in folded.split(['・', '、', ',', '/', '及', '，']) {
        if part.is_empty() {
            continue;
        }
        let place = WORDS
            .iter()
            .find(|(word, _)| part.contains(word))
            .map_or(Place::Unknown, |(_, place)| *place);
        if !places.contains(&place) {
            places.push(place);
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cloud_under_terms_is_terms_based_whatever_the_kind_says() {
        use ServiceKind::*;
        let check = |kind: &str, form: &str, expect: ServiceKind, is_saas: bool| {
            let reading = read_service_kind(kind).unwrap().unwrap();
            let form = read_contract_form(form).unwrap();
            assert_eq!(reading.under(form), expect, "{kind} {form:?}");
            assert_eq!(reading.deployment.is_some(), is_saas, "{kind}");
        };
        check("ＳａａＳ", "個別", CloudContracted, true);
        check("SaaS", "約款", CloudTermsBased, true);
        check("SaaS（約款）", "約款", CloudTermsBased, true);
        check("約款型", "無償", CloudTermsBased, false);
        check("その他", "利用規約", NonCloudOnline, false);
        check("その他", "個別契約", NonCloudOnline, false);
        assert!(read_service_kind("謎").is_err());
    }

    #[test]
    fn a_registration_has_a_number() {
        use IsmapStatus::*;
        for (text, status, number) in [
            ("登録（C29-9901-2）", Registered, Some("C29-9901-2")),
            ("Ｃ２９－９９３１－１", Registered, Some("C29-9931-1")),
            ("ISMAP準拠", Review, None),
            ("申請中", Pending, None),
            ("なし", No, None),
            ("－", NotApplicable, None),
        ] {
            let expect = Some((status, number.map(str::to_owned)));
            assert_eq!(read_ismap(text), expect, "{text}");
        }
        assert_eq!(read_ismap(""), None);
    }

    #[test]
    fn places_are_countries_or_less() {
        use Place::*;
        for (text, expect) in [
            ("日本（東京・大阪）", vec![Japan]),
            ("日本・米国", vec![Japan, UnitedStates]),
            ("国内リージョン", vec![Japan]),
            ("日本法", vec![Japan]),
            ("海外", vec![Overseas]),
            ("不明", vec![Unknown]),
            ("－", Vec::new()),
        ] {
            assert_eq!(read_places(text), expect, "{text}");
        }
    }
}
