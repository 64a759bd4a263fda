//! 第6節(8) 遵守状況報告書: the figures of the day, every duty with how it stands, and what falls short with
//! where it is recorded. A4, a few pages; the same content as the sheet on screen.

use chrono::NaiveDate;

use super::{
    Counts, State,
    figures::Figures,
    view::{ConditionView, DutyView, SentenceView, SheetView},
};
use crate::{
    document::{
        Block, Column, ColumnAlignment, Document, GlyphPolicy, Pair, Pairs, Part, Row, RowHeads,
        Ruling, Table, Text,
    },
    fiscal_year::FiscalYear,
    library::CalendarEvent,
    wareki,
};

/// What falls short is listed up to so many lines of a condition; the rest is counted.
const SHOWN: usize = 4;
/// Dates of law within so many days after the day are told.
const LAW_DAYS: i64 = 365;

/// What the report says besides the sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportHead {
    pub municipality: String,
    /// The filter in words; empty for the whole town.
    pub part: String,
    /// When and by whom it was made.
    pub made: String,
}

/// The report.
#[must_use]
pub fn report(
    head: &ReportHead,
    view: &SheetView,
    figures: &Figures,
    events: &[CalendarEvent],
) -> Document {
    let year = FiscalYear::containing(view.on);
    let title = "情報セキュリティポリシー第6節(8) 遵守状況報告書";
    let mut blocks = vec![
        Block::end(format!("{}現在", wareki::long(view.on))),
        Block::Pairs(Pairs {
            caption: "報告の範囲".to_owned(),
            ruling: Ruling::Ruled,
            pairs: vec![
                pair("団体", head.municipality.clone()),
                pair(
                    "期間",
                    format!(
                        "{}（{}から{}まで）",
                        year.label(),
                        wareki::long(year.first_day()),
                        wareki::long(view.on)
                    ),
                ),
                pair(
                    "範囲",
                    if head.part.is_empty() {
                        "町の全ての機関".to_owned()
                    } else {
                        head.part.clone()
                    },
                ),
                pair("作成", head.made.clone()),
            ],
        }),
        Block::section("１　総括"),
        Block::Table(summary(view)),
        Block::section("２　数値"),
        Block::Pairs(figure_pairs(figures)),
    ];
    blocks.push(Block::section("３　各文の状況"));
    for sentence in &view.sentences {
        blocks.extend(sentence_blocks(sentence));
    }
    blocks.push(Block::section("４　自己点検（第6節(9)、第7節）"));
    blocks.push(Block::Table(condition_table(
        "自己点検の状況",
        &view.self_inspection,
    )));
    blocks.extend(shortcomings(&view.self_inspection));
    blocks.push(Block::section("５　法令等の改正への対応"));
    blocks.push(law(events, view.on));
    blocks.push(Block::end("以上"));
    Document {
        footer: format!("基準日　{}", wareki::long(view.on)),
        missing: GlyphPolicy::Geta,
        parts: vec![Part::new(title, blocks)],
        ..Document::new(title)
    }
}

fn pair(label: &str, value: impl Into<Text>) -> Pair {
    Pair {
        label: label.to_owned(),
        value: value.into(),
        lines: 1,
    }
}

fn summary(view: &SheetView) -> Table {
    let columns = vec![
        Column::new("番号", 2),
        Column::new("義務・網羅", 9),
        Column::new("状態", 3),
        right("適合", 2),
        right("注意", 2),
        right("不適合", 2),
        right("対象", 2),
    ];
    let row = |duty: &DutyView| {
        let counts = duty.counts;
        cells([
            duty.id.clone(),
            duty.title.clone(),
            counts.state().label().to_owned(),
            counts.met.to_string(),
            counts.caution.to_string(),
            counts.failed.to_string(),
            counts.total.to_string(),
        ])
    };
    Table {
        rows: view.duties().map(row).collect(),
        ..Table::new("第6節(8)の義務ごとの状況", columns)
    }
}

fn right(label: &str, weight: u32) -> Column {
    Column {
        alignment: ColumnAlignment::End,
        ..Column::new(label, weight)
    }
}

fn cells<const N: usize>(cells: [String; N]) -> Row {
    Row::Cells(cells.into_iter().map(Text::from).collect())
}

/// `12 / 15（80%）`.
fn rate(counts: Counts) -> String {
    if counts.total == 0 {
        "対象なし".to_owned()
    } else {
        format!(
            "{} / {}（{}%）",
            counts.met,
            counts.total,
            counts.met * 100 / counts.total
        )
    }
}

fn figure_pairs(figures: &Figures) -> Pairs {
    let classes: Vec<String> = figures
        .contracts
        .iter()
        .filter(|(_, count)| 0 < *count)
        .map(|(class, count)| format!("{class}　{count}件"))
        .collect();
    Pairs {
        caption: "基準日の数値".to_owned(),
        ruling: Ruling::Ruled,
        pairs: vec![
            pair(
                "履行中の契約",
                format!(
                    "{}件（うち個人情報を扱うもの{}件）\n{}",
                    figures.contract_count,
                    figures.personal_info_count,
                    classes.join("、")
                ),
            ),
            pair("契約項目に不足のない契約", rate(figures.items)),
            pair("期限を過ぎた未確認のない契約", rate(figures.checks)),
            pair(
                "指摘",
                format!(
                    "是正中{}件（うちリスクの受容{}件）、是正済み{}件",
                    figures.findings_open, figures.risks_accepted, figures.findings_closed
                ),
            ),
            pair("契約に基づく措置", format!("{}件", figures.measures)),
            pair(
                "外部サービス",
                format!(
                    "利用中{}件、承認が有効{}件、承認の期限切れ{}件、約款型の例外{}件",
                    figures.services_used,
                    figures.services_approved,
                    figures.services_expired,
                    figures.exceptions
                ),
            ),
            pair(
                "SNS",
                format!(
                    "サービス{}、アカウント{}（責任者あり{}、運用手順あり{}）",
                    figures.platforms,
                    figures.accounts,
                    figures.accounts_with_owner,
                    figures.accounts_with_procedure
                ),
            ),
        ],
    }
}

fn sentence_blocks(sentence: &SentenceView) -> Vec<Block> {
    let mut blocks = vec![
        Block::subsection(sentence.cite.clone()),
        Block::paragraph(sentence.text.clone()),
    ];
    for duty in &sentence.duties {
        let caption = format!(
            "{}　{}（{}）",
            duty.id,
            duty.title,
            duty.counts.state().label()
        );
        blocks.push(Block::Table(condition_table(&caption, &duty.conditions)));
        blocks.extend(shortcomings(&duty.conditions));
    }
    blocks
}

/// The conditions under a heading over the table.
fn condition_table(caption: &str, conditions: &[ConditionView]) -> Table {
    let columns = vec![
        Column::new("条件", 12),
        Column::new("状態", 3),
        Column::new("適合／対象", 4),
    ];
    let mut rows = vec![Row::Heading(caption.to_owned())];
    rows.extend(conditions.iter().enumerate().map(|(index, condition)| {
        cells([
            format!("({})　{}", index + 1, condition.condition),
            condition.counts.state().label().to_owned(),
            rate(condition.counts),
        ])
    }));
    Table {
        rows,
        row_heads: RowHeads::First,
        ..Table::new(caption, columns)
    }
}

/// What falls short under each condition, by name, with the number of the condition in the table above.
fn shortcomings(conditions: &[ConditionView]) -> Vec<Block> {
    let numbered = conditions.iter().enumerate();
    numbered
        .filter_map(|(index, condition)| short_of(index + 1, condition))
        .collect()
}

fn short_of(number: usize, condition: &ConditionView) -> Option<Block> {
    let short: Vec<_> = condition
        .lines
        .iter()
        .filter(|line| matches!(line.judgement.state, State::Failed | State::Caution))
        .collect();
    if short.is_empty() {
        return None;
    }
    let head = format!("({number})を満たさないもの");
    let lines = short.iter().take(SHOWN).map(|line| {
        let unit = line
            .unit_name
            .as_ref()
            .map(|unit| format!("（{unit}）"))
            .unwrap_or_default();
        format!(
            "・{}　{}{unit}：{}",
            line.judgement.state.label(),
            line.name,
            line.judgement.because
        )
    });
    let mut words: Vec<String> = std::iter::once(head).chain(lines).collect();
    let all = condition.counts.failed + condition.counts.caution;
    if SHOWN < all {
        words.push(format!("・ほか{}件", all - SHOWN));
    }
    Some(Block::note(words.join("\n")))
}

/// Dates of law in the year after the day.
fn law(events: &[CalendarEvent], on: NaiveDate) -> Block {
    let coming = events.iter().filter_map(|event| {
        let date: NaiveDate = event.date.parse().ok()?;
        let days = (date - on).num_days();
        (0..=LAW_DAYS).contains(&days).then_some((date, event))
    });
    let mut coming: Vec<_> = coming.collect();
    coming.sort_by_key(|(date, _)| *date);
    if coming.is_empty() {
        return Block::paragraph("今後1年に予定されている改正は登録されていない。");
    }
    let columns = vec![
        Column::new("日付", 4),
        Column::new("改正等", 7),
        Column::new("対応", 8),
    ];
    Block::Table(Table {
        rows: coming
            .into_iter()
            .map(|(_, event)| {
                cells([
                    event.date_ja.clone(),
                    event.event.clone(),
                    event.task.clone().unwrap_or_else(|| event.effect.clone()),
                ])
            })
            .collect(),
        ..Table::new("今後1年の法令等の改正", columns)
    })
}
