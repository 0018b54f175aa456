//! Failures on the way to ConnectWise: the words of each [`Cause`].

use super::noun::Problem;
use connectwise::address::{BadAddress, BadCompanyId, Site};
use connectwise::cause::{Cause, CertificateFault, Interceptor, ProxyFault};
use connectwise::forms;
use ground::text::shown;
use pasted::{self, name_of};
use setup::called::Pick;
use setup::{
    Connection, FieldPress, Intent, KeysPress, PlacePress, Search, SiteWay, StepId, WalkPress,
};

pub(super) fn go(step: StepId) -> Intent {
    Intent::Walk(WalkPress::Go { step })
}

/// What to say above "Your ConnectWise".
pub fn of_search(search: &Search, connection: &Connection) -> Option<Problem> {
    match search {
        Search::Idle | Search::Looking => None,
        Search::BadAddress(bad) => Some(bad_address(bad)),
        Search::BadCompany(bad) => Some(bad_company(bad)),
        Search::Failed(cause) => {
            let problem = of_cause(cause, Some(connection));
            let is_here = |mend: &super::Mend| mend.intent == go(StepId::Site);
            Some(match &problem.mend {
                // The page that would mend it is this one.
                Some(mend) if is_here(mend) => Problem { mend: None, ..problem },
                Some(_) => problem,
                None => problem.mend("Try again", Intent::Place(PlacePress::Find)),
            })
        }
        Search::Choice { sites, silent } => Some(several(sites, silent, &connection.company)),
    }
}

/// Sites that know the company, none of which is to be taken without asking.
fn several(sites: &[Site], silent: &[String], company: &str) -> Problem {
    let hosts = listed(&sites.iter().map(Site::authority).collect::<Vec<_>>());
    let silent = match silent {
        [] => String::new(),
        silent => format!(" No answer came from {}.", listed(silent)),
    };
    let problem = |title: &str, todo: &str| {
        Problem::new(
            "company-in-several-regions",
            title,
            format!("The company ID was found on {hosts}.{silent}"),
        )
        .todo(&[todo])
    };
    match sites {
        [one] => problem(
            "Is this the region you sign in to?",
            "Compare it with the address you open ConnectWise on.",
        )
        .mend(&format!("Use {}", one.authority()), place(&one.authority(), company)),
        _ => problem(
            "This company ID is known in more than one region",
            "Pick the region you sign in to.",
        )
        .mend("Pick the region", Intent::Field(FieldPress::Pick(Pick::Site(SiteWay::Region)))),
    }
}

/// "a, b and c".
pub fn listed(names: &[String]) -> String {
    match names {
        [most @ .., last] if !most.is_empty() => format!("{} and {last}", most.join(", ")),
        names => names.concat(),
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
        .mend("Use https://", Intent::Place(PlacePress::UseHttps)),
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
        BadAddress::OtherPage { host, page } => Problem::new(
            "address-other-page",
            format!("This is {page}, not the PSA"),
            format!("{host} does not answer for the PSA. Nothing was sent there."),
        )
        .todo(&[
            "Open ConnectWise PSA and sign in. Copy the address bar once you see your tickets.",
        ])
        .place(forms::MY_COMPANY),
        BadAddress::HiddenBy(filter) => Problem::new(
            "address-rewritten",
            format!("This link was rewritten by {filter}"),
            "The address it leads to cannot be read from it. Nothing was sent.",
        )
        .todo(&["Open the link in your browser and sign in. Then copy the address bar."]),
        BadAddress::Several => Problem::new(
            "address-several",
            "This text has more than one web address",
            "Nothing in it says which one is your ConnectWise. Nothing was sent.",
        )
        .todo(&["Copy the one address you open ConnectWise on."]),
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
            let name = name_of(*c);
            let article = if name.starts_with(['a', 'A', 'e', 'i', 'o']) { "an" } else { "a" };
            (
                format!("The company ID has {article} {name} in it"),
                "No company ID has that character.".into(),
            )
        }
        BadCompanyId::Cut => (
            "The company ID ends in dots".into(),
            "The dots say that part of it is missing.".into(),
        ),
        BadCompanyId::Spaces => (
            "The company ID has spaces in it".into(),
            "It may be the company's full name. The company ID is one short word.".into(),
        ),
    };
    Problem::new("company-id-unreadable", title, why).todo(&[
        "Type the first field of ConnectWise's sign-in page, in the same upper and lower case.",
    ])
}

fn place(site: &str, company: &str) -> Intent {
    Intent::Place(PlacePress::UsePlace { site: site.to_owned(), company: company.to_owned() })
}

/// Where no connection is being set up.
pub fn of_wire(cause: &Cause) -> Problem {
    of_cause(cause, None)
}

/// The words for a cause, wherever it came up.
pub(super) fn of_cause(cause: &Cause, connection: Option<&Connection>) -> Problem {
    let instance = connection.and_then(|c| c.instance.as_ref());
    let site = instance.map(|i| i.site.authority()).unwrap_or_default();
    let address = connection.map_or("", |c| c.address.as_str());
    let problem = |title: String, why: &str| Problem::new(cause.name(), title, why);
    let problem = match cause {
        Cause::CannotStart => problem("Keywright could not open its network connection".into(), "The certificate store of this computer may be out of reach.")
            .todo(&["Close and open Keywright, then try again."]),
        Cause::Unsendable => problem("A key has characters that cannot be sent".into(), "It was not copied in whole, or something else was copied.")
            .todo(&["Copy both keys again."]).mend("Go to Key pair", go(StepId::Keys)),
        Cause::NoNetwork => problem("No way to the internet was found, directly or through a proxy".into(), "The settings Keywright reads name no proxy for this, and directly no name is found. Nothing was sent to ConnectWise.")
            .todo(&["Check the network or VPN, then try again.", "Does your browser reach the internet? Ask your network team for its proxy's address. Keywright takes it from HTTPS_PROXY, or from the network settings of Windows and macOS."]),
        Cause::Proxy { proxy, fault } => proxy_in_the_way(proxy.as_deref(), *fault),
        Cause::HostNotFound { host } => problem(format!("We could not find {host}"), "The site address may have a typing error, or be another region.")
            .todo(&["Open ConnectWise in your browser and copy the address from the address bar.", "In the desktop client, look at **Site URL**, bottom of the page."])
            .place(forms::MY_COMPANY).mend("Change site address", go(StepId::Site)),
        Cause::AddressNotAllowed { host } => problem(format!("{host} leads where no ConnectWise can be"), "Its name points to this computer's or network's own services. Nothing was sent.")
            .todo(&["Check the site address."]).mend("Change site address", go(StepId::Site)),
        Cause::Refused { host } => problem(format!("{host} does not accept connections"), "The server is off, or a firewall is in between.")
            .todo(&["Open the address in your browser. If that works, ask your network team to let Keywright through."]),
        Cause::Certificate { host, kind } => certificate(host, *kind),
        Cause::Timeout { host, seconds, keys } => problem(format!("{host} did not answer in {seconds} seconds"), &with_keys("ConnectWise may be busy, or a firewall may be holding the request. Your details are kept.", host, *keys))
            .todo(&["Try again in a minute.", "Own server with an IP allow list: add this computer's public address."]),
        Cause::BrokenOff { host, keys } => {
            // Practice is not encrypted: it stays on this computer.
            let secure = if connection.is_some_and(|c| c.practice) { "" } else { "secure " };
            problem(format!("No whole answer came from {host}"), &with_keys(&format!("The {secure}connection broke off when the question was under way."), host, *keys))
                .todo(&["Try again. If it happens each time, ask your network team."])
        }
        Cause::ClientCertificate { host, keys } => problem(format!("{host} asks for a certificate of this computer"), &with_keys("Keywright has none to show, so the server ended the connection.", host, *keys))
            .todo(&["Send this to whoever runs your ConnectWise server: its API has to be open without a client certificate."]),
        Cause::TooLarge { host, keys } => problem(format!("{host} answered far too much"), &with_keys("That is no answer of ConnectWise. Keywright stopped reading.", host, *keys))
            .todo(&["Check the site address."]).mend("Change site address", go(StepId::Site)),
        Cause::Redirected { to } => {
            let to = to.as_deref().unwrap_or("another address");
            problem(format!("The server sent us on to {to}"), "Keywright did not follow: your keys go to one address only.")
                .todo(&["Open ConnectWise in your browser and copy the address you end up on.", "If that is the one above, send this to whoever runs the server."])
                .mend("Change site address", go(StepId::Site))
        }
        Cause::SignInSite => problem("A web page came instead of the API's data".into(), "The sign-in site answers like that, and so do maintenance pages, web filters and proxies. So nothing is known of the keys.")
            .todo(&["Look for your ConnectWise again, then check again."]).mend("Go to Your ConnectWise", go(StepId::Site)),
        Cause::NotConnectWise { host } => problem(format!("{host} answered, but not as ConnectWise does"), &format!("A web page came where ConnectWise answers with data. A typing error in the address, or a network's own sign-in page.{}", path_left_out(address, host)))
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
        Cause::CompanyElsewhere { host, company, there } => problem(format!("{host} does not know the company ID \u{201c}{company}\u{201d}, but {there} does"), "It is another region. This question carries no keys.")
            .todo(&["Does your team sign in there? Then use it."])
            .mend(&format!("Use {there}"), place(there, company)),
        Cause::CompanyOtherCase { host, typed, known } => {
            let title = format!("ConnectWise writes the company ID \u{201c}{known}\u{201d}, not \u{201c}{typed}\u{201d}");
            let named = pasted::site(address).map(|site| site.authority());
            // Another region is a question.
            if site == *host || named.is_ok_and(|named| named == *host) {
                problem(title, "Upper and lower case count.")
                    .todo(&["Use the ID as ConnectWise writes it."])
                    .mend(&format!("Use {known}"), place(host, known))
            } else {
                problem(title, &format!("Upper and lower case count. It was found on {host}."))
                    .todo(&["Does your team sign in there? Then use the ID as ConnectWise writes it."])
                    .mend(&format!("Use {known} on {host}"), place(host, known))
            }
        }
        Cause::CannotRoute { company_known: false } => problem("ConnectWise could not route the request".into(), "The company ID or the version in the address is not one it knows.")
            .todo(&["Look for your ConnectWise again, then check again."]).mend("Go to Your ConnectWise", go(StepId::Site)),
        Cause::CannotRoute { company_known: true } => problem("ConnectWise could not route the sign-in".into(), "A moment before, it knew the company ID. So the client ID may be missing, not registered, or of the type **Private**, which works only for its owner. Or the version has changed.")
            .todo(&["Compare the client ID with the developer portal, and look at its type.", "Then look for your ConnectWise again: that reads the version anew."])
            .place(forms::CLIENT_IDS).mend("Check client ID", go(StepId::ClientId)),
        Cause::Intercepted { host, status, by } => intercepted(host, *status, *by),
        Cause::CompanyMaybeElsewhere { cause, host, company, there } => {
            let problem = of_cause(cause, connection);
            let todo = format!("{there} knows the company ID \u{201c}{company}\u{201d}. Does your team sign in there? Then use it.");
            let why = format!("{host} was asked, and did not say whether it knows the company. {}", problem.why);
            Problem { why, todo: problem.todo.iter().cloned().chain([todo]).collect(), ..problem }
                .mend(&format!("Use {there}"), place(there, company))
        }
        Cause::ClientIdRefused => problem("ConnectWise does not recognise the client ID".into(), "It is not registered in the developer portal, or was not copied in whole.")
            .todo(&["Copy it again from the developer portal. It looks like 8-4-4-4-12 letters and numbers."])
            .place(forms::CLIENT_IDS).mend("Check client ID", go(StepId::ClientId)),
        Cause::KeysRefused { swapped, .. } => {
            let left = if *swapped {
                "They were tried the other way round as well. So a key was not copied right, is inactive, or was replaced by a newer pair. Or its member is inactive."
            } else {
                "So a key was not copied right, public and private are swapped, or a newer pair replaced them. Or the key or its member is inactive."
            };
            problem("ConnectWise did not accept the key pair".into(), &format!("It knows the company ID on this site. {left}"))
                .todo(&["Open the API member, **API Keys** tab. Compare the public key's last four characters.", "Is the private key window closed? Make a new pair and paste both keys."])
                .place(forms::API_KEYS).mend("Go to Key pair", go(StepId::Keys))
        }
        Cause::KeysSwapped => problem("The two keys are swapped".into(), "ConnectWise refused them as they are, and accepted them the other way round.")
            .todo(&["Let Keywright exchange them. It checks again at once."])
            .mend("Swap the keys", Intent::Keys(KeysPress::SwapKeys)),
        Cause::KeyCutShort { private, length, fellow } => {
            let name = if *private { "private" } else { "public" };
            problem(format!("The {name} key was cut short"), &format!("ConnectWise refused the pair. The {name} key has {length} characters, the other one {fellow}."))
                .todo(&[&format!("Copy the whole {name} key again. Double-clicking it often selects a part."), "Is the private key window closed? Make a new pair and paste both keys."])
                .place(forms::API_KEYS).mend("Go to Key pair", go(StepId::Keys))
        }
        Cause::KeyOfOtherCompany { company } => problem(format!("The key was pasted with the company ID \u{201c}{company}\u{201d}"), "ConnectWise refused the pair here. It may belong to that company.")
            .todo(&["Make the key pair in this company's ConnectWise.", &format!("Or is {company} the company you meant? Change the company ID.")])
            .place(forms::API_KEYS).mend("Go to Key pair", go(StepId::Keys)),
        Cause::KeysElsewhere { host, company, there } => problem(format!("{host} did not accept the keys, and {there} has a company \u{201c}{company}\u{201d} too"), "A company can be in two regions, with different keys. Your keys were not sent to the other one.")
            .todo(&["Look at the address bar where the keys were made.", &format!("Is it {there}? Then use it.")])
            .mend(&format!("Use {there}"), place(there, company)),
        Cause::SignInNotFound => problem("ConnectWise answered the sign-in with \u{201c}not found\u{201d}".into(), "Its guide for developers says that it may say so when keys are not right. It knows the company ID on this site.")
            .todo(&["Open the API member, **API Keys** tab. Compare the public key's last four characters.", "Still the same? Make a new pair and paste both keys."])
            .place(forms::API_KEYS).mend("Go to Key pair", go(StepId::Keys)),
        Cause::PermissionMissing => problem("This is not open to the API member".into(), "The security role does not allow it.")
            .place(forms::SECURITY_ROLES).mend("Go to Security role", go(StepId::Role)),
        Cause::SslRequired => problem("The server asks for an encrypted connection".into(), "This address is not the API address.")
            .todo(&["Look for your ConnectWise again."]).mend("Go to Your ConnectWise", go(StepId::Site)),
        Cause::EndpointClosed => problem("ConnectWise did not say whether the keys are right".into(), "The question that needs nothing but a sign-in is not open to API members on this server. This says nothing about the keys.")
            .todo(&["Check again. If it stays, send the technical details to support."]),
        Cause::NotFound => problem("ConnectWise does not know this question".into(), "An older version may not have it. Some servers also answer this when the keys are not right.")
            .todo(&["Check the keys and the site address."]).mend("Go to Key pair", go(StepId::Keys)),
        Cause::Busy { retry_after } => {
            let wait = retry_after.map(|s| format!(" It asked for {s} seconds.")).unwrap_or_default();
            problem("ConnectWise is busy".into(), &format!("It asked us to slow down, which says nothing about your details.{wait}")).todo(&["Wait a minute, then try again."])
        }
        Cause::ServerError { status } => problem("ConnectWise, or something before it, has a fault".into(), &format!("The answer was status {status}. That says nothing about your details."))
            .todo(&["Wait a few minutes, then try again."]),
        Cause::AskedEnough { questions } => problem("Keywright stopped asking".into(), &format!("ConnectWise was busy again and again, and {questions} questions are enough for one check."))
            .todo(&["Wait a few minutes, then try again."]),
        Cause::TookTooLong { seconds } => problem("The check took too long".into(), &format!("After {seconds} seconds Keywright stopped waiting. What was found until then stands."))
            .todo(&["Wait a few minutes, then try again."]),
        Cause::Silent { questions } => problem("ConnectWise stopped answering".into(), &format!("{questions} questions in a row had no answer, so Keywright asked no more."))
            .todo(&["Wait a few minutes, then try again."]),
        Cause::RefusedAlike => problem("ConnectWise refused every question".into(), "The keys sign in, and then each question was refused for want of permission. So which one is missing cannot be told.")
            .todo(&["Look at the API member's **Role ID**: is it the role you set up?", "Compare the role with the security role page, save it, wait a moment, and check again."])
            .place(forms::SECURITY_ROLES).mend("Go to Security role", go(StepId::Role)),
        Cause::Unreadable { .. } => problem("The answer is of a kind Keywright does not know".into(), "It may not have come from ConnectWise. So nothing is claimed.")
            .todo(&["Check again. If it stays, send the technical details to support."]),
    };
    let technical = match cause.status() {
        Some(status) if site.is_empty() => format!("{}: HTTP status {status}", cause.name()),
        Some(status) => format!("{}: HTTP status {status} from {site}", cause.name()),
        None => cause.name().to_owned(),
    };
    Problem { status: cause.status(), ..problem.technical(technical) }
}

/// Something before ConnectWise: who it may be, as far as the answer shows.
fn intercepted(host: &str, status: u16, by: Interceptor) -> Problem {
    let (why, todo) = match by {
        Interceptor::WindowsSignIn => (
            "It asks for a Windows sign-in first.",
            "Ask whoever runs that server, or your network team, to let programs reach the API without it.",
        ),
        Interceptor::OtherSignIn => (
            "It asks for a sign-in of its own first.",
            "Ask whoever runs that server, or your network team, to let programs reach the API without it.",
        ),
        Interceptor::Unknown => (
            "An address allow list, a firewall, a web filter or a maintenance page may have sent it.",
            "Ask your network team, or whoever runs that server, whether this computer's public address may reach it.",
        ),
    };
    Problem::new(
        "intercepted",
        "Something before ConnectWise stopped this computer",
        format!(
            "{host} answered with status {status}, and not in ConnectWise's words. {why} That answer says nothing about your details."
        ),
    )
    .todo(&[todo, "Your browser may open ConnectWise all the same: only its API may be closed."])
}

/// The address was typed with a path that does not belong to ConnectWise's own: a server may
/// have ConnectWise in a folder, where Keywright does not look.
fn path_left_out(address: &str, host: &str) -> String {
    let Some((_, rest)) = address.split_once(host) else { return String::new() };
    let path = rest.split(['?', '#']).next().unwrap_or_default().trim_matches('/');
    let first = path.split('/').next().unwrap_or_default();
    let version = first.strip_prefix('v').is_some_and(|rest| rest.starts_with(char::is_numeric));
    let own = first.is_empty() || version || first.contains('.') || first == "login";
    if own {
        return String::new();
    }
    format!(" Keywright asked {host} itself, without the folder **{}**.", shown(first))
}
/// Where a request may have arrived, though no answer says so.
fn with_keys(why: &str, host: &str, keys: bool) -> String {
    if keys { format!("{why} Your keys may have reached {host}.") } else { why.to_owned() }
}

const SET_A_PROXY: &str = "Check the network or VPN. Does your browser reach ConnectWise? Ask your network team for the proxy's address, and set it by hand in this computer's network settings.";

fn proxy_in_the_way(proxy: Option<&str>, fault: ProxyFault) -> Problem {
    let one =
        proxy.map_or("A proxy on this network".to_owned(), |name| format!("The proxy {name}"));
    let (title, why, todo) = match fault {
        ProxyFault::SignIn => (
            format!("{one} stopped the request"),
            "Your network asks for a sign-in before letting programs out.",
            "Ask your network team to let Keywright reach ConnectWise.",
        ),
        ProxyFault::Unreachable => (
            format!("{one} does not answer"),
            "This computer is set to reach the internet through it. ConnectWise was not reached.",
            "Check the proxy in this computer's network settings, or ask your network team.",
        ),
        ProxyFault::Refused => (
            format!("{one} did not connect us"),
            "It does not allow this address, or cannot find it.",
            "Check the site address. Then ask your network team to let Keywright reach it.",
        ),
        ProxyFault::Unspoken => (
            format!("{one} is of a kind Keywright cannot use"),
            "Keywright uses HTTP proxies, not SOCKS.",
            "Ask your network team for an HTTP proxy, or for a direct way to ConnectWise.",
        ),
        ProxyFault::Unreadable => (
            format!(
                "A proxy is set in {}, and Keywright cannot read it",
                proxy.unwrap_or("this computer's settings")
            ),
            "It holds no address of a proxy for https. Keywright did not go around it: nothing was sent.",
            "Write it as http://name:port, or ask your network team.",
        ),
        ProxyFault::Script => (
            match proxy {
                Some(script) => format!(
                    "This network uses a proxy script ({script}) that Keywright cannot read"
                ),
                None => "This network uses a proxy script that Keywright cannot read".to_owned(),
            },
            "The script says which proxy leads to the internet. Directly, ConnectWise was not reached.",
            SET_A_PROXY,
        ),
        ProxyFault::OfServices => (
            format!("{one} is set for services, and Keywright does not use it"),
            "It was set with netsh winhttp. Directly, ConnectWise was not reached.",
            SET_A_PROXY,
        ),
        ProxyFault::Detection => (
            "No way to the internet was found, directly or through a proxy".to_owned(),
            "This computer is set to look for a proxy script by itself, which Keywright does not do. Directly, no name of the internet was found.",
            SET_A_PROXY,
        ),
    };
    Problem::new("proxy", title, why).todo(&[todo])
}

fn certificate(host: &str, kind: CertificateFault) -> Problem {
    let own = Site::parse(host).is_ok_and(|site| !site.is_cloud());
    let (title, why) = match kind {
        CertificateFault::Expired => (
            format!("The security certificate of {host} has run out"),
            "Its dates do not include today. This computer's clock may also be wrong.",
        ),
        CertificateFault::NotYetValid => (
            format!("The security certificate of {host} is not valid yet"),
            "Its dates do not include today. This computer's clock may also be wrong.",
        ),
        CertificateFault::WrongName => (
            format!("The security certificate is not for {host}"),
            "Where names count in it, this server's is not among them.",
        ),
        CertificateFault::NameInOldPlace => (
            format!("The security certificate of {host} carries its name only in an old place"),
            "It has it as common name, where programs do not look any more.",
        ),
        CertificateFault::UnknownIssuer => (
            format!("Nobody this computer knows signed the security certificate of {host}"),
            if own {
                "Usually the intermediate certificate is missing on your server, or your company signs its own."
            } else {
                "Often a firewall or security program on the way shows a certificate of its own."
            },
        ),
        CertificateFault::SignedItself { usable } => (
            format!("{host} signed its security certificate itself"),
            if usable {
                "Nobody this computer knows vouches for it."
            } else {
                "Nobody this computer knows vouches for it, and as it is made it cannot be trusted here either."
            },
        ),
        CertificateFault::IsAuthority => (
            format!("The security certificate of {host} is marked as an authority's"),
            "One like that signs other certificates. A server has to show one of its own.",
        ),
        CertificateFault::Revoked => (
            format!("The security certificate of {host} was withdrawn"),
            "Whoever issued it says that it does not count any more.",
        ),
        CertificateFault::NotAccepted => (
            format!("This computer does not accept the security certificate of {host}"),
            "It may be damaged, made for another purpose, or signed in an outdated way.",
        ),
        CertificateFault::OldProtocol => {
            (format!("{host} offers only outdated encryption"), "It knows nothing from TLS 1.2 on.")
        }
        CertificateFault::NotEncrypted => (
            format!("{host} does not speak https there"),
            "What answers knows no encryption. The port may be another one.",
        ),
        CertificateFault::HungUp => (
            format!("{host} hung up before the connection was secure"),
            "A firewall cut in, or the server knows only encryption older than TLS 1.2.",
        ),
        CertificateFault::Other => (
            format!("The secure connection to {host} could not be made"),
            "One side ended it before it was secure. They may know no common encryption, or the server wants something that Keywright does not have.",
        ),
    };
    let todo = match kind {
        _ if !own => "Show this to your network team.",
        CertificateFault::NameInOldPlace
        | CertificateFault::IsAuthority
        | CertificateFault::SignedItself { usable: false } => {
            "Send this to whoever runs your ConnectWise server. It needs a certificate that has its name as subject alternative name and is not marked as an authority."
        }
        _ => "Send this to whoever runs your ConnectWise server.",
    };
    let why = format!("{why} So Keywright did not connect. Nothing was sent this time.");
    let problem = Problem::new("certificate", title, why).todo(&[todo]);
    if own && kind.can_be_trusted() {
        // "Your ConnectWise" then asks whether the company signs its own certificates.
        problem.mend("Try again", Intent::Place(PlacePress::Find))
    } else {
        problem
    }
}
