//! The places in plan.toml of the things that a source check is about.

use std::collections::HashMap;
use std::ops::Range;

use crate::store::problem::Flaws;
use crate::store::toml_reader::fields::{Fields, Spot};
use crate::store::toml_reader::text::parse;

/// The places of a section or an action.
#[derive(Debug, Default)]
pub(crate) struct EntryPlaces {
    /// Its id.
    pub(crate) id: Range<usize>,
    /// Its title.
    pub(crate) title: Range<usize>,
    /// Its lead units as written.
    lead: Vec<Spot<String>>,
    /// Its support units as written.
    support: Vec<Spot<String>>,
    /// The targets of its milestones.
    pub(crate) targets: HashMap<String, Range<usize>>,
}

/// The places of a plan.
#[derive(Debug, Default)]
pub(crate) struct PlanPlaces {
    facts: HashMap<&'static str, Range<usize>>,
    /// Sections and actions by their ids.
    entries: HashMap<String, EntryPlaces>,
    /// Indicators by their ids.
    indicators: HashMap<String, Range<usize>>,
    /// Other names of units, as written.
    pub(crate) aliases: Vec<(String, Range<usize>)>,
}

/// The keys that a plan and its source record share.
pub(crate) const FACTS: [&str; 4] = ["title", "issuer", "number", "issued"];

impl PlanPlaces {
    /// Reads the places; what is wrong in the text has been noted where the plan was read.
    pub(crate) fn of(text: &str) -> Self {
        let mut ignored = Flaws::default();
        let Some(table) = parse(text, &mut ignored) else {
            return Self::default();
        };
        let root = Fields::new(&table, 0..0);
        let mut places = Self::default();
        for key in FACTS.into_iter().chain(["source", "id"]) {
            places
                .facts
                .extend(root.span_of(key).map(|span| (key, span)));
        }
        for key in ["section", "action"] {
            for fields in root.tables(key, &mut ignored) {
                let id = fields.need_text("id", &mut ignored);
                let entry = entry_places(&fields, &id, &mut ignored);
                places.entries.insert(id.value, entry);
            }
        }
        for fields in root.tables("indicator", &mut ignored) {
            let id = fields.need_text("id", &mut ignored);
            places.indicators.insert(id.value, id.span);
        }
        for fields in root.tables("unit", &mut ignored) {
            let aliases = fields.texts("aliases", &mut ignored).unwrap_or_default();
            let aliases = aliases.into_iter().map(|alias| (alias.value, alias.span));
            places.aliases.extend(aliases);
        }
        places
    }

    /// Returns the place of a top-level key's value; the start of the file where the key is not there.
    pub(crate) fn fact(&self, key: &str) -> Range<usize> {
        self.facts.get(key).cloned().unwrap_or(0..0)
    }

    /// Returns the place of a section or an action.
    pub(crate) fn entry(&self, id: &str) -> Option<&EntryPlaces> {
        self.entries.get(id)
    }

    /// Returns the place of the id of a section or an action; for one that is missing, that of the section it would be
    /// in.
    pub(crate) fn near(&self, id: &str) -> Range<usize> {
        let mut path = Some(id);
        while let Some(id) = path {
            if let Some(entry) = self.entries.get(id) {
                return entry.id.clone();
            }
            path = id.rsplit_once('.').map(|(around, _)| around);
        }
        self.fact("id")
    }

    /// Returns the place of an indicator's id.
    pub(crate) fn indicator(&self, id: &str) -> Range<usize> {
        self.indicators.get(id).cloned().unwrap_or(0..0)
    }
}

fn entry_places(fields: &Fields<'_, '_>, id: &Spot<String>, ignored: &mut Flaws) -> EntryPlaces {
    let targets = fields
        .tables("milestone", ignored)
        .map(|milestone| {
            let name = milestone.need_text("id", ignored);
            let target = milestone.span_of("target").unwrap_or(name.span);
            (name.value, target)
        })
        .collect();
    EntryPlaces {
        id: id.span.clone(),
        title: fields.span_of("title").unwrap_or_else(|| id.span.clone()),
        lead: fields.texts("lead", ignored).unwrap_or_default(),
        support: fields.texts("support", ignored).unwrap_or_default(),
        targets,
    }
}

impl EntryPlaces {
    /// Returns the place of the first of these names among the item's units; the place of its id if none is written.
    pub(crate) fn unit<'n>(&self, names: impl Iterator<Item = &'n str>) -> Range<usize> {
        let names: Vec<&str> = names.collect();
        self.lead
            .iter()
            .chain(&self.support)
            .find(|spot| names.contains(&spot.value.as_str()))
            .map_or_else(|| self.id.clone(), |spot| spot.span.clone())
    }
}
