//! Three-way merge of a file, item by item and field by field.

use super::Versions;
use super::conflict::{Choice, Conflict, ConflictSubject};
use super::field_comments::{FieldVersions, with_joined_comment};
use super::former_values::merged_former;
use super::items::{FileShape, ItemName, WrittenField, WrittenItem, same};
use super::log_lines::merge_logs;
use super::sets::merge_sets;
use super::sets::unit_spellings::UnitSpellings;
use super::written::{merge_comments, place_after, typed, value_text};

/// Merges items and collects conflicts.
pub(crate) struct ThreeWay<'s> {
    pub(super) shape: FileShape,
    /// Returns the choice for a conflict, if made.
    pub(super) chosen: &'s dyn Fn(&Conflict) -> Option<Choice>,
    /// The milestones that every action had before either side: one for each phase.
    pub(super) of_phases: Vec<String>,
    /// The names that the versions of a plan have for its units.
    pub(super) units: UnitSpellings,
    /// The title fields of the enclosing items, outermost first.
    named_by: Vec<Option<WrittenField>>,
    /// Conflicts without a choice.
    pub(crate) open: Vec<Conflict>,
    /// Conflicts for which a text was typed, each with it.
    pub(crate) typed: Vec<(Conflict, String)>,
    /// A choice that is not valid.
    pub(crate) bad: Option<String>,
}

impl<'s> ThreeWay<'s> {
    pub(crate) fn new(shape: FileShape, chosen: &'s dyn Fn(&Conflict) -> Option<Choice>) -> Self {
        Self {
            shape,
            chosen,
            of_phases: Vec::new(),
            units: UnitSpellings::default(),
            named_by: Vec::new(),
            open: Vec::new(),
            typed: Vec::new(),
            bad: None,
        }
    }

    /// Merges one item.
    pub(crate) fn item(
        &mut self,
        around: &[ItemName],
        base: Option<&WrittenItem>,
        ours: &WrittenItem,
        theirs: &WrittenItem,
    ) -> WrittenItem {
        let mut names = around.to_vec();
        let is_named = !ours.header.is_empty();
        if is_named {
            names.push(ours.name.clone());
            // The same title whichever side merges.
            let of_sides = [ours, theirs].map(WrittenItem::title_field);
            let newer = of_sides.into_iter().flatten().min_by_key(|f| &f.text);
            let known = base.and_then(WrittenItem::title_field).or(newer);
            self.named_by.push(known.cloned());
        }
        let text = |text: fn(&WrittenItem) -> &str| {
            merge_comments(Versions::new(
                base.map_or("", text),
                text(ours),
                text(theirs),
            ))
        };
        let base_header = base.map_or("", |base| base.header.as_str());
        let headers = Versions::new(base_header, &ours.header, &theirs.header);
        let header = if headers.base == headers.ours {
            headers.theirs
        } else {
            headers.ours
        };
        let mut merged = WrittenItem {
            name: ours.name.clone(),
            path: ours.path.clone(),
            lead: text(|item| &item.lead),
            header: with_joined_comment(header, headers),
            tail: text(|item| &item.tail),
            ..WrittenItem::default()
        };
        merged.fields = self.fields(&names, base, ours, theirs);
        if ours.name != theirs.name
            && let Some(id) = merged.id_field()
        {
            merged.name.id = id.words();
        }
        self.children(&names, base, ours, theirs, &mut merged);
        if is_named {
            self.named_by.pop();
        }
        merged
    }

    fn fields(
        &mut self,
        names: &[ItemName],
        base: Option<&WrittenItem>,
        ours: &WrittenItem,
        theirs: &WrittenItem,
    ) -> Vec<WrittenField> {
        let mut merged: Vec<WrittenField> = Vec::new();
        for field in &ours.fields {
            let was = base.and_then(|base| base.field(&field.key));
            let of = Versions::new(was, Some(field), theirs.field(&field.key));
            merged.extend(self.field(names, &ours.path, of));
        }
        for (at, field) in theirs.fields.iter().enumerate() {
            if ours.field(&field.key).is_some() {
                continue;
            }
            let was = base.and_then(|base| base.field(&field.key));
            let of = Versions::new(was, None, Some(field));
            if let Some(field) = self.field(names, &ours.path, of) {
                let place = place_after(&theirs.fields[..at], |known| {
                    merged.iter().position(|f| f.key == known.key)
                });
                merged.insert(place.unwrap_or(0), field);
            }
        }
        merged
    }

    pub(super) fn titles(&self, kept: Option<&WrittenItem>) -> Vec<String> {
        let around = self.named_by.iter().map(Option::as_ref);
        let kept = kept.map(WrittenItem::title_field);
        around
            .chain(kept)
            .map(|field| field.map_or_else(String::new, WrittenField::words))
            .collect()
    }

    /// Merges an item that one side removed and the other changed.
    pub(super) fn removed(
        &mut self,
        names: &[ItemName],
        base: &WrittenItem,
        ours: Option<&WrittenItem>,
        theirs: Option<&WrittenItem>,
    ) -> Option<WrittenItem> {
        let kept = ours.or(theirs)?;
        if self.shape == FileShape::Progress && kept.name.subject().is_some() {
            // Entries that one side removed stay out; those the other added stay in.
            let mut emptied = kept.clone();
            for field in emptied.fields.iter_mut().filter(|f| f.key == ["log"]) {
                "log = [\n]\n".clone_into(&mut field.text);
            }
            let (ours, theirs) = (ours.unwrap_or(&emptied), theirs.unwrap_or(&emptied));
            return Some(self.item(names, Some(base), ours, theirs));
        }
        let mut item = names.to_vec();
        item.push(kept.name.clone());
        let conflict = Conflict {
            item,
            titles: self.titles(Some(base)),
            subject: ConflictSubject::Item,
            base: Some(base.text()),
            ours: ours.map(WrittenItem::text),
            theirs: theirs.map(WrittenItem::text),
        };
        match (self.chosen)(&conflict) {
            None => {
                self.open.push(conflict);
                Some(kept.clone())
            }
            Some(Choice::Ours) => ours.cloned(),
            Some(Choice::Theirs) => theirs.cloned(),
            Some(Choice::Text(text)) => {
                self.bad = Some(text);
                Some(kept.clone())
            }
        }
    }

    fn field(
        &mut self,
        names: &[ItemName],
        path: &[String],
        of: FieldVersions<'_>,
    ) -> Option<WrittenField> {
        let respelled = self.units.respelled(of);
        let of = respelled
            .as_ref()
            .map_or(of, |respelled| respelled.each_ref().map(Option::as_ref));
        let Versions { base, ours, theirs } = of;
        let is_log = self.shape == FileShape::Progress
            && ours.or(theirs).is_some_and(|field| field.key == ["log"]);
        // A comment in a log is somebody's word too, so that logs are compared as they are written.
        let same = |one: Option<&WrittenField>, other: Option<&WrittenField>| {
            let is_written_alike = one.map(|field| &field.text) == other.map(|field| &field.text);
            is_written_alike || !is_log && same(path, one, other)
        };
        let text = if same(ours, theirs) {
            let untouched = base.is_some() && base.map(|f| &f.text) == ours.map(|f| &f.text);
            let kept = if untouched { theirs } else { ours };
            return kept.map(|field| of.with(field));
        } else if same(ours, base) {
            return theirs.map(|field| of.with(field));
        } else if same(theirs, base) {
            return ours.map(|field| of.with(field));
        } else if is_log && let Some(both) = merged_log(of) {
            both
        } else if let (Some(ours), Some(theirs)) = (ours, theirs)
            && let Some(both) = merge_sets(
                &ours.key,
                base.map(|field| field.text.as_str()),
                &ours.text,
                &theirs.text,
            )
        {
            both
        } else if let Some([ours, theirs]) = merged_former(path, of) {
            if same(Some(&ours), Some(&theirs)) {
                return Some(of.with(&ours));
            }
            // Asked is about what both amended; all else stays, whatever is chosen.
            return self.choose(names, Versions::new(base, Some(&ours), Some(&theirs)));
        } else {
            return self.choose(names, of);
        };
        let merged = WrittenField {
            text,
            ..ours.or(theirs)?.clone()
        };
        Some(of.with(&merged))
    }

    fn choose(&mut self, names: &[ItemName], of: FieldVersions<'_>) -> Option<WrittenField> {
        let kept = of.ours.or(of.theirs)?;
        let conflict = Conflict {
            item: names.to_vec(),
            titles: self.titles(None),
            subject: ConflictSubject::Field(kept.key.join(".")),
            base: of.base.map(value_text),
            ours: of.ours.map(value_text),
            theirs: of.theirs.map(value_text),
        };
        match (self.chosen)(&conflict) {
            None => {
                self.open.push(conflict);
                Some(of.with(kept))
            }
            Some(Choice::Ours) => of.ours.map(|field| of.with(field)),
            Some(Choice::Theirs) => of.theirs.map(|field| of.with(field)),
            Some(Choice::Text(text)) => {
                if let Some(field) = typed(kept, &text) {
                    self.typed.push((conflict, text));
                    return Some(of.with(&field));
                }
                self.bad = Some(text);
                Some(of.with(kept))
            }
        }
    }
}

/// Returns the log of a block that both changed, with the entries of both; `None` if a side has something else there.
fn merged_log(of: FieldVersions<'_>) -> Option<String> {
    let logs = of.map(|log| Some(log?.text.as_str()));
    match (logs.ours, logs.theirs) {
        (Some(ours), Some(theirs)) => merge_logs(logs.base, ours, theirs),
        (ours, theirs) => ours.or(theirs).map(str::to_owned),
    }
}
