//! The town itself: its name, its policy, units, staff, and the five people who sign in.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::{
    authorization::Role,
    corporate_number::CorporateNumber,
    id::{ContractId, OrganizationUnitId, PersonId, VendorId},
    import::LedgerKind,
    library::RecordKind,
    organization::{EmploymentKind, RoleDraft},
    vendor::{VendorDraft, VendorKind},
};
use serde_json::Value;

use super::{
    SignIn,
    days::{Days, Past},
};
use crate::{
    Actor, Context, ServiceError, Store,
    import::{self, Apply},
    library, organization, setup, sign_in, vendor,
};

/// The town the delivered policy is of, and the one of the demo.
const MODEL: &str = "芽室町";
pub(super) const NAME: &str = "見本町";

const UNITS: &[u8] = include_bytes!("../../../demo/組織.csv");
const STAFF: &[u8] = include_bytes!("../../../demo/職員名簿.csv");

/// Sign-in name, role, 職員番号, and the unit where the role is not for the whole town.
const PEOPLE: &[(Who, Role, &str, Option<&str>)] = &[
    (Who::Officer, Role::ProcurementOfficer, "00112", None),
    (Who::Head, Role::DepartmentHead, "00104", Some("総務課")),
    (Who::Auditor, Role::Auditor, "00204", None),
    (Who::SecurityOffice, Role::SecurityOffice, "00108", None),
    (Who::Administrator, Role::Administrator, "00226", None),
];

/// The companies the first contracts are with: name, フリガナ, 法人番号.
const VENDORS: &[(&str, &str, &str)] = &[
    (
        "株式会社十勝サンプル情報",
        "トカチサンプルジョウホウ",
        "8990000000001",
    ),
    ("株式会社見本クラウド", "ミホンクラウド", "4990000001234"),
    (
        "株式会社ヌプカ見本データサービス",
        "ヌプカミホンデータサービス",
        "4991094080776",
    ),
    (
        "株式会社スクール見本ネット",
        "スクールミホンネット",
        "5991059529386",
    ),
    (
        "株式会社セキュリティ仮想診断研究所",
        "セキュリティカソウシンダンケンキュウジョ",
        "7991028450407",
    ),
    (
        "ベンチ見本プロモーション株式会社",
        "ベンチミホンプロモーション",
        "6991073291013",
    ),
];

/// The people of the demo.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Who {
    /// 契約担当.
    Officer,
    /// 所属長 of 総務課.
    Head,
    /// 監査人.
    Auditor,
    /// 情報セキュリティ統括.
    SecurityOffice,
    /// 管理者.
    Administrator,
}

impl Who {
    fn sign_in_name(self) -> &'static str {
        match self {
            Self::Officer => "keiyaku",
            Self::Head => "shozoku",
            Self::Auditor => "kansa",
            Self::SecurityOffice => "tokatsu",
            Self::Administrator => "admin",
        }
    }
}

/// The town so far.
pub(super) struct Town {
    pub(super) past: Past,
    pub(super) days: Days,
    people: BTreeMap<Who, PersonId>,
    units: Vec<domain::organization::OrganizationUnit>,
    /// Contracts by the key of their plan.
    pub(super) contracts: BTreeMap<&'static str, ContractId>,
    pub(super) sign_ins: Vec<SignIn>,
    /// Sheets recorded so far.
    pub(super) sheets: usize,
}

impl Town {
    /// Somebody at work on the present day of the demo.
    pub(super) async fn by(&self, who: Who) -> Result<Context, ServiceError> {
        let person = self
            .people
            .get(&who)
            .ok_or(ServiceError::NotFound("職員"))?;
        let actor = sign_in::actor(&self.past.store, *person).await?;
        Ok(self
            .past
            .store
            .acting(actor.ok_or(ServiceError::SignInRequired)?))
    }

    /// One of the five.
    pub(super) fn person(&self, who: Who) -> Option<PersonId> {
        self.people.get(&who).copied()
    }

    pub(super) fn unit(&self, name: &str) -> Result<OrganizationUnitId, ServiceError> {
        let unit = self.units.iter().find(|unit| unit.name == name);
        unit.map(|unit| unit.id)
            .ok_or(ServiceError::NotFound("組織"))
    }

    /// Who approves for a unit: the head of 総務課 for his own, the security office for the others.
    pub(super) fn approver(&self, unit: OrganizationUnitId) -> Who {
        if self.unit("総務課").is_ok_and(|own| own == unit) {
            Who::Head
        } else {
            Who::SecurityOffice
        }
    }

    pub(super) async fn vendor(&self, name: &str) -> Result<VendorId, ServiceError> {
        let vendors = vendor::choosable(&self.by(Who::Officer).await?).await?;
        vendors
            .into_iter()
            .find(|(_, known)| known == name)
            .map(|(id, _)| id)
            .ok_or(ServiceError::NotFound("委託先"))
    }

    pub(super) fn contract(&self, key: &str) -> Result<ContractId, ServiceError> {
        self.contracts
            .get(key)
            .copied()
            .ok_or(ServiceError::NotFound("契約"))
    }
}

/// Founds the town: everything that is there before the first contract.
pub(super) async fn found(store: &Store, days: Days, password: &str) -> Result<Town, ServiceError> {
    let mut past = Past::of(store, days.founded);
    setup::set_demo(&store.db).await?;
    setup::set_municipality(&store.db, NAME).await?;
    let operator = past.store.acting(Actor::operator());
    take(&operator, LedgerKind::OrganizationUnit, "組織.csv", UNITS).await?;
    past.go_on_to(days.founded);
    take(&operator, LedgerKind::Staff, "職員名簿.csv", STAFF).await?;
    past.go_on_to(days.founded);
    let units = organization::units(&store.db).await?;
    let mut town = Town {
        past,
        days,
        people: BTreeMap::new(),
        units,
        contracts: BTreeMap::new(),
        sign_ins: Vec::new(),
        sheets: 0,
    };
    appoint(&mut town, &operator, password).await?;
    town.past.go_on_to(days.founded);
    name_the_town(&town).await?;
    add_vendors(&mut town).await?;
    Ok(town)
}

pub(super) async fn take(
    ctx: &Context,
    kind: LedgerKind,
    name: &str,
    bytes: &[u8],
) -> Result<(), ServiceError> {
    import::run(ctx, kind, name, bytes.to_vec(), Apply::Apply)
        .await
        .map(|_| ())
}

/// Gives the five people their roles, from the fiscal year before on, and their sign-in names.
async fn appoint(town: &mut Town, operator: &Context, password: &str) -> Result<(), ServiceError> {
    let from_on: NaiveDate = town.days.year.previous().first_day();
    let people = organization::people(&operator.db).await?;
    for (who, role, staff_no, unit) in PEOPLE {
        let is_meant = |person: &&domain::organization::Person| {
            person.staff_no == *staff_no && person.employment_kind == EmploymentKind::Regular
        };
        let person = people
            .iter()
            .find(is_meant)
            .ok_or(ServiceError::NotFound("職員"))?;
        let unit_id = unit.map(|name| town.unit(name)).transpose()?;
        let draft = RoleDraft {
            role: *role,
            unit_id,
            from_on,
            to_on: None,
        };
        organization::assign_role(operator, person.id, draft).await?;
        sign_in::set_account(operator, person.id, who.sign_in_name(), password).await?;
        town.people.insert(*who, person.id);
        let sign_in = SignIn {
            name: who.sign_in_name(),
            role: role.label(),
            person: person.name.clone(),
        };
        town.sign_ins.push(sign_in);
    }
    Ok(())
}

/// The security office puts the town's own name into policy and clauses.
async fn name_the_town(town: &Town) -> Result<(), ServiceError> {
    let ctx = town.by(Who::SecurityOffice).await?;
    let library = library::in_force(&ctx, ctx.today()).await?;
    for record in library.library.records() {
        let names_the_town = matches!(record.kind, RecordKind::Clause | RecordKind::Document);
        let content = with_own_name(&record.content);
        if names_the_town && content != record.content {
            library::revise(&ctx, record.kind, &record.key, content).await?;
        }
    }
    Ok(())
}

fn with_own_name(value: &Value) -> Value {
    match value {
        Value::String(text) => Value::String(text.replace(MODEL, NAME)),
        Value::Array(items) => Value::Array(items.iter().map(with_own_name).collect()),
        Value::Object(fields) => Value::Object(
            fields
                .iter()
                .map(|(key, value)| (key.clone(), with_own_name(value)))
                .collect(),
        ),
        Value::Null | Value::Bool(_) | Value::Number(_) => value.clone(),
    }
}

async fn add_vendors(town: &mut Town) -> Result<(), ServiceError> {
    for (name, kana, number) in VENDORS {
        town.past.go_on_to(town.days.founded);
        let draft = VendorDraft {
            kind: VendorKind::Corporation,
            name: (*name).to_owned(),
            kana: Some((*kana).to_owned()),
            corporate_number: Some(
                CorporateNumber::parse(number).map_err(ServiceError::unexpected)?,
            ),
            invoice_number: None,
            address: None,
            representative: None,
            phone: None,
            note: None,
        };
        vendor::add(&town.by(Who::Officer).await?, draft).await?;
    }
    Ok(())
}
