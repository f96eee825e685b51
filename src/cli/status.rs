use serde::Serialize;

use crate::index::Seen;
use crate::plan::{Day, Ledger, Plan, Standing};
use crate::query::{Board, Filter, Item, SortBy, sort_items};
use crate::report::{ItemJson, item_json, to_text};

use super::context::Context;
use super::failure::Failure;
use super::lines::print_items;
use super::output::Output;

/// How many of the worst items are named.
const WORST: usize = 5;

/// What needs somebody now, worst first.
const URGENT: [Standing; 6] = [
    Standing::Overdue,
    Standing::FarBehind,
    Standing::Returned,
    Standing::Blocked,
    Standing::Soon,
    Standing::Behind,
];

#[derive(Serialize)]
struct StatusJson<'a> {
    schema: u32,
    as_of: Day,
    plans: Vec<PlanStatusJson<'a>>,
}

#[derive(Serialize)]
struct PlanStatusJson<'a> {
    id: &'a str,
    short: &'a str,
    title: Option<&'a str>,
    state: Option<&'static str>,
    reported: Option<bool>,
    errors: usize,
    uncommitted: Option<usize>,
    phases: Vec<PhaseStatusJson<'a>>,
    counts: std::collections::BTreeMap<&'static str, u32>,
    next_due: Option<Day>,
    worst: Vec<ItemJson<'a>>,
}

#[derive(Serialize)]
struct PhaseStatusJson<'a> {
    id: &'a str,
    name: &'a str,
    finished: u32,
    owed: u32,
}

/// `duban status`: one screen of each plan's state, phases, counts and worst items.
pub(super) fn status(cx: &Context, out: &mut Output) -> Result<(), Failure> {
    let board = if cx.global.json {
        cx.board()?
    } else {
        cx.rows(Seen {
            rows: &|standing| URGENT.contains(&standing),
            counts: true,
        })?
    };
    if cx.global.json {
        let plans = (0..board.plans.len())
            .map(|place| plan_json(cx, board, place))
            .collect();
        out.raw(&to_text(&StatusJson {
            schema: 1,
            as_of: board.as_of,
            plans,
        }));
        out.raw("\n");
        return cx.after_reading(out, board);
    }
    out.line(&(cx.words.as_of)(&board.as_of.to_string()));
    for (place, shown) in board.plans.iter().enumerate() {
        out.line("");
        if let Some((plan, _, ledger)) = shown.open() {
            print_plan(cx, out, board, place, plan, ledger);
        } else {
            let errors = shown.errors();
            out.line(&format!(
                "{}  {}",
                shown.id(),
                (cx.words.cli.plan_broken)(errors)
            ));
        }
    }
    cx.after_reading(out, board)
}

fn print_plan(
    cx: &Context,
    out: &mut Output,
    board: &Board,
    place: usize,
    plan: &Plan,
    ledger: &Ledger,
) {
    let words = cx.words;
    let document = &plan.document;
    let mut state = (words.plan_state)(ledger.state);
    if ledger.never_reported() {
        state = format!("{state} {}", words.never_reported);
    }
    if document.draft {
        state = format!("{} {state}", words.draft);
    }
    out.line(&format!("{}  {}  {state}", document.short, document.title));
    let phases: Vec<String> = plan
        .phases()
        .iter()
        .enumerate()
        .map(|(ix, phase)| {
            let tally = ledger.tally_of_phase(plan, ix);
            format!("{} {}/{}", phase.name, tally.finished(), tally.owed())
        })
        .collect();
    out.line(&format!("  {}", phases.join("  ")));
    let tally = ledger.tally();
    let mut counts: Vec<String> = Standing::ALL
        .into_iter()
        .filter(|standing| tally.of(*standing) > 0)
        .map(|standing| format!("{} {}", (words.standing)(standing), tally.of(standing)))
        .collect();
    if let Some(n) = cx.uncommitted(board, place).filter(|n| *n > 0) {
        counts.push((words.cli.uncommitted)(n));
    }
    out.line(&format!("  {}", counts.join("  ")));
    let errors = board.plans[place].errors();
    if errors > 0 {
        out.line(&format!(
            "  {}",
            (words.cli.found_wrong)(errors, board.plans[place].problems().len() - errors)
        ));
    }
    let worst = worst(board, place);
    if !worst.is_empty() {
        out.line(&format!("  {}", words.cli.worst));
        print_items(out, board, &worst, words, "  ");
    }
}

/// The plan's items that need somebody now, worst first.
fn worst(board: &Board, place: usize) -> Vec<Item> {
    let filter = Filter {
        standings: URGENT.to_vec(),
        ..Filter::default()
    };
    let mut items: Vec<Item> = Vec::new();
    if let Some((plan, progress, ledger)) = board.plans[place].open() {
        filter.select(place, plan, progress, ledger, &mut items);
    }
    sort_items(board, &mut items, SortBy::Standing);
    items.truncate(WORST);
    items
}

fn plan_json<'a>(cx: &Context, board: &'a Board, place: usize) -> PlanStatusJson<'a> {
    let shown = &board.plans[place];
    let open = shown.open();
    let tally = open
        .map(|(_, _, ledger)| ledger.tally())
        .unwrap_or_default();
    PlanStatusJson {
        id: shown.id(),
        short: shown.short(),
        title: open.map(|(plan, _, _)| plan.document.title.as_str()),
        state: open.map(|(_, _, ledger)| ledger.state.key()),
        reported: open.map(|(_, _, ledger)| ledger.reported),
        errors: shown.errors(),
        uncommitted: cx.uncommitted(board, place),
        phases: open.map_or_else(Vec::new, |(plan, _, ledger)| {
            let phase_status = |(ix, phase): (usize, &'a crate::plan::Phase)| {
                let tally = ledger.tally_of_phase(plan, ix);
                PhaseStatusJson {
                    id: &phase.id,
                    name: &phase.name,
                    finished: tally.finished(),
                    owed: tally.owed(),
                }
            };
            plan.phases().iter().enumerate().map(phase_status).collect()
        }),
        counts: Standing::ALL
            .into_iter()
            .map(|standing| (standing.key(), tally.of(standing)))
            .collect(),
        next_due: open.and_then(|(plan, _, ledger)| ledger.next_due(plan)),
        worst: worst(board, place)
            .iter()
            .filter_map(|item| item_json(board, item, cx.words))
            .collect(),
    }
}
