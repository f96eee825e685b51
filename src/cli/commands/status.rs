//! `duban status`: each plan in a few lines.

use serde_json::{Value, json};

use crate::cache::RowScope;
use crate::plan::{PhaseSummary, Standing, Summary};
use crate::query::{
    Among, Board, Filter, Item, OpenPlan, PlanHandle, PlanPreview, SortBy, Trouble,
};
use crate::report::{counts_json, item_json};
use crate::text::Words;

use crate::cli::lines::{ListLines, print_lines};
use crate::cli::{Context, Failure, Output};

/// The number of worst milestones listed.
const WORST: usize = 5;

/// `duban status`: shows each plan's state, phases, counts and worst milestones on one screen.
pub(super) fn status(cx: &Context, out: &mut Output) -> Result<(), Failure> {
    if cx.global.json {
        let board = &cx.board()?;
        let plans = (0..board.plans.len()).map(|place| plan_json(cx, board, place));
        let plans: Vec<Value> = plans.collect();
        out.json(&json!({ "schema": 1, "as_of": board.as_of, "plans": plans }));
        return cx.after_reading(out, &board.trouble());
    }
    let seen = RowScope {
        rows: &|standing| standing.lamp().is_warning(),
        counts: true,
    };
    let words = cx.words;
    let pages = cx.one_by_one(seen, |among, handle| {
        (Page::of(among, handle, words), Trouble::of(handle))
    })?;
    out.line(&(words.as_of)(cx.as_of()));
    for (page, _) in &pages {
        out.line("");
        page.print(cx, out);
    }
    cx.after_reading(out, &pages.into_iter().map(|(_, trouble)| trouble).sum())
}

/// The status page of a plan, readable or not.
pub(super) struct Page {
    plan: String,
    /// The plan, its state and phases; or that it cannot be read.
    head: Vec<String>,
    /// Counts by standing; `None` for an unreadable plan.
    counts: Option<Vec<String>>,
    wrong: Option<String>,
    worst: ListLines,
}

impl Page {
    /// Makes the page of one plan.
    pub(super) fn of(among: Among, handle: &PlanHandle, words: &Words) -> Self {
        let plan = handle.id().to_owned();
        let errors = handle.errors();
        let (Some(preview), Some(summary)) = (handle.preview(), handle.summary()) else {
            return Self {
                head: vec![format!("{plan}  {}", (words.cli.plan_broken)(errors))],
                plan,
                counts: None,
                wrong: None,
                worst: ListLines::default(),
            };
        };
        let tally = summary.tally;
        let stands = Standing::ALL.into_iter().filter(|it| tally.of(*it) > 0);
        let counts = stands.map(|it| format!("{} {}", (words.standing)(it), tally.of(it)));
        let mut worst = ListLines::default();
        for item in worst_of(among.place, preview) {
            if let Some(it) = preview.listed(&item) {
                worst.push(&item, &it, words, among.count > 1);
            }
        }
        Self {
            head: head(summary, words),
            plan,
            counts: Some(counts.collect()),
            wrong: (errors > 0)
                .then(|| (words.cli.found_wrong)(errors, handle.problems().len() - errors)),
            worst,
        }
    }

    /// Prints the page, with the number of uncommitted changes.
    pub(super) fn print(&self, cx: &Context, out: &mut Output) {
        let words = cx.words;
        for line in &self.head {
            out.line(line);
        }
        if let Some(counts) = &self.counts {
            let mut counts = counts.clone();
            if let Some(n) = cx
                .uncommitted(&self.plan)
                .map(|it| it.count())
                .filter(|n| *n > 0)
            {
                counts.push((words.cli.uncommitted)(n));
            }
            out.line(&format!("  {}", counts.join("  ")));
        }
        if let Some(wrong) = &self.wrong {
            out.line(&format!("  {wrong}"));
        }
        if !self.worst.is_empty() {
            out.line(&format!("  {}", words.cli.worst));
            let worst: Vec<_> = self.worst.iter().collect();
            print_lines(out, &worst, words, "  ", &|_| None);
        }
    }
}

/// Returns a plan's name and state, and the finished share of each phase.
fn head(plan: &Summary, words: &Words) -> Vec<String> {
    let mut state = (words.plan_state)(plan.state);
    if plan.never_reported {
        state = format!("{state} {}", words.never_reported);
    }
    if plan.draft {
        state = format!("{} {state}", words.draft);
    }
    let phases = plan.phases.iter().map(|PhaseSummary { name, tally, .. }| {
        format!("{name} {}/{}", tally.finished(), tally.owed())
    });
    let phases: Vec<String> = phases.collect();
    vec![
        format!("{}  {}  {state}", plan.short, plan.title),
        format!("  {}", phases.join("  ")),
    ]
}

/// Returns the plan's milestones that need attention now, worst first.
fn worst_of(place: usize, preview: PlanPreview<'_>) -> Vec<Item> {
    let warnings = Standing::ALL.into_iter();
    let filter = Filter {
        standings: warnings.filter(|it| it.lamp().is_warning()).collect(),
        ..Filter::default()
    };
    let mut items = preview.wanted_items(place, &filter);
    items.sort_by_cached_key(|item| {
        let rank = preview
            .listed(item)
            .map(|it| SortBy::Standing.rank(item, &it));
        (rank, item.place)
    });
    items.truncate(WORST);
    items
}

/// Makes the JSON of a plan's status.
pub(super) fn plan_json(cx: &Context, board: &Board, place: usize) -> Value {
    let handle = &board.plans[place];
    let open = handle.open();
    let tally = open.map(|open| open.ledger.tally()).unwrap_or_default();
    let phases = open.map_or_else(Vec::new, |OpenPlan { plan, ledger, .. }| {
        let phases = ledger.tally_by_phase(plan).map(|(phase, tally)| {
            json!({
                "id": phase.id, "name": phase.name,
                "finished": tally.finished(), "owed": tally.owed(),
            })
        });
        phases.collect()
    });
    let worst = handle.preview();
    let worst = worst.map_or_else(Vec::new, |preview| worst_of(place, preview));
    let worst = worst
        .iter()
        .filter_map(|item| item_json(board, item, cx.words));
    json!({
        "id": handle.id(),
        "short": handle.short(),
        "title": open.map(|open| &open.plan.document.title),
        "state": open.map(|open| open.ledger.state.key()),
        "reported": open.map(|open| open.ledger.reported),
        "errors": handle.errors(),
        "uncommitted": cx.uncommitted(handle.id()).map(|it| it.count()),
        "phases": phases,
        "counts": counts_json(&tally),
        "next_due": open.and_then(|open| open.ledger.next_due(open.plan)),
        "worst": worst.collect::<Vec<_>>(),
    })
}
