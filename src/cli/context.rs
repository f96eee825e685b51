use std::cell::OnceCell;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::cache::{Cache, RowScope};
use crate::git::{GitFault, Repository, Uncommitted, mark_lost_logs};
use crate::plan::{Address, Day};
use crate::query::{Among, Board, PlanHandle, Trouble, one_by_one, parse_day, parse_day_from};
use crate::report::Office;
use crate::store::{
    Config, Contacts, Fault, Folders, Loaded, OfficeSettings, Problem, Workspace, find_workspace,
    parent_of_plans, render_problem,
};
use crate::text::{Flaw, Lang, Words};

use super::args::Global;
use super::clock;
use crate::tui::KeyMap;

use super::output::ColourChoice;
use super::{Failure, Output, message, name_plans};

/// The context of a command: global options, preferences and words.
pub(super) struct Context {
    pub(super) words: &'static Words,
    pub(super) global: Global,
    pub(super) config: Config,
    pub(super) config_problems: Vec<Problem>,
    pub(super) folders: Folders,
    as_of: Option<Day>,
    uncommitted: OnceCell<Option<Vec<Uncommitted>>>,
    /// The person at a shared account, once asked.
    pub(super) person: OnceCell<String>,
}

impl Context {
    /// Reads the options and the configuration.
    pub(super) fn new(mut global: Global) -> Result<Self, Failure> {
        if let Some(plans) = &global.plans {
            name_plans(plans);
        }
        let in_environment = || std::env::var_os("DUBAN_PLANS").map(PathBuf::from);
        let is_named = |plans: &PathBuf| !plans.as_os_str().is_empty();
        global.plans = global.plans.or_else(in_environment).filter(is_named);
        let folders = Folders::of_user();
        let (config, config_problems) = configured(&folders);
        let words = spoken(config.lang).words();
        let mut context = Self {
            words,
            global,
            config,
            config_problems,
            folders,
            as_of: None,
            uncommitted: OnceCell::new(),
            person: OnceCell::new(),
        };
        if let Some(key) = context.global.lang.as_deref().filter(|key| !key.is_empty()) {
            let option = if is_typed("--lang") {
                "--lang"
            } else {
                "DUBAN_LANG"
            };
            context.choice(option, key, &Lang::keys())?;
        }
        context.name_day_of_files();
        context.as_of = context.day_said()?;
        Ok(context)
    }

    /// Writes out in full the day of an `--at` like `6-30` or `3d`, because git looks for files by that day.
    fn name_day_of_files(&mut self) {
        let around = std::env::var("DUBAN_AS_OF").ok();
        let today = clock::today();
        let around = around.and_then(|day| parse_day_from(&day, today));
        let at = self.global.at.as_deref();
        let day = at.and_then(|at| parse_day_from(at, around.unwrap_or(today)));
        if let Some(day) = day {
            self.global.at = Some(day.to_string());
        }
    }

    /// Returns the as-of day: from `--as-of`, else from a day given to `--at`, else from the
    /// environment. An `--as-of` like `6-30` or `3d` is counted from the others.
    fn day_said(&self) -> Result<Option<Day>, Failure> {
        let typed = self.global.as_of.as_deref().filter(|day| !day.is_empty());
        let today = clock::today();
        let around = std::env::var("DUBAN_AS_OF").ok();
        let around = around.as_deref().filter(|day| !day.is_empty());
        let of_files = self.global.at.as_deref().and_then(parse_day);
        let before = of_files.or_else(|| parse_day_from(around?, today));
        let wrong = |said: &str| Failure::Usage((self.words.cli.bad_date)(said));
        let Some(typed) = typed else {
            return match (before, around) {
                (None, Some(around)) => Err(wrong(&format!("DUBAN_AS_OF={around}"))),
                (before, _) => Ok(before),
            };
        };
        let day = parse_day_from(typed, before.unwrap_or(today));
        day.ok_or_else(|| wrong(typed)).map(Some)
    }

    /// Returns the choice of `--color`.
    pub(super) fn colour(&self) -> Result<ColourChoice, Failure> {
        let Some(key) = &self.global.color else {
            return Ok(ColourChoice::Auto);
        };
        self.choice("--color", key, &ColourChoice::KEYS)
    }

    /// Returns the choice that was typed; a refusal names the option and lists what may be typed.
    pub(super) fn choice<T: Copy>(
        &self,
        option: &str,
        typed: &str,
        known: &[(T, &str)],
    ) -> Result<T, Failure> {
        let found = known.iter().find(|(_, key)| *key == typed);
        found.map(|(choice, _)| *choice).ok_or_else(|| {
            let known: Vec<&str> = known.iter().map(|(_, key)| *key).collect();
            Failure::Usage((self.words.cli.bad_choice)(option, typed, &known))
        })
    }

    /// Parses a day; one like `6-30` or `3d` is counted from the as-of day.
    pub(super) fn day(&self, text: &str) -> Result<Day, Failure> {
        parse_day_from(text, self.as_of())
            .ok_or_else(|| Failure::Usage((self.words.cli.bad_date)(text)))
    }

    /// Parses an optional day.
    pub(super) fn day_if(&self, text: Option<&str>) -> Result<Option<Day>, Failure> {
        text.map(|text| self.day(text)).transpose()
    }

    /// Returns the as-of day.
    pub(super) fn as_of(&self) -> Day {
        self.as_of.unwrap_or_else(clock::today)
    }

    /// Returns the as-of day if one was set.
    pub(super) fn as_of_set(&self) -> Option<Day> {
        self.as_of
    }

    /// Returns the folder of plans.
    pub(super) fn plans_folder(&self) -> Result<PathBuf, Failure> {
        self.plans_folder_or(self.folders.last_workspace().as_deref())
    }

    /// Returns the folder of plans that is named or stands around the working directory, never the last one opened.
    pub(super) fn plans_folder_here(&self) -> Result<PathBuf, Failure> {
        self.plans_folder_or(None)
    }

    fn plans_folder_or(&self, last: Option<&Path>) -> Result<PathBuf, Failure> {
        let here = std::env::current_dir().map_err(Fault::io(&PathBuf::from(".")))?;
        Ok(find_workspace(self.global.plans.as_deref(), &here, last)?)
    }

    /// Refuses to mend plans that are neither named nor around where one stands, but were only opened last.
    pub(super) fn refuse_elsewhere(&self, plans: &Path) -> Result<(), Failure> {
        let elsewhere = |_| Failure::Usage((self.words.cli.fix_needs_place)(plans));
        self.plans_folder_here().map(drop).map_err(elsewhere)
    }

    /// Reads the office's own files beside plans/.
    pub(super) fn office(&self) -> Result<Office, Failure> {
        let parent = parent_of_plans(&self.plans_folder()?);
        let (settings, mut problems) = OfficeSettings::read(&parent);
        let (contacts, of_contacts) = Contacts::read(&parent);
        problems.extend(of_contacts);
        match problems.into_iter().find(Problem::is_error) {
            Some(problem) => Err(Fault::NotWritable(problem).into()),
            None => Ok(Office::new(settings, contacts)),
        }
    }

    /// Prints what was done: to standard error where the output is JSON.
    pub(super) fn say(&self, out: &mut Output, text: &str) {
        if self.global.json {
            out.note(text);
        } else {
            out.line(text);
        }
    }

    /// Opens the workspace.
    pub(super) fn workspace(&self) -> Result<Workspace, Failure> {
        let folder = self.plans_folder()?;
        let mut workspace = Workspace::open(&folder)?;
        mark_lost_logs(&mut workspace);
        if let Some(id) = &self.global.plan {
            workspace.plan(id)?;
        }
        Ok(workspace)
    }

    /// Reads all plans, but still refuses an unknown `--plan`.
    pub(super) fn board_of_all(&self) -> Result<Board, Failure> {
        self.workspace()?;
        self.board_of(None)
    }

    /// Reads all plans or the one named, with `--at` as they were then.
    pub(super) fn board(&self) -> Result<Board, Failure> {
        match &self.global.at {
            Some(at) => Ok(Board::new(self.loaded_at(at)?, self.as_of())),
            None => self.board_of(self.global.plan.as_deref()),
        }
    }

    /// Reads all plans or the one named at a revision or day.
    pub(super) fn loaded_at(&self, at: &str) -> Result<Vec<Loaded>, Failure> {
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

    /// Refuses a deed combined with `--at`: the past cannot be changed.
    pub(super) fn refuse_past(&self) -> Result<(), Failure> {
        match &self.global.at {
            Some(_) => Err(self.misused(self.words.cli.not_in_the_past)),
            None => Ok(()),
        }
    }

    /// Returns the failure of a wrong usage.
    pub(super) fn misused(&self, why: &str) -> Failure {
        Failure::Usage((self.words.cli.usage)(why))
    }

    /// Reads the one plan that all ids name, else all plans, so that a deed costs no more than its
    /// plan.
    pub(super) fn board_for(&self, ids: &[String]) -> Result<Board, Failure> {
        let mut plans = ids
            .iter()
            .map(|id| Address::parse(id).plan)
            .collect::<Vec<_>>();
        plans.dedup();
        match plans.as_slice() {
            [Some(plan)] if self.global.plan.is_none() && self.global.at.is_none() => {
                self.board_of(Some(plan))
            }
            _ => self.board(),
        }
    }

    /// Calls `look` on each plan in turn, loaded only within `seen`, which is cheaper than a board.
    pub(super) fn one_by_one<T: Send>(
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
        Ok(Board::read(&workspace, cache.as_ref(), self.as_of(), only))
    }

    /// Opens the cache of a workspace.
    pub(super) fn cache(&self, workspace: &Workspace) -> Option<Cache> {
        Cache::of(self.folders.cache()?, &workspace.folder, SystemTime::now())
    }

    /// Reports plans that could not be read in full, after everything else is printed.
    pub(super) fn after_reading(&self, out: &mut Output, trouble: &Trouble) -> Result<(), Failure> {
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
    pub(super) fn name_what_is_wrong(&self, out: &mut Output, trouble: &Trouble) {
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
    pub(super) fn refuse_bad_office(&self, out: &mut Output) -> Result<(), Failure> {
        let Ok(plans) = self.plans_folder() else {
            return Ok(());
        };
        let mut problems = OfficeSettings::read(&parent_of_plans(&plans)).1.into_iter();
        let Some(problem) = problems.find(Problem::is_error) else {
            return Ok(());
        };
        out.note(&render_problem(&problem, &problem.file, self.words));
        Err(Failure::Unread)
    }

    /// Reports the plans that cannot be read at the end of a command that needed none of them, except those whose files
    /// are in `told`: they are reported already.
    pub(super) fn all_read(&self, told: &[PathBuf]) -> Result<(), Failure> {
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
                // A plan that is not there is gone, or was not checked out; git tells of that.
                if std::fs::symlink_metadata(&files.plan).is_err() {
                    return (Trouble::default(), None);
                }
                let fault = (!handle.opens() && !is_told).then(|| handle.broken());
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

    /// Counts a plan's uncommitted changes; `None` if that is unknown or `--at` shows the past.
    pub(super) fn uncommitted(&self, plan: &str) -> Option<Uncommitted> {
        let counts = self.uncommitted.get_or_init(|| {
            if self.global.at.is_some() {
                return None;
            }
            match self.count_uncommitted() {
                Ok(counts) => Some(counts),
                Err(GitFault::NotARepository(_)) => None,
                // Silence would look like a folder without git.
                Err(fault) => {
                    Failure::from(fault).report(self.words);
                    None
                }
            }
        });
        let of_plan = counts.as_ref()?.iter().find(|counts| counts.plan == plan);
        Some(of_plan.cloned().unwrap_or_default())
    }

    fn count_uncommitted(&self) -> Result<Vec<Uncommitted>, GitFault> {
        // Plans that cannot be found are reported by what reads them.
        let Ok(workspace) = self.workspace() else {
            return Ok(Vec::new());
        };
        let mut counts = Vec::new();
        for repository in Repository::homes(&workspace)? {
            counts.extend(repository.uncommitted(&workspace)?);
        }
        Ok(counts)
    }

    /// Reports problems in config.toml, at every start.
    pub(super) fn tell_config_problems(&self) {
        for problem in &self.config_problems {
            message(render_problem(problem, &problem.file, self.words).trim_end());
        }
    }
}

/// Returns the language for messages before the arguments are parsed: from `--lang` anywhere, else from
/// the environment.
pub(super) fn lang_before_arguments() -> Lang {
    let file = Folders::of_user().config_file();
    spoken(Config::read(file.as_deref()).0.lang)
}

/// Reads config.toml and checks its key bindings.
fn configured(folders: &Folders) -> (Config, Vec<Problem>) {
    let file = folders.config_file();
    let (config, mut problems) = Config::read(file.as_deref());
    let (_, flaws) = KeyMap::with(&config.keys);
    let told = flaws.into_iter().map(|(span, flaw)| Problem {
        file: file.clone().unwrap_or_default(),
        span,
        flaw,
    });
    problems.extend(told);
    problems.sort_by_key(|problem| problem.span.start);
    (config, problems)
}

/// Returns whether an option is typed, and not taken from the environment.
fn is_typed(option: &str) -> bool {
    let mut arguments = std::env::args_os().skip(1);
    arguments.any(|argument| {
        let argument = argument.to_string_lossy();
        let rest = argument.strip_prefix(option);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('='))
    })
}

fn spoken(configured: Option<Lang>) -> Lang {
    let mut arguments = std::env::args_os()
        .skip(1)
        .map(|argument| argument.to_string_lossy().into_owned());
    let mut named = std::env::var("DUBAN_LANG").ok();
    while let Some(argument) = arguments.next() {
        let value = match argument.strip_prefix("--lang") {
            Some("") => arguments.next(),
            Some(rest) => rest.strip_prefix('=').map(str::to_owned),
            None => None,
        };
        // An unknown language is refused in the language that applied before.
        named = value.filter(|key| Lang::from_key(key).is_some()).or(named);
    }
    lang(named.as_deref(), configured)
}

fn lang(named: Option<&str>, configured: Option<Lang>) -> Lang {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
    named
        .and_then(Lang::from_key)
        .or(configured)
        .unwrap_or_else(|| Lang::of_locale(&locale.unwrap_or_default()))
}
