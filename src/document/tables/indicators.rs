//! Numbers of the plan as a table: 指标, 单位, 2020年, 2025年目标值.

use super::column_kind::ColumnKind;
use super::column_time::{ColumnTime, compared_year};
use super::columns::ReadColumns;
use crate::document::aims::aim::PrintedAim;
use crate::document::aims::judging::bounds::{behind_inclusive, op};
use crate::document::aims::masking::masked;
use crate::document::aims::numbers::{numbers, scaled};
use crate::document::numbering::marks::without_mark;
use crate::document::structure::{PlacedDoubt, PrintedIndicator};
use crate::document::text::{AnyOf, plain, without_blanks};
use crate::document::times::calendar::year_end;
use crate::document::{Covered, SourceCell, SourceRow};
use crate::plan::Day;
use crate::text::Doubt;

/// Reads the rows of a table of numbers. `years` are the plan's: an aim without a year is due with the last.
pub(crate) fn table_indicators(
    columns: &ReadColumns<'_>,
    years: Option<(i32, i32)>,
) -> Vec<PrintedIndicator> {
    // A note is in one cell over all columns.
    let rows = columns.rows.iter().filter(|row| row.only_text().is_none());
    let found = rows.flat_map(|row| {
        let parts = parts_of(columns, row).into_iter();
        parts.filter_map(|part| indicator(columns, row, &part, years))
    });
    found.collect()
}

/// Returns the qualifiers that begin the lines of a target cell: 城市 and 县城 of 城市≥30 over 县城≥15; one blank for a
/// row whose cells have none.
fn parts_of(columns: &ReadColumns<'_>, row: &SourceRow) -> Vec<String> {
    let cells = columns.kinds.iter().zip(&row.cells);
    let mut parted = cells.filter_map(|(kind, cell)| {
        let parts = cell
            .text
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty());
        let parts: Option<Vec<String>> = parts.map(part_before_value).collect();
        let parts = parts.filter(|parts| parts.len() > 1)?;
        kind.is_target().then_some(parts)
    });
    parted.next().unwrap_or_else(|| vec![String::new()])
}

/// Returns the words before the value of a line.
fn part_before_value(line: &str) -> Option<String> {
    let line = plain(line);
    let value = line.find(|c: char| c.is_ascii_digit() || "≥≤<>=".contains(c))?;
    let part = line[..value].trim_end_matches(':');
    (part.chars().count() > 1).then(|| part.to_owned())
}

/// Returns the text of a cell for one qualifier: the line that begins with it, or all if no line has one.
fn text_of_part(cell: &SourceCell, part: &str) -> String {
    let mut lines = cell.text.lines().map(plain);
    let own = lines.find(|line| line.starts_with(part));
    match own.filter(|_| !part.is_empty()) {
        Some(line) => line[part.len()..].trim_start_matches(':').to_owned(),
        None if part.is_empty() || cell.text.trim().lines().count() == 1 => plain(&cell.text),
        None => String::new(),
    }
}

/// Reads a row, or a part of it, as a number of the plan.
fn indicator(
    columns: &ReadColumns<'_>,
    row: &SourceRow,
    part: &str,
    years: Option<(i32, i32)>,
) -> Option<PrintedIndicator> {
    let last_year = years.map(|(_, last)| last);
    let year = years
        .filter(|(first, last)| first == last)
        .map(|(year, _)| year);
    let mut name = String::new();
    let mut measure = String::new();
    let mut base: Option<(String, Option<i32>)> = None;
    let mut aims: Vec<(ColumnTime, String)> = Vec::new();
    let cells = columns.kinds.iter().zip(&row.cells);
    // A note may span several columns.
    for (kind, cell) in cells.filter(|(_, cell)| cell.covered != Some(Covered::FromLeft)) {
        match kind {
            ColumnKind::Indicator | ColumnKind::Task if !cell.text.trim().is_empty() => {
                name = plain(&cell.text);
            }
            ColumnKind::Measure => measure = plain(&cell.text),
            ColumnKind::Base(year) => base = Some((text_of_part(cell, part), *year)),
            ColumnKind::Target(time) => aims.push((*time, text_of_part(cell, part))),
            _ => {}
        }
    }
    let (mut name, measure) = named(&name, &measure);
    if !part.is_empty() {
        name = format!("{part}{name}");
    }
    // 85% has a measure of its own.
    let measure_of = |text: &str| {
        let is_bare = text.ends_with(|c: char| c.is_ascii_digit());
        let said = columns.measure.filter(|_| measure.is_empty() && is_bare);
        said.map_or_else(|| measure.clone(), str::to_owned)
    };
    // The last of the years that are over is the baseline.
    if base.is_none() && aims.len() > 1 {
        for at in columns_before(&aims, columns, years).into_iter().rev() {
            let (time, text) = aims.remove(at);
            base = base.or(Some((text, time.year)));
        }
    }
    // In the measure of its targets.
    let baseline = base.and_then(|(text, year)| {
        let base = aim(&name, &measure_of(&text), &text, None, row.line_no)?;
        Some((base.value, year))
    });
    let aims = aims.iter().filter_map(|(time, text)| {
        let by = time.last_day(year).or(last_year.map(year_end));
        aim(&name, &measure_of(text), text, by, row.line_no)
    });
    let aims: Vec<PrintedAim> = aims.collect();
    (is_name(&name) && !aims.is_empty()).then_some(PrintedIndicator {
        name,
        aims,
        baseline,
        line_no: row.line_no,
    })
}

/// Returns whether a cell may name an indicator: in a row whose cells are out of place it is a value or a kind of aim.
fn is_name(text: &str) -> bool {
    let is_value = text.contains(['≥', '≤', '<', '>']);
    let has_letter = text.contains(char::is_alphabetic);
    has_letter && !is_value && !matches!(text, "预期性" | "约束性")
}

/// Returns the columns of several years that are over: those before the plan's first year and the one that a heading
/// compares with, else those that have no 目标 in their headings before others that have.
fn columns_before(
    aims: &[(ColumnTime, String)],
    columns: &ReadColumns<'_>,
    years: Option<(i32, i32)>,
) -> Vec<usize> {
    let mut headings = columns.headings.iter();
    let compared = headings.find_map(|heading| compared_year(heading));
    let before: Vec<usize> = (0..aims.len())
        .filter(|at| {
            let year = aims[*at].0.year;
            let ends = year.zip(years);
            year.is_some() && year == compared
                || ends.is_some_and(|(year, (first, _))| year < first)
        })
        .collect();
    if !before.is_empty() {
        return before;
    }
    // A dash means that nothing was measured before, or that nothing is asked later.
    if years.is_none()
        && let Some(at) = column_with_dashes(columns)
    {
        return vec![if at + 1 == aims.len() { 0 } else { at }];
    }
    // 1月, 2月: no month is over.
    if aims.iter().any(|(time, _)| time.is_part()) {
        return Vec::new();
    }
    let headings = columns.header.split(" | ");
    let targets = columns.kinds.iter().zip(headings);
    let targets = targets.filter(|(kind, _)| kind.is_target());
    let are_goals: Vec<bool> = targets.map(|(_, text)| text.contains('目')).collect();
    let first_goal = are_goals.iter().position(|is_goal| *is_goal);
    match first_goal.filter(|_| aims.len() == are_goals.len()) {
        Some(first) => (0..first).collect(),
        None => Vec::new(),
    }
}

/// Finds the one column of values that has dashes, among several.
fn column_with_dashes(columns: &ReadColumns<'_>) -> Option<usize> {
    let targets: Vec<usize> = (0..columns.kinds.len())
        .filter(|column| columns.kinds[*column].is_target())
        .collect();
    let has_dashes = |column: &usize| {
        let mut cells = columns.rows.iter().filter_map(|row| row.cells.get(*column));
        cells.any(|cell| matches!(cell.text.trim(), "-" | "—" | "——" | "－" | "/"))
    };
    let mut dashed = (0..targets.len()).filter(|nth| has_dashes(&targets[*nth]));
    let first = dashed.next()?;
    dashed.next().is_none().then_some(first)
}

/// Parts a name from the measure in its bracket: 公民具备科学素质的比例(%), 造林面积(亩)(5年新增量).
fn named(name: &str, measure: &str) -> (String, String) {
    let name = without_mark(name);
    let (before, inside) = match bracket_at_end(name) {
        Some((before, remark)) if remark.starts_with(|c: char| c.is_ascii_digit()) => {
            bracket_at_end(before).unwrap_or((before, ""))
        }
        Some(parts) => parts,
        None => (name, ""),
    };
    if measure.is_empty() {
        return (before.to_owned(), inside.to_owned());
    }
    (name.to_owned(), measure.trim_matches(['(', ')']).to_owned())
}

/// Parts a text from the bracket at its end.
fn bracket_at_end(text: &str) -> Option<(&str, &str)> {
    text.strip_suffix(')')?.rsplit_once('(')
}

fn aim(
    name: &str,
    measure: &str,
    text: &str,
    by: Option<Day>,
    line_no: usize,
) -> Option<PrintedAim> {
    use crate::plan::Op;
    // “十三五” is not a number.
    let found = numbers(&masked(text));
    let number = found.first()?;
    let before = &text[..number.start];
    // 低于全区平均值的50%: of another number, which is not there.
    if before.ends_with('的') {
        return None;
    }
    let after = &text[number.end..];
    let printed_measure = crate::document::aims::measures::measure_at(after);
    let held = match before.chars().last() {
        Some('≥') => Op::AtLeast,
        Some('>') => Op::Over,
        Some('≤') => Op::AtMost,
        Some('<') => Op::Under,
        _ => op(
            before,
            behind_inclusive(
                after
                    .strip_prefix(printed_measure.unwrap_or(""))
                    .unwrap_or(after),
            ),
            number.max.is_some(),
        ),
    };
    // 万人 in the heading counts as 万 in the number.
    let counted = [("万亿", 1e12), ("万", 1e4), ("亿", 1e8)]
        .into_iter()
        .find_map(|(word, times)| Some((times, measure.strip_prefix(word)?)));
    let (times, unit) = counted
        .filter(|(_, rest)| !rest.is_empty())
        .unwrap_or((1.0, measure));
    let unit = if unit.is_empty() {
        printed_measure.unwrap_or("")
    } else {
        unit
    };
    Some(PrintedAim {
        name: name.to_owned(),
        op: held,
        value: scaled(number.value, times),
        max: number.max.map(|max| scaled(max, times)),
        unit: unit.replace('％', "%"),
        every: None,
        by,
        baseline: None,
        printed: format!("{}{unit}", &text[number.start..number.end]),
        line_no,
        is_sure: !number.is_rough
            && !before.contains('约')
            && !after.contains_any(&["左右", "上下"]),
        is_level: true,
    })
}

/// Asks about the numbers of a table that are not to be taken by the letter, and about the units beside them, which
/// numbers of the plan do not have.
pub(crate) fn doubts_of_indicators(
    columns: &ReadColumns<'_>,
    found: &[PrintedIndicator],
) -> Vec<PlacedDoubt> {
    let aims = found.iter().flat_map(|indicator| &indicator.aims);
    let unsure = aims.filter(|aim| !aim.is_sure).map(|aim| {
        let number = aim.printed.clone();
        PlacedDoubt::of_plan(Doubt::NumberUnsure { number }, aim.line_no)
    });
    let mut doubts: Vec<PlacedDoubt> = unsure.collect();
    let mut units: Vec<String> = Vec::new();
    for row in columns.rows {
        for (kind, cell) in columns.kinds.iter().zip(&row.cells) {
            let text = without_blanks(&cell.text);
            if matches!(kind, ColumnKind::Units(_)) && !text.is_empty() && !units.contains(&text) {
                units.push(text);
            }
        }
    }
    if let (Some(first), false) = (columns.rows.first(), units.is_empty()) {
        let names = units.join("、");
        doubts.push(PlacedDoubt::of_plan(
            Doubt::UnitsInText { names },
            first.line_no,
        ));
    }
    doubts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::SourceTable;
    use crate::document::tables::columns::{measure_said_in, read_columns};

    /// Returns each aim of a table as name, comparison, value, measure, last day, and where it starts.
    fn told(rows: &[&[&str]], years: Option<(i32, i32)>) -> Vec<String> {
        let table = SourceTable::of(rows);
        let found = table_indicators(&read_columns(&table).unwrap(), years);
        let lines = found.iter().flat_map(|it| {
            let base = it.baseline;
            let base = base.map(|(value, year)| format!(" < {value} {}", year.unwrap_or_default()));
            it.aims.iter().map(move |aim| {
                assert_eq!((&aim.name, aim.max), (&it.name, None));
                let by = aim.by.map(|by| format!(" {by}")).unwrap_or_default();
                let (op, base) = (aim.op.key(), base.as_deref().unwrap_or_default());
                format!("{} {op} {}{}{by}{base}", it.name, aim.value, aim.unit)
            })
        });
        lines.collect()
    }

    #[test]
    fn a_measure_said_once_is_that_of_numbers_without_their_own() {
        let rows: &[&[&str]] = &[
            &["单位：万元"],
            &["指标", "2025年目标值"],
            &["科普经费", "30"],
            &["培训（人次）", "200"],
            &["造林（万亩）（5年新增量）", "17.3"],
            &["比例", "85%"],
            &["注：经费指本级预算安排的科普经费30万元。", ""],
        ];
        let aims = [
            "科普经费 = 300000元 2025-12-31",
            "培训 = 200人次 2025-12-31",
            "造林 = 173000亩 2025-12-31",
            "比例 = 85% 2025-12-31",
        ];
        assert_eq!(told(rows, None), aims);
        for (text, measure) in [
            ("（单位：万元）", Some("万元")),
            ("面积:万亩", Some("万亩")),
            ("单位：个、%", None),
            ("填报单位：县教育局", None),
        ] {
            assert_eq!(measure_said_in(text), measure, "{text}");
        }
    }

    #[test]
    fn a_year_before_the_plan_is_where_it_starts() {
        let rows: &[&[&str]] = &[
            &["指标", "2020年", "2025年", "属性"],
            &["社会体育指导员（名）", "1.8", "≥2.3", "预期性"],
            &["预期性", "1.8", "46", ""],
            &["县城≥25", "1.8", "15", "预期性"],
        ];
        assert_eq!(
            told(rows, Some((2021, 2025))),
            ["社会体育指导员 >= 2.3名 2025-12-31 < 1.8 2020"]
        );
    }

    #[test]
    fn a_change_beside_its_years_is_no_aim_of_its_own() {
        let rows: &[&[&str]] = &[
            &["指标", "2010年", "2015年", "2015年比2010年增长"],
            &["排放总量（万吨）", "264", "238", "-10%"],
        ];
        assert_eq!(
            told(rows, None),
            ["排放总量 = 2380000吨 2015-12-31 < 2640000 2010"]
        );
        let rows: &[&[&str]] = &[&["指标", "2025年比2020年下降"], &["排放总量", "10%"]];
        assert_eq!(told(rows, None), ["排放总量 = 10% 2025-12-31"]);
    }

    #[test]
    fn a_column_with_dashes_is_where_it_starts_where_no_years_are_known() {
        let rows: &[&[&str]] = &[
            &["指标", "2015年", "2020年", "属性"],
            &["技术人员比重（%）", "16.1", "25", "预期性"],
            &["重大事故", "-", "“十三五”时期零发生", "预期性"],
            &["现场人员", "—", "6人（含）以下", "约束性"],
        ];
        let aims = [
            "技术人员比重 = 25% 2020-12-31 < 16.1 2015",
            "现场人员 <= 6人 2020-12-31",
        ];
        assert_eq!(told(rows, None), aims);
    }

    #[test]
    fn a_dash_in_the_last_column_asks_nothing() {
        let rows: &[&[&str]] = &[
            &["指标", "2022年", "2035年", "属性"],
            &["户籍人口（人）", "1403", "-", "预期性"],
            &["耕地（公顷）", "85.4", "127.2", "约束性"],
        ];
        assert_eq!(
            told(rows, None),
            ["耕地 = 127.2公顷 2035-12-31 < 85.4 2022"]
        );
    }

    #[test]
    fn years_before_those_of_goals_are_over() {
        let rows: &[&[&str]] = &[
            &["指标", "2024年", "2025年", "2026目标", "2030目标"],
            &["达标率（%）", "92.6", "93", "≥93.5", "≥95"],
        ];
        let aims = [
            "达标率 >= 93.5% 2026-12-31 < 93 2025",
            "达标率 >= 95% 2030-12-31 < 93 2025",
        ];
        assert_eq!(told(rows, None), aims);
    }

    #[test]
    fn a_note_over_several_columns_has_no_numbers() {
        let rows: &[&[&str]] = &[
            &["指标", "2025年目标"],
            &["达标率（%）", "95"],
            &["说明：按1批计算", "←说明：按1批计算"],
        ];
        assert_eq!(told(rows, None), ["达标率 = 95% 2025-12-31"]);
    }

    #[test]
    fn lines_of_a_cell_are_numbers_of_their_own() {
        let rows: &[&[&str]] = &[
            &["指标", "2020年现状", "2025年目标"],
            &["监测率（%）", "城市20\n县城10", "城市≥30\n县城≥15"],
            &["达标率（%）", "新城20\n老城10", "城区≥55\n乡镇：≥25"],
            &["覆盖率\n（%）", "——", "98"],
        ];
        let aims = [
            "城市监测率 >= 30% 2025-12-31 < 20 2020",
            "县城监测率 >= 15% 2025-12-31 < 10 2020",
            "城区达标率 >= 55% 2025-12-31",
            "乡镇达标率 >= 25% 2025-12-31",
            "覆盖率 = 98% 2025-12-31",
        ];
        assert_eq!(told(rows, None), aims);
    }

    #[test]
    fn a_table_gives_start_middle_and_end() {
        let rows: &[&[&str]] = &[
            &[
                "序号", "指标名称", "单位", "2020年基期值", "2023年目标值", "2025年目标值",
            ],
            &["1", "经常参加体育锻炼人数比例", "%", "37.2", "38", "≥38.5"],
            &["2", "公共体育场地（万平方米）", "", "12", "15", "18"],
        ];
        assert!(
            read_columns(&SourceTable::of(rows))
                .unwrap()
                .is_indicator_list()
        );
        let aims = [
            "经常参加体育锻炼人数比例 = 38% 2023-12-31 < 37.2 2020",
            "经常参加体育锻炼人数比例 >= 38.5% 2025-12-31 < 37.2 2020",
            "公共体育场地 = 150000平方米 2023-12-31 < 120000 2020",
            "公共体育场地 = 180000平方米 2025-12-31 < 120000 2020",
        ];
        assert_eq!(told(rows, None), aims);
    }
}
