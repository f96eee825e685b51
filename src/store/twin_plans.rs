//! One plan that stands in two folders: two people renamed its folder differently, and both go on recording.

use std::collections::BTreeSet;

use super::{Loaded, Problem};
use crate::text::Flaw;

/// Returns a problem for each plan that has the title of an earlier one and entries of it.
pub fn twin_plans(all: &[Loaded]) -> Vec<Problem> {
    let mut found = Vec::new();
    for (at, later) in all.iter().enumerate() {
        let twin = all[..at].iter().find_map(|earlier| {
            let is_titled_so = title(earlier).is_some() && title(earlier) == title(later);
            let shared = is_titled_so.then(|| shared_entries(earlier, later))?;
            (shared > 0).then_some((earlier, shared))
        });
        if let Some((earlier, entries)) = twin {
            let flaw = Flaw::PlanTwice {
                other: earlier.files.id.clone(),
                entries,
            };
            found.push(Problem::of_file(&later.files.plan, flaw));
        }
    }
    found
}

fn title(loaded: &Loaded) -> Option<&str> {
    let plan = loaded.plan.as_ref()?;
    Some(plan.document.title.as_str()).filter(|title| !title.is_empty())
}

/// Counts the entries with a moment that both have: nobody records two of one second and text by chance.
fn shared_entries(one: &Loaded, other: &Loaded) -> usize {
    let entries = |loaded: &Loaded| -> BTreeSet<String> {
        let Some(file) = &loaded.progress else {
            return BTreeSet::new();
        };
        let timed = file.progress.entries().filter(|entry| entry.at.is_some());
        timed.map(|entry| entry.source.clone()).collect()
    };
    entries(one).intersection(&entries(other)).count()
}
