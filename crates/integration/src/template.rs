//! Values with gaps: `https://{site_host}`. What may stand in a gap is a closed list.

use secrecy::zeroize::Zeroizing;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

use super::text::Line;

/// What a gap in a value stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Placeholder {
    /// The company ID as typed on the sign-in page.
    CompanyId,
    /// The company's name in lower-case letters and digits, for addresses.
    CompanySlug,
    /// The host people open in the browser: na.myconnectwise.net.
    SiteHost,
    /// The host the API answers on: api-na.myconnectwise.net.
    ApiHost,
    MemberId,
    PublicKey,
    PrivateKey,
    ClientId,
    /// The name of the Security Role.
    RoleName,
}

impl Placeholder {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "company_id" => Self::CompanyId,
            "company_slug" => Self::CompanySlug,
            "site_host" => Self::SiteHost,
            "api_host" => Self::ApiHost,
            "member_id" => Self::MemberId,
            "public_key" => Self::PublicKey,
            "private_key" => Self::PrivateKey,
            "client_id" => Self::ClientId,
            "role_name" => Self::RoleName,
            _ => return None,
        })
    }

    pub fn is_secret(self) -> bool {
        matches!(self, Self::PublicKey | Self::PrivateKey | Self::ClientId)
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    Text(String),
    Gap(Placeholder),
}

/// Text with gaps.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Template(Vec<Part>);

impl TryFrom<String> for Template {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        // The same bounds as any other text of a file.
        Line::try_from(text.clone())?;
        let mut parts = Vec::new();
        let mut rest = text.as_str();
        while let Some(start) = rest.find('{') {
            let (before, from) = rest.split_at(start);
            let end = from.find('}').ok_or("a { without its }")?;
            if !before.is_empty() {
                parts.push(Part::Text(before.to_owned()));
            }
            let name = &from[1..end];
            let gap = Placeholder::named(name)
                .ok_or_else(|| format!("{{{name}}} is not a value Keywright knows"))?;
            parts.push(Part::Gap(gap));
            rest = &from[end + 1..];
        }
        if rest.contains('}') {
            return Err("a } without its {".into());
        }
        if !rest.is_empty() {
            parts.push(Part::Text(rest.to_owned()));
        }
        let template = Self(parts);
        if template.is_secret() && !template.stands_alone() {
            return Err("a key or client ID stands alone, or as {company_id}+{public_key}: in an \
                        address or another text it could go anywhere"
                .into());
        }
        Ok(template)
    }
}

/// A value that is shown and passed on as it is: a key in it would be, too.
pub fn without_secret<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Template>, D::Error> {
    let template = Template::deserialize(deserializer)?;
    if template.is_secret() {
        return Err(D::Error::custom("a key or client ID belongs on the vendor's screen alone"));
    }
    Ok(Some(template))
}

impl Template {
    pub fn parts(&self) -> &[Part] {
        &self.0
    }

    pub fn gaps(&self) -> impl Iterator<Item = Placeholder> {
        self.0.iter().filter_map(|part| match part {
            Part::Gap(gap) => Some(*gap),
            Part::Text(_) => None,
        })
    }

    pub fn is_secret(&self) -> bool {
        self.gaps().any(Placeholder::is_secret)
    }

    /// Whether a secret in it is all of it, but for the company ID that some screens want before
    /// the public key.
    fn stands_alone(&self) -> bool {
        match &self.0[..] {
            [Part::Gap(_)] => true,
            [
                Part::Gap(Placeholder::CompanyId),
                Part::Text(plus),
                Part::Gap(Placeholder::PublicKey),
            ] => plus == "+",
            _ => false,
        }
    }

    /// The value with its gaps filled; the first gap that has no value is the error.
    pub fn fill(
        &self,
        value: impl Fn(Placeholder) -> Option<String>,
    ) -> Result<String, Placeholder> {
        // Wiped, since a value may be a secret; and put together at once, since a string that
        // grows leaves its beginning behind.
        let mut values = Zeroizing::new(Vec::new());
        for part in &self.0 {
            values.push(match part {
                Part::Text(text) => text.clone(),
                Part::Gap(gap) => value(*gap).ok_or(*gap)?,
            });
        }
        Ok(values.concat())
    }
}
