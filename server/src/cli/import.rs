//! `import`: reads a ledger, says what it holds, and with `--apply` writes it.

use anyhow::{Result, bail};

use super::ImportArguments;
use crate::config::Options;

pub(super) async fn run(_options: &Options, arguments: &ImportArguments) -> Result<()> {
    let ImportArguments { kind, file, apply, json } = arguments;
    tracing::debug!(kind, ?file, apply, json, "import");
    bail!("まだありません")
}
