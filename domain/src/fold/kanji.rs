//! Old and variant forms of kanji, each with the form that keys are made of.
//!
//! For matching only: 髙橋 and 高橋 are two people until somebody says otherwise, and neither name is
//! ever rewritten. Compatibility ideographs (福, 隆 of Unicode F900–FAFF) are not here: NFKC folds them.
//! 斉, 斎, 齊 and 齋 are one here, since ledgers mix them up.

use std::sync::LazyLock;

/// Groups of one key form and the forms folded into it, from the 旧字体 of 常用漢字表 and 人名用漢字,
/// 拡張新字体 of JIS X 0208:1983, and variants common in names of persons and companies.
const GROUPS: &str = "\
    万萬 与與 両兩 並竝 乗乘 乱亂 亀龜 予豫 争爭 亘亙 亜亞 仏佛 仭仞 仮假 会會 \
    伝傳 体躰軆體 余餘 併倂 侠俠 価價 侭儘 倶俱 倹儉 兎兔 児兒 党黨 円圓 冊册 写寫 \
    冤寃 冴冱 凛凜 処處 剋尅 剣剱劍劒劔釼 剤劑 剥剝 剪翦 剰剩 励勵 労勞 効效 勅敕 \
    勧勸 勲勳 匆怱 区區 医醫 単單 博愽 卯夘 即卽 却卻 厨廚 厩廏廐 厳嚴 参參 双雙 \
    収收 叙敍敘 台臺 叱𠮟 号號 吉𠮷 呑吞 和咊龢 哲喆 唇脣 唖啞 営營 嘩譁 嘱囑 噛嚙 \
    嚢囊 回囘囬 団團 囲圍 図圖 国囯圀國 圏圈 園薗 土圡 圧壓 址阯 埓埒 堕墮 場塲 \
    塁壘 塩鹽 填塡 増增 壊壞 壌壤 壮壯 声聲 壱壹 売賣 壺壷 変變 多夛 奇竒 奥奧 \
    奨奬獎 妊姙 妙玅 婿壻聟 嬢孃 学學斈 宝寳寶 実實 富冨 寛寬 寝寢 対對 寿壽 専專 \
    将將 尭堯 尽盡 届屆 属屬 屡屢 岳嶽 峡峽 峰峯 島嶋嶌隝 崎嵜﨑 崖崕 巌嵓巖巗 巻卷 \
    帯帶 帰歸 幫幇 并幷 庁廳 広廣 庵菴 庶庻 廃廢 建迠 弁瓣辨辯 弐貳 弥彌 弯彎 弾彈 \
    当當 彦彥 往徃 径徑 従從 徳德悳 徴徵 応應 怪恠 恋戀 恒恆 恥耻 恵惠 悦悅 悪惡 \
    悴忰 惨慘 慎愼 慚慙 懐懷 戛戞 戦戰 戯戲 払拂 抜拔 択擇 担擔 拝拜 拡擴 挙擧舉 \
    挟挾 挿插 捜搜 掴摑 掻搔 揺搖 摂攝 撹攪 数數 斎斉齊齋 斝斚 断斷 既旣 昇曻 昼晝 \
    晋晉 暁曉 暦曆 曹曺 曽曾 朗朖 村邨 条條 来來 杯盃 松枩柗 枡桝 枢樞 柄抦 柏栢 \
    柳栁桺 柿杮柹 栄榮 格挌 桑桒 桜櫻 桟棧 梁樑 梅楳 梼檮 棄弃 棋棊 検檢 楼樓 楽樂 \
    概槪 槇槙 様樣 樒櫁 権權 横橫 橋槗 檜桧 檪櫟 檳梹 櫓橹 欠缺 欧歐 歓歡 歟欤 \
    歩步 歯齒 歴歷 残殘 殴毆 殻殼 毎每 毘毗 気氣 汚汙 決决 沖冲 没沒 沢澤 況况 \
    法灋 浄淨 浅淺 浜濱濵 涙泪淚 涛濤 涜瀆 涼凉 淵渊渕 清淸 渇渴 済濟 渋澀澁 渓溪谿 \
    減减 温溫 渺淼 湊凑 湾灣 湿濕 満滿 溌潑 滝瀧 滞滯 漓灕 潅灌 潜潛濳 潟泻 澄澂 \
    瀦潴 瀬瀨 灯燈 災灾烖 炉爐 点點 為爲 焔焰 焼燒 煕凞熙 煙烟 煮煑 燮爕 爾尓 牆墻 \
    犠犧 状狀 独獨 狭狹 猟獵 猪豬 献獻 猿猨 獣獸 珍珎 瑶瑤 瓶甁 産產 画畫 留畄 \
    略畧 畳疉疊 畴疇 痩瘦 痴癡 発發 皋皐 盗盜 県縣 真眞 研硏 砕碎 砺礪 碍礙 碗盌 \
    磯礒 礼禮 祢禰 祷禱 禀稟 禄祿 禅禪 秋穐龝 秘祕 称稱 稚稺穉 稲稻 穀糓 穂穗 穎頴 \
    穏穩 穣穰 窃竊 窓牕窗 竃竈 竜龍 竪豎 競竸 笋筍 筐筺 筝箏 箪簞 篭籠 籤籖 粋粹 \
    粛肅 糸絲 糾糺 紙帋 経經 絵繪 継繼 続續 綿緜 総摠總 緑綠 緒緖 縁緣 縄繩 縦縱 \
    繊纖 繋繫 繍繡 纏纒 缶罐 罎壜 群羣 翠翆 翻飜 耕畊 聡聰 聴聽 肯肎 胆膽 脈脉 \
    脱脫 脳腦 臓臟 臘臈 舎舍 舗舖 舮艫 船舩 艶艷 芦蘆 芸藝 茎莖 荔茘 荘莊 莓苺 \
    莱萊 菟莵 萌萠 萼蕚 蒋蔣 蓋葢 蔵藏 薫熏薰 薬藥 藁稾 蘇蘓 虚虛 虫蟲 蚕蠶 蛍螢 \
    蛎蠣 蛮蠻 蝉蟬 蝋蠟 蝿蠅 衆眾 衛衞 衽袵 装裝 裏裡 襌褝 覇霸 覚覺 覧覽 観觀 \
    解觧 触觸 訛譌 訳譯 証證 詠咏 誉譽 読讀 諌諫 謡謠 譲讓 讃讚 豊豐 賎賤 賛贊 \
    質貭 趂趁 跡蹟迹 践踐 蹤踪 躯軀 躲躱 転轉 軽輕 輒輙 輛輌 辞辭 辣辢 辺邉邊 迺廼 \
    逃迯 逓遞 遅遲 遒逎 遡溯 遥遙 郎郞 郷鄕 酔醉 酬酧 醤醬 醱醗 醸釀 釈釋 野埜 \
    釜釡 鉄銕鐵 鉤鈎 鉱砿礦鑛 鉾桙 銭錢 鋳鑄 錬鍊 録錄 鎮鎭 鑑鍳鑒 鑽鑚 閉閇 間閒 \
    関關 閲閱 闊濶 闘鬪 陝陜 陥陷 険險 随隨 隙郤 隠隱 隣鄰 隷隸 雁鴈 雑雜 雷靁 \
    霊霛靈 青靑 静靜 靱靫靭 韮韭 頚頸 頬頰 頼賴 顔顏 顕顯 顛顚 飢饑 飲飮 餅餠 館舘 \
    駁駮 駅驛 駆駈驅 騒騷 験驗 騨驒 髄髓 高髙 髪髮 鬢鬂 鬧閙 鬱欝 鯵鰺 鰮鰛 鰲鼇 \
    鳧鳬 鴎鷗 鴟鵄 鴬鶯 鵞鵝 鶏雞鷄 鶴寉靍靏 鷆鷏 鹸鹼 麇麕 麤麁 麦麥 麹麴 麺麪麵 \
    黄黃 黒黑 黙默 鼓皷 齢齡";

/// Form and key form, by form.
static BY_FORM: LazyLock<Vec<(char, char)>> = LazyLock::new(|| {
    let mut pairs: Vec<(char, char)> = GROUPS
        .split_whitespace()
        .filter_map(|group| {
            let mut forms = group.chars();
            forms.next().map(|key| forms.map(move |form| (form, key)))
        })
        .flatten()
        .collect();
    pairs.sort_unstable();
    pairs
});

/// 髙 to 高. A character of no group is its own key.
pub(super) fn to_current(c: char) -> char {
    if c < '\u{3400}' {
        return c;
    }
    match BY_FORM.binary_search_by_key(&c, |(form, _)| *form) {
        Ok(at) => BY_FORM[at].1,
        Err(_) => c,
    }
}

/// All forms that are folded, with their key form.
#[cfg(test)]
pub(super) fn pairs() -> &'static [(char, char)] {
    &BY_FORM
}
