//! Plans looked at one after another and let go: for lists of which a line is kept and not the plans behind it.

use crate::cache::{Cache, RowScope, kept_rows, load_one};
use crate::plan::Day;
use crate::store::{PlanFiles, Workspace, in_parallel};

use super::PlanHandle;

/// A plan's place among those that are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Among {
    /// Its place.
    pub place: usize,
    /// How many there are.
    pub count: usize,
}

/// Returns what `look` makes of each of the workspace's plans, or of the one named, in their order.
///
/// Where the cache has them it is handed plans in short: with what `seen` says and nothing else, so without their logs,
/// their sections, and other names of their units. None is held longer than it is looked at, so that the next is read into
/// the same memory.
pub fn one_by_one<T: Send>(
    workspace: &Workspace,
    (cache, as_of): (Option<&Cache>, Day),
    only: Option<&str>,
    seen: RowScope<'_>,
    look: impl Fn(Among, &PlanHandle) -> T + Sync,
) -> Vec<T> {
    let wanted: Vec<(usize, &PlanFiles)> = workspace.wanted(only).enumerate().collect();
    let count = wanted.len();
    in_parallel(&wanted, |&(place, files)| {
        let shown = in_short(files, cache, as_of, seen);
        look(Among { place, count }, &shown)
    })
}

fn in_short(
    files: &PlanFiles,
    cache: Option<&Cache>,
    as_of: Day,
    seen: RowScope<'_>,
) -> PlanHandle {
    let stamps = files.stamps();
    let kept = cache.and_then(|cache| kept_rows(files, stamps, cache, as_of, seen));
    match kept {
        Some(rows) => PlanHandle::of_rows(files, stamps, rows, as_of),
        None => PlanHandle::new(load_one(files, cache, as_of), as_of),
    }
}
