//! 約物と和欧間のアキ: the blanks each character gives up or gains because of its neighbours,
//! whatever the line.

use crate::shape::{Class, Cluster};

/// The blank half of an opening or closing mark.
pub(super) const HALF: i32 = 500;
/// 四分アキ between Japanese and Western characters.
const QUARTER: i32 = 250;
/// A cluster with the blanks it gives up or gains whatever the line.
#[derive(Clone, Copy)]
pub(super) struct Spaced {
    pub(super) back: i32,
    pub(super) advance: i32,
    /// Blank after it which it loses at the end of a line.
    pub(super) tail: i32,
    /// Blank around it that may be squeezed out.
    pub(super) squeezable: i32,
}

/// The blanks between all of them.
pub(super) fn space(clusters: &[Cluster]) -> Vec<Spaced> {
    let class = |index: usize| clusters.get(index).map(|cluster| cluster.class);
    let spaced = |(index, cluster): (usize, &Cluster)| {
        let previous = index.checked_sub(1).and_then(class);
        space_one(cluster, previous, class(index + 1))
    };
    clusters.iter().enumerate().map(spaced).collect()
}

fn space_one(cluster: &Cluster, previous: Option<Class>, next: Option<Class>) -> Spaced {
    let mut spaced = Spaced {
        back: 0,
        advance: cluster.advance,
        tail: 0,
        squeezable: 0,
    };
    match cluster.class {
        Class::Opening => {
            use Class::{Closing, MiddleDot, Opening, WideSpace};
            if matches!(previous, Some(Closing | Opening | MiddleDot | WideSpace)) {
                spaced.back = HALF;
            } else {
                spaced.squeezable = HALF / 2;
            }
        }
        Class::Closing => {
            if matches!(
                next,
                Some(Class::Closing | Class::MiddleDot | Class::WideSpace)
            ) {
                spaced.advance -= HALF;
            } else {
                spaced.tail = HALF;
                spaced.squeezable = if cluster.base == '。' { 0 } else { HALF / 2 };
            }
        }
        Class::Ideographic | Class::Inseparable if next == Some(Class::Western) => {
            spaced.widen(cluster);
        }
        Class::Western if matches!(next, Some(Class::Ideographic | Class::Inseparable)) => {
            spaced.widen(cluster);
        }
        Class::Space => spaced.tail = cluster.advance,
        Class::WideSpace => spaced.tail = cluster.advance,
        Class::Ideographic | Class::Inseparable | Class::Western | Class::MiddleDot => {}
    }
    spaced
}

impl Spaced {
    fn widen(&mut self, cluster: &Cluster) {
        self.advance = cluster.advance + QUARTER;
        self.tail = QUARTER;
        self.squeezable = QUARTER / 2;
    }

    pub(super) fn width(&self) -> i32 {
        self.advance - self.back
    }
}
