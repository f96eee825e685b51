//! The sample is the same every time, and sound.

use super::*;
use crate::plan::fold;
use crate::plan::{EntryValidator, Indicator, Ledger, PlanState, Progress, Standing};
use crate::text::Lang;

fn sample(lang: Lang) -> (Demo, Plan, Progress) {
    let demo = demo(lang.words()).unwrap();
    let file = |text: &str| FileText::new("x.toml", text);
    let (document, problems) = read_document(&file(&demo.plan));
    assert_eq!(problems, []);
    let plan = Plan::on(document.unwrap().into(), demo_day());
    let (progress, problems) = read_progress(&file(&demo.progress), &plan);
    assert_eq!(problems, []);
    (demo, plan, progress.unwrap().progress)
}

#[test]
fn it_is_the_same_every_time_and_says_that_it_is_invented() {
    for (lang, mark) in [(Lang::Zh, "虚构"), (Lang::En, "invented")] {
        let (demo, plan, progress) = sample(lang);
        let (again, _, _) = sample(lang);
        assert_eq!((&demo.plan, &demo.progress), (&again.plan, &again.progress));
        let story = lang.words().demo.progress;
        assert!(
            demo.progress.lines().eq(story.lines()),
            "an entry got lost or moved"
        );
        assert!(
            plan.document.title.contains(mark),
            "{}",
            plan.document.title
        );
        for entry in progress.entries() {
            let texts = [&entry.text, &entry.problem, &entry.next, &entry.reason];
            for text in texts.into_iter().flatten().chain(&entry.evidence) {
                assert!(text.contains(mark), "{text}");
            }
            assert!(entry.day() <= demo_day(), "{entry:?}");
        }
        for stage in &demo.stages {
            assert!(stage.message.contains(mark), "{}", stage.message);
            assert!(stage.author.contains(mark), "{}", stage.author);
        }
    }
}

#[test]
fn it_shows_some_of_everything() {
    let (_, plan, progress) = sample(Lang::Zh);
    let ledger = Ledger::new(&plan, &progress, demo_day());
    assert_eq!(ledger.state, PlanState::InForce);
    let tally = ledger.tally();
    for standing in Standing::ALL {
        let shown = tally.of(standing) > 0;
        // The plan that it is made from has no limit.
        let is_possible = !matches!(standing, Standing::Unreported | Standing::OverLimit);
        assert_eq!(shown, is_possible, "{standing:?}");
    }
    let share = |part: u32, of: u32| f64::from(part) / f64::from(of);
    let due = ledger
        .rows(&plan)
        .filter(|(_, milestone, _)| milestone.window.end < demo_day())
        .count() as u32;
    let overdue = share(tally.of(Standing::Overdue), due);
    assert!(
        (0.15..0.22).contains(&overdue),
        "{overdue} of what fell due is overdue"
    );
    let finished = share(tally.finished(), tally.total());
    assert!((0.25..0.36).contains(&finished), "{finished} is done");
    let rows = || ledger.rows(&plan).map(|(_, _, row)| row);
    assert!(rows().any(|row| row.state.asked.is_some()));
    assert!(rows().any(|row| row.state.granted.is_some()));
    assert!(rows().any(|row| row.state.reminded > 1));
    assert!(rows().any(|row| matches!(row.state.reported(), (done, of) if 0 < done && done < of)));
    let readings = Indicator::readings(progress.readings("literacy"), demo_day());
    let values: Vec<f64> = readings
        .iter()
        .map(|reading| reading.value.to_f64())
        .collect();
    assert_eq!(values, [11.3, 13.1], "the first was put right");
}

#[test]
fn every_deed_of_it_would_be_allowed() {
    for lang in [Lang::Zh, Lang::En] {
        let (_, plan, progress) = sample(lang);
        for (action, milestone) in plan.milestones() {
            let log = progress.log(&milestone.id);
            for (nth, entry) in log.iter().enumerate() {
                let state = fold(&plan, action, milestone, &log[..nth], entry.day());
                let validator = EntryValidator {
                    plan: &plan,
                    milestone,
                    state: &state,
                    log: &log[..nth],
                    allows_done_without_value: false,
                };
                assert_eq!(validator.check(entry), Ok(()), "{} {entry:?}", milestone.id);
                let units = [&entry.by, &entry.of, &entry.approved_by];
                for unit in units.into_iter().flatten() {
                    assert!(plan.units().find(unit).is_some(), "{unit}");
                }
            }
        }
    }
}

#[test]
fn its_history_grows_line_by_line() {
    let (demo, _, _) = sample(Lang::Zh);
    assert!(demo.stages.len() > 20, "{}", demo.stages.len());
    let texts: Vec<&str> = demo
        .stages
        .iter()
        .map(|stage| stage.progress.as_str())
        .chain([demo.progress.as_str()])
        .collect();
    for pair in texts.windows(2) {
        let mut after = pair[1].lines();
        assert!(pair[0].lines().all(|line| after.any(|other| other == line)));
        assert!(pair[1].len() > pair[0].len());
    }
    let dates: Vec<i64> = demo.stages.iter().map(|stage| stage.at.instant()).collect();
    assert!(dates.is_sorted());
    assert!(
        demo.stages
            .iter()
            .all(|stage| stage.at.local.date() < demo_day())
    );
    let rest = demo.progress.lines().count() - texts[texts.len() - 2].lines().count();
    assert_eq!(rest, 3, "a few lines are not committed");
}
