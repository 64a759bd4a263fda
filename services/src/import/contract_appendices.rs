//! 別紙 of a contract that comes from a ledger: the policy, and the information the ledger names.

use std::collections::BTreeMap;

use domain::{
    contract::{Contract, input::AppendixRowsInput},
    import::contract::ContractRecord,
};

use crate::{contract::default_appendices, library::LoadedLibrary};

/// The column by which the 情報取扱一覧 is known.
const INFORMATION_COLUMN: &str = "情報の名称";

/// Rows the drafter starts from.
pub(super) fn appendices(
    record: &ContractRecord,
    contract: &Contract,
    library: &LoadedLibrary,
) -> BTreeMap<String, AppendixRowsInput> {
    let mut appendices = default_appendices(library);
    let list = library.library.appendices.iter().find(|appendix| {
        appendix
            .columns
            .iter()
            .any(|column| column == INFORMATION_COLUMN)
    });
    if let (Some(list), Some(information)) = (list, &record.subject_information) {
        let cell = |column: &String| match column.as_str() {
            INFORMATION_COLUMN => information.clone(),
            "No" => "1".to_owned(),
            name if name.starts_with("分類") => contract
                .confidentiality
                .map(|class| class.label().to_owned())
                .unwrap_or_default(),
            name if name.starts_with("個人情報") => personal_info(contract),
            _ => String::new(),
        };
        appendices.insert(
            list.number.clone(),
            vec![list.columns.iter().map(cell).collect()],
        );
    }
    appendices
}

fn personal_info(contract: &Contract) -> String {
    let is_named = contract.facts.iter().any(|fact| fact == "pi");
    match (is_named, contract.personal_info_count) {
        (true, Some(count)) => format!("有（{count}件）"),
        (true, None) => "有".to_owned(),
        (false, _) => "無".to_owned(),
    }
}
