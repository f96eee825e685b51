//! Entries that both sides edited: each stays one entry, merged field by field.

use std::ops::Range;

use chrono::{DateTime, Utc};
use toml::Value;
use toml::de::DeTable;

use super::conflict::Conflict;
use super::items::{FileShape, ItemKind, ItemName, WrittenField, WrittenItem};
use super::logs::key_of;
use super::three_way::ThreeWay;
use super::written::value_text;

/// An entry as it is written in its log.
struct WrittenEntry {
    span: Range<usize>,
    key: String,
    /// The moment by which the entry is known.
    moment: DateTime<Utc>,
    /// The moment as written.
    at: String,
    fields: Vec<WrittenField>,
}

/// Puts one merged entry in place of each that both sides edited differently, in all three versions, so that the logs
/// merge as if all had it. An entry without a moment is not known again.
pub(super) fn agree_on_edited(versions: &mut ThreeWay<'_>, files: [&mut WrittenItem; 3]) {
    let [base, ours, theirs] = files;
    for block in &mut base.children {
        let find =
            |item: &mut WrittenItem| item.children.iter().position(|it| it.name == block.name);
        let (Some(our), Some(their)) = (find(ours), find(theirs)) else {
            continue;
        };
        let name = block.name.clone();
        let blocks = [block, &mut ours.children[our], &mut theirs.children[their]];
        let [Some(base), Some(ours), Some(theirs)] = blocks.map(log_of) else {
            continue;
        };
        if base.text == ours.text || base.text == theirs.text || ours.text == theirs.text {
            continue;
        }
        agree_in_log(versions, &name, [base, ours, theirs]);
    }
}

fn log_of(block: &mut WrittenItem) -> Option<&mut WrittenField> {
    block.fields.iter_mut().find(|field| field.key == ["log"])
}

fn agree_in_log(versions: &mut ThreeWay<'_>, block: &ItemName, logs: [&mut WrittenField; 3]) {
    let [base, ours, theirs] = logs.each_ref().map(|log| entries(&log.text));
    let mut edits: [Vec<(Range<usize>, String)>; 3] = Default::default();
    for was in &base {
        let is_kept = |side: &[WrittenEntry]| side.iter().any(|entry| entry.key == was.key);
        if is_kept(&ours) || is_kept(&theirs) {
            continue;
        }
        let (Some(_), Some(our), Some(their)) = (
            only_new(&base, &[], was),
            only_new(&ours, &base, was),
            only_new(&theirs, &base, was),
        ) else {
            continue;
        };
        if our.key == their.key {
            continue;
        }
        let entry = ItemName {
            kind: ItemKind::Entry,
            id: was.at.clone(),
        };
        let merged = merged(versions, &[block.clone(), entry], [was, our, their]);
        for (edits, entry) in edits.iter_mut().zip([was, our, their]) {
            edits.push((entry.span.clone(), merged.clone()));
        }
    }
    for (log, mut edits) in logs.into_iter().zip(edits) {
        edits.sort_by_key(|(span, _)| span.start);
        for (span, text) in edits.into_iter().rev() {
            log.text.replace_range(span, &text);
        }
    }
}

/// Returns the one entry of the same moment that is not among the `known` ones; `None` if there are several.
fn only_new<'e>(
    entries: &'e [WrittenEntry],
    known: &[WrittenEntry],
    was: &WrittenEntry,
) -> Option<&'e WrittenEntry> {
    let is_known = |entry: &WrittenEntry| known.iter().any(|it| it.key == entry.key);
    let mut found = entries
        .iter()
        .filter(|entry| entry.moment == was.moment && !is_known(entry));
    found.next().filter(|_| found.next().is_none())
}

fn merged(versions: &mut ThreeWay<'_>, names: &[ItemName], of: [&WrittenEntry; 3]) -> String {
    let mut by_fields = ThreeWay::new(FileShape::Plan, versions.chosen);
    let [base, ours, theirs] = of.map(|entry| WrittenItem {
        fields: entry.fields.clone(),
        ..WrittenItem::default()
    });
    let merged = by_fields.item(names, Some(&base), &ours, &theirs);
    let is_other_kind = |(conflict, _): &&(Conflict, String)| {
        let kind = |item: &WrittenItem| {
            let field = item
                .fields
                .iter()
                .find(|f| Some(f.key[0].as_str()) == conflict.field());
            field.and_then(kind_of)
        };
        ![&base, &ours, &theirs]
            .iter()
            .any(|item| kind(item) == kind(&merged))
    };
    let bad = by_fields
        .typed
        .iter()
        .find(is_other_kind)
        .map(|(_, typed)| typed.clone());
    versions.bad = versions.bad.take().or(by_fields.bad).or(bad);
    versions.open.extend(by_fields.open);
    let fields = merged.fields.iter();
    let pairs: Vec<String> = fields
        .map(|field| format!("{} = {}", field.key[0], value_text(field)))
        .collect();
    format!("{{ {} }}", pairs.join(", "))
}

/// Returns the kind of a field's value, the same for all numbers.
fn kind_of(field: &WrittenField) -> Option<&'static str> {
    let table: toml::Table = field.text.parse().ok()?;
    table.values().next().map(|value| match value {
        Value::Integer(_) | Value::Float(_) => "number",
        other => other.type_str(),
    })
}

/// Reads the entries with a moment from `log = […]`.
fn entries(log: &str) -> Vec<WrittenEntry> {
    let Ok(table) = DeTable::parse(log) else {
        return Vec::new();
    };
    let log_value = table.get_ref().values().next();
    let list = log_value.and_then(|value| value.get_ref().as_array());
    let entry = |entry: &toml::Spanned<toml::de::DeValue<'_>>| {
        let table = entry.get_ref().as_table()?;
        let mut fields: Vec<_> = table
            .iter()
            .map(|(key, value)| (key.get_ref().to_string(), value.span()))
            .collect();
        fields.sort_by_key(|(_, span)| span.start);
        let at = table.get("at")?.get_ref().as_datetime()?.to_string();
        Some(WrittenEntry {
            span: entry.span(),
            key: key_of(entry.get_ref()),
            moment: DateTime::parse_from_rfc3339(&at).ok()?.to_utc(),
            at,
            fields: fields
                .into_iter()
                .map(|(key, span)| WrittenField {
                    text: format!("{key} = {}\n", &log[span]),
                    key: vec![key],
                    lead: String::new(),
                    tables: false,
                })
                .collect(),
        })
    };
    list.into_iter().flatten().filter_map(entry).collect()
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
}
