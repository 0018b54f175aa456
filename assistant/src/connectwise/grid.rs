//! The Security Role screen: its modules and rows in the screen's order, its four
//! level columns, and the other spellings under which rows are known.
//!
//! Sources: vendors' published tables and the 2017 Security Roles Matrix; incomplete for
//! Procurement, Project, Sales, Service Desk, System, and Time & Expense.

use serde::{Deserialize, Serialize};

/// ConnectWise's limit for a Role ID.
pub const LONGEST_ROLE_NAME: usize = 30;
pub const TABLE_SETUP: &str = "Table Setup";
/// The column heads, in the screen's order.
pub const COLUMNS: [&str; 4] = ["Add Level", "Edit Level", "Delete Level", "Inquire Level"];

/// What a role may do in one cell. Ordered: All includes My, My includes None.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum Level {
    #[default]
    None,
    My,
    All,
}

impl Level {
    pub fn word(self) -> &'static str {
        match self {
            Self::None => "None",
            Self::My => "My",
            Self::All => "All",
        }
    }
}

/// Module and rows, in the screen's order.
pub const GRID: &[(&str, &[&str])] = &[
    (
        "Companies",
        &[
            "Company Maintenance",
            "Company/Contact Group Maintenance",
            "Configuration - Display Passwords",
            "Configurations",
            "Contacts",
            "CRM/Sales Activities",
            "Import Contacts",
            "Manage Attachments",
            "Management",
            "Notes",
            "Reports",
            "Surveys",
            "Team Members",
            "Tracks",
            "UserCentric",
        ],
    ),
    (
        "Finance",
        &[
            "Accounting Interface",
            "Agreement Invoicing",
            "Agreement Sales",
            "Agreements",
            "Billing Rate Maintenance",
            "Billing Reconciliation",
            "Billing View Time",
            "Company Finance",
            "Expense Reimbursements",
            "Financial Dashboard",
            "Invoice Approval",
            "Invoicing",
            "Reports",
        ],
    ),
    (
        "Marketing",
        &["ConnectWise Campaign", "Marketing Groups", "Marketing Management", "Marketing Reports"],
    ),
    (
        "Procurement",
        &[
            "Inventory Adjustments",
            "Inventory Transfers",
            "Product Billable Option",
            "Product Catalog",
            "Products",
            "Purchase Orders",
            "Purchase Orders (Asio)",
            "Reports",
        ],
    ),
    (
        "Project",
        &[
            "Close Project Tickets",
            "Close Projects",
            "Project Contacts",
            "Project Headers",
            "Project Management",
            "Project Notes",
            "Project Phase",
            "Project Product",
            "Project Scheduling",
            "Project Teams",
            "Project Templates",
            "Project Ticket - Dependencies",
            "Project Ticket Tasks",
            "Project Tickets",
            "Reports",
        ],
    ),
    (
        "Sales",
        &[
            "Closed Opportunity",
            "Opportunity",
            "Sales Dashboard",
            "Sales Funnel",
            "Sales Orders",
            "Sales Orders Finance",
            "Reports",
        ],
    ),
    (
        "Service Desk",
        &[
            "Change Approvals",
            "Close Service Tickets",
            "Merge Tickets",
            "Reports",
            "Resource Scheduling",
            "Service Ticket - Dependencies",
            "Service Tickets",
            "Service Tickets - Finance",
            "SLA Dashboard",
            "Ticket Templates",
        ],
    ),
    (
        "System",
        &[
            "API Reports",
            "Custom Menu Entry",
            "Manage Hosted API",
            "Mass Maintenance",
            "Member Maintenance",
            "My Account",
            "My Company",
            "Security",
            "System Reports",
            "Table Setup",
        ],
    ),
    (
        "Time & Expense",
        &[
            "Expense Report Entry",
            "Reports",
            "Time Approval",
            "Time Entry",
            "Time Entry Billable Option",
        ],
    ),
];

/// Other spellings seen in guides and answers, already reduced by [`reduced`]: what is
/// written -> the row's own name, reduced likewise.
const OTHER_SPELLINGS: &[(&str, &str)] = &[
    ("setuptables", "tablesetup"),
    ("tablessetup", "tablesetup"),
    ("securityroles", "security"),
    ("product", "products"),
    ("projectticket", "projecttickets"),
    ("projectticketdependancies", "projectticketdependencies"),
    ("serviceticketdependancies", "serviceticketdependencies"),
    ("closeserviceticket", "closeservicetickets"),
    ("closedservicetickets", "closeservicetickets"),
    ("closedserviceticket", "closeservicetickets"),
    ("userscenarios", "usercentric"),
    ("teamsmembers", "teammembers"),
];

const OTHER_MODULES: &[(&str, &str)] = &[
    ("companymodule", "companies"),
    ("company", "companies"),
    ("timeandexpenses", "timeandexpense"),
    ("timeexpense", "timeandexpense"),
    ("service", "servicedesk"),
];

/// A row of [`GRID`]: module and row by position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RowId {
    module: usize,
    row: usize,
}

impl RowId {
    pub fn module(self) -> &'static str {
        GRID[self.module].0
    }

    pub fn name(self) -> &'static str {
        GRID[self.module].1[self.row]
    }
}

/// Finds a row by module and name, whatever the case, spaces, hyphens and known variants.
pub fn find(module: &str, row: &str) -> Option<RowId> {
    let module = canonical(module, OTHER_MODULES);
    let row = canonical(row, OTHER_SPELLINGS);
    let module = GRID.iter().position(|(name, _)| reduced(name) == module)?;
    let row = GRID[module].1.iter().position(|name| reduced(name) == row)?;
    Some(RowId { module, row })
}

fn canonical(text: &str, variants: &[(&str, &str)]) -> String {
    let text = reduced(text);
    match variants.iter().find(|(seen, _)| *seen == text) {
        Some((_, own)) => (*own).to_owned(),
        None => text,
    }
}

/// Lower-case letters and digits; "&" reads "and"; a trailing "*" or "(customize*)" goes.
fn reduced(text: &str) -> String {
    let text = text.to_lowercase().replace('&', "and").replace("(customize*)", "");
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_row_is_found_by_its_own_name_and_no_two_collide() {
        let mut seen = HashSet::new();
        for (module, rows) in GRID {
            for row in *rows {
                let id = find(module, row).unwrap();
                assert_eq!((id.module(), id.name()), (*module, *row));
                assert!(seen.insert(id), "{module}/{row} is found twice");
            }
        }
    }

    #[test]
    fn spellings_of_guides_find_their_row() {
        let cases = [
            ("Time and Expense", "Time Entry", "Time Entry"),
            ("Time & Expenses", "time entry", "Time Entry"),
            ("System", "Setup Tables", "Table Setup"),
            ("System", "Table Setup (customize*)", "Table Setup"),
            ("System", "Security Roles", "Security"),
            ("Company module", "Company Maintenance", "Company Maintenance"),
            ("Procurement", "Product", "Products"),
            ("Project", "Project Ticket", "Project Tickets"),
            ("Project", "Project Ticket - Dependancies", "Project Ticket - Dependencies"),
            ("Service Desk", "Closed Service Tickets", "Close Service Tickets"),
            ("Companies", "User Scenarios", "UserCentric"),
            ("Companies", "Teams Members", "Team Members"),
            ("companies", "CRM / Sales-Activities", "CRM/Sales Activities"),
            ("Companies", "Configurations*", "Configurations"),
        ];
        for (module, written, own) in cases {
            assert_eq!(find(module, written).map(RowId::name), Some(own), "{module}/{written}");
        }
        assert_eq!(find("Companies", "Time Entry"), None);
    }
}
