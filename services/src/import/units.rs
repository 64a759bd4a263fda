//! 組織 from a list of units: those above come first, so that the others can hang below them.

use std::collections::{HashMap, HashSet};

use domain::{
    fold::search_key,
    id::OrganizationUnitId,
    import::{
        organization_unit::{OrganType as ReadOrganType, OrganizationUnitRecord},
        reading::{LedgerReading, RecordReading, Records},
    },
    organization::{OrganType, OrganizationUnit, OrganizationUnitDraft},
};

use super::{
    Import,
    outcome::{Place, What},
};
use crate::{ServiceError, audit_log::Event, organization};

/// A unit as the reader of ledgers knows it.
pub(crate) fn record_of(unit: &OrganizationUnit) -> OrganizationUnitRecord {
    OrganizationUnitRecord {
        code: Some(unit.code.clone()),
        name: Some(unit.name.clone()),
        parent_name: unit.parent_name.clone(),
        organ_type: None,
        aliases: unit.aliases.clone(),
        valid_from: Some(unit.valid_from),
        valid_to: unit.valid_to,
    }
}

type Row<'r> = (Place, &'r OrganizationUnitRecord);

pub(super) async fn take(
    import: &mut Import<'_>,
    reading: &LedgerReading,
    units: &[OrganizationUnit],
) -> Result<(), ServiceError> {
    let mut by_code: HashMap<String, OrganizationUnit> = units
        .iter()
        .map(|unit| (unit.code.clone(), unit.clone()))
        .collect();
    let mut by_name: HashMap<String, OrganizationUnitId> = units
        .iter()
        .map(|unit| (search_key(&unit.name), unit.id))
        .collect();
    let mut codes = HashSet::new();
    import.saving()?;
    for (place, record) in parents_first(rows(import, reading)) {
        let parent_id = record
            .parent_name
            .as_deref()
            .and_then(|name| by_name.get(&search_key(name)).copied());
        let draft = match draft(record, parent_id) {
            Ok(draft) => draft,
            Err(reason) => {
                import.outcome.refuse(&place, reason);
                continue;
            }
        };
        if !codes.insert(draft.code.clone()) {
            let reason = format!(
                "コード「{}」が別の行にもあります。どちらかを直してください。",
                draft.code
            );
            import.outcome.refuse(&place, reason);
            continue;
        }
        let (id, what) = save(import, by_code.remove(&draft.code), &draft).await?;
        by_name.insert(search_key(&draft.name), id);
        import.outcome.take(&place, what, Vec::new(), id.0);
    }
    Ok(())
}

fn rows<'r>(import: &mut Import<'_>, reading: &'r LedgerReading) -> Vec<Row<'r>> {
    let mut rows = Vec::new();
    for (sheet_index, sheet) in reading.sheets.iter().enumerate() {
        let Records::OrganizationUnits(records) = &sheet.records else {
            continue;
        };
        for RecordReading { row, fields, .. } in records {
            let label = fields
                .name
                .clone()
                .unwrap_or_else(|| "（名称なし）".to_owned());
            let place = Place {
                sheet: sheet.name.clone(),
                sheet_index,
                row: *row,
                label,
            };
            if import.outcome.is_valid(&place) {
                rows.push((place, fields));
            }
        }
    }
    rows
}

/// The rows, each after the row of the unit above it. Rows that are above each other stay as they are.
fn parents_first(mut rows: Vec<Row<'_>>) -> Vec<Row<'_>> {
    let key = |name: &Option<String>| name.as_deref().map(search_key);
    let mut waiting: HashSet<String> = rows
        .iter()
        .filter_map(|(_, record)| key(&record.name))
        .collect();
    let mut ordered = Vec::new();
    loop {
        let (later, now): (Vec<_>, Vec<_>) = rows.into_iter().partition(|(_, record)| {
            key(&record.parent_name).is_some_and(|parent| waiting.contains(&parent))
        });
        if now.is_empty() {
            ordered.extend(later);
            return ordered;
        }
        for (_, record) in &now {
            key(&record.name).map(|name| waiting.remove(&name));
        }
        ordered.extend(now);
        rows = later;
    }
}

fn draft(
    record: &OrganizationUnitRecord,
    parent_id: Option<OrganizationUnitId>,
) -> Result<OrganizationUnitDraft, String> {
    let missing =
        |column: &str| format!("{column}が空か、読み取れません。{column}を入力してください。");
    Ok(OrganizationUnitDraft {
        code: record.code.clone().ok_or_else(|| missing("コード"))?,
        name: record.name.clone().ok_or_else(|| missing("名称"))?,
        parent_id,
        parent_name: record.parent_name.clone(),
        organ_type: match record.organ_type.ok_or_else(|| missing("組織区分"))? {
            ReadOrganType::InternalBureau => OrganType::InternalBureau,
            ReadOrganType::AdministrativeCommittee => OrganType::AdministrativeCommittee,
            ReadOrganType::Assembly => OrganType::Assembly,
            ReadOrganType::PublicEnterprise => OrganType::PublicEnterprise,
        },
        aliases: record.aliases.clone(),
        valid_from: record.valid_from.ok_or_else(|| missing("適用開始日"))?,
        valid_to: record.valid_to,
    })
}

async fn save(
    import: &mut Import<'_>,
    existing: Option<OrganizationUnit>,
    draft: &OrganizationUnitDraft,
) -> Result<(OrganizationUnitId, What), ServiceError> {
    let Some(before) = existing else {
        let id = organization::insert_unit(&import.tx, draft).await?;
        let event = Event::new("組織の取込み", "organization_unit", id.0, &draft.name);
        import.record(event.change(None::<&()>, draft)?);
        return Ok((id, What::Added));
    };
    // An empty end does not reopen a unit that was closed here.
    let draft = OrganizationUnitDraft {
        valid_to: draft.valid_to.or(before.valid_to),
        ..draft.clone()
    };
    if draft == draft_of(&before) {
        return Ok((before.id, What::Unchanged));
    }
    organization::update_unit(&import.tx, before.id, before.revision, &draft).await?;
    let event = Event::new(
        "組織の変更（取込み）",
        "organization_unit",
        before.id.0,
        &draft.name,
    );
    import.record(event.change(Some(&before), &draft)?);
    Ok((before.id, What::Updated))
}

fn draft_of(unit: &OrganizationUnit) -> OrganizationUnitDraft {
    OrganizationUnitDraft {
        code: unit.code.clone(),
        name: unit.name.clone(),
        parent_id: unit.parent_id,
        parent_name: unit.parent_name.clone(),
        organ_type: unit.organ_type,
        aliases: unit.aliases.clone(),
        valid_from: unit.valid_from,
        valid_to: unit.valid_to,
    }
}
