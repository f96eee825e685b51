//! The context of a command; in `context/`: its language, the plans it opens, what of them it could not read.

mod language;
mod opening;
mod unread;

use std::cell::OnceCell;
use std::env::VarError;
use std::path::PathBuf;

use crate::git::{GitFault, Repository, Uncommitted};
use crate::plan::Day;
use crate::query::{parse_day, parse_day_from, parse_next_day_from, parse_past_day_from};
use crate::store::{Config, Folders, Problem, render_problem};
use crate::text::{GitTrouble, Lang, Words};
use crate::tui::UserKeys;

use self::language::{is_typed, named_or_configured};
use super::args::Global;
use super::clock;
use super::output::ColourChoice;
use super::{Failure, Output, message, name_plans};

pub(super) use self::language::lang_before_arguments;

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
        let words = named_or_configured(config.lang).words();
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
        let option = if is_typed("--lang") {
            "--lang"
        } else {
            "DUBAN_LANG"
        };
        // An empty variable names no language.
        let is_named = |key: &&str| option == "--lang" || !key.is_empty();
        if let Some(key) = context.global.lang.as_deref().filter(is_named) {
            context.choice(option, key, &Lang::keys())?;
        }
        let around = context.variable("DUBAN_AS_OF")?;
        let around = around.as_deref().filter(|day| !day.is_empty());
        context.name_day_of_files(around);
        context.as_of = context.day_said(around)?;
        Ok(context)
    }

    /// Returns the value of a variable of the environment, if it is set.
    ///
    /// # Errors
    ///
    /// Fails if that is not UTF-8: whom or what day it names is then not known.
    pub(super) fn variable(&self, name: &str) -> Result<Option<String>, Failure> {
        match std::env::var(name) {
            Ok(value) => Ok(Some(value)),
            Err(VarError::NotPresent) => Ok(None),
            Err(VarError::NotUnicode(_)) => {
                Err(Failure::Usage((self.words.cli.variable_not_text)(name)))
            }
        }
    }

    /// Writes out in full the day of an `--at` like `6-30` or `-3d`, because git looks for files by that day.
    fn name_day_of_files(&mut self, around: Option<&str>) {
        let today = clock::today();
        let around = around.and_then(|day| parse_day_from(day, today));
        let at = self.global.at.as_deref();
        let day = at.and_then(|at| parse_day_from(at, around.unwrap_or(today)));
        if let Some(day) = day {
            self.global.at = Some(day.to_string());
        }
    }

    /// Returns the as-of day: from `--as-of`, else from a day given to `--at`, else from the
    /// environment. An `--as-of` like `6-30` or `-3d` is counted from the others.
    fn day_said(&self, around: Option<&str>) -> Result<Option<Day>, Failure> {
        let typed = self.global.as_of.as_deref();
        let today = clock::today();
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

    /// Parses a day; one like `6-30` or `-3d` is counted from the as-of day.
    pub(super) fn day(&self, text: &str) -> Result<Day, Failure> {
        parse_day_from(text, self.as_of())
            .ok_or_else(|| Failure::Usage((self.words.cli.bad_date)(text)))
    }

    /// Parses the optional day of a deed; one like `12-31` is the last before the as-of day, or shortly after it.
    pub(super) fn past_day_if(&self, text: Option<&str>) -> Result<Option<Day>, Failure> {
        let day = |text: &str| {
            let day = parse_past_day_from(text, self.as_of());
            day.ok_or_else(|| Failure::Usage((self.words.cli.bad_date)(text)))
        };
        text.map(day).transpose()
    }

    /// Parses an optional day.
    pub(super) fn day_if(&self, text: Option<&str>) -> Result<Option<Day>, Failure> {
        text.map(|text| self.day(text)).transpose()
    }

    /// Parses a day to come; one like `8-31` is the next from the day of its deed on, else from the as-of day.
    pub(super) fn next_day(&self, text: &str, on: Option<Day>) -> Result<Day, Failure> {
        let today = self.as_of();
        parse_next_day_from(text, today, on.unwrap_or(today))
            .ok_or_else(|| Failure::Usage((self.words.cli.bad_date)(text)))
    }

    /// Returns the as-of day.
    pub(super) fn as_of(&self) -> Day {
        self.as_of.unwrap_or_else(clock::today)
    }

    /// Returns the as-of day if one was set.
    pub(super) fn as_of_set(&self) -> Option<Day> {
        self.as_of
    }

    /// Prints what was done: to standard error where the output is JSON.
    pub(super) fn say(&self, out: &mut Output, text: &str) {
        if self.global.json {
            out.note(text);
        } else {
            out.line(text);
        }
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

    /// Counts a plan's uncommitted changes; `None` if that is unknown or `--at` shows the past.
    pub(super) fn uncommitted(&self, plan: &str) -> Option<Uncommitted> {
        let counts = self.uncommitted.get_or_init(|| {
            if self.global.at.is_some() {
                return None;
            }
            match self.count_uncommitted() {
                Ok(counts) => Some(counts),
                Err(GitFault::Trouble(GitTrouble::NotARepository(_))) => None,
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

/// Reads config.toml and checks its key bindings.
fn configured(folders: &Folders) -> (Config, Vec<Problem>) {
    let file = folders.config_file();
    let (config, mut problems) = Config::read(file.as_deref());
    let (_, flaws) = UserKeys::with(&config.keys);
    let told = flaws.into_iter().map(|(span, flaw)| Problem {
        file: file.clone().unwrap_or_default(),
        span,
        flaw,
    });
    problems.extend(told);
    problems.sort_by_key(|problem| problem.span.start);
    (config, problems)
}
