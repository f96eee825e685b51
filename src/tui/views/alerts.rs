//! 4 预警: everything that needs somebody, across plans, worst first, with the unit to call.

use ratatui::layout::Rect;

use crate::plan::Status;
use crate::query::{Item, OwedReport, SortBy};
use crate::report::units_to_call;
use crate::tui::app::RowRef;

use super::{
    DeedKeys, ListLayout, PLAIN, PageDrawing, Painter, QUIET, STRONG, ShownList, ViewPage, heading,
    item_row,
};

/// The page of the view.
pub(super) const PAGE: ViewPage = ViewPage {
    is_across_plans: true,
    deeds: DeedKeys::InPlace,
    layout: ListLayout::Alerts,
    orders: &[SortBy::Due, SortBy::Id, SortBy::Unit],
    draw: PageDrawing::OfState(|state, painter, area| draw(&ShownList::of(state), painter, area)),
    ..ViewPage::PLAIN
};

/// Returns the columns of the unit to call; with more room, whole names fit.
fn unit_columns(area: Rect) -> u16 {
    match area.width {
        ..50 => 0,
        50..70 => 10,
        70..100 => 14,
        _ => 26,
    }
}

fn draw(list: &ShownList<'_>, painter: &mut Painter<'_>, area: Rect) {
    let words = list.words;
    if list.rows.is_empty() {
        let mut plans = list.board.plans.iter();
        let broken = plans.find(|plan| plan.is_known_broken());
        let text = broken.map_or(words.screen.nothing_urgent, |plan| {
            plan.closed_reason(words)
        });
        return list.nothing(painter, area, text);
    }
    let unit = unit_columns(area);
    heading(painter, area.x + 2, area.y, unit, words.cli.unit);
    painter.put_right(area.right(), area.y, 24, words.due, QUIET);
    list.draw_rows(painter, area, |painter, line, row, here| {
        let said = match row {
            RowRef::Item(item) => return alert_row(list, painter, line, item, here),
            RowRef::Report(report) => return report_row(list, painter, line, report, here),
            RowRef::Group(group, count) => {
                let title = words.screen.groups[*group as usize];
                (format!("{title}  {count}"), STRONG)
            }
            RowRef::NeverReported(place) => match list.board.plans[*place].summary() {
                Some(sum) => {
                    let said = (words.screen.never_reported_items)(sum.tally.total() as usize);
                    let state = (words.plan_state)(sum.state);
                    (format!("{}  {state}  {said}", sum.short), QUIET)
                }
                None => return,
            },
            _ => return,
        };
        painter.put(line.x + 2, line.y, line.width - 2, &said.0, said.1);
    });
}

/// Draws a unit that owes a report or reported late: which report, when it was due, and how late it is.
fn report_row(
    list: &ShownList<'_>,
    painter: &mut Painter<'_>,
    line: Rect,
    report: &OwedReport,
    here: bool,
) {
    let words = list.words;
    let why_columns = words.screen.why_columns;
    let (y, due_at) = (
        line.y,
        line.right().saturating_sub(item_row::DUE + 1 + why_columns),
    );
    let plan = list.name_of_plan(list.board.plans[report.plan].short());
    let what = (words.ledger.report_on)(plan, report.period);
    let unit_room = unit_columns(line).max(10);
    let name = Rect::new(line.x + 2, y, unit_room - 1, 1);
    list.title(painter, name, &report.name, PLAIN, here);
    let x = line.x + 2 + unit_room;
    painter.put(x, y, due_at.saturating_sub(x + 1), &what, PLAIN);
    let due = report.due.format("%y-%m-%d").to_string();
    painter.put(due_at, y, item_row::DUE, &due, QUIET);
    let why = (words.ledger.delivery)(report.delivery);
    painter.put_right(line.right(), y, why_columns, &why, STRONG);
}

fn alert_row(list: &ShownList<'_>, painter: &mut Painter<'_>, line: Rect, item: &Item, here: bool) {
    let Some(it) = item.preview(list.board) else {
        return;
    };
    let unit_room = unit_columns(line);
    painter.selected(line.x + 1, line.y, list.is_selected(item));
    let name = units_to_call(&it, list.words);
    let room = Rect::new(line.x + 2, line.y, unit_room.saturating_sub(1), 1);
    list.title(painter, room, &name, PLAIN, false);
    let before = list.name_of_plan(it.plan_short());
    let row = Rect::new(
        line.x + 2 + unit_room,
        line.y,
        line.width - 2 - unit_room,
        1,
    );
    let state = it.state();
    let waits_since = state.done_on.filter(|_| state.status == Status::Done);
    let why = match waits_since {
        Some(done) => (list.words.screen.waiting_days)((list.as_of() - done).num_days()),
        None => (list.words.screen.short_reason)(&item.verdict),
    };
    item_row::draw_with(list, painter, row, item, [before, &why], here);
}
