//! What happens by the clock: once an hour, sessions that ended and files of jobs whose time is over are
//! removed. Any number of servers may do it at once; it changes no answer.

use std::time::Duration;

use services::{Store, job, session};
use tokio::time::{MissedTickBehavior, interval};

const HOUR: Duration = Duration::from_secs(3_600);

/// Runs until the process ends.
pub async fn run(store: Store) {
    let mut hours = interval(HOUR);
    hours.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        hours.tick().await;
        if let Err(error) = session::sweep(&store).await {
            tracing::warn!(?error, "sessions that ended could not be removed");
        }
        if let Err(error) = job::sweep(&store).await {
            tracing::warn!(?error, "files of jobs could not be removed");
        }
    }
}
