//! What the person at the terminal sees: each step with the time since the start, Japanese first.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "this is where xtask prints"
)]

use std::sync::LazyLock;
use std::time::Instant;

static STARTED: LazyLock<Instant> = LazyLock::new(Instant::now);

/// Announces a step and about how long it takes (「約30秒」, or empty when it is over at once).
pub(crate) fn step(what: &str, about: &str) {
    let about = if about.is_empty() {
        String::new()
    } else {
        format!("（{about}）")
    };
    println!("{} ▶ {what}{about}", elapsed());
}

/// A result or a fact worth knowing.
pub(crate) fn note(what: &str) {
    println!("{}   {what}", elapsed());
}

/// Something that works less well than it could.
pub(crate) fn warn(what: &str) {
    println!("{} ⚠ {what}", elapsed());
}

pub(crate) fn done(what: &str) {
    println!("{} ✔ {what}", elapsed());
}

/// The whole chain of causes, outermost first.
pub(crate) fn failed(error: &anyhow::Error) {
    eprintln!("{} ✘ 失敗しました / failed", elapsed());
    for cause in error.chain() {
        eprintln!("           {cause}");
    }
}

/// Lines without a clock: tables, or what another program said.
pub(crate) fn plain(lines: &str) {
    println!("{lines}");
}

fn elapsed() -> String {
    format!("[{:6.1}s]", STARTED.elapsed().as_secs_f64())
}

/// Pads to a width in terminal columns; a Japanese character takes two.
pub(crate) fn pad(text: &str, columns: usize) -> String {
    let used: usize = text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
    format!("{text}{}", " ".repeat(columns.saturating_sub(used)))
}

/// 1,234 KB, rounded up.
pub(crate) fn kilobytes(bytes: usize) -> String {
    let digits = bytes.div_ceil(1024).to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{grouped} KB")
}

#[cfg(test)]
mod tests {
    use super::{kilobytes, pad};

    #[test]
    fn sizes_are_grouped_by_thousands_and_rounded_up() {
        assert_eq!(kilobytes(0), "0 KB");
        assert_eq!(kilobytes(1), "1 KB");
        assert_eq!(kilobytes(358_400), "350 KB");
        assert_eq!(kilobytes(1_234 * 1024), "1,234 KB");
        assert_eq!(kilobytes(1_234_567 * 1024), "1,234,567 KB");
    }

    #[test]
    fn japanese_takes_two_columns() {
        assert_eq!(pad("可", 4), "可  ");
        assert_eq!(pad("ok", 4), "ok  ");
        assert_eq!(pad("長い名前", 4), "長い名前");
    }
}
