//! A product whose every text is as long as it may be, or longer than anybody would write:
//! what is cut, wrapped or pushed aside is seen here.

use integration::{Integration, parse};
use setup::{FieldId, Intent, PlacePress, StepId, WalkPress};

use crate::golden::Gallery;
use crate::golden::stage::{Stage, exact};

pub fn hang(gallery: &mut Gallery) {
    gallery.hang("start-extreme", Stage::with(vec![integration()]).choose("extreme"));
    for (page, step) in [
        ("role", StepId::Role),
        ("member", StepId::Member),
        ("keys", StepId::Keys),
        ("clientId", StepId::ClientId),
        ("check", StepId::Check),
        ("save", StepId::Save),
        ("handOver", StepId::HandOver),
        ("done", StepId::Done),
    ] {
        gallery.hang(format!("{page}-extreme"), walk().found().to(step));
    }
    gallery.hang("site-extreme", walk());
    gallery.hang("site-extreme-found", walk().found());
    gallery.hang(
        "start-extreme-kept",
        walk().found().to(StepId::Done).act(Intent::Walk(WalkPress::Home)),
    );
}

const HOST: &str = "connectwise-professional-services-automation.managed-services-of-the-northern-region.example-msp.com";
const COMPANY: &str = "the-managed-services-company-of-the-northern-region";

fn walk() -> Stage {
    Stage::with(vec![integration()]).begin("extreme").world(|world, integration| {
        let tenant = &mut world.tenants[0];
        tenant.site_host = HOST.into();
        tenant.cloud = false;
        tenant.company_id = COMPANY.into();
        tenant.answered_company_id = COMPANY.into();
        tenant.company_name = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft mbH & Co. KG of the Northern Region".into();
        tenant.roles[0] = exact(integration);
        tenant.roles[0].set("Companies", "Manage Attachments", [practice::Level::None; 4]);
    })
}

impl Stage {
    fn found(self) -> Self {
        self.fill(FieldId::Address, HOST)
            .fill(FieldId::Company, COMPANY)
            .act(Intent::Place(PlacePress::Find))
    }
}

fn integration() -> Integration {
    let word = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft";
    let text = "A long sentence of many words that nobody would read to its end, written by somebody with a great deal of time and no wish to be understood at once. ".repeat(3);
    let text = text.trim();
    let sample = include_str!("extreme.toml");
    parse("extreme.toml", &sample.replace("WORD", word).replace("TEXT", text)).unwrap()
}
