//! A plan and the newer draft of its document as one: what the document says now, and whatever people wrote.

mod carried_comments;
mod pairs;
mod redrafted_field;

use super::items::{FileShape, ItemKind, ItemName, WrittenField, WrittenItem, items, same};
use super::sets::merge_sets;
use super::written::{insert_apart, place_after};
use super::{MergedTexts, Versions, says};
use crate::diff::SubjectKind;
use crate::store::SeedRecord;

use carried_comments::carried_comments;
use pairs::pairs;
use redrafted_field::{comments_of, redrafted_field};

/// The reading that a plan was made from, as far as it is known.
#[derive(Clone, Copy, Debug)]
pub enum EarlierReading<'a> {
    /// The draft of the earlier document.
    Draft(&'a str),
    /// The source record, which lists sections, actions and indicators; `None` if it cannot be read.
    Record(Option<&'a SeedRecord>),
}

/// A plan as the newer draft of its document has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RedraftedPlan {
    /// plan.toml
    pub text: String,
    /// The items that the document numbers anew, each with its name before and now.
    pub renumbered: Vec<(ItemName, ItemName)>,
    /// The actions that the document no longer has, which stay for the milestones that people added to them.
    pub kept: Vec<ItemName>,
    /// The new items of the document under whose numbers people added others; they are not in the text.
    pub taken: Vec<ItemName>,
}

/// Returns plan.toml as the newer draft of its document has it. Comments, unknown keys and what a draft never writes
/// stay as they are; with the earlier draft, so does what people corrected and the document left alone. `None` if a text
/// is not valid TOML or is written in a way that cannot be changed in place.
pub fn redrafted_plan(
    plan: &str,
    draft: &str,
    earlier: EarlierReading<'_>,
) -> Option<RedraftedPlan> {
    let base = match earlier {
        EarlierReading::Draft(text) => text,
        EarlierReading::Record(_) => "",
    };
    let texts = MergedTexts::of(Versions::new(base, plan, draft));
    let of = |text: &str| items(text, FileShape::Plan);
    let (ours, theirs) = (of(&texts.plain.ours)?, of(&texts.plain.theirs)?);
    let (base, record) = match earlier {
        EarlierReading::Draft(_) => (Some(of(&texts.plain.base)?), None),
        EarlierReading::Record(record) => (None, record),
    };
    let mut redraft = Redraft {
        has_draft: base.is_some(),
        record,
        renumbered: Vec::new(),
        kept: Vec::new(),
        taken: Vec::new(),
    };
    let merged = redraft.item(base.as_ref(), &ours, &theirs)?;
    let text = merged.text();
    says(&text, &merged).then(|| RedraftedPlan {
        text: texts.finished(text),
        renumbered: redraft.renumbered,
        kept: redraft.kept,
        taken: redraft.taken,
    })
}

/// Returns the source record as the newer reading has it, with the comments and unknown keys of the present one.
pub fn redrafted_record(record: &str, newer: &str) -> Option<String> {
    let texts = MergedTexts::of(Versions::new("", record, newer));
    let of = |text: &str| items(text, FileShape::Plan);
    let mut redraft = Redraft {
        has_draft: false,
        record: None,
        renumbered: Vec::new(),
        kept: Vec::new(),
        taken: Vec::new(),
    };
    let merged = redraft.item(None, &of(&texts.plain.ours)?, &of(&texts.plain.theirs)?)?;
    let text = merged.text();
    says(&text, &merged).then(|| texts.finished(text))
}

/// The outcome for a field of the plan.
enum FieldFate {
    Stays(WrittenField),
    Goes,
}

struct Redraft<'e> {
    /// Whether the earlier draft is known.
    has_draft: bool,
    record: Option<&'e SeedRecord>,
    renumbered: Vec<(ItemName, ItemName)>,
    kept: Vec<ItemName>,
    taken: Vec<ItemName>,
}

impl Redraft<'_> {
    fn item(
        &mut self,
        base: Option<&WrittenItem>,
        ours: &WrittenItem,
        theirs: &WrittenItem,
    ) -> Option<WrittenItem> {
        let mut merged = WrittenItem {
            fields: Vec::new(),
            children: Vec::new(),
            ..ours.clone()
        };
        let left = self.fields(base, ours, theirs, &mut merged)?;
        self.children(base, ours, theirs, &mut merged)?;
        let is_changed = !merged.means(ours);
        // Without the earlier draft, what it said of an unchanged item is taken as settled.
        let carried = |text: fn(&WrittenItem) -> &str| {
            carried_comments(base.map(text), text(ours), text(theirs), is_changed)
        };
        merged.lead = carried(|item| &item.lead);
        merged.tail = left + &carried(|item| &item.tail);
        for field in &mut merged.fields {
            let Some(newer) = theirs.field(&field.key) else {
                continue;
            };
            if ours.field(&field.key).is_some() {
                let was = base.map(|base| base.field(&field.key).map_or("", |was| &was.lead));
                field.lead = carried_comments(was, &field.lead, &newer.lead, is_changed);
            }
        }
        Some(merged)
    }

    /// Merges the fields, and returns the comments of those that went and have no field behind them.
    fn fields(
        &self,
        base: Option<&WrittenItem>,
        ours: &WrittenItem,
        theirs: &WrittenItem,
        merged: &mut WrittenItem,
    ) -> Option<String> {
        let mut left = String::new();
        for field in &ours.fields {
            match self.field(base, ours, field, theirs.field(&field.key))? {
                FieldFate::Stays(mut field) => {
                    field.lead.insert_str(0, &std::mem::take(&mut left));
                    merged.fields.push(field);
                }
                FieldFate::Goes => left.push_str(&comments_of(field)),
            }
        }
        for (at, field) in theirs.fields.iter().enumerate() {
            let is_there = ours.field(&field.key).is_some();
            let was = base.and_then(|base| base.field(&field.key));
            let is_taken_out = was.is_some() && same(&ours.path, was, Some(field));
            if is_there || is_taken_out {
                continue;
            }
            let place = place_after(&theirs.fields[..at], |known| {
                merged.fields.iter().position(|f| f.key == known.key)
            });
            merged.fields.insert(place.unwrap_or(0), field.clone());
        }
        Some(left)
    }

    /// Returns the new text of a field of ours; `None` if it cannot be changed in place.
    fn field(
        &self,
        base: Option<&WrittenItem>,
        item: &WrittenItem,
        ours: &WrittenField,
        theirs: Option<&WrittenField>,
    ) -> Option<FieldFate> {
        let was = base.and_then(|base| base.field(&ours.key));
        let kept = Some(FieldFate::Stays(ours.clone()));
        let is_same = |a, b| same(&item.path, a, b);
        if is_name(item, ours) || is_same(Some(ours), theirs) {
            return kept;
        }
        let Some(theirs) = theirs else {
            let is_read = match was {
                Some(was) => is_same(Some(was), Some(ours)),
                None => !self.has_draft && is_drafted(item, ours),
            };
            return if is_read { Some(FieldFate::Goes) } else { kept };
        };
        if was.is_some() && is_same(was, Some(theirs)) || was_so_before_amendment(item, theirs) {
            return kept;
        }
        let was_text = was.map(|was| was.text.as_str());
        if let Some(text) = merge_sets(&ours.key, was_text, &ours.text, &theirs.text) {
            let field = ours.clone();
            return Some(FieldFate::Stays(WrittenField { text, ..field }));
        }
        if was.is_none() && !self.has_draft && is_derived(item, ours) {
            return kept;
        }
        redrafted_field(ours, theirs, was).map(FieldFate::Stays)
    }

    fn children(
        &mut self,
        base: Option<&WrittenItem>,
        ours: &WrittenItem,
        theirs: &WrittenItem,
        merged: &mut WrittenItem,
    ) -> Option<()> {
        let is_read = |child: &WrittenItem| {
            let was = base.and_then(|base| base.child(&child.name));
            self.was_read(was, child)
        };
        let pairs = pairs(base, &is_read, ours, theirs);
        let paired = |child: &WrittenItem| {
            let pair = pairs
                .iter()
                .find(|(our, _)| our.name == child.name && our.path == child.path);
            pair.map(|(_, their)| *their)
        };
        let kept = ours.children.iter().filter(|child| {
            let was = base.and_then(|base| base.child(&child.name));
            paired(child).is_none() && self.has_milestone_of_people(was, child)
        });
        let kept: Vec<ItemName> = kept.map(|child| child.name.clone()).collect();
        // A section stays for the actions in it.
        let stays = |child: &WrittenItem| {
            let is_in = |action: &ItemName| {
                let rest = action.id.strip_prefix(&child.name.id);
                child.name.is_a(SubjectKind::Section) && rest.is_some_and(|it| it.starts_with('.'))
            };
            kept.iter()
                .any(|action| *action == child.name || is_in(action))
        };
        for child in &ours.children {
            let was = base.and_then(|base| base.child(&child.name));
            match paired(child) {
                Some(newer) => {
                    let is_corrected = self.is_corrected_number(base, child, (newer, theirs));
                    let was = if is_corrected {
                        base.and_then(|base| base.child(&newer.name))
                    } else {
                        was
                    };
                    let mut item = self.item(was, child, newer)?;
                    if has_number(child) && child.name != newer.name && !is_corrected {
                        self.renumbered
                            .push((child.name.clone(), newer.name.clone()));
                        renumber(&mut item, newer)?;
                    }
                    merged.children.push(item);
                }
                None if !self.was_read(was, child) || stays(child) => {
                    merged.children.push(child.clone());
                }
                None => {}
            }
        }
        self.kept.extend(kept);
        for (at, child) in theirs.children.iter().enumerate() {
            let is_paired = pairs.iter().any(|(_, their)| their.name == child.name);
            let was = base.and_then(|base| base.child(&child.name));
            if is_paired || self.was_taken_out(was, ours, child) {
                continue;
            }
            let place = place_after(&theirs.children[..at], |known| {
                let pair = pairs.iter().find(|(_, their)| their.name == known.name);
                let name = pair.map_or(&known.name, |(our, _)| &our.name);
                merged.children.iter().position(|c| c.name == *name)
            });
            let Some(child) = with_free_id(child, merged) else {
                self.taken.push(child.name.clone());
                continue;
            };
            insert_apart(merged, place.unwrap_or(merged.children.len()), child);
        }
        Some(())
    }

    /// Returns whether an item of the plan came from the earlier document. A unit stays in any case.
    fn was_read(&self, was: Option<&WrittenItem>, item: &WrittenItem) -> bool {
        if item.name.is_a(SubjectKind::Unit) {
            return false;
        }
        if self.has_draft {
            return was.is_some();
        }
        let id = item.name.id.as_str();
        let is_numbered = |letter: char| {
            let number = id.strip_prefix(letter);
            number.is_some_and(|number| number.parse::<usize>().is_ok())
        };
        match item.name.subject() {
            Some(SubjectKind::Phase) => id == "period" || is_numbered('p'),
            Some(SubjectKind::Milestone) => is_numbered('m'),
            Some(SubjectKind::Indicator) => is_numbered('i'),
            Some(SubjectKind::Section | SubjectKind::Action) => {
                self.record.is_none() || self.listed(&item.name).is_some()
            }
            _ => false,
        }
    }

    /// Returns whether people added a milestone to an action that was read.
    fn has_milestone_of_people(&self, was: Option<&WrittenItem>, action: &WrittenItem) -> bool {
        let mut milestones = action.children.iter();
        let is_added = |it: &WrittenItem| {
            let was = was.and_then(|was| was.child(&it.name));
            it.name.is_a(SubjectKind::Milestone) && !self.was_read(was, it)
        };
        action.name.is_a(SubjectKind::Action)
            && self.was_read(was, action)
            && milestones.any(is_added)
    }

    /// Returns whether people took this item out of the plan after the earlier reading.
    fn was_taken_out(
        &self,
        was: Option<&WrittenItem>,
        ours: &WrittenItem,
        newer: &WrittenItem,
    ) -> bool {
        ours.child(&newer.name).is_none() && self.is_numbered_as_before(was, newer)
    }

    /// Returns whether people gave an item another number than the document, which had it under the same before and has
    /// no new item under theirs.
    fn is_corrected_number(
        &self,
        base: Option<&WrittenItem>,
        ours: &WrittenItem,
        (newer, theirs): (&WrittenItem, &WrittenItem),
    ) -> bool {
        let was = |name: &ItemName| base.and_then(|base| base.child(name));
        let is_given_away = || {
            let other = theirs.child(&ours.name);
            other.is_some_and(|it| !self.is_numbered_as_before(was(&ours.name), it))
        };
        has_number(ours)
            && ours.name != newer.name
            && self.is_numbered_as_before(was(&newer.name), newer)
            && !is_given_away()
    }

    /// Returns whether the earlier reading has an item under the id and the title of the newer one.
    fn is_numbered_as_before(&self, was: Option<&WrittenItem>, newer: &WrittenItem) -> bool {
        let title = newer.title_field().map(WrittenField::words);
        match was {
            Some(was) => was.title_field().map(WrittenField::words) == title,
            None => title.is_some() && self.listed(&newer.name) == title.as_deref(),
        }
    }

    /// Returns the heading by which the source record lists an item.
    fn listed(&self, name: &ItemName) -> Option<&str> {
        let record = self.record?;
        let entries = match name.subject()? {
            SubjectKind::Section => &record.sections,
            SubjectKind::Action => &record.items,
            _ => return None,
        };
        let entry = entries.iter().find(|entry| entry.id.value == name.id)?;
        Some(&entry.heading.value)
    }
}

/// Returns whether an amendment changed a field from what the newer draft says of it: the document is of before then.
fn was_so_before_amendment(item: &WrittenItem, drafted: &WrittenField) -> bool {
    let value_of = |field: &WrittenField, key: &str| {
        let table = field.text.parse::<toml::Table>().ok()?;
        table.get(key).cloned()
    };
    let [key] = &drafted.key[..] else {
        return false;
    };
    let was = item.field_called("was");
    let was = was.and_then(|field| value_of(field, "was"));
    let drafted = value_of(drafted, key);
    let mut earlier = was.iter().filter_map(toml::Value::as_array).flatten();
    drafted.is_some() && earlier.any(|terms| terms.get(key) == drafted.as_ref())
}

/// Returns whether the id of an item is its number in the document.
fn has_number(item: &WrittenItem) -> bool {
    item.name.is_one_of(&[
        SubjectKind::Section,
        SubjectKind::Action,
        SubjectKind::Indicator,
    ])
}

/// Gives an item the number of the newer draft.
fn renumber(item: &mut WrittenItem, newer: &WrittenItem) -> Option<()> {
    let id = newer.id_field()?;
    let mut fields = item.fields.iter_mut();
    let field = fields.find(|field| field.key == id.key)?;
    *field = redrafted_field(field, id, None)?;
    item.name.id.clone_from(&newer.name.id);
    Some(())
}

/// Returns the item under an id that is free in the plan; `None` if its id is its number in the document.
fn with_free_id(item: &WrittenItem, merged: &WrittenItem) -> Option<WrittenItem> {
    let is_taken = |id: &str| {
        let mut known = merged.children.iter();
        known.any(|it| it.name.kind == item.name.kind && it.name.id == id)
    };
    if !is_taken(&item.name.id) {
        return Some(item.clone());
    }
    let letter = match item.name.subject() {
        Some(SubjectKind::Milestone) => 'm',
        Some(SubjectKind::Indicator) => 'i',
        _ => return None,
    };
    let mut ids = (1..=merged.children.len() + 1).map(|nth| format!("{letter}{nth}"));
    let free = ids.find(|id| !is_taken(id))?;
    let mut item = item.clone();
    for field in item.fields.iter_mut().filter(|field| field.key == ["id"]) {
        field.text = format!("id = \"{free}\"\n");
    }
    item.name.id = free;
    Some(item)
}

/// Returns whether a field is what an item is known by.
fn is_name(item: &WrittenItem, field: &WrittenField) -> bool {
    let id = item.id_field().filter(|_| !item.header.is_empty());
    id.is_some_and(|id| id.key == field.key) || field.key == ["schema"] || field.key == ["id"]
}

/// Returns whether a field, which only the plan has, is one that a draft writes where the document says it.
fn is_drafted(item: &WrittenItem, field: &WrittenField) -> bool {
    let [key] = &field.key[..] else { return false };
    let keys: &[&str] = match item.name.kind {
        ItemKind::File => &["issuer", "number", "issued", "published"],
        ItemKind::Subject(SubjectKind::Indicator) => &["baseline"],
        ItemKind::Subject(SubjectKind::Section | SubjectKind::Action) => {
            &["lead", "support", "phases", "truncated"]
        }
        ItemKind::Subject(SubjectKind::Milestone) => &["phase", "every", "target", "start", "due"],
        _ => &[],
    };
    keys.contains(&key.as_str())
}

/// Returns whether the reader makes a field up, so that what people put there is better.
fn is_derived(item: &WrittenItem, field: &WrittenField) -> bool {
    let [key] = &field.key[..] else { return false };
    match item.name.kind {
        ItemKind::File => ["short", "source"].contains(&key.as_str()),
        ItemKind::Subject(SubjectKind::Unit) => true,
        _ => false,
    }
}
