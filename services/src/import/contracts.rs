//! 契約 from a ledger: a row is added, brings a record up to date, or is the same as before.

use std::collections::HashSet;

use domain::{
    authorization::{Action, Resource, Scope},
    contract::{Contract, ContractState, ContractTerm},
    id::VendorId,
    import::{
        contract::ContractRecord,
        message::Level,
        reading::{LedgerReading, RecordReading, Records, SheetReading},
    },
    organization::OrganizationUnit,
};

use super::{
    Import,
    contract_fields::{LedgerFields, appendices, hold_back},
    existing::ExistingContracts,
    outcome::{Place, What},
    unit_index::UnitIndex,
    vendors::VendorDirectory,
};
use crate::{
    ServiceError,
    audit_log::Event,
    contract::{self, refresh_clauses, save_appendices, save_terms, touch},
    library::LoadedLibrary,
    vendor,
};

pub(super) async fn take(
    import: &mut Import<'_>,
    reading: &LedgerReading,
    units: &[OrganizationUnit],
    library: &LoadedLibrary,
) -> Result<(), ServiceError> {
    let units = UnitIndex::new(units);
    let mut vendors = VendorDirectory::new(vendor::all(&import.tx).await?);
    let mut existing = ExistingContracts::load(&import.tx, reading).await?;
    let scope = import.ctx.scope(Action::Edit, Resource::Contract);
    for (sheet_index, sheet) in reading.sheets.iter().enumerate() {
        let Records::Contracts(records) = &sheet.records else {
            continue;
        };
        for reading in records {
            let place = place(sheet, sheet_index, reading);
            if !import.outcome.is_valid(&place) {
                continue;
            }
            let source = source(import, &place);
            let fields = match LedgerFields::read(&reading.fields, &units, library, source) {
                Ok(fields) => fields,
                Err(reason) => {
                    let reason = with_messages(reason, sheet, reading.row);
                    import.outcome.refuse(&place, reason);
                    continue;
                }
            };
            if let Err(reason) = check_scope(&scope, &fields, &reading.fields)
                .and_then(|()| existing.check_number(&fields, &scope))
            {
                import.outcome.refuse(&place, reason);
                continue;
            }
            let vendor = vendors.resolve(import, &reading.fields).await?;
            let row = Row {
                place: &place,
                record: &reading.fields,
                fields: &fields,
                vendor,
            };
            take_row(import, &row, &mut existing, library, &scope).await?;
        }
    }
    vendors.save_certifications(import).await?;
    import.outcome.vendor_candidates = vendors.candidates();
    Ok(())
}

/// Whoever keeps the contracts of some units takes in no others.
fn check_scope(
    scope: &Scope,
    fields: &LedgerFields,
    record: &ContractRecord,
) -> Result<(), String> {
    if scope.contains(fields.unit_id) {
        return Ok(());
    }
    Err(format!(
        "所管課「{}」は、あなたが契約を担当する組織ではないため、取り込みません。その所管課の契約担当、又は全庁の契約担当に取込みを依頼してください。",
        record.organization_unit.as_deref().unwrap_or_default()
    ))
}

fn place(
    sheet: &SheetReading,
    sheet_index: usize,
    reading: &RecordReading<ContractRecord>,
) -> Place {
    let label = reading
        .fields
        .title
        .clone()
        .unwrap_or_else(|| "（件名なし）".to_owned());
    Place {
        sheet: sheet.name.clone(),
        sheet_index,
        row: reading.row,
        label,
    }
}

/// 委託契約台帳.xlsx / R8委託契約 / 12行
fn source(import: &Import<'_>, place: &Place) -> String {
    let parts = [
        Some(import.source.name.clone()),
        place.sheet.clone(),
        Some(format!("{}行", place.row)),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" / ")
}

/// What the reader said about dates and units of the row explains why something is missing.
fn with_messages(reason: String, sheet: &SheetReading, row: u32) -> String {
    let values: HashSet<String> = sheet
        .warnings
        .iter()
        .filter(|message| message.row == row && message.level != Level::Error)
        .filter(|message| {
            message
                .field
                .is_some_and(|field| reason_fields().contains(&field))
        })
        .filter_map(|message| message.value.clone())
        .collect();
    if values.is_empty() {
        return reason;
    }
    let mut values: Vec<String> = values
        .into_iter()
        .map(|value| format!("「{value}」"))
        .collect();
    values.sort();
    format!("{reason}（台帳の記載：{}）", values.concat())
}

fn reason_fields() -> [domain::import::field::Field; 4] {
    use domain::import::field::Field;
    [
        Field::StartOn,
        Field::EndOn,
        Field::Period,
        Field::OrganizationUnit,
    ]
}

/// A row that could be read, and what it says of a contract.
struct Row<'a> {
    place: &'a Place,
    record: &'a ContractRecord,
    fields: &'a LedgerFields,
    vendor: Option<VendorId>,
}

async fn take_row(
    import: &mut Import<'_>,
    row: &Row<'_>,
    existing: &mut ExistingContracts,
    library: &LoadedLibrary,
    scope: &Scope,
) -> Result<(), ServiceError> {
    let &Row {
        place,
        record,
        fields,
        vendor,
    } = row;
    let Some(before) = existing.find(fields, vendor) else {
        add(import, record, fields, vendor, library).await?;
        import.outcome.take(place, What::Added, Vec::new());
        return Ok(());
    };
    if !scope.contains(before.unit_id) {
        import.outcome.refuse(place, of_another_unit(&before));
        return Ok(());
    }
    let today = import.ctx.today();
    let mut read = fields.overlay(&before, vendor, today);
    match before.state {
        ContractState::Closed | ContractState::Void => {
            read.state = before.state;
            if same(&before, &read) {
                import.outcome.take(place, What::Unchanged, Vec::new());
            } else {
                import.outcome.refuse(place, out_of_reach(&before));
            }
            return Ok(());
        }
        ContractState::Drafting | ContractState::Concluded => {}
    }
    let terms = contract::terms(&import.tx, before.id).await?;
    let (after, kept) = hold_back(&before, read, terms.len());
    if same(&before, &after) {
        import.outcome.take(place, What::Unchanged, kept);
    } else {
        update(import, &before, &after, &terms, library).await?;
        import.outcome.take(place, What::Updated, kept);
    }
    Ok(())
}

/// Why a contract that other people keep is not changed.
pub(super) fn of_another_unit(contract: &Contract) -> String {
    format!(
        "契約番号{}の契約「{}」は、あなたが担当しない組織の契約として登録されているため、変更しません。所管課と契約番号を確かめてください。所管替えのときは、全庁の契約担当に依頼してください。",
        contract.contract_no, contract.title
    )
}

/// Why a contract that is over is not changed.
fn out_of_reach(contract: &Contract) -> String {
    format!(
        "契約番号{}は「{}」のため、変更しません。続ける契約のときは、台帳の契約番号を確かめてください。",
        contract.contract_no,
        contract.state.label()
    )
}

/// Where the row stands in the file is no change.
fn same(before: &Contract, after: &Contract) -> bool {
    Contract {
        source: before.source.clone(),
        ..after.clone()
    } == *before
}

async fn add(
    import: &mut Import<'_>,
    record: &ContractRecord,
    fields: &LedgerFields,
    vendor: Option<VendorId>,
    library: &LoadedLibrary,
) -> Result<(), ServiceError> {
    let contract_no = match &fields.contract_no {
        Some(number) => number.clone(),
        None => contract::next_contract_no(&import.tx, fields.fiscal_year).await?,
    };
    let ctx = import.ctx;
    let mut added = fields.overlay(&fields.blank(contract_no, ctx.now()), vendor, ctx.today());
    added.id = contract::insert(&import.tx, ctx, &added).await?;
    let first = ContractTerm {
        number: 1,
        starts_on: added.starts_on,
        ends_on: added.ends_on,
    };
    save_terms(&import.tx, added.id, &[first]).await?;
    save_appendices(&import.tx, added.id, &appendices(record, &added, library)).await?;
    let event = Event::new("契約の取込み", "contract", added.id.0, &added.title);
    import.record(event.change(None::<&()>, &added)?);
    Ok(())
}

async fn update(
    import: &mut Import<'_>,
    before: &Contract,
    after: &Contract,
    terms: &[ContractTerm],
    library: &LoadedLibrary,
) -> Result<(), ServiceError> {
    touch(&import.tx, import.ctx, after, before.revision).await?;
    if let [only] = terms
        && (only.starts_on, only.ends_on) != (after.starts_on, after.ends_on)
    {
        let moved = ContractTerm {
            number: only.number,
            starts_on: after.starts_on,
            ends_on: after.ends_on,
        };
        save_terms(&import.tx, after.id, &[moved]).await?;
    }
    if before.profile() != after.profile()
        && !contract::clauses(&import.tx, after.id).await?.is_empty()
    {
        refresh_clauses(&import.tx, after, library).await?;
    }
    let event = Event::new("契約の変更（取込み）", "contract", after.id.0, &after.title);
    import.record(event.change(Some(before), after)?);
    Ok(())
}
