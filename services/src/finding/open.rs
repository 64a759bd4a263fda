//! Opening a finding by hand, and what every way of opening one has in common.

use domain::{
    authorization::{Action, Resource},
    finding::{FindingSource, FindingSubject, due_date, input::FindingDraft},
    id::{ContractId, FindingId, OrganizationUnitId, PersonId, VendorId},
    input::FieldError,
    library::{Facts, Severity},
};
use entities::{contract, finding};
use sea_orm::{
    ActiveValue::{NotSet, Set},
    ConnectionTrait, EntityTrait,
};

use super::rows::own_unit;
use crate::{
    Context, ServiceError,
    audit_log::{self, Event},
    contract::{load_row as load_contract, of_row},
    external_service,
    library::{self, LoadedLibrary},
    organization, social_media, vendor,
};

/// What was found, as it is written down.
pub(super) struct Found<'a> {
    pub(super) source: FindingSource,
    pub(super) subject_kind: FindingSubject,
    pub(super) subject_id: i64,
    pub(super) subject_name: &'a str,
    pub(super) unit: OrganizationUnitId,
    pub(super) check_item: Option<&'a str>,
    pub(super) severity: Severity,
    pub(super) description: &'a str,
    pub(super) requirement: Option<&'a str>,
    pub(super) found_on: chrono::NaiveDate,
    pub(super) found_by: PersonId,
    pub(super) due_on: chrono::NaiveDate,
}

impl Found<'_> {
    /// The row of it.
    pub(super) fn row(&self, ctx: &Context) -> finding::ActiveModel {
        finding::ActiveModel {
            id: NotSet,
            source: Set(self.source),
            subject_kind: Set(self.subject_kind),
            subject_id: Set(self.subject_id),
            subject_name: Set(self.subject_name.to_owned()),
            unit_id: Set(self.unit.0),
            task_id: Set(None),
            result_id: Set(None),
            check_item: Set(self.check_item.map(str::to_owned)),
            severity: Set(self.severity),
            description: Set(self.description.to_owned()),
            requirement: Set(self.requirement.map(str::to_owned)),
            found_on: Set(self.found_on),
            found_by: Set(self.found_by.0),
            due_on: Set(self.due_on),
            withdrawn_on: Set(None),
            withdrawn_by: Set(None),
            withdrawn_reason: Set(None),
            revision: Set(1),
            updated_at: Set(ctx.now()),
        }
    }
}

/// Writes a finding down.
pub(super) async fn insert(
    tx: &impl ConnectionTrait,
    row: finding::ActiveModel,
) -> Result<FindingId, ServiceError> {
    let inserted = finding::Entity::insert(row).exec(tx).await?;
    Ok(FindingId(inserted.last_insert_id))
}

/// Opens a finding by hand: from an audit, a self-inspection, an incident or a report.
///
/// # Errors
/// Without the right for the unit of the subject; a subject that does not exist.
pub async fn add(ctx: &Context, draft: FindingDraft) -> Result<FindingId, ServiceError> {
    ctx.authorize(Action::Edit, Resource::Finding)?;
    let person = ctx.person_id()?;
    let library = library::in_force(ctx, ctx.today()).await?;
    let tx = ctx.begin().await?;
    let (subject_name, unit, facts) = subject(&tx, ctx, &draft, &library).await?;
    ctx.authorize_in(Action::Edit, Resource::Finding, unit)?;
    let due_on = due_date(
        &library.library,
        draft.severity,
        facts.as_ref(),
        draft.found_on,
    );
    let found = Found {
        source: draft.source,
        subject_kind: draft.subject_kind,
        subject_id: draft.subject_id,
        subject_name: &subject_name,
        unit,
        check_item: None,
        severity: draft.severity,
        description: &draft.description,
        requirement: draft.requirement.as_deref(),
        found_on: draft.found_on,
        found_by: person,
        due_on,
    };
    let id = insert(&tx, found.row(ctx)).await?;
    let event =
        Event::new("指摘の登録", "finding", id.0, &subject_name).change(None::<&()>, &draft)?;
    audit_log::record(&tx, ctx, event).await?;
    tx.commit().await?;
    Ok(id)
}

/// Name, unit and facts of what a finding is about.
async fn subject(
    db: &impl ConnectionTrait,
    ctx: &Context,
    draft: &FindingDraft,
    library: &LoadedLibrary,
) -> Result<(String, OrganizationUnitId, Option<Facts>), ServiceError> {
    let gone = || ServiceError::field("subject", FieldError::NotUsable("対象".to_owned()));
    match draft.subject_kind {
        FindingSubject::Contract => {
            let row = load_contract(db, ContractId(draft.subject_id))
                .await
                .map_err(|_| gone())?;
            let facts = facts_of(&row, library)?;
            Ok((row.title, OrganizationUnitId(row.unit_id), facts))
        }
        FindingSubject::Vendor => {
            let vendor = vendor::load_row(db, VendorId(draft.subject_id))
                .await
                .map_err(|_| gone())?;
            Ok((vendor.name, own_unit(db, ctx).await?, None))
        }
        FindingSubject::ExternalService => {
            let found = external_service::name_and_unit(db, draft.subject_id).await;
            let (name, unit) = found.map_err(|_| gone())?;
            Ok((name, unit, None))
        }
        FindingSubject::SocialMediaAccount => {
            let found = social_media::name_and_unit(db, draft.subject_id).await;
            let (name, unit) = found.map_err(|_| gone())?;
            Ok((name, unit, None))
        }
        FindingSubject::OrganizationUnit => {
            let names = organization::unit_names_in(db).await?;
            let name = names.get(&draft.subject_id).cloned().ok_or_else(gone)?;
            Ok((name, OrganizationUnitId(draft.subject_id), None))
        }
    }
}

/// The facts of a contract, by which severities and due dates go.
pub(super) fn facts_of(
    row: &contract::Model,
    library: &LoadedLibrary,
) -> Result<Option<Facts>, ServiceError> {
    let contract = of_row(row.clone())?;
    contract
        .profile()
        .map(|profile| profile.facts(&library.rules))
        .transpose()
        .map_err(|error| ServiceError::field("facts", error))
}
