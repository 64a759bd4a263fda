//! The course of an item while it is worked on: how far it is, and whether it is to stop.
//!
//! An item that takes long in itself (a large file that is taken in) is one transaction, and on SQLite nobody
//! else can write while it lasts. So this is kept in the memory of the process that does the work; where others
//! can write meanwhile, the worker also puts it into the job's row, for pages that another server shows.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
};

use domain::{id::JobId, job::JobStage};
use sea_orm::ConnectionTrait;

use super::worker::Claimed;
use crate::ServiceError;

/// What this process works on, by job.
#[derive(Clone, Default)]
pub(crate) struct Courses(Arc<Mutex<HashMap<JobId, Arc<Marks>>>>);

/// What is known of an item under way.
#[derive(Default)]
struct Marks {
    /// Stages reached; the latest is the one it is at.
    reached: AtomicUsize,
    is_stopped: AtomicBool,
}

impl Marks {
    fn stage(&self) -> Option<JobStage> {
        let reached = self.reached.load(Ordering::Relaxed).checked_sub(1)?;
        JobStage::ALL.get(reached).copied()
    }
}

impl Courses {
    fn lock(&self) -> MutexGuard<'_, HashMap<JobId, Arc<Marks>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How far a job of this process is.
    pub(crate) fn stage(&self, job: JobId) -> Option<JobStage> {
        self.lock().get(&job).and_then(|marks| marks.stage())
    }

    /// Asks an item under way to stop before it saves anything.
    pub(crate) fn stop(&self, job: JobId) {
        if let Some(marks) = self.lock().get(&job) {
            marks.is_stopped.store(true, Ordering::Relaxed);
        }
    }

    /// Notes that an item is worked on, until what is answered is dropped.
    pub(super) fn begin(&self, holder: Claimed, item: i64) -> UnderWay {
        let marks = Arc::new(Marks::default());
        self.lock().insert(holder.id(), marks.clone());
        UnderWay {
            courses: self.clone(),
            course: Course {
                marks,
                holder,
                item,
            },
        }
    }
}

/// An item that is worked on.
pub(super) struct UnderWay {
    courses: Courses,
    pub(super) course: Course,
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.courses.lock().remove(&self.course.holder.id());
    }
}

/// The course of an item, as the work knows it.
#[derive(Clone)]
pub(crate) struct Course {
    marks: Arc<Marks>,
    holder: Claimed,
    item: i64,
}

impl Course {
    /// The work comes to a stage.
    ///
    /// # Errors
    /// When a person stopped the job.
    pub(crate) fn reach(&self, stage: JobStage) -> Result<(), ServiceError> {
        let place = JobStage::ALL.iter().position(|it| *it == stage);
        let reached = place.map_or(0, |place| place + 1);
        self.marks.reached.store(reached, Ordering::Relaxed);
        if self.is_stopped() {
            return Err(stopped());
        }
        Ok(())
    }

    /// The last thing in the transaction of the work: the item is done, if the job is still this worker's.
    ///
    /// # Errors
    /// When a person stopped the job, or another worker took it over.
    pub(crate) async fn complete(&self, tx: &impl ConnectionTrait) -> Result<(), ServiceError> {
        if self.is_stopped() || !self.holder.complete(tx, self.item, None).await? {
            return Err(stopped());
        }
        Ok(())
    }

    pub(super) fn stage(&self) -> Option<JobStage> {
        self.marks.stage()
    }

    pub(super) fn is_stopped(&self) -> bool {
        self.marks.is_stopped.load(Ordering::Relaxed)
    }

    /// The job is no longer this worker's: nothing may be saved any more.
    pub(super) fn lose(&self) {
        self.marks.is_stopped.store(true, Ordering::Relaxed);
    }
}

fn stopped() -> ServiceError {
    ServiceError::Rule("処理を中止しました。何も保存していません。".to_owned())
}
