//! What the screens of jobs ask of the server.

use domain::{
    id::JobId,
    job::{JobDetail, JobSummary},
};
use leptos::prelude::*;

use crate::error::AppError;

/// Seconds after which a page with a job in course loads itself again.
const SECONDS: u32 = 3;

/// A page of the list.
pub(super) struct JobList {
    pub(super) jobs: Vec<JobSummary>,
    pub(super) total: u64,
    pub(super) page_size: u64,
    /// True when the jobs of others are among them.
    pub(super) of_everybody: bool,
}

/// Has the page load itself again while one of the jobs goes on, unless its reader wants it at rest.
pub(crate) fn reload_while_open(at_rest: bool, jobs: &[JobSummary]) {
    if !at_rest && jobs.iter().any(|job| job.state.is_open()) {
        crate::server_context::load_again_after(SECONDS);
    }
}

pub(super) async fn load_jobs(page: String, at_rest: bool) -> Result<JobList, AppError> {
    let context = crate::server_context::context()?;
    let (jobs, total) = services::job::list(&context, &page).await?;
    reload_while_open(at_rest, &jobs);
    Ok(JobList {
        jobs,
        total,
        page_size: services::job::PAGE_SIZE,
        of_everybody: services::job::sees_all(&context),
    })
}

pub(super) async fn load_job(id: String, at_rest: bool) -> Result<(JobDetail, bool), AppError> {
    let unknown = || AppError::NotFound("処理".to_owned());
    let id: JobId = id.parse().map_err(|_| unknown())?;
    let context = crate::server_context::context()?;
    let detail = services::job::load(&context, id).await?;
    reload_while_open(at_rest, std::slice::from_ref(&detail.summary));
    Ok((detail, at_rest))
}

#[server(endpoint = "job/cancel")]
pub async fn cancel_job(id: JobId) -> Result<(), AppError> {
    use crate::{paths, server_context};
    services::job::cancel(&server_context::context()?, id).await?;
    server_context::done(&paths::job(id), "処理を中止しました。");
    Ok(())
}
