//! A check of the sample company, and what came of it.

use std::sync::Mutex;

use checkup::{Checkup, Finding, Hints, Line, Need, Reason, Verdict, lines};
use connectwise::address::Site;
use connectwise::client::{SignIn, Wire};
use connectwise::company_info::Instance;
use connectwise::grid::{Level, find};
use ground::secret::Secret;
use integration::{Integration, built_in};
use practice::{
    CLIENT_ID, COMPANY_ID, Fault, How, On, PRIVATE_KEY, PUBLIC_KEY, Practice, Role, SITE_HOST,
    World,
};
use setup::Connection;
use view::problem::{self, Problem};

pub const ALL: Level = Level::All;
pub const MY: Level = Level::My;
pub const NONE: Level = Level::None;

pub fn integrations() -> Vec<Integration> {
    built_in().0
}

pub fn played(level: Level) -> practice::Level {
    match level {
        Level::None => practice::Level::None,
        Level::My => practice::Level::My,
        Level::All => practice::Level::All,
    }
}

/// The role that holds exactly what is needed.
pub fn exact_role(need: &Need) -> Role {
    let mut role = Role::none("Exactly what is needed");
    role.id = 11;
    for (row, levels) in &need.rows {
        role.set(row.module(), row.name(), levels.map(played));
    }
    role.allowed_tables = need.tables.clone();
    role
}

/// The sample company, whose first member has exactly what is needed.
pub fn world(need: &Need) -> World {
    let mut world = World::sample();
    world.tenants[0].roles[0] = exact_role(need);
    world
}

pub fn need(rows: &[(&str, &str, [Level; 4])], tables: &[&str]) -> Need {
    Need {
        rows: rows
            .iter()
            .map(|(module, row, levels)| (find(module, row).unwrap(), *levels))
            .collect(),
        tables: tables.iter().map(|table| (*table).to_owned()).collect(),
        ..Need::default()
    }
}

/// A need with a bit of everything: companies, a row that needs a company, one that
/// cannot be probed, and a table.
pub fn some_need() -> Need {
    need(
        &[
            ("Companies", "Company Maintenance", [NONE, NONE, NONE, ALL]),
            ("Companies", "Team Members", [NONE, NONE, NONE, ALL]),
            ("Finance", "Agreement Invoicing", [NONE, NONE, NONE, ALL]),
            ("Finance", "Agreements", [ALL, ALL, NONE, ALL]),
            ("System", "Table Setup", [NONE, NONE, NONE, ALL]),
        ],
        &["Company / Company Status"],
    )
}

/// The check of the sample company, by its first member's keys.
pub fn checkup(origin: &str, need: &Need) -> Checkup {
    Checkup {
        wire: Wire::practice(origin),
        instance: Instance {
            site: Site::parse(SITE_HOST).unwrap(),
            company_id: COMPANY_ID.into(),
            other_case: None,
            company_name: "Acme Managed Services".into(),
            codebase: "v2025_1/".into(),
            version: "v2025.1".into(),
            api_host: None,
        },
        who: SignIn {
            company_id: COMPANY_ID.into(),
            public_key: Secret::new(PUBLIC_KEY),
            private_key: Secret::new(PRIVATE_KEY),
            client_id: Secret::new(CLIENT_ID),
        },
        need: need.clone(),
        hints: Hints::default(),
    }
}

pub async fn start(need: &Need) -> (Practice, Checkup) {
    let practice = Practice::start(world(need)).await.unwrap();
    let checkup = checkup(practice.origin(), need);
    (practice, checkup)
}

pub fn exactly(status: u16, content_type: &str, body: &str) -> How {
    How::Exactly { status, content_type: content_type.into(), body: body.into() }
}

/// 200 with this JSON.
pub fn json(body: serde_json::Value) -> How {
    exactly(200, "application/json", &body.to_string())
}

/// Entries of mySecurity as the practice ConnectWise writes them: module, row, levels.
pub fn entries<'e>(
    rows: impl IntoIterator<Item = (&'e str, &'e str, [Level; 4])>,
) -> Vec<serde_json::Value> {
    let entry = |(module, row, levels): (&str, &str, [Level; 4])| {
        let [add, edit, delete, inquire] = levels.map(Level::word);
        serde_json::json!({
            "moduleDescription": module, "moduleFunctionDescription": row,
            "addLevel": add, "editLevel": edit, "deleteLevel": delete, "inquireLevel": inquire,
        })
    };
    rows.into_iter().map(entry).collect()
}

/// Exactly what is needed, as entries of mySecurity.
pub fn needed_entries(need: &Need) -> Vec<serde_json::Value> {
    entries(need.rows.iter().map(|(row, levels)| (row.module(), row.name(), *levels)))
}

pub fn always(path: &str, how: How) -> Fault {
    Fault::always(On::Path(path.into()), how)
}

/// All lines of a check, as the window would show them at the end.
#[derive(Clone, Debug, PartialEq)]
pub struct Told(pub Vec<Finding>);

pub async fn run(checkup: &Checkup) -> Told {
    let told = Mutex::new(Told::before(checkup));
    checkup.run(&|finding| told.lock().unwrap().put(finding)).await;
    told.into_inner().unwrap()
}

impl Told {
    pub fn before(checkup: &Checkup) -> Self {
        Self(lines(&checkup.need, Some(&checkup.instance.site)))
    }

    pub fn put(&mut self, finding: Finding) {
        let place = self.0.iter_mut().find(|f| f.line == finding.line);
        *place.expect("each finding is about a line of this check") = finding;
    }

    pub fn of(&self, id: &str) -> &Finding {
        self.0
            .iter()
            .find(|f| f.line.id() == id)
            .unwrap_or_else(|| panic!("no line {id} in {self:?}"))
    }

    /// "passed", "wider", "failed", "unproven", "waiting", "running".
    pub fn verdict(&self, id: &str) -> &'static str {
        word(&self.of(id).verdict)
    }

    /// The one line that failed, its cause's name, and that nothing after it was judged.
    pub fn the_failure(&self, case: &str) -> (String, &'static str) {
        let failed: Vec<usize> =
            (0..self.0.len()).filter(|n| self.0[*n].verdict == Verdict::Failed).collect();
        let [at] = failed[..] else { panic!("{case}: {} lines failed: {self:?}", failed.len()) };
        for later in &self.0[at + 1..] {
            assert!(
                matches!(later.verdict, Verdict::Waiting(_)),
                "{case}: after the failure: {later:?}"
            );
        }
        let Some(Reason::Cause(cause)) = &self.0[at].reason else {
            panic!("{case}: {:?}", self.0[at])
        };
        (self.0[at].line.id(), cause.name())
    }
}

pub fn word(verdict: &Verdict) -> &'static str {
    match verdict {
        Verdict::Passed => "passed",
        Verdict::Wider => "wider",
        Verdict::Failed => "failed",
        Verdict::Unproven => "unproven",
        Verdict::Waiting(_) => "waiting",
        Verdict::Running => "running",
    }
}

/// What a person would read about a line.
pub fn problem_of(finding: &Finding, checkup: &Checkup) -> Option<Problem> {
    let integration = &integrations()[0];
    let mut connection =
        Connection::new("x".into(), integration.id.to_string(), None, Default::default());
    connection.instance = Some(checkup.instance.clone());
    problem::of_finding(finding, &connection, integration)
}

pub fn row(module: &str, row: &str) -> Line {
    Line::Row(find(module, row).unwrap())
}
