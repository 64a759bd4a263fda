//! The vendor of a row: found by 法人番号, else by its folded name with the same 法人格 in the same
//! place, else added. 前株 and 後株 are never merged, only shown.
//!
//! What the rows say is collected first and written at the end, in few statements. Until then a new vendor
//! has a key of its own below zero.

use std::collections::{BTreeMap, HashMap};

use domain::{
    corporate_number::{CorporateNumber, InvoiceNumber},
    fold::CompanyName,
    id::VendorId,
    import::{
        Party, VendorType,
        choices::{Certification as ReadCertification, CertificationKind as ReadCertificationKind},
    },
    vendor::{CertificationDraft, CertificationKind, Vendor, VendorDraft, VendorKind},
};

use super::{Import, outcome::VendorCandidate};
use crate::{ServiceError, audit_log::Event, vendor};

/// A vendor of the list, and what the rows made of it.
struct Entry {
    vendor: Vendor,
    /// As it was, once a row changes it.
    before: Option<VendorDraft>,
    is_new: bool,
    is_named: bool,
}

/// All vendors, to look names up, and what the rows say about them.
pub(super) struct VendorDirectory {
    entries: Vec<Entry>,
    by_number: HashMap<String, usize>,
    by_key: BTreeMap<String, Vec<usize>>,
    certifications: BTreeMap<(usize, CertificationKind), CertificationDraft>,
}

/// The keys that new vendors were given.
#[derive(Default)]
pub(super) struct GivenKeys(HashMap<VendorId, VendorId>);

impl GivenKeys {
    /// The key in the database.
    pub(super) fn of(&self, id: VendorId) -> VendorId {
        self.0.get(&id).copied().unwrap_or(id)
    }
}

impl VendorDirectory {
    pub(super) fn new(vendors: Vec<Vendor>) -> Self {
        let mut directory = Self {
            entries: Vec::new(),
            by_number: HashMap::new(),
            by_key: BTreeMap::new(),
            certifications: BTreeMap::new(),
        };
        for vendor in vendors {
            directory.push(vendor, false);
        }
        directory
    }

    fn push(&mut self, vendor: Vendor, is_new: bool) -> usize {
        let index = self.entries.len();
        if let Some(number) = &vendor.corporate_number {
            self.by_number.insert(number.to_string(), index);
        }
        self.by_key
            .entry(CompanyName::parse(&vendor.name).key())
            .or_default()
            .push(index);
        self.entries.push(Entry {
            vendor,
            before: None,
            is_new,
            is_named: false,
        });
        index
    }

    /// The vendor of a contract; `None` while nobody is chosen. What the list of vendors has stays.
    pub(super) fn resolve(
        &mut self,
        party: &Party,
        certifications: &[ReadCertification],
        expires_on: Option<chrono::NaiveDate>,
    ) -> Option<VendorId> {
        let read = draft(party)?;
        let index = match self.find(&read) {
            Some(index) => {
                let before = draft_of(&self.entries[index].vendor);
                self.set(index, filled(before, read));
                index
            }
            None => self.add(read),
        };
        self.entries[index].is_named = true;
        self.note_certifications(index, certifications, expires_on);
        Some(self.entries[index].vendor.id)
    }

    /// The vendor that is in the list, without adding any.
    pub(super) fn known(&self, party: &Party) -> Option<&Vendor> {
        let read = draft(party)?;
        self.find(&read).map(|index| &self.entries[index].vendor)
    }

    pub(super) fn find(&self, draft: &VendorDraft) -> Option<usize> {
        if let Some(number) = &draft.corporate_number
            && let Some(index) = self.by_number.get(number.as_str())
        {
            return Some(self.survivor(*index));
        }
        let name = CompanyName::parse(&draft.name);
        let same = |index: &&usize| {
            let vendor = &self.entries[**index].vendor;
            let other = CompanyName::parse(&vendor.name);
            let same_form =
                name.form == other.form && (name.form.is_none() || name.position == other.position);
            let numbers_differ =
                draft.corporate_number.is_some() && vendor.corporate_number.is_some();
            same_form && !numbers_differ
        };
        let found = self.by_key.get(&name.key())?.iter().find(same).copied();
        found.map(|index| self.survivor(index))
    }

    /// The record a merged one points to; any other is its own.
    fn survivor(&self, found: usize) -> usize {
        let mut index = found;
        while let Some(id) = self.entries[index].vendor.merged_into {
            match self.entries.iter().position(|entry| entry.vendor.id == id) {
                Some(next) => index = next,
                None => break,
            }
        }
        index
    }

    pub(super) fn add(&mut self, draft: VendorDraft) -> usize {
        let below_zero = i64::try_from(self.entries.len()).map_or(i64::MIN, |count| -1 - count);
        let index = self.push(vendor_of(VendorId(below_zero), draft), true);
        self.entries[index].is_named = true;
        index
    }

    /// Changes a vendor; answers whether anything is different.
    pub(super) fn set(&mut self, index: usize, after: VendorDraft) -> bool {
        let entry = &mut self.entries[index];
        entry.is_named = true;
        let before = draft_of(&entry.vendor);
        if after == before {
            return false;
        }
        if let Some(number) = &after.corporate_number {
            self.by_number.insert(number.to_string(), index);
        }
        if !entry.is_new {
            entry.before.get_or_insert(before);
        }
        entry.vendor = Vendor {
            revision: entry.vendor.revision,
            void_reason: entry.vendor.void_reason.clone(),
            merged_into: entry.vendor.merged_into,
            certifications: std::mem::take(&mut entry.vendor.certifications),
            ..vendor_of(entry.vendor.id, after)
        };
        true
    }

    pub(super) fn vendor(&self, index: usize) -> &Vendor {
        &self.entries[index].vendor
    }

    /// Of several last days of one certificate the latest holds: the others were before the renewal. Answers
    /// whether one is new or renewed.
    pub(super) fn note_certifications(
        &mut self,
        index: usize,
        certifications: &[ReadCertification],
        expires_on: Option<chrono::NaiveDate>,
    ) -> bool {
        let Some(expires_on) = expires_on else {
            return false;
        };
        let mut is_new = false;
        for certification in certifications {
            let draft = certification_draft(certification, expires_on);
            let held = self.entries[index].vendor.certifications.iter();
            let mut held = held.filter(|held| held.kind == draft.kind);
            is_new |= held.all(|held| held.expires_on < draft.expires_on);
            let noted = self
                .certifications
                .entry((index, draft.kind))
                .or_insert_with(|| draft.clone());
            if noted.expires_on < draft.expires_on {
                *noted = draft;
            }
        }
        is_new
    }

    /// Writes the vendors that are new or changed, and their certificates.
    pub(super) async fn write(&self, import: &mut Import<'_>) -> Result<GivenKeys, ServiceError> {
        let new: Vec<&Vendor> = self
            .entries
            .iter()
            .filter(|entry| entry.is_new)
            .map(|entry| &entry.vendor)
            .collect();
        let drafts: Vec<VendorDraft> = new.iter().map(|vendor| draft_of(vendor)).collect();
        let keys = vendor::insert_all(&import.tx, import.ctx, &drafts).await?;
        let mut given = GivenKeys::default();
        for ((vendor, draft), key) in new.iter().zip(&drafts).zip(keys) {
            given.0.insert(vendor.id, key);
            let event = Event::new("委託先の取込み", "vendor", key.0, &draft.name);
            import.record(event.change(None::<&()>, draft)?);
        }
        for entry in &self.entries {
            let Some(before) = &entry.before else {
                continue;
            };
            let (vendor, after) = (&entry.vendor, draft_of(&entry.vendor));
            vendor::update_row(&import.tx, import.ctx, vendor.id, vendor.revision, &after).await?;
            let event = Event::new("委託先の変更（取込み）", "vendor", vendor.id.0, &after.name);
            import.record(event.change(Some(before), &after)?);
        }
        self.write_certifications(import, &given).await?;
        Ok(given)
    }

    /// Saves the certificates that are new or renewed.
    async fn write_certifications(
        &self,
        import: &mut Import<'_>,
        given: &GivenKeys,
    ) -> Result<(), ServiceError> {
        let mut new = Vec::new();
        for ((index, kind), read) in &self.certifications {
            let vendor = &self.entries[*index].vendor;
            let id = given.of(vendor.id);
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
            let event = Event::new("認証の取込み", "vendor", id.0, &vendor.name);
            import.record(event.change(held, &draft)?);
            match held {
                Some(held) => {
                    vendor::save_certification(&import.tx, id, Some(held.id), &draft).await?;
                }
                None => new.push((id, draft)),
            }
        }
        vendor::add_certifications(&import.tx, new).await
    }

    /// Vendors named by the ledger that share their name but for the 法人格 with another one.
    pub(super) fn candidates(&self) -> Vec<VendorCandidate> {
        let groups = self.by_key.values().filter(|group| 1 < group.len());
        let named = groups.filter(|group| group.iter().any(|index| self.entries[*index].is_named));
        named
            .map(|group| VendorCandidate {
                vendor_names: group
                    .iter()
                    .map(|index| self.entries[*index].vendor.name.clone())
                    .collect(),
            })
            .collect()
    }
}

/// The vendor with what the list lacks; what it has stays.
fn filled(before: VendorDraft, read: VendorDraft) -> VendorDraft {
    VendorDraft {
        corporate_number: before.corporate_number.or(read.corporate_number),
        invoice_number: before.invoice_number.or(read.invoice_number),
        address: before.address.clone().or(read.address),
        representative: before.representative.clone().or(read.representative),
        phone: before.phone.clone().or(read.phone),
        ..before
    }
}

/// What the row says of the vendor.
pub(super) fn draft(record: &Party) -> Option<VendorDraft> {
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
        merged_into: None,
        revision: 1,
        certifications: Vec::new(),
        debarments: Vec::new(),
    }
}

pub(super) fn draft_of(vendor: &Vendor) -> VendorDraft {
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
