//! External services of the town as towns have them: approved ones with and without conditions, one whose
//! approval ran out, 約款型 with an exception, one found in use without approval, one refused, two that wait,
//! two that ended — one with the data erased, one without.

mod ledger;

use chrono::{Days as DayCount, Months, NaiveDate};
use domain::{
    exception::{ExceptionKind, ExceptionRule, ExceptionSubject, input as exceptions},
    external_service::{
        Deployment, ProviderHandling, ReviewOccasion,
        ServiceKind::CloudTermsBased,
        input::{ProfileDraft, ServiceDraft},
        steps::{ApplicationDraft, DecisionDraft, ErasureDraft, ReviewDraft},
    },
    finding::DecisionResult,
    id::ExternalServiceId,
    vendor::{CertificationDraft, CertificationKind},
};
use entities::external_service as services;
use sea_orm::{EntityTrait, QueryFilter};

use crate::{
    Context, ServiceError,
    demo::{
        days::Days,
        social_media::record_sheets,
        town::{Town, Who},
    },
    exception, external_service,
};
use ledger::{Course, Known, MEETING, OFFICE, SERVICES, UNCHECKED};

/// One thing somebody does.
#[derive(Clone, Copy, Debug)]
pub(in crate::demo) enum Act {
    /// What the old ledger held is registered and applied for.
    Found,
    Approve,
    Begin,
    /// Two are not used any more.
    End,
    /// The data of one of them are erased.
    Erase,
    /// New ones are registered, and one is found in use.
    Recent,
    Refuse,
    /// Sheets that fell due are recorded, certificates are looked up.
    Check,
}

/// When, in order.
pub(in crate::demo) fn plan(days: Days) -> [(NaiveDate, Act); 8] {
    let later = |offset: i64, after: i64| days.around_today(offset).max(days.after_founding(after));
    [
        (days.after_founding(6), Act::Found),
        (days.after_founding(9), Act::Approve),
        (days.after_founding(11), Act::Begin),
        (later(-60, 12), Act::End),
        (later(-50, 13), Act::Erase),
        (later(-12, 14), Act::Recent),
        (later(-9, 15), Act::Refuse),
        (later(-3, 16), Act::Check),
    ]
}

pub(in crate::demo) async fn act(town: &mut Town, act: Act) -> Result<(), ServiceError> {
    match act {
        Act::Found => {
            for known in SERVICES.iter().filter(|it| it.is_old()) {
                register(town, known).await?;
                if known.name == MEETING {
                    except(town, known).await?;
                }
                apply(town, known).await?;
            }
            Ok(())
        }
        Act::Approve => approve(town).await,
        Act::Begin => begin(town).await,
        Act::End => end(town).await,
        Act::Erase => erase(town).await,
        Act::Recent => {
            for known in SERVICES.iter().filter(|it| !it.is_old()) {
                register(town, known).await?;
                if !matches!(known.course, Course::Found(_)) {
                    apply(town, known).await?;
                }
            }
            Ok(())
        }
        Act::Refuse => refuse(town).await,
        Act::Check => check(town).await,
    }
}

async fn register(town: &mut Town, known: &Known) -> Result<(), ServiceError> {
    let officer = town.by(Who::Officer).await?;
    let today = officer.today();
    let started_on = match known.course {
        Course::Found(days) => Some(town.days.today - DayCount::new(days.unsigned_abs())),
        _ => None,
    };
    let contract_id = known.contract.map(|key| town.contract(key)).transpose()?;
    let vendors = crate::vendor::choosable(&officer).await?;
    let vendor = vendors.into_iter().find(|(_, name)| name == known.provider);
    let is_paid = 0 < known.yen;
    let draft = ServiceDraft {
        service_no: None,
        name: known.name.to_owned(),
        unit_id: town.unit(known.unit)?,
        note: None,
        started_on,
        from_on: started_on.unwrap_or(today),
        profile: ProfileDraft {
            kind: known.kind,
            deployment: Some(Deployment::Saas),
            paid: is_paid,
            provider_name: vendor.is_none().then(|| known.provider.to_owned()),
            vendor_id: vendor.map(|(id, _)| id),
            contract_id,
            annual_cost_yen: Some(known.yen),
            account_count: Some(known.accounts),
            purpose: known.purpose.to_owned(),
            subject_information: Some(known.information.to_owned()),
            confidentiality: known.class,
            personal_info: known.personal_info,
            provider_handling: if known.personal_info && known.name != OFFICE {
                ProviderHandling::Yes
            } else {
                ProviderHandling::Unknown
            },
            provider_handling_reason: None,
            segment: known.segment,
            data_location: known.place.map(str::to_owned),
            governing_law: (known.place == Some("国内") || is_paid).then(|| "日本法".to_owned()),
            terms_version: (known.kind == CloudTermsBased).then(|| "確認日に公開の版".to_owned()),
            terms_confirmed_on: Some(today),
            alternative: is_paid.then(|| "窓口・電話・紙で行う".to_owned()),
        },
    };
    external_service::register(&officer, draft)
        .await
        .map(|_| ())
}

/// Key and revision of a service as it stands.
async fn standing(town: &Town, known: &Known) -> Result<(ExternalServiceId, i32), ServiceError> {
    let row = services::Entity::find()
        .filter(services::COLUMN.name.eq(known.name))
        .one(&town.past.store.db)
        .await?
        .ok_or(ServiceError::NotFound("外部サービス"))?;
    Ok((ExternalServiceId(row.id), row.revision))
}

/// The last day asked for: never before the day of asking.
fn until(town: &Town, days: i64, on: NaiveDate) -> NaiveDate {
    (town.days.today + chrono::TimeDelta::days(days)).max(on)
}

async fn apply(town: &mut Town, known: &Known) -> Result<(), ServiceError> {
    let officer = town.by(Who::Officer).await?;
    let (id, revision) = standing(town, known).await?;
    let draft = ApplicationDraft {
        reason: format!("{}に使うため。", known.purpose),
        wanted_until: until(town, 200, officer.today()),
    };
    external_service::apply(&officer, id, revision, draft).await
}

/// The last day of the exception for the meetings: a year at most.
fn excepted_until(town: &Town, from: NaiveDate) -> NaiveDate {
    (from + Months::new(12)).min(town.days.today + DayCount::new(120))
}

/// 約款型 × 機密性２: applied for by the officer, agreed to by the security office.
async fn except(town: &mut Town, known: &Known) -> Result<(), ServiceError> {
    let officer = town.by(Who::Officer).await?;
    let (id, _) = standing(town, known).await?;
    let draft = exceptions::ExceptionDraft {
        kind: ExceptionKind::RuleException,
        rule: ExceptionRule::TermsBasedService,
        subject_kind: ExceptionSubject::ExternalService,
        subject_id: id.0,
        reason: "国・道との会議で指定されており、ほかのサービスに替えられないため。".to_owned(),
        safeguard: Some("録画とファイルの共有を禁止し、待機室で参加者を確認する。".to_owned()),
        expires_on: excepted_until(town, officer.today()),
    };
    let exception = exception::apply(&officer, draft).await?;
    let office = town.by(Who::SecurityOffice).await?;
    let agreed = exceptions::DecisionDraft {
        decision: DecisionResult::Approved,
        note: None,
    };
    exception::decide(&office, exception, 1, agreed).await
}

async fn approve(town: &mut Town) -> Result<(), ServiceError> {
    for (number, known) in SERVICES.iter().filter(|it| it.is_old()).enumerate() {
        let by = town.by(known.approver()).await?;
        let (id, revision) = standing(town, known).await?;
        let (days, conditions) = match known.course {
            Course::Approved(days) => (days, None),
            Course::Conditional(days, conditions) => (days, Some(conditions.to_owned())),
            _ => (200, None),
        };
        let mut expires_on = until(town, days, by.today());
        if known.name == MEETING {
            expires_on = expires_on.min(excepted_until(town, town.days.after_founding(6)));
        }
        let draft = DecisionDraft::Given {
            expires_on,
            conditions,
            approval_no: Some(format!("情承第{}号", number + 1)),
            comment: None,
        };
        external_service::decide(&by, id, revision, draft).await?;
    }
    Ok(())
}

async fn begin(town: &mut Town) -> Result<(), ServiceError> {
    for known in SERVICES.iter().filter(|it| it.is_old()) {
        let officer = town.by(Who::Officer).await?;
        let (id, revision) = standing(town, known).await?;
        let day = officer.today();
        if external_service::load(&officer, id)
            .await?
            .service
            .approval_on(day)
            .is_some()
        {
            external_service::start(&officer, id, revision, day).await?;
        }
    }
    certify(town, OFFICE, CertificationKind::Ismap, "C29-9901-2", 45).await?;
    certify(
        town,
        "LoGoフォーム",
        CertificationKind::Iso27017,
        "IS 990123",
        300,
    )
    .await
}

async fn certify(
    town: &mut Town,
    name: &str,
    kind: CertificationKind,
    number: &str,
    days: i64,
) -> Result<(), ServiceError> {
    let officer = town.by(Who::Officer).await?;
    let known = SERVICES.iter().find(|it| it.name == name);
    let known = known.ok_or(ServiceError::NotFound("外部サービス"))?;
    let (id, revision) = standing(town, known).await?;
    let draft = CertificationDraft {
        kind,
        number: Some(number.to_owned()),
        scope: Some("国内リージョン".to_owned()),
        expires_on: Some(town.days.today + chrono::TimeDelta::days(days)),
    };
    external_service::add_certificate(&officer, id, revision, draft).await
}

fn ended() -> impl Iterator<Item = (&'static Known, bool)> {
    SERVICES.iter().filter_map(|it| match it.course {
        Course::Ended(erased) => Some((it, erased)),
        _ => None,
    })
}

async fn end(town: &mut Town) -> Result<(), ServiceError> {
    for (known, _) in ended() {
        let officer = town.by(Who::Officer).await?;
        let (id, revision) = standing(town, known).await?;
        let last = (officer.today(), "ほかのサービスに移ったため。".to_owned());
        external_service::end(&officer, id, revision, last).await?;
    }
    Ok(())
}

async fn erase(town: &mut Town) -> Result<(), ServiceError> {
    for (known, _) in ended().filter(|(_, erased)| *erased) {
        let officer = town.by(Who::Officer).await?;
        let (id, revision) = standing(town, known).await?;
        let day = officer.today();
        let draft = ErasureDraft {
            erased_on: day,
            erasure_method: "提供者の消去証明書を受領し、管理画面でデータがないことを確かめた。"
                .to_owned(),
            accounts_disposed_on: day,
        };
        external_service::confirm_erasure(&officer, id, revision, draft).await?;
    }
    Ok(())
}

async fn refuse(town: &mut Town) -> Result<(), ServiceError> {
    for known in SERVICES {
        if let Course::Refused(why) = known.course {
            let by = town.by(known.approver()).await?;
            let (id, revision) = standing(town, known).await?;
            let draft = DecisionDraft::Refused {
                comment: why.to_owned(),
            };
            external_service::decide(&by, id, revision, draft).await?;
        }
    }
    Ok(())
}

async fn check(town: &mut Town) -> Result<(), ServiceError> {
    for (number, known) in SERVICES.iter().filter(|it| it.is_old()).enumerate() {
        let (id, _) = standing(town, known).await?;
        if !number.is_multiple_of(UNCHECKED) {
            record_sheets(town, id.into(), number).await?;
        }
    }
    let officer: Context = town.by(Who::Officer).await?;
    let chat = SERVICES.iter().find(|it| it.name == "LoGoチャット");
    let (id, revision) =
        standing(town, chat.ok_or(ServiceError::NotFound("外部サービス"))?).await?;
    let draft = ReviewDraft {
        occasion: ReviewOccasion::TermsChanged,
        terms_version: Some("最新の改定版".to_owned()),
        note: Some("料金と、外部の団体との接続の条件が変わる。".to_owned()),
    };
    external_service::ask_review(&officer, id, revision, draft).await
}
