//! 様式: the forms of the library as PDF, blank or with what the ledger knows of a contract.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    authorization::{Action, Resource},
    contract::{Contract, decision::Decision},
    document::Document,
    form::{
        self, Contractor, Fill, FormContent, FormContract, FormRows, FormSummary, LedgerFacts,
        article_numbers, contract_questions,
    },
    id::{ContractId, LibraryEntryId, SubcontractId},
    library::{Clause, Facts, Form, LedgerFact, RowSource},
};

use crate::{
    Context, ServiceError, annex, contract, document,
    file::StoredFile,
    library::{self, LoadedLibrary, pinned_clauses},
    setup, subcontract, vendor,
};

/// Every form of the library.
///
/// # Errors
/// Without the right to see contracts.
pub async fn list(ctx: &Context) -> Result<Vec<FormSummary>, ServiceError> {
    ctx.authorize(Action::View, Resource::Contract)?;
    let source = Source::of_library(ctx).await?;
    let forms = source.library.library.forms.iter();
    forms
        .map(|form| Ok(form::summary(&source.content(form))))
        .collect()
}

/// The forms a contract needs.
///
/// # Errors
/// Without the right, for this unit too; when there is no such contract.
pub async fn list_of(ctx: &Context, id: ContractId) -> Result<Vec<FormSummary>, ServiceError> {
    let source = Source::of_contract(ctx, id).await?;
    let forms = &source.library.library.forms;
    let clauses = source.clauses();
    let needed = forms.iter().filter(|it| form::needed(it, forms, &clauses));
    Ok(needed
        .map(|it| form::summary(&source.content(it)))
        .collect())
}

/// A form that belongs to no contract, blank.
///
/// # Errors
/// Without the right to see contracts; when the library has no such form.
pub async fn blank_pdf(ctx: &Context, number: &str) -> Result<StoredFile, ServiceError> {
    ctx.authorize(Action::View, Resource::Contract)?;
    let source = Source::of_library(ctx).await?;
    source.print(ctx, number, Fill::Blank).await
}

/// The same for Word.
///
/// # Errors
/// As [`blank_pdf`].
pub async fn blank_docx(ctx: &Context, number: &str) -> Result<StoredFile, ServiceError> {
    ctx.authorize(Action::View, Resource::Contract)?;
    let source = Source::of_library(ctx).await?;
    source.print_for_word(ctx, number, Fill::Blank).await
}

/// A form of a contract; `about` is the subcontract that one about a subcontract is filled with.
///
/// # Errors
/// Without the right, for this unit too; when there is no such contract, form or subcontract.
pub async fn pdf(
    ctx: &Context,
    id: ContractId,
    number: &str,
    fill: Fill,
    about: Option<SubcontractId>,
) -> Result<StoredFile, ServiceError> {
    let source = Source::of_contract(ctx, id).await?;
    let source = source.with_subcontracts(ctx, number, about).await?;
    source.print(ctx, number, fill).await
}

/// The same for Word.
///
/// # Errors
/// As [`pdf`].
pub async fn docx(
    ctx: &Context,
    id: ContractId,
    number: &str,
    fill: Fill,
    about: Option<SubcontractId>,
) -> Result<StoredFile, ServiceError> {
    let source = Source::of_contract(ctx, id).await?;
    let source = source.with_subcontracts(ctx, number, about).await?;
    source.print_for_word(ctx, number, fill).await
}

/// What forms are made from.
struct Source {
    library: std::sync::Arc<LoadedLibrary>,
    municipality: String,
    settings: BTreeMap<String, u32>,
    record: Option<Contract>,
    contract: Option<FormContract>,
    /// Rows of the 別紙, by its number.
    appendices: BTreeMap<String, Vec<Vec<String>>>,
    /// Of the subcontract a form is about.
    facts: LedgerFacts,
    /// Of every subcontract.
    subcontracts: Vec<LedgerFacts>,
}

impl Source {
    async fn of_library(ctx: &Context) -> Result<Self, ServiceError> {
        let library = library::in_force(ctx, ctx.today()).await?;
        Ok(Self {
            municipality: setup::municipality(&ctx.db, &library).await?,
            settings: library.library.setting_values(&Facts::default()),
            library,
            record: None,
            contract: None,
            appendices: BTreeMap::new(),
            facts: LedgerFacts::new(),
            subcontracts: Vec::new(),
        })
    }

    async fn of_contract(ctx: &Context, id: ContractId) -> Result<Self, ServiceError> {
        ctx.authorize(Action::View, Resource::Contract)?;
        let contract = contract::of_row(contract::load_row(&ctx.db, id).await?)?;
        ctx.authorize_in(Action::View, Resource::Contract, contract.unit_id)?;
        let mut source = Self::of_library(ctx).await?;
        if contract.confidentiality.is_some() {
            source.settings = annex::settings(&contract, &source.library)?;
        }
        source.appendices = contract::appendices(&ctx.db, id).await?;
        source.contract = Some(form_contract(ctx, &contract).await?);
        source.record = Some(contract);
        Ok(source)
    }

    /// With what the form says of subcontracts, where it says anything.
    async fn with_subcontracts(
        mut self,
        ctx: &Context,
        number: &str,
        about: Option<SubcontractId>,
    ) -> Result<Self, ServiceError> {
        let form = self.form(number)?;
        let lists = form.rows_from == Some(RowSource::Subcontracts);
        if let Some(contract) = &self.record {
            if lists {
                self.subcontracts = subcontract::facts_of_all(ctx, contract).await?;
            }
            if let Some(id) = about {
                self.facts = subcontract::facts_of_one(ctx, contract, id).await?;
            }
        }
        Ok(self)
    }

    fn form(&self, number: &str) -> Result<&Form, ServiceError> {
        let mut forms = self.library.library.forms.iter();
        forms
            .rfind(|form| form.number == number)
            .ok_or(ServiceError::NotFound("様式"))
    }

    fn clauses(&self) -> BTreeSet<String> {
        let articles = self
            .contract
            .iter()
            .flat_map(|contract| contract.articles.keys());
        articles.cloned().collect()
    }

    fn content<'a>(&'a self, form: &'a Form) -> FormContent<'a> {
        FormContent {
            form,
            municipality: &self.municipality,
            settings: &self.settings,
            contract: self.contract.clone(),
            facts: self.facts.clone(),
            rows: self.rows(form),
        }
    }

    fn rows(&self, form: &Form) -> FormRows {
        let library = &self.library.library;
        match &form.rows_from {
            Some(RowSource::ContractChecks) => {
                FormRows::Questions(contract_questions(&library.check_items, &self.clauses()))
            }
            Some(RowSource::SelfInspectionQuestions) => {
                let questions = library.self_inspection_questions.iter();
                FormRows::Questions(questions.map(|it| it.question.clone()).collect())
            }
            Some(RowSource::Appendix(number)) => {
                let columns = library.appendices.iter().find(|it| it.number == *number);
                FormRows::Appendix {
                    columns: columns.map(|it| it.columns.clone()).unwrap_or_default(),
                    rows: self.appendices.get(number).cloned().unwrap_or_default(),
                }
            }
            Some(RowSource::Subcontracts) => FormRows::Ledger(self.subcontracts.clone()),
            None if form.check_items.is_empty() => FormRows::Blank,
            None => {
                let items = form
                    .check_items
                    .iter()
                    .filter_map(|id| library.find_check_item(id));
                FormRows::Questions(items.map(|item| item.question.clone()).collect())
            }
        }
    }

    async fn print(
        &self,
        ctx: &Context,
        number: &str,
        fill: Fill,
    ) -> Result<StoredFile, ServiceError> {
        let (document, name) = self.compose(number, fill)?;
        document::print(ctx, document, &format!("form-{name}"), &name).await
    }

    async fn print_for_word(
        &self,
        ctx: &Context,
        number: &str,
        fill: Fill,
    ) -> Result<StoredFile, ServiceError> {
        let (document, name) = self.compose(number, fill)?;
        document::print_for_word(ctx, document, &format!("form-{name}"), &name).await
    }

    /// The form, and the name of its file.
    fn compose(&self, number: &str, fill: Fill) -> Result<(Document, String), ServiceError> {
        let form = self.form(number)?;
        let of = self
            .contract
            .as_ref()
            .map(|contract| contract.contract_no.as_str());
        let blank = match fill {
            Fill::Blank => "_記入用",
            Fill::Ledger => "",
        };
        let about = self.facts.get(&LedgerFact::SubcontractorName);
        let of = of.into_iter().chain(about.map(String::as_str));
        let suffix: String = of.map(|part| format!("_{part}")).collect();
        let name = format!("{}_{}{suffix}{blank}", form.name(), form.title);
        Ok((form::compose(&self.content(form), fill), name))
    }
}

async fn form_contract(ctx: &Context, contract: &Contract) -> Result<FormContract, ServiceError> {
    let included = contract::clauses(&ctx.db, contract.id).await?;
    let ids: Vec<LibraryEntryId> = included
        .iter()
        .filter(|clause| clause.decision == Decision::Included)
        .map(|clause| clause.entry_id)
        .collect();
    let words = pinned_clauses(&ctx.db, &ids).await?;
    let clauses: Vec<&Clause> = words.values().map(|(_, clause)| clause).collect();
    let contractor = match contract.vendor_id {
        Some(id) => {
            let row = vendor::load_row(&ctx.db, id).await?;
            let branch = contract.vendor_branch.as_deref();
            Some(Contractor {
                name: annex::with_branch(row.name, branch),
                address: row.address.unwrap_or_default(),
                representative: row.representative.unwrap_or_default(),
            })
        }
        None => None,
    };
    Ok(FormContract {
        articles: article_numbers(&clauses),
        contract_no: contract.contract_no.clone(),
        title: contract.title.clone(),
        signed_on: contract.signed_on,
        period: (contract.starts_on, contract.ends_on),
        contractor,
    })
}
