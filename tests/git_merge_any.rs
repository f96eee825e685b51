//! Whatever two sides edit, merging keeps what either added, means the same in both directions, and leaves valid TOML.

use std::collections::BTreeMap;

use duban::merge::{Choice, Conflict, Merged, merge_plan, merge_progress};
use proptest::prelude::*;

use super::git_merge::{PROGRESS, count, logs, open};
use crate::git_support::DEMO;

#[derive(Clone, Debug)]
enum Edit {
    /// Entry number n, at the end or the beginning of a log, with or without a comment.
    Add(usize, u8, bool, bool),
    Remove(usize),
    Block(u8),
    DropBlock(usize),
    Comment(u8),
    Since(u8),
    OneLine(usize),
}

fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        5 => (0..4_usize, 0..9_u8, any::<bool>(), any::<bool>()).prop_map(|(b, n, l, c)| Edit::Add(b, n, l, c)),
        1 => (0..4_usize).prop_map(Edit::Remove),
        2 => (0..4_u8).prop_map(Edit::Block),
        1 => (0..4_usize).prop_map(Edit::DropBlock),
        1 => (0..4_u8).prop_map(Edit::Comment),
        1 => (1..5_u8).prop_map(Edit::Since),
        1 => (0..4_usize).prop_map(Edit::OneLine),
    ]
}

fn edited(text: &str, edits: &[Edit]) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for edit in edits {
        let opens: Vec<usize> = (0..lines.len())
            .filter(|at| lines[*at] == "log = [")
            .collect();
        let close = |lines: &[String], from: usize| {
            (from..lines.len())
                .find(|at| lines[*at].starts_with(']'))
                .unwrap()
        };
        match edit {
            Edit::Add(block, n, late, comment) if !opens.is_empty() => {
                let open = opens[block % opens.len()];
                let at = if *late { close(&lines, open) } else { open + 1 };
                let comment = if *comment {
                    format!(" # 注{n}")
                } else {
                    String::new()
                };
                lines.insert(
                    at,
                    format!(
                        "  {{ on = 2024-03-0{}, text = \"第{n}条\" }},{comment}",
                        n + 1
                    ),
                );
            }
            Edit::Remove(block) if !opens.is_empty() => {
                let open = opens[block % opens.len()];
                if lines[open + 1].starts_with("  {") {
                    lines.remove(open + 1);
                }
            }
            Edit::Block(n) => {
                let header = format!("[milestone.\"2.{n}/p\"]");
                if !lines.contains(&header) {
                    lines.extend([
                        String::new(),
                        format!("# 2.{n} 新 | 期"),
                        header,
                        "log = [".to_owned(),
                        format!("] # 2.{n}/p"),
                    ]);
                }
            }
            Edit::DropBlock(block) if opens.len() > 1 => {
                let open = opens[block % opens.len()];
                let end = close(&lines, open);
                lines.drain(open - 1..=end);
            }
            Edit::Comment(n) => lines.insert(2, format!("# 手写 {n}")),
            Edit::Since(n) => {
                lines.retain(|line| !line.starts_with("since"));
                lines.insert(2, format!("since = 2023-0{n}-01"));
            }
            Edit::OneLine(block) if !opens.is_empty() => {
                let open = opens[block % opens.len()];
                let end = close(&lines, open);
                if end == open + 2
                    && lines[open + 1].starts_with("  {")
                    && !lines[open + 1].contains('#')
                {
                    let entry = lines[open + 1].trim().trim_end_matches(',').to_owned();
                    lines.splice(open..=end, [format!("log = [ {entry} ]")]);
                }
            }
            _ => {}
        }
    }
    lines.join("\n") + "\n"
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn logs_merge_by_union(ours in prop::collection::vec(edit(), 0..8), theirs in prop::collection::vec(edit(), 0..8)) {
        let (ours, theirs) = (edited(PROGRESS, &ours), edited(PROGRESS, &theirs));
        let Merged { text: merged, conflicts } = merge_progress(PROGRESS, &ours, &theirs, &open).unwrap();
        let (b, o, t, m) = (logs(PROGRESS), logs(&ours), logs(&theirs), logs(&merged));
        prop_assert_eq!(&m, &logs(&merge_progress(PROGRESS, &theirs, &ours, &open).unwrap().text));
        let since = |text: &str| text.parse::<toml::Table>().unwrap().get("since").cloned();
        // The day on which reporting began is asked about where both give another, and only there.
        let [was, mine, other] = [since(PROGRESS), since(&ours), since(&theirs)];
        prop_assert_eq!(!conflicts.is_empty(), mine != was && other != was && mine != other);
        let chosen = |_: &Conflict| Some(Choice::Theirs);
        prop_assert_eq!(since(&merge_progress(PROGRESS, &ours, &theirs, &chosen).unwrap().text), if other == was { mine } else { other });
        prop_assert_eq!(&merge_progress(PROGRESS, &ours, PROGRESS, &open).unwrap().text, &ours);
        prop_assert_eq!(&merge_progress(PROGRESS, PROGRESS, &theirs, &open).unwrap().text, &theirs);
        prop_assert_eq!(logs(&merge_progress(PROGRESS, &merged, &theirs, &open).unwrap().text), m.clone());
        // What either side added is there.
        for (side, text) in [(&o, &ours), (&t, &theirs)] {
            for (log, entries) in side {
                for entry in entries {
                    if count(side, log, entry) > count(&b, log, entry) {
                        prop_assert!(count(&m, log, entry) >= count(side, log, entry), "{log} {entry}\n{merged}");
                    }
                }
            }
            for line in text.lines().filter(|line| line.starts_with("# 手写")) {
                prop_assert!(merged.contains(line));
            }
        }
        // And nothing that neither has.
        for (log, entries) in &m {
            for entry in entries {
                prop_assert!(count(&o, log, entry) + count(&t, log, entry) > 0);
            }
        }
    }
}

#[derive(Clone, Debug)]
enum PlanEdit {
    Set(usize, u8),
    /// A name put into or taken out of a list: which list, which name, at which end.
    Name(usize, u8, bool),
    Action(u8),
    Milestone(u8),
    Unit(u8),
    DropAction(u8),
    Comment(usize, u8),
}

fn plan_edit() -> impl Strategy<Value = PlanEdit> {
    prop_oneof![
        4 => (0..6_usize, 0..3_u8).prop_map(|(field, n)| PlanEdit::Set(field, n)),
        4 => (0..3_usize, 0..5_u8, any::<bool>()).prop_map(|(list, n, at_end)| PlanEdit::Name(list, n, at_end)),
        2 => (0..4_u8).prop_map(PlanEdit::Action),
        2 => (0..3_u8).prop_map(PlanEdit::Milestone),
        2 => (0..3_u8).prop_map(PlanEdit::Unit),
        1 => (1..3_u8).prop_map(PlanEdit::DropAction),
        1 => (0..6_usize, 0..5_u8).prop_map(|(at, n)| PlanEdit::Comment(at, n)),
    ]
}

fn plan_edited(text: &str, edits: &[PlanEdit]) -> String {
    let mut text = text.to_owned();
    for edit in edits {
        match edit {
            PlanEdit::Set(field, n) => {
                let (from, to) = [
                    ("short = ".to_owned(), format!("short = \"县{n}\"")),
                    (
                        "title = \"示例县".to_owned(),
                        format!("title = \"示例县方案{n}\""),
                    ),
                    (
                        "lead = ".to_owned(),
                        format!("lead = [\"县科协\", \"县{n}\"] # 改"),
                    ),
                    (
                        "title = \"加强".to_owned(),
                        format!("title = \"加强培训{n}\""),
                    ),
                    (
                        "  target = ".to_owned(),
                        format!("  target = {{ op = \">=\", value = {n}, unit = \"个\" }}"),
                    ),
                    ("end = 2022".to_owned(), format!("end = 2022-11-0{}", n + 1)),
                ][*field]
                    .clone();
                text = text
                    .lines()
                    .map(|line| if line.starts_with(&from) { to.clone() } else { line.to_owned() } + "\n")
                    .collect();
            }
            PlanEdit::Name(list, n, at_end) => {
                let key = ["lead = [", "support = [", "aliases = ["][*list];
                let name = format!("\"部门{n}\"");
                let change = |line: &str| {
                    let Some(list) = line.strip_prefix(key).and_then(|l| l.strip_suffix(']'))
                    else {
                        return line.to_owned();
                    };
                    let mut names: Vec<&str> = list.split(", ").filter(|n| !n.is_empty()).collect();
                    match names.iter().position(|known| *known == name) {
                        Some(at) => drop(names.remove(at)),
                        None if *at_end => names.push(&name),
                        None => names.insert(0, &name),
                    }
                    format!("{key}{}]", names.join(", "))
                };
                text = text.lines().map(|line| change(line) + "\n").collect();
            }
            PlanEdit::Action(n) if !text.contains(&format!("id = \"1.{}\"", n + 3)) => {
                let action = format!("\n[[action]]\nid = \"1.{}\"\ntitle = \"新{n}\"\n", n + 3);
                text.push_str(&action);
            }
            PlanEdit::Milestone(n) if !text.contains(&format!("id = \"m{n}\"")) => {
                if let Some(start) = text.find("[[action]]\nid = \"1.1\"") {
                    let end = text[start + 3..]
                        .find("\n[[action]]")
                        .map_or(text.len(), |at| start + at + 4);
                    let milestone =
                        format!("[[action.milestone]]\nid = \"m{n}\"\ntitle = \"节点{n}\"\n\n");
                    text.insert_str(end, &milestone);
                }
            }
            PlanEdit::Unit(n) if !text.contains(&format!("name = \"县{n}\"")) => {
                text = text.replacen(
                    "[[section]]",
                    &format!("[[unit]]\nname = \"县{n}\"\n\n[[section]]"),
                    1,
                );
            }
            PlanEdit::DropAction(n) => {
                if let Some(start) = text.find(&format!("[[action]]\nid = \"1.{n}\"")) {
                    let end = text[start + 3..]
                        .find("\n[[action]]")
                        .map_or(text.len(), |at| start + at + 4);
                    text.replace_range(start..end, "");
                }
            }
            PlanEdit::Comment(at, n) => {
                let line = text.match_indices("\n[[").map(|(at, _)| at + 1).nth(*at);
                text.insert_str(line.unwrap_or(0), &format!("# 手写 {n}\n"));
            }
            _ => {}
        }
    }
    text
}

fn take(found: &mut BTreeMap<String, toml::Value>, at: &str, value: &toml::Value) {
    match value {
        toml::Value::Table(table) => {
            found.insert(at.to_owned(), toml::Value::Boolean(true));
            for (key, value) in table {
                take(found, &format!("{at}.{key}"), value);
            }
        }
        toml::Value::Array(items) if items.first().is_some_and(toml::Value::is_table) => {
            for item in items {
                let id = item
                    .get("id")
                    .or(item.get("name"))
                    .map_or(String::new(), ToString::to_string);
                take(found, &format!("{at}[{id}]"), item);
            }
        }
        other => {
            found.insert(at.to_owned(), other.clone());
        }
    }
}

/// The fields of every item of a plan, whatever their order.
fn meaning(text: &str) -> BTreeMap<String, toml::Value> {
    let table: toml::Table = text.parse().unwrap_or_else(|e| panic!("{e}\n{text}"));
    let mut found = BTreeMap::new();
    take(&mut found, "", &toml::Value::Table(table));
    found
}

/// The names that a value lists, where it is such a list.
fn listed(value: Option<&toml::Value>) -> Option<Vec<&toml::Value>> {
    let list = value?.as_array()?;
    list.iter()
        .all(toml::Value::is_str)
        .then(|| list.iter().collect())
}

/// The aliases of a plan's units, each with its unit.
fn aliases_of(text: &str) -> BTreeMap<String, String> {
    let plan: toml::Table = text.parse().unwrap();
    let units = plan["unit"].as_array().unwrap();
    let aliases = units.iter().flat_map(|unit| {
        let name = unit["name"].as_str().unwrap().to_owned();
        let listed = listed(unit.get("aliases")).unwrap_or_default().into_iter();
        listed.map(move |alias| (alias.as_str().unwrap().to_owned(), name.clone()))
    });
    aliases.collect()
}

/// Whether a merge of one field keeps what a side made of it: the value, or of a list every name it put in and none
/// that it took out. Both sides may have put in one unit by two of its `aliases`; it is listed once.
fn keeps(
    base: Option<&toml::Value>,
    side: &toml::Value,
    merged: Option<&toml::Value>,
    aliases: Option<&BTreeMap<String, String>>,
) -> bool {
    if let (Some(side), Some(merged)) = (listed(Some(side)), listed(merged)) {
        let base = listed(base).unwrap_or_default();
        let unit = |name: &toml::Value| {
            let unit = aliases.and_then(|aliases| aliases.get(name.as_str()?).cloned());
            unit.map_or_else(|| name.clone(), toml::Value::String)
        };
        let put_in = side.iter().filter(|name| !base.contains(name));
        let taken_out = base.iter().filter(|name| !side.contains(name));
        return put_in
            .clone()
            .all(|name| merged.iter().any(|kept| unit(kept) == unit(name)))
            && taken_out.clone().all(|name| !merged.contains(name));
    }
    merged == Some(side)
}

fn valid(text: &str) -> bool {
    text.parse::<toml::Table>().is_ok()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn plans_merge_by_item_and_field(ours in prop::collection::vec(plan_edit(), 0..6), theirs in prop::collection::vec(plan_edit(), 0..6)) {
        let (ours, theirs) = (plan_edited(DEMO, &ours), plan_edited(DEMO, &theirs));
        prop_assume!(valid(&ours) && valid(&theirs));
        let one = merge_plan(DEMO, &ours, &theirs, &open).unwrap();
        let other = merge_plan(DEMO, &theirs, &ours, &open).unwrap();
        prop_assert!(valid(&one.text), "{}", one.text);
        let mirrored: Vec<Conflict> = other
            .conflicts
            .iter()
            .cloned()
            .map(|c| Conflict { ours: c.theirs, theirs: c.ours, ..c })
            .collect();
        prop_assert_eq!(one.conflicts.len(), mirrored.len());
        for conflict in &one.conflicts {
            prop_assert!(mirrored.contains(conflict), "{conflict:?}");
        }
        if one.conflicts.is_empty() {
            prop_assert_eq!(meaning(&one.text), meaning(&other.text));
        }
        prop_assert_eq!(&merge_plan(DEMO, &ours, DEMO, &open).unwrap().text, &ours);
        prop_assert_eq!(&merge_plan(DEMO, DEMO, &theirs, &open).unwrap().text, &theirs);
        // What was settled is settled, and means the same whoever settles it so.
        let took_ours = merge_plan(DEMO, &ours, &theirs, &|_| Some(Choice::Ours)).unwrap();
        let took_theirs = merge_plan(DEMO, &theirs, &ours, &|_| Some(Choice::Theirs)).unwrap();
        prop_assert!(took_ours.conflicts.is_empty());
        prop_assert_eq!(meaning(&took_ours.text), meaning(&took_theirs.text));
        // Nothing is lost: each field is as the side made it that changed it, or it is a conflict.
        let (b, o, t, m) = (meaning(DEMO), meaning(&ours), meaning(&theirs), meaning(&took_ours.text));
        let aliases = aliases_of(&took_ours.text);
        let spelled = |key: &str| (!key.ends_with(".aliases")).then_some(&aliases);
        for (key, value) in &o {
            if b.get(key) != Some(value) {
                prop_assert!(keeps(b.get(key), value, m.get(key), spelled(key)), "{} {:?}", key, m.get(key));
            }
        }
        if one.conflicts.is_empty() {
            for (key, value) in &t {
                if b.get(key) != Some(value) {
                    prop_assert!(keeps(b.get(key), value, m.get(key), spelled(key)), "{} {:?}", key, m.get(key));
                }
            }
        }
        for text in [&ours, &theirs] {
            for line in text.lines().filter(|line| line.starts_with("# 手写")) {
                // A comment goes with the item it stands over.
                prop_assert!(one.text.contains(line) || !one.text.contains("id = \"1.1\"") || !one.text.contains("id = \"1.2\""), "{line}\n{}", one.text);
            }
        }
    }
}

#[test]
fn a_unit_that_both_sides_put_in_by_aliases_of_their_own_is_listed_once() {
    let side = |n| {
        plan_edited(
            DEMO,
            &[PlanEdit::Name(2, n, false), PlanEdit::Name(1, n, false)],
        )
    };
    let merged = merge_plan(DEMO, &side(1), &side(3), &open).unwrap();
    assert!(merged.conflicts.is_empty());
    let lists = |key: &str| {
        merged
            .text
            .lines()
            .find(|line| line.starts_with(key))
            .unwrap()
            .to_owned()
    };
    let (aliases, support) = (lists("aliases = ["), lists("support = ["));
    assert!(
        aliases.contains("部门1") && aliases.contains("部门3"),
        "{aliases}"
    );
    assert_eq!(support.matches("部门").count(), 1, "{support}");
}
