//! The sheet as files: the report (PDF) and the workbook (xlsx), of the same figures.

use documents::workbook::{Cell, Sheet, SheetColumn, workbook};
use domain::{
    authorization::{Action, Resource},
    coverage::{
        CoverageFilter, CoverageScope,
        figures::figures,
        report::{ReportHead, report},
        sheet as judged,
        view::{ConditionView, Lines, SheetView},
    },
    fiscal_year::FiscalYear,
    organization::OrganType,
    wareki,
};

use super::{day_of, load, scope};
use crate::{
    Context, ServiceError, document,
    file::{StoredFile, sha256_of},
    library, organization, setup,
};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// 第6節(8) 遵守状況報告書 of the day asked for.
///
/// # Errors
/// Without the right to see the coverage; a character without a glyph, named.
pub async fn report_pdf(
    ctx: &Context,
    filter: &CoverageFilter,
) -> Result<StoredFile, ServiceError> {
    ctx.authorize(Action::View, Resource::Coverage)?;
    let (on, _) = day_of(ctx, filter).await?;
    let library = library::in_force(ctx, on).await?;
    let facts = load::facts(ctx, &library, on).await?;
    let scope = scope(ctx, filter);
    let sheet = judged(&facts, &library.rules, on, &scope);
    let words = &library.library;
    let lines = Lines::Shortcomings(usize::MAX);
    let view = SheetView::new(&sheet, &facts, &words.sentences, &words.duties, lines);
    let head = ReportHead {
        municipality: setup::municipality(&ctx.db, &library).await?,
        part: part(ctx, &scope).await?,
        made: format!("{}　{}", wareki::long(ctx.today()), ctx.actor.name),
    };
    let figures = figures(&facts, &sheet, &scope);
    let document = report(&head, &view, &figures, &words.events);
    let identity = format!("coverage {on} {} {filter:?}", ctx.now());
    let name = format!("第6節(8)遵守状況報告書_{}", on.format("%Y%m%d"));
    document::print(ctx, document, &identity, &name).await
}

/// The filter in words.
async fn part(ctx: &Context, scope: &CoverageScope) -> Result<String, ServiceError> {
    let mut words = Vec::new();
    if let Some(FiscalYear(year)) = scope.fiscal_year {
        words.push(format!("{}の契約", FiscalYear(year).label()));
    }
    let names = organization::unit_names(ctx).await?;
    if let Some(unit) = scope.unit {
        words.push(names.get(&unit.0).cloned().unwrap_or_default());
    }
    if let Some(organ) = scope.organ {
        words.push(OrganType::label(organ).to_owned());
    }
    if let domain::authorization::Scope::Units(units) = &scope.visible {
        let own: Vec<String> = units
            .iter()
            .filter_map(|unit| names.get(&unit.0).cloned())
            .collect();
        words.push(format!("閲覧できる課（{}）", own.join("、")));
    }
    Ok(words.join("、"))
}

/// The same figures as a workbook: one line a condition, and one line a subject.
///
/// # Errors
/// Without the right to see the coverage.
pub async fn figures_xlsx(
    ctx: &Context,
    filter: &CoverageFilter,
) -> Result<StoredFile, ServiceError> {
    ctx.authorize(Action::View, Resource::Coverage)?;
    let (on, _) = day_of(ctx, filter).await?;
    let library = library::in_force(ctx, on).await?;
    let facts = load::facts(ctx, &library, on).await?;
    let scope = scope(ctx, filter);
    let sheet = judged(&facts, &library.rules, on, &scope);
    let words = &library.library;
    let all = Lines::Page {
        skip: 0,
        take: usize::MAX,
    };
    let view = SheetView::new(&sheet, &facts, &words.sentences, &words.duties, all);
    let title = vec![
        format!("第6節(8) 遵守状況　{}現在", wareki::long(on)),
        format!("範囲：{}", part(ctx, &scope).await?),
    ];
    let sheets = [conditions(&view, &title), subjects(&view, &title)];
    let content = workbook(&sheets, ctx.now()).map_err(ServiceError::unexpected)?;
    Ok(StoredFile {
        name: format!("第6節(8)遵守状況_{}.xlsx", on.format("%Y%m%d")),
        media_type: XLSX.to_owned(),
        sha256: sha256_of(&content),
        content,
    })
}

/// Duty, title and condition, in the order of the sheet; the self-inspection last.
fn all_conditions(view: &SheetView) -> Vec<(&str, &str, &ConditionView)> {
    let of_duties = view.duties().flat_map(|duty| {
        let conditions = duty.conditions.iter();
        conditions.map(|it| (duty.id.as_str(), duty.title.as_str(), it))
    });
    let own = view.self_inspection.iter();
    of_duties
        .chain(own.map(|it| ("第7節", "自己点検", it)))
        .collect()
}

fn columns(columns: &[(&str, u16)]) -> Vec<SheetColumn> {
    let columns = columns.iter().map(|(label, width)| SheetColumn {
        label: (*label).to_owned(),
        width: *width,
    });
    columns.collect()
}

fn conditions(view: &SheetView, title: &[String]) -> Sheet {
    let rows = all_conditions(view).into_iter().map(|(duty, name, it)| {
        let counts = it.counts;
        vec![
            duty.into(),
            name.into(),
            it.condition.clone().into(),
            counts.state().label().into(),
            counts.met.into(),
            counts.caution.into(),
            counts.failed.into(),
            counts.total.into(),
        ]
    });
    Sheet {
        name: "条件".to_owned(),
        title: title.to_vec(),
        columns: columns(&[
            ("番号", 8),
            ("義務・網羅", 30),
            ("条件", 60),
            ("状態", 10),
            ("適合", 8),
            ("注意", 8),
            ("不適合", 8),
            ("対象", 8),
        ]),
        rows: rows.collect(),
    }
}

fn subjects(view: &SheetView, title: &[String]) -> Sheet {
    let rows = all_conditions(view).into_iter().flat_map(|(duty, _, it)| {
        it.lines.iter().map(move |line| {
            vec![
                Cell::Date(view.on),
                duty.into(),
                it.condition.clone().into(),
                line.judgement.state.label().into(),
                line.judgement.subject.kind_label().into(),
                line.name.clone().into(),
                line.unit_name.clone().into(),
                line.judgement.because.clone().into(),
            ]
        })
    });
    Sheet {
        name: "対象".to_owned(),
        title: title.to_vec(),
        columns: columns(&[
            ("基準日", 12),
            ("番号", 8),
            ("条件", 50),
            ("状態", 10),
            ("種類", 14),
            ("対象", 40),
            ("所管課", 18),
            ("根拠", 60),
        ]),
        rows: rows.collect(),
    }
}
