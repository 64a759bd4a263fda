//! Server functions of contracts.

use domain::{contract::detail::ContractDetail, id::ContractId};
use leptos::prelude::*;

use crate::error::AppError;

#[server(name = LoadContractDetail, endpoint = "contract/detail")]
pub async fn contract_detail(id: ContractId) -> Result<ContractDetail, AppError> {
    Ok(services::contract::load(&crate::server_context::context()?, id).await?)
}
