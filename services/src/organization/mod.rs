//! 職員・組織: units, people in office, roles with dates.

mod people;
mod people_list;
mod roles;
mod units;

pub(crate) use crate::error::conflict;
pub use people::{add_person, change_person, list_people, load_person};
pub(crate) use people::{insert_person, people, people_names, update_person};
pub(crate) use people_list::people_matching;
pub use people_list::people_page;
pub use roles::{assign_role, end_role, list_roles};
pub(crate) use units::{
    Units, insert_unit, unit_codes, unit_names, unit_names_in, units, update_unit,
};
pub use units::{add_unit, change_unit, choosable_units, list_units, load_unit};
