//! The sheet beside the policy's own words: sentence by sentence, the failing subjects first and named, so
//! that a screen, a report and a workbook show the same.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    ConditionResult, Counts, CoverageFacts, CoverageSheet, DutyResult, Judgement, Subject,
};
use crate::library::{Duty, DutyKind, PolicySentence};

/// The item of the policy the sheet is about.
const SECTION: u32 = 6;
const ITEM: u32 = 8;

/// A judged subject with its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    pub judgement: Judgement,
    pub name: String,
    pub unit_name: Option<String>,
}

/// A condition with its first lines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConditionView {
    pub code: String,
    pub condition: String,
    pub counts: Counts,
    /// The worst first; not more than were asked for.
    pub lines: Vec<Line>,
}

/// A duty of the sentence, or what stands before it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DutyView {
    pub id: String,
    pub kind: DutyKind,
    pub title: String,
    /// The words of the sentence.
    pub quote: String,
    pub question: String,
    pub pass_condition: String,
    pub counts: Counts,
    pub conditions: Vec<ConditionView>,
}

/// 段 of 第6節(8), word for word, with its duties.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentenceView {
    pub cite: String,
    pub text: String,
    pub duties: Vec<DutyView>,
}

/// The sheet as people read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetView {
    pub on: NaiveDate,
    pub sentences: Vec<SentenceView>,
    pub self_inspection: Vec<ConditionView>,
}

/// Which lines are wanted of each condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lines {
    /// So many that are not 適合.
    Shortcomings(usize),
    /// All of them from one on, and not more than so many.
    Page { skip: usize, take: usize },
}

impl SheetView {
    /// The sheet with the policy's words.
    #[must_use]
    pub fn new(
        sheet: &CoverageSheet,
        facts: &CoverageFacts,
        sentences: &[PolicySentence],
        duties: &[Duty],
        lines: Lines,
    ) -> Self {
        let of_item = sentences
            .iter()
            .filter(|sentence| sentence.section == SECTION && sentence.item == ITEM);
        Self {
            on: sheet.on,
            sentences: of_item
                .map(|sentence| SentenceView {
                    cite: sentence.cite.clone(),
                    text: sentence.text.clone(),
                    duties: duties
                        .iter()
                        .filter(|duty| duty.sentence == sentence.id)
                        .map(|duty| duty_view(duty, sheet.duty(&duty.id), facts, lines))
                        .collect(),
                })
                .collect(),
            self_inspection: sheet
                .self_inspection
                .iter()
                .map(|it| condition_view(it, facts, lines))
                .collect(),
        }
    }

    /// Every duty, in the order of the sentences.
    pub fn duties(&self) -> impl Iterator<Item = &DutyView> {
        self.sentences.iter().flat_map(|sentence| &sentence.duties)
    }
}

fn duty_view(
    duty: &Duty,
    result: Option<&DutyResult>,
    facts: &CoverageFacts,
    lines: Lines,
) -> DutyView {
    let conditions = result
        .map(|it| it.conditions.as_slice())
        .unwrap_or_default();
    DutyView {
        id: duty.id.clone(),
        kind: duty.kind,
        title: duty.title.clone(),
        quote: duty.quote.clone(),
        question: duty.question.clone(),
        pass_condition: duty.pass_condition.clone(),
        counts: result.map(DutyResult::counts).unwrap_or_default(),
        conditions: conditions
            .iter()
            .map(|it| condition_view(it, facts, lines))
            .collect(),
    }
}

/// A condition with the lines wanted.
#[must_use]
pub fn condition_view(
    result: &ConditionResult,
    facts: &CoverageFacts,
    lines: Lines,
) -> ConditionView {
    let counts = result.counts();
    let (skip, take) = match lines {
        Lines::Shortcomings(most) => (0, most.min(counts.failed + counts.caution)),
        Lines::Page { skip, take } => (skip, take),
    };
    ConditionView {
        code: result.code.clone(),
        condition: result.condition.clone(),
        counts,
        lines: result
            .judgements
            .iter()
            .skip(skip)
            .take(take)
            .map(|it| line(it, facts))
            .collect(),
    }
}

fn line(judgement: &Judgement, facts: &CoverageFacts) -> Line {
    let (name, unit) = facts.describe(judgement.subject);
    // A unit is its own name; what is said of a unit within something is said under that unit.
    let unit = match judgement.subject {
        Subject::Unit(_) | Subject::NoRegulation | Subject::NoSelfInspection => None,
        Subject::SelfInspection(_, of) => of,
        Subject::Contract(_)
        | Subject::Finding(_)
        | Subject::Measure(_)
        | Subject::ExternalService(_)
        | Subject::Platform(_)
        | Subject::Account(_)
        | Subject::Regulation(_) => unit,
    };
    let unit_name = unit.and_then(|id| {
        let mut units = facts.units.iter();
        units.find(|it| it.id == id).map(|it| it.name.clone())
    });
    Line {
        judgement: judgement.clone(),
        name,
        unit_name,
    }
}
