//! Compares two versions: what weakens a commitment, with and without a document.

use chrono::Datelike;

use crate::plan::Amendment;
use crate::text::{ChangedField, Weakness};

use super::Authors;
use super::figures::figures_of;
use super::logs::LogReview;
use super::plan::PlanReview;
use super::weakening::{Finding, ReviewFindings, Weakening};
use super::wording::years_put_off_to;
use crate::diff::Version;
use crate::diff::compare::compare;
use crate::diff::difference::{Difference, LogChange, Subject, Value, What};
use crate::diff::pairs::DocumentPairs;

/// A review of a change, commitments first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Review {
    /// Changed commitments (plan.toml).
    pub commitments: Vec<Difference>,
    /// Weakenings without an amendment.
    pub weakened: Vec<Weakening>,
    /// Weakenings that cite a numbered amendment (依据文件).
    pub by_document: Vec<Weakening>,
    /// The amendments cited or new, as in the new version.
    pub documents: Vec<Amendment>,
    /// The ids of those that the old version has too: what they changed then, they do not cover again.
    pub known_documents: Vec<String>,
    /// Changed records (progress.toml).
    pub progress: Vec<Difference>,
    /// Corrections of earlier entries (更正).
    pub corrections: Vec<Difference>,
}

impl Review {
    /// Returns whether there is nothing to review.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Reviews the change from `before` to `after`. `authors` says who wrote an entry; unknown authors are not held against
/// anybody.
pub fn review(before: &Version, after: &Version, authors: &Authors) -> Review {
    let mut review = Review::default();
    let mut found = ReviewFindings::default();
    for difference in compare(before, after) {
        if let What::Value {
            field: ChangedField::Issue,
            from: Some(from),
            to,
        } = &difference.what
        {
            let finding = Finding::new(Weakness::IssueGone, difference.subject.clone());
            found.add(finding.change(Some(from.clone()), to.clone()));
        }
        review.take(difference);
    }
    match (&before.document, &after.document) {
        (Some(old), Some(new)) => {
            let pairs = DocumentPairs::new(old, new);
            PlanReview::new(&pairs).weakenings(before, after, &mut found);
            if before.is_log_unreadable {
                let log = Some(Value::Text("progress.toml".to_owned()));
                found
                    .add(Finding::new(Weakness::BaseUnreadable, Subject::plan()).change(None, log));
            } else if !after.is_log_unreadable {
                LogReview::new((before, after), &pairs, authors).weakenings(&mut found);
            }
        }
        (Some(_), None) => {
            let kind = if after.errors.is_empty() {
                Weakness::PlanGone
            } else {
                Weakness::Broken
            };
            found.add(Finding::new(kind, Subject::plan()));
        }
        // What cannot be compared may hide anything, also where neither side can be read.
        (None, _) if !before.errors.is_empty() => {
            found.add(Finding::new(Weakness::BaseUnreadable, Subject::plan()));
        }
        (None, Some(new)) => {
            let pairs = DocumentPairs::new(new, new);
            LogReview::new((before, after), &pairs, authors).weakenings(&mut found);
        }
        (None, None) if !after.errors.is_empty() => {
            found.add(Finding::new(Weakness::Broken, Subject::plan()));
        }
        (None, None) => {}
    }
    let mut all = found.grouped();
    for weakening in &mut all {
        if says_otherwise(weakening, after) {
            weakening.amendment = None;
        }
    }
    let (by_document, weakened) = all
        .into_iter()
        .partition(|weakening| weakening.amendment.is_some());
    review.weakened = weakened;
    review.by_document = by_document;
    review.documents = documents(&review, before, after);
    let known = review.documents.iter().map(|it| it.id.clone());
    review.known_documents = known.filter(|id| has_amendment(before, id)).collect();
    review
}

/// Returns whether the cited amendment states another figure than the field.
fn says_otherwise(weakening: &Weakening, after: &Version) -> bool {
    let cited = weakening.amendment.as_deref();
    let document = after.document.as_ref();
    let amendment = document.and_then(|document| {
        let mut all = document.amendments.iter();
        all.find(|amendment| Some(amendment.id.as_str()) == cited)
    });
    let (Some(amendment), Some(to)) = (amendment, &weakening.what.to) else {
        return false;
    };
    let (figures, now) = match to {
        Value::Target(target) => {
            let figures = figures_of(&amendment.title, &target.unit);
            (figures, target.value.to_f64())
        }
        Value::Day(day) => (years_put_off_to(&amendment.title), f64::from(day.year())),
        _ => return false,
    };
    !figures.is_empty() && figures.iter().all(|figure| (figure - now).abs() > 1e-9)
}

impl Review {
    /// Reviews a submodule whose commit changed and whose plan could not be compared.
    pub fn of_submodule(from: Option<String>, to: Option<String>) -> Self {
        let mut found = ReviewFindings::default();
        found.add(
            Finding::new(Weakness::SubmoduleMoved, Subject::plan())
                .change(from.map(Value::Text), to.map(Value::Text)),
        );
        Self {
            weakened: found.grouped(),
            ..Self::default()
        }
    }

    fn take(&mut self, difference: Difference) {
        if difference.is_of_commitment() {
            self.commitments.push(difference);
            return;
        }
        let What::Log(change) = &difference.what else {
            self.progress.push(difference);
            return;
        };
        let is_correction = |entry: &crate::plan::Entry| entry.correct;
        if !change.added.iter().any(is_correction) {
            self.progress.push(difference);
            return;
        }
        let (corrections, others) = change.added.iter().cloned().partition(is_correction);
        let part = |added| LogChange {
            added,
            altered: Vec::new(),
            deleted: Vec::new(),
            ..(**change).clone()
        };
        let rest = LogChange {
            altered: change.altered.clone(),
            deleted: change.deleted.clone(),
            ..part(others)
        };
        self.corrections.push(Difference {
            subject: difference.subject.clone(),
            what: What::Log(Box::new(part(corrections))),
        });
        if !rest.is_empty() {
            self.progress.push(Difference {
                subject: difference.subject,
                what: What::Log(Box::new(rest)),
            });
        }
    }
}

fn has_amendment(version: &Version, id: &str) -> bool {
    let document = version.document.as_ref();
    document.is_some_and(|document| document.amendments.iter().any(|a| a.id == id))
}

/// Returns the amendments that weakenings cite, and the new ones.
fn documents(review: &Review, before: &Version, after: &Version) -> Vec<Amendment> {
    let Some(document) = &after.document else {
        return Vec::new();
    };
    let cited = |id: &str| {
        review
            .by_document
            .iter()
            .any(|weakening| weakening.amendment.as_deref() == Some(id))
    };
    document
        .amendments
        .iter()
        .filter(|amendment| cited(&amendment.id) || !has_amendment(before, &amendment.id))
        .cloned()
        .collect()
}
