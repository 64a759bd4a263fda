//! What a row says about an SNS account, laid over what is recorded and checked as the form on screen is. An
//! empty cell takes nothing away.

use chrono::NaiveDate;
use domain::{
    id::{OrganizationUnitId, SocialMediaServiceId},
    import::{
        choices::{AccountOwnership, AccountRecordState},
        flag::Flag,
        social_media_account::SocialMediaAccountRecord,
    },
    social_media::{
        AccountState, Answer, EventKind, Observation, ObservationKind, Ownership,
        SocialMediaAccount,
        input::{AccountDraft, AccountInput},
        standing::AccountFacts,
    },
    wareki,
};

use super::outcome::in_words;
use crate::social_media::ledger::Happened;

/// Where a form wants words and the ledger has no column.
const NOT_SAID: &str = "（台帳に記載なし）";

/// The checked form of a row.
pub(super) fn draft(
    record: &SocialMediaAccountRecord,
    service: SocialMediaServiceId,
    unit: OrganizationUnitId,
    before: Option<&SocialMediaAccount>,
) -> Result<AccountDraft, String> {
    let mut input = before.map(AccountInput::from).unwrap_or_default();
    input.service_id = service.to_string();
    input.unit_id = unit.to_string();
    lay_over(&mut input, record);
    let mut notes = notes(record);
    if let Err(errors) = input.check() {
        // What is no address is kept as it stands in the ledger.
        let unusable: Vec<&str> = errors.iter().map(|(field, _)| field).collect();
        for (name, field) in [
            ("url", &mut input.url),
            ("policy_url", &mut input.policy_url),
            ("recovery_mail", &mut input.recovery_mail),
        ] {
            if unusable.contains(&name) {
                notes.push(format!("{}：{}", column(name), std::mem::take(field)));
            }
        }
    }
    if !notes.is_empty() {
        input.note = notes.join("\n");
    }
    input.check().map_err(|errors| in_words(&errors, column))
}

fn lay_over(input: &mut AccountInput, record: &SocialMediaAccountRecord) {
    let set = |field: &mut String, value: &Option<String>| {
        if let Some(value) = value {
            field.clone_from(value);
        }
    };
    set(&mut input.name, &record.account_name);
    set(&mut input.handle, &record.handle);
    set(&mut input.url, &record.url);
    set(&mut input.purpose, &record.purpose);
    set(&mut input.content, &record.content);
    set(&mut input.hours, &record.hours);
    set(&mut input.reply_policy, &record.reply_policy);
    set(&mut input.policy_url, &record.policy_url);
    set(&mut input.recovery_mail, &record.recovery_mail);
    set(&mut input.recovery_phone, &record.recovery_phone);
    set(
        &mut input.credential_custodian,
        &record.credential_custodian,
    );
    for field in [&mut input.purpose, &mut input.audience, &mut input.content] {
        if field.is_empty() {
            NOT_SAID.clone_into(field);
        }
    }
    match record.ownership {
        Some(ownership) => ownership_of(ownership)
            .code()
            .clone_into(&mut input.ownership),
        // A ledger without the column is one of the town's own accounts.
        None if input.ownership.is_empty() => {
            Ownership::Town.code().clone_into(&mut input.ownership)
        }
        None => {}
    }
    set(&mut input.body, &record.contractor);
    if input.body.is_empty() && input.ownership != Ownership::Town.code() {
        let body = match record.ownership {
            Some(AccountOwnership::AffiliatedBody) => record.account_name.as_deref(),
            Some(AccountOwnership::Contractor | AccountOwnership::Town) | None => None,
        };
        body.unwrap_or(NOT_SAID).clone_into(&mut input.body);
    }
}

fn ownership_of(read: AccountOwnership) -> Ownership {
    match read {
        AccountOwnership::Town => Ownership::Town,
        AccountOwnership::AffiliatedBody => Ownership::Affiliated,
        AccountOwnership::Contractor => Ownership::Contractor,
    }
}

/// 備考, and what has no place of its own.
fn notes(record: &SocialMediaAccountRecord) -> Vec<String> {
    let said = |name: &str, value: Option<String>| value.map(|it| format!("{name}：{it}"));
    let procedure = record.operation_procedure.map(|flag| {
        let day = record.operation_procedure_on.map(wareki::long);
        let day = day.map(|day| format!("（{day}）")).unwrap_or_default();
        format!("{}{day}", flag_words(flag))
    });
    let followers = record.followers.map(|count| {
        let about = if record.followers_approximate == Some(true) {
            "約"
        } else {
            ""
        };
        format!("{about}{count}")
    });
    let lines = [
        record.remarks.clone(),
        said(
            "運用担当者",
            record.operators.as_ref().map(|it| it.replace('\n', "、")),
        ),
        said("運用手順", procedure),
        said("承認日", record.approved_on.map(wareki::long)),
        said("連携アプリ", record.linked_apps.clone()),
        said(
            "認証マーク",
            record.badge.map(|flag| flag_words(flag).to_owned()),
        ),
        said("フォロワー数", followers),
    ];
    lines.into_iter().flatten().collect()
}

fn flag_words(flag: Flag) -> &'static str {
    match flag {
        Flag::Yes => "あり",
        Flag::No => "なし",
        Flag::NotApplicable => "該当なし",
        Flag::Pending => "未確認・予定",
        Flag::Review => "要確認",
    }
}

/// What happened to an account that is new here, up to today, and its state; `None` where a day is to come.
pub(super) fn course(
    record: &SocialMediaAccountRecord,
    source: &str,
    today: NaiveDate,
) -> Result<(AccountState, Vec<Happened>), String> {
    let days = [record.opened_on, record.approved_on, record.last_posted_on];
    let opened_on = days.into_iter().flatten().next().unwrap_or(today);
    if today < opened_on {
        return Err(format!(
            "開設日（{}）が今日より後です。これから開設するアカウントは、SNSの画面で開設を申請してください。",
            wareki::long(opened_on)
        ));
    }
    let mut events = vec![(
        EventKind::Registered,
        opened_on,
        format!("台帳の取込み（{source}）"),
    )];
    let closed_on = record.closed_on.filter(|day| *day <= today);
    let words = |state: &str| format!("台帳の状態が「{state}」のため。");
    let state = match (record.state, closed_on) {
        (Some(AccountRecordState::Closed), on) => {
            let on = on.unwrap_or(today);
            if on < opened_on {
                return Err(format!(
                    "廃止日（{}）が開設日（{}）より前です。どちらかを直してください。",
                    wareki::long(on),
                    wareki::long(opened_on)
                ));
            }
            events.push((EventKind::Closed, on, words("廃止")));
            AccountState::Closed
        }
        (Some(AccountRecordState::Closing), _) => {
            events.push((EventKind::ClosingBegan, today, words("廃止予定")));
            AccountState::Closing
        }
        (Some(AccountRecordState::Suspended), _) => {
            events.push((EventKind::Suspended, today, words("休止")));
            AccountState::Suspended
        }
        (Some(AccountRecordState::Open) | None, _) => AccountState::Open,
    };
    Ok((state, events))
}

/// What a later ledger makes of the state: a step, or nothing; and whether the record stands against it. The
/// end of an account needs its steps to be done, on its page.
pub(super) fn next_step(
    before: AccountState,
    read: Option<AccountRecordState>,
) -> (Option<EventKind>, bool) {
    use AccountRecordState as R;
    use AccountState as S;
    match (before, read) {
        (_, None)
        | (S::Open, Some(R::Open))
        | (S::Suspended, Some(R::Suspended))
        | (S::Closing, Some(R::Closing))
        | (S::Closed, Some(R::Closed)) => (None, false),
        (S::Open, Some(R::Suspended)) => (Some(EventKind::Suspended), false),
        (S::Suspended, Some(R::Open)) => (Some(EventKind::Resumed), false),
        (S::Open | S::Suspended, Some(R::Closing)) => (Some(EventKind::ClosingBegan), false),
        (S::Open | S::Suspended, Some(R::Closed)) => (Some(EventKind::ClosingBegan), true),
        (
            S::Closing
            | S::Applied
            | S::Returned
            | S::Approved
            | S::Closed
            | S::Withdrawn
            | S::Void,
            Some(_),
        ) => (None, true),
    }
}

/// What the ledger has seen that is new: later posts, and answers nobody here gave. Names of fields where
/// somebody here has seen something else.
pub(super) fn seen(
    record: &SocialMediaAccountRecord,
    facts: Option<&AccountFacts>,
    today: NaiveDate,
) -> (Vec<Observation>, Vec<&'static str>) {
    let (mut seen, mut kept) = (Vec::new(), Vec::new());
    let observation = |kind, answer, posted_on| Observation {
        kind,
        observed_on: today,
        answer,
        posted_on,
        note: Some("台帳の記載による。".to_owned()),
        person: None,
    };
    let of_kind = |kind| {
        let all = facts.map_or(&[][..], |facts| facts.observations.as_slice());
        all.iter().filter(move |it| it.kind == kind)
    };
    if let Some(posted_on) = record.last_posted_on.filter(|day| *day <= today) {
        let known = of_kind(ObservationKind::Post)
            .filter_map(|it| it.posted_on)
            .max();
        if known.is_none_or(|known| known < posted_on) {
            seen.push(observation(
                ObservationKind::Post,
                Answer::Yes,
                Some(posted_on),
            ));
        }
    }
    for (kind, flag, name) in [
        (ObservationKind::Mfa, record.mfa, "多要素認証"),
        (
            ObservationKind::Listing,
            record.official_site_listing,
            "公式HP掲載",
        ),
    ] {
        let Some(answer) = flag.and_then(answer_of) else {
            continue;
        };
        match of_kind(kind).max_by_key(|it| it.observed_on) {
            Some(last) if last.answer == answer => {}
            Some(last) if last.person.is_some() => kept.push(name),
            Some(_) | None => seen.push(observation(kind, answer, None)),
        }
    }
    (seen, kept)
}

fn answer_of(flag: Flag) -> Option<Answer> {
    match flag {
        Flag::Yes => Some(Answer::Yes),
        Flag::No => Some(Answer::No),
        Flag::Pending | Flag::Review => Some(Answer::Unknown),
        Flag::NotApplicable => None,
    }
}

fn column(field: &str) -> &'static str {
    match field {
        "service_id" => "サービス名",
        "unit_id" => "所管課",
        "name" => "アカウント名",
        "handle" => "ID",
        "url" => "URL",
        "ownership" => "区分",
        "body" => "外部委託",
        "purpose" => "目的",
        "content" => "発信内容",
        "hours" => "対応時間",
        "reply_policy" => "返信方針",
        "policy_url" => "運用方針URL",
        "recovery_mail" => "登録メール",
        "recovery_phone" => "登録電話",
        "credential_custodian" => "認証情報の管理者",
        _ => "備考",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_later_ledger_takes_no_account_out_of_the_town_s_hands() {
        use AccountRecordState as R;
        use AccountState as S;
        for (before, read, expect) in [
            (S::Open, Some(R::Open), (None, false)),
            (S::Open, None, (None, false)),
            (
                S::Open,
                Some(R::Suspended),
                (Some(EventKind::Suspended), false),
            ),
            (
                S::Suspended,
                Some(R::Open),
                (Some(EventKind::Resumed), false),
            ),
            (
                S::Open,
                Some(R::Closed),
                (Some(EventKind::ClosingBegan), true),
            ),
            (S::Closing, Some(R::Closed), (None, true)),
            (S::Closing, Some(R::Open), (None, true)),
            (S::Applied, Some(R::Open), (None, true)),
        ] {
            assert_eq!(next_step(before, read), expect, "{before:?} {read:?}");
            if let (Some(step), _) = expect {
                assert!(before.after(step).is_ok(), "{before:?} {step:?}");
            }
        }
    }
}
