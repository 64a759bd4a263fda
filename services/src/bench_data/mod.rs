//! 測定用の台帳: fills an empty database with a seeded ledger of a known size, to measure with. Unlike the
//! demo it does not go through the use cases: it writes rows in chunks, so that 100,000 contracts take
//! minutes and a bounded memory. What follows by rule (clauses, checks) is what the rules answer. The same
//! size on the same day gives the same ledger.

mod accounts;
mod checks;
mod contracts;
mod draw;
mod names;
mod people;
mod services;
mod size;
mod templates;
mod vendors;

use sea_orm::{ActiveModelTrait, DatabaseTransaction, EntityTrait};

pub use people::SIGN_IN_NAMES;
pub use size::{Counts, Size};

use crate::{
    Actor, Context, ServiceError, Store,
    audit_log::{self, Event},
    database, demo, library,
};

/// Fills an empty database. The password is that of the five people of [`SIGN_IN_NAMES`]; only its hash is
/// kept. `told` hears what is being written, one line a step.
///
/// # Errors
/// [`ServiceError::Rule`] when the database holds anything but the library; a password that is too short.
pub async fn fill(
    store: &Store,
    counts: Counts,
    password: &str,
    told: &(dyn Fn(&str) + Sync),
) -> Result<Counts, ServiceError> {
    if !demo::is_empty(&store.db).await? {
        return Err(ServiceError::Rule(
            "このデータベースには、すでに組織・職員・委託先・契約のいずれかが登録されています。測定用の台帳は、空のデータベースにだけ作れます。別のデータベースを指定してください。".to_owned(),
        ));
    }
    let ctx = store.acting(Actor::operator());
    let library = library::in_force(&ctx, ctx.today()).await?;
    told("組織・職員");
    let town = people::found(&ctx, counts, password).await?;
    told("委託先");
    let vendors = vendors::write(&ctx, counts.vendors).await?;
    told("契約・期・条項・点検・責任者");
    contracts::write(&ctx, &library, &town, &vendors, counts.contracts, told).await?;
    told("外部サービス");
    services::write(&ctx, &town, &vendors, counts.services).await?;
    told("SNS");
    accounts::write(&ctx, &town, counts.accounts).await?;
    record(&ctx, counts).await?;
    database::settle(&store.db).await?;
    Ok(counts)
}

/// The one entry of the operation log; the numbers that were given are counted on from there.
async fn record(ctx: &Context, counts: Counts) -> Result<(), ServiceError> {
    let tx = ctx.begin().await?;
    let event = Event {
        action: "測定用の台帳の作成",
        subject_kind: "database",
        subject_id: None,
        subject: "測定用の台帳".to_owned(),
        before: None,
        after: Some(serde_json::to_value(counts)?),
    };
    audit_log::record(&tx, ctx, event).await?;
    tx.commit().await?;
    Ok(())
}

/// Rows of one statement: the engines take 32,766 values.
const fn rows_of(columns: usize) -> usize {
    32_000 / columns
}

/// Writes rows without reading anything back, in statements the engines take.
async fn insert<A>(
    tx: &DatabaseTransaction,
    rows: Vec<A>,
    columns: usize,
) -> Result<(), ServiceError>
where
    A: ActiveModelTrait + Send,
{
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        let chunk: Vec<A> = rows.by_ref().take(rows_of(columns)).collect();
        <A::Entity as EntityTrait>::insert_many(chunk)
            .exec_without_returning(tx)
            .await?;
    }
    Ok(())
}
