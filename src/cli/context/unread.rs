//! Reporting, at the end of a command, what could not be read.

use std::path::{Path, PathBuf};

use crate::cache::RowScope;
use crate::cli::{Context, Failure, Output, message};
use crate::plan::Plan;
use crate::query::{Board, Trouble};
use crate::report::Office;
use crate::store::{
    Contacts, Fault, OfficeSettings, Problem, parent_of_plans, real_place, render_problem,
    top_around,
};
use crate::text::{Flaw, Note};

impl Context {
    /// Reports a failure.
    pub(in crate::cli) fn report(&self, failure: &Failure) {
        failure.report(self.words);
        if let Failure::Git(fault) = failure {
            self.say_where_git_runs(&fault.note(self.words));
        }
    }

    /// Says in which repository the git command of a note is meant, if the program runs outside of it.
    pub(in crate::cli) fn say_where_git_runs(&self, note: &Note) {
        let plans = self.plans_folder().ok();
        let top = plans.and_then(|plans| top_around(&real_place(&plans)?));
        let here = std::env::current_dir().ok();
        if let (Some(top), Some(here)) = (top, here)
            && note.how.contains("git ")
            && !note.how.contains("git -C")
            && !here.starts_with(&top)
        {
            message(&(self.words.git.runs_there)(&top));
        }
    }

    /// Reports plans that could not be read in full, after everything else is printed.
    pub(in crate::cli) fn after_reading(
        &self,
        out: &mut Output,
        trouble: &Trouble,
    ) -> Result<(), Failure> {
        let words = &self.words.cli;
        for (plans, say) in [
            (trouble.broken, words.plans_not_read),
            (trouble.in_conflict, words.plans_in_conflict),
            (trouble.in_error, words.plans_in_error),
        ] {
            if plans > 0 {
                out.note(&say(plans));
            }
        }
        self.name_what_is_wrong(out, trouble);
        self.refuse_bad_office(out)?;
        Failure::Unread.when(!trouble.is_none())
    }

    /// Names each progress.toml that is lost, and the place of the first other error.
    pub(in crate::cli) fn name_what_is_wrong(&self, out: &mut Output, trouble: &Trouble) {
        // What an earlier version had wrong has no place on disk.
        if self.global.at.is_some() || trouble.is_none() {
            return;
        }
        if trouble.broken > 0
            && let Ok(workspace) = self.workspace()
        {
            let wanted = workspace.wanted(self.global.plan.as_deref());
            for files in wanted.filter(|files| files.lost_log.is_some()) {
                let lost = Fault::FileLost(files.progress.clone());
                Failure::from(lost).report(self.words);
            }
        }
        let is_told = |problem: &&Problem| matches!(problem.flaw, Flaw::ProgressGone { .. });
        if let Some(first) = trouble.first.as_ref().filter(|first| !is_told(first)) {
            let shown = render_problem(first, &first.file, self.words);
            out.note(shown.lines().next().unwrap_or_default());
        }
    }

    /// Reports the first error of duban.toml; without that file, the published days off and default limits would apply
    /// unnoticed.
    pub(in crate::cli) fn refuse_bad_office(&self, out: &mut Output) -> Result<(), Failure> {
        self.refuse_bad(out, |parent| OfficeSettings::read(parent).1)
    }

    /// Reports the first error of contacts.toml, with which no report is made.
    pub(in crate::cli) fn refuse_bad_contacts(&self, out: &mut Output) -> Result<(), Failure> {
        self.refuse_bad(out, |parent| Contacts::read(parent).1)
    }

    /// Reports the first contact of a unit that no plan knows; unknown is that only where all plans were read.
    pub(in crate::cli) fn refuse_unknown_contact(
        &self,
        out: &mut Output,
        board: &Board,
        office: &Office,
    ) -> Result<(), Failure> {
        let plans = board.plans.iter();
        let plans = plans.map(|handle| Some(handle.open()?.plan));
        let (Some(plans), None, None) = (
            plans.collect::<Option<Vec<&Plan>>>(),
            &self.global.plan,
            &self.global.at,
        ) else {
            return Ok(());
        };
        let ours = office.settings.office.as_deref();
        self.refuse_bad(out, |parent| {
            office.contacts.unknown_units(parent, ours, &plans)
        })
    }

    fn refuse_bad(
        &self,
        out: &mut Output,
        problems_in: impl Fn(&Path) -> Vec<Problem>,
    ) -> Result<(), Failure> {
        let Ok(plans) = self.plans_folder() else {
            return Ok(());
        };
        let problems = problems_in(&parent_of_plans(&plans));
        let Some(problem) = problems.iter().find(|problem| problem.is_error()) else {
            return Ok(());
        };
        out.note(&render_problem(problem, &problem.file, self.words));
        Err(Failure::Unread)
    }

    /// Reports the plans that cannot be read at the end of a command that needed none of them, except those whose files
    /// are in `told`, which are reported already.
    pub(in crate::cli) fn all_read(&self, told: &[PathBuf]) -> Result<(), Failure> {
        let nothing = RowScope {
            rows: &|_| false,
            counts: false,
        };
        let looks = match self.workspace() {
            // Without a plan left there is none that cannot be read.
            Err(_) => Vec::new(),
            Ok(_) => self.one_by_one(nothing, |_, handle| {
                let files = &handle.files;
                let is_told = told.contains(&files.plan) || told.contains(&files.progress);
                // A plan that is not there is gone, or was not checked out; git reports that.
                if std::fs::symlink_metadata(&files.plan).is_err() {
                    return (Trouble::default(), None);
                }
                let fault = (!handle.can_open() && !is_told).then(|| handle.broken());
                (Trouble::of(handle), fault)
            })?,
        };
        let in_conflict: usize = looks.iter().map(|(it, _)| it.in_conflict).sum();
        let broken: usize = looks.iter().map(|(it, _)| it.broken).sum();
        for fault in looks.into_iter().filter_map(|(_, fault)| fault) {
            Failure::from(fault).report(self.words);
        }
        if in_conflict > 0 {
            message(&(self.words.cli.plans_in_conflict)(in_conflict));
        }
        if broken + in_conflict > 0 {
            return Err(Failure::Unread);
        }
        Ok(())
    }
}
