use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// The holidays of a year as `1/1 元日`.
fn holidays(year: i32) -> Vec<String> {
    NaiveDate::from_ymd_opt(year, 1, 1)
        .unwrap()
        .iter_days()
        .take_while(|date| date.year() == year)
        .filter_map(|date| {
            holiday_name(date).map(|name| format!("{}/{} {name}", date.month(), date.day()))
        })
        .collect()
}

#[test]
fn the_years_of_the_published_lists_are_right() {
    assert_eq!(
        holidays(2019),
        [
            "1/1 元日",
            "1/14 成人の日",
            "2/11 建国記念の日",
            "3/21 春分の日",
            "4/29 昭和の日",
            "4/30 国民の休日",
            "5/1 即位の日",
            "5/2 国民の休日",
            "5/3 憲法記念日",
            "5/4 みどりの日",
            "5/5 こどもの日",
            "5/6 振替休日",
            "7/15 海の日",
            "8/11 山の日",
            "8/12 振替休日",
            "9/16 敬老の日",
            "9/23 秋分の日",
            "10/14 体育の日",
            "10/22 即位礼正殿の儀の行われる日",
            "11/3 文化の日",
            "11/4 振替休日",
            "11/23 勤労感謝の日",
        ]
    );
    assert_eq!(
        holidays(2020),
        [
            "1/1 元日",
            "1/13 成人の日",
            "2/11 建国記念の日",
            "2/23 天皇誕生日",
            "2/24 振替休日",
            "3/20 春分の日",
            "4/29 昭和の日",
            "5/3 憲法記念日",
            "5/4 みどりの日",
            "5/5 こどもの日",
            "5/6 振替休日",
            "7/23 海の日",
            "7/24 スポーツの日",
            "8/10 山の日",
            "9/21 敬老の日",
            "9/22 秋分の日",
            "11/3 文化の日",
            "11/23 勤労感謝の日",
        ]
    );
    assert_eq!(
        holidays(2021),
        [
            "1/1 元日",
            "1/11 成人の日",
            "2/11 建国記念の日",
            "2/23 天皇誕生日",
            "3/20 春分の日",
            "4/29 昭和の日",
            "5/3 憲法記念日",
            "5/4 みどりの日",
            "5/5 こどもの日",
            "7/22 海の日",
            "7/23 スポーツの日",
            "8/8 山の日",
            "8/9 振替休日",
            "9/20 敬老の日",
            "9/23 秋分の日",
            "11/3 文化の日",
            "11/23 勤労感謝の日",
        ]
    );
    assert_eq!(
        holidays(2026),
        [
            "1/1 元日",
            "1/12 成人の日",
            "2/11 建国記念の日",
            "2/23 天皇誕生日",
            "3/20 春分の日",
            "4/29 昭和の日",
            "5/3 憲法記念日",
            "5/4 みどりの日",
            "5/5 こどもの日",
            "5/6 振替休日",
            "7/20 海の日",
            "8/11 山の日",
            "9/21 敬老の日",
            "9/22 国民の休日",
            "9/23 秋分の日",
            "10/12 スポーツの日",
            "11/3 文化の日",
            "11/23 勤労感謝の日",
        ]
    );
}

#[test]
fn older_rules_hold_for_their_years() {
    for (date, name) in [
        ("2000-07-20", Some("海の日")),
        ("2002-09-15", Some("敬老の日")),
        ("2002-09-16", Some("振替休日")),
        ("2006-04-29", Some("みどりの日")),
        ("2006-05-04", Some("国民の休日")),
        ("2007-05-04", Some("みどりの日")),
        ("2009-05-06", Some("振替休日")),
        ("2009-09-22", Some("国民の休日")),
        ("2015-08-11", None),
        ("2018-12-24", Some("振替休日")),
        ("2019-12-23", None),
        ("2032-09-21", Some("国民の休日")),
    ] {
        assert_eq!(holiday_name(day(date)), name, "{date}");
    }
}

#[test]
fn equinoxes_agree_with_the_calendar() {
    for (date, name) in [
        ("2000-03-20", "春分の日"),
        ("2003-03-21", "春分の日"),
        ("2012-09-22", "秋分の日"),
        ("2024-03-20", "春分の日"),
        ("2024-09-22", "秋分の日"),
        ("2025-09-23", "秋分の日"),
        ("2027-03-21", "春分の日"),
        ("2092-03-19", "春分の日"),
    ] {
        assert_eq!(holiday_name(day(date)), Some(name), "{date}");
    }
}

#[test]
fn a_deadline_moves_over_new_year_and_holidays() {
    let calendar = BusinessCalendar::default();
    for (date, before, after) in [
        ("2026-12-28", "2026-12-28", "2026-12-28"),
        ("2026-12-29", "2026-12-28", "2027-01-04"),
        ("2027-01-03", "2026-12-28", "2027-01-04"),
        ("2026-09-20", "2026-09-18", "2026-09-24"),
        ("2026-05-02", "2026-05-01", "2026-05-07"),
    ] {
        assert_eq!(calendar.on_or_before(day(date)), day(before), "{date}");
        assert_eq!(calendar.on_or_after(day(date)), day(after), "{date}");
    }
}

#[test]
fn a_town_may_close_and_open_days_of_its_own() {
    let calendar = BusinessCalendar::default()
        .with_extra_closed([day("2026-07-01")])
        .with_extra_open([day("2026-03-29")]);
    assert_eq!(
        calendar.closed_reason(day("2026-07-01")),
        Some(ClosedReason::Extra)
    );
    assert!(calendar.is_open(day("2026-03-29")));
    assert_eq!(
        calendar
            .closed_reason(day("2026-03-28"))
            .map(ClosedReason::label),
        Some("土曜日・日曜日")
    );
}

#[test]
fn every_run_of_closed_days_is_short() {
    let calendar = BusinessCalendar::default();
    let first = day("2000-01-01");
    for date in first.iter_days().take(36_524) {
        let wait = (calendar.on_or_after(date) - date).num_days();
        assert!(wait <= 10, "{date}");
    }
}
