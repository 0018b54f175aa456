//! ConnectWise's other pages and products, and the pages on the way to it, which people copy
//! instead of the PSA's address.

/// Domains, and what is there. The first that fits counts.
const PAGES: &[(&str, &str)] = &[
    ("sso.connectwise.com", "ConnectWise's sign-in page"),
    ("login.connectwise.com", "ConnectWise's sign-in page"),
    ("auth.connectwise.com", "ConnectWise's sign-in page"),
    ("identity.connectwise.com", "ConnectWise's sign-in page"),
    ("home.connectwise.com", "ConnectWise Home"),
    ("university.connectwise.com", "ConnectWise University"),
    ("developer.connectwise.com", "ConnectWise's developer portal"),
    ("docs.connectwise.com", "ConnectWise's documentation"),
    ("documentation.connectwise.com", "ConnectWise's documentation"),
    ("help.connectwise.com", "ConnectWise's documentation"),
    ("marketplace.connectwise.com", "ConnectWise Marketplace"),
    ("status.connectwise.com", "ConnectWise's status page"),
    ("community.connectwise.com", "ConnectWise's community"),
    ("virtualcommunity.connectwise.com", "ConnectWise's community"),
    ("control.connectwise.com", "ScreenConnect"),
    ("screenconnect.connectwise.com", "ScreenConnect"),
    ("screenconnect.com", "ScreenConnect"),
    ("automate.connectwise.com", "ConnectWise Automate"),
    ("hostedrmm.com", "ConnectWise Automate"),
    ("labtechsoftware.com", "ConnectWise Automate"),
    ("rmm.connectwise.com", "ConnectWise RMM"),
    ("asio.connectwise.com", "ConnectWise Asio"),
    ("itsupport247.net", "ConnectWise RMM (Asio)"),
    ("sell.connectwise.com", "ConnectWise CPQ (Sell)"),
    ("cpq.connectwise.com", "ConnectWise CPQ (Sell)"),
    ("quosalsell.com", "ConnectWise CPQ (Sell)"),
    ("quosal.com", "ConnectWise CPQ (Sell)"),
    ("itboost.com", "IT Boost"),
    ("brightgauge.connectwise.com", "BrightGauge"),
    ("brightgauge.com", "BrightGauge"),
    ("brightgauge.co", "BrightGauge"),
    ("smileback.com", "SmileBack"),
    ("smileback.io", "SmileBack"),
    ("wise-sync.com", "Wise-Sync"),
    ("wise-pay.com", "ConnectWise Payments"),
    ("myportallogin.com", "a client portal"),
    ("myportallogin.com.au", "a client portal"),
    ("myportallogin.co.uk", "a client portal"),
    ("connectwise.com", "ConnectWise's website"),
    ("login.microsoftonline.com", "Microsoft's sign-in page"),
    ("login.microsoft.com", "Microsoft's sign-in page"),
    ("login.live.com", "Microsoft's sign-in page"),
    ("accounts.google.com", "Google's sign-in page"),
    ("okta.com", "Okta's sign-in page"),
    ("duosecurity.com", "Duo's sign-in page"),
    ("outlook.office.com", "Outlook on the web"),
    ("outlook.office365.com", "Outlook on the web"),
    ("mail.google.com", "Gmail"),
    ("teams.microsoft.com", "Microsoft Teams"),
];

/// What is on a host, where that is known not to be the PSA.
pub fn page(host: &str) -> Option<&'static str> {
    let within = |domain: &str| {
        host.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    };
    PAGES.iter().find(|(domain, _)| within(domain)).map(|(_, page)| *page)
}

#[cfg(test)]
mod tests {
    use super::page;

    #[test]
    fn other_pages_are_known_by_their_domain_alone() {
        for (host, what) in [
            ("sso.connectwise.com", Some("ConnectWise's sign-in page")),
            ("acme.screenconnect.com", Some("ScreenConnect")),
            ("acme.hostedrmm.com", Some("ConnectWise Automate")),
            ("www.connectwise.com", Some("ConnectWise's website")),
            ("na.myconnectwise.net", None),
            ("staging.connectwisedev.com", None),
            ("sso.connectwise.com.evil.example", None),
            ("notconnectwise.com", None),
        ] {
            assert_eq!(page(host), what, "{host}");
        }
    }
}
