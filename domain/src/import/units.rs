//! Which unit a name in a ledger means: its name, an alias, a former name.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::organization_unit::OrganizationUnitRecord;
use crate::fold::search_key;

/// What a name turned out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum UnitMatch {
    /// The name of a unit that exists.
    Name(String),
    /// Another spelling of it.
    Alias(String),
    /// What the unit was called once.
    OldName(String),
    /// A unit that was closed.
    Closed(String),
    /// None that is known.
    Unknown,
}

/// The units of the town, to look names up.
pub(super) struct UnitDirectory<'u> {
    by_key: HashMap<String, (&'u OrganizationUnitRecord, Option<&'u str>)>,
    today: NaiveDate,
}

impl<'u> UnitDirectory<'u> {
    pub(super) fn new(units: &'u [OrganizationUnitRecord], today: NaiveDate) -> Self {
        let mut by_key = HashMap::new();
        for unit in units {
            for alias in &unit.aliases {
                by_key
                    .entry(search_key(alias))
                    .or_insert((unit, Some(alias.as_str())));
            }
        }
        for unit in units {
            if let Some(name) = &unit.name {
                by_key.insert(search_key(name), (unit, None));
            }
        }
        Self { by_key, today }
    }

    /// True when a unit is known under that name. Without any units none is.
    pub(super) fn knows(&self, name: &str) -> bool {
        self.by_key.contains_key(&search_key(name))
    }

    /// Looks a name up. Without any units every name is believed.
    pub(super) fn find(&self, name: &str) -> UnitMatch {
        if self.by_key.is_empty() {
            return UnitMatch::Name(name.to_owned());
        }
        let Some((unit, alias)) = self.by_key.get(&search_key(name)) else {
            return UnitMatch::Unknown;
        };
        let official = unit.name.clone().unwrap_or_default();
        match alias {
            _ if unit.valid_to.is_some_and(|last| last < self.today) => UnitMatch::Closed(official),
            None => UnitMatch::Name(official),
            Some(alias) if is_short_for(alias, &official) => UnitMatch::Alias(official),
            Some(_) => UnitMatch::OldName(official),
        }
    }
}

/// Lists of units keep aliases and former names in one column. An alias shows the name in it: it
/// contains it (教育委員会学校教育課), abbreviates it from its first character on (企財課), drops the town
/// (病院事務局) or has no ending of its own (農委). Anything else that ends like a unit is a former name.
fn is_short_for(alias: &str, name: &str) -> bool {
    const ENDINGS: &[char] = &['課', '室', '局', '部', '係', '所', '館', '院', '班'];
    if alias.contains(name) || !alias.ends_with(ENDINGS) {
        return true;
    }
    if name.starts_with(['町', '市', '村', '県', '道', '都', '府', '区'])
        && name.chars().nth(1) == Some('立')
        && name.ends_with(alias)
    {
        return true;
    }
    let mut rest = name.chars();
    alias.chars().next() == name.chars().next()
        && alias.chars().all(|wanted| rest.any(|c| c == wanted))
}

#[cfg(test)]
mod tests {
    use super::is_short_for;

    #[test]
    fn an_alias_shows_the_name_and_a_former_name_does_not() {
        for (alias, name, expect) in [
            ("総務課（情報）", "総務課", true),
            ("教育委員会学校教育課", "学校教育課", true),
            ("企財課", "企画財政課", true),
            ("病院事務局", "町立見本病院事務局", true),
            ("農委", "農業委員会事務局", true),
            ("税務課", "住民税務課", false),
            ("社会教育課", "生涯学習課", false),
        ] {
            assert_eq!(is_short_for(alias, name), expect, "{alias}");
        }
    }
}
