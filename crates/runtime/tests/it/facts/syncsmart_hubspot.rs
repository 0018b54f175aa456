//! SyncSmart for HubSpot: "ConnectWise Authentication for HubSpot Integration",
//! January 14, 2026.

use integration::{Placeholder, Source};

use crate::facts::fact::Place::*;
use crate::facts::fact::{Fact, exactly, hold, integration, nowhere, ours, ours_exactly, says};

const FACTS: &[Fact] = &[
    exactly("the product", Name, &["SyncSmart for HubSpot"]),
    exactly("who makes it", Vendor, &["SyncSmart"]),
    says("connects ConnectWise and HubSpot", Summary, &["HubSpot", "ConnectWise"]),
    exactly("title of the guide", Title, &["ConnectWise Authentication for HubSpot Integration"]),
    exactly("whose guide", Publisher, &["SyncSmart"]),
    exactly("its date", Dated, &["January 14, 2026"]),
    ours_exactly("when it was read", Read, &["November 2026"]),
    ours("the permission list is a link", Gaps, &["permissions", "link"]),
    ours("the wizard's address is not given", Gaps, &["install wizard", "address"]),
    ours("the wizard's buttons are not named", Gaps, &["buttons"]),
    ours("the form of the Site URL is not given", Gaps, &["Site URL"]),
    exactly("gives no time", Minutes, &[]),
    ours("the time is our estimate", Minutes, &["20 minutes"]),
    says(
        "advanced administrator permissions",
        Who,
        &["administrator of ConnectWise", "**Security Roles**", "**Members**", "API keys"],
    ),
    says("access to the integration's setup screen", Open, &["setup screen"]),
    says("the wizard is linked in the kickoff email", Open, &["install wizard", "kickoff email"]),
    exactly("a role of its own, for example", RoleName, &["HubSpot Integration"]),
    says("new, updated or admin role", RoleNotes, &["admin role", "update", "new role"]),
    says(
        "a role of its own is best: easy to manage and audit",
        RoleNotes,
        &["role of its own", "manage and audit"],
    ),
    says("must read and write", RoleNotes, &["read and write"]),
    says(
        "companies, contacts, opportunities, tickets, notes and so on",
        RoleNotes,
        &["companies, contacts, opportunities, tickets, notes", "“etc.”"],
    ),
    ours("what an admin role grants", AdminRole, &["admin role", "read, add, change and delete"]),
    exactly("which the guide does not say", AdminRole, &[]),
    says("an existing integration role may be updated", ExistingRole, &["Update", "integrations"]),
    exactly("the guide's copy gives no rows", Rows, &[]),
    ours_exactly(
        "one row per synced object, read and write",
        Rows,
        &[
            "Companies / Company Maintenance: Add All, Edit All, Inquire All",
            "Companies / Contacts: Add All, Edit All, Inquire All",
            "Companies / Notes: Add All, Edit All, Inquire All",
            "Sales / Opportunity: Add All, Edit All, Inquire All",
            "Service Desk / Service Tickets: Add All, Edit All, Inquire All",
        ],
    ),
    ours_exactly(
        "each to be confirmed with SyncSmart",
        RowRemarks,
        &[
            "Companies / Company Maintenance: when Only if you sync companies; Confirm with SyncSmart",
            "Companies / Contacts: when Only if you sync contacts; Confirm with SyncSmart",
            "Companies / Notes: when Only if you sync notes; Confirm with SyncSmart",
            "Sales / Opportunity: when Only if you sync opportunities; Confirm with SyncSmart",
            "Service Desk / Service Tickets: when Only if you sync tickets; Confirm with SyncSmart",
        ],
    ),
    ours(
        "the rows are our suggestion",
        RowsNote,
        &["Keywright's suggestion", "confirm with SyncSmart", "link"],
    ),
    exactly("and so not the guide's", RowsNote, &[]),
    exactly("no tables", Tables, &[]),
    says("new or updated member", ExistingMember, &["update", "member"]),
    says(
        "hubspot+company@syncsmart.io, in the e-mail field",
        MemberFields,
        &["Email: type hubspot+{company_slug}@syncsmart.io", "calls the member"],
    ),
    says(
        "app@syncsmart.io as second address",
        MemberFields,
        &["Secondary email: type app@syncsmart.io", "password resets", "notifications"],
    ),
    says("the role of step 1", MemberFields, &["Role ID: choose {role_name}"]),
    ours(
        "a Member ID has 15 characters, so ours is offered",
        MemberFields,
        &["Member ID: type HubSpot", "15 characters"],
    ),
    ours("Member Name is ours", MemberFields, &["Member Name: type HubSpot Integration"]),
    says(
        "member type with API access, Active",
        MemberNotes,
        &["member type", "API access", "**Active**"],
    ),
    ours("no second address in the form", MemberNotes, &["second", "SyncSmart"]),
    exactly("gives no text for the key", KeyDescription, &[]),
    ours("the key's description is ours", KeyDescription, &["HubSpot Integration"]),
    says(
        "Members > API Keys, or the member's API tab",
        KeyNotes,
        &["**System** > **Members** > **API Keys**", "**API** tab", "version"],
    ),
    says("the private key is not shown again after closing", KeyNotes, &["private key", "clos"]),
    exactly("never mentions a client ID", ClientId, &["not asked"]),
    exactly("no way to register one", ClientIdSteps, &[]),
    exactly(
        "the wizard and its step",
        Way,
        &[
            "Open the HubSpot ↔ ConnectWise install wizard. It is linked in your kickoff email.",
            "Go to its **Authentication** or **Connection** step.",
        ],
    ),
    says(
        "company ID: the company or database ID",
        Paste,
        &["Company ID = {company_id}", "database"],
    ),
    ours(
        "Site URL: your ConnectWise Manage URL; the form is ours",
        Paste,
        &["Site URL = https://{site_host}", "ConnectWise Manage URL"],
    ),
    says("API Member ID is one of five", Paste, &["API Member ID = {member_id}"]),
    says("public key", Paste, &["Public Key = {public_key}"]),
    says("private key", Paste, &["Private Key = {private_key}"]),
    exactly("no button is named", Press, &[]),
    exactly("no success text", Success, &[]),
    says("have all five ready before the wizard", HandOverNotes, &["five", "ready"]),
    says("save or test the connection", HandOverNotes, &["save or test the connection"]),
    says(
        "then field mappings, sync rules, filters",
        HandOverNotes,
        &["field mappings, sync rules and filters"],
    ),
    says(
        "what to look at when it fails",
        Causes,
        &[
            "Authentication fails: ",
            "active",
            "role",
            "you sync",
            "Company ID",
            "Site URL",
            "extra spaces",
        ],
    ),
    says("if it goes on: new keys", Causes, &["It still fails: ", "new API keys"]),
    exactly("no address of support", Contact, &[]),
    exactly(
        "member, role, picture of the error",
        Wants,
        &[
            "the API member's name",
            "the Security Role it has",
            "a picture of the error, if you have one",
        ],
    ),
    says("your support team", SupportNotes, &["support team"]),
    says("without seeing credentials", SupportNotes, &["without", "keys"]),
    exactly("no link", Links, &[]),
    ours_exactly("no link of ours", Links, &[]),
    nowhere("names no web address", &["www.", "http://", "developer.connectwise", "syncsmart.io/"]),
];

#[test]
fn every_fact_of_the_guide_is_in_the_file() {
    hold("syncsmart-hubspot", FACTS);
}

#[test]
fn the_five_credentials_stand_in_the_guides_order() {
    let labels: Vec<String> = integration("syncsmart-hubspot")
        .hand_over
        .fields
        .iter()
        .map(|f| f.label.to_string())
        .collect();
    assert_eq!(labels, ["Company ID", "Site URL", "API Member ID", "Public Key", "Private Key"]);
}

#[test]
fn no_suggested_row_may_delete_and_every_one_is_marked() {
    for row in integration("syncsmart-hubspot").role.rows {
        assert_eq!(row.delete.word(), "None", "{}", row.key());
        assert_eq!(row.from, Source::Keywright, "{}", row.key());
        assert_eq!(row.confirm.as_deref(), Some("Confirm with SyncSmart"), "{}", row.key());
    }
}

#[test]
fn the_companys_name_goes_into_the_e_mail_address() {
    let file = integration("syncsmart-hubspot");
    let email = file.member.fields.iter().find(|f| &*f.label == "Email").unwrap();
    let filled = email
        .value
        .as_ref()
        .unwrap()
        .fill(|gap| (gap == Placeholder::CompanySlug).then(|| "acme".to_owned()));
    assert_eq!(filled.as_deref(), Ok("hubspot+acme@syncsmart.io"));
}
