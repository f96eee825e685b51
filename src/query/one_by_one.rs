//! Visits plans one at a time, for lists that keep a line per plan and not the plan itself.

use crate::cache::{Cache, RowScope, kept_rows, load_one};
use crate::plan::Day;
use crate::store::{PlanFiles, Workspace, in_parallel};

use super::PlanHandle;

/// The position of a plan among those visited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Among {
    /// The index.
    pub place: usize,
    /// The number of plans visited.
    pub count: usize,
}

/// Calls `look` on each plan of the workspace, or on the one named, and returns the results in plan
/// order.
///
/// Of cached plans only the rows within `seen` are read. Each plan is dropped before the next is read, so that memory is
/// reused.
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
