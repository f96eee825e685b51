use std::collections::HashMap;

use crate::plan::{Day, Ledger, Plan, Progress, UnitIx};
use crate::query::{AlertList, Board, Item, Needle, SortBy};
use crate::text::{ScreenCommand, View, Words};
use crate::tui::app::key_map::KeyMap;
use crate::tui::app::lists::leader::LeaderPage;
use crate::tui::app::lists::pane::Pane;
use crate::tui::app::lists::ready::Ready;
use crate::tui::app::lists::rows::{RowRef, UnitRow, Who};
use crate::tui::app::parts::deed_history::DeedHistory;
use crate::tui::app::parts::git_standing::GitStanding;
use crate::tui::app::parts::message_line::MessageLine;
use crate::tui::app::parts::narrowing::Narrowing;
use crate::tui::app::parts::open_actions::OpenActions;
use crate::tui::app::parts::plans_in_view::PlansInView;
use crate::tui::app::parts::selected::SelectedMilestones;
use crate::tui::app::parts::time_scroll::TimeScroll;
use crate::tui::app::pointing::ClickTargets;
use crate::tui::forms::{Doubts, ImportReview, Overlays};
use crate::tui::views::paint::Look;
use crate::tui::views::{ViewPage, page};

/// Everything the screen shows; a frame is a function of it.
pub struct State {
    pub(in crate::tui) words: &'static Words,
    pub(in crate::tui) look: Look,
    /// Which key does what.
    pub(in crate::tui) keys: KeyMap,
    pub(in crate::tui) plans: PlansInView,
    /// Where what can be clicked on stands in the last frame.
    pub(in crate::tui) click_targets: ClickTargets,
    /// Nothing is shown: the screen is too small.
    pub(in crate::tui) too_small: bool,
    pub(in crate::tui) view: View,
    pub(in crate::tui) narrowing: Narrowing,
    pub(in crate::tui) ready: Ready,
    pub(in crate::tui) open_actions: OpenActions,
    pub(in crate::tui) selected: SelectedMilestones,
    pub(in crate::tui) overlays: Overlays,
    /// What a review of an imported plan goes through.
    pub(in crate::tui) import_review: Option<ImportReview>,
    pub(in crate::tui) message: MessageLine,
    /// What git knows of the plans, and what it is doing behind the screen.
    pub(in crate::tui) git: GitStanding,
    pub(in crate::tui) deeds: DeedHistory,

    // the lists
    pub(in crate::tui) rows: Vec<RowRef>,
    /// In view 4, instead of the rows.
    pub(in crate::tui) alert_list: AlertList,
    pub(in crate::tui) units: Vec<UnitRow>,
    /// The order chosen for the list of a view, where it is not the view's own.
    pub(in crate::tui) orders: HashMap<View, SortBy>,
    /// The list is made anew after a deed: the cursor stays where it is, not on what it stood on.
    pub(in crate::tui) stays: bool,
    /// What the terminal is to put on its clipboard.
    pub(in crate::tui) clipboard: Option<String>,
    /// Below the plans of view 1.
    pub(in crate::tui) leader: LeaderPage,
    /// The unit whose items the list on the right shows; it follows the cursor on the left when that rests.
    pub(in crate::tui) who: Who,
    pub(in crate::tui) phases: Vec<Vec<Item>>,
    pub(in crate::tui) phase: usize,
    pub(in crate::tui) time: TimeScroll,
    panes: HashMap<View, Pane>,
    pub(in crate::tui) left: Pane,
    pub(in crate::tui) phase_panes: Vec<Pane>,
    /// In view 2: the list of units has the cursor.
    pub(in crate::tui) on_left: bool,
    /// What the detail shows; follows the cursor when that rests.
    pub(in crate::tui) detail: Option<RowRef>,
}

impl State {
    /// The state in which the program opens: on its one plan, or on all.
    pub fn new(board: Board, words: &'static Words, look: Look, today: Day) -> Self {
        let plans = board.plans.len();
        let mut state = Self {
            words,
            look,
            keys: KeyMap::default(),
            plans: PlansInView::new(board, today),
            click_targets: ClickTargets::default(),
            too_small: false,
            view: if plans == 1 {
                View::Units
            } else {
                View::Overview
            },
            narrowing: Narrowing::default(),
            ready: Ready::default(),
            open_actions: OpenActions::default(),
            selected: SelectedMilestones::default(),
            overlays: Overlays::default(),
            import_review: None,
            message: MessageLine::default(),
            git: GitStanding::default(),
            deeds: DeedHistory::default(),
            rows: Vec::new(),
            alert_list: AlertList::default(),
            units: Vec::new(),
            orders: HashMap::new(),
            stays: false,
            clipboard: None,
            leader: LeaderPage::default(),
            who: Who::Everyone,
            phases: Vec::new(),
            phase: 0,
            time: TimeScroll::default(),
            panes: HashMap::new(),
            left: Pane::default(),
            phase_panes: Vec::new(),
            on_left: true,
            detail: None,
        };
        state.rebuild();
        state.rest();
        state
    }

    /// What a newcomer is to try.
    pub fn set_hints(&mut self, hints: Vec<ScreenCommand>) {
        self.message.set_hints(hints);
    }

    /// Other keys than those of the table.
    pub fn set_keys(&mut self, keys: KeyMap) {
        self.keys = keys;
    }

    /// The plans that are shown.
    pub(in crate::tui) fn board(&self) -> &Board {
        self.plans.board()
    }

    /// The page of the view.
    pub(in crate::tui) fn page(&self) -> &'static ViewPage {
        page(self.view)
    }

    /// The day everything is shown of.
    pub(in crate::tui) fn as_of(&self) -> Day {
        self.plans.as_of()
    }

    /// The plan in view, where it could be opened.
    pub(in crate::tui) fn open_plan(&self) -> Option<(&Plan, &Progress, &Ledger)> {
        self.plans.open()
    }

    /// Goes through the doubts of an imported plan.
    pub fn review_import(&mut self, review: ImportReview) {
        self.import_review = Some(review);
        self.open(Doubts::default());
    }

    /// The pane of the list that the view's cursor is in.
    pub(in crate::tui) fn pane(&self) -> Pane {
        match self.view {
            View::Units if self.on_left => self.left,
            View::Phases => self
                .phase_panes
                .get(self.phase)
                .copied()
                .unwrap_or_default(),
            view => self.panes.get(&view).copied().unwrap_or_default(),
        }
    }

    /// The pane of the main list of the view, whether the cursor is in it or not.
    pub(in crate::tui) fn main_pane(&self) -> Pane {
        self.panes.get(&self.view).copied().unwrap_or_default()
    }

    /// Sets the pane of the main list of the view.
    pub(in crate::tui) fn set_main_pane(&mut self, pane: Pane) {
        self.panes.insert(self.view, pane);
    }

    pub(in crate::tui) fn set_pane(&mut self, pane: Pane) {
        match self.view {
            View::Units if self.on_left => self.left = pane,
            View::Phases => {
                if let Some(own) = self.phase_panes.get_mut(self.phase) {
                    *own = pane;
                }
            }
            view => {
                self.panes.insert(view, pane);
            }
        }
    }

    /// Returns how many rows the list with the cursor has.
    pub(in crate::tui) fn len(&self) -> usize {
        match self.view {
            View::Units if self.on_left => self.units.len(),
            View::Phases => self.phases.get(self.phase).map_or(0, Vec::len),
            _ => self.list_len(),
        }
    }

    /// Moves the cursor.
    pub(in crate::tui) fn step(&mut self, by: isize) {
        let mut pane = self.pane();
        let in_rows = self.view != View::Phases && !(self.view == View::Units && self.on_left);
        pane.step(by, self.len(), |row| !in_rows || self.list_stands(row));
        self.set_pane(pane);
    }

    /// Puts the cursor on the first or last row.
    pub(in crate::tui) fn jump(&mut self, to_end: bool) {
        let by = if to_end {
            isize::MAX / 2
        } else {
            isize::MIN / 2
        };
        self.step(by);
    }

    /// The row the cursor stands on, in the list of items.
    pub(in crate::tui) fn row(&self) -> Option<RowRef> {
        match self.view {
            View::Units if self.on_left => None,
            View::Phases => {
                let column = self.phases.get(self.phase)?;
                column.get(self.pane().cursor).cloned().map(RowRef::Item)
            }
            _ => self.list_row(self.pane().cursor),
        }
    }

    /// The milestone the cursor stands on.
    pub(in crate::tui) fn item(&self) -> Option<Item> {
        self.row().and_then(|row| row.item().cloned())
    }

    /// Returns whether a plan is the one in view, or the one the cursor stands on.
    pub(in crate::tui) fn is_looked_at(&self, plan: &str) -> bool {
        let under_cursor = || self.board().plans.get(self.row()?.plan()?);
        plan == self.plans.chosen_id() || under_cursor().is_some_and(|shown| shown.id() == plan)
    }

    /// The milestones the next deed applies to: those selected, else the one under the cursor.
    pub(in crate::tui) fn targets(&self) -> Vec<Item> {
        if self.selected.is_empty() {
            return self.item().into_iter().collect();
        }
        self.selected_items()
    }

    /// In view 2, the unit of this plan whose items are listed.
    pub(in crate::tui) fn unit_looked_at(&self, plan: &str) -> Option<UnitIx> {
        match &self.who {
            Who::Unit(name) if plan == self.plans.chosen_id() => {
                self.open_plan()?.0.units().find(name)
            }
            _ => None,
        }
    }

    /// The cursor has rested: what follows it catches up.
    pub fn rest(&mut self) {
        if self.view == View::Units
            && let Some(row) = self.units.get(self.left.cursor)
            && row.who != self.who
        {
            self.who = row.who.clone();
            let pane = self.main_pane();
            self.panes.insert(
                View::Units,
                Pane {
                    cursor: 0,
                    top: 0,
                    height: pane.height,
                },
            );
            self.rebuild_rows();
        }
        self.detail = self.row().or_else(|| {
            // With the cursor among the units the detail tells of the first item of the one it stands on.
            if self.view == View::Units {
                self.list_row(self.main_pane().cursor)
            } else {
                None
            }
        });
        self.make_leader_page();
        self.let_go();
    }

    /// Goes to a view.
    pub(in crate::tui) fn show(&mut self, view: View) {
        if view == self.view {
            return;
        }
        if let Some(item) = self.item().filter(|_| self.page().is_across_plans())
            && view == View::Units
        {
            return self.go_to_item(&item);
        }
        // From a list across plans one goes to the plan the cursor stands on.
        let place = match self.row() {
            Some(RowRef::Plan(place) | RowRef::NeverReported(place)) => Some(place),
            Some(RowRef::Item(item)) => Some(item.plan),
            _ => None,
        };
        if let Some(place) = place.filter(|_| self.page().is_across_plans()) {
            self.choose_plan_at(place);
        }
        let before = std::mem::replace(&mut self.view, view);
        self.left(before);
        self.rebuild();
        self.rest();
    }

    /// Chooses the plan at an index of the board.
    pub(in crate::tui) fn choose_plan_at(&mut self, place: usize) {
        if let Some(shown) = self.board().plans.get(place) {
            let id = shown.id().to_owned();
            self.choose_plan(&id);
        }
    }

    /// Makes a plan the one that views of one plan show.
    pub(in crate::tui) fn choose_plan(&mut self, plan: &str) {
        if self.plans.choose(plan) {
            self.who = Who::Everyone;
            self.left = Pane {
                height: self.left.height,
                ..Pane::default()
            };
            self.units.clear();
            self.phase_panes.clear();
            self.phase = 0;
            self.panes.retain(|view, _| page(*view).is_across_plans());
        }
    }

    /// Returns what was typed to search for, ready to mark hits.
    pub(in crate::tui) fn needle(&self) -> Option<&Needle> {
        self.narrowing.needle()
    }

    /// Says on the message line that something was done.
    pub fn say(&mut self, text: impl Into<String>) {
        self.message.say(text);
    }

    /// Says on the message line why something was not done.
    pub(in crate::tui) fn refuse(&mut self, text: impl Into<String>) {
        self.message.refuse(text);
    }

    /// The pane heights that a frame found out; scrolling counts with them.
    pub(in crate::tui) fn set_heights(&mut self, left: usize, main: usize) {
        let len = self.list_len();
        if self.left.height != left {
            self.left.height = left;
            self.left.show_cursor(self.units.len());
        }
        let mut pane = self.main_pane();
        if pane.height != main {
            if pane.height == 0 {
                pane.top = 0;
            }
            pane.height = main;
            pane.show_cursor(len);
            self.set_main_pane(pane);
        }
        for (pane, column) in self.phase_panes.iter_mut().zip(&self.phases) {
            if pane.height != main {
                if pane.height == 0 {
                    pane.top = 0;
                }
                pane.height = main;
                pane.show_cursor(column.len());
            }
        }
    }
}
