//! The command line, started in an environment of its own: nothing of the machine's home, locale or time zone reaches it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::rc::Rc;

use serde_json::Value;
use tempfile::TempDir;

/// What a workspace starts with.
#[derive(Clone, Copy)]
pub(crate) enum Fixture {
    /// A small plan with a bit of everything, `demo`.
    Demo,
    /// The real plan of 漳平, nothing recorded.
    Zhangping,
    /// `demo` and a copy of it, `second`.
    Two,
    /// The five real plans.
    Five,
    /// A folder `plans` with nothing in it.
    Empty,
    /// Not even that.
    Bare,
}

/// A folder with plans, and a home beside it; gone when the last of its users is.
#[derive(Clone)]
pub(crate) struct Workspace(Rc<TempDir>);

impl Workspace {
    pub(crate) fn of(fixture: Fixture) -> Self {
        let here = Self(Rc::new(TempDir::new().unwrap()));
        fs::create_dir_all(here.folder()).unwrap();
        fs::create_dir_all(here.home()).unwrap();
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let plans = here.folder().join("plans");
        match fixture {
            Fixture::Demo => copy(&root.join("tests/fixtures/demo"), &plans.join("demo")),
            Fixture::Two => {
                copy(&root.join("tests/fixtures/demo"), &plans.join("demo"));
                copy(&root.join("tests/fixtures/demo"), &plans.join("second"));
                for file in ["second/plan.toml", "second/progress.toml"] {
                    here.edit(file, |text| {
                        text.replacen("\"demo\"", "\"second\"", 1)
                            .replace("示例县\"", "另一县\"")
                    });
                }
            }
            Fixture::Zhangping => {
                copy(&root.join("plans/zhangping"), &plans.join("zhangping"));
                copy(&root.join("seeds"), &here.folder().join("seeds"));
            }
            Fixture::Five => {
                for plan in fs::read_dir(root.join("plans")).unwrap() {
                    let plan = plan.unwrap();
                    copy(&plan.path(), &plans.join(plan.file_name()));
                }
                copy(&root.join("seeds"), &here.folder().join("seeds"));
            }
            Fixture::Empty => fs::create_dir_all(plans).unwrap(),
            Fixture::Bare => {}
        }
        here
    }

    /// A workspace with one plan, `p`, of which nothing is recorded.
    #[track_caller]
    pub(crate) fn with_plan(text: impl AsRef<[u8]>) -> Self {
        let here = Self::of(Fixture::Empty);
        here.write("p/plan.toml", text);
        here.run("check --fix");
        here
    }

    /// The temporary folder that holds it all.
    pub(crate) fn root(&self) -> &Path {
        self.0.path()
    }

    /// Where commands run.
    pub(crate) fn folder(&self) -> PathBuf {
        self.0.path().join("office")
    }

    pub(crate) fn home(&self) -> PathBuf {
        self.0.path().join("home")
    }

    /// A file below `plans/`.
    pub(crate) fn path(&self, file: &str) -> PathBuf {
        self.folder().join("plans").join(file)
    }

    pub(crate) fn read(&self, file: &str) -> String {
        fs::read_to_string(self.path(file)).unwrap()
    }

    pub(crate) fn write(&self, file: &str, bytes: impl AsRef<[u8]>) {
        fs::create_dir_all(self.path(file).parent().unwrap()).unwrap();
        fs::write(self.path(file), bytes).unwrap();
    }

    /// Changes a file; an edit that changes nothing is a mistake in the test.
    #[track_caller]
    pub(crate) fn edit(&self, file: &str, edit: impl Fn(&str) -> String) {
        let old = self.read(file);
        let new = edit(&old);
        assert_ne!(old, new, "the edit of {file} changes nothing");
        self.write(file, new);
    }

    /// Writes the config.toml of whoever works here.
    pub(crate) fn config(&self, text: &str) {
        write_config(&self.home().join("config"), text);
    }

    /// Replaces a text of a file wherever it stands.
    #[track_caller]
    pub(crate) fn replace(&self, file: &str, old: &str, new: &str) {
        self.edit(file, |text| text.replace(old, new));
    }

    /// Replaces a text of a file where it stands first.
    #[track_caller]
    pub(crate) fn replace_first(&self, file: &str, old: &str, new: &str) {
        self.edit(file, |text| text.replacen(old, new, 1));
    }

    /// A command that is to run here.
    pub(crate) fn duban(&self, args: impl CommandLine) -> Duban {
        Duban {
            workspace: self.clone(),
            args: args.words(),
            env: Vec::new(),
            code: 0,
            stdout: None,
            stdout_has: Vec::new(),
            stdout_lacks: Vec::new(),
            stderr: None,
            stderr_has: Vec::new(),
            writes: false,
        }
    }

    /// Runs a command that must succeed.
    #[track_caller]
    pub(crate) fn run(&self, args: impl CommandLine) -> Ran {
        self.duban(args).run()
    }

    /// Runs commands of which each has read the plan `demo` before the first may write; returns their codes and what they
    /// said on stderr.
    #[cfg(unix)]
    pub(crate) fn at_once<const N: usize>(&self, commands: [Duban; N]) -> [(i32, String); N] {
        let held = fs::File::open(self.path("demo")).unwrap();
        held.lock().unwrap();
        let started = commands.map(|duban| {
            let mut command = duban.command();
            command.stdout(Stdio::null()).stderr(Stdio::piped());
            command.spawn().unwrap()
        });
        std::thread::sleep(std::time::Duration::from_secs(2));
        held.unlock().unwrap();
        started.map(|child| {
            let ran = child.wait_with_output().unwrap();
            let said = String::from_utf8_lossy(&ran.stderr).into_owned();
            (ran.status.code().unwrap(), said)
        })
    }

    /// Plain git here, ready to be started; for tests in which it fails or is another's.
    pub(crate) fn git_command(&self, args: impl CommandLine) -> Command {
        let mut command = plain_git(&self.folder(), &self.home());
        command.args(args.words());
        command
    }

    /// Plain git here, as a person who has none of our settings.
    #[track_caller]
    pub(crate) fn git(&self, args: impl CommandLine) -> String {
        let args = args.words();
        let done = self.git_command(args.as_slice()).output().unwrap();
        let error = String::from_utf8_lossy(&done.stderr).into_owned();
        assert!(done.status.success(), "git {args:?}: {error}");
        String::from_utf8(done.stdout).unwrap()
    }

    /// A workspace in git, all committed, with somebody (甲) who commits.
    #[track_caller]
    pub(crate) fn in_git(fixture: Fixture) -> Self {
        let here = Self::of(fixture);
        here.commit_all();
        here.git("config user.name 甲");
        here.git("config user.email a@example.org");
        here
    }

    /// Runs a command that is refused: nothing on stdout, these texts on stderr.
    #[track_caller]
    pub(crate) fn refuses(&self, code: i32, args: impl CommandLine, texts: impl Texts) {
        let mut refused = self.duban(args).code(code).stdout("");
        refused.stderr_has = texts.texts();
        refused.run();
    }

    /// Runs a command that ends with a code and these texts on stdout.
    #[track_caller]
    pub(crate) fn prints(&self, code: i32, args: impl CommandLine, texts: impl Texts) {
        let mut printed = self.duban(args).code(code);
        printed.stdout_has = texts.texts();
        printed.run();
    }

    /// Runs a command that succeeds, with exactly this on stdout.
    #[track_caller]
    pub(crate) fn prints_only(&self, args: impl CommandLine, text: &str) {
        self.duban(args).stdout(text).run();
    }

    /// Runs a command that succeeds, with these texts on stdout.
    #[track_caller]
    pub(crate) fn says(&self, args: impl CommandLine, texts: impl Texts) {
        self.prints(0, args, texts);
    }

    /// Runs a command that succeeds, with these texts on stderr.
    #[track_caller]
    pub(crate) fn warns(&self, args: impl CommandLine, texts: impl Texts) {
        let mut warned = self.duban(args);
        warned.stderr_has = texts.texts();
        warned.run();
    }

    /// Records a note of 县教育局 on 3.1.1/launch of a plan.
    #[track_caller]
    pub(crate) fn note_progress(&self, plan: &str, text: &str) {
        let id = format!("{plan}:3.1.1/launch");
        self.duban(["progress", &id, "--by", "县教育局", "--text", text])
            .run();
    }

    /// The files of the last commit.
    #[track_caller]
    pub(crate) fn committed(&self) -> String {
        self.git("show --format= --name-only HEAD")
    }

    /// Makes it a repository with everything in one commit.
    #[track_caller]
    pub(crate) fn commit_all(&self) {
        let attributes = "plans/*/progress.toml merge=union diff=markdown\n";
        fs::write(self.folder().join(".gitattributes"), attributes).unwrap();
        self.git("init -q -b main");
        self.git("add -A");
        self.git("commit -q -m 始");
    }
}

/// Git in a folder, of somebody (甲) with this home and without the settings and variables of the machine.
pub(crate) fn plain_git(folder: &Path, home: &Path) -> Command {
    let mut command = Command::new("git");
    command
        .current_dir(folder)
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("HOME", home)
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_AUTHOR_NAME", "甲")
        .env("GIT_AUTHOR_EMAIL", "a@example.org")
        .env("GIT_COMMITTER_NAME", "甲")
        .env("GIT_COMMITTER_EMAIL", "a@example.org")
        .stdin(Stdio::null());
    command
}

/// Writes the config.toml of a folder of settings, `$XDG_CONFIG_HOME`.
pub(crate) fn write_config(folder: &Path, text: &str) {
    let folder = folder.join("duban");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("config.toml"), text).unwrap();
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
    }
}

/// One run of the program and what is expected of it; in Chinese, and a success, unless said otherwise.
#[must_use = "nothing happens before run()"]
pub(crate) struct Duban {
    workspace: Workspace,
    args: Vec<String>,
    env: Vec<(String, String)>,
    code: i32,
    stdout: Option<String>,
    stdout_has: Vec<String>,
    stdout_lacks: Vec<String>,
    stderr: Option<String>,
    stderr_has: Vec<String>,
    writes: bool,
}

/// The arguments of a command.
pub(crate) trait CommandLine {
    fn words(self) -> Vec<String>;
}

/// As they are typed: with blanks between them, and what has blanks itself in '…'.
impl CommandLine for &str {
    fn words(self) -> Vec<String> {
        let mut words = Vec::new();
        let mut rest = self.trim_start();
        while !rest.is_empty() {
            let (word, after) = match rest.strip_prefix('\'') {
                Some(quoted) => quoted.split_once('\'').expect("a closing quote"),
                None => rest.split_once(' ').unwrap_or((rest, "")),
            };
            words.push(word.to_owned());
            rest = after.trim_start();
        }
        words
    }
}

impl CommandLine for String {
    fn words(self) -> Vec<String> {
        self.as_str().words()
    }
}

impl CommandLine for &[&str] {
    fn words(self) -> Vec<String> {
        self.iter().map(|word| (*word).to_owned()).collect()
    }
}

impl CommandLine for &[String] {
    fn words(self) -> Vec<String> {
        self.to_vec()
    }
}

impl<const N: usize> CommandLine for [&str; N] {
    fn words(self) -> Vec<String> {
        self.as_slice().words()
    }
}

/// A text or several that a run prints.
pub(crate) trait Texts {
    fn texts(self) -> Vec<String>;
}

impl<T: AsRef<str> + ?Sized> Texts for &T {
    fn texts(self) -> Vec<String> {
        vec![self.as_ref().to_owned()]
    }
}

impl<const N: usize> Texts for [&str; N] {
    fn texts(self) -> Vec<String> {
        self.map(str::to_owned).to_vec()
    }
}

/// The values of a JSON array.
#[track_caller]
pub(crate) fn each(array: &Value) -> std::slice::Iter<'_, Value> {
    array.as_array().unwrap().iter()
}

/// What a run printed.
pub(crate) struct Ran {
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Ran {
    /// What was printed, as the one JSON document it must be.
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.stdout)
            .unwrap_or_else(|error| panic!("{error}: {}", self.stdout))
    }

    /// The ids at the front of a list's lines.
    pub(crate) fn ids(&self) -> Vec<&str> {
        self.stdout
            .lines()
            .filter_map(|line| line.split_whitespace().nth(1))
            .collect()
    }
}

impl Duban {
    pub(crate) fn args(mut self, args: impl CommandLine) -> Self {
        self.args.extend(args.words());
        self
    }

    pub(crate) fn env(mut self, name: &str, value: &str) -> Self {
        self.env.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The exit code expected.
    pub(crate) fn code(mut self, code: i32) -> Self {
        self.code = code;
        self
    }

    /// Allows that plans are written though the run ends with 2 or 3.
    pub(crate) fn writes(mut self) -> Self {
        self.writes = true;
        self
    }

    /// Exactly this on stdout.
    pub(crate) fn stdout(mut self, text: &str) -> Self {
        self.stdout = Some(text.to_owned());
        self
    }

    pub(crate) fn stdout_has(mut self, text: &str) -> Self {
        self.stdout_has.push(text.to_owned());
        self
    }

    pub(crate) fn stdout_lacks(mut self, text: &str) -> Self {
        self.stdout_lacks.push(text.to_owned());
        self
    }

    /// Exactly this on stderr.
    pub(crate) fn stderr(mut self, text: &str) -> Self {
        self.stderr = Some(text.to_owned());
        self
    }

    pub(crate) fn stderr_has(mut self, text: &str) -> Self {
        self.stderr_has.push(text.to_owned());
        self
    }

    /// The process, ready to be started; for tests that need its ends.
    pub(crate) fn command(&self) -> Command {
        let workspace = &self.workspace;
        let home = workspace.home();
        let mut command = Command::new(env!("CARGO_BIN_EXE_duban"));
        command
            .args(&self.args)
            .current_dir(workspace.folder())
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", &home)
            .env("XDG_CONFIG_HOME", home.join("config"))
            .env("XDG_STATE_HOME", home.join("state"))
            .env("XDG_CACHE_HOME", home.join("cache"))
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("TZ", "Asia/Shanghai")
            .env("DUBAN_LANG", "zh")
            .envs(self.env.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::null());
        command
    }

    /// Starts it, waits, and holds what it printed against what was expected. A code from 2 up needs words on stderr: other
    /// mistakes end with it too. No run may print a control character:
    /// whatever a plan holds, a terminal must come to no harm. What is refused (2 or 3) leaves every file of the plans as
    /// it was.
    #[track_caller]
    pub(crate) fn run(self) -> Ran {
        let plans = self.workspace.folder().join("plans");
        let is_refused = matches!(self.code, 2 | 3) && !self.writes;
        let before = is_refused.then(|| bytes_below(&plans));
        let done = self.command().output().unwrap();
        let ran = Ran {
            stdout: String::from_utf8(done.stdout).expect("stdout is UTF-8"),
            stderr: String::from_utf8(done.stderr).expect("stderr is UTF-8"),
        };
        let told = format!(
            "duban {:?}\n--- stdout\n{}--- stderr\n{}",
            self.args, ran.stdout, ran.stderr
        );
        assert_eq!(done.status.code(), Some(self.code), "{told}");
        let says_why = self.stderr.is_some() || !self.stderr_has.is_empty();
        assert!(self.code < 2 || says_why, "refused for any reason: {told}");
        if let Some(before) = before {
            assert!(bytes_below(&plans) == before, "plans changed: {told}");
        }
        for printed in [&ran.stdout, &ran.stderr] {
            let harmful = printed.chars().find(|c| is_harmful(*c));
            assert_eq!(harmful, None, "{told}");
        }
        if let Some(wanted) = &self.stdout {
            assert_eq!(&ran.stdout, wanted, "{told}");
        }
        if let Some(wanted) = &self.stderr {
            assert_eq!(&ran.stderr, wanted, "{told}");
        }
        for wanted in &self.stdout_has {
            assert!(ran.stdout.contains(wanted), "no {wanted:?} in {told}");
        }
        for unwanted in &self.stdout_lacks {
            assert!(!ran.stdout.contains(unwanted), "{unwanted:?} in {told}");
        }
        for wanted in &self.stderr_has {
            assert!(ran.stderr.contains(wanted), "no {wanted:?} in {told}");
        }
        ran
    }
}

/// The files below a folder with their bytes; `None` if they may not be read.
fn bytes_below(folder: &Path) -> BTreeMap<PathBuf, Option<Vec<u8>>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(bytes_below(&path));
        } else if path.is_file() {
            let bytes = fs::read(&path).ok();
            files.insert(path, bytes);
        }
    }
    files
}

/// Characters that move the cursor, hide text or turn it round.
fn is_harmful(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t')
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
