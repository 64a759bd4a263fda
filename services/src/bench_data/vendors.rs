//! 委託先 with certificates and a few 指名停止.

use chrono::Days;
use domain::{
    corporate_number::CorporateNumber,
    fold,
    vendor::{CertificationKind, VendorKind},
};
use entities::{vendor, vendor_certification, vendor_debarment};
use sea_orm::{
    ActiveValue::{NotSet, Set},
    EntityTrait, QueryOrder, QuerySelect,
};

use super::{draw::Draw, insert, names};
use crate::{Context, ServiceError};

/// Writes them; answers their keys.
pub(super) async fn write(ctx: &Context, count: usize) -> Result<Vec<i64>, ServiceError> {
    let tx = ctx.begin().await?;
    let rows = (0..count).map(|number| row(ctx, number)).collect();
    insert(&tx, rows, 15).await?;
    let ids: Vec<i64> = vendor::Entity::find()
        .select_only()
        .column(vendor::Column::Id)
        .order_by_asc(vendor::Column::Id)
        .into_tuple()
        .all(&tx)
        .await?;
    insert(&tx, certifications(ctx, &ids), 6).await?;
    let barred = ids.iter().skip(7).step_by(200);
    let debarments = barred.map(|id| vendor_debarment::ActiveModel {
        id: NotSet,
        vendor_id: Set(*id),
        from_on: Set(ctx.today() - Days::new(30)),
        to_on: Set(Some(ctx.today() + Days::new(60))),
        reason: Set("安全管理措置の不適切により".to_owned()),
    });
    insert(&tx, debarments.collect(), 5).await?;
    tx.commit().await?;
    Ok(ids)
}

fn row(ctx: &Context, number: usize) -> vendor::ActiveModel {
    let mut draw = Draw::of(2, number);
    let (name, kana) = names::company(number, &mut draw);
    vendor::ActiveModel {
        id: NotSet,
        kind: Set(VendorKind::Corporation),
        name_key: Set(fold::search_key(&name)),
        kana_key: Set(fold::sort_key(&kana)),
        name: Set(name),
        kana: Set(Some(kana)),
        corporate_number: Set(corporate_number(number)),
        invoice_number: Set(None),
        address: Set(Some(format!(
            "北海道見本市{}条{}丁目{}番地",
            draw.below(20) + 1,
            draw.below(12) + 1,
            draw.below(30) + 1
        ))),
        representative: Set(Some(format!("代表取締役　{}", names::person(&mut draw).0))),
        phone: Set(None),
        note: Set(None),
        void_reason: Set((number % 250 == 249).then(|| "廃業".to_owned())),
        merged_into: NotSet,
        revision: Set(1),
        updated_at: Set(ctx.now()),
    }
}

/// Twelve digits with the check digit they need.
fn corporate_number(number: usize) -> Option<String> {
    let twelve = format!("{:012}", 460_100_000_000_usize + number);
    (1..=9)
        .map(|digit| format!("{digit}{twelve}"))
        .find(|text| CorporateNumber::parse(text).is_ok())
}

fn certifications(ctx: &Context, ids: &[i64]) -> Vec<vendor_certification::ActiveModel> {
    const KINDS: [CertificationKind; 3] = [
        CertificationKind::Iso27001,
        CertificationKind::PrivacyMark,
        CertificationKind::Iso27017,
    ];
    let certified = ids.iter().enumerate().filter(|(number, _)| number % 3 != 0);
    certified
        .map(|(number, id)| {
            let mut draw = Draw::of(3, number);
            let days = draw.below(1_000);
            vendor_certification::ActiveModel {
                id: NotSet,
                vendor_id: Set(*id),
                kind: Set(*draw.one(&KINDS)),
                number: Set(Some(format!("JP{number:06}"))),
                scope: Set(None),
                // One in ten has expired.
                expires_on: Set(Some(ctx.today() - Days::new(100) + Days::new(days as u64))),
            }
        })
        .collect()
}
