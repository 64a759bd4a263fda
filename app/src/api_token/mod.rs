//! APIトークン: the keys other systems of the town read the ledger with. Administrators issue and revoke them.

mod api;
mod page;

pub use api::{IssueApiToken, RevokeApiToken};
pub use page::ApiTokensPage;
