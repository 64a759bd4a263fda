//! Names for the keys that changes speak of.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use crate::{
    Context, ServiceError,
    audit_log::{self, Event},
    library, organization, vendor,
};

/// Field, before, after.
pub(super) type Changes = Vec<(String, String, String)>;

/// Fields that say nothing to the person who looks at a plan: where the row stands, and what the program gives.
const UNSAID: [&str; 6] = [
    "source",
    "drafted_by",
    "preparation",
    "contract_no",
    "updated_at",
    "document_kind",
];

/// What keys and codes are called.
pub(super) struct Names {
    /// Records the trail itself adds or changes: their keys differ from one run to the next.
    of_trail: HashMap<(&'static str, i64), String>,
    units: Arc<HashMap<i64, String>>,
    vendors: HashMap<i64, String>,
    facts: HashMap<String, String>,
}

impl Names {
    /// Of everything a trail speaks of.
    pub(super) async fn of(ctx: &Context, trail: &[Event]) -> Result<Self, ServiceError> {
        let mut ids = BTreeSet::new();
        let mut of_trail = HashMap::new();
        for event in trail {
            for value in [&event.before, &event.after].into_iter().flatten() {
                ids.extend(value.get("vendor_id").and_then(serde_json::Value::as_i64));
            }
            if let Some(id) = event.subject_id {
                of_trail.insert((event.subject_kind, id), event.subject.clone());
            }
        }
        ids.retain(|id| !of_trail.contains_key(&("vendor", *id)));
        let library = library::in_force(ctx, ctx.today()).await?;
        let facts = library.rules.facts.iter();
        Ok(Self {
            of_trail,
            units: organization::unit_names(ctx).await?,
            vendors: vendor::names(&ctx.db, ids).await?,
            facts: facts
                .map(|fact| (fact.id.as_str().to_owned(), fact.label.clone()))
                .collect(),
        })
    }

    /// What an event changes, in words.
    pub(super) fn changes(&self, event: &Event) -> Changes {
        let is_new = event.before.is_none();
        audit_log::changes(event.before.as_ref(), event.after.as_ref())
            .into_iter()
            .filter(|(field, ..)| !UNSAID.contains(&field.as_str()))
            .filter(|(field, _, after)| !(is_new && field == "amount_kind" && after == "unknown"))
            .map(|(field, before, after)| {
                let name = match field.as_str() {
                    "unit_id" => "unit",
                    "vendor_id" => "vendor",
                    other => other,
                };
                (
                    name.to_owned(),
                    self.value(&field, before),
                    self.value(&field, after),
                )
            })
            .collect()
    }

    fn value(&self, field: &str, text: String) -> String {
        let id: Option<i64> = text.parse().ok();
        let of_trail = |kind| id.and_then(|id| self.of_trail.get(&(kind, id))).cloned();
        let named = |kind, names: &HashMap<i64, String>| {
            of_trail(kind).or_else(|| id.and_then(|id| names.get(&id)).cloned())
        };
        let known = match field {
            "unit_id" | "parent_id" => named("organization_unit", &self.units),
            "vendor_id" => named("vendor", &self.vendors),
            "contract_id" => of_trail("contract"),
            "service_id" => of_trail("social_media_service"),
            "facts" => {
                let labels: Vec<&str> = text
                    .split('、')
                    .map(|fact| self.facts.get(fact).map_or(fact, String::as_str))
                    .collect();
                Some(labels.join("、"))
            }
            _ => None,
        };
        known.unwrap_or(text)
    }
}
