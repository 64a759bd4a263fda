//! The seven ledgers are read in one way: page by page in four sizes, sorted by the heads of their columns,
//! narrowed to columns, with each condition to be taken off — all of it in the address.

use std::sync::Arc;

use chrono::TimeDelta;
use domain::{
    contract::summary::ContractFilter, export::ExportLedger,
    external_service::summary::ServiceFilter, verification::SheetFilter,
};
use http::StatusCode;
use services::{Actor, Store, bench_data::Counts};
use tests::{Answer, Browser, TestApp, test_app::PASSWORD};

use super::bench_data::filled_with;

const COUNTS: Counts = Counts {
    units: 6,
    people: 60,
    vendors: 60,
    contracts: 70,
    services: 60,
    accounts: 60,
};

/// A ledger: its page, a filter that shows more than 20 of it, columns that sort, one that may be left out
/// (code and label), a condition (parameter and words).
struct Ledger {
    kind: ExportLedger,
    path: &'static str,
    sorts: &'static [&'static str],
    column: (&'static str, &'static str),
    condition: (&'static str, &'static str),
}

const LEDGERS: [Ledger; 7] = [
    Ledger {
        kind: ExportLedger::Contracts,
        path: "/contracts",
        sorts: &[
            "title",
            "vendor",
            "unit",
            "confidentiality",
            "starts_on",
            "ends_on",
        ],
        column: ("vendor", "委託先"),
        condition: ("status=running", "ステータス："),
    },
    Ledger {
        kind: ExportLedger::Vendors,
        path: "/vendors",
        sorts: &["name", "kana", "corporate_number", "address"],
        column: ("address", "所在地"),
        condition: ("kana=%E4%BB%96", "五十音：他"),
    },
    Ledger {
        kind: ExportLedger::Services,
        path: "/services",
        sorts: &[
            "name",
            "unit",
            "kind",
            "confidentiality",
            "expires_on",
            "state",
        ],
        column: ("expires_on", "承認の期限"),
        condition: ("state=in_use", "状態："),
    },
    Ledger {
        kind: ExportLedger::Accounts,
        path: "/social-media",
        sorts: &["name", "service", "unit", "ownership", "last_post", "state"],
        column: ("last_post", "最終投稿"),
        condition: ("state=open", "状態：運用中"),
    },
    Ledger {
        kind: ExportLedger::Verifications,
        path: "/verifications",
        sorts: &["due_on", "contract", "vendor", "unit"],
        column: ("vendor", "委託先"),
        condition: ("unit=1", "所管課："),
    },
    Ledger {
        kind: ExportLedger::Findings,
        path: "/findings",
        sorts: &["due_on", "subject", "unit", "severity", "state"],
        column: ("severity", "重さ"),
        condition: ("severity=critical", "重さ："),
    },
    Ledger {
        kind: ExportLedger::People,
        path: "/organization",
        sorts: &["name", "staff_no", "unit", "title", "in_office"],
        column: ("title", "職名"),
        condition: ("past=1", "退職・異動者：表示"),
    },
];

/// The part of the page with the table of the ledger.
fn table(page: &Answer, kind: ExportLedger) -> String {
    let caption = match kind {
        ExportLedger::Contracts => "契約",
        ExportLedger::Vendors => "委託先",
        ExportLedger::Services => "外部サービス",
        ExportLedger::Accounts => "アカウント",
        ExportLedger::Verifications => "点検",
        ExportLedger::Findings => "指摘",
        ExportLedger::People => "職員",
    };
    let html = page.html();
    let caption = format!("<caption class=\"dads-u-visually-hidden\">{caption}</caption>");
    let after = html
        .split(&caption)
        .nth(1)
        .unwrap_or_else(|| panic!("{html}"));
    after
        .split("</table>")
        .next()
        .unwrap_or_default()
        .to_owned()
}

/// What the lines of the table are called, in order.
fn names(page: &Answer, kind: ExportLedger) -> Vec<String> {
    let table = table(page, kind);
    let heads = table.split("scope=\"row\"").skip(1);
    heads
        .map(|head| {
            let cell = head.split("</th>").next().unwrap_or_default();
            cell.split("href=\"")
                .nth(1)
                .unwrap_or_default()
                .split('"')
                .next()
                .unwrap_or_default()
                .to_owned()
        })
        .collect()
}

/// `1–20 / 60件`: how many there are in all.
fn total(page: &Answer) -> usize {
    let text = page.text();
    let end = text.find('件').map_or(0, |_| text.find(" / ").unwrap_or(0));
    let digits = text[end + 3..]
        .chars()
        .take_while(char::is_ascii_digit)
        .collect::<String>();
    digits.parse().unwrap_or_else(|_| panic!("{text}"))
}

async fn visit(browser: &mut Browser, path: &str) -> Answer {
    let answer = browser.get(path).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}");
    answer
}

#[tokio::test(flavor = "multi_thread")]
async fn every_ledger_comes_in_pages_that_hold_each_record_once_in_every_order() {
    let (_database, _store, router) = filled_with(COUNTS, |_| ()).await;
    let mut browser = Browser::new(router);
    browser.sign_in("tokatsu", PASSWORD).await;
    for ledger in &LEDGERS {
        let Ledger { kind, path, .. } = *ledger;
        let whole = visit(&mut browser, &format!("{path}?size=200")).await;
        let mut all = names(&whole, kind);
        assert!(!all.is_empty(), "{path}");
        let by_default = names(&whole, kind);
        all.sort();
        for sort in ledger.sorts.iter().copied().chain([""]) {
            for sort in [sort.to_owned(), format!("-{sort}")] {
                let mut paged = Vec::new();
                for page in 1..=all.len().div_ceil(20) {
                    let address = format!("{path}?size=20&sort={sort}&page={page}");
                    let rows = names(&visit(&mut browser, &address).await, kind);
                    assert!(rows.len() <= 20, "{address}: {}", rows.len());
                    paged.extend(rows);
                }
                if sort.is_empty() {
                    assert_eq!(paged, by_default, "{path}");
                }
                paged.sort();
                assert_eq!(paged, all, "{path} by {sort}");
            }
        }
        if 50 < all.len() {
            for (size, expect) in [("", 50), ("7", 50), ("20", 20), ("100", all.len())] {
                let page = visit(&mut browser, &format!("{path}?size={size}")).await;
                assert_eq!(
                    names(&page, kind).len(),
                    Ord::min(expect, all.len()),
                    "{path} {size}"
                );
                assert_eq!(total(&page), all.len(), "{path}");
                let html = page.html();
                assert!(
                    html.contains(&format!("href=\"{path}?size=200\"")),
                    "{path}"
                );
                let sorted = format!("sort={}", ledger.sorts[0]);
                assert!(html.contains(&sorted), "{path}: {sorted}");
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn columns_and_conditions_stand_in_the_address_and_are_kept_by_each_other() {
    let (_database, _store, router) = filled_with(COUNTS, |_| ()).await;
    let mut browser = Browser::new(router);
    browser.sign_in("tokatsu", PASSWORD).await;
    for ledger in &LEDGERS {
        let Ledger {
            kind,
            path,
            column: (code, label),
            condition: (condition, words),
            ..
        } = *ledger;
        let whole = visit(&mut browser, path).await;
        let head = |page: &Answer| {
            let table = table(page, kind);
            table
                .split("</thead>")
                .next()
                .unwrap_or_default()
                .to_owned()
        };
        assert!(head(&whole).contains(label), "{path}");
        assert!(
            whole
                .html()
                .contains(&format!("name=\"cols\" value=\"{code}\"")),
            "{path}"
        );
        let one = visit(&mut browser, &format!("{path}?cols={code}&size=20")).await;
        let heads = head(&one).matches("scope=\"col\"").count();
        assert!(heads < head(&whole).matches("scope=\"col\"").count());
        assert!(head(&one).contains(label), "{path}");
        // The boxes send one value each, and the links hold them as a list.
        let first = ledger.sorts[0];
        let two = visit(&mut browser, &format!("{path}?cols={code}&cols={first}")).await;
        assert!(
            two.html().contains(&format!("cols={code}%2C{first}")),
            "{path}"
        );

        let narrowed = visit(&mut browser, &format!("{path}?{condition}&cols={code}")).await;
        let html = narrowed.html();
        let chips = html.split("適用中の条件").nth(1).unwrap_or_default();
        let chips = chips.split("</ul>").next().unwrap_or_default();
        assert!(
            tests::text::visible_text(chips).contains(words),
            "{path}: {chips}"
        );
        assert!(chips.contains("条件をすべて解除"), "{path}: {chips}");
        assert!(
            chips.contains(&format!("href=\"{path}?cols={code}\"")),
            "{path}: {chips}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_rows_of_the_kana_hold_everybody_once() {
    let (_database, _store, router) = filled_with(COUNTS, |_| ()).await;
    let mut browser = Browser::new(router);
    browser.sign_in("tokatsu", PASSWORD).await;
    for (path, kind) in [
        ("/vendors", ExportLedger::Vendors),
        ("/organization", ExportLedger::People),
    ] {
        let mut all = names(
            &visit(&mut browser, &format!("{path}?size=200")).await,
            kind,
        );
        let mut found = Vec::new();
        for row in domain::fold::KANA_ROWS {
            let query = tests::client::encoded(&[("kana", row), ("size", "200")]);
            let page = visit(&mut browser, &format!("{path}?{query}")).await;
            found.extend(names(&page, kind));
        }
        all.sort();
        found.sort();
        assert_eq!(found, all, "{path}");
    }
}

/// How many of the ledgers' pages hold: contracts in force, checks overdue, services.
async fn totals(ctx: &services::Context) -> [u64; 3] {
    let running = ContractFilter {
        status: "running".to_owned(),
        ..ContractFilter::default()
    };
    let overdue = SheetFilter {
        state: "overdue".to_owned(),
        ..SheetFilter::default()
    };
    let services = ServiceFilter::default();
    [
        services::contract::page(ctx, &running, 20).await.unwrap().1,
        services::verification::page(ctx, &overdue, 20)
            .await
            .unwrap()
            .1,
        services::external_service::page(ctx, &services, 20)
            .await
            .unwrap()
            .total,
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn the_lists_hold_what_another_server_changed_and_what_a_new_day_brings() {
    let app = TestApp::demo("2026-11-10").await;
    let ctx = app.store.acting(Actor::operator());
    let before = totals(&ctx).await;
    assert!(before.iter().all(|total| 1 < *total), "{before:?}");
    assert_eq!(totals(&ctx).await, before, "nothing has changed");

    // Another server over the same database; the first hears of its changes by the audit log alone.
    let other = Store::new(app.store.db.clone(), Arc::new(app.clock.clone()));
    let other = other.acting(Actor::operator());
    let running = ContractFilter {
        status: "running".to_owned(),
        ..ContractFilter::default()
    };
    let (contracts, _) = services::contract::page(&other, &running, 1).await.unwrap();
    let contract = services::contract::load(&other, contracts[0].id)
        .await
        .unwrap();
    services::contract::void(
        &other,
        contract.contract.id,
        contract.contract.revision,
        "誤り",
    )
    .await
    .unwrap();
    let every = ServiceFilter::default();
    let list = services::external_service::page(&other, &every, 1).await;
    let service = list.unwrap().services.remove(0);
    let detail = services::external_service::load(&other, service.id)
        .await
        .unwrap();
    services::external_service::void(&other, service.id, detail.service.revision, "誤り")
        .await
        .unwrap();
    let after = totals(&ctx).await;
    assert_eq!(after[0], before[0] - 1);
    assert_eq!(after[2], before[2] - 1);

    app.wait(TimeDelta::days(200));
    let later = totals(&ctx).await;
    assert!(later[0] < after[0], "contracts that ended: {later:?}");
    assert!(after[1] < later[1], "checks that came due: {later:?}");
}
