//! What holds for every file: plain words, ConnectWise's own names and limits.

use connectwise::grid;
use integration::{Integration, Source};

use crate::facts::fact::{Place, all, everything, written};

/// Whatever the guide, these do not help anybody (and labels with them would be quoted).
const NOT_SAID: &[&str] =
    &["just", "simply", "please", "sorry", "invalid", "obviously", "oops", "illegal", "forbidden"];
/// A vendor's own words for an error, to be recognised by.
const QUOTED: &[&str] = &["403 Forbidden"];
const LONGEST_SENTENCE: usize = 20;

fn each(check: impl Fn(&Integration) -> Vec<String>) {
    let faults: Vec<String> = all()
        .iter()
        .flat_map(|i| {
            check(i).into_iter().map(|fault| format!("{}: {fault}", i.name)).collect::<Vec<_>>()
        })
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_words_are_plain() {
    each(|i| {
        let mut faults = Vec::new();
        for (place, _, text) in everything(i) {
            let plain = QUOTED.iter().fold(text.clone(), |text, quoted| text.replace(quoted, ""));
            for word in plain.to_lowercase().split(|c: char| !c.is_alphabetic()) {
                if NOT_SAID.contains(&word) {
                    faults.push(format!("{place:?} says {word:?}: {text}"));
                }
            }
        }
        faults
    });
}

#[test]
fn sentences_are_short() {
    each(|i| {
        let rendered = [Place::Rows, Place::RowRemarks, Place::MemberFields, Place::Paste];
        let mut faults = Vec::new();
        for (place, _, text) in everything(i) {
            // Those are put together by the test, sentence upon field.
            if rendered.contains(&place) {
                continue;
            }
            for sentence in text.split_inclusive(['.', '?', ':']) {
                let words = sentence.split_whitespace().filter(|w| *w != ">").count();
                if words > LONGEST_SENTENCE {
                    faults.push(format!("{place:?} has {words} words: {sentence}"));
                }
            }
        }
        faults
    });
}

#[test]
fn bold_marks_come_in_pairs() {
    each(|i| {
        let odd = |text: &str| text.matches("**").count() % 2 == 1;
        everything(i).into_iter().filter(|(_, _, t)| odd(t)).map(|(_, _, t)| t).collect()
    });
}

#[test]
fn rows_have_connectwises_names_in_connectwises_order() {
    each(|i| {
        let mut faults = Vec::new();
        let mut last = None;
        for row in &i.role.rows {
            let id = grid::find(&row.module, &row.row).unwrap();
            if (id.module(), id.name()) != (&*row.module, &*row.row) {
                faults.push(format!("{} is {}/{}", row.key(), id.module(), id.name()));
            }
            if last > Some(id) {
                faults.push(format!("{} is out of order", row.key()));
            }
            if row.levels().iter().all(|level| *level == grid::Level::None) {
                faults.push(format!("{} sets nothing", row.key()));
            }
            last = Some(id);
        }
        faults
    });
}

#[test]
fn what_is_typed_into_connectwise_fits() {
    each(|i| {
        let limits = [("Member ID", 15), ("Member Name", 30), ("Email", 250)];
        let mut faults = Vec::new();
        for field in &i.member.fields {
            let Some(value) = &field.value else { continue };
            let value = written(value);
            let limit = limits.iter().find(|(label, _)| **label == *field.label);
            if limit.is_some_and(|(_, most)| value.chars().count() > *most) {
                faults.push(format!("{} is too long: {value}", field.label));
            }
        }
        faults
    });
}

#[test]
fn the_member_id_that_a_vendor_wants_is_one_the_file_suggests() {
    each(|i| {
        let wanted = i.hand_over.fields.iter().any(|f| written(&f.value) == "{member_id}");
        let given = i.member.fields.iter().any(|f| &*f.label == "Member ID" && f.value.is_some());
        if wanted && !given { vec!["wants the Member ID and suggests none".into()] } else { vec![] }
    });
}

#[test]
fn every_file_hands_over_company_and_both_keys() {
    each(|i| {
        let values: Vec<String> = i.hand_over.fields.iter().map(|f| written(&f.value)).collect();
        ["{company_id}", "{public_key}", "{private_key}"]
            .iter()
            .filter(|gap| values.iter().filter(|v| v == *gap).count() != 1)
            .map(|gap| format!("does not hand over {gap} once"))
            .collect()
    });
}

#[test]
fn a_client_id_is_handed_over_where_it_is_asked_for() {
    each(|i| {
        let handed = i.hand_over.fields.iter().any(|f| written(&f.value) == "{client_id}");
        if handed == i.client_id.asked {
            vec![]
        } else {
            vec!["asked and handed over differ".into()]
        }
    });
}

/// Whoever says what an administrator role grants, it is not the guide.
#[test]
fn what_an_administrator_role_grants_is_keywrights_to_say() {
    each(|i| match &i.role.admin {
        Some(said) if said.from == Source::Guide => vec![said.text.to_string()],
        _ => vec![],
    });
}
