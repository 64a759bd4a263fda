//! What a page or a form can be told: the errors that cross the wire, and their words for users.

use domain::{
    authorization::{Action, Resource, Role, roles_that_may},
    input::FieldErrors,
};
use leptos::{
    prelude::*,
    server_fn::{codec::JsonEncoding, error::ServerFnErrorErr},
};
use serde::{Deserialize, Serialize};

/// Why something was not done. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum AppError {
    /// Nobody is signed in.
    #[error(
        "サインインの時間が切れました。もう一度サインインしてください。入力した内容は残っています。"
    )]
    SignInRequired,
    /// The signed-in person may not do this.
    #[error("この操作を行う権限がありません")]
    Forbidden { action: Action, resource: Resource },
    /// There is no such page or record.
    #[error("お探しの{0}は見つかりません")]
    NotFound(String),
    /// Fields of the form are wrong.
    #[error("入力内容に{}件の問題があります", .0.count())]
    Invalid(FieldErrors),
    /// Somebody else saved first.
    #[error("「{subject}」は、ほかの人が先に保存しました")]
    Conflict {
        subject: String,
        /// Field, what is saved, what was typed.
        fields: Vec<(String, String, String)>,
    },
    /// A rule says no.
    #[error("{0}")]
    Rule(String),
    /// A request nobody can make sense of.
    #[error("要求を読み取れません")]
    BadRequest,
    /// A file or form that is too large.
    #[error("送られたデータが大きすぎます")]
    TooLarge,
    /// A failure of the program; the number finds it in the log.
    #[error("処理に失敗しました。問い合わせ番号：{0}")]
    Unexpected(String),
    /// The browser and the server do not understand each other.
    #[error("サーバーと通信できません。画面を再読み込みしてください。")]
    Transport(String),
}

impl AppError {
    /// The HTTP status that says the same.
    #[must_use]
    pub fn status(&self) -> u16 {
        match self {
            Self::SignInRequired => 401,
            Self::Forbidden { .. } => 403,
            Self::NotFound(_) => 404,
            Self::Conflict { .. } => 409,
            Self::TooLarge => 413,
            Self::Invalid(_) | Self::Rule(_) => 422,
            Self::BadRequest | Self::Transport(_) => 400,
            Self::Unexpected(_) => 500,
        }
    }

    /// What to do about it, in one or two sentences.
    #[must_use]
    pub fn advice(&self) -> String {
        match self {
            Self::Forbidden { action, resource } => forbidden_advice(*action, *resource),
            Self::NotFound(_) => "アドレスを確かめてください。記録が無効になったか、別の番号になった可能性があります。一覧から探してください。".to_owned(),
            Self::Conflict { .. } => "あなたの入力は保存していません。下の表で違いを確かめ、画面を再読み込みして、必要な変更をもう一度入力してください。".to_owned(),
            Self::TooLarge => "ファイルは1個25MBまでです。画像を小さくするか、PDFを分けて、もう一度添付してください。入力した内容は残っています。".to_owned(),
            Self::BadRequest => "画面を再読み込みして、もう一度やり直してください。ほかのサイトから送られた要求は、受け付けません。".to_owned(),
            Self::Unexpected(_) => "時間をおいて、やり直してください。続くときは、問い合わせ番号を管理者に知らせてください。".to_owned(),
            Self::SignInRequired | Self::Invalid(_) | Self::Rule(_) | Self::Transport(_) => String::new(),
        }
    }
}

fn forbidden_advice(action: Action, resource: Resource) -> String {
    let roles: Vec<&str> = roles_that_may(action, resource)
        .into_iter()
        .map(Role::label)
        .collect();
    format!(
        "「{}」の{}には、{}の役割が必要です。ほかの課の記録は、その課の担当者だけが扱えます。必要なときは、所属長を通じて管理者に申請してください。",
        resource.label(),
        action.label(),
        roles.join("、"),
    )
}

impl From<FieldErrors> for AppError {
    fn from(errors: FieldErrors) -> Self {
        Self::Invalid(errors)
    }
}

impl FromServerFnError for AppError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) => Self::BadRequest,
            other => Self::Transport(other.to_string()),
        }
    }
}
