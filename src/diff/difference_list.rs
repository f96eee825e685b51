//! Collects differences in the order they are found.

use std::fmt::Debug;

use crate::plan::{Amendment, Day, Document, Lifetime, Was};
use crate::text::ChangedField;

use super::difference::{Difference, Subject, Value, What};

/// Collects differences in the order they are found.
#[derive(Default)]
pub(crate) struct DifferenceList(pub(crate) Vec<Difference>);

impl DifferenceList {
    /// Adds a difference of a subject.
    pub(crate) fn push(&mut self, subject: &Subject, what: What) {
        self.0.push(Difference {
            subject: subject.clone(),
            what,
        });
    }

    /// Starts the comparison of a subject that is in both versions.
    pub(crate) fn about(&mut self, subject: Subject) -> Comparison<'_> {
        Comparison {
            list: self,
            subject,
        }
    }
}

/// Compares one subject field by field and collects the differences.
pub(crate) struct Comparison<'l> {
    list: &'l mut DifferenceList,
    subject: Subject,
}

/// The changes of a subject by amendments: the values they replaced, and when they added or ended it.
pub(crate) struct Cited<'p, F> {
    pub(crate) was: &'p [Was<F>],
    pub(crate) lifetime: Lifetime,
}

impl<F> Cited<'_, F> {
    /// No amendment.
    pub(crate) const NONE: Self = Self {
        was: &[],
        lifetime: Lifetime {
            added: None,
            ended: None,
        },
    };
}

impl Comparison<'_> {
    /// Adds a difference of the subject.
    pub(crate) fn push(&mut self, what: What) {
        self.list.push(&self.subject, what);
    }

    /// Compares ids.
    pub(crate) fn id(&mut self, from: &str, to: &str) {
        if from != to {
            let from = from.to_owned();
            self.push(What::Renumbered { from });
        }
    }

    /// Compares texts.
    pub(crate) fn words(&mut self, field: ChangedField, from: &str, to: &str) {
        if from != to {
            self.push(What::Wording {
                field,
                from: from.to_owned(),
                to: to.to_owned(),
            });
        }
    }

    /// Compares values; `None` is an absent field.
    pub(crate) fn value<V: Into<Value>>(
        &mut self,
        field: ChangedField,
        from: Option<V>,
        to: Option<V>,
    ) {
        let (from, to) = (from.map(V::into), to.map(V::into));
        if from != to {
            self.push(What::Value { field, from, to });
        }
    }

    /// Adds the amendments that are newly cited, and a difference if the replaced values differ.
    pub(crate) fn cited<F: PartialEq + Debug>(
        &mut self,
        after: &Document,
        old: &Cited<'_, F>,
        new: &Cited<'_, F>,
    ) {
        let mut cited: Vec<&str> = new
            .was
            .iter()
            .filter(|new| old.was.iter().all(|old| old.by != new.by))
            .map(|new| new.by.as_str())
            .collect();
        for (field, old, new) in [
            (ChangedField::Added, old.lifetime.added, new.lifetime.added),
            (ChangedField::Ended, old.lifetime.ended, new.lifetime.ended),
        ] {
            self.value(field, old, new);
            if let Some(day) = new.filter(|_| old != new) {
                cited.extend(amendments_on(after, day).map(|amendment| amendment.id.as_str()));
            }
        }
        cited.dedup();
        for by in cited {
            let amendment = after.amendments.iter().find(|amendment| amendment.id == by);
            self.push(What::Amended {
                by: by.to_owned(),
                title: amendment.map_or_else(String::new, |amendment| amendment.title.clone()),
                number: amendment.and_then(|amendment| amendment.number.clone()),
            });
        }
        if old.was.iter().any(|old| !new.was.contains(old)) {
            let field = ChangedField::Was;
            let (from, to) = (None, None);
            self.push(What::Value { field, from, to });
        }
    }

    /// Compares the replaced values of a subject that amendments cannot add or end.
    pub(crate) fn replaced<F: PartialEq + Debug>(
        &mut self,
        after: &Document,
        old: &[Was<F>],
        new: &[Was<F>],
    ) {
        let lifetime = Lifetime::default();
        let cited = |was| Cited { was, lifetime };
        self.cited(after, &cited(old), &cited(new));
    }
}

/// Iterates over the amendments of a day.
fn amendments_on(document: &Document, day: Day) -> impl Iterator<Item = &Amendment> {
    let amendments = document.amendments.iter();
    amendments.filter(move |amendment| amendment.on == day)
}
