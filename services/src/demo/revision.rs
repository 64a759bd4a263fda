//! A clause is revised while contracts carry its older wording: what 新旧対照表 and 条項集 are there for.

use domain::library::RecordKind;

use super::town::{Town, Who};
use crate::{ServiceError, library};

/// Days before today on which the clause is revised.
const REVISED: i64 = -5;
const CLAUSE: &str = "SEC-12";
const BEFORE: &str = "事故等の発生時の連絡の方法";
const AFTER: &str = "生成AIその他の外部サービスを利用するときの注意、事故等の発生時の連絡の方法";

pub(super) async fn run(town: &mut Town) -> Result<(), ServiceError> {
    town.past.go_on_to(town.days.around_today(REVISED));
    let ctx = town.by(Who::SecurityOffice).await?;
    let library = library::in_force(&ctx, ctx.today()).await?;
    let records = library.library.records();
    let clause = records
        .into_iter()
        .find(|record| record.kind == RecordKind::Clause && record.key == CLAUSE);
    let Some(mut clause) = clause else {
        return Ok(());
    };
    if let Some(body) = clause.content["body"].as_str() {
        clause.content["body"] = body.replace(BEFORE, AFTER).into();
    }
    library::revise(&ctx, RecordKind::Clause, CLAUSE, clause.content).await?;
    Ok(())
}
