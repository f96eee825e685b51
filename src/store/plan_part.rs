//! The two files of a plan.

use std::ops::{Index, IndexMut};

use super::disk::stamp::{Stamp, StampKey};

/// One of the two files of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlanPart {
    /// plan.toml
    Plan,
    /// progress.toml
    Progress,
}

impl PlanPart {
    /// Both, in the order of their texts in a pair.
    pub(crate) const BOTH: [Self; 2] = [Self::Plan, Self::Progress];

    /// Returns the file's name.
    pub const fn file_name(self) -> &'static str {
        match self {
            Self::Plan => "plan.toml",
            Self::Progress => "progress.toml",
        }
    }

    /// Returns the part that a path ends with.
    pub(crate) fn at(path: &[u8]) -> Option<Self> {
        let name = path.rsplit(|byte| *byte == b'/').next()?;
        Self::BOTH
            .into_iter()
            .find(|part| part.file_name().as_bytes() == name)
    }
}

/// Something that each of the two files of a plan has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct PerPart<T> {
    /// plan.toml's
    pub plan: T,
    /// progress.toml's
    pub progress: T,
}

/// The stamps of both files; `None` for one that is not there.
pub type FileStamps = PerPart<Option<Stamp>>;

impl<T> PerPart<T> {
    /// Makes what each file has.
    pub(crate) fn from_fn(of: impl Fn(PlanPart) -> T) -> Self {
        Self {
            plan: of(PlanPart::Plan),
            progress: of(PlanPart::Progress),
        }
    }
}

impl<T> PerPart<Option<T>> {
    /// Returns whether there is nothing of either file.
    pub(crate) fn is_empty(&self) -> bool {
        self.plan.is_none() && self.progress.is_none()
    }

    /// Iterates over what there is.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &T> {
        self.plan.iter().chain(&self.progress)
    }
}

impl FileStamps {
    /// Returns the keys of both stamps; `None` if a file is missing or the system says too little about it.
    pub(crate) fn keys(self) -> Option<[StampKey; 2]> {
        Some([self.plan?.key()?, self.progress?.key()?])
    }
}

impl<T> Index<PlanPart> for PerPart<T> {
    type Output = T;

    fn index(&self, part: PlanPart) -> &T {
        match part {
            PlanPart::Plan => &self.plan,
            PlanPart::Progress => &self.progress,
        }
    }
}

impl<T> IndexMut<PlanPart> for PerPart<T> {
    fn index_mut(&mut self, part: PlanPart) -> &mut T {
        match part {
            PlanPart::Plan => &mut self.plan,
            PlanPart::Progress => &mut self.progress,
        }
    }
}
