//! An office's own ledger: each row is matched with a milestone by id, title, unit and date.

use chrono::Months;

use crate::plan::{Action, Address, LogRef, Milestone, Plan, Row, plain_text};
use crate::query::{Board, MilestonePlace, OpenPlan, locate, match_unit};
use crate::store::ColumnChoice;

use super::answers::rows_under;
use super::cells::day;
use super::other_plan::other_plan;
use super::period::is_of_period;
use super::reporter_lines::{KnownNames, ReporterLines};
use super::{ColumnMap, SheetAnswer, SheetField, SheetGrid};

/// A ledger of an office's own, its rows held against the plans.
#[derive(Debug, Default)]
pub struct LedgerMatch {
    /// What the columns of each sheet were taken for.
    pub columns: Vec<(String, ColumnMap)>,
    /// Rows of which it is known what they mean.
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
    /// The plan that its id names, if that is none of those that are asked.
    pub other_plan: Option<String>,
}

impl LedgerMatch {
    /// Returns the number of matched rows.
    pub fn count(&self) -> usize {
        self.rows.len()
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
    let known = KnownNames {
        is_unit: &is_named,
        is_collector: &is_collector,
    };
    let titles = board.open().flat_map(|(_, open)| {
        let plan = open.plan;
        [plan.document.title.clone(), plan.document.short.clone()]
    });
    let titles: Vec<String> = titles.collect();
    let shown = sheets.iter().filter(|sheet| !sheet.is_hidden);
    let shown = shown.map(|sheet| (sheet, ColumnMap::of_ledger(sheet, columns)));
    let shown: Vec<_> = shown.collect();
    let covers = shown.iter().filter(|(_, map)| map.is_none());
    let covers: Vec<&SheetGrid> = covers.map(|(sheet, _)| *sheet).collect();
    for (sheet, map) in shown {
        let Some(map) = map else {
            continue;
        };
        let mut map = map
            .with_measure(sheet, &is_unit)
            .with_period(sheet, &titles);
        let lines = ReporterLines::of(sheet, &map, &covers, &known);
        map.told_above = lines.told().cloned().collect();
        let doubled: Vec<usize> = map.doubled().collect();
        let mut rows = rows_under(sheet, &map);
        rows.retain(|row| row.is_filled_in() && !map.is_headings(sheet, row.row));
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
                matched.unmatched.push(UnmatchedRow {
                    answer,
                    ids: Vec::new(),
                    other_plan,
                });
                continue;
            }
            match find(board, &answer).as_slice() {
                [one] => matched.rows.push((answer, *one)),
                several => {
                    let ids = several.iter().filter_map(|places| full_id(board, *places));
                    matched.unmatched.push(UnmatchedRow {
                        ids: ids.collect(),
                        answer,
                        other_plan: None,
                    });
                }
            }
        }
        matched.columns.push((sheet.name.clone(), map));
    }
    (!matched.columns.is_empty()).then_some(matched)
}

/// Returns the milestones that a row may mean.
fn find(board: &Board, answer: &SheetAnswer) -> Vec<MilestonePlace> {
    let id = answer.words(SheetField::Id);
    if !id.is_empty() {
        // An id that names a plan is none of the office's own, so that no title stands for it.
        let names_plan = Address::parse(&id).plan.is_some();
        let named = locate(board, &id).ok();
        match named.and_then(|named| named.milestones(board)) {
            Some(places) if !names_plan && is_own_number(board, &id, &places, answer) => {}
            Some(places) => return of_period(board, answer, places),
            None if names_plan => return Vec::new(),
            None => {}
        }
    }
    let (task, step) = (
        plain(&answer.words(SheetField::Task)),
        plain(&answer.words(SheetField::Milestone)),
    );
    if task.is_empty() && step.is_empty() {
        return Vec::new();
    }
    let mut exact = Vec::new();
    let mut of_task = Vec::new();
    for (places, action, milestone) in milestones(board) {
        let (title, label) = (plain(&action.title), plain(&milestone.label()));
        let is_task =
            !task.is_empty() && (title == task || label == task || plain(&milestone.title) == task);
        let is_step = !step.is_empty() && (label == step || plain(&milestone.title) == step);
        // Both may stand in one cell.
        let is_whole = !task.is_empty() && task == format!("{title}{label}");
        if is_whole || (is_step && (task.is_empty() || title == task)) {
            exact.push(places);
        }
        if is_task {
            of_task.push(places);
        }
    }
    let found = if exact.is_empty() { of_task } else { exact };
    narrowed(board, answer, of_period(board, answer, found))
}

/// Returns whether an id is a number of the office's own, that a task of the plans has by chance: beside it stand titles
/// that none of them has.
fn is_own_number(board: &Board, id: &str, places: &[MilestonePlace], answer: &SheetAnswer) -> bool {
    let said = [SheetField::Task, SheetField::Milestone].map(|field| plain(&answer.words(field)));
    let said: Vec<&String> = said.iter().filter(|title| !title.is_empty()).collect();
    let is_told = |(place, action, milestone): (MilestonePlace, &Action, &Milestone)| {
        let titles = [&action.title, &milestone.label()].map(|title| plain(title));
        // Titles of the task itself may be cut or go on.
        let is_alike = |title: &String, said: &str| {
            places.contains(&place) && (title.contains(said) || said.contains(title))
        };
        let mut said = said.iter();
        said.any(|said| titles.contains(*said) || titles.iter().any(|it| is_alike(it, said)))
    };
    // Only ids that duban made have a slash.
    !id.contains('/') && !said.is_empty() && !milestones(board).any(is_told)
}

/// Returns those of the period that the row names, all if there is none: whichever is taken is refused.
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

/// Narrows several down to the one due on the day that the row says; where no day stands, to the one that is running. A
/// day without a year may be of this year or of the last.
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

/// Returns a title without numbering, blanks and punctuation, which offices write as they like.
pub(super) fn plain(title: &str) -> String {
    let is_number =
        |c: char| c.is_numeric() || "一二三四五六七八九十.、．()（）第条项 \u{3000}".contains(c);
    let title = plain_text(title);
    let rest = title.trim_start_matches(is_number);
    // A title that is all number stays.
    let rest = if rest.is_empty() { &title } else { rest };
    let letters = rest.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn titles_are_compared_without_their_numbering() {
        assert_eq!(
            plain("（一）加强科学教育师资队伍建设。"),
            plain("加强科学教育 师资队伍建设")
        );
        assert_eq!(plain("12. 落实经费"), "落实经费");
        assert_eq!(plain("骨干教师培训 2024"), "骨干教师培训2024");
        assert_ne!(plain("2024"), "");
        assert_eq!(plain("（⼀）职⼯技能⼤赛"), plain("职工技能大赛"));
    }
}
