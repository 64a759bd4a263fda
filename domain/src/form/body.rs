//! The fields of a form: names with room beside them, and a table where a field is a column.

use super::{Fill, FormContent, FormContract, FormRows, LedgerFacts, head::filled};
use crate::{
    document::{Block, Column, List, Numbering, Pair, Pairs, Row, Ruling, Table, Text, Tick},
    library::FormField,
};

/// Room for a form of few fields, in lines for each.
const GENEROUS: u32 = 3;
/// Up to so many fields there is so much room.
const FEW_FIELDS: usize = 8;
/// Up to so many fields each has two lines: a page holds them.
const SOME_FIELDS: usize = 14;
/// Rows to write in, beside columns.
const BLANK_ROWS: usize = 10;
/// So many choices stand two to a line.
const MANY_CHOICES: usize = 4;
/// Rows to write in below what is filled in.
const SPARE_ROWS: usize = 3;

/// The fields in order: those beside each other in rows as one table, the others below one another.
pub(super) fn fields(content: &FormContent<'_>, fill: Fill) -> Vec<Block> {
    let fields = &content.form.fields;
    let single = fields.iter().filter(|field| !field.per_row).count();
    let lines = match single {
        0..=FEW_FIELDS => GENEROUS,
        count if count <= SOME_FIELDS => 2,
        _ => 1,
    };
    let mut blocks = Vec::new();
    for group in fields.chunk_by(|one, other| kind(one) == kind(other)) {
        match group.first().map(kind) {
            Some(Kind::Column) => blocks.push(table(content, group, fill)),
            Some(Kind::Statements) => blocks.extend(group.iter().flat_map(statements)),
            Some(Kind::Single) => blocks.push(pairs(content, group, lines, fill)),
            None => {}
        }
    }
    blocks
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Column,
    Statements,
    Single,
}

fn kind(field: &FormField) -> Kind {
    if field.per_row {
        Kind::Column
    } else if field.statements.is_empty() {
        Kind::Single
    } else {
        Kind::Statements
    }
}

fn statements(field: &FormField) -> [Block; 2] {
    [
        Block::subsection(&field.name),
        Block::List(List::new(Numbering::Number, &field.statements)),
    ]
}

fn pairs(content: &FormContent<'_>, fields: &[FormField], lines: u32, fill: Fill) -> Block {
    let known = &Known {
        contract: content.contract.as_ref().filter(|_| fill == Fill::Ledger),
        facts: Some(&content.facts).filter(|_| fill == Fill::Ledger),
        municipality: content.municipality,
    };
    let pairs = fields.iter().flat_map(|field| {
        let copies = if field.repeats { 2 } else { 1 };
        (1..=copies).map(move |number| pair(field, number, lines, known))
    });
    Block::Pairs(Pairs {
        caption: content.form.title.clone(),
        ruling: Ruling::Ruled,
        pairs: pairs.collect(),
    })
}

fn pair(field: &FormField, number: u32, lines: u32, known: &Known<'_>) -> Pair {
    let label = if field.repeats {
        format!("{}（{number}）", field.name)
    } else {
        field.name.clone()
    };
    if !field.choices.is_empty() {
        let choices = field.choices.iter();
        let chosen = known.fact(field, 0);
        let tick = |choice| match chosen {
            Some(chosen) if chosen == choice => Tick::Ticked,
            Some(_) | None => Tick::Empty,
        };
        let value = Text::choices(choices.map(|choice| (choice.as_str(), tick(choice.as_str()))));
        return Pair::new(label, value);
    }
    if !field.parts.is_empty() {
        let parts = field.parts.iter().enumerate();
        let value: Vec<String> = parts
            .map(|(place, part)| {
                format!("{part}　{}", known.fact(field, place).unwrap_or_default())
            })
            .collect();
        return Pair::new(label, value.join("\n"));
    }
    let fact = known.fact(field, 0).map(str::to_owned);
    match fact.or_else(|| known.value(&field.name)) {
        Some(value) => Pair::new(label, value),
        None => Pair {
            lines,
            ..Pair::new(label, remark(field))
        },
    }
}

/// What is printed small where somebody writes.
fn remark(field: &FormField) -> String {
    let blank = field.may_be_blank.then_some("記入は任意");
    match (&field.note, blank) {
        (Some(note), _) => format!("（{note}）"),
        (None, Some(blank)) => format!("（{blank}）"),
        (None, None) => String::new(),
    }
}

/// What is known of a form's fields.
struct Known<'a> {
    contract: Option<&'a FormContract>,
    facts: Option<&'a LedgerFacts>,
    municipality: &'a str,
}

impl Known<'_> {
    /// What the ledger says of a part of a field.
    fn fact(&self, field: &FormField, part: usize) -> Option<&str> {
        let fact = field.ledger.get(part)?;
        self.facts?.get(fact).map(String::as_str)
    }

    /// What is written in a field of this name.
    fn value(&self, name: &str) -> Option<String> {
        match name {
            "宛先" => Some(format!("{}長　様", self.municipality)),
            "契約番号" => self.contract.map(|it| it.contract_no.clone()),
            "件名" | "業務名" => self.contract.map(|it| it.title.clone()),
            _ => None,
        }
    }
}

fn table(content: &FormContent<'_>, fields: &[FormField], fill: Fill) -> Block {
    let columns = fields
        .iter()
        .map(|field| Column::new(&field.name, weight(field, content)));
    let mut table = Table {
        rows: rows(content, fields, fill),
        ..Table::new(&content.form.title, columns.collect())
    };
    let is_list = matches!(content.rows, FormRows::Questions(_));
    if !is_list {
        let spare = if table.rows.is_empty() {
            BLANK_ROWS
        } else {
            SPARE_ROWS
        };
        table = table.with_blank_rows(spare, 2);
        let choices = Row::Cells(fields.iter().map(choices).collect());
        for row in &mut table.rows {
            if matches!(row, Row::Cells(cells) if cells.iter().all(Text::is_empty)) {
                row.clone_from(&choices);
            }
        }
    }
    Block::Table(table)
}

/// The choices of a cell: below each other, or two to a line when there are many.
fn choices(field: &FormField) -> Text {
    choice_lines(field).join("\n").into()
}

fn choice_lines(field: &FormField) -> Vec<String> {
    let choices = field.choices.iter();
    let boxes = choices.map(|choice| format!("{}{choice}", Tick::Empty.sign()));
    let boxes: Vec<String> = boxes.collect();
    let to_a_line = if MANY_CHOICES <= boxes.len() { 2 } else { 1 };
    boxes
        .chunks(to_a_line)
        .map(|line| line.join("　"))
        .collect()
}

fn rows(content: &FormContent<'_>, fields: &[FormField], fill: Fill) -> Vec<Row> {
    match (&content.rows, fill) {
        (FormRows::Questions(questions), _) => {
            let row = |question: &String| {
                let question = filled(question, content.settings);
                let first = std::iter::once(Text::from(question));
                Row::Cells(first.chain(fields.iter().skip(1).map(choices)).collect())
            };
            questions.iter().map(row).collect()
        }
        (FormRows::Appendix { columns, rows }, Fill::Ledger) => {
            let cell = |row: &[String], field: &FormField| {
                let place = columns
                    .iter()
                    .position(|name| Some(name) == field.column.as_ref());
                let text = place.and_then(|place| row.get(place));
                text.map_or_else(|| choices(field), Text::from)
            };
            let row = |row: &Vec<String>| {
                Row::Cells(fields.iter().map(|field| cell(row, field)).collect())
            };
            rows.iter().map(row).collect()
        }
        (FormRows::Ledger(subcontracts), Fill::Ledger) => {
            let cell = |facts: &LedgerFacts, field: &FormField| {
                let fact = field.ledger.first().and_then(|fact| facts.get(fact));
                fact.map(Text::from).unwrap_or_default()
            };
            let row = |facts| Row::Cells(fields.iter().map(|field| cell(facts, field)).collect());
            subcontracts.iter().map(row).collect()
        }
        (FormRows::Appendix { .. } | FormRows::Ledger(_), Fill::Blank) | (FormRows::Blank, _) => {
            Vec::new()
        }
    }
}

/// Share of the width: a column of questions is wide, one of numbers is not.
fn weight(field: &FormField, content: &FormContent<'_>) -> u32 {
    let is_question = matches!(content.rows, FormRows::Questions(_));
    let first = content.form.fields.iter().find(|field| field.per_row);
    if is_question && first == Some(field) {
        return 24;
    }
    if field.name.is_ascii() {
        return 2;
    }
    let label = field.name.chars().count().clamp(4, 8);
    let choices = choice_lines(field);
    let widest = choices.iter().map(|line| line.chars().count() + 1).max();
    u32::try_from(label.max(widest.unwrap_or_default())).unwrap_or(u32::MAX)
}
