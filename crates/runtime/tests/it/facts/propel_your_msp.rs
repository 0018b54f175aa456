//! Propel Your MSP: "How to create a ConnectWise Manage API Member Key?", undated.

use crate::facts::fact::Place::*;
use crate::facts::fact::{
    Fact, exactly, hold, integration, nowhere, ours, ours_exactly, pasted, says,
};

const FACTS: &[Fact] = &[
    exactly("the product", Name, &["Propel Your MSP"]),
    exactly("who makes it", Vendor, &["Propel Your MSP"]),
    says("syncs assets with ConnectWise", Summary, &["assets"]),
    exactly("title of the guide", Title, &["How to create a ConnectWise Manage API Member Key?"]),
    exactly("whose guide", Publisher, &["Propel Your MSP"]),
    exactly("the guide has no date", Dated, &[]),
    ours_exactly("when it was read", Read, &["November 2026"]),
    ours("the guide has no date", Gaps, &["no date"]),
    ours("its own screen is not described", Gaps, &["screen"]),
    ours("the cloud's domain name is not given", Gaps, &["cloud", "domain name"]),
    exactly("gives no time", Minutes, &[]),
    ours("the time is our estimate", Minutes, &["20 minutes"]),
    exactly("says nothing about who", Who, &[]),
    ours("needs an administrator", Who, &["administrator"]),
    says("sign in with the desktop client", Open, &["desktop client"]),
    exactly("the role has no literal name", RoleName, &[]),
    ours("the role's name is ours", RoleName, &["Propel Your MSP"]),
    exactly("names no administrator role", AdminRole, &[]),
    exactly("suggests a new role, no existing one", ExistingRole, &[]),
    exactly(
        "the 11 rows with My and All",
        Rows,
        &[
            "Companies / Company Maintenance: Inquire All",
            "Companies / Configurations: Edit All, Inquire All",
            "Companies / CRM/Sales Activities: Add My, Inquire All",
            "Companies / Manage Attachments: Add My, Inquire My",
            "Companies / Team Members: Inquire All",
            "Sales / Opportunity: Add All, Inquire All",
            "Service Desk / Service Tickets: Add My, Inquire All",
            "System / API Reports: Inquire All",
            "System / Member Maintenance: Inquire All",
            "System / My Company: Inquire All",
            "System / Table Setup: Inquire All",
        ],
    ),
    ours_exactly("no row of ours", Rows, &[]),
    exactly(
        "CW v2020.3 belongs to Table Setup",
        RowRemarks,
        &["System / Table Setup: since CW v2020.3"],
    ),
    exactly(
        "the 15 tables",
        Tables,
        &[
            "Activities / Activity Type",
            "Agreements / Agreement Type",
            "Company / Company Status",
            "Company / Company Type",
            "Company / Configuration",
            "Company / Configuration Status",
            "Company / Team Role",
            "Invoicing / Billing Cycle",
            "Opportunities / Opportunity Status",
            "Opportunities / Opportunity Type",
            "Opportunities / Sales Probability",
            "Opportunities / Sales Stage",
            "Service / Service Board",
            "Service / Severity",
            "Service / Source",
        ],
    ),
    says("allowed tables are on the left", TablesNote, &["left", "allowed"]),
    says(
        "an own role is suggested",
        RoleNotes,
        &["role of its own", "“Propel Your MSP API Member”"],
    ),
    says("only these rows are needed", RoleNotes, &["only these rows"]),
    says("give a third party the minimum", RoleNotes, &["third party", "minimum"]),
    says("a member's rights come from its role", RoleNotes, &["API member", "Security Role"]),
    exactly("asks for a new member", ExistingMember, &[]),
    ours("Member ID is ours", MemberFields, &["Member ID: type PropelYourMSP"]),
    ours("Member Name is ours", MemberFields, &["Member Name: type Propel Your MSP"]),
    says("the role to choose is the own one", MemberFields, &["Role ID: choose {role_name}"]),
    says(
        "System > Members, API Member tab",
        MemberNotes,
        &["**System** > **Members**", "**API Member**"],
    ),
    says("a new API-only member", MemberNotes, &["API Only Member"]),
    exactly("gives no text for the key", KeyDescription, &[]),
    ours("the key's description is ours", KeyDescription, &["Propel Your MSP"]),
    says("generate, save, copy both", KeyNotes, &["Generate", "save", "copy both keys"]),
    says("the private key shows once", KeyNotes, &["private key", "once"]),
    exactly("never mentions a client ID", ClientId, &["not asked"]),
    exactly("no way to register one", ClientIdSteps, &[]),
    exactly("no way to its screen", Way, &[]),
    ours_exactly("and none of ours", Way, &[]),
    says(
        "the domain name, like connect.yourcompany.com",
        Paste,
        &["Domain name = {site_host}", "connect.yourcompany.com"],
    ),
    says("company ID of the database", Paste, &["Company ID = {company_id}", "database"]),
    says("public key", Paste, &["Public key = {public_key}"]),
    says("private key", Paste, &["Private key = {private_key}"]),
    ours_exactly("no value of ours", Paste, &[]),
    exactly("nothing to press is named", Press, &[]),
    exactly("no success text", Success, &[]),
    ours("its own screen is not described", HandOverNotes, &["does not describe", "screen"]),
    exactly("no causes", Causes, &[]),
    exactly("no contact", Contact, &[]),
    exactly("nothing wanted by support", Wants, &[]),
    says(
        "most articles need a free support portal account",
        SupportNotes,
        &["free support portal account", "not the account of the app"],
    ),
    exactly("no link", Links, &[]),
    ours_exactly("no link of ours", Links, &[]),
    nowhere("names no address", &["http", "www.", "developer.connectwise", "Autotask"]),
];

#[test]
fn every_fact_of_the_guide_is_in_the_file() {
    hold("propel-your-msp", FACTS);
}

#[test]
fn the_counts_are_the_guides() {
    let role = integration("propel-your-msp").role;
    assert_eq!((role.rows.len(), role.tables.len()), (11, 15));
}

#[test]
fn the_domain_name_has_no_scheme() {
    let propel = integration("propel-your-msp");
    let host = "connect.yourcompany.com";
    assert_eq!(pasted(&propel, "Domain name", host, host, true), host);
}
