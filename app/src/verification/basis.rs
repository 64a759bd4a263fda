//! この画面の根拠: the sentence of the policy the screens of checks serve.

use leptos::prelude::*;

/// The sentence, folded.
#[component]
pub(super) fn PolicyBasis() -> impl IntoView {
    view! {
        <details class="policy-basis">
            <summary>"この画面の根拠"</summary>
            <blockquote>
                <p>"委託事業者において必要なセキュリティ対策が確保されていることを確認し"</p>
            </blockquote>
            <p>"情報セキュリティポリシー（令和8年訓令第5号）第6節(8)"</p>
        </details>
    }
}
