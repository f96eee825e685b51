//! `duban show`: a plan, an action, a milestone or an indicator in full.

use crate::plan::{Baseline, RefusedPostponements, WorkCalendar};
use crate::query::{Among, Board, Item, Located, MilestonePlace, OpenPlan, ResolvedItem, Trouble};
use crate::report;
use crate::report::{correction_word, entry_line_on, figures, item_json};
use crate::text::CleanText;

use super::status::{Page, plan_json};
use crate::cli::args::IdArgs;
use crate::cli::conflicts;
use crate::cli::lines::print_items;
use crate::cli::typed::located;
use crate::cli::{Context, Failure, Output};

/// `duban show ID`: shows an action, milestone or indicator in full with its log, or a plan in brief
/// with both sides of its conflicts.
pub(super) fn show(cx: &Context, out: &mut Output, args: &IdArgs) -> Result<(), Failure> {
    let board = &cx.board()?;
    if let Some(place) = board.plans.iter().position(|plan| plan.id() == args.id) {
        return show_plan(cx, out, board, place);
    }
    match located(cx, board, &args.id)? {
        Located::Action { plan, action } => {
            show_action(cx, out, board, (plan, action), |_| true);
        }
        Located::Occurrences {
            plan,
            action,
            milestones,
        } => show_action(cx, out, board, (plan, action), |ix| {
            milestones.contains(&ix)
        }),
        Located::Milestone(place) if cx.global.json => {
            let item = item(board, place);
            let value = item.map(|item| item_json(board, &item, cx.words));
            out.json(&serde_json::json!({ "schema": 1, "as_of": board.as_of, "milestone": value }));
        }
        Located::Milestone(MilestonePlace {
            plan,
            action,
            milestone,
        }) => show_action(cx, out, board, (plan, action), |ix| ix == milestone),
        Located::Indicator { plan, indicator } => show_indicator(cx, out, board, plan, indicator),
    }
    cx.after_reading(out, &board.trouble())
}

fn show_plan(cx: &Context, out: &mut Output, board: &Board, place: usize) -> Result<(), Failure> {
    let handle = &board.plans[place];
    let unsettled = if handle.is_in_conflict() {
        conflicts::in_conflict(cx, Some(handle.id()))?
    } else {
        Vec::new()
    };
    if cx.global.json {
        let plan = plan_json(cx, board, place);
        let conflicts = conflicts::places_json(&unsettled);
        out.json(&serde_json::json!({
            "schema": 1, "as_of": board.as_of, "plan": plan, "conflicts": conflicts,
        }));
    } else {
        let count = board.plans.len();
        Page::of(Among { place, count }, handle, cx.words).print(cx, out);
        if !unsettled.is_empty() {
            out.line("");
            conflicts::print(cx, out, &unsettled)?;
        }
    }
    cx.name_what_is_wrong(out, &Trouble::of(handle));
    cx.refuse_bad_office(out)?;
    Failure::Unread.when(handle.errors() > 0)
}

fn item(board: &Board, place: MilestonePlace) -> Option<Item> {
    let OpenPlan { ledger, .. } = board.plans[place.plan].open()?;
    let row = ledger.row(place.action, place.milestone);
    Some(Item {
        place,
        verdict: row.verdict.clone(),
        of: None,
    })
}

/// An action of a plan to show.
struct ActionView<'a> {
    board: &'a Board,
    place: usize,
    open: OpenPlan<'a>,
    action: usize,
    calendar: WorkCalendar,
}

/// Shows an action with those of its milestones that are wanted; as JSON always with all.
fn show_action(
    cx: &Context,
    out: &mut Output,
    board: &Board,
    (place, action): (usize, usize),
    is_wanted: impl Fn(usize) -> bool,
) {
    let handle = &board.plans[place];
    if cx.global.json {
        let value = report::action_json(handle, action, board.as_of, cx.words);
        out.json(&serde_json::json!({
            "schema": 1, "as_of": board.as_of, "plan": handle.id(), "action": value,
        }));
        return;
    }
    let Some(open) = handle.open() else {
        return;
    };
    let view = ActionView {
        board,
        place,
        open,
        action,
        // If duban.toml cannot be read, the published days off count; that is said at the end.
        calendar: cx
            .office()
            .map(|it| it.settings.calendar)
            .unwrap_or_default(),
    };
    view.print(cx, out);
    let count = open.plan.actions[action].milestones.len();
    for milestone in (0..count).filter(|ix| is_wanted(*ix)) {
        view.print_milestone(cx, out, milestone);
    }
}

impl ActionView<'_> {
    fn print(&self, cx: &Context, out: &mut Output) {
        let (words, board, plan) = (cx.words, self.board, self.open.plan);
        let action = &plan.actions[self.action];
        out.line(&format!("{}:{}  {}", plan.id(), action.id, action.title));
        if let Some(section) = action.section {
            out.line(&format!(
                "  {} {}",
                plan.sections[section].no, plan.sections[section].title
            ));
        }
        if !action.summary.is_empty() {
            out.line(&format!("  {}", action.summary));
        }
        if action.truncated {
            out.line(&format!("  ({})", words.truncated));
        }
        if action.lead.is_empty() && action.support.is_empty() {
            out.line(&format!("  {}", words.no_unit));
        }
        for (title, units) in [(words.lead, &action.lead), (words.support, &action.support)] {
            if !units.is_empty() {
                out.line(&format!(
                    "  {title}  {}",
                    plan.units().names_on(units, board.as_of).join(" ")
                ));
            }
        }
        if let Some(unit) = action.answers {
            out.line(&format!(
                "  {}  {}",
                words.answers,
                plan.units().get(unit).name_on(board.as_of)
            ));
        }
        let tally = self.open.ledger.tally_of(self.action);
        if let Some(worst) = tally.worst() {
            out.lamp_line(
                "  ",
                worst.lamp(),
                words,
                &CleanText::of(&format!(
                    "{}  {}",
                    (words.standing)(worst),
                    (words.cli.finished_of)(tally.finished(), tally.owed())
                )),
            );
        }
    }

    fn print_milestone(&self, cx: &Context, out: &mut Output, milestone: usize) {
        let (board, plan) = (self.board, self.open.plan);
        let place = MilestonePlace {
            plan: self.place,
            action: self.action,
            milestone,
        };
        let Some(item) = item(board, place) else {
            return;
        };
        out.line("");
        print_items(out, board, std::slice::from_ref(&item), cx.words, "  ");
        let Some(it) = item.resolve(board) else {
            return;
        };
        let words = cx.words;
        let phase = plan.phase(it.milestone.phase);
        let window = it.milestone.window;
        out.line(&format!(
            "     {} {}  {} - {}",
            words.phase, phase.name, window.start, window.end
        ));
        if it.row.verdict.due_now != window.end {
            let due = it.row.verdict.due_now;
            out.line(&format!(
                "     {} {}  {} {due}",
                words.original_due, window.end, words.due_now
            ));
        }
        let is_open = it.row.state.status.is_open();
        if let Some(note) = report::day_off_note(&self.calendar, &it.row.verdict, is_open, words) {
            out.line(&format!("     {note}"));
        }
        if let Some(asked) = it.row.state.asked {
            out.line(&format!("     {} {asked}", words.asked));
        }
        for own in &it.row.state.units {
            let verdict = self.open.ledger.verdict_of(it.milestone, &own.state);
            let name = plan.units().get(own.unit).name_on(board.as_of);
            let part = ResolvedItem {
                of: Some(own.unit),
                ..it
            };
            let reached = figures(&part.listed(), words);
            let status = (words.status)(own.state.status);
            out.lamp_line(
                "     ",
                verdict.standing.lamp(),
                words,
                &CleanText::of(&format!("{name}  {status}  {reached}")),
            );
        }
        let log = self.open.progress.log(&it.milestone.id);
        let refused = RefusedPostponements::of(plan.units(), it.milestone, log);
        for entry in self
            .open
            .progress
            .log(&it.milestone.id)
            .iter()
            .filter(|entry| entry.day() <= board.as_of)
        {
            out.line(&format!(
                "     {}",
                entry_line_on(board.as_of, entry, &refused, plan.units(), words)
            ));
        }
    }
}

fn show_indicator(cx: &Context, out: &mut Output, board: &Board, place: usize, indicator: usize) {
    let Some(OpenPlan { plan, progress, .. }) = board.plans[place].open() else {
        return;
    };
    let indicator = &plan.indicators()[indicator];
    if cx.global.json {
        let one = report::indicator_json(indicator, progress, board.as_of);
        let plan = plan.id();
        out.json(&serde_json::json!({ "schema": 1, "as_of": board.as_of, "plan": plan, "indicator": one }));
        return;
    }
    out.line(&format!(
        "{}:{}  {}",
        plan.id(),
        indicator.id,
        indicator.name
    ));
    for target in &indicator.targets {
        let by = target.by.map_or_else(String::new, |by| by.to_string());
        out.line(&format!(
            "  {}  {}  {by}",
            cx.words.target,
            (cx.words.history.bare_target)(target)
        ));
    }
    let unit = indicator.targets.first();
    let unit = unit.map_or("", |target| target.unit.as_str());
    if let Some(Baseline { value, on }) = indicator.baseline {
        let on = on.map_or_else(String::new, |on| format!("  {on}"));
        let word = cx.words.report.evaluation.baseline;
        out.line(&format!("  {word}  {value}{unit}{on}"));
    }
    let said = progress.readings(&indicator.id).iter();
    for entry in said.filter(|entry| entry.day() <= board.as_of) {
        let mut parts = vec![entry.day().to_string()];
        parts.extend(entry.value.map(|value| format!("{value}{unit}")));
        for said in [&entry.by, &entry.text, &entry.reason] {
            parts.extend(said.clone());
        }
        parts.extend(entry.evidence.iter().cloned());
        parts.extend(correction_word(entry, cx.words).map(str::to_owned));
        out.line(&format!("  {}", parts.join("  ")));
    }
}
