//! What units declare in the demo, and its self-inspections: most did, a few did not, one had differences,
//! one is late with what it wanted to put right.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use domain::{
    coverage::declaration::{DeclarationAnswer, DeclarationDraft, DeclarationKind},
    id::{OrganizationUnitId, SelfInspectionId},
    self_inspection::{
        Answer, CampaignKind,
        input::{AnswerInput, AnswersInput, CampaignDraft, ImprovementDraft},
    },
    wareki,
};

use super::{
    days::Days as DemoDays,
    town::{Town, Who},
};
use crate::{Context, ServiceError, coverage, organization, self_inspection};

/// One thing somebody does.
#[derive(Clone, Copy, Debug)]
pub(super) enum Act {
    /// The head declares for the own unit.
    HeadDeclares,
    /// The security office enters what the other units sent in on paper.
    OthersDeclare,
    /// 随時 after the program began; answered by all.
    FirstInspection,
    /// 定期, running today.
    YearlyInspection,
}

/// When.
pub(super) fn plan(days: DemoDays) -> [(NaiveDate, Act); 4] {
    [
        (days.after_founding(40), Act::HeadDeclares),
        (days.after_founding(48), Act::OthersDeclare),
        (days.after_founding(80), Act::FirstInspection),
        (days.around_today(-24), Act::YearlyInspection),
    ]
}

/// Units that have not declared: so many from the end of the list.
const SILENT: usize = 3;

pub(super) async fn act(town: &mut Town, act: Act) -> Result<(), ServiceError> {
    match act {
        Act::HeadDeclares => {
            let ctx = town.by(Who::Head).await?;
            let unit = town.unit("総務課")?;
            for kind in DeclarationKind::ALL {
                coverage::declare(&ctx, unit, draft(*kind, None)).await?;
            }
            Ok(())
        }
        Act::OthersDeclare => others_declare(town).await,
        Act::FirstInspection => first_inspection(town).await,
        Act::YearlyInspection => yearly_inspection(town).await,
    }
}

fn draft(kind: DeclarationKind, difference: Option<&str>) -> DeclarationDraft {
    let compares = kind == DeclarationKind::Outsourcing;
    DeclarationDraft {
        kind,
        answer: DeclarationAnswer::AsLedger,
        difference_count: compares.then_some(if difference.is_some() { 2 } else { 0 }),
        difference_reason: difference.filter(|_| compares).map(str::to_owned),
        note: None,
    }
}

async fn units(ctx: &Context) -> Result<Vec<OrganizationUnitId>, ServiceError> {
    let units = organization::units(&ctx.db).await?;
    let today = ctx.today();
    Ok(units
        .into_iter()
        .filter(|unit| unit.exists_on(today))
        .map(|unit| unit.id)
        .collect())
}

async fn others_declare(town: &Town) -> Result<(), ServiceError> {
    let ctx = town.by(Who::SecurityOffice).await?;
    let own = town.unit("総務課")?;
    let units: Vec<_> = units(&ctx)
        .await?
        .into_iter()
        .filter(|unit| *unit != own)
        .collect();
    let declaring = units.len().saturating_sub(SILENT);
    for (place, unit) in units.into_iter().take(declaring).enumerate() {
        for kind in DeclarationKind::ALL {
            // Now and then a unit forgets the services it uses.
            if place % 5 == 4 && *kind == DeclarationKind::ExternalService {
                continue;
            }
            let difference = (place == 1)
                .then_some("郵便料２件は委託料の節に計上されていますが、業務委託ではありません。");
            coverage::declare(&ctx, unit, draft(*kind, difference)).await?;
        }
    }
    Ok(())
}

async fn open(
    ctx: &Context,
    title: String,
    kind: CampaignKind,
    days: u64,
) -> Result<SelfInspectionId, ServiceError> {
    let questions = self_inspection::questions(ctx).await?;
    let today = ctx.today();
    let draft = CampaignDraft {
        title,
        fiscal_year: domain::fiscal_year::FiscalYear::containing(today),
        kind,
        opened_on: today,
        due_on: today + Days::new(days),
        note: None,
        units: units(ctx).await?,
        questions: questions.into_iter().map(|it| it.id).collect(),
    };
    self_inspection::open(ctx, draft).await
}

/// Answers every question 適, but the ones named: 否 with words and a day.
async fn answer(
    ctx: &Context,
    id: SelfInspectionId,
    unit: OrganizationUnitId,
    no: &[usize],
    improve_by: NaiveDate,
) -> Result<(), ServiceError> {
    let sheet = self_inspection::load_sheet(ctx, id, unit).await?;
    let answers: BTreeMap<String, AnswerInput> = sheet
        .questions
        .iter()
        .enumerate()
        .map(|(place, it)| {
            let typed = if no.contains(&place) {
                AnswerInput {
                    answer: Answer::No.code().to_owned(),
                    note: "一部の記録が未提出のため、提出を求めています。".to_owned(),
                    improve_by: wareki::long(improve_by),
                }
            } else {
                AnswerInput {
                    answer: Answer::Yes.code().to_owned(),
                    ..AnswerInput::default()
                }
            };
            (it.question_id.to_string(), typed)
        })
        .collect();
    let input = AnswersInput { answers };
    self_inspection::submit(ctx, id, unit, sheet.revision, &input).await
}

async fn first_inspection(town: &mut Town) -> Result<(), ServiceError> {
    let office = town.by(Who::SecurityOffice).await?;
    let title = "台帳への登録状況の自己点検".to_owned();
    let id = open(&office, title, CampaignKind::AdHoc, 14).await?;
    let own = town.unit("総務課")?;
    let improve_by = office.today() + Days::new(30);
    for (place, unit) in units(&office).await?.into_iter().enumerate() {
        let ctx = if unit == own {
            town.by(Who::Head).await?
        } else {
            town.by(Who::SecurityOffice).await?
        };
        let no: &[usize] = if place % 4 == 1 { &[1] } else { &[] };
        answer(&ctx, id, unit, no, improve_by).await?;
        if !no.is_empty() && place != 5 {
            improve_all(&ctx, id, unit).await?;
        }
    }
    Ok(())
}

async fn improve_all(
    ctx: &Context,
    id: SelfInspectionId,
    unit: OrganizationUnitId,
) -> Result<(), ServiceError> {
    let sheet = self_inspection::load_sheet(ctx, id, unit).await?;
    for it in sheet.questions {
        let (Some(answer), Some(Answer::No)) = (it.answer_id, it.answer) else {
            continue;
        };
        let draft = ImprovementDraft {
            improved_on: ctx.today(),
            improvement: "不足していた記録を受領し、台帳に綴じました。".to_owned(),
        };
        self_inspection::improve(ctx, id, unit, answer, draft).await?;
    }
    Ok(())
}

/// Half the units have answered; the head of 総務課 has begun.
async fn yearly_inspection(town: &mut Town) -> Result<(), ServiceError> {
    let office = town.by(Who::SecurityOffice).await?;
    let title = format!("{}　情報セキュリティ自己点検", town.days.year.label());
    let id = open(&office, title, CampaignKind::Scheduled, 31).await?;
    let own = town.unit("総務課")?;
    let improve_by = town.days.today + Days::new(45);
    let units = units(&office).await?;
    let half = units.len().div_ceil(2);
    for (place, unit) in units.into_iter().take(half).enumerate() {
        if unit == own {
            continue;
        }
        let no: &[usize] = if place % 3 == 2 { &[0, 4] } else { &[] };
        answer(&office, id, unit, no, improve_by).await?;
    }
    let head = town.by(Who::Head).await?;
    let sheet = self_inspection::load_sheet(&head, id, own).await?;
    let begun = sheet.questions.iter().take(2).map(|it| {
        let typed = AnswerInput {
            answer: Answer::Yes.code().to_owned(),
            ..AnswerInput::default()
        };
        (it.question_id.to_string(), typed)
    });
    let input = AnswersInput {
        answers: begun.collect(),
    };
    self_inspection::save(&head, id, own, sheet.revision, &input).await
}
