//! A ledger of ten thousand contracts: looked at, then taken in.

use std::{
    fmt::Write as _,
    time::{Duration, Instant},
};

use domain::import::LedgerKind;
use services::{
    Actor, Context, Store,
    bench_data::Size,
    import::{Apply, run},
    organization,
};

use crate::Work;

/// As many as a sheet may have, with its head.
const ROWS: usize = 9_990;
/// How often each is done.
const TIMES: usize = 3;

/// Times of the trial and of the taking in, in the order of their length. Over the largest ledger they are the
/// same work as over the middle one, and are not measured again.
pub(crate) async fn measured(store: &Store, size: Size) -> Vec<(Work, Vec<Duration>)> {
    if size == Size::L {
        return Vec::new();
    }
    let operator = store.acting(Actor::operator());
    let units = organization::list_units(&operator)
        .await
        .expect("the units");
    let names: Vec<String> = units.into_iter().take(3).map(|unit| unit.name).collect();
    let letter = format!("{size:?}").to_lowercase();
    let mut measured = Vec::new();
    for (name, mode, budget) in [
        ("import_trial", Apply::DryRun, 2_000.0),
        ("import", Apply::Apply, 6_000.0),
    ] {
        let mut times = Vec::with_capacity(TIMES);
        for time in 0..TIMES {
            times.push(taken_in(&operator, &names, time, mode).await);
        }
        times.sort_unstable();
        let work = Work {
            name: format!("{name}_{letter}"),
            paths: vec![],
            clients: 1,
            times: TIMES,
            p95_ms: budget,
            pages_per_second: 0.0,
        };
        measured.push((work, times));
    }
    measured
}

async fn taken_in(operator: &Context, units: &[String], time: usize, mode: Apply) -> Duration {
    let ledger = ledger(units, time);
    let began = Instant::now();
    let outcome = run(
        operator,
        LedgerKind::Contract,
        "委託契約台帳.csv",
        ledger,
        mode,
    )
    .await
    .expect("the ledger is read");
    let took = began.elapsed();
    assert_eq!(outcome.taken.len(), ROWS, "{:?}", outcome.refused.first());
    took
}

/// Contracts no other time has, with a tenth as many vendors.
fn ledger(units: &[String], time: usize) -> Vec<u8> {
    let mut text = String::from(
        "令和8年度　業務委託契約台帳\n契約番号,所管課,件名,委託先,契約日,履行期間(自),履行期間(至),契約金額,機密性,個人情報,再委託,備考\n",
    );
    for row in 0..ROWS {
        let unit = &units[row % units.len()];
        let (vendor, amount) = (row / 10, 10_000 + row);
        writeln!(
            text,
            "測{time}-{row:05},{unit},業務{row}号,株式会社測定見本{vendor}号,R8.4.1,R8.4.1,R9.3.31,\"{amount}\",2,有,無,"
        )
        .expect("text takes text");
    }
    text.into_bytes()
}
