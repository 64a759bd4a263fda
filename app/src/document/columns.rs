//! What stands in columns: tables, names with their values, boxes, those who sign.

use domain::document::{
    Column, ColumnAlignment, Frame, HeadGroup, Pairs, Row, RowHeads, Ruling, Seal, Sender, Table,
};
use leptos::prelude::*;

use super::running::lines;

#[component]
pub(super) fn TableView(table: Table) -> impl IntoView {
    let Table {
        caption,
        columns,
        groups,
        rows,
        row_heads,
        ..
    } = table;
    let label = caption.clone();
    let alignments: Vec<_> = columns
        .iter()
        .map(|column| align(column.alignment))
        .collect();
    view! {
        <div class="paper-table" tabindex="0" role="region" aria-label=label>
            <table>
                <caption class="dads-u-visually-hidden">{caption}</caption>
                <thead>{head(columns, groups)}</thead>
                <tbody>
                    {rows.into_iter().map(|row| view! { <tr>{cells(row, row_heads, &alignments)}</tr> }).collect_view()}
                </tbody>
            </table>
        </div>
    }
}

fn align(alignment: ColumnAlignment) -> Option<&'static str> {
    match alignment {
        ColumnAlignment::Automatic => None,
        ColumnAlignment::Start => Some("start"),
        ColumnAlignment::Centre => Some("center"),
        ColumnAlignment::End => Some("end"),
    }
}

/// One row of heads, or two when some stand over several columns.
fn head(columns: Vec<Column>, groups: Vec<HeadGroup>) -> AnyView {
    let mut columns = columns.into_iter();
    if groups.is_empty() {
        let labels = columns.map(|column| view! { <th scope="col">{column.label}</th> });
        return view! { <tr>{labels.collect_view()}</tr> }.into_any();
    }
    let (mut above, mut below) = (Vec::new(), Vec::new());
    for group in groups {
        let under: Vec<Column> = columns.by_ref().take(group.columns).collect();
        if group.label.is_empty() {
            let tall = |column: Column| view! { <th scope="col" rowspan="2">{column.label}</th> };
            above.push(under.into_iter().map(tall).collect_view().into_any());
        } else {
            let span = under.len().to_string();
            above.push(view! { <th scope="colgroup" colspan=span>{group.label}</th> }.into_any());
            below.extend(under);
        }
    }
    let below = below
        .into_iter()
        .map(|column| view! { <th scope="col">{column.label}</th> });
    view! { <tr>{above}</tr><tr>{below.collect_view()}</tr> }.into_any()
}

fn cells(row: Row, row_heads: RowHeads, alignments: &[Option<&'static str>]) -> AnyView {
    let cells = match row {
        Row::Heading(text) => {
            let span = alignments.len().to_string();
            return view! { <th scope="rowgroup" colspan=span>{text}</th> }.into_any();
        }
        Row::Cells(cells) => cells.into_iter().zip(alignments).enumerate(),
    };
    cells
        .map(|(place, (text, align))| match row_heads {
            RowHeads::First if place == 0 => {
                view! { <th scope="row" data-align=*align>{lines(&text)}</th> }.into_any()
            }
            RowHeads::First | RowHeads::None => {
                view! { <td data-align=*align>{lines(&text)}</td> }.into_any()
            }
        })
        .collect_view()
        .into_any()
}

#[component]
pub(super) fn PairsView(pairs: Pairs) -> impl IntoView {
    match pairs.ruling {
        Ruling::Ruled => view! {
            <table>
                <caption class="dads-u-visually-hidden">{pairs.caption}</caption>
                <tbody>
                    {pairs.pairs.into_iter().map(|pair| view! {
                        <tr><th scope="row">{pair.label}</th><td>{lines(&pair.value)}</td></tr>
                    }).collect_view()}
                </tbody>
            </table>
        }
        .into_any(),
        Ruling::Open => view! {
            <dl class="paper-pairs">
                {pairs.pairs.into_iter().map(|pair| view! {
                    <dt>{pair.label}</dt><dd>{lines(&pair.value)}</dd>
                }).collect_view()}
            </dl>
        }
        .into_any(),
    }
}

/// The most lines of a box for which the style sheet has a rule.
const MOST_LINES: u32 = 12;

#[component]
pub(super) fn FrameView(frame: Frame) -> impl IntoView {
    view! {
        <div class="paper-frame" data-lines=frame.lines.min(MOST_LINES)>
            {(!frame.label.is_empty()).then(|| view! { <p class="paper-frame__label">{frame.label}</p> })}
            <p>{lines(&frame.text)}</p>
        </div>
    }
}

/// Those who send or sign, in the right half.
#[component]
pub(super) fn SendersView(senders: Vec<Sender>) -> impl IntoView {
    senders
        .into_iter()
        .map(|sender| {
            let Sender { role, entries } = sender;
            view! {
                <div class="paper-sender">
                    {(!role.is_empty()).then(|| view! { <p class="paper-sender__role">{role}</p> })}
                    {entries.into_iter().map(|entry| view! {
                        <p class="paper-sender__entry">
                            <span class="paper-sender__label">{entry.label}</span>
                            <span class="paper-sender__value">{entry.value}</span>
                            {match entry.seal {
                                Seal::Printed => Some(view! { <span class="paper-sender__seal">"印"</span> }),
                                Seal::None => None,
                            }}
                        </p>
                    }).collect_view()}
                </div>
            }
        })
        .collect_view()
}
