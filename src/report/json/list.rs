//! The JSON of a list of milestones.

use serde::Serialize;

use crate::plan::Day;
use crate::query::{Board, Item};
use crate::text::Words;

use super::milestone::{MilestoneJson, milestone_json};
use super::{SCHEMA, names};

/// A list of milestones.
#[derive(Debug, Serialize)]
pub struct ListJson<'a> {
    schema: u32,
    as_of: Day,
    items: Vec<ItemJson<'a>>,
}

/// A milestone in a list, with its plan, action and units.
#[derive(Debug, Serialize)]
pub struct ItemJson<'a> {
    plan: &'a str,
    action: &'a str,
    action_title: &'a str,
    lead: Vec<&'a str>,
    support: Vec<&'a str>,
    answers: Option<&'a str>,
    #[serde(flatten)]
    milestone: MilestoneJson<'a>,
}

/// Makes the JSON of a list.
pub fn list_json<'a>(board: &'a Board, items: &[Item], words: &Words) -> ListJson<'a> {
    let items = items
        .iter()
        .filter_map(|item| item_json(board, item, words))
        .collect();
    ListJson {
        schema: SCHEMA,
        as_of: board.as_of,
        items,
    }
}

/// Makes the JSON of one item of a list.
pub fn item_json<'a>(board: &'a Board, item: &Item, words: &Words) -> Option<ItemJson<'a>> {
    let it = item.resolve(board)?;
    Some(ItemJson {
        plan: it.plan.id(),
        action: &it.action.id,
        action_title: &it.action.title,
        lead: names(it.plan, &it.led_by()),
        support: names(it.plan, &it.action.support),
        answers: it.action.answering().map(|unit| it.plan.units().name(unit)),
        milestone: milestone_json(&it, &item.verdict, board.as_of, words),
    })
}
