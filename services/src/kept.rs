//! 保った答え: what was found out about the whole ledger, kept until something changes. A town reads a hundred
//! times for every time it writes, and a sum or an order of all contracts costs the same each time.
//!
//! Every change writes to the audit log in its own transaction, so the number of the last entry says whether an
//! answer still holds, whichever server made the change; the day says it for what depends on today. What is kept
//! is therefore no state of the server: without it the same page comes, only later. What changes without an entry
//! — sessions, the course of jobs — is never kept.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::NaiveDate;
use domain::{
    authorization::{HeldRole, Scope},
    contract::summary::ContractFilter,
    coverage::{
        CoverageScope,
        view::{Lines, SheetView},
    },
    export::ExportLedger,
    external_service::summary::{ServiceFilter, ServiceSummary},
    finding::FindingFilter,
    fiscal_year::FiscalYear,
    id::PersonId,
    saved_view::SavedView,
    vendor::VendorFilter,
    verification::SheetFilter,
};
use tokio::sync::OnceCell;

use crate::{
    Actor, ServiceError, Store, audit_log, external_service::FoundServices, frame::FrameFacts,
    organization::Units,
};

/// What the process keeps, one line a question.
#[derive(Clone, Default)]
pub(crate) struct Answers {
    /// Who a person is today, with roles.
    pub(crate) actors: Kept<PersonId, Option<Actor>>,
    /// What stands around every page of a person; of nobody.
    pub(crate) frames: Kept<Option<(PersonId, Vec<HeldRole>)>, FrameFacts>,
    /// Keys of the contracts, in order.
    pub(crate) contracts: Kept<(Scope, ContractFilter), Vec<i64>>,
    /// The units of the town.
    pub(crate) units: Kept<(), Units>,
    /// The newest version of a rule.
    pub(crate) library: Kept<(), i64>,
    /// Saved views of a ledger as a person sees them.
    pub(crate) saved_views: Kept<(ExportLedger, Option<PersonId>, bool), Vec<SavedView>>,
    /// The fiscal years of the ledger.
    pub(crate) years: Kept<Scope, Vec<FiscalYear>>,
    /// The first item of every check sheet, in order.
    pub(crate) sheets: Kept<(Scope, SheetFilter), Vec<i64>>,
    /// Keys of the findings, in order, and how many of all are late.
    pub(crate) findings: Kept<(Scope, FindingFilter), (Vec<i64>, usize)>,
    /// Keys of the vendors, in order.
    pub(crate) vendors: Kept<VendorFilter, Vec<i64>>,
    /// Every service with its state.
    pub(crate) services: Kept<Scope, Vec<ServiceSummary>>,
    /// Those of a filter, in order.
    pub(crate) services_found: Kept<(Scope, ServiceFilter), FoundServices>,
    /// The coverage of a day.
    pub(crate) coverage: Kept<(NaiveDate, CoverageScope, Lines), SheetView>,
}

/// How many answers of a kind are kept; the one asked for longest ago goes first. The largest, the keys of
/// 100,000 contracts in an order, takes 800 KB.
const LIMIT: usize = 32;

/// Of which ledger an answer was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Moment {
    /// Number of the last entry of the audit log.
    last_entry: i64,
    day: NaiveDate,
}

impl Moment {
    /// Now.
    pub(crate) async fn of(store: &Store) -> Result<Self, ServiceError> {
        Ok(Self {
            last_entry: audit_log::last_entry(&store.db).await?,
            day: store.today(),
        })
    }
}

/// Answers of a kind by question. Two who ask the same at once wait for one answer.
pub(crate) struct Kept<Q, A>(Arc<Mutex<Known<Q, A>>>);

struct Known<Q, A> {
    of: Option<Moment>,
    /// The one asked for last stands last.
    answers: Vec<(Q, Cell<A>)>,
}

type Cell<A> = Arc<OnceCell<Arc<A>>>;

impl<Q, A> Clone for Kept<Q, A> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<Q, A> Default for Kept<Q, A> {
    fn default() -> Self {
        Self(Arc::new(Mutex::new(Known {
            of: None,
            answers: Vec::new(),
        })))
    }
}

impl<Q: PartialEq, A> Kept<Q, A> {
    /// The answer of before, while the ledger is as it was; else the one that is found now. The question has to
    /// hold all that the answer depends on besides the ledger and the day: what the actor may see, the filter.
    ///
    /// # Errors
    /// Those of finding the answer; nothing is kept then.
    pub(crate) async fn answer<F>(
        &self,
        store: &Store,
        question: Q,
        find: impl FnOnce() -> F,
    ) -> Result<Arc<A>, ServiceError>
    where
        F: Future<Output = Result<A, ServiceError>>,
    {
        // Read before the answer is found: what is written meanwhile is in it, or has a later number.
        let cell = self.cell(store.moment().await?, question);
        // Boxed: finding is large and rare, and lies within the future of every page.
        let found = cell.get_or_try_init(|| Box::pin(async { find().await.map(Arc::new) }));
        found.await.map(Arc::clone)
    }

    fn cell(&self, moment: Moment, question: Q) -> Cell<A> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.of != Some(moment) {
            known.of = Some(moment);
            known.answers.clear();
        }
        let at = known.answers.iter().position(|(it, _)| *it == question);
        let answer = match at {
            Some(at) => known.answers.remove(at),
            None => (question, Cell::default()),
        };
        if known.answers.len() == LIMIT {
            known.answers.remove(0);
        }
        let cell = Arc::clone(&answer.1);
        known.answers.push(answer);
        cell
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(last_entry: i64, day: u32) -> Moment {
        Moment {
            last_entry,
            day: NaiveDate::from_ymd_opt(2026, 4, day).unwrap(),
        }
    }

    /// Whether the second asking gets the cell of the first.
    fn is_same(kept: &Kept<usize, ()>, first: &Cell<()>, of: Moment, question: usize) -> bool {
        Arc::ptr_eq(first, &kept.cell(of, question))
    }

    #[test]
    fn an_answer_holds_for_its_question_until_the_log_grows_or_the_day_ends() {
        for (of, question, holds) in [
            (moment(7, 1), 1, true),
            (moment(7, 1), 2, false),
            (moment(8, 1), 1, false),
            (moment(7, 2), 1, false),
        ] {
            let kept = Kept::default();
            let first = kept.cell(moment(7, 1), 1);
            assert_eq!(
                is_same(&kept, &first, of, question),
                holds,
                "{of:?} {question}"
            );
        }
    }

    #[test]
    fn the_answer_asked_for_longest_ago_goes_first() {
        let kept = Kept::default();
        let now = moment(7, 1);
        let cells: Vec<_> = (0..LIMIT)
            .map(|question| kept.cell(now, question))
            .collect();
        assert!(is_same(&kept, &cells[0], now, 0));
        let _one_more = kept.cell(now, LIMIT);
        assert!(is_same(&kept, &cells[0], now, 0));
        assert!(!is_same(&kept, &cells[1], now, 1));
    }
}
