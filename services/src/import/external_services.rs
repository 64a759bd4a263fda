//! 外部サービス from a ledger: added or brought up to date, with approval, review, registration and manager.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use domain::{
    authorization::{Action, Resource, Scope, permits},
    external_service::{ExternalService, UseApproval, input::ServiceDraft},
    fold::search_key,
    id::ExternalServiceId,
    import::{
        external_service::ExternalServiceRecord,
        reading::{LedgerReading, RecordReading, Records},
    },
    organization::OrganizationUnit,
    responsibility::{
        ResponsibilityRole, Span, Subject, SubjectKey, SubjectKind, history::Appointment,
    },
    vendor::CertificationKind,
};
use sea_orm::EntityTrait;

use super::{
    Import,
    outcome::{Place, What},
    owners::{Named, Owners, Step},
    service_fields,
    unit_index::UnitIndex,
    vendors::VendorDirectory,
};
use crate::{
    ServiceError,
    external_service::{self, ledger, ledger::LedgerApproval, load_all},
    vendor,
};

/// What a row makes of a service.
struct Change {
    before: Option<ExternalService>,
    draft: ServiceDraft,
    source: String,
    is_changed: bool,
    approval: Option<LedgerApproval>,
    ended_on: Option<NaiveDate>,
    reviewed_on: Option<NaiveDate>,
    ismap: Option<(String, Option<NaiveDate>)>,
    owner: Option<Box<Appointment>>,
}

/// What rows are looked up in.
struct Known {
    units: UnitIndex,
    vendors: VendorDirectory,
    owners: Owners,
    scope: Scope,
    services: Vec<ExternalService>,
    by_number: HashMap<String, usize>,
    by_name: HashMap<(i64, String), usize>,
    taken: HashSet<ExternalServiceId>,
}

pub(super) async fn take(
    import: &mut Import<'_>,
    reading: &LedgerReading,
    units: &[OrganizationUnit],
) -> Result<(), ServiceError> {
    let mut known = Known::load(import, units).await?;
    let mut numbers = HashSet::new();
    let mut changes = Vec::new();
    for (sheet_index, sheet) in reading.sheets.iter().enumerate() {
        let Records::ExternalServices(records) = &sheet.records else {
            continue;
        };
        for RecordReading { row, fields, .. } in records {
            let label = fields.service_name.clone();
            let place = Place {
                sheet: sheet.name.clone(),
                sheet_index,
                row: *row,
                label: label.unwrap_or_else(|| "（サービス名なし）".to_owned()),
            };
            if !import.outcome.is_valid(&place) {
                continue;
            }
            let is_twice = fields
                .service_no
                .as_ref()
                .is_some_and(|number| !numbers.insert(number.to_uppercase()));
            let read = if is_twice {
                Err(
                    "同じ管理番号の行が、前にもあります。どちらかの番号を直してください。"
                        .to_owned(),
                )
            } else {
                known.read(import, fields, import.source_of(&place))
            };
            match read {
                Ok(RowReading {
                    what,
                    kept,
                    record,
                    change,
                }) => {
                    let taken = import.outcome.take(&place, what, kept, record);
                    changes.extend(change.map(|change| (taken, change)));
                }
                Err(reason) => import.outcome.refuse(&place, reason),
            }
        }
    }
    import.saving()?;
    for (taken, change) in changes {
        let id = change.write(import, &known.owners).await?;
        import.outcome.stands_for(taken, id.0);
    }
    Ok(())
}

/// What becomes of a row.
struct RowReading {
    what: What,
    kept: Vec<&'static str>,
    /// Key of the service; 0 for one that is to be added.
    record: i64,
    change: Option<Change>,
}

impl Known {
    async fn load(import: &Import<'_>, units: &[OrganizationUnit]) -> Result<Self, ServiceError> {
        let services = load_all(&import.tx, entities::external_service::Entity::find()).await?;
        let number = |it: &ExternalService| it.service_no.to_uppercase();
        let name = |it: &ExternalService| (it.unit_id.0, search_key(&it.name));
        let indexed = || services.iter().enumerate();
        Ok(Self {
            units: UnitIndex::new(units),
            vendors: VendorDirectory::new(vendor::all(&import.tx).await?),
            owners: Owners::load(import, SubjectKind::ExternalService).await?,
            scope: import.ctx.scope(Action::Import, Resource::ExternalService),
            by_number: indexed().map(|(index, it)| (number(it), index)).collect(),
            by_name: indexed().map(|(index, it)| (name(it), index)).collect(),
            services,
            taken: HashSet::new(),
        })
    }

    fn find(&self, record: &ExternalServiceRecord, unit: i64) -> Option<&ExternalService> {
        let index = match &record.service_no {
            Some(number) => self.by_number.get(&number.to_uppercase()),
            None => {
                let name = record.service_name.as_deref().unwrap_or_default();
                self.by_name.get(&(unit, search_key(name)))
            }
        };
        let found = self.services.get(*index?)?;
        (!self.taken.contains(&found.id)).then_some(found)
    }

    fn read(
        &mut self,
        import: &Import<'_>,
        record: &ExternalServiceRecord,
        source: String,
    ) -> Result<RowReading, String> {
        let (ctx, today) = (import.ctx, import.ctx.today());
        let name = record.organization_unit.as_deref();
        let unit = self.units.required(name, "所管課")?;
        if !self.scope.contains(unit) {
            return Err(format!(
                "所管課「{}」は、あなたが担当する組織ではないため、取り込みません。その所管課の担当者に取込みを依頼してください。",
                name.unwrap_or_default()
            ));
        }
        let before = self.find(record, unit.0).cloned();
        if let Some(before) = &before {
            may_change(before, &self.scope)?;
        }
        let draft = service_fields::draft(record, unit, before.as_ref(), &self.vendors, today)?;
        let mut kept = Vec::new();
        let approves = permits(
            &ctx.actor.roles,
            Action::Approve,
            Resource::ExternalService,
            Some(unit),
        );
        let approval = service_fields::approval(record)
            .filter(|it| is_new_approval(before.as_ref(), it))
            .filter(|it| {
                let may = approves || it.approved_on.is_none();
                if !may {
                    kept.push("承認");
                }
                may
            });
        let ended_on = service_fields::ended_on(record, today);
        if let Some(before) = before.as_ref().filter(|it| it.ended_on.is_some()) {
            self.taken.insert(before.id);
            if is_same(before, &draft) {
                return Ok(RowReading {
                    what: What::Unchanged,
                    kept,
                    record: before.id.0,
                    change: None,
                });
            }
            return Err(format!(
                "「{}」は利用を終えたサービスとして登録されているため、変更しません。続けて使うときは、別の管理番号で登録してください。",
                before.name
            ));
        }
        let mut change = Change {
            is_changed: before
                .as_ref()
                .is_none_or(|before| !is_same(before, &draft)),
            approval,
            ended_on,
            reviewed_on: record.reviewed_on.filter(|day| {
                *day <= today && before.as_ref().is_none_or(|it| !was_reviewed(it, *day))
            }),
            ismap: new_ismap(record, before.as_ref()),
            owner: None,
            draft,
            source,
            before,
        };
        let named = Named {
            role: ResponsibilityRole::Owner,
            staff_no: record.manager_staff_no.as_deref(),
            is_settled: record.manager_is_settled,
        };
        match self.owners.step(ctx, &change.subject(0), named) {
            Step::Nothing => {}
            Step::Kept => kept.push("管理者"),
            Step::Enter(appointment) => change.owner = Some(appointment),
        }
        let what = change.what();
        let record = change.before.as_ref().map_or(0, |before| before.id.0);
        if let Some(before) = &change.before {
            self.taken.insert(before.id);
        }
        Ok(RowReading {
            what,
            kept,
            record,
            change: (what != What::Unchanged).then_some(change),
        })
    }
}

fn may_change(before: &ExternalService, scope: &Scope) -> Result<(), String> {
    if !scope.contains(before.unit_id) {
        return Err(format!(
            "管理番号{}の「{}」は、あなたが担当しない組織のサービスとして登録されているため、変更しません。管理番号と所管課を確かめてください。",
            before.service_no, before.name
        ));
    }
    match &before.void_reason {
        Some(reason) => Err(format!(
            "管理番号{}は、無効にした記録の番号です（理由：{reason}）。台帳の管理番号を確かめてください。",
            before.service_no
        )),
        None => Ok(()),
    }
}

fn is_same(before: &ExternalService, draft: &ServiceDraft) -> bool {
    let profile = before.profiles.last().map(external_service::draft_of);
    profile.as_ref() == Some(&draft.profile)
        && before.name == draft.name
        && before.unit_id == draft.unit_id
        && before.note == draft.note
        && before.started_on == draft.started_on
}

/// An approval newer than those recorded, or one the ledger prolongs.
fn is_new_approval(before: Option<&ExternalService>, read: &LedgerApproval) -> bool {
    let Some(before) = before else { return true };
    let Some(approved_on) = read.approved_on else {
        return before.approvals.is_empty();
    };
    let mut decided = before.approvals.iter().filter(|it| it.decided_on.is_some());
    match decided
        .clone()
        .find(|it| it.decided_on == Some(approved_on))
    {
        Some(same) => is_of_ledger(same) && same.expires_on != read.expires_on,
        None => decided.all(|it| it.decided_on < Some(approved_on)),
    }
}

/// True for what a ledger once said: nobody here applied or decided.
fn is_of_ledger(approval: &UseApproval) -> bool {
    approval.applied_by.is_none() && approval.decided_by.is_none()
}

fn was_reviewed(service: &ExternalService, day: NaiveDate) -> bool {
    service.reviews.iter().any(|it| it.done_on == Some(day))
}

fn new_ismap(
    record: &ExternalServiceRecord,
    before: Option<&ExternalService>,
) -> Option<(String, Option<NaiveDate>)> {
    let number = record.ismap_number.clone()?;
    let mut held = before.into_iter().flat_map(|it| &it.certificates);
    let is_held = held.any(|it| {
        it.certification.kind == CertificationKind::Ismap
            && it.certification.number.as_ref() == Some(&number)
    });
    (!is_held).then_some((number, record.certificate_expires_on))
}

impl Change {
    fn what(&self) -> What {
        let is_more = self.approval.is_some()
            || self.ended_on.is_some()
            || self.reviewed_on.is_some()
            || self.ismap.is_some()
            || self.owner.is_some();
        match &self.before {
            None => What::Added,
            Some(_) if self.is_changed || is_more => What::Updated,
            Some(_) => What::Unchanged,
        }
    }

    /// The service as something somebody is responsible for; in use from its approval or its use on.
    fn subject(&self, id: i64) -> Subject {
        let recorded = self
            .before
            .as_ref()
            .and_then(|it| it.looked_after(NaiveDate::MAX));
        let approved_on = self.approval.as_ref().and_then(|it| it.approved_on);
        let days = [
            recorded.map(|(first, _)| first),
            approved_on,
            self.draft.started_on,
        ];
        let active = match days.into_iter().flatten().min() {
            Some(first) => Span::closed(first, self.ended_on),
            // Not in use on any day.
            None => Span {
                from_on: NaiveDate::MIN,
                until_on: Some(NaiveDate::MIN),
            },
        };
        let key = self.before.as_ref().map_or(id, |before| before.id.0);
        Subject {
            key: SubjectKey::new(SubjectKind::ExternalService, key),
            name: self.draft.name.clone(),
            unit_id: self.draft.unit_id,
            unit_name: String::new(),
            active,
        }
    }

    async fn write(
        self,
        import: &mut Import<'_>,
        owners: &Owners,
    ) -> Result<ExternalServiceId, ServiceError> {
        let (ctx, draft) = (import.ctx, &self.draft);
        let id = match &self.before {
            None => {
                let (id, event) = ledger::add(&import.tx, ctx, draft, self.source.clone()).await?;
                import.record(event);
                id
            }
            Some(before) => {
                let event = ledger::change(&import.tx, ctx, before, draft).await?;
                import.record(event);
                before.id
            }
        };
        let tx = &import.tx;
        if let Some(approval) = &self.approval {
            let rounds: &[UseApproval] = self.before.as_ref().map_or(&[], |it| &it.approvals);
            let continued = rounds.iter().find(|it| {
                is_of_ledger(it)
                    && (it.decided_on.is_none() || it.decided_on == approval.approved_on)
            });
            let last = rounds.iter().map(|it| it.round).max().unwrap_or_default();
            ledger::approve(tx, id, draft, approval, (continued, last)).await?;
        }
        if let Some(day) = self.reviewed_on {
            ledger::add_review(tx, id, day).await?;
        }
        if let Some((number, expires_on)) = &self.ismap {
            ledger::add_ismap(tx, ctx, id, (number, *expires_on)).await?;
        }
        if let Some(ended_on) = self.ended_on {
            ledger::end(tx, ctx, id, ended_on).await?;
        }
        external_service::replan(tx, ctx, id).await?;
        if let Some(owner) = self.owner.clone() {
            owners.enter(import, &self.subject(id.0), *owner).await?;
        }
        Ok(id)
    }
}
