//! 職員 from a roster. A person with two posts (兼務) is two records with one number.

use std::collections::{HashMap, HashSet};

use domain::{
    id::{OrganizationUnitId, PersonId},
    import::{
        reading::{LedgerReading, RecordReading, Records},
        staff::{EmploymentKind as ReadEmploymentKind, PersonRecord},
    },
    organization::{EmploymentKind, OrganizationUnit, Person, PersonDraft},
};

use super::{
    Import,
    outcome::{Place, What},
    unit_index::UnitIndex,
};
use crate::{ServiceError, audit_log::Event, organization};

pub(super) async fn take(
    import: &mut Import<'_>,
    reading: &LedgerReading,
    units: &[OrganizationUnit],
) -> Result<(), ServiceError> {
    let units = UnitIndex::new(units);
    let mut known: HashMap<(String, EmploymentKind), Person> = organization::people(&import.tx)
        .await?
        .into_iter()
        .map(|person| ((person.staff_no.clone(), person.employment_kind), person))
        .collect();
    let mut seen = HashSet::new();
    import.saving()?;
    for (sheet_index, sheet) in reading.sheets.iter().enumerate() {
        let Records::People(records) = &sheet.records else {
            continue;
        };
        for RecordReading { row, fields, .. } in records {
            let label = fields
                .name
                .clone()
                .unwrap_or_else(|| "（氏名なし）".to_owned());
            let place = Place {
                sheet: sheet.name.clone(),
                sheet_index,
                row: *row,
                label,
            };
            if !import.outcome.is_valid(&place) {
                continue;
            }
            match draft(fields, &units).and_then(|draft| once(draft, &mut seen)) {
                Ok(draft) => {
                    let existing = known.remove(&(draft.staff_no.clone(), draft.employment_kind));
                    let (id, what) = save(import, existing, draft).await?;
                    import.outcome.take(&place, what, Vec::new(), id.0);
                }
                Err(reason) => import.outcome.refuse(&place, reason),
            }
        }
    }
    Ok(())
}

/// The staff as a roster names it, for looking people up.
pub(super) fn roster(people: &[Person], units: &[OrganizationUnit]) -> Vec<PersonRecord> {
    let names: HashMap<OrganizationUnitId, &str> = units
        .iter()
        .map(|unit| (unit.id, unit.name.as_str()))
        .collect();
    let record = |person: &Person| PersonRecord {
        staff_no: Some(person.staff_no.clone()),
        name: Some(person.name.clone()),
        kana: person.kana.clone(),
        organization_unit: person
            .unit_id
            .and_then(|unit| names.get(&unit).map(|name| (*name).to_owned())),
        title: person.title.clone(),
        employment_kind: match person.employment_kind {
            EmploymentKind::Regular => ReadEmploymentKind::Regular,
            EmploymentKind::FiscalYear => ReadEmploymentKind::FiscalYear,
            EmploymentKind::Concurrent => ReadEmploymentKind::Concurrent,
        },
        email: person.email.clone(),
        employed_from: Some(person.in_office_from),
        employed_until: person.in_office_to,
        same_number_row: None,
    };
    people.iter().map(record).collect()
}

/// The people of a roster, and why a row gives none.
pub(super) fn drafts(
    reading: &LedgerReading,
    units: &[OrganizationUnit],
) -> (Vec<PersonDraft>, Vec<String>) {
    let units = UnitIndex::new(units);
    let (mut drafts, mut refused) = (Vec::new(), Vec::new());
    for sheet in &reading.sheets {
        let Records::People(records) = &sheet.records else {
            continue;
        };
        for RecordReading { row, fields, .. } in records {
            match draft(fields, &units) {
                Ok(draft) => drafts.push(draft),
                Err(reason) => refused.push(format!("{row}行目：{reason}")),
            }
        }
    }
    (drafts, refused)
}

/// One number stands for one person in one kind of post.
fn once(
    draft: PersonDraft,
    seen: &mut HashSet<(String, EmploymentKind)>,
) -> Result<PersonDraft, String> {
    if seen.insert((draft.staff_no.clone(), draft.employment_kind)) {
        Ok(draft)
    } else {
        Err(format!(
            "職員番号{}（{}）の行が、ほかにもあります。どちらかを直してください。",
            draft.staff_no,
            draft.employment_kind.label()
        ))
    }
}

fn draft(record: &PersonRecord, units: &UnitIndex) -> Result<PersonDraft, String> {
    let missing =
        |column: &str| format!("{column}が空か、読み取れません。{column}を入力してください。");
    let unit = record.organization_unit.as_deref();
    Ok(PersonDraft {
        staff_no: record.staff_no.clone().ok_or_else(|| missing("職員番号"))?,
        name: record.name.clone().ok_or_else(|| missing("氏名"))?,
        kana: record.kana.clone(),
        title: record.title.clone(),
        // 特別職 belong to no unit.
        unit_id: unit
            .map(|name| units.required(Some(name), "所属"))
            .transpose()?,
        email: record.email.clone(),
        employment_kind: match record.employment_kind {
            ReadEmploymentKind::Regular => EmploymentKind::Regular,
            ReadEmploymentKind::FiscalYear => EmploymentKind::FiscalYear,
            ReadEmploymentKind::Concurrent => EmploymentKind::Concurrent,
        },
        in_office_from: record.employed_from.ok_or_else(|| missing("在職開始日"))?,
        in_office_to: record.employed_until,
    })
}

async fn save(
    import: &mut Import<'_>,
    existing: Option<Person>,
    draft: PersonDraft,
) -> Result<(PersonId, What), ServiceError> {
    let Some(before) = existing else {
        let id = organization::insert_person(&import.tx, &draft).await?;
        let event = Event::new("職員の取込み", "person", id.0, &draft.name);
        import.record(event.change(None::<&()>, &draft)?);
        return Ok((id, What::Added));
    };
    // An empty cell takes nothing away.
    let draft = PersonDraft {
        kana: draft.kana.or_else(|| before.kana.clone()),
        title: draft.title.or_else(|| before.title.clone()),
        email: draft.email.or_else(|| before.email.clone()),
        in_office_to: draft.in_office_to.or(before.in_office_to),
        ..draft
    };
    if draft == draft_of(&before) {
        return Ok((before.id, What::Unchanged));
    }
    organization::update_person(&import.tx, before.id, before.revision, &draft).await?;
    let event = Event::new("職員の変更（取込み）", "person", before.id.0, &draft.name);
    import.record(event.change(Some(&before), &draft)?);
    Ok((before.id, What::Updated))
}

fn draft_of(person: &Person) -> PersonDraft {
    PersonDraft {
        staff_no: person.staff_no.clone(),
        name: person.name.clone(),
        kana: person.kana.clone(),
        title: person.title.clone(),
        unit_id: person.unit_id,
        email: person.email.clone(),
        employment_kind: person.employment_kind,
        in_office_from: person.in_office_from,
        in_office_to: person.in_office_to,
    }
}
