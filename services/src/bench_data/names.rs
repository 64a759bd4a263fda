//! Names as a Japanese town has them, with 旧字・異体字 (髙橋, 渡邊, 齋藤) and every place of the 法人格.

use super::draw::Draw;

/// 姓 with its reading.
pub(super) const SURNAMES: &[(&str, &str)] = &[
    ("佐藤", "サトウ"),
    ("鈴木", "スズキ"),
    ("高橋", "タカハシ"),
    ("髙橋", "タカハシ"),
    ("田中", "タナカ"),
    ("伊藤", "イトウ"),
    ("渡辺", "ワタナベ"),
    ("渡邊", "ワタナベ"),
    ("渡邉", "ワタナベ"),
    ("山本", "ヤマモト"),
    ("中村", "ナカムラ"),
    ("小林", "コバヤシ"),
    ("加藤", "カトウ"),
    ("吉田", "ヨシダ"),
    ("山田", "ヤマダ"),
    ("佐々木", "ササキ"),
    ("山口", "ヤマグチ"),
    ("松本", "マツモト"),
    ("井上", "イノウエ"),
    ("木村", "キムラ"),
    ("林", "ハヤシ"),
    ("斎藤", "サイトウ"),
    ("齋藤", "サイトウ"),
    ("清水", "シミズ"),
    ("山﨑", "ヤマザキ"),
    ("阿部", "アベ"),
    ("森", "モリ"),
    ("池田", "イケダ"),
    ("橋本", "ハシモト"),
    ("石川", "イシカワ"),
    ("小川", "オガワ"),
    ("前田", "マエダ"),
    ("岡田", "オカダ"),
    ("長谷川", "ハセガワ"),
    ("藤田", "フジタ"),
    ("後藤", "ゴトウ"),
    ("近藤", "コンドウ"),
    ("村上", "ムラカミ"),
    ("遠藤", "エンドウ"),
    ("青木", "アオキ"),
];

const GIVEN_NAMES: &[(&str, &str)] = &[
    ("太郎", "タロウ"),
    ("花子", "ハナコ"),
    ("健一", "ケンイチ"),
    ("美咲", "ミサキ"),
    ("大輔", "ダイスケ"),
    ("陽子", "ヨウコ"),
    ("隆", "タカシ"),
    ("由美", "ユミ"),
    ("誠", "マコト"),
    ("恵", "メグミ"),
    ("翔太", "ショウタ"),
    ("彩", "アヤ"),
    ("浩二", "コウジ"),
    ("直樹", "ナオキ"),
    ("真由美", "マユミ"),
    ("和也", "カズヤ"),
    ("裕子", "ユウコ"),
    ("学", "マナブ"),
    ("愛", "アイ"),
    ("拓海", "タクミ"),
];

/// What stands before the trade in a name of a company.
const PLACES: &[(&str, &str)] = &[
    ("十勝", "トカチ"),
    ("帯広", "オビヒロ"),
    ("札幌", "サッポロ"),
    ("旭川", "アサヒカワ"),
    ("函館", "ハコダテ"),
    ("釧路", "クシロ"),
    ("北見", "キタミ"),
    ("芽室", "メムロ"),
    ("日高", "ヒダカ"),
    ("大雪", "ダイセツ"),
    ("道東", "ドウトウ"),
    ("北斗", "ホクト"),
    ("東洋", "トウヨウ"),
    ("日本", "ニホン"),
    ("中央", "チュウオウ"),
    ("太陽", "タイヨウ"),
    ("みどり", "ミドリ"),
    ("あおぞら", "アオゾラ"),
    ("ヌプカ", "ヌプカ"),
    ("スマイル", "スマイル"),
];

const TRADES: &[(&str, &str)] = &[
    ("情報システム", "ジョウホウシステム"),
    ("データサービス", "データサービス"),
    ("クラウド", "クラウド"),
    ("電機", "デンキ"),
    ("設備工業", "セツビコウギョウ"),
    ("ビル管理", "ビルカンリ"),
    ("清掃", "セイソウ"),
    ("警備保障", "ケイビホショウ"),
    ("印刷", "インサツ"),
    ("測量設計", "ソクリョウセッケイ"),
    ("コンサルタント", "コンサルタント"),
    ("運輸", "ウンユ"),
    ("給食", "キュウショク"),
    ("医療福祉", "イリョウフクシ"),
    ("環境開発", "カンキョウカイハツ"),
    ("ネットワーク", "ネットワーク"),
    ("建設", "ケンセツ"),
    ("商会", "ショウカイ"),
    ("企画", "キカク"),
    ("研究所", "ケンキュウショ"),
];

const OBJECTS: &[&str] = &[
    "住民記録システム",
    "戸籍総合システム",
    "税務総合システム",
    "国民健康保険システム",
    "介護保険システム",
    "子ども・子育て支援システム",
    "財務会計システム",
    "人事給与システム",
    "文書管理システム",
    "学校ICT環境",
    "町公式ホームページ",
    "防災行政無線",
    "庁内ネットワーク",
    "コンビニ交付システム",
    "総合体育館",
    "町民会館",
    "図書館",
    "給食センター",
    "公共下水道管路",
    "町道",
    "公営住宅",
    "中央公園",
    "役場庁舎",
    "水道施設",
    "ふるさと納税",
    "健康診査",
    "放課後児童クラブ",
    "地籍図",
    "観光案内",
    "移住相談",
];

const WORKS: &[&str] = &[
    "保守業務委託",
    "運用支援業務委託",
    "改修業務委託",
    "更新業務委託",
    "清掃業務委託",
    "警備業務委託",
    "設備保守点検業務委託",
    "データ入力業務委託",
    "調査業務委託",
    "設計業務委託",
    "窓口業務委託",
    "印刷・封入封緘業務委託",
    "利用料",
    "賃貸借（サーバー等）",
    "コールセンター業務委託",
];

/// Name and reading of a person.
pub(super) fn person(draw: &mut Draw) -> (String, String) {
    let (surname, kana) = *draw.one(SURNAMES);
    let (given, given_kana) = *draw.one(GIVEN_NAMES);
    (format!("{surname} {given}"), format!("{kana} {given_kana}"))
}

/// Name and reading of the company `number`; no two have the same.
pub(super) fn company(number: usize, draw: &mut Draw) -> (String, String) {
    // Places and surnames before a trade: 1,200 names; beyond them a branch word tells them apart.
    let heads = PLACES.len() + SURNAMES.len();
    let head = (number * 7) % heads;
    let ((head, head_kana), trade) = (
        if head < PLACES.len() {
            PLACES[head]
        } else {
            SURNAMES[head - PLACES.len()]
        },
        TRADES[(number / heads) % TRADES.len()],
    );
    let round = number / (heads * TRADES.len());
    let (word, word_kana) = match round {
        0 => (String::new(), String::new()),
        _ => (format!("第{round}"), format!("ダイ{round}")),
    };
    let core = format!("{head}{word}{}", trade.0);
    let name = match draw.below(10) {
        0..=4 => format!("株式会社{core}"),
        5..=7 => format!("{core}株式会社"),
        8 => format!("有限会社{core}"),
        _ => format!("合同会社{core}"),
    };
    (name, format!("{head_kana}{word_kana}{}", trade.1))
}

/// 件名.
pub(super) fn title(draw: &mut Draw) -> String {
    format!("{}{}", draw.one(OBJECTS), draw.one(WORKS))
}

/// Name of an external service.
pub(super) fn service(number: usize, draw: &mut Draw) -> String {
    const KINDS: &[&str] = &[
        "Web会議",
        "電子申請",
        "オンラインストレージ",
        "グループウェア",
        "アンケートフォーム",
        "翻訳サービス",
        "地図サービス",
        "メール配信",
        "学習支援",
        "施設予約",
    ];
    let (place, _) = draw.one(PLACES);
    format!("{place}{}{number}", draw.one(KINDS))
}

/// Name of an account, and what its address ends in.
pub(super) fn account(number: usize, unit: &str) -> (String, String) {
    const THINGS: &[&str] = &["公式", "広報", "観光", "防災", "イベント情報"];
    let thing = THINGS[number % THINGS.len()];
    (
        format!("見本町{unit}{thing}{number}"),
        format!("mihon_{number}"),
    )
}

/// Names of units.
pub(super) const UNITS: &[&str] = &[
    "総務課",
    "企画財政課",
    "住民税務課",
    "保健福祉課",
    "子育て支援課",
    "高齢者支援課",
    "農林課",
    "商工観光課",
    "建設課",
    "水道課",
    "環境土木課",
    "都市経営課",
    "出納室",
    "議会事務局",
    "教育総務課",
    "生涯学習課",
    "学校教育課",
    "図書館",
    "農業委員会事務局",
    "選挙管理委員会事務局",
    "監査委員事務局",
    "危機管理室",
    "デジタル推進課",
    "契約検査課",
    "用地課",
    "健康推進課",
    "介護保険課",
    "公立病院事務局",
    "消防課",
    "給食センター",
];
