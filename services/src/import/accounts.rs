//! SNSアカウント from a ledger: accounts the town has already, with what happened to them and what was seen.

use std::collections::{HashMap, HashSet};

use domain::{
    authorization::{Action, Resource, Scope, permits},
    fold::search_key,
    id::{OrganizationUnitId, SocialMediaAccountId, SocialMediaServiceId},
    import::{
        choices::{Platform, read_platform},
        reading::{LedgerReading, RecordReading, Records},
        social_media_account::SocialMediaAccountRecord,
    },
    organization::OrganizationUnit,
    responsibility::{
        ResponsibilityRole, Span, Subject, SubjectKey, SubjectKind, history::Appointment,
    },
    social_media::{
        AccountState, Observation, SocialMediaAccount, SocialMediaService,
        history::{AccountEvent, History},
        input::{AccountDraft, AccountInput, ServiceDraft},
        standing::AccountFacts,
    },
};

use super::{
    Import, account_fields,
    outcome::{Place, What},
    owners::{Named, Owners, Step},
    unit_index::UnitIndex,
};
use crate::{
    ServiceError,
    social_media::{self, ledger, ledger::Happened},
};

/// What a row makes of an account.
struct Change {
    before: Option<SocialMediaAccount>,
    /// The key of the platform may be one below zero: a platform to be added.
    draft: AccountDraft,
    state: AccountState,
    events: Vec<Happened>,
    seen: Vec<Observation>,
    owners: Vec<Appointment>,
    is_changed: bool,
}

/// What rows are looked up in.
struct Known {
    units: UnitIndex,
    owners: Owners,
    scope: Scope,
    services: Vec<SocialMediaService>,
    /// Platforms the ledger brings; the first has the key -1.
    new_services: Vec<(Platform, ServiceDraft)>,
    accounts: Vec<SocialMediaAccount>,
    facts: HashMap<SocialMediaAccountId, AccountFacts>,
    by_handle: HashMap<(SocialMediaServiceId, String), usize>,
    by_name: HashMap<(SocialMediaServiceId, OrganizationUnitId, String), usize>,
    taken: HashSet<SocialMediaAccountId>,
    seen: HashSet<(Platform, String)>,
}

pub(super) async fn take(
    import: &mut Import<'_>,
    reading: &LedgerReading,
    units: &[OrganizationUnit],
) -> Result<(), ServiceError> {
    let mut known = Known::load(import, units).await?;
    let mut changes = Vec::new();
    for (sheet_index, sheet) in reading.sheets.iter().enumerate() {
        let Records::SocialMediaAccounts(records) = &sheet.records else {
            continue;
        };
        for RecordReading { row, fields, .. } in records {
            let label = fields.account_name.clone();
            let place = Place {
                sheet: sheet.name.clone(),
                sheet_index,
                row: *row,
                label: label.unwrap_or_else(|| "（アカウント名なし）".to_owned()),
            };
            if !import.outcome.is_valid(&place) {
                continue;
            }
            match known.read(import, fields, &import.source_of(&place)) {
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
    let names = known.services.iter();
    let mut names: HashMap<_, _> = names.map(|it| (it.id, it.name.clone())).collect();
    let mut given = Vec::new();
    import.saving()?;
    for (_, draft) in &known.new_services {
        let (id, event) = ledger::add_service(&import.tx, import.ctx, draft).await?;
        import.record(event);
        names.insert(id, draft.name.clone());
        given.push(id);
    }
    for (taken, change) in changes {
        let id = change.write(import, &known.owners, &given, &names).await?;
        import.outcome.stands_for(taken, id.0);
    }
    Ok(())
}

/// What becomes of a row.
struct RowReading {
    what: What,
    kept: Vec<&'static str>,
    /// Key of the account; 0 for one that is to be added.
    record: i64,
    change: Option<Change>,
}

impl Known {
    async fn load(import: &Import<'_>, units: &[OrganizationUnit]) -> Result<Self, ServiceError> {
        let (services, facts, accounts) = social_media::all(&import.tx).await?;
        let mut by_handle = HashMap::new();
        let mut by_name = HashMap::new();
        for (index, account) in accounts.iter().enumerate() {
            if account.state == AccountState::Void {
                continue;
            }
            if let Some(handle) = &account.handle {
                by_handle.insert((account.service_id, handle_key(handle)), index);
            }
            let name = search_key(&account.name);
            by_name.insert((account.service_id, account.unit_id, name), index);
        }
        Ok(Self {
            units: UnitIndex::new(units),
            owners: Owners::load(import, SubjectKind::SocialMediaAccount).await?,
            scope: import.ctx.scope(Action::Import, Resource::SocialMedia),
            services,
            new_services: Vec::new(),
            accounts,
            facts,
            by_handle,
            by_name,
            taken: HashSet::new(),
            seen: HashSet::new(),
        })
    }

    /// The platform as the town calls it, else a new one.
    fn service(
        &mut self,
        platform: Platform,
        record: &SocialMediaAccountRecord,
        unit: OrganizationUnitId,
        import: &Import<'_>,
    ) -> SocialMediaServiceId {
        let named = |it: &&SocialMediaService| read_platform(&it.name) == Some(platform);
        let mut named: Vec<_> = self.services.iter().filter(named).collect();
        named.sort_by_key(|it| it.used_to.is_some());
        if let Some(service) = named.first() {
            return service.id;
        }
        let added = self.new_services.iter();
        let position = added.clone().position(|(it, _)| *it == platform);
        let used_from = record
            .opened_on
            .unwrap_or(import.ctx.today())
            .min(import.ctx.today());
        let position = position.unwrap_or(self.new_services.len());
        match self.new_services.get_mut(position) {
            Some((_, draft)) => draft.used_from = draft.used_from.min(used_from),
            None => self
                .new_services
                .push((platform, new_service(platform, unit, used_from))),
        }
        SocialMediaServiceId(i64::try_from(position).map_or(i64::MIN, |position| -1 - position))
    }

    fn find(
        &self,
        record: &SocialMediaAccountRecord,
        service: SocialMediaServiceId,
        unit: OrganizationUnitId,
    ) -> Option<&SocialMediaAccount> {
        let index = match &record.handle {
            Some(handle) => self.by_handle.get(&(service, handle_key(handle))),
            None => None,
        };
        let name = search_key(record.account_name.as_deref().unwrap_or_default());
        let by_name = || {
            let index = self.by_name.get(&(service, unit, name))?;
            // Another ID is another account.
            let account = self.accounts.get(*index)?;
            (record.handle.is_none() || account.handle.is_none()).then_some(index)
        };
        let found = self.accounts.get(*index.or_else(by_name)?)?;
        (!self.taken.contains(&found.id)).then_some(found)
    }

    fn read(
        &mut self,
        import: &Import<'_>,
        record: &SocialMediaAccountRecord,
        source: &str,
    ) -> Result<RowReading, String> {
        let platform = record.platform.ok_or_else(|| {
            "サービス名が空か、どのSNSか分かりません。LINE、X、Facebook、Instagram、YouTubeなどの名称に直してください。".to_owned()
        })?;
        let name = record.organization_unit.as_deref();
        let unit = self.units.required(name, "所管課")?;
        self.check_scope(unit, name)?;
        self.once(platform, record)?;
        let service = self.service(platform, record, unit, import);
        let before = self.find(record, service, unit).cloned();
        let draft = account_fields::draft(record, service, unit, before.as_ref())?;
        match before {
            None => self.added(import, record, draft, source),
            Some(before) => self.changed(import, record, before, draft),
        }
    }

    fn check_scope(&self, unit: OrganizationUnitId, name: Option<&str>) -> Result<(), String> {
        if self.scope.contains(unit) {
            return Ok(());
        }
        Err(format!(
            "所管課「{}」は、あなたが担当する組織ではないため、取り込みません。その所管課の担当者に取込みを依頼してください。",
            name.unwrap_or_default()
        ))
    }

    /// One ID on a platform is one account.
    fn once(
        &mut self,
        platform: Platform,
        record: &SocialMediaAccountRecord,
    ) -> Result<(), String> {
        let Some(handle) = &record.handle else {
            return Ok(());
        };
        if self.seen.insert((platform, handle_key(handle))) {
            return Ok(());
        }
        Err(format!(
            "{}のID「{handle}」の行が、前にもあります。どちらかの行を直してください。",
            platform.label()
        ))
    }

    fn added(
        &self,
        import: &Import<'_>,
        record: &SocialMediaAccountRecord,
        draft: AccountDraft,
        source: &str,
    ) -> Result<RowReading, String> {
        let (ctx, today) = (import.ctx, import.ctx.today());
        let (roles, resource) = (&ctx.actor.roles, Resource::SocialMedia);
        if !permits(roles, Action::Approve, resource, Some(draft.unit_id)) {
            return Err(
                "すでに運用しているアカウントの登録には、承認者の権限が必要です。情報セキュリティ統括に取込みを依頼してください。"
                    .to_owned(),
            );
        }
        let (state, events) = account_fields::course(record, source, today)?;
        let (seen, mut kept) = account_fields::seen(record, None, today);
        let mut change = Change {
            before: None,
            draft,
            state,
            events,
            seen,
            owners: Vec::new(),
            is_changed: true,
        };
        let history = History::default();
        change.name_owners(import, record, &self.owners, &history, &mut kept);
        Ok(RowReading {
            what: What::Added,
            kept,
            record: 0,
            change: Some(change),
        })
    }

    fn changed(
        &mut self,
        import: &Import<'_>,
        record: &SocialMediaAccountRecord,
        before: SocialMediaAccount,
        draft: AccountDraft,
    ) -> Result<RowReading, String> {
        if !self.scope.contains(before.unit_id) {
            return Err(format!(
                "アカウント「{}」は、あなたが担当しない組織のアカウントとして登録されているため、変更しません。IDと所管課を確かめてください。",
                before.name
            ));
        }
        self.taken.insert(before.id);
        let record_key = before.id.0;
        let is_changed = AccountInput::from(&before).check().ok().as_ref() != Some(&draft);
        if matches!(before.state, AccountState::Closed | AccountState::Withdrawn) {
            if is_changed || next_is_against(before.state, record) {
                return Err(format!(
                    "アカウント「{}」は「{}」として登録されているため、変更しません。続けて使うときは、SNSの画面で開設を申請してください。",
                    before.name,
                    before.state.label()
                ));
            }
            return Ok(RowReading {
                what: What::Unchanged,
                kept: Vec::new(),
                record: before.id.0,
                change: None,
            });
        }
        let today = import.ctx.today();
        let facts = self.facts.get(&before.id);
        let (seen, mut kept) = account_fields::seen(record, facts, today);
        let (step, stands) = account_fields::next_step(before.state, record.state);
        if stands {
            kept.push("状態");
        }
        let state = step.map_or(before.state, |step| {
            before.state.after(step).unwrap_or(before.state)
        });
        let words = "台帳の状態による。".to_owned();
        let mut change = Change {
            before: Some(before),
            draft,
            state,
            events: step.map(|step| (step, today, words)).into_iter().collect(),
            seen: if state.exists() { seen } else { Vec::new() },
            owners: Vec::new(),
            is_changed,
        };
        let history = facts.map(|facts| facts.history.clone()).unwrap_or_default();
        change.name_owners(import, record, &self.owners, &history, &mut kept);
        let is_same = !change.is_changed
            && change.events.is_empty()
            && change.seen.is_empty()
            && change.owners.is_empty();
        Ok(RowReading {
            what: if is_same {
                What::Unchanged
            } else {
                What::Updated
            },
            kept,
            record: record_key,
            change: (!is_same).then_some(change),
        })
    }
}

fn next_is_against(state: AccountState, record: &SocialMediaAccountRecord) -> bool {
    account_fields::next_step(state, record.state).1
}

fn handle_key(handle: &str) -> String {
    search_key(handle.trim_start_matches('@'))
}

fn new_service(
    platform: Platform,
    unit_id: OrganizationUnitId,
    used_from: chrono::NaiveDate,
) -> ServiceDraft {
    ServiceDraft {
        name: platform.label().to_owned(),
        provider: None,
        terms_version: None,
        terms_checked_on: None,
        unit_id,
        used_from,
        note: Some("台帳の取込みで追加しました。提供者と約款を確かめてください。".to_owned()),
    }
}

impl Change {
    /// The account as something somebody is responsible for, on the days it exists.
    fn subject(&self, id: i64, history: &History) -> Subject {
        let mut history = history.clone();
        let added = self.events.iter().map(|(kind, day, note)| AccountEvent {
            kind: *kind,
            happened_on: *day,
            person_id: None,
            person: None,
            note: Some(note.clone()),
            recorded_at: chrono::DateTime::UNIX_EPOCH,
        });
        history.0.extend(added);
        let active = match history.existence() {
            Some(period) => Span::closed(period.from_on, period.to_on),
            // Not there on any day.
            None => Span {
                from_on: chrono::NaiveDate::MIN,
                until_on: Some(chrono::NaiveDate::MIN),
            },
        };
        Subject {
            key: SubjectKey::new(SubjectKind::SocialMediaAccount, id),
            name: self.draft.name.clone(),
            unit_id: self.draft.unit_id,
            unit_name: String::new(),
            active,
        }
    }

    /// Whom the ledger names as 責任者 and 副責任者.
    fn name_owners(
        &mut self,
        import: &Import<'_>,
        record: &SocialMediaAccountRecord,
        owners: &Owners,
        history: &History,
        kept: &mut Vec<&'static str>,
    ) {
        let id = self.before.as_ref().map_or(0, |before| before.id.0);
        let subject = self.subject(id, history);
        for (name, named) in [
            (
                "責任者",
                Named {
                    role: ResponsibilityRole::Owner,
                    staff_no: record.owner_staff_no.as_deref(),
                    is_settled: record.owner_is_settled,
                },
            ),
            (
                "副責任者",
                Named {
                    role: ResponsibilityRole::Deputy,
                    staff_no: record.deputy_staff_no.as_deref(),
                    is_settled: record.deputy_is_settled,
                },
            ),
        ] {
            match owners.step(import.ctx, &subject, named) {
                Step::Nothing => {}
                Step::Kept => kept.push(name),
                Step::Enter(appointment) => self.owners.push(*appointment),
            }
        }
    }

    async fn write(
        mut self,
        import: &mut Import<'_>,
        owners: &Owners,
        given: &[SocialMediaServiceId],
        names: &HashMap<SocialMediaServiceId, String>,
    ) -> Result<SocialMediaAccountId, ServiceError> {
        let added = usize::try_from(-1 - self.draft.service_id.0).ok();
        if let Some(id) = added.and_then(|position| given.get(position)) {
            self.draft.service_id = *id;
        }
        let ctx = import.ctx;
        let (id, event) = match &self.before {
            None => ledger::add_account(&import.tx, ctx, (&self.draft, self.state), names).await?,
            Some(before) => {
                let after = (&self.draft, self.state);
                let changed = ledger::change_account(&import.tx, ctx, before, after, names);
                (before.id, changed.await?)
            }
        };
        import.record(event);
        let events = std::mem::take(&mut self.events);
        ledger::add_events(&import.tx, ctx, id, events).await?;
        let seen = std::mem::take(&mut self.seen);
        ledger::add_observations(&import.tx, ctx, id, seen).await?;
        social_media::replan(&import.tx, ctx, id).await?;
        if self.owners.is_empty() {
            return Ok(id);
        }
        let history = social_media::history_of(&import.tx, id).await?;
        let subject = self.subject(id.0, &history);
        for owner in self.owners {
            owners.enter(import, &subject, owner).await?;
        }
        Ok(id)
    }
}
