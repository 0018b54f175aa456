//! Does the check tell the truth of answers that are not ConnectWise's? Tables of such
//! answers, each with what must be said, written from the public facts alone and without a
//! look at how the check decides. Each of the seventeen kinds of wrong results that were once
//! measured has its table. `figures` counts them all.
#![allow(clippy::print_stdout)]

mod bodies;
mod busy;
mod company;
mod contrived;
mod faults;
mod judge;
mod later;
mod levels;
mod packed;
mod pages;
mod presses;
mod property;
use crate::checkup::rig;
mod score;
mod search;
mod second;
mod sign_in;
mod strange;
mod tables;

use checkup::Checkup;
use connectwise::address::Site;
use ground::secret::Secret;
use practice::World;
use score::Score;

/// The sample company with a server of its own; its role is exact as well.
pub fn own_server(world: &mut World, checkup: &mut Checkup) {
    world.tenants[2].roles[0] = rig::exact_role(&checkup.need);
    checkup.instance.site = Site::parse("cw.example-msp.com").unwrap();
    checkup.instance.company_id = "example-msp".into();
    checkup.who.company_id = "example-msp".into();
    checkup.who.public_key = Secret::new("EXAMPLEMSPpub46x");
    checkup.who.private_key = Secret::new("EXAMPLEMSPprv35y");
}

/// Every table, what was wrong by kind, and the figures.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_check_tells_the_truth() {
    let mut all = Score::default();
    let begun = std::time::Instant::now();
    for (name, score) in [
        ("companyinfo", company::score().await),
        ("the sign-in", sign_in::score().await),
        ("after the sign-in", later::score().await),
        ("levels", levels::score().await),
        ("tables", tables::score().await),
        ("presses", presses::score().await),
        ("search", search::score().await),
    ] {
        println!("figure: {name}: {} cases, {} wrong", score.cases, score.wrong_cases);
        all.add(score);
    }
    println!("figure: cases {}, of them wrong {}", all.cases, all.wrong_cases);
    println!("figure: permission lines: {} matches, {} missing", all.matches, all.missing);
    println!("figure: false matches {}", all.false_matches);
    println!("figure: false missing {}", all.false_missing);
    println!("figure: false more than needed {}", all.false_wider);
    println!("figure: false passed {}, false failed {}", all.false_passed, all.false_failed);
    println!("figure: untrue words {}", all.words);
    let mut share = std::collections::BTreeMap::new();
    for (place, (exact, of)) in &all.causes {
        let percent = 100.0 * *exact as f64 / *of as f64;
        println!("figure: exact cause, {place}: {exact} of {of} = {percent:.1} %");
        share.insert(*place, percent);
    }
    println!("figure: most sign-ins of a refused press {}", all.most_sign_ins);
    println!("figure: panics {}, hangs {}", all.panics, all.hangs);
    println!("figure: took {} s", begun.elapsed().as_secs());
    assert!(all.cases > 1_500, "{} cases", all.cases);
    all.nothing_is_wrong();
    assert_eq!((all.false_matches, all.false_missing, all.false_passed), (0, 0, 0));
    assert_eq!((all.panics, all.hangs), (0, 0));
    for place in ["sign-in", "companyinfo"] {
        assert!(share[place] >= 95.0, "{place}: {}", share[place]);
    }
    assert!(all.most_sign_ins <= 2, "{} sign-ins", all.most_sign_ins);
}
