//! Failures on the way to ConnectWise, and what its answers say about a set-up.

use super::Problem;
use crate::checkup::{Finding, Line, Reason, Short, Verdict};
use crate::connectwise::address::{BadAddress, BadCompanyId};
use crate::connectwise::cause::{Cause, CertificateFault};
use crate::connectwise::forms;
use crate::integration::Integration;
use crate::setup::{Connection, Intent, RoleWay, Search, StepId};

fn go(step: StepId) -> Intent {
    Intent::Go { step }
}

/// What to say above "Your ConnectWise".
pub fn of_search(search: &Search, connection: &Connection) -> Option<Problem> {
    match search {
        Search::Idle | Search::Looking | Search::Elsewhere => None,
        Search::BadAddress(bad) => Some(bad_address(bad)),
        Search::BadCompany(bad) => Some(bad_company(bad)),
        Search::Failed(cause) => {
            let problem = of_cause(cause, connection);
            let is_here = |mend: &super::Mend| mend.intent == go(StepId::Site);
            Some(match &problem.mend {
                // The page that would mend it is this one.
                Some(mend) if is_here(mend) => Problem { mend: None, ..problem },
                Some(_) => problem,
                None => problem.mend("Try again", Intent::Find),
            })
        }
        Search::Several(sites) => {
            let hosts: Vec<String> = sites.iter().map(|site| site.authority()).collect();
            Some(
                Problem::new(
                    "company-in-several-regions",
                    "This company ID is known in more than one region",
                    format!("It was found on {}.", hosts.join(" and ")),
                )
                .todo(&["Pick the region you sign in to."])
                .mend(
                    "Pick the region",
                    Intent::Pick { choice: "site".into(), option: "region".into() },
                ),
            )
        }
    }
}

fn bad_address(bad: &BadAddress) -> Problem {
    match bad {
        BadAddress::Empty => Problem::new(
            "address-empty",
            "The site address is empty",
            "Keywright needs it to find your ConnectWise.",
        )
        .todo(&["Paste the address you open ConnectWise on."]),
        BadAddress::NotEncrypted(site) => Problem::new(
            "address-not-encrypted",
            "This address starts with http://",
            "What is sent there could be read on the way. Nothing was sent.",
        )
        .todo(&[&format!("Use https://{} instead.", site.authority())])
        .mend("Use https://", Intent::UseHttps),
        BadAddress::CarriesPassword => Problem::new(
            "address-carries-password",
            "This address has a user name or an @ in it",
            "An address like that can lead somewhere else than it seems. Nothing was sent.",
        )
        .todo(&["Copy the address again from the browser's address bar."]),
        BadAddress::Email => Problem::new(
            "address-email",
            "This is an e-mail address",
            "Keywright needs the web address of your ConnectWise.",
        )
        .todo(&["Open ConnectWise in your browser and copy the address bar."]),
        BadAddress::NeverConnectWise(text) => Problem::new(
            "address-not-allowed",
            "No ConnectWise can be at this address",
            format!(
                "{text} leads to services of this computer or of its network. Nothing was sent."
            ),
        )
        .todo(&["Paste the address your team opens ConnectWise on."]),
        BadAddress::NotAnAddress => Problem::new(
            "address-unreadable",
            "This does not look like a web address",
            "A site address looks like na.myconnectwise.net or connect.yourcompany.com.",
        )
        .todo(&["Open ConnectWise in your browser and copy the address bar."])
        .place(forms::MY_COMPANY),
    }
}

fn bad_company(bad: &BadCompanyId) -> Problem {
    let (title, why) = match bad {
        BadCompanyId::Empty => (
            "The company ID is empty".to_owned(),
            "ConnectWise asks for it on its sign-in page.".to_owned(),
        ),
        BadCompanyId::Url => (
            "The company ID is a web address".into(),
            "The address belongs in **Site address**.".into(),
        ),
        BadCompanyId::Email => (
            "The company ID is an e-mail address".into(),
            "The company ID is a short name, without @.".into(),
        ),
        BadCompanyId::Delimiter(c) => {
            (format!("The company ID has a {c} in it"), "No company ID has that character.".into())
        }
        BadCompanyId::Spaces => (
            "The company ID has spaces in it".into(),
            "It may be the company's full name. The company ID is one short word.".into(),
        ),
    };
    Problem::new("company-id-unreadable", title, why).todo(&[
        "Type the first field of ConnectWise's sign-in page, in the same upper and lower case.",
    ])
}

/// The words for a cause, wherever it came up.
pub fn of_cause(cause: &Cause, connection: &Connection) -> Problem {
    let site = connection.instance.as_ref().map(|i| i.site.authority()).unwrap_or_default();
    let problem = |title: String, why: &str| Problem::new(cause.name(), title, why);
    let problem = match cause {
        Cause::CannotStart => problem("Keywright could not open its network connection".into(), "The certificate store of this computer may be out of reach.")
            .todo(&["Close and open Keywright, then try again."]),
        Cause::Unsendable => problem("A key has characters that cannot be sent".into(), "It was not copied in whole, or something else was copied.")
            .todo(&["Copy both keys again."]).mend("Go to Key pair", go(StepId::Keys)),
        Cause::NoNetwork => problem("This computer is not reaching the internet".into(), "Nothing was sent to ConnectWise.")
            .todo(&["Check the network or VPN, then try again."]),
        Cause::Proxy { .. } => problem("A proxy on this network stopped the request".into(), "Your network asks for a sign-in before letting programs out.")
            .todo(&["Ask your network team to let Keywright reach ConnectWise."]),
        Cause::HostNotFound { host } => problem(format!("We could not find {host}"), "The site address may have a typing error, or be another region.")
            .todo(&["Open ConnectWise in your browser and copy the address from the address bar.", "In the desktop client, look at **Site URL**, bottom of the page."])
            .place(forms::MY_COMPANY).mend("Change site address", go(StepId::Site)),
        Cause::AddressNotAllowed { host } => problem(format!("{host} leads where no ConnectWise can be"), "Its name points to this computer's or network's own services. Nothing was sent.")
            .todo(&["Check the site address."]).mend("Change site address", go(StepId::Site)),
        Cause::Refused { host } => problem(format!("{host} does not accept connections"), "The server is off, or a firewall is in between.")
            .todo(&["Open the address in your browser. If that works, ask your network team to let Keywright through."]),
        Cause::Certificate { host, kind } => certificate(host, *kind),
        Cause::Timeout { host, seconds } => problem(format!("{host} did not answer in {seconds} seconds"), "ConnectWise may be busy, or a firewall may be holding the request. Your details are kept.")
            .todo(&["Try again in a minute.", "Own server with an IP allow list: add this computer's public address."]),
        Cause::BrokenOff { host } => problem(format!("{host} broke off its answer"), "The connection was cut while ConnectWise was answering.")
            .todo(&["Try again. If it happens each time, ask your network team."]),
        Cause::TooLarge { host } => problem(format!("{host} answered far too much"), "That is no answer of ConnectWise. Keywright stopped reading.")
            .todo(&["Check the site address."]).mend("Change site address", go(StepId::Site)),
        Cause::Redirected { to } => {
            let to = to.as_deref().unwrap_or("another address");
            problem(format!("The server sent us on to {to}"), "Keywright did not follow: your keys go to one address only.")
                .todo(&["Open ConnectWise in your browser and copy the address you end up on."])
                .mend("Change site address", go(StepId::Site))
        }
        Cause::SignInSite => problem("We got the sign-in site instead of the API".into(), "A web page came where data belongs. Maintenance or a proxy can do that too.")
            .todo(&["Look for your ConnectWise again, then check again."]).mend("Go to Your ConnectWise", go(StepId::Site)),
        Cause::NotConnectWise { host } => problem(format!("{host} is not a ConnectWise server"), "Something answers there, but not as ConnectWise does. A typing error, or a network's own sign-in page.")
            .todo(&["Open ConnectWise in your browser and copy the address bar."]).mend("Change site address", go(StepId::Site)),
        Cause::CompanyUnknown { host, company } => problem(format!("{host} does not know the company ID \u{201c}{company}\u{201d}"), "It is the short name typed on the ConnectWise sign-in page, in the same upper and lower case. It is not the company's full name. A wrong region gives the same answer.")
            .todo(&["Check the company ID letter by letter."]).mend("Change company ID", go(StepId::Site)),
        Cause::CompanyNowhere { company, silent } => {
            let asked = if silent.is_empty() {
                "Every cloud region was asked, and none knows it.".to_owned()
            } else {
                format!("These gave no answer: {}. The others do not know it.", silent.join(", "))
            };
            problem(format!("No cloud region knows the company ID \u{201c}{company}\u{201d}"), &format!("{asked} It is the short name typed on the ConnectWise sign-in page, in the same upper and lower case. It is not the company's full name."))
                .todo(&["Check the company ID letter by letter.", "Is ConnectWise on your own server? Pick **On our own server**."])
                .mend("Change company ID", go(StepId::Site))
        }
        Cause::CannotRoute => problem("ConnectWise could not route the request".into(), "The company ID or the version in the address is not one it knows.")
            .todo(&["Look for your ConnectWise again, then check again."]).mend("Go to Your ConnectWise", go(StepId::Site)),
        Cause::ClientIdRefused => problem("ConnectWise does not recognise the client ID".into(), "It is not registered in the developer portal, or was not copied in whole.")
            .todo(&["Copy it again from the developer portal. It looks like 8-4-4-4-12 letters and numbers."])
            .place(forms::CLIENT_IDS).mend("Check client ID", go(StepId::ClientId)),
        Cause::KeysRefused { .. } => problem("ConnectWise did not accept the key pair".into(), "The site and company ID are right. So a key was cut short, public and private are swapped, the key or member is inactive, or a newer pair replaced this one.")
            .todo(&["Open the API member, **API Keys** tab. Compare the public key's last four characters.", "Is the private key window closed? Make a new pair and paste both keys."])
            .place(forms::API_KEYS).mend("Go to Key pair", go(StepId::Keys)),
        Cause::PermissionMissing => problem("This is not open to the API member".into(), "The security role does not allow it.")
            .place(forms::SECURITY_ROLES).mend("Go to Security role", go(StepId::Role)),
        Cause::SslRequired => problem("The server asks for an encrypted connection".into(), "This address is not the API address.")
            .todo(&["Look for your ConnectWise again."]).mend("Go to Your ConnectWise", go(StepId::Site)),
        Cause::NotFound => problem("ConnectWise does not know this question".into(), "An older version may not have it. Some servers also answer this when the keys are not right.")
            .todo(&["Check the keys and the site address."]).mend("Go to Key pair", go(StepId::Keys)),
        Cause::Busy { retry_after } => {
            let wait = retry_after.map(|s| format!(" It asked for {s} seconds.")).unwrap_or_default();
            problem("ConnectWise is busy".into(), &format!("Nothing is wrong with your details.{wait}")).todo(&["Wait a minute, then check again."])
        }
        Cause::ServerError { .. } => problem("ConnectWise has a fault of its own".into(), "Nothing is wrong with your details.")
            .todo(&["Wait a few minutes, then check again."]),
        Cause::Unreadable { .. } => problem("ConnectWise answered in a way Keywright does not know".into(), "So nothing is claimed about it.")
            .todo(&["Check again. If it stays, send the technical details to support."]),
    };
    let technical = match cause {
        Cause::KeysRefused { status }
        | Cause::ServerError { status }
        | Cause::Unreadable { status } => {
            format!(
                "{}: HTTP status {status}{}",
                cause.name(),
                if site.is_empty() { String::new() } else { format!(" from {site}") }
            )
        }
        _ => cause.name().to_owned(),
    };
    problem.technical(technical)
}

fn certificate(host: &str, kind: CertificateFault) -> Problem {
    let (title, why) = match kind {
        CertificateFault::Expired => (
            format!("The security certificate of {host} has run out"),
            "Its dates do not include today. This computer's clock may also be wrong.",
        ),
        CertificateFault::WrongName => {
            (format!("The security certificate is not for {host}"), "It names another server.")
        }
        CertificateFault::UnknownIssuer => (
            format!("The security certificate on {host} is not complete"),
            "Usually the intermediate certificate is missing on your server, or your company signs its own.",
        ),
        CertificateFault::Other => (
            format!("The secure connection to {host} could not be made"),
            "The server and this computer did not agree on how to encrypt.",
        ),
    };
    Problem::new(
        "certificate",
        title,
        format!("{why} We do not connect without it. Nothing was sent."),
    )
    .todo(&["Send this to whoever runs your ConnectWise server."])
}

/// The problem of a check line, if it has one.
pub fn of_finding(
    finding: &Finding,
    connection: &Connection,
    integration: &Integration,
) -> Option<Problem> {
    if finding.verdict != Verdict::Failed {
        return None;
    }
    Some(match (&finding.line, finding.reason.as_ref()?) {
        (Line::Row(row), Reason::Short(short)) => {
            row_short(&(row.module(), row.name()), short, connection, integration)
        }
        (Line::Row(row), Reason::Cause(Cause::PermissionMissing)) => Problem {
            title: format!(
                "Signed in, but {} > {} is not open to this API member",
                row.module(),
                row.name()
            ),
            why: "ConnectWise refused to let it be read, so its Inquire Level is None.".into(),
            ..role_problem("permission-missing", connection, integration, row.module(), row.name())
        },
        (Line::Table(table), _) => Problem {
            title: format!("The table {table} is not allowed"),
            why: "Table Setup opens only the tables in the left list of **customize**.".into(),
            todo: vec![format!(
                "In the row **Table Setup** press **customize**. Move **{table}** to the left list, and save."
            )],
            ..role_problem("table-not-allowed", connection, integration, "System", "Table Setup")
        },
        (_, Reason::NoCompanies { .. }) => Problem::new(
            "no-companies",
            "Connected, but no companies are visible",
            "The API member's Level, Location or Department may hide them.",
        )
        .todo(&[
            "Set the member's **Level** to your highest, such as Corporate (Level 1).",
            "Then check again.",
        ])
        .place(forms::API_MEMBERS)
        .mend("Go to API member", go(StepId::Member)),
        (Line::Companies, Reason::Cause(Cause::PermissionMissing)) => Problem {
            title: "Companies are not open to this API member".into(),
            why: "ConnectWise refused to let them be read.".into(),
            ..role_problem(
                "permission-missing",
                connection,
                integration,
                "Companies",
                "Company Maintenance",
            )
        },
        (_, Reason::MemberInactive) => Problem::new(
            "member-inactive",
            "The API member is inactive",
            "Its keys may stop working at any time.",
        )
        .todo(&["Open the member in ConnectWise and take the mark **Inactive** off."])
        .place(forms::API_MEMBERS)
        .mend("Go to API member", go(StepId::Member)),
        (_, Reason::Cause(cause)) => {
            let problem = of_cause(cause, connection);
            match problem.mend {
                None => problem.mend("Check again", Intent::Check),
                Some(_) => problem,
            }
        }
        (_, Reason::Short(_) | Reason::TableNotAllowed | Reason::Unclear) => Problem::new(
            "unclear",
            format!("{} could not be settled", finding.line.title()),
            "ConnectWise's answers do not fit together.",
        )
        .mend("Check again", Intent::Check),
    })
}

fn role_name(connection: &Connection, integration: &Integration) -> String {
    match connection.role_way {
        RoleWay::New => integration.role.name.text.to_string(),
        RoleWay::Existing | RoleWay::Admin => "your role".into(),
    }
}

fn role_problem(
    cause: &str,
    connection: &Connection,
    integration: &Integration,
    module: &str,
    row: &str,
) -> Problem {
    let role = role_name(connection, integration);
    Problem::new(cause, "", "")
        .todo(&["Set it as the security role page shows, save the role, wait a moment, and check again."])
        .place(&[forms::SECURITY_ROLES[0], forms::SECURITY_ROLES[1], &role, module, row])
        .mend("Go to Security role", go(StepId::Role))
}

fn row_short(
    (module, row): &(&str, &str),
    short: &[Short],
    connection: &Connection,
    integration: &Integration,
) -> Problem {
    let cells: Vec<String> = short
        .iter()
        .map(|s| {
            format!("**{}** is {} and has to be **{}**", s.column, s.has.word(), s.needs.word())
        })
        .collect();
    Problem {
        title: format!("{module} > {row} is not open enough"),
        why: format!("In the role, {}.", cells.join("; ")),
        todo: vec![
            format!(
                "Set {}.",
                short
                    .iter()
                    .map(|s| format!("**{}** to **{}**", s.column, s.needs.word()))
                    .collect::<Vec<_>>()
                    .join(" and ")
            ),
            "Save the role, wait a moment, and check again.".into(),
        ],
        ..role_problem("role-short", connection, integration, module, row)
    }
}
