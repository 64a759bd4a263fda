//! `cargo xtask build`: the browser part, the site, and the server with the site inside it.

use std::path::PathBuf;

use anyhow::Result;

use crate::progress;
use crate::server::{self, Profile};
use crate::site;
use crate::workspace::Names;

pub(crate) fn build(profile: Profile) -> Result<()> {
    let program = assemble(profile)?;
    let size = usize::try_from(std::fs::metadata(&program)?.len())?;
    progress::done(&format!(
        "できました / built: {}（{}）",
        program.display(),
        progress::kilobytes(size)
    ));
    match profile {
        Profile::Dev => {}
        Profile::Release | Profile::Dist => {
            progress::note("このファイル1つを置けば動きます。使い方は --help で表示されます")
        }
    }
    Ok(())
}

/// Builds what has changed; answers the server program.
pub(crate) fn assemble(profile: Profile) -> Result<PathBuf> {
    let names = Names::read()?;
    let fingerprint = site::build(&names, profile)?;
    server::build(&names, profile, &fingerprint)
}
