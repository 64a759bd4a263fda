//! Timing codes: when in the life of a contract, service or account something is due. Codes only; dates are
//! made in [`crate::verification::plan`].

use serde::{Deserialize, Serialize};

/// When a check or a form is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(
    feature = "orm",
    derive(sea_orm::DeriveActiveEnum, sea_orm::EnumIter),
    sea_orm(
        rs_type = "String",
        db_type = "String(sea_orm::sea_query::StringLen::N(32))"
    )
)]
#[serde(rename_all = "UPPERCASE")]
pub enum Timing {
    /// 選定時.
    #[cfg_attr(feature = "orm", sea_orm(string_value = "PRE"))]
    Pre,
    /// 締結時.
    #[cfg_attr(feature = "orm", sea_orm(string_value = "SIGN"))]
    Sign,
    /// 業務開始前.
    #[cfg_attr(feature = "orm", sea_orm(string_value = "START"))]
    Start,
    /// 毎月.
    #[cfg_attr(feature = "orm", sea_orm(string_value = "MONTH"))]
    Month,
    /// 半年.
    #[cfg_attr(feature = "orm", sea_orm(string_value = "HALF"))]
    Half,
    /// 年１回以上.
    #[cfg_attr(feature = "orm", sea_orm(string_value = "YEAR"))]
    Year,
    /// 変更の都度.
    #[cfg_attr(feature = "orm", sea_orm(string_value = "CHANGE"))]
    Change,
    /// 事故時.
    #[cfg_attr(feature = "orm", sea_orm(string_value = "INC"))]
    Inc,
    /// 終了時.
    #[cfg_attr(feature = "orm", sea_orm(string_value = "END"))]
    End,
    /// 随時.
    #[cfg_attr(feature = "orm", sea_orm(string_value = "ADHOC"))]
    Adhoc,
}

impl Timing {
    /// All timings, in the order of a contract's life.
    pub const ALL: [Self; 10] = [
        Self::Pre,
        Self::Sign,
        Self::Start,
        Self::Month,
        Self::Half,
        Self::Year,
        Self::Change,
        Self::Inc,
        Self::End,
        Self::Adhoc,
    ];

    /// The code in the data, e.g. `PRE`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Pre => "PRE",
            Self::Sign => "SIGN",
            Self::Start => "START",
            Self::Month => "MONTH",
            Self::Half => "HALF",
            Self::Year => "YEAR",
            Self::Change => "CHANGE",
            Self::Inc => "INC",
            Self::End => "END",
            Self::Adhoc => "ADHOC",
        }
    }

    /// Japanese name.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Pre => "選定時",
            Self::Sign => "締結時",
            Self::Start => "業務開始前",
            Self::Month => "毎月",
            Self::Half => "半年",
            Self::Year => "年１回以上",
            Self::Change => "変更の都度",
            Self::Inc => "事故時",
            Self::End => "終了時",
            Self::Adhoc => "随時",
        }
    }
}

impl std::str::FromStr for Timing {
    type Err = crate::input::FieldError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|timing| timing.code() == text)
            .ok_or_else(|| crate::input::FieldError::UnknownChoice(text.to_owned()))
    }
}

/// What a timing code means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TimingMeaning {
    /// The code.
    pub code: Timing,
    /// Japanese name.
    pub label: String,
    /// What it covers.
    pub meaning: String,
}
