use crate::plan::{Day, Document};

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

/// An item or milestone that an amendment ended.
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
    /// Returns what amendments ended up to a day, in the order of the plan; of an item that ended, the item alone.
    pub fn ended_by(&self, day: Day) -> Vec<EndedItem> {
        let mut found = Vec::new();
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
        }
        found
    }
}

/// The values of fields before an amendment.
#[derive(Clone, Debug, PartialEq)]
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
