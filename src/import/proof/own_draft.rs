//! The flaws that the proof finds in import's own draft of a document: they are flaws of the proof, not of a plan.

use std::sync::Arc;

use chrono::Datelike as _;

use crate::document::read_document as read_structure;
use crate::import::{DraftOptions, draft};
use crate::plan::{Day, Plan};
use crate::store::{FileText, SeedRecord, read_document, read_seed};
use crate::text::{Flaw, Lang};

use super::{Check, Findings, Original};

impl Original {
    /// Returns the flaws that the proof finds in import's own draft of the document, if a plan's record still has the
    /// chapters of that. The proof numbers and assigns by rules of its own, which know fewer forms.
    pub(super) fn flaws_of_draft(&self, plan: &Plan, record: &SeedRecord) -> Vec<Flaw> {
        let options = DraftOptions {
            id: &plan.document.id,
            file: &record.file.value,
            sha256: &self.sha256,
            year: plan.document.period.start.year(),
            with_text: false,
            words: Lang::Zh.words(),
        };
        let read = read_structure(&self.text);
        let Ok(draft) = draft(&read, &options) else {
            return Vec::new();
        };
        let plan_text = FileText::new("plan.toml", draft.plan);
        let record_text = FileText::new("record.toml", draft.record);
        let (Some(document), Some(own)) = (read_document(&plan_text).0, read_seed(&record_text).0)
        else {
            return Vec::new();
        };
        if own.chapters != record.chapters {
            return Vec::new();
        }
        let plan = Plan::on(Arc::new(document), Day::MIN);
        let mut findings = Findings::of(&plan_text.path, &record_text.path);
        Check::of(&plan, &plan_text.text, &own, self).all(&mut findings);
        findings
            .found
            .into_iter()
            .map(|problem| problem.flaw)
            .collect()
    }
}
