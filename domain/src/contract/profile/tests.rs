//! Codes, computed facts, warnings.

use super::*;
use crate::library::tests::library;

/// A profile in words: a class, an ISO date, and names of facts, in any order. `""` is C1 from 2026-04-01.
pub(crate) fn profile(words: &str) -> Profile {
    let mut profile = Profile {
        confidentiality: Confidentiality::C1,
        given: BTreeSet::new(),
        starts_on: NaiveDate::from_ymd_opt(2026, 4, 1).unwrap(),
    };
    for word in words.split_whitespace() {
        if let Ok(class) = word.parse() {
            profile.confidentiality = class;
        } else if let Ok(date) = word.parse() {
            profile.starts_on = date;
        } else {
            profile.given.insert(word.to_owned());
        }
    }
    profile
}

#[test]
fn codes_are_the_same_in_json_and_in_text() {
    for class in Confidentiality::ALL {
        assert_eq!(class.code().parse(), Ok(class));
        let json = serde_json::to_string(&class).unwrap();
        assert_eq!(json, format!("\"{}\"", class.code()));
    }
    for segment in Segment::ALL {
        assert_eq!(segment.code().parse(), Ok(segment));
    }
    assert_eq!("I2".parse(), Ok(Integrity::I2));
    assert_eq!("A2".parse(), Ok(Availability::A2));
    assert!(Confidentiality::C3C < Confidentiality::C3B);
    assert!(Confidentiality::C3B < Confidentiality::C3A);
    assert_eq!(Confidentiality::C3B.label(), "自治体機密性３B");
    assert!("c2".parse::<Confidentiality>().is_err());
}

#[test]
fn facts_follow_from_class_date_and_ticks() {
    let rules = library().selection_rules();
    let check = |words: &str, expect: &[&str]| {
        let facts = profile(words).facts(&rules).unwrap();
        let names: Vec<&str> = facts.iter().map(FactId::as_str).collect();
        assert_eq!(names, expect, "{words}");
    };
    check("", &["always"]);
    check("C2", &["always", "conf>=C2"]);
    check("C3B", &["always", "conf>=C2", "conf>=C3B", "conf>=C3C"]);
    check("mynumber", &["always", "mynumber", "pi"]);
    check("2027-06-30", &["always"]);
    check("2027-07-01", &["always", "starts_on>=2027-07-01"]);
}

#[test]
fn a_date_in_the_data_is_understood_without_a_new_program() {
    let mut rules = library().selection_rules();
    let fact = rules.facts.last_mut().unwrap();
    fact.id = "starts_on>=2030-01-15".into();
    let holds = |words: &str| {
        let facts = profile(words).facts(&rules).unwrap();
        facts.contains(&"starts_on>=2030-01-15".into())
    };
    assert!(!holds("2030-01-14"));
    assert!(holds("2030-01-15"));
}

#[test]
fn a_fact_that_cannot_be_ticked_is_an_error() {
    let mut rules = library().selection_rules();
    let check = |rules: &SelectionRules, words: &str, unknown: &str| {
        let error = FieldError::UnknownFact(unknown.to_owned());
        assert_eq!(profile(words).facts(rules), Err(error));
    };
    check(&rules, "pii", "pii");
    check(&rules, "conf>=C3A", "conf>=C3A");
    rules.facts[0].id = "never".into();
    check(&rules, "", "never");
}

#[test]
fn contradictions_are_warned_about() {
    let rules = library().selection_rules();
    let check = |words: &str, expect: &[&str]| {
        let warnings = profile(words).warnings(&rules).unwrap();
        let ids: Vec<&str> = warnings.iter().map(|check| check.id.as_str()).collect();
        assert_eq!(ids, expect, "{words}");
    };
    check("", &[]);
    check("C2 pi", &["pi-class"]);
    check("C3C pi", &[]);
    check("C2 mynumber", &["pi-class", "mynumber-class"]);
    check("C3C mynumber", &["mynumber-class"]);
    check("C3B mynumber", &[]);
}

#[cfg(feature = "orm")]
#[test]
fn codes_are_the_same_in_the_database() {
    use sea_orm::ActiveEnum;

    use crate::library::{RecordKind, Timing};

    fn check<E: ActiveEnum<Value = String>>(value: E, code: &str) {
        assert_eq!(value.to_value(), code);
    }
    for value in Confidentiality::ALL {
        check(value, value.code());
    }
    for value in Integrity::ALL {
        check(value, value.code());
    }
    for value in Availability::ALL {
        check(value, value.code());
    }
    for value in Segment::ALL {
        check(value, value.code());
    }
    for value in Timing::ALL {
        check(value, value.code());
    }
    for value in RecordKind::ALL {
        check(value, value.as_str());
    }
}
