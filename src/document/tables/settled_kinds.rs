//! The kinds of columns, settled by what is beside and below them.

use std::collections::BTreeSet;

use super::cell_number::CellNumber;
use super::column_kind::ColumnKind;
use super::column_time::{ColumnTime, compared_year};
use super::tasks::other_rows::is_sum;
use crate::document::SourceRow;
use crate::document::numbering::marks::mark_of;
use crate::document::text::{is_han, without_blanks};
use crate::document::units::group::GroupRole;
use crate::document::units::kinds::ends_like_unit;

/// Settles the kinds of columns by their last headings and the rows below.
pub(super) fn settle_kinds(kinds: &mut [ColumnKind], headings: &[String], rows: &[SourceRow]) {
    take_sums_for_targets(kinds, headings);
    leave_changes_beside_targets(kinds, headings);
    take_units_in_headings(kinds, headings, rows);
    take_assessed_projects(kinds, headings, rows);
    take_tasks_behind_numbers(kinds);
    take_numbers_for_targets(kinds, headings, rows);
    take_longest_for_tasks(kinds, rows);
    take_names_before_goals(kinds, headings, rows);
    take_names_of_blank_tasks(kinds, rows);
    keep_first_tasks(kinds, headings);
    take_chapters_for_groups(kinds, rows);
    take_numbered_details_for_tasks(kinds, rows);
    drop_groups_of_nothing(kinds, rows);
}

/// Takes a column 合计 beside a measure as the numbers to reach, where no other has them.
fn take_sums_for_targets(kinds: &mut [ColumnKind], headings: &[String]) {
    let has_targets = kinds.iter().any(|kind| kind.is_target());
    if has_targets || !kinds.contains(&ColumnKind::Measure) {
        return;
    }
    if let Some(at) = headings.iter().position(|heading| is_sum(heading)) {
        kinds[at] = ColumnKind::Target(ColumnTime::default());
    }
}

/// Leaves a column for the growth of another: 2015年比2010年增长 beside 2010年 and 2015年.
fn leave_changes_beside_targets(kinds: &mut [ColumnKind], headings: &[String]) {
    let is_change = |column: usize| compared_year(&headings[column]).is_some();
    let targets = (0..kinds.len()).filter(|column| kinds[*column].is_target());
    let (changes, others): (Vec<usize>, Vec<usize>) = targets.partition(|at| is_change(*at));
    if !others.is_empty() {
        for column in changes {
            kinds[column] = ColumnKind::Other;
        }
    }
}

fn has_units(kinds: &[ColumnKind]) -> bool {
    let mut kinds = kinds.iter();
    kinds.any(|kind| matches!(kind, ColumnKind::Units(_)))
}

/// Returns whether a column names what is to be done.
fn names_work(kind: &ColumnKind) -> bool {
    matches!(
        kind,
        ColumnKind::Task | ColumnKind::Detail | ColumnKind::Indicator
    )
}

/// Returns whether there are units or days, and no column names what is to be done.
fn lacks_tasks(kinds: &[ColumnKind]) -> bool {
    let is_assigned = has_units(kinds) || kinds.contains(&ColumnKind::Due);
    is_assigned && !kinds.iter().any(names_work)
}

/// Takes columns that units head, with nothing below but how they take part: 县教育局 over 牵头 and 配合, over ★ and △.
fn take_units_in_headings(kinds: &mut [ColumnKind], headings: &[String], rows: &[SourceRow]) {
    if has_units(kinds) {
        return;
    }
    for (column, heading) in headings.iter().enumerate() {
        let mut told = texts_of(rows, column).peekable();
        let is_role = told.peek().is_some() && told.all(|text| unit_mark(text).is_some());
        if is_role && kinds[column] == ColumnKind::Other && ends_like_unit(heading) {
            kinds[column] = ColumnKind::Unit;
        }
    }
}

/// Takes 考核项目 as the tasks of units, where 考核指标 beside it tells in words what they are.
fn take_assessed_projects(kinds: &mut [ColumnKind], headings: &[String], rows: &[SourceRow]) {
    const PROJECTS: [&str; 2] = ["考核项目", "考核事项"];
    let project = headings
        .iter()
        .position(|it| PROJECTS.contains(&it.as_str()));
    let words = first_of(kinds, ColumnKind::Indicator);
    let (Some(project), Some(words)) = (project, words) else {
        return;
    };
    let mut texts = texts_of(rows, words);
    if has_units(kinds)
        && kinds[project] == ColumnKind::Other
        && texts.all(|text| CellNumber::read(text, "").is_none())
    {
        kinds[project] = ColumnKind::Task;
        kinds[words] = ColumnKind::Detail;
    }
}

/// Takes the column behind the numbers as the tasks, whatever its heading, if units answer for it: 民生实事.
fn take_tasks_behind_numbers(kinds: &mut [ColumnKind]) {
    if lacks_tasks(kinds)
        && let Some([ColumnKind::Number, unknown @ ColumnKind::Other]) = kinds.first_chunk_mut()
    {
        *unknown = ColumnKind::Task;
    }
}

/// Takes a column of tasks with nothing but numbers below it as the targets: 造林任务（亩）. What 工作目标 counts
/// beside 考核指标 is tasks.
fn take_numbers_for_targets(kinds: &mut [ColumnKind], headings: &[String], rows: &[SourceRow]) {
    for column in 0..kinds.len() {
        let texts = texts_of(rows, column);
        let mut texts = texts
            .filter(|text| !matches!(*text, "-" | "—" | "/"))
            .peekable();
        // 培训500人次 is a task.
        let is_number =
            |text: &str| CellNumber::read(text, "").is_some_and(|number| number.deed.is_none());
        if kinds[column] != ColumnKind::Task || texts.peek().is_none() || !texts.all(is_number) {
            continue;
        }
        kinds[column] = ColumnKind::Target(ColumnTime::default());
        if kinds.contains(&ColumnKind::Number) && !kinds.contains(&ColumnKind::Task) {
            take_assessed_for_tasks(kinds, headings);
        }
    }
}

/// Takes what is assessed as the tasks, and a second column of it as their details.
fn take_assessed_for_tasks(kinds: &mut [ColumnKind], headings: &[String]) {
    let kinds = kinds.iter_mut().zip(headings);
    let assessed = kinds.filter(|(kind, heading)| {
        **kind == ColumnKind::Indicator && (heading.is_empty() || heading.starts_with("考核"))
    });
    for (nth, (kind, _)) in assessed.enumerate() {
        *kind = if nth == 0 {
            ColumnKind::Task
        } else {
            ColumnKind::Detail
        };
    }
}

/// Takes the column with most to read as the tasks of the units, where no heading names them: 部门 | 重点领域.
fn take_longest_for_tasks(kinds: &mut [ColumnKind], rows: &[SourceRow]) {
    const SHORTEST: usize = 12;
    if !lacks_tasks(kinds) {
        return;
    }
    let length = |column: usize| -> usize {
        let cells = rows.iter().filter_map(|row| row.cells.get(column));
        cells.map(|cell| cell.text.chars().count()).sum()
    };
    let open =
        (0..kinds.len()).filter(|at| matches!(kinds[*at], ColumnKind::Group | ColumnKind::Other));
    if let Some(longest) = open.max_by_key(|column| length(*column))
        && length(longest) >= SHORTEST * rows.len().max(1)
    {
        kinds[longest] = ColumnKind::Task;
    }
}

/// Takes short names of projects as the tasks if the column taken for tasks says what each is to reach: 项目 |
/// 目标任务.
fn take_names_before_goals(kinds: &mut [ColumnKind], headings: &[String], rows: &[SourceRow]) {
    const LONGEST: usize = 20;
    let is_name = |row: &SourceRow, column: usize| {
        let cell = row.cells.get(column);
        let text = cell.map_or("", |cell| cell.text.trim());
        !text.contains(['。', '；', '，']) && text.chars().count() <= LONGEST
    };
    let is_named = |column: usize| {
        // The rows may begin with a section.
        let mut rows = rows.iter().filter(|row| row.only_text().is_none());
        rows.next()
            .is_some_and(|row| own_text(row, column).is_some())
    };
    // 项目 | 建设内容: where nothing is called a task, the details are of what has a name.
    let goals = match first_of(kinds, ColumnKind::Task) {
        Some(at) => Some(at).filter(|at| headings[*at].contains("目标")),
        None => first_of(kinds, ColumnKind::Detail)
            .or_else(|| kinds.iter().position(|kind| kind.is_target())),
    };
    let names = goals.and_then(|goals| {
        let named = |at: &usize| matches!(headings[*at].as_str(), "项目" | "名称" | "工作");
        let mut before = (0..goals).rev();
        before.find(|at| kinds[*at] == ColumnKind::Other && named(at) && is_named(*at))
    });
    if let (Some(goals), Some(names)) = (goals, names)
        && rows
            .iter()
            .all(|row| row.only_text().is_some() || is_name(row, names))
    {
        kinds[names] = ColumnKind::Task;
        // 项目 | 计量单位 | 目标任务: numbers stay what is to be reached.
        if !kinds[goals].is_target() {
            kinds[goals] = ColumnKind::Detail;
        }
    }
}

/// Takes the names as the tasks where both were one merged cell in every row: 名称 | 任务 with nothing under 任务.
fn take_names_of_blank_tasks(kinds: &mut [ColumnKind], rows: &[SourceRow]) {
    let told = |column: usize| texts_of(rows, column).count();
    let tasks = first_of(kinds, ColumnKind::Task);
    if let Some(tasks) = tasks.filter(|at| *at > 0 && told(*at) == 0)
        && kinds[tasks - 1] == ColumnKind::Other
        && told(tasks - 1) > 0
    {
        (kinds[tasks - 1], kinds[tasks]) = (ColumnKind::Task, ColumnKind::Other);
    }
}

/// Keeps the first of two columns of tasks, which names them: 实事项目 | 工作目标. Goals name nothing beside tasks, also
/// before them: 工作目标 | 工作任务.
fn keep_first_tasks(kinds: &mut [ColumnKind], headings: &[String]) {
    let tasks = || (0..kinds.len()).filter(|at| kinds[*at] == ColumnKind::Task);
    let names = tasks().find(|at| !headings[*at].ends_with("目标"));
    let Some(first) = names.or_else(|| tasks().next()) else {
        return;
    };
    for at in tasks().filter(|at| *at != first).collect::<Vec<_>>() {
        kinds[at] = ColumnKind::Detail;
    }
}

/// Takes tasks that are chapters (一、) beside details with numbers (1.) as groups, and the details as the tasks.
fn take_chapters_for_groups(kinds: &mut [ColumnKind], rows: &[SourceRow]) {
    let first = |wanted| first_of(kinds, wanted);
    let (Some(task), Some(detail)) = (first(ColumnKind::Task), first(ColumnKind::Detail)) else {
        return;
    };
    let all = |column: usize, is_it: fn(&str) -> bool| {
        let cells = rows.iter().filter_map(|row| row.cells.get(column));
        let mut texts = cells
            .map(|cell| cell.text.trim())
            .filter(|text| !text.is_empty());
        !rows.is_empty() && texts.all(|text| mark_of(text).is_some() && is_it(text))
    };
    if all(task, |text| !text.starts_with(is_digit))
        && all(detail, |text| text.starts_with(is_digit))
    {
        kinds[task] = ColumnKind::Group;
        kinds[detail] = ColumnKind::Task;
    }
}

/// Takes the details as the tasks where rows of one task have numbers of their own, which count them.
fn take_numbered_details_for_tasks(kinds: &mut [ColumnKind], rows: &[SourceRow]) {
    let first = |wanted| first_of(kinds, wanted);
    let places = (
        first(ColumnKind::Number),
        first(ColumnKind::Task),
        first(ColumnKind::Detail),
    );
    let (Some(number), Some(task), Some(detail)) = places else {
        return;
    };
    let own = |row: &SourceRow, column: usize| own_text(row, column).map(str::to_owned);
    let shares = rows.windows(2).any(|pair| {
        let counted = own(&pair[1], number);
        let has_own = counted.is_some() && counted != own(&pair[0], number);
        let has_own = has_own && own(&pair[1], detail).is_some();
        let named = own(&pair[1], task);
        has_own && (named.is_none() || named == own(&pair[0], task))
    });
    if shares {
        kinds[task] = ColumnKind::Group;
        kinds[detail] = ColumnKind::Task;
    }
}

/// Drops a column of groups that gather nothing: each row has another than the one before, or one comes again behind
/// others (类别: 促消费, 商贸, 促消费). If each row has its own and no other column names what is to be done, the
/// groups do: 项目类别 | 单位 | 数量.
fn drop_groups_of_nothing(kinds: &mut [ColumnKind], rows: &[SourceRow]) {
    let Some(column) = first_of(kinds, ColumnKind::Group) else {
        return;
    };
    let cells = rows.iter().filter_map(|row| row.cells.get(column));
    let texts = cells.map(|cell| cell.text.trim());
    let texts: Vec<&str> = texts.filter(|text| !text.is_empty()).collect();
    let mut runs = texts.clone();
    runs.dedup();
    let sums = rows.iter().filter(|row| {
        let mut texts = row.cells.iter().map(|cell| without_blanks(&cell.text));
        texts
            .find(|text| !text.is_empty())
            .is_some_and(|text| is_sum(&text))
    });
    let has_names = kinds.iter().any(names_work);
    if texts.len() > 1 && texts.len() + sums.count() == rows.len() && runs.len() == texts.len() {
        kinds[column] = if has_names {
            ColumnKind::Other
        } else {
            ColumnKind::Task
        };
    } else if has_names && runs.iter().collect::<BTreeSet<_>>().len() < runs.len() {
        kinds[column] = ColumnKind::Other;
    }
}

/// Returns whether each cell of a column is words that may be work, and no value: 不少于6.
fn tells_of_work(rows: &[SourceRow], column: usize) -> bool {
    const LEAST: usize = 4;
    let mut texts = texts_of(rows, column).peekable();
    let is_work = |text: &str| {
        text.chars().filter(|c| is_han(*c)).count() >= LEAST && !text.contains(is_digit)
    };
    texts.peek().is_some() && texts.all(is_work)
}

/// Takes the last column of indicators as the tasks of the units or days beside it, where no other names them, and the
/// one before as what groups them: 考核指标 | 目标值 | 责任单位.
pub(super) fn take_indicators_for_tasks(kinds: &mut [ColumnKind], rows: &[SourceRow]) {
    let is_assigned = |kind: &ColumnKind| matches!(kind, ColumnKind::Units(_) | ColumnKind::Due);
    if !kinds.iter().any(is_assigned) || kinds.contains(&ColumnKind::Task) {
        return;
    }
    // 工作措施 | 跟踪指标: what is done names the task, and how it is measured is more of it.
    let last = kinds
        .iter()
        .rposition(|kind| *kind == ColumnKind::Indicator);
    let mut details = (0..last.unwrap_or(0)).filter(|at| kinds[*at] == ColumnKind::Detail);
    if let Some(work) = details.find(|at| tells_of_work(rows, *at)) {
        kinds[work] = ColumnKind::Task;
        return;
    }
    let has_groups = kinds.contains(&ColumnKind::Group);
    let indicators = kinds
        .iter_mut()
        .filter(|kind| **kind == ColumnKind::Indicator);
    let mut indicators = indicators.rev();
    if let Some(last) = indicators.next() {
        *last = ColumnKind::Task;
    }
    // 一级指标 | 二级指标 | 三级指标: the first groups them.
    if let Some(group) = indicators.next() {
        *group = if has_groups {
            ColumnKind::Other
        } else {
            ColumnKind::Group
        };
    }
    take_numbered_details_for_tasks(kinds, rows);
}

/// Returns the role of a unit by the word or sign in its column.
pub(super) fn unit_mark(text: &str) -> Option<GroupRole> {
    match text {
        "牵头" | "主办" | "★" | "●" | "▲" | "◎" | "■" => Some(GroupRole::Lead),
        "配合" | "协办" | "参与" | "参加" | "☆" | "○" | "△" | "□" => {
            Some(GroupRole::Support)
        }
        "负责" | "责任" | "承办" | "√" | "✓" | "✔" => Some(GroupRole::Unsaid),
        _ => None,
    }
}

/// Finds the first column of a kind.
pub(super) fn first_of(kinds: &[ColumnKind], wanted: ColumnKind) -> Option<usize> {
    kinds.iter().position(|kind| *kind == wanted)
}

/// Returns the texts of a column's cells that are not merged from beside or above.
pub(super) fn texts_of(rows: &[SourceRow], column: usize) -> impl Iterator<Item = &str> {
    rows.iter().filter_map(move |row| own_text(row, column))
}

/// Returns the text of a cell that is not one merged from beside or above.
pub(super) fn own_text(row: &SourceRow, column: usize) -> Option<&str> {
    let cell = row
        .cells
        .get(column)
        .filter(|cell| cell.covered.is_none())?;
    Some(cell.text.trim()).filter(|text| !text.is_empty())
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}
