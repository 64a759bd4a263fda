//! A self-inspection report as a contractor would hand it in: a real PDF, set here.

use documents::IssueRecord;
use domain::{
    annex::{AnnexDocument, Block, Column, DocumentMark, Part, Table},
    verification::{SheetItem, SheetSummary, period_label},
    wareki,
};

use crate::{ServiceError, Store};

pub(super) async fn report(
    store: &Store,
    sheet: &SheetSummary,
    items: &[SheetItem],
) -> Result<Vec<u8>, ServiceError> {
    let document = document(store, sheet, items);
    let mut document_id = [0; 16];
    let name = format!("{}{}", sheet.contract_no, sheet.period);
    document_id
        .iter_mut()
        .zip(name.bytes())
        .for_each(|(to, from)| *to = from);
    let record = IssueRecord {
        created_at: store.now(),
        document_id,
        author: sheet.vendor_name.clone().unwrap_or_default(),
        producer: "見本町（デモ）".to_owned(),
    };
    tokio::task::spawn_blocking(move || documents::annex_pdf(&document, &record))
        .await
        .map_err(ServiceError::unexpected)?
        .map_err(ServiceError::unexpected)
}

fn document(store: &Store, sheet: &SheetSummary, items: &[SheetItem]) -> AnnexDocument {
    let title = "情報セキュリティ自己点検報告書".to_owned();
    let vendor = sheet.vendor_name.as_deref().unwrap_or("受託者");
    let rows = items.iter().map(|item| {
        vec![
            item.item.id.clone(),
            item.item.question.clone(),
            "適".to_owned(),
        ]
    });
    let column = |label: &str, weight| Column {
        label: label.to_owned(),
        weight,
    };
    let table = Table {
        caption: "点検の結果".to_owned(),
        columns: vec![column("番号", 3), column("点検項目", 12), column("結果", 2)],
        rows: rows.collect(),
    };
    let paragraph = |text: String| Block::Paragraph(text);
    let part = Part {
        label: Some(format!("{}　{vendor}", wareki::long(store.today()))),
        heading: title.clone(),
        blocks: vec![
            paragraph(format!(
                "「{}」（契約番号{}）について、自己点検を行った結果を報告します。",
                sheet.title, sheet.contract_no
            )),
            paragraph(format!("点検の区分：{}", period_label(&sheet.period))),
            Block::Table(table),
        ],
    };
    AnnexDocument {
        title,
        footer: format!("契約番号　{}", sheet.contract_no),
        mark: DocumentMark::Issued,
        parts: vec![part],
    }
}
