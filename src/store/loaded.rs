//! A plan as read, with its problems.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use crate::plan::{Day, Plan, Progress, WorkCalendar};
use crate::text::Flaw;

use super::conflict_markers::conflict_sides;
use super::disk::absence::absence;
use super::disk::file::file_of_bytes;
use super::progress::progress_file::{ReadExtent, read_wanted};
use super::read_plain_text;
use super::{
    FileStamps, FileText, LostLog, PlanFiles, Problem, ProgressFile, blocks_once, read_document,
    read_file, with_calendar,
};

/// A plan as read, with all problems of its two files.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The plan's files.
    pub files: PlanFiles,
    /// The plan on the as-of day; `None` if plan.toml is too broken to show.
    pub plan: Option<Arc<Plan>>,
    /// The progress; `None` if progress.toml cannot be read.
    pub progress: Option<Arc<ProgressFile>>,
    /// The text of plan.toml.
    pub plan_text: Option<Arc<FileText>>,
    /// The text of progress.toml.
    pub progress_text: Option<Arc<FileText>>,
    /// Problems of either file.
    pub problems: Vec<Problem>,
    /// The files' stamps when they were read.
    pub stamps: FileStamps,
}

impl Loaded {
    /// Reads both files of a plan.
    pub fn read(files: &PlanFiles, as_of: Day) -> Self {
        Self::of_files(files, as_of, ReadExtent::Places)
    }

    /// Reads both files without keeping their texts or the positions in them.
    pub fn read_meaning(files: &PlanFiles, as_of: Day) -> Self {
        Self {
            plan_text: None,
            progress_text: None,
            ..Self::of_files(files, as_of, ReadExtent::Meaning)
        }
    }

    fn of_files(files: &PlanFiles, as_of: Day, wanted: ReadExtent) -> Self {
        let stamps = files.stamps();
        let progress = || progress_of(files);
        let mut plan = SourceFile::of_file(&files.plan);
        if plan.read.is_err()
            && let Some(flaw) = absence(&files.folder)
        {
            plan.read = Err(Problem::of_file(&files.plan, flaw));
        }
        Self::of_texts(files, stamps, plan, progress, (as_of, wanted))
    }

    /// Reads a plan from bytes kept by git, without touching the disk. `None` means a missing plan.toml.
    pub fn from_bytes(
        files: &PlanFiles,
        plan: Option<Vec<u8>>,
        progress: Option<Vec<u8>>,
        as_of: Day,
    ) -> Self {
        let plan = plan.map_or_else(
            || {
                let flaw = Flaw::unreadable(&std::io::ErrorKind::NotFound.into());
                SourceFile {
                    read: Err(Problem::of_file(&files.plan, flaw)),
                    marked: None,
                }
            },
            |bytes| SourceFile::of_bytes(&files.plan, &bytes),
        );
        let progress = || progress.map(|bytes| SourceFile::of_bytes(&files.progress, &bytes));
        Self::of_texts(
            files,
            FileStamps::default(),
            plan,
            progress,
            (as_of, ReadExtent::Places),
        )
    }

    fn of_texts(
        files: &PlanFiles,
        stamps: FileStamps,
        plan: SourceFile,
        progress: impl FnOnce() -> Option<SourceFile>,
        (as_of, wanted): (Day, ReadExtent),
    ) -> Self {
        let mut loaded = Self::nothing(files, stamps);
        let is_settled = plan.read.is_ok();
        let document = match plan.read {
            Ok(text) => {
                let (document, problems) = read_document(&text);
                loaded.problems.extend(problems);
                loaded.plan_text = Some(Arc::new(text));
                document
            }
            Err(problem) => {
                // Until the conflict is settled, our side is shown.
                let ours = plan
                    .marked
                    .as_deref()
                    .and_then(conflict_sides)
                    .map(|sides| sides.ours);
                loaded.problems.push(problem);
                ours.and_then(|ours| read_document(&FileText::new(&files.plan, ours)).0)
            }
        };
        if let Some(document) = document {
            let document = with_calendar(document, files);
            let plan = Plan::on(Arc::new(document), as_of);
            let is_sound = is_settled && !loaded.has_errors();
            loaded.take_progress(&plan, progress(), wanted);
            if !is_sound {
                // Which logs the plan will have is not known before it is mended.
                let is_orphan = |flaw: &Flaw| matches!(flaw, Flaw::OrphanBlock { .. });
                loaded.problems.retain(|problem| !is_orphan(&problem.flaw));
            }
            loaded.plan = Some(Arc::new(plan));
        }
        loaded
    }

    /// Returns the plan under the id of other files: its folder had another name when it was read.
    #[must_use]
    pub fn renamed(mut self, files: &PlanFiles) -> Self {
        if let Some(plan) = self.plan.as_mut().filter(|_| self.files.id != files.id) {
            let document = &mut Arc::make_mut(plan).document;
            Arc::make_mut(document).id.clone_from(&files.id);
            self.files = files.clone();
        }
        self
    }

    /// Returns the plan with the working days of another time.
    #[must_use]
    pub fn counting_by(mut self, calendar: &WorkCalendar) -> Self {
        if let Some(plan) = &mut self.plan {
            let document = &mut Arc::make_mut(plan).document;
            Arc::make_mut(document).calendar = calendar.clone();
        }
        self
    }

    /// Makes a loaded plan from what was read earlier under these stamps, without errors. Warnings,
    /// texts and positions are unknown.
    pub fn known(files: &PlanFiles, plan: Plan, progress: Progress, stamps: FileStamps) -> Self {
        Self {
            plan: Some(Arc::new(plan)),
            progress: Some(Arc::new(ProgressFile {
                progress,
                writable: true,
                ..ProgressFile::default()
            })),
            ..Self::nothing(files, stamps)
        }
    }

    /// Reads progress.toml, with positions, for a plan.toml known to be without errors: what has just
    /// changed will change next. `stamps` must be taken before.
    pub fn read_progress(files: &PlanFiles, plan: Plan, stamps: FileStamps) -> Self {
        let mut loaded = Self::nothing(files, stamps);
        loaded.take_progress(&plan, progress_of(files), ReadExtent::Places);
        Self {
            plan: Some(Arc::new(plan)),
            progress_text: None,
            ..loaded
        }
    }

    /// Makes a plan of which nothing is read yet.
    fn nothing(files: &PlanFiles, stamps: FileStamps) -> Self {
        Self {
            files: files.clone(),
            plan: None,
            progress: None,
            plan_text: None,
            progress_text: None,
            problems: Vec::new(),
            stamps,
        }
    }

    fn take_progress(&mut self, plan: &Plan, source: Option<SourceFile>, wanted: ReadExtent) {
        if let Some(why) = self.files.lost_log {
            let flaw = Flaw::ProgressGone {
                file: self.files.progress.clone(),
                is_deleted: why == LostLog::Deleted,
            };
            self.problems
                .push(Problem::of_file(&self.files.progress, flaw));
            return;
        }
        let Some(source) = source else {
            self.problems.push(Problem::of_file(
                &self.files.progress,
                Flaw::ProgressMissing,
            ));
            self.progress = Some(Arc::new(ProgressFile {
                writable: true,
                ..ProgressFile::default()
            }));
            return;
        };
        match source.read {
            Ok(text) => {
                let (progress, problems) = read_wanted(&text, plan, wanted);
                self.problems.extend(problems);
                self.progress = progress.map(Arc::new);
                self.progress_text = Some(Arc::new(text));
            }
            Err(problem) => {
                self.problems.push(problem);
                let sides = source.marked.as_deref().and_then(conflict_sides);
                let read = sides.and_then(|sides| {
                    // The entries of both sides, every block once.
                    let both = blocks_once(&sides.both)?;
                    let file = FileText::new(&self.files.progress, both);
                    read_wanted(&file, plan, wanted).0
                });
                self.progress = read.map(|read| {
                    Arc::new(ProgressFile {
                        writable: false,
                        ..read
                    })
                });
            }
        }
    }

    /// Returns the plan with its progress, if both could be read.
    pub fn open(&self) -> Option<(&Plan, &Progress)> {
        Some((self.plan.as_deref()?, &self.progress.as_deref()?.progress))
    }

    /// Returns whether any problem is an error, not a warning.
    pub fn has_errors(&self) -> bool {
        self.problems.iter().any(Problem::is_error)
    }

    /// Returns the first error in plan.toml.
    pub(crate) fn plan_error(&self) -> Option<&Problem> {
        let mut problems = self.problems.iter();
        problems.find(|problem| problem.is_error() && problem.file == self.files.plan)
    }

    /// Returns whether plan.toml has no error: only then it is known which logs it should have.
    pub(super) fn is_plan_sound(&self) -> bool {
        self.plan_error().is_none()
    }

    /// Returns the plan on another as-of day.
    #[must_use]
    pub fn on(mut self, as_of: Day) -> Self {
        if let Some(plan) = &self.plan
            && !plan.document.amendments.is_empty()
        {
            self.plan = Some(Arc::new(Plan::on(plan.document.clone(), as_of)));
        }
        self
    }
}

/// Reads progress.toml, if there is one.
fn progress_of(files: &PlanFiles) -> Option<SourceFile> {
    let exists = fs::symlink_metadata(&files.progress).is_ok();
    exists.then(|| SourceFile::of_file(&files.progress))
}

/// A file as read, with its text if it has conflict markers.
struct SourceFile {
    read: Result<FileText, Problem>,
    marked: Option<String>,
}

impl SourceFile {
    fn of_file(path: &Path) -> Self {
        let read = read_file(path);
        let marked = in_conflict(&read).then(|| read_plain_text(path).ok());
        Self {
            read,
            marked: marked.flatten(),
        }
    }

    fn of_bytes(path: &Path, bytes: &[u8]) -> Self {
        let read = file_of_bytes(path, bytes.to_vec());
        let marked = in_conflict(&read).then(|| String::from_utf8_lossy(bytes).into_owned());
        Self { read, marked }
    }
}

fn in_conflict(read: &Result<FileText, Problem>) -> bool {
    matches!(read, Err(problem) if problem.flaw == Flaw::ConflictMarkers)
}
