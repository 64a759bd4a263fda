//! What the screens of the register show: the list, a document with what the person may do, what waits.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Disclosure, Layer, RegulationDocument, RegulationVersion, Topic};
use crate::id::{OrganizationUnitId, PersonId, RegulationDocumentId, RegulationVersionId};

/// The version of a document in force on the day that was asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionInForce {
    pub version_id: RegulationVersionId,
    pub document_id: RegulationDocumentId,
    /// 名称 of the document.
    pub title: String,
    /// 名称 and 第n版; for somebody who may not open a 非公開 document, without its name.
    pub label: String,
    /// 番号 of the version.
    pub number: Option<String>,
    /// 施行日.
    pub in_force_on: NaiveDate,
}

/// A person whom a version concerns, and when they read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reader {
    pub person_id: PersonId,
    pub name: String,
    pub unit_name: Option<String>,
    pub read_on: Option<NaiveDate>,
}

/// One line of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegulationSummary {
    pub id: RegulationDocumentId,
    pub layer: Layer,
    pub topic: Topic,
    pub title: String,
    pub disclosure: Disclosure,
    pub unit_id: OrganizationUnitId,
    pub unit_name: String,
    /// Version in force on the day.
    pub version_id: Option<RegulationVersionId>,
    /// 第n版.
    pub version_no: Option<i32>,
    /// 番号 of that version.
    pub number: Option<String>,
    pub in_force_on: Option<NaiveDate>,
    pub next_review_on: Option<NaiveDate>,
    pub is_review_overdue: bool,
    /// A version waits for approval.
    pub is_waiting: bool,
    pub is_void: bool,
    /// It concerns the person who asks, who has not read the version in force.
    pub is_unread: bool,
}

/// The filter of the list, exactly as it stands in the address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RegulationFilter {
    /// Words of the title.
    pub q: String,
    /// Code of a [`Layer`].
    pub layer: String,
    /// Code of a [`Topic`].
    pub topic: String,
    /// `waiting`, `review`, `none`, `unread`, `void`.
    pub state: String,
    /// 基準日 as typed; empty: today.
    pub on: String,
}

/// What the person may do with a document now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegulationAbilities {
    /// Change what it is, draft versions, attach the text, record reviews and readings.
    pub edit: bool,
    /// Agree to the version that waits; never to one's own.
    pub approve: bool,
    /// Send back the version that waits, or take back one's own.
    pub send_back: bool,
    /// The version that waits is one's own.
    pub own_draft: bool,
    /// Ask for the abolition of the version in force.
    pub abolish: bool,
    /// Agree to the abolition that waits; never to one's own.
    pub approve_abolition: bool,
    /// Refuse the abolition that waits, or take back one's own.
    pub refuse_abolition: bool,
    /// The abolition that waits is one's own.
    pub own_abolition: bool,
    /// Take a wrong entry out of use.
    pub void: bool,
    /// Say that one has read the version in force.
    pub read: bool,
}

/// A document with everything its page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegulationDetail {
    pub document: RegulationDocument,
    pub unit_name: String,
    /// Names of the people its rows name.
    pub names: BTreeMap<PersonId, String>,
    /// Names of the units its audience names.
    pub unit_names: BTreeMap<OrganizationUnitId, String>,
    /// Whom the version in force concerns, and who read it.
    pub readers: Vec<Reader>,
    /// When the person who asks read the version in force.
    pub read_on: Option<NaiveDate>,
    /// The day the page is of.
    pub today: NaiveDate,
    pub can: RegulationAbilities,
}

impl RegulationDetail {
    /// The version in force today.
    #[must_use]
    pub fn current(&self) -> Option<&RegulationVersion> {
        self.document.in_force_on(self.today)
    }

    /// The version that waits for approval.
    #[must_use]
    pub fn waiting(&self) -> Option<&RegulationVersion> {
        self.document.versions.iter().find(|it| it.is_waiting())
    }

    /// How many of those it concerns have read it.
    #[must_use]
    pub fn read_count(&self) -> usize {
        self.readers
            .iter()
            .filter(|it| it.read_on.is_some())
            .count()
    }

    /// 氏名, or nothing.
    #[must_use]
    pub fn name_of(&self, person: Option<PersonId>) -> String {
        let name = person.and_then(|person| self.names.get(&person));
        name.cloned().unwrap_or_default()
    }
}

/// Why a document stands on the start page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum RegulationTask {
    /// Another person's version waits for the approval.
    Approve,
    /// Another person's application for the abolition waits.
    Abolish,
    /// It is to be looked at again, or that day has passed.
    Review,
    /// The person has not read it.
    Read,
}

/// A document that waits for the person who is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegulationDue {
    pub task: RegulationTask,
    pub id: RegulationDocumentId,
    pub title: String,
    pub unit_name: String,
    /// The day of the review; 施行日 of what is to be approved or read.
    pub day: NaiveDate,
}
