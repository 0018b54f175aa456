//! Which GET needs which row of the Security Roles screen, and which list belongs to which setup table.
//!
//! This is the table the server itself checks permissions by, so a test that walks it walks the server's own rules. Agreement
//! Invoicing is absent: no GET depends on it. Table Setup is absent too: its level is read from `/system/mySecurity`.

/// A GET that is refused when Inquire is None on one row of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Probe {
    /// The module, spelled as in [`crate::GRID`].
    pub module: &'static str,
    /// The row, spelled as in [`crate::GRID`].
    pub row: &'static str,
    /// The path after `/apis/3.0`; `{companyId}` and `{ticketId}` stand for a record's id.
    pub path: &'static str,
    /// What to ask after the `?`; empty for none.
    pub query: &'static str,
}

/// A list the Table Setup permission is about. ConnectWise's developer guide says it may be read without that permission.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Table {
    /// As in the Customize window of Table Setup: `Company / Company Status`.
    pub name: &'static str,
    /// The path after `/apis/3.0`.
    pub path: &'static str,
}

const ID_ONLY: &str = "pageSize=1&fields=id";

const fn probe(
    module: &'static str,
    row: &'static str,
    path: &'static str,
    query: &'static str,
) -> Probe {
    Probe { module, row, path, query }
}

/// Every row that can be probed.
pub const PROBES: &[Probe] = &[
    probe("Companies", "Company Maintenance", "/company/companies", ID_ONLY),
    probe("Companies", "Contacts", "/company/contacts", ID_ONLY),
    probe("Companies", "Configurations", "/company/configurations", ID_ONLY),
    probe("Companies", "CRM/Sales Activities", "/sales/activities", ID_ONLY),
    probe(
        "Companies",
        "Manage Attachments",
        "/system/documents",
        "recordType=Company&recordId={companyId}&pageSize=1",
    ),
    probe("Companies", "Team Members", "/company/companies/{companyId}/teams", "pageSize=1"),
    probe("Companies", "Notes", "/company/companies/{companyId}/notes", "pageSize=1"),
    probe("Finance", "Agreements", "/finance/agreements", ID_ONLY),
    probe("Finance", "Invoicing", "/finance/invoices", ID_ONLY),
    probe("Procurement", "Product Catalog", "/procurement/catalog", ID_ONLY),
    probe("Procurement", "Products", "/procurement/products", ID_ONLY),
    probe("Sales", "Opportunity", "/sales/opportunities", ID_ONLY),
    probe("Service Desk", "Service Tickets", "/service/tickets", ID_ONLY),
    probe("Service Desk", "Service Tickets", "/service/tickets/{ticketId}/notes", "pageSize=1"),
    probe("Time & Expense", "Time Entry", "/time/entries", ID_ONLY),
    probe("Time & Expense", "Expense Report Entry", "/expense/entries", ID_ONLY),
    probe("Project", "Project Headers", "/project/projects", ID_ONLY),
    probe("Project", "Project Tickets", "/project/tickets", ID_ONLY),
    probe("System", "API Reports", "/system/reports", ""),
    probe("System", "Member Maintenance", "/system/members", ID_ONLY),
    probe("System", "My Company", "/system/myCompany/other", ""),
    probe("System", "Security", "/system/securityRoles", ID_ONLY),
];

const fn table(name: &'static str, path: &'static str) -> Table {
    Table { name, path }
}

/// Every setup table with a list of its own.
pub const TABLES: &[Table] = &[
    table("Activities / Activity Type", "/sales/activities/types"),
    table("Agreements / Agreement Type", "/finance/agreements/types"),
    table("Company / Company Status", "/company/companies/statuses"),
    table("Company / Company Type", "/company/companies/types"),
    table("Company / Configuration", "/company/configurations/types"),
    table("Company / Configuration Status", "/company/configurations/statuses"),
    table("Company / Team Role", "/company/teamRoles"),
    table("Invoicing / Billing Cycle", "/finance/billingCycles"),
    table("Opportunities / Opportunity Status", "/sales/opportunities/statuses"),
    table("Opportunities / Opportunity Type", "/sales/opportunities/types"),
    table("Opportunities / Sales Probability", "/sales/probabilities"),
    table("Opportunities / Sales Stage", "/sales/stages"),
    table("Service / Service Board", "/service/boards"),
    table("Service / Severity", "/service/severities"),
    table("Service / Source", "/service/sources"),
    table("Service / Priority", "/service/priorities"),
    table("Invoicing / Billing Status", "/finance/billingStatuses"),
    table("Invoicing / Tax code", "/finance/taxCodes"),
    table("Products / UOM", "/procurement/unitOfMeasures"),
    table("General Ledger / Accounting Package", "/finance/accountingPackages"),
];
