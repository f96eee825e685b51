//! Items that an id names and that are not in their plan on the as-of day.

use crate::plan::{Address, Day, Document, Lifetime};
use crate::query::Board;

impl Board {
    /// Returns the day on which an amendment is to add the item of an id.
    pub fn to_be_added_on(&self, typed: &str) -> Option<Day> {
        let (_, _, lifetime) = self.lifetime(typed)?;
        lifetime.added.filter(|added| self.as_of < *added)
    }

    /// Returns the day since which the item of an id is ended.
    pub fn ended_on(&self, typed: &str) -> Option<Day> {
        let (document, path, lifetime) = self.lifetime(typed)?;
        lifetime
            .ended
            .filter(|ended| *ended <= self.as_of)
            .or_else(|| {
                let mut ended = document.ended_by(self.as_of).into_iter();
                Some(ended.find(|it| it.id == path)?.on)
            })
    }

    fn lifetime(&self, typed: &str) -> Option<(&Document, String, Lifetime)> {
        let Address { plan, path } = Address::parse(typed);
        let mut plans = self
            .open()
            .filter(|(_, open)| plan.as_ref().is_none_or(|named| named == open.plan.id()));
        plans.find_map(|(_, open)| {
            let document = open.plan.document.as_ref();
            let lifetime = document.lifetime_of(&path)?;
            Some((document, path.clone(), lifetime))
        })
    }
}
