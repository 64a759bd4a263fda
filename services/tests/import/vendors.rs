//! 委託先台帳.

use domain::import::LedgerKind;
use entities::vendor;
use sea_orm::EntityTrait;
use services::import::Apply;

use crate::{assert_the_log_is_intact, counts, take, town};

#[tokio::test(flavor = "multi_thread")]
async fn a_list_of_vendors_is_found_again_by_number_or_name() {
    let town = town().await;
    let ledger = async |rows: &str| {
        let text = format!(
            "No.,商号又は名称,フリガナ,法人番号,登録番号,代表者職氏名,所在地,電話,認証,有効期限,備考\n{rows}"
        );
        take(
            &town,
            LedgerKind::Vendor,
            "委託先台帳.csv",
            text.as_bytes(),
            Apply::Apply,
        )
        .await
    };
    let first = ledger(
        "1,㈱十勝サンプル情報,トカチサンプルジョウホウ,8990000000001,T8990000000001,代表取締役　森下　健一,帯広市1-1,0155-00-0001,ISO27001,R10.3.31,\n\
         2,（有）サンプル印刷,さんぷるいんさつ,,,,見本町2,,,,\n\
         3,サンプル企画（個人）,,,T4990000000120,佐々木　玲,,,,,\n\
         4,㈱打ち間違い,,1990000000001,,,,,,,\n",
    )
    .await;
    assert_eq!(counts(&first), [4, 0, 0, 0], "{:?}", first.refused);
    let again = ledger(
        "1,株式会社 十勝サンプル情報,,８９９０００００００００１,,,帯広市9-9,,ISO27001,R10.3.31,\n\
         2,有限会社サンプル印刷,,,,,,,,,\n",
    )
    .await;
    assert_eq!(counts(&again), [0, 1, 1, 0], "{:?}", again.refused);
    let rows = vendor::Entity::find().all(&town.store.db).await.unwrap();
    assert_eq!(rows.len(), 4);
    assert_eq!(rows[0].address.as_deref(), Some("帯広市9-9"));
    assert_eq!(rows[0].phone.as_deref(), Some("0155-00-0001"));
    assert_eq!(rows[1].kana.as_deref(), Some("サンプルインサツ"));
    assert_eq!(rows[3].corporate_number, None, "a wrong number is not kept");
    assert_the_log_is_intact(&town).await;
}
