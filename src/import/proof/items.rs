//! Every entry of the document is in the plan and in the record, under its number and heading, and the other way round.

use std::collections::HashMap;
use std::ops::Range;

use crate::store::SeedEntry;
use crate::text::Flaw;

use super::{Check, Findings};
use crate::document::outline::OutlineEntry;

impl Check<'_> {
    pub(crate) fn items(&self, findings: &mut Findings<'_>) {
        for entry in &self.outline.entries {
            self.entry_in_record(entry, findings);
            self.entry_in_plan(entry, findings);
        }
        let printed: HashMap<&str, bool> = self
            .outline
            .entries
            .iter()
            .map(|entry| (entry.id.as_str(), entry.is_item))
            .collect();
        let not_printed = |id: &str, is_item| printed.get(id) != Some(&is_item);
        let flaw = |id: &str| Flaw::ItemNotInSource { id: id.to_owned() };
        let in_table = |entry: &SeedEntry| self.rows.contains(&entry.line.value);
        for (is_item, recorded) in [(false, &self.record.sections), (true, &self.record.items)] {
            for entry in recorded
                .iter()
                .filter(|entry| not_printed(&entry.id.value, is_item) && !in_table(entry))
            {
                findings.record(&entry.id.span, flaw(&entry.id.value));
            }
        }
        let sections = self
            .plan
            .sections
            .iter()
            .map(|section| (&section.id, false));
        let actions = self.plan.actions.iter().map(|action| (&action.id, true));
        let recorded_in_table = |id: &str, is_item: bool| {
            let entry = if is_item {
                self.record.item(id)
            } else {
                self.record.section(id)
            };
            entry.is_some_and(in_table)
        };
        for (id, _) in sections
            .chain(actions)
            .filter(|(id, is_item)| not_printed(id, *is_item) && !recorded_in_table(id, *is_item))
        {
            findings.plan(&self.places.near(id), flaw(id));
        }
    }

    /// Returns the record's entry for an outline entry.
    pub(crate) fn recorded(&self, entry: &OutlineEntry) -> Option<&SeedEntry> {
        if entry.is_item {
            self.record.item(&entry.id)
        } else {
            self.record.section(&entry.id)
        }
    }

    /// Returns the title that the plan gives an entry.
    fn planned_title(&self, entry: &OutlineEntry) -> Option<&str> {
        if entry.is_item {
            self.plan
                .action(&entry.id)
                .map(|action| action.title.as_str())
        } else {
            let section = self
                .plan
                .sections
                .iter()
                .find(|section| section.id == entry.id);
            section.map(|section| section.title.as_str())
        }
    }

    fn entry_in_record(&self, entry: &OutlineEntry, findings: &mut Findings<'_>) {
        let Some(recorded) = self.recorded(entry) else {
            let flaw = Flaw::ItemNotInRecord {
                id: entry.id.clone(),
                heading: entry.heading().to_owned(),
                line: entry.line(),
            };
            findings.record(&self.before_in_record(entry), flaw);
            return;
        };
        let headed = entry.is_headed(&recorded.heading.value);
        if !headed || recorded.line.value != entry.line() {
            let span = if headed {
                &recorded.line.span
            } else {
                &recorded.heading.span
            };
            findings.record(
                span,
                not_there(entry, &recorded.heading.value, recorded.line.value),
            );
        }
        if recorded.no.value != entry.no {
            let flaw = Flaw::NotInSource {
                what: format!("{} no", entry.id),
                value: recorded.no.value.clone(),
            };
            findings.record(&recorded.no.span, flaw);
        }
    }

    fn entry_in_plan(&self, entry: &OutlineEntry, findings: &mut Findings<'_>) {
        let Some(title) = self.planned_title(entry) else {
            let flaw = Flaw::ItemNotInPlan {
                id: entry.id.clone(),
                heading: entry.heading().to_owned(),
                line: entry.line(),
            };
            findings.plan(&self.places.near(&entry.id), flaw);
            return;
        };
        let places = self.places.entry(&entry.id);
        let span = places.map_or(0..0, |places| places.title.clone());
        if !entry.is_headed(title) {
            findings.plan(&span, not_there(entry, title, entry.line()));
        } else if let Some(recorded) = self.recorded(entry)
            && recorded.heading.value != title
            && entry.is_headed(&recorded.heading.value)
        {
            let flaw = Flaw::TitleDiffers {
                id: entry.id.clone(),
                plan: title.to_owned(),
                record: recorded.heading.value.clone(),
            };
            findings.plan(&span, flaw);
        }
        let section = self
            .plan
            .sections
            .iter()
            .find(|section| section.id == entry.id);
        if let Some(section) = section.filter(|section| !entry.is_item && section.no != entry.no) {
            let flaw = Flaw::NotInSource {
                what: format!("{} no", entry.id),
                value: section.no.clone(),
            };
            findings.plan(&places.map_or(0..0, |places| places.id.clone()), flaw);
        }
    }

    /// Returns the recorded entry that a missing one would follow.
    fn before_in_record(&self, entry: &OutlineEntry) -> Range<usize> {
        let recorded = self.record.sections.iter().chain(&self.record.items);
        recorded
            .filter(|known| known.line.value < entry.line())
            .max_by_key(|known| known.line.value)
            .map_or(0..0, |known| known.id.span.clone())
    }
}

fn not_there(entry: &OutlineEntry, heading: &str, line: usize) -> Flaw {
    Flaw::HeadingNotThere {
        id: entry.id.clone(),
        heading: heading.into(),
        line,
        found: entry.line(),
        printed: entry.heading().into(),
    }
}
