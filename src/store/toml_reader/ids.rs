//! Valid ids, and ids that appear twice.

use std::collections::BTreeSet;

use crate::text::Flaw;

use super::fields::Spot;
use crate::store::problem::Flaws;

/// Returns whether an id can be a folder's name and part of a full id.
pub(crate) fn is_plan_id(id: &str) -> bool {
    (1..=64).contains(&id.len())
        && id
            .bytes()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'-')
        && !id.starts_with('-')
}

/// Returns whether an id can be a key without quotes.
pub(crate) fn is_key(id: &str) -> bool {
    !id.is_empty()
        && id
            .bytes()
            .all(|c| c.is_ascii_alphanumeric() || c == b'-' || c == b'_')
}

pub(crate) fn is_path(id: &str) -> bool {
    !id.is_empty() && id.split('.').all(is_key)
}

/// The ids met so far, to report repeated ones.
#[derive(Default)]
pub(crate) struct SeenIds(BTreeSet<String>);

impl SeenIds {
    /// Notes an id. One that differs from another only by the case of its letters is the same: nobody could distinguish
    /// them when they are read out.
    pub(crate) fn once(&mut self, id: &Spot<&str>, flaws: &mut Flaws) {
        if id.value.is_empty() {
            return;
        }
        if !self.0.insert(id.value.to_ascii_lowercase()) {
            let flaw = Flaw::DuplicateId {
                id: id.value.to_owned(),
            };
            flaws.note(id.span.clone(), flaw);
        }
    }

    pub(crate) fn path(&mut self, id: &Spot<&str>, flaws: &mut Flaws) {
        self.valid(id, true, flaws);
    }

    pub(crate) fn key(&mut self, id: &Spot<&str>, flaws: &mut Flaws) {
        self.valid(id, false, flaws);
    }

    fn valid(&mut self, id: &Spot<&str>, has_levels: bool, flaws: &mut Flaws) {
        self.once(id, flaws);
        let is_valid = if has_levels { is_path } else { is_key };
        if !id.value.is_empty() && !is_valid(id.value) {
            let flaw = Flaw::BadId {
                id: id.value.to_owned(),
                has_levels,
            };
            flaws.note(id.span.clone(), flaw);
        }
    }
}
