//! 指摘・是正管理表 as a file.

use domain::{
    authorization::{Action, Resource},
    finding::{FindingFilter, FindingState, paper::control_table},
};

use super::list::in_scope;
use crate::{Context, ServiceError, document, file::StoredFile, organization};

/// 指摘・是正管理表 of a filter, as of today.
///
/// # Errors
/// Without the right; a character without a glyph, named.
pub async fn table_pdf(ctx: &Context, filter: &FindingFilter) -> Result<StoredFile, ServiceError> {
    ctx.authorize(Action::View, Resource::Finding)?;
    let today = ctx.today();
    let mut findings = in_scope(ctx, filter).await?;
    findings.retain(|finding| filter.shows(finding, today));
    findings.sort_by_key(|finding| (finding.due_on(today), finding.id));
    let range = range(ctx, filter).await?;
    let paper = control_table(&findings, &range, today, &document::making(ctx).await?);
    let identity = format!("findings {filter:?} {}", ctx.now());
    let name = format!("指摘・是正管理表_{}", today.format("%Y%m%d"));
    document::print(ctx, paper, &identity, &name).await
}

/// The filter in words.
async fn range(ctx: &Context, filter: &FindingFilter) -> Result<String, ServiceError> {
    let state = match filter.state.as_str() {
        "" => "完了していない指摘",
        "all" => "全ての指摘",
        "overdue" => "期限を過ぎた指摘",
        code => code
            .parse::<FindingState>()
            .map_or("完了していない指摘", FindingState::label),
    };
    let mut words = vec![state.to_owned()];
    if let Ok(unit) = filter.unit.parse::<i64>() {
        let names = organization::unit_names(ctx).await?;
        words.extend(names.get(&unit).cloned());
    }
    if let Ok(severity) = domain::library::Severity::from_code(&filter.severity) {
        words.push(format!("重さ：{}", severity.label()));
    }
    Ok(words.join("、"))
}
