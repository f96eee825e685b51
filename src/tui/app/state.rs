use crate::plan::{Day, UnitIx};
use crate::query::{Board, Item, OpenPlan};
use crate::text::{ScreenCommand, View, Words};
use crate::tui::app::key_map::KeyMap;
use crate::tui::app::lists::leader::LeaderPage;
use crate::tui::app::lists::main_list::MainList;
use crate::tui::app::lists::order::ChosenOrders;
use crate::tui::app::lists::phase_columns::PhaseColumns;
use crate::tui::app::lists::ready::Ready;
use crate::tui::app::lists::rows::{RowRef, Who};
use crate::tui::app::lists::unit_list::UnitList;
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

/// The whole state of the screen; a frame is a function of it.
pub struct State {
    pub(in crate::tui) words: &'static Words,
    pub(in crate::tui) look: Look,
    /// The keys of the commands.
    pub(in crate::tui) keys: KeyMap,
    pub(in crate::tui) plans: PlansInView,
    /// The areas of the last frame that can be clicked on, each with its target.
    pub(in crate::tui) click_targets: ClickTargets,
    /// Whether the screen is too small to show anything.
    pub(in crate::tui) too_small: bool,
    pub(in crate::tui) view: View,
    pub(in crate::tui) narrowing: Narrowing,
    pub(in crate::tui) ready: Ready,
    pub(in crate::tui) open_actions: OpenActions,
    pub(in crate::tui) selected: SelectedMilestones,
    pub(in crate::tui) overlays: Overlays,
    /// The imported plan whose doubts are being reviewed.
    pub(in crate::tui) import_review: Option<ImportReview>,
    pub(in crate::tui) message: MessageLine,
    /// The plans' standing in git, and git's work behind the screen.
    pub(in crate::tui) git: GitStanding,
    pub(in crate::tui) deeds: DeedHistory,

    pub(in crate::tui) list: MainList,
    pub(in crate::tui) orders: ChosenOrders,
    pub(in crate::tui) units: UnitList,
    pub(in crate::tui) columns: PhaseColumns,
    pub(in crate::tui) time: TimeScroll,
    pub(in crate::tui) leader: LeaderPage,
    /// The row that detail and plot show; it follows the cursor once that rests.
    pub(in crate::tui) detail: Option<RowRef>,
    /// The text that the terminal is to put on its clipboard.
    pub(in crate::tui) clipboard: Option<String>,
}

impl State {
    /// Makes the state in which the program opens: on its one plan, or on all.
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
            list: MainList::default(),
            orders: ChosenOrders::default(),
            units: UnitList::default(),
            columns: PhaseColumns::default(),
            time: TimeScroll::default(),
            leader: LeaderPage::default(),
            detail: None,
            clipboard: None,
        };
        state.rebuild_on(None);
        state.rest();
        state
    }

    /// Sets the commands that a newcomer is invited to try.
    pub fn set_hints(&mut self, hints: Vec<ScreenCommand>) {
        self.message.set_hints(hints);
    }

    /// Sets the keys of the commands.
    pub fn set_keys(&mut self, keys: KeyMap) {
        self.keys = keys;
    }

    /// Returns the plans that are shown.
    pub(in crate::tui) fn board(&self) -> &Board {
        self.plans.board()
    }

    /// Returns the page of the view.
    pub(in crate::tui) fn page(&self) -> &'static ViewPage {
        page(self.view)
    }

    /// Returns the day everything is shown of.
    pub(in crate::tui) fn as_of(&self) -> Day {
        self.plans.as_of()
    }

    /// Returns the chosen plan, if it could be opened.
    pub(in crate::tui) fn open_plan(&self) -> Option<OpenPlan<'_>> {
        self.plans.open()
    }

    /// Opens the review of an imported plan's doubts.
    pub fn review_import(&mut self, review: ImportReview) {
        self.import_review = Some(review);
        self.open(Doubts::default());
    }

    /// Returns whether a plan is the chosen one, or the one under the cursor.
    pub(in crate::tui) fn is_looked_at(&self, plan: &str) -> bool {
        let under_cursor = || self.board().plans.get(self.row()?.plan()?);
        plan == self.plans.chosen_id() || under_cursor().is_some_and(|handle| handle.id() == plan)
    }

    /// Returns the milestones that the next deed applies to: those selected, else the one under the cursor.
    pub(in crate::tui) fn targets(&self) -> Vec<Item> {
        if self.selected.is_empty() {
            return self.item().into_iter().collect();
        }
        self.selected_items()
    }

    /// Returns the unit of a plan whose items view 2 lists, if the plan is the chosen one.
    pub(in crate::tui) fn unit_looked_at(&self, plan: &str) -> Option<UnitIx> {
        match self.units.listed() {
            Who::Unit(name) if plan == self.plans.chosen_id() => {
                self.open_plan()?.plan.units().find(name)
            }
            _ => None,
        }
    }

    /// Says on the message line that something was done.
    pub fn say(&mut self, text: impl Into<String>) {
        self.message.say(text);
    }

    /// Says on the message line why something was not done.
    pub(in crate::tui) fn refuse(&mut self, text: impl Into<String>) {
        self.message.refuse(text);
    }
}
