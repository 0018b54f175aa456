//! Vectis: "Connect ConnectWise Manage", undated.

use crate::facts::fact::Place::*;
use crate::facts::fact::{
    Fact, exactly, hold, integration, nowhere, ours, ours_exactly, pasted, says,
};

const FACTS: &[Fact] = &[
    exactly("the product", Name, &["Vectis"]),
    exactly("who makes it", Vendor, &["Vectis"]),
    says("four credentials and a client ID", Summary, &["four credentials", "client ID"]),
    exactly("title of the guide", Title, &["Connect ConnectWise Manage"]),
    exactly("whose guide", Publisher, &["Vectis"]),
    exactly("the guide has no date", Dated, &[]),
    ours_exactly("when it was read", Read, &["November 2026"]),
    ours("the guide has no date", Gaps, &["no date"]),
    ours("names areas, no rows and levels", Gaps, &["areas", "levels"]),
    ours("address for an own server is not given", Gaps, &["own server"]),
    says("10 minutes, the first time", Minutes, &["10 minutes", "first time"]),
    exactly("says nothing about who", Who, &[]),
    ours("needs an administrator", Who, &["administrator"]),
    says("a sign-in for the developer portal", Open, &["developer.connectwise.com", "sign"]),
    says("Vectis, at Admin > Integrations", Open, &["Vectis", "**Admin** > **Integrations**"]),
    says(
        "company ID is the short one, not the full name",
        SiteNotes,
        &["company ID", "short", "full name"],
    ),
    says("company ID: case counts", SiteNotes, &["upper and lower case"]),
    ours("the role's name is ours", RoleName, &["Vectis"]),
    exactly("names no administrator role", AdminRole, &[]),
    says("pick a role with the minimum", ExistingRole, &["minimum permissions"]),
    exactly("the guide gives no rows", Rows, &[]),
    ours_exactly(
        "our reading of the four areas",
        Rows,
        &[
            "Companies / Company Maintenance: Inquire All",
            "Finance / Agreements: Inquire All",
            "Service Desk / Service Tickets: Inquire All",
            "Time & Expense / Time Entry: Inquire All",
        ],
    ),
    ours("companies", RowRemarks, &["Company Maintenance", "“companies”"]),
    ours("contracts", RowRemarks, &["Agreements", "“contracts”"]),
    ours("service tickets", RowRemarks, &["Service Tickets", "“service tickets”"]),
    ours("time entries", RowRemarks, &["Time Entry", "“time entries”"]),
    ours("the rows are our reading", RowsNote, &["areas", "Keywright's reading"]),
    exactly("and so not the guide's", RowsNote, &[]),
    says(
        "service tickets, companies, contracts, time entries",
        RoleNotes,
        &["service tickets, companies, contracts", "time entries"],
    ),
    says("no billing unless invoices are synced", RoleNotes, &["billing", "invoices"]),
    ours("billing's rows are not named", RoleNotes, &["invoices", "ask Vectis"]),
    says("role permissions add up", RoleNotes, &["add up"]),
    says(
        "403: a new role with read-all on what is synced",
        RoleNotes,
        &["403", "new role", "read-all"],
    ),
    says("403: the member's home system", RoleNotes, &["403", "home system"]),
    ours("home system is no row we know", RoleNotes, &["home system", "no row"]),
    exactly("no tables", Tables, &[]),
    exactly("asks for a new member", ExistingMember, &[]),
    ours("Member ID is ours", MemberFields, &["Member ID: type Vectis"]),
    ours("Member Name is ours", MemberFields, &["Member Name: type Vectis"]),
    says(
        "role with the minimum permissions",
        MemberFields,
        &["Role ID: choose {role_name}", "minimum permissions"],
    ),
    says("press New, fill in the required fields", MemberNotes, &["**New**", "required"]),
    says("after Save: a member, no key yet", MemberNotes, &["**Save**", "no key yet"]),
    exactly("description like Vectis", KeyDescription, &["Vectis"]),
    says("API Keys tab of this member, New", KeyNotes, &["**API Keys**", "**New**"]),
    says("keys belong to one member", KeyNotes, &["per API member"]),
    says("private key shows once; copy it at once", KeyNotes, &["private key", "once"]),
    says("the public key stays visible", KeyNotes, &["public key", "always visible"]),
    exactly("asks for a client ID", ClientId, &["asked"]),
    exactly(
        "My Clients, register, accept, copy",
        ClientIdSteps,
        &[
            "Sign in at developer.connectwise.com. (https://developer.connectwise.com/)",
            "Register a new client under **My Clients**. [My Clients]",
            "Type the description **Vectis**.",
            "Accept the terms.",
            "Copy the GUID you get: it is your client ID.",
        ],
    ),
    says("unregistered: 400 and clientId in the error", ClientIdNotes, &["400", "“clientId”"]),
    says(
        "one client ID, reused for every integration",
        ClientIdNotes,
        &["one", "all your integrations"],
    ),
    exactly(
        "Admin > Integrations, Configure",
        Way,
        &["In Vectis, open [Admin > Integrations]", "Press **Configure** on ConnectWise."],
    ),
    exactly(
        "five values",
        Paste,
        &[
            "Site URL = https://{site_host}; The regional address, like https://na.myconnectwise.net: with https://, without a slash at the end.",
            "Company ID = {company_id}; The short one, not your company's full name. Upper and lower case count.",
            "Public key = {public_key}",
            "Private key = {private_key}",
            "Client ID = {client_id}; The GUID from the developer portal.",
        ],
    ),
    ours_exactly("no value of ours", Paste, &[]),
    exactly("Test, Save, Sync now", Press, &["Test", "Save", "Sync now"]),
    exactly("what the screen says", Success, &["Connected to ConnectWise"]),
    says("within a few seconds of Test", HandOverNotes, &["**Test**", "few seconds"]),
    says(
        "401",
        Causes,
        &[
            "401 Unauthorized: ",
            "company ID",
            "public key",
            "private key",
            "upper and lower case",
            "short",
            "display name",
        ],
    ),
    says(
        "403",
        Causes,
        &["403 Forbidden: ", "role", "has to read", "Service Tickets", "Companies", "home system"],
    ),
    says("400", Causes, &["400 with “clientid”: ", "not registered", "developer portal", "GUID"]),
    says("timed out", Causes, &["Connection timed out: ", "Site URL", "region", "down", "browser"]),
    exactly("support's address", Contact, &["support@mspvectis.com"]),
    exactly("support wants the error message", Wants, &["the error message"]),
    exactly("one link, the developer portal", Links, &["https://developer.connectwise.com/"]),
    ours_exactly("no link of ours", Links, &[]),
    nowhere("today's portal is the program's to tell", &["Create New Integration"]),
    nowhere("names no further addresses", &["api-na", "www."]),
];

#[test]
fn every_fact_of_the_guide_is_in_the_file() {
    hold("vectis", FACTS);
}

#[test]
fn the_file_has_four_causes() {
    assert_eq!(integration("vectis").hand_over.causes.len(), 4);
}

#[test]
fn the_site_url_is_the_site_host_and_not_the_address_of_the_check() {
    let vectis = integration("vectis");
    let value =
        pasted(&vectis, "Site URL", "na.myconnectwise.net", "api-na.myconnectwise.net", false);
    assert_eq!(value, "https://na.myconnectwise.net");
}
