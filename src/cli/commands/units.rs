//! `duban units`: the units of each plan with their counts.

use serde_json::{Value, json};

use crate::plan::{Day, Lamp, Plan, Standing, Tally, UnitIx};
use crate::query::{OpenPlan, UnitInPlan, UnitTally};
use crate::report::counts_json;
use crate::text::{fit, fit_right, width};

use crate::cli::args::UnitsArgs;
use crate::cli::{Context, Failure, Output};

struct UnitLine<'a> {
    /// The unit; `None` for what names none.
    unit: Option<&'a str>,
    /// The name on the day.
    shown: &'a str,
    kind: &'static str,
    lead: Tally,
    support: Tally,
    all: Tally,
}

/// `duban units`: shows each unit's counts, lead and support apart, worst first.
pub(super) fn units(cx: &Context, out: &mut Output, args: &UnitsArgs) -> Result<(), Failure> {
    let board = &cx.board()?;
    let wanted = cx.units_if(board, args.unit.as_deref())?;
    let mut rows = Vec::new();
    for (_, OpenPlan { plan, ledger, .. }) in board.open() {
        let is_wanted = |unit: UnitIx| {
            let is_it = |wanted: &UnitInPlan| wanted.within(plan) == Some(unit);
            wanted.is_empty() || wanted.iter().any(is_it)
        };
        let mut of_plan: Vec<UnitLine<'_>> = UnitTally::all(plan, ledger)
            .into_iter()
            .filter(|tally| is_wanted(tally.unit))
            .map(|tally| line(plan, tally, board.as_of))
            .collect();
        let unassigned = UnitTally::of_nobody(plan, ledger);
        if unassigned.total() > 0 && wanted.is_empty() {
            of_plan.push(UnitLine {
                unit: None,
                shown: cx.words.no_unit,
                kind: "none",
                lead: unassigned,
                support: Tally::default(),
                all: unassigned,
            });
        }
        rows.push((plan, of_plan));
    }
    if cx.global.json {
        let units = rows.iter().flat_map(|(plan, of_plan)| {
            of_plan.iter().map(|line| {
                json!({
                    "plan": plan.id(), "unit": line.unit, "kind": line.kind,
                    "lead": role_json(&line.lead), "support": role_json(&line.support),
                })
            })
        });
        let units: Vec<Value> = units.collect();
        out.json(&json!({ "schema": 1, "as_of": board.as_of, "units": units }));
        return cx.after_reading(out, &board.trouble());
    }
    for (place, (plan, of_plan)) in rows.iter().enumerate() {
        if place > 0 {
            out.line("");
        }
        print_plan(cx, out, plan, of_plan);
    }
    cx.after_reading(out, &board.trouble())
}

fn role_json(tally: &Tally) -> Value {
    json!({ "total": tally.total(), "counts": counts_json(tally) })
}

fn line(plan: &Plan, tally: UnitTally, as_of: Day) -> UnitLine<'_> {
    let units = plan.units();
    UnitLine {
        unit: Some(units.name(tally.unit)),
        shown: units.get(tally.unit).name_on(as_of),
        kind: units.get(tally.unit).kind.key(),
        lead: tally.lead,
        support: tally.support,
        all: tally.milestones(),
    }
}

fn print_plan(cx: &Context, out: &mut Output, plan: &Plan, rows: &[UnitLine<'_>]) {
    let words = cx.words;
    let name = rows
        .iter()
        .map(|row| width(row.shown))
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
    let under = |title: &str, text: &str| fit_right(text, least.max(width(title) + 1));
    out.line(&plan.document.short);
    let lamps = [Lamp::Red, Lamp::Yellow, Lamp::Green, Lamp::Grey];
    let mut header = format!("  {}", fit(words.cli.unit, name));
    for title in [words.lead, words.support] {
        header.push_str(&under(title, title));
    }
    for lamp in lamps {
        let title = (words.lamp)(lamp);
        header.push_str(&under(title, title));
    }
    let done = (words.standing)(Standing::Done);
    header.push_str(&under(done, done));
    out.line(&header);
    for row in rows {
        let mut line = format!("  {}", fit(row.shown, name));
        for (title, tally) in [(words.lead, &row.lead), (words.support, &row.support)] {
            line.push_str(&under(title, &tally.total().to_string()));
        }
        for lamp in lamps {
            let count = match row.all.lit(lamp) {
                0 => "-".to_owned(),
                count => count.to_string(),
            };
            line.push_str(&under((words.lamp)(lamp), &count));
        }
        line.push_str(&under(done, &row.all.finished().to_string()));
        out.line(&line);
    }
}
