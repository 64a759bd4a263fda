//! `cargo xtask bench`: runs the benchmarks and holds their results against the budgets of the design.
//!
//! A benchmark writes one file per measured work to `target/bench`:
//! `{"name", "n", "median_ms", "p95_ms", "budget_ms"}`, and `"judged_by": "p95"` where the budget speaks of
//! the slowest answers; otherwise the median is judged. What is measured besides the time stands in
//! `"also": [{"what", "is", "most"}]`: memory in MB, the size of a file in KB.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::postgres::Cluster;
use crate::{external, progress, workspace};

struct Bench {
    name: &'static str,
    /// The measured works it leaves; each name also asks for the whole benchmark.
    works: &'static [&'static str],
    package: &'static str,
    /// About how long it takes once it is built.
    about: &'static str,
    /// Whether it is measured on PostgreSQL as well.
    on_postgres: bool,
}

const BENCHES: [Bench; 3] = [
    Bench {
        name: "documents",
        works: &["annex", "annex_1000"],
        package: "documents",
        about: "約30秒、初回は組み立てに約5分",
        on_postgres: false,
    },
    Bench {
        name: "coverage",
        works: &["coverage_m", "coverage_l"],
        package: "domain",
        about: "約30秒、初回は組み立てに約2分",
        on_postgres: false,
    },
    Bench {
        name: "ledgers",
        works: &["lists_m", "lists_l", "search_m", "search_l"],
        package: "tests",
        about: "約10分、初回は組み立てに約15分",
        on_postgres: true,
    },
];

/// One measured work.
struct Measurement {
    name: String,
    n: u64,
    median_ms: f64,
    p95_ms: f64,
    budget_ms: f64,
    judged_by: Judged,
    also: Vec<Limit>,
}

/// Something besides the time.
struct Limit {
    what: String,
    is: f64,
    most: f64,
}

impl Limit {
    fn parse(value: &Value) -> Result<Self> {
        let number = |key: &str| {
            value[key]
                .as_f64()
                .with_context(|| format!("also の {key} がありません"))
        };
        Ok(Limit {
            what: value["what"]
                .as_str()
                .context("also の what がありません")?
                .to_owned(),
            is: number("is")?,
            most: number("most")?,
        })
    }
}

#[derive(Clone, Copy)]
enum Judged {
    Median,
    P95,
}

impl Measurement {
    fn parse(text: &str) -> Result<Self> {
        let value: Value = serde_json::from_str(text)?;
        let number = |key: &str| {
            value[key]
                .as_f64()
                .with_context(|| format!("{key} がありません"))
        };
        Ok(Measurement {
            name: value["name"]
                .as_str()
                .context("name がありません")?
                .to_owned(),
            n: value["n"].as_u64().context("n がありません")?,
            median_ms: number("median_ms")?,
            p95_ms: number("p95_ms")?,
            budget_ms: number("budget_ms")?,
            judged_by: match value["judged_by"].as_str() {
                None | Some("median") => Judged::Median,
                Some("p95") => Judged::P95,
                Some(other) => bail!("judged_by は median か p95 です: {other}"),
            },
            also: value["also"]
                .as_array()
                .into_iter()
                .flatten()
                .map(Limit::parse)
                .collect::<Result<_>>()?,
        })
    }

    fn is_within_budget(&self) -> bool {
        let judged = match self.judged_by {
            Judged::Median => self.median_ms,
            Judged::P95 => self.p95_ms,
        };
        judged <= self.budget_ms && self.also.iter().all(|limit| limit.is <= limit.most)
    }

    fn row(&self) -> String {
        let by = match self.judged_by {
            Judged::Median => "中央値",
            Judged::P95 => "p95",
        };
        let verdict = if self.is_within_budget() {
            "可"
        } else {
            "不可"
        };
        let also: String = self
            .also
            .iter()
            .map(|limit| format!("、{} {}（上限 {}）", limit.is, limit.what, limit.most))
            .collect();
        format!(
            "  {} {:>7} {:>11.2} {:>11.2} {:>11.2}  {} {verdict}{also}",
            progress::pad(&self.name, 40),
            self.n,
            self.median_ms,
            self.p95_ms,
            self.budget_ms,
            progress::pad(by, 6)
        )
    }
}

pub(crate) fn bench(name: Option<&str>) -> Result<()> {
    let chosen: Vec<&Bench> = BENCHES
        .iter()
        .filter(|bench| name.is_none_or(|name| name == bench.name || bench.works.contains(&name)))
        .collect();
    if chosen.is_empty() {
        let known: Vec<&str> = BENCHES.iter().map(|bench| bench.name).collect();
        bail!("その測定はありません。あるもの: {}", known.join(", "));
    }
    let dir = workspace::root().join("target/bench");
    let _ = fs::remove_dir_all(&dir);
    fs::create_dir_all(&dir)?;
    let mut measurements = Vec::new();
    for bench in chosen {
        measurements.extend(measure(bench, &dir)?);
    }
    judge(&measurements)
}

/// Runs one benchmark and takes the files it left.
fn measure(bench: &Bench, dir: &Path) -> Result<Vec<Measurement>> {
    progress::step(&format!("測定: {} / cargo bench", bench.name), bench.about);
    let bench_arguments = ["bench", "--package", bench.package, "--bench", bench.name];
    external::run(external::cargo().args(bench_arguments), "cargo bench")?;
    if bench.on_postgres {
        let cluster = Cluster::start()?;
        external::run(
            external::cargo()
                .args(bench_arguments)
                .args(["--", &cluster.url]),
            "cargo bench（PostgreSQL）",
        )?;
    }
    let mut measurements = Vec::new();
    for file in workspace::files_below(dir)? {
        if file
            .extension()
            .is_some_and(|extension| extension == "json")
        {
            let text = fs::read_to_string(&file)?;
            let measurement = Measurement::parse(&text)
                .with_context(|| format!("{} を読めません", file.display()))?;
            measurements.push(measurement);
            fs::rename(&file, file.with_extension("json.read"))?;
        }
    }
    if measurements.is_empty() {
        bail!(
            "測定 {} は結果を {} に残しませんでした",
            bench.name,
            dir.display()
        );
    }
    Ok(measurements)
}

fn judge(measurements: &[Measurement]) -> Result<()> {
    let rows: Vec<String> = measurements.iter().map(Measurement::row).collect();
    progress::plain(&format!(
        "\n  {} {:>5} {:>9} {:>11} {:>9}  {} 判定\n{}\n",
        progress::pad("測定", 40),
        "回数",
        "中央値ms",
        "p95 ms",
        "予算ms",
        progress::pad("対象", 6),
        rows.join("\n")
    ));
    let over = measurements
        .iter()
        .filter(|measurement| !measurement.is_within_budget())
        .count();
    if 0 < over {
        bail!("予算を超えた測定が {over} 件あります / over budget");
    }
    progress::done("すべて予算内です / all within budget");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::Measurement;

    fn check(judged_by: &str, expect: bool) {
        let text = format!(
            r#"{{"name": "annex", "n": 200, "median_ms": 4.0, "p95_ms": 7.0, "budget_ms": 6.0{judged_by}}}"#
        );
        assert_eq!(
            Measurement::parse(&text).unwrap().is_within_budget(),
            expect
        );
    }

    #[test]
    fn the_median_is_judged_unless_the_benchmark_says_p95() {
        check("", true);
        check(r#", "judged_by": "median""#, true);
        check(r#", "judged_by": "p95""#, false);
    }

    #[test]
    fn what_is_measured_besides_the_time_is_judged_too() {
        let limit = |is: u32| format!(r#", "also": [{{"what": "MB", "is": {is}, "most": 250}}]"#);
        check(&limit(15), true);
        check(&limit(251), false);
    }

    #[test]
    fn a_result_without_a_budget_is_refused() {
        assert!(
            Measurement::parse(r#"{"name": "annex", "n": 1, "median_ms": 1.0, "p95_ms": 1.0}"#)
                .is_err()
        );
    }
}
