//! What the screens of 自己点検 ask of the server.

use domain::{
    authorization::{Action, Resource},
    id::{OrganizationUnitId, SelfInspectionAnswerId, SelfInspectionId},
    library::SelfInspectionQuestion,
    self_inspection::{
        AnswerSheet, CampaignDetail, CampaignKind, CampaignSummary,
        input::{AnswerInput, AnswersInput, CampaignInput, ImprovementInput},
    },
    wareki,
};
use leptos::{prelude::*, server_fn::ServerFn};
use serde::{Deserialize, Serialize};

use crate::{
    components::HeldInput,
    error::AppError,
    server_context::{context, done, held as find},
};

/// Campaigns, and whether the person may open one.
pub async fn load_list() -> Result<(Vec<CampaignSummary>, bool), AppError> {
    let ctx = context()?;
    let campaigns = services::self_inspection::list(&ctx).await?;
    let can_open = ctx
        .authorize(Action::Approve, Resource::SelfInspection)
        .is_ok();
    Ok((campaigns, can_open))
}

/// The form of a campaign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CampaignForm {
    pub input: CampaignInput,
    /// Units that exist today: id and name.
    pub units: Vec<(String, String)>,
    pub questions: Vec<SelfInspectionQuestion>,
}

pub async fn load_form(held: String) -> Result<CampaignForm, AppError> {
    let ctx = context()?;
    let questions = services::self_inspection::questions(&ctx).await?;
    let units: Vec<(String, String)> = services::organization::list_units(&ctx)
        .await?
        .into_iter()
        .filter(|unit| unit.exists_on(ctx.today()))
        .map(|unit| (unit.id.to_string(), unit.name))
        .collect();
    let typed: Option<HeldInput<CampaignInput>> = find(Some(&held), OpenCampaign::PATH).await?;
    let today = ctx.today();
    // Everybody is asked everything, unless somebody is left out.
    let all = || CampaignInput {
        kind: CampaignKind::Scheduled.code().to_owned(),
        opened_on: wareki::long(today),
        units: units.iter().map(|(id, _)| id.clone()).collect(),
        questions: questions.iter().map(|it| it.id.clone()).collect(),
        ..CampaignInput::default()
    };
    Ok(CampaignForm {
        input: typed.map_or_else(all, |typed| typed.input),
        units,
        questions,
    })
}

#[server(endpoint = "self-inspection/open")]
pub async fn open_campaign(input: CampaignInput) -> Result<(), AppError> {
    let id = services::self_inspection::open(&context()?, input.check()?).await?;
    done(&crate::paths::self_inspection(id), "自己点検を始めました。");
    Ok(())
}

pub async fn load_campaign(id: String) -> Result<CampaignDetail, AppError> {
    let id = id
        .parse()
        .map_err(|_| AppError::NotFound("自己点検".to_owned()))?;
    Ok(services::self_inspection::load(&context()?, id).await?)
}

#[server(endpoint = "self-inspection/void")]
pub async fn void_campaign(
    id: SelfInspectionId,
    revision: i32,
    reason: String,
) -> Result<(), AppError> {
    services::self_inspection::void(&context()?, id, revision, &reason).await?;
    done(
        &crate::paths::self_inspection(id),
        "自己点検を無効にしました。",
    );
    Ok(())
}

/// A unit's sheet as the page needs it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetForm {
    pub sheet: AnswerSheet,
    /// Held input, or what is saved.
    pub input: AnswersInput,
    pub improvement: HeldImprovement,
}

/// What was typed about a 否 when it was refused.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct HeldImprovement {
    pub answer: String,
    pub input: ImprovementInput,
}

fn saved(sheet: &AnswerSheet) -> AnswersInput {
    let answers = sheet.questions.iter().map(|it| {
        let typed = AnswerInput {
            answer: it
                .answer
                .map(|answer| answer.code().to_owned())
                .unwrap_or_default(),
            note: it.note.clone().unwrap_or_default(),
            improve_by: it.improve_by.map(wareki::long).unwrap_or_default(),
        };
        (it.question_id.to_string(), typed)
    });
    AnswersInput {
        answers: answers.collect(),
    }
}

pub async fn load_sheet(id: String, unit: String, held: String) -> Result<SheetForm, AppError> {
    let not_found = || AppError::NotFound("自己点検票".to_owned());
    let id = id.parse().map_err(|_| not_found())?;
    let unit = unit.parse().map_err(|_| not_found())?;
    let sheet = services::self_inspection::load_sheet(&context()?, id, unit).await?;
    let answers: Option<HeldInput<AnswersInput>> = find(Some(&held), AnswerCampaign::PATH).await?;
    let improvement: Option<HeldImprovement> = find(Some(&held), Improve::PATH).await?;
    let input = answers.map_or_else(|| saved(&sheet), |typed| typed.input);
    Ok(SheetForm {
        input,
        improvement: improvement.unwrap_or_default(),
        sheet,
    })
}

/// Saves for now, or submits, by the button that was pressed.
#[server(endpoint = "self-inspection/answer")]
pub async fn answer_campaign(
    id: SelfInspectionId,
    unit: OrganizationUnitId,
    revision: i32,
    input: AnswersInput,
    then: String,
) -> Result<(), AppError> {
    let (ctx, path) = (context()?, crate::paths::self_inspection_sheet(id, unit));
    if then == "submit" {
        services::self_inspection::submit(&ctx, id, unit, revision, &input).await?;
        done(&path, "自己点検票を提出しました。");
    } else {
        services::self_inspection::save(&ctx, id, unit, revision, &input).await?;
        done(&path, "途中まで保存しました。");
    }
    Ok(())
}

#[server(endpoint = "self-inspection/improve")]
pub async fn improve(
    id: SelfInspectionId,
    unit: OrganizationUnitId,
    answer: SelfInspectionAnswerId,
    input: ImprovementInput,
) -> Result<(), AppError> {
    let ctx = context()?;
    let draft = input.check(ctx.today())?;
    services::self_inspection::improve(&ctx, id, unit, answer, draft).await?;
    done(
        &crate::paths::self_inspection_sheet(id, unit),
        "改善を記録しました。",
    );
    Ok(())
}
