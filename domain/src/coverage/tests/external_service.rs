//! 第2段: O0b, O5, O6, both ways.

use super::{check, town::*};
use crate::{
    contract::profile::Confidentiality,
    coverage::{
        State::{Failed, Met},
        declaration::DeclarationKind,
        fact::CoverageFacts,
    },
    id::RegulationVersionId,
};

#[test]
fn every_service_used_is_declared_and_approved() {
    check("O0b", "declared", |_| (), Met, "台帳のとおり");
    check(
        "O0b",
        "declared",
        |facts| {
            let declarations = &mut facts.declarations;
            declarations.retain(|it| it.kind != DeclarationKind::ExternalService);
        },
        Failed,
        "外部サービスの申告がない",
    );
    check(
        "O0b",
        "approved",
        |_| (),
        Met,
        "令和8年4月25日に利用を承認した",
    );
    check(
        "O0b",
        "approved",
        |facts| facts.approvals.clear(),
        Failed,
        "承認のないまま利用している",
    );
    check(
        "O0b",
        "approved",
        |facts| facts.approvals[0].valid.from_on = day("2026-10-01"),
        Failed,
        "承認のないまま",
    );
}

#[test]
fn use_is_regulated() {
    check("O5", "in_force", |_| (), Met, "第2版が有効");
    check(
        "O5",
        "in_force",
        |facts| facts.regulations.clear(),
        Failed,
        "登録されていない",
    );
    let old = |facts: &mut CoverageFacts| {
        facts.regulations[0].versions = vec![version(2, "2025-09-29", None)];
    };
    check("O5", "in_force", old, Failed, "12か月を過ぎている");
    check(
        "O5",
        "in_force",
        |facts| {
            old(facts);
            facts.regulations[0].reviewed_on = vec![day("2026-08-01")];
        },
        Met,
        "見直しは令和8年8月1日",
    );
    check(
        "O5",
        "in_force",
        |facts| facts.regulations[0].versions[1].in_force.to_on = Some(day("2026-09-29")),
        Failed,
        "現行の版がない",
    );
}

#[test]
fn an_approval_rests_on_the_version_of_its_day_and_on_another_person() {
    check("O5", "legitimate", |_| (), Met, "第2版に基づき承認した");
    check(
        "O5",
        "legitimate",
        |facts| facts.approvals[0].regulation_version = Some(RegulationVersionId(1)),
        Failed,
        "その日に有効でない版",
    );
    check(
        "O5",
        "legitimate",
        |facts| facts.approvals[0].regulation_version = None,
        Failed,
        "規程の版がない",
    );
    // Negative test (v): approver = applicant.
    check(
        "O5",
        "legitimate",
        |facts| facts.approvals[0].approver = Some(OFFICER),
        Failed,
        "申請した者が自分で",
    );
}

#[test]
fn measures_are_taken_for_a_service() {
    check("O6", "valid", |_| (), Met, "令和9年3月31日まで有効");
    check(
        "O6",
        "valid",
        |facts| facts.approvals[0].valid.to_on = Some(day("2026-09-29")),
        Failed,
        "有効期限（令和8年9月29日）を過ぎて",
    );
    check(
        "O6",
        "valid",
        |facts| facts.approvals[0].valid.to_on = Some(day("2026-09-30")),
        Met,
        "令和8年9月30日まで有効",
    );
    check("O6", "guarded", |_| (), Met, "自治体機密性１の情報だけ");
    let confidential = |facts: &mut CoverageFacts| {
        facts.services[0].class = Some(Confidentiality::C2);
    };
    check("O6", "guarded", confidential, Failed, "例外の承認がない");
    check(
        "O6",
        "guarded",
        |facts| {
            confidential(facts);
            facts.services[0].exceptions = vec![from("2026-05-01").to(day("2026-09-30"))];
        },
        Met,
        "例外が令和8年9月30日まで承認",
    );
    check(
        "O6",
        "guarded",
        |facts| {
            confidential(facts);
            facts.services[0].exceptions = vec![from("2026-05-01").to(day("2026-09-29"))];
        },
        Failed,
        "例外の承認がない",
    );
    let ended = |facts: &mut CoverageFacts| {
        facts.services[0].used.to_on = Some(day("2026-08-31"));
    };
    check("O6", "erased", ended, Failed, "消去の確認がない");
    check(
        "O6",
        "erased",
        |facts| {
            ended(facts);
            facts.services[0].erased_on = Some(day("2026-09-10"));
        },
        Met,
        "令和8年9月10日に消去を確認した",
    );
}
