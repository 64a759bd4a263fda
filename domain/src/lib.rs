//! 委託台帳の規則. Facts, library and `today` in; decisions *with their reasons* out.
//!
//! Nothing here reads a clock, a file, a database or a setting of the machine, and nothing is
//! asynchronous: the browser and the server run exactly this code.
//!
//! Reading order: the small types that cannot hold a wrong value ([`id`], [`input`], [`wareki`], [`fiscal_year`],
//! [`business_day`], [`corporate_number`], [`fold`]), who may do what ([`authorization`]), the rules as
//! data ([`library`]), then one module per noun of the glossary.

pub mod annex;
pub mod api_token;
pub mod authorization;
pub mod bulk;
pub mod business_day;
mod choice;
pub mod comparison;
pub mod contract;
pub mod corporate_number;
pub mod document;
pub mod exception;
pub mod export;
pub mod external_service;
pub mod finding;
pub mod fiscal_year;
pub mod fold;
pub mod form;

pub mod audit;
pub mod coverage;
pub mod id;
pub mod import;
pub mod import_run;
pub mod incident;
pub mod input;
pub mod job;
pub mod ledger;
pub mod library;
pub mod number;
pub mod organization;
pub mod regulation;
pub mod responsibility;
pub mod saved_view;
pub mod search;
pub mod selection_review;
pub mod self_inspection;
pub mod social_media;
pub mod subcontract;
pub mod today;
pub mod transfer;
pub mod vendor;
pub mod verification;
pub mod wareki;
