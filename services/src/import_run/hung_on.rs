//! What people hung on a record since an import added it: while there is anything, the record stays.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{
    ConnectionTrait, ExprTrait,
    sea_query::{Alias, Expr, Query},
};

use super::image::Key;
use crate::{ServiceError, database::among};

/// A table whose rows point at a record.
struct Pointer {
    table: &'static str,
    column: &'static str,
    /// Column that says to which kind of record it points, where it points to several.
    kind: Option<&'static str>,
    label: &'static str,
}

const fn by(table: &'static str, column: &'static str, label: &'static str) -> Pointer {
    Pointer {
        table,
        column,
        kind: None,
        label,
    }
}

const fn subject(table: &'static str, label: &'static str) -> Pointer {
    Pointer {
        table,
        column: "subject_id",
        kind: Some("subject_kind"),
        label,
    }
}

const CONTRACT: &[Pointer] = &[
    by("annexes", "contract_id", "特記事項"),
    by("verification_tasks", "contract_id", "点検"),
    by("selection_reviews", "contract_id", "選定審査"),
    by("subcontracts", "contract_id", "再委託"),
    by("roster_entries", "contract_id", "従事者名簿"),
    by("contract_measures", "contract_id", "措置"),
    by("contract_changes", "contract_id", "変更契約"),
    by("social_media_accounts", "contract_id", "SNSアカウント"),
    by("external_service_profiles", "contract_id", "外部サービス"),
    subject("responsibilities", "責任者"),
    subject("findings", "指摘"),
    subject("exceptions", "例外措置"),
    subject("incidents", "事故等"),
];

const VENDOR: &[Pointer] = &[
    by("contracts", "vendor_id", "契約"),
    by("selection_reviews", "vendor_id", "選定審査"),
    by("subcontracts", "vendor_id", "再委託"),
    by("external_service_profiles", "vendor_id", "外部サービス"),
    subject("findings", "指摘"),
    subject("exceptions", "例外措置"),
];

const PERSON: &[Pointer] = &[
    by("accounts", "person_id", "サインイン名"),
    by("role_assignments", "person_id", "役割"),
    by("responsibilities", "person_id", "責任者"),
    by("transfer_people", "person_id", "人事異動の計画"),
    by("transfer_moves", "successor_id", "人事異動の計画"),
    by("regulation_audiences", "person_id", "規程の対象者"),
    by("regulation_acknowledgements", "person_id", "規程の確認"),
];

const ORGANIZATION_UNIT: &[Pointer] = &[
    by("people", "unit_id", "職員"),
    by("contracts", "unit_id", "契約"),
    by("organization_units", "parent_id", "下位の組織"),
    by("role_assignments", "unit_id", "役割"),
    by("responsibilities", "unit_id", "責任者"),
    by("external_services", "unit_id", "外部サービス"),
    by("social_media_services", "unit_id", "SNS"),
    by("social_media_accounts", "unit_id", "SNSアカウント"),
    by("regulation_documents", "unit_id", "規程・手順"),
    by("regulation_audiences", "unit_id", "規程の対象者"),
    by("exceptions", "unit_id", "例外措置"),
    by("incidents", "unit_id", "事故等"),
    by("subject_checks", "unit_id", "点検"),
    by("completeness_declarations", "unit_id", "網羅の申告"),
    by("self_inspection_units", "unit_id", "自己点検"),
    by("transfers", "unit_id", "人事異動の計画"),
    by("transfer_people", "unit_id", "人事異動の計画"),
];

fn pointers(kind: &str) -> &'static [Pointer] {
    match kind {
        "contract" => CONTRACT,
        "vendor" => VENDOR,
        "person" => PERSON,
        "organization_unit" => ORGANIZATION_UNIT,
        _ => &[],
    }
}

/// What hangs on the records of a kind, by key. Records that go with them do not count.
pub(super) async fn hung_on(
    db: &impl ConnectionTrait,
    kind: &str,
    ids: &[i64],
    going: &BTreeSet<Key>,
) -> Result<BTreeMap<i64, BTreeSet<&'static str>>, ServiceError> {
    let mut found: BTreeMap<i64, BTreeSet<&'static str>> = BTreeMap::new();
    for pointer in pointers(kind) {
        let column = Expr::col(Alias::new(pointer.column));
        let mut query = Query::select()
            .columns([Alias::new("id"), Alias::new(pointer.column)])
            .from(Alias::new(pointer.table))
            .and_where(among(db, column, ids.iter().copied()))
            .to_owned();
        if let Some(column) = pointer.kind {
            query.and_where(Expr::col(Alias::new(column)).eq(kind));
        }
        for row in db.query_all(&query).await? {
            let pointing: i64 = row.try_get("", "id")?;
            let id: i64 = row.try_get("", pointer.column)?;
            if !goes(pointer.table, pointing, going) {
                found.entry(id).or_default().insert(pointer.label);
            }
        }
    }
    Ok(found)
}

/// True when the row that points is itself taken back.
fn goes(table: &str, id: i64, going: &BTreeSet<Key>) -> bool {
    let kind = match table {
        "contracts" => "contract",
        "organization_units" => "organization_unit",
        "people" => "person",
        _ => return false,
    };
    going.contains(&(kind.to_owned(), id))
}
