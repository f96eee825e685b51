//! Pairing of the parts of two versions: by id, else by content.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::hash::Hash;

use crate::plan::{
    ActionDef, Document, Indicator, Log, MilestoneDef, Phase, PhaseIx, SectionDef, UnitIx, Units,
};
use crate::text::without_blanks;

/// The parts of one kind in two versions, each old one with its counterpart.
#[derive(Debug)]
pub(crate) struct Paired<'d, T> {
    before: &'d [T],
    after: &'d [T],
    /// For each old part the index of its counterpart; each is used once.
    others: Vec<Option<usize>>,
}

impl<'d, T> Paired<'d, T> {
    fn new(before: &'d [T], after: &'d [T]) -> Self {
        let others = vec![None; before.len()];
        Self {
            before,
            after,
            others,
        }
    }

    /// Pairs the parts that are left by a key; `None` excludes a part.
    fn by<K: Eq + Hash>(mut self, key: impl Fn(&'d T) -> Option<K>) -> Self {
        let mut free: HashMap<K, VecDeque<usize>> = HashMap::new();
        for ix in self.unpaired() {
            if let Some(key) = key(&self.after[ix]) {
                free.entry(key).or_default().push_back(ix);
            }
        }
        for (part, other) in self.before.iter().zip(&mut self.others) {
            if other.is_none() {
                *other = key(part).and_then(|key| free.get_mut(&key)?.pop_front());
            }
        }
        self
    }

    fn unpaired(&self) -> impl Iterator<Item = usize> + use<T> {
        let taken: HashSet<usize> = self.others.iter().flatten().copied().collect();
        (0..self.after.len()).filter(move |ix| !taken.contains(ix))
    }

    /// Iterates over the old parts, each with its counterpart.
    pub(crate) fn each(&self) -> impl Iterator<Item = (&'d T, Option<&'d T>)> {
        let others = self.others.iter();
        let others = others.map(|other| other.map(|ix| &self.after[ix]));
        self.before.iter().zip(others)
    }

    /// Iterates over the new parts without a counterpart.
    pub(crate) fn added(&self) -> impl Iterator<Item = &'d T> {
        self.unpaired().map(|ix| &self.after[ix])
    }

    /// Returns the index of an old part's counterpart.
    pub(crate) fn index(&self, old: usize) -> Option<usize> {
        self.others[old]
    }

    /// Returns the counterpart of an old part.
    pub(crate) fn other(&self, old: usize) -> Option<&'d T> {
        Some(&self.after[self.others[old]?])
    }

    /// Returns the counterpart of a new part.
    pub(crate) fn earlier(&self, new: usize) -> Option<&'d T> {
        let mut others = self.others.iter();
        let old = others.position(|other| *other == Some(new))?;
        Some(&self.before[old])
    }
}

/// Two documents, paired part by part.
#[derive(Debug)]
pub(crate) struct DocumentPairs<'d> {
    pub(crate) before: &'d Document,
    pub(crate) after: &'d Document,
    units: BTreeMap<UnitIx, UnitIx>,
    pub(crate) phases: Paired<'d, Phase>,
    pub(crate) indicators: Paired<'d, Indicator>,
    pub(crate) sections: Paired<'d, SectionDef>,
    pub(crate) actions: Paired<'d, ActionDef>,
    /// The milestones of each old action.
    pub(crate) milestones: Vec<Paired<'d, MilestoneDef>>,
}

impl<'d> DocumentPairs<'d> {
    pub(crate) fn new(before: &'d Document, after: &'d Document) -> Self {
        let phases = pair_by_id(
            &before.phases,
            &after.phases,
            |phase| &phase.id,
            |phase| words(&phase.name),
            |phase| (&phase.name, phase.window),
        );
        let indicators = pair_by_id(
            &before.indicators,
            &after.indicators,
            |one| &one.id,
            |one| words(&one.name),
            |one| (&one.name, &one.targets),
        );
        let sections = Paired::new(&before.sections, &after.sections)
            .by(|section| Some((&section.id, without_blanks(&section.title))))
            .by(|section| words(&section.title))
            .by(|section| Some(&section.id));
        let actions = Paired::new(&before.actions, &after.actions)
            .by(|action| Some((&action.id, without_blanks(&action.title))))
            .by(|action| Some((&action.id, words(&action.summary)?)))
            .by(|action| Some((words(&action.title)?, words(&action.summary)?)))
            .by(|action| words(&action.title))
            .by(|action| words(&action.summary))
            .by(|action| Some(&action.id))
            .by(|action| {
                let milestones = action.milestones.iter();
                let titled = milestones.filter(|it| it.fields.title.is_some());
                let titled: Vec<&MilestoneDef> = titled.collect();
                (!titled.is_empty()).then_some(titled)
            });
        let milestones = actions.each().map(|(action, other)| {
            let after: &[MilestoneDef] = other.map_or(&[], |other| &other.milestones);
            pair_milestones(&action.milestones, after)
        });
        Self {
            before,
            after,
            units: pair_units(&before.units, &after.units),
            phases,
            indicators,
            sections,
            milestones: milestones.collect(),
            actions,
        }
    }

    /// Returns the index in `after` of an old unit.
    pub(crate) fn unit(&self, old: UnitIx) -> Option<UnitIx> {
        self.units.get(&old).copied()
    }

    /// Returns whether a unit of `after` was in `before`.
    pub(crate) fn had_unit(&self, new: UnitIx) -> bool {
        self.units.values().any(|other| *other == new)
    }

    /// Returns the index in `after` of an old phase.
    pub(crate) fn phase(&self, old: PhaseIx) -> Option<PhaseIx> {
        self.phases.index(old.index()).map(PhaseIx::new)
    }

    /// Returns a unit's name in `after`, or its old name if it is gone.
    pub(crate) fn unit_name(&self, unit: UnitIx) -> &str {
        match self.unit(unit) {
            Some(other) => self.after.units.name(other),
            None => self.before.units.name(unit),
        }
    }

    /// Returns the name in `after` of a unit that goes by none of its old names there.
    pub(crate) fn later_unit(&self, name: &str) -> Option<&'d str> {
        if self.after.units.find(name).is_some() {
            return None;
        }
        let unit = self.before.units.find(name)?;
        Some(self.after.units.name(self.unit(unit)?))
    }

    /// Returns the present name in `after` of a unit that goes by another one there.
    pub(crate) fn present_unit(&self, name: &str) -> Option<&'d str> {
        let unit = self.after.units.find(name);
        let known = unit.map(|unit| self.after.units.name(unit));
        known
            .or_else(|| self.later_unit(name))
            .filter(|now| *now != name)
    }

    /// Returns the later log of an earlier one.
    pub(crate) fn log(&self, was: &Log) -> Log {
        match was {
            Log::Milestone(id) => Log::Milestone(self.log_id(id)),
            Log::Indicator(id) => Log::Indicator(self.indicator_id(id).to_owned()),
        }
    }

    /// Returns the id in `after` of an old indicator, or its old id if it is gone.
    pub(crate) fn indicator_id<'i>(&'i self, id: &'i str) -> &'i str {
        let mut old = self.before.indicators.iter();
        let ix = old.position(|one| one.id == id);
        let now = ix.and_then(|ix| self.indicators.other(ix));
        now.map_or(id, |one| &one.id)
    }

    /// Returns the new id of an old log: `3.1.4/teachers@2023` with the current ids of its action,
    /// milestone and phase.
    pub(crate) fn log_id(&self, id: &str) -> String {
        let Some((action_id, rest)) = id.split_once('/') else {
            return id.to_owned();
        };
        let (name, occurrence) = match rest.split_once('@') {
            Some((name, occurrence)) => (name, Some(occurrence)),
            None => (rest, None),
        };
        let Some(ix) = self.before.actions.iter().position(|a| a.id == action_id) else {
            return id.to_owned();
        };
        let Some(other) = self.actions.other(ix) else {
            return id.to_owned();
        };
        let own = self.before.actions[ix]
            .milestones
            .iter()
            .position(|m| m.id == name);
        let now = if let Some(own) = own {
            self.milestones[ix].other(own).map(|it| it.id.as_str())
        } else {
            let phase = PhaseIx::find(&self.before.phases, name);
            phase
                .and_then(|phase| self.phase(phase))
                .map(|phase| self.after.phase(phase).id.as_str())
        };
        let name = now.unwrap_or(name);
        match occurrence {
            Some(occurrence) => format!("{}/{name}@{occurrence}", other.id),
            None => format!("{}/{name}", other.id),
        }
    }
}

fn pair_milestones<'d>(
    before: &'d [MilestoneDef],
    after: &'d [MilestoneDef],
) -> Paired<'d, MilestoneDef> {
    let title = |m: &MilestoneDef| words(m.fields.title.as_deref().unwrap_or_default());
    pair_by_id(before, after, |m| &m.id, title, |m| &m.fields)
}

/// Pairs things by id. Exceptions: a title that is now under a new id follows its title; and if two things exchanged
/// titles, each is paired with the one whose other fields are the same.
fn pair_by_id<'d, T, W: Eq + Hash>(
    before: &'d [T],
    after: &'d [T],
    id: impl Fn(&'d T) -> &'d String,
    title: impl Fn(&'d T) -> Option<String>,
    whole: impl Fn(&'d T) -> W,
) -> Paired<'d, T> {
    let known: HashMap<&String, Option<String>> =
        before.iter().map(|one| (id(one), title(one))).collect();
    let titles: HashSet<String> = after.iter().filter_map(&title).collect();
    let new = after.iter().filter(|one| !known.contains_key(id(one)));
    let moved: HashSet<String> = new.filter_map(&title).collect();
    let is_free = |one: &&'d T| {
        let was = known.get(id(one)).and_then(Option::as_ref);
        was.is_some_and(|was| title(one).as_ref() != Some(was) && titles.contains(was))
    };
    let moved_whole: HashSet<W> = after.iter().filter(is_free).map(&whole).collect();
    Paired::new(before, after)
        .by(|one| Some((id(one), title(one)?)))
        .by(|one| {
            let whole = (!moved_whole.is_empty()).then(|| whole(one));
            whole.filter(|whole| moved_whole.contains(whole))
        })
        .by(|one| title(one).filter(|title| moved.contains(title)))
        .by(|one| Some(id(one)))
        .by(title)
}

/// Pairs units by name, else with a new unit that keeps one of the names.
fn pair_units(before: &Units, after: &Units) -> BTreeMap<UnitIx, UnitIx> {
    let canonical =
        |units: &Units, name: &str| units.iter().find(|(_, u)| u.name == name).map(|(ix, _)| ix);
    let mut taken = BTreeSet::new();
    let mut found = BTreeMap::new();
    for (ix, unit) in before.iter() {
        // A name that is there twice, which is an error, is paired in order.
        let mut others = after.iter().filter(|(_, other)| other.name == unit.name);
        if let Some((other, _)) = others.find(|(other, _)| taken.insert(*other)) {
            found.insert(ix, other);
        }
    }
    for (ix, unit) in before.iter() {
        if found.contains_key(&ix) {
            continue;
        }
        let mut others = unit.names().filter_map(|name| after.find(name));
        let is_free = |other: &UnitIx| {
            canonical(before, after.name(*other)).is_none() && taken.insert(*other)
        };
        found.extend(others.find(is_free).map(|other| (ix, other)));
    }
    found
}

/// Returns the text without spaces as a key; `None` if it is empty.
fn words(text: &str) -> Option<String> {
    let words = without_blanks(text);
    (!words.is_empty()).then_some(words)
}

#[cfg(test)]
mod tests {
    use super::Paired;

    #[test]
    fn what_moved_is_found_by_what_it_says_before_what_took_its_place() {
        let before = [("1", "a"), ("2", "b"), ("3", "c")];
        let after = [("1", "new"), ("2", "a"), ("3", "b"), ("4", "c")];
        let pairs = Paired::new(&before, &after)
            .by(|(id, text)| Some((*id, *text)))
            .by(|(_, text)| Some(*text))
            .by(|(id, _)| Some(*id));
        assert_eq!(pairs.others, [Some(1), Some(2), Some(3)]);
    }
}
