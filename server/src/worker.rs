//! The one of this process who does the jobs in the background. Any number of servers may have one each: a
//! job is held by one at a time, and one that a server left behind is taken up where it stopped.

use std::time::Duration;

use services::{
    ServiceError, Store,
    job::worker::{Step, claim},
};
use tokio::{sync::watch::Receiver, time::sleep};

/// Between two looks for a job.
const PAUSE: Duration = Duration::from_secs(1);
/// The same after the database did not answer.
const LONG_PAUSE: Duration = Duration::from_secs(15);

/// Runs until the other end of `stopping` is dropped: ends the item at hand and lets go of its job.
pub async fn run(store: Store, mut stopping: Receiver<()>) {
    loop {
        let pause = match next_job(&store, &stopping).await {
            Ok(Found::Job) => Duration::ZERO,
            Ok(Found::Nothing) => PAUSE,
            Err(error) => {
                tracing::warn!(?error, "a job could not be done");
                LONG_PAUSE
            }
        };
        tokio::select! {
            stopped = stopping.changed() => if stopped.is_err() { return },
            () = sleep(pause) => {}
        }
    }
}

enum Found {
    Job,
    Nothing,
}

async fn next_job(store: &Store, stopping: &Receiver<()>) -> Result<Found, ServiceError> {
    let Some(job) = claim(store).await? else {
        return Ok(Found::Nothing);
    };
    while job.step().await? == Step::More {
        if stopping.has_changed().is_err() {
            job.release().await?;
            break;
        }
    }
    Ok(Found::Job)
}
