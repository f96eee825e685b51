//! The verdict of the rules on a deed, and what it tells the user.

use crate::plan::{Day, LogRef, LoggedEntry, Refusal};
use crate::store::Fault;
use crate::text::Words;

/// The verdict of the rules on a deed.
#[derive(Clone, Debug, Default)]
pub struct Judged {
    /// Accepted entries, completed.
    pub ready: Vec<LoggedEntry>,
    /// Refused requests.
    pub refused: Vec<RefusedRequest>,
    /// The ids of what was skipped because it is finished or stopped and was not named one by one.
    pub left_out: Vec<String>,
    /// The ids of what was skipped because it has the status already.
    pub marked_before: Vec<String>,
    /// Accepted entries that do not hold, because of one of a later day.
    pub overruled: Vec<Overruled>,
    /// Entries that report 已办结 again: the earlier day holds.
    pub done_before: Vec<DoneBefore>,
}

/// An entry of which all or the status does not hold on the as-of day.
#[derive(Clone, Debug, PartialEq)]
pub struct Overruled {
    /// Its log.
    pub log: LogRef,
    /// The day of the entry that holds.
    pub by: Day,
    /// True if something else of it holds: a value.
    pub is_status_alone: bool,
}

/// An entry that reports 已办结 again.
#[derive(Clone, Debug, PartialEq)]
pub struct DoneBefore {
    /// Its log.
    pub log: LogRef,
    /// The day since which it is done.
    pub on: Day,
}

/// A request that the rules refuse.
#[derive(Clone, Debug, PartialEq)]
pub struct RefusedRequest {
    /// Its index in the deed, which may be about one log several times.
    pub index: usize,
    /// Its log.
    pub log: LogRef,
    /// The reason.
    pub refusal: Refusal,
}

impl RefusedRequest {
    /// Returns the error of a deed that stops at it.
    pub fn fault(&self) -> Fault {
        Fault::Refused {
            id: self.log.full_id(),
            refusal: self.refusal.clone(),
        }
    }
}

impl Judged {
    /// Says what the deed left as it is, a sentence for each reason.
    pub fn leaves(&self, words: &Words) -> Vec<String> {
        let record = &words.record;
        let told = [
            (&self.marked_before, record.marked_before),
            (&self.left_out, record.left_out),
        ];
        let said = told
            .into_iter()
            .filter_map(|(ids, say)| Some(say(ids.first()?, ids.len())));
        said.collect()
    }

    /// Says which units the entries are recorded by, if there are several, each with the number of its entries.
    pub fn recorded_by(&self, words: &Words) -> Option<String> {
        // Whoever is reminded reports nothing.
        let is_letter = self.ready.iter().all(|it| it.entry.remind.is_some());
        if self.ready.len() < 2 || is_letter {
            return None;
        }
        let mut units: Vec<(&str, usize)> = Vec::new();
        for LoggedEntry { entry, .. } in &self.ready {
            let by = entry.by.as_deref().unwrap_or(words.record.nobody);
            match units.iter_mut().find(|(unit, _)| *unit == by) {
                Some((_, count)) => *count += 1,
                None => units.push((by, 1)),
            }
        }
        let units: Vec<String> = units
            .iter()
            .map(|(unit, count)| (words.record.unit_count)(unit, *count))
            .collect();
        Some((words.record.recorded_by)(&units.join(words.between_names)))
    }
}
