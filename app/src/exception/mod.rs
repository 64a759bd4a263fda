//! 例外措置: the register with the waivers of clauses, an application, and one exception.

mod api;
mod new_page;
mod page;
mod register_page;

pub use api::{ApplyException, DecideException, EndException};
pub use new_page::NewExceptionPage;
pub use page::ExceptionPage;
pub use register_page::ExceptionRegisterPage;
