//! A realistic 特記事項 made from the clause library, for tests and benchmarks. Tokens are filled in
//! naively; the real composition is `domain::annex::compose`.

use domain::document::{
    Article, ArticleItem, ArticleParagraph, Block, Column, Document, DocumentMark, Part, Row,
    Table, article_name, digits,
};

static CLAUSES: &str = include_str!("../../../library/clauses.toml");

#[derive(serde::Deserialize)]
struct Library {
    clause: Vec<Clause>,
}

#[derive(serde::Deserialize)]
struct Clause {
    id: String,
    heading: String,
    body: String,
}

/// All clauses of the library, and three 別紙.
pub(crate) fn full_annex(mark: DocumentMark) -> Document {
    Document {
        footer: "契約番号　R8-0123".to_owned(),
        mark,
        parts: vec![body(), workplaces(), information(), service_levels()],
        ..Document::new("情報セキュリティ特記事項")
    }
}

/// The library's clauses as articles 第１条 to 第36条.
pub(crate) fn articles() -> Vec<Article> {
    let library: Library = toml::from_str(CLAUSES).expect("the library is TOML");
    let ids: Vec<_> = library
        .clause
        .iter()
        .map(|clause| clause.id.clone())
        .collect();
    let clauses = library.clause.into_iter().zip(1..);
    clauses
        .map(|(clause, number)| article(clause, number, &ids))
        .collect()
}

fn body() -> Part {
    let preamble = "委託者芽室町（以下「甲」という。）と受託者株式会社十勝情報サービス（以下「乙」という。）\
        とは、令和８年４月１日付けで締結した住民情報システム運用保守業務委託契約（契約番号R8-0123。以下「本契約」\
        という。）に基づき乙が取り扱う情報の保護に関し、次のとおり特記事項を定める。";
    let mut blocks = vec![Block::paragraph(preamble)];
    blocks.extend(articles().into_iter().map(Block::Article));
    Part {
        label: Some("別記".to_owned()),
        ..Part::new("情報セキュリティ特記事項", blocks)
    }
}

fn article(clause: Clause, number: u32, ids: &[String]) -> Article {
    let mut paragraphs: Vec<ArticleParagraph> = Vec::new();
    let text = fill_in(&clause.body, ids);
    for line in text.trim().lines() {
        let (label, rest) = line.split_once('　').unwrap_or(("", line));
        let item = label
            .strip_prefix('(')
            .and_then(|label| label.strip_suffix(')'));
        let next = u32::try_from(paragraphs.len()).expect("few paragraphs") + 1;
        if let Some(number) = item.and_then(|number| number.parse().ok()) {
            let paragraph = paragraphs.last_mut().expect("an item follows a paragraph");
            paragraph.items.push(ArticleItem {
                number,
                text: rest.to_owned(),
            });
        } else if label == digits(next) {
            paragraphs.push(paragraph(next, rest));
        } else {
            paragraphs.push(paragraph(next, line));
        }
    }
    Article {
        clause: clause.id,
        number,
        heading: clause.heading,
        paragraphs,
    }
}

fn paragraph(number: u32, text: &str) -> ArticleParagraph {
    ArticleParagraph {
        number,
        text: text.to_owned(),
        items: Vec::new(),
    }
}

fn fill_in(body: &str, ids: &[String]) -> String {
    let mut text = String::new();
    let mut rest = body;
    while let Some((before, token, after)) = rest.split_once("{{").and_then(|(before, rest)| {
        rest.split_once("}}")
            .map(|(token, after)| (before, token, after))
    }) {
        text.push_str(before);
        text.push_str(&match token.split_once(':') {
            Some(("ref", id)) => {
                let index = ids
                    .iter()
                    .position(|other| other == id)
                    .expect("the clause exists");
                article_name(u32::try_from(index).expect("few clauses") + 1)
            }
            Some(("form", number)) => {
                format!(
                    "様式第{}号",
                    digits(number.parse().expect("forms have numbers"))
                )
            }
            _ => "14".to_owned(),
        });
        rest = after;
    }
    text + rest
}

fn table(caption: &str, columns: &[(&str, u32)], rows: &[&[&str]]) -> Block {
    let columns = columns
        .iter()
        .map(|(label, weight)| Column::new(*label, *weight));
    let row = |cells: &&[&str]| Row::from(cells.to_vec());
    Block::Table(Table {
        rows: rows.iter().map(row).collect(),
        ..Table::new(caption, columns.collect())
    })
}

fn part(label: &str, heading: &str, note: &str, table: Block) -> Part {
    Part {
        label: Some(label.to_owned()),
        ..Part::new(heading, vec![Block::paragraph(note), table])
    }
}

fn workplaces() -> Part {
    let columns = [
        ("規程の名称", 5),
        ("適用する部分", 5),
        ("版", 2),
        ("交付の方法", 4),
    ];
    let rows: [&[&str]; 4] = [
        &[
            "芽室町情報セキュリティポリシー",
            "第６節(8)、第８節及び第10節",
            "令和８年４月１日",
            "電子データで交付",
        ],
        &[
            "芽室町個人情報の保護に関する法律施行条例",
            "全部",
            "令和５年４月１日",
            "町のウェブサイトで公表",
        ],
        &[
            "住民情報システム実施手順（非公開）",
            "第３章「端末の管理」及び別表２",
            "第2.1版",
            "閲覧に限る",
        ],
        &[
            "特定個人情報等の取扱いに関する管理規程",
            "第12条から第18条まで",
            "令和７年10月１日",
            "書面で交付",
        ],
    ];
    part(
        "別紙１",
        "適用する規程の部分一覧",
        "第２条の規定により乙が遵守する規程及びその部分は、次のとおりとする。",
        table("適用する規程", &columns, &rows),
    )
}

fn information() -> Part {
    let columns = [
        ("No", 2),
        ("情報の名称", 7),
        ("分類", 3),
        ("個人情報", 4),
        ("提供の方法", 5),
        ("媒体", 4),
        ("アクセスの方法", 7),
        ("保存の場所", 7),
        ("期限", 5),
        ("終了時の扱い", 5),
    ];
    let rows: [&[&str]; 8] = [
        &[
            "1",
            "住民基本台帳情報",
            "３Ａ",
            "有\n18,204件",
            "専用回線による連携",
            "－",
            "庁内の専用端末からのみ（二要素認証）",
            "庁舎２階サーバ室",
            "令和９年３月31日",
            "消去し証明書を提出",
        ],
        &[
            "2",
            "固定資産課税台帳",
            "３Ａ",
            "有\n11,350件",
            "手渡し",
            "暗号化したUSBメモリ",
            "入退室管理を行う作業室",
            "株式会社十勝情報サービス本社（帯広市）",
            "令和８年12月28日",
            "返還",
        ],
        &[
            "3",
            "国民健康保険資格情報",
            "３Ａ",
            "有\n4,127件",
            "LGWAN経由のファイル転送",
            "－",
            "閉域網のVPN",
            "データセンター（石狩市）",
            "令和９年３月31日",
            "消去し証明書を提出",
        ],
        &[
            "4",
            "職員名簿（髙橋係長ほか）",
            "３Ｃ",
            "有\n212件",
            "電子メール（暗号化）",
            "－",
            "閲覧のみ",
            "－",
            "契約終了時",
            "消去",
        ],
        &[
            "5",
            "ネットワーク構成図",
            "３Ｂ",
            "無",
            "手渡し",
            "紙",
            "施錠した保管庫",
            "庁舎２階",
            "契約終了時",
            "返還",
        ],
        &[
            "6",
            "操作記録（ログ）",
            "２",
            "有\n利用者IDのみ",
            "システムから出力",
            "－",
            "保守用端末",
            "バックアップ装置",
            "12か月",
            "消去",
        ],
        &[
            "7",
            "障害対応記録",
            "２",
            "無",
            "クラウドのチケット管理サービス",
            "－",
            "ID・パスワード及びワンタイムパスワード",
            "国内リージョン（東京・大阪）",
            "５年",
            "町へ引渡し後に消去",
        ],
        &[
            "8",
            "試験用データ（﨑の異体字を含む仮名加工データ）",
            "２",
            "無",
            "手渡し",
            "DVD-R",
            "開発室",
            "本社",
            "令和８年９月30日",
            "裁断",
        ],
    ];
    part(
        "別紙２",
        "情報取扱一覧",
        "第６条の規定により乙が取り扱う情報及びその取扱いの方法は、次のとおりとする。",
        table("乙が取り扱う情報", &columns, &rows),
    )
}

fn service_levels() -> Part {
    let columns = [("項目", 4), ("水準", 6), ("測定の方法", 6)];
    let rows: [&[&str]; 3] = [
        &[
            "稼働率",
            "月間99.5％以上（計画停止を除く。）",
            "監視サーバによる５分ごとの応答確認",
        ],
        &[
            "障害の復旧",
            "重大な障害は４時間以内、その他は１営業日以内",
            "障害の記録票の受付時刻から復旧時刻まで",
        ],
        &[
            "問合せへの回答",
            "平日８時45分から17時30分までに受けたものは当日中",
            "問合せ管理簿",
        ],
    ];
    part(
        "別紙３",
        "サービスレベル",
        "第15条の規定によるサービスの水準は、次のとおりとする。",
        table("サービスの水準", &columns, &rows),
    )
}
