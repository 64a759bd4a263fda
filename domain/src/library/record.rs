//! The library as rows: one [`LibraryRecord`] per record, so that each can be stored with versions and
//! dates of effect. Which version is in force is decided where the rows are.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;

use super::{
    Appendix, CalendarEvent, CalendarMonth, Chapter, CheckItem, Clause, ContractItem,
    ContractItemList, Duty, Edition, Fact, Form, FormTable, GuidelineItem, Library, LibraryError,
    LibraryHead, MeasureRule, PolicyDocument, PolicyItem, PolicySection, PolicySentence, Preset,
    Problem, ProfileCheck, SelectionCondition, SelectionCriteria, SelectionCriterion,
    SelfInspectionQuestion, Setting, SeverityRule, Source, Term, TimingMeaning,
};

/// One record of the library as stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LibraryRecord {
    /// What it is.
    pub kind: RecordKind,
    /// Its key, unique within the kind, e.g. `SEC-13`.
    pub key: String,
    /// Place among the records of its kind, from 0.
    pub position: u32,
    /// The record itself.
    pub content: Value,
}

/// A record that has a key.
trait Keyed {
    fn key(&self) -> String;
}

/// Declares the kinds of records, how each is keyed and where it is in [`Library`].
macro_rules! record_kinds {
    (
        one { $($one:ident $one_code:literal $one_label:literal $one_field:ident: $one_type:ty;)* }
        many { $($many:ident $code:literal $label:literal $field:ident: $type:ty, $row:ident => $key:expr;)* }
    ) => {
        /// What a record of the library is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(
            feature = "orm",
            derive(sea_orm::DeriveActiveEnum, sea_orm::EnumIter),
            sea_orm(rs_type = "String", db_type = "String(sea_orm::sea_query::StringLen::N(32))")
        )]
        pub enum RecordKind {
            $(
                #[doc = $one_label]
                #[serde(rename = $one_code)]
                #[cfg_attr(feature = "orm", sea_orm(string_value = $one_code))]
                $one,
            )*
            $(
                #[doc = $label]
                #[serde(rename = $code)]
                #[cfg_attr(feature = "orm", sea_orm(string_value = $code))]
                $many,
            )*
        }

        impl RecordKind {
            /// All kinds.
            pub const ALL: [Self; [$($one_code,)* $($code,)*].len()] =
                [$(Self::$one,)* $(Self::$many,)*];

            /// The name in the database and in addresses.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$one => $one_code,)*
                    $(Self::$many => $code,)*
                }
            }

            /// Japanese name.
            #[must_use]
            pub fn label(self) -> &'static str {
                match self {
                    $(Self::$one => $one_label,)*
                    $(Self::$many => $label,)*
                }
            }
        }

        $(impl Keyed for $one_type {
            fn key(&self) -> String {
                $one_code.to_owned()
            }
        })*

        $(impl Keyed for $type {
            fn key(&self) -> String {
                let $row = self;
                $key
            }
        })*

        impl Library {
            /// Every record, by kind and in display order.
            #[must_use]
            pub fn records(&self) -> Vec<LibraryRecord> {
                let mut records = Vec::new();
                $(write(&mut records, RecordKind::$one, std::slice::from_ref(&self.$one_field));)*
                $(write(&mut records, RecordKind::$many, &self.$field);)*
                records
            }

            /// The library made of these records. The order in which they are given does not matter.
            ///
            /// # Errors
            /// The first record that cannot be read, or a key given twice, or a single record missing.
            pub fn from_records(
                records: impl IntoIterator<Item = LibraryRecord>,
            ) -> Result<Self, LibraryError> {
                let mut by_kind = by_kind(records);
                Ok(Self {
                    $($one_field: read_one(&mut by_kind, RecordKind::$one)?,)*
                    $($field: read(&mut by_kind, RecordKind::$many)?,)*
                })
            }

            /// Every key, by kind and in display order; the same key twice when it is there twice.
            pub(super) fn keys(&self) -> Vec<(RecordKind, String)> {
                let mut keys = Vec::new();
                $(keys.extend(self.$field.iter().map(|row| (RecordKind::$many, row.key())));)*
                keys
            }
        }
    };
}

record_kinds! {
    one {
        Library "library" "条項集" head: LibraryHead;
        Document "document" "ポリシー" document: PolicyDocument;
        Criteria "selection_criteria" "選定基準" criteria: SelectionCriteria;
    }
    many {
        Fact "fact" "契約の条件" facts: Fact, row => row.id.to_string();
        Term "term" "定義語" terms: Term, row => row.term.clone();
        ProfileCheck "profile_check" "契約の条件の点検" profile_checks: ProfileCheck, row => row.id.clone();
        Preset "preset" "条項の組合せ" presets: Preset, row => row.id.clone();
        Clause "clause" "条項" clauses: Clause, row => row.id.clone();
        Timing "timing" "点検の時期" timings: TimingMeaning, row => row.code.code().to_owned();
        Severity "severity" "指摘の重さ" severities: SeverityRule, row => row.label.label().to_owned();
        CheckItem "check_item" "点検項目" check_items: CheckItem, row => row.id.clone();
        SelfInspectionQuestion "self_inspection_question" "自己点検の設問" self_inspection_questions: SelfInspectionQuestion, row => row.id.clone();
        Setting "setting" "設定" settings: Setting, row => row.key.clone();
        Form "form" "様式" forms: Form, row => row.number.clone();
        Appendix "appendix" "別紙" appendices: Appendix, row => row.number.clone();
        Table "table" "様式等の表" tables: FormTable, row => row.id.clone();
        Section "section" "ポリシーの節" sections: PolicySection, row => row.id.clone();
        Item "item" "ポリシーの号" items: PolicyItem, row => row.id.clone();
        Sentence "sentence" "ポリシーの文" sentences: PolicySentence, row => row.id.clone();
        Duty "duty" "第6節(8)の義務" duties: Duty, row => row.id.clone();
        ContractItemList "list" "契約項目の一覧" lists: ContractItemList, row => row.id.clone();
        ContractItem "contract_item" "契約項目" contract_items: ContractItem, row => row.id.clone();
        Measure "measure" "契約に基づく措置" measures: MeasureRule, row => row.kind.code().to_owned();
        Source "source" "出典" sources: Source, row => row.id.clone();
        Edition "edition" "ガイドラインの版" editions: Edition, row => row.id.clone();
        Chapter "chapter" "ガイドラインの章" chapters: Chapter, row => row.number.to_string();
        GuidelineItem "guideline_item" "根拠となる法令等" guideline_items: GuidelineItem, row => row.id.clone();
        SelectionCondition "selection_condition" "選定の条件" selection_conditions: SelectionCondition, row => row.id.clone();
        Criterion "selection_criterion" "選定基準の項目" criterions: SelectionCriterion, row => row.id.clone();
        Event "event" "法令等の日付" events: CalendarEvent, row => row.id.clone();
        Month "month" "年間の予定" months: CalendarMonth, row => row.month.to_string();
    }
}

impl std::str::FromStr for RecordKind {
    type Err = crate::input::FieldError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.as_str() == text)
            .ok_or_else(|| crate::input::FieldError::UnknownChoice(text.to_owned()))
    }
}

fn write<T: Keyed + Serialize>(records: &mut Vec<LibraryRecord>, kind: RecordKind, rows: &[T]) {
    for (position, row) in (0..).zip(rows) {
        records.push(LibraryRecord {
            kind,
            key: row.key(),
            position,
            // Maps with string keys, lists, text and numbers: nothing JSON cannot hold.
            content: serde_json::to_value(row).unwrap_or(Value::Null),
        });
    }
}

type ByKind = BTreeMap<RecordKind, Vec<LibraryRecord>>;

fn by_kind(records: impl IntoIterator<Item = LibraryRecord>) -> ByKind {
    let mut by_kind = ByKind::new();
    for record in records {
        by_kind.entry(record.kind).or_default().push(record);
    }
    by_kind
}

fn read<T: Keyed + DeserializeOwned>(
    by_kind: &mut ByKind,
    kind: RecordKind,
) -> Result<Vec<T>, LibraryError> {
    let mut records = by_kind.remove(&kind).unwrap_or_default();
    records.sort_by(|a, b| (a.position, &a.key).cmp(&(b.position, &b.key)));
    let mut keys = BTreeSet::new();
    let mut rows = Vec::with_capacity(records.len());
    for record in records {
        let key = record.key;
        let row: T = serde_json::from_value(record.content)
            .map_err(|e| LibraryError::new(kind, &key, Problem::Unreadable(e.to_string())))?;
        if row.key() != key {
            return Err(LibraryError::new(kind, &key, Problem::OtherKey(row.key())));
        }
        if !keys.insert(key.clone()) {
            return Err(LibraryError::new(kind, &key, Problem::Duplicate));
        }
        rows.push(row);
    }
    Ok(rows)
}

fn read_one<T: Keyed + DeserializeOwned>(
    by_kind: &mut ByKind,
    kind: RecordKind,
) -> Result<T, LibraryError> {
    read(by_kind, kind)?
        .pop()
        .ok_or_else(|| LibraryError::new(kind, kind.as_str(), Problem::Absent))
}
