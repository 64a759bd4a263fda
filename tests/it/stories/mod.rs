//! One file per goal of a user.

mod april_transfer;
mod coverage;
mod draft_to_verification;
mod expired_session;
mod external_service;
mod findings;
mod prove_a_document;
mod regulations;
mod responsible_person;
mod selection_to_conclusion;
mod self_inspection;
mod sign_in;
mod sns_account;
mod subcontract_consent;
mod too_many_requests;
mod wrong_input;
