//! The world one usually starts with: a cloud company in North America, one in Europe, and one with a server of its own.
//!
//! Names and keys are invented; the domain names are reserved or ConnectWise's own public ones.

use std::time::Duration;

use crate::role::Role;
use crate::world::{Data, KeyPair, Member, Quirks, Tenant, World};
use connectwise::grid::Level;

/// Where the first company signs in.
pub const SITE_HOST: &str = "na.myconnectwise.net";
/// The first company's ID.
pub const COMPANY_ID: &str = "acme-msp";
/// The key pair of the first company's member whose role allows everything.
pub const PUBLIC_KEY: &str = "PRACTICEpub2468x";
/// Belongs to [`PUBLIC_KEY`].
pub const PRIVATE_KEY: &str = "PRACTICEprv1357y";
/// The key pair of the first company's member whose role leaves things out.
pub const LIMITED_PUBLIC_KEY: &str = "LIMITEDpubl2468x";
/// Belongs to [`LIMITED_PUBLIC_KEY`].
pub const LIMITED_PRIVATE_KEY: &str = "LIMITEDpriv1357y";
/// A client ID every sample company accepts.
pub const CLIENT_ID: &str = "11112222-3333-4444-8555-666677778888";

impl World {
    /// Three companies: `acme-msp` on na (cloud), `nordlicht` on eu (cloud, and its companyinfo answers another ID than the one
    /// typed), `example-msp` on cw.example-msp.com (on-premises). `acme-msp` has a second member with a smaller role.
    pub fn sample() -> World {
        World {
            tenants: vec![acme(), nordlicht(), example()],
            latency: Duration::ZERO,
            faults: Vec::new(),
            quirks: Quirks::default(),
        }
    }
}

fn acme() -> Tenant {
    let mut limited = Role::full("Practice limited");
    limited.id = 12;
    limited.allowed_tables.truncate(4);
    limited.set("Companies", "Configurations", [Level::None, Level::None, Level::None, Level::My]);
    limited.set("Finance", "Agreements", [Level::None; 4]);
    limited.set(
        "Service Desk",
        "Service Tickets",
        [Level::All, Level::All, Level::None, Level::All],
    );
    limited.set("System", "Member Maintenance", [Level::None; 4]);
    let mut second = member(
        212,
        "practice-small",
        "Practice limited member",
        12,
        LIMITED_PUBLIC_KEY,
        LIMITED_PRIVATE_KEY,
    );
    second.hidden_boards = vec![3];
    let mut tenant = cloud(SITE_HOST, COMPANY_ID, "Acme Managed Services");
    tenant.roles.push(limited);
    tenant.members.push(second);
    tenant
}

fn nordlicht() -> Tenant {
    let mut tenant = cloud("eu.myconnectwise.net", "nordlicht", "Nordlicht Systemhaus");
    tenant.answered_company_id = "NLS".to_owned();
    tenant.members = vec![member(
        211,
        "practice",
        "Practice member",
        11,
        "NORDLICHTpub246x",
        "NORDLICHTprv135y",
    )];
    tenant
}

fn example() -> Tenant {
    let mut tenant = cloud("cw.example-msp.com", "example-msp", "Example IT Partners");
    tenant.cloud = false;
    tenant.codebase = "v4_6_release/".to_owned();
    tenant.members = vec![member(
        211,
        "practice",
        "Practice member",
        11,
        "EXAMPLEMSPpub46x",
        "EXAMPLEMSPprv35y",
    )];
    tenant
}

fn cloud(site_host: &str, company_id: &str, company_name: &str) -> Tenant {
    let mut full = Role::full("Practice full");
    full.id = 11;
    Tenant {
        site_host: site_host.to_owned(),
        cloud: true,
        company_id: company_id.to_owned(),
        answered_company_id: company_id.to_owned(),
        company_name: company_name.to_owned(),
        codebase: "v2025_1/".to_owned(),
        client_ids: vec![CLIENT_ID.to_owned()],
        roles: vec![full],
        members: vec![member(211, "practice", "Practice member", 11, PUBLIC_KEY, PRIVATE_KEY)],
        data: Data::default(),
    }
}

fn member(id: u32, identifier: &str, name: &str, role: u32, public: &str, private: &str) -> Member {
    Member {
        id,
        identifier: identifier.to_owned(),
        name: name.to_owned(),
        role,
        active: true,
        structure_level: "Corporate (Level 1)".to_owned(),
        keys: vec![KeyPair {
            public: public.to_owned(),
            private: private.to_owned(),
            active: true,
        }],
        hidden_boards: Vec::new(),
    }
}

impl Default for Data {
    /// A small company's worth.
    fn default() -> Data {
        Data {
            companies: 40,
            contacts: 60,
            configurations: 50,
            activities: 12,
            documents: 3,
            team_members: 2,
            company_notes: 2,
            agreements: 30,
            invoices: 45,
            catalog_items: 35,
            products: 28,
            opportunities: 15,
            service_tickets: 80,
            ticket_notes: 3,
            time_entries: 55,
            expense_entries: 10,
            projects: 9,
            project_tickets: 26,
        }
    }
}
