//! What one side takes out of a list stays out where the other side renames it, and what one side deletes and the other
//! renames is asked about.

use duban::merge::{Choice, Conflict, ConflictSubject, Merged, merge_plan};

use crate::git_carried::said;
use crate::git_resolve::settle;
use crate::git_support::{Replaced, add_entry, change, commit, git, mark, try_git};
use crate::git_sync::{progress, sync, top, two_clones};
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

const ITEMS: &str = "schema = 1

[[phase]]
id = \"a\"
name = \"一段\"
end = 2024-12-31

[[amendment]]
id = \"a1\"
number = \"3号\"
title = \"通知\"
on = 2024-03-01

[[indicator]]
id = \"lit\"
name = \"比例\"
targets = [{ value = 15 }]

[[section]]
id = \"1\"
title = \"节\"
lead = [\"甲局\"]

[[action]]
id = \"1.1\"
title = \"甲\"

[[action.milestone]]
id = \"x\"
phase = \"a\"
title = \"培训\"
target = { value = 60 }

[[action]]
id = \"1.2\"
title = \"乙\"
summary = \"摘要\"
";

/// Merges two changes of the items; returns the texts with either side as ours, and how many conflicts each has.
fn items(one: &[(&str, &str)], other: &[(&str, &str)]) -> [(String, usize); 2] {
    let [one, other] = [one, other].map(|pairs| replaced(ITEMS, pairs));
    [(&one, &other), (&other, &one)].map(|(ours, theirs)| {
        let merged = merge_plan(ITEMS, ours, theirs, &|_| None).unwrap();
        (merged.text, merged.conflicts.len())
    })
}

/// Some items with another id and one more change, the change of the other side, and what is there in the end.
type Renumbered = (
    Replaced,
    (&'static str, &'static str),
    &'static [&'static str],
);

#[test]
fn an_item_with_another_id_and_one_more_change_is_still_itself() {
    let cases: [Renumbered; 9] = [
        (
            &[
                ("id = \"1.2\"", "id = \"1.9\""),
                ("\"摘要\"", "\"摘要\"\nlead = [\"乙局\"]"),
            ],
            ("\"乙\"", "\"乙项\""),
            &["id = \"1.9\"\ntitle = \"乙项\"\nsummary = \"摘要\"\nlead = [\"乙局\"]"],
        ),
        (
            &[
                ("id = \"x\"", "id = \"x9\""),
                ("\"培训\"", "\"培训\"\ndue = 2024-10-31"),
            ],
            ("60", "80"),
            &[
                "id = \"x9\"\nphase = \"a\"\ntitle = \"培训\"\ndue = 2024-10-31\ntarget = { value = 80 }",
            ],
        ),
        (
            &[
                ("id = \"1.1\"", "id = \"1.7\""),
                ("id = \"x\"", "id = \"x9\""),
            ],
            ("60", "80"),
            &["id = \"1.7\"\ntitle = \"甲\"", "id = \"x9\"", "value = 80"],
        ),
        (
            &[
                ("id = \"1\"", "id = \"7\""),
                ("\"节\"", "\"新节\""),
                ("id = \"1.", "id = \"7."),
            ],
            ("lead = [\"甲局\"]", "lead = [\"乙局\"]"),
            &[
                "id = \"7\"\ntitle = \"新节\"\nlead = [\"乙局\"]",
                "id = \"7.1\"",
                "id = \"7.2\"",
            ],
        ),
        (
            &[("\"a\"", "\"one\""), ("2024-12-31", "2024-11-30")],
            ("一段", "启动"),
            &[
                "id = \"one\"\nname = \"启动\"\nend = 2024-11-30",
                "phase = \"one\"",
            ],
        ),
        (
            &[("\"lit\"", "\"literacy\""), ("15", "16")],
            ("比例", "占比"),
            &["id = \"literacy\"\nname = \"占比\"\ntargets = [{ value = 16 }]"],
        ),
        (
            &[("\"a1\"", "\"doc\""), ("通知", "调整的通知")],
            ("2024-03-01", "2024-03-02"),
            &["id = \"doc\"\nnumber = \"3号\"\ntitle = \"调整的通知\"\non = 2024-03-02"],
        ),
        (
            &[("\"1.2\"", "\"1.9\""), ("\"乙\"", "\"丁\"")],
            ("\"摘要\"", "\"摘要\"\nlead = [\"乙局\"]"),
            &["id = \"1.9\"\ntitle = \"丁\"\nsummary = \"摘要\"\nlead = [\"乙局\"]"],
        ),
        (
            &[("\"1.1\"", "\"1.9\""), ("\"甲\"", "\"丁\"")],
            ("60", "80"),
            &["id = \"1.9\"\ntitle = \"丁\"\n", "id = \"x\"", "value = 80"],
        ),
    ];
    for (renumbered, changed, wanted) in cases {
        for (text, conflicts) in items(renumbered, &[changed]) {
            assert_eq!(conflicts, 0, "{text}");
            for part in wanted {
                assert_eq!(text.matches(part).count(), 1, "{part} in {text}");
            }
            for table in [
                "[[phase]]", "[[amendment]]", "[[indicator]]", "[[section]]",
                "[[action.milestone]]",
            ] {
                assert_eq!(text.matches(table).count(), 1, "{text}");
            }
            assert_eq!(text.matches("[[action]]").count(), 2, "{text}");
        }
    }
}

#[test]
fn comments_and_unknown_keys_at_an_item_with_another_id_stay() {
    let comments = [
        (
            "[[action]]\nid = \"1.2\"",
            "# 批示\n[[action]]\nid = \"1.2\"",
        ),
        (
            "[[action]]\nid = \"1.2\"",
            "[[action]] # 批示\nid = \"1.2\"",
        ),
        ("id = \"1.2\"", "id = \"1.2\" # 批示"),
        ("title = \"乙\"", "# 批示\ntitle = \"乙\""),
        ("title = \"乙\"", "title = \"乙\"\nnote = \"批示\""),
        ("[[action.milestone]]", "# 批示\n[[action.milestone]]"),
        ("target = { value = 60 }", "target = { value = 60 } # 批示"),
    ];
    let renumbered = [
        ("id = \"1.1\"", "id = \"1.7\""),
        ("id = \"x\"", "id = \"x9\""),
        ("title = \"培训\"", "title = \"培训\"\ndue = 2024-10-31"),
        ("id = \"1.2\"", "id = \"1.9\""),
        ("\"摘要\"", "\"摘要\"\nlead = [\"乙局\"]"),
    ];
    for comment in comments {
        for (text, conflicts) in items(&[comment], &renumbered) {
            assert_eq!(conflicts, 0, "{comment:?} {text}");
            assert_eq!(text.matches("批示").count(), 1, "{comment:?} {text}");
            assert_eq!(text.matches("[[action").count(), 3, "{text}");
        }
    }
}

#[test]
fn an_item_deleted_and_another_added_are_two() {
    let cases: [(Replaced, (&str, &str)); 5] = [
        (
            &[(
                "id = \"1.2\"\ntitle = \"乙\"\nsummary = \"摘要\"",
                "id = \"1.9\"\ntitle = \"丁\"\nsummary = \"另\"",
            )],
            ("\"摘要\"", "\"概要\""),
        ),
        // A document of the same title has another number.
        (
            &[("\"a1\"", "\"a2\""), ("3号", "8号")],
            ("2024-03-01", "2024-03-02"),
        ),
        (&[("\"lit\"", "\"vis\""), ("比例", "人次")], ("15", "16")),
        (
            &[("id = \"x\"", "id = \"y\""), ("培训", "走访")],
            ("60", "80"),
        ),
        // Of two under one title, nothing tells which is which.
        (
            &[(
                "id = \"1.2\"\ntitle = \"乙\"\nsummary = \"摘要\"\n",
                "id = \"1.8\"\ntitle = \"乙\"\n\n[[action]]\nid = \"1.9\"\ntitle = \"乙\"\n",
            )],
            ("\"摘要\"", "\"概要\""),
        ),
    ];
    for (replacing, changed) in cases {
        for (text, conflicts) in items(replacing, &[changed]) {
            assert_eq!(conflicts, 1, "{replacing:?} {text}");
        }
    }
}

hermetic!(entries_go_along_with_an_action_known_by_its_milestones; {
    let temp = tempfile::tempdir().unwrap();
    let (_, a, b) = two_clones(temp.path());
    change(&a, "plan.toml", &[("id = \"1.2\"", "id = \"1.9\""), ("建设科普场馆", "建馆")]);
    change(&a, "progress.toml", &[("1.2/", "1.9/")]);
    commit(&a);
    sync(&a).unwrap();
    mark(&b, "demo", "1.2/halls", "2022-05-02", "乙");
    commit(&b);
    sync(&b).unwrap();
    assert!(said(&b, "1.9/halls").contains('乙'));
});

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
            add_entry(&a, "1.1/launch", by_name);
            add_entry(&b, "1.1/launch", other);
            add_entry(&b, "1.1/launch", "{ at = 2022-05-02T11:00:00+08:00, by = \"教育局\", add = 5 }");
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
