//! An answer that is not ConnectWise's own, and what must be said of it wherever it comes.

use practice::How;

/// What an answer is, whatever it is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Page,
    /// Of another shape than ConnectWise's.
    Json,
    Text,
    Nothing,
}

#[derive(Clone, Debug)]
pub struct Strange {
    pub name: String,
    pub status: u16,
    pub form: Form,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

pub type Causes = &'static [&'static str];

impl Strange {
    pub fn new(name: &str, status: u16, form: Form, body: impl Into<Vec<u8>>) -> Self {
        let name = format!("{name}, {status}");
        Self { name, status, form, headers: Vec::new(), body: body.into() }
    }

    pub fn page(name: &str, status: u16, body: &str) -> Self {
        Self::new(name, status, Form::Page, body).with("content-type", "text/html")
    }

    pub fn json(name: &str, status: u16, body: &str) -> Self {
        Self::new(name, status, Form::Json, body).with("content-type", "application/json")
    }

    pub fn text(name: &str, status: u16, body: &str) -> Self {
        Self::new(name, status, Form::Text, body).with("content-type", "text/plain")
    }

    pub fn nothing(name: &str, status: u16) -> Self {
        Self::new(name, status, Form::Nothing, "")
    }

    pub fn with(mut self, header: &str, value: &str) -> Self {
        self.headers.push((header.to_owned(), value.to_owned()));
        self
    }

    pub fn how(&self) -> How {
        let (headers, body) = (self.headers.clone(), self.body.clone());
        How::Whole { status: self.status, headers, body }
    }

    /// A list of something, at least.
    pub fn is_list(&self) -> bool {
        self.form == Form::Json && self.body.starts_with(b"[")
    }

    /// What stands in the way, where ConnectWise's API should have answered.
    pub fn in_the_api(&self) -> Causes {
        match (self.status, self.form) {
            (304, _) => &["unreadable"],
            (300..400, _) => &["redirected"],
            (407 | 511, _) => &["proxy"],
            (429, _) => &["busy"],
            (401 | 403, _) => &["intercepted"],
            (400..500, Form::Page) => &["intercepted"],
            (200..300, Form::Page) => &["sign-in-site"],
            (500..600, _) => &["server-error"],
            _ => &["unreadable"],
        }
    }

    /// The same where companyinfo should have; a cloud host is ConnectWise's, whatever it says.
    pub fn at_companyinfo(&self, cloud: bool) -> (&'static str, Causes) {
        match (self.status, self.form) {
            (407 | 511, _) => ("network", &["proxy"]),
            // ConnectWise's own way to say that it does not know the company.
            (404, Form::Nothing) => ("company", &["company-unknown"]),
            (200 | 404, _) if self.body == b"null" => ("company", &["company-unknown"]),
            (200..300 | 404, Form::Page) if cloud => ("site", &["intercepted"]),
            (200..300 | 404, Form::Page) => ("site", &["not-connectwise"]),
            (404, _) if cloud => ("site", &["unreadable", "intercepted"]),
            (404, _) => ("site", &["unreadable", "intercepted", "not-connectwise"]),
            _ => ("site", self.in_the_api()),
        }
    }
}
