//! Merging of the values that fields had before amendments (`was`): each field by itself, so that two sides that amend
//! different fields of one item lose nothing.

use std::collections::BTreeMap;

use toml::{Table, Value};

use super::field_comments::FieldVersions;
use super::items::{WrittenField, are_alike};
use crate::store::toml_reader::statements::{comments, value_span};

/// The values of each field before amendments, by amendment.
type FormerValues = BTreeMap<String, Table>;

/// Returns the field as it is with all that both sides amended, once with ours and once with theirs of a field that
/// both amended differently. `None` if it holds no former values, has comments among them, or a side lacks it.
pub(super) fn merged_former(path: &[String], of: FieldVersions<'_>) -> Option<[WrittenField; 2]> {
    let (ours, theirs) = (of.ours?, of.theirs?);
    let has_comments = |field: &WrittenField| {
        let span = value_span(&field.text).filter(|_| !field.tables);
        !comments(span.map_or(&field.text, |span| &field.text[span])).is_empty()
    };
    if ours.key != ["was"] || of.all().into_iter().flatten().any(has_comments) {
        return None;
    }
    let mut amendments = BTreeMap::new();
    let mut read = |field: &WrittenField| former_values(&field.value(path), &mut amendments);
    let base = of.base.map_or(Some(FormerValues::new()), &mut read)?;
    let sides = [read(ours)?, read(theirs)?];
    let merged = [(ours, &sides[0]), (theirs, &sides[1])].map(|(field, preferred)| {
        let names = sides.iter().flat_map(BTreeMap::keys);
        let fields = names.filter_map(|name| {
            let held = [&sides[0], &sides[1], preferred].map(|side| side.get(name));
            let chosen = match (held, base.get(name)) {
                ([ours, theirs, _], base) if is_same(ours, base) => theirs,
                ([ours, theirs, _], base) if is_same(theirs, base) => ours,
                ([_, _, preferred], _) => preferred,
            };
            Some((name, chosen?))
        });
        let fields: BTreeMap<&String, &Table> = fields.collect();
        written(field, &amendments, &fields)
    });
    Some(merged)
}

fn is_same(one: Option<&Table>, other: Option<&Table>) -> bool {
    let value = |table: Option<&Table>| table.map(|table| Value::Table(table.clone()));
    match (value(one), value(other)) {
        (Some(one), Some(other)) => are_alike(&one, &other),
        (one, other) => one == other,
    }
}

/// Reads former values by fields, and adds the amendments: how each is named, by its id or its day.
fn former_values(list: &Value, amendments: &mut BTreeMap<String, Table>) -> Option<FormerValues> {
    let mut fields = FormerValues::new();
    for item in list.as_array()? {
        let (named, held): (Table, Table) = item
            .as_table()?
            .clone()
            .into_iter()
            .partition(|(key, _)| ["by", "until"].contains(&key.as_str()));
        let amendment = Value::Table(named.clone()).to_string();
        for (field, value) in held {
            let before = fields.entry(field).or_default();
            if before.insert(amendment.clone(), value).is_some() {
                return None;
            }
        }
        amendments.insert(amendment, named);
    }
    Some(fields)
}

/// Writes former values over the field as a side has it.
fn written(
    field: &WrittenField,
    amendments: &BTreeMap<String, Table>,
    fields: &BTreeMap<&String, &Table>,
) -> WrittenField {
    let items =
        amendments.iter().filter_map(|(amendment, named)| {
            let mut item = named.clone();
            let held = fields.iter();
            item.extend(held.filter_map(|(name, before)| {
                Some(((*name).clone(), before.get(amendment)?.clone()))
            }));
            (item.len() > named.len()).then(|| Value::Table(item).to_string())
        });
    let items: Vec<String> = items.collect();
    let indent: String = field
        .text
        .chars()
        .take_while(|c| matches!(c, ' ' | '\t'))
        .collect();
    let list = if items.len() > 1 {
        let lines = items.iter().map(|item| format!("{indent}  {item},\n"));
        format!("[\n{}{indent}]", lines.collect::<String>())
    } else {
        format!("[{}]", items.concat())
    };
    let mut text = field.text.clone();
    match value_span(&field.text).filter(|_| !field.tables) {
        Some(span) => text.replace_range(span, &list),
        None => text = format!("{indent}was = {list}\n"),
    }
    WrittenField {
        text,
        tables: false,
        ..field.clone()
    }
}
