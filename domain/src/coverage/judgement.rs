//! What was judged: subjects with a state and a reason, gathered by condition, by duty, into the sheet.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{CoverageFacts, CoverageScope};
use crate::{
    choice::choices,
    id::{
        ContractId, ContractMeasureId, ExternalServiceId, FindingId, OrganizationUnitId,
        RegulationDocumentId, SelfInspectionId, SocialMediaAccountId, SocialMediaServiceId,
    },
};

choices! {
    /// How a subject stands, the worst first.
    State {
        Failed = "failed", "不適合";
        /// Not yet wrong, or not proved.
        Caution = "caution", "注意";
        Met = "met", "適合";
        /// There is nothing to judge.
        NotApplicable = "not_applicable", "対象なし";
    }
}

/// What is judged, and where its record is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Subject {
    /// 契約.
    Contract(ContractId),
    /// 指摘.
    Finding(FindingId),
    /// 契約に基づく措置.
    Measure(ContractMeasureId),
    /// 外部サービス.
    ExternalService(ExternalServiceId),
    /// SNS (platform).
    Platform(SocialMediaServiceId),
    /// SNSのアカウント.
    Account(SocialMediaAccountId),
    /// 規程.
    Regulation(RegulationDocumentId),
    /// A regulation that does not exist.
    NoRegulation,
    /// 課.
    Unit(OrganizationUnitId),
    /// 自己点検 of a unit, or as a whole.
    SelfInspection(SelfInspectionId, Option<OrganizationUnitId>),
    /// A self-inspection that was not held.
    NoSelfInspection,
}

impl Subject {
    /// What kind of record it is.
    #[must_use]
    pub fn kind_label(self) -> &'static str {
        match self {
            Self::Contract(_) => "契約",
            Self::Finding(_) => "指摘",
            Self::Measure(_) => "措置",
            Self::ExternalService(_) => "外部サービス",
            Self::Platform(_) => "SNS",
            Self::Account(_) => "SNSアカウント",
            Self::Regulation(_) => "規程",
            Self::NoRegulation => "規程の登録なし",
            Self::Unit(_) => "課",
            Self::SelfInspection(..) => "自己点検",
            Self::NoSelfInspection => "自己点検の実施なし",
        }
    }
}

/// One subject under one condition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judgement {
    pub subject: Subject,
    pub state: State,
    /// What it rests on, or what is wrong, in words.
    pub because: String,
}

/// A condition and everything judged under it, the worst first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConditionResult {
    /// Stable code, e.g. `annex`.
    pub code: String,
    /// The condition, in words.
    pub condition: String,
    pub judgements: Vec<Judgement>,
}

/// How many subjects, and how they stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    pub total: usize,
    pub met: usize,
    pub caution: usize,
    pub failed: usize,
}

impl Counts {
    fn add(&mut self, state: State) {
        self.total += 1;
        match state {
            State::Failed => self.failed += 1,
            State::Caution => self.caution += 1,
            State::Met => self.met += 1,
            State::NotApplicable => self.total -= 1,
        }
    }

    /// The state of the whole.
    #[must_use]
    pub fn state(self) -> State {
        if 0 < self.failed {
            State::Failed
        } else if 0 < self.caution {
            State::Caution
        } else if 0 < self.total {
            State::Met
        } else {
            State::NotApplicable
        }
    }
}

impl ConditionResult {
    /// A condition with what was judged under it, put in order.
    pub(super) fn new(code: &str, condition: &str, mut judgements: Vec<Judgement>) -> Self {
        judgements.sort_by_key(|it| (it.state, it.subject));
        Self {
            code: code.to_owned(),
            condition: condition.to_owned(),
            judgements,
        }
    }

    /// How its subjects stand.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for judgement in &self.judgements {
            counts.add(judgement.state);
        }
        counts
    }

    /// How it stands as a whole.
    #[must_use]
    pub fn state(&self) -> State {
        self.counts().state()
    }
}

/// A duty of 第6節(8) with its conditions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DutyResult {
    /// Id of the duty in the library, e.g. `O3`.
    pub duty: String,
    pub conditions: Vec<ConditionResult>,
}

impl DutyResult {
    /// How its subjects stand; a subject counts once, as badly as it stands under any condition.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let mut worst: BTreeMap<Subject, State> = BTreeMap::new();
        for judgement in self.conditions.iter().flat_map(|it| &it.judgements) {
            let state = worst.entry(judgement.subject).or_insert(judgement.state);
            *state = (*state).min(judgement.state);
        }
        let mut counts = Counts::default();
        for state in worst.into_values() {
            counts.add(state);
        }
        counts
    }

    /// The condition with this code.
    #[must_use]
    pub fn condition(&self, code: &str) -> Option<&ConditionResult> {
        self.conditions.iter().find(|it| it.code == code)
    }
}

/// 第6節(8) as it stood on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoverageSheet {
    /// 基準日.
    pub on: NaiveDate,
    /// In the order of the sentences.
    pub duties: Vec<DutyResult>,
    /// 第6節(9)・第7節: 自己点検.
    pub self_inspection: Vec<ConditionResult>,
}

impl CoverageSheet {
    /// The duty with this id.
    #[must_use]
    pub fn duty(&self, id: &str) -> Option<&DutyResult> {
        self.duties.iter().find(|it| it.duty == id)
    }
}

/// Facts, day and filter; each part of the rule is a method on it, in the module of its subject.
pub(super) struct Judge<'a> {
    pub(super) facts: &'a CoverageFacts,
    pub(super) on: NaiveDate,
    pub(super) scope: &'a CoverageScope,
}

pub(super) fn met(subject: Subject, because: impl Into<String>) -> Judgement {
    judged(subject, State::Met, because)
}

pub(super) fn caution(subject: Subject, because: impl Into<String>) -> Judgement {
    judged(subject, State::Caution, because)
}

pub(super) fn failed(subject: Subject, because: impl Into<String>) -> Judgement {
    judged(subject, State::Failed, because)
}

fn judged(subject: Subject, state: State, because: impl Into<String>) -> Judgement {
    Judgement {
        subject,
        state,
        because: because.into(),
    }
}
