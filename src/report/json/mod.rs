//! JSON with the stable field names promised in docs/.

mod indicator;
mod list;
mod milestone;
mod plan;

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;

use serde::Serialize;

use crate::plan::{Day, Plan, Standing, Tally, UnitIx};
use crate::query::{Board, Item, MilestonePlace};
use crate::text::Words;
use crate::text::clean::is_clean;

use plan::{PlanJson, ShownPart, plan_json};

pub use indicator::indicator_json;
pub use list::{ItemJson, ListJson, item_json, list_json};
pub use plan::action_json;

/// The schema version of these types.
const SCHEMA: u32 = 1;

#[derive(Debug, Serialize)]
struct ExportJson<'a> {
    schema: u32,
    as_of: Day,
    #[serde(flatten)]
    plan: PlanJson<'a>,
}

#[derive(Debug, Serialize)]
struct ExportsJson<'a> {
    schema: u32,
    as_of: Day,
    plans: Vec<PlanJson<'a>>,
}

/// Returns the number of milestones of each standing, with those of which there are none.
pub fn counts_json(tally: &Tally) -> BTreeMap<&'static str, u32> {
    let counts = Standing::ALL.map(|standing| (standing.key(), tally.of(standing)));
    BTreeMap::from(counts)
}

/// Serializes a value as JSON text. Characters that could harm a terminal are escaped too; JSON itself
/// requires it only for C0.
pub fn to_text<T: Serialize>(value: &T) -> String {
    // Serialization cannot fail: there are no non-string keys and no infinite numbers.
    let text = serde_json::to_string_pretty(value).unwrap_or_default();
    if text.lines().all(is_clean) {
        return text;
    }
    // Such characters occur only in strings, where an escape means the same.
    let mut escaped = String::with_capacity(text.len() + 64);
    for c in text.chars() {
        if c == '\n' || is_clean(c.encode_utf8(&mut [0; 4])) {
            escaped.push(c);
            continue;
        }
        for unit in c.encode_utf16(&mut [0; 2]) {
            // Writing to a String cannot fail.
            let _ = write!(escaped, "\\u{unit:04x}");
        }
    }
    escaped
}

/// Returns the JSON of all plans on the board, or of a filter's items: one plan by itself, several
/// under `plans`.
pub fn export_json(board: &Board, kept: Option<&[Item]>, words: &Words) -> String {
    let part = |item: &Item| item.of.map_or(ShownPart::Whole, ShownPart::Of);
    let kept: Option<HashMap<MilestonePlace, ShownPart>> =
        kept.map(|items| items.iter().map(|item| (item.place, part(item))).collect());
    let mut plans: Vec<PlanJson<'_>> = board
        .plans
        .iter()
        .enumerate()
        .filter_map(|(plan, shown)| {
            plan_json(shown, board.as_of, words, &|action, milestone| {
                let place = MilestonePlace {
                    plan,
                    action,
                    milestone,
                };
                match &kept {
                    Some(kept) => kept.get(&place).copied(),
                    None => Some(ShownPart::Whole),
                }
            })
        })
        .collect();
    if board.plans.len() == 1 && plans.len() == 1 {
        let plan = plans.swap_remove(0);
        return to_text(&ExportJson {
            schema: SCHEMA,
            as_of: board.as_of,
            plan,
        });
    }
    to_text(&ExportsJson {
        schema: SCHEMA,
        as_of: board.as_of,
        plans,
    })
}

fn names<'a>(plan: &'a Plan, units: &[UnitIx]) -> Vec<&'a str> {
    units.iter().map(|unit| plan.units().name(*unit)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Number;

    #[test]
    fn what_could_harm_a_terminal_is_escaped_and_means_the_same() {
        let hostile = "甲\u{202e}乙\u{9b}31m\u{7f}\u{1b}[2J\u{e0041}\u{2028}丙\"\\";
        let text = to_text(&[hostile]);
        assert!(text.lines().all(is_clean), "{text:?}");
        assert_eq!(
            serde_json::from_str::<[String; 1]>(&text).unwrap()[0],
            hostile
        );
    }

    #[test]
    fn numbers_are_written_as_people_do() {
        assert_eq!(to_text(&Number::from(16)), "16");
        assert_eq!(to_text(&Number::from_f64(-2.5)), "-2.5");
        let sum: Number = ["0.7", "0.1"]
            .iter()
            .fold(Number::ZERO, |sum, part| sum + part.parse().unwrap());
        assert_eq!(to_text(&sum), "0.8");
    }
}
