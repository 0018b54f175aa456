//! What ConnectWise tells of a sign-in and of the member.

use connectwise::cause::Cause;
use connectwise::json::{Few, Record, records};
use connectwise::reply::Reply;
use ground::text::shown;
use serde::Deserialize;

use super::finding::Who;

/// What `/system/info` tells. Only a version and one of the others make it ConnectWise's: many
/// a web server says 200 with some object.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Info {
    version: String,
    is_cloud: Option<bool>,
    server_time_zone: Option<String>,
    cloud_region: Option<String>,
    license_bits: Option<serde::de::IgnoredAny>,
}

/// Whether the sign-in question was answered to somebody who is signed in: with ConnectWise's
/// version, or with its own "you have no permission for this".
pub(super) fn is_signed_in(reply: &Reply) -> bool {
    let Some(Record(info)) = reply.data::<Record<Info>>() else {
        return reply.cause() == Cause::PermissionMissing;
    };
    let is_version = info.version.trim_start_matches(['v', 'V']).starts_with(char::is_numeric);
    let more = [
        info.is_cloud.is_some(),
        info.server_time_zone.is_some(),
        info.cloud_region.is_some(),
        info.license_bits.is_some(),
    ];
    is_version && more.contains(&true)
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct MyMember {
    identifier: Option<String>,
    license_class: Option<String>,
    inactive_flag: Option<bool>,
    admin_flag: Option<bool>,
    security_role: Option<Named>,
    structure_level: Option<Named>,
    security_location: Option<Named>,
    restrict_location_flag: Option<bool>,
    restrict_department_flag: Option<bool>,
    #[serde(default)]
    excluded_service_board_ids: Option<Vec<i64>>,
}

#[derive(Deserialize)]
struct Named {
    id: Option<u64>,
    name: Option<String>,
}

impl Who {
    /// One member, or a list of one: the public descriptions disagree.
    pub fn read(reply: &Reply) -> Option<Self> {
        let list = reply.data::<Few<Record<MyMember>>>().map(records);
        let mut members = list.or_else(|| reply.data().map(|Record(one)| vec![one]))?;
        let alone = members.len() == 1 && reply.next.is_none();
        if alone { Self::of(members.remove(0)) } else { None }
    }

    fn of(me: MyMember) -> Option<Self> {
        let name = |named: &Option<Named>| {
            named.as_ref().and_then(|n| n.name.as_deref()).map(shown).filter(|n| !n.is_empty())
        };
        Some(Self {
            identifier: shown(&me.identifier?),
            role: name(&me.security_role),
            role_id: me.security_role.as_ref().and_then(|role| role.id),
            level: name(&me.structure_level),
            location: name(&me.security_location),
            restricted_to_location: me.restrict_location_flag == Some(true),
            restricted_to_department: me.restrict_department_flag == Some(true),
            hidden_boards: me.excluded_service_board_ids.map_or(0, |ids| ids.len()),
            admin: me.admin_flag == Some(true),
            // A = API member (the API's own description).
            is_person: me.license_class.is_some_and(|class| {
                let class = class.trim();
                !class.is_empty() && !class.eq_ignore_ascii_case("A")
            }),
            inactive: me.inactive_flag == Some(true),
        })
    }

    pub(super) fn words(&self) -> String {
        let part = |what: &str, value: &Option<String>| {
            value.as_ref().map(|value| format!("{what} {value}"))
        };
        let boards = match self.hidden_boards {
            0 => None,
            1 => Some("1 service board hidden".to_owned()),
            n => Some(format!("{n} service boards hidden")),
        };
        [
            Some(self.identifier.clone()),
            part("role", &self.role),
            part("level", &self.level),
            part("location", &self.location),
            boards,
        ]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(", ")
    }
}
