//! The file that a result goes to (`-o FILE`): a new or a regular one, never a plan, never git's, never a device.

use std::ffi::OsStr;
use std::fs::{self, File, FileType};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::text::OutputRefusal;

use crate::store::{Fault, replace_file};

/// What became of the place that a result was written to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// A file that was not there before.
    New,
    /// A file that was there: its old contents are gone.
    Replaced,
    /// Standard output or a pipe.
    Streamed,
}

/// The place that `-o` names.
#[derive(Clone, Debug)]
pub struct OutputFile {
    path: PathBuf,
}

/// What is there.
#[derive(Debug, PartialEq, Eq)]
enum OutputTarget {
    Stdout,
    Pipe,
    /// A regular file, by its real path.
    Regular(PathBuf),
    /// Nothing as yet, in a folder that is there.
    New(PathBuf),
}

impl OutputFile {
    /// Looks at the place before anything is made for it.
    ///
    /// # Errors
    /// Where nothing may be written there, with the reason.
    pub fn at(path: &Path) -> Result<Self, Fault> {
        target(path)?;
        Ok(Self {
            path: path.to_owned(),
        })
    }

    /// The place as it was named.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Writes the whole contents: a file has the old ones or the new ones, whatever happens meanwhile.
    ///
    /// # Errors
    /// Where nothing may be written there, or the operating system refuses. A file that was there is as it was then.
    pub fn write(&self, contents: &[u8]) -> Result<Written, Fault> {
        let failed = |error| Fault::io(&self.path)(error);
        // Looked at again: it may be something else by now.
        match target(&self.path)? {
            OutputTarget::Regular(file) => {
                replace_file(&file, contents)?;
                Ok(Written::Replaced)
            }
            OutputTarget::New(file) => {
                replace_file(&file, contents)?;
                Ok(Written::New)
            }
            OutputTarget::Stdout => stream(io::stdout().lock(), contents).map_err(failed),
            OutputTarget::Pipe => stream(open_pipe(&self.path)?, contents).map_err(failed),
        }
    }
}

/// A reader that has had enough is no error.
fn stream(mut to: impl Write, contents: &[u8]) -> io::Result<Written> {
    match to.write_all(contents).and_then(|()| to.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error),
        _ => Ok(Written::Streamed),
    }
}

fn target(path: &Path) -> Result<OutputTarget, Fault> {
    let refuse = |why| Fault::NoOutput {
        path: path.to_owned(),
        why,
    };
    // By its name, not by what it leads to: a file that the shell redirects to is written through, not replaced.
    if ["-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"]
        .iter()
        .any(|name| path == Path::new(name))
    {
        return Ok(OutputTarget::Stdout);
    }
    if path.as_os_str().as_encoded_bytes().ends_with(b"/") {
        return Err(refuse(if path.is_dir() {
            OutputRefusal::Folder
        } else {
            OutputRefusal::NoFolder
        }));
    }
    let meta = match fs::metadata(path) {
        Ok(meta) => meta,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            if fs::symlink_metadata(path).is_ok() {
                return Err(refuse(OutputRefusal::LinkToNothing));
            }
            let Some(name) = path.file_name() else {
                return Err(refuse(OutputRefusal::Folder));
            };
            let folder = path
                .parent()
                .filter(|folder| !folder.as_os_str().is_empty())
                .unwrap_or(Path::new("."));
            let folder = match fs::canonicalize(folder) {
                Ok(folder) if folder.is_dir() => folder,
                _ => return Err(refuse(OutputRefusal::NoFolder)),
            };
            let real = folder.join(name);
            return match belongs_to(&real) {
                Some(why) => Err(refuse(why)),
                None => Ok(OutputTarget::New(real)),
            };
        }
        Err(error) => return Err(Fault::io(path)(error)),
    };
    let kind = meta.file_type();
    if kind.is_dir() {
        return Err(refuse(OutputRefusal::Folder));
    }
    if is_pipe(kind) {
        return Ok(OutputTarget::Pipe);
    }
    if !kind.is_file() {
        return Err(refuse(OutputRefusal::Device));
    }
    let real = fs::canonicalize(path).map_err(Fault::io(path))?;
    // With -o duban writes no TOML: one that is there is a plan by another name, a source record, somebody's settings.
    let is_toml = real
        .extension()
        .is_some_and(|it| it.eq_ignore_ascii_case("toml"));
    match belongs_to(&real) {
        Some(why) => Err(refuse(why)),
        None if is_toml => Err(refuse(OutputRefusal::PlanFile)),
        None => Ok(OutputTarget::Regular(real)),
    }
}

/// Files that duban reads, wherever they are.
const OURS: [&str; 5] = [
    "plan.toml",
    "progress.toml",
    "bulletins.toml",
    "duban.toml",
    "contacts.toml",
];

/// Files outside its own folder that git reads.
const READ_BY_GIT: [&str; 5] = [
    ".gitattributes",
    ".gitignore",
    ".gitmodules",
    ".gitconfig",
    ".mailmap",
];

/// Returns the owner of the file that a real path names, where it is not one for results.
fn belongs_to(real: &Path) -> Option<OutputRefusal> {
    let is_one_of = |name: &OsStr, known: &[&str]| {
        known
            .iter()
            .any(|known| name.eq_ignore_ascii_case(OsStr::new(known)))
    };
    let name = real.file_name()?;
    if is_one_of(name, &READ_BY_GIT)
        || real.iter().any(|part| is_one_of(part, &[".git"]))
        || real.ancestors().skip(1).any(is_git_folder)
    {
        return Some(OutputRefusal::GitFile);
    }
    is_one_of(name, &OURS).then_some(OutputRefusal::PlanFile)
}

/// Tells a git folder by what is in it: it may have any name (a bare repository, `--separate-git-dir`).
fn is_git_folder(folder: &Path) -> bool {
    folder.join("HEAD").is_file() && folder.join("objects").is_dir() && folder.join("refs").is_dir()
}

#[cfg(unix)]
fn is_pipe(kind: FileType) -> bool {
    std::os::unix::fs::FileTypeExt::is_fifo(&kind)
}

#[cfg(not(unix))]
fn is_pipe(_: FileType) -> bool {
    false
}

/// A pipe that somebody reads. One that nobody reads would keep us waiting for ever: it is given a moment.
#[cfg(unix)]
fn open_pipe(path: &Path) -> Result<File, Fault> {
    use rustix::fs::{Mode, OFlags, fcntl_getfl, fcntl_setfl, open};
    use std::time::{Duration, Instant};

    const PATIENCE: Duration = Duration::from_secs(2);
    let failed = |error: rustix::io::Errno| Fault::io(path)(error.into());
    let deadline = Instant::now() + PATIENCE;
    let flags = OFlags::WRONLY | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let pipe = loop {
        match open(path, flags, Mode::empty()) {
            Ok(pipe) => break pipe,
            Err(rustix::io::Errno::NXIO) if Instant::now() < deadline => {
                std::thread::sleep(Duration::from_millis(20));
            }
            Err(rustix::io::Errno::NXIO) => {
                return Err(Fault::NoOutput {
                    path: path.to_owned(),
                    why: OutputRefusal::NobodyReads,
                });
            }
            Err(error) => return Err(failed(error)),
        }
    };
    let flags = fcntl_getfl(&pipe).map_err(failed)?;
    fcntl_setfl(&pipe, flags.difference(OFlags::NONBLOCK)).map_err(failed)?;
    Ok(pipe.into())
}

#[cfg(not(unix))]
fn open_pipe(path: &Path) -> Result<File, Fault> {
    fs::OpenOptions::new()
        .write(true)
        .open(path)
        .map_err(Fault::io(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(path: &Path) -> Option<OutputRefusal> {
        match OutputFile::at(path) {
            Err(Fault::NoOutput { why, .. }) => Some(why),
            Err(other) => panic!("{}: {other:?}", path.display()),
            Ok(_) => None,
        }
    }

    #[test]
    fn a_new_file_and_a_regular_one_are_written_whole() {
        let root = tempfile::TempDir::new().unwrap();
        let file = root.path().join("台账.csv");
        let to = OutputFile::at(&file).unwrap();
        assert_eq!(to.write(b"1").unwrap(), Written::New);
        assert_eq!(to.write(b"22").unwrap(), Written::Replaced);
        assert_eq!(fs::read(&file).unwrap(), b"22");
        assert_eq!(fs::read_dir(root.path()).unwrap().count(), 1);
    }

    #[test]
    fn what_duban_or_git_reads_is_no_place_for_a_result() {
        use OutputRefusal::{Folder, GitFile, NoFolder, PlanFile};
        let root = tempfile::TempDir::new().unwrap();
        let at = |name: &str| root.path().join(name);
        for folder in ["plans/p", ".git/hooks", "bare.git/objects", "bare.git/refs"] {
            fs::create_dir_all(at(folder)).unwrap();
        }
        for file in ["bare.git/HEAD", "seed.toml", "notes.md"] {
            fs::write(at(file), "as it was").unwrap();
        }
        for (name, why) in [
            ("plans/p/plan.toml", Some(PlanFile)),
            ("plans/p/Progress.TOML", Some(PlanFile)),
            ("duban.toml", Some(PlanFile)),
            ("seed.toml", Some(PlanFile)),
            ("new.toml", None),
            (".git/hooks/pre-commit", Some(GitFile)),
            (".git/config", Some(GitFile)),
            ("bare.git/hooks.md", Some(GitFile)),
            (".gitattributes", Some(GitFile)),
            ("plans/../.git/x", Some(GitFile)),
            ("plans", Some(Folder)),
            ("plans/", Some(Folder)),
            ("none/", Some(NoFolder)),
            ("none/x.md", Some(NoFolder)),
            ("notes.md", None),
            ("plans/p/report.md", None),
        ] {
            assert_eq!(refused(&at(name)), why, "{name}");
        }
        assert_eq!(fs::read_to_string(at("seed.toml")).unwrap(), "as it was");
    }

    #[cfg(unix)]
    #[test]
    fn links_devices_and_pipes_are_seen_for_what_they_are() {
        use OutputRefusal::{Device, LinkToNothing, NobodyReads, PlanFile};
        let root = tempfile::TempDir::new().unwrap();
        let at = |name: &str| root.path().join(name);
        fs::write(at("plan.toml"), "as it was").unwrap();
        for (target, link) in [
            (at("plan.toml"), "a.csv"),
            (at("nowhere"), "b.csv"),
            (PathBuf::from("/dev/null"), "c.csv"),
        ] {
            std::os::unix::fs::symlink(target, at(link)).unwrap();
        }
        assert_eq!(refused(&at("a.csv")), Some(PlanFile));
        assert_eq!(refused(&at("b.csv")), Some(LinkToNothing));
        assert_eq!(refused(&at("c.csv")), Some(Device));
        assert_eq!(refused(Path::new("/dev/null")), Some(Device));
        let pipe = at("pipe");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status();
        assert!(made.unwrap().success());
        let to = OutputFile::at(&pipe).unwrap();
        let reader = {
            let pipe = pipe.clone();
            std::thread::spawn(move || fs::read(pipe).unwrap())
        };
        assert_eq!(to.write(b"streamed").unwrap(), Written::Streamed);
        assert_eq!(reader.join().unwrap(), b"streamed");
        let nobody = to.write(b"x");
        assert!(
            matches!(
                nobody,
                Err(Fault::NoOutput {
                    why: NobodyReads,
                    ..
                })
            ),
            "{nobody:?}"
        );
    }
}
