use std::collections::BTreeMap;

use serde::Serialize;

use crate::plan::{Action, Lamp, Ledger, Plan, Standing, Tally, UnitIx};
use crate::text::{fit, fit_right, width};

use crate::cli::args::UnitsArgs;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output::Output;

#[derive(Serialize)]
struct UnitLine<'a> {
    plan: &'a str,
    unit: &'a str,
    kind: &'static str,
    lead: CountsJson,
    support: CountsJson,
    #[serde(skip)]
    all: Tally,
}

#[derive(Serialize)]
struct CountsJson {
    total: u32,
    counts: BTreeMap<&'static str, u32>,
    #[serde(skip)]
    tally: Tally,
}

impl From<Tally> for CountsJson {
    fn from(tally: Tally) -> Self {
        let counts = Standing::ALL
            .into_iter()
            .filter(|standing| tally.of(*standing) > 0)
            .map(|standing| (standing.key(), tally.of(standing)))
            .collect();
        Self {
            total: tally.total(),
            counts,
            tally,
        }
    }
}

/// `duban units`: shows each unit's counts, lead and support apart, worst first.
pub(super) fn units(cx: &Context, out: &mut Output, args: &UnitsArgs) -> Result<(), Failure> {
    let board = cx.board()?;
    let wanted = args
        .unit
        .as_deref()
        .map(|unit| cx.units_named(board, unit))
        .transpose()?;
    let mut rows = Vec::new();
    for (_, plan, _, ledger) in board.open() {
        let mut of_plan: Vec<UnitLine<'_>> = plan
            .units()
            .iter()
            .filter(|(ix, _)| {
                wanted
                    .as_ref()
                    .is_none_or(|list| list.contains(&(plan.id().to_owned(), *ix)))
            })
            .map(|(ix, _)| row(plan, ledger, ix))
            .collect();
        let unassigned = ledger
            .rows(plan)
            .filter(|(action, _, _)| action.lead.is_empty() && action.support.is_empty())
            .map(|(_, _, row)| row.verdict.standing)
            .collect::<Tally>();
        of_plan.sort_by_key(|row| (row.all.worst(), std::cmp::Reverse(row.all.lit(Lamp::Red))));
        if unassigned.total() > 0 && wanted.is_none() {
            of_plan.push(UnitLine {
                plan: plan.id(),
                unit: cx.words.no_unit,
                kind: "none",
                lead: unassigned.into(),
                support: Tally::default().into(),
                all: unassigned,
            });
        }
        rows.push((plan, of_plan));
    }
    if cx.global.json {
        let list: Vec<&UnitLine<'_>> = rows.iter().flat_map(|(_, of_plan)| of_plan).collect();
        out.json(&serde_json::json!({ "schema": 1, "as_of": board.as_of, "units": list }));
        return cx.after_reading(out, board.trouble());
    }
    for (place, (plan, of_plan)) in rows.iter().enumerate() {
        if place > 0 {
            out.line("");
        }
        print_plan(cx, out, plan, of_plan);
    }
    cx.after_reading(out, board.trouble())
}

/// Tallies a unit, which leads or supports an action directly or through a collective.
fn row<'a>(plan: &'a Plan, ledger: &Ledger, unit: UnitIx) -> UnitLine<'a> {
    let units = plan.units();
    let among = |list: &[UnitIx]| {
        list.contains(&unit) || units.expand(list.iter().copied()).contains(&unit)
    };
    let leads = |action: &Action| among(&action.lead);
    let supports = |action: &Action| !among(&action.lead) && among(&action.support);
    let (lead, support) = (
        ledger.tally_of_unit(plan, unit, leads),
        ledger.tally_of_unit(plan, unit, supports),
    );
    let mut all = lead;
    all.merge(&support);
    UnitLine {
        plan: plan.id(),
        unit: units.name(unit),
        kind: units.get(unit).kind.key(),
        lead: lead.into(),
        support: support.into(),
        all,
    }
}

fn print_plan(cx: &Context, out: &mut Output, plan: &Plan, rows: &[UnitLine<'_>]) {
    let words = cx.words;
    let name = rows
        .iter()
        .map(|row| width(row.unit))
        .max()
        .unwrap_or(0)
        .max(width(words.cli.unit));
    // A unit's name gives way to its counts, so that a line stays a line.
    let least = if out.columns().is_some() { 5 } else { 8 };
    let titles = [words.lead, words.support, (words.standing)(Standing::Done)];
    let counts: usize = titles.iter().map(|title| least.max(width(title) + 1)).sum();
    let name = match out.columns() {
        Some(columns) => name
            .min(columns.saturating_sub(2 + counts + 4 * least))
            .max(8),
        None => name,
    };
    let column = |text: &str| fit_right(text, least.max(width(text) + 1));
    out.line(&plan.document.short);
    let lamps = [Lamp::Red, Lamp::Yellow, Lamp::Green, Lamp::Grey];
    let mut header = format!("  {}", fit(words.cli.unit, name));
    for title in [words.lead, words.support] {
        header.push_str(&column(title));
    }
    for lamp in lamps {
        header.push_str(&column((words.lamp)(lamp)));
    }
    header.push_str(&column((words.standing)(Standing::Done)));
    out.line(&header);
    let under = |title: &str, count: &str| fit_right(count, least.max(width(title) + 1));
    for row in rows {
        let mut line = format!("  {}", fit(row.unit, name));
        for (title, tally) in [
            (words.lead, &row.lead.tally),
            (words.support, &row.support.tally),
        ] {
            line.push_str(&under(title, &tally.total().to_string()));
        }
        for lamp in lamps {
            let count = match row.all.lit(lamp) {
                0 => "-".to_owned(),
                count => count.to_string(),
            };
            line.push_str(&under((words.lamp)(lamp), &count));
        }
        let done = (words.standing)(Standing::Done);
        line.push_str(&under(done, &row.all.finished().to_string()));
        out.line(&line);
    }
}
