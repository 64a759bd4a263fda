//! The delivered data, and data with one fault each.

use super::*;

/// The library as delivered.
pub(crate) fn library() -> Library {
    static LIBRARY: std::sync::LazyLock<Library> = std::sync::LazyLock::new(parsed);
    LIBRARY.clone()
}

fn parsed() -> Library {
    macro_rules! file {
        ($name:literal) => {
            toml::from_str(include_str!(concat!("../../../library/", $name, ".toml")))
                .expect(concat!($name, ".toml"))
        };
    }
    LibraryFiles {
        clauses: file!("clauses"),
        check_items: file!("check_items"),
        settings: file!("settings"),
        forms: file!("forms"),
        policy: file!("policy"),
        contract_items: file!("contract_items"),
        guideline_items: file!("guideline_items"),
        calendar: file!("calendar"),
        selection: file!("selection"),
    }
    .into()
}

#[test]
fn the_delivered_data_has_every_record_and_nothing_wrong() {
    let library = library();
    assert_eq!(library.check(), Ok(()));
    assert_eq!(library.clauses.len(), 36);
    assert_eq!(library.check_items.len(), 70);
    assert_eq!(library.forms.len(), 27);
    assert_eq!(library.contract_items.len(), 13 + 10 + 8);
    assert_eq!(library.sentences.len(), 51);
    assert_eq!(library.duties.len(), 12);
    assert_eq!(library.months.len(), 12);
    assert_eq!(library.criterions.len(), 13);
}

#[test]
fn the_library_survives_being_stored_as_rows() {
    let library = library();
    let mut records = library.records();
    records.reverse();
    assert_eq!(Library::from_records(records), Ok(library));
}

#[test]
fn every_kind_of_record_occurs_and_can_be_named() {
    let records = library().records();
    for kind in RecordKind::ALL {
        assert!(records.iter().any(|record| record.kind == kind), "{kind:?}");
        assert_eq!(kind.as_str().parse(), Ok(kind));
        let json = serde_json::to_string(&kind).unwrap();
        assert_eq!(json, format!("\"{}\"", kind.as_str()));
    }
    assert!("clauses".parse::<RecordKind>().is_err());
}

#[test]
fn a_stored_record_that_cannot_be_used_is_named() {
    let check = |change: fn(&mut Vec<LibraryRecord>), expect: &str| {
        let mut records = library().records();
        change(&mut records);
        let error = Library::from_records(records).map(|_| ()).unwrap_err();
        assert_eq!(error.to_string(), expect);
    };
    check(
        |records| records.retain(|record| record.kind != RecordKind::Library),
        "条項集「library」：ありません。1件必要です。",
    );
    check(
        |records| {
            let copy = records[6].clone();
            records.push(copy);
        },
        "契約の条件「conf>=C3B」：同じ番号が2件以上あります。番号を変えてください。",
    );
    check(
        |records| records[6].key = "other".to_owned(),
        "契約の条件「other」：内容の番号が「conf>=C3B」で、記録の番号と違います。",
    );
    check(
        |records| records[6].content["labell"] = "typo".into(),
        "契約の条件「conf>=C3B」：読み取れません（unknown field `labell`, expected one of `id`, `label`, \
         `meaning`, `implies`, `source`）。項目の名前と値を確かめてください。",
    );
}

#[test]
fn a_typo_in_a_key_of_the_data_is_an_error() {
    let text = include_str!("../../../library/settings.toml").replacen("unit =", "unti =", 1);
    let error = toml::from_str::<SettingsFile>(&text).unwrap_err();
    assert!(error.to_string().contains("unti"), "{error}");
}

/// One fault in the data, and the messages it gives.
fn check_fault(fault: impl FnOnce(&mut Library), expect: &[&str]) {
    let mut library = library();
    fault(&mut library);
    let errors = library.check().err().unwrap_or_default();
    let errors: Vec<String> = errors.iter().map(ToString::to_string).collect();
    assert_eq!(errors, expect);
}

fn clause<'a>(library: &'a mut Library, id: &str) -> &'a mut Clause {
    let clause = library.clauses.iter_mut().find(|clause| clause.id == id);
    clause.unwrap()
}

#[test]
fn unknown_names_are_reported() {
    let fact = || Condition(vec![vec!["pii".into()]]);
    check_fault(
        |l| clause(l, "PI-01").mandatory = fact(),
        &["条項「PI-01」：「pii」という契約の条件はありません。"],
    );
    check_fault(
        |l| {
            l.settings[0].cases.push(SettingCase {
                when: fact(),
                value: 1,
            })
        },
        &[
            "設定「rule_change_days」：値は、value、values、casesのうち1つだけで定めてください。",
            "設定「rule_change_days」：「pii」という契約の条件はありません。",
        ],
    );
    check_fault(
        |l| clause(l, "SEC-02").basis.push("K99".to_owned()),
        &[
            "条項「SEC-02」：根拠「K99」は、ポリシーの文、契約項目、根拠となる法令等のいずれにもありません。",
        ],
    );
    check_fault(
        |l| clause(l, "SEC-02").check_items.push("V-99".to_owned()),
        &["条項「SEC-02」：「V-99」という点検項目はありません。"],
    );
    check_fault(
        |l| l.presets[0].clauses.push("SEC-99".to_owned()),
        &["条項の組合せ「short-form」：「SEC-99」という条項はありません。"],
    );
    check_fault(
        |l| l.check_items[3].forms = vec!["99".to_owned()],
        &["点検項目「V-03」：「99」という様式はありません。"],
    );
    check_fault(
        |l| l.contract_items[0].related = vec!["SEC-99".to_owned()],
        &["契約項目「K01」：「SEC-99」という条項はありません。"],
    );
    check_fault(
        |l| l.duties[0].sentence = "P6-8-9".to_owned(),
        &["第6節(8)の義務「O0a」：「P6-8-9」というポリシーの文はありません。"],
    );
}

#[test]
fn unknown_and_unclosed_tokens_are_reported() {
    check_fault(
        |l| clause(l, "SEC-02").body.push_str("{{return_day}}"),
        &["条項「SEC-02」：「return_day」という設定はありません。"],
    );
    check_fault(
        |l| clause(l, "SEC-02").body.push_str("{{form:99}}"),
        &["条項「SEC-02」：「99」という様式はありません。"],
    );
    check_fault(
        |l| clause(l, "SEC-02").body.push_str("{{return_days"),
        &[
            "条項「SEC-02」：「{{return_day」から始まる差込みが閉じていません。「}}」で閉じてください。",
        ],
    );
    check_fault(
        |l| l.check_items[0].question.push_str("{{days}}"),
        &["点検項目「V-00」：「days」という設定はありません。"],
    );
    check_fault(
        |l| l.forms[0].when.push_str("{{days}}"),
        &["様式「01」：「days」という設定はありません。"],
    );
}

#[test]
fn a_reference_needs_a_rule_unless_its_target_is_always_there() {
    check_fault(
        |l| clause(l, "SEC-02").body.push_str("{{ref:SEC-04}}"),
        &["条項「SEC-02」：SEC-04を引用していますが、SEC-04が付かない場合の書換えがありません。"],
    );
    check_fault(|l| clause(l, "SEC-02").body.push_str("{{ref:SEC-23}}"), &[]);
    check_fault(
        |l| clause(l, "SEC-27").references[0].find.push('。'),
        &["条項「SEC-27」：書換えの「{{ref:SEC-21}}第１項及び第２項の例。」が本文にありません。"],
    );
}

#[test]
fn other_faults_are_reported() {
    check_fault(
        |l| l.clauses.push(l.clauses[0].clone()),
        &["条項「SEC-01」：同じ番号が2件以上あります。番号を変えてください。"],
    );
    check_fault(
        |l| clause(l, "SEC-03").body.push_str("\n作業場所"),
        &[
            "条項「SEC-03」：4行目「作業場所」が、項（２　…）でも号（(1)　…）でもありません。\
             行の初めに番号と全角の空白を入れてください。",
            "定義語「作業場所」：SEC-03の本文で使われていますが、使用する条項に挙げられていません。",
        ],
    );
    check_fault(
        |l| l.facts[4].id = "conf>=C4".into(),
        &[
            "契約の条件「conf>=C4」：自動で判定する条件の名前として読み取れません。\
             「always」「conf>=C2」「starts_on>=2027-07-01」の形にしてください。",
        ],
    );
    check_fault(
        |l| l.editions[1].date = "2025".to_owned(),
        &[
            "ガイドラインの版「R7.3」：日付「2025」を読み取れません。日は2026-04-01、月は2026-04の形にしてください。",
        ],
    );
    check_fault(
        |l| clause(l, "SEC-01").check_items.clear(),
        &[
            "点検項目「V-01」：SEC-01と互いに挙げられていません。条項の点検項目と、点検項目の条項をそろえてください。",
        ],
    );
}

#[test]
fn facts_are_closed_over_what_they_imply() {
    let library = library();
    let facts = Facts::closed(["mynumber".into(), "conf>=C3A".into()], &library.facts);
    let names: Vec<&str> = facts.iter().map(FactId::as_str).collect();
    assert_eq!(
        names,
        [
            "conf>=C2",
            "conf>=C3A",
            "conf>=C3B",
            "conf>=C3C",
            "mynumber",
            "pi"
        ]
    );
}

#[test]
fn a_condition_gives_the_first_list_that_holds() {
    let condition: Condition =
        serde_json::from_str(r#"[["conf>=C2", "sys_ops"], ["pi"], ["conf>=C2"]]"#).unwrap();
    let check = |facts: &[&str], expect: Option<&[&str]>| {
        let facts = Facts::closed(facts.iter().map(|fact| FactId::from(*fact)), &[]);
        let reason = condition.holds(&facts);
        let reason = reason.map(|all| all.iter().map(FactId::as_str).collect::<Vec<_>>());
        assert_eq!(reason.as_deref(), expect);
    };
    check(&[], None);
    check(&["sys_ops"], None);
    check(&["pi"], Some(&["pi"]));
    check(&["conf>=C2"], Some(&["conf>=C2"]));
    check(
        &["conf>=C2", "pi", "sys_ops"],
        Some(&["conf>=C2", "sys_ops"]),
    );
    assert_eq!(Condition::default().holds(&Facts::default()), None);
}

#[test]
fn a_setting_with_cases_depends_on_the_contract() {
    let library = library();
    let check = |facts: &[&str], expect: Option<u32>| {
        let facts = facts.iter().map(|fact| FactId::from(*fact));
        let values = library.setting_values(&Facts::closed(facts, &library.facts));
        assert_eq!(values.get("verification_interval_months").copied(), expect);
        assert_eq!(values.get("return_days"), Some(&14));
        assert_eq!(values.get("cert_expiry_warn_days"), None, "several numbers");
    };
    check(&["always"], Some(36));
    check(&["always", "conf>=C2"], Some(24));
    check(&["always", "conf>=C3C"], Some(12));
    check(&["always", "pi"], Some(12));
    check(&[], None);
}
