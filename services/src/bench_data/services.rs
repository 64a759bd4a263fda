//! 外部サービス with what they are, their approvals and responsible persons.

use chrono::{Days, NaiveDate};
use domain::{
    contract::profile::{Confidentiality, Segment},
    external_service::{Deployment, Occasion, ProviderHandling, ServiceKind, UseDecision},
    fold,
    responsibility::SubjectKind,
};
use entities::{external_service, external_service_profile, use_approval};
use sea_orm::{
    ActiveValue::{NotSet, Set},
    EntityTrait,
};

use super::{contracts::owner, draw::Draw, insert, names, people::Town, rows_of};
use crate::{Context, ServiceError};

pub(super) async fn write(
    ctx: &Context,
    town: &Town,
    vendors: &[i64],
    count: usize,
) -> Result<(), ServiceError> {
    let numbers: Vec<usize> = (0..count).collect();
    let tx = ctx.begin().await?;
    for numbers in numbers.chunks(rows_of(24)) {
        let rows = numbers.iter().map(|number| row(ctx, town, *number));
        let ids: Vec<i64> = external_service::Entity::insert_many(rows.collect::<Vec<_>>())
            .exec_with_returning_keys(&tx)
            .await?;
        let written: Vec<(i64, usize)> = ids.into_iter().zip(numbers.iter().copied()).collect();
        let profiles = written.iter().map(|it| profile(ctx, vendors, *it));
        insert(&tx, profiles.collect(), 26).await?;
        let approvals = written.iter().map(|it| approval(ctx, town, *it));
        insert(&tx, approvals.collect(), 26).await?;
        let owned = written.iter().filter(|(_, number)| number % 15 != 4);
        let owners = owned.map(|(id, number)| {
            let person = *Draw::of(11, *number).one(&town.people);
            let subject = (SubjectKind::ExternalService, *id);
            owner(ctx, subject, person, since(ctx, *number))
        });
        insert(&tx, owners.collect(), 18).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// The day its use began.
fn since(ctx: &Context, number: usize) -> NaiveDate {
    ctx.today() - Days::new(100 + Draw::of(9, number).below(1_500) as u64)
}

fn row(ctx: &Context, town: &Town, number: usize) -> external_service::ActiveModel {
    let mut draw = Draw::of(10, number);
    let name = names::service(number, &mut draw);
    let since = since(ctx, number);
    let ended = (number % 25 == 24).then(|| ctx.today() - Days::new(50));
    external_service::ActiveModel {
        id: NotSet,
        service_no: Set(format!("外B-{:05}", number + 1)),
        name_key: Set(fold::search_key(&name)),
        name: Set(name),
        unit_id: Set(*draw.one(&town.units)),
        note: Set(None),
        source: Set(None),
        registered_by: Set(None),
        registered_on: Set(since),
        started_on: Set(Some(since)),
        ended_on: Set(ended),
        ended_by: Set(None),
        end_reason: Set(ended.map(|_| "別のサービスに移行したため".to_owned())),
        erasure_confirmed_on: Set(None),
        erasure_confirmed_by: Set(None),
        erasure_method: Set(None),
        accounts_disposed_on: Set(None),
        accounts_disposed_by: Set(None),
        void_reason: Set(None),
        void_on: Set(None),
        revision: Set(1),
        updated_at: Set(ctx.now()),
    }
}

/// Class and kind of the service `number`; what is free is not used with what is confidential.
fn nature(number: usize) -> (ServiceKind, Confidentiality) {
    match number % 3 {
        0 => (ServiceKind::CloudTermsBased, Confidentiality::C1),
        1 => (ServiceKind::CloudContracted, Confidentiality::C2),
        _ => (ServiceKind::CloudContracted, Confidentiality::C3B),
    }
}

fn profile(
    ctx: &Context,
    vendors: &[i64],
    (id, number): (i64, usize),
) -> external_service_profile::ActiveModel {
    let (kind, confidentiality) = nature(number);
    let personal_info = confidentiality == Confidentiality::C3B;
    external_service_profile::ActiveModel {
        id: NotSet,
        service_id: Set(id),
        from_on: Set(since(ctx, number)),
        to_on: Set(None),
        kind: Set(kind),
        deployment: Set(Some(Deployment::Saas)),
        paid: Set(kind == ServiceKind::CloudContracted),
        vendor_id: Set(Some(*Draw::of(12, number).one(vendors))),
        provider_name: Set(None),
        purpose: Set("住民サービスの提供及び庁内の連絡".to_owned()),
        subject_information: Set(None),
        confidentiality: Set(confidentiality),
        personal_info: Set(personal_info),
        provider_handling: Set(if personal_info {
            ProviderHandling::Yes
        } else {
            ProviderHandling::No
        }),
        provider_handling_reason: Set(None),
        segment: Set(Segment::Internet),
        account_count: Set(Some(5)),
        annual_cost_yen: Set(None),
        data_location: Set(Some("日本国内".to_owned())),
        governing_law: Set(Some("日本法".to_owned())),
        terms_version: Set(Some("2026年4月版".to_owned())),
        terms_confirmed_on: Set(None),
        alternative: Set(None),
        contract_id: Set(None),
        recorded_by: Set(None),
    }
}

fn approval(ctx: &Context, town: &Town, (id, number): (i64, usize)) -> use_approval::ActiveModel {
    let (kind, confidentiality) = nature(number);
    let mut draw = Draw::of(13, number);
    let since = since(ctx, number);
    // One in eight waits, one in eight has expired.
    let waits = number % 8 == 3;
    let expires_on = match number % 8 {
        4 => ctx.today() - Days::new(20),
        _ => ctx.today() + Days::new(30 + draw.below(700) as u64),
    };
    use_approval::ActiveModel {
        id: NotSet,
        service_id: Set(id),
        round: Set(1),
        occasion: Set(Occasion::Initial),
        kind: Set(kind),
        confidentiality: Set(confidentiality),
        personal_info: Set(confidentiality == Confidentiality::C3B),
        terms_version: Set(Some("2026年4月版".to_owned())),
        reason: Set(Some("業務に必要なため".to_owned())),
        wanted_until: Set(Some(expires_on)),
        applied_on: Set(since - Days::new(14)),
        applied_by: Set(Some(*draw.one(&town.people))),
        withdrawn_on: Set(None),
        withdrawn_by: Set(None),
        decision: Set((!waits).then_some(UseDecision::Approved)),
        decided_on: Set((!waits).then_some(since)),
        decided_by: Set(if waits {
            None
        } else {
            Some(*draw.one(&town.people))
        }),
        approval_no: Set((!waits).then(|| format!("承B-{:05}", number + 1))),
        conditions: Set(None),
        comment: Set(None),
        expires_on: Set((!waits).then_some(expires_on)),
        regulation_version_id: Set(None),
        exception_id: Set(None),
        revoked_on: Set(None),
        revoked_by: Set(None),
        revoked_because: Set(None),
        revision: Set(1),
    }
}
