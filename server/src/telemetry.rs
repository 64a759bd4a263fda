//! The log of the program: lines on the standard error, for the service manager to keep. What users did is
//! not here but in the audit log.

use tracing_subscriber::EnvFilter;

/// Starts logging.
///
/// # Errors
/// A filter that cannot be read; logging that is already started.
pub fn start(filter: &str) -> anyhow::Result<()> {
    let filter = EnvFilter::try_new(filter)?;
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_target(false)
        .try_init()
        .map_err(|error| anyhow::anyhow!(error))
}
