//! One file per goal of a user.

mod draft_to_verification;
mod expired_session;
mod prove_a_document;
mod sign_in;
mod too_many_requests;
mod wrong_input;
