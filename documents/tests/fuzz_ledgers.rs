//! Ledgers with something broken in them, one after the other until the time is over: bytes of the file, of the
//! parts in it, or of the cells. Each is read or refused in words, within a second, and nothing panics. Five
//! seconds, and always the same files, unless `FUZZ_SECONDS` and `FUZZ_SEED` say otherwise:
//!
//! `FUZZ_SECONDS=600 FUZZ_SEED=$RANDOM cargo test --release -p documents --test fuzz_ledgers`

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::{
    io::{Cursor, Read, Write},
    path::PathBuf,
    time::{Duration, Instant},
};

use chrono::NaiveDate;
use documents::spreadsheet::{self, ROW_LIMIT};
use domain::{
    fiscal_year::FiscalYear,
    import::{
        ImportContext, LedgerKind,
        raw::{
            Container, CsvContainer, Encoding, LineEnd, RawCell, RawRow, RawValue, Sheet, Workbook,
        },
        read_ledger,
    },
};
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

const SECONDS: u64 = 5;
/// Built without optimisation a sample takes some hundred milliseconds.
const LONGEST: Duration = Duration::from_secs(20);

const SAMPLES: [(&str, LedgerKind); 9] = [
    ("委託契約台帳_令和8年度.csv", LedgerKind::Contract),
    ("委託契約台帳_令和8年度.xlsx", LedgerKind::Contract),
    ("委託契約台帳_令和8年度.xls", LedgerKind::Contract),
    ("外部サービス利用台帳.xlsx", LedgerKind::ExternalService),
    ("SNSアカウント台帳.csv", LedgerKind::SocialMediaAccount),
    ("職員名簿.csv", LedgerKind::Staff),
    ("職員_旧形式.xls", LedgerKind::Staff),
    ("職員.ods", LedgerKind::Staff),
    ("組織.csv", LedgerKind::OrganizationUnit),
];

/// Words of ledgers, and what has made trouble elsewhere.
const WORDS: [&str; 40] = [
    "",
    " ",
    "　",
    "\n",
    "\u{0}",
    "\u{FEFF}",
    "\"",
    ",",
    "同上",
    "〃",
    "〃　（号外）",
    "々",
    "小計",
    "【合計】",
    "※注",
    "（例）",
    "R8.4.1",
    "令和元年5月1日",
    "R8.4.1～R9.3.31",
    "8.4.1",
    "26.4.1",
    "4/1",
    "46113",
    "99999999999",
    "8.99E+12",
    "-0",
    "1e308",
    "￥1,234,567-",
    "▲5,000千円",
    "@12,500円/人",
    "約18,000",
    "３Ｂ",
    "○（8年）",
    "済R8.4.3",
    "㈱エゾリス仮想設備",
    "A㈱　帯広支店",
    "髙橋　一郎",
    "課長 髙橋 一郎",
    "🌾𠮷㋿",
    "か\u{3099}\u{200D}\u{202E}",
];

#[expect(
    clippy::disallowed_methods,
    reason = "a test is asked for more by its environment"
)]
fn setting(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        // splitmix64
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, most: usize) -> usize {
        usize::try_from(self.roll() % u64::try_from(most.max(1)).unwrap()).unwrap()
    }

    fn one_of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

fn fixture(name: &str) -> Vec<u8> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/ledgers");
    std::fs::read(path.join(name)).unwrap()
}

/// Changes, moves, doubles or removes some bytes.
fn damage(dice: &mut Dice, bytes: &mut Vec<u8>) {
    for _ in 0..=dice.below(6) {
        if bytes.is_empty() {
            return;
        }
        let at = dice.below(bytes.len());
        let length = dice.below(64).min(bytes.len() - at);
        match dice.below(6) {
            0 => bytes[at] ^= 1 << dice.below(8),
            1 => bytes[at] = *dice.one_of(&[0, 0xFF, 0x7F, b'<', b'>', b'"', b'&', b'9']),
            2 => drop(bytes.drain(at..at + length)),
            3 => {
                let again = bytes[at..at + length].to_vec();
                bytes.splice(at..at, again);
            }
            4 => {
                let word = dice.one_of(&WORDS);
                bytes.splice(at..at, word.bytes());
            }
            // A length or a place in the file.
            _ => {
                let number = *dice.one_of(&[0_u32, 1, 255, 65_535, 0x7FFF_FFFF, u32::MAX]);
                for (place, byte) in bytes[at..].iter_mut().zip(number.to_le_bytes()) {
                    *place = byte;
                }
            }
        }
    }
}

/// Damages a part of a package, and packs it again.
fn damage_within(dice: &mut Dice, bytes: &[u8]) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let damaged = dice.below(archive.len());
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let mut content = Vec::new();
        part.read_to_end(&mut content).unwrap();
        if index == damaged {
            damage(dice, &mut content);
        }
        writer
            .start_file(part.name().unwrap(), SimpleFileOptions::default())
            .unwrap();
        writer.write_all(&content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn understand(kind: LedgerKind, name: &str, workbook: &Workbook) {
    let context = ImportContext {
        file_name: name,
        today: NaiveDate::from_ymd_opt(2026, 11, 22).unwrap(),
        fiscal_year: Some(FiscalYear(2026)),
        units: &[],
        people: &[],
    };
    let reading = read_ledger(kind, workbook, &context);
    // What is read is also reported.
    serde_json::to_value(&reading).unwrap();
}

/// True when the damaged file could be read.
fn try_file(seed: u64, samples: &[(&str, LedgerKind, Vec<u8>)]) -> bool {
    let mut dice = Dice(seed);
    let (name, kind, bytes) = dice.one_of(samples);
    let bytes = if bytes.starts_with(b"PK") && dice.below(4) != 0 {
        damage_within(&mut dice, bytes)
    } else {
        let mut bytes = bytes.clone();
        damage(&mut dice, &mut bytes);
        bytes
    };
    match spreadsheet::read(&bytes, name) {
        Ok(workbook) => {
            for sheet in &workbook.sheets {
                assert!(sheet.rows.len() <= ROW_LIMIT, "seed {seed}");
            }
            understand(*kind, name, &workbook);
            true
        }
        Err(error) => {
            assert!(error.to_string().contains("。"), "seed {seed}: {error}");
            false
        }
    }
}

/// Cells of a sample in other places, and words that do not belong there.
fn try_rows(seed: u64, samples: &[(&str, LedgerKind, Vec<u8>)]) {
    let mut dice = Dice(seed);
    let (name, kind, bytes) = dice.one_of(samples);
    let Ok(mut workbook) = spreadsheet::read(bytes, name) else {
        panic!("{name}")
    };
    if dice.below(2) == 0 {
        workbook.container = Container::Csv(CsvContainer {
            encoding: Encoding::Utf8,
            bom: false,
            line_end: LineEnd::Lf,
            delimiter: ',',
        });
    }
    let sheet: &mut Sheet = {
        let at = dice.below(workbook.sheets.len());
        &mut workbook.sheets[at]
    };
    for _ in 0..=dice.below(40) {
        if sheet.rows.is_empty() {
            return;
        }
        let at = dice.below(sheet.rows.len());
        let row: &mut RawRow = &mut sheet.rows[at];
        let column = dice.below(row.cells.len() + 2);
        if row.cells.len() <= column {
            row.cells.resize(column + 1, RawCell::default());
        }
        match dice.below(8) {
            0 => row.cells[column].value = RawValue::Number(f64::from_bits(dice.roll())),
            1 => row.cells[column].value = RawValue::Boolean(true),
            2 => row.cells[column].value = RawValue::Error("#REF!".to_owned()),
            3 => drop(row.cells.remove(column)),
            4 => drop(sheet.rows.remove(at)),
            _ => {
                let words: String = (0..=dice.below(3)).map(|_| *dice.one_of(&WORDS)).collect();
                row.cells[column] = RawCell::text(words);
            }
        }
    }
    understand(*kind, name, &workbook);
}

#[test]
fn broken_ledgers_are_read_or_refused_in_words() {
    let samples = SAMPLES.map(|(name, kind)| (name, kind, fixture(name)));
    let first = setting("FUZZ_SEED").unwrap_or(1);
    let time = Duration::from_secs(setting("FUZZ_SECONDS").unwrap_or(SECONDS));
    let start = Instant::now();
    let (mut tried, mut read) = (0, 0);
    while start.elapsed() < time {
        let began = Instant::now();
        read += u64::from(try_file(first + tried, &samples));
        try_rows(first + tried, &samples);
        assert!(
            began.elapsed() < LONGEST,
            "seed {} takes long",
            first + tried
        );
        tried += 1;
    }
    eprintln!("{tried} files from seed {first}, {read} read, the others refused");
    assert!(
        tried < 20 || tried / 10 < read,
        "{read} of {tried} were read"
    );
}
