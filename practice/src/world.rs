//! What exists in the practice ConnectWise: companies with their hosts, roles, members, keys and amounts of data.
//!
//! Everything is plain data that a test may change before the start or, through `Practice::change`, while it runs.

use std::time::Duration;

use crate::fault::Fault;
use crate::role::Role;

/// Everything the server knows. [`World::sample`] is the place to start.
#[derive(Clone)]
pub struct World {
    /// The companies; several may share a host. Requests to the loopback address itself go to the first.
    pub tenants: Vec<Tenant>,
    /// How long every request waits before it is answered.
    pub latency: Duration,
    /// What goes wrong on purpose: the first that matches a request and has turns left decides its answer.
    pub faults: Vec<Fault>,
    /// Which of the possible forms an answer takes where the real one is unknown or differs between servers.
    pub quirks: Quirks,
}

/// One company's ConnectWise.
#[derive(Clone)]
pub struct Tenant {
    /// Where people sign in: `na.myconnectwise.net`. The API's host is this with `api-` in front, if `cloud`.
    pub site_host: String,
    pub cloud: bool,
    /// What people type on the sign-in page; upper and lower case matter.
    pub company_id: String,
    /// `CompanyID` in the answer of companyinfo, which may differ from what is typed.
    pub answered_company_id: String,
    pub company_name: String,
    /// With its slash: `v2025_1/`.
    pub codebase: String,
    /// The client IDs (GUIDs) this company's requests may carry, in any case.
    pub client_ids: Vec<String>,
    pub roles: Vec<Role>,
    pub members: Vec<Member>,
    pub data: Data,
}

/// An API member.
#[derive(Clone)]
pub struct Member {
    pub id: u32,
    /// The Member ID: at most 15 characters in ConnectWise.
    pub identifier: String,
    pub name: String,
    /// The id of its role.
    pub role: u32,
    pub active: bool,
    /// `Corporate (Level 1)`. Any level that does not begin with `Corporate` hides every company.
    pub structure_level: String,
    pub keys: Vec<KeyPair>,
    /// Boards hidden by Restrict Board Access: their tickets are left out. The sample boards are 1 to 4.
    pub hidden_boards: Vec<u32>,
}

/// A pair as ConnectWise issues it.
#[derive(Clone)]
pub struct KeyPair {
    pub public: String,
    pub private: String,
    pub active: bool,
}

/// How many sample records there are of each kind.
#[derive(Debug, Clone)]
pub struct Data {
    pub companies: usize,
    pub contacts: usize,
    pub configurations: usize,
    pub activities: usize,
    /// Of each company.
    pub documents: usize,
    /// Of each company.
    pub team_members: usize,
    /// Of each company.
    pub company_notes: usize,
    pub agreements: usize,
    pub invoices: usize,
    pub catalog_items: usize,
    pub products: usize,
    pub opportunities: usize,
    pub service_tickets: usize,
    /// Of each service ticket.
    pub ticket_notes: usize,
    pub time_entries: usize,
    pub expense_entries: usize,
    pub projects: usize,
    pub project_tickets: usize,
}

impl Data {
    /// The same number of everything: 0 is a ConnectWise nobody has used yet.
    pub fn of_each(count: usize) -> Data {
        Data {
            companies: count,
            contacts: count,
            configurations: count,
            activities: count,
            documents: count,
            team_members: count,
            company_notes: count,
            agreements: count,
            invoices: count,
            catalog_items: count,
            products: count,
            opportunities: count,
            service_tickets: count,
            ticket_notes: count,
            time_entries: count,
            expense_entries: count,
            projects: count,
            project_tickets: count,
        }
    }
}

/// Forms an answer may take where the real server's is unknown, or where servers differ.
#[derive(Debug, Clone, Default)]
pub struct Quirks {
    /// Setup tables then need Table Setup's Inquire and the table in `Role::allowed_tables`; the developer guide says they do not.
    pub tables_need_permission: bool,
    pub levels: Levels,
    pub row_names: RowNames,
    pub bad_keys: BadKeys,
    /// `IsCloud` as `true` instead of `"True"`.
    pub is_cloud_as_bool: bool,
    /// companyinfo answers 404 for a company it does not know, instead of 200 with `null`.
    pub unknown_company_is_404: bool,
    /// Lists come in pages of at most this many, whatever `pageSize` asks for, and a `Link` header names the next page. The real
    /// server's bound is 1,000.
    pub longest_page: Option<usize>,
    /// Without such a header, so that nothing shows that there is more.
    pub pages_unannounced: bool,
    /// Each connection is closed after its answer, without a word of it before.
    pub closes_unannounced: bool,
    /// A connection gives one answer. What is asked by it next meets its end, as where a server closes idle ones just then.
    pub answers_once: bool,
}

/// How `/system/mySecurity` writes levels.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Levels {
    /// `"None"`, `"My"`, `"All"`.
    #[default]
    Words,
    /// `null` where the level is None.
    NullForNone,
    /// `null` everywhere: nothing can be learned.
    AllNull,
}

/// Which fields of `/system/mySecurity` hold the words of the screen: no sample answer is public.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum RowNames {
    /// In `moduleDescription` and `moduleFunctionDescription`; the names are run-together identifiers.
    #[default]
    InDescription,
    /// In `moduleName` and `moduleFunctionName`; the descriptions are empty.
    InName,
    /// In the descriptions, but in other case, with other hyphens and spaces, and with vendors' other spellings.
    SpelledDifferently,
    /// Nowhere: only numbers, so that no row can be matched.
    Opaque,
}

/// How wrong keys are refused.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum BadKeys {
    /// Cloud: 401 `Unauthorized`; on-premises: 401 `ConnectWiseApi: UserNotAuthenticated`.
    #[default]
    AsUsual,
    /// 404 `NotFound`, as the developer guide says the cloud may.
    NotFound,
}

impl Tenant {
    /// The host its API answers on. Scripts call the sandboxes without `api-`.
    pub fn api_host(&self) -> String {
        let bare = !self.cloud || self.site_host.starts_with("sandbox-");
        if bare { self.site_host.clone() } else { format!("api-{}", self.site_host) }
    }
}
