//! A field that takes a newer value in place: its comments stay, and so do the keys that the value alone has here.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use crate::merge::items::WrittenField;
use crate::store::toml_reader::statements::{StatementKind, comments, statements, value_span};

/// Returns the field with the value of theirs. `None` if it is written in a way that cannot be changed in place.
pub(super) fn redrafted_field(
    ours: &WrittenField,
    theirs: &WrittenField,
    was: Option<&WrittenField>,
) -> Option<WrittenField> {
    let newer = &theirs.text[value_span(&theirs.text).filter(|_| !theirs.tables)?];
    let was = was.and_then(|was| Some(&was.text[value_span(&was.text)?]));
    if ours.tables {
        let text = redrafted_table(&ours.text, newer, was)?;
        return Some(WrittenField {
            text,
            ..ours.clone()
        });
    }
    let span = value_span(&ours.text)?;
    let present = &ours.text[span.clone()];
    let value = value(present, newer, was)?;
    let mut field = ours.clone();
    let kept = comments(&value);
    for comment in comments(present) {
        if !kept.contains(&comment) {
            field.lead.push_str(comment);
            field.lead.push('\n');
        }
    }
    field.text.replace_range(span, &value);
    Some(field)
}

/// Returns the comments of a field that goes, as lines of their own.
pub(super) fn comments_of(field: &WrittenField) -> String {
    let lines = field
        .lead
        .lines()
        .map(str::trim)
        .chain(comments(&field.text));
    as_lines(lines.filter(|line| !line.is_empty()))
}

fn as_lines<'t>(lines: impl IntoIterator<Item = &'t str>) -> String {
    lines.into_iter().flat_map(|line| [line, "\n"]).collect()
}

/// A value by its layout.
enum ValueShape {
    /// The keys and values of an inline table, as they are written.
    Table(Vec<(String, String)>),
    /// An inline table with a key of several parts.
    Dotted,
    /// The tables of a list, each with its place in it.
    List(PlacedTables),
    /// Anything else.
    Plain,
}

impl ValueShape {
    fn of(value: &str) -> Self {
        const KEY: &str = "v = ";
        let text = format!("{KEY}{value}");
        let Ok(parsed) = DeTable::parse(&text) else {
            return Self::Plain;
        };
        let parsed = parsed.into_inner();
        let Some((_, parsed)) = parsed.iter().next() else {
            return Self::Plain;
        };
        match parsed.get_ref() {
            DeValue::Table(table) => {
                let mut pieces = Vec::new();
                for (key, value) in table {
                    let (key, span) = (key.span(), value.span());
                    if text.get(key.end..span.start).map(str::trim) != Some("=") {
                        return Self::Dotted;
                    }
                    pieces.push((key.start, (text[key].to_owned(), text[span].to_owned())));
                }
                pieces.sort();
                Self::Table(pieces.into_iter().map(|(_, piece)| piece).collect())
            }
            DeValue::Array(list)
                if list
                    .iter()
                    .all(|one| matches!(one.get_ref(), DeValue::Table(_))) =>
            {
                let place = |span: Range<usize>| {
                    let at = span.start - KEY.len()..span.end - KEY.len();
                    (at, text[span].to_owned())
                };
                Self::List(list.iter().map(|one| place(one.span())).collect())
            }
            _ => Self::Plain,
        }
    }

    fn keys(self) -> Vec<(String, String)> {
        match self {
            Self::Table(keys) => keys,
            _ => Vec::new(),
        }
    }
}

type PlacedTables = Vec<(Range<usize>, String)>;

/// Returns a value as it will be written: the newer one, with the keys of its tables that only the present one has.
/// `None` if it cannot be written so.
fn value(ours: &str, newer: &str, was: Option<&str>) -> Option<String> {
    match (ValueShape::of(ours), ValueShape::of(newer)) {
        (ValueShape::Dotted, _) => None,
        (ValueShape::Table(ours), ValueShape::Table(newer)) => {
            let was = was.map(|was| ValueShape::of(was).keys());
            let was = was.as_deref();
            let mut pieces = Vec::new();
            for (key, present) in ours {
                match find(&newer, &key) {
                    Some(newer) => {
                        let was = was.and_then(|was| find(was, &key));
                        let value = value(&present, newer, was)?;
                        pieces.push((key, value));
                    }
                    None if is_gone(&key, was) => {}
                    None => pieces.push((key, present)),
                }
            }
            let new: Vec<_> = newer
                .into_iter()
                .filter(|(key, _)| find(&pieces, key).is_none())
                .collect();
            let pieces = pieces.into_iter().chain(new);
            let pieces: Vec<String> = pieces
                .map(|(key, value)| format!("{key} = {value}"))
                .collect();
            Some(format!("{{ {} }}", pieces.join(", ")))
        }
        (ValueShape::List(ours), ValueShape::List(newer_list)) => {
            let was = match was.map(ValueShape::of) {
                Some(ValueShape::List(was)) => was,
                _ => Vec::new(),
            };
            let mut text = newer.to_owned();
            for (nth, (span, new)) in newer_list.iter().enumerate().rev() {
                if let Some(present) = same_table(&ours, nth, new) {
                    let new = value(present, new, same_table(&was, nth, new))?;
                    text.replace_range(span.clone(), &new);
                }
            }
            Some(text)
        }
        _ => Some(newer.to_owned()),
    }
}

/// Returns the table of a list that is the same as one: known by its id, its day or its place.
fn same_table<'l>(list: &'l PlacedTables, nth: usize, one: &str) -> Option<&'l str> {
    let known_by = |text: &str| {
        let keys = ValueShape::of(text).keys();
        let names = ["id", "by"].map(|key| find(&keys, key).map(str::to_owned));
        names.into_iter().flatten().next()
    };
    let wanted = known_by(one);
    let named = list
        .iter()
        .find(|(_, text)| wanted.is_some() && known_by(text) == wanted);
    let by_place = list
        .get(nth)
        .filter(|(_, text)| wanted.is_none() || known_by(text).is_none());
    named.or(by_place).map(|(_, text)| text.as_str())
}

/// Returns whether a key missing in the newer value is deleted: it was in the earlier value, or, without one, is a key
/// that drafts write.
fn is_gone(key: &str, was: Option<&[(String, String)]>) -> bool {
    match was {
        Some(was) => find(was, key).is_some(),
        None => ["max", "by"].contains(&key),
    }
}

fn find<'p>(pieces: &'p [(String, String)], key: &str) -> Option<&'p str> {
    let piece = pieces.iter().find(|(known, _)| known == key);
    piece.map(|(_, value)| value.as_str())
}

/// Returns a field written as one table with a header, with newer values.
fn redrafted_table(ours: &str, newer: &str, was: Option<&str>) -> Option<String> {
    let ValueShape::Table(newer) = ValueShape::of(newer) else {
        return None;
    };
    let was = was.map(|was| ValueShape::of(was).keys());
    let was = was.as_deref();
    let mut text = String::new();
    let mut known = Vec::new();
    for (nth, statement) in statements(ours).into_iter().enumerate() {
        let lines = &ours[statement.span];
        match statement.kind {
            StatementKind::Header { array: false, .. } if nth == 0 => text.push_str(lines),
            StatementKind::Header { .. } => return None,
            StatementKind::Blank | StatementKind::Comment => text.push_str(lines),
            StatementKind::Pair(key) => {
                let [key] = &key[..] else { return None };
                known.push(key.clone());
                let span = value_span(lines)?;
                match find(&newer, key) {
                    Some(newer) => {
                        let was = was.and_then(|was| find(was, key));
                        let value = value(&lines[span.clone()], newer, was)?;
                        text.push_str(&lines[..span.start]);
                        text.push_str(&value);
                        text.push_str(&lines[span.end..]);
                    }
                    None if is_gone(key, was) => {
                        text.push_str(&as_lines(comments(lines)));
                    }
                    None => text.push_str(lines),
                }
            }
        }
    }
    let new = newer.iter().filter(|(key, _)| !known.contains(key));
    let new: String = new
        .flat_map(|(key, value)| [key, " = ", value, "\n"])
        .collect();
    let end = text.trim_end().len();
    let end = text[end..].find('\n').map_or(text.len(), |at| end + at + 1);
    text.insert_str(end, &new);
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(text: &str) -> WrittenField {
        WrittenField {
            key: vec!["target".to_owned()],
            lead: String::new(),
            text: text.to_owned(),
            tables: text.starts_with('['),
        }
    }

    fn redrafted(ours: &str, newer: &str, was: Option<&str>) -> String {
        let was = was.map(field);
        let field = redrafted_field(&field(ours), &field(newer), was.as_ref()).unwrap();
        field.lead + &field.text
    }

    #[test]
    fn a_value_changes_and_what_stands_around_it_stays() {
        let newer = "target = { op = \">=\", value = 80, unit = \"所\" }\n";
        let was = "target = { op = \">=\", value = 60, max = 70, unit = \"所\" }\n";
        for (ours, redrafted_to) in [
            (
                "target = { op = \">=\", value = 60, max = 70, unit = \"所\", pace = \"none\", x-our = 1 } # 问过\n",
                "target = { op = \">=\", value = 80, unit = \"所\", pace = \"none\", x-our = 1 } # 问过\n",
            ),
            (
                "[action.milestone.target]\nop = \">=\" # 甲\n# 乙\nvalue = 60 # 丙\nx-our = 1\nmax = 70 # 丁\n",
                "[action.milestone.target]\nop = \">=\" # 甲\n# 乙\nvalue = 80 # 丙\nx-our = 1\n# 丁\nunit = \"所\"\n",
            ),
        ] {
            assert_eq!(redrafted(ours, newer, None), redrafted_to);
            assert_eq!(redrafted(ours, newer, Some(was)), redrafted_to);
        }
    }

    #[test]
    fn comments_inside_a_list_are_kept_above_it() {
        assert_eq!(
            redrafted(
                "target = [\n  \"甲\", # 原\n] # 尾\n",
                "target = [\"乙\"]\n",
                None
            ),
            "# 原\ntarget = [\"乙\"] # 尾\n"
        );
    }

    #[test]
    fn tables_of_a_list_keep_their_own_keys() {
        assert_eq!(
            redrafted(
                "target = [{ id = \"a\", line = 3, x = 1 }, { id = \"b\", line = 4 }]\n",
                "target = [\n  { id = \"b\", line = 5 },\n  { id = \"a\", line = 6 },\n]\n",
                None
            ),
            "target = [\n  { id = \"b\", line = 5 },\n  { id = \"a\", line = 6, x = 1 },\n]\n"
        );
    }
}
