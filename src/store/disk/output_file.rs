//! The file that a result goes to (`-o FILE`): new or regular, never a plan, git's own or a device.

use std::ffi::OsStr;
use std::fs::{self, File, FileType};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::text::OutputRefusal;

use crate::store::{Fault, StagedFile, replace_file};

/// The place that `-o` names.
#[derive(Clone, Debug)]
pub struct OutputFile {
    path: PathBuf,
}

/// The kind of place.
#[derive(Debug, PartialEq, Eq)]
enum OutputTarget {
    Stdout,
    Pipe,
    /// A regular file, by its canonical path.
    Regular(PathBuf),
    /// A new file in an existing folder.
    New(PathBuf),
}

impl OutputFile {
    /// Checks the place before a result is computed.
    ///
    /// # Errors
    /// Fails, with the reason, if nothing may be written there.
    pub fn at(path: &Path) -> Result<Self, Fault> {
        target(path)?;
        Ok(Self {
            path: path.to_owned(),
        })
    }

    /// Returns the path as given.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Writes the contents atomically; returns whether an existing file was replaced.
    ///
    /// # Errors
    /// Fails if nothing may be written there or the operating system refuses; an existing file is then
    /// unchanged.
    pub fn write(&self, contents: &[u8]) -> Result<bool, Fault> {
        self.stage(contents)?.put_in_place()
    }

    /// Writes the contents beside the file; a stream gets them once they are put in place.
    ///
    /// # Errors
    /// As in [`OutputFile::write`].
    pub fn stage(&self, contents: &[u8]) -> Result<StagedOutput, Fault> {
        // Checked again, since the place may have changed.
        let staged = match target(&self.path)? {
            OutputTarget::Regular(file) => {
                StagedContents::Replacement(StagedFile::new(&file, contents)?)
            }
            OutputTarget::New(file) => StagedContents::New(StagedFile::new(&file, contents)?),
            OutputTarget::Stdout => StagedContents::Stdout(contents.to_owned()),
            OutputTarget::Pipe => StagedContents::Pipe(contents.to_owned()),
        };
        Ok(StagedOutput {
            path: self.path.clone(),
            staged,
        })
    }
}

/// A result that is written, but not yet in place; nothing is left of it if it is dropped.
#[derive(Debug)]
pub struct StagedOutput {
    path: PathBuf,
    staged: StagedContents,
}

#[derive(Debug)]
enum StagedContents {
    Replacement(StagedFile),
    New(StagedFile),
    Stdout(Vec<u8>),
    Pipe(Vec<u8>),
}

impl StagedOutput {
    /// Returns the path as given.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Returns the place as it is; `None` for a stream.
    fn was(&self) -> Option<Result<PlaceBefore, Fault>> {
        let bytes = match &self.staged {
            StagedContents::Replacement(_) => fs::read(&self.path).map(Some),
            StagedContents::New(_) => Ok(None),
            StagedContents::Stdout(_) | StagedContents::Pipe(_) => return None,
        };
        let path = self.path.clone();
        Some(match bytes {
            Ok(bytes) => Ok(PlaceBefore { path, bytes }),
            Err(error) => Err(Fault::io(&path)(error)),
        })
    }

    /// Puts the file in place, or writes to the stream; returns whether an existing file was replaced.
    ///
    /// # Errors
    /// Fails, leaving an existing file unchanged, if the operating system refuses or nobody reads.
    pub fn put_in_place(self) -> Result<bool, Fault> {
        let sent = match self.staged {
            StagedContents::Replacement(file) => return file.put_in_place().map(|_| true),
            StagedContents::New(file) => return file.put_in_place().map(|_| false),
            StagedContents::Stdout(contents) => stream(io::stdout().lock(), &contents),
            StagedContents::Pipe(contents) => stream(open_pipe(&self.path)?, &contents),
        };
        sent.map(|()| false).map_err(Fault::io(&self.path))
    }
}

/// Puts files in place, all or none: if the operating system refuses one after all, those before it are put back. Returns
/// the paths as given, with whether an existing file was replaced.
///
/// # Errors
/// The refusal.
pub fn put_outputs_in_place(outputs: Vec<StagedOutput>) -> Result<Vec<(PathBuf, bool)>, Fault> {
    let mut done = Vec::new();
    let mut placed = Vec::new();
    let is_one = outputs.len() == 1;
    for output in outputs {
        let path = output.path().to_owned();
        let was = if is_one {
            Ok(None)
        } else {
            output.was().transpose()
        };
        let is_in_place = was.and_then(|was| Ok((was, output.put_in_place()?)));
        match is_in_place {
            Ok((was, replaced)) => {
                placed.extend(was);
                done.push((path, replaced));
            }
            Err(fault) => {
                // The refusal is what the user has to mend, whatever comes of this.
                for was in placed.into_iter().rev() {
                    let _ = was.put_back();
                }
                return Err(fault);
            }
        }
    }
    Ok(done)
}

/// A place as it was before a result was put there.
struct PlaceBefore {
    path: PathBuf,
    /// The bytes of the file, if there was one.
    bytes: Option<Vec<u8>>,
}

impl PlaceBefore {
    fn put_back(self) -> Result<(), Fault> {
        match self.bytes {
            Some(bytes) => replace_file(&self.path, &bytes).map(drop),
            None => fs::remove_file(&self.path).map_err(Fault::io(&self.path)),
        }
    }
}

/// Writes to a stream; a reader that closes it early is not an error.
fn stream(mut to: impl Write, contents: &[u8]) -> io::Result<()> {
    match to.write_all(contents).and_then(|()| to.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error),
        _ => Ok(()),
    }
}

fn target(path: &Path) -> Result<OutputTarget, Fault> {
    let refuse = |why| Fault::NoOutput {
        path: path.to_owned(),
        why,
    };
    // Compared by name: a file that the shell redirects to is written through, not replaced.
    let stdout = ["-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"];
    if stdout.iter().any(|name| path == Path::new(name)) {
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
            return new_file(path).map(OutputTarget::New).map_err(refuse);
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
    // duban never writes TOML with -o, so an existing one is somebody's plan, source record or
    // settings.
    let is_toml = real
        .extension()
        .is_some_and(|it| it.eq_ignore_ascii_case("toml"));
    match belongs_to(&real) {
        Some(why) => Err(refuse(why)),
        None if is_toml => Err(refuse(OutputRefusal::PlanFile)),
        None => Ok(OutputTarget::Regular(real)),
    }
}

/// Returns the real path of a file that is not there yet.
fn new_file(path: &Path) -> Result<PathBuf, OutputRefusal> {
    if fs::symlink_metadata(path).is_ok() {
        return Err(OutputRefusal::LinkToNothing);
    }
    let name = path.file_name().ok_or(OutputRefusal::Folder)?;
    let folder = path.parent();
    let folder = folder.filter(|folder| !folder.as_os_str().is_empty());
    let folder = fs::canonicalize(folder.unwrap_or(Path::new("."))).ok();
    let folder = folder.filter(|folder| folder.is_dir());
    let real = folder.ok_or(OutputRefusal::NoFolder)?.join(name);
    belongs_to(&real).map_or(Ok(real), Err)
}

/// Names of files that duban reads, in any folder.
const OURS: [&str; 5] = [
    "plan.toml", "progress.toml", "bulletins.toml", "duban.toml", "contacts.toml",
];

/// Names of files outside `.git` that git reads.
const READ_BY_GIT: [&str; 5] = [
    ".gitattributes", ".gitignore", ".gitmodules", ".gitconfig", ".mailmap",
];

/// Returns the owner of a file that is not for results, by its canonical path.
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

/// Refuses a folder of plans that is git's own.
///
/// # Errors
/// Returns [`Fault::NoOutput`].
pub(crate) fn refuse_git_folder(plans: &Path) -> Result<(), Fault> {
    let named = std::path::absolute(plans).map_err(Fault::io(plans))?;
    let mut around = named.ancestors();
    let real = around.find_map(|folder| {
        let rest = named.strip_prefix(folder).ok()?;
        Some(fs::canonicalize(folder).ok()?.join(rest))
    });
    let real = real.unwrap_or(named);
    let is_gits = real.iter().any(|part| part.eq_ignore_ascii_case(".git"));
    if is_gits || real.ancestors().any(is_git_folder) {
        return Err(Fault::NoOutput {
            path: plans.to_owned(),
            why: OutputRefusal::GitFile,
        });
    }
    Ok(())
}

/// Returns whether a folder is a git folder, recognised by its contents since it may have any name (bare
/// repository, `--separate-git-dir`).
pub(crate) fn is_git_folder(folder: &Path) -> bool {
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

/// Opens a pipe for writing. Waits only a moment for a reader, since a pipe without one would block
/// forever.
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
        assert!(!to.write(b"1").unwrap());
        assert!(to.write(b"22").unwrap());
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
        assert!(!to.write(b"streamed").unwrap());
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

    #[test]
    fn where_one_of_several_results_cannot_be_put_in_place_the_others_are_as_they_were() {
        let root = tempfile::TempDir::new().unwrap();
        let at = |name: &str| root.path().join(name);
        fs::write(at("old.md"), "as it was").unwrap();
        let names = ["old.md", "new.md", "third.md"];
        let stage = || {
            let stage = |name: &str| OutputFile::at(&at(name)).unwrap().stage(b"new").unwrap();
            names.map(stage).into_iter().collect::<Vec<_>>()
        };
        let staged = stage();
        // No file is renamed over a folder.
        fs::create_dir(at("third.md")).unwrap();
        put_outputs_in_place(staged).unwrap_err();
        assert_eq!(fs::read_to_string(at("old.md")).unwrap(), "as it was");
        let left = fs::read_dir(root.path()).unwrap().count();
        assert_eq!(left, 2, "old.md and the folder");
        fs::remove_dir(at("third.md")).unwrap();
        let done = put_outputs_in_place(stage()).unwrap();
        let replaced: Vec<bool> = done.into_iter().map(|(_, replaced)| replaced).collect();
        assert_eq!(replaced, [true, false, false]);
        for name in names {
            assert_eq!(fs::read(at(name)).unwrap(), b"new");
        }
    }
}
