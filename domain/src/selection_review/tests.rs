use super::*;
use crate::{contract::ProcurementMethod, library::tests::library, vendor::Debarment};

const REVIEWER: PersonId = PersonId(1);
const HEAD: PersonId = PersonId(2);
const VENDOR: VendorId = VendorId(7);

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn facts(names: &[&str]) -> Facts {
    Facts::closed(names.iter().map(|name| (*name).into()), &library().facts)
}

/// Complete, reviewed on 4/10.
fn review() -> SelectionReview {
    let library = library();
    SelectionReview {
        id: SelectionReviewId(1),
        contract_id: ContractId(1),
        vendor_id: VENDOR,
        reviewed_on: day("2026-04-10"),
        prior_notice_on: Some(day("2026-04-01")),
        prior_notice_reason: None,
        declaration: Some(Declaration::Received),
        declaration_on: Some(day("2026-04-05")),
        declaration_reason: None,
        debarment_reason: None,
        conclusion: Some(Conclusion::Selected),
        conclusion_reason: Some("提案の内容が要件を満たすため。".to_owned()),
        answers: library
            .criterions
            .iter()
            .map(|criterion| CriterionAnswer {
                criterion: criterion.id.clone(),
                answer: Some(Answer::Met),
                note: None,
            })
            .collect(),
        standing: None,
        steps: Steps::begun(Some(REVIEWER), day("2026-04-09")),
        revision: 1,
    }
}

fn approved() -> SelectionReview {
    let steps = review()
        .steps
        .submit(REVIEWER, day("2026-04-10"))
        .and_then(|steps| steps.decide(HEAD, day("2026-04-12"), ReviewDecision::Approved, None))
        .unwrap();
    SelectionReview { steps, ..review() }
}

#[test]
fn questions_follow_the_facts_of_the_work() {
    let library = library();
    let ids = |names: &[&str]| -> Vec<String> {
        asked(&library.criterions, &facts(names))
            .iter()
            .map(|criterion| criterion.id.clone())
            .collect()
    };
    assert_eq!(ids(&["always"]), ["SEL-13"]);
    let secret = ids(&["always", "conf>=C2"]);
    assert!(secret.contains(&"SEL-01".to_owned()) && !secret.contains(&"SEL-06".to_owned()));
    assert_eq!(
        ids(&[
            "always",
            "conf>=C2",
            "pi",
            "mynumber",
            "sys_ops",
            "cloud_supply"
        ])
        .len(),
        13
    );
}

#[test]
fn the_state_of_any_day_is_told_from_dated_steps() {
    let review = approved();
    for (on, expected) in [
        ("2026-04-08", None),
        ("2026-04-09", Some(ReviewState::Drafting)),
        ("2026-04-10", Some(ReviewState::Submitted)),
        ("2026-04-11", Some(ReviewState::Submitted)),
        ("2026-04-12", Some(ReviewState::Approved)),
        ("2030-01-01", Some(ReviewState::Approved)),
    ] {
        assert_eq!(review.steps.state_on(day(on)), expected, "{on}");
    }
    let void = review
        .steps
        .void(day("2026-05-01"), "誤り".to_owned())
        .unwrap();
    assert_eq!(
        void.state_on(day("2026-04-30")),
        Some(ReviewState::Approved)
    );
    assert_eq!(void.state_on(day("2026-05-01")), Some(ReviewState::Void));
}

#[test]
fn the_reviewer_never_approves() {
    let submitted = review().steps.submit(REVIEWER, day("2026-04-10")).unwrap();
    let decide = |by| {
        submitted
            .clone()
            .decide(by, day("2026-04-11"), ReviewDecision::Approved, None)
    };
    assert_eq!(decide(REVIEWER), Err(InvalidStep::OwnReview));
    assert!(decide(HEAD).is_ok());
    // Handed in by a colleague, approved by whoever wrote it: no.
    let by_colleague = review().steps.submit(HEAD, day("2026-04-10")).unwrap();
    assert_eq!(
        by_colleague.decide(REVIEWER, day("2026-04-11"), ReviewDecision::Approved, None),
        Err(InvalidStep::OwnReview)
    );
    assert_eq!(
        approved().steps.submit(REVIEWER, day("2026-04-13")),
        Err(InvalidStep::NotOpen)
    );
    assert_eq!(
        review()
            .steps
            .decide(HEAD, day("2026-04-13"), ReviewDecision::Approved, None),
        Err(InvalidStep::NotSubmitted)
    );
}

/// What is missing, in short words.
fn missing(change: impl FnOnce(&mut SelectionReview), method: ProcurementMethod) -> Vec<String> {
    judged(change, method, false).missing
}

fn judged(
    change: impl FnOnce(&mut SelectionReview),
    method: ProcurementMethod,
    is_declaration_required: bool,
) -> Judgement {
    let library = library();
    let mut review = review();
    change(&mut review);
    let standing = VendorStanding {
        certifications: Vec::new(),
        debarments: vec![Debarment {
            id: 1,
            from_on: day("2026-06-01"),
            to_on: Some(day("2026-08-31")),
            reason: "個人情報の漏えい".to_owned(),
        }],
    };
    let asked = asked(&library.criterions, &facts(&["always", "conf>=C2"]));
    judge(
        &review,
        &asked,
        &standing,
        method.into(),
        is_declaration_required,
    )
}

#[test]
fn what_is_missing_is_told_before_submitting() {
    use ProcurementMethod::{DesignatedBid, Negotiated};
    let nothing: [&str; 0] = [];
    assert_eq!(missing(|_| {}, DesignatedBid), nothing);
    let check = |words: &str, found: Vec<String>| {
        assert!(
            found.len() == 1 && found[0].contains(words),
            "{words}: {found:?}"
        );
    };
    check(
        "SEL-01「目的外使用の禁止」に回答がありません",
        missing(|it| it.answers[0].answer = None, Negotiated),
    );
    check(
        "理由が入力されていません",
        missing(
            |it| it.answers[1].answer = Some(Answer::NotApplicable),
            Negotiated,
        ),
    );
    check(
        "結論が選択されていません",
        missing(|it| it.conclusion = None, Negotiated),
    );
    check(
        "示さなかった理由",
        missing(|it| it.prior_notice_on = None, Negotiated),
    );
    check(
        "審査日（令和8年4月10日）より後",
        missing(
            |it| it.prior_notice_on = Some(day("2026-04-11")),
            Negotiated,
        ),
    );
    check(
        "申告書の日付",
        missing(|it| it.declaration_on = None, Negotiated),
    );
    check(
        "提出を受けない理由",
        missing(
            |it| it.declaration = Some(Declaration::NotReceived),
            Negotiated,
        ),
    );
    let debarred = |it: &mut SelectionReview| it.reviewed_on = day("2026-08-31");
    check("では、選定できません", missing(debarred, DesignatedBid));
    check("やむを得ない理由", missing(debarred, Negotiated));
    let explained = |it: &mut SelectionReview| {
        it.reviewed_on = day("2026-08-31");
        it.debarment_reason = Some("ほかに保守できる者がいないため。".to_owned());
    };
    assert_eq!(missing(explained, Negotiated), nothing);
    let over = |it: &mut SelectionReview| it.reviewed_on = day("2026-09-01");
    assert_eq!(missing(over, DesignatedBid), nothing);
}

#[test]
fn the_declaration_becomes_a_duty_by_the_start_date() {
    let without = |it: &mut SelectionReview| {
        it.declaration = Some(Declaration::NotReceived);
        it.declaration_reason = Some("様式の通知を待っているため。".to_owned());
    };
    let before = judged(without, ProcurementMethod::Negotiated, false);
    assert!(
        before.missing.is_empty() && before.notes.len() == 1,
        "{before:?}"
    );
    let after = judged(without, ProcurementMethod::Negotiated, true);
    assert!(after.missing[0].contains("施行規則第16条の3"), "{after:?}");
}

#[test]
fn only_an_approved_review_of_the_vendor_before_the_contract_counts() {
    let candidate = |signed_on: &str| Candidate {
        is_required: true,
        vendor_id: Some(VENDOR),
        asked: vec!["SEL-01", "SEL-13"],
        signed_on: Some(day(signed_on)),
    };
    let check = |reviews: &[SelectionReview], signed_on: &str, on: &str, expected: Standing| {
        assert_eq!(standing(&candidate(signed_on), reviews, day(on)), expected);
    };
    let fulfilled = || Standing::Fulfilled(SelectionReviewId(1));
    check(&[approved()], "2026-04-12", "2026-04-12", fulfilled());
    check(&[approved()], "2026-05-01", "2027-01-01", fulfilled());
    // As of the day before the approval it was waiting, and before the review there was nothing.
    check(
        &[approved()],
        "2026-04-12",
        "2026-04-11",
        Standing::Missing(Missing::Submitted),
    );
    check(
        &[approved()],
        "2026-04-12",
        "2026-04-01",
        Standing::Missing(Missing::NoRecord),
    );
    check(
        &[approved()],
        "2026-04-11",
        "2026-04-12",
        Standing::Missing(Missing::Late {
            approved_on: day("2026-04-12"),
            signed_on: day("2026-04-11"),
        }),
    );
    let other = SelectionReview {
        vendor_id: VendorId(8),
        ..approved()
    };
    check(
        std::slice::from_ref(&other),
        "2026-04-12",
        "2026-04-12",
        Standing::Missing(Missing::OtherVendor),
    );
    check(
        &[other, approved()],
        "2026-04-12",
        "2026-04-12",
        fulfilled(),
    );
    let not_selected = SelectionReview {
        conclusion: Some(Conclusion::NotSelected),
        ..approved()
    };
    check(
        &[not_selected],
        "2026-04-12",
        "2026-04-12",
        Standing::Missing(Missing::NotSelected),
    );
    let narrow = SelectionReview {
        answers: approved().answers.split_off(1),
        ..approved()
    };
    check(
        &[narrow],
        "2026-04-12",
        "2026-04-12",
        Standing::Missing(Missing::NotAsked(vec!["SEL-01".to_owned()])),
    );
    let free = Candidate {
        is_required: false,
        ..candidate("2026-04-12")
    };
    assert_eq!(
        standing(&free, &[], day("2026-04-12")),
        Standing::NotRequired
    );
}

#[test]
fn the_form_may_be_saved_unfinished_but_not_wrong() {
    let today = day("2026-04-10");
    let input = ReviewInput::from(&review());
    let draft = input.check(today).unwrap();
    assert_eq!(draft.answers, review().answers);
    let unfinished = ReviewInput {
        reviewed_on: "R8.4.10".to_owned(),
        ..ReviewInput::default()
    };
    assert_eq!(unfinished.check(today).unwrap().conclusion, None);
    let future = ReviewInput {
        reviewed_on: "令和8年4月11日".to_owned(),
        conclusion: "perhaps".to_owned(),
        ..ReviewInput::default()
    };
    let errors = future.check(today).unwrap_err();
    assert!(errors.get("reviewed_on").is_some() && errors.get("conclusion").is_some());
}
