use super::*;

#[test]
fn every_spelling_of_a_corporate_number_is_read() {
    for text in [
        "8990000000001",
        "８９９０００００００００１",
        "8-9900-0000-0001",
        "８－９９００－００００－０００１",
        " 8 9900 0000 0001 ",
        "T8990000000001",
        "Ｔ８９９０００００００００１",
        "法人番号：8990000000001",
        "法人番号 8990000000001",
    ] {
        let number = CorporateNumber::parse(text);
        assert_eq!(
            number.map(String::from).as_deref(),
            Ok("8990000000001"),
            "{text}"
        );
    }
    for text in [
        "7123456789012",
        "7000020010006",
        "8000020016373",
        "4990000001234",
    ] {
        assert!(CorporateNumber::parse(text).is_ok(), "{text}");
    }
}

#[test]
fn a_wrong_number_says_why() {
    fn check(text: &str, expect: &CorporateNumberError) {
        assert_eq!(CorporateNumber::parse(text).as_ref(), Err(expect), "{text}");
    }
    check(
        "1990000000001",
        &CorporateNumberError::CheckDigit {
            expected: 8,
            typed: 1,
        },
    );
    check(
        "0990000000001",
        &CorporateNumberError::CheckDigit {
            expected: 8,
            typed: 0,
        },
    );
    check("299101485988", &CorporateNumberError::Length { count: 12 });
    check("", &CorporateNumberError::Length { count: 0 });
    for text in ["8.99E+12", "9.91e12", "８．９９Ｅ＋１２"] {
        check(text, &CorporateNumberError::Damaged(text.to_owned()));
    }
    check(
        "確認中",
        &CorporateNumberError::Characters("確認中".to_owned()),
    );
    check(
        "89900000000O1",
        &CorporateNumberError::Characters("89900000000O1".to_owned()),
    );
}

#[test]
fn every_single_wrong_digit_but_nought_for_nine_is_noticed() {
    let right = b"7123456789012";
    for at in 1..13 {
        for digit in b'0'..=b'9' {
            let mut digits = *right;
            digits[at] = digit;
            let text = String::from_utf8(digits.to_vec()).unwrap();
            let nought_for_nine = (digit.abs_diff(right[at])) == 9;
            let accepted = CorporateNumber::parse(&text).is_ok();
            assert_eq!(accepted, digit == right[at] || nought_for_nine, "{text}");
        }
    }
}

#[test]
fn a_stored_number_is_text_and_checked_when_read() {
    let number: CorporateNumber = serde_json::from_str("\"8990000000001\"").unwrap();
    assert_eq!(serde_json::to_string(&number).unwrap(), "\"8990000000001\"");
    assert!(serde_json::from_str::<CorporateNumber>("\"1990000000001\"").is_err());
    assert!(serde_json::from_str::<CorporateNumber>("8990000000001").is_err());
}

#[test]
fn an_invoice_number_is_compared_with_the_corporate_number() {
    let company = CorporateNumber::parse("8990000000001").unwrap();
    for text in [
        "T8990000000001",
        "Ｔ８９９０００００００００１",
        "登録番号：T8-9900-0000-0001",
    ] {
        let number = InvoiceNumber::parse(text).unwrap();
        assert_eq!(number.as_str(), "T8990000000001");
        assert!(number.matches(&company), "{text}");
    }
    let other = InvoiceNumber::parse("T1234567890123").unwrap();
    assert!(!other.matches(&company) && other.corporate_number().is_none());
    for text in [
        "8990000000001",
        "T899000000000",
        "T8.99E+12",
        "",
        "X8990000000001",
    ] {
        assert!(InvoiceNumber::parse(text).is_err(), "{text}");
    }
}
