//! What a row of a contract ledger says.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{
    fiscal_year::FiscalYear,
    import::{
        amount::{AmountKind, AmountTax},
        choices::{
            Certification, Confidentiality, InspectionMethod, InspectionResult, InspectionStatus,
            ProcurementMethod, Segment,
        },
        flag::Flag,
        parties::Party,
        vendor_name::{VendorFormPosition, VendorType},
    },
    wareki::DatePrecision,
};

/// Whether the contract still runs, as far as the ledger shows it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RecordState {
    /// Nothing says otherwise.
    #[default]
    Active,
    /// The row is struck through.
    Ended,
}

/// A contract as a ledger names it. `None` is an empty cell, or one with nothing usable in it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContractRecord {
    pub fiscal_year: Option<FiscalYear>,
    pub state: RecordState,
    pub ledger_no: Option<i64>,
    pub contract_no: Option<String>,
    pub organization_unit: Option<String>,
    pub person_in_charge: Option<String>,
    pub extension: Option<String>,
    pub title: Option<String>,
    pub procurement_method: Option<ProcurementMethod>,
    /// 号 of 地方自治法施行令第167条の2第1項.
    pub negotiated_item: Option<u32>,
    pub vendor_name: Option<String>,
    pub vendor_form: Option<String>,
    pub vendor_form_position: Option<VendorFormPosition>,
    pub vendor_branch: Option<String>,
    pub vendor_type: Option<VendorType>,
    pub representative_title: Option<String>,
    pub representative_name: Option<String>,
    /// 13 digits as written; see `corporate_number_valid`.
    pub corporate_number: Option<String>,
    pub corporate_number_valid: Option<bool>,
    pub invoice_registration_number: Option<String>,
    pub vendor_address: Option<String>,
    pub vendor_phone: Option<String>,
    pub signed_on: Option<NaiveDate>,
    pub start_on: Option<NaiveDate>,
    pub end_on: Option<NaiveDate>,
    /// How a period in one column is written.
    pub period_precision: Option<DatePrecision>,
    /// How the start is written, when coarser than a day.
    pub start_precision: Option<DatePrecision>,
    /// How the end is written, when coarser than a day.
    pub end_precision: Option<DatePrecision>,
    /// Yen.
    pub estimated_price: Option<i64>,
    /// Yen.
    pub amount_excluding_tax: Option<i64>,
    /// Yen; `None` for a unit price.
    pub amount: Option<i64>,
    pub amount_kind: Option<AmountKind>,
    pub amount_tax: Option<AmountTax>,
    pub amount_approximate: bool,
    /// Yen per `unit_price_per`.
    pub unit_price: Option<i64>,
    pub unit_price_per: Option<String>,
    /// Yen, of the fiscal year after the ledger's.
    pub amount_next_fiscal_year: Option<i64>,
    pub changed_on: Option<NaiveDate>,
    /// Yen.
    pub changed_amount: Option<i64>,
    pub long_term_contract: Option<Flag>,
    pub subject_information: Option<String>,
    pub confidentiality: Option<Confidentiality>,
    /// What a bare 3 probably is.
    pub confidentiality_proposed: Option<Confidentiality>,
    pub personal_info: Option<Flag>,
    pub specific_personal_info: Option<Flag>,
    pub subject_count: Option<i64>,
    pub subject_count_approximate: Option<bool>,
    pub subject_count_text: Option<String>,
    pub segment: Option<Segment>,
    pub cloud: Option<Flag>,
    pub remote_maintenance: Option<Flag>,
    pub security_annex: Option<Flag>,
    pub subcontracting: Option<Flag>,
    pub subcontractors: Vec<String>,
    pub subcontractor_corporate_numbers: Vec<String>,
    pub subcontract_consent_on: Option<NaiveDate>,
    pub organization_chart: Option<Flag>,
    pub organization_chart_on: Option<NaiveDate>,
    pub worker_roster: Option<Flag>,
    pub worker_roster_on: Option<NaiveDate>,
    pub pledge: Option<Flag>,
    pub pledge_on: Option<NaiveDate>,
    pub work_place: Option<String>,
    pub certifications: Vec<Certification>,
    pub certificate_expires_on: Option<NaiveDate>,
    pub inspected_on: Option<NaiveDate>,
    pub inspection_status: Option<InspectionStatus>,
    pub inspection_method: Option<InspectionMethod>,
    pub inspection_result: Option<InspectionResult>,
    pub erasure: Option<Flag>,
    pub erasure_certificate_on: Option<NaiveDate>,
    pub remarks: Option<String>,
    /// Notes (コメント) on the row's cells.
    pub cell_notes: Vec<String>,
}

impl ContractRecord {
    pub(super) fn set_party(&mut self, party: Party) {
        self.vendor_name = party.vendor_name;
        self.vendor_form = party.vendor_form;
        self.vendor_form_position = party.vendor_form_position;
        self.vendor_branch = party.vendor_branch;
        self.vendor_type = party.vendor_type;
        self.representative_title = party.representative_title;
        self.representative_name = party.representative_name;
        self.corporate_number = party.corporate_number;
        self.corporate_number_valid = party.corporate_number_valid;
        self.invoice_registration_number = party.invoice_registration_number;
        self.vendor_address = party.vendor_address;
        self.vendor_phone = party.vendor_phone;
    }

    /// The contractor.
    #[must_use]
    pub fn party(&self) -> Party {
        Party {
            vendor_name: self.vendor_name.clone(),
            vendor_form: self.vendor_form.clone(),
            vendor_form_position: self.vendor_form_position,
            vendor_branch: self.vendor_branch.clone(),
            vendor_type: self.vendor_type,
            representative_title: self.representative_title.clone(),
            representative_name: self.representative_name.clone(),
            corporate_number: self.corporate_number.clone(),
            corporate_number_valid: self.corporate_number_valid,
            invoice_registration_number: self.invoice_registration_number.clone(),
            vendor_address: self.vendor_address.clone(),
            vendor_phone: self.vendor_phone.clone(),
        }
    }
}
