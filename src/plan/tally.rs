//! Counts of milestones by standing.

use std::cmp::Reverse;

use super::{Lamp, Standing};

/// Counts of milestones by standing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    counts: [u32; Standing::ALL.len()],
}

impl Tally {
    /// Returns the counts in [`Standing::ALL`]'s order.
    pub fn counts(&self) -> &[u32; Standing::ALL.len()] {
        &self.counts
    }

    /// Makes a tally from counts in [`Standing::ALL`]'s order.
    pub fn from_counts(counts: [u32; Standing::ALL.len()]) -> Self {
        Self { counts }
    }

    /// Counts one more milestone.
    pub fn add(&mut self, standing: Standing) {
        self.counts[standing as usize] += 1;
    }

    /// Adds another tally.
    pub fn merge(&mut self, other: &Self) {
        for (mine, theirs) in self.counts.iter_mut().zip(other.counts) {
            *mine += theirs;
        }
    }

    /// Returns the count of a standing.
    pub fn of(&self, standing: Standing) -> u32 {
        self.counts[standing as usize]
    }

    /// Returns the count of a lamp.
    pub fn lit(&self, lamp: Lamp) -> u32 {
        Standing::ALL
            .into_iter()
            .filter(|standing| standing.lamp() == lamp)
            .map(|standing| self.of(standing))
            .sum()
    }

    /// Returns the count of all milestones.
    pub fn total(&self) -> u32 {
        self.counts.iter().sum()
    }

    /// Returns the count of finished milestones: 已办结 and 已销号.
    pub fn finished(&self) -> u32 {
        self.of(Standing::Done) + self.of(Standing::Closed)
    }

    /// Returns the count of owed milestones: all but 中止.
    pub fn owed(&self) -> u32 {
        self.total() - self.of(Standing::Dropped)
    }

    /// Returns the worst standing with a count.
    pub fn worst(&self) -> Option<Standing> {
        Standing::ALL
            .into_iter()
            .find(|standing| self.of(*standing) > 0)
    }

    /// Returns a key that sorts the worst tally first and an empty one last: by the worst standing, then by red lamps,
    /// then by what is owed.
    pub fn rank(&self) -> (usize, Reverse<u32>, Reverse<u32>) {
        let worst = self
            .worst()
            .map_or(Standing::ALL.len(), |worst| worst as usize);
        (worst, Reverse(self.lit(Lamp::Red)), Reverse(self.owed()))
    }
}

impl FromIterator<Standing> for Tally {
    fn from_iter<I: IntoIterator<Item = Standing>>(standings: I) -> Self {
        let mut tally = Self::default();
        for standing in standings {
            tally.add(standing);
        }
        tally
    }
}
