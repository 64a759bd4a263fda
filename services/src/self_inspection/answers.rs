//! 自己点検票: answers saved as they are typed, submitted when complete; what was done about a 否 is
//! recorded beside the answer, which itself never changes after the submission.

use std::collections::HashMap;

use domain::{
    authorization::{Action, Resource},
    id::{OrganizationUnitId, SelfInspectionAnswerId, SelfInspectionId, SelfInspectionQuestionId},
    library::SelfInspectionQuestion,
    self_inspection::{
        Answer, AnswerSheet, AnsweredQuestion, Campaign,
        input::{AnswerDraft, AnswersInput, ImprovementDraft, complete},
    },
};
use entities::{self_inspection_answer, self_inspection_unit};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{NotSet, Set},
    ConnectionTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter,
};

use super::campaign::{load_row, of_row, questions_of};
use crate::{
    Context, ServiceError,
    audit_log::{self, Event},
    finding::{self, Shortcoming},
    organization,
};

async fn unit_row(
    db: &impl ConnectionTrait,
    id: SelfInspectionId,
    unit: OrganizationUnitId,
) -> Result<self_inspection_unit::Model, ServiceError> {
    self_inspection_unit::Entity::find()
        .filter(self_inspection_unit::COLUMN.self_inspection_id.eq(id.0))
        .filter(self_inspection_unit::COLUMN.unit_id.eq(unit.0))
        .one(db)
        .await?
        .ok_or(ServiceError::NotFound("自己点検票"))
}

async fn answers_of(
    db: &impl ConnectionTrait,
    sheet: i64,
) -> Result<HashMap<i64, self_inspection_answer::Model>, ServiceError> {
    let rows = self_inspection_answer::Entity::find()
        .filter(self_inspection_answer::COLUMN.inspection_unit_id.eq(sheet))
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| (row.question_id, row)).collect())
}

/// The sheet of a unit.
///
/// # Errors
/// Without the right for the unit; when the unit is not addressed.
pub async fn load_sheet(
    ctx: &Context,
    id: SelfInspectionId,
    unit: OrganizationUnitId,
) -> Result<AnswerSheet, ServiceError> {
    ctx.authorize(Action::View, Resource::SelfInspection)?;
    ctx.authorize_in(Action::View, Resource::SelfInspection, unit)?;
    let campaign = of_row(load_row(&ctx.db, id).await?);
    let row = unit_row(&ctx.db, id, unit).await?;
    let mut answers = answers_of(&ctx.db, row.id).await?;
    let findings = finding::of_answers(&ctx.db, answers.values().map(|row| row.id)).await?;
    let questions = questions_of(&ctx.db, id)
        .await?
        .into_iter()
        .map(|(question_id, question)| {
            let answer = answers.remove(&question_id);
            AnsweredQuestion {
                question_id: SelfInspectionQuestionId(question_id),
                question,
                answer_id: answer.as_ref().map(|it| SelfInspectionAnswerId(it.id)),
                answer: answer.as_ref().and_then(|it| it.answer),
                finding: answer.as_ref().and_then(|it| findings.get(&it.id).copied()),
                note: answer.as_ref().and_then(|it| it.note.clone()),
                improve_by: answer.as_ref().and_then(|it| it.improve_by),
                improved_on: answer.as_ref().and_then(|it| it.improved_on),
                improvement: answer.and_then(|it| it.improvement),
            }
        })
        .collect();
    let names = organization::people_names(&ctx.db, row.submitted_by).await?;
    let unit_names = organization::unit_names(ctx).await?;
    let may_edit = ctx
        .authorize_in(Action::Edit, Resource::SelfInspection, unit)
        .is_ok()
        && campaign.void_on.is_none();
    Ok(AnswerSheet {
        unit_id: unit,
        unit_name: unit_names.get(&unit.0).cloned().unwrap_or_default(),
        submitted_on: row.submitted_on,
        submitted_by: row.submitted_by.and_then(|id| names.get(&id).cloned()),
        revision: row.revision,
        questions,
        can_answer: may_edit && row.submitted_on.is_none() && campaign.opened_on <= ctx.today(),
        can_improve: may_edit && row.submitted_on.is_some(),
        campaign,
    })
}

/// A sheet that can still be answered, in its transaction.
struct Answerable {
    tx: DatabaseTransaction,
    campaign: Campaign,
    row: self_inspection_unit::Model,
    unit_name: String,
}

impl Answerable {
    fn subject(&self) -> String {
        format!("{} {}", self.campaign.title, self.unit_name)
    }
}

async fn answerable(
    ctx: &Context,
    id: SelfInspectionId,
    unit: OrganizationUnitId,
) -> Result<Answerable, ServiceError> {
    ctx.authorize_in(Action::Edit, Resource::SelfInspection, unit)?;
    let tx = ctx.begin().await?;
    let campaign = of_row(load_row(&tx, id).await?);
    let row = unit_row(&tx, id, unit).await?;
    let refused = |words: &str| Err(ServiceError::Rule(words.to_owned()));
    if campaign.void_on.is_some() {
        return refused("この自己点検は無効になっています。回答できません。");
    }
    if ctx.today() < campaign.opened_on {
        return refused("この自己点検は、まだ始まっていません。開始日から回答できます。");
    }
    let names = organization::unit_names_in(&tx).await?;
    Ok(Answerable {
        unit_name: names.get(&unit.0).cloned().unwrap_or_default(),
        tx,
        campaign,
        row,
    })
}

/// Saves what was answered so far.
///
/// # Errors
/// Without the right for the unit; after the submission; when somebody else saved first; what cannot be read.
pub async fn save(
    ctx: &Context,
    id: SelfInspectionId,
    unit: OrganizationUnitId,
    revision: i32,
    input: &AnswersInput,
) -> Result<(), ServiceError> {
    ctx.authorize(Action::Edit, Resource::SelfInspection)?;
    let drafts = input.check()?;
    let open = answerable(ctx, id, unit).await?;
    write(&open, revision, &drafts).await?;
    touch(ctx, &open, revision, None).await?;
    let event = Event::new("自己点検の回答", "self_inspection", id.0, &open.subject())
        .change(None::<&()>, &drafts)?;
    audit_log::record(&open.tx, ctx, event).await?;
    open.tx.commit().await?;
    Ok(())
}

/// 提出: saves, and closes the sheet when every question is answered. Each 否 opens a finding.
///
/// # Errors
/// As [`save`]; when something is missing, by field.
pub async fn submit(
    ctx: &Context,
    id: SelfInspectionId,
    unit: OrganizationUnitId,
    revision: i32,
    input: &AnswersInput,
) -> Result<(), ServiceError> {
    ctx.authorize(Action::Edit, Resource::SelfInspection)?;
    let person = ctx.person_id()?;
    let drafts = input.check()?;
    let open = answerable(ctx, id, unit).await?;
    let questions = questions_of(&open.tx, id).await?;
    let asked: Vec<SelfInspectionQuestionId> = questions
        .iter()
        .map(|(question, _)| SelfInspectionQuestionId(*question))
        .collect();
    complete(&asked, &drafts)?;
    write(&open, revision, &drafts).await?;
    touch(ctx, &open, revision, Some(person.0)).await?;
    open_findings(ctx, &open, &questions).await?;
    let event = Event::new("自己点検の提出", "self_inspection", id.0, &open.subject())
        .change(None::<&()>, &drafts)?;
    audit_log::record(&open.tx, ctx, event).await?;
    open.tx.commit().await?;
    Ok(())
}

/// Each 否 is a 指摘 about the unit.
async fn open_findings(
    ctx: &Context,
    open: &Answerable,
    questions: &[(i64, SelfInspectionQuestion)],
) -> Result<(), ServiceError> {
    let answers = answers_of(&open.tx, open.row.id).await?;
    for (id, question) in questions {
        let answer = answers.get(id);
        let Some(answer) = answer.filter(|row| row.answer == Some(Answer::No)) else {
            continue;
        };
        let short = Shortcoming {
            answer_id: answer.id,
            question_id: &question.id,
            question: &question.question,
            note: answer.note.as_deref(),
            unit: OrganizationUnitId(open.row.unit_id),
            unit_name: &open.unit_name,
            improve_by: answer.improve_by,
        };
        finding::open_from_answer(&open.tx, ctx, short).await?;
    }
    Ok(())
}

/// Writes the answers; those of other campaigns' questions are refused.
async fn write(
    open: &Answerable,
    revision: i32,
    drafts: &[AnswerDraft],
) -> Result<(), ServiceError> {
    if open.row.submitted_on.is_some() {
        return Err(ServiceError::Rule(
            "この自己点検票は提出済みです。回答は変えられません。改善したことは、否とした項目に記録してください。"
                .to_owned(),
        ));
    }
    if open.row.revision != revision {
        return Err(conflict(open, revision));
    }
    let known = questions_of(&open.tx, open.campaign.id).await?;
    let mut answers = answers_of(&open.tx, open.row.id).await?;
    for draft in drafts {
        let question = draft.question_id.0;
        if !known.iter().any(|(id, _)| *id == question) {
            return Err(ServiceError::NotFound("自己点検の設問"));
        }
        let mut row = match answers.remove(&question) {
            Some(row) => row.into_active_model(),
            None => self_inspection_answer::ActiveModel {
                id: NotSet,
                inspection_unit_id: Set(open.row.id),
                question_id: Set(question),
                improved_on: Set(None),
                improvement: Set(None),
                ..Default::default()
            },
        };
        row.answer = Set(draft.answer);
        row.note = Set(draft.note.clone());
        row.improve_by = Set(draft.improve_by);
        row.save(&open.tx).await?;
    }
    Ok(())
}

fn conflict(open: &Answerable, revision: i32) -> ServiceError {
    organization::conflict(
        &open.subject(),
        &serde_json::json!({ "version": open.row.revision }),
        &serde_json::json!({ "version": revision }),
    )
}

/// Counts the sheet's revision up; with a person, it is submitted.
async fn touch(
    ctx: &Context,
    open: &Answerable,
    revision: i32,
    submitted_by: Option<i64>,
) -> Result<(), ServiceError> {
    let mut row = self_inspection_unit::ActiveModel {
        revision: Set(revision + 1),
        ..Default::default()
    };
    if submitted_by.is_some() {
        row.submitted_on = Set(Some(ctx.today()));
        row.submitted_by = Set(submitted_by);
    }
    let updated = self_inspection_unit::Entity::update_many()
        .set(row)
        .filter(self_inspection_unit::COLUMN.id.eq(open.row.id))
        .filter(self_inspection_unit::COLUMN.revision.eq(revision))
        .exec(&open.tx)
        .await?;
    if updated.rows_affected == 0 {
        return Err(conflict(open, revision));
    }
    Ok(())
}

/// 改善の記録: what was done about a 否 of a submitted sheet, and when; reported to its finding too.
///
/// # Errors
/// Without the right for the unit; before the submission; an answer that is no 否; recorded already.
pub async fn improve(
    ctx: &Context,
    id: SelfInspectionId,
    unit: OrganizationUnitId,
    answer: SelfInspectionAnswerId,
    draft: ImprovementDraft,
) -> Result<(), ServiceError> {
    ctx.authorize(Action::Edit, Resource::SelfInspection)?;
    let open = answerable(ctx, id, unit).await?;
    let row = self_inspection_answer::Entity::find_by_id(answer.0)
        .one(&open.tx)
        .await?
        .filter(|row| row.inspection_unit_id == open.row.id)
        .ok_or(ServiceError::NotFound("自己点検の回答"))?;
    let refused = |words: &str| Err(ServiceError::Rule(words.to_owned()));
    if open.row.submitted_on.is_none() {
        return refused("改善を記録できるのは、提出した後です。先に自己点検票を提出してください。");
    }
    if row.answer != Some(Answer::No) {
        return refused("改善を記録できるのは、否とした項目だけです。");
    }
    if row.improved_on.is_some() {
        return refused("この項目の改善は、すでに記録されています。");
    }
    let mut changed = row.into_active_model();
    changed.improved_on = Set(Some(draft.improved_on));
    changed.improvement = Set(Some(draft.improvement.clone()));
    changed.update(&open.tx).await?;
    let event = Event::new("自己点検の改善", "self_inspection", id.0, &open.subject())
        .change(None::<&()>, &draft)?;
    audit_log::record(&open.tx, ctx, event).await?;
    finding::report_from_answer(&open.tx, ctx, answer, &draft).await?;
    open.tx.commit().await?;
    Ok(())
}
