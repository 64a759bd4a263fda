//! 特記事項 (security annex): the document a contract carries. [`compose`] makes its content, a
//! [`Document`](crate::document::Document) as any other.

pub mod code;
pub mod compose;
pub mod provenance;

use crate::choice::choices;

choices! {
    /// Where an issued annex stands.
    AnnexState {
        Issued = "issued", "発行済み";
        Superseded = "superseded", "旧版";
    }
}
