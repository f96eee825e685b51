//! The session's work with git: it asks the worker to look, commit and sync behind the screen, and takes in its reports.

use std::io::ErrorKind;
use std::path::Path;

use crate::git::{CommitDraft, CommitId, GitFault};
use crate::plan::{LogRef, RefusedPostponements};
use crate::record::DeedItem;
use crate::report::entry_line_on;
use crate::store::{Workspace, check_across};
use crate::text::{GitTrouble, Note};

use super::Session;
use crate::tui::app::{Answer, Job, Report, State, conflict_in_words, drafts};
use crate::tui::forms::{Field, Form, Purpose, TextPage};

impl Session {
    /// Asks git what is not committed.
    pub(super) fn look(&self) {
        if !self.shows_past() {
            self.ask_worker(Job::Look);
        }
    }

    /// Gives the worker a job; returns false if nobody does it.
    fn ask_worker(&self, job: Job) -> bool {
        let worker = self.worker.as_ref();
        worker.is_some_and(|worker| worker.ask(&self.options.workspace, job))
    }

    /// Gives the worker a job during which nobody else changes files.
    ///
    /// # Errors
    /// Fails with the reason if nobody does it.
    fn make_busy(&self, state: &mut State, doing: &str, job: Job) -> Result<(), String> {
        if !self.ask_worker(job) {
            return Err(state.words.screen.no_git_thread.to_owned());
        }
        state.git.begin(doing);
        Ok(())
    }

    /// Takes in an answer of the worker. One about a folder of plans that is shown no more is let go.
    pub(crate) fn take_answer(&mut self, state: &mut State, answer: Answer) {
        if answer.folder != self.options.workspace.folder {
            return;
        }
        match answer.report {
            Report::Uncommitted(changes) => {
                let is_one = self.options.only.is_some();
                state.git.take_changes(state.plans.board(), changes, is_one);
                state.rebuild();
            }
            Report::Commits(commits) => {
                state.git.take_recent(commits);
                state.rebuild();
            }
            Report::Repositories(files) => self.git_files = files,
            Report::Unknown(fault) => {
                let note = fault.note(state.words);
                let is_news = state.git.forget(note.what.clone());
                let is_usual = match fault {
                    GitFault::Trouble(GitTrouble::NotARepository(_) | GitTrouble::NoGit) => true,
                    // The folder comes with the first plan; if it is gone, reading the plans reports that.
                    GitFault::Io { path, error } => {
                        path == answer.folder && error.kind() == ErrorKind::NotFound
                    }
                    _ => false,
                };
                if is_news && !is_usual {
                    state.refuse_note(&note);
                }
            }
            Report::Recorded(made) => {
                state.git.end();
                if made.is_ok() {
                    state.overlays.end_commit_draft();
                }
                match made {
                    Ok(_) if std::mem::take(&mut self.then_sync) => self.sync(state),
                    Ok((n, notes)) => {
                        let committed = (state.words.screen.committed)(n);
                        let said = std::iter::once(committed).chain(notes);
                        let said = said.collect::<Vec<_>>().join(state.words.semicolon);
                        state.say(said);
                    }
                    Err(fault) => {
                        let why = fault.note(state.words).in_line(state.words);
                        let kept = state.overlays.has_commit_draft();
                        let kept = kept.then(|| state.words.screen.message_kept.to_owned());
                        let said: Vec<String> = std::iter::once(why).chain(kept).collect();
                        state.refuse(said.join(state.words.semicolon));
                    }
                }
                self.look();
            }
            Report::Text(title, Ok(lines)) => state.open(TextPage::new(title, lines)),
            Report::Text(_, Err(fault)) => state.refuse_note(&fault.note(state.words)),
            Report::Step(text) => state.git.begin(text),
            Report::Synced(synced) => {
                state.git.end();
                match synced {
                    Ok(synced) => {
                        let done = (state.words.sync.done)(synced.received, synced.sent);
                        let said = std::iter::once(done).chain(synced.note(state.words));
                        let text = said.collect::<Vec<_>>().join(state.words.semicolon);
                        match self.reload(state) {
                            Ok(()) => state.say(text),
                            Err(fault) => {
                                let why = fault.note(state.words).in_line(state.words);
                                state.refuse([text, why].join(state.words.semicolon));
                            }
                        }
                        if synced.received > 0 {
                            self.tell_twice(state);
                        }
                    }
                    Err(fault) => state.refuse_note(&fault.note(state.words)),
                }
                self.look();
            }
        }
    }

    /// Shows the history of a milestone: its entries, and the commits that changed it.
    pub(super) fn show_history(&self, state: &mut State, milestone: &LogRef) {
        let item = DeedItem::named(milestone.clone()).locate(state.board());
        let Some(it) = item.as_ref().and_then(|item| item.resolve(state.board())) else {
            return;
        };
        let (action, words) = (it.action, state.words);
        let title = (words.forms.milestone_of)(&action.id, &action.title, &it.milestone.label());
        let log = it.progress.log(&it.milestone.id);
        let refused = RefusedPostponements::of(it.plan.units(), it.milestone, log);
        let day = state.as_of();
        let lines = it.entries_upto(day).into_iter().rev();
        let units = it.plan.units();
        let lines = lines.map(|entry| entry_line_on(day, entry, &refused, units, words));
        let mut entries: Vec<String> = lines.collect();
        if entries.is_empty() {
            entries.push(words.forms.no_entries.to_owned());
        }
        if self.worker.is_none() || self.shows_past() {
            return state.open(TextPage::new(title, entries));
        }
        self.ask_worker(Job::History {
            plan: it.plan.id().to_owned(),
            item: it.milestone.id.clone(),
            title,
            entries,
        });
    }

    /// Shows the changes of a commit in words.
    pub(super) fn show_commit(&self, state: &mut State, commit: &CommitId) {
        if let Some(commit) = state.git.commit(commit) {
            self.ask_worker(Job::Commit(Box::new(commit.clone())));
        }
    }

    /// Shows both sides of a plan's conflict; without a worker, at once and without who and when.
    pub(super) fn show_conflict(&self, state: &mut State, plan: &str) {
        let Some(handle) = state.plans.find(plan).filter(|_| !self.shows_past()) else {
            return;
        };
        let (plan, title) = (handle.id(), (state.words.resolve.title)(handle.short()));
        if self.worker.is_some() {
            self.ask_worker(Job::Conflict(plan.to_owned(), title));
            return;
        }
        match conflict_in_words(&self.options.workspace, plan, state.words) {
            Ok(lines) => state.open(TextPage::new(title, lines)),
            Err(fault) => state.refuse_note(&fault.note(state.words)),
        }
    }

    /// Opens the form of a commit with the message proposed. With `then_sync`, sending it goes on to the sync, which
    /// comes at once if there is nothing to commit.
    pub(super) fn ask_commit(&mut self, state: &mut State, then_sync: bool) {
        let words = &state.words.screen;
        self.then_sync = then_sync;
        match drafts(&self.options.workspace, state.words) {
            Ok(found) if found.is_empty() && then_sync => self.sync(state),
            Ok(found) if found.is_empty() => state.say(words.no_changes),
            Ok(found) if then_sync => {
                self.ask_message(state, found, words.commit_then_sync.to_owned());
            }
            Ok(found) => {
                let title = (words.commit_title)(found.len());
                self.ask_message(state, found, title);
            }
            Err(fault) => state.refuse_note(&fault.note(state.words)),
        }
    }

    fn sync(&self, state: &mut State) {
        if let Err(why) = self.make_busy(state, state.words.sync.fetching, Job::Sync) {
            state.refuse(why);
        }
    }

    /// Reports what is there twice since the sync.
    fn tell_twice(&self, state: &mut State) {
        let Ok(workspace) = Workspace::open(&self.options.workspace.folder) else {
            return;
        };
        let problems = check_across(&workspace.load(state.plans.today(), None));
        if let Some(problem) = problems.first() {
            let Note { what, how } = (state.words.flaw)(&problem.flaw);
            let folder = problem.file.parent().and_then(Path::file_name);
            let plan = folder.unwrap_or_default().to_string_lossy();
            state.refuse_note(&Note::new(format!("{plan} {what}"), how));
        }
    }

    fn ask_message(&mut self, state: &mut State, found: Vec<CommitDraft>, title: String) {
        let subject = found.first().and_then(|draft| draft.message.lines().next());
        let subject = subject.unwrap_or_default().to_owned();
        let field = Field::new(state.words.screen.commit_message, subject).at_its_start();
        let bodies = found.iter().enumerate().flat_map(|(at, draft)| {
            // The subject of the first is in the field.
            let lines = draft.message.lines().skip(usize::from(at == 0));
            lines.map(str::to_owned).collect::<Vec<_>>()
        });
        let bodies: Vec<String> = bodies.skip_while(|line| line.trim().is_empty()).collect();
        let form = Form::new(Purpose::Commit, title, vec![field]);
        state.open_form(form.under(bodies));
        self.drafted = found;
    }

    /// Makes the commits that were drafted, the first with the message typed, which is kept until they are made.
    ///
    /// # Errors
    /// Fails with the reason if git cannot be asked.
    pub(super) fn commit(&mut self, state: &mut State, message: &str) -> Result<(), String> {
        let mut found = std::mem::take(&mut self.drafted);
        if let Some(first) = found.first_mut() {
            let body: Vec<&str> = first.message.lines().skip(1).collect();
            first.message = format!("{message}\n{}", body.join("\n"));
        }
        self.make_busy(state, state.words.screen.committing, Job::Record(found))
    }
}
