//! A folder of plans is found and read whatever is in it: one broken plan hides none of the others.

use std::fs;
use std::path::Path;

use duban::plan::Day;
use duban::store::{Fault, Workspace, find_workspace};
use duban::text::Flaw;

const PLAN: &str = include_str!("check/plan.toml");

fn as_of() -> Day {
    "2024-06-30".parse().unwrap()
}

fn add_plan(plans: &Path, id: &str, text: &str) {
    fs::create_dir_all(plans.join(id)).unwrap();
    fs::write(plans.join(id).join("plan.toml"), text).unwrap();
}

fn sound(id: &str) -> String {
    PLAN.replace("id = \"demo\"", &format!("id = \"{id}\""))
}

#[test]
fn a_folder_that_is_not_there_one_without_plans_and_a_file_are_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let plans = folder.path().join("plans");
    assert!(matches!(Workspace::open(&plans), Err(Fault::NoFolder(path)) if path == plans));
    fs::create_dir(&plans).unwrap();
    assert!(matches!(Workspace::open(&plans), Err(Fault::NoPlans(path)) if path == plans));
    fs::create_dir(plans.join("no-plan-in-it")).unwrap();
    add_plan(&plans, ".hidden", &sound("hidden"));
    fs::write(plans.join("plan.toml"), PLAN).unwrap();
    assert!(matches!(Workspace::open(&plans), Err(Fault::NoPlans(_))));
    let file = plans.join("plan.toml");
    assert!(matches!(Workspace::open(&file), Err(Fault::Io { path, .. }) if path == file));
}

#[test]
fn one_broken_plan_hides_none_of_the_others() {
    let folder = tempfile::tempdir().unwrap();
    let plans = folder.path();
    for id in ["p2", "p10", "p1"] {
        add_plan(plans, id, &sound(id));
    }
    add_plan(plans, "p3", "schema = [");
    fs::create_dir_all(plans.join("p4/plan.toml")).unwrap();
    add_plan(plans, "p5", &sound("p5"));
    fs::create_dir(plans.join("p5/progress.toml")).unwrap();
    let workspace = Workspace::open(plans).unwrap();
    let all = workspace.load(as_of(), None);
    let seen: Vec<(&str, bool, bool)> = all
        .iter()
        .map(|loaded| {
            (
                loaded.files.id.as_str(),
                loaded.open().is_some(),
                loaded.has_errors(),
            )
        })
        .collect();
    assert_eq!(
        seen,
        [
            ("p1", true, false),
            ("p2", true, false),
            ("p3", false, true),
            ("p4", false, true),
            ("p5", false, true),
            ("p10", true, false),
        ]
    );
    assert_eq!(all[3].problems[0].flaw, Flaw::NotAFile);
    let one = workspace.load(as_of(), Some("p2"));
    assert_eq!(one.len(), 1);
    let unknown = workspace.plan("p9").unwrap_err();
    assert!(matches!(unknown, Fault::NoPlan { known, .. } if known.len() == 6));
}

#[test]
fn the_folder_named_comes_before_the_one_around_us_and_that_before_the_last_one() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let inside = root.join("office/notes/2024");
    let last = root.join("last");
    fs::create_dir_all(&inside).unwrap();
    assert!(matches!(
        find_workspace(None, &inside, Some(&last)),
        Err(Fault::NoWorkspace(from)) if from == inside
    ));
    fs::create_dir(&last).unwrap();
    assert_eq!(find_workspace(None, &inside, Some(&last)).unwrap(), last);
    let around = root.join("office/plans");
    fs::create_dir(&around).unwrap();
    assert_eq!(find_workspace(None, &inside, Some(&last)).unwrap(), around);
    let named = root.join("named");
    assert_eq!(find_workspace(Some(&named), &inside, None).unwrap(), named);
}
