//! The detail of the row that the cursor rests on: three lines below the list, or a pane beside it.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::plan::{
    Action, Day, Delivery, Indicator, Plan, Progress, RefusedPostponements, Standing,
};
use crate::query::{Board, Item, OpenPlan, PlanHandle, ResolvedItem};
use crate::report::{entry_line_on, standing_of};
use crate::store::render_problem;
use crate::text::{Words, clean, wrap};
use crate::tui::app::{GitStanding, RowRef, State, UserKeys};

use super::{PLAIN, Painter, QUIET, STRONG};

/// The source of the detail of a row.
pub(crate) struct Detail<'a> {
    words: &'static Words,
    keys: &'a UserKeys,
    board: &'a Board,
    git: &'a GitStanding,
}

impl<'a> Detail<'a> {
    pub(crate) fn of(state: &'a State) -> Self {
        Self {
            words: state.words,
            keys: &state.keys,
            board: state.board(),
            git: &state.git,
        }
    }

    fn as_of(&self) -> Day {
        self.board.as_of
    }

    /// Draws the detail of a row: all of it in a pane of its own (`whole`), else what fits three lines.
    pub(crate) fn draw(&self, painter: &mut Painter<'_>, area: Rect, row: &RowRef, whole: bool) {
        let lines = row_lines(self, row, whole).unwrap_or_default();
        let lines = lines.iter().map(|(text, style)| (clean(text), *style));
        let lines: Vec<_> = lines.collect();
        let pieces = lines.iter().flat_map(|(text, style)| {
            let pieces = wrap(text, area.width.into()).into_iter();
            pieces.map(|piece| (piece, *style))
        });
        for (y, (piece, style)) in (area.y..area.bottom()).zip(pieces) {
            painter.put(area.x, y, area.width, piece, style);
        }
    }

    /// Returns the detail of a row, line by line.
    pub(crate) fn lines(&self, row: &RowRef) -> Lines {
        row_lines(self, row, true).unwrap_or_default()
    }
}

fn row_lines(detail: &Detail<'_>, row: &RowRef, whole: bool) -> Option<Lines> {
    let handle = row.plan().and_then(|place| detail.board.plans.get(place));
    Some(match row {
        RowRef::Item(item) => milestone(detail, item, &item.resolve(detail.board)?, whole),
        RowRef::Action { action: ix, .. } => {
            let OpenPlan { plan, .. } = handle?.open()?;
            action(detail, plan, &plan.actions[*ix], whole)
        }
        RowRef::Plan(_) | RowRef::NeverReported(_) => plan_lines(detail, handle?, whole),
        RowRef::Indicator { indicator, .. } => {
            let OpenPlan { plan, progress, .. } = handle?.open()?;
            indicator_lines(detail, progress, &plan.indicators()[*indicator])
        }
        RowRef::Change(at) => vec![(detail.git.changes().get(*at)?.text.clone(), PLAIN)],
        RowRef::Report(report) => {
            let ledger = &detail.words.ledger;
            let said = match report.delivery {
                Delivery::Late { days, .. } => (ledger.delivered_late)(&[(&report.name, days)]),
                _ => (ledger.not_delivered)(&[&report.name]),
            };
            let round = (ledger.round)(handle?.short(), report.period, report.due);
            vec![(round, PLAIN), (said, PLAIN)]
        }
        RowRef::Commit(commit) => {
            let lines = detail.git.commit(commit)?.message.lines();
            lines.map(|line| (line.to_owned(), PLAIN)).collect()
        }
        RowRef::Group(..) | RowRef::Commits => return None,
    })
}

pub(crate) type Lines = Vec<(String, Style)>;

/// Lists the units that have not reported yet on a milestone that each reports for itself.
fn unreported(detail: &Detail<'_>, it: &ResolvedItem<'_>) -> Option<String> {
    // A part of its own is about no other unit.
    if !it.is_shared() {
        return None;
    }
    let (_, silent) = it.open_units(detail.as_of());
    if silent.is_empty() {
        return None;
    }
    let (_, owing) = it.row.state.reported();
    let count = (detail.words.cli.not_yet_reported)(silent.len(), owing);
    let colon = detail.words.colon;
    Some(format!(
        "{count}{colon}{}",
        it.plan.units().names_on(&silent, detail.as_of()).join(" ")
    ))
}

/// Returns the responsible units on one line.
fn who(detail: &Detail<'_>, plan: &Plan, action: &Action) -> String {
    let words = detail.words;
    if action.lead.is_empty() && action.support.is_empty() {
        return words.no_unit.to_owned();
    }
    let mut parts = Vec::new();
    for (title, units) in [(words.lead, &action.lead), (words.support, &action.support)] {
        if !units.is_empty() {
            let names = plan.units().names_on(units, detail.as_of()).join(" ");
            parts.push(format!("{title} {names}"));
        }
    }
    parts.join("  ")
}

fn action(detail: &Detail<'_>, plan: &Plan, action: &Action, whole: bool) -> Lines {
    let mut lines = vec![(format!("{} {}", action.id, action.title), STRONG)];
    if whole {
        if let Some(section) = action.section {
            let section = &plan.sections[section];
            lines.push((format!("{} {}", section.no, section.title), QUIET));
        }
        lines.push((String::new(), PLAIN));
    }
    if !action.summary.is_empty() {
        lines.push((action.summary.clone(), PLAIN));
    }
    if action.truncated {
        lines.push((format!("({})", detail.words.truncated), QUIET));
    }
    if whole {
        lines.push((String::new(), PLAIN));
    }
    lines.push((who(detail, plan, action), PLAIN));
    lines
}

/// Describes a milestone, or the part of it that is meant.
fn milestone(detail: &Detail<'_>, item: &Item, it: &ResolvedItem<'_>, whole: bool) -> Lines {
    let (words, row) = (detail.words, it.row);
    let head = format!(
        "{}  {}",
        it.milestone.id,
        standing_of(&item.verdict, &it.listed(), words)
    );
    let log = it.progress.log(&it.milestone.id);
    let refused = RefusedPostponements::of(it.plan.units(), it.milestone, log);
    let log = it.entries_upto(detail.as_of()).into_iter().rev();
    let mut log = log
        .map(|entry| {
            (
                entry_line_on(detail.as_of(), entry, &refused, it.plan.units(), words),
                PLAIN,
            )
        })
        .peekable();
    let unreported = unreported(detail, it);
    if !whole {
        let who = unreported.unwrap_or_else(|| who(detail, it.plan, it.action));
        let first = (format!("{head}  {who}"), PLAIN);
        return std::iter::once(first).chain(log.next()).collect();
    }
    let mut lines = vec![
        (format!("{} {}", it.action.id, it.action.title), QUIET),
        (it.milestone.label(), STRONG),
        (head, PLAIN),
    ];
    lines.extend(dates(detail, item, it).map(|text| (text, PLAIN)));
    if let Some(target) = &it.milestone.target {
        let mut line = format!("{} {}", words.target, (words.history.bare_target)(target));
        if !it.is_shared() {
            let value = target.counted(it.state().value);
            let value = value.map_or_else(|| "-".to_owned(), |it| it.to_string());
            line = format!("{line}  {} {value}", words.value);
        }
        lines.push((line, PLAIN));
    }
    lines.push((who(detail, it.plan, it.action), PLAIN));
    lines.extend(unreported.map(|text| (text, PLAIN)));
    let units = row.state.units.iter().filter(|_| it.is_shared());
    for own in units.filter(|own| own.state.recorded.is_some()) {
        let verdict = it.ledger.verdict_of(it.milestone, &own.state);
        let name = it.plan.units().get(own.unit).name_on(detail.as_of());
        let lamp = (words.lamp)(verdict.standing.lamp());
        lines.push((format!("  {lamp} {name}"), PLAIN));
    }
    if log.peek().is_some() {
        lines.push((String::new(), PLAIN));
        lines.push((words.log.to_owned(), QUIET));
        lines.extend(log);
    }
    lines
}

/// Returns a milestone's phase and window, then its due dates if it was postponed, and the one asked for.
fn dates(detail: &Detail<'_>, item: &Item, it: &ResolvedItem<'_>) -> impl Iterator<Item = String> {
    let words = detail.words;
    let (window, due_now) = (it.milestone.window, item.verdict.due_now);
    let phase = &it.plan.phase(it.milestone.phase).name;
    let planned = format!("{phase}  {} - {}", window.start, window.end);
    let postponed = (due_now != window.end).then(|| {
        let (original, now) = (words.original_due, words.due_now);
        format!("{original} {}  {now} {due_now}", window.end)
    });
    let asked = it
        .state()
        .asked
        .map(|asked| format!("{} {asked}", words.asked));
    [Some(planned), postponed, asked].into_iter().flatten()
}

fn indicator_lines(detail: &Detail<'_>, progress: &Progress, indicator: &Indicator) -> Lines {
    let mut lines = vec![(indicator.name.clone(), STRONG)];
    for target in &indicator.targets {
        let (title, text) = (
            detail.words.target,
            (detail.words.history.bare_target)(target),
        );
        let by = target.by.map_or_else(String::new, |by| by.to_string());
        lines.push((format!("{title} {text}  {by}"), PLAIN));
    }
    let readings = Indicator::readings(progress.readings(&indicator.id), detail.as_of());
    for reading in readings.iter().rev() {
        let (value, evidence) = (reading.value, reading.evidence.join(" "));
        lines.push((format!("{}  {value}  {evidence}", reading.on), PLAIN));
    }
    lines
}

/// Lists the errors in a plan's files with their places.
fn error_lines(detail: &Detail<'_>, handle: &PlanHandle, whole: bool) -> Lines {
    let errors = handle.problems().iter().filter(|it| it.is_error());
    let mut lines = Lines::new();
    for problem in errors {
        let text = render_problem(problem, &problem.file, detail.words);
        let shown = text.lines().take(if whole { 4 } else { 1 });
        lines.extend(shown.map(|line| (line.to_owned(), PLAIN)));
    }
    lines
}

fn plan_lines(detail: &Detail<'_>, handle: &PlanHandle, whole: bool) -> Lines {
    let words = detail.words;
    let Some(sum) = handle.summary() else {
        let mut lines = vec![(handle.closed_reason(words).to_owned(), STRONG)];
        lines.extend(error_lines(detail, handle, whole));
        return lines;
    };
    let mut head = sum.title.clone();
    for extra in [&sum.number, &sum.issuer].into_iter().flatten() {
        head = format!("{head}  {extra}");
    }
    let mut lines = vec![(head, STRONG)];
    if handle.is_in_conflict() {
        let hint = detail.keys.named_in(words.screen.in_conflict_hint);
        lines.push((hint.into_owned(), STRONG));
    } else {
        lines.extend(error_lines(detail, handle, whole));
    }
    if sum.never_reported {
        let hint = detail.keys.named_in(words.screen.begin_hint);
        lines.push((hint.into_owned(), PLAIN));
    }
    let tally = sum.tally;
    let counts = Standing::ALL.map(|standing| (standing, tally.of(standing)));
    let counts = counts.into_iter().filter(|(_, count)| *count > 0);
    let counts = counts.map(|(standing, count)| format!("{} {count}", (words.standing)(standing)));
    let counts: Vec<String> = counts.collect();
    lines.push((counts.join("  "), PLAIN));
    if whole {
        for phase in &sum.phases {
            let (tally, window) = (phase.tally, phase.window);
            let figure = format!("{} {}/{}", phase.name, tally.finished(), tally.owed());
            lines.push((
                format!("{figure}  {} - {}", window.start, window.end),
                PLAIN,
            ));
        }
    }
    lines
}
