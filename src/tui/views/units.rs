//! 2 单位: on the left the responsible units, on the right what the one under the cursor owes.

use ratatui::layout::Rect;

use crate::plan::{Lamp, Plan, Tally};
use crate::query::{OpenPlan, SortBy};
use crate::tui::app::{ClickTarget, RowRef, State, UnitList, Who};

use super::{
    DeedKeys, ListLayout, PLAIN, PageDrawing, Painter, QUIET, ShownList, ViewPage, below_heading,
    heading, item_row,
};

/// The page of the view.
pub(super) const PAGE: ViewPage = ViewPage {
    deeds: DeedKeys::InPlace,
    is_wide: true,
    layout: ListLayout::UnitsAndRows,
    rows: |source| source.actions_of(source.who),
    // The units are put in order, not the rows.
    orders: &[SortBy::Id],
    draw: PageDrawing::OfPlan(|state, open, painter, area| {
        draw(&UnitsView::of(state, open), painter, area);
    }),
    ..ViewPage::PLAIN
};

/// The columns of a unit's red lamps, with a blank behind them.
const RED: u16 = 5;
/// The columns of what a unit owes.
const COUNT: u16 = 5;

/// The columns of a phase's count in an action's row.
const PHASE: u16 = 6;

/// The units of the chosen plan, and the actions of one of them.
struct UnitsView<'a> {
    list: ShownList<'a>,
    plan: &'a Plan,
    units: &'a UnitList,
}

impl<'a> UnitsView<'a> {
    fn of(state: &'a State, open: OpenPlan<'a>) -> Self {
        Self {
            list: ShownList::of(state).under_actions(),
            plan: open.plan,
            units: &state.units,
        }
    }
}

fn draw(view: &UnitsView<'_>, painter: &mut Painter<'_>, area: Rect) {
    if area.width < 60 {
        // One of the two lists at a time.
        if view.units.has_cursor() {
            draw_units(view, painter, area);
        } else {
            draw_actions(view, painter, area);
        }
        return;
    }
    let columns = left_columns(painter, view.plan, area);
    let left = Rect::new(area.x, area.y, columns, area.height);
    let right = Rect::new(
        left.right() + 2,
        area.y,
        area.width - columns - 2,
        area.height,
    );
    painter.rule(left.right(), area);
    draw_units(view, painter, left);
    draw_actions(view, painter, right);
}

/// Returns the columns of the list of units: as many as their names need, if there is room.
fn left_columns(painter: &Painter<'_>, plan: &Plan, area: Rect) -> u16 {
    let names = plan.units().iter().map(|(_, unit)| unit);
    let longest = names.map(|unit| painter.columns(&unit.name)).max();
    let least = (area.width * 3 / 10).clamp(20, 24);
    let most = if area.width < 90 {
        least
    } else {
        area.width * 2 / 5
    };
    (longest.unwrap_or(0) + 13).clamp(least, most)
}

fn draw_units(view: &UnitsView<'_>, painter: &mut Painter<'_>, area: Rect) {
    let words = view.list.words;
    let rows = view.units.rows().iter();
    let units = rows.filter(|row| matches!(row.who, Who::Unit(_))).count();
    let title = format!("{} {units}", words.cli.unit);
    let red_at = area.right() - COUNT - RED;
    heading(painter, area.x + 2, area.y, red_at - area.x - 2, &title);
    let red_end = red_at + RED - 1;
    painter.put_right(red_end, area.y, RED - 1, (words.lamp)(Lamp::Red), QUIET);
    painter.put_right(area.right() - 1, area.y, COUNT, words.screen.count, QUIET);
    let (pane, rows) = (view.units.pane(), view.units.rows());
    for (row, line, is_cursor) in pane.lines(rows.len(), below_heading(area)) {
        let (y, unit, has_keys) = (line.y, &rows[row], view.units.has_cursor());
        painter.row(line, ClickTarget::LeftRow(row), is_cursor, has_keys);
        let room = Rect::new(area.x + 2, y, red_at - area.x - 2, 1);
        let name = name(view, &unit.who);
        view.list
            .title(painter, room, name, PLAIN, is_cursor && has_keys);
        let red = unit.red();
        if red > 0 {
            let style = painter.lamp_style(Lamp::Red);
            painter.put_right(red_end, y, RED - 1, &red.to_string(), style);
        }
        let owed = unit.tally.owed().to_string();
        painter.put_right(area.right() - 1, y, COUNT, &owed, PLAIN);
    }
}

fn name<'a>(view: &UnitsView<'a>, who: &'a Who) -> &'a str {
    match who {
        Who::Everyone => view.list.words.all,
        Who::Nobody => view.list.words.no_unit,
        Who::Unit(name) => {
            let unit = view.plan.units().find(name);
            unit.map_or(name, |unit| {
                view.plan.units().get(unit).name_on(view.list.as_of())
            })
        }
    }
}

fn draw_actions(view: &UnitsView<'_>, painter: &mut Painter<'_>, area: Rect) {
    let is_narrow = area.width < 50;
    let phases = if is_narrow {
        0
    } else {
        view.plan.phases().len()
    };
    let phases_at = area.right().saturating_sub(phases as u16 * PHASE);
    actions_heading(view, painter, area, phases_at);
    if view.list.rows.is_empty() {
        let text = view.list.words.screen.nothing_urgent;
        return view.list.nothing(painter, area, text);
    }
    view.list
        .draw_rows(painter, area, |painter, line, row, here| match row {
            RowRef::Action {
                action,
                tally,
                phases,
                supports,
                ..
            } => {
                let row = ActionRow {
                    action: *action,
                    tally: *tally,
                    phases,
                    supports: *supports,
                    here,
                };
                let line = Rect::new(line.x + 2, line.y, line.width - 2, 1);
                action_row(view, painter, &row, line, phases_at);
            }
            RowRef::Item(item) => {
                painter.selected(line.x + 2, line.y, view.list.is_selected(item));
                let line = Rect::new(line.x + 4, line.y, line.width - 4, 1);
                item_row::draw(&view.list, painter, line, item, "", here);
            }
            _ => {}
        });
}

/// Names whose actions are listed, and the phases above their columns.
fn actions_heading(view: &UnitsView<'_>, painter: &mut Painter<'_>, area: Rect, phases_at: u16) {
    let listed = view.units.listed();
    let mut title = name(view, listed).to_owned();
    let mut rows = view.units.rows().iter();
    if let Some(row) = rows.find(|row| row.who == *listed)
        && matches!(row.who, Who::Unit(_))
    {
        let count = (view.list.words.screen.actions_of)(row.lead, row.support);
        title = format!("{title}  {count}");
    }
    let room = phases_at.saturating_sub(area.x + 3);
    heading(painter, area.x + 2, area.y, room, &title);
    for (ix, phase) in view.plan.phases().iter().enumerate() {
        let short = short_name(view.plan, &phase.name);
        let right = phases_at + (ix as u16 + 1) * PHASE - 1;
        painter.put_right(right, area.y, PHASE - 1, &short, QUIET);
    }
}

struct ActionRow<'a> {
    action: usize,
    tally: Tally,
    phases: &'a [Tally],
    supports: bool,
    here: bool,
}

fn action_row(
    view: &UnitsView<'_>,
    painter: &mut Painter<'_>,
    row: &ActionRow<'_>,
    area: Rect,
    phases_at: u16,
) {
    let action = &view.plan.actions[row.action];
    let Some(worst) = row.tally.worst() else {
        return;
    };
    let mut x = painter.lamp(area.x, area.y, worst.lamp(), view.list.words) + 1;
    if row.supports {
        let support = format!("({})", view.list.words.support);
        x = painter.put(x, area.y, 10, &support, QUIET) + 1;
    }
    let title = format!("{} {}", action.id, action.title);
    let room = Rect::new(x, area.y, phases_at.saturating_sub(x), 1);
    view.list.title(painter, room, &title, PLAIN, row.here);
    for (place, tally) in row.phases.iter().enumerate() {
        let (owed, done) = (tally.owed(), tally.finished());
        let style = if done == owed { QUIET } else { PLAIN };
        let text = if owed == 0 {
            "-".to_owned()
        } else {
            format!("{done}/{owed}")
        };
        let right = phases_at + (place as u16 + 1) * PHASE;
        painter.put_right(right, area.y, PHASE - 1, &text, style);
    }
}

/// Returns two characters that distinguish a phase from the others, without the beginning that all names share.
fn short_name(plan: &Plan, name: &str) -> String {
    let alike = |other: &str| {
        let pairs = other.chars().zip(name.chars());
        pairs.take_while(|(a, b)| a == b).count()
    };
    let shared = plan.phases().iter().map(|other| alike(&other.name)).min();
    let is_told_apart = |shared: &usize| plan.phases().len() > 1 && *shared < name.chars().count();
    let shared = shared.filter(is_told_apart).unwrap_or(0);
    name.chars().skip(shared).take(2).collect()
}
