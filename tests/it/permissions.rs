//! Who may do what, as a table anybody can read. A changed permission changes the snapshot.

use domain::authorization::{Action, Resource, Role};

#[test]
fn the_permission_matrix_is_the_one_agreed() {
    let mut table = String::from("役割\\対象");
    for resource in Resource::ALL {
        table.push_str(&format!("\t{}", resource.label()));
    }
    for role in Role::ALL {
        table.push_str(&format!("\n{}", role.label()));
        for resource in Resource::ALL {
            let allowed: Vec<&str> = Action::ALL
                .iter()
                .filter(|action| role.may(**action, *resource))
                .map(|action| action.label())
                .collect();
            table.push_str(&format!(
                "\t{}",
                if allowed.is_empty() {
                    "×".to_owned()
                } else {
                    allowed.join("・")
                }
            ));
        }
    }
    insta::assert_snapshot!(table);
}

#[test]
fn nobody_who_edits_contracts_approves_them() {
    for role in Role::ALL {
        let both = role.may(Action::Edit, Resource::Contract)
            && role.may(Action::Approve, Resource::Contract);
        assert!(!both, "{}", role.label());
    }
}
