//! `demo`: fills an empty database with the sample town.

use anyhow::{Result, bail};

use crate::config::Options;

pub(super) async fn run(_options: &Options) -> Result<()> {
    bail!("まだありません")
}
