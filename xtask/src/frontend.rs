//! The browser part: wasm and its JavaScript, made by cargo, wasm-bindgen and wasm-opt.
//!
//! Cargo decides whether the wasm is new; the steps after it are repeated only when cargo's output or one of
//! the tools has changed. Their result is kept per profile, so that `test` and `run` do not undo each other.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use wasm_bindgen_cli_support::Bindgen;

use crate::external;
use crate::progress;
use crate::server::Profile;
use crate::wasm_compiler::{NoWasmCompiler, TARGET, WasmCompiler};
use crate::wasm_opt::WasmOpt;
use crate::workspace::{self, Names};

/// Raise when what follows wasm-bindgen changes, so that kept results are made anew.
const RECIPE: u32 = 1;

/// The most wasm + js may weigh as sent (brotli), see the budgets of the design.
const BUDGET_BYTES: usize = 350 * 1024;

/// Builds the browser part. Answers the folder of its files, or why this machine cannot build it.
pub(crate) fn build(names: &Names, profile: Profile) -> Result<Result<PathBuf, NoWasmCompiler>> {
    let compiler = match WasmCompiler::find()? {
        Ok(compiler) => compiler,
        Err(missing) => return Ok(Err(missing)),
    };
    let wasm = compile(&compiler, names, profile)?;
    let wasm_opt = match profile {
        Profile::Dev => None,
        Profile::Release | Profile::Dist => WasmOpt::find(),
    };
    let dir = workspace::target_dir()?
        .join("browser")
        .join(profile.name());
    let key_file = dir.with_extension("key");
    let key = key(&wasm, wasm_opt.as_ref().map(|tool| tool.version))?;
    if fs::read_to_string(&key_file).is_ok_and(|seen| seen == key) {
        progress::note("ブラウザー用の部分は前回のままです / browser part unchanged");
    } else {
        let _ = fs::remove_file(&key_file);
        let _ = fs::remove_dir_all(&dir);
        bind(&wasm, &dir, &names.output, profile)?;
        let wasm_out = rename_wasm(&dir, &names.output)?;
        if let Some(tool) = &wasm_opt {
            tool.shrink(&wasm_out)?;
        }
        if profile.is_whole() {
            compress(&dir)?;
        }
        fs::write(&key_file, key)?;
    }
    report_sizes(&dir, profile)?;
    Ok(Ok(dir))
}

fn compile(compiler: &WasmCompiler, names: &Names, profile: Profile) -> Result<PathBuf> {
    // The proc macros of a folder serve the server too: what is to be tried goes into the server's.
    let (cargo_profile, folder, about) = match profile {
        Profile::Dev => ("dev", "debug", "初回は約3分、以後は変更分だけ"),
        Profile::Release => ("release", "release", "初回は約3分、以後は変更分だけ"),
        Profile::Dist => (
            names.wasm_profile.as_str(),
            names.wasm_profile.as_str(),
            "初回は約4分、以後は変更分だけ",
        ),
    };
    let small = match profile {
        Profile::Release => ["--config", "profile.release.opt-level=\"z\""].as_slice(),
        Profile::Dev | Profile::Dist => &[],
    };
    progress::step(
        "ブラウザー用の部分を組み立てます / cargo build (wasm)",
        about,
    );
    external::run(
        compiler
            .cargo()
            .args(["build", "--lib", "--package", &names.frontend_package])
            .args(["--features", &names.frontend_features])
            .args(["--profile", cargo_profile, "--target", TARGET])
            .args(small),
        "ブラウザー用の組み立て",
    )?;
    let file = format!("{}.wasm", names.frontend_package.replace('-', "_"));
    Ok(workspace::target_dir()?
        .join(TARGET)
        .join(folder)
        .join(file))
}

fn key(wasm: &Path, wasm_opt: Option<u32>) -> Result<String> {
    let mut hasher = DefaultHasher::new();
    fs::read(wasm)
        .with_context(|| format!("{} を読めません", wasm.display()))?
        .hash(&mut hasher);
    let content = hasher.finish();
    let bindgen = wasm_bindgen_cli_support_version();
    Ok(format!(
        "recipe {RECIPE}, wasm {content:016x}, wasm-bindgen {bindgen}, wasm-opt {wasm_opt:?}\n"
    ))
}

/// The version in `Cargo.lock`; the crate does not tell its own.
fn wasm_bindgen_cli_support_version() -> String {
    let lock: Option<toml::Table> = fs::read_to_string(workspace::root().join("Cargo.lock"))
        .ok()
        .and_then(|text| text.parse().ok());
    let packages = lock
        .as_ref()
        .and_then(|lock| lock.get("package")?.as_array());
    let package = packages.into_iter().flatten().find(|package| {
        package.get("name").and_then(toml::Value::as_str) == Some("wasm-bindgen-cli-support")
    });
    package
        .and_then(|package| package.get("version")?.as_str())
        .unwrap_or("unknown")
        .to_owned()
}

fn bind(wasm: &Path, dir: &Path, name: &str, profile: Profile) -> Result<()> {
    progress::step("JavaScriptとのつなぎを作ります / wasm-bindgen", "約10秒");
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(wasm)
        .out_name(name)
        .typescript(false)
        .omit_default_module_path(true);
    bindgen
        .keep_debug(false)
        .remove_name_section(profile.is_whole());
    let bindgen = bindgen.web(true).map_err(|error| anyhow!(error))?;
    bindgen
        .generate(dir)
        .map_err(|error| anyhow!(error))
        .context("wasm-bindgen が失敗しました")
}

/// A page asks for `<name>.wasm`, because `LEPTOS_OUTPUT_NAME` is set when leptos is compiled
/// (`.cargo/config.toml`); wasm-bindgen writes `<name>_bg.wasm`.
fn rename_wasm(dir: &Path, name: &str) -> Result<PathBuf> {
    let to = dir.join(format!("{name}.wasm"));
    fs::rename(dir.join(format!("{name}_bg.wasm")), &to)
        .context("wasm-bindgen の出力が見つかりません")?;
    Ok(to)
}

fn compress(dir: &Path) -> Result<()> {
    progress::step("送信用に圧縮します / brotli", "約20秒");
    for file in workspace::files_below(dir)? {
        let packed = brotli(&fs::read(&file)?)?;
        fs::write(file.with_added_extension("br"), packed)?;
    }
    Ok(())
}

/// Best quality; a window every browser accepts.
pub(crate) fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        size_hint: bytes.len(),
        ..Default::default()
    };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut packed, &parameters)?;
    Ok(packed)
}

fn report_sizes(dir: &Path, profile: Profile) -> Result<()> {
    let mut sent = 0;
    for file in workspace::files_below(dir)? {
        let name = file
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let bytes = usize::try_from(fs::metadata(&file)?.len())?;
        progress::note(&format!(
            "{} {:>10}",
            progress::pad(&name, 24),
            progress::kilobytes(bytes)
        ));
        if name.ends_with(".br") {
            sent += bytes;
        }
    }
    match profile {
        Profile::Dev => {}
        Profile::Release | Profile::Dist if BUDGET_BYTES < sent => progress::warn(&format!(
            "wasm + js は圧縮後 {}、予算 {} を超えています / over budget",
            progress::kilobytes(sent),
            progress::kilobytes(BUDGET_BYTES)
        )),
        Profile::Release | Profile::Dist => progress::note(&format!(
            "wasm + js 圧縮後 {}（予算 {}）",
            progress::kilobytes(sent),
            progress::kilobytes(BUDGET_BYTES)
        )),
    }
    Ok(())
}
