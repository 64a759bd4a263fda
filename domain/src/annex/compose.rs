//! Contract, clauses and settings → [`super::AnnexDocument`].
