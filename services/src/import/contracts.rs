//! 契約 from a ledger: a row is added, brings a record up to date, or is the same as before.

use std::collections::HashSet;

use domain::{
    authorization::{Action, Resource, Scope},
    contract::{Contract, ContractState},
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
    contract_fields::{LedgerFields, hold_back},
    contract_plan::{Added, Change, Plan},
    existing::ExistingContracts,
    outcome::{Place, What},
    unit_index::UnitIndex,
    vendors::VendorDirectory,
};
use crate::{ServiceError, library::LoadedLibrary, vendor};

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
    let mut plan = Plan::default();
    for (sheet_index, sheet) in reading.sheets.iter().enumerate() {
        let Records::Contracts(records) = &sheet.records else {
            continue;
        };
        for reading in records {
            let place = place(sheet, sheet_index, reading);
            if !import.outcome.is_valid(&place) {
                continue;
            }
            let source = import.source_of(&place);
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
            let record = &reading.fields;
            let vendor = vendors.resolve(
                &record.party(),
                &record.certifications,
                record.certificate_expires_on,
            );
            let row = Row {
                place: &place,
                record,
                fields: &fields,
                vendor,
            };
            take_row(import, &row, &mut existing, &mut plan, &scope);
        }
    }
    import.outcome.vendor_candidates = vendors.candidates();
    import.saving()?;
    let given = vendors.write(import).await?;
    plan.write(import, &given, library).await
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
struct Row<'r, 'p> {
    place: &'p Place,
    record: &'r ContractRecord,
    fields: &'p LedgerFields,
    vendor: Option<VendorId>,
}

fn take_row<'r>(
    import: &mut Import<'_>,
    row: &Row<'r, '_>,
    existing: &mut ExistingContracts,
    plan: &mut Plan<'r>,
    scope: &Scope,
) {
    let &Row {
        place,
        record,
        fields,
        vendor,
    } = row;
    let (today, now) = (import.ctx.today(), import.ctx.now());
    let Some((before, terms)) = existing.find(fields, vendor) else {
        let number = fields.contract_no.clone().unwrap_or_default();
        let added = fields.overlay(&fields.blank(number, now), vendor, today);
        // Its key is given when all are written.
        let taken = import.outcome.take(place, What::Added, Vec::new(), 0);
        plan.added.push(Added {
            contract: added,
            record,
            taken,
        });
        return;
    };
    if !scope.contains(before.unit_id) {
        import.outcome.refuse(place, of_another_unit(&before));
        return;
    }
    let mut read = fields.overlay(&before, vendor, today);
    match before.state {
        ContractState::Closed | ContractState::Void => {
            read.state = before.state;
            if same(&before, &read) {
                import
                    .outcome
                    .take(place, What::Unchanged, Vec::new(), before.id.0);
            } else {
                import.outcome.refuse(place, out_of_reach(&before));
            }
            return;
        }
        ContractState::Drafting | ContractState::Concluded => {}
    }
    let (after, kept) = hold_back(&before, read, terms.len());
    if same(&before, &after) {
        import
            .outcome
            .take(place, What::Unchanged, kept, before.id.0);
    } else {
        import.outcome.take(place, What::Updated, kept, before.id.0);
        plan.updated.push(Change {
            before,
            after,
            terms,
        });
    }
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
