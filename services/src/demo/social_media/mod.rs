//! SNS of the town: platforms, and accounts as towns have them — one dormant, one without MFA, one run by a
//! contractor, one that waits for approval, one closed after it was taken over.

mod ledger;

use chrono::{NaiveDate, NaiveTime, TimeDelta};
use domain::{
    contract::profile::Confidentiality,
    id::{IncidentId, RegulationVersionId, SocialMediaAccountId, SocialMediaServiceId},
    incident::{
        self, IncidentKind, Intent, PersonalInfo, Publication, Step,
        clock::in_japan,
        input::{IncidentDraft, OutcomeDraft, StepDraft as IncidentStep},
    },
    social_media::{
        Answer, ClosingStep, Decision, EventKind, ObservationKind,
        input::{AccountDraft, ServiceDraft},
        publishing::PublishingDraft,
        steps::{ClosingStepDraft, DecisionDraft, ObservationDraft, ProcedureDraft, StepDraft},
    },
    verification::{
        CheckResult, Method, TaskState,
        result::{ItemResult, ResultDraft},
        subject::SubjectKey,
    },
};

use crate::{
    ServiceError,
    demo::town::{Town, Who},
    incident as incidents, social_media, verification,
};
use ledger::{ACCOUNTS, CHANNEL, Known, SERVICES, SUMMER, TOWN, UNCHECKED};

fn day(text: &str) -> Result<NaiveDate, ServiceError> {
    text.parse().map_err(ServiceError::unexpected)
}

/// On the first day: the ledger of accounts is entered, rules are drafted and approved, and the accounts that
/// have one follow the operating procedure.
pub(in crate::demo) async fn found(
    town: &mut Town,
    procedure: RegulationVersionId,
) -> Result<(), ServiceError> {
    let mut services = Vec::new();
    for (name, provider, used_from) in SERVICES {
        let office = at_founding(town, Who::SecurityOffice).await?;
        let draft = ServiceDraft {
            name: (*name).to_owned(),
            provider: Some((*provider).to_owned()),
            terms_version: None,
            terms_checked_on: Some(office.today()),
            unit_id: town.unit("総務課")?,
            used_from: day(used_from)?,
            note: None,
        };
        services.push(social_media::add_service(&office, draft).await?);
    }
    for known in ACCOUNTS {
        let service = services
            .get(known.service)
            .copied()
            .ok_or(ServiceError::NotFound("SNS"))?;
        let draft = draft_of(town, known, service)?;
        let office = at_founding(town, Who::SecurityOffice).await?;
        let id = social_media::register_account(&office, draft, day(known.opened)?).await?;
        if known.has_rule {
            let officer = at_founding(town, Who::Officer).await?;
            let draft = rule(officer.today());
            let rule = social_media::draft_rule(&officer, id, draft).await?;
            let office = at_founding(town, Who::SecurityOffice).await?;
            social_media::approve_rule(&office, id, rule, 1).await?;
            let head = at_founding(town, town.approver(town.unit(known.unit)?)).await?;
            let draft = ProcedureDraft {
                version_id: procedure,
                from_on: head.today(),
            };
            social_media::set_procedure(&head, id, draft).await?;
        }
    }
    Ok(())
}

async fn at_founding(town: &mut Town, who: Who) -> Result<crate::Context, ServiceError> {
    town.past.go_on_to(town.days.founded);
    town.by(who).await
}

fn draft_of(
    town: &Town,
    known: &Known,
    service_id: SocialMediaServiceId,
) -> Result<AccountDraft, ServiceError> {
    let path = known.handle.trim_start_matches('@');
    let of_town = known.recovery == Answer::Yes;
    Ok(AccountDraft {
        service_id,
        unit_id: town.unit(known.unit)?,
        name: known.name.to_owned(),
        handle: Some(known.handle.to_owned()),
        url: Some(format!("https://sns.example.com/{path}")),
        ownership: known.ownership,
        body: known.body.map(str::to_owned),
        contract_id: None,
        purpose: known.purpose.to_owned(),
        audience: "町民、町に関心のある人".to_owned(),
        content: "お知らせ、行事の案内".to_owned(),
        hours: Some("8:30〜17:15（災害時を除く）".to_owned()),
        reply_policy: Some("個別の返信はしない".to_owned()),
        policy_url: Some("https://town.mihon.example.jp/sns-policy".to_owned()),
        listing_url: (known.listed == Answer::Yes)
            .then(|| "https://town.mihon.example.jp/sns".to_owned()),
        recovery_mail: of_town.then(|| "koho@town.mihon.example.jp".to_owned()),
        recovery_phone: of_town.then(|| "0155-00-2000".to_owned()),
        credential_custodian: of_town.then(|| "総務課　広報係長".to_owned()),
        note: None,
    })
}

fn rule(from_on: NaiveDate) -> PublishingDraft {
    let lines = |lines: &[&str]| lines.iter().map(|line| (*line).to_owned()).collect();
    PublishingDraft {
        class: Confidentiality::C1,
        allowed: lines(&[
            "町の行事・催しの案内",
            "災害・避難・通行止めの情報",
            "募集・制度の案内（公表済みのもの）",
            "景観・観光・特産品の紹介",
        ]),
        forbidden: lines(&[
            "要配慮個人情報を含むもの",
            "政治・宗教に関する意見",
            "他者の著作物・肖像を許諾なく用いるもの",
            "特定の事業者の宣伝",
            "うわさや、出所の確かでない情報",
        ]),
        consent_rule: "顔や氏名が分かる写真は、本人（未成年は保護者）の書面の同意を得る。"
            .to_owned(),
        disaster_rule:
            "避難情報は、町のホームページにも同時に掲載する。夜間は危機管理担当が発信する。"
                .to_owned(),
        from_on,
    }
}

/// Today: what was looked at, sheets, a decision, an application, a takeover and a closing.
pub(in crate::demo) async fn run(town: &mut Town) -> Result<(), ServiceError> {
    let officer = town.by(Who::Officer).await?;
    let known = social_media::choosable_accounts(&officer).await?;
    for (number, (id, name)) in known.iter().enumerate() {
        let id: SocialMediaAccountId = id.parse().map_err(ServiceError::unexpected)?;
        let Some(account) = ACCOUNTS.iter().find(|it| name.ends_with(it.name)) else {
            continue;
        };
        observe(town, id, account).await?;
        if !number.is_multiple_of(UNCHECKED) {
            record_sheets(town, id.into(), number).await?;
        }
        if account.name == CHANNEL {
            go_on(town, id).await?;
        }
        if account.name == SUMMER {
            be_taken_over(town, id).await?;
            close(town, id).await?;
        }
    }
    apply(town).await
}

async fn observe(
    town: &mut Town,
    id: SocialMediaAccountId,
    known: &Known,
) -> Result<(), ServiceError> {
    let today = town.days.today;
    let seen_on = today - TimeDelta::days(2);
    let posted = known.posted.map(|days| today - TimeDelta::days(days));
    let seen = [
        (ObservationKind::Mfa, known.mfa),
        (ObservationKind::Listing, known.listed),
        (ObservationKind::Recovery, known.recovery),
        (ObservationKind::Post, Answer::Yes),
    ];
    for (kind, answer) in seen {
        let posted_on = posted.filter(|_| kind == ObservationKind::Post);
        if kind == ObservationKind::Post && posted_on.is_none() {
            continue;
        }
        let observed_on = posted_on.map_or(seen_on, |posted| posted.max(seen_on));
        let draft = ObservationDraft {
            kind,
            observed_on,
            answer,
            posted_on,
            note: None,
        };
        social_media::observe(&town.by(Who::Officer).await?, id, draft).await?;
    }
    Ok(())
}

/// The sheets that fell due are filled in from the screens of the account or service.
pub(in crate::demo) async fn record_sheets(
    town: &mut Town,
    key: SubjectKey,
    number: usize,
) -> Result<(), ServiceError> {
    let ctx = town.by(Who::Officer).await?;
    for sheet in verification::list_of_subject(&ctx, key).await? {
        if ctx.today() <= sheet.due_on || sheet.done_count == sheet.item_count {
            continue;
        }
        let loaded = verification::load_subject_sheet(&ctx, key, &sheet.period).await?;
        let open = loaded
            .items
            .iter()
            .filter(|item| item.task.state == TaskState::Planned);
        let items = open.enumerate().map(|(place, item)| {
            let falls_short = place == 0 && number % 3 == 2;
            ItemResult {
                task_id: item.task.id,
                result: if falls_short {
                    CheckResult::Partial
                } else {
                    CheckResult::Conform
                },
                note: falls_short.then(|| "前任者の記録が残っていた。月内に改める。".to_owned()),
            }
        });
        let draft = ResultDraft {
            inspected_on: ctx.today(),
            method: Method::SystemScreen,
            items: items.collect(),
        };
        verification::record_subject_result(&ctx, key, &sheet.period, draft).await?;
    }
    Ok(())
}

/// The silent channel goes on until the spring.
async fn go_on(town: &mut Town, id: SocialMediaAccountId) -> Result<(), ServiceError> {
    let draft = DecisionDraft {
        decision: Decision::Continue,
        reason: "年度末に町の紹介動画を公開する予定があるため。".to_owned(),
        next_review_on: Some(town.days.today + TimeDelta::days(120)),
    };
    social_media::decide(&town.by(Who::SecurityOffice).await?, id, draft).await
}

/// What was done, so many minutes after it was known, and how.
const STEPS: &[(Step, i64, &str)] = &[
    (
        Step::Detected,
        5,
        "職員が、身に覚えのない暗号資産の投稿に気付いた。",
    ),
    (
        Step::Notified,
        20,
        "産業振興課長と情報政策担当へ電話で連絡した。",
    ),
    (Step::Evidence, 35, "投稿12件の画面とURLを保存した。"),
    (
        Step::Lockdown,
        90,
        "ログインできないため、提供者の窓口へ申請した。",
    ),
    (
        Step::Notice,
        150,
        "ホームページと公式LINEで、リンクを開かないよう呼びかけた。",
    ),
    (Step::ReportedInternally, 300, "CISOへ報告した。"),
    (
        Step::ConsultedPolice,
        1_500,
        "サイバー犯罪相談窓口に相談した。",
    ),
    (Step::Recovered, 4_300, "提供者がアカウントを削除した。"),
    (
        Step::Prevention,
        8_600,
        "全アカウントの権限者と多要素認証を点検した。",
    ),
];

async fn be_taken_over(town: &mut Town, id: SocialMediaAccountId) -> Result<(), ServiceError> {
    let officer = town.by(Who::Officer).await?;
    let known_on = town.days.today - TimeDelta::days(21);
    let known_at = in_japan(
        known_on,
        NaiveTime::from_hms_opt(8, 40, 0).unwrap_or_default(),
    );
    let draft = IncidentDraft {
        kind: IncidentKind::AccountTakeover,
        title: format!("「{SUMMER}」の乗っ取り"),
        subject: Some((incident::SubjectKind::SocialMediaAccount, id.0)),
        unit_id: town.unit("産業振興課")?,
        occurred_on: Some(known_on - TimeDelta::days(1)),
        known_at,
        description:
            "行事の宣伝に使い、数年使っていなかったアカウントから、暗号資産の宣伝が投稿された。"
                .to_owned(),
        personal_info: PersonalInfo::None,
        intent: Intent::Malicious,
        affected_count: None,
    };
    let incident: IncidentId = incidents::record(&officer, draft).await?;
    let mut revision = 1;
    for (step, minutes, note) in STEPS {
        let draft = IncidentStep {
            step: *step,
            done_at: known_at + TimeDelta::minutes(*minutes),
            note: Some((*note).to_owned()),
        };
        incidents::take_step(&officer, incident, revision, draft).await?;
        revision += 1;
    }
    let outcome = OutcomeDraft {
        personal_info: PersonalInfo::None,
        intent: Intent::Malicious,
        affected_count: None,
        cause: Some("担当者の異動の際に引き継がれず、古いパスワードのまま残っていた。".to_owned()),
        prevention: Some("休眠アカウントの判断と、４月の権限者の点検を行う。".to_owned()),
        publication: Publication::Published,
        publication_on: Some(known_on),
        publication_note: Some("町のホームページ".to_owned()),
    };
    incidents::record_outcome(&officer, incident, revision, outcome).await?;
    incidents::close(&town.by(Who::SecurityOffice).await?, incident, revision + 1).await
}

async fn close(town: &mut Town, id: SocialMediaAccountId) -> Result<(), ServiceError> {
    let officer = town.by(Who::Officer).await?;
    let step = |note: &str| StepDraft {
        happened_on: None,
        note: Some(note.to_owned()),
    };
    let reason = step("行事の案内は公式アカウントで行うため。");
    social_media::take_step(&officer, id, 1, EventKind::ClosingBegan, reason).await?;
    for closing in ClosingStep::ALL {
        let draft = ClosingStepDraft {
            step: *closing,
            done_on: town.days.today - TimeDelta::days(7),
            note: None,
        };
        social_media::note_closing_step(&officer, id, draft).await?;
    }
    let office = town.by(Who::SecurityOffice).await?;
    let done = step("削除を確かめた。");
    social_media::take_step(&office, id, 2, EventKind::Closed, done).await
}

/// An application waits for the 所属長.
async fn apply(town: &mut Town) -> Result<(), ServiceError> {
    let officer = town.by(Who::Officer).await?;
    let services = social_media::choosable_services(&officer).await?;
    let service = services
        .iter()
        .find(|(_, name)| name == "Instagram")
        .ok_or(ServiceError::NotFound("SNS"))?;
    let known = Known {
        name: "見本町広報",
        handle: "@mihon_koho_sample",
        purpose: "写真による広報",
        ..TOWN
    };
    let service = service.0.parse().map_err(ServiceError::unexpected)?;
    let draft = draft_of(town, &known, service)?;
    social_media::add_account(&officer, draft).await.map(|_| ())
}
