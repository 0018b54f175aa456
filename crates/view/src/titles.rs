//! What steps and connections are called.

use setup::{Setup, StepId};

pub fn title(step: StepId) -> &'static str {
    match step {
        StepId::Start => "Start",
        StepId::Site => "Your ConnectWise",
        StepId::Role => "Security role",
        StepId::Member => "API member",
        StepId::Keys => "Key pair",
        StepId::ClientId => "Client ID",
        StepId::Check => "Check",
        StepId::Save => "Save",
        StepId::HandOver => "Hand over",
        StepId::Done => "Done",
    }
}

/// "Vectis for Acme".
pub fn title_of(setup: &Setup, id: &str) -> String {
    let Some(connection) = setup.connections.iter().find(|c| c.id == id) else {
        return id.to_owned();
    };
    let name = setup
        .integrations
        .iter()
        .find(|i| *i.id == connection.integration)
        .map_or(connection.integration.as_str(), |i| &i.name);
    match &connection.instance {
        Some(instance) => format!("{name} for {}", instance.company_name),
        None => name.to_owned(),
    }
}
