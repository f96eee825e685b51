//! The effects of an update, carried out: files are written, read again, undone.

mod adding;
mod deeds;
mod git;
mod hints;
mod new_day;
mod reports;
mod settle;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::SystemTime;

use crate::cache::Cache;
use crate::git::{CommitDraft, mark_lost_logs};
use crate::plan::{Day, Moment, Occasion};
use crate::query::{Board, PlanHandle};
use crate::record::DeedNotes;
use crate::store::{Fault, Loaded, PlanFiles, Stamp, Workspace};
use crate::tui::app::{Answer, Effect, PlaceInFile, State, Worker};
use crate::tui::forms::{Field, Form, Purpose};
use crate::tui::term::input::Waker;
pub use adding::{MadePlan, PlanMaker, PlanSource};

/// The most plans whose files are checked at every key.
const LOOKED_AT: usize = 64;

/// The next step of the main loop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Continue.
    GoOn,
    /// Suspend the program (Ctrl-Z).
    Suspend,
    /// Read everything again and repaint.
    Repaint,
    /// Lend the terminal to the editor.
    Edit,
    /// End.
    Quit,
}

/// Whether a session may change the files of the plans.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MayWrite {
    /// It may.
    Yes,
    /// It may not, because config.toml has errors and the user is unknown.
    UnknownUser,
    /// It may not, because plans are shown as they were at a revision.
    PastShown,
}

/// The workspace, the user and the limits of a session.
pub struct SessionOptions {
    /// The folder of plans.
    pub workspace: Workspace,
    /// The cache of its plans.
    pub cache: Option<Arc<Cache>>,
    /// The only plan shown, if one was named.
    pub only: Option<String>,
    /// The unit of the user.
    pub unit: Option<String>,
    /// The person or post at a shared account.
    pub who: Option<String>,
    /// The as-of day, if it is not today.
    pub as_of: Option<Day>,
    /// Asks the clock.
    pub now: fn() -> Moment,
    /// Whether the files of the plans may be changed.
    pub may_write: MayWrite,
    /// Whether several people use this account, so that the person is asked once.
    pub shared: bool,
    /// The notes on deeds over several plans, which `undo` reads.
    pub notes: Option<DeedNotes>,
    /// The maker of new plans; without it, none are made.
    pub plan_maker: Option<PlanMaker>,
}

/// The workspace behind the screen.
pub struct Session {
    /// The options, which follow what the user chooses: the day, the person, the workspace of the sample.
    options: SessionOptions,
    worker: Option<Worker>,
    drafted: Vec<CommitDraft>,
    /// Whether the commit in progress is the first half of a sync.
    then_sync: bool,
    /// The files whose change means that git has to be asked again, each with its stamp when it was last looked at.
    git_files: Vec<(PathBuf, Option<Stamp>)>,
    /// The time a plan was last added to the folder or removed.
    folder_changed: Option<SystemTime>,
    /// The place that the editor is to open.
    pub(crate) editing: Option<PlaceInFile>,
}

impl Session {
    /// Opens a session, without git as long as the screen does not run.
    pub fn open(options: SessionOptions) -> Self {
        Self {
            options,
            worker: None,
            drafted: Vec::new(),
            then_sync: false,
            git_files: Vec::new(),
            folder_changed: None,
            editing: None,
        }
    }

    /// Returns the folder of plans that is shown.
    pub fn workspace(&self) -> &Workspace {
        &self.options.workspace
    }

    /// Returns whether plans are shown as they were at a revision, so that nothing is read again.
    fn shows_past(&self) -> bool {
        self.options.may_write == MayWrite::PastShown
    }

    /// Starts the worker for git, and asks for the person at a shared account.
    pub(crate) fn begin(&mut self, state: &mut State, waker: Waker<Answer>) {
        self.worker = Some(Worker::start(waker, state.words));
        self.notice_plans(state);
        self.look();
        if !state.page().is_across_plans
            && let Some(handle) = state.plans.chosen()
            && handle.is_in_conflict()
        {
            let plan = handle.id().to_owned();
            self.show_conflict(state, &plan);
        }
        self.show_hints(state);
        if self.options.shared && self.options.who.is_none() {
            let words = &state.words.screen;
            let field = Field::new(words.actor, "");
            state.open(Form::new(Purpose::Actor, words.actor_title, vec![field]));
        }
    }

    /// Returns the circumstances in which something is recorded now.
    pub(crate) fn occasion(&self) -> Occasion {
        Occasion {
            now: (self.options.now)(),
            day: self.options.as_of,
            unit: self.options.unit.clone(),
            who: self.options.who.clone(),
        }
    }

    /// Tells the state the circumstances of the next key: of a deed, and why none may be recorded.
    pub(crate) fn prepare(&self, state: &mut State) {
        state.occasion = self.occasion();
        state.write_ban = match self.options.may_write {
            MayWrite::UnknownUser => Some(state.words.files.config_slip_short),
            MayWrite::PastShown => Some(state.words.cli.not_in_the_past),
            MayWrite::Yes => None,
        };
    }

    /// Carries out the effects of an update. What asked for one is closed once it is done; refused, it opens again.
    pub(crate) fn run(&mut self, state: &mut State) -> Next {
        let mut next = Next::GoOn;
        for effect in std::mem::take(&mut state.effects) {
            let done = match hindrance(state, &effect) {
                Some(why) => Err(why.to_owned()),
                None => self.carry_out(state, effect, &mut next),
            };
            if let Err(why) = done {
                state.refuse_sent(why);
            }
        }
        state.overlays.settle();
        next
    }

    /// Carries out an effect; fails with the reason why what was asked for in an overlay is not done.
    fn carry_out(
        &mut self,
        state: &mut State,
        effect: Effect,
        next: &mut Next,
    ) -> Result<(), String> {
        match effect {
            Effect::Record(deed) => return self.record(state, &deed),
            Effect::TakeBack(item) => return self.take_back_done(state, &item),
            Effect::History(milestone) => self.show_history(state, &milestone),
            Effect::ShowCommit(commit) => self.show_commit(state, &commit),
            Effect::KeepHints => self.keep_hints(state),
            Effect::Edit(place) => {
                self.editing = Some(place);
                *next = Next::Edit;
            }
            Effect::Conflict(plan) => self.show_conflict(state, &plan),
            Effect::AddPlan(source) => return self.add_plan(state, &source),
            Effect::Settle(settlement) => self.settle_doubt(state, &settlement),
            Effect::Undo => self.undo(state),
            Effect::Redo => self.redo(state),
            Effect::AsOf(day) => self.show_day(state, day),
            Effect::Reload => {
                let read = self.reload(state);
                tell_reloaded(state, &read);
                *next = Next::Repaint;
            }
            Effect::Commit(message) => return self.commit(state, &message),
            Effect::AskCommit { then_sync } => self.ask_commit(state, then_sync),
            Effect::ShowReport { kind, plan } => self.show_report(state, kind, &plan),
            Effect::ShowReminder { plan, unit } => self.show_reminder(state, &plan, &unit),
            Effect::WriteReport(document, file) => {
                return Self::write_report(state, &document, &file);
            }
            Effect::Actor(who) => self.options.who = who,
            Effect::Suspend => *next = Next::Suspend,
            Effect::Quit => *next = Next::Quit,
        }
        Ok(())
    }

    /// Asks git again if somebody committed, pulled or switched a branch elsewhere. The answer is shown when it
    /// comes.
    pub(crate) fn notice_git(&mut self) {
        let mut has_changed = false;
        for (file, stamp) in &mut self.git_files {
            let now = Stamp::of(file);
            has_changed |= now != *stamp;
            *stamp = now;
        }
        if has_changed {
            self.look();
        }
    }

    fn read(&self, workspace: &Workspace, as_of: Day) -> Board {
        Board::read_summaries(
            workspace,
            self.options.cache.as_ref(),
            as_of,
            self.options.only.as_deref(),
            &|| {},
        )
    }

    /// Reads everything again; what was known stays if the folder cannot be listed.
    ///
    /// # Errors
    /// As in [`Workspace::open`].
    pub(crate) fn reload(&self, state: &mut State) -> Result<(), Fault> {
        if self.shows_past() {
            return Ok(());
        }
        let mut workspace = match Workspace::open(&self.options.workspace.folder) {
            Ok(workspace) => workspace,
            Err(fault) => {
                state.rebuild();
                return Err(fault);
            }
        };
        mark_lost_logs(&mut workspace);
        let board = self.read(&workspace, state.as_of());
        state.replace_board(board);
        Ok(())
    }

    /// Reads everything again if a plan was added to the folder or removed; returns true if so.
    pub(crate) fn notice_plans(&mut self, state: &mut State) -> bool {
        if self.shows_past() {
            return false;
        }
        let folder = std::fs::metadata(&self.options.workspace.folder);
        let changed = folder.and_then(|folder| folder.modified()).ok();
        let before = std::mem::replace(&mut self.folder_changed, changed);
        if before.is_none() || before == changed {
            return false;
        }
        let ids = |state: &State| -> Vec<String> {
            let plans = state.board().plans.iter();
            plans.map(|handle| handle.id().to_owned()).collect()
        };
        let known = ids(state);
        if let Err(fault) = self.reload(state) {
            state.refuse_note(&fault.note(state.words));
        }
        known != ids(state)
    }

    /// Reads again the plans whose files somebody else changed; returns true if there were any. With many plans,
    /// those that are not shown wait until the cursor rests.
    pub(crate) fn notice_changes(&self, state: &mut State, at_rest: bool) -> bool {
        if self.shows_past() {
            return false;
        }
        let plans = &state.board().plans;
        let looked_at =
            |plan: &str| at_rest || plans.len() <= LOOKED_AT || state.is_looked_at(plan);
        let changed: Vec<PlanFiles> = plans
            .iter()
            .filter(|handle| looked_at(handle.id()) && handle.files.stamps() != handle.stamps)
            .map(|handle| handle.files.clone())
            .collect();
        if changed.is_empty() {
            return false;
        }
        let mut changed = Workspace {
            folder: self.options.workspace.folder.clone(),
            plans: changed,
        };
        mark_lost_logs(&mut changed);
        let read = |files| PlanHandle::new(Loaded::read(files, state.as_of()), state.as_of());
        let changed = changed.plans.iter().map(read).collect();
        state.replace_plans(changed);
        self.look();
        true
    }
}

/// Returns the reason an effect is refused now; nobody changes files while git does.
fn hindrance(state: &State, effect: &Effect) -> Option<&'static str> {
    let busy = || state.git.doing().map(|_| state.words.screen.busy);
    let why = state.write_ban.or_else(busy);
    why.filter(|_| effect.writes())
}

/// Says that everything was read again, or why it was not.
pub(crate) fn tell_reloaded(state: &mut State, read: &Result<(), Fault>) {
    match read {
        Ok(()) => state.say(state.words.screen.reloaded),
        Err(fault) => state.refuse_note(&fault.note(state.words)),
    }
}
