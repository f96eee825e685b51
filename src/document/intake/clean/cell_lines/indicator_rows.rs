//! A table of indicators pasted as text with one cell per line: put back into rows by which cells are numbers.

use super::{MOST_TABLES, band, is_band, row};
use crate::document::intake::clean::Cleaning;
use crate::document::intake::clean::column_headings::is_group_heading;
use crate::document::intake::passage::Passage;
use crate::document::text::{AnyOf, without_blanks};
use crate::document::{Cleaned, SourceRow, SourceTable};

/// The fewest rows that such a table has.
const LEAST: usize = 3;

/// The most lines of a table.
const MOST_LINES: usize = 2_000;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ColumnCells {
    /// 单位, 属性
    Words,
    /// Values, or signs for none.
    Values,
}

/// A cell's text with its line, without the bar behind it.
struct Cell<'l> {
    text: &'l str,
    line_no: usize,
    /// The place behind it.
    end: usize,
}

/// Puts tables of indicators back together.
pub(in crate::document::intake::clean) fn clean(cleaning: &mut Cleaning) {
    let (mut at, mut tried) = (0, 0);
    while at < cleaning.passages.len() && tried < MOST_TABLES {
        if !begins_a_table(&cleaning.passages[at]) {
            at += 1;
            continue;
        }
        tried += 1;
        if let Some((table, end)) = table_at(&cleaning.passages, at) {
            let rows: Vec<usize> = table.rows.iter().map(|row| row.line_no).collect();
            cleaning.passages.splice(at..end, [Passage::Table(table)]);
            cleaning.note(Cleaned::CellLines, rows);
        }
        at += 1;
    }
}

/// Returns whether a line may be the first heading of a table.
fn begins_a_table(passage: &Passage) -> bool {
    let text = passage.line().map(|line| line.text.trim());
    text.is_some_and(|text| is_group_heading(text) || is_name_heading(text.trim_end_matches('|')))
}

/// Reads the table whose first heading is at a place, with the place behind it.
fn table_at(passages: &[Passage], start: usize) -> Option<(SourceTable, usize)> {
    let lines = passages[start..].iter().map_while(Passage::line);
    let cells = lines.zip(start + 1..).take(MOST_LINES);
    let cells: Vec<Cell<'_>> = cells
        .map(|(line, end)| Cell {
            text: line.text.trim().trim_end_matches('|').trim_end(),
            line_no: line.line_no,
            end,
        })
        .filter(|cell| !cell.text.is_empty())
        .collect();
    let name = usize::from(is_group_heading(cells.first()?.text));
    is_name_heading(cells.get(name)?.text).then_some(())?;
    let columns: Vec<ColumnCells> = cells[name + 1..]
        .iter()
        .map_while(|cell| cells_under(cell.text))
        .collect();
    columns.contains(&ColumnCells::Values).then_some(())?;
    let width = 1 + columns.len();
    let texts = |cells: &[Cell<'_>]| cells.iter().map(|cell| cell.text.to_owned()).collect();
    let mut rows: Vec<SourceRow> =
        vec![row(cells[name].line_no, texts(&cells[name..name + width]))];
    let mut next = name + width;
    let mut count = 0;
    while let Some(cell) = cells.get(next) {
        if is_row(&cells[next..], &columns) {
            rows.push(row(cell.line_no, texts(&cells[next..next + width])));
            count += 1;
            next += width;
        } else if is_band(cell.text) || name > 0 && is_row(&cells[next + 1..], &columns) {
            rows.push(band(cell.text, cell.line_no, width));
            next += 1;
        } else if !is_value(cell.text) && is_row(&cells[next + 1..], &columns) {
            // A name that a narrow column broke.
            let mut whole: Vec<String> = texts(&cells[next + 1..=next + width]);
            whole[0].insert_str(0, cell.text);
            rows.push(row(cell.line_no, whole));
            count += 1;
            next += 1 + width;
        } else {
            break;
        }
    }
    let table = SourceTable {
        rows,
        ..SourceTable::default()
    };
    (count >= LEAST).then(|| (table, cells[next - 1].end))
}

/// Returns whether a text heads the column of names.
fn is_name_heading(text: &str) -> bool {
    let text = without_blanks(text);
    text.chars().count() <= 6 && text.ends_with_any(&["指标", "指标名称"])
}

/// Returns what a column holds whose heading this is; `None` if it heads no column.
fn cells_under(heading: &str) -> Option<ColumnCells> {
    const WORDS: [&str; 7] = [
        "单位", "计量单位", "属性", "指标属性", "性质", "指标性质", "指标类型",
    ];
    const VALUES: [&str; 8] = [
        "目标", "基期", "基数", "现状", "现值", "规划", "年均", "累计",
    ];
    const LONGEST: usize = 12;
    let heading = without_blanks(heading);
    let heading = heading.split(['(', '（']).next().unwrap_or_default();
    if WORDS.contains(&heading) {
        return Some(ColumnCells::Words);
    }
    let of_year = heading
        .split_once('年')
        .is_some_and(|(year, _)| year.len() == 4 && year.chars().all(|c| c.is_ascii_digit()));
    let is_short = heading.chars().count() <= LONGEST;
    (is_short && (of_year || heading.starts_with_any(&VALUES))).then_some(ColumnCells::Values)
}

/// Returns whether cells begin with those of a row: a name and what each column holds.
fn is_row(cells: &[Cell<'_>], columns: &[ColumnCells]) -> bool {
    let Some((name, rest)) = cells.split_first() else {
        return false;
    };
    rest.len() >= columns.len()
        && !is_value(name.text)
        && rest.iter().zip(columns).all(|(cell, of)| match of {
            ColumnCells::Values => is_value(cell.text),
            ColumnCells::Words => !is_value(cell.text) && cell.text.chars().count() <= 8,
        })
}

/// Returns whether a text is a value, or a sign that there is none.
fn is_value(text: &str) -> bool {
    const LONGEST: usize = 16;
    const NONE: [&str; 8] = ["一", "—", "——", "-", "－", "/", "…", "*"];
    const SIGNS: [char; 16] = [
        '>', '<', '＞', '＜', '≥', '≤', '±', '+', '-', '－', '[', '［', '〔', '(', '（', '【',
    ];
    let number = text.trim_start_matches(|c| SIGNS.contains(&c)).trim_start();
    let is_number = number.starts_with(|c: char| c.is_ascii_digit());
    NONE.contains(&text) || is_number && text.chars().count() <= LONGEST
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::intake::passage::tables;

    /// Returns the rows of the only table, a line each; a row of one text is in brackets.
    fn rows(text: &str) -> Vec<String> {
        let cleaning = Cleaning::after(clean, text);
        let [table] = tables(&cleaning.passages)[..] else {
            return Vec::new();
        };
        let cells = |row: &SourceRow| {
            let texts = row.cells.iter().map(|cell| cell.text.as_str());
            texts.collect::<Vec<_>>().join(" ")
        };
        let told = table.rows.iter().map(|row| {
            let alone = row.only_text().map(|text| format!("[{text}]"));
            alone.unwrap_or_else(|| cells(row))
        });
        told.collect()
    }

    #[test]
    fn values_tell_where_a_row_ends() {
        let text = "主要指标\n\n类别\n\n指标\n\n2020年实绩(用来比较)\n\n2025年目标\n\n一、增长\n\n产值(亿元)\n\n81.5\n\n163\n\n\
                    二、产出\n\n总产(万吨)\n\n—\n\n>10\n\n覆盖率(%)\n\n74%\n\n82%\n\n第二章\n";
        assert_eq!(
            rows(text),
            [
                "指标 2020年实绩(用来比较) 2025年目标",
                "[一、增长]",
                "产值(亿元) 81.5 163",
                "[二、产出]",
                "总产(万吨) — >10",
                "覆盖率(%) 74% 82%",
            ]
        );
    }

    #[test]
    fn bars_behind_cells_and_broken_names_are_put_together() {
        let text = "指标 |\n单位 |\n2025年 |\n属性 |\n产能 |\n亿吨 |\n6.5 |\n约束性 |\n监测合格\n率 |\n% |\n98 |\n预期性 |\n\
                    面积 |\n亩 |\n800 |\n预期性 |\n";
        assert_eq!(
            rows(text),
            [
                "指标 单位 2025年 属性",
                "产能 亿吨 6.5 约束性",
                "监测合格率 % 98 预期性",
                "面积 亩 800 预期性",
            ]
        );
    }

    #[test]
    fn what_has_no_values_under_headings_stays() {
        for text in [
            "指标\n2025年目标\n一\n二\n三\n",
            "主要指标\n到2025年，产值达到10亿元。\n产量达到3万吨。\n面积达到2万亩。\n",
            "指标\n2025年\n甲\n1\n乙\n2\n",
        ] {
            assert!(rows(text).is_empty(), "{text}");
        }
    }
}
