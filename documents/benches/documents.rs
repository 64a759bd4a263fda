//! How long a realistic 特記事項 of about ten pages takes on one thread (`annex`), and a thousand
//! different ones on two (`annex_1000`). Arguments: a folder for results, `--draft`, `--articles=`,
//! `--runs=` (then only `annex`, for profiling).
#![expect(clippy::expect_used, reason = "a benchmark stops where it fails")]
#![expect(
    clippy::print_stdout,
    reason = "the result of a benchmark is what it prints"
)]

use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use chrono::DateTime;
use documents::{Appearance, IssueRecord, pdf};
use domain::document::{Block, Document, DocumentMark};
use mimalloc::MiMalloc;

/// As the server.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

#[path = "../tests/sample/mod.rs"]
mod sample;

const DEFAULT_FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../target/bench");
const RUNS: usize = 200;
/// Budget of `design.md` §6, in milliseconds.
const BUDGET: f64 = 6.0;
/// Most kilobytes of that file: four fifths are the outlines of its 700 glyphs, which is the floor. The 80 KB once
/// hoped for would be 400 glyphs.
const SIZE: usize = 150;
const THOUSAND: usize = 1000;
/// Budgets of `design.md` §6, in seconds and megabytes.
const BUDGET_OF_THOUSAND: f64 = 5.0;
const MEMORY_OF_THOUSAND: usize = 250;

fn main() {
    let document = ten_pages();
    // The faces are parsed once per process.
    let printed = pdf(&document, &record()).expect("the sample can be printed");
    let folder = output_folder();
    std::fs::create_dir_all(&folder).expect("the output folder can be made");
    std::fs::write(folder.join("annex.pdf"), &printed).expect("the sample can be written");
    // What docs/comparison sets with other tools.
    let content = serde_json::to_string(&document).expect("a document is JSON");
    std::fs::write(folder.join("annex.document.json"), content)
        .expect("the content can be written");
    let report = |name: &str, result: String| {
        println!("{result}");
        let path = folder.join(name);
        std::fs::write(path, result + "\n").expect("the result can be written");
    };
    report("annex.json", one_by_one(&document, printed.len()));
    if option("--runs=").is_none() {
        report("annex_1000.json", a_thousand(&document));
    }
}

fn one_by_one(document: &Document, size: usize) -> String {
    let record = record();
    let runs = option("--runs=").unwrap_or(RUNS);
    let mut times: Vec<Duration> = (0..runs)
        .map(|_| {
            let start = Instant::now();
            std::hint::black_box(pdf(std::hint::black_box(document), &record))
                .expect("the sample can be printed");
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    let milliseconds = |index: usize| times[index].as_secs_f64() * 1000.0;
    format!(
        "{{\"name\":\"annex\",\"n\":{runs},\"median_ms\":{:.3},\"p95_ms\":{:.3},\"min_ms\":{:.3},\"budget_ms\":{BUDGET:.1},\
         \"also\":[{}]}}",
        milliseconds(runs / 2),
        milliseconds(runs * 95 / 100),
        milliseconds(0),
        also("KB", size / 1000, SIZE),
    )
}

/// Something besides the time, and the most it may be.
fn also(what: &str, is: usize, most: usize) -> String {
    format!("{{\"what\":\"{what}\",\"is\":{is},\"most\":{most}}}")
}

/// Each for another contractor, so that no two use the same characters.
fn a_thousand(document: &Document) -> String {
    let (record, next, bytes) = (record(), AtomicUsize::new(0), AtomicUsize::new(0));
    let print = || {
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if THOUSAND <= number {
                break;
            }
            let document = for_contractor(document, number);
            let printed = pdf(&document, &record).expect("the sample can be printed");
            bytes.fetch_add(printed.len(), Ordering::Relaxed);
        }
    };
    let start = Instant::now();
    std::thread::scope(|scope| {
        scope.spawn(print);
        print();
    });
    let seconds = start.elapsed().as_secs_f64();
    let milliseconds = seconds * 1000.0;
    let memory = peak_memory().map(|megabytes| also("MB", megabytes, MEMORY_OF_THOUSAND));
    format!(
        "{{\"name\":\"annex_1000\",\"n\":1,\"threads\":2,\"median_ms\":{milliseconds:.1},\"p95_ms\":{milliseconds:.1},\
         \"budget_ms\":{:.1},\"also\":[{}],\"bytes\":{}}}",
        BUDGET_OF_THOUSAND * 1000.0,
        memory.unwrap_or_default(),
        bytes.into_inner(),
    )
}

fn for_contractor(document: &Document, number: usize) -> Document {
    let mut document = document.clone();
    // 一 to 龠 are the kanji of the basic plane, most of which our faces have.
    let name = (0..4).filter_map(|place| {
        let step = u32::try_from(number * 17 + place * 131).expect("a small number");
        char::from_u32(0x4E00 + step % 5000).filter(|kanji| is_printable(*kanji))
    });
    let name = format!("契約の相手方　株式会社{}", name.collect::<String>());
    document.footer = format!("契約番号　R8-{number:04}");
    document.parts[0].blocks.insert(0, Block::paragraph(name));
    document
}

fn is_printable(character: char) -> bool {
    let fonts = documents::font::FontSet::bundled().expect("the faces can be read");
    let body = fonts.face(documents::font::FaceId::Body);
    body.is_some_and(|face| face.glyph(character).is_some())
}

/// Most memory the process ever had, in megabytes; only Linux says.
fn peak_memory() -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: usize = line.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kilobytes / 1024)
}

fn option(name: &str) -> Option<usize> {
    std::env::args().find_map(|argument| argument.strip_prefix(name)?.parse().ok())
}

/// First argument that is not an option: cargo passes `--bench`.
fn output_folder() -> PathBuf {
    let folder = std::env::args()
        .skip(1)
        .find(|argument| !argument.starts_with('-'));
    folder.map_or_else(|| PathBuf::from(DEFAULT_FOLDER), PathBuf::from)
}

fn record() -> IssueRecord {
    IssueRecord {
        created_at: DateTime::from_timestamp(1_775_000_000, 0).expect("a time"),
        document_id: *b"annex-benchmark!",
        author: "芽室町".to_owned(),
        producer: "委託台帳".to_owned(),
        manifest: None,
        appearance: Appearance::PLAIN,
    }
}

/// The full library makes more than ten pages; articles are left out from the end.
fn ten_pages() -> Document {
    let mark = if std::env::args().any(|argument| argument == "--draft") {
        DocumentMark::Draft
    } else {
        DocumentMark::Issued
    };
    let mut document = sample::full_annex(mark);
    let keep = 1 + option("--articles=").unwrap_or(24);
    document.parts[0].blocks.truncate(keep);
    assert!(matches!(
        document.parts[0].blocks.last(),
        Some(Block::Article(_))
    ));
    document
}
