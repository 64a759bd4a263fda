//! Campaigns: opened by the security office for some units, with questions of the library in the version of
//! that day; listed with how far the units are.

use std::collections::{HashMap, HashSet};

use domain::{
    authorization::{Action, Resource, Scope},
    fiscal_year::FiscalYear,
    id::{OrganizationUnitId, SelfInspectionId},
    input::{FieldError, FieldErrors, required},
    library::{RecordKind, SelfInspectionQuestion},
    self_inspection::{
        Answer, Campaign, CampaignDetail, CampaignSummary, CampaignUnit, UnitProgress,
        input::CampaignDraft, progress,
    },
};
use entities::{
    library_entry, self_inspection, self_inspection_answer, self_inspection_question,
    self_inspection_unit,
};
use sea_orm::{
    ActiveValue::{NotSet, Set},
    ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder,
};

use crate::{
    Context, ServiceError,
    audit_log::{self, Event},
    library, organization,
};

/// 自己点検, or 「ありません」.
pub(super) async fn load_row(
    db: &impl ConnectionTrait,
    id: SelfInspectionId,
) -> Result<self_inspection::Model, ServiceError> {
    self_inspection::Entity::find_by_id(id.0)
        .one(db)
        .await?
        .ok_or(ServiceError::NotFound("自己点検"))
}

pub(super) fn of_row(row: self_inspection::Model) -> Campaign {
    Campaign {
        id: SelfInspectionId(row.id),
        title: row.title,
        fiscal_year: FiscalYear(row.fiscal_year),
        kind: row.kind,
        opened_on: row.opened_on,
        due_on: row.due_on,
        note: row.note,
        void_on: row.void_on,
        void_reason: row.void_reason,
        revision: row.revision,
    }
}

/// The questions the library asks today.
///
/// # Errors
/// Without the right to open a campaign.
pub async fn questions(ctx: &Context) -> Result<Vec<SelfInspectionQuestion>, ServiceError> {
    ctx.authorize(Action::Approve, Resource::SelfInspection)?;
    let library = library::in_force(ctx, ctx.today()).await?;
    Ok(library.library.self_inspection_questions.clone())
}

/// 実施: opens a campaign.
///
/// # Errors
/// Without the right; a unit or a question that does not exist.
pub async fn open(ctx: &Context, draft: CampaignDraft) -> Result<SelfInspectionId, ServiceError> {
    ctx.authorize(Action::Approve, Resource::SelfInspection)?;
    let person = ctx.person_id()?;
    let library = library::in_force(ctx, ctx.today()).await?;
    let mut entries = Vec::new();
    for question in &draft.questions {
        let entry = library.entry(RecordKind::SelfInspectionQuestion, question);
        entries.push(entry.ok_or_else(|| {
            ServiceError::field("questions", FieldError::UnknownChoice(question.clone()))
        })?);
    }
    let tx = ctx.begin().await?;
    check_units(&tx, ctx, &draft.units).await?;
    let row = self_inspection::ActiveModel {
        id: NotSet,
        title: Set(draft.title.clone()),
        fiscal_year: Set(draft.fiscal_year.0),
        kind: Set(draft.kind),
        opened_on: Set(draft.opened_on),
        due_on: Set(draft.due_on),
        note: Set(draft.note.clone()),
        opened_by: Set(person.0),
        recorded_at: Set(ctx.now()),
        void_on: Set(None),
        void_reason: Set(None),
        revision: Set(1),
    };
    let id = self_inspection::Entity::insert(row)
        .exec(&tx)
        .await?
        .last_insert_id;
    let questions =
        (0..)
            .zip(entries)
            .map(|(position, entry)| self_inspection_question::ActiveModel {
                id: NotSet,
                self_inspection_id: Set(id),
                position: Set(position),
                entry_id: Set(entry.0),
            });
    self_inspection_question::Entity::insert_many(questions)
        .exec_without_returning(&tx)
        .await?;
    let units = draft
        .units
        .iter()
        .map(|unit| self_inspection_unit::ActiveModel {
            id: NotSet,
            self_inspection_id: Set(id),
            unit_id: Set(unit.0),
            submitted_on: Set(None),
            submitted_by: Set(None),
            revision: Set(1),
        });
    self_inspection_unit::Entity::insert_many(units)
        .exec_without_returning(&tx)
        .await?;
    let event = Event::new("自己点検の実施", "self_inspection", id, &draft.title)
        .change(None::<&()>, &draft)?;
    audit_log::record(&tx, ctx, event).await?;
    tx.commit().await?;
    Ok(SelfInspectionId(id))
}

/// Each unit exists today, and is named once.
async fn check_units(
    tx: &DatabaseTransaction,
    ctx: &Context,
    chosen: &[OrganizationUnitId],
) -> Result<(), ServiceError> {
    let known: HashSet<OrganizationUnitId> = organization::units(tx)
        .await?
        .into_iter()
        .filter(|unit| unit.exists_on(ctx.today()))
        .map(|unit| unit.id)
        .collect();
    let once: HashSet<&OrganizationUnitId> = chosen.iter().collect();
    if once.len() == chosen.len() && chosen.iter().all(|unit| known.contains(unit)) {
        Ok(())
    } else {
        Err(FieldErrors::one("units", FieldError::NotUsable("課".to_owned())).into())
    }
}

/// Takes a campaign out of use, with a reason. Its answers stay.
///
/// # Errors
/// Without the right; without a reason; when somebody else saved first.
pub async fn void(
    ctx: &Context,
    id: SelfInspectionId,
    revision: i32,
    reason: &str,
) -> Result<(), ServiceError> {
    ctx.authorize(Action::Void, Resource::SelfInspection)?;
    let reason =
        required(reason).map_err(|_| ServiceError::field("reason", FieldError::ReasonRequired))?;
    let tx = ctx.begin().await?;
    let before = of_row(load_row(&tx, id).await?);
    if before.void_on.is_some() {
        return Err(ServiceError::Rule(
            "この自己点検は、すでに無効です。".to_owned(),
        ));
    }
    let after = Campaign {
        void_on: Some(ctx.today()),
        void_reason: Some(reason),
        revision: revision + 1,
        ..before.clone()
    };
    let row = self_inspection::ActiveModel {
        void_on: Set(after.void_on),
        void_reason: Set(after.void_reason.clone()),
        revision: Set(after.revision),
        ..Default::default()
    };
    let updated = self_inspection::Entity::update_many()
        .set(row)
        .filter(self_inspection::COLUMN.id.eq(id.0))
        .filter(self_inspection::COLUMN.revision.eq(revision))
        .exec(&tx)
        .await?;
    if updated.rows_affected == 0 {
        return Err(organization::conflict(&before.title, &before, &after));
    }
    let event = Event::new("自己点検の無効化", "self_inspection", id.0, &before.title)
        .change(Some(&before), &after)?;
    audit_log::record(&tx, ctx, event).await?;
    tx.commit().await?;
    Ok(())
}

/// Everything that is answered of some campaigns, one query a table.
struct Answered {
    units: Vec<self_inspection_unit::Model>,
    answers: HashMap<i64, Vec<self_inspection_answer::Model>>,
    question_counts: HashMap<i64, usize>,
}

async fn answered(
    db: &impl ConnectionTrait,
    campaigns: &[i64],
    visible: &Scope,
) -> Result<Answered, ServiceError> {
    let mut units = self_inspection_unit::Entity::find()
        .filter(
            self_inspection_unit::COLUMN
                .self_inspection_id
                .is_in(campaigns.iter().copied()),
        )
        .order_by_asc(self_inspection_unit::Column::Id)
        .all(db)
        .await?;
    units.retain(|row| visible.contains(OrganizationUnitId(row.unit_id)));
    let rows = self_inspection_answer::Entity::find()
        .filter(
            self_inspection_answer::COLUMN
                .inspection_unit_id
                .is_in(units.iter().map(|row| row.id)),
        )
        .all(db)
        .await?;
    let mut answers: HashMap<i64, Vec<self_inspection_answer::Model>> = HashMap::new();
    for row in rows {
        answers.entry(row.inspection_unit_id).or_default().push(row);
    }
    let questions = self_inspection_question::Entity::find()
        .filter(
            self_inspection_question::COLUMN
                .self_inspection_id
                .is_in(campaigns.iter().copied()),
        )
        .all(db)
        .await?;
    let mut question_counts = HashMap::new();
    for row in questions {
        *question_counts.entry(row.self_inspection_id).or_default() += 1;
    }
    Ok(Answered {
        units,
        answers,
        question_counts,
    })
}

/// Campaigns, newest first, with how far the units the person may see are.
///
/// # Errors
/// Without the right to see self-inspections.
pub async fn list(ctx: &Context) -> Result<Vec<CampaignSummary>, ServiceError> {
    ctx.authorize(Action::View, Resource::SelfInspection)?;
    let rows = self_inspection::Entity::find()
        .order_by_desc(self_inspection::Column::OpenedOn)
        .order_by_desc(self_inspection::Column::Id)
        .all(&ctx.db)
        .await?;
    let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
    let visible = ctx.scope(Action::View, Resource::SelfInspection);
    let answered = answered(&ctx.db, &ids, &visible).await?;
    Ok(rows
        .into_iter()
        .map(|row| summary(of_row(row), &answered))
        .collect())
}

fn summary(campaign: Campaign, answered: &Answered) -> CampaignSummary {
    let units: Vec<&self_inspection_unit::Model> = answered
        .units
        .iter()
        .filter(|row| row.self_inspection_id == campaign.id.0)
        .collect();
    let submitted: Vec<&self_inspection_answer::Model> = units
        .iter()
        .filter(|row| row.submitted_on.is_some())
        .flat_map(|row| answered.answers.get(&row.id).into_iter().flatten())
        .collect();
    let count = |answer: Answer| {
        let rows = submitted.iter();
        rows.filter(|row| row.answer == Some(answer)).count()
    };
    CampaignSummary {
        unit_count: units.len(),
        submitted_count: units
            .iter()
            .filter(|row| row.submitted_on.is_some())
            .count(),
        yes_count: count(Answer::Yes),
        no_count: count(Answer::No),
        improved_count: submitted
            .iter()
            .filter(|row| row.improved_on.is_some())
            .count(),
        campaign,
    }
}

/// A campaign with its questions and the units the person may see.
///
/// # Errors
/// Without the right; when there is none.
pub async fn load(ctx: &Context, id: SelfInspectionId) -> Result<CampaignDetail, ServiceError> {
    ctx.authorize(Action::View, Resource::SelfInspection)?;
    let campaign = of_row(load_row(&ctx.db, id).await?);
    let visible = ctx.scope(Action::View, Resource::SelfInspection);
    let answered = answered(&ctx.db, &[id.0], &visible).await?;
    let submitters = answered.units.iter().filter_map(|row| row.submitted_by);
    let names = organization::people_names(&ctx.db, submitters).await?;
    let unit_names = organization::unit_names(ctx).await?;
    let question_count = answered.question_counts.get(&id.0).copied();
    let units = answered
        .units
        .iter()
        .map(|row| {
            let answers = answered.answers.get(&row.id);
            let answers: Vec<_> = answers.into_iter().flatten().collect();
            let count = |test: &dyn Fn(&self_inspection_answer::Model) -> bool| {
                answers.iter().filter(|row| test(row)).count()
            };
            let answered_count = count(&|row| row.answer.is_some());
            CampaignUnit {
                unit_id: OrganizationUnitId(row.unit_id),
                unit_name: unit_names.get(&row.unit_id).cloned().unwrap_or_default(),
                submitted_on: row.submitted_on,
                submitted_by: row.submitted_by.and_then(|id| names.get(&id).cloned()),
                question_count: question_count.unwrap_or_default(),
                answered_count,
                no_count: count(&|row| row.answer == Some(Answer::No)),
                open_count: count(&|row| {
                    row.answer == Some(Answer::No) && row.improved_on.is_none()
                }),
                progress: progress(
                    row.submitted_on,
                    answered_count,
                    campaign.due_on,
                    ctx.today(),
                ),
            }
        })
        .collect();
    Ok(CampaignDetail {
        questions: questions_of(&ctx.db, id)
            .await?
            .into_iter()
            .map(|(_, question)| question)
            .collect(),
        units,
        can_void: campaign.void_on.is_none()
            && ctx
                .authorize(Action::Void, Resource::SelfInspection)
                .is_ok(),
        campaign,
    })
}

/// The questions of a campaign, as they were when it was opened.
pub(super) async fn questions_of(
    db: &impl ConnectionTrait,
    id: SelfInspectionId,
) -> Result<Vec<(i64, SelfInspectionQuestion)>, ServiceError> {
    let rows = self_inspection_question::Entity::find()
        .filter(self_inspection_question::COLUMN.self_inspection_id.eq(id.0))
        .order_by_asc(self_inspection_question::Column::Position)
        .all(db)
        .await?;
    let entries = library_entry::Entity::find()
        .filter(
            library_entry::COLUMN
                .id
                .is_in(rows.iter().map(|row| row.entry_id)),
        )
        .all(db)
        .await?;
    let mut words: HashMap<i64, serde_json::Value> = entries
        .into_iter()
        .map(|entry| (entry.id, entry.content))
        .collect();
    rows.into_iter()
        .map(|row| {
            let content = words
                .remove(&row.entry_id)
                .ok_or(ServiceError::NotFound("自己点検の設問"))?;
            Ok((row.id, serde_json::from_value(content)?))
        })
        .collect()
}

/// A sheet of answers that waits for somebody.
pub type Waiting = (Campaign, OrganizationUnitId, String, UnitProgress);

/// Sheets of answers the person may still fill in, by due date.
///
/// # Errors
/// When the database does not answer.
pub async fn waiting(ctx: &Context) -> Result<Vec<Waiting>, ServiceError> {
    ctx.authorize(Action::View, Resource::SelfInspection)?;
    let own = ctx.scope(Action::Edit, Resource::SelfInspection);
    // Whoever keeps the whole town's campaigns fills in nobody's sheet.
    if own == Scope::Town || own == Scope::Units([].into()) {
        return Ok(Vec::new());
    }
    let campaigns: HashMap<i64, Campaign> = self_inspection::Entity::find()
        .filter(self_inspection::COLUMN.opened_on.lte(ctx.today()))
        .filter(self_inspection::COLUMN.void_on.is_null())
        .all(&ctx.db)
        .await?
        .into_iter()
        .map(|row| (row.id, of_row(row)))
        .collect();
    let ids: Vec<i64> = campaigns.keys().copied().collect();
    let answered = answered(&ctx.db, &ids, &own).await?;
    let names = organization::unit_names(ctx).await?;
    let mut waiting: Vec<Waiting> = answered
        .units
        .iter()
        .filter(|row| row.submitted_on.is_none())
        .filter_map(|row| {
            let campaign = campaigns.get(&row.self_inspection_id)?.clone();
            let begun = answered.answers.get(&row.id).map_or(0, Vec::len);
            let progress = progress(None, begun, campaign.due_on, ctx.today());
            let name = names.get(&row.unit_id).cloned().unwrap_or_default();
            Some((campaign, OrganizationUnitId(row.unit_id), name, progress))
        })
        .collect();
    waiting.sort_by(|a, b| (a.0.due_on, &a.2).cmp(&(b.0.due_on, &b.2)));
    Ok(waiting)
}
