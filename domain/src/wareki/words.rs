//! Words that stand in a date column: marks for nothing, words kept as they are, remarks behind a date.

/// Empty, a dash of any kind, or a mark that says there is none.
pub(super) fn is_nothing(folded: &str) -> bool {
    let text = folded.trim();
    text.chars().all(|c| "-‐–—―−ー─".contains(c))
        || [
            "なし",
            "無",
            "無し",
            "該当なし",
            "該当無し",
            "対象外",
            "N/A",
            "n/a",
            "×",
        ]
        .contains(&text)
}

/// Words that stand in a date column on purpose.
pub(super) fn is_words(text: &str) -> bool {
    const WORDS: [&str; 27] = [
        "未定",
        "随時",
        "自動更新",
        "自動継続",
        "締結",
        "契約日",
        "契約の日",
        "予定",
        "調整中",
        "検討中",
        "確認中",
        "期限なし",
        "期間の定め",
        "無期限",
        "永年",
        "継続",
        "都度",
        "別途",
        "協議",
        "不明",
        "未",
        "当分の間",
        "納品",
        "納入",
        "引渡",
        "完了",
        "解約",
    ];
    WORDS.iter().any(|word| text.contains(word))
}

/// The date of `R8.4.3済`, `R8.4.1制定`, `R8.4.1付け`.
pub(super) fn without_remark(folded: &str) -> &str {
    const REMARKS: [&str; 15] = [
        "済み", "済", "付け", "付", "制定", "改定", "改正", "現在", "締結", "承認", "承諾", "受領",
        "提出", "実施", "完了",
    ];
    let text = folded.trim();
    let text = REMARKS
        .iter()
        .find_map(|remark| text.strip_suffix(remark))
        .unwrap_or(text);
    text.trim_end()
}
