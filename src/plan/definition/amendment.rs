//! Amendments (调整文件), and what held before each.

use std::collections::{BTreeSet, HashSet};

use crate::plan::{Day, Document, Milestone};

/// A later document that changed the plan (调整文件).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amendment {
    /// The key in the files.
    pub id: String,
    /// The document number.
    pub number: Option<String>,
    /// The title.
    pub title: String,
    /// The first day on which it holds.
    pub on: Day,
}

/// An item or milestone that an amendment ended, or put another in the place of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndedItem {
    /// Its id in the plan.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The first day on which it is no longer owed.
    pub on: Day,
}

impl Document {
    /// Returns the items that amendments ended or replaced up to a day, in the order of the plan; of an item that
    /// ended, the item alone.
    pub fn ended_by(&self, day: Day) -> Vec<EndedItem> {
        let mut found = Vec::new();
        let implied = self.implied_before(day);
        let mut add = |id: String, title: &str, ended: Option<Day>| {
            let on = ended.filter(|on| *on <= day);
            let title = title.to_owned();
            found.extend(on.map(|on| EndedItem { id, title, on }));
            on.is_some()
        };
        for action in &self.actions {
            if add(action.id.clone(), &action.title, action.lifetime.ended) {
                continue;
            }
            for it in &action.milestones {
                let id = format!("{}/{}", action.id, it.id);
                let title = it.fields.title.as_deref().unwrap_or(&action.title);
                add(id, title, it.lifetime.ended);
            }
            let in_action = |it: &&EndedItem| it.id.split('/').next() == Some(&action.id);
            for it in implied.iter().filter(in_action) {
                add(it.id.clone(), &it.title, Some(it.on));
            }
        }
        found
    }

    /// Returns the milestones that plan.toml does not write and that amendments up to a day put others in the place of,
    /// while their actions go on: each once, as it went last, and none that is owed again.
    fn implied_before(&self, day: Day) -> Vec<EndedItem> {
        let mut found: Vec<EndedItem> = Vec::new();
        let actions_on = |day| self.actions_on(day, &self.sections_on(day));
        let days = self.amendments.iter().map(|amendment| amendment.on);
        let days: BTreeSet<Day> = days.filter(|on| *on <= day).collect();
        for on in days {
            let Some(before) = on.pred_opt() else {
                continue;
            };
            let after = actions_on(on);
            for action in actions_on(before) {
                let Some(now) = after.iter().find(|now| now.id == action.id) else {
                    continue;
                };
                let is_gone = |it: &&Milestone| {
                    it.is_default && now.milestones.iter().all(|other| other.id != it.id)
                };
                for it in action.milestones.iter().filter(is_gone) {
                    found.retain(|earlier| earlier.id != it.id);
                    found.push(EndedItem {
                        id: it.id.clone(),
                        title: it.label_alone(&action),
                        on,
                    });
                }
            }
        }
        if !found.is_empty() {
            let owed = actions_on(day);
            let owed = owed.iter().flat_map(|action| &action.milestones);
            let owed: HashSet<&str> = owed.map(|it| it.id.as_str()).collect();
            found.retain(|it| !owed.contains(it.id.as_str()));
        }
        found
    }
}

/// The values of fields before an amendment.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Was<F> {
    /// The first day on which they no longer held.
    pub until: Day,
    /// The amendment that changed them.
    pub by: String,
    /// The old values of the fields that changed.
    pub fields: F,
}

/// Returns the old value that held on `day`: of those that ended after it, the earliest.
pub(crate) fn held_on<F, T: Clone>(
    was: &[Was<F>],
    day: Day,
    field: impl Fn(&F) -> Option<T>,
) -> Option<T> {
    was.iter()
        .filter(|old| day < old.until)
        .filter_map(|old| field(&old.fields).map(|value| (old.until, value)))
        .min_by_key(|(until, _)| *until)
        .map(|(_, value)| value)
}
