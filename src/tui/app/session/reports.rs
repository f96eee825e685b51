//! The session's work with reports: it makes them from what is shown, and writes them.

use std::path::Path;

use super::Session;
use crate::git::{GitFault, PlanTexts, Repository};
use crate::query::{Board, Filter, PlanHandle, UnitInPlan};
use crate::record::Deed;
use crate::report::{
    Before, Issue, Office, ReportDocument, ReportFormat, ReportInput, ReportKind, make_report,
    reminder, reminder_deed,
};
use crate::store::{BulletinIssue, Fault, Loaded, OutputFile, Workspace, read_issues};
use crate::text::{GitTrouble, Note};
use crate::tui::app::State;
use crate::tui::forms::ReportPreview;

impl Session {
    /// Shows a report of the filtered milestones: of all plans if the view shows all and the report can, else of one.
    pub(super) fn show_report(&self, state: &mut State, kind: ReportKind, plan: &str) {
        let all = state.page().is_across_plans && !kind.is_of_one_plan();
        let board = Self::reported(state, (!all).then_some(plan));
        let issues = match board.plans.first() {
            Some(handle) if kind == ReportKind::Bulletin => match read_issues(&handle.files) {
                Ok(issues) => issues,
                Err(fault) => return state.refuse(fault.note(state.words).what),
            },
            _ => Vec::new(),
        };
        let filter = Filter {
            found: None,
            ..state.narrowing.filter().clone()
        };
        let items = board.items(&filter);
        let Some(office) = self.office(state) else {
            return;
        };
        let issued = issues.iter().filter(|issue| issue.on <= board.as_of);
        let last = issued.max_by_key(|issue| issue.number);
        let before = last.map(|last| self.as_issued(state, &board, last));
        let (before, whole) = match (before.transpose(), self.all_plans(state)) {
            (Ok(before), Ok(whole)) => (before, whole),
            (Err(note), _) | (_, Err(note)) => return state.refuse_note(&note),
        };
        let usual = ReportInput::new(&board, &items, &office, state.words);
        let input = ReportInput {
            whole: &whole,
            before: before.as_ref(),
            issue: Issue {
                number: last.map_or(0, |last| last.number) + 1,
                corrects: None,
            },
            ..usual
        };
        let document = make_report(kind, &input);
        preview(state, document, None);
    }

    /// Shows the reminder of a unit of a plan, which can be recorded from there.
    pub(super) fn show_reminder(&self, state: &mut State, plan: &str, unit: &str) {
        let board = Self::reported(state, Some(plan));
        let items = board.items(&Filter::default());
        let Some(office) = self.office(state) else {
            return;
        };
        let whole = match self.all_plans(state) {
            Ok(whole) => whole,
            Err(note) => return state.refuse_note(&note),
        };
        let input = ReportInput {
            whole: &whole,
            ..ReportInput::new(&board, &items, &office, state.words)
        };
        let plan = board.plans.first().and_then(PlanHandle::open);
        let unit = plan.and_then(|open| {
            let unit = open.plan.units().find(unit)?;
            Some(UnitInPlan::of(open.plan, unit))
        });
        let Some(unit) = unit else { return };
        let asked = [unit];
        let letters = input.letters(Some(&asked), false);
        if letters.is_empty() {
            return state.refuse(input.nobody_to_remind(&asked));
        }
        let document = reminder(&input, &letters);
        let deed = reminder_deed(&board, &letters, state.words);
        let deed = (!deed.is_empty() && !self.shows_past()).then_some(deed);
        preview(state, document, deed);
    }

    /// Writes a report in the format that the file's ending names, and says where it was written.
    ///
    /// # Errors
    /// Fails with the reason why it is not written.
    pub(super) fn write_report(
        state: &mut State,
        document: &ReportDocument,
        file: &str,
    ) -> Result<(), String> {
        let words = state.words;
        let path = Path::new(file);
        let formats = document.kind.formats();
        let ending = path.extension().and_then(|ending| ending.to_str());
        let format = ending
            .map(str::to_ascii_lowercase)
            .and_then(|ending| ReportFormat::from_key(&ending))
            .filter(|format| formats.contains(format));
        let Some(format) = format else {
            let known: Vec<&str> = formats.iter().map(|format| format.key()).collect();
            let note = (words.cli.bad_choice)(words.report.command.file, file, &known);
            return Err(note.in_line(words));
        };
        let bytes = format.write(document).map_err(|fault| fault.to_string())?;
        let written = OutputFile::at(path).and_then(|to| to.write(&bytes));
        written.map_err(|fault| fault.note(words).in_line(words))?;
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        state.say((words.files.written)(&path));
        Ok(())
    }

    /// Returns the plans of a report as the screen shows them: one, or all.
    fn reported(state: &State, only: Option<&str>) -> Board {
        let plans = state.board().plans.iter();
        let plans = plans.filter(|handle| only.is_none_or(|id| id == handle.id()));
        let plans: Vec<PlanHandle> = plans.cloned().collect();
        Board {
            as_of: state.as_of(),
            plans,
        }
    }

    /// Returns all plans, over which letters are numbered, also where one alone is shown.
    fn all_plans(&self, state: &State) -> Result<Board, Note> {
        if self.options.only.is_none() || self.shows_past() {
            return Ok(state.board().clone());
        }
        let workspace = Workspace::open(&self.options.workspace.folder);
        let workspace = workspace.map_err(|fault| fault.note(state.words))?;
        let cache = self.options.cache.as_deref();
        Ok(Board::read(&workspace, cache, state.as_of(), None))
    }

    /// Returns the plans as they were when a bulletin was issued: those of its revision, else as the entries up to its
    /// day say.
    fn as_issued(
        &self,
        state: &State,
        board: &Board,
        issue: &BulletinIssue,
    ) -> Result<Before, Note> {
        let loaded = match &issue.revision {
            Some(revision) => self.plans_then(state, board, issue, revision)?,
            None => board.loaded(),
        };
        let then = Board::new(loaded, issue.on);
        Ok(Before::new(board, then, Some(issue.number)))
    }

    /// Reads the plans of a board as they were at the revision of a bulletin.
    fn plans_then(
        &self,
        state: &State,
        board: &Board,
        issue: &BulletinIssue,
        revision: &str,
    ) -> Result<Vec<Loaded>, Note> {
        let words = &state.words.report.command;
        let workspace = &self.options.workspace;
        let plan = board.plans.first().map(PlanHandle::id);
        let texts = Repository::plans_of_issue(workspace, plan, revision);
        let texts = texts.map_err(|fault| match fault {
            GitFault::Trouble(GitTrouble::UnknownRevision(_)) => {
                (words.issue_revision_gone)(issue.number, issue.on, revision)
            }
            other => other.note(state.words),
        })?;
        let then = PlanTexts::load_those_of(&texts, board.files(), workspace, state.as_of());
        then.map_err(|id| (words.unreadable_then)(&id, revision))
    }

    /// Reads the office's own files; a mistake in them is said, and no report is made.
    fn office(&self, state: &mut State) -> Option<Office> {
        let read = Office::read(&self.options.workspace.parent());
        let refuse = |fault: Fault| state.refuse_note(&fault.note(state.words));
        read.map_err(refuse).ok()
    }
}

fn preview(state: &mut State, document: ReportDocument, deed: Option<Deed>) {
    state.open(ReportPreview::new(document, deed));
}
