//! The whole annex for three contracts, every rule for references both ways, every fault.

use std::fmt::Write as _;

use proptest::prelude::*;

use super::*;
use crate::{
    contract::{clauses::required_clauses, profile::tests::profile},
    document::{Row, Text},
    library::{Library, tests::library},
};

/// The clauses that start selected for a profile in words.
fn selected(library: &Library, words: &str) -> Vec<String> {
    let rules = library.selection_rules();
    required_clauses(&rules, &profile(words))
        .unwrap()
        .into_iter()
        .filter(|required| required.preselected)
        .map(|required| required.clause)
        .collect()
}

/// One row for every 別紙, so that nothing is empty.
fn filled_rows(appendix: &Appendix) -> Vec<Vec<String>> {
    let cells = appendix.columns.iter();
    vec![cells.map(|column| format!("（{column}）")).collect()]
}

fn compose_ids(
    library: &Library,
    ids: &[impl AsRef<str>],
    change: impl FnOnce(&mut AnnexContent<'_>),
) -> Result<Composition, Vec<ComposeError>> {
    let settings = library.setting_values(&crate::library::Facts::default());
    let clauses = ids
        .iter()
        .map(|id| library.find_clause(id.as_ref()).unwrap());
    let mut content = AnnexContent {
        contract_no: Some("R8-0123".to_owned()),
        contract_title: "住民健診予約システム運用保守業務".to_owned(),
        party_a: "見本町".to_owned(),
        party_b: "株式会社髙橋システム".to_owned(),
        starts_on: "2026-04-01".parse().unwrap(),
        ends_on: "2027-03-31".parse().unwrap(),
        signed_on: Some("2026-03-25".parse().unwrap()),
        clauses: clauses.collect(),
        terms: &library.terms,
        forms: &library.forms,
        settings: &settings,
        appendices: library
            .appendices
            .iter()
            .map(|appendix| AppendixContent {
                appendix,
                rows: filled_rows(appendix),
            })
            .collect(),
        mark: DocumentMark::Issued,
    };
    change(&mut content);
    compose(&content)
}

/// The document as plain text, in reading order.
fn text(document: &Document) -> String {
    let mut text = format!("《{}》《{}》\n", document.title, document.footer);
    for part in &document.parts {
        let label = part.label.as_deref().unwrap_or_default();
        writeln!(text, "\n{label}\n　　　　{}", part.heading).unwrap();
        for block in &part.blocks {
            match block {
                Block::Paragraph(paragraph) => {
                    writeln!(text, "　{}", paragraph.text.plain()).unwrap();
                }
                Block::Article(article) => write_article(&mut text, article),
                Block::Table(table) => {
                    let columns = table.columns.iter();
                    let columns: Vec<String> = columns
                        .map(|c| format!("{}*{}", c.label, c.weight))
                        .collect();
                    writeln!(text, "[{}]\n|{}|", table.caption, columns.join("|")).unwrap();
                    for row in &table.rows {
                        let Row::Cells(cells) = row else {
                            panic!("{row:?}")
                        };
                        let cells: Vec<String> = cells.iter().map(Text::plain).collect();
                        writeln!(text, "|{}|", cells.join("|")).unwrap();
                    }
                }
                other => panic!("an annex has no {other:?}"),
            }
        }
    }
    text
}

fn write_article(text: &mut String, article: &Article) {
    writeln!(text, "　（{}）", article.heading).unwrap();
    for paragraph in &article.paragraphs {
        let number = match paragraph.number {
            1 => crate::document::article_name(article.number),
            number => crate::document::digits(number),
        };
        writeln!(text, "{number}　{}", paragraph.text).unwrap();
        for item in &paragraph.items {
            writeln!(text, "　({})　{}", item.number, item.text).unwrap();
        }
    }
}

fn composed(words: &str) -> String {
    let library = library();
    let ids = selected(&library, words);
    text(&compose_ids(&library, &ids, |_| {}).unwrap().document)
}

#[test]
fn the_short_form_reads_as_a_whole() {
    insta::assert_snapshot!(composed(""));
}

#[test]
fn a_cloud_contract_reads_as_a_whole() {
    insta::assert_snapshot!(composed("C2 cloud_supply sla_needed"));
}

#[test]
fn a_my_number_contract_reads_as_a_whole() {
    insta::assert_snapshot!(composed(
        "C3B mynumber sys_ops remote_maint subcontract_planned"
    ));
}

/// Composes a draft of exactly these clauses and the ones they cannot do without.
fn check_words(ids: &[&str], expect: &[&str], absent: &[&str]) {
    let library = library();
    let draft = compose_ids(&library, ids, |content| content.mark = DocumentMark::Draft);
    let text = text(&draft.unwrap().document);
    for words in expect {
        assert!(text.contains(words), "{words} in\n{text}");
    }
    for words in absent {
        assert!(!text.contains(words), "{words} not in\n{text}");
    }
}

#[test]
fn every_reference_reads_with_and_without_its_target() {
    check_words(
        &["SEC-01", "SEC-03", "SEC-04", "SEC-13"],
        &["従事者（第３条第１項に規定する従事者をいう。）に対し"],
        &["本業務に従事する者をいう"],
    );
    check_words(
        &["SEC-01", "SEC-03"],
        &["従事者（本業務に従事する者をいう。以下同じ。）に対し"],
        &["第１項に規定する従事者"],
    );
    check_words(
        &["SEC-01", "SEC-13", "SEC-17", "SEC-19", "SEC-20", "SEC-22"],
        &[
            "(1)　第２条の規定に違反して再委託を行ったとき。",
            "又は第５条の指示若しくは命令に従わないとき。",
        ],
        &["甲の承諾を得ずに", "甲の指示に従わない"],
    );
    check_words(
        &["SEC-01", "SEC-13", "SEC-17", "SEC-22"],
        &["検査等（甲が行う監査又は検査をいう。以下同じ。）を拒み、又は甲の指示に従わないとき。"],
        &[],
    );
    check_words(
        &["SEC-01", "SEC-27", "SEC-21", "SEC-13"],
        &["第３条第１項及び第２項の例によるものとする。"],
        &[],
    );
    check_words(
        &["SEC-27"],
        &["甲の指定する方法によるものとする。"],
        &["第１項及び第２項"],
    );
    check_words(
        &["SEC-01", "SEC-13", "MN-01", "MN-02"],
        &["再委託しようとするときは、第２条の規定にかかわらず、番号法"],
        &[],
    );
}

#[test]
fn a_reference_without_its_target_reads_well_where_the_target_was_waived() {
    // Without SEC-13 the word 再委託 has no definition: only the words around the reference are tried.
    let library = library();
    let check = |id: &str, expect: &str| {
        let clause = library.find_clause(id).unwrap();
        let mut errors = Vec::new();
        let body = references::resolve(clause, &numbers(&[clause]), &mut errors);
        assert!(body.contains(expect), "{body}");
        assert_eq!(errors, []);
    };
    check("SEC-22", "(1)　甲の承諾を得ずに再委託を行ったとき。");
    check("MN-02", "再委託しようとするときは、番号法第10条");
}

#[test]
fn an_enumeration_names_what_is_selected() {
    let check = |ids: &[&str], expect: &str| {
        let ids: Vec<&str> = ["SEC-01"]
            .iter()
            .chain(ids)
            .chain(&["SEC-24"])
            .copied()
            .collect();
        let words = format!("{expect}の規定は、契約が終了した後も");
        check_words(&ids, &[&words], &[]);
    };
    check(&["SEC-23", "SEC-13"], "第３条");
    check(&["SEC-10", "SEC-23", "SEC-13"], "第２条及び第４条");
    check(
        &["SEC-10", "SEC-11", "SEC-23", "SEC-13"],
        "第２条、第３条及び第５条",
    );
    check(
        &[
            "SEC-10", "SEC-11", "SEC-13", "SEC-17", "SEC-18", "SEC-21", "SEC-23",
        ],
        "第２条、第３条、第６条、第７条及び第８条",
    );
}

#[test]
fn a_term_without_its_clause_is_explained_once_at_its_first_use() {
    let text = composed("");
    let explained = "従事者（本業務に従事する者をいう。以下同じ。）";
    assert_eq!(text.matches(explained).count(), 1, "{text}");
    assert_eq!(text.find("従事者"), text.find(explained));
}

#[test]
fn numbers_follow_the_style_of_the_bodies() {
    let text = composed("C3B mynumber sys_ops remote_maint subcontract_planned");
    for words in [
        "第９条　",
        "第10条　",
        "様式第６号",
        "様式第10号",
        "７日以内",
        "14日以内",
        "１時間以内",
    ] {
        assert!(text.contains(words), "{words}");
    }
}

fn check_errors(ids: &[&str], change: impl FnOnce(&mut AnnexContent<'_>), expect: &[&str]) {
    let library = library();
    let errors = compose_ids(&library, ids, change).err().unwrap_or_default();
    let errors: Vec<String> = errors.iter().map(ToString::to_string).collect();
    assert_eq!(errors, expect);
}

#[test]
fn what_cannot_be_composed_is_named() {
    check_errors(
        &[],
        |_| {},
        &["条項が1つも選ばれていません。条項を選んでください。"],
    );
    check_errors(
        &["SEC-01", "SEC-01"],
        |_| {},
        &["条項SEC-01が2回選ばれています。一方を外してください。"],
    );
    check_errors(
        &["SEC-01", "SEC-24"],
        |_| {},
        &[
            "条項SEC-24が引用する条項（SEC-10、SEC-11、SEC-18、SEC-21、SEC-23）が1つも選ばれていません。\
           SEC-24を外すか、引用する条項を加えてください。",
        ],
    );
    check_errors(
        &["SEC-01", "SEC-15"],
        |content| content.settings = const { &BTreeMap::new() },
        &[
            "条項SEC-15の差込み「{{sla_report_day}}」に入る値がありません。設定と様式を確かめてください。",
        ],
    );
    check_errors(
        &["SEC-01", "SEC-11"],
        |content| content.forms = &[],
        &["条項SEC-11の差込み「{{form:03}}」に入る値がありません。設定と様式を確かめてください。"],
    );
    check_errors(
        &["SEC-10"],
        |_| {},
        &[
            "条項SEC-10が「本業務」を使っていますが、これを定義する条項（SEC-01）が選ばれていません。\
             定義する条項を加えてください。",
            "条項SEC-10が「対象情報」を使っていますが、これを定義する条項（SEC-01）が選ばれていません。\
             定義する条項を加えてください。",
        ],
    );
    check_errors(
        &["SEC-01", "SEC-02"],
        |content| content.appendices[0].rows[0].truncate(1),
        &["別紙１の1行目の欄が1個ですが、4個必要です。"],
    );
    check_errors(
        &["SEC-01", "SEC-15"],
        |content| content.appendices.clear(),
        &[
            "条項SEC-15が別紙３を引用していますが、別紙３がありません。条項集の別紙を確かめてください。",
        ],
    );
}

#[test]
fn a_reference_without_a_rule_is_named() {
    let mut library = library();
    let clause = library
        .clauses
        .iter_mut()
        .find(|c| c.id == "SEC-27")
        .unwrap();
    clause.references.clear();
    let errors = compose_ids(&library, &["SEC-27"], |_| {}).unwrap_err();
    let error = ComposeError::Reference {
        clause: "SEC-27".to_owned(),
        target: "SEC-21".to_owned(),
    };
    assert_eq!(errors, [error]);
}

#[test]
fn a_draft_may_lack_the_rows_of_an_appendix_and_an_issued_annex_may_not() {
    let library = library();
    let ids = ["SEC-01", "SEC-02"];
    let draft = compose_ids(&library, &ids, |content| {
        content.appendices[0].rows.clear();
        content.mark = DocumentMark::Draft;
    });
    let draft = draft.unwrap();
    let warning =
        "別紙１（適用する規程の部分一覧）に記載がありません。発行の前に入力してください。";
    assert_eq!(draft.warnings.len(), 1);
    assert_eq!(draft.warnings[0].to_string(), warning);
    assert!(text(&draft.document).contains("\n|||||\n"));
    check_errors(
        &ids,
        |content| content.appendices[0].rows.clear(),
        &[warning],
    );
}

#[test]
fn an_appendix_is_there_when_its_clause_is() {
    let labels = |words: &str| {
        let library = library();
        let ids = selected(&library, words);
        let document = compose_ids(&library, &ids, |_| {}).unwrap().document;
        let labels = document.parts.into_iter().filter_map(|part| part.label);
        labels.collect::<Vec<_>>()
    };
    assert_eq!(labels(""), ["別記", "別紙１（第２条関係）"]);
    assert_eq!(
        labels("C2"),
        [
            "別記",
            "別紙１（第２条、第７条関係）",
            "別紙２（第６条、第８条関係）"
        ]
    );
    assert_eq!(labels("sla_needed")[2], "別紙３（第５条関係）");
}

#[test]
fn an_appendix_that_is_named_but_not_introduced_stops_the_issue() {
    check_errors(
        &["SEC-01", "SEC-09"],
        |_| {},
        &[
            "条項SEC-09が別紙２を引用していますが、別紙２を定める条項SEC-06が選ばれていません。\
           SEC-06を加えてください。",
        ],
    );
}

#[test]
fn the_preamble_names_the_contract() {
    let library = library();
    let check = |change: fn(&mut AnnexContent<'_>), preamble: &str, footer: &str| {
        let document = compose_ids(&library, &["SEC-01"], change).unwrap().document;
        assert_eq!(document.parts[0].blocks[0], Block::paragraph(preamble));
        assert_eq!(document.footer, footer);
    };
    check(
        |_| {},
        "見本町（以下「甲」という。）と株式会社髙橋システム（以下「乙」という。）とが令和８年３月25日付けで締結した\
         「住民健診予約システム運用保守業務」の契約（契約番号R8-0123。履行期間は、令和８年４月１日から\
         令和９年３月31日まで。）に関し、情報セキュリティ特記事項を次のとおり定める。",
        "契約番号　R8-0123",
    );
    check(
        |content| {
            content.contract_no = None;
            content.signed_on = None;
        },
        "見本町（以下「甲」という。）と株式会社髙橋システム（以下「乙」という。）とが締結する\
         「住民健診予約システム運用保守業務」の契約（履行期間は、令和８年４月１日から\
         令和９年３月31日まで。）に関し、情報セキュリティ特記事項を次のとおり定める。",
        "住民健診予約システム運用保守業務",
    );
}

#[test]
fn the_order_of_the_clauses_does_not_depend_on_the_order_they_are_given_in() {
    let library = library();
    let mut ids = selected(&library, "C2");
    let forward = compose_ids(&library, &ids, |_| {});
    ids.reverse();
    assert_eq!(compose_ids(&library, &ids, |_| {}), forward);
}

proptest! {
    #[test]
    fn any_selection_with_the_mandatory_clauses_can_be_composed_without_a_token_left(
        class in proptest::sample::select(vec!["C1", "C2", "C3C", "C3B"]),
        given in proptest::collection::btree_set(
            proptest::sample::select(vec![
                "pi", "mynumber", "sys_build", "sys_ops", "remote_maint", "cloud_supply", "sns_ops",
                "subcontract_planned", "offsite", "sla_needed",
            ]),
            0..=10,
        ),
        added in proptest::collection::vec(any::<bool>(), 36),
    ) {
        let library = library();
        let words: Vec<&str> = given.into_iter().chain([class]).collect();
        let rules = library.selection_rules();
        let required = required_clauses(&rules, &profile(&words.join(" "))).unwrap();
        let ids: Vec<&str> = library
            .clauses
            .iter()
            .zip(added)
            .filter(|(clause, added)| {
                // These two define the laws their neighbours name, and cannot be left out alone.
                *added || ["PI-01", "MN-01"].contains(&clause.id.as_str()) || required.iter().any(|r| {
                    r.clause == clause.id && r.level == crate::contract::clauses::Level::Mandatory
                })
            })
            .map(|(clause, _)| clause.id.as_str())
            .collect();
        let draft = compose_ids(&library, &ids, |content| content.mark = DocumentMark::Draft);
        let document = draft.map_err(|e| TestCaseError::fail(format!("{ids:?} {e:?}")))?.document;
        let text = text(&document);
        prop_assert!(!text.contains("{{") && !text.contains("}}"), "{}", text);
        prop_assert!(!text.contains("（をいう"), "{}", text);
    }
}
