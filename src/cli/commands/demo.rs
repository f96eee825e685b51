//! `duban demo`: writes the sample with its history.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::TimeDelta;

use crate::demo::demo as make_demo;
use crate::demo::{DEMO_ID, Demo, HINTS, demo_day};
use crate::git::{GitFault, ImportedCommit, import_history};
use crate::query::{Board, Filter};
use crate::report::{Before, Office, ReportInput, ReportKind, make_report};
use crate::store::{
    Fault, GIT_ATTRIBUTES, HINTS_FILE, PlanFiles, Workspace, make_folder, replace_file,
    whole_or_nothing, write_hints,
};
use crate::text::ScreenCommand;

use crate::cli::args::FolderArgs;
use crate::cli::{Context, Failure, Output};

/// An address that cannot exist: `.invalid` is reserved.
const EMAIL: &str = "demo@example.invalid";

/// Days from one quarter's end to the next.
const QUARTER: TimeDelta = TimeDelta::days(91);

/// Generated reports and followed hints are not versioned.
const GIT_IGNORE: &str = "contacts.toml\nreports/\n.duban-hints\n";

/// The contents of a sample's folder.
const ENTRIES: [&str; 6] = [
    "plans", ".gitattributes", ".gitignore", HINTS_FILE, ".git", "reports",
];

/// A sample that was made.
pub(super) struct Sample {
    /// Its folder.
    pub(super) folder: PathBuf,
    /// The result of making its history; the sample is usable without.
    pub(super) history: Result<(), GitFault>,
}

/// `duban demo [DIR]`: makes a sample with invented progress and git history in its own folder, and
/// prints the folder.
pub(super) fn demo(cx: &Context, out: &mut Output, args: &FolderArgs) -> Result<(), Failure> {
    let words = &cx.words.cli;
    let sample = make(cx, args.folder.as_deref())?;
    out.line(&sample.folder.display().to_string());
    out.note(words.demo_made);
    out.note(&(words.demo_next)(&sample.folder.join("plans")));
    sample.history.map_err(Failure::from)
}

/// Makes the sample in a new or empty folder, or a temporary one.
pub(super) fn make(cx: &Context, named: Option<&Path>) -> Result<Sample, Failure> {
    let Some(named) = named else {
        let temporary = std::env::temp_dir();
        let made = tempfile::Builder::new()
            .prefix("duban-demo-")
            .tempdir_in(&temporary)
            .map_err(Fault::io(&temporary))?;
        // Without an error it stays.
        let sample = fill(cx, made.path().to_owned())?;
        let _ = made.keep();
        return Ok(sample);
    };
    let folder = std::path::absolute(named).map_err(Fault::io(named))?;
    whole_or_nothing(&folder, &ENTRIES, || {
        new_or_empty(cx, &folder)?;
        fill(cx, folder.clone())
    })
}

/// Writes the sample into an empty folder.
fn fill(cx: &Context, folder: PathBuf) -> Result<Sample, Failure> {
    let demo = make_demo(cx.words)?;
    let files = PlanFiles::in_folder(folder.join("plans").join(DEMO_ID));
    make_folder(&files.folder)?;
    replace_file(&folder.join(".gitattributes"), GIT_ATTRIBUTES.as_bytes())?;
    replace_file(&files.plan, demo.plan.as_bytes())?;
    replace_file(&files.progress, demo.progress.as_bytes())?;
    replace_file(&folder.join(".gitignore"), GIT_IGNORE.as_bytes())?;
    write_hints(&folder, &HINTS.map(ScreenCommand::key))?;
    let history = import_history(&folder, &history(&demo));
    reports(cx, &folder)?;
    Ok(Sample { folder, history })
}

/// Makes a folder; one that is there must be empty.
fn new_or_empty(cx: &Context, folder: &Path) -> Result<(), Failure> {
    match fs::read_dir(folder) {
        Ok(mut inside) => {
            if inside.next().is_some() {
                return Err(Failure::Usage((cx.words.cli.exists)(folder)));
            }
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => make_folder(folder)?,
        Err(error) => return Err(Fault::io(folder)(error).into()),
    }
    Ok(())
}

fn history(demo: &Demo) -> Vec<ImportedCommit> {
    let path = |file: &str| format!("plans/{DEMO_ID}/{file}");
    let commit = |(place, stage): (usize, &crate::demo::DemoStage)| {
        let mut files = vec![(path("progress.toml"), stage.progress.clone().into_bytes())];
        if place == 0 {
            files.push((path("plan.toml"), demo.plan.clone().into_bytes()));
            files.push((".gitattributes".to_owned(), GIT_ATTRIBUTES.into()));
            files.push((".gitignore".to_owned(), GIT_IGNORE.into()));
        }
        ImportedCommit {
            at: stage.at,
            author: stage.author.to_owned(),
            email: EMAIL.to_owned(),
            message: stage.message.clone(),
            files,
        }
    };
    demo.stages.iter().enumerate().map(commit).collect()
}

/// Writes one of each report for newcomers; the bulletin covers the last quarter's changes.
fn reports(cx: &Context, folder: &Path) -> Result<(), Failure> {
    let workspace = Workspace::open(&folder.join("plans"))?;
    let board = Board::read(&workspace, None, demo_day(), None);
    let items = board.items(&Filter::default());
    let earlier = Board::read(&workspace, None, demo_day() - QUARTER, None);
    let before = Before::new(&board, earlier, None);
    let office = Office::default();
    let input = ReportInput {
        before: Some(&before),
        ..ReportInput::new(&board, &items, &office, cx.words)
    };
    let folder = folder.join("reports");
    make_folder(&folder)?;
    for kind in ReportKind::ALL {
        let Some(format) = kind.formats().first() else {
            continue;
        };
        let file = folder.join(format!("{}.{}", kind.key(), format.key()));
        replace_file(&file, &format.write(&make_report(kind, &input))?)?;
    }
    Ok(())
}
