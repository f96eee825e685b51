//! The mouse: clicks and the wheel.

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::layout::{Position, Rect};

use crate::text::View;
use crate::tui::app::{Command, State};
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
    pub(crate) fn mouse(&mut self, mouse: Mouse) {
        self.message.clear();
        if self.too_small {
            return;
        }
        if !self.overlays.is_empty() {
            return self.mouse_over(mouse);
        }
        match mouse {
            Mouse::Wheel { down } => self.step(if down { NOTCH } else { -NOTCH }),
            Mouse::Click(column, row) => match self.click_targets.at(column, row) {
                Some(ClickTarget::Tab(view)) => self.show(view),
                Some(target) => self.click_row(target),
                None => {}
            },
        }
    }

    /// Takes an event of the mouse over an overlay: the wheel moves as the arrow keys do, and a click does nothing.
    fn mouse_over(&mut self, mouse: Mouse) {
        let Mouse::Wheel { down } = mouse else { return };
        let key = if down { KeyCode::Down } else { KeyCode::Up };
        for _ in 0..NOTCH {
            self.overlay_key(KeyEvent::from(key));
        }
    }

    fn click_row(&mut self, target: ClickTarget) {
        let at = |state: &Self| {
            let cursor = state.pane().cursor;
            (state.units.has_cursor(), state.columns.at(), cursor)
        };
        let before = at(self);
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
            ClickTarget::Tab(_) => return,
        };
        let cursor = self.pane().cursor;
        self.step(row as isize - cursor as isize);
        if before == at(self) && before.2 == row {
            self.run(Command::Open);
        }
    }
}
