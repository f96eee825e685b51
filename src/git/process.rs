//! The one place that runs git.

use std::ffi::{OsStr, OsString};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::GitFault;
use super::conversation::Conversation;

/// How long reading may be silent.
pub(crate) const READ_PATIENCE: Duration = Duration::from_secs(30);
/// How long hooks, signing and the network may be silent.
const ACT_PATIENCE: Duration = Duration::from_secs(180);
/// The most that git may say; a thousand plans are a tenth of it.
const OUTPUT_LIMIT: usize = 512 << 20;
/// The most of git's complaints that is kept.
pub(crate) const WORDS_LIMIT: usize = 64 << 10;

/// Settings that keep a repository from running programs of its own when it is only read.
const READ_SETTINGS: [&str; 7] = [
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "safe.bareRepository=explicit",
    "log.showSignature=false",
    "core.sshCommand=false",
    "credential.helper=",
    "protocol.allow=never",
];

/// Settings that hold whatever git is run for: what it says is read as UTF-8, and what it keeps is
/// written so, where the user's own consoles are set to something else (`i18n.commitEncoding = GBK`).
const PLAIN_SETTINGS: [&str; 5] = [
    "i18n.commitEncoding=UTF-8",
    "i18n.logOutputEncoding=UTF-8",
    "core.quotePath=false",
    "color.ui=false",
    "log.follow=false",
];

/// Settings under which a fetch runs nothing that the repository itself names. The user's own are put back behind them.
const FETCH_SETTINGS: [&str; 17] = [
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "core.gitProxy=",
    "core.askPass=",
    "core.alternateRefsCommand=:",
    "core.sshCommand=ssh",
    "credential.helper=",
    "safe.bareRepository=explicit",
    "protocol.allow=never",
    "protocol.file.allow=always",
    "protocol.git.allow=always",
    "protocol.http.allow=always",
    "protocol.https.allow=always",
    "protocol.ssh.allow=always",
    "maintenance.auto=false",
    "gc.auto=0",
    "fetch.negotiationAlgorithm=noop",
];

/// Variables that would make git look at another repository, index or object store than the one we are in: a hook that
/// calls us has them set for its own.
const MISLEADING: [&str; 33] = [
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_COMMON_DIR",
    "GIT_INDEX_FILE",
    "GIT_INDEX_VERSION",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_QUARANTINE_PATH",
    "GIT_NAMESPACE",
    "GIT_PREFIX",
    "GIT_IMPLICIT_WORK_TREE",
    "GIT_INTERNAL_SUPER_PREFIX",
    "GIT_SHALLOW_FILE",
    "GIT_GRAFT_FILE",
    "GIT_REPLACE_REF_BASE",
    "GIT_NO_REPLACE_OBJECTS",
    "GIT_CONFIG",
    "GIT_ATTR_SOURCE",
    "GIT_LITERAL_PATHSPECS",
    "GIT_GLOB_PATHSPECS",
    "GIT_NOGLOB_PATHSPECS",
    "GIT_ICASE_PATHSPECS",
    "GIT_EXTERNAL_DIFF",
    "GIT_DIFF_OPTS",
    "GIT_REFLOG_ACTION",
    "GIT_EDITOR",
    "GIT_SEQUENCE_EDITOR",
    "GIT_MERGE_AUTOEDIT",
    "GIT_TRACE",
    "GIT_TRACE_PACKET",
    "GIT_TRACE_SETUP",
    "GIT_FLUSH",
    "LANGUAGE",
];

/// Those of them that a server's hook needs: the objects it is asked about are not yet in the repository itself.
const QUARANTINE: [&str; 3] = [
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_QUARANTINE_PATH",
];

/// Git in one folder.
#[derive(Clone, Debug)]
pub(crate) struct Git {
    folder: PathBuf,
    /// A bare repository named outright.
    bare: bool,
}

/// What git said and how it ended.
#[derive(Debug)]
pub(crate) struct GitOutput {
    pub(crate) success: bool,
    pub(crate) out: Vec<u8>,
    /// What it complained of, its line ends made plain.
    pub(crate) words: String,
}

impl GitOutput {
    /// The output as one line of text.
    pub(crate) fn line(&self) -> String {
        let text = String::from_utf8_lossy(&self.out);
        text.trim_end_matches(['\r', '\n']).to_owned()
    }
}

/// A command to run: its arguments, what it reads, and what it finds in its environment.
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

    /// Another argument.
    pub(crate) fn with(mut self, argument: impl AsRef<OsStr>) -> Self {
        self.arguments.push(argument.as_ref().to_owned());
        self
    }

    /// A variable it finds.
    pub(crate) fn variable(mut self, name: &'static str, value: impl Into<OsString>) -> Self {
        self.environment.push((name, value.into()));
        self
    }

    /// Returns who hears what it says of its progress, line by line.
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
    /// Git in a work tree's folder.
    pub(crate) fn in_folder(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
            bare: false,
        }
    }

    /// Git in a bare repository that was named outright.
    pub(crate) fn in_bare(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
            bare: true,
        }
    }

    /// The folder it runs in.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Runs a command that only reads: nothing that the repository's own settings name is run.
    ///
    /// # Errors
    /// Where there is no git, it takes too long, or says too much. That it refuses is no error here.
    pub(crate) fn try_read(&self, call: Call<'_>) -> Result<GitOutput, GitFault> {
        run(self.reading(), call, READ_PATIENCE)
    }

    /// Starts a command that only reads, to be asked one thing after another.
    ///
    /// # Errors
    /// Where there is no git.
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
        for setting in READ_SETTINGS {
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

    /// As [`Git::try_read`], and git must not refuse.
    ///
    /// # Errors
    /// Also where git refuses.
    pub(crate) fn read(&self, call: Call<'_>) -> Result<Vec<u8>, GitFault> {
        let name = call.name();
        let said = self.try_read(call)?;
        if said.success {
            Ok(said.out)
        } else {
            Err(self.refusal(&name, &said.words))
        }
    }

    /// Runs a command that reads and may fetch what a partial clone left at its remote, by the user's
    /// own keys and settings and none that the repository brings along.
    ///
    /// # Errors
    /// As [`Git::read`].
    pub(crate) fn read_lazily(
        &self,
        call: Call<'_>,
        remote: &str,
        settings: &[(String, String)],
    ) -> Result<Vec<u8>, GitFault> {
        let name = call.name();
        let mut command = self.fetching(settings);
        command
            .arg("-c")
            .arg(format!("remote.{remote}.uploadpack=git-upload-pack"))
            .env("GIT_OPTIONAL_LOCKS", "0")
            .env("GIT_LITERAL_PATHSPECS", "1");
        let said = run(command, call, ACT_PATIENCE)?;
        if said.success {
            Ok(said.out)
        } else {
            Err(self.refusal(&name, &said.words))
        }
    }

    /// A git that may fetch, and runs nothing that the repository itself names.
    fn fetching(&self, settings: &[(String, String)]) -> Command {
        let mut command = self.command();
        for setting in FETCH_SETTINGS {
            command.arg("-c").arg(setting);
        }
        for (name, value) in settings {
            command.arg("-c").arg(format!("{name}={value}"));
        }
        if let Some(ssh) = settings.iter().find(|(name, _)| name == "core.sshcommand")
            && std::env::var_os("GIT_SSH_COMMAND").is_none()
        {
            command.env("GIT_SSH_COMMAND", &ssh.1);
        }
        command
            .arg("--no-pager")
            .env("GIT_NO_REPLACE_OBJECTS", "1")
            .env("SSH_ASKPASS", "false")
            .env("SSH_ASKPASS_REQUIRE", "force");
        command
    }

    /// Fetches objects that a partial clone left at its remote: by the user's own keys and settings,
    /// and by none that the repository brings along.
    ///
    /// # Errors
    /// Where there is no git, or it is silent for too long. That it refuses is no error here.
    pub(crate) fn try_fetch(
        &self,
        remote: &str,
        ids: &[&str],
        settings: &[(String, String)],
    ) -> Result<GitOutput, GitFault> {
        let command = self.fetching(settings);
        let mut input = ids.join("\n");
        input.push('\n');
        let call = Call::new([
            "fetch",
            "--quiet",
            "--no-tags",
            "--no-write-fetch-head",
            "--recurse-submodules=no",
            "--filter=blob:none",
            "--upload-pack=git-upload-pack",
            "--stdin",
            "--end-of-options",
            remote,
        ]);
        run(command, call.input(input), ACT_PATIENCE)
    }

    /// Runs a command for the user, with his own settings, hooks and keys.
    ///
    /// # Errors
    /// Where there is no git, it is silent for too long, or says too much. That it refuses is no error here.
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

    /// As [`Git::try_act`], and git must not refuse.
    ///
    /// # Errors
    /// Also where git refuses.
    pub(crate) fn act(&self, call: Call<'_>) -> Result<Vec<u8>, GitFault> {
        let name = call.name();
        let said = self.try_act(call)?;
        if said.success {
            Ok(said.out)
        } else {
            Err(self.refusal(&name, &said.words))
        }
    }

    /// Translates git's error output into a fault.
    pub(crate) fn refusal(&self, command: &str, words: &str) -> GitFault {
        let says = |part: &str| words.contains(part);
        if says("detected dubious ownership") {
            GitFault::Dubious(self.folder.clone())
        } else if says("not a git repository") {
            GitFault::NotARepository(self.folder.clone())
        } else if says("cannot use bare repository") || says("must be run in a work tree") {
            GitFault::Bare(self.folder.clone())
        } else if says("tell me who you are")
            || says("unable to auto-detect email")
            || says("empty ident name")
            || says("no email was given")
            || says("no name was given")
        {
            GitFault::NoIdentity
        } else if says("failed to sign the data") || says("signing failed") {
            GitFault::NotSigned(tidy(words))
        } else if says("index.lock': File exists") {
            GitFault::IndexLocked(self.folder.join(".git/index.lock"))
        } else if says("lazy fetching disabled") || says("promisor remote") {
            GitFault::MissingObject(String::new())
        } else if let Some(id) = damaged(words) {
            GitFault::LostObject(id)
        } else {
            GitFault::Said {
                command: command.to_owned(),
                words: tidy(words),
            }
        }
    }

    fn command(&self) -> Command {
        let mut command = Command::new("git");
        command.current_dir(&self.folder);
        let quarantined = self.bare && std::env::var_os("GIT_QUARANTINE_PATH").is_some();
        for name in MISLEADING {
            if !(quarantined && QUARANTINE.contains(&name)) {
                command.env_remove(name);
            }
        }
        if self.bare {
            command.env("GIT_DIR", ".");
        }
        command
            .args(PLAIN_SETTINGS.iter().flat_map(|setting| ["-c", *setting]))
            .env("GIT_TERMINAL_PROMPT", "0")
            .env("GIT_PAGER", "cat")
            .env("LC_ALL", "C.UTF-8")
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }
}

/// The object that git says is damaged or missing.
fn damaged(words: &str) -> Option<String> {
    const SAYS: [&str; 8] = [
        "unable to stream",
        "unable to read tree",
        "unable to read sha1",
        "is corrupt",
        "is empty",
        "could not read",
        "missing blob",
        "missing tree",
    ];
    let line = words
        .lines()
        .find(|line| SAYS.iter().any(|says| line.contains(says)))?;
    line.split(|c: char| !c.is_ascii_hexdigit())
        .find(|word| matches!(word.len(), 40 | 64))
        .map(str::to_owned)
}

/// Git's words without the parts that are addressed to the keyboard.
pub(crate) fn tidy(words: &str) -> String {
    words
        .lines()
        .map(str::trim_end)
        .filter(|line| !line.starts_with("hint:") && !line.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}

/// Held while a git is being started.
static STARTING: Mutex<()> = Mutex::new(());

/// Does something while no git is being started. A stop (Ctrl-Z) that reaches one halfway, before it
/// has a process group of its own, would keep the thread that starts it, and with it the whole program,
/// from stopping.
pub fn while_no_git_starts<R>(run: impl FnOnce() -> R) -> R {
    let _starting = STARTING.lock().unwrap_or_else(PoisonError::into_inner);
    run()
}

/// What git said, and where.
#[derive(Debug)]
pub(crate) enum Heard {
    /// An answer; nothing at the end.
    Out(Vec<u8>),
    /// A complaint.
    Words(Vec<u8>),
}

fn run(
    mut command: Command,
    mut call: Call<'_>,
    patience: Duration,
) -> Result<GitOutput, GitFault> {
    let name = call.name();
    command.args(&call.arguments);
    command.envs(call.environment.iter().map(|(name, value)| (name, value)));
    command.stdin(if call.input.is_some() {
        Stdio::piped()
    } else {
        Stdio::null()
    });
    let mut child = start(command)?;
    let heard = listen_to(&mut child);
    if let (Some(mut pipe), Some(input)) = (child.stdin.take(), call.input.take()) {
        // Git may answer before it has read everything; it may also stop reading.
        std::thread::spawn(move || {
            let _ = pipe.write_all(&input);
        });
    }
    let collected = collect(&heard, &mut child, call.hear.as_deref_mut(), patience);
    let (out, words) = match collected {
        Ok(collected) => collected,
        Err(stopped) => {
            stop(&mut child);
            return Err(match stopped {
                StopReason::Silent => GitFault::TimedOut(name),
                StopReason::TooMuch => GitFault::TooMuch(name),
            });
        }
    };
    let status = child.wait().map_err(GitFault::io(name))?;
    Ok(GitOutput {
        success: status.success(),
        out,
        words: String::from_utf8_lossy(&words).replace('\r', "\n"),
    })
}

enum StopReason {
    Silent,
    TooMuch,
}

/// Everything git says until it ends. A helper that it leaves behind (ssh keeping a connection) may
/// hold the pipe of its complaints open and is not waited for; of its answer nothing may be missing.
fn collect(
    heard: &Receiver<Heard>,
    child: &mut Child,
    mut hear: Option<&mut (dyn FnMut(&str) + '_)>,
    patience: Duration,
) -> Result<(Vec<u8>, Vec<u8>), StopReason> {
    const LOOK: Duration = Duration::from_millis(100);
    const GRACE: Duration = Duration::from_secs(1);
    let (mut out, mut words) = (Vec::new(), Vec::new());
    let mut line = Vec::new();
    let mut silent_since = Instant::now();
    let mut answered = false;
    loop {
        match heard.recv_timeout(LOOK) {
            Ok(Heard::Out(bytes)) => {
                answered = bytes.is_empty();
                out.extend(bytes);
                silent_since = Instant::now();
                if out.len() > OUTPUT_LIMIT {
                    return Err(StopReason::TooMuch);
                }
            }
            Ok(Heard::Words(bytes)) => {
                silent_since = Instant::now();
                if let Some(hear) = hear.as_mut() {
                    for byte in &bytes {
                        if matches!(byte, b'\r' | b'\n') {
                            hear(&String::from_utf8_lossy(&line));
                            line.clear();
                        } else {
                            line.push(*byte);
                        }
                    }
                }
                words.extend(bytes);
                if words.len() > 2 * WORDS_LIMIT {
                    // The end of a long complaint says why.
                    words.drain(..words.len() - WORDS_LIMIT);
                }
            }
            Err(RecvTimeoutError::Disconnected) => return Ok((out, words)),
            Err(RecvTimeoutError::Timeout) => {
                let silence = silent_since.elapsed();
                let ended = answered && matches!(child.try_wait(), Ok(Some(_)));
                if ended && silence > GRACE {
                    return Ok((out, words));
                }
                if silence > patience {
                    return Err(StopReason::Silent);
                }
            }
        }
    }
}

fn start(mut command: Command) -> Result<Child, GitFault> {
    own_group(&mut command);
    let starting = STARTING.lock().unwrap_or_else(PoisonError::into_inner);
    let spawned = command.spawn();
    drop(starting);
    spawned.map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound if Path::new(".").exists() => GitFault::NoGit,
        _ => GitFault::io(command.get_current_dir().unwrap_or(Path::new(".")))(error),
    })
}

fn listen_to(child: &mut Child) -> Receiver<Heard> {
    let (sender, heard) = channel();
    listen(child.stdout.take(), sender.clone(), Heard::Out);
    listen(child.stderr.take(), sender, Heard::Words);
    heard
}

fn listen<R: Read + Send + 'static>(
    pipe: Option<R>,
    sender: Sender<Heard>,
    wrap: fn(Vec<u8>) -> Heard,
) {
    let Some(mut pipe) = pipe else { return };
    std::thread::spawn(move || {
        let mut buffer = vec![0; 64 << 10];
        loop {
            match pipe.read(&mut buffer) {
                // What was read last is nothing: the end.
                Ok(count) => {
                    if sender.send(wrap(buffer[..count].to_vec())).is_err() || count == 0 {
                        break;
                    }
                }
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(_) => break,
            }
        }
    });
}

/// Its own process group, so that what it starts (ssh, hooks) can be stopped with it.
#[cfg(unix)]
fn own_group(command: &mut Command) {
    use std::os::unix::process::CommandExt;
    command.process_group(0);
}

#[cfg(not(unix))]
fn own_group(_: &mut Command) {}

/// Stops a git and all that it started.
#[cfg(unix)]
pub(crate) fn stop(child: &mut Child) {
    if let Some(group) = rustix::process::Pid::from_raw(child.id() as i32) {
        let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
    }
    let _ = child.wait();
}

/// Stops a git.
#[cfg(not(unix))]
pub(crate) fn stop(child: &mut Child) {
    let _ = child.kill();
    let _ = child.wait();
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;

    fn shell(script: &str, patience: Duration) -> Result<GitOutput, GitFault> {
        let mut command = Git::in_folder(Path::new("/")).command();
        command.arg("-c").arg(format!("alias.try=!{script}"));
        run(command, Call::new(["try"]), patience)
    }

    #[test]
    fn what_takes_too_long_is_stopped_with_all_it_started() {
        let mark = tempfile::tempdir().unwrap();
        let file = mark.path().join("late");
        let started = Instant::now();
        let script = format!("sleep 2; touch {}", file.display());
        let said = shell(&script, Duration::from_millis(200));
        assert!(matches!(said, Err(GitFault::TimedOut(_))));
        assert!(started.elapsed() < Duration::from_millis(1500));
        std::thread::sleep(Duration::from_millis(2200));
        assert!(!file.exists());
    }

    #[test]
    fn a_helper_left_behind_is_not_waited_for_and_nothing_said_is_lost() {
        let started = Instant::now();
        let said = shell(
            "head -c 3000000 /dev/zero; sleep 20 >/dev/null &",
            Duration::from_secs(10),
        );
        assert_eq!(said.unwrap().out.len(), 3_000_000);
        assert!(started.elapsed() < Duration::from_secs(9));
    }

    #[test]
    fn complaints_are_told_apart() {
        let git = Git::in_folder(Path::new("/x"));
        let refusal = |words: &str| git.refusal("git", words);
        assert!(matches!(
            refusal("fatal: detected dubious ownership in repository at '/x'"),
            GitFault::Dubious(_)
        ));
        assert!(matches!(
            refusal("fatal: not a git repository (or any of the parent directories): .git"),
            GitFault::NotARepository(_)
        ));
        match refusal("hint: do this\nfatal: strange\r\n\n") {
            GitFault::Said { words, .. } => assert_eq!(words, "fatal: strange"),
            other => panic!("{other:?}"),
        }
    }
}
