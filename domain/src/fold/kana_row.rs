//! 五十音の行: where a list in 五十音 order is entered.

/// Rows one can jump to; the last is what stands in none.
pub const KANA_ROWS: [&str; 11] = [
    "あ", "か", "さ", "た", "な", "は", "ま", "や", "ら", "わ", "他",
];

/// First sign after the kana of the keys.
const END: &str = "ゟ";

/// What of the keys of [`sort_key`](super::sort_key) a row holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KanaRange {
    /// From a key, to one that is not in it.
    Row(&'static str, &'static str),
    /// Before the first, and from the second on: letters, digits, kanji without フリガナ.
    Outside(&'static str, &'static str),
}

impl KanaRange {
    /// The range of a row of [`KANA_ROWS`].
    #[must_use]
    pub fn of(row: &str) -> Option<Self> {
        let place = KANA_ROWS.iter().position(|it| *it == row)?;
        let first = KANA_ROWS[place];
        Some(match KANA_ROWS.get(place + 1) {
            None => Self::Outside("あ", END),
            Some(&"他") => Self::Row(first, END),
            Some(next) => Self::Row(first, next),
        })
    }

    /// Whether a key is in it.
    #[must_use]
    pub fn contains(self, key: &str) -> bool {
        match self {
            Self::Row(from, to) => from <= key && key < to,
            Self::Outside(before, from) => key < before || from <= key,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::sort_key, KANA_ROWS, KanaRange};

    #[test]
    fn every_name_is_in_one_row() {
        for (name, row) in [
            ("アサヒ", "あ"),
            ("ヴィオラ", "あ"),
            ("ガクシュウ", "か"),
            ("ソラ", "さ"),
            ("ドコ", "た"),
            ("ノラ", "な"),
            ("ポスト", "は"),
            ("モリ", "ま"),
            ("ヨウ", "や"),
            ("ロク", "ら"),
            ("ワダ", "わ"),
            ("ン", "わ"),
            ("ABC", "他"),
            ("3月", "他"),
            ("芽室町", "他"),
        ] {
            let key = sort_key(name);
            let rows = KANA_ROWS
                .iter()
                .filter(|row| KanaRange::of(row).is_some_and(|range| range.contains(&key)));
            assert_eq!(rows.copied().collect::<Vec<_>>(), [row], "{name} {key}");
        }
        assert_eq!(KanaRange::of("い"), None);
        assert_eq!(KanaRange::of(""), None);
    }
}
