//! Pairing of the parts of two versions: by id, else by content.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};

use crate::plan::{ActionDef, Document, Log, MilestoneDef, PhaseIx, UnitIx, Units};
use crate::text::without_blanks;

/// A key by which two things count as the same; `None` excludes a thing.
type PairKey<'k, T> = &'k dyn Fn(&T) -> Option<String>;

/// Returns for each thing of `before` its index in `after`, each used once; earlier keys take
/// precedence.
pub(crate) fn pair<T>(before: &[T], after: &[T], keys: &[PairKey<'_, T>]) -> Vec<Option<usize>> {
    let mut found = vec![None; before.len()];
    let mut taken = vec![false; after.len()];
    for key in keys {
        let mut free: HashMap<String, VecDeque<usize>> = HashMap::new();
        for (ix, thing) in after.iter().enumerate().filter(|(ix, _)| !taken[*ix]) {
            if let Some(key) = key(thing) {
                free.entry(key).or_default().push_back(ix);
            }
        }
        for (ix, thing) in before.iter().enumerate() {
            if found[ix].is_some() {
                continue;
            }
            let place = key(thing).and_then(|key| free.get_mut(&key)?.pop_front());
            if let Some(place) = place {
                found[ix] = Some(place);
                taken[place] = true;
            }
        }
    }
    found
}

/// Iterates over the indices of `after` without a counterpart in `before`.
pub(crate) fn unpaired(pairs: &[Option<usize>], after: usize) -> impl Iterator<Item = usize> + '_ {
    (0..after).filter(|ix| !pairs.contains(&Some(*ix)))
}

/// Two documents, paired part by part.
#[derive(Debug)]
pub(crate) struct DocumentPairs<'d> {
    pub(crate) before: &'d Document,
    pub(crate) after: &'d Document,
    units: BTreeMap<UnitIx, UnitIx>,
    pub(crate) phases: Vec<Option<usize>>,
    pub(crate) indicators: Vec<Option<usize>>,
    pub(crate) sections: Vec<Option<usize>>,
    pub(crate) actions: Vec<Option<usize>>,
    /// Pairs of the milestones of each old action.
    pub(crate) milestones: Vec<Vec<Option<usize>>>,
}

impl<'d> DocumentPairs<'d> {
    pub(crate) fn new(before: &'d Document, after: &'d Document) -> Self {
        let phases = pair_by_id(
            &before.phases,
            &after.phases,
            &|phase| &phase.id,
            &|phase| words(&phase.name),
            &|phase| format!("{} {:?}", phase.name, phase.window),
        );
        let indicators = pair_by_id(
            &before.indicators,
            &after.indicators,
            &|one| &one.id,
            &|one| words(&one.name),
            &|one| format!("{} {:?}", one.name, one.targets),
        );
        let sections = pair(
            &before.sections,
            &after.sections,
            &[
                &|section| {
                    Some(format!(
                        "{}\n{}",
                        section.id,
                        without_blanks(&section.title)
                    ))
                },
                &|section| words(&section.title),
                &|section| Some(section.id.clone()),
            ],
        );
        let actions = pair(
            &before.actions,
            &after.actions,
            &[
                &|action: &ActionDef| {
                    Some(format!("{}\n{}", action.id, without_blanks(&action.title)))
                },
                &|action| Some(format!("{}\n{}", action.id, words(&action.summary)?)),
                &|action| {
                    Some(format!(
                        "{}\n{}",
                        words(&action.title)?,
                        words(&action.summary)?
                    ))
                },
                &|action| words(&action.title),
                &|action| words(&action.summary),
                &|action| Some(action.id.clone()),
                &|action| {
                    let milestones = action.milestones.iter();
                    let titled = milestones.filter(|it| it.fields.title.is_some());
                    let titled: Vec<&MilestoneDef> = titled.collect();
                    (!titled.is_empty()).then(|| format!("{titled:?}"))
                },
            ],
        );
        let milestones = before
            .actions
            .iter()
            .zip(&actions)
            .map(|(action, other)| match other {
                Some(other) => {
                    pair_milestones(&action.milestones, &after.actions[*other].milestones)
                }
                None => vec![None; action.milestones.len()],
            })
            .collect();
        Self {
            before,
            after,
            units: pair_units(&before.units, &after.units),
            phases,
            indicators,
            sections,
            actions,
            milestones,
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
        self.phases[old.index()].map(PhaseIx::new)
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
        let now = old
            .position(|one| one.id == id)
            .and_then(|ix| self.indicators[ix]);
        now.map_or(id, |ix| &self.after.indicators[ix].id)
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
        let Some(other) = self.actions[ix].map(|other| &self.after.actions[other]) else {
            return id.to_owned();
        };
        let own = self.before.actions[ix]
            .milestones
            .iter()
            .position(|m| m.id == name);
        let now = if let Some(own) = own {
            self.milestones[ix][own].map(|at| other.milestones[at].id.as_str())
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

fn pair_milestones(before: &[MilestoneDef], after: &[MilestoneDef]) -> Vec<Option<usize>> {
    let title = |m: &MilestoneDef| words(m.fields.title.as_deref().unwrap_or_default());
    pair_by_id(before, after, &|m| &m.id, &title, &|m| {
        format!("{:?}", m.fields)
    })
}

/// Pairs things by id, but one whose title is under a new id with that: it was given another id, and its old one
/// may be another's now. So with one that says all the same under the id of one whose title is elsewhere: titles
/// alone may have been exchanged.
fn pair_by_id<T>(
    before: &[T],
    after: &[T],
    id: &dyn Fn(&T) -> &String,
    title: PairKey<'_, T>,
    whole: &dyn Fn(&T) -> String,
) -> Vec<Option<usize>> {
    let known: HashMap<&String, Option<String>> =
        before.iter().map(|one| (id(one), title(one))).collect();
    let titles: HashSet<String> = after.iter().filter_map(title).collect();
    let new = after.iter().filter(|one| !known.contains_key(id(one)));
    let moved: HashSet<String> = new.filter_map(title).collect();
    let is_free = |one: &&T| {
        let was = known.get(id(one)).and_then(Option::as_ref);
        was.is_some_and(|was| title(one).as_ref() != Some(was) && titles.contains(was))
    };
    let moved_whole: HashSet<String> = after.iter().filter(is_free).map(whole).collect();
    pair(
        before,
        after,
        &[
            &|one| Some(format!("{}\n{}", id(one), title(one)?)),
            &|one| {
                let whole = (!moved_whole.is_empty()).then(|| whole(one));
                whole.filter(|whole| moved_whole.contains(whole))
            },
            &|one| title(one).filter(|title| moved.contains(title)),
            &|one| Some(id(one).clone()),
            title,
        ],
    )
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
    use super::pair;

    #[test]
    fn what_moved_is_found_by_what_it_says_before_what_took_its_place() {
        let before = [("1", "a"), ("2", "b"), ("3", "c")];
        let after = [("1", "new"), ("2", "a"), ("3", "b"), ("4", "c")];
        let pairs = pair(
            &before,
            &after,
            &[
                &|(id, text): &(&str, &str)| Some(format!("{id} {text}")),
                &|(_, text)| Some((*text).to_owned()),
                &|(id, _)| Some((*id).to_owned()),
            ],
        );
        assert_eq!(pairs, [Some(1), Some(2), Some(3)]);
    }
}
