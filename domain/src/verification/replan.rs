//! A new plan against the tasks that exist: what to add, to move, to withdraw, to restore. What is done
//! stays as it is, and planning twice changes nothing.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::plan::PlannedTask;
use crate::library::Timing;

/// A task of an earlier plan. `K` is whatever the caller knows it by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExistingTask<K> {
    /// The caller's key.
    pub key: K,
    /// Id of the check item.
    pub check_item: String,
    /// Why it is due.
    pub timing: Timing,
    /// Which occurrence.
    pub period: String,
    /// 期限.
    pub due_on: NaiveDate,
    /// A result is recorded.
    pub done: bool,
    /// An earlier plan withdrew it. A task a person set aside must not be handed over as withdrawn but as
    /// done, or a later plan restores it.
    pub withdrawn: bool,
}

/// The difference between what exists and what is planned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replan<K> {
    /// Planned and not there.
    pub add: Vec<PlannedTask>,
    /// There with another due date.
    pub change_due: Vec<NewDue<K>>,
    /// There and no longer planned.
    pub withdraw: Vec<K>,
    /// Withdrawn and planned again.
    pub restore: Vec<NewDue<K>>,
    /// Nothing to do.
    pub unchanged: Vec<K>,
}

/// A task and the date it is now due.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewDue<K> {
    /// The caller's key.
    pub key: K,
    /// The due date.
    pub due_on: NaiveDate,
}

impl<K> Replan<K> {
    /// True when nothing has to be written.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.add.is_empty()
            && self.change_due.is_empty()
            && self.withdraw.is_empty()
            && self.restore.is_empty()
    }
}

/// Compares the tasks that exist with a plan. Tasks are the same when check item, timing and period are; of
/// several such tasks the one that is done counts, then one that is not withdrawn.
#[must_use]
pub fn replan<K: Clone>(existing: &[ExistingTask<K>], planned: &[PlannedTask]) -> Replan<K> {
    let due: BTreeMap<_, NaiveDate> = planned
        .iter()
        .map(|task| {
            let name = (task.check_item.as_str(), task.timing, task.period.as_str());
            (name, task.due_on)
        })
        .collect();
    let mut tasks: Vec<&ExistingTask<K>> = existing.iter().collect();
    tasks.sort_by_key(|task| (!task.done, task.withdrawn));
    let mut served = BTreeSet::new();
    let mut replan = Replan {
        add: Vec::new(),
        change_due: Vec::new(),
        withdraw: Vec::new(),
        restore: Vec::new(),
        unchanged: Vec::new(),
    };
    for task in tasks {
        let name = (task.check_item.as_str(), task.timing, task.period.as_str());
        let wanted = due.get(&name).filter(|_| served.insert(name)).copied();
        replan.place(task, wanted);
    }
    let is_new = |task: &&PlannedTask| {
        !served.contains(&(task.check_item.as_str(), task.timing, task.period.as_str()))
    };
    replan.add = planned.iter().filter(is_new).cloned().collect();
    replan
}

impl<K: Clone> Replan<K> {
    /// Notes what becomes of one task; `wanted` is its planned date, if it is planned.
    fn place(&mut self, task: &ExistingTask<K>, wanted: Option<NaiveDate>) {
        let key = task.key.clone();
        match wanted {
            _ if task.done => self.unchanged.push(key),
            Some(due_on) if task.withdrawn => self.restore.push(NewDue { key, due_on }),
            Some(due_on) if task.due_on != due_on => self.change_due.push(NewDue { key, due_on }),
            Some(_) => self.unchanged.push(key),
            None if task.withdrawn => self.unchanged.push(key),
            None => self.withdraw.push(key),
        }
    }
}

#[cfg(test)]
mod tests;
