//! The mouse: clicks and the wheel.

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::layout::{Position, Rect};

use crate::plan::Occasion;
use crate::text::View;
use crate::tui::app::{Command, Effect, State};
use crate::tui::term::input::Mouse;

/// The number of rows that a notch of the wheel moves by.
const NOTCH: isize = 3;

/// The target of a click.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ClickTarget {
    /// The name of a view.
    Tab(View),
    /// A row of the view's main list.
    Row(usize),
    /// A row of the list on the left, in view 2.
    LeftRow(usize),
    /// A row of a phase's column, in view 3.
    PhaseRow(usize, usize),
}

/// The areas of the last frame that can be clicked on, each with its target.
#[derive(Clone, Debug, Default)]
pub(crate) struct ClickTargets(Vec<(Rect, ClickTarget)>);

impl ClickTargets {
    pub(crate) fn add(&mut self, area: Rect, target: ClickTarget) {
        self.0.push((area, target));
    }

    fn at(&self, column: u16, row: u16) -> Option<ClickTarget> {
        let here = Position::new(column, row);
        let mut targets = self.0.iter();
        let found = targets.find(|(area, _)| area.contains(here));
        found.map(|(_, target)| *target)
    }
}

impl State {
    /// Takes an event of the mouse. A click puts the cursor on a row, a second one opens the row, and clicks do nothing else.
    pub(crate) fn mouse(&mut self, mouse: Mouse, cx: &Occasion) -> Vec<Effect> {
        self.message.clear();
        if self.too_small {
            return Vec::new();
        }
        if !self.overlays.is_empty() {
            return self.mouse_over(mouse, cx);
        }
        match mouse {
            Mouse::Wheel { down } => self.step(if down { NOTCH } else { -NOTCH }),
            Mouse::Click(column, row) => match self.click_targets.at(column, row) {
                Some(ClickTarget::Tab(view)) => self.show(view),
                Some(target) => return self.click_row(target, cx),
                None => {}
            },
        }
        Vec::new()
    }

    /// Takes an event of the mouse over an overlay: the wheel moves as the arrow keys do, and a click does nothing.
    fn mouse_over(&mut self, mouse: Mouse, cx: &Occasion) -> Vec<Effect> {
        let Mouse::Wheel { down } = mouse else {
            return Vec::new();
        };
        let key = if down { KeyCode::Down } else { KeyCode::Up };
        let keys = (0..NOTCH).map(|_| KeyEvent::from(key));
        keys.flat_map(|key| self.overlay_key(key, cx)).collect()
    }

    fn click_row(&mut self, target: ClickTarget, cx: &Occasion) -> Vec<Effect> {
        let before = (
            self.units.has_cursor(),
            self.columns.at(),
            self.pane().cursor,
        );
        let row = match target {
            ClickTarget::Row(row) => {
                self.rest();
                self.units.take_cursor(false);
                row
            }
            ClickTarget::LeftRow(row) => {
                self.units.take_cursor(true);
                row
            }
            ClickTarget::PhaseRow(phase, row) => {
                self.columns.go_to_phase(phase);
                row
            }
            ClickTarget::Tab(_) => return Vec::new(),
        };
        let cursor = self.pane().cursor;
        self.step(row as isize - cursor as isize);
        let after = (
            self.units.has_cursor(),
            self.columns.at(),
            self.pane().cursor,
        );
        if before == after && after.2 == row {
            return self.run(Command::Open, cx);
        }
        Vec::new()
    }
}
