//! What every kind of document looks like: its pages, small, against those in `tests/golden`. A line or a
//! rule that moves is found; how a viewer smooths an edge is not looked at. Needs `pdftoppm`.
//!
//! After a change that is meant: `GOLDEN_UPDATE=1 cargo test -p documents --test golden`, and look at them.
#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test stops where it fails"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use chrono::DateTime;
use documents::{Appearance, IssueRecord, LineEnds, pdf};
use domain::document::{Document, DocumentMark};

mod kinds;
mod sample;

/// Dots per inch: a character is five dots.
const RESOLUTION: &str = "36";
/// Pages of a document that are kept; what comes after looks like these.
const PAGES: &str = "3";
/// Shades of grey.
const SHADES: u8 = 16;
/// How much darker or lighter a square of so many dots may be, of 255.
const TOLERANCE: u32 = 24;
const SQUARE: usize = 8;

/// A page in shades of grey.
struct Picture {
    width: usize,
    dots: Vec<u8>,
}

impl Picture {
    /// Reads what pdftoppm writes (PGM).
    fn of_page(path: &Path) -> Self {
        let bytes = fs::read(path).unwrap();
        let mut words = bytes.splitn(4, |byte| byte.is_ascii_whitespace());
        assert_eq!(words.next(), Some(b"P5".as_slice()));
        let mut number = || {
            let word = std::str::from_utf8(words.next().unwrap()).unwrap();
            word.parse::<usize>().unwrap()
        };
        let (width, height) = (number(), number());
        let shade = |dot: &u8| (dot / (256 / u16::from(SHADES)) as u8) * (255 / (SHADES - 1));
        let dots = bytes[bytes.len() - width * height..]
            .iter()
            .map(shade)
            .collect();
        Self { width, dots }
    }

    fn read(path: &Path) -> Self {
        let file = fs::File::open(path).unwrap();
        let mut decoder = png::Decoder::new(std::io::BufReader::new(file));
        decoder.set_transformations(png::Transformations::EXPAND);
        let mut reader = decoder.read_info().unwrap();
        let mut dots = vec![0; reader.output_buffer_size().unwrap()];
        let about = reader.next_frame(&mut dots).unwrap();
        Self {
            width: about.width as usize,
            dots,
        }
    }

    /// Two dots to a byte.
    fn write(&self, path: &Path) {
        let height = self.dots.len() / self.width;
        let file = fs::File::create(path).unwrap();
        let mut encoder = png::Encoder::new(file, self.width as u32, height as u32);
        encoder.set_color(png::ColorType::Grayscale);
        encoder.set_depth(png::BitDepth::Four);
        encoder.set_compression(png::Compression::High);
        let shade = |dot: Option<&u8>| dot.map_or(0, |dot| dot / (255 / (SHADES - 1)));
        let pair = |pair: &[u8]| (shade(pair.first()) << 4) | shade(pair.get(1));
        let rows = self.dots.chunks(self.width);
        let data: Vec<u8> = rows.flat_map(|row| row.chunks(2).map(pair)).collect();
        let mut writer = encoder.write_header().unwrap();
        writer.write_image_data(&data).unwrap();
    }

    /// The mean of each square, from left to right and from top to bottom.
    fn squares(&self) -> Vec<u32> {
        let mut means = Vec::new();
        let rows: Vec<&[u8]> = self.dots.chunks(self.width).collect();
        for band in rows.chunks(SQUARE) {
            for left in (0..self.width).step_by(SQUARE) {
                let right = (left + SQUARE).min(self.width);
                let dots = band.iter().flat_map(|row| &row[left..right]);
                let (sum, count) = dots.fold((0, 0), |(sum, count), dot| {
                    (sum + u32::from(*dot), count + 1)
                });
                means.push(sum / count);
            }
        }
        means
    }

    /// Where it is not what it should be.
    fn differences(&self, wanted: &Self) -> Vec<String> {
        if self.width != wanted.width || self.dots.len() != wanted.dots.len() {
            return vec!["another size".to_owned()];
        }
        let across = self.width.div_ceil(SQUARE);
        let pairs = self.squares().into_iter().zip(wanted.squares()).enumerate();
        let differs = pairs.filter(|(_, (one, other))| TOLERANCE < one.abs_diff(*other));
        differs
            .map(|(place, (is, was))| {
                let (row, column) = (place / across, place % across);
                format!("row {row}, column {column}: {is}, was {was}")
            })
            .collect()
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

/// Pages of a document, drawn.
fn pages(name: &str, document: &Document, appearance: Appearance) -> Vec<(String, PathBuf)> {
    let drawn = Path::new(env!("CARGO_TARGET_TMPDIR")).join("golden");
    fs::create_dir_all(&drawn).unwrap();
    let record = IssueRecord {
        created_at: DateTime::from_timestamp(1_775_000_000, 0).unwrap(),
        document_id: [3; 16],
        author: "芽室町".to_owned(),
        producer: "委託台帳".to_owned(),
        manifest: None,
        appearance,
    };
    let file = drawn.join(format!("{name}.pdf"));
    fs::write(&file, pdf(document, &record).unwrap()).unwrap();
    let status = Command::new("pdftoppm")
        .args(["-r", RESOLUTION, "-gray", "-l", PAGES])
        .arg(&file)
        .arg(drawn.join(name))
        .status()
        .expect("pdftoppm is needed by this test: install poppler-utils");
    assert!(status.success());
    let mut pages: Vec<(String, PathBuf)> = fs::read_dir(&drawn)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter_map(|path| {
            let page = path
                .file_stem()?
                .to_str()?
                .strip_prefix(&format!("{name}-"))?;
            let is_page = path.extension()? == "pgm" && page.parse::<usize>().is_ok();
            let page = page.trim_start_matches('0');
            is_page.then(|| (format!("{name}-{page}.png"), path.clone()))
        })
        .collect();
    pages.sort();
    pages
}

#[test]
fn every_kind_of_document_looks_as_it_did() {
    let mut kinds: Vec<(String, Document, Appearance)> = kinds::every_kind()
        .into_iter()
        .map(|(name, document)| (name, document, Appearance::PLAIN))
        .collect();
    let numbered = Document {
        number: Some("特記R8-0001".to_owned()),
        ..sample::full_annex(DocumentMark::Issued)
    };
    let appearance = Appearance {
        line_ends: LineEnds::Hanging,
        code: Some("ITAKU1:%E7%89%B9%E8%A8%98R8-0001:0123456789ab".to_owned()),
    };
    kinds.push(("annex-hanging-code".to_owned(), numbered, appearance));
    let is_update = std::env::var_os("GOLDEN_UPDATE").is_some();
    let mut offences = Vec::new();
    for (name, document, appearance) in kinds {
        for (page, drawn) in pages(&name, &document, appearance) {
            let picture = Picture::of_page(&drawn);
            let golden = folder().join(&page);
            if is_update {
                fs::create_dir_all(folder()).unwrap();
                picture.write(&golden);
            } else if golden.exists() {
                let differences = picture.differences(&Picture::read(&golden));
                if !differences.is_empty() {
                    offences.push(format!(
                        "{page} ({}): {}",
                        drawn.display(),
                        differences.join("; ")
                    ));
                }
            } else {
                offences.push(format!("{page}: there is none to compare with"));
            }
        }
    }
    assert_eq!(offences, [""; 0]);
}

#[test]
fn the_pictures_stay_small() {
    let size = |entry: fs::DirEntry| entry.metadata().unwrap().len();
    let files = fs::read_dir(folder())
        .unwrap()
        .map(|entry| size(entry.unwrap()));
    let total: u64 = files.sum();
    assert!(total < 1_000_000, "{total} bytes");
}

#[test]
fn a_line_that_moved_is_found() {
    let page = |text: &str| {
        let document = Document {
            parts: vec![domain::document::Part::new(
                "表題",
                vec![domain::document::Block::paragraph(text)],
            )],
            ..Document::new("表題")
        };
        let (_, drawn) = pages("moved", &document, Appearance::PLAIN).remove(0);
        Picture::of_page(&drawn)
    };
    let text = "乙は、本業務に係る情報を適正に取り扱わなければならない。".repeat(2);
    let (one, same) = (page(&text), page(&text));
    assert_eq!(one.differences(&same), [""; 0]);
    let moved = page(&format!("{text}乙は、この特記事項を守るものとする。"));
    assert_ne!(one.differences(&moved), [""; 0]);
}
