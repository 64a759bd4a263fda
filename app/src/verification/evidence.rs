//! The field that takes evidence. A plain file field; an island beside it takes files that are dropped, and
//! names one that the server would refuse for its size before the form is sent.

use domain::id::VerificationTaskId;
use frontend::EvidenceCheck;
use leptos::prelude::*;

use crate::components::field_id;

/// Id of the words that say what may be attached; they stand once, above all items.
pub(super) const EVIDENCE_SUPPORT: &str = "evidence-support";

/// The file field of an item. `error` is what the server said about the files sent before.
#[component]
pub(super) fn EvidenceField(
    task: VerificationTaskId,
    number: usize,
    error: Option<String>,
) -> impl IntoView {
    let field = format!("files[{task}]");
    let id = field_id(&field);
    let described_by = format!("{id}-error {EVIDENCE_SUPPORT}");
    view! {
        <div class="dads-form-control-label" data-size="sm">
            <label class="dads-form-control-label__label" for=id.clone()>
                "証拠を追加"<span class="dads-u-visually-hidden">{format!("（{number}）")}</span>
            </label>
            <div class="dads-file-upload">
                <div class="dads-file-upload__drop-area">
                    <input
                        class="dads-file-upload__input"
                        id=id.clone()
                        name=field
                        type="file"
                        multiple=true
                        aria-invalid=error.is_some().then_some("true")
                        aria-describedby=described_by
                    />
                </div>
            </div>
            <EvidenceCheck control=id problem=error/>
        </div>
    }
}
