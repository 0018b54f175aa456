//! Which GET needs which row of the Security Role: the read-only way to disprove a
//! permission. 403 disproves Inquire; 200 proves no more than "not None".
//!
//! Paths were held against the public 2025.1 path list; none was tried on a live tenant.

use super::grid::{RowId, find};

/// Needs only a sign-in.
pub const SIGN_IN: &str = "/system/info";
pub const MY_MEMBER: &str = "/system/myMembers?pageSize=5";
/// All rows at once: without pageSize an answer holds 25.
pub const MY_SECURITY: &str = "/system/mySecurity?pageSize=1000";
pub const MY_TABLES: &str = "/system/mySecurity/customizeItems/?pageSize=1000";
pub const ONE_COMPANY: &str = "/company/companies?pageSize=1&fields=id";

/// The levels of a role, for whoever may read security roles.
pub fn of_role(id: u64) -> String {
    format!("/system/securityRoles/{id}/settings?pageSize=1000")
}

/// `{companyId}` stands for a company that [`ONE_COMPANY`] answered.
const ROWS: &[(&str, &str, &str)] = &[
    ("Companies", "Company Maintenance", ONE_COMPANY),
    ("Companies", "Contacts", "/company/contacts?pageSize=1&fields=id"),
    ("Companies", "Configurations", "/company/configurations?pageSize=1&fields=id"),
    ("Companies", "CRM/Sales Activities", "/sales/activities?pageSize=1&fields=id"),
    (
        "Companies",
        "Manage Attachments",
        "/system/documents?recordType=Company&recordId={companyId}&pageSize=1",
    ),
    ("Companies", "Team Members", "/company/companies/{companyId}/teams?pageSize=1"),
    ("Companies", "Notes", "/company/companies/{companyId}/notes?pageSize=1"),
    ("Finance", "Agreements", "/finance/agreements?pageSize=1&fields=id"),
    ("Finance", "Invoicing", "/finance/invoices?pageSize=1&fields=id"),
    ("Procurement", "Product Catalog", "/procurement/catalog?pageSize=1&fields=id"),
    ("Procurement", "Products", "/procurement/products?pageSize=1&fields=id"),
    ("Sales", "Opportunity", "/sales/opportunities?pageSize=1&fields=id"),
    ("Service Desk", "Service Tickets", "/service/tickets?pageSize=1&fields=id"),
    ("Time & Expense", "Time Entry", "/time/entries?pageSize=1&fields=id"),
    ("Time & Expense", "Expense Report Entry", "/expense/entries?pageSize=1&fields=id"),
    ("Project", "Project Headers", "/project/projects?pageSize=1&fields=id"),
    ("Project", "Project Tickets", "/project/tickets?pageSize=1&fields=id"),
    ("System", "API Reports", "/system/reports?pageSize=1"),
    ("System", "Member Maintenance", "/system/members?pageSize=1&fields=id"),
    ("System", "My Company", "/system/myCompany/other"),
    ("System", "Security", "/system/securityroles?pageSize=1&fields=id"),
];

/// The lists behind Table Setup. They may be readable without the permission, so 200
/// proves nothing there.
const TABLES: &[(&str, &str)] = &[
    ("Activities / Activity Type", "/sales/activities/types"),
    ("Agreements / Agreement Type", "/finance/agreements/types"),
    ("Company / Company Status", "/company/companies/statuses"),
    ("Company / Company Type", "/company/companies/types"),
    ("Company / Configuration", "/company/configurations/types"),
    ("Company / Configuration Status", "/company/configurations/statuses"),
    ("Company / Team Role", "/company/teamRoles"),
    ("Invoicing / Billing Cycle", "/finance/billingCycles"),
    ("Opportunities / Opportunity Status", "/sales/opportunities/statuses"),
    ("Opportunities / Opportunity Type", "/sales/opportunities/types"),
    ("Opportunities / Sales Probability", "/sales/probabilities"),
    ("Opportunities / Sales Stage", "/sales/stages"),
    ("Service / Service Board", "/service/boards"),
    ("Service / Severity", "/service/severities"),
    ("Service / Source", "/service/sources"),
    ("Service / Priority", "/service/priorities"),
    ("Invoicing / Billing Status", "/finance/billingStatuses"),
    ("Invoicing / Tax code", "/finance/taxCodes"),
    ("Products / UOM", "/procurement/unitOfMeasures"),
    ("General Ledger / Accounting Package", "/finance/accountingPackages"),
];

/// The GET that needs this row's Inquire Level; none where there is none, or where it
/// needs a company and the member sees none.
pub fn of_row(row: RowId, company: Option<u64>) -> Option<String> {
    let (_, _, path) = ROWS.iter().find(|(module, name, _)| find(module, name) == Some(row))?;
    if path.contains("{companyId}") {
        Some(path.replace("{companyId}", &company?.to_string()))
    } else {
        Some((*path).to_owned())
    }
}

/// Whether the question about this row needs a company.
pub fn wants_company(row: RowId) -> bool {
    of_row(row, None).is_none() && of_row(row, Some(1)).is_some()
}

/// The names of the tables we know.
pub fn tables() -> impl Iterator<Item = &'static str> {
    TABLES.iter().map(|(name, _)| *name)
}

pub fn of_table(table: &str) -> Option<String> {
    let (_, path) = TABLES.iter().find(|(name, _)| name.eq_ignore_ascii_case(table))?;
    Some(format!("{path}?pageSize=1&fields=id"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_probe_names_a_row_of_the_grid() {
        for (module, row, path) in ROWS {
            let id = find(module, row).unwrap_or_else(|| panic!("{module}/{row}"));
            assert_eq!(of_row(id, Some(7)), Some(path.replace("{companyId}", "7")));
        }
        let notes = find("Companies", "Notes").unwrap();
        assert_eq!(of_row(notes, None), None, "without a company it cannot be asked");
        let agreement_invoicing = find("Finance", "Agreement Invoicing").unwrap();
        assert_eq!(of_row(agreement_invoicing, Some(7)), None);
    }
}
