use proptest::prelude::*;

use super::*;

#[test]
fn a_name_and_its_variants_have_one_search_key() {
    for variants in [
        &["髙橋", "高橋", "高 橋", "髙　橋"][..],
        &["山﨑", "山崎", "山嵜"],
        &["渡邊", "渡邉", "渡辺", "渡邊\u{E0100}"],
        &["齋藤", "斎藤", "斉藤", "齊藤"],
        &["濵田", "濱田", "浜田"],
        &["徳永", "德永"],
        &["黑瀨", "黒瀬"],
        &["栁田", "柳田"],
        &["橫山隆", "横山隆", "横山隆"],
        &["廣澤", "広沢"],
        &["𠮷村", "吉村"],
        &["福祉", "福祉"],
        &[
            "㈱カブ",
            "(株)ｶﾌﾞ",
            "（株）かぶ",
            "株式会社　カブ",
            "㍿カブ",
            "カブ株式會社",
            "カブシキガイシャ カブ",
            "ｶﾌﾞ",
        ],
        &["サーバー", "サーバ", "ｻｰﾊﾞｰ", "さーば", "サ－バ"],
        &[
            "ＮＰＯ法人みほん",
            "特定非営利活動法人みほん",
            "（特非）みほん",
        ],
        &["市ヶ谷", "市ケ谷", "市ｹ谷"],
        &["キャノン", "キヤノン"],
        &["Ｒ８－００１", "r8-001", "R8001"],
        &["見本・仮想", "見本仮想"],
    ] {
        for text in variants {
            assert_eq!(search_key(text), search_key(variants[0]), "{text}");
        }
    }
    assert_eq!(search_key("株式会社"), "");
    assert_ne!(search_key("見本町農業協同組合"), search_key("見本町"));
}

#[test]
fn every_variant_folds_to_a_form_that_stays() {
    let pairs = kanji::pairs();
    assert!(pairs.len() > 500);
    for (form, key) in pairs {
        assert_eq!(kanji::to_current(*key), *key, "{form}{key}");
        assert_eq!(half_width(&key.to_string()), key.to_string(), "{form}{key}");
        assert_eq!(
            half_width(&form.to_string()),
            form.to_string(),
            "{form}{key}"
        );
    }
    for pair in pairs.windows(2) {
        assert_ne!(pair[0].0, pair[1].0, "two keys for one form");
    }
}

#[test]
fn kana_sorts_in_the_order_of_the_syllabary() {
    let sorted = [
        "アーク",
        "あい",
        "カー",
        "かあさん",
        "かき",
        "ガキ",
        "かぎ２",
        "カキク",
        "きゃく",
        "きやくしょ",
        "サーバー",
        "さあひす",
        "ハハ",
        "ババ",
        "パパ",
        "ひ",
        "ん",
    ];
    for pair in sorted.windows(2) {
        assert!(sort_key(pair[0]) < sort_key(pair[1]), "{pair:?}");
    }
    assert_eq!(sort_key("ｶﾌﾞｼｷｶﾞｲｼｬ ﾐﾎﾝ"), sort_key("みほん"));
    assert!(sort_key("サーバー").starts_with("さあはあ"));
    assert!(sort_key("いすゞ").starts_with("いすす"));
}

#[test]
fn codes_have_one_spelling() {
    for (text, expect) in [
        ("Ｒ８－００１", "R8-001"),
        (" R8 ‐ 001　", "R8-001"),
        ("０１５５—６２ー２６１１", "0155-62-2611"),
        ("0155−62―0000", "0155-62-0000"),
        (
            "ｓｏｕｍｕ＠ｔｏｗｎ．ｅｘａｍｐｌｅ．ｊｐ",
            "soumu@town.example.jp",
        ),
        ("サーバー８ー１", "サーバー8-1"),
        ("情シ第１２号", "情シ第12号"),
    ] {
        assert_eq!(code(text), expect);
    }
}

#[test]
fn furigana_has_one_spelling() {
    for (text, expect) in [
        ("ｶﾌﾞ ﾐﾎﾝ", Some("カブ ミホン")),
        ("たかはし　　いちろう", Some("タカハシ イチロウ")),
        ("サ－バ‐", Some("サーバー")),
        ("デ一タ", Some("データ")),
        ("か゛っこう", Some("ガッコウ")),
        ("ヴァイオリン・ソノ", Some("ヴァイオリン・ソノ")),
        (" ", None),
        ("高橋", None),
        ("ABC", None),
        ("－ア", None),
    ] {
        assert_eq!(katakana(text).as_deref(), expect, "{text}");
    }
}

#[test]
fn every_company_name_of_the_sample_ledgers_is_taken_apart() {
    fn check(text: &str, full_name: &str, branch: Option<&str>, note: Option<&str>) {
        let name = CompanyName::parse(text);
        assert_eq!(name.full_name(), full_name, "{text}");
        assert_eq!(
            (name.branch.as_deref(), name.note.as_deref()),
            (branch, note),
            "{text}"
        );
    }
    for text in [
        "㈱十勝サンプル情報",
        "(株)十勝サンプル情報",
        "（株）十勝サンプル情報",
        "㍿十勝サンプル情報",
        "株式会社　十勝サンプル情報",
        "㈱十勝ｻﾝﾌﾟﾙ情報",
        "株式會社十勝サンプル情報",
        "( 株 ) 十勝サンプル情報",
    ] {
        check(text, "株式会社十勝サンプル情報", None, None);
    }
    check(
        "㈱例規見本出版　北海道支社",
        "株式会社例規見本出版",
        Some("北海道支社"),
        None,
    );
    check(
        "ポロシリ仮想システム㈱　帯広支店",
        "ポロシリ仮想システム株式会社",
        Some("帯広支店"),
        None,
    );
    check(
        "ポロシリ仮想システム㈱帯広支店",
        "ポロシリ仮想システム株式会社",
        Some("帯広支店"),
        None,
    );
    check(
        "（株）空見本アーススキャン　北海道営業所",
        "株式会社空見本アーススキャン",
        Some("北海道営業所"),
        None,
    );
    check("サンプル企画（個人）", "サンプル企画", None, Some("個人"));
    check(
        "㈱見本（旧サンプル）　帯広支店",
        "株式会社見本",
        Some("帯広支店"),
        Some("旧サンプル"),
    );
    check("髙橋仮想電気㈲", "髙橋仮想電気有限会社", None, None);
    check("（有）サンプル印刷", "有限会社サンプル印刷", None, None);
    check(
        "(同)シカリベツ架空デザイン",
        "合同会社シカリベツ架空デザイン",
        None,
        None,
    );
    check(
        "（公財）北の見本健診センター",
        "公益財団法人北の見本健診センター",
        None,
        None,
    );
    check(
        "（一社）とかち野見本観光協会",
        "一般社団法人とかち野見本観光協会",
        None,
        None,
    );
    check("（福）見本福祉会", "社会福祉法人見本福祉会", None, None);
    check("（医）架空会", "医療法人架空会", None, None);
    check(
        "NPO法人見本子育てネット",
        "特定非営利活動法人見本子育てネット",
        None,
        None,
    );
    check(
        "見本・仮想特定共同企業体",
        "見本・仮想特定共同企業体",
        None,
        None,
    );
    check("見本町農業協同組合", "見本町農業協同組合", None, None);
    check("佐々木見本翻訳事務所", "佐々木見本翻訳事務所", None, None);
    check(
        "株式会社 田中設計事務所",
        "株式会社田中設計事務所",
        None,
        None,
    );
    check("株式会社", "株式会社", None, None);
    check("", "", None, None);
}

#[test]
fn names_with_the_form_before_and_behind_meet_but_differ() {
    let (before, after) = (
        CompanyName::parse("㈱エゾリス仮想設備"),
        CompanyName::parse("エゾリス仮想設備㈱"),
    );
    assert_eq!(before.key(), after.key());
    assert_eq!(
        (before.position, after.position),
        (FormPosition::Before, FormPosition::After)
    );
    assert_eq!(after.to_string(), "エゾリス仮想設備株式会社");
    let same =
        |one: &str, other: &str| CompanyName::parse(one).key() == CompanyName::parse(other).key();
    assert!(same("株式会社山﨑見本測量設計", "（株）山崎見本測量設計"));
    assert!(same("JA見本町", "見本町農業協同組合"));
    assert!(same("見本（協）", "見本協同組合"));
    assert!(same("㈱A　帯広支店", "株式会社Ａ"));
    assert!(!same("見本町農業協同組合", "見本町森林整備協同組合"));
}

#[test]
fn every_form_is_read_from_every_spelling() {
    for form in CorporateForm::ALL {
        for short in form.short() {
            for text in [format!("（{short}）見本"), format!("({short})見本")] {
                let name = CompanyName::parse(&text);
                assert_eq!(
                    (name.form, name.base.as_str()),
                    (Some(*form), "見本"),
                    "{text}"
                );
            }
        }
        for full in form.full() {
            let name = CompanyName::parse(&format!("{full}見本"));
            assert_eq!(name.form, Some(*form), "{full}");
        }
    }
}

#[test]
fn a_mark_left_alone_joins_its_letter() {
    assert_eq!(code("E¨"), "Ë");
}

proptest! {
    #[test]
    fn folding_a_key_again_changes_nothing(text in ".{0,24}|[㈱(（株)）有限会社社株式会ー゛か\u{3099}・ -ガが髙K.]{0,16}") {
        let key = search_key(&text);
        prop_assert_eq!(search_key(&key), key);
        let code_once = code(&text);
        prop_assert_eq!(code(&code_once), code_once);
        if let Some(kana) = katakana(&text) {
            prop_assert_eq!(katakana(&kana), Some(kana));
        }
        let _ = sort_key(&text);
    }

    #[test]
    fn a_written_out_name_is_taken_apart_the_same_way(base in "[あ-んア-ヶ山田見本]{2,8}", form in 0usize..5, after: bool) {
        let form = CorporateForm::ALL[form];
        let position = if after { FormPosition::After } else { FormPosition::Before };
        let name = CompanyName { form: Some(form), position, base, branch: None, note: None };
        prop_assert_eq!(CompanyName::parse(&name.full_name()), name);
    }

    #[test]
    fn no_name_breaks_the_parser(text in ".{0,24}|[㈱(（株)） 支店A]{0,16}") {
        let name = CompanyName::parse(&text);
        let _ = (name.key(), name.to_string());
    }
}
