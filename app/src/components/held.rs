//! What a form that was refused without JavaScript is filled with again.

use serde::{Deserialize, Serialize};

/// The part of such a form that people type: the fields `input[…]`. A part that is missing is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct HeldInput<T: Default> {
    /// As typed.
    pub input: T,
}
