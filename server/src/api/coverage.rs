//! 第6節(8) 遵守状況: the sheet as of a day.

use axum::response::Response;
use chrono::NaiveDate;
use domain::coverage::{
    Counts, CoverageFilter, FilterError,
    view::{ConditionView, DutyView, Line, SentenceView, SheetView},
};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    asked::{Asked, Choice},
    choices::{OrganTypeCode, choice},
    error::{ApiError, OrRefusal, Refusals},
};

/// The sheet.
#[derive(Serialize, ToSchema)]
pub(super) struct CoverageRecord {
    /// 基準日
    on: NaiveDate,
    /// 第6節(8)の段
    sentences: Vec<SentenceItem>,
    /// 自己点検（第7節）
    self_inspection: Vec<ConditionItem>,
}

/// 段, word for word.
#[derive(Serialize, ToSchema)]
pub(super) struct SentenceItem {
    /// どの段か
    cite: String,
    /// 本文
    text: String,
    /// 求められること
    duties: Vec<DutyItem>,
}

/// What the sentence asks for.
#[derive(Serialize, ToSchema)]
pub(super) struct DutyItem {
    /// 記号
    #[schema(example = "O1")]
    id: String,
    /// 名称
    title: String,
    /// 本文の言葉
    quote: String,
    /// 確かめること
    question: String,
    /// 数
    counts: CountItem,
    /// 条件
    conditions: Vec<ConditionItem>,
}

/// A condition with the first of what does not meet it.
#[derive(Serialize, ToSchema)]
pub(super) struct ConditionItem {
    /// 記号
    code: String,
    /// 条件
    condition: String,
    /// 数
    counts: CountItem,
    /// 適合でないもの（5件まで）
    shortcomings: Vec<ShortcomingItem>,
}

/// How many were judged, and how.
#[derive(Serialize, ToSchema)]
pub(super) struct CountItem {
    /// 対象
    total: usize,
    /// 適合
    met: usize,
    /// 注意
    caution: usize,
    /// 不適合
    failed: usize,
}

/// What does not meet a condition.
#[derive(Serialize, ToSchema)]
pub(super) struct ShortcomingItem {
    /// 名称
    name: String,
    /// 所管課
    unit_name: Option<String>,
    /// 判定
    state: Choice,
    /// 理由
    because: String,
}

impl From<SheetView> for CoverageRecord {
    fn from(it: SheetView) -> Self {
        Self {
            on: it.on,
            sentences: it.sentences.into_iter().map(Into::into).collect(),
            self_inspection: it.self_inspection.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<SentenceView> for SentenceItem {
    fn from(it: SentenceView) -> Self {
        Self {
            cite: it.cite,
            text: it.text,
            duties: it.duties.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<DutyView> for DutyItem {
    fn from(it: DutyView) -> Self {
        Self {
            id: it.id,
            title: it.title,
            quote: it.quote,
            question: it.question,
            counts: it.counts.into(),
            conditions: it.conditions.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<ConditionView> for ConditionItem {
    fn from(it: ConditionView) -> Self {
        Self {
            code: it.code,
            condition: it.condition,
            counts: it.counts.into(),
            shortcomings: it.lines.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<Counts> for CountItem {
    fn from(it: Counts) -> Self {
        Self {
            total: it.total,
            met: it.met,
            caution: it.caution,
            failed: it.failed,
        }
    }
}

impl From<Line> for ShortcomingItem {
    fn from(it: Line) -> Self {
        Self {
            name: it.name,
            unit_name: it.unit_name,
            state: choice!(it.judgement.state),
            because: it.judgement.because,
        }
    }
}

/// 遵守状況（基準日現在）
///
/// 基準日に今日より後の日は指定できません。
#[utoipa::path(
    get, path = "/api/v1/coverage", operation_id = "get_coverage", tag = "coverage",
    params(
        ("on" = Option<NaiveDate>, Query, description = "基準日（今日まで）。指定がなければ今日"),
        ("fy" = Option<u64>, Query, description = "契約の年度（西暦）", minimum = 1900, maximum = 2200, example = 2026),
        ("unit" = Option<i64>, Query, description = "所管課のid", minimum = 1),
        ("organ" = inline(Option<OrganTypeCode>), Query, description = "組織区分"),
    ),
    responses((status = 200, description = "遵守状況", body = CoverageRecord), Refusals),
)]
pub(super) async fn sheet(mut asked: Asked) -> Result<Response, ApiError> {
    let year = asked.number("fy", 1900, 2200)?;
    let filter = CoverageFilter {
        on: asked.date("on")?,
        fy: year.map(|year| year.to_string()).unwrap_or_default(),
        unit: asked.key("unit")?,
        organ: asked.one_of("organ", &OrganTypeCode::codes())?,
    };
    asked.finish()?;
    let sheet = services::coverage::sheet(&asked.ctx, &filter)
        .await
        .or_refusal(&asked.ctx)?;
    match sheet.refused {
        Some(FilterError::Future(_)) => Err(ApiError::parameter(
            "on",
            "基準日に今日より後の日は指定できません。今日までの日にしてください。",
        )),
        Some(FilterError::BeforeRules(first)) => {
            let words = format!("条項集の適用が始まる前の日です。{first}からの日にしてください。");
            Err(ApiError::parameter("on", &words))
        }
        Some(FilterError::Day(error)) => Err(ApiError::parameter("on", &error.to_string())),
        None => Ok(asked.answer(&CoverageRecord::from(sheet.view))),
    }
}
