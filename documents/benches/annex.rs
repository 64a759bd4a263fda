//! How long a realistic 特記事項 of about ten pages takes, on one thread.
#![expect(clippy::expect_used, reason = "a benchmark stops where it fails")]
#![expect(
    clippy::print_stdout,
    reason = "the result of a benchmark is what it prints"
)]

use std::path::PathBuf;
use std::time::{Duration, Instant};

use chrono::DateTime;
use documents::{IssueRecord, annex_pdf};
use domain::annex::{AnnexDocument, Block, DocumentMark};

#[path = "../tests/sample/mod.rs"]
mod sample;

const RUNS: usize = 200;
/// Budget of `design.md` §6, in milliseconds.
const BUDGET: f64 = 6.0;

fn main() {
    let document = ten_pages();
    let record = record();
    // The faces are parsed once per process.
    annex_pdf(&document, &record).expect("the sample can be printed");
    let mut times: Vec<Duration> = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            std::hint::black_box(annex_pdf(std::hint::black_box(&document), &record))
                .expect("the sample can be printed");
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    let milliseconds = |time: Duration| time.as_secs_f64() * 1000.0;
    let result = format!(
        "{{\"name\":\"annex\",\"n\":{RUNS},\"median_ms\":{:.3},\"p95_ms\":{:.3},\"budget_ms\":{BUDGET:.1}}}",
        milliseconds(times[RUNS / 2]),
        milliseconds(times[RUNS * 95 / 100]),
    );
    println!("{result}");
    let folder = output_folder();
    std::fs::create_dir_all(&folder).expect("the output folder can be made");
    std::fs::write(folder.join("annex.json"), result + "\n").expect("the result can be written");
    let pdf = annex_pdf(&document, &record).expect("the sample can be printed");
    std::fs::write(folder.join("annex.pdf"), pdf).expect("the sample can be written");
}

/// First argument that is not an option: cargo passes `--bench`.
fn output_folder() -> PathBuf {
    let folder = std::env::args()
        .skip(1)
        .find(|argument| !argument.starts_with('-'));
    folder.map_or_else(|| PathBuf::from("target/bench"), PathBuf::from)
}

fn record() -> IssueRecord {
    IssueRecord {
        created_at: DateTime::from_timestamp(1_775_000_000, 0).expect("a time"),
        document_id: *b"annex-benchmark!",
        author: "芽室町".to_owned(),
        producer: "委託台帳".to_owned(),
    }
}

/// The full library makes more than ten pages; articles are left out from the end.
fn ten_pages() -> AnnexDocument {
    let mark = if std::env::args().any(|argument| argument == "--draft") {
        DocumentMark::Draft
    } else {
        DocumentMark::Issued
    };
    let mut document = sample::full_annex(mark);
    let articles =
        std::env::args().find_map(|argument| argument.strip_prefix("--articles=")?.parse().ok());
    let keep = 1 + articles.unwrap_or(24);
    document.parts[0].blocks.truncate(keep);
    assert!(matches!(
        document.parts[0].blocks.last(),
        Some(Block::Article(_))
    ));
    document
}
