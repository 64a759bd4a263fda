//! One file per goal of a user.

mod draft_to_verification;
mod expired_session;
mod sign_in;
mod too_many_requests;
mod wrong_input;
