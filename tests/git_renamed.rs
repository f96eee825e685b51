//! What one side takes out of a list stays out where the other side renames it, and what one side deletes and the other
//! renames is asked about.

use std::path::Path;

use duban::merge::{Choice, Conflict, ConflictSubject, Merged, merge_plan};

use crate::git_carried::change;
use crate::git_resolve::settle;
use crate::git_support::{git, try_git};
use crate::git_sync::{commit, progress, sync, top, two_clones};
use crate::hermetic;

const PLAN: &str = "schema = 1

[reporting]
every = \"month\"
units = [\"甲局\", \"乙局\"]

[[phase]]
id = \"a\"
name = \"一\"

[[phase]]
id = \"b\"
name = \"二\"

[[amendment]]
id = \"a1\"
title = \"文\"

[[unit]]
name = \"甲局\"
kind = \"government\"

[[unit]]
name = \"乙局\"
aliases = [\"乙\"]
kind = \"government\"

[[unit]]
name = \"各单位\"
kind = \"collective\"
members = [\"甲局\", \"乙\"]

[[section]]
id = \"1\"
title = \"节\"
lead = [\"甲局\", \"乙局\"]
support = [\"乙局\"]
phases = [\"a\", \"b\"]

[[action]]
id = \"1.1\"
title = \"项\"
lead = [\"甲局\"]
answers = \"乙局\"
phases = [\"a\", \"b\"]
ended = \"a1\"
was = [{ by = \"a1\", lead = [\"乙局\"] }]
";

fn replaced(text: &str, pairs: &[(&str, &str)]) -> String {
    pairs.iter().fold(text.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "{from} in {text}");
        text.replace(from, to)
    })
}

/// Merges two changes of the plan, which give one text whichever side merges.
fn merged(ours: &[(&str, &str)], theirs: &[(&str, &str)]) -> Merged {
    let [ours, theirs] = [ours, theirs].map(|pairs| replaced(PLAN, pairs));
    let open = |_: &Conflict| None;
    let [one, other] = [(&ours, &theirs), (&theirs, &ours)]
        .map(|(ours, theirs)| merge_plan(PLAN, ours, theirs, &open).unwrap());
    if one.conflicts.is_empty() {
        assert_eq!(one, other);
    }
    assert_eq!(one.conflicts.len(), other.conflicts.len());
    one
}

/// Returns the text of two changes that do not conflict.
fn settled(ours: &[(&str, &str)], theirs: &[(&str, &str)]) -> String {
    let merged = merged(ours, theirs);
    assert_eq!(merged.conflicts, []);
    merged.text
}

/// The unit of another name, which keeps the old one, wherever it is named.
const RENAMED: [(&str, &str); 2] = [
    ("\"乙局\"", "\"乙委\""),
    ("aliases = [\"乙\"]", "aliases = [\"乙\", \"乙局\"]"),
];

#[test]
fn a_unit_taken_out_of_a_list_stays_out_where_the_other_side_renames_it() {
    let lists: [(&str, &str, &str); 6] = [
        ("support = [\"乙局\"]", "support = []", "support = []\n"),
        (
            "lead = [\"甲局\", \"乙局\"]",
            "lead = [\"甲局\"]",
            "lead = [\"甲局\"]\nsupport = [\"乙委\"]\n",
        ),
        (
            "members = [\"甲局\", \"乙\"]",
            "members = [\"甲局\"]",
            "members = [\"甲局\"]\n",
        ),
        (
            "units = [\"甲局\", \"乙局\"]",
            "units = [\"甲局\"]",
            "units = [\"甲局\"]\n",
        ),
        (
            "answers = \"乙局\"", "answers = \"甲局\"", "answers = \"甲局\"\n",
        ),
        (
            "lead = [\"乙局\"] }]", "lead = [\"甲局\"] }]", "lead = [\"甲局\"] }]\n",
        ),
    ];
    for (was, is, in_the_end) in lists {
        let text = settled(&[(was, is)], &RENAMED);
        assert!(text.contains(in_the_end), "{was}: {text}");
        assert!(text.contains("name = \"乙委\"\n"), "{text}");
    }
    // The old name that one side still writes is the new one.
    let moved = [
        ("lead = [\"甲局\", \"乙局\"]", "lead = [\"甲局\"]"),
        ("support = [\"乙局\"]", "support = [\"甲局\", \"乙局\"]"),
        ("answers = \"乙局\"\n", ""),
        ("title = \"项\"\n", "title = \"项\"\nsupport = [\"乙局\"]\n"),
    ];
    let text = settled(&moved, &RENAMED);
    assert!(
        text.contains("lead = [\"甲局\"]\nsupport = [\"甲局\", \"乙委\"]\n"),
        "{text}"
    );
    assert!(
        text.contains("title = \"项\"\nsupport = [\"乙委\"]\n"),
        "{text}"
    );
    assert!(!text.contains("answers"), "{text}");
}

#[test]
fn a_unit_spelled_otherwise_is_the_same_unit() {
    // One side writes the whole name, the other takes the unit out or adds another.
    let spelled = [("\"甲局\", \"乙\"]", "\"甲局\", \"乙局\"]")];
    let out = settled(&[("\"甲局\", \"乙\"]", "\"甲局\"]")], &spelled);
    assert!(out.contains("members = [\"甲局\"]\n"), "{out}");
    let more = [
        (
            "[[unit]]\nname = \"各单位\"",
            "[[unit]]\nname = \"丙局\"\n\n[[unit]]\nname = \"各单位\"",
        ),
        ("\"甲局\", \"乙\"]", "\"甲局\", \"乙\", \"丙局\"]"),
    ];
    let text = settled(&more, &spelled);
    assert!(
        text.contains("members = [\"甲局\", \"乙局\", \"丙局\"]\n"),
        "{text}"
    );
    // A name that a side leaves as it is stays as it is written.
    let text = settled(&[("title = \"项\"", "title = \"事\"")], &RENAMED);
    assert!(text.contains("members = [\"甲局\", \"乙\"]\n"), "{text}");
}

#[test]
fn a_unit_that_both_sides_rename_differently_is_asked_about_once() {
    let other = [
        ("\"乙局\"", "\"乙办\""),
        ("aliases = [\"乙\"]", "aliases = [\"乙\", \"乙局\"]"),
    ];
    let merged = merged(&RENAMED, &other);
    let places: Vec<Option<&str>> = merged.conflicts.iter().map(Conflict::field).collect();
    assert_eq!(places, [Some("name")], "{}", merged.text);
    assert!(
        merged.text.contains("support = [\"乙局\"]"),
        "{}",
        merged.text
    );
}

#[test]
fn a_unit_that_one_side_deletes_and_the_other_renames_is_a_conflict() {
    let deleted = [
        (
            "[[unit]]\nname = \"乙局\"\naliases = [\"乙\"]\nkind = \"government\"\n\n",
            "",
        ),
        (", \"乙局\"]", "]"),
        ("[\"乙局\"]", "[]"),
        (", \"乙\"]", "]"),
        ("answers = \"乙局\"\n", ""),
    ];
    let open = merged(&deleted, &RENAMED);
    let conflicts: Vec<&ConflictSubject> =
        open.conflicts.iter().map(|open| &open.subject).collect();
    assert_eq!(conflicts, [&ConflictSubject::Item]);
    let [ours, theirs] = [&deleted[..], &RENAMED].map(|pairs| replaced(PLAN, pairs));
    let settle = |choice: Choice| {
        let chosen = |_: &Conflict| Some(choice.clone());
        merge_plan(PLAN, &ours, &theirs, &chosen).unwrap().text
    };
    assert!(!settle(Choice::Ours).contains('乙'));
    let kept = settle(Choice::Theirs);
    assert!(kept.contains("name = \"乙委\""), "{kept}");
    assert!(kept.contains("support = []"), "{kept}");
}

#[test]
fn units_that_became_one_are_not_that_one() {
    let joined = [
        (
            "[[unit]]\nname = \"甲局\"\nkind = \"government\"\n\n[[unit]]\nname = \"乙局\"\naliases = [\"乙\"]\n",
            "[[unit]]\nname = \"合局\"\naliases = [\"甲局\", \"乙局\", \"乙\"]\n",
        ),
        ("lead = [\"甲局\", \"乙局\"]", "lead = [\"合局\"]"),
    ];
    // Whoever took out the one did not take out the other.
    let text = settled(
        &[("lead = [\"甲局\", \"乙局\"]", "lead = [\"甲局\"]")],
        &joined,
    );
    assert!(text.contains("lead = [\"合局\"]\n"), "{text}");
}

#[test]
fn what_names_a_phase_or_amendment_stays_out_where_the_other_side_renumbers_it() {
    let renumbered = [
        ("id = \"b\"", "id = \"second\""),
        ("[\"a\", \"b\"]", "[\"a\", \"second\"]"),
    ];
    let cut = [(
        "answers = \"乙局\"\nphases = [\"a\", \"b\"]",
        "answers = \"乙局\"\nphases = [\"a\"]",
    )];
    let text = settled(&cut, &renumbered);
    assert!(
        text.contains("answers = \"乙局\"\nphases = [\"a\"]\n"),
        "{text}"
    );
    assert!(text.contains("phases = [\"a\", \"second\"]\n"), "{text}");
    let renumbered = [("\"a1\"", "\"doc1\"")];
    let text = settled(&[("ended = \"a1\"\n", "")], &renumbered);
    assert!(!text.contains("ended"), "{text}");
    assert!(text.contains("by = \"doc1\""), "{text}");
}

#[test]
fn phases_renumbered_on_both_sides_are_named_by_their_new_ids() {
    // One side makes the second phase the first of that name; the other gives its old id to the first.
    let ours = [
        ("id = \"b\"", "id = \"c\""),
        ("[\"a\", \"b\"]", "[\"a\", \"c\"]"),
    ];
    let theirs = [
        ("id = \"a\"", "id = \"first\""),
        (
            "answers = \"乙局\"\nphases = [\"a\", \"b\"]",
            "answers = \"乙局\"\nphases = [\"b\"]",
        ),
        ("phases = [\"a\", \"b\"]", "phases = [\"first\", \"b\"]"),
    ];
    let text = settled(&ours, &theirs);
    assert!(text.contains("phases = [\"first\", \"c\"]\n"), "{text}");
    assert!(
        text.contains("answers = \"乙局\"\nphases = [\"c\"]\n"),
        "{text}"
    );
}

/// Adds an entry to the log of the first milestone.
fn add(plans: &Path, entry: &str) {
    let end = "] # 1.1/launch";
    change(
        plans,
        "progress.toml",
        &[(end, &format!("  {entry},\n{end}"))],
    );
}

hermetic!(an_entry_that_both_sides_spell_otherwise_is_one; {
    let by_name = "{ at = 2022-05-02T10:00:00+08:00, by = \"县教育局\", add = 5 }";
    let others = [
        "{ at = 2022-05-02T10:00:00+08:00, by = \"教育局\", add = 5 }",
        "{ at = 2022-05-02T10:00:00, by = \"县教育局\", add = 5.0 }",
        "{ at = 2022-05-02T02:00:00Z, on = 2022-05-02, add = 5, by = \" 教育局\" }",
    ];
    for other in others {
        // With the plan changed too, and after a plain merge, as without.
        for way in ["sync", "plan", "merge"] {
            let temp = tempfile::tempdir().unwrap();
            let (_, a, b) = two_clones(temp.path());
            add(&a, by_name);
            add(&b, other);
            add(&b, "{ at = 2022-05-02T11:00:00+08:00, by = \"教育局\", add = 5 }");
            if way == "plan" {
                change(&a, "plan.toml", &[("short = \"示例县\"", "short = \"甲县\"")]);
                change(&b, "plan.toml", &[("title = \"新建场馆\"", "title = \"建馆\"")]);
            }
            if way == "merge" {
                std::fs::remove_file(top(&b).join(".gitattributes")).unwrap();
                git(top(&b), &["commit", "-qm", "attributes", ".gitattributes"]);
            }
            commit(&a);
            commit(&b);
            sync(&a).unwrap();
            if way == "merge" {
                git(top(&b), &["fetch", "-q"]);
                assert!(!try_git(top(&b), &["merge", "-q", "origin/main"], &[]).0);
                settle(&b, &|_, _| None).unwrap();
            }
            sync(&b).unwrap();
            sync(&a).unwrap();
            for plans in [&a, &b] {
                let log = progress(plans);
                assert_eq!(log.matches("add = 5").count(), 2, "{way}: {log}");
                assert_eq!(log.matches("T11:00:00").count(), 1, "{way}: {log}");
            }
        }
    }
});
