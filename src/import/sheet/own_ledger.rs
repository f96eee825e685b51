//! An office's own ledger: each row is matched with a milestone by id, title, unit and date.

use chrono::Months;

use crate::plan::{Action, Address, LogRef, Milestone, Plan, Row};
use crate::query::{Board, MilestonePlace, OpenPlan, locate, match_unit};
use crate::store::ColumnChoice;

use super::answers::rows_under;
use super::cells::day;
use super::headings::RemarkReader;
use super::other_plan::other_plan;
use super::period::is_of_period;
use super::reporter_lines::{KnownNames, ReporterLines};
use super::titles::plain;
use super::{ColumnMap, SheetAnswer, SheetField, SheetGrid, SheetValue};

/// A ledger of an office's own, its rows held against the plans.
#[derive(Debug, Default)]
pub struct LedgerMatch {
    /// What the columns of each sheet were taken for.
    pub columns: Vec<(String, ColumnMap)>,
    /// Rows whose meaning is known.
    pub(super) rows: Vec<(SheetAnswer, MilestonePlace)>,
    /// Rows that mean nothing in the plans, or several things.
    pub unmatched: Vec<UnmatchedRow>,
}

/// A row of a ledger that means nothing in the plans, or several things.
#[derive(Debug)]
pub struct UnmatchedRow {
    /// The row.
    pub answer: SheetAnswer,
    /// The ids of the several milestones that it may mean.
    pub ids: Vec<String>,
    /// The plan that its id names, if it is not one of those that are asked.
    pub other_plan: Option<String>,
}

impl LedgerMatch {
    /// Returns the number of matched rows.
    pub fn count(&self) -> usize {
        self.rows.len()
    }

    /// Takes the rows of a table, each with the milestone that it means.
    fn take_table(
        &mut self,
        board: &Board,
        sheet: &SheetGrid,
        mut map: ColumnMap,
        lines: &ReporterLines,
    ) {
        let doubled: Vec<usize> = map.doubled().collect();
        let mut rows = rows_under(sheet, &map);
        rows.retain(|row| row.says_anything() && !map.is_headings(sheet, row.row));
        lines.tell(sheet, &map, &mut rows);
        let unheaded = map.unheaded(sheet, &rows);
        let unheaded = unheaded.map(|column| (SheetGrid::letters(column), column));
        map.others.extend(unheaded.collect::<Vec<_>>());
        for mut answer in rows {
            answer.take_period(&map, board.as_of);
            let doubled = doubled
                .iter()
                .map(|column| (*column, sheet.get(answer.row, *column)));
            let doubled = doubled.filter(|(_, value)| !value.is_empty());
            answer.stray = doubled.map(|(at, value)| (at, value.clone())).collect();
            let other_plan = other_plan(board, &answer.words(SheetField::Id), None);
            if other_plan.is_some() {
                self.unmatched.push(UnmatchedRow {
                    answer,
                    ids: Vec::new(),
                    other_plan,
                });
                continue;
            }
            let (found, is_sure) = find(board, &answer);
            match found.as_slice() {
                [one] if is_sure => self.rows.push((answer, *one)),
                several => {
                    let ids = several.iter().filter_map(|places| full_id(board, *places));
                    self.unmatched.push(UnmatchedRow {
                        ids: ids.collect(),
                        answer,
                        other_plan: None,
                    });
                }
            }
        }
        self.columns.push((sheet.name.clone(), map));
    }
}

/// Finds the milestones that the rows of a ledger mean: by 编号, else by title. `columns` are the headings that the
/// office of this name gives its own ledger. `None` if no sheet has headings that are known.
pub fn match_ledger(
    board: &Board,
    sheets: &[SheetGrid],
    columns: &[ColumnChoice],
    office: Option<&str>,
) -> Option<LedgerMatch> {
    let mut matched = LedgerMatch::default();
    let is_unit = |name: &str| {
        let mut plans = board.open();
        plans.any(|(_, OpenPlan { plan, .. })| plan.units().find(name).is_some())
    };
    let is_collector = |name: &str| {
        let is_supervisor = |plan: &Plan| {
            let unit = plan.units().find(name).map(|unit| plan.units().get(unit));
            unit.is_some_and(|unit| unit.is_supervisor)
        };
        office == Some(name) || board.open().any(|(_, open)| is_supervisor(open.plan))
    };
    let is_named = |name: &str| {
        let mut plans = board.open();
        plans.any(|(_, open)| match_unit(open.plan.units(), name).one().is_some())
    };
    let titles = board.open().flat_map(|(_, open)| {
        let plan = open.plan;
        [plan.document.title.clone(), plan.document.short.clone()]
    });
    let titles: Vec<String> = titles.collect();
    let units = board.open().flat_map(|(_, open)| {
        let units = open.plan.units().iter();
        units.flat_map(|(_, unit)| unit.names().map(str::to_owned))
    });
    let units: Vec<String> = units.collect();
    let known = KnownNames {
        is_unit: &is_named,
        is_collector: &is_collector,
        units: &units,
        titles: &titles,
    };
    let shown = sheets.iter().filter(|sheet| !sheet.is_hidden);
    let remarks = RemarkReader {
        as_of: Some(board.as_of),
        units: &units,
    };
    let shown = shown.map(|sheet| (sheet, ColumnMap::all_of_ledger(sheet, columns, remarks)));
    let shown: Vec<_> = shown.collect();
    let covers = shown.iter().filter(|(_, tables)| tables.is_empty());
    let covers: Vec<&SheetGrid> = covers.map(|(sheet, _)| *sheet).collect();
    for (sheet, tables) in &shown {
        let lines = ReporterLines::of(sheet, tables, &covers, &known);
        let mut told: Vec<_> = lines.told().cloned().collect();
        let mut first: Option<ColumnMap> = None;
        for map in tables {
            let map = map.clone().with_measure(sheet, &is_unit);
            let mut map = map.with_period(sheet, &titles);
            map.names_above = std::mem::take(&mut told);
            map.go_on_with(first.get_or_insert_with(|| map.clone()));
            matched.take_table(board, sheet, map, &lines);
        }
    }
    (!matched.columns.is_empty()).then_some(matched)
}

/// Returns the milestones that a row may mean, and whether one alone is what it means: a step that its task has not may
/// be another.
fn find(board: &Board, answer: &SheetAnswer) -> (Vec<MilestonePlace>, bool) {
    let id = answer.words(SheetField::Id);
    if !id.is_empty() {
        // An id that names a plan is not the office's own, so that no title takes its place.
        let names_plan = Address::parse(&id).plan.is_some();
        match milestones_of(board, &id) {
            Some(places) if !names_plan && is_own_number(board, &id, &places, answer) => {}
            Some(mut places) => {
                let longer = with_zero(board, answer);
                let is_sure = longer.is_empty();
                places.extend(longer);
                return (of_period(board, answer, places), is_sure);
            }
            None if names_plan => return (Vec::new(), true),
            None => {}
        }
    }
    let (task, step) = (
        plain(&answer.words(SheetField::Task)),
        plain(&answer.words(SheetField::Milestone)),
    );
    if task.is_empty() && step.is_empty() {
        return (Vec::new(), true);
    }
    let mut exact = Vec::new();
    let mut of_task = Vec::new();
    for (places, action, milestone) in milestones(board) {
        let (title, label) = (plain(&action.title), plain(&milestone.label()));
        let is_task =
            !task.is_empty() && (title == task || label == task || plain(&milestone.title) == task);
        let is_step = !step.is_empty() && (label == step || plain(&milestone.title) == step);
        // One cell may contain both.
        let is_whole = !task.is_empty() && task == format!("{title}{label}");
        if is_whole || (is_step && (task.is_empty() || title == task)) {
            exact.push(places);
        }
        if is_task {
            of_task.push((places, title == step || is_of_title(&label, &step)));
        }
    }
    let is_sure = step.is_empty() || !exact.is_empty() || of_task.iter().any(|(_, is)| *is);
    let found = if exact.is_empty() {
        of_task.into_iter().map(|(places, _)| places).collect()
    } else {
        exact
    };
    (
        narrowed(board, answer, of_period(board, answer, found)),
        is_sure,
    )
}

/// Returns whether a title may be cut or go on in what is said.
fn is_of_title(title: &str, said: &str) -> bool {
    title.contains(said) || said.contains(title)
}

fn milestones_of(board: &Board, id: &str) -> Option<Vec<MilestonePlace>> {
    locate(board, id).ok()?.milestones(board)
}

/// Returns the milestones of the id that a spreadsheet may have shortened to the row's: 1.10, typed as a number, is 1.1.
fn with_zero(board: &Board, answer: &SheetAnswer) -> Vec<MilestonePlace> {
    match answer.get(SheetField::Id) {
        Some(SheetValue::Number(number)) if number.fract() != 0.0 => {
            milestones_of(board, &format!("{number}0")).unwrap_or_default()
        }
        _ => Vec::new(),
    }
}

/// Returns whether an id is a number of the office's own, which a task of the plans has by chance: the titles beside it
/// are not among theirs.
fn is_own_number(board: &Board, id: &str, places: &[MilestonePlace], answer: &SheetAnswer) -> bool {
    let said = [SheetField::Task, SheetField::Milestone].map(|field| plain(&answer.words(field)));
    let said: Vec<&String> = said.iter().filter(|title| !title.is_empty()).collect();
    let is_told = |(place, action, milestone): (MilestonePlace, &Action, &Milestone)| {
        let titles = [&action.title, &milestone.label()].map(|title| plain(title));
        // Titles of the task itself may be cut or go on.
        let is_alike =
            |title: &String, said: &str| places.contains(&place) && is_of_title(title, said);
        let mut said = said.iter();
        said.any(|said| titles.contains(*said) || titles.iter().any(|it| is_alike(it, said)))
    };
    // Only ids that duban made have a slash.
    !id.contains('/') && !said.is_empty() && !milestones(board).any(is_told)
}

/// Returns those of the period that the row names, or all if none is of it: whichever is taken is refused.
fn of_period(
    board: &Board,
    answer: &SheetAnswer,
    mut found: Vec<MilestonePlace>,
) -> Vec<MilestonePlace> {
    let is_meant = |place: &MilestonePlace| {
        row(board, *place).is_some_and(|(it, _)| is_of_period(answer, it, board.as_of))
    };
    if found.iter().any(is_meant) {
        found.retain(is_meant);
    }
    found
}

/// Narrows several down to the one due on the day that the row names; without a day, to the one that is running. A day
/// without a year may be of this year or of the last.
fn narrowed(
    board: &Board,
    answer: &SheetAnswer,
    found: Vec<MilestonePlace>,
) -> Vec<MilestonePlace> {
    if found.len() < 2 {
        return found;
    }
    let Some(due) = answer.get(SheetField::Due) else {
        return only_running(board, found);
    };
    let years = [board.as_of, board.as_of + Months::new(12)];
    let days = years.map(|around| day(due, around).ok());
    let is_due = |places: &&MilestonePlace| {
        row(board, **places).is_some_and(|(milestone, row)| {
            days.contains(&Some(milestone.window.end)) || days.contains(&Some(row.verdict.due_now))
        })
    };
    let due: Vec<MilestonePlace> = found.iter().filter(is_due).copied().collect();
    if due.is_empty() {
        found
    } else {
        only_running(board, due)
    }
}

/// Returns the one that is open and in its time, else all.
fn only_running(board: &Board, found: Vec<MilestonePlace>) -> Vec<MilestonePlace> {
    let is_running = |places: &&MilestonePlace| {
        row(board, **places).is_some_and(|(milestone, row)| {
            row.state.status.is_open() && milestone.window.contains(board.as_of)
        })
    };
    let running: Vec<MilestonePlace> = found.iter().filter(is_running).copied().collect();
    if running.len() == 1 { running } else { found }
}

fn milestones(board: &Board) -> impl Iterator<Item = (MilestonePlace, &Action, &Milestone)> {
    board.open().flat_map(|(plan_ix, OpenPlan { plan, .. })| {
        plan.actions
            .iter()
            .enumerate()
            .flat_map(move |(at, action)| {
                let all = action.milestones.iter().enumerate();
                all.map(move |(ix, milestone)| {
                    let place = MilestonePlace {
                        plan: plan_ix,
                        action: at,
                        milestone: ix,
                    };
                    (place, action, milestone)
                })
            })
    })
}

fn row(board: &Board, place: MilestonePlace) -> Option<(&Milestone, &Row)> {
    let OpenPlan { plan, ledger, .. } = board.plans.get(place.plan)?.open()?;
    let of = plan.actions.get(place.action)?;
    let of = of.milestones.get(place.milestone)?;
    Some((of, ledger.row(place.action, place.milestone)))
}

/// Returns the full id of a milestone.
pub(super) fn full_id(board: &Board, place: MilestonePlace) -> Option<String> {
    let (milestone, _) = row(board, place)?;
    let plan = board.plans[place.plan].open()?.plan;
    Some(LogRef::milestone(plan, milestone).full_id())
}
