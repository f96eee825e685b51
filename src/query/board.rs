use std::collections::BTreeSet;
use std::sync::Arc;

use crate::index::{Cache, Seen, load_one, load_rows};
use crate::plan::{Day, Ledger, Occasion, Plan, Progress};
use crate::store::{Loaded, ProgressFile, Workspace};
use crate::text::Flaw;

use super::{Filter, Item};

/// A plan of a workspace on the board's day; one that cannot be opened has no ledger.
#[derive(Clone, Debug)]
pub struct Shown {
    /// Its files as they were read.
    pub loaded: Loaded,
    /// Folded to the day.
    pub ledger: Option<Ledger>,
}

impl Shown {
    /// Folds a plan to a day.
    pub fn new(loaded: Loaded, as_of: Day) -> Self {
        let loaded = loaded.on(as_of);
        let ledger = loaded
            .open()
            .map(|(plan, progress)| Ledger::new(plan, progress, as_of));
        Self { loaded, ledger }
    }

    /// The plan with its progress and ledger, where it could be opened.
    pub fn open(&self) -> Option<(&Plan, &Progress, &Ledger)> {
        let (plan, progress) = self.loaded.open()?;
        Some((plan, progress, self.ledger.as_ref()?))
    }

    /// The id, also of a plan that cannot be opened.
    pub fn id(&self) -> &str {
        &self.loaded.files.id
    }

    /// The name for lists.
    pub fn short(&self) -> &str {
        self.loaded
            .plan
            .as_ref()
            .map_or(self.id(), |plan| &plan.document.short)
    }

    /// Whether a merge of its files is not settled.
    pub fn is_in_conflict(&self) -> bool {
        let mut problems = self.loaded.problems.iter();
        problems.any(|problem| problem.flaw == Flaw::ConflictMarkers)
    }

    /// Takes in what the plan's progress.toml says now.
    pub fn take_in(&mut self, progress: Arc<ProgressFile>, as_of: Day) {
        self.loaded.progress = Some(progress);
        self.ledger = self
            .loaded
            .open()
            .map(|(plan, progress)| Ledger::new(plan, progress, as_of));
    }
}

/// All plans of a workspace on one day.
#[derive(Clone, Debug)]
pub struct Board {
    /// The day.
    pub as_of: Day,
    /// By id.
    pub plans: Vec<Shown>,
}

impl Board {
    /// Reads the workspace's plans, or one of them; from the cache those whose files are as they were.
    pub fn read(
        workspace: &Workspace,
        cache: Option<&Cache>,
        as_of: Day,
        only: Option<&str>,
    ) -> Self {
        let plans = workspace.each(only, |files| {
            Shown::new(load_one(files, cache, as_of), as_of)
        });
        Self { as_of, plans }
    }

    /// The same in short, for who looks at what `seen` says and at nothing else: no plan need have its logs, its sections,
    /// or other names of its units.
    pub fn read_rows(
        workspace: &Workspace,
        cache: Option<&Cache>,
        as_of: Day,
        only: Option<&str>,
        seen: Seen<'_>,
    ) -> Self {
        let plans = workspace.each(only, |files| match load_rows(files, cache, as_of, seen) {
            Some((loaded, ledger)) => Shown {
                loaded,
                ledger: Some(ledger),
            },
            None => Shown::new(load_one(files, cache, as_of), as_of),
        });
        Self { as_of, plans }
    }

    /// Folds plans that were read.
    pub fn new(loaded: Vec<Loaded>, as_of: Day) -> Self {
        Self {
            as_of,
            plans: loaded
                .into_iter()
                .map(|loaded| Shown::new(loaded, as_of))
                .collect(),
        }
    }

    /// The plans that could be opened, with their places.
    pub fn open(&self) -> impl Iterator<Item = (usize, &Plan, &Progress, &Ledger)> {
        self.plans.iter().enumerate().filter_map(|(ix, shown)| {
            shown
                .open()
                .map(|(plan, progress, ledger)| (ix, plan, progress, ledger))
        })
    }

    /// How many could not be opened.
    pub fn broken(&self) -> usize {
        self.plans
            .iter()
            .filter(|shown| shown.ledger.is_none())
            .count()
    }

    /// How many are shown although a merge of their files is not settled: what both sides say is there, nothing more.
    pub fn in_conflict(&self) -> usize {
        let shown = self.plans.iter().filter(|shown| shown.ledger.is_some());
        shown.filter(|shown| shown.is_in_conflict()).count()
    }

    /// How many are shown although something else in their files could not be read.
    pub fn in_error(&self) -> usize {
        let shown = self.plans.iter().filter(|shown| shown.ledger.is_some());
        shown
            .filter(|shown| shown.loaded.has_errors() && !shown.is_in_conflict())
            .count()
    }

    /// The occasion at the first second from now that no entry of these plans (by their places) has.
    pub fn occasion_after(
        &self,
        occasion: Occasion,
        plans: impl Iterator<Item = usize>,
    ) -> Occasion {
        let plans: BTreeSet<usize> = plans.collect();
        plans
            .into_iter()
            .fold(occasion, |occasion, place| match self.plans[place].open() {
                Some((_, progress, _)) => occasion.after(progress),
                None => occasion,
            })
    }

    /// Every milestone that a filter lets through.
    pub fn items(&self, filter: &Filter) -> Vec<Item> {
        let mut items = Vec::new();
        for (place, plan, progress, ledger) in self.open() {
            filter.select(place, plan, progress, ledger, &mut items);
        }
        items
    }
}
