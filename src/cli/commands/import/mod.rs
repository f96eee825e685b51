//! `duban import`: a plan document into a draft plan.

mod again;
mod review;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use chrono::Datelike;
use serde_json::{Value, json};

use crate::diff::Version;
use crate::document::intake::{Intake, read_bytes, receive};
use crate::document::read_document_of;
use crate::import::{Draft, DraftOptions, draft};
use crate::store::{
    Fault, ImportPlace, NewPlan, NewPlanPlaces, parent_of_plans, real_place, sha256,
};
use crate::text::{Doubt, DraftCounts, Flaw, Note, shell_word};

use crate::cli::args::ImportArgs;
use crate::cli::output::name_plans;
use crate::cli::{Context, Failure, Output};

pub(super) use review::review_of;

/// The most lines that the summary lists for numbers that were passed over.
const LINES_SHOWN: usize = 20;

/// `duban import FILE --id ID`: drafts a plan from a document; `--review ID` shows the remaining
/// doubts.
pub(super) fn import(cx: &Context, out: &mut Output, args: &ImportArgs) -> Result<(), Failure> {
    if let Some(id) = &args.review {
        return review::review(cx, out, args, id);
    }
    let words = &cx.words.import;
    let (Some(file), Some(id)) = (&args.document, &args.new_id) else {
        let (what, how) = words.no_file;
        return Err(Failure::Usage(Note::new(what, how)));
    };
    let plans = plans_folder(cx, args)?;
    let places = NewPlanPlaces::of(&plans, id)?;
    let is_there = places.files.plan.is_file();
    if args.again && !is_there {
        return Err(Failure::Usage((words.no_plan)(id, &places.files.plan)));
    }
    if !args.again {
        places.are_free()?;
    }
    if args.again {
        return again::again(cx, out, args, (file, id), &places);
    }
    let imported = Imported::of(cx, file, id, args.with_text)?;
    if !args.dry_run {
        imported.create(cx, &plans, file)?;
    }
    if cx.global.json {
        out.json(&imported.json(cx, &places, !args.dry_run));
        return Ok(());
    }
    imported.say(cx, out);
    for path in [&places.files.plan, &places.files.progress, &places.record] {
        let said = if args.dry_run {
            words.would_write
        } else {
            cx.words.files.written
        };
        out.line(&said(path));
    }
    if !args.dry_run {
        out.note(&next_step(cx, &plans, id, imported.draft.doubts.len()));
    }
    Ok(())
}

/// Says what comes after an import; git's command is for where the plans are.
fn next_step(cx: &Context, plans: &Path, id: &str, doubts: usize) -> String {
    let parent = parent_of_plans(plans);
    let is_here =
        std::env::current_dir().is_ok_and(|here| real_place(&here) == Some(parent.clone()));
    let around = plans.parent().filter(|around| *around != Path::new(""));
    let git = match around {
        Some(around) if !is_here => format!("git -C {}", shell_word(around)),
        _ => "git".to_owned(),
    };
    let name = plans.file_name().unwrap_or_default();
    let name = match name.to_string_lossy() {
        name if name == "plans" => name.into_owned(),
        name => shell_word(&*name),
    };
    let names = format!("{name} seeds .gitattributes .gitignore");
    (cx.words.import.next)(id, doubts, &git, &names)
}

fn remember(cx: &Context, plans: &Path, id: &str, file: &Path) {
    let place = ImportPlace {
        folders: &cx.folders,
        plans,
        id,
    };
    place.remember(file);
}

/// Returns the folder of plans: as named, else the one around here, else a new one here.
fn plans_folder(cx: &Context, args: &ImportArgs) -> Result<PathBuf, Failure> {
    if let Some(folder) = &args.into {
        if folder.join("plan.toml").is_file() {
            return Err(Failure::Usage((cx.words.import.into_plan)(folder)));
        }
        if cx.plans_folder_here().ok().as_ref() != Some(folder) {
            name_plans(folder);
        }
        return Ok(folder.clone());
    }
    // A draft never goes to a workspace somewhere else.
    match cx.plans_folder_here() {
        Ok(folder) => Ok(folder),
        Err(failure) if matches!(failure.fault(), Some(Fault::NoWorkspace(_))) => {
            Ok(PathBuf::from("plans"))
        }
        Err(failure) => Err(failure),
    }
}

/// Drafts a plan from a document, and writes it into a folder of plans.
pub(super) fn create(cx: &Context, plans: &Path, file: &Path, id: &str) -> Result<(), Failure> {
    let places = NewPlanPlaces::of(plans, id)?;
    places.are_free()?;
    Imported::of(cx, file, id, false)?.create(cx, plans, file)
}

/// An imported document with its draft.
struct Imported {
    id: String,
    name: String,
    sha256: String,
    /// The year that was taken if the document names none.
    year: i32,
    intake: Intake,
    draft: Draft,
    version: Version,
}

impl Imported {
    /// Reads a document; one that names no year is taken to be of this one.
    fn of(cx: &Context, file: &Path, id: &str, with_text: bool) -> Result<Self, Failure> {
        Self::in_year(cx, file, id, with_text, cx.as_of().year())
    }

    fn in_year(
        cx: &Context,
        file: &Path,
        id: &str,
        with_text: bool,
        year: i32,
    ) -> Result<Self, Failure> {
        let name = file
            .file_name()
            .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let unread = |error| Failure::NotRead((cx.words.import.fault)(&name, &error));
        let bytes = read_bytes(file).map_err(unread)?;
        let intake = receive(&name, &bytes).map_err(unread)?;
        let sha256 = sha256(&bytes);
        let mut read = read_document_of(&intake.text, Some(year));
        if read.head.title.is_empty() {
            // A table without a heading gets the file's name as its title.
            let stem = name.rsplit_once('.').map_or(&*name, |(stem, _)| stem);
            stem.clone_into(&mut read.head.title);
        }
        let broken = |flaw: &Flaw| {
            let what = (cx.words.flaw)(flaw).what;
            Failure::NotRead((cx.words.import.draft_broken)(&what))
        };
        let options = DraftOptions {
            id,
            file: &name,
            sha256: &sha256,
            year,
            with_text,
            words: cx.words,
        };
        let draft = draft(&read, &options).map_err(|flaw| broken(&flaw))?;
        let version = Version::read(
            id,
            Some(draft.plan.clone().into_bytes()),
            Some(draft.progress.clone().into_bytes()),
        );
        if let Some(flaw) = version.errors.first() {
            return Err(broken(flaw));
        }
        Ok(Self {
            id: id.to_owned(),
            name,
            sha256,
            year,
            intake,
            draft,
            version,
        })
    }

    /// Writes the plan, and keeps where the document is.
    fn create(&self, cx: &Context, plans: &Path, file: &Path) -> Result<(), Failure> {
        let id = &self.id;
        let new = NewPlan {
            id,
            plan: &self.draft.plan,
            progress: &self.draft.progress,
            record: &self.draft.record,
        };
        new.create(plans)?;
        remember(cx, plans, id, file);
        Ok(())
    }

    fn title(&self) -> Option<String> {
        Some(self.version.document.as_ref()?.title.clone())
    }

    /// Prints a summary: the document, the cleaning, the draft, the doubts.
    fn say(&self, cx: &Context, out: &mut Output) {
        let words = &cx.words.import;
        let how = self.intake.tool.or(self.intake.encoding);
        out.line(&(words.read)(&self.name, self.intake.format, how));
        if let Some(title) = self.title() {
            out.line(&title);
        }
        for note in &self.intake.text.notes {
            let said = (words.cleaned)(note.cleaned, note.count);
            out.line(&match note.line_no {
                0 => said,
                line => (words.from_line)(&said, line),
            });
        }
        out.line(&(words.counts)(DraftCounts {
            items: self.draft.items,
            units: self.draft.units,
            targets: self.draft.targets,
            doubts: self.draft.doubts.len(),
        }));
        let lines: BTreeSet<usize> = self
            .draft
            .passed_over
            .iter()
            .map(|number| number.line_no)
            .collect();
        if !lines.is_empty() {
            let shown: Vec<usize> = lines.iter().copied().take(LINES_SHOWN).collect();
            let are_all = shown.len() == lines.len();
            out.line(&(words.passed_over)(
                self.draft.passed_over.len(),
                &shown,
                are_all,
            ));
        }
        for doubt in &self.draft.doubts {
            let said = (cx.words.doubt)(&doubt.doubt);
            let entry = doubt.entry.as_deref();
            out.line(&format!("  {}", (words.doubt)(doubt.line_no, entry, &said)));
        }
    }

    /// Returns what it is and what became of it, as `--json` prints it.
    fn json(&self, cx: &Context, places: &NewPlanPlaces, written: bool) -> Value {
        let doubts = self.draft.doubts.iter().map(|doubt| {
            let text = (cx.words.doubt)(&doubt.doubt);
            let mut said = json!({ "line": doubt.line_no, "text": text });
            if let Some(entry) = &doubt.entry {
                said["entry"] = json!(entry);
            }
            said
        });
        let cleaned = self.intake.text.notes.iter().map(|note| {
            let line = Some(note.line_no).filter(|line| *line > 0);
            json!({ "what": note.cleaned.key(), "line": line, "count": note.count })
        });
        let passed_over = self.draft.passed_over.iter();
        let passed_over =
            passed_over.map(|passed| json!({ "line": passed.line_no, "number": passed.printed }));
        let unread_columns = self
            .draft
            .doubts
            .iter()
            .flat_map(|doubt| match &doubt.doubt {
                Doubt::ColumnsUnread { headings } => headings.as_slice(),
                _ => &[],
            });
        json!({
            "schema": 1,
            "plan": self.id,
            "title": self.title(),
            "file": self.name,
            "format": self.intake.format.key(),
            "encoding": self.intake.encoding,
            "tool": self.intake.tool,
            "written": written,
            "files": [&places.files.plan, &places.files.progress, &places.record],
            "items": self.draft.items,
            "units": self.draft.units,
            "figures": self.draft.targets,
            "cleaned": cleaned.collect::<Vec<_>>(),
            "doubts": doubts.collect::<Vec<_>>(),
            "passed_over": passed_over.collect::<Vec<_>>(),
            "unread_columns": unread_columns.collect::<Vec<_>>(),
        })
    }
}
