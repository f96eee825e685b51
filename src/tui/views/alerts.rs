//! 4 预警: everything that needs somebody, across plans, worst first, with the unit to call.

use ratatui::layout::Rect;

use crate::plan::Status;
use crate::query::SortBy;
use crate::query::{Item, OwedReport};
use crate::tui::app::{ClickTarget, RowRef, State};

use super::{
    DeedKeys, ListLayout, PLAIN, PageDrawing, Painter, PlanScope, QUIET, STRONG, ShownList,
    ViewPage, heading, item_row,
};

/// The page of the view.
pub(super) const PAGE: ViewPage = ViewPage {
    plans: PlanScope::All,
    deeds: DeedKeys::InPlace,
    layout: ListLayout::Alerts,
    orders: &[SortBy::Due, SortBy::Id, SortBy::Unit],
    draw: PageDrawing::OfState(|state, painter, area| draw(&AlertsView::of(state), painter, area)),
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

/// The alerts.
struct AlertsView<'a> {
    list: ShownList<'a>,
}

impl<'a> AlertsView<'a> {
    fn of(state: &'a State) -> Self {
        Self {
            list: ShownList::of(state),
        }
    }
}

fn draw(view: &AlertsView<'_>, painter: &mut Painter<'_>, area: Rect) {
    let words = view.list.words;
    if view.list.rows.is_empty() {
        let text = if view.list.is_narrowed {
            words.screen.nothing_found
        } else if view.list.board.known_broken() > 0 {
            words.screen.plan_is_broken
        } else {
            words.screen.nothing_urgent
        };
        view.list.empty(painter, area, text);
        return;
    }
    let unit = unit_columns(area);
    heading(painter, area.x + 2, area.y, unit, words.cli.unit);
    painter.put_right(area.right(), area.y, 24, words.due, QUIET);
    let pane = view.list.pane;
    for (line, row) in pane.window(view.list.rows.len()).enumerate() {
        let it = &view.list.rows[row];
        let y = area.y + 1 + line as u16;
        let line = Rect::new(area.x, y, area.width, 1);
        painter.row(line, ClickTarget::Row(row), row == pane.cursor, true);
        match it {
            RowRef::Group(group, count) => {
                let title = words.screen.groups[*group as usize];
                painter.put(
                    area.x + 2,
                    y,
                    area.width - 2,
                    &format!("{title}  {count}"),
                    STRONG,
                );
            }
            RowRef::Item(item) => alert_row(view, painter, (area, y), item, row == pane.cursor),
            RowRef::NeverReported(place) => {
                if let Some(sum) = view.list.board.plans[*place].summary() {
                    let said = (words.screen.never_reported_items)(sum.tally.total() as usize);
                    let text = format!("{}  {}  {said}", sum.short, (words.plan_state)(sum.state));
                    painter.put(area.x + 2, y, area.width - 2, &text, QUIET);
                }
            }
            RowRef::Report(report) => {
                let here = row == pane.cursor;
                report_row(view, painter, (area, y), report, here);
            }
            _ => {}
        }
    }
}

/// Draws a unit that owes a report or reported late: which report, when it was due, and how late it is.
fn report_row(
    view: &AlertsView<'_>,
    painter: &mut Painter<'_>,
    (area, y): (Rect, u16),
    report: &OwedReport,
    here: bool,
) {
    let words = view.list.words;
    let why_columns = words.screen.why_columns;
    let due_at = area.right().saturating_sub(item_row::DUE + 1 + why_columns);
    let several = view.list.has_several_plans();
    let plan = view.list.board.plans[report.plan].short();
    let plan = if several { plan } else { "" };
    let what = (words.ledger.report_on)(plan, report.period);
    let unit_room = unit_columns(area).max(10);
    let hits = view.list.hits(&report.name);
    let name = &report.name;
    let end = painter.put_marked(area.x + 2, y, unit_room - 1, name, PLAIN, &hits);
    painter.highlight(area.x + 2, end, y, here);
    let x = area.x + 2 + unit_room;
    painter.put(x, y, due_at.saturating_sub(x + 1), &what, PLAIN);
    let due = report.due.format("%y-%m-%d").to_string();
    painter.put(due_at, y, item_row::DUE, &due, QUIET);
    let why = (words.ledger.delivery)(report.delivery);
    painter.put_right(area.right(), y, why_columns, &why, STRONG);
}

fn alert_row(
    view: &AlertsView<'_>,
    painter: &mut Painter<'_>,
    (area, y): (Rect, u16),
    item: &Item,
    here: bool,
) {
    let unit_room = unit_columns(area);
    let Some(it) = item.glance(view.list.board) else {
        return;
    };
    painter.selected(area.x + 1, y, view.list.is_selected(item));
    let name = it.unit().unwrap_or(view.list.words.no_unit);
    let hits = view.list.hits(name);
    painter.put_marked(
        area.x + 2,
        y,
        unit_room.saturating_sub(1),
        name,
        PLAIN,
        &hits,
    );
    let before = if view.list.has_several_plans() {
        it.plan_short()
    } else {
        ""
    };
    let row = Rect::new(area.x + 2 + unit_room, y, area.width - 2 - unit_room, 1);
    let waiting = waiting(view, item);
    let why = &waiting.unwrap_or_else(|| (view.list.words.screen.why)(&item.verdict));
    item_row::draw_with(
        &view.list,
        painter,
        row,
        item,
        &item_row::RowTexts { before, why },
        here,
    );
}

/// Returns the days since a milestone was done without being accepted, in words.
fn waiting(view: &AlertsView<'_>, item: &Item) -> Option<String> {
    let it = item.glance(view.list.board)?;
    let done = (it.row.state.status == Status::Done)
        .then_some(it.row.state.done_on)
        .flatten()?;
    Some((view.list.words.screen.waiting_days)(
        (view.list.as_of() - done).num_days(),
    ))
}
