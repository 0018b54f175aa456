//! Practice mode: starts the practice ConnectWise with a tenant made for one integration,
//! and knows the values a person would find there.

use practice::{Level as Played, Practice, Role, World};

use crate::connectwise::grid::Level;
use crate::integration::Integration;
use crate::secret::Secret;

/// What ConnectWise would show a person, in practice.
#[derive(Clone, Debug)]
pub struct Tenant {
    pub origin: String,
    pub site: String,
    pub company_id: String,
    pub company_name: String,
    pub public_key: Secret,
    pub private_key: Secret,
    pub client_id: Secret,
}

/// The practice ConnectWise while it runs; it stops when dropped.
pub struct Running {
    _server: Practice,
    pub tenant: Tenant,
}

/// Starts it: the sample company, whose member has just the role this integration needs.
pub async fn start(integration: &Integration) -> std::io::Result<Running> {
    let mut world = World::sample();
    let missing = || std::io::Error::other("the practice ConnectWise has no sample company");
    let company = world.tenants.first_mut().ok_or_else(missing)?;
    let role = company.roles.first_mut().ok_or_else(missing)?;
    let id = role.id;
    *role = Role::none(integration.role.name.text.to_string());
    role.id = id;
    for row in &integration.role.rows {
        role.set(&row.module, &row.row, row.levels().map(played));
    }
    role.allowed_tables = integration.role.tables.iter().map(|table| table.to_string()).collect();
    let keys = company
        .members
        .iter_mut()
        .find_map(|member| {
            member.role = id;
            member.keys.first().cloned()
        })
        .ok_or_else(missing)?;
    let tenant = Tenant {
        origin: String::new(),
        site: company.site_host.clone(),
        company_id: company.company_id.clone(),
        company_name: company.company_name.clone(),
        public_key: Secret::new(keys.public),
        private_key: Secret::new(keys.private),
        client_id: Secret::new(company.client_ids.first().cloned().unwrap_or_default()),
    };
    let server = Practice::start(world).await?;
    let tenant = Tenant { origin: server.origin().to_owned(), ..tenant };
    Ok(Running { _server: server, tenant })
}

fn played(level: Level) -> Played {
    match level {
        Level::None => Played::None,
        Level::My => Played::My,
        Level::All => Played::All,
    }
}
