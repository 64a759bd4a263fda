//! 見本町: fills an empty database with a town that has used the program for some time. Everything goes
//! through the real use cases, by the people who would do it, on the days they would do it; all days
//! follow from today, so that there is always something overdue and something coming up.

mod checks;
mod course;
mod coverage;
mod days;
mod evidence;
mod external_services;
mod findings;
mod ledger;
mod owners;
mod plans;
mod regulations;
mod reviews;
mod revision;
mod social_media;
mod subcontracts;
mod town;
mod work;

use domain::{contract::ContractState, verification::TaskState};
use entities::{
    contract, organization_unit, person, vendor, verification_result, verification_task,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};

use crate::{ServiceError, Store};

/// Who can sign in to the demo town.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignIn {
    /// サインイン名.
    pub name: &'static str,
    /// Label of the role.
    pub role: &'static str,
    /// 氏名.
    pub person: String,
}

/// What the demo town holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoSummary {
    /// The five people, who share the password.
    pub sign_ins: Vec<SignIn>,
    /// 契約.
    pub contracts: u64,
    /// Of them concluded.
    pub concluded: u64,
    /// 委託先.
    pub vendors: u64,
    /// 点検, planned and done.
    pub checks: u64,
    /// Open checks past their due date.
    pub overdue: u64,
    /// Results recorded.
    pub results: u64,
}

/// Fills an empty database with 見本町. The password is that of all five people; only its hash is kept.
///
/// # Errors
/// [`ServiceError::Rule`] when the database holds anything but the library; a password that is too short.
pub async fn fill(store: &Store, password: &str) -> Result<DemoSummary, ServiceError> {
    refuse_unless_empty(store).await?;
    let days = days::Days::of(store).await?;
    let mut town = town::found(store, days, password).await?;
    let procedure = regulations::found(&mut town).await?;
    social_media::found(&mut town, procedure).await?;
    course::run(&mut town).await?;
    revision::run(&mut town).await?;
    social_media::run(&mut town).await?;
    regulations::run(&mut town).await?;
    owners::run(&mut town).await?;
    summary(store, town.sign_ins).await
}

/// Letters and digits nobody confuses; as many as divide 256.
const READABLE: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz23456789+";

/// A random password of 16 characters that can be read out and typed.
#[must_use]
pub fn readable_password() -> String {
    let bytes: [u8; 16] = rand::random();
    bytes
        .into_iter()
        .map(|byte| char::from(READABLE[usize::from(byte) % READABLE.len()]))
        .collect()
}

async fn refuse_unless_empty(store: &Store) -> Result<(), ServiceError> {
    if is_empty(&store.db).await? {
        return Ok(());
    }
    Err(ServiceError::Rule(
        "このデータベースには、すでに組織・職員・委託先・契約のいずれかが登録されています。デモの町は、空のデータベースにだけ作れます。別のデータベースを指定してください。".to_owned(),
    ))
}

/// True when there is no unit, nobody, no vendor and no contract.
pub(crate) async fn is_empty(db: &impl ConnectionTrait) -> Result<bool, ServiceError> {
    let held = organization_unit::Entity::find().count(db).await?
        + person::Entity::find().count(db).await?
        + vendor::Entity::find().count(db).await?
        + contract::Entity::find().count(db).await?;
    Ok(held == 0)
}

async fn summary(store: &Store, sign_ins: Vec<SignIn>) -> Result<DemoSummary, ServiceError> {
    let db = &store.db;
    let planned = verification_task::Entity::find()
        .filter(verification_task::COLUMN.state.eq(TaskState::Planned));
    Ok(DemoSummary {
        sign_ins,
        contracts: contract::Entity::find().count(db).await?,
        concluded: contract::Entity::find()
            .filter(contract::COLUMN.state.eq(ContractState::Concluded))
            .count(db)
            .await?,
        vendors: vendor::Entity::find().count(db).await?,
        checks: verification_task::Entity::find()
            .filter(verification_task::COLUMN.state.ne(TaskState::Withdrawn))
            .count(db)
            .await?,
        overdue: planned
            .filter(verification_task::COLUMN.due_on.lt(store.today()))
            .count(db)
            .await?,
        results: verification_result::Entity::find().count(db).await?,
    })
}
