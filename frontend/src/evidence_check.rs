//! Evidence before it is sent: files may be dropped beside the field, and one that the server would refuse
//! for its size is named at once.

use leptos::{
    ev, html,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{DragEvent, Element, FileList, HtmlInputElement},
};

use crate::page::{element, keep};

/// Largest file in bytes: 25 MB, as `services::file::SIZE_LIMIT`; a number of JavaScript.
const LIMIT_BYTES: f64 = 25.0 * 1024.0 * 1024.0;

/// Stands below the file field of the id `control`, which lies in its drop area. `problem` is what the
/// server said about the files sent before.
#[island]
pub fn EvidenceCheck(control: String, problem: Option<String>) -> impl IntoView {
    let problem = RwSignal::new(problem);
    let place = NodeRef::<html::P>::new();
    let error_id = format!("{control}-error");
    Effect::new(move |_| {
        let _ = watch(&control, problem);
    });
    view! {
        <p class="dads-form-control-label__error-text" id=error_id role="alert" node_ref=place>
            {move || problem.get().map(|words| format!("＊{words}"))}
        </p>
    }
}

fn watch(control: &str, problem: RwSignal<Option<String>>) -> Option<()> {
    let input: HtmlInputElement = element(control)?.dyn_into().ok()?;
    let judge = move |input: &HtmlInputElement| {
        let words = refuse_large(input);
        let _ = match words {
            Some(_) => input.set_attribute("aria-invalid", "true"),
            None => input.remove_attribute("aria-invalid"),
        };
        problem.set(words);
    };
    let field = input.clone();
    let element: Element = input.clone().into();
    keep(element.on(ev::change, move |_| judge(&field)));
    let area = input.closest(".dads-file-upload__drop-area").ok()??;
    let over = area.clone();
    keep(area.clone().on(ev::dragover, move |event: DragEvent| {
        event.prevent_default();
        let _ = over.set_attribute("data-dragging", "true");
    }));
    let left = area.clone();
    keep(area.clone().on(ev::dragleave, move |_| {
        let _ = left.remove_attribute("data-dragging");
    }));
    let dropped = area.clone();
    keep(area.on(ev::drop, move |event: DragEvent| {
        event.prevent_default();
        let _ = dropped.remove_attribute("data-dragging");
        let files = event.data_transfer().and_then(|transfer| transfer.files());
        input.set_files(files.as_ref());
        judge(&input);
    }));
    Some(())
}

/// Empties the field when a file is too large: sending it would take minutes and then be refused.
fn refuse_large(input: &HtmlInputElement) -> Option<String> {
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
