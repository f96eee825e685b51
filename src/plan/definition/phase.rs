//! A phase (阶段), and its index.

use std::borrow::Cow;

use super::amendment::held_on;
use crate::plan::{Day, FormerDue, MilestoneDef, Was, Window};

/// The index of a phase in its plan; in another plan it means nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PhaseIx(usize);

impl PhaseIx {
    /// Makes an index in the plan's list of phases.
    pub const fn new(index: usize) -> Self {
        Self(index)
    }

    /// Returns the index in the plan's list.
    pub const fn index(self) -> usize {
        self.0
    }

    /// Iterates over the indices of a plan's phases, in its order.
    pub fn all(phases: &[Phase]) -> impl Iterator<Item = Self> + use<> {
        (0..phases.len()).map(Self)
    }

    /// Iterates over a plan's phases with their indices, in its order.
    pub fn each(phases: &[Phase]) -> impl Iterator<Item = (Self, &Phase)> {
        Self::all(phases).zip(phases)
    }

    /// Finds the phase of an id.
    pub fn find(phases: &[Phase], id: &str) -> Option<Self> {
        phases.iter().position(|phase| phase.id == id).map(Self)
    }
}

/// A stage of the plan (启动实施, 深入实施, 总结评估).
#[derive(Clone, Debug, PartialEq)]
pub struct Phase {
    /// The key in the files.
    pub id: String,
    /// The name in the document.
    pub name: String,
    /// First and last day.
    pub window: Window,
    /// Values that amendments replaced.
    pub was: Vec<Was<PhaseFields>>,
}

/// The fields of a phase that an amendment may change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PhaseFields {
    /// The name in the document.
    pub name: Option<String>,
    /// First day.
    pub start: Option<Day>,
    /// Last day.
    pub end: Option<Day>,
}

impl Phase {
    /// Returns the phase on a day.
    #[must_use]
    pub fn on(&self, day: Day) -> Self {
        Self {
            id: self.id.clone(),
            name: self.name_on(day).into_owned(),
            window: self.window_on(day),
            was: Vec::new(),
        }
    }

    /// Returns the name on a day.
    pub fn name_on(&self, day: Day) -> Cow<'_, str> {
        held_on(&self.was, day, |old| old.name.clone())
            .map_or(Cow::Borrowed(self.name.as_str()), Cow::Owned)
    }

    /// Returns the first and last day as stated on a day.
    pub fn window_on(&self, day: Day) -> Window {
        let end = held_on(&self.was, day, |old| old.end).unwrap_or(self.window.end);
        let start = held_on(&self.was, day, |old| old.start).unwrap_or(self.window.start);
        Window {
            start: start.min(end),
            end,
        }
    }

    /// Returns the window, as seen on a day, of what is owed in the phase without dates of its own, and the ends that
    /// amendments moved. If it ended before an amendment, under the old dates and the new,
    /// the old ones stay.
    pub(crate) fn lasting_on(&self, day: Day) -> (Window, Vec<FormerDue>) {
        if self.was.is_empty() {
            return (self.window, Vec::new());
        }
        let dated = MilestoneDef::default().dated_on(day, self);
        let first = dated.into_iter().next();
        first.map_or_else(
            || (self.window_on(day), Vec::new()),
            |dated| (dated.window, dated.former_dues),
        )
    }
}
