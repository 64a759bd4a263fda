//! 委託台帳: the program. Everything is in the library, so that the tests reach it.

use std::process::ExitCode;

use clap::Parser;
use mimalloc::MiMalloc;

/// Pages and documents are made of many small pieces: a tenth of the time goes into getting room for them.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// Rendering a page nests deeply; unoptimised builds need more than the usual 2 MiB.
const STACK_BYTES: usize = 8 * 1024 * 1024;

fn main() -> anyhow::Result<ExitCode> {
    let cli = server::cli::Cli::parse();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .thread_stack_size(STACK_BYTES)
        .build()?;
    Ok(runtime.block_on(async { tokio::spawn(server::cli::run(cli)).await })?)
}
