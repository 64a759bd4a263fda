use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;
use crate::fiscal_year::FiscalYear;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn context() -> ReadingContext {
    ReadingContext {
        fiscal_year: Some(FiscalYear(2026)),
        ..ReadingContext::default()
    }
}

#[test]
fn every_spelling_that_names_its_year_is_read() {
    fn check(text: &str, expect: &str) {
        assert_eq!(parse_date(text), Ok(day(expect)), "{text}");
        let read = read_date(text, &context()).unwrap().unwrap();
        assert_eq!(
            (read.date, read.notes),
            (Some(day(expect)), vec![]),
            "{text}"
        );
    }
    for text in [
        "令和8年4月1日",
        "令和８年４月１日",
        "令和 8年 4月 1日",
        "　令和８年　４月　１日　",
        "R8.4.1",
        "Ｒ８．４．１",
        "R08.04.01",
        "r8/4/1",
        "R8-4-1",
        "Ｒ８－４－１",
        "R 8.4.1",
        "R.8.4.1",
        "令8・4・1",
        "令和8.4.1",
        "㋿8.4.1",
        "㋿8年4月1日",
        "R8 4 1",
        "R8。4。1",
        "R8.4/1",
        "令和8年4.1",
        "R8・４・１",
        "R080401",
        "令和八年四月一日",
        "R8.4.1.",
        "2026/4/1",
        "2026-04-01",
        "2026年4月1日",
        "20260401",
        "２０２６０４０１",
        "２０２６／０４／０１",
        "2026.4.1",
        "2026 4 1",
        "西暦2026年4月1日",
        "二〇二六年四月一日",
        "2026/4/1 0:00:00",
        "2026-04-01T00:00:00",
        "令和8年（2026年）4月1日",
        "2026年（令和8年）4月1日",
        "2026(R8)年4月1日",
        "令和8年4月1日（水）",
        "R8.4.1(水)",
        "令和8年4月1日水曜日",
        "2026年4月1日（水）令和8年度",
        "2026―4―1",
        "2026‐4‐1",
        "2026−4−1",
    ] {
        if !text.contains('\u{2060}') {
            check(text, "2026-04-01");
        }
    }
    check("令和元年5月1日", "2019-05-01");
    check("R1.5.1", "2019-05-01");
    check("R元.5.1", "2019-05-01");
    check("平成31年4月30日", "2019-04-30");
    check("H31.4.30", "2019-04-30");
    check("㍻元年1月8日", "1989-01-08");
    check("昭和64年1月7日", "1989-01-07");
    check("S29.7.20", "1954-07-20");
    check("㍼55.4.1", "1980-04-01");
    check("大正15年12月25日", "1926-12-25");
    check("昭和元年12月25日", "1926-12-25");
    check("T1.7.30", "1912-07-30");
    check("㍾45.7.30", "1912-07-30");
    check("明治三十七年十二月三十一日", "1904-12-31");
    check("R10.2.29", "2028-02-29");
    check("令和二十一年十一月二十一日", "2039-11-21");
}

#[test]
fn a_form_field_says_what_is_wrong_with_a_date() {
    fn check(text: &str, message: &str) {
        assert_eq!(parse_date(text).unwrap_err().to_string(), message, "{text}");
    }
    check(
        "R8.2.29",
        "令和8年2月29日という日はありません。令和8年2月は28日までです。日を確かめてください。",
    );
    check(
        "2026/11/31",
        "2026年11月31日という日はありません。2026年11月は30日までです。日を確かめてください。",
    );
    check(
        "R8.13.1",
        "「R8.13.1」の13月という月はありません。月を1から12までで入力してください。",
    );
    check(
        "平成31年5月1日",
        "平成31年5月1日という日はありません。その日は令和元年5月1日です。R1.5.1と入力してください。",
    );
    check(
        "令和元年4月30日",
        "令和元年4月30日という日はありません。その日は平成31年4月30日です。H31.4.30と入力してください。",
    );
    check(
        "S64.1.8",
        "昭和64年1月8日という日はありません。その日は平成元年1月8日です。H1.1.8と入力してください。",
    );
    check(
        "9.3.31",
        "「9.3.31」には元号がありません。令和9年3月31日のことなら R9.3.31 と入力してください。",
    );
    check(
        "26.4.1",
        "「26.4.1」の年が分かりません（令和26年、平成26年、昭和26年、明治26年、2026年のどれでもありえます）。元号か西暦4桁を付けて入力してください。例）H26.4.1、2026/4/1",
    );
    check(
        "4/1",
        "「4/1」には年がありません。年から入力してください。例）R8.4.1、2026/4/1",
    );
    check(
        "R9.3",
        "「R9.3」には日がありません。日まで入力してください。例）R9.3.31、2027/3/31",
    );
    check(
        "R9年度",
        "「R9年度」には日がありません。日まで入力してください。例）R9.3.31、2027/3/31",
    );
    check(
        "令和9年3月31日（火）",
        "「令和9年3月31日（火）」の中の「火曜日」が日付と合いません（令和9年3月31日は水曜日です）。どちらが正しいか確かめてください。",
    );
    check(
        "令和9年（2026年）3月31日",
        "「令和9年（2026年）3月31日」の中の「2026年」が日付と合いません（令和9年3月31日は2027年です）。どちらが正しいか確かめてください。",
    );
    for text in [
        "",
        "未定",
        "46113",
        "R0.4.1",
        "R8.4.1.1",
        "0226/4/1",
        "10260401",
        "R8",
        "あ",
        "R8.4.1～R9.3.31",
        "R8.4.1済",
        "年月日",
        "123.4.5",
        "R8.4.",
        "--",
        "平成",
    ] {
        assert!(parse_date(text).is_err(), "{text}");
    }
}

#[test]
fn a_ledger_date_is_read_with_its_notes() {
    fn check(text: &str, expect: Option<&str>, notes: &[DateNote]) {
        let read = read_date(text, &context()).unwrap().unwrap();
        assert_eq!(
            (read.date, read.notes.as_slice()),
            (expect.map(day), notes),
            "{text}"
        );
    }
    check("8.4.1", Some("2026-04-01"), &[DateNote::EraAssumed]);
    check("8/4/1", Some("2026-04-01"), &[DateNote::EraAssumed]);
    check("8.11.5", Some("2026-11-05"), &[DateNote::EraAssumed]);
    check("8年4月1日", Some("2026-04-01"), &[DateNote::EraAssumed]);
    check("4/1", Some("2026-04-01"), &[DateNote::YearFromFiscalYear]);
    check(
        "4月1日",
        Some("2026-04-01"),
        &[DateNote::YearFromFiscalYear],
    );
    check("9/7", Some("2026-09-07"), &[DateNote::YearFromFiscalYear]);
    check(
        "12月25日",
        Some("2026-12-25"),
        &[DateNote::YearFromFiscalYear],
    );
    check("2/1", Some("2027-02-01"), &[DateNote::YearFromFiscalYear]);
    check(
        "平成32年4月1日",
        Some("2020-04-01"),
        &[DateNote::EraAfterChange],
    );
    check(
        "平成31年5月1日",
        Some("2019-05-01"),
        &[DateNote::EraAfterChange],
    );
    check("46113", Some("2026-04-01"), &[DateNote::Serial]);
    check("46296", Some("2026-10-01"), &[DateNote::Serial]);
    for text in [
        "未定",
        "随時",
        "自動更新",
        "契約締結日から1年間",
        "R8.12予定",
        "未",
    ] {
        check(text, None, &[DateNote::TextKept]);
    }
    for text in [
        "R8.4.3済",
        "令和8.4.3済",
        "Ｒ８．４．３済",
        "R8.4.3制定",
        "令和8年4月3日付け",
    ] {
        check(text, Some("2026-04-03"), &[]);
    }
    for text in ["", "　", "－", "―", "ー", "-", "該当なし", "なし", "N/A"] {
        assert_eq!(read_date(text, &context()), Ok(None), "{text}");
    }
    let note_1904 = ReadingContext {
        epoch: ExcelEpoch::From1904,
        ..context()
    };
    let read = read_date("44651", &note_1904).unwrap().unwrap();
    assert_eq!(read.date, Some(day("2026-04-01")));
}

#[test]
fn a_ledger_date_that_cannot_be_known_has_a_code() {
    fn check(text: &str, context: &ReadingContext, code: &str) {
        assert_eq!(read_date(text, context).unwrap_err().code(), code, "{text}");
    }
    for text in ["26.4.1", "27.4.1", "30/4/1"] {
        check(text, &context(), "date_ambiguous");
    }
    check("4/1", &ReadingContext::default(), "date_ambiguous");
    for text in [
        "R8.2.29",
        "R9.2.29",
        "R8.11.31",
        "令和元年4月30日",
        "2/29",
        "8.2.29",
        "四月吉日",
        "99999",
    ] {
        check(text, &context(), "date_invalid");
    }
}

#[test]
fn a_month_means_its_first_or_its_last_day() {
    let end = ReadingContext {
        edge: PeriodEdge::End,
        ..context()
    };
    for (text, first, last) in [
        ("R8.4", "2026-04-01", "2026-04-30"),
        ("令和8年4月", "2026-04-01", "2026-04-30"),
        ("2026/4", "2026-04-01", "2026-04-30"),
        ("R9.2", "2027-02-01", "2027-02-28"),
        ("平成31年4月", "2019-04-01", "2019-04-30"),
        ("令和元年5月", "2019-05-01", "2019-05-31"),
    ] {
        let read = |context: &ReadingContext| read_date(text, context).unwrap().unwrap();
        assert_eq!(read(&context()).date, Some(day(first)), "{text}");
        assert_eq!(read(&end).date, Some(day(last)), "{text}");
        assert_eq!(read(&end).precision, DatePrecision::Month);
    }
}

#[test]
fn every_spelling_of_a_period_is_read() {
    fn check(text: &str, start: &str, end: &str, precision: DatePrecision) {
        let read = read_period(text, &context()).unwrap().unwrap();
        assert_eq!(
            (read.start, read.end),
            (Some(day(start)), Some(day(end))),
            "{text}"
        );
        assert_eq!(
            (read.precision, read.problem),
            (Some(precision), None),
            "{text}"
        );
        let notes: &[DateNote] = match text {
            "8.4.1～9.3.31" => &[DateNote::EraAssumed],
            "4/1～3/31" => &[DateNote::YearFromFiscalYear],
            _ => &[],
        };
        assert_eq!(read.notes, notes, "{text}");
    }
    for text in [
        "R8.4.1～R9.3.31",
        "R8.4.1〜R9.3.31",
        "R8.4.1-R9.3.31",
        "R8.4.1－R9.3.31",
        "R8.4.1ーR9.3.31",
        "R8-4-1-R9-3-31",
        "2026-04-01-2027-03-31",
        "2026-04-01～2027-03-31",
        "2026/4/1～2027/3/31",
        "令和8年4月1日から令和9年3月31日まで",
        "令和８年４月１日～令和９年３月３１日",
        "自R8.4.1 至R9.3.31",
        "自　令和8年4月1日\n至　令和9年3月31日",
        "R8.4.1\nR9.3.31",
        "Ｒ８．４．１～Ｒ９．３．３１",
        "R8.4.1～3.31",
        "R8.4.1～9.3.31",
        "R8.4.1-3.31",
        "8.4.1～9.3.31",
        "4/1～3/31",
        "R8.4.1→R9.3.31",
        "令和8年4月1日から翌年3月31日まで",
        "令和8年4月1日（水）～令和9年3月31日（水）",
        "R8.4.1 ～ R9.3.31",
    ] {
        check(text, "2026-04-01", "2027-03-31", DatePrecision::Day);
    }
    for text in [
        "R8.4～R9.3",
        "令和8年4月～令和9年3月",
        "R8.4～9.3",
        "R8.4-R9.3",
        "2026/4～2027/3",
    ] {
        check(text, "2026-04-01", "2027-03-31", DatePrecision::Month);
    }
    for text in ["R8年度", "令和8年度", "令和８年度", "8年度", "2026年度"] {
        check(text, "2026-04-01", "2027-03-31", DatePrecision::FiscalYear);
    }
    check(
        "R8年度～R9年度",
        "2026-04-01",
        "2028-03-31",
        DatePrecision::FiscalYear,
    );
    check(
        "R9.2.1～3.31",
        "2027-02-01",
        "2027-03-31",
        DatePrecision::Day,
    );
    check(
        "令和8年5月1日から同年9月30日まで",
        "2026-05-01",
        "2026-09-30",
        DatePrecision::Day,
    );
    check(
        "自R元.5.1 至R9.3.31",
        "2019-05-01",
        "2027-03-31",
        DatePrecision::Day,
    );
    check(
        "H31.4.1～R9.3.31",
        "2019-04-01",
        "2027-03-31",
        DatePrecision::Day,
    );
    check(
        "R8.8.1～31日",
        "2026-08-01",
        "2026-08-31",
        DatePrecision::Day,
    );
    check("R8.10.8", "2026-10-08", "2026-10-08", DatePrecision::Day);
}

#[test]
fn a_half_period_keeps_what_can_be_read() {
    fn check(
        text: &str,
        start: Option<&str>,
        end: Option<&str>,
        notes: &[DateNote],
        code: Option<&str>,
    ) {
        let read = read_period(text, &context()).unwrap().unwrap();
        assert_eq!(
            (read.start, read.end),
            (start.map(day), end.map(day)),
            "{text}"
        );
        assert_eq!(read.notes, notes, "{text}");
        assert_eq!(read.problem.as_ref().map(DateError::code), code, "{text}");
    }
    let kept = [DateNote::TextKept];
    check("自動更新", None, None, &kept, None);
    check(
        "契約締結日から令和9年3月31日まで",
        None,
        Some("2027-03-31"),
        &kept,
        None,
    );
    check(
        "契約締結の日～R9.3.31",
        None,
        Some("2027-03-31"),
        &kept,
        None,
    );
    check("R8.4.1～自動更新", Some("2026-04-01"), None, &kept, None);
    check("R8.4.1～", Some("2026-04-01"), None, &[], None);
    check("～R9.3.31", None, Some("2027-03-31"), &[], None);
    check("R9.3.31まで", None, Some("2027-03-31"), &[], None);
    check(
        "R8.6.1～R9.2.29",
        Some("2026-06-01"),
        None,
        &[],
        Some("date_invalid"),
    );
    check(
        "R8.10.1～R8.9.1",
        Some("2026-10-01"),
        Some("2026-09-01"),
        &[],
        Some("period_reversed"),
    );
    assert_eq!(read_period("－", &context()), Ok(None));
    assert_eq!(
        read_period("26.4.1", &context()).unwrap_err().code(),
        "date_ambiguous"
    );
    assert!(read_period("あいう", &context()).is_err());
}

#[test]
fn dates_are_written_as_in_documents() {
    let date = day("2027-03-31");
    assert_eq!(long(date), "令和9年3月31日");
    assert_eq!(short(date), "R9.3.31");
    assert_eq!(long_with_western(date), "令和9年（2027年）3月31日");
    assert_eq!(month_only(date), "令和9年3月");
    assert_eq!(echo(date), "2027年3月31日（水）令和8年度");
    assert_eq!(long(day("2019-05-01")), "令和元年5月1日");
    assert_eq!(long(day("1989-01-07")), "昭和64年1月7日");
    assert_eq!(long(day("1868-10-22")), "1868年10月22日");
    assert_eq!(JapaneseEraDate::new(day("1868-10-22")), None);
    let first = JapaneseEraDate::new(day("1912-07-30")).unwrap();
    assert_eq!(
        (first.era(), first.year(), first.to_string()),
        (Era::Taisho, 1, "大正元年7月30日".to_owned())
    );
}

#[test]
fn eras_follow_one_another() {
    for pair in Era::ALL.windows(2) {
        let gap = pair[1].first_day() - pair[0].last_day().unwrap();
        assert!((0..=1).contains(&gap.num_days()), "{pair:?}");
    }
    assert_eq!(Era::newest().last_day(), None);
    assert_eq!(Era::ALL.last(), Some(&Era::newest()));
}

fn any_day() -> impl Strategy<Value = NaiveDate> {
    (0u64..84_400).prop_map(|days| day("1868-10-23") + chrono::Days::new(days))
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(date in any_day()) {
        for text in [
            long(date), short(date), echo(date), long_with_western(date), date.to_string(),
            date.format("%Y%m%d").to_string(), date.format("%Y/%m/%d").to_string(),
        ] {
            prop_assert_eq!(parse_date(&text), Ok(date), "{}", text);
        }
    }

    #[test]
    fn a_period_is_read_back(start in any_day(), length in 0u64..4000, separator in "[～〜~-]|から|ー") {
        let end = start + chrono::Days::new(length);
        let text = format!("{}{separator}{}", short(start), short(end));
        let read = read_period(&text, &ReadingContext::default()).unwrap().unwrap();
        prop_assert_eq!((read.start, read.end), (Some(start), Some(end)));
    }

    #[test]
    fn no_text_breaks_a_reader(text in "[令平昭RrHS元年月日度0-9０-９./～\\-・ 　()水自至から同翌一十〇:T]{0,16}") {
        let _ = (parse_date(&text), read_date(&text, &context()), read_period(&text, &context()));
        let _ = FiscalYear::parse(&text);
    }

    #[test]
    fn no_text_at_all_breaks_a_reader(text in ".{0,24}") {
        let _ = (parse_date(&text), read_date(&text, &context()), read_period(&text, &context()));
    }
}
