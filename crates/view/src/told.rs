//! Role and member as ConnectWise told them, else as they were typed or advised.

use super::member_form;
use integration::Integration;
use setup::{Connection, Present, RoleWay};

/// ConnectWise's own name for it, where the last check was told one.
pub fn role_name(connection: &Connection, integration: &Integration) -> String {
    let told = connection.fresh().and_then(|outcome| outcome.role.as_ref());
    match (connection.role_way, told) {
        (RoleWay::New, Some(name)) => name.clone(),
        (RoleWay::New, None) => integration.role.name.text.to_string(),
        (RoleWay::Existing, Some(name)) => format!("{name} (existed before)"),
        (RoleWay::Existing, None) => "A role that existed before".into(),
        (RoleWay::Admin, Some(name)) => format!("{name} (an administrator role)"),
        (RoleWay::Admin, None) => "An administrator role".into(),
    }
}

/// The member that ConnectWise named, else the Member ID that was typed, else the one advised.
pub fn member_id(present: Present) -> Option<String> {
    let connection = present.connection;
    let told = connection.fresh().and_then(|outcome| outcome.member.clone());
    told.or_else(|| connection.member_id.clone())
        .filter(|id| !id.is_empty())
        .or_else(|| member_form::value_of(present, "Member ID"))
}
