//! 遵守状況: the sheet of 第6節(8), the evidence of a condition, the matrix of contract items, the
//! declarations of the units.

mod api;
mod declaration_page;
mod declarations_page;
mod evidence_page;
mod filter;
mod items_page;
mod page;
mod state;

pub use api::{CoverageData, load_coverage};
pub use declaration_page::DeclarationPage;
pub use declarations_page::DeclarationsPage;
pub use evidence_page::EvidencePage;
pub use filter::FILE_PARAMETERS;
pub use items_page::ItemsPage;
pub use page::CoveragePage;
pub use state::{Standing, state_chip};
