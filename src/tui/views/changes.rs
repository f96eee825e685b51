//! 7 变更: the differences from the last commit, commitments apart from progress; below them the last commits.

use std::borrow::Cow;

use ratatui::layout::Rect;

use crate::git::CommitId;
use crate::tui::app::{ChangeLine, GitStanding, RowRef, State};

use super::{PLAIN, PageDrawing, Painter, QUIET, STRONG, ShownList, ViewPage, heading};

/// The page of the view.
pub(super) const PAGE: ViewPage = ViewPage {
    rows: |source| source.change_rows(),
    draw: PageDrawing::OfState(|state, painter, area| draw(&ChangesView::of(state), painter, area)),
    ..ViewPage::PLAIN
};

/// The state of the plans in git.
struct ChangesView<'a> {
    list: ShownList<'a>,
    git: &'a GitStanding,
    /// The heading over the last commits.
    recent: Cow<'a, str>,
}

impl<'a> ChangesView<'a> {
    fn of(state: &'a State) -> Self {
        Self {
            list: ShownList::of(state),
            git: &state.git,
            recent: state.keys.named_in(state.words.forms.recent),
        }
    }
}

fn draw(view: &ChangesView<'_>, painter: &mut Painter<'_>, area: Rect) {
    let words = &view.list.words.screen;
    if !view.git.is_known() && view.list.rows.is_empty() {
        let reason = view.git.unknown().unwrap_or(words.no_git);
        view.list.empty(painter, area, reason);
        return;
    }
    let title = match view.git.changes().len() {
        0 => words.no_changes.to_owned(),
        count => (view.list.words.forms.changes)(count),
    };
    heading(painter, area.x + 2, area.y, area.width - 2, &title);
    view.list
        .draw_rows(painter, area, |painter, line, row, here| {
            let line = Rect::new(line.x + 2, line.y, line.width - 2, 1);
            match row {
                RowRef::Change(at) => {
                    if let Some(change) = view.git.changes().get(*at) {
                        change_row(view, painter, line, change, here);
                    }
                }
                RowRef::Commits => heading(painter, line.x, line.y, line.width, &view.recent),
                RowRef::Commit(commit) => commit_row(view, painter, line, commit, here),
                _ => {}
            }
        });
}

fn change_row(
    view: &ChangesView<'_>,
    painter: &mut Painter<'_>,
    area: Rect,
    change: &ChangeLine,
    here: bool,
) {
    let (style, mark) = if change.commitment {
        (STRONG, view.list.words.screen.commitment_mark)
    } else {
        (PLAIN, "")
    };
    let mut x = painter.put(area.x, area.y, 12, &change.name, style) + 1;
    if !mark.is_empty() {
        x = painter.put(x, area.y, 10, mark, STRONG) + 1;
    }
    let room = area.right().saturating_sub(x);
    let end = painter.put(x, area.y, room, &change.text, style);
    painter.highlight(x, end, area.y, here);
}

/// Draws a commit: its day, its subject, and at the right end its author.
fn commit_row(
    view: &ChangesView<'_>,
    painter: &mut Painter<'_>,
    area: Rect,
    commit: &CommitId,
    here: bool,
) {
    let Some(commit) = view.git.commit(commit) else {
        return;
    };
    let day = commit
        .authored
        .map_or_else(String::new, |at| at.format("%Y-%m-%d").to_string());
    let x = painter.put(area.x, area.y, 10, &day, QUIET) + 1;
    let author = painter.columns(&commit.author).min(area.width / 4);
    let room = area.right().saturating_sub(x + author + 2);
    let end = painter.put(x, area.y, room, commit.subject(), PLAIN);
    painter.highlight(x, end, area.y, here);
    painter.put_right(area.right(), area.y, author, &commit.author, QUIET);
}
