//! The session's work with git: it asks the worker to look, commit and sync behind the screen, and takes in its reports.

use crate::git::{CommitDraft, CommitId, GitFault};
use crate::plan::LogRef;
use crate::record::DeedAim;
use crate::report::entry_line;

use super::Session;
use crate::tui::app::{Job, Report, State, both_sides, drafts};
use crate::tui::forms::{Field, Form, Purpose, TextPage};

impl Session {
    /// Asks git what is not committed.
    pub(super) fn look(&self) {
        if let Some(worker) = self.worker.as_ref().filter(|_| !self.shows_past()) {
            worker.ask(Job::Look(self.options.workspace.clone()));
        }
    }

    /// Takes in a report of the worker.
    pub(crate) fn report(&mut self, state: &mut State, report: Report) {
        match report {
            Report::Uncommitted(changes) => {
                let one_of_several = self.options.only.is_some();
                state
                    .git
                    .take_changes(state.plans.board(), changes, one_of_several);
                state.rebuild();
            }
            Report::Commits(commits) => {
                state.git.take_recent(commits);
                state.rebuild();
            }
            Report::Repositories(files) => self.git_files = files,
            Report::NoRepository => {
                state.git.forget();
            }
            Report::Recorded(made) => {
                state.git.end();
                match made {
                    Ok(_) if std::mem::take(&mut self.then_sync) => self.sync(state),
                    Ok((n, notes)) => {
                        let committed = (state.words.screen.committed)(n);
                        let said = std::iter::once(committed).chain(notes);
                        let said = said.collect::<Vec<_>>().join(state.words.history.separator);
                        state.say(said);
                    }
                    Err(fault) => git_refuses(state, &fault),
                }
                self.look();
            }
            Report::Text(title, Ok(lines)) => read(state, title, lines),
            Report::Text(_, Err(fault)) => git_refuses(state, &fault),
            Report::Step(text) => state.git.begin(text),
            Report::Synced(synced) => {
                state.git.end();
                match synced {
                    Ok(synced) => {
                        let text = (state.words.sync.done)(synced.received, synced.sent);
                        self.reload(state);
                        state.say(text);
                    }
                    Err(fault) => git_refuses(state, &fault),
                }
                self.look();
            }
        }
    }

    /// Shows the history of a milestone: its entries, and the commits that changed it.
    pub(super) fn show_history(&self, state: &mut State, milestone: &LogRef) {
        let aim = DeedAim::named(milestone.clone());
        let Some(item) = aim.locate(state.board()) else {
            return;
        };
        let Some(it) = item.resolve(state.board()) else {
            return;
        };
        let (plan, id) = (it.plan.id().to_owned(), it.milestone.id.clone());
        let name = (state.words.forms.milestone_of)(
            &it.action.id,
            &it.action.title,
            &it.milestone.label(),
        );
        let log = it.progress.log(&it.milestone.id).iter().rev();
        let mut entries: Vec<String> = log.map(|entry| entry_line(entry, state.words)).collect();
        if entries.is_empty() {
            entries.push(state.words.forms.no_entries.to_owned());
        }
        match self.worker.as_ref().filter(|_| !self.shows_past()) {
            Some(worker) => worker.ask(Job::History {
                workspace: self.options.workspace.clone(),
                plan,
                item: id,
                title: name,
                entries,
            }),
            None => read(state, name, entries),
        }
    }

    /// Shows the changes of a commit in words.
    pub(super) fn show_commit(&self, state: &mut State, commit: &CommitId) {
        let commit = state.git.commit(commit).cloned();
        if let (Some(worker), Some(commit)) = (&self.worker, commit) {
            worker.ask(Job::Commit(
                self.options.workspace.clone(),
                Box::new(commit),
            ));
        }
    }

    /// Shows both sides of a plan's conflict; without a worker, at once and without who and when.
    pub(super) fn show_conflict(&self, state: &mut State, plan: &str) {
        let Some(handle) = state.plans.find(plan).filter(|_| !self.shows_past()) else {
            return;
        };
        let (plan, workspace) = (handle.id().to_owned(), self.options.workspace.clone());
        let title = (state.words.resolve.title)(handle.short());
        match &self.worker {
            Some(worker) => worker.ask(Job::Conflict(workspace, plan, title)),
            None => match both_sides(&workspace, &plan, state.words) {
                Ok(lines) => read(state, title, lines),
                Err(fault) => git_refuses(state, &fault),
            },
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
            Err(fault) => git_refuses(state, &fault),
        }
    }

    fn sync(&self, state: &mut State) {
        if let Some(worker) = &self.worker {
            state.git.begin(state.words.sync.fetching);
            worker.ask(Job::Sync(self.options.workspace.clone()));
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
        let form = Form::new(Purpose::Commit, title, vec![field], Vec::new());
        state.open_form(form.under(bodies));
        self.drafted = found;
    }

    /// Makes the commits that were drafted, the first with the message typed.
    pub(super) fn commit(&mut self, state: &mut State, message: &str) {
        let mut found = std::mem::take(&mut self.drafted);
        if let Some(first) = found.first_mut() {
            let body: Vec<&str> = first.message.lines().skip(1).collect();
            first.message = format!("{message}\n{}", body.join("\n"));
        }
        if let Some(worker) = &self.worker {
            state.git.begin(state.words.screen.committing);
            worker.ask(Job::Record(self.options.workspace.clone(), found));
        }
    }
}

fn read(state: &mut State, title: String, lines: Vec<String>) {
    state.open(TextPage::new(title, lines));
}

fn git_refuses(state: &mut State, fault: &GitFault) {
    state.refuse(fault.note(state.words).in_line(state.words));
}
