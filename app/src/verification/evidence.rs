//! The field that takes evidence. A plain file field; with wasm, files may be dropped beside it, and one
//! that the server would refuse for its size is named before the form is sent.

use domain::id::VerificationTaskId;
use leptos::{ev, html, prelude::*};
use web_sys::FileList;

use crate::components::field_id;

/// Largest file in bytes: 25 MB, as `services::file::SIZE_LIMIT`; a number of JavaScript.
const LIMIT_BYTES: f64 = 25.0 * 1024.0 * 1024.0;

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
    let error_id = format!("{id}-error");
    let described_by = format!("{error_id} {EVIDENCE_SUPPORT}");
    let input = NodeRef::<html::Input>::new();
    let problem = RwSignal::new(error);
    let is_dragging = RwSignal::new(false);
    let drop_files = move |event: ev::DragEvent| {
        event.prevent_default();
        is_dragging.set(false);
        let files = event.data_transfer().and_then(|transfer| transfer.files());
        if let Some(input) = input.get_untracked() {
            input.set_files(files.as_ref());
            problem.set(refuse_large(&input));
        }
    };
    view! {
        <div class="dads-form-control-label" data-size="sm">
            <label class="dads-form-control-label__label" for=id.clone()>
                "証拠を追加"<span class="dads-u-visually-hidden">{format!("（{number}）")}</span>
            </label>
            <div class="dads-file-upload">
                <div
                    class="dads-file-upload__drop-area"
                    data-dragging=move || is_dragging.get().then_some("true")
                    on:dragover=move |event| { event.prevent_default(); is_dragging.set(true); }
                    on:dragleave=move |_| is_dragging.set(false)
                    on:drop=drop_files
                >
                    <input
                        class="dads-file-upload__input"
                        id=id
                        name=field
                        type="file"
                        multiple=true
                        node_ref=input
                        aria-invalid=move || problem.with(Option::is_some).then_some("true")
                        aria-describedby=described_by
                        on:change=move |_| problem.set(input.get_untracked().and_then(|input| refuse_large(&input)))
                    />
                </div>
            </div>
            <p class="dads-form-control-label__error-text" id=error_id role="alert">
                {move || problem.get().map(|words| format!("＊{words}"))}
            </p>
        </div>
    }
}

/// Empties the field when a file is too large: sending it would take minutes and then be refused.
fn refuse_large(input: &web_sys::HtmlInputElement) -> Option<String> {
    let names = too_large(&input.files()?);
    if names.is_empty() {
        return None;
    }
    input.set_value("");
    Some(format!(
        "「{}」は25MBを超えているため、選択を外しました。画像を小さくするか、PDFを分けて、もう一度選択してください。",
        names.join("」「")
    ))
}

fn too_large(files: &FileList) -> Vec<String> {
    (0..files.length())
        .filter_map(|place| files.get(place))
        .filter(|file| LIMIT_BYTES < file.size())
        .map(|file| file.name())
        .collect()
}
