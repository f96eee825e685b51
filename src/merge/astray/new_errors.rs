//! Errors that a merge makes: neither side had them.

use crate::store::{Loaded, Problem};
use crate::text::Flaw;

/// Returns the errors of a plan that no other version of it has.
pub(crate) fn new_errors<'p>(
    problems: &'p [Problem],
    others: &[&[Problem]],
) -> impl Iterator<Item = &'p Problem> + use<'p> {
    let known = others.iter().copied().flatten();
    let known: Vec<Flaw> = known.map(|problem| problem.flaw.alone()).collect();
    let errors = problems.iter().filter(|problem| problem.is_error());
    errors.filter(move |problem| !known.contains(&problem.flaw.alone()))
}

/// Returns whether entries belong to no item or no unit of their plan, or to one of two units of the same name.
pub(crate) fn is_homeless(loaded: &Loaded, problem: &Problem) -> bool {
    match problem.flaw {
        Flaw::OrphanBlock { .. } | Flaw::NameTaken { .. } => problem.is_error(),
        Flaw::UnknownUnit { .. } => problem.file == loaded.files.progress,
        _ => false,
    }
}
