//! The vendor forms: as typed → checked.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Certification, CertificationKind, Vendor, VendorKind};
use crate::{
    corporate_number::{CorporateNumber, InvoiceNumber},
    input::{FieldError, FieldErrors, date, line, lines, optional_date, required, trimmed},
    organization::check_order,
};

/// The vendor form exactly as typed. [`check`](Self::check) is the only way to a [`VendorDraft`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct VendorInput {
    pub kind: String,
    pub name: String,
    pub kana: String,
    pub corporate_number: String,
    pub invoice_number: String,
    pub address: String,
    pub representative: String,
    pub phone: String,
    pub note: String,
}

/// A checked vendor form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VendorDraft {
    pub kind: VendorKind,
    pub name: String,
    pub kana: Option<String>,
    pub corporate_number: Option<CorporateNumber>,
    pub invoice_number: Option<InvoiceNumber>,
    pub address: Option<String>,
    pub representative: Option<String>,
    pub phone: Option<String>,
    pub note: Option<String>,
}

impl VendorInput {
    /// Checks the form.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn check(&self) -> Result<VendorDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let kind = errors.take("kind", self.kind.parse::<VendorKind>());
        let name = errors.take("name", required(&self.name));
        let kana = errors.take("kana", kana(&self.kana));
        let corporate_number =
            errors.take("corporate_number", corporate_number(&self.corporate_number));
        let invoice_number = errors.take("invoice_number", invoice_number(&self.invoice_number));
        let address = errors.take("address", line(&self.address));
        let representative = errors.take("representative", line(&self.representative));
        let phone = errors.take("phone", line(&crate::fold::half_width(&self.phone)));
        let note = errors.take("note", lines(&self.note));
        if let (Some(Some(number)), Some(Some(invoice))) = (&corporate_number, &invoice_number)
            && !invoice.matches(number)
        {
            errors.add(
                "invoice_number",
                FieldError::Other("法人の登録番号は「T」と法人番号です。法人番号と違っています。どちらかを直してください。".to_owned()),
            );
        }
        errors.into_result()?;
        match (
            kind,
            name,
            kana,
            corporate_number,
            invoice_number,
            address,
            representative,
            phone,
            note,
        ) {
            (
                Some(kind),
                Some(name),
                Some(kana),
                Some(corporate_number),
                Some(invoice_number),
                Some(address),
                Some(representative),
                Some(phone),
                Some(note),
            ) => Ok(VendorDraft {
                kind,
                name,
                kana,
                corporate_number,
                invoice_number,
                address,
                representative,
                phone,
                note,
            }),
            _ => Err(FieldErrors::default()),
        }
    }
}

impl From<&Vendor> for VendorInput {
    fn from(vendor: &Vendor) -> Self {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        Self {
            kind: vendor.kind.code().to_owned(),
            name: vendor.name.clone(),
            kana: text(&vendor.kana),
            corporate_number: vendor
                .corporate_number
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default(),
            invoice_number: vendor
                .invoice_number
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default(),
            address: text(&vendor.address),
            representative: text(&vendor.representative),
            phone: text(&vendor.phone),
            note: text(&vendor.note),
        }
    }
}

/// フリガナ: hiragana and half-width katakana are taken as full-width katakana.
///
/// # Errors
/// [`FieldError::NotKana`] when other characters appear.
pub fn kana(text: &str) -> Result<Option<String>, FieldError> {
    let Some(text) = line(text)? else {
        return Ok(None);
    };
    crate::fold::katakana(&text)
        .map(Some)
        .ok_or(FieldError::NotKana)
}

/// A 法人番号 that may be missing.
///
/// # Errors
/// [`FieldError::CorporateNumber`].
pub fn corporate_number(text: &str) -> Result<Option<CorporateNumber>, FieldError> {
    if trimmed(text).is_empty() {
        return Ok(None);
    }
    Ok(Some(CorporateNumber::parse(text)?))
}

fn invoice_number(text: &str) -> Result<Option<InvoiceNumber>, FieldError> {
    if trimmed(text).is_empty() {
        return Ok(None);
    }
    InvoiceNumber::parse(text)
        .map(Some)
        .map_err(|_| FieldError::InvoiceNumber)
}

/// The form of a 認証・登録, exactly as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CertificationInput {
    pub kind: String,
    pub number: String,
    pub scope: String,
    pub expires_on: String,
}

/// A checked [`CertificationInput`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CertificationDraft {
    pub kind: CertificationKind,
    pub number: Option<String>,
    pub scope: Option<String>,
    pub expires_on: Option<NaiveDate>,
}

impl CertificationInput {
    /// Checks the form.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn check(&self) -> Result<CertificationDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let kind = errors.take("kind", self.kind.parse());
        let number = errors.take("number", line(&self.number));
        let scope = errors.take("scope", line(&self.scope));
        let expires_on = errors.take("expires_on", optional_date(&self.expires_on));
        match (kind, number, scope, expires_on) {
            (Some(kind), Some(number), Some(scope), Some(expires_on)) => Ok(CertificationDraft {
                kind,
                number,
                scope,
                expires_on,
            }),
            _ => Err(errors),
        }
    }
}

impl From<&Certification> for CertificationInput {
    fn from(certification: &Certification) -> Self {
        Self {
            kind: certification.kind.code().to_owned(),
            number: certification.number.clone().unwrap_or_default(),
            scope: certification.scope.clone().unwrap_or_default(),
            expires_on: certification
                .expires_on
                .map(crate::wareki::long)
                .unwrap_or_default(),
        }
    }
}

/// The form of a 指名停止, exactly as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DebarmentInput {
    pub from_on: String,
    pub to_on: String,
    pub reason: String,
}

/// A checked [`DebarmentInput`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DebarmentDraft {
    pub from_on: NaiveDate,
    pub to_on: Option<NaiveDate>,
    pub reason: String,
}

impl DebarmentInput {
    /// Checks the form.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn check(&self) -> Result<DebarmentDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let from_on = errors.take("from_on", date(&self.from_on));
        let to_on = errors.take("to_on", optional_date(&self.to_on));
        let reason = errors.take("reason", required(&self.reason));
        check_order(&mut errors, "to_on", from_on, to_on.flatten());
        errors.into_result()?;
        match (from_on, to_on, reason) {
            (Some(from_on), Some(to_on), Some(reason)) => Ok(DebarmentDraft {
                from_on,
                to_on,
                reason,
            }),
            _ => Err(FieldErrors::default()),
        }
    }
}
