//! From options to a database that is ready, and from there to a process that answers.

use std::{net::SocketAddr, sync::Arc};

use anyhow::{Context, Result, ensure};
use axum::serve::ListenerExt;
use migrations::{Migrator, MigratorTrait};
use services::{Store, database, library};
use tokio::{net::TcpListener, signal, sync::watch};

use crate::{AppState, build_router, clock::SystemClock, config::Options, ticker, worker};

/// Opens the database, makes it if it is a file that does not exist, brings its tables and the rules up to date.
///
/// # Errors
/// When the database does not answer or is not ours.
pub async fn open(options: &Options) -> Result<Store> {
    if let Some(folder) = options.database_file().and_then(std::path::Path::parent) {
        std::fs::create_dir_all(folder)
            .with_context(|| format!("フォルダー {} を作れません", folder.display()))?;
    }
    let db = database::connect(&options.database_url)
        .await
        .context("データベースを開けません")?;
    Migrator::up(&db, None)
        .await
        .context("データベースの表を最新にできません")?;
    let store = Store::new(db, Arc::new(SystemClock));
    let loaded = library::load(&store, &library::delivered()?)
        .await
        .context("条項集を読み込めません")?;
    if 0 < loaded {
        tracing::info!(records = loaded, "library loaded");
    }
    Ok(store)
}

/// Opens a database that must exist, for a verb that has nothing to say about an empty one.
///
/// # Errors
/// When there is none; as [`open`].
pub async fn open_existing(options: &Options) -> Result<Store> {
    if let Some(file) = options.database_file() {
        ensure!(
            file.exists(),
            "データベース {} がありません。--database-url を確かめてください / no such database",
            file.display()
        );
    }
    open(options).await
}

/// Answers requests until the process is asked to stop.
///
/// # Errors
/// When the database does not answer or the address is taken.
pub async fn serve(options: &Options) -> Result<()> {
    let store = open(options).await?;
    let router = build_router(AppState::new(store.clone(), options.settings()));
    let listener = TcpListener::bind(options.listen).await.with_context(|| {
        format!(
            "{} で待ち受けられません。ほかのプログラムが使っていませんか",
            options.listen
        )
    })?;
    tracing::info!(
        engine = database::engine_name(&store.db),
        "http://{}",
        listener.local_addr()?
    );
    tokio::spawn(ticker::run(store.clone()));
    let (stop, stopping) = watch::channel(());
    let worker = tokio::spawn(worker::run(store.clone(), stopping));
    // Pages go out in small chunks; with Nagle each would wait for the other side's delayed acknowledgement.
    let listener = listener.tap_io(|stream| {
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(?error, "TCP_NODELAY");
        }
    });
    axum::serve(
        listener,
        router.into_make_service_with_connect_info::<SocketAddr>(),
    )
    .with_graceful_shutdown(asked_to_stop())
    .await?;
    drop(stop);
    worker.await.context("処理を止められません")?;
    store
        .db
        .close()
        .await
        .context("データベースを閉じられません")
}

async fn asked_to_stop() {
    let interrupt = async {
        if let Err(error) = signal::ctrl_c().await {
            tracing::warn!(?error, "ctrl-c is not heard");
            std::future::pending::<()>().await;
        }
    };
    tokio::select! {
        () = interrupt => {}
        () = terminated() => {}
    }
    tracing::info!("stopping");
}

#[cfg(unix)]
async fn terminated() {
    match signal::unix::signal(signal::unix::SignalKind::terminate()) {
        Ok(mut signal) => {
            signal.recv().await;
        }
        Err(error) => {
            tracing::warn!(?error, "SIGTERM is not heard");
            std::future::pending::<()>().await;
        }
    }
}

#[cfg(not(unix))]
async fn terminated() {
    std::future::pending::<()>().await;
}
