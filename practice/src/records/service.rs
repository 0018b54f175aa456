//! Service tickets and their notes.

use serde_json::{Value, json};

use super::{Scene, companies, department, info, location, named, turn};
use crate::answer::{self, Answer};

const SUMMARIES: &[&str] = &[
    "Printer on the first floor prints blank pages",
    "New starter needs an account",
    "Backup job ended with warnings",
    "Laptop does not wake up",
    "Password reset",
];
const FIRST_TICKET: usize = 50_100;

/// Tickets on boards the member may not see are left out.
pub(super) fn tickets(scene: &Scene<'_>) -> Vec<Value> {
    let hidden = |index: &usize| {
        scene.caller.member.hidden_boards.iter().any(|board| *board as usize == board_of(*index))
    };
    (0..scene.data().service_tickets)
        .filter(|index| !hidden(index))
        .map(|index| ticket(scene, index))
        .collect()
}

/// The sample's service boards take turns; board 4 is for projects.
fn board_of(index: usize) -> usize {
    index % 3 + 1
}

fn ticket(scene: &Scene<'_>, index: usize) -> Value {
    let board = board_of(index);
    json!({
        "id": FIRST_TICKET + index,
        "summary": turn(SUMMARIES, index),
        "recordType": "ServiceTicket",
        "board": named(board, turn(super::tables::BOARDS, board - 1)),
        "status": named(16, "New"),
        "company": companies::reference(scene, index),
        "contact": companies::contact_reference(scene, index),
        "priority": { "id": 3, "name": "Priority 3 - Normal", "sort": 3 },
        "source": named(2, "Email"),
        "severity": "Medium",
        "impact": "Medium",
        "closedFlag": false,
        "actualHours": 0.5,
        "approved": true,
        "billTime": "NoDefault",
        "location": location(),
        "department": department(),
        "isInSla": true,
        "_info": info(),
    })
}

pub(super) fn notes(scene: &Scene<'_>) -> Result<Vec<Value>, Answer> {
    let id = scene.id();
    let index = usize::try_from(id).ok().and_then(|id| id.checked_sub(FIRST_TICKET));
    if index.is_none_or(|index| index >= scene.data().service_tickets) {
        return Err(answer::not_found("Ticket"));
    }
    let note = |index| {
        json!({
            "id": 90_000 + index,
            "ticketId": id,
            "text": "Called back, waiting for a time that suits.",
            "detailDescriptionFlag": index == 0,
            "internalAnalysisFlag": index != 0,
            "resolutionFlag": false,
            "dateCreated": "2025-05-12T09:30:00Z",
            "createdBy": "practice",
            "internalFlag": false,
            "externalFlag": false,
            "_info": info(),
        })
    };
    Ok((0..scene.data().ticket_notes).map(note).collect())
}
