//! Entries that both sides edited: each stays one entry, merged field by field.

mod known_entries;
mod spelled_entries;

use std::collections::HashMap;
use std::ops::Range;

use toml::Value;

use super::conflict::Conflict;
use super::items::{FileShape, ItemKind, ItemName, WrittenField, WrittenItem};
use super::three_way::ThreeWay;
use super::written::value_text;
use super::{MergeSide, Versions};
use crate::store::progress::entry_text::quoted;
use crate::store::progress::splice::line_start;
use known_entries::{WrittenEntry, entries_in, later_versions, unedited};
pub(super) use spelled_entries::agree_on_spelling;

/// The key for the log of an entry, if a side moved it.
const LOG: &str = "log";

/// Replaces each entry that both sides edited or moved differently with one merged entry, in all three versions, so
/// that the logs merge as if all had it. The same is done if one side edited an entry and the other wrote beside it.
pub(super) fn agree_on_edited(merging: &mut ThreeWay<'_>, files: &mut Versions<WrittenItem>) {
    let touched = touched_logs(files.each_ref());
    let entries = files.each_ref().map(|file| entries_in(file, &touched));
    let Versions { base, ours, theirs } = &entries;
    let (by_us, by_them) = (later_versions(base, ours), later_versions(base, theirs));
    let mut edits: Versions<EntryEdits> = Versions::default();
    for (at, was) in base.iter().enumerate() {
        let our = by_us.get(&at).map(|at| &ours[*at]);
        let their = by_them.get(&at).map(|at| &theirs[*at]);
        let written_beside = touched.get(&was.log).copied().unwrap_or_default();
        let unedited =
            |side: MergeSide| written_beside[side].then(|| unedited(base, at, &entries[side]))?;
        let sides = match (our, their) {
            (Some(our), Some(their)) => Some((our, their)),
            (Some(our), None) => unedited(MergeSide::Theirs).map(|their| (our, their)),
            (None, Some(their)) => unedited(MergeSide::Ours).map(|our| (our, their)),
            (None, None) => None,
        };
        let Some((our, their)) = sides.filter(|(our, their)| !our.is_as(their)) else {
            continue;
        };
        let of = Versions::new(was, our, their);
        let one_sided = match (our.is_as(was), their.is_as(was)) {
            (false, false) => None,
            (true, _) => Some(their),
            (_, true) => Some(our),
        };
        let (log, text) = match one_sided {
            Some(edited) => (edited.log.clone(), edited.text.clone()),
            None => merged(merging, of),
        };
        for (edits, entry) in edits.each_mut().zip(of).all() {
            let text = (entry.log == log).then(|| text.clone());
            let of_log = edits.entry(entry.log.clone()).or_default();
            of_log.push((entry.span.clone(), text));
        }
    }
    for (file, edits) in files.each_mut().zip(edits).all() {
        for block in &mut file.children {
            let edits = edits.get(&block.name);
            for (log, edits) in block.fields.iter_mut().filter(is_log).zip(edits) {
                edit(&mut log.text, edits.clone());
            }
        }
    }
}

/// The logs that a side changed, with whether each version is another than the base.
type TouchedLogs = HashMap<ItemName, Versions<bool>>;

/// The edits of each log: the text in place of an entry; `None` takes it out.
type EntryEdits = HashMap<ItemName, Vec<(Range<usize>, Option<String>)>>;

fn edit(log: &mut String, mut edits: Vec<(Range<usize>, Option<String>)>) {
    edits.sort_by_key(|(span, _)| span.start);
    for (span, text) in edits.into_iter().rev() {
        match text {
            Some(text) => log.replace_range(span, &text),
            None => log.replace_range(with_its_line(log, span), ""),
        }
    }
}

/// Returns an entry with its comma, and with its line if nothing else is on it.
fn with_its_line(log: &str, entry: Range<usize>) -> Range<usize> {
    let blanks = |text: &str| text.len() - text.trim_start_matches([' ', '\t']).len();
    let mut end = entry.end;
    let before_comma = end + blanks(&log[end..]);
    if log[before_comma..].starts_with(',') {
        end = before_comma + 1;
    }
    let start = line_start(log, entry.start);
    let line_end = end + blanks(&log[end..]);
    if log[start..entry.start].trim().is_empty() && log[line_end..].starts_with('\n') {
        start..line_end + 1
    } else {
        entry.start..end
    }
}

fn is_log(field: &&mut WrittenField) -> bool {
    field.key == [LOG]
}

/// Returns the blocks whose logs are not the same in all versions, with the sides that changed them.
fn touched_logs(files: Versions<&WrittenItem>) -> TouchedLogs {
    let logs = files.map(|file| {
        let blocks = file.children.iter();
        let logs = blocks.filter_map(|block| Some((&block.name, block.field(&[LOG.to_owned()])?)));
        logs.map(|(name, log)| (name, log.text.as_str()))
            .collect::<HashMap<_, _>>()
    });
    let names = logs.each_ref().all().into_iter().flat_map(HashMap::keys);
    let touched = names.map(|name| {
        let logs = logs.each_ref().map(|logs| logs.get(name));
        ((*name).clone(), logs.map(|log| log != logs.base))
    });
    touched.filter(|(_, by)| by.ours || by.theirs).collect()
}

/// Returns one entry made of three versions, and the block whose log it belongs to.
fn merged(merging: &mut ThreeWay<'_>, of: Versions<&WrittenEntry>) -> (ItemName, String) {
    let entry = ItemName {
        kind: ItemKind::Entry,
        id: of.base.called.clone(),
    };
    let names = [of.base.log.clone(), entry];
    let is_moved = of.sides().iter().any(|entry| entry.log != of.base.log);
    let mut by_fields = ThreeWay::new(FileShape::Plan, merging.chosen);
    let items = of.map(|entry| {
        let log = is_moved.then(|| log_field(&entry.log));
        WrittenItem {
            fields: entry.fields.iter().cloned().chain(log).collect(),
            ..WrittenItem::default()
        }
    });
    let mut merged = by_fields.item(&names, Some(&items.base), &items.ours, &items.theirs);
    let bad = mistyped(&by_fields.typed, items.each_ref(), &merged);
    merging.bad = merging.bad.take().or(by_fields.bad).or(bad);
    merging.open.extend(by_fields.open);
    let log = merged.fields.iter().position(|field| field.key == [LOG]);
    let log = log.map(|at| merged.fields.remove(at));
    let mut sides = of.sides().into_iter().map(|entry| &entry.log);
    let is_kept =
        |side: &ItemName| (log.as_ref()).is_none_or(|log| log_field(side).text == log.text);
    let kept = sides.find(|side| is_kept(side));
    if kept.is_none() {
        merging.bad = merging.bad.take().or(log.as_ref().map(value_text));
    }
    let fields = merged.fields.iter();
    let pairs: Vec<String> = fields
        .map(|field| format!("{} = {}", field.key[0], value_text(field)))
        .collect();
    let kept = kept.unwrap_or(&of.ours.log).clone();
    (kept, format!("{{ {} }}", pairs.join(", ")))
}

/// Returns the name of a log as a field of its entry.
fn log_field(log: &ItemName) -> WrittenField {
    WrittenField {
        key: vec![LOG.to_owned()],
        lead: String::new(),
        text: format!("{LOG} = {}\n", quoted(&log.id)),
        tables: false,
    }
}

/// Returns a typed value of another kind than every version has.
fn mistyped(
    typed: &[(Conflict, String)],
    versions: Versions<&WrittenItem>,
    merged: &WrittenItem,
) -> Option<String> {
    let is_other_kind = |(conflict, _): &&(Conflict, String)| {
        let kind = |item: &WrittenItem| {
            let mut fields = item.fields.iter();
            let field = fields.find(|f| Some(f.key[0].as_str()) == conflict.field());
            field.and_then(kind_of)
        };
        !versions.all().iter().any(|item| kind(item) == kind(merged))
    };
    typed
        .iter()
        .find(is_other_kind)
        .map(|(_, text)| text.clone())
}

/// Returns the kind of a field's value, the same for all numbers.
fn kind_of(field: &WrittenField) -> Option<&'static str> {
    let table: toml::Table = field.text.parse().ok()?;
    table.values().next().map(|value| match value {
        Value::Integer(_) | Value::Float(_) => "number",
        other => other.type_str(),
    })
}

#[cfg(test)]
mod tests {
    use crate::merge::{Choice, merge_progress};

    const BASE: &str = "plan = \"a\"\n\n[milestone.\"1/x\"]\nlog = [\n  { at = 2024-06-30T09:00:00+08:00, add = 9, text = \"原\" }, # 注\n] # x\n";

    #[test]
    fn an_entry_that_both_sides_edit_stays_one() {
        let added = "  { at = 2024-06-30T10:00:00+08:00, add = 1 },\n] #";
        let ours = BASE.replace("add = 9", "add = 10");
        let theirs = BASE
            .replace(", text = \"原\"", ", text = \"乙\", evidence = \"证\"")
            .replace("] #", added);
        let both = ours
            .replace("text = \"原\"", "text = \"乙\", evidence = \"证\"")
            .replace("] #", added);
        for (ours, theirs) in [(&ours, &theirs), (&theirs, &ours)] {
            let merged = merge_progress(BASE, ours, theirs, &|_| None).unwrap();
            assert_eq!((merged.text, merged.conflicts), (both.clone(), Vec::new()));
        }
    }

    #[test]
    fn a_field_of_an_entry_that_both_sides_edit_is_asked() {
        let [ours, theirs] = ["甲", "乙"].map(|text| BASE.replace("原", text));
        let open = merge_progress(BASE, &ours, &theirs, &|_| None).unwrap();
        assert_eq!(open.text, ours);
        let [conflict] = open.conflicts.as_slice() else {
            panic!("{:?}", open.conflicts);
        };
        let ids: Vec<&str> = conflict.item.iter().map(|item| item.id.as_str()).collect();
        assert_eq!(
            (ids, conflict.field()),
            (vec!["1/x", "2024-06-30T09:00:00+08:00"], Some("text"))
        );
        let chosen = merge_progress(BASE, &ours, &theirs, &|_| Some(Choice::Theirs)).unwrap();
        assert_eq!((chosen.text, chosen.conflicts.len()), (theirs, 0));
        let [ours, theirs] = ["8", "7"].map(|add| BASE.replace("add = 9", &format!("add = {add}")));
        let typed = |text: &str| {
            merge_progress(BASE, &ours, &theirs, &|_| {
                Some(Choice::Text(text.to_owned()))
            })
        };
        assert_eq!(typed("6").unwrap().text, BASE.replace("add = 9", "add = 6"));
        for wrong in ["多", "true", "2024-01-01"] {
            assert!(typed(wrong).is_err(), "{wrong}");
        }
    }

    const PLACES: &str = "plan = \"a\"\n\n[milestone.\"1/x\"]\nlog = [\n  { on = 2024-05-01, by = \"甲\", add = 5, text = \"原\" },\n  { on = 2024-05-01, by = \"甲\", add = 7 },\n] # x\n\n[milestone.\"1/y\"]\nlog = [\n] # y\n";

    /// Asserts that two edits make one text, whichever side merges.
    fn assert_joins(base: &str, edits: [&str; 2], wanted: &str) {
        let [ours, theirs] = edits;
        for (ours, theirs) in [(ours, theirs), (theirs, ours)] {
            let merged = merge_progress(base, ours, theirs, &|_| None).unwrap();
            assert_eq!(
                (merged.text.as_str(), merged.conflicts),
                (wanted, Vec::new())
            );
        }
    }

    #[test]
    fn an_entry_without_a_moment_stays_one() {
        let ours = PLACES.replace("原", "甲班");
        let theirs = PLACES.replace("add = 5", "add = 6");
        let both = ours.replace("add = 5", "add = 6");
        assert_joins(PLACES, [&ours, &theirs], &both);
        let other = PLACES.replace("原", "乙班");
        let merged = merge_progress(PLACES, &ours, &other, &|_| None).unwrap();
        let [conflict] = merged.conflicts.as_slice() else {
            panic!("{:?}", merged.conflicts);
        };
        assert_eq!((merged.text, conflict.field()), (ours, Some("text")));
    }

    #[test]
    fn an_edited_entry_is_not_the_one_that_the_other_side_adds() {
        let entry = |add: u32| format!("  {{ on = 2024-05-01, by = \"甲\", add = {add} }},\n");
        let log = |entries: &str| {
            format!("plan = \"a\"\n\n[milestone.\"1/x\"]\nlog = [\n{entries}] # x\n")
        };
        let (edited, added) = (log(&entry(2)), log(&[entry(1), entry(2)].concat()));
        let both = log(&[entry(2), entry(2)].concat());
        assert_joins(&log(&entry(1)), [&edited, &added], &both);
        // Two entries of one moment: one side makes the first equal to the second, the other edits the second.
        let entry = |by: &str, add: u32| {
            format!("  {{ at = 2024-05-01T09:00:00+08:00, by = \"{by}\", add = {add} }},\n")
        };
        let [base, ours, theirs] = [("甲", 1, 2), ("乙", 2, 2), ("甲", 1, 20)]
            .map(|(by, first, second)| log(&[entry(by, first), entry("乙", second)].concat()));
        for [ours, theirs] in [[&ours, &theirs], [&theirs, &ours]] {
            let merged = merge_progress(&base, ours, theirs, &|_| None).unwrap();
            let count = |add: u32| merged.text.matches(&entry("乙", add)).count();
            assert_eq!(
                (count(2), count(20), merged.text.matches("at =").count()),
                (1, 1, 2)
            );
        }
    }

    #[test]
    fn an_entry_with_another_moment_or_day_stays_one() {
        let text = BASE.replace("原", "乙");
        for (written, corrected) in [("T09", "T11"), ("2024-06-30", "2024-06-29")] {
            let moment = BASE.replace(written, corrected);
            assert_joins(BASE, [&moment, &text], &moment.replace("原", "乙"));
        }
        let day = PLACES.replacen("05-01", "05-02", 1);
        let text = PLACES.replace("原", "乙");
        assert_joins(PLACES, [&day, &text], &day.replace("原", "乙"));
    }

    #[test]
    fn an_entry_that_one_side_moves_and_the_other_edits_stays_one() {
        let line = "  { on = 2024-05-01, by = \"甲\", add = 5, text = \"原\" },\n";
        let moved = |line: &str, to: &str| {
            let out = PLACES.replace(line, "");
            out.replace(&format!("] # {to}"), &format!("{line}] # {to}"))
        };
        let text = PLACES.replace("原", "乙");
        let away = moved(line, "y");
        assert_joins(PLACES, [&away, &text], &away.replace("原", "乙"));
        let z = "\n[milestone.\"1/z\"]\nlog = [\n] # z\n";
        let base = format!("{PLACES}{z}");
        let to_y = format!("{away}{z}");
        let to_z = base
            .replace(line, "")
            .replace("] # z", &format!("{line}] # z"));
        let merge = |choice: Option<Choice>| {
            let merged = merge_progress(&base, &to_y, &to_z, &|_| choice.clone());
            merged.map(|merged| (merged.text, merged.conflicts.len()))
        };
        assert_eq!(merge(None), Ok((to_y.clone(), 1)));
        assert_eq!(merge(Some(Choice::Theirs)), Ok((to_z.clone(), 0)));
        assert_eq!(
            merge(Some(Choice::Text("1/z".to_owned()))),
            Ok((to_z.clone(), 0))
        );
        assert!(merge(Some(Choice::Text("1/x".to_owned()))).is_err());
    }
}
