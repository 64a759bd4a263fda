//! 責任者: who is responsible for what on a day.

use axum::response::Response;
use chrono::NaiveDate;
use domain::responsibility::{
    board::{BoardFilter, BoardRow},
    standing::Holder,
};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    asked::{Asked, Choice, Page, Paging},
    choices::{StandingCode, SubjectKindCode, choice},
    error::{ApiError, OrRefusal, Refusals},
};

/// Something somebody has to be responsible for, as of a day.
#[derive(Serialize, ToSchema)]
pub(super) struct ResponsibilityItem {
    /// 対象の種類
    kind: Choice,
    /// 対象のid（その種類の一覧のid）
    subject_id: i64,
    /// 対象の名称
    name: String,
    /// 所管課のid
    unit_id: i64,
    /// 所管課
    unit_name: String,
    /// 基準日
    on: NaiveDate,
    /// 責任者。いないときはnull
    owner: Option<HolderItem>,
    /// 副責任者
    deputy: Option<HolderItem>,
    /// 担当者
    operators: Vec<HolderItem>,
    /// 使っているのに責任者がいない
    vacant: bool,
    /// これから責任者がいなくなる最初の日
    vacant_from: Option<NaiveDate>,
    /// 最後に確認した日
    reviewed_on: Option<NaiveDate>,
}

/// Who holds a role.
#[derive(Serialize, ToSchema)]
pub(super) struct HolderItem {
    /// 職員のid
    person_id: i64,
    /// 氏名
    name: String,
    /// 職名（職に付く責任のとき）
    title: Option<String>,
    /// いつから
    since: NaiveDate,
    /// 最後の日
    last: Option<NaiveDate>,
}

impl From<Holder> for HolderItem {
    fn from(it: Holder) -> Self {
        Self {
            person_id: it.person_id.0,
            name: it.name,
            title: it.title,
            since: it.since,
            last: it.last,
        }
    }
}

impl From<BoardRow> for ResponsibilityItem {
    fn from(
        BoardRow {
            subject, standing, ..
        }: BoardRow,
    ) -> Self {
        Self {
            kind: choice!(subject.key.kind),
            subject_id: subject.key.id,
            name: subject.name,
            unit_id: subject.unit_id.0,
            unit_name: subject.unit_name,
            on: standing.day,
            vacant: standing.is_vacant(),
            vacant_from: standing.vacant_from(),
            owner: standing.owner.map(Into::into),
            deputy: standing.deputy.map(Into::into),
            operators: standing.operators.into_iter().map(Into::into).collect(),
            reviewed_on: standing.reviewed_on,
        }
    }
}

/// 責任者の一覧（基準日現在）
///
/// `state`は、vacant 責任者がいないもの、soon 60日以内にいなくなるもの。
#[utoipa::path(
    get, path = "/api/v1/responsibilities", operation_id = "list_responsibilities", tag = "responsibilities",
    params(
        Paging,
        ("on" = Option<NaiveDate>, Query, description = "基準日。指定がなければ今日"),
        ("kind" = inline(Option<SubjectKindCode>), Query, description = "対象の種類"),
        ("unit" = Option<i64>, Query, description = "所管課のid", minimum = 1),
        ("state" = inline(Option<StandingCode>), Query, description = "状態"),
        ("q" = Option<String>, Query, description = "対象・責任者の名称の一部", max_length = 200, pattern = r"^[^\u0000-\u001f\u007f-\u009f]*$"),
    ),
    responses((status = 200, description = "一覧", body = Page<ResponsibilityItem>), Refusals),
)]
pub(super) async fn list(mut asked: Asked) -> Result<Response, ApiError> {
    let paging = asked.paging()?;
    let filter = BoardFilter {
        kind: asked.one_of("kind", &SubjectKindCode::codes())?,
        unit: asked.key("unit")?,
        state: asked.one_of("state", &StandingCode::codes())?,
        q: asked.text("q")?,
        on: asked.date("on")?,
        page: String::new(),
    };
    asked.finish()?;
    let (_, rows) = services::responsibility::list_on(&asked.ctx, &filter)
        .await
        .or_refusal(&asked.ctx)?;
    let (rows, total) = paging.cut(rows);
    let items: Vec<ResponsibilityItem> = rows.into_iter().map(Into::into).collect();
    Ok(asked.page(items, total, paging))
}
