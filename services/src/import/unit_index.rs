//! Units by any of their names.

use std::collections::HashMap;

use domain::{fold::search_key, id::OrganizationUnitId, organization::OrganizationUnit};

/// Finds a unit by its name, else by an alias.
pub(super) struct UnitIndex(HashMap<String, OrganizationUnitId>);

impl UnitIndex {
    pub(super) fn new(units: &[OrganizationUnit]) -> Self {
        let mut by_key = HashMap::new();
        for unit in units {
            for alias in &unit.aliases {
                by_key.entry(search_key(alias)).or_insert(unit.id);
            }
        }
        for unit in units {
            by_key.insert(search_key(&unit.name), unit.id);
        }
        Self(by_key)
    }

    pub(super) fn find(&self, name: &str) -> Option<OrganizationUnitId> {
        self.0.get(&search_key(name)).copied()
    }

    /// The unit of a row, or why there is none.
    pub(super) fn required(
        &self,
        name: Option<&str>,
        column: &str,
    ) -> Result<OrganizationUnitId, String> {
        let name = name.ok_or_else(|| format!("{column}が空です。{column}を入力してください。"))?;
        self.find(name).ok_or_else(|| {
            format!("{column}「{name}」が組織の一覧にありません。先に組織を登録するか、名称を直してください。")
        })
    }
}
