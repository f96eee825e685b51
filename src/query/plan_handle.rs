//! A plan on a board, of which as much is read as is asked for.

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use crate::cache::{Cache, RowScope, Rows, kept_rows, load_one};
use crate::plan::{Day, Ledger, Plan, Progress, Standing, Summary};
use crate::store::{
    Fault, FileStamps, HeldProgress, Loaded, Lock, PlanFiles, Problem, ProgressFile, Stamp,
    is_absent,
};
use crate::text::{Flaw, Words};

use super::{Item, PlanPreview, ResolvedItem};

/// A plan on an as-of day, held as a summary, as rows or whole; missing parts are read on demand.
#[derive(Clone, Debug)]
pub struct PlanHandle {
    /// The plan's files.
    pub files: PlanFiles,
    /// The files' stamps when they were read.
    pub stamps: FileStamps,
    as_of: Day,
    cache: Option<Arc<Cache>>,
    summary: OnceLock<Option<Summary>>,
    rows: OnceLock<Option<Rows>>,
    whole: OnceLock<Whole>,
}

/// A plan that could be opened.
#[derive(Clone, Copy, Debug)]
pub struct OpenPlan<'b> {
    /// The plan as it holds on the as-of day.
    pub plan: &'b Plan,
    /// Its logs.
    pub progress: &'b Progress,
    /// The standings of its milestones.
    pub ledger: &'b Ledger,
}

/// A fully read plan; one that cannot be opened has no ledger.
#[derive(Clone, Debug)]
struct Whole {
    loaded: Loaded,
    ledger: Option<Ledger>,
}

impl Whole {
    fn new(loaded: Loaded, as_of: Day) -> Self {
        let loaded = loaded.on(as_of);
        let ledger = loaded
            .open()
            .map(|(plan, progress)| Ledger::new(plan, progress, as_of));
        Self { loaded, ledger }
    }
}

impl PlanHandle {
    /// Folds a loaded plan to an as-of day.
    pub fn new(loaded: Loaded, as_of: Day) -> Self {
        Self::whole(Whole::new(loaded, as_of), as_of)
    }

    fn whole(whole: Whole, as_of: Day) -> Self {
        let (files, stamps) = (whole.loaded.files.clone(), whole.loaded.stamps);
        Self {
            whole: OnceLock::from(whole),
            ..Self::unread(files, stamps, as_of)
        }
    }

    fn unread(files: PlanFiles, stamps: FileStamps, as_of: Day) -> Self {
        Self {
            files,
            stamps,
            as_of,
            cache: None,
            summary: OnceLock::new(),
            rows: OnceLock::new(),
            whole: OnceLock::new(),
        }
    }

    /// Makes a handle on a plan without errors from its cached rows; the rest is read on demand.
    pub(crate) fn of_rows(files: &PlanFiles, stamps: FileStamps, rows: Rows, as_of: Day) -> Self {
        Self {
            rows: OnceLock::from(Some(rows)),
            ..Self::unread(files.clone(), stamps, as_of)
        }
    }

    /// Makes a handle on a plan without errors from its summary; the rest is read on demand.
    pub(crate) fn from_summary(
        files: &PlanFiles,
        stamps: FileStamps,
        summary: Summary,
        cache: Arc<Cache>,
        as_of: Day,
    ) -> Self {
        Self {
            cache: Some(cache),
            summary: OnceLock::from(Some(summary)),
            ..Self::unread(files.clone(), stamps, as_of)
        }
    }

    fn read(&self) -> &Whole {
        self.whole.get_or_init(|| {
            let loaded = load_one(&self.files, self.cache.as_deref(), self.as_of);
            Whole::new(loaded, self.as_of)
        })
    }

    /// Returns the files as read.
    pub fn loaded(&self) -> &Loaded {
        &self.read().loaded
    }

    /// Returns the plan with its progress and ledger, if it could be opened.
    pub fn open(&self) -> Option<OpenPlan<'_>> {
        let whole = self.read();
        let (plan, progress) = whole.loaded.open()?;
        Some(OpenPlan {
            plan,
            progress,
            ledger: whole.ledger.as_ref()?,
        })
    }

    /// Looks up an item's parts in this plan; `None` if it no longer has them.
    pub fn resolve(&self, item: &Item) -> Option<ResolvedItem<'_>> {
        let OpenPlan {
            plan,
            progress,
            ledger,
        } = self.open()?;
        let action = plan.actions.get(item.place.action)?;
        Some(ResolvedItem {
            plan,
            progress,
            ledger,
            action,
            milestone: action.milestones.get(item.place.milestone)?,
            row: ledger
                .rows_of(item.place.action)
                .get(item.place.milestone)?,
            of: item.of,
        })
    }

    /// Locks the plan for a deed and reads its files again; unchanged text is not parsed again.
    ///
    /// # Errors
    /// Fails if another program keeps the lock, a file cannot be read, or a problem must be settled
    /// before writing.
    pub(crate) fn hold(&self) -> Result<(Arc<Plan>, HeldProgress), Fault> {
        let lock = Lock::acquire(&self.files.folder)?;
        let loaded = self.loaded();
        let read;
        let loaded = if Stamp::of(&self.files.plan) == loaded.stamps.plan {
            loaded
        } else {
            read = Loaded::read(&self.files, self.as_of);
            &read
        };
        let plan = loaded.plan.clone().ok_or_else(|| broken(loaded))?;
        refuse_errors(loaded)?;
        let held = HeldProgress::read(lock, &self.files, &plan, loaded.progress.as_ref())?;
        Ok((plan, held))
    }

    /// Returns what a deed is judged by.
    ///
    /// # Errors
    /// Fails if the plan cannot be opened, or plan.toml has an error.
    pub(crate) fn open_for_deed(&self) -> Result<OpenPlan<'_>, Fault> {
        let open = self.open().ok_or_else(|| self.broken())?;
        refuse_errors(self.loaded())?;
        Ok(open)
    }

    /// Returns the reason the plan cannot be opened.
    pub fn broken(&self) -> Fault {
        broken(self.loaded())
    }

    /// Returns the summary, if the plan could be opened.
    pub fn summary(&self) -> Option<&Summary> {
        let summarize = || {
            let known = self.preview()?;
            Some(Summary::of(known.plan, known.ledger))
        };
        self.summary.get_or_init(summarize).as_ref()
    }

    /// Returns a preview with the milestones that need attention, if the plan could be opened.
    pub fn preview(&self) -> Option<PlanPreview<'_>> {
        if self.whole.get().is_none()
            && let Some(rows) = self.rows.get_or_init(|| self.read_rows())
        {
            return Some(PlanPreview::of_rows(rows));
        }
        self.open().map(PlanPreview::of_whole)
    }

    /// Calls `look` with a preview, without keeping what had to be read for it.
    pub(crate) fn preview_once(&self, look: impl FnOnce(PlanPreview<'_>)) {
        let known = self.whole.get().is_some() || self.rows.get().is_some();
        if !known && let Some(rows) = self.read_rows() {
            look(PlanPreview::of_rows(&rows));
        } else if let Some(preview) = self.preview() {
            look(preview);
        }
    }

    fn read_rows(&self) -> Option<Rows> {
        let seen = RowScope {
            rows: &Standing::needs_somebody,
            counts: false,
        };
        let cache = self.cache.as_deref()?;
        kept_rows(&self.files, self.stamps, cache, self.as_of, seen)
    }

    /// Returns the files as read, without keeping them if they were not loaded.
    pub(crate) fn loaded_for_once(&self) -> Cow<'_, Loaded> {
        if let Some(whole) = self.whole.get() {
            return Cow::Borrowed(&whole.loaded);
        }
        let loaded = load_one(&self.files, self.cache.as_deref(), self.as_of);
        Cow::Owned(loaded.on(self.as_of))
    }

    /// Returns whether the plan is loaded whole.
    pub(crate) fn is_loaded(&self) -> bool {
        self.whole.get().is_some()
    }

    /// Returns whether a preview needs no reading.
    pub fn has_preview(&self) -> bool {
        self.whole.get().is_some() || self.rows.get().is_some()
    }

    /// Returns whether the plan can be opened.
    pub fn can_open(&self) -> bool {
        self.summary.get().is_some_and(Option::is_some)
            || self.rows.get().is_some_and(Option::is_some)
            || self.read().ledger.is_some()
    }

    /// Returns whether it is known that the plan cannot be opened; reads nothing.
    pub(crate) fn is_known_broken(&self) -> bool {
        let has_no_ledger = |whole: &Whole| whole.ledger.is_none();
        self.whole.get().is_some_and(has_no_ledger) || self.summary.get() == Some(&None)
    }

    /// Returns why the plan cannot be opened: somebody moved or deleted its folder meanwhile, or it has errors.
    pub fn closed_reason(&self, words: &Words) -> &'static str {
        if is_absent(&self.files.folder) {
            words.screen.plan_is_gone
        } else {
            words.screen.plan_is_broken
        }
    }

    /// Returns the id, even of a plan that cannot be opened.
    pub fn id(&self) -> &str {
        &self.files.id
    }

    /// Returns the short name for lists.
    pub fn short(&self) -> &str {
        if let Some(Some(summary)) = self.summary.get() {
            return &summary.short;
        }
        if let Some(Some(rows)) = self.rows.get() {
            return &rows.plan.document.short;
        }
        let plan = self.loaded().plan.as_ref();
        plan.map_or(self.id(), |plan| &plan.document.short)
    }

    /// Returns the problems in the plan's files. A plan not read whole has none, otherwise it would not
    /// be cached.
    pub fn problems(&self) -> &[Problem] {
        self.whole
            .get()
            .map_or(&[], |whole| whole.loaded.problems.as_slice())
    }

    /// Returns the number of errors in the plan's files.
    pub fn errors(&self) -> usize {
        let errors = self.problems().iter().filter(|problem| problem.is_error());
        errors.count()
    }

    /// Returns whether a file has unresolved merge conflicts.
    pub fn is_in_conflict(&self) -> bool {
        let mut problems = self.problems().iter();
        problems.any(|problem| problem.flaw == Flaw::ConflictMarkers)
    }

    /// Replaces the plan's progress and its file's stamp.
    pub fn take_in(&mut self, progress: Arc<ProgressFile>, stamp: Option<Stamp>) {
        self.read();
        if let Some(mut whole) = self.whole.take() {
            whole.loaded.progress = Some(progress);
            whole.loaded.stamps.progress = stamp;
            self.whole = OnceLock::from(Whole::new(whole.loaded, self.as_of));
        }
        self.stamps.progress = stamp;
        self.summary = OnceLock::new();
        self.rows = OnceLock::new();
    }
}

/// Refuses to write to a plan whose plan.toml has an error: what it promises is not known for sure.
fn refuse_errors(loaded: &Loaded) -> Result<(), Fault> {
    match loaded.plan_error() {
        Some(error) => Err(Fault::NotWritable(error.clone())),
        None => Ok(()),
    }
}

fn broken(loaded: &Loaded) -> Fault {
    Fault::Broken {
        id: loaded.files.id.clone(),
        problems: loaded.problems.clone(),
    }
}
