use std::borrow::Cow;

use compact_str::CompactString;

use super::amendment::held_on;
use crate::plan::{Day, Lifetime, MilestoneDef, MilestoneFields, Was, Window};

/// The place of a phase in its plan.
pub type PhaseIx = usize;

/// A stage of the plan (启动实施, 深入实施, 总结评估).
#[derive(Clone, Debug, PartialEq)]
pub struct Phase {
    /// Its key in the files.
    pub id: String,
    /// As the document names it.
    pub name: String,
    /// First and last day.
    pub window: Window,
    /// What amendments replaced.
    pub was: Vec<Was<PhaseFields>>,
}

/// The fields of a phase that an amendment may change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PhaseFields {
    /// As the document named it.
    pub name: Option<String>,
    /// First day.
    pub start: Option<Day>,
    /// Last day.
    pub end: Option<Day>,
}

impl Phase {
    /// It as it stands on a day.
    #[must_use]
    pub fn on(&self, day: Day) -> Self {
        Self {
            id: self.id.clone(),
            name: self.name_on(day).into_owned(),
            window: self.window_on(day),
            was: Vec::new(),
        }
    }

    /// The name it had on a day.
    pub fn name_on(&self, day: Day) -> Cow<'_, str> {
        held_on(&self.was, day, |old| old.name.clone())
            .map_or(Cow::Borrowed(self.name.as_str()), Cow::Owned)
    }

    /// Its first and last day as they were said on a day.
    pub fn window_on(&self, day: Day) -> Window {
        let end = held_on(&self.was, day, |old| old.end).unwrap_or(self.window.end);
        let start = held_on(&self.was, day, |old| old.start).unwrap_or(self.window.start);
        Window {
            start: start.min(end),
            end,
        }
    }

    /// Returns when it was for what is owed in it without dates of its own, as seen on a day: what ended before an amendment,
    /// and would have by it too, keeps its dates.
    pub(crate) fn lasting_on(&self, day: Day) -> Window {
        if self.was.is_empty() {
            return self.window;
        }
        let undated = MilestoneDef {
            id: CompactString::default(),
            phase: None,
            fields: MilestoneFields::default(),
            lifetime: Lifetime::default(),
            was: Vec::new(),
        };
        let dated = undated.dated_on(day, self);
        let first = dated.into_iter().next();
        first.map_or_else(|| self.window_on(day), |(_, _, window)| window)
    }
}
