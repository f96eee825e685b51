//! The check of a row's titles against its id: a column sorted by itself gives every id another row's answers.

use crate::query::{Board, ResolvedItem};

use super::own_ledger::plain;
use super::{SheetAnswer, SheetField};

/// Returns the first title of a row that is another item's, or whose characters were lost when the sheet was
/// saved.
pub(super) fn foreign_title(
    board: &Board,
    it: &ResolvedItem<'_>,
    answer: &SheetAnswer,
) -> Option<SheetField> {
    let label = it.milestone.label();
    let own = [
        (SheetField::Task, &it.action.title),
        (SheetField::Milestone, &label),
    ];
    let known = [&it.action.title, &it.milestone.title, &label].map(|title| plain(title));
    let is_foreign = |(field, own): &(SheetField, &String)| {
        let said = answer.words(*field);
        let (is_lost, said) = (is_lost(&said, own), plain(&said));
        let is_other = || titles(board, *field).any(|other| plain(&other) == said);
        is_lost || (!said.is_empty() && !known.contains(&said) && is_other())
    };
    let foreign = own.into_iter().find(is_foreign);
    foreign.map(|(field, _)| field)
}

/// Iterates over the titles that stand in a column of every sheet.
fn titles(board: &Board, field: SheetField) -> impl Iterator<Item = String> {
    let actions = board.open().flat_map(|(_, open)| &open.plan.actions);
    actions.flat_map(move |action| {
        if field == SheetField::Task {
            vec![action.title.clone()]
        } else {
            let milestones = action.milestones.iter();
            milestones.map(crate::plan::Milestone::label).collect()
        }
    })
}

/// Returns whether a title came back as question marks, as a file saved in ASCII has them.
fn is_lost(said: &str, own: &str) -> bool {
    said.is_ascii() && said.contains('?') && !own.is_ascii()
}
