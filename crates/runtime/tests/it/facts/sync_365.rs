//! Sync 365: "Connectwise API Configuration", modified "Fri, 15 Nov at 9:20 PM".

use crate::facts::fact::Place::*;
use crate::facts::fact::{
    Fact, exactly, hold, integration, nowhere, ours, ours_exactly, pasted, says,
};

const FACTS: &[Fact] = &[
    exactly("the product", Name, &["Sync 365"]),
    exactly("who makes it", Vendor, &["Sync 365"]),
    says(
        "reads customers, agreements and products",
        Summary,
        &["customers", "agreements", "products"],
    ),
    exactly("title of the guide", Title, &["Connectwise API Configuration"]),
    exactly("whose guide", Publisher, &["Sync 365"]),
    exactly("its date, which has no year", Dated, &["Fri, 15 Nov at 9:20 PM"]),
    ours_exactly("when it was read", Read, &["November 2026"]),
    ours("the date has no year", Gaps, &["no year"]),
    ours("the addresses to allow are a link", Gaps, &["IP addresses", "link"]),
    ours("three cloud addresses only", Gaps, &["Australia, Europe and North America"]),
    exactly("gives no time", Minutes, &[]),
    ours("the time is our estimate", Minutes, &["15 minutes"]),
    says("admin or user management permissions", Who, &["administrator", "manages users"]),
    says("Sync 365 License at sync.s365l.com", Open, &["Sync 365 License", "sync.s365l.com"]),
    says(
        "own server that limits IP addresses or geolocations: allow Sync 365's",
        SiteNotes,
        &["own server", "IP addresses", "geolocation", "allow"],
    ),
    says("the list is named IP Addresses to Whitelist", SiteNotes, &["IP Addresses to Whitelist"]),
    exactly("gives the own role no name", RoleName, &[]),
    ours("the role's name is ours", RoleName, &["Sync 365"]),
    says(
        "Admin for simplicity, or an own role",
        RoleNotes,
        &["**Admin**", "“for simplicity”", "role of its own"],
    ),
    ours("what Admin grants", AdminRole, &["**Admin**", "read, add, change and delete"]),
    exactly("which the guide does not say", AdminRole, &[]),
    exactly("no other existing role", ExistingRole, &[]),
    exactly(
        "the 8 rows",
        Rows,
        &[
            "Companies / Company Maintenance: Inquire All",
            "Companies / Contacts: Add All, Edit All, Inquire All",
            "Finance / Agreement Invoicing: Inquire All",
            "Finance / Agreements: Add All, Edit All, Inquire All",
            "Finance / Invoicing: Inquire All",
            "Procurement / Product Catalog: Inquire All",
            "Procurement / Products: Inquire All",
            "System / Table Setup: Edit All, Inquire All",
        ],
    ),
    ours_exactly("no row of ours", Rows, &[]),
    exactly("no remark on a row", RowRemarks, &[]),
    exactly("no tables are named", Tables, &[]),
    says(
        "parents of the agreement types",
        RoleNotes,
        &["**Agreements**", "agreement types", "parent"],
    ),
    says(
        "an existing user works too; a member of its own is advised",
        ExistingMember,
        &["existing user", "API member of its own", "tracking and auditing"],
    ),
    says("Member ID", MemberFields, &["Member ID: type S365"]),
    says("Member Name", MemberFields, &["Member Name: type Sync 365"]),
    says(
        "Role ID: Admin or the own role",
        MemberFields,
        &["Role ID: choose {role_name}", "**Admin**"],
    ),
    says(
        "Department: Admin or one without restrictions",
        MemberFields,
        &["Department: choose Admin", "without restrictions"],
    ),
    says("Location: as required", MemberFields, &["Location: choose", "your company"]),
    says("save the member before the keys", MemberNotes, &["Save", "API Keys"]),
    exactly("description, for example S365", KeyDescription, &["S365"]),
    says("API Keys tab, +, description, Save", KeyNotes, &["**API Keys**", "**+**", "**Save**"]),
    says("the private key cannot be had again after saving", KeyNotes, &["private key", "saving"]),
    exactly("never mentions a client ID", ClientId, &["not asked"]),
    exactly("no way to register one", ClientIdSteps, &[]),
    exactly(
        "the way to its screen",
        Way,
        &[
            "Sign in to Sync 365 License. (https://sync.s365l.com/)",
            "In Sync 365, open [Tools and Logs > Integration Settings]",
            "Press **+** next to **PSA Tools**.",
            "Choose **Connectwise** as **PSA Type**.",
        ],
    ),
    says("company ID", Paste, &["Company ID = {company_id}"]),
    says(
        "the three hosts, literally, without scheme; the own URL",
        Paste,
        &[
            "ConnectWise URL = {api_host}; own server https://{site_host}; \
         only api-aus.myconnectwise.net; only api-eu.myconnectwise.net; only api-na.myconnectwise.net; \
         otherwise ",
            "not in Sync 365's guide",
            "ask",
        ],
    ),
    says("public key", Paste, &["Public key = {public_key}"]),
    says("private key", Paste, &["Private key = {private_key}"]),
    ours_exactly("no value of ours", Paste, &[]),
    exactly("press test and save", Press, &["test and save"]),
    exactly("no success text", Success, &[]),
    says(
        "it verifies and fetches customers, agreements and products",
        HandOverNotes,
        &["checks the details", "customers, agreements and products"],
    ),
    ours(
        "how the own URL is written is our reading",
        HandOverNotes,
        &["own server", "https://", "Keywright's reading"],
    ),
    exactly("no causes", Causes, &[]),
    exactly("no contact", Contact, &[]),
    exactly("nothing wanted by support", Wants, &[]),
    exactly("one link, its own screen", Links, &["https://sync.s365l.com/"]),
    ours_exactly("no link of ours", Links, &[]),
    nowhere("names no other region", &["api-au.", "api-za", "developer.connectwise", "www."]),
];

#[test]
fn every_fact_of_the_guide_is_in_the_file() {
    hold("sync-365", FACTS);
}

#[test]
fn the_url_is_one_of_three_hosts_or_the_own_address() {
    let sync = integration("sync-365");
    let url = |site: &str, api: &str, own| pasted(&sync, "ConnectWise URL", site, api, own);
    let field = sync.hand_over.fields.iter().find(|f| &*f.label == "ConnectWise URL").unwrap();
    for region in ["aus", "eu", "na"] {
        let site = format!("{region}.myconnectwise.net");
        let host = format!("api-{site}");
        assert_eq!(url(&site, &host, false), host);
        assert!(field.only.iter().any(|only| **only == *host), "{host}");
    }
    assert_eq!(field.only.len(), 3);
    assert_eq!(url("psa.example.com", "psa.example.com", true), "https://psa.example.com");
}

#[test]
fn its_fields_stand_in_the_guides_order() {
    let labels: Vec<String> =
        integration("sync-365").hand_over.fields.iter().map(|f| f.label.to_string()).collect();
    assert_eq!(labels, ["Company ID", "ConnectWise URL", "Public key", "Private key"]);
}
