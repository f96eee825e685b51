//! Counts plans that could not be read in full.

use std::iter::Sum;

use super::PlanHandle;
use crate::store::Problem;

/// Counts of plans that could not be read in full.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trouble {
    /// Plans that could not be opened.
    pub broken: usize,
    /// Plans shown despite unresolved merge conflicts, with only what both sides say.
    pub in_conflict: usize,
    /// Plans shown despite other errors in their files.
    pub in_error: usize,
    /// The first error of those, conflicts aside.
    pub first: Option<Problem>,
}

impl Trouble {
    /// Counts one plan.
    pub fn of(handle: &PlanHandle) -> Self {
        let opens = handle.can_open();
        let in_conflict = opens && handle.is_in_conflict();
        let mut errors = handle.problems().iter().filter(|it| it.is_error());
        Self {
            broken: usize::from(!opens),
            in_conflict: usize::from(in_conflict),
            in_error: usize::from(opens && !in_conflict && handle.errors() > 0),
            first: errors.next().filter(|_| !in_conflict).cloned(),
        }
    }

    /// Takes an error for the first, unless there is one.
    pub fn add_first(&mut self, error: Option<Problem>) {
        self.first = self.first.take().or(error);
    }

    /// Returns whether every count is 0.
    pub fn is_none(&self) -> bool {
        *self == Self::default()
    }
}

impl Sum for Trouble {
    fn sum<I: Iterator<Item = Self>>(troubles: I) -> Self {
        troubles.fold(Self::default(), |all, one| Self {
            broken: all.broken + one.broken,
            in_conflict: all.in_conflict + one.in_conflict,
            in_error: all.in_error + one.in_error,
            first: all.first.or(one.first),
        })
    }
}
