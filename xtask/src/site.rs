//! The folder the server serves or embeds: `target/site`.
//!
//! Files are written only when their content changes, and those nobody wants any more are removed: the server
//! embeds the folder and would otherwise be compiled again for nothing.

use std::collections::BTreeMap;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::frontend;
use crate::progress;
use crate::server::Profile;
use crate::workspace::{self, Names};

/// Belongs to the specimen page, which is not shipped.
const SPECIMEN: &str = "specimen-only.css";

/// Smaller files gain nothing from compression.
const SMALLEST_WORTH_PACKING: usize = 1024;

/// What the site consists of: path inside the site → content.
type Files = BTreeMap<PathBuf, Vec<u8>>;

/// Brings `target/site` up to date; answers a value that changes whenever the content does.
pub(crate) fn build(names: &Names, profile: Profile) -> Result<String> {
    let browser_part = frontend::build(names, profile)?;
    progress::step("画面のファイルを揃えます / target/site", "");
    let mut files = public_files(names)?;
    files.insert(
        Path::new(&names.pkg_dir).join(format!("{}.css", names.output)),
        style_sheet(&workspace::root().join("style"))?.into_bytes(),
    );
    if profile.is_whole() {
        pack(&mut files)?;
    }
    match browser_part {
        Ok(dir) => add_folder(&mut files, &dir, Path::new(&names.pkg_dir))?,
        Err(missing) => progress::warn(&format!(
            "この機械ではブラウザー用の部分（wasm）を組み立てられません。すべての画面はwasmなしで使えます。\n\
             入力中の確認や自動更新だけが働きません / running without hydration.\n{}",
            missing.reason
        )),
    }
    synchronise(&files, &workspace::site_dir())?;
    Ok(fingerprint(&files))
}

/// True when the browser part is in the site.
pub(crate) fn hydrates(names: &Names) -> bool {
    workspace::site_dir()
        .join(&names.pkg_dir)
        .join(format!("{}.wasm", names.output))
        .exists()
}

fn public_files(names: &Names) -> Result<Files> {
    let mut files = Files::new();
    add_folder(
        &mut files,
        &workspace::root().join(&names.assets_dir),
        Path::new(""),
    )?;
    Ok(files)
}

fn add_folder(files: &mut Files, from: &Path, to: &Path) -> Result<()> {
    for file in workspace::files_below(from)? {
        let content =
            fs::read(&file).with_context(|| format!("{} を読めません", file.display()))?;
        files.insert(to.join(file.strip_prefix(from)?), content);
    }
    Ok(())
}

/// The sheets named in `style/order.txt`, one after the other; a sheet that is not named is a mistake.
fn style_sheet(dir: &Path) -> Result<String> {
    let order =
        fs::read_to_string(dir.join("order.txt")).context("style/order.txt を読めません")?;
    let named: Vec<&str> = order
        .lines()
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .collect();
    let mut sheet = String::new();
    for name in &named {
        let text = fs::read_to_string(dir.join(name))
            .with_context(|| format!("style/{name} を読めません"))?;
        if text.contains("@import") {
            bail!("style/{name} に @import があります。1枚にまとめるため、使えません");
        }
        sheet.push_str(&format!("/* {name} */\n{}\n", text.trim()));
    }
    for file in workspace::files_below(dir)? {
        let name = file
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let is_ours = file.parent() == Some(dir) && name.ends_with(".css") && name != SPECIMEN;
        if is_ours && !named.contains(&name.as_str()) {
            bail!("style/{name} が style/order.txt にありません");
        }
    }
    Ok(sheet)
}

fn pack(files: &mut Files) -> Result<()> {
    let mut packed = Files::new();
    for (path, content) in files.iter() {
        let is_text = path.extension().is_some_and(|extension| {
            ["css", "js", "svg", "txt", "json", "html"]
                .iter()
                .any(|text| *text == extension)
        });
        if is_text && SMALLEST_WORTH_PACKING <= content.len() {
            packed.insert(path.with_added_extension("br"), frontend::brotli(content)?);
        }
    }
    files.append(&mut packed);
    Ok(())
}

fn synchronise(files: &Files, site: &Path) -> Result<()> {
    fs::create_dir_all(site).with_context(|| format!("{} を作れません", site.display()))?;
    for old in workspace::files_below(site)? {
        if !files.contains_key(old.strip_prefix(site)?) {
            fs::remove_file(&old)?;
        }
    }
    for (path, content) in files {
        let to = site.join(path);
        if fs::read(&to).is_ok_and(|seen| seen == *content) {
            continue;
        }
        if let Some(parent) = to.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(&to, content).with_context(|| format!("{} を書けません", to.display()))?;
    }
    Ok(())
}

fn fingerprint(files: &Files) -> String {
    let mut hasher = DefaultHasher::new();
    files.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

#[cfg(test)]
mod tests {
    use super::style_sheet;
    use crate::workspace;

    #[test]
    fn every_style_sheet_is_named_and_tokens_come_first() {
        let sheet = style_sheet(&workspace::root().join("style")).unwrap();
        assert!(sheet.starts_with("/* tokens.css */"));
    }
}
