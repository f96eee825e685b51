//! What an update asked for, done: files written, read again, undone.

mod adding;
mod deeds;
mod git;
mod hints;
mod new_day;
mod reports;
mod settle;
mod watched;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::SystemTime;

use crate::cache::Cache;
use crate::git::CommitDraft;
use crate::plan::{Day, Occasion};
use crate::query::{Board, PlanHandle};
use crate::record::PastDeeds;
use crate::store::{Loaded, Workspace};
use crate::tui::app::effect::Effect;
use crate::tui::app::state::State;
use crate::tui::app::worker::{Report, Worker};
use crate::tui::forms::field::Field;
use crate::tui::forms::{Form, Purpose};

use watched::WatchedFiles;

pub use adding::{MadePlan, PlanMaker, PlanSource};

/// Up to so many plans are looked at for changes at every key.
const LOOKED_AT: usize = 64;

/// What the main loop does next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Goes on.
    GoOn,
    /// Stops for a while.
    Suspend,
    /// Reads everything again and repaints.
    Repaint,
    /// Lends the terminal to the editor.
    Edit,
    /// Ends.
    Quit,
}

/// The workspace behind the screen.
pub struct Session {
    /// Where the plans are.
    pub workspace: Workspace,
    /// What was read of its plans before.
    pub cache: Option<Arc<Cache>>,
    /// The one plan that was asked for, if one was.
    pub only: Option<String>,
    /// Who does things here.
    pub unit: Option<String>,
    /// The person or post, where an account is shared.
    pub who: Option<String>,
    /// The as-of day, where another than today is shown.
    pub as_of: Option<Day>,
    /// Asks the clock.
    pub now: fn() -> crate::plan::Moment,
    /// Plans are shown as they stood at a revision: nothing is written.
    pub read_only: bool,
    /// It is not known who one is: config.toml is not right.
    pub is_nobody: bool,
    /// Several people use this account: who it is is asked once.
    pub shared: bool,
    /// Where deeds over several plans are noted, for `undo` to know them.
    pub past: Option<PastDeeds>,
    /// Makes new plans; without it none are made here.
    pub plan_maker: Option<PlanMaker>,
    worker: Option<Worker>,
    drafted: Vec<CommitDraft>,
    /// The commit being made is the first half of a sync.
    then_sync: bool,
    /// The files that tell when git is to be asked again.
    git_files: WatchedFiles,
    /// When a plan was last added to the folder, or taken out of it.
    folder_changed: Option<SystemTime>,
    /// The file and line that the editor is to open.
    pub(in crate::tui) editing: Option<(PathBuf, usize)>,
}

impl Session {
    /// A session on a folder of plans, as yet without git.
    pub fn new(workspace: Workspace, now: fn() -> crate::plan::Moment) -> Self {
        Self {
            workspace,
            cache: None,
            only: None,
            unit: None,
            who: None,
            as_of: None,
            now,
            read_only: false,
            is_nobody: false,
            shared: false,
            past: None,
            plan_maker: None,
            worker: None,
            drafted: Vec::new(),
            then_sync: false,
            git_files: WatchedFiles::default(),
            folder_changed: None,
            editing: None,
        }
    }

    /// Puts git to work behind the screen, and asks who it is where an account is shared.
    pub(in crate::tui) fn begin(
        &mut self,
        state: &mut State,
        waker: crate::tui::term::input::Waker<Report>,
    ) {
        self.worker = Some(Worker::start(waker, state.words));
        self.notice_plans(state);
        self.look();
        if !state.page().is_across_plans()
            && let Some(shown) = state.plans.chosen()
            && shown.is_in_conflict()
        {
            let plan = shown.id().to_owned();
            self.show_conflict(state, &plan);
        }
        if self.shared && self.who.is_none() {
            let words = &state.words.screen;
            let form = Form::new(
                Purpose::Actor,
                words.actor_title,
                vec![Field::new(words.actor, "")],
                Vec::new(),
            );
            state.open(form);
        }
    }

    /// Returns the circumstances in which something is recorded now.
    pub fn occasion(&self) -> Occasion {
        Occasion {
            now: (self.now)(),
            day: self.as_of,
            unit: self.unit.clone(),
            who: self.who.clone(),
        }
    }

    /// Does what an update asked for.
    pub fn run(&mut self, state: &mut State, effects: Vec<Effect>) -> Next {
        let mut next = Next::GoOn;
        for effect in effects {
            if let Some(why) = self.hindrance(state, &effect) {
                state.refuse(why);
                continue;
            }
            match effect {
                Effect::Record(deed) => self.record(state, &deed),
                Effect::TakeBack(aim) => self.take_back_done(state, &aim),
                Effect::History(milestone) => self.show_history(state, &milestone),
                Effect::ShowCommit(commit) => self.show_commit(state, &commit),
                Effect::KeepHints => self.keep_hints(state),
                Effect::Copy(text) => {
                    let said = (state.words.forms.copied)(&text);
                    state.say(said);
                    state.clipboard = Some(text);
                }
                Effect::Edit(place) => {
                    self.editing = place.find(state.board());
                    if self.editing.is_some() {
                        next = Next::Edit;
                    }
                }
                Effect::Conflict(plan) => self.show_conflict(state, &plan),
                Effect::AddPlan(source) => self.add_plan(state, &source),
                Effect::Settle(settlement) => self.settle_doubt(state, &settlement),
                Effect::Undo => self.undo(state),
                Effect::Redo => self.redo(state),
                Effect::AsOf(day) => self.show_day(state, day),
                Effect::Reload => {
                    self.reload(state);
                    state.say(state.words.screen.reloaded);
                    next = Next::Repaint;
                }
                Effect::Commit(message) => {
                    self.then_sync &= message.is_some();
                    self.commit(state, message);
                }
                Effect::Sync => self.commit_and_sync(state),
                Effect::ShowReport(kind) => self.show_report(state, kind),
                Effect::ShowReminder(unit) => self.show_reminder(state, &unit),
                Effect::WriteReport(document, file) => {
                    Self::write_report(state, &document, &file);
                }
                Effect::Actor(who) => self.who = who,
                Effect::Suspend => next = Next::Suspend,
                Effect::Quit => next = Next::Quit,
            }
        }
        next
    }

    /// Why an effect cannot be had now: what was is not changed, and while git works on the files nobody else does.
    fn hindrance(&self, state: &State, effect: &Effect) -> Option<&'static str> {
        let writes = matches!(
            effect,
            Effect::Record(_)
                | Effect::TakeBack(_)
                | Effect::AddPlan(_)
                | Effect::Settle(_)
                | Effect::Undo
                | Effect::Redo
                | Effect::Commit(_)
                | Effect::Sync
                | Effect::Edit(_)
        );
        if writes && self.is_nobody {
            return Some(state.words.files.config_slip_short);
        }
        if writes && self.read_only {
            return Some(state.words.cli.not_in_the_past);
        }
        (writes && state.git.doing().is_some()).then_some(state.words.screen.busy)
    }

    /// Asks git again where somebody committed, pulled or switched a branch elsewhere. What it answers
    /// shows when it comes.
    pub(in crate::tui) fn notice_git(&mut self) {
        if self.git_files.have_changed() {
            self.look();
        }
    }

    fn read(&self, workspace: &Workspace, as_of: Day) -> Board {
        Board::read_sums(
            workspace,
            self.cache.as_ref(),
            as_of,
            self.only.as_deref(),
            &|| {},
        )
    }

    /// Reads everything again.
    pub fn reload(&self, state: &mut State) {
        if self.read_only {
            return;
        }
        match Workspace::open(&self.workspace.folder) {
            Ok(workspace) => {
                let board = self.read(&workspace, state.as_of());
                state.replace_board(board);
            }
            Err(_) => state.rebuild(),
        }
    }

    /// Reads everything again where a plan was added to the folder or taken out of it; whether one was.
    pub(in crate::tui) fn notice_plans(&mut self, state: &mut State) -> bool {
        if self.read_only {
            return false;
        }
        let folder = std::fs::metadata(&self.workspace.folder);
        let changed = folder.and_then(|folder| folder.modified()).ok();
        let before = std::mem::replace(&mut self.folder_changed, changed);
        if before.is_none() || before == changed {
            return false;
        }
        let ids = |state: &State| -> Vec<String> {
            let plans = state.board().plans.iter();
            plans.map(|shown| shown.id().to_owned()).collect()
        };
        let known = ids(state);
        self.reload(state);
        known != ids(state)
    }

    /// Reads again the plans whose files somebody else changed; whether there were any. Where there are
    /// many plans, those that are not looked at wait until the cursor rests.
    pub fn notice_changes(&self, state: &mut State, at_rest: bool) -> bool {
        if self.read_only {
            return false;
        }
        let plans = &state.board().plans;
        let looked_at =
            |plan: &str| at_rest || plans.len() <= LOOKED_AT || state.is_looked_at(plan);
        let changed: Vec<PlanHandle> = plans
            .iter()
            .filter(|shown| looked_at(shown.id()) && shown.files.stamps() != shown.stamps)
            .map(|shown| {
                let loaded = Loaded::read(&shown.files, state.as_of());
                PlanHandle::new(loaded, state.as_of())
            })
            .collect();
        if changed.is_empty() {
            return false;
        }
        state.replace_plans(changed);
        self.look();
        true
    }
}
