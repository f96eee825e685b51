use std::sync::Arc;

use crate::plan::{Action, Milestone, Plan, Progress};

use super::Board;
use super::haystack::Haystack;
use super::search::Needle;

/// The texts of every milestone on a board, made ready to be searched at every key.
#[derive(Debug)]
pub struct SearchIndex {
    haystack: Haystack,
    /// By plan, the number of its first milestone; `None` of one that cannot be opened.
    first: Vec<Option<usize>>,
}

/// The milestones a search found, by their numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    first: Vec<Option<usize>>,
    hit: Vec<bool>,
}

impl SearchIndex {
    /// Takes in what the milestones of a board are found by.
    pub fn of(board: &Board) -> Self {
        let mut haystack = Haystack::new();
        let mut first = vec![None; board.plans.len()];
        for (place, plan, progress, _) in board.open() {
            first[place] = Some(haystack.len());
            for action in &plan.actions {
                let shared: Vec<_> = texts_of_action(plan, action)
                    .iter()
                    .map(|text| haystack.text(text))
                    .collect();
                for milestone in &action.milestones {
                    let mut all = shared.clone();
                    let own = texts_of_milestone(plan, progress, milestone);
                    all.extend(own.iter().map(|text| haystack.text(text)));
                    haystack.push(&all);
                }
            }
        }
        Self { haystack, first }
    }

    /// What a needle finds.
    pub fn find(&self, needle: &Needle) -> Arc<Found> {
        let mut hit = vec![false; self.haystack.len()];
        for number in self.haystack.search(needle) {
            hit[number] = true;
        }
        Arc::new(Found {
            first: self.first.clone(),
            hit,
        })
    }
}

impl Found {
    /// Whether the `nth` milestone of the plan at a place was found, counted in the plan's order.
    pub fn has(&self, place: usize, nth: usize) -> bool {
        let first = self.first.get(place).copied().flatten();
        first.is_some_and(|first| self.hit.get(first + nth).copied().unwrap_or(false))
    }
}

/// Whether what was typed is found in the titles, units, id or notes of a milestone.
pub(super) fn finds(
    needle: &Needle,
    plan: &Plan,
    progress: &Progress,
    action: &Action,
    milestone: &Milestone,
) -> bool {
    let mut texts = texts_of_action(plan, action);
    let own = texts_of_milestone(plan, progress, milestone);
    texts.extend(own.iter().map(String::as_str));
    needle.matches_any_of(&texts)
}

fn texts_of_action<'p>(plan: &'p Plan, action: &'p Action) -> Vec<&'p str> {
    let mut texts: Vec<&str> = vec![&action.title, &action.summary];
    // A collective is found by its members too, as with `--unit`.
    for unit in action.responsible().chain(plan.reporting_units(action)) {
        texts.extend(plan.units().get(unit).names());
    }
    texts
}

fn texts_of_milestone(plan: &Plan, progress: &Progress, milestone: &Milestone) -> Vec<String> {
    let mut texts = vec![
        format!("{}:{}", plan.id(), milestone.id),
        milestone.title.clone(),
    ];
    texts.extend(milestone.occurrence.clone());
    for entry in progress.log(&milestone.id) {
        texts.extend(
            [&entry.text, &entry.problem, &entry.next, &entry.reason]
                .into_iter()
                .flatten()
                .cloned(),
        );
        texts.extend(entry.evidence.iter().cloned());
    }
    texts
}
