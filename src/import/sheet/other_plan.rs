//! The plan that a row names, if it is not on the board.

use crate::plan::Address;
use crate::query::{Board, MilestonePlace};
use crate::store::{Loaded, PlanFiles, Workspace, is_missing};

use super::SheetOrigin;
use super::titles::plain;

/// Returns the plan that a row's id names, if it is not on the board: `other:1.1/x`, `other/1.1/x`, or `1.1/x` on a
/// sheet that was made of that plan.
pub(super) fn other_plan(board: &Board, id: &str, origin: Option<&SheetOrigin>) -> Option<String> {
    let address = Address::parse(id);
    let named = match address.plan {
        Some(plan) => Some(plan).filter(|plan| !plan.is_empty()),
        // A milestone's id has one slash; the text before a second one is a folder.
        None => match address.path.rsplitn(3, '/').nth(2) {
            Some(folder) => folder.rsplit('/').next().map(str::to_owned),
            None => made_of(board, &address.path, origin),
        },
    };
    named.filter(|plan| !is_on(board, plan))
}

/// Returns the plan of which a sheet was made, if it has a milestone by this id there.
fn made_of(board: &Board, path: &str, origin: Option<&SheetOrigin>) -> Option<String> {
    let ids = origin?.made_of.keys();
    let plans: Vec<&str> = ids
        .filter_map(|id| id.split_once(':'))
        .filter(|(_, known)| *known == path)
        .map(|(plan, _)| plan)
        .collect();
    let is_ours = plans.iter().any(|plan| is_on(board, plan));
    let first = plans.first().filter(|_| !is_ours);
    first.map(|plan| (*plan).to_owned())
}

/// Returns the plan that a sheet was made of, if its folder was renamed since and another plan has the old name: both
/// are known by their titles.
pub(super) fn moved_to(
    board: &Board,
    place: MilestonePlace,
    origin: Option<&SheetOrigin>,
) -> Option<String> {
    let handle = &board.plans[place.plan];
    let was = plain(origin?.titles.get(handle.id())?);
    if plain(&handle.open()?.plan.document.title) == was {
        return None;
    }
    let beside = Workspace::open_or_empty(handle.files.folder.parent()?);
    let mut others = beside.plans.iter().filter(|files| files.id != handle.id());
    let is_it = |files: &&PlanFiles| {
        let plan = Loaded::read(files, board.as_of).plan;
        plan.is_some_and(|plan| plain(&plan.document.title) == was)
    };
    others.find(is_it).map(|files| files.id.clone())
}

fn is_on(board: &Board, plan: &str) -> bool {
    board.plans.iter().any(|handle| handle.id() == plan)
}

/// Returns whether a plan is on disk beside those of a board.
pub(super) fn is_on_disk(board: &Board, plan: &str) -> bool {
    let mut plans = board.plans.iter();
    plans.any(|handle| {
        let beside = handle.files.folder.parent();
        beside.is_some_and(|folder| !is_missing(&folder.join(plan)))
    })
}
