//! Every answer has the shape of ConnectWise's own API description.
//!
//! `openapi-2022.1-subset.json` beside this file is a reconstruction of that description for the read-only addresses that matter
//! here, converted from the types (src/ManageTypes.ts) of the npm package connectwise-rest 1.3.0 (MIT licence), which were
//! generated from ConnectWise's OpenAPI file 2022.1. It is not an official document. Nothing in it is edited: what JSON Schema
//! does not know (`nullable`) is translated here, and fields the description does not have are refused, which it does not ask for.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

mod common;

use boon::{Compiler, Draft, SchemaIndex, Schemas};
use common::{api, start};
use practice::{Level, Levels, Role, RowNames, World};
use serde_json::{Value, json};

const PLACE: &str = "http://practice.example/openapi.json";

fn description() -> Value {
    serde_json::from_str(include_str!("openapi-2022.1-subset.json")).unwrap()
}

/// OpenAPI 3.0 to JSON Schema draft 4.
fn translate(schema: &mut Value) {
    match schema {
        Value::Object(fields) => {
            if fields.get("nullable") == Some(&json!(true))
                && let Some(Value::String(kind)) = fields.get("type").cloned()
            {
                fields.insert("type".to_owned(), json!([kind, "null"]));
            }
            let has_fields = fields.get("properties").is_some_and(Value::is_object)
                && fields.get("type") == Some(&json!("object"));
            if has_fields && !fields.contains_key("additionalProperties") {
                fields.insert("additionalProperties".to_owned(), json!(false));
            }
            fields.values_mut().for_each(translate);
        }
        Value::Array(items) => items.iter_mut().for_each(translate),
        _ => {}
    }
}

struct Shapes {
    description: Value,
    schemas: Schemas,
    compiler: Compiler,
}

impl Shapes {
    fn new() -> Shapes {
        let mut document = description();
        translate(&mut document);
        let mut compiler = Compiler::new();
        compiler.set_default_draft(Draft::V4);
        compiler.enable_format_assertions();
        compiler.add_resource(PLACE, document).unwrap();
        Shapes { description: description(), schemas: Schemas::new(), compiler }
    }

    /// The shape of a successful answer to this address.
    fn of(&mut self, path: &str) -> SchemaIndex {
        let escape = |part: &str| {
            part.replace('~', "~0")
                .replace('/', "~1")
                .replace('{', "%7B")
                .replace('}', "%7D")
                .replace(' ', "%20")
        };
        let media = self.description["paths"][path]["get"]["responses"]["200"]["content"]
            .as_object()
            .unwrap()
            .keys()
            .next()
            .unwrap()
            .clone();
        let pointer =
            format!("/paths/{}/get/responses/200/content/{}/schema", escape(path), escape(&media));
        self.compiler.compile(&format!("{PLACE}#{pointer}"), &mut self.schemas).unwrap()
    }

    fn check(&mut self, path: &str, answer: &Value) {
        let shape = self.of(path);
        if let Err(problem) = self.schemas.validate(answer, shape) {
            panic!("{path}: {problem:#}");
        }
    }
}

/// Ids and the like, so that the address answers with records.
fn filled(path: &str) -> String {
    let parent = match path {
        _ if path.starts_with("/company/companies/") => "250",
        _ if path.starts_with("/service/tickets/") => "50100",
        _ if path.starts_with("/system/securityRoles/") => "11",
        _ => "",
    };
    let id = if path.starts_with("/system/apiMembers/") { "211" } else { "1" };
    let mut filled =
        path.replace("{parentId}", parent).replace("{id}", id).replace("{reportName}", "Company");
    if path == "/system/documents" {
        filled.push_str("?recordType=Company&recordId=250");
    }
    filled
}

#[tokio::test]
async fn every_answer_has_the_described_shape() {
    let practice = start(World::sample()).await;
    let mut shapes = Shapes::new();
    let description = description();
    let paths: Vec<&String> = description["paths"].as_object().unwrap().keys().collect();
    assert_eq!(paths.len(), 56, "the description changed: look at what is new");
    for path in paths {
        let got = api(&filled(path)).of(&practice).await;
        assert_eq!(got.status, 200, "{path}: {}", got.text);
        let answer = got.json();
        if let Some(list) = answer.as_array() {
            assert!(!list.is_empty(), "{path}: an empty list has no shape to check");
        }
        shapes.check(path, &answer);
    }
}

#[tokio::test]
async fn the_check_of_shapes_can_fail() {
    let mut shapes = Shapes::new();
    let shape = shapes.of("/company/companies");
    for (wrong, why) in [
        (json!([{ "id": "250", "identifier": "A", "name": "A" }]), "an id is a number"),
        (json!([{ "id": 250, "name": "A" }]), "identifier is required"),
        (
            json!([{ "id": 250, "identifier": "A", "name": "A", "nmae": "A" }]),
            "there is no such field",
        ),
        (
            json!([{ "id": 250, "identifier": "A", "name": "A", "dateAcquired": "yesterday" }]),
            "not a time",
        ),
        (json!({ "id": 250, "identifier": "A", "name": "A" }), "not a list"),
    ] {
        assert!(shapes.schemas.validate(&wrong, shape).is_err(), "{why}");
    }
}

#[tokio::test]
async fn every_form_of_my_security_has_the_described_shape() {
    let practice = start(World::sample()).await;
    let mut shapes = Shapes::new();
    for levels in [Levels::Words, Levels::NullForNone, Levels::AllNull] {
        for row_names in [
            RowNames::InDescription,
            RowNames::InName,
            RowNames::SpelledDifferently,
            RowNames::Opaque,
        ] {
            practice.change(|world| {
                world.quirks.levels = levels;
                world.quirks.row_names = row_names;
                let mut role = Role::none("Practice little");
                role.set(
                    "Companies",
                    "Contacts",
                    [Level::None, Level::My, Level::None, Level::All],
                );
                role.id = 11;
                world.tenants[0].roles[0] = role;
            });
            let got = api("/system/mySecurity?pageSize=1000").of(&practice).await;
            shapes.check("/system/mySecurity", &got.json());
        }
    }
}
