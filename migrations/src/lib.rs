//! 委託台帳の表の歴史. Frozen: imports nothing of the workspace, never edited after release, only
//! added to. A new column is nullable or has a default; what is destructive waits for a later release.

use sea_orm_migration::prelude::*;

mod atomic;
mod columns;
mod m20261123_000001_create_organization;
mod m20261123_000002_create_system;
mod m20261123_000003_create_library;
mod m20261123_000004_create_vendors;
mod m20261123_000005_create_contracts;
mod m20261123_000006_create_verifications;
mod m20261125_000007_create_responsibilities;
mod m20261125_000008_create_social_media;
mod m20261125_000009_create_regulations;
mod m20261125_000010_create_external_services;
mod m20261125_000011_create_selection_reviews;
mod m20261125_000012_create_subcontracts;
mod m20261125_000013_create_findings;
mod m20261125_000014_create_exceptions;
mod m20261125_000015_create_coverage;
mod m20261125_000017_create_transfers;
mod m20261125_000018_create_subject_checks;
mod m20261125_000022_index_results;
mod m20261126_000030_create_import_runs;
mod m20261126_000031_create_import_corrections;
mod m20261126_000040_create_jobs;
mod m20261126_000041_create_contract_changes;
mod m20261126_000050_create_finding_origins;
mod m20261126_000051_create_regulation_abolitions;
mod m20261126_000070_create_api_tokens;
mod m20261126_000071_merge_vendors;
mod m20261127_000080_create_saved_views;
mod m20261127_000081_note_before_of_job_items;
mod m20261127_000082_note_stage_of_jobs;
mod m20261128_000083_index_contracts_by_year;
mod m20261128_000084_index_open_checks;
mod m20261129_000085_index_contracts_for_search;
mod m20261129_000086_index_results_by_time;

pub use sea_orm_migration::MigratorTrait;

/// All migrations, in order.
#[derive(Debug)]
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        let migrations: Vec<Box<dyn MigrationTrait>> = vec![
            Box::new(m20261123_000001_create_organization::Migration),
            Box::new(m20261123_000002_create_system::Migration),
            Box::new(m20261123_000003_create_library::Migration),
            Box::new(m20261123_000004_create_vendors::Migration),
            Box::new(m20261123_000005_create_contracts::Migration),
            Box::new(m20261123_000006_create_verifications::Migration),
            Box::new(m20261125_000007_create_responsibilities::Migration),
            Box::new(m20261125_000008_create_social_media::Migration),
            Box::new(m20261125_000011_create_selection_reviews::Migration),
            Box::new(m20261125_000012_create_subcontracts::Migration),
            Box::new(m20261125_000013_create_findings::Migration),
            Box::new(m20261125_000014_create_exceptions::Migration),
            Box::new(m20261125_000009_create_regulations::Migration),
            Box::new(m20261125_000010_create_external_services::Migration),
            Box::new(m20261125_000015_create_coverage::Migration),
            Box::new(m20261125_000017_create_transfers::Migration),
            Box::new(m20261125_000018_create_subject_checks::Migration),
            Box::new(m20261125_000022_index_results::Migration),
            Box::new(m20261126_000050_create_finding_origins::Migration),
            Box::new(m20261126_000051_create_regulation_abolitions::Migration),
            Box::new(m20261126_000030_create_import_runs::Migration),
            Box::new(m20261126_000031_create_import_corrections::Migration),
            Box::new(m20261126_000040_create_jobs::Migration),
            Box::new(m20261126_000041_create_contract_changes::Migration),
            Box::new(m20261126_000070_create_api_tokens::Migration),
            Box::new(m20261126_000071_merge_vendors::Migration),
            Box::new(m20261127_000080_create_saved_views::Migration),
            Box::new(m20261127_000081_note_before_of_job_items::Migration),
            Box::new(m20261127_000082_note_stage_of_jobs::Migration),
            Box::new(m20261128_000083_index_contracts_by_year::Migration),
            Box::new(m20261128_000084_index_open_checks::Migration),
            Box::new(m20261129_000085_index_contracts_for_search::Migration),
            Box::new(m20261129_000086_index_results_by_time::Migration),
        ];
        let atomic = migrations
            .into_iter()
            .map(|migration| Box::new(atomic::Atomic(migration)) as Box<dyn MigrationTrait>);
        atomic.collect()
    }
}
