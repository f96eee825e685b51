//! The board: every plan of a workspace, as of one day.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use crate::cache::{Cache, RowScope, Summaries, kept_rows, load_one};
use crate::plan::{Day, Summary};
use crate::store::{Fault, FileStamps, Loaded, PlanFiles, Workspace, in_parallel};

use super::plan_handle::OpenPlan;
use super::{Filter, Item, PlanHandle, Trouble};

/// All plans of a workspace on an as-of day.
#[derive(Clone, Debug)]
pub struct Board {
    /// The as-of day.
    pub as_of: Day,
    /// Plans sorted by id.
    pub plans: Vec<PlanHandle>,
}

impl Board {
    /// Reads the workspace's plans, or only one; unchanged ones come from the cache.
    pub fn read(
        workspace: &Workspace,
        cache: Option<&Cache>,
        as_of: Day,
        only: Option<&str>,
    ) -> Self {
        let plans = workspace.each(only, |files| {
            PlanHandle::new(load_one(files, cache, as_of), as_of)
        });
        Self { as_of, plans }
    }

    /// Reads the summaries of the plans. Cached plans are read further only on demand. Calls `read`
    /// after each plan.
    pub fn read_summaries(
        workspace: &Workspace,
        cache: Option<&Arc<Cache>>,
        as_of: Day,
        only: Option<&str>,
        read: &(dyn Fn() + Sync),
    ) -> Self {
        let kept = cache.map_or_else(Summaries::default, |cache| Summaries::kept(cache, as_of));
        let plans = workspace.each(only, |files| {
            let stamps = files.stamps();
            let handle = match cache {
                Some(cache) => match kept.get(files, stamps).cloned() {
                    Some(summary) => {
                        PlanHandle::from_summary(files, stamps, summary, cache.clone(), as_of)
                    }
                    None => summarize(files, stamps, cache, as_of),
                },
                None => PlanHandle::new(load_one(files, None, as_of), as_of),
            };
            read();
            handle
        });
        let board = Self { as_of, plans };
        if let Some(cache) = cache
            && only.is_none()
        {
            board.keep_summaries(cache, &kept);
        }
        board
    }

    /// Caches the summaries unless exactly these are cached already.
    fn keep_summaries(&self, cache: &Cache, kept: &Summaries) {
        let unloaded = || self.plans.iter().filter(|handle| !handle.is_loaded());
        let is_kept = |handle: &PlanHandle| kept.get(&handle.files, handle.stamps).is_some();
        if kept.len() != unloaded().count() || !unloaded().all(is_kept) {
            let summaries = unloaded().filter_map(|it| Some((&it.files, it.stamps, it.summary()?)));
            Summaries::keep(cache, self.as_of, summaries);
        }
    }

    /// Makes a board from loaded plans.
    pub fn new(loaded: Vec<Loaded>, as_of: Day) -> Self {
        Self {
            as_of,
            plans: loaded
                .into_iter()
                .map(|loaded| PlanHandle::new(loaded, as_of))
                .collect(),
        }
    }

    /// Returns the plans, to be folded to another day.
    pub fn loaded(&self) -> Vec<Loaded> {
        let plans = self.plans.iter();
        plans.map(|handle| handle.loaded().clone()).collect()
    }

    /// Iterates over the files of the plans.
    pub fn files(&self) -> impl Iterator<Item = &PlanFiles> {
        self.plans.iter().map(|handle| &handle.files)
    }

    /// Loads the previews of these plans, so that later looks at them are free.
    pub fn load_previews(&self, places: &BTreeSet<usize>) {
        let plans = places.iter().filter_map(|place| self.plans.get(*place));
        let missing: Vec<&PlanHandle> = plans.filter(|it| !it.has_preview()).collect();
        in_parallel(&missing, |handle| handle.preview().is_some());
    }

    /// Iterates over the plans that could be opened, with their indices.
    pub fn open(&self) -> impl Iterator<Item = (usize, OpenPlan<'_>)> {
        let plans = self.plans.iter().enumerate();
        plans.filter_map(|(place, handle)| Some((place, handle.open()?)))
    }

    /// Counts the plans that are known to be broken; reads nothing.
    pub(crate) fn known_broken(&self) -> usize {
        let broken = self.plans.iter().filter(|handle| handle.is_known_broken());
        broken.count()
    }

    /// Counts the plans that could not be opened.
    pub fn unread(&self) -> Trouble {
        let unread = self.plans.iter().filter(|handle| !handle.can_open());
        unread.map(Trouble::of).sum()
    }

    /// Counts the plans that could not be read in full.
    pub fn trouble(&self) -> Trouble {
        self.plans.iter().map(Trouble::of).sum()
    }

    /// Finds a plan by its id.
    ///
    /// # Errors
    /// Returns [`Fault::NoPlan`] with the known ids if there is none.
    pub fn plan(&self, id: &str) -> Result<&PlanHandle, Fault> {
        let mut plans = self.plans.iter();
        plans.find(|handle| handle.id() == id).ok_or_else(|| {
            let known = self.plans.iter().map(|handle| handle.id().to_owned());
            Fault::NoPlan {
                id: id.to_owned(),
                known: known.collect(),
            }
        })
    }

    /// Opens the plan of an id; `None` if there is none or it cannot be read.
    pub fn open_plan(&self, id: &str) -> Option<OpenPlan<'_>> {
        self.plan(id).ok().and_then(PlanHandle::open)
    }

    /// Finds a milestone by the ids of its plan and its own, among those a preview of the plan has.
    pub fn find(&self, plan: &str, milestone: &str) -> Option<Item> {
        let mut plans = self.plans.iter();
        let place = plans.position(|handle| handle.id() == plan)?;
        self.plans[place].preview()?.find(place, milestone)
    }

    /// Returns the folders of the plans with these ids.
    pub(crate) fn folders(&self, ids: &[&str]) -> Vec<PathBuf> {
        let plans = ids.iter().filter_map(|id| self.plan(id).ok());
        plans.map(|handle| handle.files.folder.clone()).collect()
    }

    /// Returns every milestone that a filter lets through.
    pub fn items(&self, filter: &Filter) -> Vec<Item> {
        // Untouched spare capacity costs nothing; growing would copy the list.
        let rows = self.open().map(|(_, open)| open.plan.milestones().count());
        let mut items = Vec::with_capacity(rows.sum());
        for (place, open) in self.open() {
            filter.select(place, open, &mut items);
        }
        items
    }
}

/// Summarises a plan from its cached rows, else from its files. A plan without problems that the cache
/// can provide again is not kept whole.
fn summarize(files: &PlanFiles, stamps: FileStamps, cache: &Arc<Cache>, as_of: Day) -> PlanHandle {
    let none = RowScope {
        rows: &|_| false,
        counts: true,
    };
    if let Some(rows) = kept_rows(files, stamps, cache, as_of, none) {
        let summary = Summary::of(&rows.plan, &rows.ledger);
        return PlanHandle::from_summary(files, stamps, summary, cache.clone(), as_of);
    }
    let loaded = load_one(files, Some(cache), as_of);
    let (stamps, is_kept) = (loaded.stamps, cache.keeps(&loaded));
    let handle = PlanHandle::new(loaded, as_of);
    match handle.summary() {
        Some(summary) if is_kept => {
            PlanHandle::from_summary(files, stamps, summary.clone(), cache.clone(), as_of)
        }
        _ => handle,
    }
}
