//! ConnectWise's own screens: where they are, what their fields are called, and what
//! may stand in them, whatever the vendor.

/// Where to click, in ConnectWise's words.
pub const SECURITY_ROLES: &[&str] = &["System", "Security Roles"];
pub const API_MEMBERS: &[&str] = &["System", "Members", "API Members"];
pub const API_KEYS: &[&str] = &["System", "Members", "API Members", "API Keys"];
pub const MY_COMPANY: &[&str] = &["System", "My Company"];
pub const DEVELOPER_PORTAL: &str = "https://developer.connectwise.com/";
pub const CLIENT_IDS: &[&str] =
    &["developer.connectwise.com", "ClientID", "Create New Integration"];

/// What a field of the API Member form wants when the vendor's guide is silent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Advice {
    /// Keywright suggests a value, made from the integration's name.
    MemberId,
    MemberName,
    /// The role of the page before.
    RoleId,
    /// The highest level, or companies stay hidden.
    HighestLevel,
    OwnCompanyName,
    WhereAdministratorsAre,
    Anything,
    OwnEmail,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FormField {
    pub label: &'static str,
    /// Characters ConnectWise takes; 0 where it is a list to choose from.
    pub longest: usize,
    pub advice: Advice,
}

/// The API Member form, in its order.
pub const MEMBER_FORM: &[FormField] = &[
    FormField { label: "Member ID", longest: 15, advice: Advice::MemberId },
    FormField { label: "Member Name", longest: 30, advice: Advice::MemberName },
    FormField { label: "Role ID", longest: 0, advice: Advice::RoleId },
    FormField { label: "Level", longest: 0, advice: Advice::HighestLevel },
    FormField { label: "Name", longest: 0, advice: Advice::OwnCompanyName },
    FormField { label: "Location", longest: 0, advice: Advice::Anything },
    FormField { label: "Department", longest: 0, advice: Advice::WhereAdministratorsAre },
    FormField { label: "Default Territory", longest: 0, advice: Advice::Anything },
    FormField { label: "Email", longest: 250, advice: Advice::OwnEmail },
];

/// The length of the Member ID field; also where a vendor wants something longer.
pub const LONGEST_MEMBER_ID: usize = 15;
