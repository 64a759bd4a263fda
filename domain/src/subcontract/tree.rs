//! The tree of subcontractors with everything that is wrong in it, as of a day.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{ConsentKind, Outcome, Subcontract, SubcontractState};
use crate::{id::SubcontractId, wareki};

/// What is wrong with a subcontract, or worth knowing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum Concern {
    /// Work began before the town agreed.
    #[error("承諾（{}）の前に取扱いを始めています（開始日 {}）。経緯の報告を求め、契約に基づく措置を検討してください。", wareki::long(*.consented_on), wareki::long(*.started_on))]
    StartedBeforeConsent {
        started_on: NaiveDate,
        consented_on: NaiveDate,
    },
    /// Work began without any agreement.
    #[error("承諾を受けずに取扱いを始めています（開始日 {}）。取扱いを止めさせ、経緯の報告を求めてください。", wareki::long(*.0))]
    StartedWithoutConsent(NaiveDate),
    /// Work goes on although it was refused.
    #[error(
        "承諾しなかったのに、取り扱っています。取扱いを止めさせ、契約に基づく措置を検討してください。"
    )]
    StartedAgainstRefusal,
    /// 承諾 where 許諾 is needed.
    #[error(
        "個人番号を扱う契約です。契約に基づく承諾では足りず、町の許諾（番号法第10条）が要ります。許諾がないままの再委託は、番号法に違反します。"
    )]
    WrongKind,
    /// The subcontract above has no agreement.
    #[error("上位の再委託先「{0}」が承諾（許諾）されていません。上位から順に承諾してください。")]
    ParentNotConsented(String),
    /// The subcontract above is over.
    #[error("上位の再委託先「{0}」は終了しています。この再委託も終了したか確かめてください。")]
    ParentEnded(String),
    /// Found without an application.
    #[error("再委託の申請がありません。申請書（様式第６号）の提出を求めてください。")]
    NotRequested,
    /// Agreed to under conditions.
    #[error("承諾の条件：{0}")]
    Conditions(String),
}

impl Concern {
    /// True for what breaks the contract or the law.
    #[must_use]
    pub fn is_red(&self) -> bool {
        match self {
            Self::StartedBeforeConsent { .. }
            | Self::StartedWithoutConsent(_)
            | Self::StartedAgainstRefusal
            | Self::WrongKind
            | Self::ParentNotConsented(_) => true,
            Self::ParentEnded(_) | Self::NotRequested | Self::Conditions(_) => false,
        }
    }
}

/// A subcontract in its place, with its state and concerns on the day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assessed {
    /// The record.
    pub subcontract: Subcontract,
    /// 1 directly below the contractor.
    pub depth: u32,
    /// Its state.
    pub state: SubcontractState,
    /// What it needs.
    pub needed: ConsentKind,
    /// True when it and everything above it is consented to, and it is not over.
    pub is_permitted: bool,
    /// What is wrong.
    pub concerns: Vec<Concern>,
}

impl Assessed {
    /// 再委託, 再々委託, 第３次の再委託 …
    #[must_use]
    pub fn depth_label(&self) -> String {
        match self.depth {
            0 | 1 => "再委託".to_owned(),
            2 => "再々委託".to_owned(),
            more => format!("第{more}次の再委託"),
        }
    }

    /// True when something breaks the contract or the law.
    #[must_use]
    pub fn is_red(&self) -> bool {
        self.concerns.iter().any(Concern::is_red)
    }
}

/// True when any subcontract of the contract is red on the day: the question of the coverage sheet.
#[must_use]
pub fn has_red(all: &[Subcontract], needed: ConsentKind, day: NaiveDate) -> bool {
    assess(all, needed, day).iter().any(Assessed::is_red)
}

/// Every subcontract of one contract that was in the ledger on the day, parents before children; those
/// taken out of use come last in their place, without concerns.
#[must_use]
pub fn assess(all: &[Subcontract], needed: ConsentKind, day: NaiveDate) -> Vec<Assessed> {
    let mut assessed = Vec::with_capacity(all.len());
    below(all, None, needed, day, &mut assessed);
    assessed
}

fn below(
    all: &[Subcontract],
    parent: Option<&Assessed>,
    needed: ConsentKind,
    day: NaiveDate,
    assessed: &mut Vec<Assessed>,
) {
    let parent_id: Option<SubcontractId> = parent.map(|parent| parent.subcontract.id);
    let mut children: Vec<_> = all
        .iter()
        .filter(|subcontract| subcontract.parent_id == parent_id)
        .collect();
    children.sort_by_key(|subcontract| subcontract.id);
    for subcontract in children {
        let Some(state) = subcontract.state_on(day) else {
            continue;
        };
        let here = one(subcontract, state, parent, needed, day);
        assessed.push(here.clone());
        below(all, Some(&here), needed, day, assessed);
    }
}

fn one(
    subcontract: &Subcontract,
    state: SubcontractState,
    parent: Option<&Assessed>,
    needed: ConsentKind,
    day: NaiveDate,
) -> Assessed {
    let is_over = matches!(state, SubcontractState::Ended | SubcontractState::Void);
    Assessed {
        depth: parent.map_or(1, |parent| parent.depth + 1),
        state,
        needed,
        is_permitted: !is_over
            && subcontract.is_consented_on(day, needed)
            && parent.is_none_or(|parent| parent.is_permitted),
        concerns: if state == SubcontractState::Void {
            Vec::new()
        } else {
            concerns(subcontract, state, parent, needed, day)
        },
        subcontract: subcontract.clone(),
    }
}

fn concerns(
    subcontract: &Subcontract,
    state: SubcontractState,
    parent: Option<&Assessed>,
    needed: ConsentKind,
    day: NaiveDate,
) -> Vec<Concern> {
    let mut concerns = Vec::new();
    let started_on = subcontract.started_on.filter(|started| *started <= day);
    let latest = subcontract.decision_on(day, day);
    if let Some(started_on) = started_on {
        concerns.extend(start(subcontract, started_on, day));
    }
    if latest.is_some_and(|it| it.outcome.permits() && !it.kind.satisfies(needed)) {
        concerns.push(Concern::WrongKind);
    }
    let is_in_use = started_on.is_some() || latest.is_some_and(|it| it.outcome.permits());
    if let Some(above) = parent
        && is_in_use
        && state != SubcontractState::Ended
    {
        let name = above.subcontract.name.clone();
        if matches!(
            above.state,
            SubcontractState::Ended | SubcontractState::Void
        ) {
            concerns.push(Concern::ParentEnded(name));
        } else if !above.is_permitted {
            concerns.push(Concern::ParentNotConsented(name));
        }
    }
    if subcontract.requested_on.is_none() {
        concerns.push(Concern::NotRequested);
    }
    if let Some(decision) = latest
        && decision.outcome == Outcome::Conditional
        && let Some(conditions) = &decision.conditions
    {
        concerns.push(Concern::Conditions(conditions.clone()));
    }
    concerns
}

/// Was there an agreement on the day the work began, and is there one while it goes on?
fn start(subcontract: &Subcontract, started_on: NaiveDate, day: NaiveDate) -> Option<Concern> {
    let permits = |decision: Option<&super::Decision>| {
        decision.is_some_and(|decision| decision.outcome.permits())
    };
    let now = subcontract.decision_on(day, day);
    let at_start = subcontract.decision_on(started_on, day);
    let is_refused = now.is_some_and(|decision| decision.outcome == Outcome::Refused);
    if is_refused && subcontract.is_active_on(day) {
        return Some(Concern::StartedAgainstRefusal);
    }
    if permits(at_start) {
        return None;
    }
    let first = subcontract
        .decisions
        .iter()
        .filter(|decision| decision.outcome.permits() && decision.counts_on(day))
        .map(|decision| decision.decided_on)
        .filter(|decided| started_on < *decided)
        .min();
    Some(match first {
        Some(consented_on) => Concern::StartedBeforeConsent {
            started_on,
            consented_on,
        },
        None => Concern::StartedWithoutConsent(started_on),
    })
}
