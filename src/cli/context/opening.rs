//! Opening what a command is about: the folder of plans, the plans, the office's own files.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::cache::{Cache, RowScope};
use crate::cli::{Context, Failure};
use crate::git::{Repository, mark_lost_logs, refuse_not_checked_out};
use crate::plan::{Address, Day};
use crate::query::{Among, Board, PlanHandle, one_by_one};
use crate::report::Office;
use crate::store::{Fault, Loaded, Workspace, find_workspace, parent_of_plans, top_around};

impl Context {
    /// Returns the folder of plans.
    pub(in crate::cli) fn plans_folder(&self) -> Result<PathBuf, Failure> {
        self.plans_folder_or(self.folders.last_workspace().as_deref())
    }

    /// Returns the folder of plans that is named or is around the working directory, never the last one opened, nor one
    /// outside of the repository around the working directory: a command that writes there has to name it.
    pub(in crate::cli) fn plans_folder_here(&self) -> Result<PathBuf, Failure> {
        let plans = self.plans_folder_or(None)?;
        let here = std::env::current_dir().map_err(Fault::io(Path::new(".")))?;
        // A plan may be a submodule: a working directory in it is in the folder of plans.
        let is_here = self.global.plans.is_some()
            || here.starts_with(&plans)
            || top_around(&here).is_none_or(|top| plans.starts_with(top));
        if is_here {
            Ok(plans)
        } else {
            Err(Fault::NoWorkspace(here).into())
        }
    }

    fn plans_folder_or(&self, last: Option<&Path>) -> Result<PathBuf, Failure> {
        let here = std::env::current_dir().map_err(Fault::io(&PathBuf::from(".")))?;
        Ok(find_workspace(self.global.plans.as_deref(), &here, last)?)
    }

    /// Refuses to mend plans that are neither named nor around the working directory, but were only opened last.
    pub(in crate::cli) fn refuse_elsewhere(&self, plans: &Path) -> Result<(), Failure> {
        let elsewhere = |_| Failure::Usage((self.words.cli.fix_needs_place)(plans));
        self.plans_folder_here().map(drop).map_err(elsewhere)
    }

    /// Reads the office's own files beside plans/, with `--at` the working days as they were then.
    pub(in crate::cli) fn office(&self) -> Result<Office, Failure> {
        let folder = self.plans_folder()?;
        let mut office = Office::read(&parent_of_plans(&folder))?;
        if let Some(at) = &self.global.at {
            let then = Repository::calendar_at(&Workspace::open_or_empty(&folder), at)?;
            if let Some(then) = then {
                office.settings.calendar = then;
            }
        }
        Ok(office)
    }

    /// Opens the workspace.
    pub(in crate::cli) fn workspace(&self) -> Result<Workspace, Failure> {
        let folder = self.plans_folder()?;
        let mut workspace = Workspace::open(&folder)?;
        mark_lost_logs(&mut workspace);
        if let Some(id) = &self.global.plan {
            if workspace.plan(id).is_err() {
                refuse_not_checked_out(&folder, id)?;
            }
            workspace.plan(id)?;
        }
        Ok(workspace)
    }

    /// Opens the workspace, without plans if all of them are gone.
    pub(in crate::cli) fn workspace_or_empty(&self) -> Result<Workspace, Failure> {
        match self.workspace() {
            Err(Failure::Fault(fault)) => match *fault {
                Fault::NoPlans(folder) => Ok(Workspace {
                    folder,
                    plans: Vec::new(),
                }),
                other => Err(other.into()),
            },
            found => found,
        }
    }

    /// Reads all plans, but still refuses an unknown `--plan`.
    pub(in crate::cli) fn board_of_all(&self) -> Result<Board, Failure> {
        self.workspace()?;
        self.board_of(None)
    }

    /// Reads all plans or the one named, with `--at` as they were then.
    pub(in crate::cli) fn board(&self) -> Result<Board, Failure> {
        match &self.global.at {
            Some(at) => Ok(Board::new(self.loaded_at(at)?, self.as_of())),
            None => self.board_of(self.global.plan.as_deref()),
        }
    }

    /// Reads all plans or the one named at a revision or day.
    pub(in crate::cli) fn loaded_at(&self, at: &str) -> Result<Vec<Loaded>, Failure> {
        let only = self.global.plan.as_deref();
        let folder = self.plans_folder()?;
        let workspace = Workspace::open_or_empty(&folder);
        let texts = Repository::plans_at(&workspace, at, only)?;
        if let Some(id) = only.filter(|_| texts.is_empty()) {
            let texts = Repository::plans_at(&workspace, at, None)?;
            return Err(Fault::NoPlan {
                id: id.to_owned(),
                known: texts.into_iter().map(|plan| plan.id).collect(),
            }
            .into());
        }
        let plans = texts.iter();
        Ok(plans.map(|plan| plan.load(&folder, self.as_of())).collect())
    }

    /// Reads the one plan that all ids name, else all plans, so that a deed costs no more than its
    /// plan; as they were on the day of the deed if what it names has ended since.
    pub(in crate::cli) fn board_for(
        &self,
        ids: &[String],
        on: Option<&str>,
    ) -> Result<Board, Failure> {
        let mut plans = ids
            .iter()
            .map(|id| Address::parse(id).plan)
            .collect::<Vec<_>>();
        plans.dedup();
        let only = match plans.as_slice() {
            [Some(plan)] if self.global.plan.is_none() && self.global.at.is_none() => Some(&**plan),
            _ => None,
        };
        let board = match only {
            Some(plan) => self.board_of(Some(plan))?,
            None => self.board()?,
        };
        let day = self.past_day_if(on)?;
        let has_ended_since = |day: &Day| {
            let mut ended = ids.iter().filter_map(|id| board.ended_on(id));
            ended.any(|ended| *day < ended)
        };
        match day.filter(has_ended_since) {
            Some(day) => self.board_of_on(only.or(self.global.plan.as_deref()), day),
            None => Ok(board),
        }
    }

    /// Calls `look` on each plan in turn, loaded only within `seen`, which is cheaper than a board.
    pub(in crate::cli) fn one_by_one<T: Send>(
        &self,
        seen: RowScope<'_>,
        look: impl Fn(Among, &PlanHandle) -> T + Sync,
    ) -> Result<Vec<T>, Failure> {
        if self.global.at.is_some() {
            let plans = self.board()?.plans;
            let among = |place| Among {
                place,
                count: plans.len(),
            };
            let looks = plans.iter().enumerate();
            return Ok(looks.map(|(at, handle)| look(among(at), handle)).collect());
        }
        let workspace = self.workspace()?;
        let cache = self.cache(&workspace);
        let only = self.global.plan.as_deref();
        let of = (cache.as_ref(), self.as_of());
        Ok(one_by_one(&workspace, of, only, seen, look))
    }

    fn board_of(&self, only: Option<&str>) -> Result<Board, Failure> {
        self.board_of_on(only, self.as_of())
    }

    fn board_of_on(&self, only: Option<&str>, as_of: Day) -> Result<Board, Failure> {
        let folder = self.plans_folder()?;
        let alone = only.and_then(|id| Workspace::open_one(&folder, id));
        let workspace = match alone {
            Some(mut workspace) => {
                mark_lost_logs(&mut workspace);
                workspace
            }
            None => self.workspace()?,
        };
        // An unknown plan is looked up among all, so that near ids can be suggested.
        let only = only.filter(|id| workspace.plan(id).is_ok());
        let cache = self.cache(&workspace);
        Ok(Board::read(&workspace, cache.as_ref(), as_of, only))
    }

    /// Opens the cache of a workspace.
    pub(in crate::cli) fn cache(&self, workspace: &Workspace) -> Option<Cache> {
        Cache::of(self.folders.cache()?, &workspace.folder, SystemTime::now())
    }
}
