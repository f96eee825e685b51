//! A file as items with fields: phases, units, actions and milestones, blocks of a log. Every byte of
//! the text belongs to exactly one of them.

use std::collections::HashMap;

use toml::{Table, Value};

use super::conflict::Choice;
use crate::diff::SubjectKind;
use crate::plan::Number;
use crate::store::toml_reader::statements::{StatementKind, statements};

/// The kind of an item.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ItemKind {
    /// The file, around all items.
    #[default]
    File,
    /// What a plan knows by an id or name.
    Subject(SubjectKind),
    /// An entry of a log.
    Entry,
    /// Any other table, by its name: `alert`.
    Table(String),
}

impl ItemKind {
    /// Returns the kind of the table with a name.
    fn of_table(name: &str) -> Self {
        SubjectKind::from_key(name).map_or_else(|| Self::Table(name.to_owned()), Self::Subject)
    }

    /// Returns the name of the table; `entry` for an entry.
    pub fn key(&self) -> &str {
        match self {
            Self::File => "",
            Self::Subject(kind) => kind.key(),
            Self::Entry => "entry",
            Self::Table(name) => name,
        }
    }
}

/// The kind and id of an item.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ItemName {
    /// The kind.
    pub kind: ItemKind,
    /// The id, or a unit's name; empty if there is only one.
    pub id: String,
}

impl ItemName {
    pub(super) fn new(kind: SubjectKind, id: impl Into<String>) -> Self {
        Self {
            kind: ItemKind::Subject(kind),
            id: id.into(),
        }
    }

    /// Returns the kind of what a plan knows by an id or name.
    pub(crate) fn subject(&self) -> Option<SubjectKind> {
        match self.kind {
            ItemKind::Subject(kind) => Some(kind),
            _ => None,
        }
    }

    pub(crate) fn is_a(&self, kind: SubjectKind) -> bool {
        self.subject() == Some(kind)
    }

    pub(super) fn is_one_of(&self, kinds: &[SubjectKind]) -> bool {
        self.subject().is_some_and(|kind| kinds.contains(&kind))
    }
}

/// The file that a text belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FileShape {
    /// plan.toml
    Plan,
    /// progress.toml
    Progress,
}

/// A key with its value, as written.
#[derive(Clone, Debug)]
pub(crate) struct WrittenField {
    /// The key, with several parts if dotted.
    pub(crate) key: Vec<String>,
    /// Comments and blank lines before the field.
    pub(crate) lead: String,
    /// The lines of the field; if written as tables, all of them.
    pub(crate) text: String,
    /// Whether the field is written as tables, with headers or with dotted keys.
    pub(crate) tables: bool,
}

impl WrittenField {
    /// Returns whether the field is written as tables with headers.
    pub(super) fn has_headers(&self) -> bool {
        self.tables && self.text.trim_start().starts_with('[')
    }

    /// Returns the value; unreadable text is its own value.
    pub(super) fn value(&self, path: &[String]) -> Value {
        let read = || {
            let table: Table = self.text.parse().ok()?;
            let mut value = &Value::Table(table);
            let path: &[String] = if self.has_headers() { path } else { &[] };
            for key in path.iter().chain(&self.key) {
                if let Some(first) = value.as_array().and_then(|array| array.first()) {
                    value = first;
                }
                value = value.get(key.as_str())?;
            }
            Some(value.clone())
        };
        read().unwrap_or_else(|| Value::String(self.text.clone()))
    }

    /// Returns the text of a string field.
    pub(crate) fn words(&self) -> String {
        let table: Option<Table> = self.text.parse().ok();
        let value = table.and_then(|table| Some(table.values().next()?.as_str()?.to_owned()));
        value.unwrap_or_default()
    }
}

/// Returns whether two fields of items at `path` have the same value.
pub(crate) fn same(path: &[String], a: Option<&WrittenField>, b: Option<&WrittenField>) -> bool {
    match (a, b) {
        (None, None) => true,
        (Some(a), Some(b)) => a.text == b.text || are_alike(&a.value(path), &b.value(path)),
        _ => false,
    }
}

/// Returns whether two values are the same, numbers however written: `70` and `70.0`.
pub(super) fn are_alike(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| are_alike(a, b))
        }
        (Value::Table(a), Value::Table(b)) => {
            let is_alike =
                |(key, a): (&String, &Value)| b.get(key).is_some_and(|b| are_alike(a, b));
            a.len() == b.len() && a.iter().all(is_alike)
        }
        (Value::Integer(whole), Value::Float(other))
        | (Value::Float(other), Value::Integer(whole)) => {
            let number = Number::parse(&whole.to_string());
            number.is_some() && number == Number::parse(&other.to_string())
        }
        _ => a == b,
    }
}

/// An item as written.
#[derive(Clone, Debug, Default)]
pub(crate) struct WrittenItem {
    pub(crate) name: ItemName,
    /// The path of its header.
    pub(crate) path: Vec<String>,
    /// Comments directly above the header.
    pub(crate) lead: String,
    /// The header's line.
    pub(crate) header: String,
    pub(crate) fields: Vec<WrittenField>,
    /// Comments and blank lines after the fields.
    pub(crate) tail: String,
    pub(crate) children: Vec<WrittenItem>,
    /// The side of a merge that alone gave the item its id.
    pub(super) id_by: Option<Choice>,
}

impl WrittenItem {
    pub(crate) fn field(&self, key: &[String]) -> Option<&WrittenField> {
        self.fields.iter().find(|field| field.key == key)
    }

    pub(crate) fn field_called(&self, key: &str) -> Option<&WrittenField> {
        self.fields.iter().find(|field| field.key == [key])
    }

    pub(crate) fn child(&self, name: &ItemName) -> Option<&WrittenItem> {
        self.children.iter().find(|child| child.name == *name)
    }

    /// Returns the field with its title or name.
    pub(crate) fn title_field(&self) -> Option<&WrittenField> {
        self.field_called("title")
            .or_else(|| self.field_called("name"))
    }

    /// Returns the field with its id, or a unit's name.
    pub(crate) fn id_field(&self) -> Option<&WrittenField> {
        self.field_called(id_key(&self.name))
    }

    /// Returns whether both say the same, however written.
    pub(crate) fn means(&self, other: &Self) -> bool {
        self.says_alike(other, None)
    }

    /// Returns whether this is another item but for its id, or a unit's name.
    pub(crate) fn is_renumbered(&self, other: &Self) -> bool {
        self.name.kind == other.name.kind
            && self.fields.len() > 1
            && self.says_alike(other, Some(id_key(&self.name)))
    }

    /// Returns whether both say the same in their children and in their fields but one.
    fn says_alike(&self, other: &Self, but: Option<&str>) -> bool {
        let is_said_alike = |field: &WrittenField| {
            but.is_some_and(|key| field.key == [key])
                || same(&self.path, Some(field), other.field(&field.key))
        };
        self.fields.len() == other.fields.len()
            && self.fields.iter().all(is_said_alike)
            && self.children.len() == other.children.len()
            && self.children.iter().all(|child| {
                let other = other.child(&child.name);
                other.is_some_and(|other| child.means(other))
            })
    }

    /// Returns the text, with comments and children.
    pub(crate) fn text(&self) -> String {
        let mut out = String::new();
        self.render(&mut out);
        out
    }

    fn render(&self, out: &mut String) {
        out.push_str(&self.lead);
        out.push_str(&self.header);
        let of_kind = |headers| {
            self.fields
                .iter()
                .filter(move |f| f.has_headers() == headers)
        };
        for field in of_kind(false).chain(of_kind(true)) {
            out.push_str(&field.lead);
            out.push_str(&field.text);
        }
        out.push_str(&self.tail);
        for child in &self.children {
            child.render(out);
        }
    }

    /// Names the items of lists by their ids; items with a repeated id are kept apart.
    fn name_children(&mut self) {
        let mut seen: HashMap<ItemName, usize> = HashMap::new();
        for child in &mut self.children {
            child.name_children();
            if child.name.id.is_empty() && child.header.trim_start().starts_with("[[") {
                let id = child.id_field();
                child.name.id = match id.map(|field| field.value(&child.path)) {
                    Some(Value::String(id)) => id,
                    Some(other) => other.to_string(),
                    None => String::new(),
                };
            }
            let count = seen.entry(child.name.clone()).or_default();
            *count += 1;
            if *count > 1 {
                child.name.id = format!("{}#{count}", child.name.id);
            }
        }
    }
}

/// Returns the key by which an item is known.
fn id_key(name: &ItemName) -> &'static str {
    if name.is_a(SubjectKind::Unit) {
        "name"
    } else {
        "id"
    }
}

/// Splits a text into items. Invalid TOML yields some items or `None`.
pub(crate) fn items(text: &str, shape: FileShape) -> Option<WrittenItem> {
    let mut reader = ItemReader {
        root: WrittenItem::default(),
        shape,
        loose: Vec::new(),
        table_of: None,
    };
    for statement in statements(text) {
        let lines = text[statement.span].to_owned();
        match statement.kind {
            StatementKind::Blank => reader.loose.push(LooseLine::Blank(lines)),
            StatementKind::Comment => reader.loose.push(LooseLine::Comment(lines)),
            StatementKind::Pair(key) => reader.pair(key, lines),
            StatementKind::Header { path, array } => reader.header(path, array, lines)?,
        }
    }
    let behind = reader.take_loose();
    reader.put_behind(&behind);
    let mut root = reader.root;
    root.name_children();
    Some(root)
}

struct ItemReader {
    root: WrittenItem,
    shape: FileShape,
    /// Comments and blank lines not yet assigned.
    loose: Vec<LooseLine>,
    /// The item to which the field being read belongs, if it is written as tables.
    table_of: Option<Level>,
}

/// A line that belongs to no field yet.
enum LooseLine {
    Blank(String),
    Comment(String),
}

impl LooseLine {
    fn text(self) -> String {
        match self {
            Self::Blank(text) | Self::Comment(text) => text,
        }
    }
}

/// One of the two items being read: an action, and its milestone.
#[derive(Clone, Copy)]
enum Level {
    Outer,
    /// The item in it; the outer one if there is none yet.
    Inner,
}

impl ItemReader {
    fn take_loose(&mut self) -> String {
        self.loose.drain(..).map(LooseLine::text).collect()
    }

    /// Takes the trailing comments, back to the last blank line.
    fn take_directly_above(&mut self) -> String {
        let mut lines = self.loose.iter();
        let last_blank = lines.rposition(|line| matches!(line, LooseLine::Blank(_)));
        let from = last_blank.map_or(0, |at| at + 1);
        self.loose.drain(from..).map(LooseLine::text).collect()
    }

    fn pair(&mut self, key: Vec<String>, lines: String) {
        let lead = self.take_loose();
        if let Some(field) = self.table_field() {
            field.text.push_str(&lead);
            field.text.push_str(&lines);
            return;
        }
        // `target.op` and `target.value` are one field, as they are in one line.
        let tables = self.shape == FileShape::Plan && key.len() > 1;
        let key = if tables { key[..1].to_vec() } else { key };
        let fields = &mut self.last(Level::Inner).fields;
        let mut known = fields.iter_mut().filter(|_| tables);
        match known.find(|field| field.tables && field.key == key) {
            Some(field) => field.text.extend([lead, lines]),
            None => fields.push(WrittenField {
                key,
                lead,
                text: lines,
                tables,
            }),
        }
    }

    fn header(&mut self, path: Vec<String>, array: bool, lines: String) -> Option<()> {
        let lead = self.take_directly_above();
        let behind = self.take_loose();
        self.put_behind(&behind);
        if let Some((level, key)) = self.field_of(&path, array) {
            self.table_of = Some(level);
            let item = self.last(level);
            if let Some(field) = item
                .fields
                .last_mut()
                .filter(|field| field.has_headers() && field.key == [key.as_str()])
            {
                field.text.push_str(&lead);
                field.text.push_str(&lines);
                return Some(());
            }
            // What followed the fields now precedes the table.
            let behind = std::mem::take(&mut item.tail);
            item.fields.push(WrittenField {
                key: vec![key],
                lead: behind + &lead,
                text: lines,
                tables: true,
            });
            return Some(());
        }
        self.table_of = None;
        let (kind, id) = match self.shape {
            FileShape::Plan => (path.last(), String::new()),
            FileShape::Progress => (path.first(), path[1..].join(".")),
        };
        let is_inner = self.shape == FileShape::Plan && path.len() > 1;
        let item = WrittenItem {
            name: ItemName {
                kind: kind.map_or(ItemKind::File, |name| ItemKind::of_table(name)),
                id,
            },
            path,
            lead,
            header: lines,
            ..WrittenItem::default()
        };
        if is_inner {
            self.root.children.last_mut()?.children.push(item);
        } else {
            self.root.children.push(item);
        }
        Some(())
    }

    /// Returns the field that a header continues, if it starts no item, and the item to which it belongs.
    fn field_of(&self, path: &[String], array: bool) -> Option<(Level, String)> {
        if self.shape == FileShape::Progress || path.len() < 2 {
            return None;
        }
        let outer = self.root.children.last()?;
        let is_milestone = array && path == ["action", "milestone"];
        if outer.path.first() != path.first() || is_milestone {
            return None;
        }
        let inner = outer
            .children
            .last()
            .filter(|child| path.starts_with(&child.path));
        let (level, item) = match inner {
            Some(inner) => (Level::Inner, inner),
            None => (Level::Outer, outer),
        };
        Some((level, path.get(item.path.len())?.clone()))
    }

    /// Returns an item being read; the file before the first.
    fn last(&mut self, level: Level) -> &mut WrittenItem {
        let Some(at) = self.root.children.len().checked_sub(1) else {
            return &mut self.root;
        };
        let item = &mut self.root.children[at];
        match (level, item.children.len().checked_sub(1)) {
            (Level::Inner, Some(at)) => &mut item.children[at],
            _ => item,
        }
    }

    fn table_field(&mut self) -> Option<&mut WrittenField> {
        let level = self.table_of?;
        self.last(level).fields.last_mut()
    }

    fn put_behind(&mut self, text: &str) {
        match self.table_field() {
            Some(field) => field.text.push_str(text),
            None => self.last(Level::Inner).tail.push_str(text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAN: &str = "# 头\nschema = 1\n\n# 单位\n[[unit]]\nname = \"县教育局\"\n\n# 一\n[[action]]\nid = \"1.1\"\ntitle = \"甲\"\n# 二\n  [[action.milestone]]\n  id = \"m\"\n  [action.milestone.target]\n  value = 3\n  [[action.milestone.was]]\n  until = 2024-01-01\n  [[action.milestone.was]]\n  until = 2025-01-01\n  [[action.milestone]]\n  id = \"n\"\n\n[alert]\nsoon_days = 3\n# 尾\n";

    #[test]
    fn every_byte_has_its_place() {
        let root = items(PLAN, FileShape::Plan).unwrap();
        assert_eq!(root.text(), PLAN);
        let names: Vec<String> = root
            .children
            .iter()
            .map(|child| format!("{:?} {}", child.name.kind, child.name.id))
            .collect();
        let expected = [
            "Subject(Unit) 县教育局", "Subject(Action) 1.1", "Table(\"alert\") ",
        ];
        assert_eq!(names, expected);
        let milestone = &root.children[1].children[0];
        assert_eq!(
            (milestone.name.id.as_str(), milestone.fields.len()),
            ("m", 3)
        );
        let was = milestone.field(&["was".to_owned()]).unwrap();
        assert_eq!(was.value(&milestone.path).as_array().map(Vec::len), Some(2));
    }

    #[test]
    fn dotted_keys_are_one_field() {
        let dotted = "  # 目标\n  target.op = \">=\"\n  target.value = 3 # 三\n";
        let plan = PLAN.replace("  [action.milestone.target]\n  value = 3\n", dotted);
        let root = items(&plan, FileShape::Plan).unwrap();
        assert_eq!(root.text(), plan);
        let milestone = &root.children[1].children[0];
        let target = milestone.field(&["target".to_owned()]).unwrap();
        assert_eq!(
            target
                .value(&milestone.path)
                .as_table()
                .map(toml::map::Map::len),
            Some(2)
        );
    }

    #[test]
    fn the_same_said_otherwise_is_the_same() {
        let other = PLAN
            .replace("title = \"甲\"", "title = '甲' # 原题")
            .replace("  [action.milestone.target]\n  value = 3\n", "")
            .replace("id = \"m\"", "id = \"m\"\n  target = { value = 3 }");
        let (a, b) = (items(PLAN, FileShape::Plan), items(&other, FileShape::Plan));
        assert!(a.unwrap().means(&b.unwrap()));
    }
}
