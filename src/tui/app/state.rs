//! The state of the screen.

use std::collections::HashMap;

use chrono::NaiveTime;

use crate::plan::{Day, LogSubject, Moment, Occasion, UnitIx};
use crate::query::{Board, Item, PlanHandle};
use crate::text::{Note, View, Words};
use crate::tui::app::{
    ChosenOrders, ClickTargets, DeedHistory, Effect, GitStanding, LeaderPage, MainList,
    MessageLine, Narrowing, OpenActions, PhaseColumns, PlansInView, Ready, RowRef, SelectedPart,
    TimeScroll, UnitList, UserKeys, Who,
};
use crate::tui::forms::{Doubts, ImportReview, Overlays};
use crate::tui::views::{Look, ViewPage, page};

/// The whole state of the screen; a frame is a function of it.
pub struct State {
    pub(crate) words: &'static Words,
    pub(crate) look: Look,
    /// The keys of the commands.
    pub(crate) keys: UserKeys,
    pub(crate) plans: PlansInView,
    /// The areas of the last frame that can be clicked on, each with its target.
    pub(crate) click_targets: ClickTargets,
    /// Whether the screen is too small to show anything.
    pub(crate) too_small: bool,
    pub(crate) view: View,
    pub(crate) narrowing: Narrowing,
    pub(crate) ready: Ready,
    pub(crate) open_actions: OpenActions,
    /// What is selected, each with what it is about.
    pub(crate) selected: HashMap<SelectedPart, LogSubject>,
    /// How many are selected no longer since the last key, as their ids are of something else now.
    pub(crate) deselected: usize,
    pub(crate) overlays: Overlays,
    /// The imported plan whose doubts are being reviewed.
    pub(crate) import_review: Option<ImportReview>,
    pub(crate) message: MessageLine,
    /// The plans' standing in git, and git's work behind the screen.
    pub(crate) git: GitStanding,
    pub(crate) deeds: DeedHistory,

    pub(crate) list: MainList,
    pub(crate) orders: ChosenOrders,
    pub(crate) units: UnitList,
    pub(crate) columns: PhaseColumns,
    pub(crate) time: TimeScroll,
    pub(crate) leader: LeaderPage,
    /// The row that detail and plot show; it follows the cursor once that rests.
    pub(crate) detail: Option<RowRef>,
    /// The effects asked for; the session carries them out after the key.
    pub(crate) effects: Vec<Effect>,
    /// The circumstances of a deed, as of the last key.
    pub(crate) occasion: Occasion,
    /// Why nothing may be recorded in this session, in words.
    pub(crate) write_ban: Option<&'static str>,
    /// The text that the terminal is to put on its clipboard.
    pub(crate) clipboard: Option<String>,
}

impl State {
    /// Makes the state in which the program opens: on its one plan, or on all.
    pub fn new(board: Board, words: &'static Words, look: Look, today: Day) -> Self {
        let plans = board.plans.len();
        let mut state = Self {
            words,
            look,
            keys: UserKeys::default(),
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
            selected: HashMap::new(),
            deselected: 0,
            overlays: Overlays::default(),
            import_review: None,
            message: MessageLine::default(),
            git: GitStanding::default(),
            deeds: DeedHistory::default(),
            list: MainList::default(),
            orders: ChosenOrders::default(),
            units: UnitList::default(),
            columns: PhaseColumns::default(),
            time: TimeScroll::default(),
            leader: LeaderPage::default(),
            detail: None,
            effects: Vec::new(),
            occasion: Occasion {
                now: Moment {
                    local: today.and_time(NaiveTime::MIN),
                    offset: None,
                },
                day: None,
                unit: None,
                who: None,
            },
            write_ban: None,
            clipboard: None,
        };
        state.rebuild_on(None);
        state.rest();
        state
    }

    /// Sets the keys of the commands.
    pub fn set_keys(&mut self, keys: UserKeys) {
        self.keys = keys;
    }

    /// Returns the plans that are shown.
    pub(crate) fn board(&self) -> &Board {
        self.plans.board()
    }

    /// Returns the page of the view.
    pub(crate) fn page(&self) -> &'static ViewPage {
        page(self.view)
    }

    /// Returns the day everything is shown of.
    pub(crate) fn as_of(&self) -> Day {
        self.plans.as_of()
    }

    /// Opens the review of an imported plan's doubts.
    pub fn review_import(&mut self, review: ImportReview) {
        self.import_review = Some(review);
        self.open(Doubts::default());
    }

    /// Returns the id of the plan of the row under the cursor, or of the chosen plan if the row has none.
    pub(crate) fn plan_under_cursor(&self) -> &str {
        let row = self.row();
        let at_place = || self.board().plans.get(row.as_ref()?.plan()?);
        let of_change = || match row.as_ref()? {
            RowRef::Change(at) => self
                .plans
                .find(self.git.changes().get(*at)?.plan.as_deref()?),
            _ => None,
        };
        let handle = at_place().or_else(of_change);
        handle.map_or(self.plans.chosen_id(), PlanHandle::id)
    }

    /// Returns whether a plan is the chosen one, or the one under the cursor.
    pub(crate) fn is_looked_at(&self, plan: &str) -> bool {
        let under_cursor = || self.board().plans.get(self.row()?.plan()?);
        plan == self.plans.chosen_id() || under_cursor().is_some_and(|handle| handle.id() == plan)
    }

    /// Returns whether the files of the plan under the cursor were read but in part, and have changed since.
    pub(crate) fn is_shown_of_changed_sum(&self) -> bool {
        let handle = self.plans.find(self.plan_under_cursor());
        handle.is_some_and(|it| !it.is_loaded() && it.files.stamps() != it.stamps)
    }

    /// Returns the milestones that the next deed applies to: those selected, else the one under the cursor.
    pub(crate) fn next_items(&self) -> Vec<Item> {
        let items = if self.selected.is_empty() {
            self.item().into_iter().collect()
        } else {
            self.selected_items()
        };
        items.into_iter().map(|item| self.meant(item)).collect()
    }

    /// Returns the unit of a plan whose items view 2 lists, if the plan is the chosen one.
    pub(crate) fn unit_looked_at(&self, plan: &str) -> Option<UnitIx> {
        match self.units.listed() {
            Who::Unit(name) if plan == self.plans.chosen_id() => {
                self.plans.open()?.plan.units().find(name)
            }
            _ => None,
        }
    }

    /// Says on the message line that something was done.
    pub fn say(&mut self, text: impl Into<String>) {
        self.message.say(text);
    }

    /// Says on the message line why something was not done, and how to mend it.
    pub(crate) fn refuse_note(&mut self, note: &Note) {
        self.refuse(note.in_line(self.words));
    }

    /// Says on the message line why something was not done.
    pub(crate) fn refuse(&mut self, text: impl Into<String>) {
        self.message.refuse(text);
    }
}
