//! The one place that runs git.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

mod child;
mod complaint;
mod conversation;

pub use child::while_no_git_starts;
pub(crate) use complaint::tidy;
pub(crate) use conversation::Conversation;

use super::GitFault;
use child::{listen_to, run, start};

/// The longest silence of a command that reads.
pub(crate) const READ_PATIENCE: Duration = Duration::from_secs(30);
/// The longest silence of hooks, signing and the network.
const ACT_PATIENCE: Duration = Duration::from_secs(180);
/// The most output that is read; a thousand plans are a tenth of it.
const OUTPUT_LIMIT: usize = 512 << 20;
/// The most error output that is kept.
pub(crate) const WORDS_LIMIT: usize = 64 << 10;

/// Settings that keep a repository from running programs of its own when it is only read.
const READ_SETTINGS: &str = "\
    core.fsmonitor=false core.hooksPath=/dev/null safe.bareRepository=explicit \
    log.showSignature=false core.sshCommand=false credential.helper= protocol.allow=never";

/// Settings of every call: output and commits are UTF-8, even if the user's own consoles are set to
/// something else (`i18n.commitEncoding = GBK`).
const PLAIN_SETTINGS: &str = "\
    i18n.commitEncoding=UTF-8 i18n.logOutputEncoding=UTF-8 core.quotePath=false \
    color.ui=false log.follow=false";

/// Variables that would point git to another repository, index or object store. A hook that calls us has them set for
/// its own.
const MISLEADING: &str = "\
    GIT_DIR GIT_WORK_TREE GIT_COMMON_DIR GIT_INDEX_FILE GIT_INDEX_VERSION \
    GIT_OBJECT_DIRECTORY GIT_ALTERNATE_OBJECT_DIRECTORIES GIT_QUARANTINE_PATH GIT_NAMESPACE \
    GIT_PREFIX GIT_IMPLICIT_WORK_TREE GIT_INTERNAL_SUPER_PREFIX GIT_SHALLOW_FILE \
    GIT_GRAFT_FILE GIT_REPLACE_REF_BASE GIT_NO_REPLACE_OBJECTS GIT_CONFIG GIT_ATTR_SOURCE \
    GIT_LITERAL_PATHSPECS GIT_GLOB_PATHSPECS GIT_NOGLOB_PATHSPECS GIT_ICASE_PATHSPECS \
    GIT_EXTERNAL_DIFF GIT_DIFF_OPTS GIT_REFLOG_ACTION GIT_EDITOR GIT_SEQUENCE_EDITOR \
    GIT_MERGE_AUTOEDIT GIT_TRACE GIT_TRACE_PACKET GIT_TRACE_SETUP GIT_FLUSH LANGUAGE";

/// Those of them that a server's hook needs, because the pushed objects are not yet in the repository itself.
const QUARANTINE: [&str; 3] = [
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_QUARANTINE_PATH",
];

/// Git, run in one folder.
#[derive(Clone, Debug)]
pub(crate) struct Git {
    folder: PathBuf,
    /// Whether it is a bare repository that was named explicitly.
    bare: bool,
}

/// The output of git, and how it ended.
#[derive(Debug)]
pub(crate) struct GitOutput {
    pub(crate) success: bool,
    pub(crate) out: Vec<u8>,
    /// The error output, with plain line ends.
    pub(crate) words: String,
}

impl GitOutput {
    /// Returns the output as one line of text.
    pub(crate) fn line(&self) -> String {
        let text = String::from_utf8_lossy(&self.out);
        text.trim_end_matches(['\r', '\n']).to_owned()
    }
}

/// A command to run: arguments, standard input and variables.
pub(crate) struct Call<'a> {
    arguments: Vec<OsString>,
    input: Option<Vec<u8>>,
    environment: Vec<(&'static str, OsString)>,
    hear: Option<&'a mut dyn FnMut(&str)>,
}

impl<'a> Call<'a> {
    pub(crate) fn new<A: AsRef<OsStr>>(arguments: impl IntoIterator<Item = A>) -> Self {
        Self {
            arguments: arguments
                .into_iter()
                .map(|argument| argument.as_ref().to_owned())
                .collect(),
            input: None,
            environment: Vec::new(),
            hear: None,
        }
    }

    /// Sets the standard input.
    pub(crate) fn input(mut self, input: impl Into<Vec<u8>>) -> Self {
        self.input = Some(input.into());
        self
    }

    /// Adds an argument.
    pub(crate) fn with(mut self, argument: impl AsRef<OsStr>) -> Self {
        self.arguments.push(argument.as_ref().to_owned());
        self
    }

    /// Sets a variable.
    pub(crate) fn variable(mut self, name: &'static str, value: impl Into<OsString>) -> Self {
        self.environment.push((name, value.into()));
        self
    }

    /// Sets who hears its progress, line by line.
    pub(crate) fn hear(mut self, hear: &'a mut dyn FnMut(&str)) -> Self {
        self.hear = Some(hear);
        self
    }

    fn name(&self) -> String {
        let name = self.arguments.first().map_or("", |name| {
            // Ours are all words of ASCII.
            name.to_str().unwrap_or_default()
        });
        format!("git {name}")
    }
}

impl Git {
    /// Runs git in the folder of a work tree.
    pub(crate) fn in_folder(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
            bare: false,
        }
    }

    /// Runs git in a bare repository that was named explicitly.
    pub(crate) fn in_bare(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
            bare: true,
        }
    }

    /// Returns the folder it runs in.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Runs a command that only reads; nothing that the repository's own settings name is run.
    ///
    /// # Errors
    /// Fails if there is no git, it takes too long, or prints too much. A refusal is not an error here.
    pub(crate) fn try_read(&self, call: Call<'_>) -> Result<GitOutput, GitFault> {
        run(self.reading(), call, READ_PATIENCE)
    }

    /// Starts a command that answers questions one after another.
    ///
    /// # Errors
    /// Fails if there is no git.
    pub(crate) fn converse(&self, call: &Call<'_>) -> Result<Conversation, GitFault> {
        let mut command = self.reading();
        let name = call.name();
        command.args(&call.arguments).stdin(Stdio::piped());
        let mut child = start(command)?;
        let heard = listen_to(&mut child);
        Ok(Conversation::new(name, child, heard))
    }

    fn reading(&self) -> Command {
        let mut command = self.command();
        for setting in READ_SETTINGS.split_whitespace() {
            command.arg("-c").arg(setting);
        }
        command
            .arg("--no-pager")
            .env("GIT_OPTIONAL_LOCKS", "0")
            .env("GIT_LITERAL_PATHSPECS", "1")
            .env("GIT_NO_LAZY_FETCH", "1")
            .env("GIT_NO_REPLACE_OBJECTS", "1");
        command
    }

    /// Runs a command as [`Git::try_read`] does, and returns its output.
    ///
    /// # Errors
    /// Also fails if git refuses.
    pub(crate) fn read(&self, call: Call<'_>) -> Result<Vec<u8>, GitFault> {
        let name = call.name();
        self.output_of(&name, self.try_read(call)?)
    }

    fn output_of(&self, name: &str, said: GitOutput) -> Result<Vec<u8>, GitFault> {
        if said.success {
            Ok(said.out)
        } else {
            Err(self.refusal(name, &said.words))
        }
    }

    /// Runs a command for the user, with their own settings, hooks and keys.
    ///
    /// # Errors
    /// Fails if there is no git, it is silent for too long, or prints too much. A refusal is not an error here.
    pub(crate) fn try_act(&self, call: Call<'_>) -> Result<GitOutput, GitFault> {
        let mut command = self.command();
        command
            .env("GIT_EDITOR", "true")
            .env("GIT_MERGE_AUTOEDIT", "no");
        if std::env::var_os("SSH_ASKPASS").is_none() {
            // A question on the terminal would be put over the screen.
            command.env("SSH_ASKPASS", "false");
        }
        command.env("SSH_ASKPASS_REQUIRE", "force");
        run(command, call, ACT_PATIENCE)
    }

    /// Runs a command as [`Git::try_act`] does, and returns its output.
    ///
    /// # Errors
    /// Also fails if git refuses.
    pub(crate) fn act(&self, call: Call<'_>) -> Result<Vec<u8>, GitFault> {
        let name = call.name();
        self.output_of(&name, self.try_act(call)?)
    }

    fn command(&self) -> Command {
        let mut command = Command::new("git");
        command.current_dir(&self.folder);
        let quarantined = self.bare && std::env::var_os("GIT_QUARANTINE_PATH").is_some();
        for name in MISLEADING.split_whitespace() {
            if !(quarantined && QUARANTINE.contains(&name)) {
                command.env_remove(name);
            }
        }
        if self.bare {
            command.env("GIT_DIR", ".");
        }
        command
            .args(
                PLAIN_SETTINGS
                    .split_whitespace()
                    .flat_map(|setting| ["-c", setting]),
            )
            .env("GIT_TERMINAL_PROMPT", "0")
            .env("GIT_PAGER", "cat")
            .env("LC_ALL", "C.UTF-8")
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }
}
