//! The detail of the row that the cursor rests on: three lines below the list, or a pane beside it.

use ratatui::layout::Rect;

use crate::plan::{
    Action, Day, Delivery, Indicator, Ledger, Milestone, Plan, Progress, Row, UnitIx,
};
use crate::query::{Board, OpenPlan, PlanHandle};
use crate::report::{entry_line, standing_line, whole_target_text};
use crate::text::{Words, wrap};
use crate::tui::app::{GitStanding, KeyMap, RowRef, State};

use super::{PLAIN, Painter, QUIET, STRONG};

/// The source of the detail of a row.
pub(crate) struct Detail<'a> {
    words: &'static Words,
    keys: &'a KeyMap,
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
        let lines = row_lines(self, row, whole);
        let mut y = area.y;
        for (text, style) in lines {
            for piece in wrap(&crate::text::clean(&text), area.width.into()) {
                if y >= area.bottom() {
                    return;
                }
                painter.put(area.x, y, area.width, piece, style);
                y += 1;
            }
        }
    }

    /// Returns the detail of a row, line by line.
    pub(crate) fn lines(&self, row: &RowRef) -> Lines {
        row_lines(self, row, true)
    }
}

fn row_lines(detail: &Detail<'_>, row: &RowRef, whole: bool) -> Lines {
    match row {
        RowRef::Item(item) => match item.resolve(detail.board) {
            Some(it) => {
                let on = DetailSubject {
                    plan: it.plan,
                    progress: it.progress,
                    ledger: it.ledger,
                };
                milestone(detail, &on, it.action, it.milestone, it.row, whole)
            }
            None => Vec::new(),
        },
        RowRef::Action {
            plan, action: ix, ..
        } => match detail.board.plans.get(*plan).and_then(PlanHandle::open) {
            Some(OpenPlan { plan, .. }) => action(detail, plan, &plan.actions[*ix], whole),
            None => Vec::new(),
        },
        RowRef::Plan(place) | RowRef::NeverReported(place) => plan_lines(detail, *place, whole),
        RowRef::Indicator { plan, indicator } => {
            match detail.board.plans.get(*plan).and_then(PlanHandle::open) {
                Some(OpenPlan { plan, progress, .. }) => {
                    indicator_lines(detail, progress, &plan.indicators()[*indicator])
                }
                None => Vec::new(),
            }
        }
        RowRef::Change(at) => detail
            .git
            .changes()
            .get(*at)
            .map_or_else(Vec::new, |change| vec![(change.text.clone(), PLAIN)]),
        RowRef::Report(report) => {
            let ledger = detail.words.ledger;
            let plan = detail.board.plans.get(report.plan);
            let plan = plan.map_or("", PlanHandle::short);
            let said = match report.delivery {
                Delivery::Late { days, .. } => (ledger.delivered_late)(&[(&report.name, days)]),
                _ => (ledger.not_delivered)(&[&report.name]),
            };
            let round = (ledger.round)(plan, report.period, report.due);
            vec![(round, PLAIN), (said, PLAIN)]
        }
        RowRef::Commit(commit) => {
            let commit = detail.git.commit(commit);
            let lines = commit.map_or("", |commit| &commit.message).lines();
            lines.map(|line| (line.to_owned(), PLAIN)).collect()
        }
        RowRef::Group(..) | RowRef::Commits => Vec::new(),
    }
}

pub(crate) type Lines = Vec<(String, ratatui::style::Style)>;

struct DetailSubject<'a> {
    plan: &'a Plan,
    progress: &'a Progress,
    ledger: &'a Ledger,
}

fn names(detail: &Detail<'_>, plan: &Plan, units: &[UnitIx]) -> String {
    let names: Vec<&str> = units
        .iter()
        .map(|unit| plan.units().get(*unit).name_on(detail.as_of()))
        .collect();
    names.join(" ")
}

/// Lists the units that have not reported yet on a milestone that each reports for itself.
fn unreported(detail: &Detail<'_>, plan: &Plan, row: &Row) -> Option<String> {
    let open: Vec<UnitIx> = row
        .state
        .units
        .iter()
        .filter(|own| own.state.status.is_open())
        .map(|own| own.unit)
        .collect();
    if open.is_empty() {
        return None;
    }
    let (_, owing) = row.state.reported();
    let count = (detail.words.cli.not_yet_reported)(open.len(), owing);
    let colon = detail.words.history.colon;
    Some(format!("{count}{colon}{}", names(detail, plan, &open)))
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
            parts.push(format!("{title} {}", names(detail, plan, units)));
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

fn milestone(
    detail: &Detail<'_>,
    on: &DetailSubject<'_>,
    action: &Action,
    milestone: &Milestone,
    row: &Row,
    whole: bool,
) -> Lines {
    let words = detail.words;
    let head = format!("{}  {}", milestone.id, standing_line(&row.verdict, words));
    let log = on.progress.log(&milestone.id).iter().rev();
    let mut log = log.filter(|entry| entry.day() <= detail.as_of());
    let unreported = unreported(detail, on.plan, row);
    if !whole {
        let who = unreported.unwrap_or_else(|| who(detail, on.plan, action));
        let mut lines = vec![(format!("{head}  {who}"), PLAIN)];
        lines.extend(log.next().map(|last| (entry_line(last, words), PLAIN)));
        return lines;
    }
    let mut lines = vec![
        (format!("{} {}", action.id, action.title), QUIET),
        (milestone.label(), STRONG),
        (head, PLAIN),
    ];
    lines.extend(dates(detail, on.plan, milestone, row).map(|text| (text, PLAIN)));
    if let Some(target) = &milestone.target {
        let mut line = format!("{} {}", words.target, whole_target_text(target));
        if row.state.units.is_empty() {
            let value = target.counted(row.state.value);
            let value = value.map_or_else(|| "-".to_owned(), |it| it.to_string());
            line = format!("{line}  {} {value}", words.value);
        }
        lines.push((line, PLAIN));
    }
    lines.push((who(detail, on.plan, action), PLAIN));
    lines.extend(unreported.map(|text| (text, PLAIN)));
    let reported = row
        .state
        .units
        .iter()
        .filter(|own| own.state.recorded.is_some());
    for own in reported {
        let verdict = on.ledger.verdict_of(milestone, &own.state);
        let name = on.plan.units().get(own.unit).name_on(detail.as_of());
        let lamp = (words.lamp)(verdict.standing.lamp());
        lines.push((format!("  {lamp} {name}"), PLAIN));
    }
    let mut entries = log
        .map(|entry| (entry_line(entry, words), PLAIN))
        .peekable();
    if entries.peek().is_some() {
        lines.push((String::new(), PLAIN));
        lines.push((words.log.to_owned(), QUIET));
        lines.extend(entries);
    }
    lines
}

/// Returns a milestone's phase and window, then its due dates if it was postponed, and the one asked for.
fn dates(
    detail: &Detail<'_>,
    plan: &Plan,
    milestone: &Milestone,
    row: &Row,
) -> impl Iterator<Item = String> {
    let words = detail.words;
    let (window, due_now) = (milestone.window, row.verdict.due_now);
    let phase = &plan.phases()[milestone.phase].name;
    let planned = format!("{phase}  {} - {}", window.start, window.end);
    let postponed = (due_now != window.end).then(|| {
        let (original, now) = (words.original_due, words.due_now);
        format!("{original} {}  {now} {due_now}", window.end)
    });
    let asked = row
        .state
        .asked
        .map(|asked| format!("{} {asked}", words.asked));
    [Some(planned), postponed, asked].into_iter().flatten()
}

fn indicator_lines(detail: &Detail<'_>, progress: &Progress, indicator: &Indicator) -> Lines {
    let mut lines = vec![(indicator.name.clone(), STRONG)];
    for target in &indicator.targets {
        let by = target.by.map_or_else(String::new, |by| by.to_string());
        let text = format!(
            "{} {}  {by}",
            detail.words.target,
            whole_target_text(target)
        );
        lines.push((text, PLAIN));
    }
    for reading in Indicator::readings(progress.readings(&indicator.id), detail.as_of())
        .iter()
        .rev()
    {
        let evidence = reading.evidence.join(" ");
        lines.push((
            format!("{}  {}  {evidence}", reading.on, reading.value),
            PLAIN,
        ));
    }
    lines
}

fn plan_lines(detail: &Detail<'_>, place: usize, whole: bool) -> Lines {
    let words = detail.words;
    let Some(handle) = detail.board.plans.get(place) else {
        return Vec::new();
    };
    let Some(sum) = handle.summary() else {
        let mut lines = vec![(words.screen.plan_is_broken.to_owned(), STRONG)];
        for problem in handle
            .problems()
            .iter()
            .filter(|problem| problem.is_error())
        {
            let text = crate::store::render_problem(problem, &problem.file, words);
            lines.extend(
                text.lines()
                    .take(if whole { 4 } else { 1 })
                    .map(|line| (line.to_owned(), PLAIN)),
            );
        }
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
    }
    if sum.never_reported {
        let hint = detail.keys.named_in(words.screen.begin_hint);
        lines.push((hint.into_owned(), PLAIN));
    }
    let tally = sum.tally;
    let counts: Vec<String> = crate::plan::Standing::ALL
        .into_iter()
        .filter(|standing| tally.of(*standing) > 0)
        .map(|standing| format!("{} {}", (words.standing)(standing), tally.of(standing)))
        .collect();
    lines.push((counts.join("  "), PLAIN));
    if whole {
        for phase in &sum.phases {
            let (tally, window) = (phase.tally, phase.window);
            let text = format!(
                "{} {}/{}  {} - {}",
                phase.name,
                tally.finished(),
                tally.owed(),
                window.start,
                window.end
            );
            lines.push((text, PLAIN));
        }
    }
    lines
}
