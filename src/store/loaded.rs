use std::fs;
use std::path::Path;
use std::sync::Arc;

use crate::plan::{Day, Plan, Progress};
use crate::text::Flaw;
use crate::text::utf8::from_utf8;

use super::conflict::{both_sides, sides};
use super::disk::file::file_of_bytes;
use super::progress::progress_file::{ReadExtent, read_wanted};
use super::read_plain_text;
use super::{
    FileText, PlanFiles, Problem, ProgressFile, Stamp, find_conflict_marker, read_document,
    read_file, with_calendar,
};

/// A plan as it was read, with everything found wrong in its two files.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// Where it is.
    pub files: PlanFiles,
    /// The plan as it stands on the as-of day; `None` where plan.toml or progress.toml is too broken to show.
    pub plan: Option<Arc<Plan>>,
    /// What happened; `None` where progress.toml cannot be read.
    pub progress: Option<Arc<ProgressFile>>,
    /// plan.toml as it was read.
    pub plan_text: Option<Arc<FileText>>,
    /// progress.toml as it was read.
    pub progress_text: Option<Arc<FileText>>,
    /// What is wrong in either.
    pub problems: Vec<Problem>,
    /// What the two files were when they were read.
    pub stamps: [Option<Stamp>; 2],
}

impl Loaded {
    /// Reads both files of a plan.
    pub fn read(files: &PlanFiles, as_of: Day) -> Self {
        Self::of_files(files, as_of, ReadExtent::Places)
    }

    /// Returns what both files of a plan say, and what is wrong in them; neither their texts nor the places in them are held, as
    /// where it was known ([`Self::known`]).
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
        let plan = SourceFile::of_file(&files.plan);
        Self::of_texts(files, stamps, plan, progress, (as_of, wanted))
    }

    /// The plan that these bytes make, as git kept them; the files themselves are not looked at. A plan.toml that is
    /// `None` was not there.
    pub fn from_bytes(
        files: &PlanFiles,
        plan: Option<Vec<u8>>,
        progress: Option<Vec<u8>>,
        as_of: Day,
    ) -> Self {
        let plan = plan.map_or_else(
            || {
                let why = std::io::Error::from(std::io::ErrorKind::NotFound).to_string();
                SourceFile {
                    read: Err(Problem::of_file(&files.plan, Flaw::Unreadable { why })),
                    marked: None,
                }
            },
            |bytes| SourceFile::of_bytes(&files.plan, &bytes),
        );
        let progress = || progress.map(|bytes| SourceFile::of_bytes(&files.progress, &bytes));
        Self::of_texts(
            files,
            [None, None],
            plan,
            progress,
            (as_of, ReadExtent::Places),
        )
    }

    fn of_texts(
        files: &PlanFiles,
        stamps: [Option<Stamp>; 2],
        plan: SourceFile,
        progress: impl FnOnce() -> Option<SourceFile>,
        (as_of, wanted): (Day, ReadExtent),
    ) -> Self {
        let mut loaded = Self::nothing(files, stamps);
        let document = match plan.read {
            Ok(text) => {
                let (document, problems) = read_document(&text);
                loaded.problems.extend(problems);
                loaded.plan_text = Some(Arc::new(text));
                document
            }
            Err(problem) => {
                // Until somebody settles it, the plan is seen as our side has it.
                let ours = plan
                    .marked
                    .as_deref()
                    .and_then(sides)
                    .map(|sides| sides.ours);
                loaded.problems.push(problem);
                ours.and_then(|ours| read_document(&unplaced(&files.plan, ours)).0)
            }
        };
        if let Some(document) = document {
            let document = with_calendar(document, files);
            let plan = Plan::on(Arc::new(document), as_of);
            loaded.take_progress(&plan, progress(), wanted);
            loaded.plan = Some(Arc::new(plan));
        }
        loaded
    }

    /// A plan of which is known what was read when its files had these stamps, and that no error was in them. Warnings,
    /// the texts of the files and the places in them are not known.
    pub fn known(
        files: &PlanFiles,
        plan: Plan,
        progress: Progress,
        stamps: [Option<Stamp>; 2],
    ) -> Self {
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

    /// A plan of which is known what plan.toml says, and that no error is in it; of progress.toml it is read, with the
    /// places in it: what has just changed is what will change next. `stamps` are of before that.
    pub fn read_progress(files: &PlanFiles, plan: Plan, stamps: [Option<Stamp>; 2]) -> Self {
        let mut loaded = Self::nothing(files, stamps);
        loaded.take_progress(&plan, progress_of(files), ReadExtent::Places);
        Self {
            plan: Some(Arc::new(plan)),
            progress_text: None,
            ..loaded
        }
    }

    /// Makes a plan of which nothing was read as yet.
    fn nothing(files: &PlanFiles, stamps: [Option<Stamp>; 2]) -> Self {
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
                let both = source.marked.as_deref().and_then(both_sides);
                let read = both.and_then(|both| {
                    let file = unplaced(&self.files.progress, both);
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

    /// The plan with its progress, where both could be read.
    pub fn open(&self) -> Option<(&Plan, &Progress)> {
        Some((self.plan.as_deref()?, &self.progress.as_deref()?.progress))
    }

    /// Returns whether anything is wrong, not merely odd.
    pub fn has_errors(&self) -> bool {
        self.problems.iter().any(Problem::is_error)
    }

    /// Returns the plan on another day.
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

/// progress.toml, where there is one.
fn progress_of(files: &PlanFiles) -> Option<SourceFile> {
    let exists = fs::symlink_metadata(&files.progress).is_ok();
    exists.then(|| SourceFile::of_file(&files.progress))
}

/// A file as it was read, and its text where it is in conflict.
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
        let marked = from_utf8(bytes).ok();
        let marked = marked
            .filter(|text| find_conflict_marker(text).is_some())
            .map(str::to_owned);
        Self {
            read: file_of_bytes(path, bytes, Stamp::NONE),
            marked,
        }
    }
}

fn in_conflict(read: &Result<FileText, Problem>) -> bool {
    matches!(read, Err(problem) if problem.flaw == Flaw::ConflictMarkers)
}

/// A text that is not what stands on disk: no place in it is shown.
fn unplaced(path: &Path, text: String) -> FileText {
    FileText {
        path: path.to_owned(),
        text,
        stamp: Stamp::NONE,
    }
}
