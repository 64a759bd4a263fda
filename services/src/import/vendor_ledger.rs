//! 委託先 from a list of vendors: by 法人番号, else by name. What the list says is taken over; an empty cell takes
//! nothing away.

use domain::{
    import::{
        reading::{LedgerReading, RecordReading, Records},
        vendor::VendorRecord,
    },
    vendor::{VendorDraft, VendorInput},
};

use super::{
    Import,
    outcome::{Place, What},
    vendors::{self, VendorDirectory},
};
use crate::{ServiceError, vendor};

pub(super) async fn take(
    import: &mut Import<'_>,
    reading: &LedgerReading,
) -> Result<(), ServiceError> {
    let mut directory = VendorDirectory::new(vendor::all(&import.tx).await?);
    let mut taken = Vec::new();
    for (sheet_index, sheet) in reading.sheets.iter().enumerate() {
        let Records::Vendors(records) = &sheet.records else {
            continue;
        };
        for RecordReading { row, fields, .. } in records {
            let label = fields.party.vendor_name.clone();
            let place = Place {
                sheet: sheet.name.clone(),
                sheet_index,
                row: *row,
                label: label.unwrap_or_else(|| "（名称なし）".to_owned()),
            };
            if !import.outcome.is_valid(&place) {
                continue;
            }
            match take_row(&mut directory, fields) {
                Ok((index, what)) => {
                    let row = import.outcome.take(&place, what, Vec::new(), 0);
                    taken.push((row, directory.vendor(index).id));
                }
                Err(reason) => import.outcome.refuse(&place, reason),
            }
        }
    }
    import.outcome.vendor_candidates = directory.candidates();
    import.saving()?;
    let given = directory.write(import).await?;
    for (row, vendor) in taken {
        import.outcome.stands_for(row, given.of(vendor).0);
    }
    Ok(())
}

fn take_row(
    directory: &mut VendorDirectory,
    record: &VendorRecord,
) -> Result<(usize, What), String> {
    let read = vendors::draft(&record.party).ok_or(
        "商号又は名称が空か、読み取れません。商号又は名称を入力して、もう一度取り込んでください。",
    )?;
    let read = VendorDraft {
        kind: record.vendor_kind.unwrap_or(read.kind),
        kana: record.kana.clone(),
        note: record.remarks.clone(),
        ..read
    };
    let found = directory.find(&read);
    if let Some(reason) = found.and_then(|index| directory.vendor(index).void_reason.as_ref()) {
        return Err(format!(
            "この委託先は無効になっているため、変更しません（理由：{reason}）。続けて使うときは、委託先の画面で復元してから取り込んでください。"
        ));
    }
    let (index, what) = match found {
        None => (directory.add(checked(read)?), What::Added),
        Some(index) => {
            let before = vendors::draft_of(directory.vendor(index));
            let is_changed = directory.set(index, checked(over(before, read, record))?);
            let what = if is_changed {
                What::Updated
            } else {
                What::Unchanged
            };
            (index, what)
        }
    };
    let is_certified =
        directory.note_certifications(index, &record.certifications, record.certificate_expires_on);
    Ok(match what {
        What::Unchanged if is_certified => (index, What::Updated),
        what => (index, what),
    })
}

/// The list over what is recorded. The spelling of a name that is the same stays.
fn over(before: VendorDraft, read: VendorDraft, record: &VendorRecord) -> VendorDraft {
    VendorDraft {
        kind: record.vendor_kind.unwrap_or(before.kind),
        name: before.name,
        kana: read.kana.or(before.kana),
        corporate_number: read.corporate_number.or(before.corporate_number),
        invoice_number: read.invoice_number.or(before.invoice_number),
        address: read.address.or(before.address),
        representative: read.representative.or(before.representative),
        phone: read.phone.or(before.phone),
        note: read.note.or(before.note),
    }
}

/// The same check as on the screen.
fn checked(draft: VendorDraft) -> Result<VendorDraft, String> {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let number = |value: Option<String>| value.unwrap_or_default();
    let input = VendorInput {
        kind: draft.kind.code().to_owned(),
        name: draft.name.clone(),
        kana: text(&draft.kana),
        corporate_number: number(draft.corporate_number.map(|it| it.to_string())),
        invoice_number: number(draft.invoice_number.map(|it| it.to_string())),
        address: text(&draft.address),
        representative: text(&draft.representative),
        phone: text(&draft.phone),
        note: text(&draft.note),
    };
    input.check().map_err(|errors| {
        super::outcome::in_words(&errors, |field| match field {
            "kind" => "区分",
            "name" => "商号又は名称",
            "kana" => "フリガナ",
            "corporate_number" => "法人番号",
            "invoice_number" => "登録番号",
            "address" => "所在地",
            "representative" => "代表者職氏名",
            "phone" => "電話",
            _ => "備考",
        })
    })
}
