//! The setup tables: statuses, types, boards and the like.

use serde_json::{Value, json};

use super::{department, info, location};

/// The sample's boards, by id from 1.
pub(super) const BOARDS: &[&str] = &["Help Desk", "Alerts", "Purchasing", "Projects"];

/// The entries of a table, by its address.
pub(super) fn of(path: &str) -> Option<Vec<Value>> {
    let plain = |names: &[&str]| rows(names, |_, name| json!({ "name": name }));
    let described = |names: &[&str]| rows(names, |_, name| json!({ "description": name }));
    Some(match path {
        "/sales/activities/types" => plain(&["Call", "Meeting", "To-do"]),
        "/finance/agreements/types" => rows(&["Managed Services", "Block Time"], |_, name| {
            json!({
                "name": name,
                "employeeCompRate": "Actual",
                "employeeCompNotExceed": "Billing",
                "invoicingCycle": "CalendarYear",
                "billTime": "NoCharge",
                "billExpenses": "Billable",
                "billProducts": "Billable",
            })
        }),
        "/company/companies/statuses" => plain(&["Active", "Inactive", "Credit Hold"]),
        "/company/companies/types" => plain(&["Client", "Prospect", "Vendor"]),
        "/company/configurations/types" => {
            plain(&["Managed Workstation", "Managed Server", "Network Device"])
        }
        "/company/configurations/statuses" => described(&["Active", "Inactive"]),
        "/company/teamRoles" => plain(&["Account manager", "Technician"]),
        "/finance/billingCycles" => rows(
            &["Monthly", "Quarterly", "Yearly"],
            |index, name| json!({ "identifier": format!("C{index}"), "name": name, "billingOptions": name }),
        ),
        "/sales/opportunities/statuses" => rows(
            &["Open", "Won", "Lost"],
            |_, name| json!({ "name": name, "wonFlag": name == "Won", "lostFlag": name == "Lost", "closedFlag": name != "Open" }),
        ),
        "/sales/opportunities/types" => described(&["New business", "Renewal"]),
        "/sales/probabilities" => rows(
            &["10", "50", "90"],
            |_, percent| json!({ "probability": percent.parse::<i32>().unwrap_or(0) }),
        ),
        "/sales/stages" => rows(
            &["Prospect", "Offer", "Decision"],
            |index, name| json!({ "name": name, "sequenceNumber": index }),
        ),
        "/service/boards" => rows(BOARDS, |_, name| {
            json!({
                "name": name,
                "location": location(),
                "department": department(),
                "inactiveFlag": false,
                "projectFlag": name == "Projects",
            })
        }),
        "/service/severities" => {
            rows(&["Low", "Medium", "High"], |_, name| json!({ "name": name, "description": name }))
        }
        "/service/sources" => plain(&["Phone", "Email", "Portal"]),
        "/service/priorities" => rows(
            &[
                "Priority 1 - Emergency",
                "Priority 2 - Urgent",
                "Priority 3 - Normal",
                "Priority 4 - Later",
            ],
            |index, name| json!({ "name": name, "color": super::turn(&["Red", "Orange", "Blue", "Gray"], index - 1), "sortOrder": index }),
        ),
        "/finance/billingStatuses" => plain(&["New", "Sent", "Paid"]),
        "/finance/taxCodes" => rows(&["Florida", "Exempt"], |index, name| {
            json!({
                "identifier": format!("TAX{index}"),
                "description": name,
                "invoiceCaption": "Sales tax",
                "effectiveDate": "2020-01-01T00:00:00Z",
            })
        }),
        "/procurement/unitOfMeasures" => plain(&["Each", "Hour", "Month"]),
        // The description of this one knows no `_info`.
        "/finance/accountingPackages" => {
            vec![json!({ "id": 1, "identifier": "QBO", "name": "QuickBooks Online" })]
        }
        _ => return None,
    })
}

/// One entry per name, with an id from 1.
fn rows(names: &[&str], fields: impl Fn(usize, &str) -> Value) -> Vec<Value> {
    let row = |(index, name): (usize, &&str)| {
        let mut row = fields(index + 1, name);
        row["id"] = json!(index + 1);
        row["_info"] = info();
        row
    };
    names.iter().enumerate().map(row).collect()
}
