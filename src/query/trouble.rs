use std::iter::Sum;

use super::PlanHandle;

/// How many plans could not be read, or not all of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Trouble {
    /// Could not be opened.
    pub broken: usize,
    /// Are shown although a merge of their files is not settled: what both sides say is there, nothing more.
    pub in_conflict: usize,
    /// Are shown although something else in their files could not be read.
    pub in_error: usize,
}

impl Trouble {
    /// Returns the trouble with one plan.
    pub fn of(shown: &PlanHandle) -> Self {
        let opens = shown.opens();
        let in_conflict = opens && shown.is_in_conflict();
        Self {
            broken: usize::from(!opens),
            in_conflict: usize::from(in_conflict),
            in_error: usize::from(opens && !in_conflict && shown.errors() > 0),
        }
    }

    /// Returns whether there is none.
    pub fn is_none(self) -> bool {
        self == Self::default()
    }
}

impl Sum for Trouble {
    fn sum<I: Iterator<Item = Self>>(troubles: I) -> Self {
        troubles.fold(Self::default(), |all, one| Self {
            broken: all.broken + one.broken,
            in_conflict: all.in_conflict + one.in_conflict,
            in_error: all.in_error + one.in_error,
        })
    }
}
