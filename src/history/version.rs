use std::path::PathBuf;
use std::sync::Arc;

use crate::plan::{Day, Document, Plan, Progress};
use crate::store::{FileText, Problem, find_conflict_marker, read_document, read_progress};
use crate::text::Flaw;

/// A day after every amendment: the plan as it now reads, in full.
pub(super) const LAST_DAY: Day = Day::MAX;

/// One plan as one version of its two files says it.
#[derive(Clone, Debug, Default)]
pub struct Version {
    /// What was promised; `None` where there is no plan.toml or nothing can be made of it.
    pub document: Option<Arc<Document>>,
    /// What happened; empty where there is no progress.toml or nothing can be made of it.
    pub progress: Progress,
    /// What is wrong in plan.toml, errors only, and what keeps progress.toml from being read.
    pub errors: Vec<Flaw>,
    /// progress.toml is there but nothing can be made of it.
    pub is_log_unreadable: bool,
}

impl Version {
    /// Reads the two texts of the plan in the folder `id`; `None` is a file that is not there.
    pub fn read(id: &str, plan: Option<&str>, progress: Option<&str>) -> Self {
        let mut version = Self::default();
        let Some(plan) = plan else { return version };
        let folder = PathBuf::from(id);
        let file = FileText::in_memory(folder.join("plan.toml"), plan);
        if find_conflict_marker(plan).is_some() {
            version.errors.push(Flaw::ConflictMarkers);
            return version;
        }
        let (document, problems) = read_document(&file);
        let errors = problems.into_iter().filter(Problem::is_error);
        version.errors.extend(errors.map(|problem| problem.flaw));
        let Some(document) = document else {
            return version;
        };
        let document = Arc::new(document);
        version.document = Some(document.clone());
        let Some(progress) = progress else {
            return version;
        };
        if find_conflict_marker(progress).is_some() {
            version.errors.push(Flaw::ConflictMarkers);
            version.is_log_unreadable = true;
            return version;
        }
        let file = FileText::in_memory(folder.join("progress.toml"), progress);
        let (progress, problems) = read_progress(&file, &Plan::on(document, LAST_DAY));
        let of_file = |flaw: &Flaw| {
            matches!(
                flaw,
                Flaw::Syntax { .. }
                    | Flaw::FullWidthQuotes
                    | Flaw::NewerSchema { .. }
                    | Flaw::PlanDiffers { .. }
            )
        };
        let flaws = problems.into_iter().map(|problem| problem.flaw);
        version.errors.extend(flaws.filter(of_file));
        version.is_log_unreadable = progress.is_none();
        version.progress = progress.map(|file| file.progress).unwrap_or_default();
        version
    }

    /// The plan with every amendment in force.
    pub fn plan(&self) -> Option<Plan> {
        self.plan_on(LAST_DAY)
    }

    /// The plan as it stands on a day.
    pub fn plan_on(&self, day: Day) -> Option<Plan> {
        self.document
            .as_ref()
            .map(|document| Plan::on(document.clone(), day))
    }
}
