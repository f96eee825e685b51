//! The macro that makes of the table of commands their declaration and their dispatch.

/// The effect of a command on the plans, and the reader of its output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CommandKind {
    /// Prints what a script may read.
    Prints,
    /// Prints what a person reads, so it may go to a pager.
    Pages,
    /// Changes something, which `--at` rules out.
    Records,
    /// Records a deed, which `--at` rules out too, and has no JSON.
    Deed,
    /// Makes or prints something other than data: it has no JSON and reads no plans of the past.
    Talks,
}

impl CommandKind {
    /// Returns whether the command can print JSON.
    pub(super) fn has_json(self) -> bool {
        !matches!(self, Self::Deed | Self::Talks)
    }

    /// Returns whether the command can read an earlier version of the plans.
    pub(super) fn reads_the_past(self) -> bool {
        matches!(self, Self::Prints | Self::Pages)
    }
}

/// Declares the commands: name of the variant, arguments, name on the command line, kind, function.
macro_rules! commands {
    ($($name:ident $(($given:ident: $args:ty))? = $typed:literal $(or $alias:literal)?, $kind:ident, $run:path;)*) => {
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
                    let one = clap::Command::new($typed)$(.alias($alias))?;
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
            /// Declares the arguments of all commands, for help: clap prints options in the order of
            /// declaration, and the global ones must come last.
            pub(super) fn declare_all(all: clap::Command) -> clap::Command {
                // The empty defer replaces the earlier one, which would declare the arguments again.
                all$($(.mut_subcommand($typed, |one| {
                    <$args as Args>::augment_args(one).defer(|declared| declared)
                }))?)*
            }

            /// Returns the kind of the command of a name.
            pub(super) fn kind_of(name: &str) -> Option<CommandKind> {
                match name {
                    $($typed => Some(CommandKind::$kind),)*
                    _ => None,
                }
            }

            fn kind(&self) -> CommandKind {
                match self {
                    $(Self::$name { .. } => CommandKind::$kind,)*
                }
            }

            /// Runs the command.
            pub(super) fn run(&self, cx: &Context, out: &mut Output) -> Result<(), Failure> {
                if !self.kind().reads_the_past() {
                    cx.refuse_past()?;
                }
                if cx.global.json && !self.kind().has_json() {
                    message(cx.words.cli.no_json);
                }
                match self {
                    $(Self::$name $(($given))? => $run(cx, out $(, $given)?),)*
                }
            }

            /// Returns whether the output is for reading and may go to a pager.
            pub(super) fn pages(&self) -> bool {
                self.kind() == CommandKind::Pages
            }
        }
    };
}

pub(super) use commands;
