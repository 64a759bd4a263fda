//! Every kind of document the program prints, from the delivered library.

use std::collections::{BTreeMap, BTreeSet};

use domain::comparison::{self, ClauseChange, ClauseVersion, Heads};
use domain::document::{Document, DocumentMark};
use domain::form::{self, Contractor, Fill, FormContent, FormContract, FormRows};
use domain::library::{
    CheckItemsFile, Clause, ClausesFile, Facts, FormsFile, RowSource, SettingsFile, setting_values,
};

macro_rules! library {
    ($name:literal) => {
        include_str!(concat!("../../../library/", $name, ".toml"))
    };
}

use crate::sample;

/// Every document, by name.
pub(crate) fn every_kind() -> Vec<(String, Document)> {
    let mut documents = forms();
    documents.push(("comparison".to_owned(), comparison()));
    for (name, mark) in [
        ("annex", DocumentMark::Issued),
        ("annex-draft", DocumentMark::Draft),
    ] {
        documents.push((name.to_owned(), sample::full_annex(mark)));
    }
    documents
}

/// The forms of the library, blank and for a contract; by name.
fn forms() -> Vec<(String, Document)> {
    let forms: FormsFile = toml::from_str(library!("forms")).expect("the library is TOML");
    let checks: CheckItemsFile =
        toml::from_str(library!("check_items")).expect("the library is TOML");
    let settings = settings();
    let mut documents = Vec::new();
    for form in &forms.form {
        let rows = match &form.rows_from {
            Some(RowSource::ContractChecks) => {
                let clauses = clauses().iter().map(|clause| clause.id.clone()).collect();
                FormRows::Questions(form::contract_questions(&checks.check_item, &clauses))
            }
            Some(RowSource::SelfInspectionQuestions) => {
                let questions = checks.self_inspection_question.iter();
                FormRows::Questions(questions.map(|it| it.question.clone()).collect())
            }
            Some(RowSource::Appendix(_)) => information(),
            Some(RowSource::Subcontracts) => FormRows::Ledger(Vec::new()),
            None => {
                let asked: BTreeSet<_> = form.check_items.iter().collect();
                let items = checks
                    .check_item
                    .iter()
                    .filter(|item| asked.contains(&item.id));
                match items.map(|item| item.question.clone()).collect::<Vec<_>>() {
                    questions if questions.is_empty() => FormRows::Blank,
                    questions => FormRows::Questions(questions),
                }
            }
        };
        let mut content = FormContent {
            form,
            municipality: "芽室町",
            settings: &settings,
            contract: None,
            facts: form::LedgerFacts::new(),
            rows,
        };
        let number = &form.number;
        documents.push((
            format!("form-{number}-blank"),
            form::compose(&content, Fill::Blank),
        ));
        content.contract = Some(contract());
        documents.push((
            format!("form-{number}-filled"),
            form::compose(&content, Fill::Ledger),
        ));
    }
    documents
}

/// Every clause against itself with other words.
fn comparison() -> Document {
    let day = |text: &str| text.parse().expect("a day");
    let version = |clause: Clause, version, day| ClauseVersion {
        clause,
        version,
        effective_from: day,
    };
    let change = |old: Clause| {
        let mut new = old.clone();
        new.body = new
            .body
            .replace("書面により", "書面又は電磁的記録により")
            .replace("速やかに", "直ちに");
        ClauseChange {
            new: Some(version(new, 2, day("2027-04-01"))),
            old: Some(version(old, 1, day("2026-04-01"))),
        }
    };
    let heads = Heads {
        title: "新旧対照表".to_owned(),
        footer: "契約番号　R8-0123".to_owned(),
        new: "新（現在の条項集）".to_owned(),
        old: "旧（この契約の条項）".to_owned(),
    };
    let clauses = clauses();
    let headings = clauses
        .iter()
        .map(|clause| (clause.id.clone(), clause.heading.clone()))
        .collect();
    let changes: Vec<_> = clauses.into_iter().map(change).collect();
    comparison::compose(&heads, &changes, &headings, &settings())
}

fn settings() -> BTreeMap<String, u32> {
    let file: SettingsFile = toml::from_str(library!("settings")).expect("the library is TOML");
    setting_values(&file.setting, &Facts::default())
}

fn clauses() -> Vec<Clause> {
    let file: ClausesFile = toml::from_str(library!("clauses")).expect("the library is TOML");
    file.clause
}

fn contract() -> FormContract {
    let day = |text: &str| text.parse().expect("a day");
    let articles = clauses().into_iter().map(|clause| clause.id).zip(1..);
    FormContract {
        contract_no: "R8-0123".to_owned(),
        title: "住民情報システム運用保守業務及びこれに附帯するヘルプデスク業務".to_owned(),
        signed_on: Some(day("2026-04-01")),
        period: (day("2026-04-01"), day("2027-03-31")),
        contractor: Some(Contractor {
            name: "株式会社十勝情報サービス帯広支店".to_owned(),
            address: "北海道帯広市西１条南１丁目１番地１　十勝ビル３階".to_owned(),
            representative: "帯広支店長　髙橋一郎".to_owned(),
        }),
        articles: articles.collect(),
    }
}

fn information() -> FormRows {
    let columns = [
        "情報の名称",
        "分類（機密・完全・可用）",
        "個人情報の有無・件数",
        "媒体",
    ];
    let rows = [
        [
            "住民基本台帳情報",
            "３Ａ・２・２",
            "有・18,204件",
            "暗号化したUSBメモリ",
        ],
        ["固定資産課税台帳", "３Ｂ・２・１", "有・11,350件", "－"],
    ];
    FormRows::Appendix {
        columns: columns.map(str::to_owned).to_vec(),
        rows: rows
            .iter()
            .map(|row| row.map(str::to_owned).to_vec())
            .collect(),
    }
}
