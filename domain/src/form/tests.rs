//! Every form of the library, as a town would hand it out.

use std::fmt::Write as _;

use super::*;
use crate::{
    document::{Row, Text},
    library::{Facts, RowSource, tests::library},
};

fn contract() -> FormContract {
    let day = |text: &str| text.parse().unwrap();
    FormContract {
        contract_no: "R8-0123".to_owned(),
        title: "住民情報システム運用保守業務".to_owned(),
        signed_on: Some(day("2026-04-01")),
        period: (day("2026-04-01"), day("2027-03-31")),
        contractor: Some(Contractor {
            name: "株式会社十勝情報サービス".to_owned(),
            address: "北海道帯広市西１条南１丁目".to_owned(),
            representative: "代表取締役　髙橋一郎".to_owned(),
        }),
        articles: [("SEC-06", 6), ("SEC-13", 13), ("SEC-21", 21)]
            .map(|(clause, number)| (clause.to_owned(), number))
            .into(),
    }
}

/// A subcontract, agreed to under a condition.
fn subcontract() -> LedgerFacts {
    use crate::{
        id::{ContractId, SubcontractDecisionId, SubcontractId, VendorId},
        subcontract::{ConsentKind, Decision, Outcome, Subcontract, assess},
        vendor::{Certification, CertificationKind, Vendor, VendorKind},
    };
    let day = |text: &str| text.parse().unwrap();
    let decision = Decision {
        id: SubcontractDecisionId(1),
        kind: ConsentKind::Consent,
        outcome: Outcome::Conditional,
        conditions: Some("個人情報を持ち出さないこと".to_owned()),
        document_no: Some("芽総第12号".to_owned()),
        decided_on: day("2026-04-10"),
        proposed_on: day("2026-04-08"),
        proposed_by: None,
        approved_on: Some(day("2026-04-10")),
        approved_by: None,
        returned_on: None,
        comment: None,
        revision: 1,
    };
    let subcontract = Subcontract {
        id: SubcontractId(1),
        contract_id: ContractId(1),
        parent_id: None,
        vendor_id: Some(VendorId(2)),
        name: "有限会社印刷見本".to_owned(),
        address: Some("北海道帯広市西２条".to_owned()),
        scope: "帳票の印刷".to_owned(),
        reason: Some("大型印刷機を要するため".to_owned()),
        information: "住民の氏名・住所（機密性３）".to_owned(),
        work_place: None,
        safeguards: Some("入退室の管理".to_owned()),
        supervision: None,
        requested_on: Some(day("2026-04-03")),
        recorded_on: day("2026-04-03"),
        recorded_by: None,
        started_on: Some(day("2026-05-01")),
        ended_on: None,
        voided_on: None,
        void_reason: None,
        revision: 1,
        decisions: vec![decision],
    };
    let certificate = |number: &str, last: &str| Certification {
        id: 1,
        kind: CertificationKind::ALL[0],
        number: Some(number.to_owned()),
        scope: None,
        expires_on: Some(day(last)),
    };
    let company = Vendor {
        merged_into: None,
        id: VendorId(2),
        kind: VendorKind::ALL[0],
        name: "有限会社印刷見本".to_owned(),
        kana: None,
        corporate_number: None,
        invoice_number: None,
        address: None,
        representative: Some("代表取締役　印刷太郎".to_owned()),
        phone: None,
        note: None,
        void_reason: None,
        revision: 1,
        certifications: vec![
            certificate("OLD-1", "2026-03-31"),
            certificate("NEW-2", "2027-03-31"),
        ],
        debarments: Vec::new(),
    };
    let today = day("2026-06-01");
    let assessed = assess(&[subcontract], ConsentKind::Consent, today);
    assert!(is_listed(&assessed[0]));
    facts_of(&assessed[0], Some(&company), today)
}

fn composed(number: &str, fill: Fill, contract: Option<FormContract>) -> Document {
    let library = library();
    let form = library
        .forms
        .iter()
        .find(|form| form.number == number)
        .unwrap();
    let settings = library.setting_values(&Facts::default());
    let rows = match &form.rows_from {
        Some(RowSource::ContractChecks) => FormRows::Questions(contract_questions(
            &library.check_items,
            &BTreeSet::from(["SEC-13".to_owned()]),
        )),
        Some(RowSource::SelfInspectionQuestions) => FormRows::Questions(vec!["問い".to_owned()]),
        Some(RowSource::Appendix(_)) => FormRows::Appendix {
            columns: vec!["媒体".to_owned(), "情報の名称".to_owned()],
            rows: vec![vec!["DVD-R".to_owned(), "住民基本台帳情報".to_owned()]],
        },
        Some(RowSource::Subcontracts) => FormRows::Ledger(vec![subcontract()]),
        None => FormRows::Blank,
    };
    let content = FormContent {
        form,
        municipality: "芽室町",
        settings: &settings,
        contract,
        facts: subcontract(),
        rows,
    };
    compose(&content, fill)
}

/// The document as plain text, in reading order.
fn text(document: &Document) -> String {
    let mut text = String::new();
    for part in &document.parts {
        writeln!(text, "{}", part.label.as_deref().unwrap_or_default()).unwrap();
        if let Some(letterhead) = &part.letterhead {
            writeln!(
                text,
                "{} {}",
                letterhead.date,
                letterhead.addressee.join("／")
            )
            .unwrap();
            for entry in letterhead.sender.iter().flat_map(|sender| &sender.entries) {
                writeln!(text, "　　{}：{}", entry.label, entry.value).unwrap();
            }
        }
        writeln!(text, "《{}》", part.heading).unwrap();
        for block in &part.blocks {
            match block {
                Block::Paragraph(paragraph) => {
                    writeln!(text, "{}", paragraph.text.plain()).unwrap()
                }
                Block::Pairs(pairs) => {
                    for pair in &pairs.pairs {
                        writeln!(text, "・{}：{:?}", pair.label, pair.value.plain()).unwrap();
                    }
                }
                Block::Table(table) => {
                    for row in &table.rows {
                        let Row::Cells(cells) = row else {
                            panic!("{row:?}")
                        };
                        let cells: Vec<String> = cells.iter().map(Text::plain).collect();
                        writeln!(text, "|{}|", cells.join("|")).unwrap();
                    }
                }
                other => writeln!(text, "{other:?}").unwrap(),
            }
        }
    }
    text
}

#[test]
fn an_application_is_filled_with_what_the_ledger_knows() {
    insta::assert_snapshot!(text(&composed("06", Fill::Ledger, Some(contract()))));
}

#[test]
fn the_answer_to_an_application_says_what_was_decided() {
    insta::assert_snapshot!(text(&composed("06-2", Fill::Ledger, Some(contract()))));
}

#[test]
fn the_list_of_subcontractors_has_a_row_for_each_and_room_for_more() {
    insta::assert_snapshot!(text(&composed("07", Fill::Ledger, Some(contract()))));
}

#[test]
fn a_handover_lists_the_information_of_the_annex() {
    insta::assert_snapshot!(text(&composed("04", Fill::Ledger, Some(contract()))));
}

#[test]
fn a_blank_form_shows_nothing_of_the_contract_but_its_number_at_the_foot() {
    let blank = text(&composed("06", Fill::Blank, Some(contract())));
    for known in ["十勝", "住民情報", "令和８年", "印刷見本"] {
        assert!(!blank.contains(known), "{blank}");
    }
    assert!(blank.contains("様式第６号（第13条関係）"), "{blank}");
}

#[test]
fn every_form_can_be_composed_and_asks_for_all_its_fields() {
    for form in &library().forms {
        for (fill, contract) in [
            (Fill::Blank, None),
            (Fill::Blank, Some(contract())),
            (Fill::Ledger, Some(contract())),
        ] {
            let document = composed(&form.number, fill, contract);
            let written = serde_json::to_string(&document).unwrap();
            assert!(!written.contains("{{"), "{}: {written}", form.number);
            for field in &form.fields {
                assert!(
                    written.contains(&field.name),
                    "{}: {}",
                    form.number,
                    field.name
                );
            }
        }
    }
}

#[test]
fn a_contract_needs_the_forms_its_clauses_name_and_their_answers() {
    let forms = library().forms;
    let clauses = BTreeSet::from(["SEC-13".to_owned()]);
    let numbers: Vec<&str> = forms
        .iter()
        .filter(|form| needed(form, &forms, &clauses))
        .map(|form| form.number.as_str())
        .collect();
    assert_eq!(numbers, ["06", "06-2"]);
}
