//! The five plans say what their documents say, and a sceptical reader can check it.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use duban::import::check_source;
use duban::plan::{Day, Document, Plan};
use duban::store::{
    Loaded, PlanFiles, Problem, SeedEntry, SeedRecord, check_plan, read_file, read_seed,
    render_problem,
};
use duban::text::{Flaw, Lang};

/// A plan, its items, its numeric targets, and its items by section.
type Counts = (&'static str, usize, usize, &'static [(&'static str, usize)]);

const PLANS: [Counts; 5] = [
    (
        "zhangping",
        45,
        11,
        &[
            ("3.1", 4),
            ("3.2", 3),
            ("3.3", 4),
            ("3.4", 3),
            ("3.5", 3),
            ("4.1", 3),
            ("4.2", 3),
            ("4.3", 3),
            ("4.4", 3),
            ("4.5", 3),
            ("4.6", 2),
            ("5.1", 2),
            ("5.2", 4),
            ("5.3", 2),
            ("5.4", 3),
        ],
    ),
    (
        "tunxi",
        25,
        20,
        &[
            ("2.1", 3),
            ("2.2", 2),
            ("2.3", 2),
            ("2.4", 2),
            ("2.5", 2),
            ("2.6", 1),
            ("2.7", 2),
            ("2.8", 2),
            ("2.9", 4),
            ("2.10", 2),
            ("3", 3),
        ],
    ),
    (
        "dandong",
        33,
        2,
        &[
            ("2.1", 6),
            ("2.2", 4),
            ("2.3", 3),
            ("2.4", 2),
            ("2.5", 3),
            ("3.1", 2),
            ("3.2", 3),
            ("3.3", 3),
            ("3.4", 4),
            ("4", 3),
        ],
    ),
    (
        "pingdingshan",
        33,
        2,
        &[
            ("1", 5),
            ("2.1", 2),
            ("2.2", 3),
            ("2.3", 2),
            ("2.4", 2),
            ("3", 16),
            ("4", 3),
        ],
    ),
    (
        "harbin",
        46,
        9,
        &[
            ("3.1", 4),
            ("3.2", 5),
            ("3.3", 4),
            ("3.4", 3),
            ("3.5", 4),
            ("3.6", 3),
            ("3.7", 4),
            ("3.8", 4),
            ("3.9", 3),
            ("3.10", 6),
            ("4.1", 2),
            ("4.2", 4),
        ],
    ),
];

fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn any_day() -> Day {
    Day::from_ymd_opt(2024, 6, 30).unwrap()
}

fn load(id: &str) -> Loaded {
    let files = PlanFiles::in_folder(repository().join("plans").join(id));
    Loaded::read(&files, any_day())
}

fn plan(id: &str) -> Plan {
    load(id).plan.unwrap().as_ref().clone()
}

fn record(id: &str) -> SeedRecord {
    let text = read_file(&repository().join("seeds").join(format!("{id}.toml"))).unwrap();
    let (record, problems) = read_seed(&text);
    assert_eq!(problems, [], "{id}");
    record.unwrap()
}

fn said(problems: &[Problem]) -> String {
    let words = Lang::Zh.words();
    let lines: Vec<String> = problems
        .iter()
        .map(|problem| render_problem(problem, &problem.file, words))
        .collect();
    lines.concat()
}

/// The folder of the original documents.
pub(crate) fn originals() -> PathBuf {
    let named = std::env::var_os("DUBAN_SOURCES");
    let named = named.expect("set DUBAN_SOURCES to the folder of the original documents");
    let folder = PathBuf::from(named);
    assert!(
        folder.is_dir(),
        "DUBAN_SOURCES is no folder: {}",
        folder.display()
    );
    folder
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}')
}

/// Every text of a plan that is in our own words.
fn own_words(document: &Document) -> Vec<String> {
    let milestones = document
        .actions
        .iter()
        .flat_map(|action| &action.milestones);
    let titles = milestones.filter_map(|milestone| milestone.fields.title.clone());
    let summaries = document.actions.iter().map(|action| action.summary.clone());
    summaries.chain(titles).collect()
}

fn phases_of(plan: &Plan, id: &str) -> Vec<String> {
    let action = plan.action(id).unwrap();
    let mut phases: Vec<_> = action.milestones.iter().map(|m| m.phase).collect();
    phases.sort_unstable();
    phases.dedup();
    phases
        .into_iter()
        .map(|ix| plan.phase(ix).id.clone())
        .collect()
}

#[test]
fn the_five_plans_load_and_nothing_is_wrong_with_them() {
    for (id, ..) in PLANS {
        let mut problems = check_plan(&load(id), &repository());
        // Collectives whose members the document does not let us know are said to be so.
        problems.retain(|problem| {
            !matches!(
                problem.flaw,
                Flaw::NoMembers { .. } | Flaw::ProgressMissing | Flaw::NoBlock { .. }
            )
        });
        assert_eq!(problems, [], "{id}:\n{}", said(&problems));
    }
}

#[test]
fn every_item_and_every_number_of_the_documents_is_in_the_plans() {
    let mut items = Vec::new();
    let mut targets = Vec::new();
    for (id, expected_items, expected_targets, by_section) in PLANS {
        let plan = plan(id);
        let document = &plan.document;
        let mut counted: BTreeMap<&str, usize> = BTreeMap::new();
        for action in &plan.actions {
            let section = &plan.sections[action.section.unwrap()].id;
            *counted.entry(section).or_default() += 1;
        }
        let expected: BTreeMap<&str, usize> = by_section.iter().copied().collect();
        assert_eq!(counted, expected, "{id}");
        assert_eq!(plan.actions.len(), expected_items, "{id}");
        let in_items = document
            .actions
            .iter()
            .flat_map(|action| &action.milestones)
            .filter(|milestone| milestone.fields.target.is_some())
            .count();
        let in_indicators: usize = plan.indicators().iter().map(|i| i.targets.len()).sum();
        assert_eq!(in_items + in_indicators, expected_targets, "{id}");
        items.push(plan.actions.len());
        targets.push(in_items + in_indicators);
    }
    assert_eq!(items, [45, 25, 33, 33, 46]);
    assert_eq!(targets, [11, 20, 2, 2, 9]);
}

#[test]
fn every_action_has_a_summary_and_takes_part_in_a_phase() {
    for (id, ..) in PLANS {
        let plan = plan(id);
        for action in &plan.actions {
            let at = format!("{id}:{}", action.id);
            let length = action.summary.chars().count();
            assert!((12..=60).contains(&length), "{at} {length} characters");
            assert!(action.summary.ends_with('。'), "{at}");
            assert!(!phases_of(&plan, &action.id).is_empty(), "{at}");
            for milestone in &action.milestones {
                let length = milestone.title.chars().count();
                assert!((2..=24).contains(&length), "{} {length}", milestone.id);
                assert!(!milestone.title.ends_with('。'), "{}", milestone.id);
            }
        }
        assert_eq!(plan.document.alert.soon.days, 30, "{id}");
    }
}

#[test]
fn every_other_name_of_a_unit_belongs_to_one_unit() {
    for (id, ..) in PLANS {
        let plan = plan(id);
        let mut owners: BTreeMap<&str, &str> = BTreeMap::new();
        for (_, unit) in plan.units().iter() {
            for name in unit.names() {
                let other = owners.insert(name, &unit.name);
                assert_eq!(other, None, "{id}: {name} of {}", unit.name);
            }
        }
    }
}

#[test]
fn phases_are_as_the_documents_say() {
    let dandong = plan("dandong");
    for action in &dandong.actions {
        let expected: &[&str] = if action.id.starts_with("4.") {
            &["to-2025", "to-2035"]
        } else {
            &["to-2025"]
        };
        assert_eq!(phases_of(&dandong, &action.id), expected, "{}", action.id);
    }
    let zhangping = plan("zhangping");
    for (id, phase) in [
        ("5.4.1", "launch"),
        ("5.4.2", "deepen"),
        ("5.4.3", "evaluate"),
    ] {
        assert_eq!(phases_of(&zhangping, id), [phase]);
    }
    assert_eq!(
        phases_of(&zhangping, "3.1.4"),
        ["launch", "deepen", "evaluate"]
    );
}

#[test]
fn what_is_lost_in_the_source_is_said_to_be_lost() {
    let truncated: Vec<String> = PLANS
        .iter()
        .flat_map(|(id, ..)| {
            let actions = plan(id).actions;
            let lost = actions.into_iter().filter(|action| action.truncated);
            lost.map(move |action| format!("{id}:{}", action.id))
        })
        .collect();
    assert_eq!(truncated, ["harbin:4.2.4"]);
}

#[test]
fn the_source_records_have_the_same_entries_as_the_plans() {
    for (id, ..) in PLANS {
        let (plan, record) = (plan(id), record(id));
        assert_eq!(record.plan.value, id);
        assert_eq!(record.title.value, plan.document.title, "{id}");
        assert_eq!(record.sha256.value.len(), 64, "{id}");
        let recorded = |entries: &[SeedEntry]| -> Vec<(String, String)> {
            let entry = |e: &SeedEntry| (e.id.value.clone(), e.heading.value.clone());
            entries.iter().map(entry).collect()
        };
        let sections: Vec<(String, String)> = plan
            .sections
            .iter()
            .map(|section| (section.id.clone(), section.title.clone()))
            .collect();
        let items: Vec<(String, String)> = plan
            .actions
            .iter()
            .map(|action| (action.id.clone(), action.title.clone()))
            .collect();
        assert_eq!(recorded(&record.sections), sections, "{id}");
        assert_eq!(recorded(&record.items), items, "{id}");
        let mut indicators: Vec<&str> = record
            .indicators
            .iter()
            .map(|row| row.id.value.as_str())
            .collect();
        indicators.dedup();
        let in_plan: Vec<&str> = plan.indicators().iter().map(|i| i.id.as_str()).collect();
        assert_eq!(indicators, in_plan, "{id}");
    }
}

#[test]
#[ignore = "needs DUBAN_SOURCES, the folder of the original documents"]
fn the_five_plans_say_what_their_documents_say() {
    for (id, ..) in PLANS {
        let problems = check_source(&load(id), &repository(), &originals());
        assert_eq!(problems, [], "{id}:\n{}", said(&problems));
    }
}

#[test]
#[ignore = "needs DUBAN_SOURCES, the folder of the original documents"]
fn summaries_and_milestones_are_in_our_own_words() {
    const LONGEST: usize = 14;
    for (id, ..) in PLANS {
        let file = originals().join(record(id).file.value);
        let original: String = fs::read_to_string(file)
            .unwrap()
            .chars()
            .filter(|c| is_han(*c))
            .collect();
        for words in own_words(&plan(id).document) {
            let han: Vec<char> = words.chars().filter(|c| is_han(*c)).collect();
            for run in han.windows(LONGEST + 1) {
                let run: String = run.iter().collect();
                assert!(!original.contains(&run), "{id}: {run} in {words}");
            }
        }
    }
}
