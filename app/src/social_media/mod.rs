//! SNS: platforms and accounts — what they are, how they stand, what may be published, whether a post is
//! allowed.

mod account_form_page;
mod account_page;
mod api;
mod course;
mod list_page;
mod notes;
mod parts;
mod post_check_page;
mod procedure;
mod publishing_page;
mod rules;
mod service_form_page;
mod service_page;
mod today;

pub use account_form_page::AccountFormPage;
pub use account_page::AccountPage;
pub use list_page::SocialMediaPage;
pub(crate) use list_page::filter_of;
pub(crate) use parts::{AccountTable, Description};
pub use post_check_page::PostCheckPage;
pub use publishing_page::PublishingPage;
pub use service_form_page::ServiceFormPage;
pub use service_page::ServicePage;
pub use today::SocialMediaToday;

use domain::id::{SocialMediaAccountId, SocialMediaServiceId};

use crate::error::AppError;

/// The account an address speaks of.
fn account_id(text: &str) -> Result<SocialMediaAccountId, AppError> {
    text.parse()
        .map_err(|_| AppError::NotFound("SNSアカウント".to_owned()))
}

/// The platform an address speaks of.
fn service_id(text: &str) -> Result<SocialMediaServiceId, AppError> {
    text.parse()
        .map_err(|_| AppError::NotFound("SNS".to_owned()))
}
