//! お知らせ: the result of the last action, a warning.

use leptos::prelude::*;

/// What a banner says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BannerKind {
    Success,
    Error,
    Warning,
    Information,
}

impl BannerKind {
    fn code(self) -> &'static str {
        match self {
            Self::Success => "success",
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Information => "info-1",
        }
    }

    fn label(self) -> &'static str {
        match self {
            Self::Success => "成功",
            Self::Error => "エラー",
            Self::Warning => "注意",
            Self::Information => "情報",
        }
    }

    fn icon(self) -> &'static str {
        match self {
            Self::Success => {
                "M12 2a10 10 0 1 1 0 20 10 10 0 0 1 0-20zm-1.6 14.6 7.3-7.3-1.5-1.5-5.8 5.8-2.6-2.6-1.5 1.5z"
            }
            Self::Error => "M8 2h8l6 6v8l-6 6H8l-6-6V8zm3 5v7h2V7zm0 9v2h2v-2z",
            Self::Warning => "M12 2 1 21h22zm-1 7v6h2V9zm0 8v2h2v-2z",
            Self::Information => "M12 2a10 10 0 1 1 0 20 10 10 0 0 1 0-20zm-1 9v6h2v-6zm0-4v2h2V7z",
        }
    }
}

/// A banner with a heading; `children` stand below it.
#[component]
pub fn Banner(
    kind: BannerKind,
    #[prop(into)] heading: String,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let role = if kind == BannerKind::Error {
        "alert"
    } else {
        "status"
    };
    view! {
        <div class="dads-notification-banner" data-style="standard" data-type=kind.code() role=role>
            <h2 class="dads-notification-banner__heading">
                <svg class="dads-notification-banner__icon" viewBox="0 0 24 24" role="img" aria-label=kind.label()>
                    <path fill="currentColor" fill-rule="evenodd" d=kind.icon()></path>
                </svg>
                <span>{heading}</span>
            </h2>
            {children.map(|children| view! { <div class="dads-notification-banner__body">{children()}</div> })}
        </div>
    }
}
