//! 処理: work too long for one request, done in the background item by item — what it is called, where it
//! stands, what became of each item.

pub mod file_name;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    bulk::{BulkChange, BulkLedger},
    choice::choices,
    id::JobId,
};

choices! {
    /// What is done.
    JobKind {
        AnnexBundle = "annex_bundle", "特記事項の一括出力";
        ContractChanges = "contract_changes", "変更契約の案の一括作成";
        ContractOwners = "contract_owners", "契約の責任者の一括変更";
        ContractUnits = "contract_units", "契約の所管課の一括変更";
        ContractUnitsUndo = "contract_units_undo", "契約の所管課を元に戻す処理";
        ContractClosings = "contract_closings", "契約の完了の一括処理";
        ServiceOwners = "service_owners", "外部サービスの責任者の一括変更";
        ServiceUnits = "service_units", "外部サービスの所管課の一括変更";
        ServiceUnitsUndo = "service_units_undo", "外部サービスの所管課を元に戻す処理";
        AccountOwners = "account_owners", "SNSアカウントの責任者の一括変更";
        AccountUnits = "account_units", "SNSアカウントの所管課の一括変更";
        AccountUnitsUndo = "account_units_undo", "SNSアカウントの所管課を元に戻す処理";
        LedgerImport = "ledger_import", "台帳の取込み";
    }

    /// How far an item is that takes long in itself.
    JobStage {
        Reading = "reading", "ファイルを読んでいます";
        Comparing = "comparing", "登録と照らし合わせています";
        Saving = "saving", "登録しています";
        Keeping = "keeping", "取消しのための控えを取っています";
    }

    /// ステータス of a job.
    JobState {
        Waiting = "waiting", "待ち";
        Running = "running", "実行中";
        Done = "done", "完了";
        PartlyFailed = "partly_failed", "一部失敗";
        Failed = "failed", "失敗";
        Cancelled = "cancelled", "中止";
    }

    /// Where an item of a job stands.
    JobItemState {
        Waiting = "waiting", "待ち";
        Done = "done", "完了";
        Failed = "failed", "失敗";
    }
}

/// What a job does, with what it does it to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JobWork {
    /// 特記事項 of contracts, in one file.
    AnnexBundle,
    /// Drafts of 変更契約.
    ContractChanges,
    /// 完了 of contracts.
    ContractClosings,
    /// A file taken in.
    LedgerImport,
    /// 一括変更 of records of a ledger.
    Bulk(BulkLedger, BulkChange),
}

impl JobKind {
    /// The kind of a 一括変更.
    #[must_use]
    pub fn of_bulk(ledger: BulkLedger, change: BulkChange) -> Self {
        match (ledger, change) {
            (BulkLedger::Contracts, BulkChange::Owner) => Self::ContractOwners,
            (BulkLedger::Contracts, BulkChange::Unit) => Self::ContractUnits,
            (BulkLedger::Contracts, BulkChange::UnitUndo) => Self::ContractUnitsUndo,
            (BulkLedger::Services, BulkChange::Owner) => Self::ServiceOwners,
            (BulkLedger::Services, BulkChange::Unit) => Self::ServiceUnits,
            (BulkLedger::Services, BulkChange::UnitUndo) => Self::ServiceUnitsUndo,
            (BulkLedger::Accounts, BulkChange::Owner) => Self::AccountOwners,
            (BulkLedger::Accounts, BulkChange::Unit) => Self::AccountUnits,
            (BulkLedger::Accounts, BulkChange::UnitUndo) => Self::AccountUnitsUndo,
        }
    }

    /// What a job of this kind does.
    #[must_use]
    pub fn work(self) -> JobWork {
        match self {
            Self::AnnexBundle => JobWork::AnnexBundle,
            Self::ContractChanges => JobWork::ContractChanges,
            Self::ContractClosings => JobWork::ContractClosings,
            Self::LedgerImport => JobWork::LedgerImport,
            Self::ContractOwners => JobWork::Bulk(BulkLedger::Contracts, BulkChange::Owner),
            Self::ContractUnits => JobWork::Bulk(BulkLedger::Contracts, BulkChange::Unit),
            Self::ContractUnitsUndo => JobWork::Bulk(BulkLedger::Contracts, BulkChange::UnitUndo),
            Self::ServiceOwners => JobWork::Bulk(BulkLedger::Services, BulkChange::Owner),
            Self::ServiceUnits => JobWork::Bulk(BulkLedger::Services, BulkChange::Unit),
            Self::ServiceUnitsUndo => JobWork::Bulk(BulkLedger::Services, BulkChange::UnitUndo),
            Self::AccountOwners => JobWork::Bulk(BulkLedger::Accounts, BulkChange::Owner),
            Self::AccountUnits => JobWork::Bulk(BulkLedger::Accounts, BulkChange::Unit),
            Self::AccountUnitsUndo => JobWork::Bulk(BulkLedger::Accounts, BulkChange::UnitUndo),
        }
    }

    /// Of a job that can be undone once it has ended, the ledger it changed.
    #[must_use]
    pub fn undoable(self) -> Option<BulkLedger> {
        match self.work() {
            JobWork::Bulk(ledger, BulkChange::Unit) => Some(ledger),
            JobWork::Bulk(_, BulkChange::Owner | BulkChange::UnitUndo)
            | JobWork::AnnexBundle
            | JobWork::ContractChanges
            | JobWork::ContractClosings
            | JobWork::LedgerImport => None,
        }
    }

    /// True when its one item takes long in itself.
    #[must_use]
    pub fn has_stages(self) -> bool {
        self == Self::LedgerImport
    }
}

impl JobState {
    /// True while something may still be done.
    #[must_use]
    pub fn is_open(self) -> bool {
        matches!(self, Self::Waiting | Self::Running)
    }

    /// How a job ends whose items are all done or failed.
    #[must_use]
    pub fn of_counts(done: i32, failed: i32) -> Self {
        match (done, failed) {
            (_, 0) => Self::Done,
            (0, _) => Self::Failed,
            (_, _) => Self::PartlyFailed,
        }
    }
}

/// A job in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobSummary {
    /// Which.
    pub id: JobId,
    /// What is done.
    pub kind: JobKind,
    /// What it is done to, in words: `契約 50件`.
    pub subject: String,
    /// Where it stands.
    pub state: JobState,
    /// Who asked.
    pub asked_by: String,
    /// When.
    pub asked_at: DateTime<Utc>,
    /// When it ended.
    pub finished_at: Option<DateTime<Utc>>,
    /// Items in all.
    pub total: i32,
    /// Items that are done.
    pub done: i32,
    /// Items that could not be done.
    pub failed: i32,
    /// How far the item at hand is, when it takes long in itself.
    pub stage: Option<JobStage>,
}

impl JobSummary {
    /// How far the job is: what is through, of how much.
    #[must_use]
    pub fn progress(&self) -> (usize, usize) {
        let count = |number: i32| usize::try_from(number).unwrap_or_default();
        let (through, total) = (count(self.done + self.failed), count(self.total).max(1));
        if !self.kind.has_stages() {
            return (through, total);
        }
        let stages = JobStage::ALL.len();
        let reached = self.stage.filter(|_| through < total).map_or(0, |stage| {
            let place = JobStage::ALL.iter().position(|it| *it == stage);
            place.unwrap_or_default()
        });
        (through * stages + reached, total * stages)
    }

    /// 処理の結果 in a sentence.
    #[must_use]
    pub fn outcome(&self) -> String {
        let left = self.total - self.done - self.failed;
        let mut words = match self.state {
            JobState::Waiting => return "順番を待っています。".to_owned(),
            JobState::Running if self.kind.has_stages() => {
                let stage = self.stage.unwrap_or(JobStage::Reading);
                let place = JobStage::ALL.iter().position(|it| *it == stage);
                return format!(
                    "{}（{}段階のうち{}段階目）。",
                    stage.label(),
                    JobStage::ALL.len(),
                    place.unwrap_or_default() + 1
                );
            }
            JobState::Running => {
                return format!(
                    "{}件のうち{}件が終わりました。",
                    self.total,
                    self.done + self.failed
                );
            }
            JobState::Cancelled => {
                return format!(
                    "{}件のうち{}件が終わったところで中止しました。",
                    self.total,
                    self.done + self.failed
                );
            }
            JobState::Done | JobState::PartlyFailed | JobState::Failed => {
                format!("{}件の処理に成功しました。", self.done)
            }
        };
        if 0 < self.failed {
            words.push_str(&format!("{}件の処理に失敗しました。", self.failed));
        }
        if 0 < left {
            words.push_str(&format!("{left}件は処理していません。"));
        }
        words
    }
}

/// An item that is done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DoneItem {
    /// Key of the record it is about.
    pub subject_id: i64,
    /// What it is, in words: number and title.
    pub label: String,
}

/// An item that could not be done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FailedItem {
    /// Key of the record it is about.
    pub subject_id: i64,
    /// What it is, in words: number and title.
    pub label: String,
    /// Why, and what to do.
    pub reason: String,
}

/// The file a job made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobOutput {
    /// Its name.
    pub name: String,
    /// Its size in bytes.
    pub byte_count: i64,
    /// After this it is gone.
    pub expires_at: DateTime<Utc>,
}

/// A job with everything its page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobDetail {
    /// As in the list.
    pub summary: JobSummary,
    /// Why it failed as a whole.
    pub reason: Option<String>,
    /// Items that are done, in order.
    pub done: Vec<DoneItem>,
    /// Items that could not be done, in order.
    pub failures: Vec<FailedItem>,
    /// The file, once there is one.
    pub output: Option<JobOutput>,
    /// True when the person who looks may stop it.
    pub can_cancel: bool,
    /// True when the person who looks may have put back what it changed.
    pub can_undo: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_ends_as_its_items_did() {
        let check = |done, failed, expect| assert_eq!(JobState::of_counts(done, failed), expect);
        check(3, 0, JobState::Done);
        check(2, 1, JobState::PartlyFailed);
        check(0, 3, JobState::Failed);
        check(0, 0, JobState::Done);
    }

    fn summary(state: JobState, done: i32, failed: i32) -> JobSummary {
        JobSummary {
            id: JobId(1),
            kind: JobKind::AnnexBundle,
            subject: "契約 50件".to_owned(),
            state,
            asked_by: "契約担当".to_owned(),
            asked_at: DateTime::UNIX_EPOCH,
            finished_at: None,
            total: 50,
            done,
            failed,
            stage: None,
        }
    }

    #[test]
    fn a_kind_of_bulk_change_knows_its_ledger_and_what_is_changed() {
        for ledger in BulkLedger::ALL {
            for change in [BulkChange::Owner, BulkChange::Unit, BulkChange::UnitUndo] {
                let kind = JobKind::of_bulk(*ledger, change);
                assert_eq!(kind.work(), JobWork::Bulk(*ledger, change));
                assert!(kind.label().starts_with(ledger.label()));
            }
        }
        assert_eq!(JobKind::ServiceUnits.undoable(), Some(BulkLedger::Services));
        assert_eq!(JobKind::ServiceUnitsUndo.undoable(), None);
    }

    #[test]
    fn a_job_of_one_long_item_says_its_stage() {
        let check = |stage, progress, words: &str| {
            let job = JobSummary {
                kind: JobKind::LedgerImport,
                total: 1,
                stage,
                ..summary(JobState::Running, 0, 0)
            };
            assert_eq!((job.progress(), job.outcome().as_str()), (progress, words));
        };
        check(
            None,
            (0, 4),
            "ファイルを読んでいます（4段階のうち1段階目）。",
        );
        check(
            Some(JobStage::Saving),
            (2, 4),
            "登録しています（4段階のうち3段階目）。",
        );
        assert_eq!(summary(JobState::Running, 20, 1).progress(), (21, 50));
    }

    #[test]
    fn the_outcome_counts_every_item() {
        let check = |state, done, failed, expect: &str| {
            assert_eq!(summary(state, done, failed).outcome(), expect);
        };
        check(JobState::Waiting, 0, 0, "順番を待っています。");
        check(JobState::Running, 20, 1, "50件のうち21件が終わりました。");
        check(JobState::Done, 50, 0, "50件の処理に成功しました。");
        check(
            JobState::PartlyFailed,
            48,
            2,
            "48件の処理に成功しました。2件の処理に失敗しました。",
        );
        check(
            JobState::Cancelled,
            10,
            0,
            "50件のうち10件が終わったところで中止しました。",
        );
        check(
            JobState::Failed,
            0,
            2,
            "0件の処理に成功しました。2件の処理に失敗しました。48件は処理していません。",
        );
    }
}
