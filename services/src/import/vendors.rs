//! The vendor of a row: found by 法人番号, else by its folded name with the same 法人格 in the same
//! place, else added. 前株 and 後株 are never merged, only shown.

use std::collections::{BTreeMap, HashMap};

use domain::{
    corporate_number::{CorporateNumber, InvoiceNumber},
    fold::CompanyName,
    id::VendorId,
    import::{
        VendorType,
        choices::{Certification as ReadCertification, CertificationKind as ReadCertificationKind},
        contract::ContractRecord,
    },
    vendor::{CertificationDraft, CertificationKind, Vendor, VendorDraft, VendorKind},
};

use super::{Import, outcome::VendorCandidate};
use crate::{ServiceError, audit_log::Event, vendor};

/// All vendors, to look names up, and what the rows say about their certificates.
pub(super) struct VendorDirectory {
    vendors: Vec<Vendor>,
    by_number: HashMap<String, usize>,
    by_key: BTreeMap<String, Vec<usize>>,
    named: Vec<bool>,
    certifications: BTreeMap<(usize, CertificationKind), CertificationDraft>,
}

impl VendorDirectory {
    pub(super) fn new(vendors: Vec<Vendor>) -> Self {
        let mut directory = Self {
            vendors: Vec::new(),
            by_number: HashMap::new(),
            by_key: BTreeMap::new(),
            named: Vec::new(),
            certifications: BTreeMap::new(),
        };
        for vendor in vendors {
            directory.push(vendor);
        }
        directory
    }

    fn push(&mut self, vendor: Vendor) -> usize {
        let index = self.vendors.len();
        if let Some(number) = &vendor.corporate_number {
            self.by_number.insert(number.to_string(), index);
        }
        self.by_key
            .entry(CompanyName::parse(&vendor.name).key())
            .or_default()
            .push(index);
        self.vendors.push(vendor);
        self.named.push(false);
        index
    }

    /// The vendor of a row; `None` while nobody is chosen.
    pub(super) async fn resolve(
        &mut self,
        import: &mut Import<'_>,
        record: &ContractRecord,
    ) -> Result<Option<VendorId>, ServiceError> {
        let Some(draft) = draft(record) else {
            return Ok(None);
        };
        let index = match self.find(&draft) {
            Some(index) => {
                self.fill(import, index, draft).await?;
                index
            }
            None => {
                let id = vendor::insert(&import.tx, import.ctx, &draft).await?;
                let event = Event::new("委託先の取込み", "vendor", id.0, &draft.name);
                import.record(event.change(None::<&()>, &draft)?);
                self.push(vendor_of(id, draft))
            }
        };
        self.named[index] = true;
        self.note_certifications(index, record);
        Ok(Some(self.vendors[index].id))
    }

    fn find(&self, draft: &VendorDraft) -> Option<usize> {
        if let Some(number) = &draft.corporate_number
            && let Some(index) = self.by_number.get(number.as_str())
        {
            return Some(*index);
        }
        let name = CompanyName::parse(&draft.name);
        let same = |index: &&usize| {
            let vendor = &self.vendors[**index];
            let other = CompanyName::parse(&vendor.name);
            let same_form =
                name.form == other.form && (name.form.is_none() || name.position == other.position);
            let numbers_differ =
                draft.corporate_number.is_some() && vendor.corporate_number.is_some();
            same_form && !numbers_differ
        };
        self.by_key.get(&name.key())?.iter().find(same).copied()
    }

    /// Adds what the list of vendors lacks; what it has stays.
    async fn fill(
        &mut self,
        import: &mut Import<'_>,
        index: usize,
        read: VendorDraft,
    ) -> Result<(), ServiceError> {
        let vendor = &self.vendors[index];
        let before = draft_of(vendor);
        let after = VendorDraft {
            corporate_number: before.corporate_number.or(read.corporate_number),
            invoice_number: before.invoice_number.or(read.invoice_number),
            address: before.address.clone().or(read.address),
            representative: before.representative.clone().or(read.representative),
            phone: before.phone.clone().or(read.phone),
            ..before.clone()
        };
        if after == before {
            return Ok(());
        }
        vendor::update_row(&import.tx, import.ctx, vendor.id, vendor.revision, &after).await?;
        let event = Event::new("委託先の変更（取込み）", "vendor", vendor.id.0, &after.name);
        import.record(event.change(Some(&before), &after)?);
        if let Some(number) = &after.corporate_number {
            self.by_number.insert(number.to_string(), index);
        }
        let revision = vendor.revision + 1;
        let certifications = vendor.certifications.clone();
        self.vendors[index] = Vendor {
            revision,
            certifications,
            ..vendor_of(vendor.id, after)
        };
        Ok(())
    }

    /// Of several last days of one certificate the latest holds: the others were before the renewal.
    fn note_certifications(&mut self, index: usize, record: &ContractRecord) {
        for certification in &record.certifications {
            let Some(expires_on) = record.certificate_expires_on else {
                continue;
            };
            let draft = certification_draft(certification, expires_on);
            let noted = self
                .certifications
                .entry((index, draft.kind))
                .or_insert_with(|| draft.clone());
            if noted.expires_on < draft.expires_on {
                *noted = draft;
            }
        }
    }

    /// Saves the certificates that are new or renewed.
    pub(super) async fn save_certifications(
        &self,
        import: &mut Import<'_>,
    ) -> Result<(), ServiceError> {
        for ((index, kind), read) in &self.certifications {
            let vendor = &self.vendors[*index];
            let held = vendor
                .certifications
                .iter()
                .filter(|held| held.kind == *kind)
                .max_by_key(|held| held.expires_on);
            if held.is_some_and(|held| read.expires_on <= held.expires_on) {
                continue;
            }
            let draft = CertificationDraft {
                number: read
                    .number
                    .clone()
                    .or_else(|| held.and_then(|held| held.number.clone())),
                scope: read
                    .scope
                    .clone()
                    .or_else(|| held.and_then(|held| held.scope.clone())),
                ..read.clone()
            };
            vendor::save_certification(&import.tx, vendor.id, held.map(|held| held.id), &draft)
                .await?;
            let event = Event::new("認証の取込み", "vendor", vendor.id.0, &vendor.name);
            import.record(event.change(held, &draft)?);
        }
        Ok(())
    }

    /// Vendors named by the ledger that share their name but for the 法人格 with another one.
    pub(super) fn candidates(&self) -> Vec<VendorCandidate> {
        let groups = self.by_key.values().filter(|group| 1 < group.len());
        let named = groups.filter(|group| group.iter().any(|index| self.named[*index]));
        named
            .map(|group| VendorCandidate {
                vendor_names: group
                    .iter()
                    .map(|index| self.vendors[*index].name.clone())
                    .collect(),
            })
            .collect()
    }
}

/// What the row says of the vendor.
fn draft(record: &ContractRecord) -> Option<VendorDraft> {
    let name = record.vendor_name.clone()?;
    let number = record
        .corporate_number
        .as_deref()
        .filter(|_| record.corporate_number_valid == Some(true));
    let corporate_number = number.and_then(|number| CorporateNumber::parse(number).ok());
    let kind = match record.vendor_type {
        Some(VendorType::Individual) if corporate_number.is_none() => VendorKind::Individual,
        Some(VendorType::Association) if corporate_number.is_none() => VendorKind::JointVenture,
        Some(VendorType::Individual | VendorType::Association) | None => VendorKind::Corporation,
    };
    let invoice = record.invoice_registration_number.as_deref();
    let invoice_number = invoice
        .and_then(|number| InvoiceNumber::parse(number).ok())
        .filter(|invoice| {
            // One of the two is somebody else's number: a person has to say which.
            corporate_number
                .as_ref()
                .is_none_or(|number| invoice.matches(number))
        });
    let head = [
        record.representative_title.as_deref(),
        record.representative_name.as_deref(),
    ];
    let head: Vec<&str> = head.into_iter().flatten().collect();
    Some(VendorDraft {
        kind,
        name,
        kana: None,
        corporate_number,
        invoice_number,
        address: record.vendor_address.clone(),
        representative: (!head.is_empty()).then(|| head.join(" ")),
        phone: record.vendor_phone.clone(),
        note: None,
    })
}

fn vendor_of(id: VendorId, draft: VendorDraft) -> Vendor {
    Vendor {
        id,
        kind: draft.kind,
        name: draft.name,
        kana: draft.kana,
        corporate_number: draft.corporate_number,
        invoice_number: draft.invoice_number,
        address: draft.address,
        representative: draft.representative,
        phone: draft.phone,
        note: draft.note,
        void_reason: None,
        revision: 1,
        certifications: Vec::new(),
        debarments: Vec::new(),
    }
}

fn draft_of(vendor: &Vendor) -> VendorDraft {
    VendorDraft {
        kind: vendor.kind,
        name: vendor.name.clone(),
        kana: vendor.kana.clone(),
        corporate_number: vendor.corporate_number,
        invoice_number: vendor.invoice_number,
        address: vendor.address.clone(),
        representative: vendor.representative.clone(),
        phone: vendor.phone.clone(),
        note: vendor.note.clone(),
    }
}

fn certification_draft(
    read: &ReadCertification,
    expires_on: chrono::NaiveDate,
) -> CertificationDraft {
    let (kind, scope) = match read.kind {
        ReadCertificationKind::Iso27001 => (CertificationKind::Iso27001, None),
        ReadCertificationKind::Iso27017 => (CertificationKind::Iso27017, None),
        ReadCertificationKind::Iso27701 => {
            (CertificationKind::Other, Some("ISO/IEC 27701".to_owned()))
        }
        ReadCertificationKind::PrivacyMark => (CertificationKind::PrivacyMark, None),
    };
    let edition = read
        .edition
        .as_ref()
        .map(|edition| format!("規格の版：{edition}年版"));
    CertificationDraft {
        kind,
        number: read.number.clone(),
        scope: scope.or(edition),
        expires_on: Some(expires_on),
    }
}
