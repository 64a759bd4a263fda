//! What else stands in columns: names with their values, boxes, senders and those who sign.

use domain::document::{Frame, Pairs, Ruling, Seal, Sender};

use super::measure::{break_lines, inner_measure};
use super::{
    CELL_SIZE, Cell, CellKind, PADDING_X, PADDING_Y, Parting, Row, Rules, Structure, TableLines,
};
use crate::font::FaceId;
use crate::layout::flow::{BODY_LEADING, BODY_SIZE};
use crate::layout::paragraph::Alignment;
use crate::layout::{ElementId, Scope};
use crate::shape::{ShapedText, Shaper};

/// Names are no wider than this share of the whole.
const WIDEST_LABEL: f32 = 0.4;
/// Where a sender begins, as a share of the width.
const SENDER_LEFT: f32 = 0.36;
const SEAL: &str = "印";

/// Breaks names and values into lines.
pub fn measure_pairs(pairs: &Pairs, width: f32, part: &str, shaper: &mut Shaper<'_>) -> TableLines {
    let (size, face) = match pairs.ruling {
        Ruling::Ruled => (CELL_SIZE, FaceId::Heading),
        Ruling::Open => (BODY_SIZE, FaceId::Body),
    };
    let shaped: Vec<_> = pairs
        .pairs
        .iter()
        .map(|pair| {
            let place = || format!("{part}の「{}」", pair.label);
            let label = shaper.shape_plain(&pair.label, face, &place);
            (
                label,
                shaper.shape_lines(&pair.value, FaceId::Body, &place),
                pair.lines,
            )
        })
        .collect();
    let widest = shaped
        .iter()
        .map(|(label, ..)| label.width())
        .max()
        .unwrap_or_default();
    let label_width = (points(widest, size) + 2.0 * PADDING_X + size).min(width * WIDEST_LABEL);
    let edges = vec![0.0, label_width, width];
    let kind = match pairs.ruling {
        Ruling::Ruled => CellKind::Head(Scope::Row),
        Ruling::Open => CellKind::Data,
    };
    let rows = shaped.into_iter().map(|(label, value, lines)| Row {
        cells: vec![
            cell(0, kind, &[label], label_width, size),
            cell(1, CellKind::Data, &value, width - label_width, size),
        ],
        least_lines: usize::try_from(lines).unwrap_or(1),
    });
    let rows = rows.collect();
    match pairs.ruling {
        Ruling::Ruled => TableLines {
            caption: pairs.caption.clone(),
            ..ruled(edges, rows)
        },
        Ruling::Open => TableLines {
            structure: Structure::LabelledList,
            caption: pairs.caption.clone(),
            leading: BODY_LEADING,
            size,
            padding: 0.0,
            rules: Rules::Blanks,
            space_after: BODY_LEADING * 0.5,
            ..ruled(edges, rows)
        },
    }
}

/// Breaks the text of a box into lines.
pub fn measure_frame(frame: &Frame, width: f32, part: &str, shaper: &mut Shaper<'_>) -> TableLines {
    let place = || format!("{part}の「{}」", frame.label);
    let mut lines = Vec::new();
    if !frame.label.is_empty() {
        lines.push(shaper.shape_plain(&frame.label, FaceId::Heading, &place));
    }
    lines.extend(shaper.shape_lines(&frame.text, FaceId::Body, &place));
    let rows = vec![Row {
        cells: vec![cell(0, CellKind::Data, &lines, width, CELL_SIZE)],
        least_lines: usize::try_from(frame.lines).unwrap_or(1),
    }];
    TableLines {
        structure: Structure::Paragraphs,
        caption: frame.label.clone(),
        ..ruled(vec![0.0, width], rows)
    }
}

/// Breaks the lines of a sender, in the right half of the page.
pub fn measure_sender(
    sender: &Sender,
    width: f32,
    part: &str,
    shaper: &mut Shaper<'_>,
) -> TableLines {
    let mut shape =
        |text: &str| shaper.shape_plain(text, FaceId::Body, &|| format!("{part}の記名欄"));
    let role = shape(&sender.role);
    let seal = shape(SEAL);
    let labels: Vec<_> = sender
        .entries
        .iter()
        .map(|entry| shape(&entry.label))
        .collect();
    let values: Vec<_> = sender
        .entries
        .iter()
        .map(|entry| shape(&entry.value))
        .collect();
    let column = |texts: &[ShapedText]| {
        let widest = texts
            .iter()
            .map(ShapedText::width)
            .max()
            .unwrap_or_default();
        if widest == 0 {
            0.0
        } else {
            points(widest, BODY_SIZE) + 2.0 * PADDING_X + BODY_SIZE * 0.5
        }
    };
    let left = width * SENDER_LEFT;
    let role_right = left + column(std::slice::from_ref(&role)).min(width * 0.2);
    let label_right = role_right + column(&labels).min(width * 0.25);
    let is_sealed = sender
        .entries
        .iter()
        .any(|entry| entry.seal == Seal::Printed);
    let seal_left = if is_sealed {
        width - points(1000, BODY_SIZE) - 2.0 * PADDING_X
    } else {
        width
    };
    let edges = vec![left, role_right, label_right, seal_left, width];
    let rows = sender.entries.iter().enumerate().map(|(index, entry)| {
        let text = |column: usize, kind, text: &ShapedText| {
            let width = edges[column + 1] - edges[column];
            cell(column, kind, std::slice::from_ref(text), width, BODY_SIZE)
        };
        let kind = if entry.value.is_empty() {
            CellKind::Blank
        } else {
            CellKind::Data
        };
        let mut cells = Vec::new();
        if index == 0 && !sender.role.is_empty() {
            cells.push(text(0, CellKind::Data, &role));
        }
        if !entry.label.is_empty() {
            cells.push(text(1, CellKind::Data, &labels[index]));
        }
        cells.push(text(2, kind, &values[index]));
        match entry.seal {
            Seal::Printed => cells.push(text(3, CellKind::Data, &seal)),
            Seal::None => {}
        }
        Row {
            cells,
            least_lines: 1,
        }
    });
    let rows = rows.collect();
    TableLines {
        structure: Structure::Paragraphs,
        size: BODY_SIZE,
        leading: BODY_LEADING,
        padding: 0.0,
        rules: Rules::Blanks,
        parting: Parting::Never,
        space_before: 0.0,
        space_after: BODY_LEADING * 0.5,
        ..ruled(edges, rows)
    }
}

/// A ruled table without a head.
fn ruled(edges: Vec<f32>, rows: Vec<Row>) -> TableLines {
    TableLines {
        structure: Structure::Table,
        caption: String::new(),
        edges,
        size: CELL_SIZE,
        leading: CELL_SIZE * 1.45,
        padding: PADDING_Y,
        space_before: CELL_SIZE * 1.45 * 0.4,
        space_after: CELL_SIZE * 1.45,
        head: Vec::new(),
        rows,
        rules: Rules::Grid,
        parting: Parting::AfterRows,
    }
}

fn cell(column: usize, kind: CellKind, lines: &[ShapedText], width: f32, size: f32) -> Cell {
    Cell {
        element: ElementId(0),
        kind,
        column,
        columns: 1,
        rows: 1,
        lines: break_lines(lines, inner_measure(width, size), Alignment::Start),
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "lengths in a line are far below 2^24"
)]
fn points(length: i32, size: f32) -> f32 {
    length as f32 * size / 1000.0
}
