//! Set-ups as they are at the end, made without walking there.

use std::path::PathBuf;

use connectwise::address::Site;
use connectwise::company_info::Instance;
use integration::{Integration, built_in};
use jiff::civil::date;
use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, KeyPair};
use setup::practice::Situation;
use setup::{Connection, Document, RoleWay, Setup, StepId};
use view::record;
use view::record::File;

pub const COMPANY: &str =
    "Northwind Managed Services & Consulting of the Greater Rhine-Main Area GmbH & Co. KG";

pub fn all() -> Vec<Integration> {
    built_in().0
}

/// A connection that is done, its first row and its first table not ticked.
pub fn connection(integration: &Integration, practice: Option<Situation>) -> Connection {
    let begun = "24 November 2026, 16:20".to_owned();
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
    let rows = integration.role.rows.iter().skip(1).map(|row| format!("row:{}", row.key()));
    let tables = integration.role.tables.iter().skip(1).map(|table| format!("table:{table}"));
    connection.ticks = rows.chain(tables).collect();
    connection.checked = Some("25 November 2026, 09:05".into());
    connection.saved = Some("25 November 2026, 09:07".into());
    connection.remarks =
        vec!["Not checked: System > Table Setup. ConnectWise does not tell".into()];
    connection
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
    let mut setup = Setup::new((vec![integration], Vec::new()), (vec![connection], None), None);
    setup.current = Some(id);
    // A document holds every row, also while the person looks at what is still to do.
    setup.checklist.still_to_do = true;
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
    let mut setup = Setup::new((vec![integration.clone()], Vec::new()), (Vec::new(), None), None);
    setup.chosen = Some(integration.id.to_string());
    file(&setup, Document::Plan)
}

/// Leaves a document for the script that prints them.
pub fn leave(id: &str, kind: &str, file: &File) {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../out/records");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join(format!("{id}-{kind}.html")), &file.html).unwrap();
}
