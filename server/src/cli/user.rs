//! `user add` and `user reset`: the first administrator, and passwords that were forgotten.
#![expect(clippy::print_stdout, reason = "a command answers on the standard output")]

use std::io::{IsTerminal, stdin};

use anyhow::{Context as _, Result};
use domain::{
    id::{OrganizationUnitId, PersonId},
    organization::{EmploymentKind, PersonInput, RoleInput},
};
use rand::RngExt;
use services::{Context, organization, sign_in};

use super::NewUser;
use crate::config;

/// Random bytes of a password that we make.
const PASSWORD_BYTES: usize = 12;

pub(super) async fn add(ctx: &Context, user: &NewUser) -> Result<()> {
    let unit = match &user.unit {
        Some(code) => Some(unit_by_code(ctx, code).await?),
        None => None,
    };
    let password = Password::take()?;
    let person = person(ctx, user, unit).await?;
    give_role(ctx, user, person, unit).await?;
    sign_in::set_account(ctx, person, &user.sign_in_name, &password.text).await?;
    println!("{}（{}）を登録しました / added", user.sign_in_name, user.role.label());
    password.tell();
    Ok(())
}

pub(super) async fn reset(ctx: &Context, sign_in_name: &str) -> Result<()> {
    let person = organization::list_people(ctx)
        .await?
        .into_iter()
        .find(|person| person.sign_in_name.as_deref() == Some(sign_in_name))
        .with_context(|| format!("サインイン名「{sign_in_name}」の職員がいません / no such person"))?;
    let password = Password::take()?;
    sign_in::set_account(ctx, person.id, sign_in_name, &password.text).await?;
    println!("{sign_in_name}（{}）のパスワードを変えました / changed", person.name);
    password.tell();
    Ok(())
}

async fn unit_by_code(ctx: &Context, code: &str) -> Result<OrganizationUnitId> {
    let unit = organization::list_units(ctx).await?.into_iter().find(|unit| unit.code == code);
    Ok(unit.with_context(|| format!("組織コード「{code}」の組織がありません / no such unit"))?.id)
}

/// The person of that 職員番号, who is added when there is none: the command may be repeated.
async fn person(ctx: &Context, user: &NewUser, unit: Option<OrganizationUnitId>) -> Result<PersonId> {
    let known = organization::list_people(ctx).await?.into_iter().find(|person| person.staff_no == user.staff_no);
    if let Some(person) = known {
        return Ok(person.id);
    }
    let input = PersonInput {
        staff_no: user.staff_no.clone(),
        name: user.name.clone(),
        unit_id: unit.map(|id| id.to_string()).unwrap_or_default(),
        employment_kind: EmploymentKind::Regular.code().to_owned(),
        in_office_from: ctx.today().to_string(),
        ..PersonInput::default()
    };
    Ok(organization::add_person(ctx, input.check().map_err(services::ServiceError::from)?).await?)
}

async fn give_role(ctx: &Context, user: &NewUser, person: PersonId, unit: Option<OrganizationUnitId>) -> Result<()> {
    let (_, roles) = organization::load_person(ctx, person).await?;
    let today = ctx.today();
    let is_held = roles.iter().any(|held| {
        held.role == user.role
            && held.unit_id == unit
            && held.from_on <= today
            && held.to_on.is_none_or(|last| today <= last)
    });
    if is_held {
        return Ok(());
    }
    let input = RoleInput {
        role: user.role.code().to_owned(),
        unit_id: unit.map(|id| id.to_string()).unwrap_or_default(),
        from_on: today.to_string(),
        to_on: String::new(),
    };
    Ok(organization::assign_role(ctx, person, input.check().map_err(services::ServiceError::from)?).await?)
}

/// A password, and whether somebody still has to be told.
struct Password {
    text: String,
    is_made: bool,
}

impl Password {
    /// From `ITAKU_PASSWORD`, else a line of the standard input when it is not a keyboard, else made.
    fn take() -> Result<Self> {
        if let Some(text) = config::password() {
            return Ok(Self { text, is_made: false });
        }
        let mut line = String::new();
        if !stdin().is_terminal() {
            stdin().read_line(&mut line).context("標準入力を読めません")?;
        }
        let typed = line.trim_end_matches(['\r', '\n']);
        if typed.is_empty() {
            let text = hex::encode(rand::rng().random::<[u8; PASSWORD_BYTES]>());
            return Ok(Self { text, is_made: true });
        }
        Ok(Self { text: typed.to_owned(), is_made: false })
    }

    fn tell(&self) {
        if self.is_made {
            println!("パスワード / password: {}", self.text);
        }
    }
}
