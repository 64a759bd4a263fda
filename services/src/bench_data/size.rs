//! How large a ledger is.

use serde::Serialize;

/// The sizes the budgets speak of (`design.md` §6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// A small town.
    S,
    /// A city.
    M,
    /// A prefecture's towns in one ledger.
    L,
}

impl std::str::FromStr for Size {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "S" | "s" => Ok(Self::S),
            "M" | "m" => Ok(Self::M),
            "L" | "l" => Ok(Self::L),
            _ => Err("S, M, L".to_owned()),
        }
    }
}

/// How many records of each ledger. What hangs on them (terms, clauses, checks, responsible persons)
/// follows in proportion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// 組織.
    pub units: usize,
    /// 職員.
    pub people: usize,
    /// 委託先.
    pub vendors: usize,
    /// 契約.
    pub contracts: usize,
    /// 外部サービス.
    pub services: usize,
    /// SNSアカウント.
    pub accounts: usize,
}

impl From<Size> for Counts {
    fn from(size: Size) -> Self {
        let (people, vendors, contracts, services, accounts) = match size {
            Size::S => (120, 300, 1_000, 200, 30),
            Size::M => (600, 2_000, 12_000, 1_000, 100),
            Size::L => (3_000, 10_000, 100_000, 5_000, 500),
        };
        Self {
            units: 30,
            people,
            vendors,
            contracts,
            services,
            accounts,
        }
    }
}
