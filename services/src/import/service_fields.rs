//! What a row says about an external service, laid over what is recorded and checked as the form on screen is.
//! An empty cell takes nothing away.

use chrono::NaiveDate;
use domain::{
    external_service::{
        ExternalService,
        input::{ServiceDraft, ServiceInput},
    },
    id::OrganizationUnitId,
    import::{
        Party,
        choices::{Confidentiality, Segment, UseRecordState},
        external_service::ExternalServiceRecord,
        flag::Flag,
    },
    wareki,
};

use super::{outcome::in_words, vendors::VendorDirectory};
use crate::external_service::ledger::LedgerApproval;

/// The checked form of a row.
pub(super) fn draft(
    record: &ExternalServiceRecord,
    unit: OrganizationUnitId,
    before: Option<&ExternalService>,
    vendors: &VendorDirectory,
    today: NaiveDate,
) -> Result<ServiceDraft, String> {
    let mut input = match before.and_then(|it| Some((it, it.profiles.last()?))) {
        Some((service, profile)) => ServiceInput::of(service, profile),
        None => ServiceInput {
            provider_handling: "unknown".to_owned(),
            from_on: wareki::long(first_day(record, today)),
            ..ServiceInput::default()
        },
    };
    lay_over(&mut input, record, vendors, today);
    input.unit_id = unit.to_string();
    let mut draft = input
        .check(today)
        .map_err(|errors| in_words(&errors, column))?;
    // What is the same as before is not a new version from today on.
    if let Some(last) = before.and_then(|it| it.profiles.last())
        && crate::external_service::draft_of(last) == draft.profile
    {
        draft.from_on = last.from_on;
    }
    Ok(draft)
}

fn first_day(record: &ExternalServiceRecord, today: NaiveDate) -> NaiveDate {
    let days = [record.applied_on, record.approved_on, record.started_on];
    days.into_iter().flatten().min().unwrap_or(today).min(today)
}

fn lay_over(
    input: &mut ServiceInput,
    record: &ExternalServiceRecord,
    vendors: &VendorDirectory,
    today: NaiveDate,
) {
    let set = |field: &mut String, value: Option<String>| {
        if let Some(value) = value {
            *field = value;
        }
    };
    let code = |text: &str| Some(text.to_owned());
    let yes_or_no = |flag: Option<Flag>| match flag? {
        Flag::Yes => code("yes"),
        Flag::No | Flag::NotApplicable => code("no"),
        Flag::Pending | Flag::Review => None,
    };
    set(&mut input.service_no, record.service_no.clone());
    set(&mut input.name, record.service_name.clone());
    set(&mut input.note, note(record));
    set(
        &mut input.kind,
        record.service_kind.map(|it| it.code().to_owned()),
    );
    set(
        &mut input.deployment,
        record.deployment.map(|it| it.code().to_owned()),
    );
    let paid = yes_or_no(record.paid).or_else(|| {
        let is_paid = record.annual_cost.map(|yen| 0 < yen);
        is_paid.and_then(|is_paid| code(if is_paid { "yes" } else { "no" }))
    });
    set(&mut input.paid, paid);
    set(
        &mut input.annual_cost_yen,
        record.annual_cost.map(|yen| yen.to_string()),
    );
    set(
        &mut input.account_count,
        record.account_count.map(|count| count.to_string()),
    );
    set(&mut input.purpose, record.purpose.clone());
    set(
        &mut input.subject_information,
        record.subject_information.clone(),
    );
    let class = record.confidentiality.or(record.confidentiality_proposed);
    set(
        &mut input.confidentiality,
        class.map(|it| class_code(it).to_owned()),
    );
    set(
        &mut input.handles_personal_info,
        yes_or_no(record.personal_info),
    );
    set(
        &mut input.segment,
        record.segment.map(|it| segment_code(it).to_owned()),
    );
    set(&mut input.data_location, record.data_location_text.clone());
    set(&mut input.governing_law, record.governing_law_text.clone());
    set(&mut input.alternative, record.alternative.clone());
    if input.use_started_on.is_empty() {
        set(
            &mut input.use_started_on,
            started_on(record, today).map(wareki::long),
        );
    }
    provider(input, record, vendors);
}

/// A service of the list of vendors is linked; another is named as the ledger names it.
fn provider(input: &mut ServiceInput, record: &ExternalServiceRecord, vendors: &VendorDirectory) {
    if let Some(name) = &record.provider_name {
        let party = Party {
            vendor_name: Some(name.clone()),
            corporate_number: record.corporate_number.clone(),
            corporate_number_valid: record.corporate_number.as_ref().map(|_| true),
            ..Party::default()
        };
        match vendors.known(&party) {
            Some(vendor) => {
                input.vendor_id = vendor.id.to_string();
                input.provider_name = String::new();
            }
            None if input.vendor_id.is_empty() => input.provider_name.clone_from(name),
            None => {}
        }
    }
    if input.vendor_id.is_empty() && input.provider_name.is_empty() {
        "（台帳に記載なし）".clone_into(&mut input.provider_name);
    }
}

/// 利用中 without a day of its own began with the approval; without that, it was found to be in use today.
fn started_on(record: &ExternalServiceRecord, today: NaiveDate) -> Option<NaiveDate> {
    let is_used = matches!(
        record.state,
        Some(UseRecordState::InUse | UseRecordState::Ended)
    );
    record
        .started_on
        .or_else(|| is_used.then(|| record.approved_on.unwrap_or(today).min(today)))
}

/// The last day of use, where the ledger says it is over.
pub(super) fn ended_on(record: &ExternalServiceRecord, today: NaiveDate) -> Option<NaiveDate> {
    if record.state != Some(UseRecordState::Ended) {
        return record.ended_on.filter(|on| *on <= today);
    }
    let days = [record.ended_on, record.valid_until];
    let mut past = days.into_iter().flatten().filter(|on| *on <= today);
    Some(past.next().unwrap_or(today))
}

/// What the ledger says of application and approval.
pub(super) fn approval(record: &ExternalServiceRecord) -> Option<LedgerApproval> {
    let is_waiting = record.state == Some(UseRecordState::Applied);
    let applied_on = record.applied_on.filter(|_| is_waiting);
    Some(LedgerApproval {
        applied_on: record
            .approved_on
            .and(record.applied_on)
            .or(record.approved_on)
            .or(applied_on)?,
        approved_on: record.approved_on,
        approval_no: record.approval_no.clone(),
        expires_on: record.approved_on.and(record.valid_until),
        comment: record
            .approver_name
            .as_ref()
            .map(|name| format!("承認者（台帳の記載）：{name}")),
    })
}

fn note(record: &ExternalServiceRecord) -> Option<String> {
    let mut lines: Vec<String> = record.remarks.clone().into_iter().collect();
    if record.confidentiality.is_none() && record.confidentiality_proposed.is_some() {
        lines.push(
            "機密性の分類：台帳の記載だけでは決まらないため、推定の分類です。確かめてください。"
                .to_owned(),
        );
    }
    if record.provider_branch.is_some() {
        lines.extend(
            record
                .provider_branch
                .as_ref()
                .map(|it| format!("提供事業者の支店：{it}")),
        );
    }
    (!lines.is_empty()).then(|| lines.join("\n"))
}

fn class_code(class: Confidentiality) -> &'static str {
    use domain::contract::profile::Confidentiality as Class;
    match class {
        Confidentiality::C1 => Class::C1.code(),
        Confidentiality::C2 => Class::C2.code(),
        Confidentiality::C3C => Class::C3C.code(),
        Confidentiality::C3B => Class::C3B.code(),
        Confidentiality::C3A => Class::C3A.code(),
    }
}

fn segment_code(segment: Segment) -> &'static str {
    use domain::contract::profile::Segment as Known;
    match segment {
        Segment::Mynumber => Known::MyNumber.code(),
        Segment::Lgwan => Known::Lgwan.code(),
        Segment::Internet => Known::Internet.code(),
        Segment::None => Known::None.code(),
    }
}

fn column(field: &str) -> &'static str {
    match field {
        "service_no" => "管理番号",
        "name" => "サービス名",
        "unit_id" => "所管課",
        "use_started_on" | "from_on" => "利用開始",
        "kind" | "deployment" => "区分",
        "paid" => "有料・無料",
        "vendor_id" | "provider_name" => "提供事業者",
        "annual_cost_yen" => "年額",
        "account_count" => "ID数",
        "purpose" => "利用目的",
        "subject_information" => "取扱情報",
        "confidentiality" => "機密性",
        "handles_personal_info" => "個人情報",
        "segment" => "接続系統",
        "data_location" => "データ所在",
        "governing_law" => "準拠法",
        "alternative" => "代替手段",
        _ => "備考",
    }
}
