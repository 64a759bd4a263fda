//! The outline of a glyph as rings of points, for what is drawn as a picture. Curves come out
//! cubic, as PDF wants them.

use crate::font::Face;

/// A closed ring.
pub(super) type Ring = Vec<RingPoint>;

/// A point of a ring, in points of the page from its lower left corner.
#[derive(Clone, Copy)]
pub(super) struct RingPoint {
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) kind: PointKind,
}

/// Whether a ring passes through a point.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum PointKind {
    /// It does.
    Corner,
    /// It is drawn towards it: a control point of a curve.
    Control,
}

/// The rings of a glyph of this size whose box begins at `origin` on the baseline.
pub(super) fn rings(face: &Face<'_>, glyph: u16, size: f32, origin: (f32, f32)) -> Vec<Ring> {
    let mut outline = Outline {
        scale: size / f32::from(face.units_per_em()),
        origin,
        pen: (0.0, 0.0),
        rings: Vec::new(),
    };
    face.outline(glyph, &mut outline);
    outline.rings
}

struct Outline {
    scale: f32,
    origin: (f32, f32),
    /// In units of the face.
    pen: (f32, f32),
    rings: Vec<Ring>,
}

impl Outline {
    fn point(&self, x: f32, y: f32, kind: PointKind) -> RingPoint {
        let (left, bottom) = self.origin;
        RingPoint {
            x: left + x * self.scale,
            y: bottom + y * self.scale,
            kind,
        }
    }

    fn push(&mut self, x: f32, y: f32, kind: PointKind) {
        let point = self.point(x, y, kind);
        self.pen = (x, y);
        if let Some(ring) = self.rings.last_mut() {
            ring.push(point);
        }
    }
}

impl ttf_parser::OutlineBuilder for Outline {
    fn move_to(&mut self, x: f32, y: f32) {
        self.rings.push(Vec::new());
        self.push(x, y, PointKind::Corner);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.push(x, y, PointKind::Corner);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let (x0, y0) = self.pen;
        let towards = |from: f32, control: f32| from + (control - from) * 2.0 / 3.0;
        let (first, second) = (
            (towards(x0, x1), towards(y0, y1)),
            (towards(x, x1), towards(y, y1)),
        );
        self.curve_to(first.0, first.1, second.0, second.1, x, y);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.push(x1, y1, PointKind::Control);
        self.push(x2, y2, PointKind::Control);
        self.push(x, y, PointKind::Corner);
    }

    fn close(&mut self) {}
}
