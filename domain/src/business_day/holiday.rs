//! 国民の祝日に関する法律 (昭和23年法律第178号) with its amendments in force from 2000 to 2099.
//!
//! Earlier years lack what was different then. Later ones hold as long as the law is not changed:
//! the 内閣府 list of the coming year, published each February, always wins (import it).

use chrono::{Datelike, NaiveDate, Weekday};

/// The name of a 国民の祝日, 振替休日 or 国民の休日.
#[must_use]
pub fn holiday_name(date: NaiveDate) -> Option<&'static str> {
    if let Some(name) = national_holiday(date) {
        return Some(name);
    }
    if is_substitute(date) {
        return Some("振替休日");
    }
    // 第3条第3項: a day between two 国民の祝日. Before 2007 not on a Sunday, which is closed anyway.
    let is_between = is_national_holiday(date.pred_opt()) && is_national_holiday(date.succ_opt());
    is_between.then_some("国民の休日")
}

/// 第3条第2項: a holiday on a Sunday moves to the next day that is none; before 2007 to Monday only.
fn is_substitute(date: NaiveDate) -> bool {
    let mut day = date.pred_opt();
    while let Some(before) = day.filter(|before| national_holiday(*before).is_some()) {
        if before.weekday() == Weekday::Sun {
            return true;
        }
        if date.year() < 2007 {
            return false;
        }
        day = before.pred_opt();
    }
    false
}

fn is_national_holiday(date: Option<NaiveDate>) -> bool {
    date.is_some_and(|date| national_holiday(date).is_some())
}

/// 第2条, with the days that single laws moved or added.
fn national_holiday(date: NaiveDate) -> Option<&'static str> {
    let (year, month, day) = (date.year(), date.month(), date.day());
    if let Some(moved) = special_year(year, month, day) {
        return moved;
    }
    let is_monday = |week: u32| date.weekday() == Weekday::Mon && day.div_ceil(7) == week;
    let name = match (month, day) {
        (1, 1) => "元日",
        (1, _) if is_monday(2) => "成人の日",
        (2, 11) => "建国記念の日",
        (2, 23) if year >= 2020 => "天皇誕生日",
        (3, _) if day == vernal_equinox(year) => "春分の日",
        (4, 29) if year >= 2007 => "昭和の日",
        (4, 29) => "みどりの日",
        (5, 3) => "憲法記念日",
        (5, 4) if year >= 2007 => "みどりの日",
        (5, 5) => "こどもの日",
        (7, 20) if year < 2003 => "海の日",
        (7, _) if year >= 2003 && is_monday(3) => "海の日",
        (8, 11) if year >= 2016 => "山の日",
        (9, 15) if year < 2003 => "敬老の日",
        (9, _) if year >= 2003 && is_monday(3) => "敬老の日",
        (9, _) if day == autumnal_equinox(year) => "秋分の日",
        (10, _) if is_monday(2) && year >= 2020 => "スポーツの日",
        (10, _) if is_monday(2) => "体育の日",
        (11, 3) => "文化の日",
        (11, 23) => "勤労感謝の日",
        (12, 23) if year < 2019 => "天皇誕生日",
        _ => return None,
    };
    Some(name)
}

/// Years with laws of their own: 天皇の即位の日及び即位礼正殿の儀の行われる日を休日とする法律
/// (平成30年法律第99号), and the moves for the Tokyo games (平成三十二年東京オリンピック…特別措置法
/// 第32条第1項, as amended by 令和2年法律第68号). `Some(None)`: an ordinary holiday that moved away.
fn special_year(year: i32, month: u32, day: u32) -> Option<Option<&'static str>> {
    match (year, month, day) {
        (2019, 5, 1) => Some(Some("即位の日")),
        (2019, 10, 22) => Some(Some("即位礼正殿の儀の行われる日")),
        (2020, 7, 23) | (2021, 7, 22) => Some(Some("海の日")),
        (2020, 7, 24) | (2021, 7, 23) => Some(Some("スポーツの日")),
        (2020, 8, 10) | (2021, 8, 8) => Some(Some("山の日")),
        (2020 | 2021, 7 | 8 | 10, _) => Some(None),
        _ => None,
    }
}

/// Day of March. Published yearly by the 国立天文台 (暦要項); this formula of 海上保安庁水路部
/// 「新こよみ便利帳」 gives the same days from 1980 to 2099.
fn vernal_equinox(year: i32) -> u32 {
    equinox(20_843_100, year)
}

/// Day of September.
fn autumnal_equinox(year: i32) -> u32 {
    equinox(23_248_800, year)
}

/// In millionths of a day, so that no rounding differs between browser and server.
fn equinox(base: i32, year: i32) -> u32 {
    let years = year - 1980;
    let day = (i64::from(base) + 242_194 * i64::from(years)) / 1_000_000 - i64::from(years / 4);
    u32::try_from(day).unwrap_or(0)
}
