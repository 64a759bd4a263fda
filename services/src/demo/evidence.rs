//! A self-inspection report as a contractor would hand it in: a real PDF, set here.

use documents::{Appearance, IssueRecord};
use domain::{
    document::{Block, Column, Document, Part, Table},
    verification::{SheetItem, SheetSummary, period_label},
    wareki,
};

use crate::{ServiceError, Store};

const TITLE: &str = "情報セキュリティ自己点検報告書";

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
        manifest: None,
        appearance: Appearance::PLAIN,
    };
    tokio::task::spawn_blocking(move || documents::pdf(&document, &record))
        .await
        .map_err(ServiceError::unexpected)?
        .map_err(ServiceError::unexpected)
}

fn document(store: &Store, sheet: &SheetSummary, items: &[SheetItem]) -> Document {
    let vendor = sheet.vendor_name.as_deref().unwrap_or("受託者");
    let row = |item: &SheetItem| {
        let item = &item.item;
        [item.id.as_str(), item.question.as_str(), "適"].into()
    };
    let columns = vec![
        Column::new("番号", 3),
        Column::new("点検項目", 12),
        Column::new("結果", 2),
    ];
    let table = Table {
        rows: items.iter().map(row).collect(),
        ..Table::new("点検の結果", columns)
    };
    let request = format!(
        "「{}」（契約番号{}）について、自己点検を行った結果を報告します。",
        sheet.title, sheet.contract_no
    );
    let kind = format!("点検の区分：{}", period_label(&sheet.period));
    let blocks = vec![
        Block::paragraph(request),
        Block::paragraph(kind),
        Block::Table(table),
    ];
    let part = Part {
        label: Some(format!("{}　{vendor}", wareki::long(store.today()))),
        ..Part::new(TITLE, blocks)
    };
    Document {
        footer: format!("契約番号　{}", sheet.contract_no),
        parts: vec![part],
        ..Document::new(TITLE)
    }
}
