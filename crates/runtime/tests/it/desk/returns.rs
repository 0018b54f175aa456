//! Somebody returns, replaces, corrects or goes on regardless: what is said and kept then. Found by
//! trying, one test a kind.

use checkup::{Finding, Line, Reason};
use connectwise::cause::Cause;
use integration::{Integration, built_in};
use setup::StepMark;
use setup::outside::VaultFault;
use setup::{
    CheckEvent, CheckJob, CheckPress, Connection, Effect, Event, FieldId, FieldPress, Intent,
    KeysPress, PlacePress, StartPress, StepId, VaultEvent, VaultJob, VaultPress, WalkPress,
};
use view::types::Page;
use view::{copies, view};

use super::sequences::{Ends, Text, World, key, text};
use super::window::picked;

/// What somebody does meanwhile.
type Happens<'a> = &'a dyn Fn(&mut World);

fn product(id: &str) -> Integration {
    built_in().0.into_iter().find(|integration| *integration.id == *id).unwrap()
}

/// Somebody at work, with a keychain that answers at once unless told otherwise.
impl World {
    fn answers(&mut self) {
        while !self.asked.is_empty() {
            self.keychain(None);
        }
    }

    fn goes(&mut self, step: StepId) {
        self.act(Intent::Walk(WalkPress::Go { step }));
    }

    fn presses_on(&mut self) {
        self.act(Intent::Walk(WalkPress::Continue));
        self.act(Intent::Walk(WalkPress::GoOnAnyway));
    }

    fn pastes(&mut self, public: usize, private: usize) {
        self.fill(FieldId::PublicKey, &key(public));
        self.fill(FieldId::PrivateKey, &key(private));
    }

    fn picks(&mut self, choice: &str, option: &str) {
        self.act(picked(choice, option));
    }

    fn ready(&mut self) {
        self.learn(Event::Vault(VaultEvent::Proved {
            ticket: self.setup.proving.unwrap_or_default(),
            outcome: Ok(()),
        }));
        self.answers();
    }

    /// Pair 0 and 1 on the page of the keys.
    fn with_keys(id: &str) -> Self {
        let mut world = Self::new(&product(id));
        world.ready();
        world.pastes(0, 1);
        world.answers();
        world
    }

    /// The same saved after a check that passed, on the page of the save.
    fn saved(id: &str) -> Self {
        let mut world = Self::with_keys(id);
        world.presses_on();
        world.presses_on();
        world.check_ends(Ends::SignedIn);
        world.presses_on();
        world.act(Intent::Vault(VaultPress::Save));
        world.answers();
        assert!(world.connection().saved.is_some());
        world
    }

    /// The same saved without a check.
    fn saved_unchecked() -> Self {
        let mut world = Self::with_keys("vectis");
        world.presses_on();
        world.picks("client-id", "skip");
        world.presses_on();
        world.goes(StepId::Save);
        if world.setup.step() != StepId::Save {
            world.presses_on();
        }
        world.act(Intent::Vault(VaultPress::Save));
        world.answers();
        assert!(world.connection().saved.is_some());
        world
    }

    fn opened(&mut self) {
        let connection = self.connection().id.clone();
        self.act(Intent::Start(StartPress::Resume { connection }));
    }

    fn done(&mut self) {
        self.goes(StepId::Save);
        self.presses_on();
        if let Page::HandOver(page) = view(&self.setup).page {
            page.fields.into_iter().for_each(|field| self.act(field.tick));
        }
        self.presses_on();
        assert_eq!(self.setup.step(), StepId::Done);
    }

    fn saves_unchecked(&mut self) {
        self.goes(StepId::ClientId);
        self.picks("client-id", "skip");
        self.presses_on();
        self.goes(StepId::Save);
        self.act(Intent::Vault(VaultPress::Save));
        self.answers();
    }

    fn connection(&self) -> &Connection {
        &self.setup.connections[0]
    }

    fn item(&self) -> String {
        self.keychain.get(&self.connection().id).map(ToString::to_string).unwrap_or_default()
    }

    /// All that is on the page.
    fn says(&self) -> String {
        serde_json::to_string(&view(&self.setup)).unwrap()
    }

    fn keeps(&self, n: usize) -> bool {
        self.item().contains(&key(n))
    }
}

#[test]
fn a_refused_text_is_neither_saved_nor_sent_nor_handed_over() {
    for (field, refused) in [
        (FieldId::PrivateKey, "Meeting notes: call Bob at 3pm"),
        (FieldId::PrivateKey, "****************"),
        (FieldId::PublicKey, "Public Key"),
    ] {
        let mut world = World::saved_unchecked();
        world.goes(StepId::Keys);
        world.fill(field, refused);
        world.goes(StepId::Save);
        world.act(Intent::Vault(VaultPress::Save));
        world.answers();
        assert!(world.keeps(0) && world.keeps(1), "{refused}: {}", world.item());
        assert!(world.connection().saved.is_none());
        assert!(!world.says().contains("Read back and compared"));
    }
    let mut world = World::saved("vectis");
    world.goes(StepId::Keys);
    world.fill(FieldId::PrivateKey, "Meeting notes: call Bob at 3pm");
    world.check = None;
    world.goes(StepId::Check);
    world.act(Intent::Check(CheckPress::Check));
    assert!(world.check.is_none());
    world.goes(StepId::Keys);
    let copies = ["hand-over:0", "hand-over:1", "hand-over:2", "hand-over:3"];
    for what in copies.map(str::to_owned) {
        let copy = copies::find(&world.setup, &what.parse().unwrap());
        assert!(copy.is_none_or(|copy| !copy.text.expose().contains("Meeting")));
    }
}

/// Whatever happened between: what passed a check gives way to what passed one.
#[test]
fn an_unchecked_pair_never_takes_the_place_of_a_checked_one() {
    let role_changed = |world: &mut World| {
        world.goes(StepId::Role);
        world.picks("role", "existing");
        world.goes(StepId::Keys);
        world.pastes(2, 3);
        world.answers();
    };
    let offline = |world: &mut World| {
        world.goes(StepId::Check);
        world.act(Intent::Check(CheckPress::Check));
        world.check_ends(Ends::Offline);
        world.goes(StepId::Keys);
        world.pastes(2, 3);
        world.answers();
    };
    let pasted_early = |world: &mut World| {
        world.restart();
        world.opened();
        world.goes(StepId::Keys);
        world.pastes(2, 3);
        world.ready();
    };
    let pasted_while_locked = |world: &mut World| {
        world.restart();
        world.opened();
        world.keychain(Some(VaultFault::Locked));
        world.goes(StepId::Keys);
        world.pastes(2, 3);
        world.act(Intent::Vault(VaultPress::ProveVault));
        world.ready();
    };
    let cases: [(&str, Happens); 4] = [
        ("another role", &role_changed),
        ("a check without a network", &offline),
        ("pasted before the keychain answered", &pasted_early),
        ("pasted while it was locked", &pasted_while_locked),
    ];
    for (case, happens) in cases {
        let mut world = World::saved("vectis");
        happens(&mut world);
        let says = world.says();
        assert!(says.contains("Keep the old pair"), "{case}: {says}");
        world.saves_unchecked();
        assert!(world.keeps(1) && world.keeps(3), "{case}: {}", world.item());
        let top: serde_json::Value = serde_json::from_str(&world.item()).unwrap();
        assert_eq!(top["private_key"], key(1), "{case}");
    }
}

#[test]
fn an_item_of_a_newer_keywright_is_named_and_not_written_over() {
    let mut world = World::saved("vectis");
    world.keychain.values_mut().for_each(|item| item["schema"] = 2.into());
    let before = world.item();
    world.restart();
    world.opened();
    world.answers();
    assert!(world.says().contains("cannot read"), "{}", world.says());
    world.goes(StepId::Keys);
    world.pastes(2, 3);
    world.ready();
    assert_eq!(world.item(), before);
    assert!(!world.setup.would_lose().is_empty());
    // Save says why, and does not wait for ever.
    world.presses_on();
    world.picks("client-id", "skip");
    world.presses_on();
    world.goes(StepId::Save);
    world.act(Intent::Vault(VaultPress::Save));
    world.answers();
    assert!(
        !world.setup.open.as_ref().unwrap().saving && world.says().contains("cannot read"),
        "{}",
        world.says()
    );
    assert_eq!(world.item(), before);
}

/// The keychain has it, and the program ended before it heard so.
#[test]
fn a_write_that_nobody_heard_of_is_not_written_over_unread() {
    let mut world = World::new(&product("vectis"));
    world.pastes(0, 1);
    world.learn(Event::Vault(VaultEvent::Proved {
        ticket: world.setup.proving.unwrap_or_default(),
        outcome: Ok(()),
    }));
    let Some(Effect::Vault(VaultJob::Keep { connection, item, .. })) = world.asked.pop_front()
    else {
        panic!()
    };
    world.keychain.insert(connection, serde_json::from_str(item.expose()).unwrap());
    world.restart();
    world.opened();
    world.keychain(Some(VaultFault::Locked));
    world.goes(StepId::Keys);
    world.pastes(2, 3);
    world.act(Intent::Vault(VaultPress::ProveVault));
    world.ready();
    assert!(world.keeps(1) && world.keeps(3), "{}", world.item());
}

#[test]
fn a_pair_that_is_asked_about_is_kept_meanwhile() {
    let mut world = World::with_keys("vectis");
    world.fill(FieldId::PublicKey, &text(Text::Two(2, 3)));
    assert!(world.says().contains("Both keys were in what you pasted"));
    assert!(!world.setup.would_lose().is_empty(), "nothing is lost by closing");
    world.act(Intent::Walk(WalkPress::Home));
    world.answers();
    world.opened();
    world.answers();
    assert!(world.keeps(1) && world.keeps(3), "{}", world.item());
    world.goes(StepId::Keys);
    assert!(world.says().contains("Use this pair"));
}

/// Keys go where they were pasted for, or where a person says.
#[test]
fn another_address_gets_the_keys_only_when_a_person_says_so() {
    let types_another = |world: &mut World| {
        world.goes(StepId::Site);
        world.fill(FieldId::Address, &text(Text::Address(1)));
        world.answers();
    };
    let restarts = |world: &mut World| {
        types_another(world);
        world.restart();
        world.opened();
        world.answers();
    };
    let edited = |world: &mut World| {
        world.journal[0].address = text(Text::Address(1));
        world.journal[0].instance = None;
        world.restart();
        world.opened();
        world.answers();
    };
    let cases: [(&str, Happens); 3] =
        [("typed", &types_another), ("and restarted", &restarts), ("a journal edited", &edited)];
    for (case, happens) in cases {
        let mut world = World::saved("vectis");
        happens(&mut world);
        world.act(Intent::Place(PlacePress::Find));
        world.found(Some(1));
        world.check = None;
        world.goes(StepId::Check);
        world.act(Intent::Check(CheckPress::Check));
        assert!(world.check.is_none(), "{case}: sent unasked");
        assert!(world.says().contains("These keys were kept for"), "{case}: {}", world.says());
        assert!(!world.says().contains("in the keychain, checked"), "{case}");
        world.act(Intent::Keys(KeysPress::UseKeysHere));
        world.act(Intent::Check(CheckPress::Check));
        assert!(world.check.is_some(), "{case}: and nobody can say so");
    }
}

#[test]
fn a_check_that_was_stopped_is_no_more_than_what_it_saw() {
    let mut world = World::with_keys("vectis");
    world.presses_on();
    world.presses_on();
    let (run, _) = world.check.clone().unwrap();
    let lines: Vec<Line> =
        world.setup.open.as_ref().unwrap().check.findings.iter().map(|f| f.line.clone()).collect();
    for line in lines.iter().filter(|line| line.is_gate()) {
        world.learn(Event::Check(CheckEvent::Finding {
            ticket: run,
            finding: Finding::passed(line.clone(), "seen"),
        }));
    }
    world.act(Intent::Check(CheckPress::CancelCheck));
    assert!(!world.says().contains("needs Key pair"), "it passed");
    let row = lines.iter().find(|line| line.is_permission()).unwrap().clone();
    world.act(Intent::Check(CheckPress::CheckLine { line: row.clone() }));
    let (run, _) = world.check.clone().unwrap();
    world.learn(Event::Check(CheckEvent::Finding {
        ticket: run,
        finding: Finding::passed(row, "seen"),
    }));
    world.learn(Event::Check(CheckEvent::Ended { ticket: run }));
    assert!(!world.says().contains("has what it needs"), "{}", world.says());
    world.goes(StepId::Keys);
    assert_ne!(world.setup.mark_of(StepId::Check), StepMark::Done);
}

#[test]
fn keys_that_were_refused_before_a_check_was_stopped_are_refused() {
    let mut world = World::saved("vectis");
    world.done();
    world.goes(StepId::Check);
    world.act(Intent::Check(CheckPress::Check));
    let (run, _) = world.check.clone().unwrap();
    let refused = Reason::Cause(Cause::KeysRefused { status: 401, swapped: false });
    let finding = Finding::failed(Line::Keys, "refused", refused);
    world.learn(Event::Check(CheckEvent::Finding { ticket: run, finding }));
    world.act(Intent::Check(CheckPress::CancelCheck));
    world.goes(StepId::Done);
    assert!(!world.says().contains("has what it needs"), "{}", world.says());
    assert_ne!(world.setup.mark_of(StepId::Check), StepMark::Done);
}

/// A verdict counts for what was asked.
#[test]
fn what_was_never_compared_takes_the_verdict_back() {
    let optional_ticked = |world: &mut World| {
        world.goes(StepId::Role);
        if let Page::Role(page) = view(&world.setup).page {
            let rows = page.grid.into_iter().flat_map(|grid| grid.groups).flat_map(|g| g.rows);
            rows.for_each(|row| world.act(row.tick));
        }
    };
    let file_changed = |world: &mut World| {
        world.integration.role.rows = product("mspcfo").role.rows;
        world.restart();
        world.opened();
        world.answers();
    };
    let other_role_then_old_pair = |world: &mut World| {
        world.goes(StepId::Keys);
        world.pastes(2, 3);
        world.goes(StepId::Role);
        world.picks("role", "existing");
        world.goes(StepId::Keys);
        world.act(Intent::Keys(KeysPress::KeepOldPair));
    };
    let cases: [(&str, &str, Happens); 3] = [
        ("optional rows ticked", "syncsmart-hubspot", &optional_ticked),
        ("the vendor's file needs more", "vectis", &file_changed),
        ("another role, and the old pair", "vectis", &other_role_then_old_pair),
    ];
    for (case, id, happens) in cases {
        let mut world = World::saved(id);
        world.done();
        happens(&mut world);
        world.answers();
        world.goes(StepId::Done);
        assert!(!world.says().contains("has what it needs"), "{case}: {}", world.says());
        assert_ne!(world.setup.mark_of(StepId::Check), StepMark::Done, "{case}");
        assert!(world.says().contains("Check again"), "{case}: {}", world.says());
    }
}

#[test]
fn a_status_that_could_not_be_written_takes_no_key_out_of_the_keychain() {
    let mut world = World::saved("vectis");
    world.goes(StepId::Check);
    world.act(Intent::Check(CheckPress::Check));
    world.check_ends(Ends::SignedIn);
    world.keychain(Some(VaultFault::Locked));
    world.goes(StepId::Keys);
    assert!(!world.says().contains("not in the keychain"), "{}", world.says());
    world.act(Intent::Walk(WalkPress::Home));
    assert!(!world.says().contains("in memory only"), "{}", world.says());
    assert!(world.setup.would_lose().is_empty());
}

#[test]
fn this_session_only_says_nothing_of_what_was_saved_before() {
    let mut world = World::saved("vectis");
    world.restart();
    world.opened();
    world.act(Intent::Vault(VaultPress::KeepForSession));
    world.answers();
    world.goes(StepId::Save);
    assert!(!world.says().contains("They are not saved"), "{}", world.says());
    world.act(Intent::Walk(WalkPress::Home));
    assert!(!world.says().contains("in memory only"), "{}", world.says());
}

#[test]
fn forgetting_says_nothing_of_a_keychain_that_was_never_asked_to_keep() {
    for fault in [None, Some(VaultFault::Locked)] {
        let mut world = World::new(&product("vectis"));
        world.act(Intent::Vault(VaultPress::KeepForSession));
        world.pastes(0, 1);
        world.act(Intent::Walk(WalkPress::Home));
        let connection = world.connection().id.clone();
        world.act(Intent::Start(StartPress::Forget { connection: connection.clone() }));
        world.act(Intent::Start(StartPress::ForgetForGood { connection }));
        world.keychain(fault);
        let says = world.says();
        assert!(!says.contains("no longer in the keychain"), "{says}");
        assert!(!says.contains("had no keys"), "{says}");
    }
}

/// There and back is no change.
#[test]
fn values_that_are_again_as_they_were_saved_are_saved() {
    let skips = |world: &mut World| {
        world.goes(StepId::ClientId);
        world.picks("client-id", "skip");
        world.picks("client-id", "own");
    };
    let retypes = |world: &mut World| {
        world.goes(StepId::ClientId);
        world.fill(FieldId::ClientId, &text(Text::ClientId(1)));
        world.fill(FieldId::ClientId, &text(Text::ClientId(0)));
    };
    let moves = |world: &mut World| {
        world.goes(StepId::Site);
        world.fill(FieldId::Address, &text(Text::Address(1)));
        world.found(Some(1));
        world.fill(FieldId::Address, &text(Text::Address(0)));
        world.found(Some(0));
    };
    let cases: [(&str, Happens); 3] =
        [("skip and back", &skips), ("another client ID and back", &retypes), ("moved", &moves)];
    for (case, happens) in cases {
        let mut world = World::saved("vectis");
        world.done();
        happens(&mut world);
        world.answers();
        assert!(world.connection().saved.is_some(), "{case}");
        world.act(Intent::Walk(WalkPress::Home));
        assert!(world.says().contains("Checked and saved"), "{case}: {}", world.says());
        assert!(!world.item().contains("\"new\""), "{case}: {}", world.item());
    }
}

#[test]
fn the_old_pair_comes_back_with_its_way_of_checking() {
    let mut world = World::saved("vectis");
    world.done();
    world.goes(StepId::Keys);
    world.pastes(2, 3);
    world.goes(StepId::ClientId);
    world.picks("client-id", "skip");
    world.goes(StepId::Keys);
    world.act(Intent::Keys(KeysPress::KeepOldPair));
    world.answers();
    world.goes(StepId::ClientId);
    assert!(!world.says().contains("not checked"), "{}", world.says());
    world.goes(StepId::Done);
    assert!(world.says().contains("has what it needs"), "{}", world.says());
}

#[test]
fn a_member_that_is_named_later_is_kept_under_that_name() {
    let mut world = World::saved("syncsmart-hubspot");
    world.goes(StepId::Member);
    world.fill(FieldId::MemberId, "OtherMember");
    world.answers();
    assert!(world.item().contains("OtherMember"), "{}", world.item());
}

#[test]
fn a_check_that_ends_while_it_is_saved_undoes_no_save() {
    let mut world = World::with_keys("vectis");
    world.presses_on();
    world.presses_on();
    world.check_ends(Ends::SignedIn);
    world.presses_on();
    world.goes(StepId::Check);
    world.act(Intent::Check(CheckPress::Check));
    world.goes(StepId::Save);
    world.act(Intent::Vault(VaultPress::Save));
    world.check_ends(Ends::SignedIn);
    world.answers();
    assert!(world.connection().saved.is_some());
}

#[test]
fn a_check_of_values_that_changed_is_called_off() {
    let mut world = World::with_keys("vectis");
    world.presses_on();
    world.presses_on();
    assert!(world.setup.open.as_ref().unwrap().check.running);
    world.goes(StepId::Site);
    let address = text(Text::Address(1));
    let typed = ground::secret::Typed::new(&address);
    let effects =
        world.setup.act(Intent::Field(FieldPress::Fill { field: FieldId::Address, text: typed }));
    assert!(
        effects.iter().any(|effect| matches!(effect, Effect::Check(CheckJob::Cancel))),
        "{effects:?}"
    );
}
