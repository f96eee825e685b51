//! The table of commands.

use clap::error::ErrorKind;
use clap::{ArgMatches, Args, FromArgMatches, Subcommand};

use super::args::{
    ApplyArgs, CheckArgs, CommitArgs, CompletionsArgs, CorrectArgs, DemoArgs, DiffArgs, ExportArgs,
    HelpArgs, ImportArgs, InitArgs, ListArgs, LogArgs, ManArgs, MarkArgs, MissingArgs,
    PostponeArgs, ProgressArgs, ReadingArgs, RemindArgs, ReportArgs, ResolveArgs, ReviewArgs,
    SchemaArgs, ShowArgs, SyncArgs, UndoArgs, UnitsArgs,
};

/// The effect of a command on the plans, and the reader of its output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum CommandKind {
    /// Prints what a script may read.
    Prints,
    /// Prints what a person reads, so it may go to a pager.
    Pages,
    /// Records something, which `--at` rules out.
    Records,
}

/// Declares the commands: name of the variant, arguments, name on the command line, kind.
macro_rules! commands {
    ($($name:ident $(($args:ty))? = $typed:literal $(or $alias:literal)?, $kind:ident;)*) => {
        /// A command with its arguments.
        #[derive(Debug)]
        pub(super) enum Command {
            $($name $(($args))?,)*
        }

        impl Subcommand for Command {
            /// Declares the arguments of the typed command alone: those of all commands are a third of
            /// the program's start.
            fn augment_subcommands(all: clap::Command) -> clap::Command {
                all$(.subcommand({
                    let one = clap::Command::new($typed)$(.visible_alias($alias))?;
                    $(let one = one.defer(<$args as Args>::augment_args);)?
                    one
                }))*
            }

            fn augment_subcommands_for_update(all: clap::Command) -> clap::Command {
                Self::augment_subcommands(all)
            }

            fn has_subcommand(name: &str) -> bool {
                matches!(name, $($typed)|*)
            }
        }

        impl FromArgMatches for Command {
            fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
                Self::from_arg_matches_mut(&mut matches.clone())
            }

            fn from_arg_matches_mut(matches: &mut ArgMatches) -> Result<Self, clap::Error> {
                let Some((typed, mut _args)) = matches.remove_subcommand() else {
                    return Err(clap::Error::new(ErrorKind::MissingSubcommand));
                };
                match typed.as_str() {
                    $($typed => Ok(Self::$name $((<$args>::from_arg_matches_mut(&mut _args)?))?),)*
                    _ => Err(clap::Error::new(ErrorKind::InvalidSubcommand)),
                }
            }

            fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
                *self = Self::from_arg_matches(matches)?;
                Ok(())
            }
        }

        impl Command {
            /// Declares the arguments of all commands, for help: it lists what is declared first above
            /// the options of every command.
            pub(super) fn declare_all(all: clap::Command) -> clap::Command {
                all$($(.mut_subcommand($typed, |one| {
                    <$args as Args>::augment_args(one).defer(|declared| declared)
                }))?)*
            }

            fn kind(&self) -> CommandKind {
                match self {
                    $(Self::$name { .. } => CommandKind::$kind,)*
                }
            }
        }
    };
}

commands! {
    Status = "status", Pages;
    Brief = "brief", Prints;
    List(ListArgs) = "list" or "ls", Pages;
    Overdue(ListArgs) = "overdue", Pages;
    Missing(MissingArgs) = "missing", Pages;
    Units(UnitsArgs) = "units", Pages;
    Show(ShowArgs) = "show", Pages;
    Mark(MarkArgs) = "mark", Records;
    Progress(ProgressArgs) = "progress", Records;
    Postpone(PostponeArgs) = "postpone", Records;
    Reading(ReadingArgs) = "reading", Records;
    Correct(CorrectArgs) = "correct", Records;
    Remind(RemindArgs) = "remind", Records;
    Undo(UndoArgs) = "undo", Records;
    Commit(CommitArgs) = "commit", Records;
    Sync(SyncArgs) = "sync", Records;
    Resolve(ResolveArgs) = "resolve", Records;
    // `check --fix`, `report --record` and `report --issue` refuse the past themselves.
    Check(CheckArgs) = "check", Prints;
    Export(ExportArgs) = "export", Prints;
    Report(ReportArgs) = "report", Prints;
    Apply(ApplyArgs) = "apply", Records;
    Diff(DiffArgs) = "diff", Pages;
    Log(LogArgs) = "log", Pages;
    Review(ReviewArgs) = "review", Pages;
    Import(ImportArgs) = "import", Records;
    Init(InitArgs) = "init", Prints;
    Demo(DemoArgs) = "demo", Prints;
    Config = "config", Prints;
    Completions(CompletionsArgs) = "completions", Prints;
    Man(ManArgs) = "man", Prints;
    Schema(SchemaArgs) = "schema", Prints;
    Help(HelpArgs) = "help", Prints;
}

impl Command {
    /// Returns whether the output is for reading and may go to a pager.
    pub(super) fn pages(&self) -> bool {
        self.kind() == CommandKind::Pages
    }

    /// Returns whether the command records something, which `--at` rules out.
    pub(super) fn records(&self) -> bool {
        self.kind() == CommandKind::Records
    }
}
