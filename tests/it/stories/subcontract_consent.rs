//! A subcontractor is entered, the town agrees by another person, and what went wrong is red: a start before
//! the consent, a 承諾 where 許諾 is needed, a worker of an unknown company.

use std::io::{Cursor, Read as _};

use domain::authorization::Role;
use http::StatusCode;
use tests::{Answer, Browser, TestApp};

use super::draft_to_verification::{draft, revision};

fn says(page: &Answer, words: &str) {
    assert!(page.text().contains(words), "{words}: {}", page.text());
}

fn id_of(address: &str) -> &str {
    address.rsplit('/').next().unwrap_or_default()
}

/// Enters a subcontract; answers its address.
async fn record(
    officer: &mut Browser,
    contract: &str,
    name: &str,
    above: &str,
    started: &str,
) -> String {
    let form = format!("{contract}/subcontracts/new");
    let above = if above.is_empty() { "" } else { id_of(above) };
    let fields = [
        ("id", id_of(contract)),
        ("input[above_id]", above),
        ("input[name]", name),
        ("input[scope]", "帳票の印刷"),
        ("input[information]", "住民の氏名・住所（機密性３）"),
        ("input[requested_on]", "R8.3.20"),
        ("input[started_on]", started),
    ];
    let answer = officer
        .post_from("/api/subcontract/record", &form, &fields)
        .await;
    let to = answer.location().replace("http://itaku.test", "");
    assert!(
        to.starts_with(&format!("{contract}/subcontracts/")),
        "{to} {}",
        answer.text()
    );
    to.split('?').next().unwrap_or_default().to_owned()
}

async fn propose(officer: &mut Browser, page: &str, kind: &str, decided_on: &str) -> Answer {
    let fields = [
        ("id", id_of(page)),
        ("input[kind]", kind),
        ("input[outcome]", "granted"),
        ("input[decided_on]", decided_on),
        ("input[document_no]", "芽総第12号"),
    ];
    officer
        .submit("/api/subcontract/propose", page, &fields)
        .await
}

/// Approves the decision that waits on the page.
async fn approve(approver: &mut Browser, page: &str) -> Answer {
    let shown = approver.visit(page).await;
    let (id, revision) = (shown.value_of("id"), shown.value_of("revision"));
    let fields = [
        ("id", &*id.unwrap_or_else(|| "1".to_owned())),
        ("revision", &*revision.unwrap_or_else(|| "1".to_owned())),
    ];
    approver
        .submit("/api/subcontract/approve", page, &fields)
        .await
}

struct Town {
    app: TestApp,
    officer: Browser,
    head: Browser,
    contract: String,
}

async fn town() -> Town {
    let app = TestApp::start().await;
    let mut officer = app
        .signed_in_as(Role::ProcurementOfficer, None, "keiyaku")
        .await;
    let head = app
        .signed_in_as(Role::DepartmentHead, Some(app.unit), "shozoku")
        .await;
    let contract = draft(&app, &mut officer).await;
    Town {
        app,
        officer,
        head,
        contract,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_subcontractor_works_after_another_person_agreed() {
    let Town {
        app: _app,
        mut officer,
        mut head,
        contract,
    } = town().await;
    let tab = format!("{contract}/subcontracts");
    says(&officer.visit(&tab).await, "再委託の登録はありません");
    let page = record(&mut officer, &contract, "株式会社印刷見本", "", "").await;
    says(
        &propose(&mut officer, &page, "consent", "R8.4.2").await,
        "今日より後",
    );
    says(
        &propose(&mut officer, &page, "consent", "R8.3.19").await,
        "申請日より前",
    );
    let answer = propose(&mut officer, &page, "consent", "R8.4.1").await;
    says(&answer, "決定を登録しました");
    says(&answer, "自分では承認できません");
    says(
        &propose(&mut officer, &page, "consent", "R8.4.1").await,
        "承認待ちの決定があります",
    );
    says(&approve(&mut officer, &page).await, "権限がありません");
    says(&head.visit("/").await, "承認待ちの再委託");
    says(
        &approve(&mut head, &page).await,
        "再委託の決定を承認しました",
    );
    let shown = officer.visit(&tab).await;
    says(&shown, "承諾済み");
    says(&shown, "芽総第12号");
    assert!(!shown.text().contains("違反"), "{}", shown.text());
    let history = officer.visit(&format!("{contract}/history")).await;
    says(&history, "再委託の決定の承認");
}

/// The words of a file for Word.
async fn words(browser: &mut Browser, address: &str) -> String {
    let file = browser.get(address).await;
    assert_eq!(file.status, StatusCode::OK, "{address} {}", file.text());
    let mut archive = zip::ZipArchive::new(Cursor::new(file.body)).unwrap();
    let mut xml = String::new();
    let mut body = archive.by_name("word/document.xml").unwrap();
    body.read_to_string(&mut xml).unwrap();
    let texts = xml.split("<w:t").skip(1);
    let texts = texts.filter_map(|part| part.split_once('>')?.1.split_once("</w:t>"));
    texts.map(|(text, _)| text).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_forms_are_filled_with_what_was_applied_for_and_decided() {
    let Town {
        app: _app,
        mut officer,
        mut head,
        contract,
    } = town().await;
    let page = record(&mut officer, &contract, "株式会社印刷見本", "", "").await;
    let shown = officer.visit(&page).await;
    let form = |number: &str| format!("{page}/forms/{number}.docx");
    assert!(shown.html().contains(&form("06-2")), "{}", shown.text());
    let tab = officer.visit(&format!("{contract}/subcontracts")).await;
    let list = format!("{contract}/forms/07.docx");
    assert!(tab.html().contains(&list), "{}", tab.text());

    let application = words(&mut officer, &form("06")).await;
    for known in ["名称　株式会社印刷見本", "帳票の印刷", "（機密性３）"] {
        assert!(application.contains(known), "{known} {application}");
    }
    let undecided = words(&mut officer, &form("06-2")).await;
    assert!(undecided.contains("□承諾"), "{undecided}");
    propose(&mut officer, &page, "consent", "R8.4.1").await;
    approve(&mut head, &page).await;
    let answer = words(&mut officer, &form("06-2")).await;
    for decided in ["芽総第12号", "■承諾", "□不承諾", "令和８年４月１日"] {
        assert!(answer.contains(decided), "{decided} {answer}");
    }
    let roster = words(&mut officer, &list).await;
    assert!(roster.contains("株式会社印刷見本"), "{roster}");
    let blank = words(&mut officer, &format!("{contract}/forms/07.blank.docx")).await;
    assert!(!blank.contains("印刷見本"), "{blank}");
    let other = format!("{contract}/subcontracts/999/forms/06.docx");
    assert_eq!(officer.get(&other).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_start_before_the_consent_is_red_and_nothing_stands_on_it() {
    let Town {
        app: _app,
        mut officer,
        mut head,
        contract,
    } = town().await;
    let tab = format!("{contract}/subcontracts");
    let first = record(&mut officer, &contract, "株式会社印刷見本", "", "R8.3.25").await;
    says(
        &officer.visit(&tab).await,
        "承諾を受けずに取扱いを始めています",
    );
    let second = record(&mut officer, &contract, "有限会社配送見本", &first, "").await;
    let third = record(&mut officer, &contract, "合同会社応援見本", &second, "").await;
    let page = officer.visit(&tab).await;
    for depth in ["再委託", "再々委託", "第3次の再委託"] {
        says(&page, depth);
    }
    // From the top down.
    propose(&mut officer, &third, "consent", "R8.4.1").await;
    says(
        &approve(&mut head, &third).await,
        "上位の再委託先「有限会社配送見本」",
    );
    propose(&mut officer, &first, "consent", "R8.4.1").await;
    approve(&mut head, &first).await;
    says(
        &officer.visit(&tab).await,
        "承諾（令和8年4月1日）の前に取扱いを始めています（開始日 令和8年3月25日）",
    );
    // What something stands on is not taken out of use.
    let shown = officer.visit(&second).await;
    let fields = [
        ("id", id_of(&second)),
        ("revision", &revision(&shown)),
        ("reason", "誤って登録した"),
    ];
    let refused = officer
        .submit("/api/subcontract/void", &second, &fields)
        .await;
    says(&refused, "下の再委託から順に");
}

#[tokio::test(flavor = "multi_thread")]
async fn my_number_needs_the_permission_of_the_town() {
    let Town {
        app: _app,
        mut officer,
        mut head,
        contract,
    } = town().await;
    // The facts change while the contract is with the approver: sent back, My Number ticked.
    let page = head.visit(&contract).await;
    let id = id_of(&contract);
    let back = [
        ("id", id),
        ("revision", &revision(&page)),
        ("comment", "個人番号も扱います。"),
    ];
    head.submit("/api/contract/send-back", &contract, &back)
        .await;
    let step = format!("{contract}/draft/profile");
    let page = officer.visit(&step).await;
    let facts = [
        ("id", id),
        ("revision", &revision(&page)),
        ("input[confidentiality]", "C3B"),
        ("input[facts][]", "pi"),
        ("input[facts][]", "mynumber"),
        ("then", "stay"),
    ];
    officer
        .submit("/api/contract/save-profile", &step, &facts)
        .await;
    let page = record(&mut officer, &contract, "株式会社印刷見本", "", "").await;
    says(
        &propose(&mut officer, &page, "consent", "R8.4.1").await,
        "町の許諾（番号法第10条）が要ります。許諾を選んでください",
    );
    propose(&mut officer, &page, "statutory_consent", "R8.4.1").await;
    says(
        &approve(&mut head, &page).await,
        "再委託の決定を承認しました",
    );
    says(
        &officer.visit(&format!("{contract}/subcontracts")).await,
        "許諾（番号法第10条）：認める",
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_of_an_unknown_company_is_red() {
    let Town {
        app: _app,
        mut officer,
        mut head,
        contract,
    } = town().await;
    let roster = format!("{contract}/roster");
    let sub = record(&mut officer, &contract, "株式会社印刷見本", "", "").await;
    let table = "氏名\t所属事業者名\t従事開始日\t誓約書提出日\n\
                 見本 一郎\t㈱十勝サンプル情報\tR8.4.1\tR8.3.31\n\
                 見本 二葉\t（株）印刷見本\tR8.4.1\tR8.3.31\n\
                 見本 三郎\t株式会社ナゾノ見本人材\tR8.4.1\t\n";
    let id = id_of(&contract);
    let empty = officer
        .submit(
            "/api/subcontract/add-workers",
            &roster,
            &[("id", id), ("input[pasted]", "")],
        )
        .await;
    says(&empty, "従事者が入力されていません");
    let wrong = [
        ("id", id),
        ("input[pasted]", "見本 一郎\t\t正規\t\t\tいつか"),
    ];
    let wrong = officer
        .submit("/api/subcontract/add-workers", &roster, &wrong)
        .await;
    says(&wrong, "1行目の所属事業者");
    let fields = [("id", id), ("input[pasted]", table)];
    let page = officer
        .submit("/api/subcontract/add-workers", &roster, &fields)
        .await;
    says(&page, "従事者3名を名簿に加えました");
    says(&page, "所属を確かめる必要のある従事者が2名います");
    says(
        &page,
        "「株式会社印刷見本」は再委託先として登録されていますが",
    );
    says(&page, "尼崎市の事案");
    propose(&mut officer, &sub, "consent", "R8.4.1").await;
    approve(&mut head, &sub).await;
    let page = officer.visit(&roster).await;
    says(&page, "所属を確かめる必要のある従事者が1名います");
    says(&page, "承諾した再委託先");
    let end = [("id", "3"), ("revision", "1"), ("to_on", "R8.3.31")];
    let early = officer
        .submit("/api/subcontract/end-worker", &roster, &end)
        .await;
    says(
        &early,
        "終了日（令和8年3月31日）が開始日（令和8年4月1日）より前です",
    );
    let void = [
        ("id", "3"),
        ("revision", "1"),
        ("reason", "提出し直した名簿に差し替えた"),
    ];
    let page = officer
        .submit("/api/subcontract/void-worker", &roster, &void)
        .await;
    says(&page, "名簿の記載を無効にしました");
    assert!(!page.text().contains("ナゾノ見本人材"), "{}", page.text());
}

#[tokio::test(flavor = "multi_thread")]
async fn others_are_refused_and_the_second_of_two_is_told() {
    let Town {
        app,
        mut officer,
        mut head,
        contract,
    } = town().await;
    let mut elsewhere = app
        .signed_in_as(Role::ProcurementOfficer, Some(app.other_unit), "kensetsu")
        .await;
    let mut auditor = app.signed_in_as(Role::Auditor, None, "kansa").await;
    let sub = record(&mut officer, &contract, "株式会社印刷見本", "", "").await;
    let pages = [
        format!("{contract}/subcontracts"),
        format!("{contract}/roster"),
        sub.clone(),
    ];
    for page in &pages {
        assert_eq!(
            elsewhere.get(page).await.status,
            StatusCode::FORBIDDEN,
            "{page}"
        );
        assert_eq!(auditor.get(page).await.status, StatusCode::OK, "{page}");
        assert!(
            app.visitor().get(page).await.status.is_redirection(),
            "{page}"
        );
    }
    let edit = format!("{sub}/edit");
    assert_eq!(auditor.get(&edit).await.status, StatusCode::FORBIDDEN);
    let unknown = officer.get(&format!("{contract}/subcontracts/999")).await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    for browser in [&mut elsewhere, &mut auditor, &mut head] {
        let answer = propose(browser, &sub, "consent", "R8.4.1").await;
        says(&answer, "権限がありません");
    }
    let change = |words: &'static str| {
        [
            ("id", id_of(&sub).to_owned()),
            ("revision", "1".to_owned()),
            ("input[name]", "株式会社印刷見本".to_owned()),
            ("input[scope]", words.to_owned()),
            ("input[information]", "住民の氏名・住所".to_owned()),
        ]
    };
    for (words, expected) in [
        ("帳票の印刷と封入", "再委託の内容を保存しました"),
        ("帳票の封緘", "帳票の印刷と封入"),
    ] {
        let fields = change(words);
        let fields = fields
            .each_ref()
            .map(|(name, value)| (*name, value.as_str()));
        let page = officer
            .submit("/api/subcontract/change", &edit, &fields)
            .await;
        says(&page, expected);
        says(&page, words);
    }
}
