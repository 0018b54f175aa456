//! Practice mode: starts the practice ConnectWise with a tenant made for one integration,
//! in a situation that can be rehearsed, and knows the values a person would find there.

use practice::{Fault, How, Level as Played, On, Practice, Role, Tenant as Company, World};

use connectwise::grid::{Level, MEMBER_MAINTENANCE, SECURITY};
use ground::secret::Secret;
use integration::Integration;
use setup::practice::{Situation, Tenant};

/// The practice ConnectWise while it runs; it stops when dropped.
pub struct Running {
    server: Practice,
    pub tenant: Tenant,
    /// The whole private key, and the role as it should be.
    right: (Secret, Role),
}

/// Starts it: the sample company, whose member has just the role this integration needs,
/// but for what the situation spoils.
pub async fn start(integration: &Integration, situation: Situation) -> std::io::Result<Running> {
    let mut world = World::sample();
    let missing = || std::io::Error::other("the practice ConnectWise has no sample company");
    let company = world.tenants.first_mut().ok_or_else(missing)?;
    let role = company.roles.first_mut().ok_or_else(missing)?;
    let right = exact(integration, role.id);
    *role = right.clone();
    let keys = company
        .members
        .iter_mut()
        .find_map(|member| {
            member.role = right.id;
            if let Some(id) = integration.suggested_member_id() {
                member.identifier = id;
            }
            member.keys.first().cloned()
        })
        .ok_or_else(missing)?;
    let mut tenant = Tenant {
        origin: String::new(),
        site: company.site_host.clone(),
        company_id: company.company_id.clone(),
        company_name: company.company_name.clone(),
        public_key: Secret::new(keys.public),
        private_key: Secret::new(keys.private),
        client_id: Secret::new(company.client_ids.first().cloned().unwrap_or_default()),
        amiss: Some(situation).filter(|situation| situation.is_put_right_there()),
    };
    let whole_key = tenant.private_key.clone();
    spoil(&mut world, &mut tenant, integration, situation);
    let server = Practice::start(world).await?;
    tenant.origin = server.origin().to_owned();
    Ok(Running { server, tenant, right: (whole_key, right) })
}

impl Running {
    /// Does what a person would do in ConnectWise.
    pub fn put_right(&mut self) {
        let (key, role) = self.right.clone();
        self.tenant.private_key = key;
        self.tenant.amiss = None;
        self.server.change(|world| {
            let Some(company) = world.tenants.first_mut() else { return };
            if let Some(held) = company.roles.iter_mut().find(|held| held.id == role.id) {
                *held = role;
            }
            for member in &mut company.members {
                member.structure_level = CORPORATE.to_owned();
            }
        });
    }
}

const CORPORATE: &str = "Corporate (Level 1)";

/// The role with exactly what the integration needs.
fn exact(integration: &Integration, id: u32) -> Role {
    let mut role = Role::none(integration.role.name.text.to_string());
    role.id = id;
    for row in &integration.role.rows {
        role.set(&row.module, &row.row, row.levels().map(played));
    }
    role.allowed_tables = integration.role.tables.iter().map(|table| table.to_string()).collect();
    role
}

fn spoil(world: &mut World, tenant: &mut Tenant, integration: &Integration, situation: Situation) {
    let Some(company) = world.tenants.first_mut() else { return };
    match situation {
        Situation::Smooth => {}
        Situation::ShortRole => narrow(company, integration),
        Situation::WideRole => widen(company, integration),
        Situation::SwappedKeys => {
            std::mem::swap(&mut tenant.public_key, &mut tenant.private_key);
        }
        Situation::WrongRegion => {
            // The same company ID in both; the keys are those of the other one.
            let mut other = company.clone();
            if let Some(host) = world.tenants.get(1).map(|second| second.site_host.clone()) {
                other.site_host = host;
            }
            if let Some(here) = world.tenants.first_mut() {
                here.members.iter_mut().for_each(|member| member.keys.clear());
            }
            world.tenants.push(other);
        }
        Situation::CutKey => {
            let whole: Vec<char> = tenant.private_key.expose().chars().collect();
            let part = &whole[..whole.len().saturating_sub(4)];
            tenant.private_key = Secret::new(part.iter().collect::<String>());
        }
        Situation::NoCompanies => {
            for member in &mut company.members {
                member.structure_level = "Site (Level 3)".to_owned();
            }
        }
        Situation::LevelsHidden => {
            world.faults =
                vec![Fault::always(On::Path("/system/mySecurity".into()), How::Forbidden)];
        }
        Situation::Busy => {
            let busy = How::TooManyRequests { retry_after: Some("4".to_owned()) };
            world.faults = vec![Fault::times(On::Path("/system/my".into()), busy, 2)];
        }
    }
}

/// Leaves out what the integration's first rows need. Companies stay visible where another
/// row can be taken, so that one thing is amiss at a time.
fn narrow(company: &mut Company, integration: &Integration) {
    let Some(role) = company.roles.first_mut() else { return };
    let needed = || integration.role.rows.iter().filter(|row| row.levels()[3] != Level::None);
    let is_companies = |row: &&integration::Row| *row.row == *"Company Maintenance";
    let others: Vec<_> = needed().filter(|row| !is_companies(row)).collect();
    let rows = if others.is_empty() { needed().collect() } else { others };
    if let Some(row) = rows.first() {
        role.set(&row.module, &row.row, [Played::None; 4]);
    }
    if let Some(row) = rows.get(1) {
        let [add, edit, delete, _] = row.levels().map(played);
        role.set(&row.module, &row.row, [add, edit, delete, Played::My]);
    }
    role.allowed_tables.pop();
}

/// Opens what nobody asked for.
fn widen(company: &mut Company, integration: &Integration) {
    let Some(role) = company.roles.first_mut() else { return };
    if let Some(row) = integration.role.rows.first() {
        let [add, edit, _, inquire] = row.levels().map(played);
        role.set(&row.module, &row.row, [add, edit, Played::All, inquire]);
    }
    let needed = |(module, name): (&str, &str)| {
        integration.role.rows.iter().any(|row| *row.module == *module && *row.row == *name)
    };
    for (module, row) in [SECURITY, MEMBER_MAINTENANCE] {
        if !needed((module, row)) {
            role.set(module, row, [Played::None, Played::All, Played::None, Played::All]);
        }
    }
    if !needed(("Finance", "Invoicing")) {
        role.set("Finance", "Invoicing", [Played::None, Played::None, Played::None, Played::All]);
    }
}

fn played(level: Level) -> Played {
    match level {
        Level::None => Played::None,
        Level::My => Played::My,
        Level::All => Played::All,
    }
}
