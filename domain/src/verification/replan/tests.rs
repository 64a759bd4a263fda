//! Each change of one task, and that planning twice changes nothing.

use proptest::prelude::*;

use super::*;
use crate::verification::plan::tests::{Case, any_case};

fn planned(item: &str, period: &str, due_on: &str) -> PlannedTask {
    PlannedTask {
        check_item: item.to_owned(),
        timing: Timing::Year,
        period: period.to_owned(),
        due_on: due_on.parse().unwrap(),
        window: None,
        recommended: false,
    }
}

fn existing(key: u32, task: &PlannedTask, done: bool, withdrawn: bool) -> ExistingTask<u32> {
    ExistingTask {
        key,
        check_item: task.check_item.clone(),
        timing: task.timing,
        period: task.period.clone(),
        due_on: task.due_on,
        done,
        withdrawn,
    }
}

/// What is written down for a replan, in words.
fn words(replan: &Replan<u32>) -> String {
    let mut words = Vec::new();
    words.extend(
        replan
            .add
            .iter()
            .map(|t| format!("add {} {}", t.period, t.due_on)),
    );
    words.extend(
        replan
            .change_due
            .iter()
            .map(|t| format!("move {} {}", t.key, t.due_on)),
    );
    words.extend(replan.withdraw.iter().map(|key| format!("withdraw {key}")));
    words.extend(
        replan
            .restore
            .iter()
            .map(|t| format!("restore {} {}", t.key, t.due_on)),
    );
    words.extend(replan.unchanged.iter().map(|key| format!("keep {key}")));
    words.join(", ")
}

#[test]
fn each_task_is_kept_moved_withdrawn_restored_or_added() {
    let old = planned("V-10", "FY2026", "2027-01-29");
    let moved = planned("V-10", "FY2026", "2027-02-26");
    let check = |tasks: &[ExistingTask<u32>], plan: &[&PlannedTask], expect: &str| {
        let plan: Vec<PlannedTask> = plan.iter().map(|task| (*task).clone()).collect();
        assert_eq!(words(&replan(tasks, &plan)), expect);
    };
    let open = existing(1, &old, false, false);
    let done = existing(1, &old, true, false);
    let withdrawn = existing(1, &old, false, true);
    check(&[], &[&old], "add FY2026 2027-01-29");
    check(std::slice::from_ref(&open), &[&old], "keep 1");
    check(std::slice::from_ref(&open), &[&moved], "move 1 2027-02-26");
    check(std::slice::from_ref(&open), &[], "withdraw 1");
    check(std::slice::from_ref(&done), &[&old], "keep 1");
    check(std::slice::from_ref(&done), &[&moved], "keep 1");
    check(std::slice::from_ref(&done), &[], "keep 1");
    check(
        std::slice::from_ref(&withdrawn),
        &[&moved],
        "restore 1 2027-02-26",
    );
    check(std::slice::from_ref(&withdrawn), &[], "keep 1");
    let next = planned("V-10", "FY2027", "2028-01-31");
    check(&[open], &[&old, &next], "add FY2027 2028-01-31, keep 1");
}

#[test]
fn of_two_tasks_with_one_name_the_done_one_counts() {
    let task = planned("V-10", "FY2026", "2027-01-29");
    let tasks = [
        existing(1, &task, false, true),
        existing(2, &task, false, false),
        existing(3, &task, true, false),
    ];
    let plan = [task];
    assert_eq!(words(&replan(&tasks, &plan)), "withdraw 2, keep 3, keep 1");
    assert_eq!(words(&replan(&tasks[..2], &plan)), "keep 2, keep 1");
}

/// Writes a replan down, as the caller does.
fn apply(tasks: &mut Vec<ExistingTask<u32>>, replan: &Replan<u32>) {
    for task in tasks.iter_mut() {
        let mut moves = replan.change_due.iter().chain(&replan.restore);
        if let Some(new) = moves.find(|new| new.key == task.key) {
            task.due_on = new.due_on;
            task.withdrawn = false;
        }
        task.withdrawn |= replan.withdraw.contains(&task.key);
    }
    let first = tasks.iter().map(|task| task.key + 1).max().unwrap_or(0);
    tasks.extend(
        (first..)
            .zip(&replan.add)
            .map(|(key, task)| existing(key, task, false, false)),
    );
}

#[test]
fn a_shorter_term_withdraws_what_is_beyond_it_and_a_longer_one_restores_it() {
    let long = Case::new("C2", "2026-04-01", "2028-03-31").plan();
    let short = Case::new("C2", "2026-04-01", "2027-03-31").plan();
    let mut tasks = Vec::new();
    apply(&mut tasks, &replan(&[], &long));
    let shortened = replan(&tasks, &short);
    assert!(!shortened.withdraw.is_empty() && shortened.restore.is_empty());
    apply(&mut tasks, &shortened);
    let restored = replan(&tasks, &long);
    let mut withdrawn = shortened.withdraw;
    let mut back: Vec<u32> = restored.restore.iter().map(|new| new.key).collect();
    withdrawn.sort_unstable();
    back.sort_unstable();
    assert_eq!(back, withdrawn);
    assert_eq!(restored.add, []);
}

proptest! {
    #[test]
    fn planning_twice_changes_nothing_and_what_is_done_is_never_touched(
        before in any_case(),
        after in any_case(),
        done in proptest::collection::vec(any::<bool>(), 1..50),
    ) {
        let mut tasks = Vec::new();
        apply(&mut tasks, &replan(&[], &before.plan()));
        for (task, done) in tasks.iter_mut().zip(done.into_iter().cycle()) {
            task.done = done;
        }
        let finished: Vec<_> = tasks.iter().filter(|task| task.done).cloned().collect();
        let plan = after.plan();
        let changes = replan(&tasks, &plan);
        apply(&mut tasks, &changes);
        prop_assert!(replan(&tasks, &plan).is_empty());
        for task in &finished {
            prop_assert!(tasks.contains(task));
            prop_assert!(changes.unchanged.contains(&task.key));
        }
        for task in &plan {
            let mut live = tasks.iter().filter(|t| t.done || !t.withdrawn);
            let is_live = live.any(|t| {
                t.check_item == task.check_item && t.timing == task.timing && t.period == task.period
            });
            prop_assert!(is_live);
        }
    }
}
