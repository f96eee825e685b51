//! Deeds: what is refused, noted, taken back and done again.

use std::fs;
use std::path::PathBuf;

use tempfile::TempDir;

use super::*;
use crate::plan::{Day, Entry, Log, LogRef, Moment, Occasion, Refusal, SinceChange, Status};
use crate::query::Board;
use crate::store::real_or_named;
use crate::store::{Fault, Workspace};

const PLAN: &str = include_str!("../../tests/fixtures/demo/plan.toml");
const PROGRESS: &str = include_str!("../../tests/fixtures/demo/progress.toml");

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn at(second: u32) -> Moment {
    Moment {
        local: day("2024-06-30").and_hms_opt(9, 0, second).unwrap(),
        offset: Some(8 * 3600),
    }
}

fn occasion() -> Occasion {
    Occasion {
        now: at(0),
        day: None,
        unit: None,
        who: None,
    }
}

/// A folder with the sample plan under each of these ids.
fn office(ids: &[&str]) -> TempDir {
    let root = TempDir::new().unwrap();
    for id in ids {
        let folder = root.path().join(id);
        fs::create_dir(&folder).unwrap();
        let own = |text: &str, key: &str| {
            text.replacen(
                &format!("{key} = \"demo\""),
                &format!("{key} = \"{id}\""),
                1,
            )
        };
        fs::write(folder.join("plan.toml"), own(PLAN, "id")).unwrap();
        fs::write(folder.join("progress.toml"), own(PROGRESS, "plan")).unwrap();
    }
    root
}

fn read(root: &TempDir) -> Board {
    let workspace = Workspace::open(root.path()).unwrap();
    Board::read(&workspace, None, day("2024-06-30"), None)
}

fn text(root: &TempDir, id: &str) -> String {
    fs::read_to_string(root.path().join(id).join("progress.toml")).unwrap()
}

fn budget(plan: &str) -> DeedItem {
    DeedItem::named(LogRef {
        plan: plan.to_owned(),
        log: Log::Milestone("4.1/budget".to_owned()),
    })
}

fn saying(status: Status) -> Entry {
    Entry {
        status: Some(status),
        reason: Some("等批复".to_owned()),
        ..Entry::default()
    }
}

/// As the board shows it.
fn shown(board: &Board, plan: &str) -> DeedItem {
    let filter = crate::query::Filter::default();
    let items = board.items(&filter);
    let mut found = items
        .iter()
        .filter_map(|item| DeedItem::at_item(board, item))
        .filter(|item| item.log == budget(plan).log);
    found.next().unwrap()
}

#[test]
fn what_stands_otherwise_than_it_was_shown_holds_all_up() {
    let root = office(&["a", "b"]);
    let board = read(&root);
    let deed = Deed::new(vec![
        shown(&board, "a").add(saying(Status::Done)),
        shown(&board, "b").add(saying(Status::Done)),
    ]);
    // Somebody else is first in b; the board does not know.
    let theirs = Deed::new(vec![budget("b").add(saying(Status::Blocked))]);
    record(&read(&root), &occasion(), &theirs, None).unwrap();
    let before = (text(&root, "a"), text(&root, "b"));
    match record(&board, &occasion(), &deed, None) {
        Err(Fault::Changed(id)) => assert_eq!(id, "b:4.1/budget"),
        other => panic!("{other:?}"),
    }
    assert_eq!((text(&root, "a"), text(&root, "b")), before);
    // What was named and not shown is judged as it is now.
    let named = Deed::new(vec![budget("a").add(saying(Status::Done))]);
    record(&board, &occasion(), &named, None).unwrap();
}

#[test]
fn a_change_elsewhere_in_the_plan_holds_nothing_up() {
    let root = office(&["a"]);
    let board = read(&root);
    let item = shown(&board, "a");
    let elsewhere = DeedItem::named(LogRef {
        plan: "a".to_owned(),
        log: Log::Milestone("3.1.4/evaluate".to_owned()),
    });
    let theirs = Deed::new(vec![elsewhere.add(saying(Status::Blocked))]);
    record(&read(&root), &occasion(), &theirs, None).unwrap();
    let mine = Deed::new(vec![item.add(saying(Status::Done))]);
    let recorded = record(&board, &occasion(), &mine, None).unwrap();
    // And takes a second of its own.
    assert_eq!(recorded.judged.ready[0].entry.at, Some(at(1)));
}

#[test]
fn a_deed_comes_after_what_the_same_person_recorded_though_the_clock_went_back() {
    let root = office(&["a"]);
    let ahead = Occasion {
        now: at(30),
        ..occasion()
    };
    let first = Deed::new(vec![budget("a").add(saying(Status::Blocked))]);
    record(&read(&root), &ahead, &first, None).unwrap();
    let second = Deed::new(vec![budget("a").add(saying(Status::Done))]);
    let recorded = record(&read(&root), &occasion(), &second, None).unwrap();
    assert_eq!(recorded.judged.ready[0].entry.at, Some(at(31)));
}

#[test]
fn what_one_deed_says_twice_of_a_milestone_is_judged_one_after_the_other() {
    let root = office(&["a"]);
    let closed = Entry {
        status: Some(Status::Closed),
        by: Some("县科协".to_owned()),
        ..Entry::default()
    };
    let done = Entry {
        by: Some("县科协".to_owned()),
        ..saying(Status::Done)
    };
    let deed = Deed::new(vec![budget("a").add(done), budget("a").add(closed)]);
    let judged = judge(&read(&root), &occasion(), &deed).unwrap();
    assert_eq!(judged.ready.len(), 1);
    let [refused] = judged.refused.as_slice() else {
        panic!("{judged:?}");
    };
    assert_eq!(
        (refused.index, &refused.refusal),
        (1, &Refusal::OwnAcceptance("县科协".to_owned()))
    );
}

#[test]
fn a_day_that_has_not_come_is_refused_and_since_too() {
    let root = office(&["a"]);
    let board = read(&root);
    let tomorrow = Entry {
        on: Some(day("2024-07-01")),
        ..saying(Status::Done)
    };
    let deed = Deed::new(vec![budget("a").add(tomorrow)]);
    let judged = judge(&board, &occasion(), &deed).unwrap();
    assert!(matches!(
        judged.refused[0].refusal,
        Refusal::AfterToday { .. }
    ));
    let since = Deed {
        since: beginning(None, "2024-07-01", Vec::new()).since,
        ..Deed::default()
    };
    assert!(matches!(
        record(&board, &occasion(), &since, None),
        Err(Fault::Refused { .. })
    ));
}

#[test]
fn only_deeds_over_several_plans_are_noted() {
    let root = office(&["a", "b"]);
    let state = TempDir::new().unwrap();
    let notes = DeedNotes::in_folder(&state.path().join("duban"));
    let one = Deed::new(vec![budget("a").add(saying(Status::Blocked))]);
    record(&read(&root), &occasion(), &one, Some(&notes)).unwrap();
    assert!(!state.path().join("duban").exists());
    let both = Deed::new(vec![
        budget("a").add(saying(Status::Done)),
        budget("b").add(saying(Status::Done)),
    ]);
    let recorded = record(&read(&root), &occasion(), &both, Some(&notes)).unwrap();
    assert_eq!(recorded.unnoted, None);
    let moment = recorded.judged.ready[0].entry.at.unwrap();
    let folders: Vec<PathBuf> = ["a", "b"]
        .map(|id| real_or_named(&root.path().join(id)))
        .to_vec();
    let noted = |at| notes.noted(at, &root.path().join("b"));
    assert_eq!(noted(moment).map(|deed| deed.folders), Some(folders));
    assert!(noted(at(59)).is_none());
    // A folder that cannot be written does not hold the deed up.
    fs::write(state.path().join("file"), "").unwrap();
    let nowhere = DeedNotes::in_folder(&state.path().join("file"));
    let again = Deed::new(vec![
        budget("a").add(saying(Status::Blocked)),
        budget("b").add(saying(Status::Blocked)),
    ]);
    let recorded = record(&read(&root), &occasion(), &again, Some(&nowhere)).unwrap();
    assert_eq!(recorded.unnoted, Some(Unnoted::Plans));
}

/// A deed that sets the day since which reporting began in plan a.
fn beginning(was: Option<&str>, to: &str, requests: Vec<Request>) -> Deed {
    let change = SinceChange {
        was: was.map(day),
        day: Some(day(to)),
    };
    Deed {
        since: Some(SinceRequest {
            plan: "a".to_owned(),
            change,
            takes_back: false,
        }),
        ..Deed::new(requests)
    }
}

/// Takes the last deed of somebody back; returns the number of its entries, `None` if there is nothing to take back.
fn undone(root: &TempDir, who: Option<&str>, notes: &DeedNotes) -> Option<usize> {
    let workspace = Workspace::open(root.path()).unwrap();
    let of = Undoing { who, only: None };
    let found = last_deed(&workspace, &read(root), of, Some(notes)).unwrap();
    let last = found.last?;
    record(&read(root), &occasion(), &last.removal(), Some(notes)).unwrap();
    Some(last.entries.len())
}

#[test]
fn the_day_since_which_reporting_began_is_taken_back_with_its_deed_or_alone() {
    let root = office(&["a"]);
    fs::write(
        root.path().join("a/progress.toml"),
        "schema = 1\nplan = \"a\"\n",
    )
    .unwrap();
    let state = TempDir::new().unwrap();
    let notes = DeedNotes::in_folder(&state.path().join("duban"));
    let by = |who: Option<&str>| Occasion {
        who: who.map(str::to_owned),
        ..occasion()
    };
    let deeds = [
        (
            None,
            beginning(
                None,
                "2024-01-01",
                vec![budget("a").add(saying(Status::Done))],
            ),
        ),
        (
            None,
            beginning(Some("2024-01-01"), "2024-02-01", Vec::new()),
        ),
        (
            Some("张三"),
            beginning(Some("2024-02-01"), "2024-03-01", Vec::new()),
        ),
    ];
    let mut texts = Vec::new();
    for (who, deed) in &deeds {
        texts.push(text(&root, "a"));
        let recorded = record(&read(&root), &by(*who), deed, Some(&notes)).unwrap();
        assert_eq!(recorded.unnoted, None);
    }
    // It is nobody else's, and somebody has set it since: not even the deed before is.
    assert_eq!(undone(&root, Some("李四"), &notes), None);
    assert_eq!(undone(&root, Some("张三"), &notes), Some(0));
    assert_eq!(text(&root, "a"), texts[2]);
    assert_eq!(undone(&root, Some("张三"), &notes), None);
    assert_eq!(undone(&root, None, &notes), Some(0));
    assert_eq!(text(&root, "a"), texts[1]);
    assert_eq!(undone(&root, None, &notes), Some(1));
    let left = text(&root, "a");
    assert!(!left.contains("since") && !left.contains("{ at"), "{left}");
    assert_eq!(undone(&root, None, &notes), None);
}

#[test]
fn a_day_that_somebody_changed_since_it_was_shown_is_not_replaced() {
    let root = office(&["a"]);
    let log = root.path().join("a/progress.toml");
    let theirs = text(&root, "a").replacen("plan = \"a\"", "plan = \"a\"\nsince = 2023-05-05", 1);
    let deed = beginning(
        None,
        "2024-01-01",
        vec![budget("a").add(saying(Status::Done))],
    );
    let refused = |result: Result<(), Fault>| {
        assert!(
            matches!(&result, Err(Fault::SinceChanged(plan)) if plan == "a"),
            "{result:?}"
        );
    };
    let recorded = record(&read(&root), &occasion(), &deed, None).unwrap();
    assert_eq!(recorded.unnoted, Some(Unnoted::Since));
    let (_, undone) = take_back(&read(&root), &recorded.applied).unwrap();
    fs::write(&log, &theirs).unwrap();
    refused(record(&read(&root), &occasion(), &deed, None).map(drop));
    refused(redo(&read(&root), &undone).map(drop));
    assert_eq!(text(&root, "a"), theirs);
}

#[test]
fn what_is_taken_back_over_two_plans_is_so_byte_for_byte_and_done_again() {
    let root = office(&["a", "b"]);
    let before = (text(&root, "a"), text(&root, "b"));
    let both = Deed::new(vec![
        budget("a").add(saying(Status::Done)),
        budget("b").add(saying(Status::Done)),
    ]);
    let recorded = record(&read(&root), &occasion(), &both, None).unwrap();
    let after = (text(&root, "a"), text(&root, "b"));
    let (_, undone) = take_back(&read(&root), &recorded.applied).unwrap();
    assert_eq!((text(&root, "a"), text(&root, "b")), before);
    redo(&read(&root), &undone).unwrap();
    assert_eq!((text(&root, "a"), text(&root, "b")), after);
}

#[test]
fn what_is_taken_back_is_not_done_again_before_what_another_recorded_since() {
    let root = office(&["a"]);
    let mine = Deed::new(vec![budget("a").add(saying(Status::Done))]);
    let recorded = record(&read(&root), &occasion(), &mine, None).unwrap();
    let (_, undone) = take_back(&read(&root), &recorded.applied).unwrap();
    let later = Occasion {
        now: at(20),
        ..occasion()
    };
    let theirs = Deed::new(vec![budget("a").add(saying(Status::Blocked))]);
    record(&read(&root), &later, &theirs, None).unwrap();
    let before = text(&root, "a");
    match redo(&read(&root), &undone) {
        Err(Fault::Changed(id)) => assert_eq!(id, "a:4.1/budget"),
        other => panic!("{other:?}"),
    }
    assert_eq!(text(&root, "a"), before);
}

#[test]
fn what_is_taken_back_is_done_again_beside_what_another_unit_reported_since() {
    let root = office(&["a"]);
    let plan = root.path().join("a/plan.toml");
    let each = PLAN.replace("id = \"budget\"", "id = \"budget\"\neach = true");
    fs::write(plan, each.replace("id = \"demo\"", "id = \"a\"")).unwrap();
    let of = |unit: &str| Entry {
        by: Some(unit.to_owned()),
        ..saying(Status::Blocked)
    };
    let mine = Deed::new(vec![budget("a").add(of("县财政局"))]);
    let recorded = record(&read(&root), &occasion(), &mine, None).unwrap();
    let (_, undone) = take_back(&read(&root), &recorded.applied).unwrap();
    let later = Occasion {
        now: at(20),
        ..occasion()
    };
    let theirs = Deed::new(vec![budget("a").add(of("县科协"))]);
    record(&read(&root), &later, &theirs, None).unwrap();
    redo(&read(&root), &undone).unwrap();
    let text = text(&root, "a");
    assert!(
        text.contains("县财政局") && text.contains("县科协"),
        "{text}"
    );
}

#[test]
fn a_letter_taken_back_is_not_written_again_under_a_number_that_another_has() {
    let root = office(&["a", "b"]);
    let letter = |plan: &str, unit: &str| {
        let entry = Entry {
            remind: Some(crate::plan::Reminder::Notice),
            text: Some(format!("催〔2024〕1号，致{unit}")),
            ..Entry::default()
        };
        Deed {
            refuses_if_board_changed: true,
            ..Deed::new(vec![budget(plan).add(entry)])
        }
    };
    let board = read(&root);
    let first = record(&board, &occasion(), &letter("a", "甲局"), None).unwrap();
    // The board does not know of the first.
    let late = record(&board, &occasion(), &letter("b", "乙局"), None);
    assert!(matches!(late, Err(Fault::LetterTaken(_))), "{late:?}");
    let (_, undone) = take_back(&read(&root), &first.applied).unwrap();
    record(&read(&root), &occasion(), &letter("b", "乙局"), None).unwrap();
    let again = redo(&read(&root), &undone);
    assert!(matches!(again, Err(Fault::LetterTaken(_))), "{again:?}");
}
