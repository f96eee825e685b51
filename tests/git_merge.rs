//! Merging two versions, case by case: what merges, what is a conflict, and what a choice makes of it.

use std::collections::BTreeMap;

use duban::merge::{
    Choice, Conflict, ConflictSubject, MergeFault, Merged, merge_plan, merge_progress,
};

use crate::git_support::DEMO;

pub(crate) const PROGRESS: &str = "schema = 1\nplan = \"demo\"\n\n# 1.1 甲 | 期\n[milestone.\"1.1/p\"]\nlog = [\n] # 1.1/p\n\n# 1.2 乙 | 期\n[milestone.\"1.2/p\"]\nlog = [\n  { on = 2024-01-01, status = \"doing\" },\n] # 1.2/p\n\n[indicator.x]\nlog = [\n] # x\n";

pub(crate) fn open(_: &Conflict) -> Option<Choice> {
    None
}

pub(crate) type Logs = BTreeMap<String, Vec<String>>;

/// Every log's entries, sorted; what the file means, whatever the order of its lines.
pub(crate) fn logs(text: &str) -> Logs {
    let table: toml::Table = text.parse().unwrap_or_else(|e| panic!("{e}\n{text}"));
    let mut found = Logs::new();
    for kind in ["milestone", "indicator"] {
        for (id, block) in table
            .get(kind)
            .and_then(|k| k.as_table())
            .into_iter()
            .flatten()
        {
            let mut entries: Vec<String> = block["log"]
                .as_array()
                .unwrap()
                .iter()
                .map(ToString::to_string)
                .collect();
            entries.sort();
            if !entries.is_empty() {
                found.insert(format!("{kind} {id}"), entries);
            }
        }
    }
    found
}

pub(crate) fn count(logs: &Logs, log: &str, entry: &str) -> usize {
    logs.get(log)
        .map_or(0, |entries| entries.iter().filter(|e| *e == entry).count())
}

#[test]
fn two_sides_change_two_fields_of_one_item() {
    let ours = DEMO.replace(
        "title = \"加强教师培训\"",
        "title = \"加强教师培训\" # 核对过\nsummary = \"我方\"",
    );
    let theirs = DEMO
        .replace("title = \"新建场馆\"", "title = \"新建和改建场馆\"")
        .replace("# 第一项\n", "# 第一项（三年）\n");
    let merged = merge_plan(DEMO, &ours, &theirs, &open).unwrap();
    assert!(merged.conflicts.is_empty());
    let both = ours
        .replace("title = \"新建场馆\"", "title = \"新建和改建场馆\"")
        .replace("# 第一项\n", "# 第一项（三年）\n");
    assert_eq!(merged.text, both);
}

#[test]
fn a_comment_at_a_value_stays_where_the_other_side_changes_the_value() {
    let line = "title = \"加强教师培训\"";
    let newer = "title = \"加强教师和校长培训\"";
    let merged = |base: &str, ours: &str, theirs: &str| {
        let side = |written: &str| DEMO.replace(line, written);
        let merged = merge_plan(&side(base), &side(ours), &side(theirs), &open).unwrap();
        assert!(merged.conflicts.is_empty(), "{ours} {theirs}");
        merged.text
    };
    for (base, ours, theirs, both) in [
        // Only one side has a comment, the other a value.
        ("", "   # 核对过", "", "   # 核对过"),
        ("", "", " # 来文改", " # 来文改"),
        // One side took it out or reworded it.
        (" # 待核", "", " # 待核", ""),
        (" # 待核", " # 已核", " # 待核", " # 已核"),
        (" # 待核", " # 待核", " # 已核", " # 已核"),
        (" # 待核", " # 待核", "", ""),
        // Both have one.
        ("", " # 甲", " # 乙", " # 乙 # 甲"),
    ] {
        let [base, ours, theirs_new] = [(line, base), (line, ours), (newer, theirs)]
            .map(|(value, comment)| format!("{value}{comment}"));
        let wanted = DEMO.replace(line, &format!("{newer}{both}"));
        assert_eq!(merged(&base, &ours, &theirs_new), wanted);
        assert_eq!(merged(&base, &theirs_new, &ours), wanted);
    }
    // A comment within a list comes over it where the list is another's.
    let lead = "lead = [\"县教育局\"]";
    let ours = DEMO.replace(lead, "lead = [\n  \"县教育局\", # 主责\n]");
    let theirs = DEMO.replace(lead, "lead = [\"县妇联\"]");
    for (ours, theirs) in [(&ours, &theirs), (&theirs, &ours)] {
        let merged = merge_plan(DEMO, ours, theirs, &open).unwrap();
        assert!(merged.conflicts.is_empty());
        let wanted = DEMO.replace(lead, "# 主责\nlead = [\"县妇联\"]");
        assert_eq!(merged.text, wanted);
    }
    // A choice keeps them too.
    let ours = DEMO.replace(line, "title = \"甲\" # 核对过");
    let theirs = DEMO.replace(line, "title = \"乙\"");
    for choice in [Choice::Theirs, Choice::Text("丙".into())] {
        let settled = merge_plan(DEMO, &ours, &theirs, &|_| Some(choice.clone())).unwrap();
        assert!(settled.text.contains("\" # 核对过\n"), "{}", settled.text);
    }
}

#[test]
fn what_one_side_writes_at_an_item_stays_where_the_other_renumbers_it() {
    let renumbered = DEMO.replace("id = \"1.1\"", "id = \"1.9\"");
    for (from, to) in [
        (
            "title = \"加强教师培训\"",
            "# 电话核实\ntitle = \"加强教师培训\"",
        ),
        ("title = \"加强教师培训\"", "title = \"加强骨干教师培训\""),
    ] {
        let edited = DEMO.replace(from, to);
        assert_ne!(edited, DEMO);
        let both = renumbered.replace(from, to);
        for (ours, theirs) in [(&edited, &renumbered), (&renumbered, &edited)] {
            let merged = merge_plan(DEMO, ours, theirs, &open).unwrap();
            assert!(merged.conflicts.is_empty(), "{:?}", merged.conflicts);
            assert_eq!(merged.text, both);
        }
    }
    // Two who give it another number each have to be asked.
    let otherwise = DEMO.replace("id = \"1.1\"", "id = \"1.8\"");
    let merged = merge_plan(DEMO, &renumbered, &otherwise, &open).unwrap();
    assert_eq!(merged.conflicts.len(), 1);
    assert_eq!(merged.conflicts[0].field(), Some("id"));
    for (choice, wanted) in [(Choice::Ours, &renumbered), (Choice::Theirs, &otherwise)] {
        let chosen = |_: &Conflict| Some(choice.clone());
        let merged = merge_plan(DEMO, &renumbered, &otherwise, &chosen).unwrap();
        assert_eq!(&merged.text, wanted);
    }
    // What is taken out and not only renumbered is a question as before.
    let edited = DEMO.replace("加强教师培训", "加强骨干教师培训");
    let taken_out = renumbered.replace("加强教师培训", "完善工作机制");
    let merged = merge_plan(DEMO, &edited, &taken_out, &open).unwrap();
    assert_eq!(merged.conflicts[0].subject, ConflictSubject::Item);
}

#[test]
fn what_one_side_writes_at_an_item_goes_where_the_other_moves_it_among_others() {
    let with = |text: &str, replaced: &[(&str, &str)]| {
        replaced.iter().fold(text.to_owned(), |text, (from, to)| {
            assert!(text.contains(from), "{from} in {text}");
            text.replace(from, to)
        })
    };
    let base = format!(
        "{DEMO}\n  [[action.milestone]]\n  id = \"shows\"\n  title = \"举办展览\"\n\n[[action]]\nid = \"1.3\"\ntitle = \"组织竞赛\"\n"
    );
    let (first, second, third) = (
        "id = \"1.1\"\ntitle = \"加强教师培训\"\n",
        "id = \"1.2\"\ntitle = \"建设科普场馆\"\n",
        "id = \"1.3\"\ntitle = \"组织竞赛\"\n",
    );
    let (halls, shows) = (
        "  id = \"halls\"\n  title = \"新建场馆\"\n",
        "  id = \"shows\"\n  title = \"举办展览\"\n",
    );
    let whole_first = format!("# 第一项\n[[action]]\n{first}\n");
    let moved: [&[(&str, &str)]; 3] = [
        // One is put before them; the first is taken out; two milestones exchange their ids.
        &[
            (third, "id = \"1.4\"\ntitle = \"组织竞赛\"\n"),
            (second, "id = \"1.3\"\ntitle = \"建设科普场馆\"\n"),
            (
                first,
                "id = \"1.1\"\ntitle = \"完善机制\"\n\n[[action]]\nid = \"1.2\"\ntitle = \"加强教师培训\"\n",
            ),
        ],
        &[
            (&whole_first, ""),
            (second, "id = \"1.1\"\ntitle = \"建设科普场馆\"\n"),
            (third, "id = \"1.2\"\ntitle = \"组织竞赛\"\n"),
        ],
        &[
            (halls, "  id = \"～\"\n  title = \"新建场馆\"\n"),
            (shows, "  id = \"halls\"\n  title = \"举办展览\"\n"),
            ("～", "shows"),
        ],
    ];
    let edits = [
        (
            "title = \"建设科普场馆\"\n",
            "title = \"建设科普场馆\"\nlead = [\"县科协\"]\n",
        ),
        (
            "title = \"组织竞赛\"\n",
            "title = \"组织竞赛\"\nlead = [\"县科协\"]\n",
        ),
        (
            "  title = \"新建场馆\"\n",
            "  title = \"新建场馆\"\n  due = 2025-10-31\n",
        ),
        (
            "  title = \"举办展览\"\n",
            "  title = \"举办展览\"\n  due = 2025-10-31\n",
        ),
    ];
    for replaced in moved {
        let moved = with(&base, replaced);
        for edit in edits {
            let (edited, both) = (with(&base, &[edit]), with(&moved, &[edit]));
            for (ours, theirs) in [(&edited, &moved), (&moved, &edited)] {
                let merged = merge_plan(&base, ours, theirs, &open).unwrap();
                assert_eq!(merged.conflicts, [], "{}", merged.text);
                let read = |text: &str| text.parse::<toml::Table>().unwrap();
                assert_eq!(read(&merged.text), read(&both), "{}", merged.text);
            }
        }
    }
}

#[test]
fn a_number_written_otherwise_is_the_same() {
    let ours = DEMO.replace("value = 3", "value = 70");
    let theirs = DEMO.replace("value = 3", "value = 70.0");
    let merged = merge_plan(DEMO, &ours, &theirs, &open).unwrap();
    assert!(merged.conflicts.is_empty() && merged.text == ours);
    let other = DEMO.replace("value = 3", "value = 70.1");
    let merged = merge_plan(DEMO, &ours, &other, &open).unwrap();
    assert_eq!(merged.conflicts.len(), 1);
}

#[test]
fn names_that_each_side_added_are_all_there() {
    let ours = DEMO.replace("lead = [\"县教育局\"]", "lead = [\"县教育局\", \"县科协\"]");
    let theirs = DEMO
        .replace("lead = [\"县教育局\"]", "lead = [\"县教育局\", \"县妇联\"]")
        .replace("aliases = [\"教育局\"]", "aliases = [\"教育局\", \"教局\"]");
    let merged = merge_plan(DEMO, &ours, &theirs, &open).unwrap();
    assert!(merged.conflicts.is_empty());
    assert_eq!(
        merged.text,
        theirs.replace(
            "lead = [\"县教育局\", \"县妇联\"]",
            "lead = [\"县教育局\", \"县妇联\", \"县科协\"]"
        )
    );
    // Two who want somebody else to be called first have to be asked.
    let ours = DEMO.replace("lead = [\"县教育局\"]", "lead = [\"县科协\", \"县教育局\"]");
    let theirs = DEMO.replace("lead = [\"县教育局\"]", "lead = [\"县妇联\", \"县教育局\"]");
    let merged = merge_plan(DEMO, &ours, &theirs, &open).unwrap();
    assert_eq!(merged.conflicts[0].field(), Some("lead"));
}

#[test]
fn what_both_changed_is_a_conflict_that_a_choice_settles() {
    let ours = DEMO.replace("value = 3", "value = 4");
    let theirs = DEMO
        .replace("value = 3", "value = 5")
        .replace("short = \"示例县\"", "short = \"示例\"");
    let merged = merge_plan(DEMO, &ours, &theirs, &open).unwrap();
    assert_eq!(merged.conflicts.len(), 1);
    let conflict = &merged.conflicts[0];
    let names: Vec<&str> = conflict.item.iter().map(|name| name.id.as_str()).collect();
    assert_eq!(
        (names.as_slice(), conflict.field()),
        (["1.2", "halls"].as_slice(), Some("target"))
    );
    assert_eq!(
        conflict.theirs.as_deref(),
        Some("{ op = \">=\", value = 5, unit = \"个\" }")
    );
    for (choice, expected) in [
        (Choice::Ours, "value = 4"),
        (Choice::Theirs, "value = 5"),
        (
            Choice::Text("{ op = \">=\", value = 6, unit = \"个\" }".into()),
            "value = 6",
        ),
    ] {
        let settled = merge_plan(DEMO, &ours, &theirs, &|_| Some(choice.clone())).unwrap();
        assert!(settled.conflicts.is_empty() && settled.text.contains(expected));
        assert!(settled.text.contains("short = \"示例\""));
    }
    // What cannot stand there is refused.
    for text in [
        "六", "{ op = ", "1\n[[action]]", "", "true", "{ value = 5 }",
    ] {
        let typed = merge_plan(DEMO, &ours, &theirs, &|_| Some(Choice::Text(text.into())));
        assert!(matches!(typed, Err(MergeFault::BadChoice(_))), "{text}");
    }
}

#[test]
fn of_several_typed_texts_the_wrong_one_is_named() {
    let side = |end: &str, title: &str| {
        let text = DEMO.replace("end = 2022-12-31", &format!("end = {end}"));
        text.replace("title = \"新建场馆\"", &format!("title = \"{title}\""))
    };
    let (ours, theirs) = (side("2022-12-30", "甲"), side("2022-12-29", "乙"));
    let settled = |end: &str| {
        merge_plan(DEMO, &ours, &theirs, &|conflict| {
            let is_end = conflict.field() == Some("end");
            Some(Choice::Text(if is_end { end } else { "丙" }.to_owned()))
        })
    };
    assert!(
        settled("2022-12-28")
            .unwrap()
            .text
            .contains("title = \"丙\"")
    );
    let wrong = settled("2021-12-31");
    assert!(
        matches!(&wrong, Err(MergeFault::BadChoice(text)) if text == "2021-12-31"),
        "{wrong:?}"
    );
}

#[test]
fn what_is_typed_for_words_is_words() {
    let ours = DEMO.replace("title = \"新建场馆\"", "title = \"甲\"");
    let theirs = DEMO.replace("title = \"新建场馆\"", "title = \"乙\"");
    for (text, expected) in [
        ("改建场馆", "改建场馆"),
        ("\"改建\"", "改建"),
        ("2024", "2024"),
        ("丙\"\n[[action]]", "丙\"\n[[action]]"),
    ] {
        let merged =
            merge_plan(DEMO, &ours, &theirs, &|_| Some(Choice::Text(text.into()))).unwrap();
        let table: toml::Table = merged.text.parse().unwrap();
        let title = &table["action"][1]["milestone"][0]["title"];
        assert_eq!(title.as_str(), Some(expected));
    }
}

#[test]
fn what_terms_said_before_amendments_merges_with_what_they_say_now() {
    let base = format!(
        "{DEMO}\n[alert]\nsoon_days = 7\n\n[[indicator]]\nid = \"x\"\nname = \"数\"\ntargets = [{{ op = \">=\", value = 6 }}]\n"
    );
    let ours = base.replace(
        "value = 6 }]\n",
        "value = 5 }]\nwas = [{ by = \"a1\", targets = [{ op = \">=\", value = 6 }] }]\n",
    );
    let theirs = base
        .replace(
            "soon_days = 7\n",
            "soon_days = 3\n\n[[alert.was]]\nby = \"a2\"\nsoon_days = 7\n",
        )
        .replace("name = \"数\"", "name = \"总数\"");
    for (one, other) in [(&ours, &theirs), (&theirs, &ours)] {
        let merged = merge_plan(&base, one, other, &open).unwrap();
        assert_eq!(merged.conflicts, []);
        let plan: toml::Table = merged.text.parse().unwrap();
        assert_eq!(plan["alert"]["was"][0]["soon_days"].as_integer(), Some(7));
        assert_eq!(plan["alert"]["soon_days"].as_integer(), Some(3));
        let indicator = &plan["indicator"][0];
        assert_eq!(indicator["name"].as_str(), Some("总数"));
        assert_eq!(indicator["targets"][0]["value"].as_integer(), Some(5));
        let was = &indicator["was"][0];
        assert_eq!(was["targets"][0]["value"].as_integer(), Some(6));
    }
    let otherwise = ours.replace("by = \"a1\"", "by = \"a3\"");
    let merged = merge_plan(&base, &ours, &otherwise, &open).unwrap();
    let fields: Vec<_> = merged.conflicts.iter().map(|c| c.field()).collect();
    assert_eq!(fields, [Some("was")]);
}

#[test]
fn two_amendments_of_one_item_keep_what_each_field_held() {
    const TARGET: &str = "  target = { op = \">=\", value = 3, unit = \"个\" }\n";
    let amended = |base: &str, field: &str, was: &str| {
        base.replace(TARGET, &format!("{TARGET}{field}  was = [{was}] # 依据\n"))
    };
    let was = |text: &str| -> Vec<String> {
        let plan: toml::Table = text.parse().unwrap();
        let was = plan["action"][1]["milestone"][0]["was"].as_array();
        was.unwrap().iter().map(ToString::to_string).collect()
    };
    let first = "{ by = \"a1\", due = 2025-12-31 }";
    let ways = [
        // Each another field; of an amendment that was there; each another document; as tables.
        (
            DEMO.to_owned(),
            amended(DEMO, "", first),
            amended(DEMO, "", "{ by = \"a1\", title = \"场馆\" }"),
            vec!["{ by = \"a1\", due = 2025-12-31, title = \"场馆\" }"],
        ),
        (
            amended(DEMO, "", first),
            amended(DEMO, "", "{ by = \"a1\", due = 2025-12-31, each = true }"),
            amended(
                DEMO,
                "",
                "{ by = \"a1\", due = 2025-12-31 }, { until = 2025-03-01, title = \"馆\" }",
            ),
            vec![
                "{ by = \"a1\", due = 2025-12-31, each = true }",
                "{ title = \"馆\", until = 2025-03-01 }",
            ],
        ),
        (
            amended(DEMO, "", first),
            amended(DEMO, "", ""),
            amended(
                DEMO,
                "",
                "{ by = \"a1\", due = 2025-12-31 }, { by = \"a2\", title = \"馆\" }",
            ),
            vec!["{ by = \"a2\", title = \"馆\" }"],
        ),
        (
            DEMO.to_owned(),
            amended(DEMO, "", first),
            format!("{DEMO}  [[action.milestone.was]]\n  by = \"a2\"\n  title = \"馆\"\n"),
            vec![first, "{ by = \"a2\", title = \"馆\" }"],
        ),
    ];
    for (base, ours, theirs, expected) in ways {
        for (one, other) in [(&ours, &theirs), (&theirs, &ours)] {
            let merged = merge_plan(&base, one, other, &open).unwrap();
            assert_eq!(merged.conflicts, [], "{}", merged.text);
            assert_eq!(was(&merged.text), expected);
            assert!(merged.text.contains("# 依据"), "{}", merged.text);
        }
    }
    // Only what both amended is asked about.
    let ours = amended(DEMO, "", "{ by = \"a1\", due = 2025-12-31, each = true }");
    let theirs = amended(
        DEMO,
        "",
        "{ by = \"a1\", due = 2025-06-30, title = \"馆\" }",
    );
    let merged = merge_plan(DEMO, &ours, &theirs, &open).unwrap();
    assert_eq!(merged.conflicts.len(), 1);
    for (choice, due) in [(Choice::Ours, "2025-12-31"), (Choice::Theirs, "2025-06-30")] {
        let merged = merge_plan(DEMO, &ours, &theirs, &|_| Some(choice.clone())).unwrap();
        let expected = format!("{{ by = \"a1\", due = {due}, each = true, title = \"馆\" }}");
        assert_eq!(was(&merged.text), [expected]);
    }
}

#[test]
fn an_item_taken_out_here_and_changed_there_is_a_conflict() {
    let ours = DEMO
        .split("[[action]]\nid = \"1.2\"")
        .next()
        .unwrap()
        .to_owned();
    let theirs = DEMO.replace("title = \"新建场馆\"", "title = \"改建场馆\"");
    let merged = merge_plan(DEMO, &ours, &theirs, &open).unwrap();
    assert_eq!(
        (merged.conflicts.len(), merged.conflicts[0].field()),
        (1, None)
    );
    assert!(merged.text.contains("改建场馆"));
    let settled = merge_plan(DEMO, &ours, &theirs, &|_| Some(Choice::Ours)).unwrap();
    assert!(!settled.text.contains("场馆"));
}

#[test]
fn line_ends_and_mark_stay_ours() {
    let ours = format!("\u{feff}{}", PROGRESS.replace('\n', "\r\n")).replace(
        "] # 1.1/p",
        "  { on = 2024-05-01, text = \"a\" },\r\n] # 1.1/p",
    );
    let theirs = PROGRESS.replace(
        "] # 1.1/p",
        "  { on = 2024-05-02, text = \"b\" },\n] # 1.1/p",
    );
    let merged = merge_progress(PROGRESS, &ours, &theirs, &open)
        .unwrap()
        .text;
    assert!(merged.starts_with("\u{feff}schema = 1\r\n"));
    assert_eq!(merged.matches('\n').count(), merged.matches("\r\n").count());
    assert!(merged.contains("\"a\"") && merged.contains("\"b\""));
}

#[test]
fn a_block_that_both_added_is_joined() {
    let add = |entry: &str| {
        format!("{PROGRESS}\n# 3.1 丙 | 期\n[milestone.\"3.1/p\"]\nlog = [\n{entry}] # 3.1/p\n")
    };
    let ours = add("  { on = 2024-05-01, text = \"a\" },\n");
    let theirs = add("  { on = 2024-05-02, text = \"b\" },\n");
    let merged = merge_progress(PROGRESS, &ours, &theirs, &open)
        .unwrap()
        .text;
    assert_eq!(merged.matches("[milestone.\"3.1/p\"]").count(), 1);
    assert_eq!(logs(&merged)["milestone 3.1/p"].len(), 2);
    // What plain git made of it reads the same.
    let by_git = format!("{ours}{}", &theirs[PROGRESS.len()..]);
    assert_eq!(
        logs(
            &merge_progress(PROGRESS, &by_git, &theirs, &open)
                .unwrap()
                .text
        ),
        logs(&merged)
    );
}

#[test]
fn a_target_is_one_value_however_it_is_written() {
    let one_line = "  target = { op = \">=\", value = 3, unit = \"个\" }\n";
    let header = "  [action.milestone.target]\n  op = \">=\"\n  value = 3\n  unit = \"个\"\n";
    let dotted = "  target.op = \">=\"\n  target.value = 3\n  target.unit = \"个\"\n";
    for form in [one_line, header, dotted] {
        let plan = |target: &str| {
            let plan = DEMO.replace(one_line, "");
            assert_ne!(plan, DEMO);
            let milestone = "  title = \"新建场馆\"\n";
            plan.replace(milestone, &format!("{milestone}{target}"))
        };
        let ours = plan(&form.replace("\">=\"", "\"<=\""));
        let theirs = plan(&form.replace('3', "600").replace('个', "元"));
        let base = plan(form);
        let asked = merge_plan(&base, &ours, &theirs, &open).unwrap().conflicts;
        assert_eq!(asked.len(), 1, "{form}");
        assert_eq!(asked[0].field(), Some("target"));
        let chosen = merge_plan(&base, &ours, &theirs, &|_| Some(Choice::Theirs));
        assert_eq!(chosen.unwrap().text, theirs);
        if form != header {
            let typed = |_: &Conflict| Some(Choice::Text("7".to_owned()));
            let typed = merge_plan(&base, &ours, &theirs, &typed).unwrap();
            assert!(typed.text.contains("value = 7"), "{}", typed.text);
        }
        // Of one side, it is taken as it is written there.
        let merged = merge_plan(&base, &base, &theirs, &open).unwrap();
        assert_eq!((merged.text, merged.conflicts), (theirs, Vec::new()));
    }
}

#[test]
fn a_number_typed_for_a_target_is_its_value() {
    let with = |value: u32| DEMO.replace("value = 3, unit", &format!("value = {value}, unit"));
    let typed = |_: &Conflict| Some(Choice::Text("7.5".to_owned()));
    let merged = merge_plan(DEMO, &with(4), &with(5), &typed).unwrap();
    let wanted = "target = { op = \">=\", value = 7.5, unit = \"个\" }";
    assert!(merged.text.contains(wanted), "{}", merged.text);
}

#[test]
fn what_duban_does_not_know_in_a_log_is_a_conflict_where_both_sides_set_it() {
    let side = |owner: &str, table: &str, note: &str| {
        let text = PROGRESS.replace("plan = \"demo\"\n", &format!("plan = \"demo\"\n{owner}"));
        let text = text.replace("[indicator.x]\n", &format!("[indicator.x]\n{note}"));
        format!("{text}{table}")
    };
    let sides = ["甲", "乙"].map(|who| {
        let [owner, name, note] =
            ["owner", "name", "note"].map(|key| format!("{key} = \"{who}\"\n"));
        side(&owner, &format!("\n[office]\n{name}"), &note)
    });
    for [ours, theirs] in [[0, 1], [1, 0]].map(|order| order.map(|at| &sides[at])) {
        let merged = merge_progress(PROGRESS, ours, theirs, &open).unwrap();
        let asked = merged.conflicts.iter().map(Conflict::field);
        let asked: Vec<&str> = asked.flatten().collect();
        assert_eq!((asked, &merged.text), (vec!["owner", "note", "name"], ours));
        for (choice, kept) in [(Choice::Ours, ours), (Choice::Theirs, theirs)] {
            let merged = merge_progress(PROGRESS, ours, theirs, &|_| Some(choice.clone())).unwrap();
            assert_eq!((&merged.text, merged.conflicts.len()), (kept, 0));
        }
        let typed = |_: &Conflict| Some(Choice::Text("丙".to_owned()));
        let merged = merge_progress(PROGRESS, ours, theirs, &typed).unwrap();
        let of_third = ours.replace(['甲', '乙'], "丙");
        assert_eq!(logs(&merged.text), logs(&of_third));
        assert_eq!(merged.text.matches("= \"丙\"").count(), 3);
    }
    // What each side alone set stays.
    let [ours, theirs] = [
        side("owner = 1\n", "", ""),
        side("", "\n[office]\nname = 1\n", ""),
    ];
    let both = merge_progress(PROGRESS, &ours, &theirs, &open).unwrap();
    let wanted = side("owner = 1\n", "\n[office]\nname = 1\n", "");
    assert_eq!((both.text, both.conflicts.len()), (wanted, 0));
    // So does a table that one side takes out and the other changes, until somebody decides.
    let base = side("", "\n[office]\nname = 1\n", "");
    let changed = base.replace("name = 1", "name = 2");
    for [ours, theirs] in [[PROGRESS, &changed], [&changed, PROGRESS]] {
        let merged = merge_progress(&base, ours, theirs, &open).unwrap();
        assert_eq!(merged.conflicts.len(), 1);
        assert_eq!(merged.conflicts[0].subject, ConflictSubject::Item);
        for (choice, kept) in [(Choice::Ours, ours), (Choice::Theirs, theirs)] {
            let merged = merge_progress(&base, ours, theirs, &|_| Some(choice.clone())).unwrap();
            let table = |text: &str| text.parse::<toml::Table>().unwrap();
            assert_eq!(table(&merged.text), table(kept));
        }
    }
}

#[test]
fn a_side_that_cannot_be_read_is_no_side_without_entries() {
    let header = "[milestone.\"1.2/p\"]\n";
    // Two blocks of one log, of which one has a key that is not joined.
    let twice = format!("{PROGRESS}\n{header}note = 1\nlog = [\n]\n");
    let other = PROGRESS.replace("] # x", "  { on = 2024-05-01, value = 1 },\n] # x");
    for [ours, theirs] in [[&twice, &other], [&other, &twice]] {
        let merged = merge_progress(PROGRESS, ours, theirs, &open);
        assert!(merged.is_err(), "{merged:?}");
    }
}

#[test]
fn comments_behind_a_header_stay_whoever_wrote_them() {
    let noted = |text: &str, header: &str, note: &str| {
        assert!(text.contains(header));
        text.replacen(header, &format!("{header}{note}"), 1)
    };
    type Merge =
        fn(&str, &str, &str, &dyn Fn(&Conflict) -> Option<Choice>) -> Result<Merged, MergeFault>;
    let files: [(&str, &str, Merge); 2] = [
        (PROGRESS, "[indicator.x]", merge_progress),
        (DEMO, "[[action]]", merge_plan),
    ];
    for (base, header, merge) in files {
        let [one, two] = [" # 甲核", " # 乙核"].map(|note| noted(base, header, note));
        let both = noted(base, header, " # 乙核 # 甲核");
        for [ours, theirs] in [[&one, &two], [&two, &one]] {
            let merged = merge(base, ours, theirs, &open).unwrap();
            assert_eq!((&merged.text, merged.conflicts.len()), (&both, 0));
        }
    }
}

#[test]
fn items_that_one_side_put_in_another_order_keep_it() {
    let item = |at: u32| format!("\n[[action]]\nid = \"1.{at}\"\ntitle = \"事项{at}\"\n");
    let plan =
        |order: [u32; 4]| format!("schema = 1\ntitle = \"计划\"\n{}", order.map(item).concat());
    let base = plan([1, 2, 3, 4]);
    let moved = plan([1, 3, 4, 2]);
    let both = |one: &str, other: &str| {
        [(one, other), (other, one)].map(|(ours, theirs)| {
            let merged = merge_plan(&base, ours, theirs, &open).unwrap();
            assert!(merged.conflicts.is_empty());
            merged.text
        })
    };
    let titled = base.replace("计划", "实施计划").replace("事项3", "事项三");
    let wanted = moved.replace("计划", "实施计划").replace("事项3", "事项三");
    assert_eq!(both(&moved, &titled), [wanted.clone(), wanted]);
    // An added item stays behind its neighbour, a renumbered one is where it is put, and one taken out is out.
    let added = base.replace(&item(2), &(item(2) + &item(5)));
    let wanted = moved.replace(&item(2), &(item(2) + &item(5)));
    assert_eq!(both(&moved, &added), [wanted.clone(), wanted]);
    let renumbered = moved.replace("id = \"1.3\"", "id = \"1.9\"");
    let wanted = renumbered
        .replace("计划", "实施计划")
        .replace("事项3", "事项三");
    assert_eq!(both(&renumbered, &titled), [wanted.clone(), wanted]);
    let fewer = titled.replace(&item(4), "");
    let wanted = plan([1, 3, 2, 4])
        .replace(&item(4), "")
        .replace("计划", "实施计划");
    let wanted = wanted.replace("事项3", "事项三");
    assert_eq!(both(&moved, &fewer), [wanted.clone(), wanted]);
}
