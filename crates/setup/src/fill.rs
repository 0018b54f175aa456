//! What a person fills in, picks and ticks, and what that puts in doubt.

use super::called::{Pick, RegionPick};
use super::diary::Entry;
use super::effect::{Effect, PracticeJob};
use super::names::{FieldId, SiteWay, StepId};
use super::standing::rests_on;
use super::state::{Alert, Gap, Search, Setup};
use connectwise::address::{self, REGIONS, Site};
use pasted::{self, Plain, PlainField, Which};

impl Setup {
    pub(super) fn fill(&mut self, field: FieldId, text: &str) -> Vec<Effect> {
        if self.connection().is_none() {
            return Vec::new();
        }
        let plain = match field {
            FieldId::Address => PlainField::Address,
            FieldId::Company => PlainField::Company,
            FieldId::MemberId => PlainField::MemberId,
            FieldId::PublicKey => return self.take_key(Which::Public, text),
            FieldId::PrivateKey => return self.take_key(Which::Private, text),
            FieldId::ClientId => return self.take_client_id(text),
        };
        let plain = pasted::plain(plain, text);
        let effects = self.fill_plain(field, &plain, text);
        if let Some(open) = &mut self.open {
            open.plain_said.retain(|(of, _)| *of != field);
            open.plain_said.push((field, Plain { text: String::new(), ..plain }));
        }
        effects
    }

    /// A text that does not belong there changes nothing.
    fn fill_plain(&mut self, field: FieldId, plain: &Plain, whole: &str) -> Vec<Effect> {
        let Some((open, connection)) = self.present_mut() else { return Vec::new() };
        let stored = match field {
            FieldId::Address => connection.address.as_str(),
            FieldId::Company => connection.company.as_str(),
            _ => connection.member_id.as_deref().unwrap_or_default(),
        };
        // Typed letter by letter, its beginning was taken for the field's own text.
        let typed_since = whole.strip_prefix(stored).is_some_and(|rest| rest.len() <= 3);
        let begun = stored.len() >= 6 && typed_since;
        if plain.refused.is_some() && !begun {
            return Vec::new();
        }
        // Saved twice, so that the backup holds nothing of it either.
        let mut effects = vec![Effect::SaveJournal];
        if plain.refused.is_some() {
            effects.push(Effect::SaveJournal);
        }
        let text = plain.text.clone();
        if field == FieldId::MemberId {
            if connection.member_id.as_deref() != Some(&text) {
                connection.member_id = Some(text);
                connection.reopen(rests_on(field));
                // It stands in the item, too.
                open.keep(false);
            }
            return effects;
        }
        let slot = if field == FieldId::Address {
            &mut connection.address
        } else {
            &mut connection.company
        };
        if *slot == text {
            return Vec::new();
        }
        *slot = text;
        connection.moved();
        connection.reopen(rests_on(field));
        open.look_no_more();
        effects
    }

    fn take_client_id(&mut self, text: &str) -> Vec<Effect> {
        let slot = pasted::client_id(text);
        let Some((open, connection)) = self.present_mut() else { return Vec::new() };
        if slot.is_none() || slot == open.keys.client_id {
            return Vec::new();
        }
        open.keys.client_id = slot;
        connection.reopen(rests_on(FieldId::ClientId));
        self.secrets_changed()
    }

    /// New keys are put away at once, before they have been checked: ConnectWise shows the
    /// private key only once, and a closed window must not lose it.
    pub(super) fn secrets_changed(&mut self) -> Vec<Effect> {
        let Some((open, connection)) = self.present_mut() else { return Vec::new() };
        open.saving = false;
        open.swap_refused = false;
        open.check.forget();
        open.keep(false);
        connection.changed();
        self.alert = None;
        vec![Effect::SaveJournal]
    }

    pub(super) fn pick(&mut self, pick: Pick) -> Vec<Effect> {
        let Some((open, connection)) = self.present_mut() else { return Vec::new() };
        let before = connection.clone();
        match pick {
            Pick::Site(way) => connection.site_way = way,
            Pick::Region(RegionPick::All) => connection.region = None,
            Pick::Region(RegionPick::Host(ref host)) => connection.region = Some(host.clone()),
            Pick::Role(way) => connection.role_way = way,
            Pick::Member(way) => connection.member_way = way,
            Pick::ClientId(way) => connection.client_id_way = way,
        }
        if *connection == before {
            return Vec::new();
        }
        match pick {
            Pick::Site(_) | Pick::Region(_) => {
                connection.moved();
                connection.reopen(rests_on(FieldId::Address));
                open.look_no_more();
            }
            Pick::ClientId(_) => {
                connection.reopen(rests_on(FieldId::ClientId));
                connection.changed();
                open.saving = false;
                open.check.forget();
            }
            // Another role or member: what was seen of the one before says nothing of it.
            Pick::Role(_) => {
                connection.reopen(&[StepId::Role, StepId::Member]);
                connection.unchecked();
                open.check.forget();
            }
            Pick::Member(_) => {
                connection.reopen(&[StepId::Member]);
                connection.unchecked();
                open.check.forget();
            }
        }
        vec![Effect::SaveJournal]
    }

    pub(super) fn look(&mut self) -> Vec<Effect> {
        let gaps: Vec<Gap> =
            self.gaps_here().into_iter().filter(|g| matches!(g, Gap::Empty(_))).collect();
        if !gaps.is_empty() {
            self.gaps = gaps;
            return Vec::new();
        }
        let Some(connection) = self.connection() else { return Vec::new() };
        let site = match connection.site_way {
            SiteWay::Region => {
                let region = REGIONS.iter().find(|r| Some(r.host) == connection.region.as_deref());
                Ok(region.map(|region| Site::region(*region)))
            }
            SiteWay::Address | SiteWay::OwnServer => pasted::site(&connection.address).map(Some),
        };
        let company = address::company_id(&connection.company).map(str::to_owned);
        self.alert = None;
        let (site, company) = match (site, company) {
            (Err(bad), _) => {
                return self.not_looked(Search::BadAddress(bad));
            }
            (_, Err(bad)) => {
                return self.not_looked(Search::BadCompany(bad));
            }
            (Ok(site), Ok(company)) => (site, company),
        };
        let Some(wire) = self.wire() else {
            // Nothing of a practice set-up may go out: the next press finds it running.
            let start = self.connection().map(|c| {
                Effect::Practice(PracticeJob::Start {
                    connection: c.id.clone(),
                    integration: c.integration.clone(),
                    situation: c.situation,
                })
            });
            self.alert = Some(Alert::PracticeNotStarted);
            return start.into_iter().collect();
        };
        self.note_looking(site.as_ref());
        let ticket = self.ticket();
        if let Some(open) = &mut self.open {
            open.find = Search::Looking;
            open.looking = Some(ticket);
        }
        vec![Effect::Find { ticket, site, company, wire }]
    }

    fn not_looked(&mut self, why: Search) -> Vec<Effect> {
        self.note(Entry::NotLooked);
        if let Some(open) = &mut self.open {
            open.find = why;
        }
        Vec::new()
    }
}
