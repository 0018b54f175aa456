//! MSPCFO: "Creating the Member API Keys (Connectwise)", undated.

use crate::facts::fact::Place::*;
use crate::facts::fact::{Fact, exactly, hold, nowhere, ours, ours_exactly, says};

const FACTS: &[Fact] = &[
    exactly("the product", Name, &["MSPCFO"]),
    exactly("who makes it", Vendor, &["MSPCFO"]),
    says(
        "pulls data; four steps",
        Summary,
        &["reads", "Four steps: a role, a member, its keys", "MSPCFO itself"],
    ),
    exactly("title of the guide", Title, &["Creating the Member API Keys (Connectwise)"]),
    exactly("whose guide", Publisher, &["MSPCFO"]),
    exactly("the guide has no date", Dated, &[]),
    ours_exactly("when it was read", Read, &["November 2026"]),
    ours("the guide has no date", Gaps, &["no date"]),
    ours("the pictures are not in our copy", Gaps, &["pictures"]),
    ours("where URL and CW ID go is not said", Gaps, &["URL", "CW ID"]),
    exactly("takes a few minutes", Minutes, &["A few minutes"]),
    exactly("says nothing about who", Who, &[]),
    ours("needs an administrator", Who, &["administrator"]),
    ours("the role's name is ours", RoleName, &["MSPCFO"]),
    exactly("names no administrator role", AdminRole, &[]),
    exactly("asks for a new role, no existing one", ExistingRole, &[]),
    exactly("API Reports, Inquire All", Rows, &["System / API Reports: Inquire All"]),
    ours_exactly("no row of ours", Rows, &[]),
    exactly("no remark on the row", RowRemarks, &[]),
    says("change nothing else", RoleNotes, &["**System**", "**API Reports**", "nothing else"]),
    exactly("no tables", Tables, &[]),
    exactly("asks for a new member, no existing one", ExistingMember, &[]),
    says(
        "Role ID is the one field that matters",
        MemberFields,
        &["Role ID: choose {role_name}", "one field that matters"],
    ),
    ours(
        "Member ID: any, ours offered",
        MemberFields,
        &["Member ID: any MSPCFO", "Any value will do"],
    ),
    ours(
        "Member Name: any, ours offered",
        MemberFields,
        &["Member Name: any MSPCFO", "Any value will do"],
    ),
    says("Level: any", MemberFields, &["Level: any"]),
    says("Name: any", MemberFields, &["Name: any"]),
    says("Location: any", MemberFields, &["Location: any"]),
    says("Department: any", MemberFields, &["Department: any"]),
    says("Default Territory: any", MemberFields, &["Default Territory: any"]),
    says("Email: any", MemberFields, &["Email: any"]),
    says(
        "any value will do for the other required fields",
        MemberNotes,
        &["**Role ID**", "any value will do"],
    ),
    says(
        "they change neither the data MSPCFO gets nor your system",
        MemberNotes,
        &["MSPCFO", "your system", "ConnectWise has assured"],
    ),
    exactly("gives no text for the key", KeyDescription, &[]),
    ours("the key's name is ours", KeyDescription, &["MSPCFO"]),
    says("name the key, press Save", KeyNotes, &["Give the key a name", "**Save**"]),
    says(
        "the private key shows on this screen and the next",
        KeyNotes,
        &["here and on the screen after this one", "private key"],
    ),
    says("later it is encrypted and out of reach", KeyNotes, &["encrypted"]),
    exactly("never mentions a client ID", ClientId, &["not asked"]),
    exactly("no way to register one", ClientIdSteps, &[]),
    exactly(
        "your name at the top right, Api Credentials",
        Way,
        &[
            "Press your name, top right on any MSPCFO screen. A menu opens.",
            "Press **Api Credentials**. [your name > Api Credentials]",
        ],
    ),
    ours(
        "wants the server's URL; its form is ours",
        Paste,
        &["URL = https://{site_host}", "even if ConnectWise is in the cloud"],
    ),
    says("wants the CW ID", Paste, &["CW ID = {company_id}"]),
    says("public key to paste", Paste, &["Public Key = {public_key}"]),
    says("private key to paste", Paste, &["Private Key = {private_key}"]),
    exactly("press Save", Press, &["Save"]),
    exactly("no success text", Success, &[]),
    ours("no test of its own", HandOverNotes, &["no test"]),
    exactly("no causes", Causes, &[]),
    exactly("no contact", Contact, &[]),
    exactly("nothing wanted by support", Wants, &[]),
    exactly("no link", Links, &[]),
    ours_exactly("no link of ours", Links, &[]),
    nowhere(
        "says nothing of these",
        &["developer.connectwise", "www.", "mspcfo.com", "Test connection", "My Clients"],
    ),
];

#[test]
fn every_fact_of_the_guide_is_in_the_file() {
    hold("mspcfo", FACTS);
}
