//! The search index of a board, filled plan by plan.

use std::sync::Arc;

use crate::plan::{Action, Milestone, Plan, Progress};

use super::haystack::{Haystack, HaystackPart};
use super::needle::Needle;
use crate::query::{Board, MilestonePlace, PlanHandle};

/// The search index of a board's milestones, filled plan by plan on demand.
#[derive(Debug)]
pub struct SearchIndex {
    haystack: Haystack,
    /// By plan, the number of each action's first milestone.
    first: Vec<Arc<[usize]>>,
}

/// The milestones that a search found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SearchHits {
    /// Hits by plan; `None` if the plan was not searched.
    plans: Vec<Option<FoundInPlan>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct FoundInPlan {
    first: Arc<[usize]>,
    hit: Vec<bool>,
}

impl SearchIndex {
    /// Makes an empty index for `plans` plans.
    pub fn new(plans: usize) -> Self {
        Self {
            haystack: Haystack::new(plans),
            first: vec![Arc::from([]); plans],
        }
    }

    /// Makes the index of a whole board.
    pub fn of(board: &Board) -> Self {
        let mut index = Self::new(board.plans.len());
        for (place, handle) in board.plans.iter().enumerate() {
            index.add(place, handle);
        }
        index
    }

    /// Indexes a plan unless it is indexed already; a plan that cannot be opened gets no texts.
    pub fn add(&mut self, place: usize, handle: &PlanHandle) {
        if self.haystack.is_filled(place) {
            return;
        }
        let (mut firsts, mut count) = (Vec::new(), 0);
        let mut part = HaystackPart::default();
        if let Some((plan, progress)) = handle.loaded_for_once().open() {
            for action in &plan.actions {
                firsts.push(count);
                count += action.milestones.len();
                part.group(texts_of_action(plan, action));
                for milestone in &action.milestones {
                    let id = format!("{}:{}", plan.id(), milestone.id);
                    let own = texts_of_milestone(progress, milestone);
                    part.item(std::iter::once(id.as_str()).chain(own));
                }
            }
        }
        self.haystack.fill(place, part);
        if let Some(first) = self.first.get_mut(place) {
            *first = firsts.into();
        }
    }

    /// Drops a plan that has changed.
    pub fn forget(&mut self, place: usize) {
        self.haystack.clear(place);
    }

    /// Returns the first plan not yet indexed.
    pub fn first_missing(&self) -> Option<usize> {
        self.haystack.first_empty()
    }

    /// Searches the indexed plans, or only one.
    pub fn find(&self, needle: &Needle, only: Option<usize>) -> Arc<SearchHits> {
        let found = self.haystack.search(needle, only);
        let plans = found.into_iter().zip(&self.first).map(|(hit, first)| {
            let first = first.clone();
            hit.map(|hit| FoundInPlan { first, hit })
        });
        Arc::new(SearchHits {
            plans: plans.collect(),
        })
    }
}

impl SearchHits {
    /// Returns whether a milestone was found.
    pub fn has(&self, place: MilestonePlace) -> bool {
        let plan = self.plans.get(place.plan).and_then(Option::as_ref);
        plan.is_some_and(|found| {
            let first = found.first.get(place.action);
            let number = first.map(|first| first + place.milestone);
            number.is_some_and(|number| found.hit.get(number) == Some(&true))
        })
    }
}

/// Returns whether the needle is found in the titles, units, id or notes of a milestone.
pub(crate) fn finds(
    needle: &Needle,
    plan: &Plan,
    progress: &Progress,
    action: &Action,
    milestone: &Milestone,
) -> bool {
    let id = format!("{}:{}", plan.id(), milestone.id);
    let mut texts: Vec<&str> = texts_of_action(plan, action).collect();
    texts.push(&id);
    texts.extend(texts_of_milestone(progress, milestone));
    needle.matches_any_of(&texts)
}

fn texts_of_action<'p>(plan: &'p Plan, action: &'p Action) -> impl Iterator<Item = &'p str> {
    // A collective is also found by its members, as with `--unit`.
    let units = action
        .responsible()
        .chain(plan.units().expand(action.responsible()));
    let names = units.flat_map(|unit| plan.units().get(unit).names());
    [action.title.as_str(), action.summary.as_str()]
        .into_iter()
        .chain(names)
}

fn texts_of_milestone<'p>(
    progress: &'p Progress,
    milestone: &'p Milestone,
) -> impl Iterator<Item = &'p str> {
    let said = progress.log(&milestone.id).iter().flat_map(|entry| {
        let texts = [&entry.text, &entry.problem, &entry.next, &entry.reason];
        texts.into_iter().flatten().chain(&entry.evidence)
    });
    std::iter::once(milestone.title.as_str())
        .chain(milestone.occurrence.as_deref())
        .chain(said.map(String::as_str))
}
