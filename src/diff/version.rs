//! One version of a plan, as it is compared.

use std::path::PathBuf;
use std::sync::Arc;

use crate::plan::{Day, Document, Plan, Progress};
use crate::store::{
    BulletinIssue, Loaded, PerPart, PlanFiles, PlanPart, Problem, in_plain_spelling,
};
use crate::text::Flaw;

/// A day after every amendment, on which the plan reads as it does now.
pub(crate) const LAST_DAY: Day = Day::MAX;

/// One version of a plan's two files, with the list of its bulletins.
#[derive(Clone, Debug, Default)]
pub struct Version {
    /// The plan; `None` if plan.toml is missing or unreadable.
    pub document: Option<Arc<Document>>,
    /// The progress; empty if progress.toml is missing or unreadable.
    pub progress: Progress,
    /// Errors in plan.toml, and flaws that make progress.toml unreadable.
    pub errors: Vec<Flaw>,
    /// Whether progress.toml exists but is unreadable.
    pub is_log_unreadable: bool,
    /// The issues of its bulletin, where the list was read too.
    pub issues: Vec<BulletinIssue>,
}

impl Version {
    /// Makes a version of a loaded plan, from disk or from git. Ids and names count as spelt by `check --fix`.
    pub fn of(loaded: &Loaded) -> Self {
        let texts = PerPart {
            plan: loaded.plan_text.as_deref(),
            progress: loaded.progress_text.as_deref(),
        };
        let texts = PerPart::from_fn(|part| texts[part].map(|read| read.text.as_bytes()));
        let plain = PerPart::from_fn(|part| in_plain_spelling(part, texts[part]?));
        let found = Self::as_read(loaded);
        // In a conflict a file has no text of its own.
        if plain.is_empty() || texts.plan.is_none() {
            return found;
        }
        let bytes = |part: PlanPart| plain[part].clone().or_else(|| Some(texts[part]?.to_vec()));
        let (plan, progress) = (bytes(PlanPart::Plan), bytes(PlanPart::Progress));
        let plain = Loaded::from_bytes(&loaded.files, plan, progress, LAST_DAY);
        if plain.open().is_none() {
            return found;
        }
        let plain = Self::as_read(&plain);
        Self {
            document: plain.document,
            progress: match texts.progress {
                Some(_) => plain.progress,
                None => found.progress,
            },
            ..found
        }
    }

    fn as_read(loaded: &Loaded) -> Self {
        // Wrong single entries are left to `check`; a reviewer must know of an unreadable file.
        let of_log = |flaw: &Flaw| {
            matches!(
                flaw,
                Flaw::ConflictMarkers
                    | Flaw::NotUtf8 { .. }
                    | Flaw::LfsPointer
                    | Flaw::CutShort
                    | Flaw::Syntax { .. }
                    | Flaw::FullWidthQuotes
                    | Flaw::FullWidthSign { .. }
                    | Flaw::KeyTwice { .. }
                    | Flaw::AfterClosing { is_joinable: false }
                    | Flaw::BadDate { .. }
                    | Flaw::NewerSchema { .. }
                    | Flaw::PlanDiffers { .. }
            )
        };
        let is_meant = |problem: &&Problem| {
            let of_plan = problem.file == loaded.files.plan && problem.is_error();
            of_plan || problem.file == loaded.files.progress && of_log(&problem.flaw)
        };
        let errors = loaded
            .problems
            .iter()
            .filter(is_meant)
            .map(|problem| problem.flaw.clone())
            .collect();
        Self {
            document: loaded.plan.as_ref().map(|plan| plan.document.clone()),
            progress: loaded
                .progress
                .as_ref()
                .map(|file| file.progress.clone())
                .unwrap_or_default(),
            errors,
            is_log_unreadable: loaded.plan.is_some() && loaded.progress.is_none(),
            issues: Vec::new(),
        }
    }

    /// Reads the two texts of the plan in the folder `id`; `None` is a missing file.
    pub fn read(id: &str, plan: Option<Vec<u8>>, progress: Option<Vec<u8>>) -> Self {
        if plan.is_none() {
            return Self::default();
        }
        let files = PlanFiles::in_folder(PathBuf::from(id));
        Self::of(&Loaded::from_bytes(&files, plan, progress, LAST_DAY))
    }

    /// Returns whether a file exists that cannot be read.
    pub fn is_unreadable(&self) -> bool {
        self.is_log_unreadable || (self.document.is_none() && !self.errors.is_empty())
    }

    /// Returns the plan with every amendment in force.
    pub fn plan(&self) -> Option<Plan> {
        self.plan_on(LAST_DAY)
    }

    /// Returns the plan on a day.
    pub fn plan_on(&self, day: Day) -> Option<Plan> {
        self.document
            .as_ref()
            .map(|document| Plan::on(document.clone(), day))
    }

    /// Returns the short name.
    pub fn name(&self) -> Option<&str> {
        self.document
            .as_ref()
            .map(|document| document.short.as_str())
    }
}
