//! 変更契約: a contract that was concluded takes up newer versions of its clauses. The draft lies beside the
//! contract until its drafter has checked it; what was signed stays in force until the next annex is issued.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::{
    clauses::RequiredClause,
    decision::{ContractClause, Decision, Origin, reconcile},
};
use crate::{
    choice::choices,
    document::{
        Article, ArticleParagraph, BLANK_DATE, Block, Document, DocumentMark, Entry, Part, Sender,
        Signatures, written_date,
    },
    id::{AnnexId, ContractChangeId, ContractId, LibraryEntryId},
};

choices! {
    /// ステータス of a 変更契約.
    ContractChangeState {
        Prepared = "prepared", "確認待ち";
        TakenUp = "taken_up", "手続中";
        Issued = "issued", "変更済み";
        Withdrawn = "withdrawn", "取下げ";
    }
}

/// Title of the document.
pub const TITLE: &str = "変更契約書";

/// A clause that is another one afterwards.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangedClause {
    /// `SEC-13`.
    pub clause: String,
    /// Its title.
    pub title: String,
    /// Version on the contract; none for a clause that is new to it.
    pub old_version: Option<i32>,
    /// Version that takes its place; none for a clause that goes.
    pub new_version: Option<i32>,
}

impl ChangedClause {
    /// 「第１版 → 第２版」.
    #[must_use]
    pub fn versions(&self) -> String {
        let words = |version: Option<i32>, none: &str| {
            version.map_or_else(|| none.to_owned(), |version| format!("第{version}版"))
        };
        format!(
            "{} → {}",
            words(self.old_version, "なし（新設）"),
            words(self.new_version, "なし（削除）")
        )
    }
}

/// 変更契約の案 and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContractChange {
    /// Which.
    pub id: ContractChangeId,
    /// The contract it changes.
    pub contract_id: ContractId,
    /// Where it stands.
    pub state: ContractChangeState,
    /// The clauses that change.
    pub clauses: Vec<ChangedClause>,
    /// 変更契約書 with the 新旧対照表.
    pub document: Document,
    /// Who had it prepared.
    pub prepared_by: String,
    /// When.
    pub prepared_at: DateTime<Utc>,
    /// The annex it led to.
    pub annex_id: Option<AnnexId>,
    /// 変更契約日.
    pub signed_on: Option<NaiveDate>,
    /// Why it was withdrawn.
    pub reason: Option<String>,
    /// Number of the last change of the record.
    pub revision: i32,
}

/// 旧版の条項を持つ契約: what it carries that the library in force words otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outdated {
    /// Which.
    pub id: ContractId,
    /// 契約番号.
    pub contract_no: String,
    /// 件名.
    pub title: String,
    /// 所管課.
    pub unit_name: String,
    /// The clauses.
    pub clauses: Vec<ChangedClause>,
    /// The 変更契約 that is under way.
    pub change: Option<ContractChangeState>,
}

/// Why a step is not possible now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidChangeStep {
    /// Taking up or withdrawing what waits no longer.
    #[error(
        "確認待ちの案ではありません。ほかの人が先に処理した可能性があります。画面を再読み込みしてください。"
    )]
    NotPrepared,
    /// A date of signing before the annex is there.
    #[error("変更契約日は、変更後の特記事項を発行してから記録してください。")]
    NotIssued,
}

impl ContractChangeState {
    /// The drafter takes it into the contract.
    ///
    /// # Errors
    /// [`InvalidChangeStep::NotPrepared`].
    pub fn take_up(self) -> Result<Self, InvalidChangeStep> {
        match self {
            Self::Prepared => Ok(Self::TakenUp),
            Self::TakenUp | Self::Issued | Self::Withdrawn => Err(InvalidChangeStep::NotPrepared),
        }
    }

    /// The drafter does not want it.
    ///
    /// # Errors
    /// [`InvalidChangeStep::NotPrepared`].
    pub fn withdraw(self) -> Result<Self, InvalidChangeStep> {
        match self {
            Self::Prepared => Ok(Self::Withdrawn),
            Self::TakenUp | Self::Issued | Self::Withdrawn => Err(InvalidChangeStep::NotPrepared),
        }
    }

    /// An annex of the contract was issued: what was taken up is in it, what waited is overtaken.
    #[must_use]
    pub fn annex_issued(self) -> Self {
        match self {
            Self::TakenUp | Self::Issued => Self::Issued,
            Self::Prepared | Self::Withdrawn => Self::Withdrawn,
        }
    }

    /// True while it may still lead to a new annex.
    #[must_use]
    pub fn is_open(self) -> bool {
        matches!(self, Self::Prepared | Self::TakenUp)
    }
}

/// The clauses of a contract as they would be with the library in force: decisions stay, every clause in
/// its newest version, also those added by hand.
#[must_use]
pub fn newest(
    existing: &[ContractClause],
    required: &[RequiredClause],
    entry: impl Fn(&str) -> Option<LibraryEntryId>,
) -> Vec<ContractClause> {
    let mut clauses = reconcile(existing, required, &entry);
    for clause in &mut clauses {
        if clause.origin == Origin::Added
            && let Some(entry) = entry(&clause.clause)
        {
            clause.entry_id = entry;
        }
    }
    clauses
}

/// What differs between the clauses in an annex and those in the next: new and old, by clause, in the order
/// of the next, then those that go.
#[must_use]
pub fn differences<'a>(
    existing: &'a [ContractClause],
    next: &'a [ContractClause],
) -> Vec<(Option<&'a ContractClause>, Option<&'a ContractClause>)> {
    let included = |clauses: &'a [ContractClause]| -> Vec<&'a ContractClause> {
        let inside = clauses
            .iter()
            .filter(|it| it.decision == Decision::Included);
        inside.collect()
    };
    let (old, new) = (included(existing), included(next));
    let find = |clauses: &[&'a ContractClause], id: &str| {
        clauses.iter().find(|it| it.clause == id).copied()
    };
    let changed = new
        .iter()
        .map(|clause| (Some(*clause), find(&old, &clause.clause)))
        .filter(|(new, old)| new.map(|it| it.entry_id) != old.map(|it| it.entry_id));
    let gone = old
        .iter()
        .filter(|clause| find(&new, &clause.clause).is_none())
        .map(|clause| (None, Some(*clause)));
    changed.chain(gone).collect()
}

/// What the agreement names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agreement<'a> {
    /// 契約番号.
    pub contract_no: &'a str,
    /// 件名.
    pub title: &'a str,
    /// 甲.
    pub municipality: &'a str,
    /// 乙, with its branch.
    pub contractor: &'a str,
    /// 所在地 of 乙.
    pub address: &'a str,
    /// 代表者 of 乙.
    pub representative: &'a str,
    /// 契約日 of the contract.
    pub signed_on: Option<NaiveDate>,
    /// 文書番号 of the annex in force.
    pub document_no: &'a str,
}

/// Composes the agreement, with the 新旧対照表 as its 別紙.
#[must_use]
pub fn compose(agreement: &Agreement<'_>, comparison: Document) -> Document {
    let signed = agreement
        .signed_on
        .map_or_else(|| BLANK_DATE.to_owned(), written_date);
    let preamble = format!(
        "{}（以下「甲」という。）と{}（以下「乙」という。）とは、{signed}付けで締結した「{}」の契約（契約番号{}。\
         以下「原契約」という。）の一部を変更する契約を、次のとおり締結する。",
        agreement.municipality, agreement.contractor, agreement.title, agreement.contract_no,
    );
    let articles = [
        (
            "情報セキュリティ特記事項の変更",
            format!(
                "原契約に付された情報セキュリティ特記事項（文書番号{}）のうち、別紙の新旧対照表の「旧」の欄に掲げる規定を、\
                 同表の「新」の欄に掲げる規定に改める。",
                agreement.document_no
            ),
        ),
        (
            "その他の条項",
            "この契約に定めるもののほかは、原契約に定めるところによる。".to_owned(),
        ),
        (
            "効力の発生",
            "この契約は、締結の日から効力を生ずる。".to_owned(),
        ),
    ];
    let articles = (1..).zip(articles).map(|(number, (heading, text))| {
        Block::Article(Article {
            clause: String::new(),
            number,
            heading: heading.to_owned(),
            paragraphs: vec![ArticleParagraph {
                number: 1,
                text,
                items: Vec::new(),
            }],
        })
    });
    let mut blocks = vec![Block::paragraph(preamble)];
    blocks.extend(articles);
    blocks.push(Block::paragraph(
        "この契約の締結を証するため、本書２通を作成し、甲乙記名押印の上、各自その１通を保有する。\
         電磁的記録で作成するときは、甲乙が電子署名を行い、各自その電磁的記録を保管する。",
    ));
    blocks.push(Block::Signatures(signatures(agreement)));
    let mut parts = vec![Part::new(TITLE, blocks)];
    parts.extend(comparison.parts.into_iter().map(|part| Part {
        label: Some("別紙".to_owned()),
        ..part
    }));
    Document {
        footer: format!("契約番号　{}", agreement.contract_no),
        mark: DocumentMark::Draft,
        parts,
        ..Document::new(TITLE)
    }
}

fn signatures(agreement: &Agreement<'_>) -> Signatures {
    Signatures {
        date: BLANK_DATE.to_owned(),
        parties: vec![
            Sender {
                role: "甲".to_owned(),
                entries: vec![
                    Entry::new("住所", ""),
                    Entry::sealed("氏名", format!("{}長", agreement.municipality)),
                ],
            },
            Sender {
                role: "乙".to_owned(),
                entries: vec![
                    Entry::new("所在地", agreement.address),
                    Entry::new("商号又は名称", agreement.contractor),
                    Entry::sealed("代表者職氏名", agreement.representative),
                ],
            },
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::clauses::Level;

    fn clause(id: &str, entry: i64, origin: Origin, decision: Decision) -> ContractClause {
        ContractClause {
            clause: id.to_owned(),
            entry_id: LibraryEntryId(entry),
            level: Some(Level::Mandatory),
            because: None,
            origin,
            decision,
            reason: None,
            expires_on: None,
            approver: None,
        }
    }

    #[test]
    fn every_state_allows_exactly_its_own_steps() {
        use ContractChangeState::{Issued, Prepared, TakenUp, Withdrawn};
        // state, take up, withdraw, after an annex was issued
        let table = [
            (Prepared, true, true, Withdrawn),
            (TakenUp, false, false, Issued),
            (Issued, false, false, Issued),
            (Withdrawn, false, false, Withdrawn),
        ];
        for (state, take_up, withdraw, issued) in table {
            assert_eq!(state.take_up().is_ok(), take_up, "{state:?}");
            assert_eq!(state.withdraw().is_ok(), withdraw, "{state:?}");
            assert_eq!(state.annex_issued(), issued, "{state:?}");
        }
    }

    #[test]
    fn a_clause_added_by_hand_takes_its_newest_version_too() {
        let existing = [clause("SEC-40", 1, Origin::Added, Decision::Included)];
        let next = newest(&existing, &[], |_| Some(LibraryEntryId(2)));
        assert_eq!(next[0].entry_id, LibraryEntryId(2));
        let gone = newest(&existing, &[], |_| None);
        assert_eq!(gone[0].entry_id, LibraryEntryId(1));
    }

    #[test]
    fn only_what_is_in_the_annex_can_differ() {
        use Decision::{Included, LeftOut};
        let proposed = |id, entry, decision| clause(id, entry, Origin::Proposed, decision);
        let old = [
            proposed("A", 1, Included),
            proposed("B", 2, Included),
            proposed("C", 3, Included),
            proposed("D", 4, LeftOut),
        ];
        let new = [
            proposed("A", 1, Included),
            proposed("B", 9, Included),
            proposed("D", 8, LeftOut),
            proposed("E", 7, Included),
        ];
        let found: Vec<_> = differences(&old, &new)
            .into_iter()
            .map(|(new, old)| (new.map(|it| it.entry_id.0), old.map(|it| it.entry_id.0)))
            .collect();
        assert_eq!(
            found,
            [(Some(9), Some(2)), (Some(7), None), (None, Some(3))]
        );
    }
}
