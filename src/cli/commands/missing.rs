//! `duban missing`: who owes a report, and what was never reported on.

use serde_json::{Value, json};

use crate::plan::{Day, Delivery, ReportRound, Unit, UnitIx, Window};
use crate::query::{Board, Item, OpenPlan, UnitInPlan, Unreported};
use crate::report::item_json;

use crate::cli::args::MissingArgs;
use crate::cli::lines::print_items_with;
use crate::cli::{Context, Failure, Output};

/// The last reporting round of a plan (报送).
struct Round<'a> {
    plan: &'a str,
    short: &'a str,
    period: Window,
    due: Day,
    units: Vec<(&'a Unit, Delivery)>,
}

/// `duban missing`: shows what has not been reported: units of `each` milestones, and items without an
/// entry (since a day).
pub(super) fn missing(cx: &Context, out: &mut Output, args: &MissingArgs) -> Result<(), Failure> {
    let since = cx.day_if(args.since.as_deref())?;
    let board = &cx.board()?;
    let units = cx.units_if(board, args.unit.as_deref())?;
    let gaps = Unreported::of_board(board, &units, since);
    let rounds = rounds(board, &units);
    if cx.global.json {
        let rounds: Vec<Value> = rounds.iter().map(round_json).collect();
        let gap_json = |gap: &Unreported| {
            let mut said = json!(item_json(board, &gap.item, cx.words)?);
            let units = gap.item.resolve(board)?.plan.units();
            let names = gap.units.iter().map(|unit| units.name(*unit));
            said["missing"] = json!(names.collect::<Vec<_>>());
            said["last"] = json!(gap.last);
            Some(said)
        };
        let items: Vec<Value> = gaps.iter().filter_map(gap_json).collect();
        out.json(&json!({ "schema": 1, "as_of": board.as_of, "items": items, "rounds": rounds }));
    } else {
        print(cx, out, board, &gaps, since);
        for round in &rounds {
            print_round(cx, out, round, board.as_of);
        }
    }
    cx.after_reading(out, &board.trouble())?;
    let is_owed = |round: &Round<'_>| {
        let mut units = round.units.iter();
        units.any(|(_, delivery)| *delivery == Delivery::Missing)
    };
    Failure::Found.when(args.fail && (!gaps.is_empty() || rounds.iter().any(is_owed)))
}

/// Returns the last round of each plan that asks for reports, limited to the wanted units.
fn rounds<'b>(board: &'b Board, wanted: &[UnitInPlan]) -> Vec<Round<'b>> {
    let of_plan = board
        .open()
        .filter_map(|(_, OpenPlan { plan, progress, .. })| {
            let round = ReportRound::last(plan, progress, board.as_of)?;
            let is_wanted = |unit: UnitIx| {
                let mut here = wanted.iter().map(|wanted| wanted.within(plan));
                wanted.is_empty() || here.any(|wanted| wanted == Some(unit))
            };
            let units = round.units.into_iter().filter(|(unit, _)| is_wanted(*unit));
            let named = units.map(|(unit, delivery)| (plan.units().get(unit), delivery));
            Some(Round {
                plan: plan.id(),
                short: &plan.document.short,
                period: round.period,
                due: round.due,
                units: named.collect(),
            })
        });
    of_plan.filter(|round| !round.units.is_empty()).collect()
}

fn round_json(round: &Round<'_>) -> Value {
    let units = round.units.iter().map(|(unit, delivery)| {
        let (delivery, on, days_late) = match *delivery {
            Delivery::InTime(on) => ("in_time", Some(on), 0),
            Delivery::Late { on, days } => ("late", Some(on), days),
            Delivery::Missing => ("missing", None, 0),
        };
        json!({ "unit": unit.name, "delivery": delivery, "on": on, "days_late": days_late })
    });
    json!({
        "plan": round.plan,
        "start": round.period.start,
        "end": round.period.end,
        "due": round.due,
        "units": units.collect::<Vec<_>>(),
    })
}

fn print_round(cx: &Context, out: &mut Output, round: &Round<'_>, as_of: Day) {
    let words = &cx.words.ledger;
    out.line(&(words.round)(round.short, round.period, round.due));
    let missing: Vec<&str> = round
        .units
        .iter()
        .filter(|(_, delivery)| *delivery == Delivery::Missing)
        .map(|(unit, _)| unit.name_on(as_of))
        .collect();
    let late: Vec<(&str, i64)> = round
        .units
        .iter()
        .filter_map(|(unit, delivery)| match delivery {
            Delivery::Late { days, .. } => Some((unit.name_on(as_of), *days)),
            _ => None,
        })
        .collect();
    if !missing.is_empty() {
        out.line(&format!("  {}", (words.not_delivered)(&missing)));
    }
    if !late.is_empty() {
        out.line(&format!("  {}", (words.delivered_late)(&late)));
    }
    if missing.is_empty() && late.is_empty() {
        out.line(&format!("  {}", words.all_delivered));
    }
}

fn print(cx: &Context, out: &mut Output, board: &Board, gaps: &[Unreported], since: Option<Day>) {
    let items: Vec<Item> = gaps.iter().map(|gap| gap.item.clone()).collect();
    print_items_with(out, board, &items, cx.words, "", &|place| {
        let gap = &gaps[place];
        let counts = (cx.words.cli.not_yet_reported)(gap.units.len(), gap.of);
        let it = gap.item.resolve(board)?;
        let names = it.plan.units().names_on(&gap.units, board.as_of);
        let colon = cx.words.colon;
        (!names.is_empty()).then(|| format!("     {counts}{colon}{}", names.join(" ")))
    });
    if let Some(since) = since {
        out.note(&(cx.words.cli.no_entry_since)(since));
    }
    out.note(&if gaps.is_empty() {
        cx.words.cli.nothing_found.to_owned()
    } else {
        (cx.words.cli.items)(gaps.len())
    });
}
