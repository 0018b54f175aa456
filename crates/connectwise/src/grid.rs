//! The Security Role screen: its modules and rows in the screen's order, its four
//! level columns, and the other spellings under which rows are known.
//!
//! Sources: vendors' published tables and the 2017 Security Roles Matrix; incomplete for
//! Procurement, Project, Sales, Service Desk, System, and Time & Expense.

use serde::{Deserialize, Serialize};

/// ConnectWise's limit for a Role ID.
pub const LONGEST_ROLE_NAME: usize = 30;
pub const TABLE_SETUP: &str = "Table Setup";
/// Module and row that say who may change roles, and members, and read the passwords kept
/// with configurations: the gravest of all.
pub const SECURITY: (&str, &str) = ("System", "Security");
pub const MEMBER_MAINTENANCE: (&str, &str) = ("System", "Member Maintenance");
pub const PASSWORDS: (&str, &str) = ("Companies", "Configuration - Display Passwords");
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

    use proptest::prelude::*;

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

    type Spelled = &'static [&'static str];

    /// Every spelling of the public list of variants, in each module it was seen in.
    const SPELLINGS: &[(Spelled, Spelled, (&str, &str))] = &[
        (
            &["System"],
            &[
                "Table Setup",
                "Setup Tables",
                "Tables Setup",
                "Table Setup (customize*)",
                "Table Setup*",
            ],
            ("System", "Table Setup"),
        ),
        (&["System"], &["Security", "Security Roles"], SECURITY),
        (&["System"], &["Member Maintenance", "member  maintenance"], MEMBER_MAINTENANCE),
        (
            &["Companies", "Company module", "Company Module", "companies", "Company"],
            &["Company Maintenance", "Company maintenance", "COMPANY MAINTENANCE"],
            ("Companies", "Company Maintenance"),
        ),
        (
            &["Companies", "Company module"],
            &["Configurations", "Configurations*", "configurations *"],
            ("Companies", "Configurations"),
        ),
        (
            &["Companies", "Company module"],
            &["CRM/Sales Activities", "CRM / Sales Activities", "CRM/Sales-Activities"],
            ("Companies", "CRM/Sales Activities"),
        ),
        (
            &["Companies", "Company module"],
            &["UserCentric", "User Centric", "User Scenarios", "User-Scenarios"],
            ("Companies", "UserCentric"),
        ),
        (
            &["Companies", "Company module"],
            &["Team Members", "Teams Members", "team members"],
            ("Companies", "Team Members"),
        ),
        (&["Procurement"], &["Products", "Product", "PRODUCT"], ("Procurement", "Products")),
        (&["Procurement"], &["Product Catalog"], ("Procurement", "Product Catalog")),
        (&["Project"], &["Project Tickets", "Project Ticket"], ("Project", "Project Tickets")),
        (
            &["Project"],
            &[
                "Project Ticket - Dependencies",
                "Project Ticket - Dependancies",
                "Project Ticket-Dependancies",
                "Project Ticket \u{2013} Dependencies",
            ],
            ("Project", "Project Ticket - Dependencies"),
        ),
        (&["Project"], &["Close Project Tickets"], ("Project", "Close Project Tickets")),
        (
            &["Service Desk", "Service"],
            &["Service Ticket - Dependencies", "Service Ticket - Dependancies"],
            ("Service Desk", "Service Ticket - Dependencies"),
        ),
        (
            &["Service Desk", "Service"],
            &[
                "Close Service Tickets",
                "Close Service Ticket",
                "Closed Service Tickets",
                "Closed Service Ticket",
            ],
            ("Service Desk", "Close Service Tickets"),
        ),
        (
            &["Service Desk"],
            &["Service Tickets", "Service Tickets*"],
            ("Service Desk", "Service Tickets"),
        ),
        (
            &[
                "Time & Expense",
                "Time and Expense",
                "Time & Expenses",
                "Time and Expenses",
                "Time&Expense",
                "TIME & EXPENSE",
                "Time/Expense",
                "Time Expense",
            ],
            &["Time Entry", "Time-Entry", "time entry"],
            ("Time & Expense", "Time Entry"),
        ),
    ];

    #[test]
    fn every_known_spelling_finds_its_row() {
        for (modules, rows, own) in SPELLINGS {
            for module in *modules {
                for row in *rows {
                    let found = find(module, row).map(|id| (id.module(), id.name()));
                    assert_eq!(found, Some(*own), "{module}/{row}");
                }
            }
        }
        for (module, row) in [
            ("Companies", "Time Entry"),
            ("Companies", "Table Setup"),
            ("Project", "Products"),
            ("Companies", ""),
            ("", "Company Maintenance"),
            ("Companies", "Company Maintenance 2"),
            ("Companies", "Brand New Row"),
        ] {
            assert_eq!(find(module, row), None, "{module}/{row}");
        }
    }

    /// Two rows that some spelling leads to alike would be told with each other's levels.
    #[test]
    fn no_other_spelling_is_also_a_name_of_its_own() {
        for (variants, names) in [
            (OTHER_SPELLINGS, GRID.iter().flat_map(|(_, rows)| rows.iter()).collect::<Vec<_>>()),
            (OTHER_MODULES, GRID.iter().map(|(module, _)| module).collect()),
        ] {
            let names: HashSet<String> = names.into_iter().map(|name| reduced(name)).collect();
            let seen: HashSet<&str> = variants.iter().map(|(seen, _)| *seen).collect();
            assert_eq!(seen.len(), variants.len(), "a spelling stands twice");
            for (seen, own) in variants {
                assert_eq!(reduced(seen), *seen, "it would never be found");
                assert!(names.contains(*own), "{own} is nowhere");
                assert!(!names.contains(*seen), "{seen} is a name of its own");
            }
        }
    }

    /// The same letters in any case, with any spaces, hyphens and stars between the words.
    fn respelled(words: &str, draws: &[u8]) -> String {
        let mut draws = draws.iter().copied().cycle();
        let mut draw = || draws.next().unwrap_or_default();
        let mut text = String::new();
        for c in words.chars() {
            let gap = ["", "", "", "", "", "", " ", "-", "  ", "\u{2013}", "\u{a0}"];
            text.push_str(gap[usize::from(draw()) % gap.len()]);
            match draw() % 2 {
                0 => text.extend(c.to_lowercase()),
                _ => text.extend(c.to_uppercase()),
            }
        }
        text + ["", "*", " *", " "][usize::from(draw()) % 4]
    }

    proptest! {
        // Each case writes every row.
        #![proptest_config(ProptestConfig {
            cases: 12, failure_persistence: None, ..ProptestConfig::default()
        })]

        #[test]
        fn any_case_spaces_and_hyphens_lead_to_the_row_and_to_no_other(
            draws in prop::collection::vec(any::<u8>(), 61..97),
        ) {
            for (module, rows) in GRID {
                for row in *rows {
                    let own = find(module, row);
                    let (written, of) = (respelled(row, &draws), respelled(module, &draws[7..]));
                    prop_assert_eq!(find(&of, &written), own, "{}/{}", of, written);
                    // In another module it is that one's row of the same name, or none.
                    for (other, _) in GRID.iter().filter(|(other, _)| other != module) {
                        let there = find(other, &written).map(|id| (id.module(), id.name()));
                        prop_assert_eq!(there, find(other, row).map(|_| (*other, *row)));
                    }
                }
            }
        }
    }
}
