//! Answers, and the bodies ConnectWise refuses with.
//!
//! Known forms are restated word for word; where only the status or the code is known, the message here is this server's own and
//! says nothing about the real one's.

use axum::body::Body;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderName, HeaderValue, Response, StatusCode};
use serde_json::{Value, json};

/// An answer before it becomes HTTP.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    status: u16,
    content_type: Option<String>,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Answer {
    pub(crate) fn new(status: u16, content_type: &str, body: Vec<u8>) -> Answer {
        Answer { status, content_type: Some(content_type.to_owned()), headers: Vec::new(), body }
    }

    /// With these headers alone, a content type only where it is among them.
    pub(crate) fn whole(status: u16, headers: Vec<(String, String)>, body: Vec<u8>) -> Answer {
        Answer { status, content_type: None, headers, body }
    }

    pub(crate) fn json(status: u16, body: &Value) -> Answer {
        Answer::json_bytes(status, body.to_string().into_bytes())
    }

    /// Called JSON, whatever it is.
    pub(crate) fn json_bytes(status: u16, body: Vec<u8>) -> Answer {
        Answer::new(status, "application/json; charset=utf-8", body)
    }

    pub(crate) fn with_header(mut self, name: &str, value: &str) -> Answer {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// As HTTP. A status or header that HTTP does not allow is left out: use `How::RawBytes` to send one all the same.
    pub(crate) fn into_http(self) -> Response<Body> {
        let mut response = Response::new(Body::from(self.body));
        *response.status_mut() =
            StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let content_type = self.content_type.map(|kind| (CONTENT_TYPE.to_string(), kind));
        for (name, value) in content_type.into_iter().chain(self.headers) {
            if let (Ok(name), Ok(value)) =
                (HeaderName::try_from(name), HeaderValue::try_from(value))
            {
                response.headers_mut().append(name, value);
            }
        }
        response
    }

    /// As the bytes of an answer that lets the connection stay open, whatever happens to it then.
    pub(crate) fn into_bytes(self) -> Vec<u8> {
        let mut head = format!("HTTP/1.1 {} Practice\r\n", self.status);
        let content_type = self.content_type.map(|kind| (CONTENT_TYPE.to_string(), kind));
        for (name, value) in content_type.into_iter().chain(self.headers) {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head.push_str(&format!("content-length: {}\r\n\r\n", self.body.len()));
        [head.into_bytes(), self.body].concat()
    }
}

/// 200 with a body that claims to be JSON.
pub(crate) fn called_json(body: Body) -> Response<Body> {
    let mut response = Response::new(body);
    response
        .headers_mut()
        .insert(CONTENT_TYPE, HeaderValue::from_static("application/json; charset=utf-8"));
    response
}

/// ConnectWise's error shape.
pub(crate) fn refusal(status: u16, code: &str, message: &str) -> Answer {
    Answer::json(status, &json!({ "code": code, "message": message, "errors": null }))
}

pub(crate) fn forbidden() -> Answer {
    refusal(403, "Security", "You do not have security permission to perform this action.")
}

/// The cloud's form; the message's real words are unknown.
pub(crate) fn unauthorized() -> Answer {
    refusal(401, "Unauthorized", "The credentials are not accepted.")
}

/// Seen on-premises.
pub(crate) fn unauthorized_on_premises() -> Answer {
    refusal(401, "ConnectWiseApi", "ConnectWiseApi: UserNotAuthenticated")
}

pub(crate) fn not_found(what: &str) -> Answer {
    refusal(404, "NotFound", &format!("{what} not found"))
}

/// The body's exact form is unknown: only that the text contains `clientid` in some case, with 400 or 401.
pub(crate) fn client_id_refused(status: u16) -> Answer {
    refusal(status, "ConnectWiseApi", "The clientId header is missing or was not recognised.")
}

pub(crate) fn cannot_route() -> Answer {
    Answer::new(
        400,
        "text/plain; charset=utf-8",
        b"Cannot route. Codebase/company is invalid".to_vec(),
    )
}

pub(crate) fn invalid_object(resource: &str, field: &str) -> Answer {
    let error = json!({
        "code": "InvalidField",
        "message": format!("The {field} field is invalid."),
        "resource": resource,
        "field": field,
    });
    let body = json!({ "code": "InvalidObject", "message": format!("{resource} object is invalid"), "errors": [error] });
    Answer::json(400, &body)
}

/// The key is `error` here, not `code`.
pub(crate) fn too_many_requests(retry_after: Option<String>) -> Answer {
    let body = json!({ "error": "ConnectWiseAPI", "message": "Too many requests. Please try again in 30 seconds." });
    let answer = Answer::json(429, &body);
    match retry_after {
        Some(value) => answer.with_header("retry-after", &value),
        None => answer,
    }
}

pub(crate) fn page(status: u16, title: &str) -> Answer {
    let html = format!(
        "<!DOCTYPE html><html lang=\"en\"><head><title>{title}</title></head>\
         <body><h1>{title}</h1><form><label>Company <input name=\"company\"></label></form></body></html>"
    );
    Answer::new(status, "text/html; charset=utf-8", html.into_bytes())
}
