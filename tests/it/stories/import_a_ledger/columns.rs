//! Columns nobody knows and cells of several values: somebody says once how they are read.

use tests::TestApp;

use super::{CLEANING, PATROL, apply, id_of, ledger, officer, pairs, revision, says, send, sent};

#[tokio::test(flavor = "multi_thread")]
async fn a_column_nobody_knows_is_chosen_once() {
    let app = TestApp::start().await;
    let mut officer = officer(&app).await;
    let odd = ledger(&[CLEANING]).replace("件名", "しごとの中身");
    let answer = send(&mut officer, "contract", "変わった台帳.csv", odd.as_bytes()).await;
    let path = answer.location().to_owned();
    let page = officer.visit(&path).await;
    says(&page, "まだ読めません");
    says(&page, "「件名」の列が見つからない");
    let columns = format!("{path}/columns");
    let page = officer.visit(&columns).await;
    says(&page, "しごとの中身");
    let id = id_of(&path);
    let revision_now = revision(&page);
    let choose = |title: &'static str| {
        let codes = [
            "ContractNo",
            "OrganizationUnit",
            title,
            "VendorName",
            "CorporateNumber",
            "SignedOn",
            "StartOn",
            "EndOn",
            "Amount",
            "Subcontracting",
            "Subcontractors",
        ];
        let mut fields = vec![
            ("id".to_owned(), id.clone()),
            ("revision".to_owned(), revision_now.clone()),
            ("sheet".to_owned(), "0".to_owned()),
        ];
        for (place, code) in codes.into_iter().enumerate() {
            fields.push((format!("input[columns][{place}]"), code.to_owned()));
        }
        fields
    };
    let twice = choose("VendorName");
    let page = officer
        .submit("/api/import/columns", &columns, &pairs(&twice))
        .await;
    says(&page, "ほかの列でも選ばれています");
    let right = choose("Title");
    let page = officer
        .submit("/api/import/columns", &columns, &pairs(&right))
        .await;
    says(&page, "列の読み方を保存し、読み直しました");
    says(&page, "庁舎清掃業務");
    says(&page, "1件をすべて取り込む");
    // The next file with these heads is known.
    let next = ledger(&[PATROL]).replace("件名", "しごとの中身");
    let answer = send(&mut officer, "", "次の台帳.csv", next.as_bytes()).await;
    let page = officer.visit(answer.location()).await;
    says(&page, "庁舎警備業務");
    says(&page, "1件をすべて取り込む");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cell_of_several_values_is_split_when_somebody_looked() {
    let app = TestApp::start().await;
    let mut officer = officer(&app).await;
    let two = CLEANING.replace(",無,", ",有,見本設備株式会社、株式会社見本電気");
    let (path, page) = sent(&mut officer, &[&two]).await;
    says(&page, "1つの欄に複数の値がある行");
    says(&page, "見本設備株式会社、株式会社見本電気");
    let now = revision(&page);
    let page = apply(&mut officer, &path, &now, "all").await;
    says(&page, "分け方を確かめていません");
    let id = id_of(&path);
    let fields = [
        ("id", id.as_str()),
        ("revision", now.as_str()),
        ("input[extent]", "all"),
        ("input[split]", "1"),
    ];
    let page = officer.submit("/api/import/apply", &path, &fields).await;
    says(&page, "台帳を取り込みました");
}
