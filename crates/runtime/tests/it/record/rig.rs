//! Set-ups as they are at the end, made without walking there.

use std::path::PathBuf;

use checkup::{Line, VerdictMark};
use connectwise::address::Site;
use connectwise::company_info::Instance;
use integration::{Integration, built_in};
use jiff::civil::date;
use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, KeyPair};
use setup::checklist::{row_item, table_item};
use setup::practice::Situation;
use setup::{Connection, Document, Open, Opening, Outcome, Remark, RoleWay, Setup, StepId};
use view::record;
use view::record::File;

pub const COMPANY: &str =
    "Northwind Managed Services & Consulting of the Greater Rhine-Main Area GmbH & Co. KG";

pub fn all() -> Vec<Integration> {
    built_in().0
}

/// A connection that is done, its first row and its first table not ticked.
pub fn connection(integration: &Integration, practice: Option<Situation>) -> Connection {
    let begun = "2026-11-24T16:20:00Z".parse().unwrap();
    let id = format!("{}-7f3a9c", &*integration.id);
    let mut connection = Connection::new(id, integration.id.to_string(), practice, begun);
    connection.step = StepId::Done;
    connection.furthest = StepId::Done;
    connection.instance = Some(Instance {
        site: Site::parse("na.myconnectwise.net").unwrap(),
        company_id: "northwind".into(),
        other_case: None,
        company_name: COMPANY.into(),
        codebase: "v2025_1/".into(),
        version: "v2025.1".into(),
        api_host: None,
    });
    connection.member_id = Some("api-northwind".into());
    let rows = integration.role.rows.iter().skip(1).map(row_item);
    let tables = integration.role.tables.iter().skip(1).map(|table| table_item(table));
    connection.ticks = rows.chain(tables).collect();
    connection.checked = Some("2026-11-25T09:05:00Z".parse().unwrap());
    connection.saved = Some("2026-11-25T09:07:00Z".parse().unwrap());
    connection.outcome = Some(Outcome {
        when: "2026-11-25T09:05:00Z".parse().unwrap(),
        signed_in: true,
        unproven: 1,
        ..Outcome::default()
    });
    connection.remarks = vec![not_told("ConnectWise does not tell")];
    connection
}

pub fn not_told(evidence: &str) -> Remark {
    Remark {
        line: Line::parse("row:System/Table Setup").unwrap(),
        verdict: VerdictMark::Unproven,
        evidence: evidence.to_owned(),
    }
}

/// A certificate that signs others.
pub fn authority_called(name: &str) -> Vec<u8> {
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.distinguished_name.push(DnType::CommonName, name);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.self_signed(&KeyPair::generate().unwrap()).unwrap().der().to_vec()
}

pub fn setup(integration: Integration, connection: Connection) -> Setup {
    let id = connection.id.clone();
    let mut setup = Setup::new(Opening {
        integrations: (vec![integration], Vec::new()),
        connections: (vec![connection], None),
        ..Opening::default()
    });
    setup.open = Some(Open::of(&id));
    // A document holds every row, also while the person looks at what is still to do.
    setup.open.as_mut().unwrap().checklist.still_to_do = true;
    setup
}

pub fn file(setup: &Setup, document: Document) -> File {
    record::file(setup, document, date(2026, 11, 25)).expect("a document")
}

pub fn record_of(integration: &Integration) -> File {
    let setup = setup(integration.clone(), connection(integration, None));
    file(&setup, Document::Record)
}

pub fn practice_record_of(integration: &Integration) -> File {
    let practised = connection(integration, Some(Situation::Smooth));
    file(&setup(integration.clone(), practised), Document::Record)
}

pub fn admin_record_of(integration: &Integration) -> File {
    let mut connection = connection(integration, None);
    connection.role_way = RoleWay::Admin;
    connection.ticks.clear();
    file(&setup(integration.clone(), connection), Document::Record)
}

pub fn plan_of(integration: &Integration) -> File {
    let mut setup = Setup::new(Opening {
        integrations: (vec![integration.clone()], Vec::new()),
        ..Opening::default()
    });
    setup.chosen = Some(integration.id.to_string());
    file(&setup, Document::Plan)
}

/// Leaves a document for the script that prints them.
pub fn leave(id: &str, kind: &str, file: &File) {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../out/records");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join(format!("{id}-{kind}.html")), &file.html).unwrap();
}
