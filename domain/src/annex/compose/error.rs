//! What stops an annex, and what only stops it from being issued.

use serde::{Deserialize, Serialize};

use crate::library::body::BodyError;

/// Why an annex cannot be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ComposeError {
    /// No clause is selected.
    #[error("条項が1つも選ばれていません。条項を選んでください。")]
    NoClause,
    /// A clause is selected twice.
    #[error("条項{0}が2回選ばれています。一方を外してください。")]
    Twice(String),
    /// A reference to a clause that is not selected, without a rule for that case.
    #[error(
        "条項{clause}が条項{target}を引用していますが、{target}が選ばれていません。{target}を加えるか、{clause}の文を直してください。"
    )]
    Reference {
        /// The clause that refers.
        clause: String,
        /// The clause referred to.
        target: String,
    },
    /// None of the clauses an enumeration names is selected.
    #[error("条項{clause}が引用する条項（{}）が1つも選ばれていません。{clause}を外すか、引用する条項を加えてください。", targets.join("、"))]
    NoTarget {
        /// The clause that refers.
        clause: String,
        /// The clauses referred to.
        targets: Vec<String>,
    },
    /// The words a reference record wants to replace are not in the body.
    #[error(
        "条項{clause}の本文に、書き換える語「{words}」がありません。条項集を確かめてください。"
    )]
    WordsNotInBody {
        /// The clause.
        clause: String,
        /// The words.
        words: String,
    },
    /// A token nothing stands for.
    #[error("条項{clause}の差込み「{token}」に入る値がありません。設定と様式を確かめてください。")]
    Token {
        /// The clause.
        clause: String,
        /// The token as written.
        token: String,
    },
    /// A word whose defining clause is not selected and that has no definition to print.
    #[error("条項{clause}が「{term}」を使っていますが、これを定義する条項（{}）が選ばれていません。定義する条項を加えてください。", defined_in.join("、"))]
    UndefinedTerm {
        /// The clause that uses it.
        clause: String,
        /// The word.
        term: String,
        /// The clauses that would define it.
        defined_in: Vec<String>,
    },
    /// A body that is not 項 and 号.
    #[error("条項{clause}の{problem}")]
    Body {
        /// The clause.
        clause: String,
        /// What is wrong.
        problem: BodyError,
    },
    /// A row of a 別紙 with too many or too few cells.
    #[error("別紙{number}の{row}行目の欄が{found}個ですが、{expected}個必要です。")]
    Cells {
        /// Number of the appendix.
        number: String,
        /// Row, from 1.
        row: usize,
        /// Cells found.
        found: usize,
        /// Columns of the appendix.
        expected: usize,
    },
    /// A 別紙 that is named and does not exist.
    #[error(
        "条項{clause}が別紙{number}を引用していますが、別紙{number}がありません。条項集の別紙を確かめてください。"
    )]
    UnknownAppendix {
        /// The clause.
        clause: String,
        /// Number as printed.
        number: String,
    },
    /// Something a draft may lack and an issued annex may not.
    #[error("{0}")]
    NotReady(ComposeWarning),
}

/// What is to be done before the annex can be issued.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum ComposeWarning {
    /// A 別紙 without rows.
    #[error("別紙{number}（{title}）に記載がありません。発行の前に入力してください。")]
    EmptyAppendix {
        /// Number as printed.
        number: String,
        /// Title.
        title: String,
    },
    /// A clause names a 別紙 that no selected clause introduces.
    #[error(
        "条項{clause}が別紙{number}を引用していますが、別紙{number}を定める条項{introduced_by}が選ばれていません。{introduced_by}を加えてください。"
    )]
    AppendixNotIntroduced {
        /// The clause.
        clause: String,
        /// Number as printed.
        number: String,
        /// The clause that would introduce it.
        introduced_by: String,
    },
}
