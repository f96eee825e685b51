//! The three versions that a merge is made of.

use std::ops::{Index, IndexMut};

/// A side of a merge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MergeSide {
    Ours,
    Theirs,
}

impl MergeSide {
    pub(crate) const BOTH: [Self; 2] = [Self::Ours, Self::Theirs];

    pub(crate) fn other(self) -> Self {
        match self {
            Self::Ours => Self::Theirs,
            Self::Theirs => Self::Ours,
        }
    }
}

/// The common version of something, ours and theirs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Versions<T> {
    pub(crate) base: T,
    pub(crate) ours: T,
    pub(crate) theirs: T,
}

impl<T> Versions<T> {
    pub(crate) fn new(base: T, ours: T, theirs: T) -> Self {
        Self { base, ours, theirs }
    }

    pub(crate) fn each_ref(&self) -> Versions<&T> {
        Versions::new(&self.base, &self.ours, &self.theirs)
    }

    pub(crate) fn each_mut(&mut self) -> Versions<&mut T> {
        Versions::new(&mut self.base, &mut self.ours, &mut self.theirs)
    }

    pub(crate) fn map<U>(self, mut of: impl FnMut(T) -> U) -> Versions<U> {
        Versions::new(of(self.base), of(self.ours), of(self.theirs))
    }

    pub(crate) fn zip<U>(self, other: Versions<U>) -> Versions<(T, U)> {
        Versions {
            base: (self.base, other.base),
            ours: (self.ours, other.ours),
            theirs: (self.theirs, other.theirs),
        }
    }

    /// Returns base, ours and theirs.
    pub(crate) fn all(self) -> [T; 3] {
        [self.base, self.ours, self.theirs]
    }

    /// Returns ours and theirs.
    pub(crate) fn sides(self) -> [T; 2] {
        [self.ours, self.theirs]
    }
}

impl<T: PartialEq> Versions<T> {
    /// Returns the value that only one side changed, or both alike.
    pub(crate) fn one_sided(self) -> Option<T> {
        if self.ours == self.base || self.ours == self.theirs {
            Some(self.theirs)
        } else if self.theirs == self.base {
            Some(self.ours)
        } else {
            None
        }
    }
}

impl Versions<String> {
    pub(crate) fn texts(&self) -> Versions<&str> {
        self.each_ref().map(String::as_str)
    }
}

impl<T> Index<MergeSide> for Versions<T> {
    type Output = T;

    fn index(&self, side: MergeSide) -> &T {
        match side {
            MergeSide::Ours => &self.ours,
            MergeSide::Theirs => &self.theirs,
        }
    }
}

impl<T> IndexMut<MergeSide> for Versions<T> {
    fn index_mut(&mut self, side: MergeSide) -> &mut T {
        match side {
            MergeSide::Ours => &mut self.ours,
            MergeSide::Theirs => &mut self.theirs,
        }
    }
}
