//! 第1段: O0a, O1–O4, both ways.

use super::{
    check,
    town::{self, *},
};
use crate::{
    contract::coverage::{CoverKind, ItemCover},
    coverage::{
        State::{Caution, Failed, Met, NotApplicable},
        declaration::{DeclarationAnswer, DeclarationKind},
        fact::{CoverageFacts, FindingFact, FoundIn, MeasureFact},
    },
    id::{ContractMeasureId, FindingId, VerificationTaskId},
    verification::CheckResult,
};

#[test]
fn outsourcing_is_declared_by_every_unit() {
    let outsourcing = |facts: &mut CoverageFacts| {
        let declarations = &mut facts.declarations;
        let place = declarations
            .iter()
            .position(|it| it.kind == DeclarationKind::Outsourcing)
            .unwrap();
        declarations.swap(0, place);
    };
    check("O0a", "declared", |_| (), Met, "支出の一覧との差は０件");
    check(
        "O0a",
        "declared",
        |facts| facts.declarations.clear(),
        Failed,
        "令和8年度の業務委託の申告がない",
    );
    check(
        "O0a",
        "declared",
        |facts| {
            outsourcing(facts);
            facts.declarations[0].declared_on = day("2026-10-01");
        },
        Failed,
        "申告がない",
    );
    check(
        "O0a",
        "declared",
        |facts| {
            outsourcing(facts);
            facts.declarations[0].answer = DeclarationAnswer::Nothing;
        },
        Failed,
        "しかし、台帳に業務委託がある",
    );
    check(
        "O0a",
        "declared",
        |facts| {
            outsourcing(facts);
            facts.declarations[0].difference_count = Some(2);
        },
        Failed,
        "差2件に理由がない",
    );
    check(
        "O0a",
        "declared",
        |facts| {
            outsourcing(facts);
            facts.declarations[0].difference_count = Some(2);
            facts.declarations[0].difference_reason = Some("翌年度の支出".to_owned());
        },
        Met,
        "理由：翌年度の支出",
    );
}

#[test]
fn the_contractor_is_selected_before_and_approved_by_another_person() {
    check("O1", "selected", |_| (), Met, "課長花子が承認した");
    check(
        "O1",
        "selected",
        |facts| facts.reviews.clear(),
        Failed,
        "選定審査の記録がない",
    );
    check(
        "O1",
        "selected",
        |facts| facts.reviews[0].approved_on = None,
        Failed,
        "承認されていない",
    );
    check(
        "O1",
        "selected",
        |facts| facts.reviews[0].approved_on = Some(day("2026-04-02")),
        Failed,
        "契約日（令和8年4月1日）より後",
    );
    // Negative test (v): approver = applicant.
    check(
        "O1",
        "selected",
        |facts| facts.reviews[0].approver = Some(OFFICER),
        Failed,
        "自分で承認",
    );
    check(
        "O1",
        "selected",
        |facts| {
            let own = facts.reviews[0].clone();
            facts.reviews[0].approver = Some(OFFICER);
            facts.reviews.push(own);
        },
        Met,
        "課長花子が承認した",
    );
}

#[test]
fn a_contract_states_its_requirements() {
    check(
        "O2",
        "annex",
        |_| (),
        Met,
        "令和8年3月20日に特記事項を発行した",
    );
    // Negative test (i): a contract without annex, but concluded.
    check(
        "O2",
        "annex",
        |facts| facts.contracts[0].annexes.clear(),
        Failed,
        "契約済みだが、特記事項を発行していない",
    );
    check(
        "O2",
        "annex",
        |facts| {
            facts.contracts[0].annexes.clear();
            facts.contracts[0].class = None;
        },
        Failed,
        "分類も決まっていない",
    );
    check("O2", "items", |_| (), Met, "不足がない");
    let drop_clause = |facts: &mut CoverageFacts, clause: &str| {
        let clauses = &mut facts.contracts[0].annexes[0].clauses;
        let own = clauses.iter_mut().find(|it| it.clause == clause).unwrap();
        own.included = false;
    };
    check(
        "O2",
        "items",
        |facts| drop_clause(facts, "SEC-13"),
        Failed,
        "が不足している",
    );
    check(
        "O2",
        "items",
        |facts| {
            drop_clause(facts, "SEC-13");
            let own = facts.contracts[0].annexes[0].clauses.iter_mut();
            for clause in own.filter(|it| it.clause == "SEC-13") {
                clause.waived = true;
                clause.expires_on = Some(day("2026-09-30"));
            }
        },
        Met,
        "不足がない",
    );
    check(
        "O2",
        "items",
        |facts| {
            drop_clause(facts, "SEC-13");
            let own = facts.contracts[0].annexes[0].clauses.iter_mut();
            for clause in own.filter(|it| it.clause == "SEC-13") {
                clause.waived = true;
                clause.expires_on = Some(day("2026-09-29"));
            }
        },
        Failed,
        "が不足している",
    );
    check("O2", "signed", |_| (), Met, "契約日は令和8年4月1日");
    check(
        "O2",
        "signed",
        |facts| facts.contracts[0].signed_on = Some(day("2026-04-02")),
        Failed,
        "より後である",
    );
    check(
        "O2",
        "signed",
        |facts| facts.contracts[0].signed_on = None,
        Failed,
        "契約を締結していない",
    );
    check(
        "O2",
        "signed",
        |facts| {
            facts.contracts[0].signed_on = None;
            facts.contracts[0].concluded_without_date = true;
        },
        Failed,
        "契約日が記録されていない",
    );
}

#[test]
fn terms_of_the_vendor_may_cover_an_item() {
    check(
        "O2",
        "items",
        |facts| {
            let annex = &mut facts.contracts[0].annexes[0];
            annex.clauses.retain(|it| it.clause != "SEC-13");
            for item in crate::library::tests::library().contract_items {
                annex.covers.push(ItemCover {
                    item: item.id,
                    kind: CoverKind::VendorTerms,
                    note: "約款第5条".to_owned(),
                });
            }
        },
        Met,
        "不足がない",
    );
}

#[test]
fn measures_are_confirmed_on_site_and_in_time() {
    check(
        "O3",
        "inspected",
        |_| (),
        Met,
        "令和8年7月15日に実地により検査した",
    );
    check(
        "O3",
        "inspected",
        |facts| facts.visits.clear(),
        Caution,
        "まだない（期限令和9年3月31日）",
    );
    check(
        "O3",
        "inspected",
        |facts| {
            facts.visits.clear();
            facts.contracts[0].terms = vec![from("2026-04-01").to(day("2026-08-31"))];
        },
        Failed,
        "検査がない（期限令和8年8月31日）",
    );
    check(
        "O3",
        "inspected",
        |facts| facts.visits[0].method = crate::verification::Method::Documents,
        Caution,
        "まだない",
    );
    check("O3", "checked", |_| (), Met, "未確認の点検はない");
    check(
        "O3",
        "checked",
        |facts| facts.checks[0].results.clear(),
        Failed,
        "1件ある（最も早い期限令和8年8月31日）",
    );
    check(
        "O3",
        "checked",
        |facts| {
            facts.checks[0].results.clear();
            facts.checks[0].due_on = day("2026-09-30");
        },
        Met,
        "未確認の点検はない",
    );
    // Negative test (iv): 適合 without evidence is yellow.
    check("O3", "proved", |_| (), Met, "証拠のない適合はない");
    check(
        "O3",
        "proved",
        |facts| facts.checks[0].evidence_on = None,
        Caution,
        "適合とした点検のうち1件に証拠がない",
    );
}

#[test]
fn subcontractors_begin_after_consent_and_their_people_are_known() {
    check(
        "O3",
        "subcontracted",
        |_| (),
        Met,
        "令和8年4月20日に承諾した",
    );
    // Negative test (ii): the subcontract starts before the consent.
    check(
        "O3",
        "subcontracted",
        |facts| facts.subcontracts[0].starts_on = day("2026-04-19"),
        Failed,
        "承諾（令和8年4月20日）より前の令和8年4月19日",
    );
    check(
        "O3",
        "subcontracted",
        |facts| facts.subcontracts[0].consented_on = None,
        Failed,
        "承諾のないまま",
    );
    check(
        "O3",
        "subcontracted",
        |facts| facts.subcontracts[0].lacks_permission = true,
        Failed,
        "番号法第10条の許諾がない",
    );
    check("O3", "employers", |_| (), Met, "1名を照合した");
    check(
        "O3",
        "employers",
        |facts| facts.roster.push(worker("合同会社どこか", false)),
        Failed,
        "（合同会社どこか）の者がいる",
    );
    check(
        "O3",
        "employers",
        |facts| {
            let mut approved = worker("有限会社再委託", false);
            approved.approved_on = Some(day("2026-04-20"));
            facts.roster.push(approved);
        },
        Met,
        "2名を照合した",
    );
}

fn finding() -> FindingFact {
    FindingFact {
        id: FindingId(1),
        title: "名簿の更新遅れ".to_owned(),
        unit_id: Some(town::UNIT),
        found_in: Some(FoundIn::Check(VerificationTaskId(1))),
        found_on: day("2026-07-16"),
        due_on: day("2026-08-15"),
        action_on: Some(day("2026-07-20")),
        verified_on: Some(day("2026-08-10")),
        withdrawn_on: None,
        accepted: Vec::new(),
    }
}

fn found(change: impl FnOnce(&mut FindingFact)) -> impl FnOnce(&mut CoverageFacts) {
    let mut finding = finding();
    change(&mut finding);
    move |facts| {
        facts.checks[0].results[0].result = CheckResult::Nonconform;
        facts.findings.push(finding);
    }
}

#[test]
fn what_falls_short_is_put_right() {
    check("O4", "found", found(|_| ()), Met, "不適合1件を指摘とした");
    check(
        "O4",
        "found",
        found(|it| it.found_in = None),
        Failed,
        "1件が指摘になっていない",
    );
    check(
        "O4",
        "acted",
        found(|_| ()),
        Met,
        "令和8年8月10日に是正を確認した",
    );
    check(
        "O4",
        "acted",
        found(|it| {
            it.verified_on = None;
            it.action_on = None;
        }),
        Failed,
        "是正措置がない",
    );
    check("O4", "corrected", found(|_| ()), Met, "是正を確認した");
    check(
        "O4",
        "corrected",
        found(|it| it.verified_on = None),
        Failed,
        "期限（令和8年8月15日）を過ぎている",
    );
    check(
        "O4",
        "corrected",
        found(|it| {
            it.verified_on = None;
            it.accepted = vec![from("2026-08-20").to(day("2026-09-30"))];
        }),
        Caution,
        "リスクの受容が承認されている（令和8年9月30日まで）",
    );
    check(
        "O4",
        "corrected",
        found(|it| {
            it.verified_on = None;
            it.accepted = vec![from("2026-08-20").to(day("2026-09-29"))];
        }),
        Failed,
        "過ぎている",
    );
}

#[test]
fn a_measure_cites_its_clause_and_decision() {
    let measure = |cites_clause, has_decision| {
        move |facts: &mut CoverageFacts| {
            facts.measures.push(MeasureFact {
                id: ContractMeasureId(1),
                title: "改善指示".to_owned(),
                unit_id: Some(town::UNIT),
                taken_on: day("2026-07-20"),
                cites_clause,
                has_decision,
            });
        }
    };
    check("O4", "cited", measure(true, true), Met, "決裁番号がある");
    check(
        "O4",
        "cited",
        measure(false, true),
        Failed,
        "根拠の条項がない",
    );
    check(
        "O4",
        "cited",
        measure(true, false),
        Failed,
        "決裁番号がない",
    );
}

#[test]
fn a_contract_of_class_one_or_out_of_use_is_not_judged() {
    let facts = {
        let mut facts = town::in_order();
        facts.contracts[0].annexes.clear();
        facts.contracts[0].class = Some(crate::contract::profile::Confidentiality::C1);
        facts
    };
    let annex = super::condition(&facts, "O2", "annex", "2026-09-30");
    assert_eq!(annex.state(), NotApplicable);
    let mut facts = town::in_order();
    facts.contracts[0].void_on = Some(day("2026-09-30"));
    let before = super::condition(&facts, "O2", "annex", "2026-09-29");
    assert_eq!(before.counts().met, 1);
    let after = super::condition(&facts, "O2", "annex", "2026-09-30");
    assert_eq!(after.state(), NotApplicable);
}
