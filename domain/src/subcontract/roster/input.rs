//! Several workers at once: rows of a form, or a table pasted from a spreadsheet.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::EmploymentKind;
use crate::{
    input::{FieldError, FieldErrors, date, line, optional_date, required, trimmed},
    organization::check_order,
};

/// Rows of the form.
pub const ROW_COUNT: usize = 5;
/// Most workers taken at once.
const PASTED_LIMIT: usize = 500;

/// The form exactly as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RosterInput {
    /// Rows left empty are skipped.
    pub rows: Vec<RosterRowInput>,
    /// A table out of a spreadsheet.
    pub pasted: String,
}

/// One worker as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RosterRowInput {
    pub name: String,
    pub employer: String,
    pub employment_kind: String,
    pub role: String,
    pub scope: String,
    pub from_on: String,
    pub to_on: String,
    pub pledge_on: String,
    pub training_on: String,
}

/// A checked worker.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RosterDraft {
    pub name: String,
    pub employer: String,
    pub employment_kind: EmploymentKind,
    pub role: Option<String>,
    pub scope: Option<String>,
    pub from_on: NaiveDate,
    pub to_on: Option<NaiveDate>,
    pub pledge_on: Option<NaiveDate>,
    pub training_on: Option<NaiveDate>,
}

impl RosterInput {
    /// Checks every row and the pasted table.
    ///
    /// # Errors
    /// What is wrong, by field of the row; for the pasted table by its line. An empty form.
    pub fn check(&self) -> Result<Vec<RosterDraft>, FieldErrors> {
        let mut errors = FieldErrors::default();
        let mut drafts = Vec::new();
        for (number, row) in self.rows.iter().enumerate() {
            if *row != RosterRowInput::default() {
                match row.check() {
                    Ok(draft) => drafts.push(draft),
                    Err(wrong) => {
                        for (field, error) in wrong.iter() {
                            errors.add(&format!("rows[{number}][{field}]"), error.clone());
                        }
                    }
                }
            }
        }
        match read_pasted(&self.pasted) {
            Ok(pasted) => drafts.extend(pasted),
            Err(error) => errors.add("pasted", error),
        }
        if errors.is_empty() && drafts.is_empty() {
            errors.add(
                "pasted",
                FieldError::Other(
                    "従事者が入力されていません。行に入力するか、表を貼り付けてください。"
                        .to_owned(),
                ),
            );
        }
        errors.into_result()?;
        Ok(drafts)
    }
}

impl RosterRowInput {
    /// Checks one row.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn check(&self) -> Result<RosterDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let name = errors.take("name", required(&self.name));
        let employer = errors.take("employer", required(&self.employer));
        let kind = errors.take("employment_kind", employment_kind(&self.employment_kind));
        let role = errors.take("role", line(&self.role));
        let scope = errors.take("scope", line(&self.scope));
        let from_on = errors.take("from_on", date(&self.from_on));
        let day = |errors: &mut FieldErrors, name: &str, text: &str| {
            errors.take(name, optional_date(text)).flatten()
        };
        let to_on = day(&mut errors, "to_on", &self.to_on);
        let pledge_on = day(&mut errors, "pledge_on", &self.pledge_on);
        let training_on = day(&mut errors, "training_on", &self.training_on);
        check_order(&mut errors, "to_on", from_on, to_on);
        match (name, employer, kind, role, scope, from_on) {
            (
                Some(name),
                Some(employer),
                Some(employment_kind),
                Some(role),
                Some(scope),
                Some(from_on),
            ) if errors.is_empty() => Ok(RosterDraft {
                name,
                employer,
                employment_kind,
                role,
                scope,
                from_on,
                to_on,
                pledge_on,
                training_on,
            }),
            _ => Err(errors),
        }
    }
}

/// A code of the form, or a word of a roster: 正社員, 派遣社員, 再委託先.
fn employment_kind(text: &str) -> Result<EmploymentKind, FieldError> {
    let text = trimmed(text);
    if text.is_empty() {
        return Ok(EmploymentKind::Unknown);
    }
    if let Ok(kind) = text.parse() {
        return Ok(kind);
    }
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    if has(&["派遣"]) {
        Ok(EmploymentKind::Dispatched)
    } else if has(&["再委託", "協力会社", "下請"]) {
        Ok(EmploymentKind::Subcontractor)
    } else if has(&["正規", "正社員", "社員", "直接", "契約", "パート"]) {
        Ok(EmploymentKind::Regular)
    } else {
        Err(FieldError::UnknownChoice(text.to_owned()))
    }
}

/// Columns in the order of 様式第２号, when the table has no head.
const COLUMNS: [Column; 9] = [
    Column::Name,
    Column::Employer,
    Column::Kind,
    Column::Role,
    Column::Scope,
    Column::From,
    Column::To,
    Column::Training,
    Column::Pledge,
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Name,
    Employer,
    Kind,
    Role,
    Scope,
    From,
    To,
    Training,
    Pledge,
    Other,
}

impl Column {
    /// The column a head names.
    fn named(head: &str) -> Self {
        let has = |words: &[&str]| words.iter().any(|word| head.contains(word));
        if has(&["所属", "会社", "雇用主"]) {
            Self::Employer
        } else if has(&["氏名", "名前"]) {
            Self::Name
        } else if has(&["雇用", "区分"]) {
            Self::Kind
        } else if has(&["役"]) {
            Self::Role
        } else if has(&["範囲", "情報"]) {
            Self::Scope
        } else if has(&["開始"]) {
            Self::From
        } else if has(&["終了"]) {
            Self::To
        } else if has(&["教育", "研修"]) {
            Self::Training
        } else if has(&["誓約"]) {
            Self::Pledge
        } else {
            Self::Other
        }
    }
}

/// Reads a pasted table: cells parted by tabs or commas, with a head or in the order of the form.
///
/// # Errors
/// Every line that cannot be read, with its number and why.
pub fn read_pasted(text: &str) -> Result<Vec<RosterDraft>, FieldError> {
    let mut lines: Vec<(usize, &str)> = (1..)
        .zip(text.lines())
        .filter(|(_, line)| !trimmed(line).is_empty())
        .collect();
    let head: Option<Vec<Column>> = lines.first().and_then(|(_, line)| {
        let columns: Vec<Column> = cells(line).iter().map(|cell| Column::named(cell)).collect();
        (columns.contains(&Column::Name) && columns.contains(&Column::Employer)).then_some(columns)
    });
    if head.is_some() {
        lines.remove(0);
    }
    if PASTED_LIMIT < lines.len() {
        return Err(FieldError::OutOfRange {
            min: 0,
            max: i64::try_from(PASTED_LIMIT).unwrap_or(i64::MAX),
        });
    }
    let columns = head.unwrap_or_else(|| COLUMNS.to_vec());
    let mut drafts = Vec::new();
    let mut wrong = Vec::new();
    for (number, line) in lines {
        match row(&columns, line).check() {
            Ok(draft) => drafts.push(draft),
            Err(errors) => {
                for (field, error) in errors.iter() {
                    wrong.push(format!("{number}行目の{}：{error}", label(field)));
                }
            }
        }
    }
    if wrong.is_empty() {
        Ok(drafts)
    } else {
        Err(FieldError::Other(wrong.join("\n")))
    }
}

fn row(columns: &[Column], line: &str) -> RosterRowInput {
    let mut row = RosterRowInput::default();
    for (column, cell) in columns.iter().zip(cells(line)) {
        match column {
            Column::Name => row.name = cell,
            Column::Employer => row.employer = cell,
            Column::Kind => row.employment_kind = cell,
            Column::Role => row.role = cell,
            Column::Scope => row.scope = cell,
            Column::From => row.from_on = cell,
            Column::To => row.to_on = cell,
            Column::Training => row.training_on = cell,
            Column::Pledge => row.pledge_on = cell,
            Column::Other => {}
        }
    }
    row
}

/// The cells of a line; a quoted cell may hold the separator.
fn cells(line: &str) -> Vec<String> {
    let separator = if line.contains('\t') { '\t' } else { ',' };
    let mut cells = vec![String::new()];
    let mut is_quoted = false;
    for c in line.chars() {
        if c == '"' {
            is_quoted = !is_quoted;
        } else if c == separator && !is_quoted {
            cells.push(String::new());
        } else if let Some(cell) = cells.last_mut() {
            cell.push(c);
        }
    }
    cells
        .into_iter()
        .map(|cell| trimmed(&cell).to_owned())
        .collect()
}

fn label(field: &str) -> &'static str {
    match field {
        "name" => "氏名",
        "employer" => "所属事業者",
        "employment_kind" => "雇用区分",
        "role" => "役割",
        "scope" => "情報の範囲",
        "from_on" => "従事開始日",
        "to_on" => "従事終了日",
        "pledge_on" => "誓約書提出日",
        "training_on" => "教育受講日",
        _ => "項目",
    }
}
