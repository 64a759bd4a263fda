//! What can be wrong with the library's data, in words for the person who edits it.

use super::RecordKind;

/// Something wrong with one record.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}「{key}」：{problem}", kind.label())]
pub struct LibraryError {
    /// Kind of the record.
    pub kind: RecordKind,
    /// Its key.
    pub key: String,
    /// What is wrong.
    pub problem: Problem,
}

impl LibraryError {
    pub(super) fn new(kind: RecordKind, key: &str, problem: Problem) -> Self {
        Self {
            kind,
            key: key.to_owned(),
            problem,
        }
    }
}

/// What is wrong with a record.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// The stored record cannot be read.
    #[error("読み取れません（{0}）。項目の名前と値を確かめてください。")]
    Unreadable(String),
    /// The stored key is not the key of the content.
    #[error("内容の番号が「{0}」で、記録の番号と違います。")]
    OtherKey(String),
    /// A record that must be there is not.
    #[error("ありません。1件必要です。")]
    Absent,
    /// The same key twice.
    #[error("同じ番号が2件以上あります。番号を変えてください。")]
    Duplicate,
    /// A name that no record has.
    #[error("「{name}」という{}はありません。", kind.label())]
    Unknown {
        /// Kind looked for.
        kind: RecordKind,
        /// The name.
        name: String,
    },
    /// A basis that is neither a policy sentence, a contract item nor a guideline item.
    #[error("根拠「{0}」は、ポリシーの文、契約項目、根拠となる法令等のいずれにもありません。")]
    UnknownBasis(String),
    /// A field filled from the ledger with more or less than it has parts.
    #[error(
        "欄「{0}」に入れる台帳の項目の数が、欄の細目の数と違います。細目と同じ数（細目がなければ1件）にしてください。"
    )]
    LedgerParts(String),
    /// `{{` without `}}`.
    #[error("「{0}」から始まる差込みが閉じていません。「}}}}」で閉じてください。")]
    BrokenToken(String),
    /// A computed fact the program cannot compute.
    #[error(
        "自動で判定する条件の名前として読み取れません。「always」「conf>=C2」「starts_on>=2027-07-01」の形にしてください。"
    )]
    UnknownComputation,
    /// A reference whose target may be left out, without a rule for that case.
    #[error("{0}を引用していますが、{0}が付かない場合の書換えがありません。")]
    ReferenceWithoutRule(String),
    /// A reference record whose words are not in the body.
    #[error("書換えの「{0}」が本文にありません。")]
    WordsNotInBody(String),
    /// A line of a body that opens neither 項 nor 号.
    #[error("{0}")]
    Body(#[from] super::body::BodyError),
    /// A clause uses a defined term without being listed.
    #[error("{0}の本文で使われていますが、使用する条項に挙げられていません。")]
    UseNotListed(String),
    /// Not exactly one of value, values and cases.
    #[error("値は、value、values、casesのうち1つだけで定めてください。")]
    SettingValue,
    /// A date that is not as exact as it claims.
    #[error("日付「{0}」を読み取れません。日は2026-04-01、月は2026-04の形にしてください。")]
    Date(String),
    /// A clause and a check do not name each other.
    #[error("{0}と互いに挙げられていません。条項の点検項目と、点検項目の条項をそろえてください。")]
    OneSided(String),
    /// A month outside 1 to 12.
    #[error("月「{0}」は1から12までではありません。")]
    Month(u32),
}
