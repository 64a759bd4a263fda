//! What the screens of incidents ask of the server.

use domain::{
    authorization::{Action, Resource, permits},
    id::IncidentId,
    incident::{
        Incident, IncidentDetail, IncidentKind, IncidentSummary, Intent, PersonalInfo, SubjectKind,
        clock::minute,
        input::{IncidentInput, OutcomeInput, StepInput},
    },
    wareki,
};
use leptos::{prelude::*, server_fn::ServerFn};
use serde::de::DeserializeOwned;

use crate::{components::HeldInput, error::AppError, paths, server_context};

pub(super) type Options = Vec<(String, String)>;

pub(super) struct ListData {
    pub(super) incidents: Vec<IncidentSummary>,
    pub(super) state: String,
    pub(super) can_record: bool,
}

pub(super) async fn load_list(state: String) -> Result<ListData, AppError> {
    let ctx = server_context::context()?;
    Ok(ListData {
        incidents: services::incident::list(&ctx, &state).await?,
        can_record: permits(&ctx.actor.roles, Action::Edit, Resource::Incident, None),
        state,
    })
}

async fn held_input<F: ServerFn, T: DeserializeOwned + Default>(
    token: &str,
) -> Result<Option<T>, AppError> {
    let held: Option<HeldInput<T>> = server_context::held(Some(token), F::PATH).await?;
    Ok(held.map(|held| held.input))
}

/// An incident, and what was typed in forms that were refused.
pub(super) struct IncidentData {
    pub(super) detail: IncidentDetail,
    pub(super) step: StepInput,
    pub(super) outcome: OutcomeInput,
}

pub(super) async fn load_incident(id: IncidentId, token: &str) -> Result<IncidentData, AppError> {
    let ctx = server_context::context()?;
    let detail = services::incident::load(&ctx, id).await?;
    let step = held_input::<TakeIncidentStep, _>(token).await?;
    let outcome = held_input::<RecordOutcome, _>(token).await?;
    Ok(IncidentData {
        step: step.unwrap_or_else(|| StepInput {
            done_on: wareki::long(ctx.today()),
            ..StepInput::default()
        }),
        outcome: outcome.unwrap_or_else(|| outcome_of(&detail.incident)),
        detail,
    })
}

fn outcome_of(incident: &Incident) -> OutcomeInput {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    OutcomeInput {
        personal_info: incident.personal_info.code().to_owned(),
        intent: incident.intent.code().to_owned(),
        affected_count: count_of(incident),
        cause: text(&incident.cause),
        prevention: text(&incident.prevention),
        publication: incident.publication.code().to_owned(),
        publication_on: incident
            .publication_on
            .map(wareki::long)
            .unwrap_or_default(),
        publication_note: text(&incident.publication_note),
    }
}

fn count_of(incident: &Incident) -> String {
    incident
        .affected_count
        .map(|count| count.to_string())
        .unwrap_or_default()
}

/// The form of an incident: what is changed, what is in the fields, what can be chosen.
pub(super) struct IncidentForm {
    pub(super) incident: Option<Incident>,
    pub(super) input: IncidentInput,
    pub(super) units: Options,
    pub(super) subjects: Options,
}

pub(super) async fn load_form(
    id: Option<IncidentId>,
    account: &str,
    token: &str,
) -> Result<IncidentForm, AppError> {
    let ctx = server_context::context()?;
    ctx.authorize(Action::Edit, Resource::Incident)?;
    let incident = match id {
        Some(id) => {
            let detail = services::incident::load(&ctx, id).await?;
            ctx.authorize_in(Action::Edit, Resource::Incident, detail.incident.unit_id)?;
            Some(detail.incident)
        }
        None => None,
    };
    let typed = held_input::<RecordIncident, IncidentInput>(token).await?;
    let typed = typed.or(held_input::<ChangeIncident, _>(token).await?);
    let scope = ctx.scope(Action::Edit, Resource::Incident);
    let units = services::organization::list_units(&ctx).await?;
    let accounts = services::social_media::choosable_accounts(&ctx).await?;
    let key = |id: &str| format!("{}-{id}", SubjectKind::SocialMediaAccount.code());
    let fresh = || IncidentInput {
        kind: IncidentKind::AccountTakeover.code().to_owned(),
        subject: if account.is_empty() {
            String::new()
        } else {
            key(account)
        },
        known_on: wareki::long(ctx.today()),
        personal_info: PersonalInfo::Possible.code().to_owned(),
        intent: Intent::Unknown.code().to_owned(),
        ..IncidentInput::default()
    };
    Ok(IncidentForm {
        input: typed
            .or(incident.as_ref().map(input_of))
            .unwrap_or_else(fresh),
        units: units
            .into_iter()
            .filter(|unit| unit.exists_on(ctx.today()) && scope.contains(unit.id))
            .map(|unit| (unit.id.to_string(), unit.name))
            .collect(),
        subjects: accounts
            .into_iter()
            .map(|(id, name)| (key(&id), name))
            .collect(),
        incident,
    })
}

fn input_of(incident: &Incident) -> IncidentInput {
    let known = minute(incident.known_at);
    let time = known.split_once(' ').map(|(_, time)| time.to_owned());
    IncidentInput {
        kind: incident.kind.code().to_owned(),
        title: incident.title.clone(),
        subject: incident
            .subject
            .map(|(kind, id)| format!("{}-{id}", kind.code()))
            .unwrap_or_default(),
        unit_id: incident.unit_id.to_string(),
        occurred_on: incident.occurred_on.map(wareki::long).unwrap_or_default(),
        known_on: wareki::long(incident.known_on),
        known_time: time.unwrap_or_default(),
        description: incident.description.clone(),
        personal_info: incident.personal_info.code().to_owned(),
        intent: incident.intent.code().to_owned(),
        affected_count: count_of(incident),
    }
}

#[server(endpoint = "incident/record")]
pub async fn record_incident(input: IncidentInput) -> Result<(), AppError> {
    let ctx = server_context::context()?;
    let id = services::incident::record(&ctx, input.check(ctx.now())?).await?;
    let words = "事故等を記録しました。対応の手順を、済ませた順に記録してください。";
    server_context::done(&paths::incident(id), words);
    Ok(())
}

#[server(endpoint = "incident/change")]
pub async fn change_incident(
    id: IncidentId,
    revision: i32,
    input: IncidentInput,
) -> Result<(), AppError> {
    let ctx = server_context::context()?;
    services::incident::change(&ctx, id, revision, input.check(ctx.now())?).await?;
    server_context::done(&paths::incident(id), "事故等を保存しました。");
    Ok(())
}

#[server(endpoint = "incident/step")]
pub async fn take_incident_step(
    id: IncidentId,
    revision: i32,
    input: StepInput,
) -> Result<(), AppError> {
    let ctx = server_context::context()?;
    services::incident::take_step(&ctx, id, revision, input.check(ctx.now())?).await?;
    server_context::done(&paths::incident(id), "対応を記録しました。");
    Ok(())
}

#[server(endpoint = "incident/outcome")]
pub async fn record_outcome(
    id: IncidentId,
    revision: i32,
    input: OutcomeInput,
) -> Result<(), AppError> {
    let ctx = server_context::context()?;
    services::incident::record_outcome(&ctx, id, revision, input.check()?).await?;
    server_context::done(&paths::incident(id), "原因・公表を記録しました。");
    Ok(())
}

#[server(endpoint = "incident/close")]
pub async fn close_incident(id: IncidentId, revision: i32) -> Result<(), AppError> {
    services::incident::close(&server_context::context()?, id, revision).await?;
    server_context::done(&paths::incident(id), "事故等を終結しました。");
    Ok(())
}
