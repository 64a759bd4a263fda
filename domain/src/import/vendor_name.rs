//! The contractor's name in a cell, and the names of subcontractors.

use serde::{Deserialize, Serialize};

use super::{
    flag::{self, Flag},
    text::{filled, head_and_note},
};
use crate::fold::{CompanyName, FormPosition};

/// What kind of vendor a name suggests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VendorType {
    /// 個人事業者.
    Individual,
    /// 共同企業体.
    Association,
}

/// 前株 or 後株, as records name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VendorFormPosition {
    /// 前株.
    Prefix,
    /// 後株.
    Suffix,
}

/// What a vendor cell says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum VendorReading {
    /// Nobody yet: empty, 未定.
    Missing,
    /// A name.
    Named(VendorName),
}

/// A vendor's name taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct VendorName {
    /// With the form written out, without branch and note.
    pub(super) name: String,
    pub(super) form: Option<String>,
    pub(super) position: Option<VendorFormPosition>,
    pub(super) branch: Option<String>,
    pub(super) kind: Option<VendorType>,
    /// The key by which names are compared.
    pub(super) key: String,
}

/// Cooperatives carry their form in their name, not beside it.
const NAMED_FORMS: &[&str] = &["農業協同組合", "漁業協同組合", "森林組合", "協同組合"];

/// Reads a vendor cell.
pub(super) fn read(text: &str) -> VendorReading {
    let Some(text) = filled(text) else {
        return VendorReading::Missing;
    };
    let (head, _) = head_and_note(text);
    match flag::read(if head.is_empty() { text } else { head }) {
        Some(Flag::Pending | Flag::No | Flag::NotApplicable) if !head.is_empty() => {
            return VendorReading::Missing;
        }
        _ => {}
    }
    let company = CompanyName::parse(text);
    let name = company.full_name();
    let named_form = NAMED_FORMS.iter().find(|form| name.ends_with(**form));
    let position = match (company.form, company.position) {
        (Some(_), FormPosition::Before) => Some(VendorFormPosition::Prefix),
        (Some(_), FormPosition::After) => Some(VendorFormPosition::Suffix),
        (None, _) => named_form.map(|_| VendorFormPosition::Suffix),
    };
    VendorReading::Named(VendorName {
        form: company
            .form
            .map(|form| form.label().to_owned())
            .or_else(|| named_form.map(|form| (*form).to_owned())),
        position,
        kind: kind(&company, &name),
        key: company.key(),
        branch: company.branch,
        name,
    })
}

fn kind(company: &CompanyName, name: &str) -> Option<VendorType> {
    if company
        .note
        .as_deref()
        .is_some_and(|note| note.contains("個人"))
    {
        Some(VendorType::Individual)
    } else if ["共同企業体", "コンソーシアム", "JV", "ＪＶ"]
        .iter()
        .any(|word| name.contains(word))
    {
        Some(VendorType::Association)
    } else {
        None
    }
}

/// The names in a list, each with its form written out.
pub(super) fn read_list(text: &str) -> Vec<String> {
    text.split(['、', '，', ',', '\n', ';', '；'])
        .filter_map(filled)
        .filter(|part| !flag::says_nothing(part))
        .map(|part| CompanyName::parse(part).full_name())
        .collect()
}
