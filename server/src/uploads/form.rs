//! Reading a multipart form piece by piece: text as a URL-encoded form, files in memory up to their limits.
//! What is over a limit is read to the end and dropped, so that the text after it is not lost.

use axum::extract::{Multipart, multipart::Field};
use services::{file::SIZE_LIMIT, verification::UploadedEvidence};

use crate::held_forms::FORM_LIMIT;

/// All files of one form, in bytes.
const TOTAL_LIMIT: usize = 110 * 1024 * 1024;
/// Nothing is read beyond this, in bytes.
pub(super) const READ_LIMIT: usize = 512 * 1024 * 1024;
/// The button that was pressed; not part of what was typed.
const ACTION: &str = "action";

/// The form of a sheet.
#[derive(Default)]
pub(super) struct SheetForm {
    /// Fields with text, URL-encoded in the order of the form.
    pub(super) text: String,
    /// Files.
    pub(super) uploads: Vec<UploadedEvidence>,
    /// `attach` or `save`.
    pub(super) action: String,
}

/// Why a form was not taken.
pub(super) enum Refusal {
    /// Not a form of ours, or cut off on the way.
    Unreadable,
    /// A file or the whole is over its limit; here is what was typed.
    TooLarge(SheetForm),
}

/// How much was read, and whether it was too much.
#[derive(Default)]
struct Measure {
    total: usize,
    is_exceeded: bool,
}

impl SheetForm {
    /// Reads the form; files only for somebody who `is_signed_in`.
    pub(super) async fn read(mut multipart: Multipart, is_signed_in: bool) -> Result<Self, Refusal> {
        let mut form = Self::default();
        let mut measure = Measure::default();
        loop {
            match multipart.next_field().await {
                Ok(Some(field)) => form.take(field, is_signed_in, &mut measure).await?,
                Ok(None) => break,
                Err(_) if measure.is_exceeded => break,
                Err(_) => return Err(Refusal::Unreadable),
            }
        }
        if measure.is_exceeded && is_signed_in { Err(Refusal::TooLarge(form)) } else { Ok(form) }
    }

    async fn take(&mut self, field: Field<'_>, is_signed_in: bool, measure: &mut Measure) -> Result<(), Refusal> {
        let name = field.name().unwrap_or_default().to_owned();
        if let Some(file_name) = field.file_name().map(bare_name) {
            let content = read(field, measure, if is_signed_in { SIZE_LIMIT } else { 0 }).await?;
            // A browser sends an empty part for a file field that was left alone.
            if !is_signed_in || (file_name.is_empty() && content.is_empty()) {
                return Ok(());
            }
            let task_id = task_of(&name).ok_or(Refusal::Unreadable)?;
            self.uploads.push(UploadedEvidence { task_id, name: file_name, content });
            return Ok(());
        }
        let content = read(field, measure, FORM_LIMIT - self.text.len().min(FORM_LIMIT)).await?;
        let value = String::from_utf8(content).map_err(|_| Refusal::Unreadable)?;
        if name == ACTION {
            self.action = value;
        } else {
            let joint = if self.text.is_empty() { "" } else { "&" };
            let pair = format!("{joint}{}={}", app::paths::encoded(&name), app::paths::encoded(&value));
            self.text.push_str(&pair);
        }
        Ok(())
    }
}

/// Reads a part to its end and keeps up to `limit` bytes of it.
async fn read(mut field: Field<'_>, measure: &mut Measure, limit: usize) -> Result<Vec<u8>, Refusal> {
    let mut content = Vec::new();
    let mut is_kept = true;
    loop {
        let chunk = match field.chunk().await {
            Ok(Some(chunk)) => chunk,
            Ok(None) => return Ok(content),
            Err(_) if measure.is_exceeded => return Ok(content),
            Err(_) => return Err(Refusal::Unreadable),
        };
        measure.total += chunk.len();
        if limit < content.len() + chunk.len() || TOTAL_LIMIT < measure.total {
            measure.is_exceeded = true;
            is_kept = false;
            content = Vec::new();
        }
        if is_kept {
            content.extend_from_slice(&chunk);
        }
    }
}

/// `files[12]` → 12.
fn task_of(name: &str) -> Option<domain::id::VerificationTaskId> {
    name.strip_prefix("files[")?.strip_suffix(']')?.parse().ok()
}

/// Some browsers send the whole path at the sender.
fn bare_name(name: &str) -> String {
    name.rsplit(['/', '\\']).next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_name_their_item() {
        assert_eq!(task_of("files[12]").map(|task| task.0), Some(12));
        for name in ["files[]", "files[x]", "input[items][12]", "files12"] {
            assert_eq!(task_of(name), None, "{name}");
        }
    }

    #[test]
    fn a_name_comes_without_its_folder() {
        assert_eq!(bare_name("C:\\Users\\soumu\\点検.pdf"), "点検.pdf");
        assert_eq!(bare_name("点検.pdf"), "点検.pdf");
    }
}
