//! Numbers as people read them.

/// Digits in threes: `1,234,000`.
#[must_use]
pub fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = String::from(if number < 0 { "-" } else { "" });
    for (place, digit) in digits.chars().enumerate() {
        if 0 < place && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// The size of a file in the unit a person would use: `1.1MB`, `320KB`, `85バイト`.
#[must_use]
pub fn file_size(bytes: i64) -> String {
    const KILO: i64 = 1024;
    if bytes < KILO {
        format!("{bytes}バイト")
    } else if bytes < KILO * KILO {
        format!("{}KB", bytes / KILO)
    } else {
        let tenths = bytes * 10 / (KILO * KILO);
        format!("{}.{}MB", tenths / 10, tenths % 10)
    }
}

#[cfg(test)]
mod tests {
    use super::{file_size, grouped};

    #[test]
    fn a_size_is_said_in_the_unit_a_person_would_use() {
        for (bytes, words) in [
            (85, "85バイト"),
            (1_024, "1KB"),
            (327_900, "320KB"),
            (1_254_301, "1.1MB"),
        ] {
            assert_eq!(file_size(bytes), words);
        }
    }

    #[test]
    fn digits_stand_in_threes() {
        for (number, text) in [
            (0, "0"),
            (999, "999"),
            (1_000, "1,000"),
            (-1_234_567, "-1,234,567"),
            (100_000, "100,000"),
        ] {
            assert_eq!(grouped(number), text);
        }
    }
}
