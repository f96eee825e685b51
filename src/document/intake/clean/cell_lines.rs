//! A table pasted as text with one cell per line: put back into rows.

use super::Cleaning;
use super::column_headings::{LONGEST_HEADING, is_column_heading, is_number_heading, is_torn};
use crate::document::intake::passage::Passage;
use crate::document::text::{AnyOf, without_blanks};
use crate::document::{Cleaned, Covered, SourceCell, SourceRow, SourceTable};

/// Words in the heading of the column whose cells may have several paragraphs.
const LONG_COLUMN: &[&str] = &["内容", "措施", "举措", "任务", "标准", "要求"];

/// Words in the heading of the column of units.
const UNIT_COLUMN: &[&str] = &["责任", "牵头", "承办", "单位", "部门"];

/// The most tables that are tried, against input made to be slow.
const MOST_TABLES: usize = 100;

/// The most lines that are searched for a table.
const MOST_LINES: usize = 20_000;

/// The most columns that a table may have.
const MOST_COLUMNS: usize = 12;

/// Puts tables with one cell per line back together.
pub(super) fn clean(cleaning: &mut Cleaning) {
    let (mut at, mut tried) = (0, 0);
    while at < cleaning.passages.len() && tried < MOST_TABLES {
        if !begins_a_table(&cleaning.passages[at..]) {
            at += 1;
            continue;
        }
        tried += 1;
        let Some((table, end)) = table_at(&cleaning.passages, at) else {
            at += 1;
            continue;
        };
        let rows = table.rows.iter().map(|row| row.line_no).collect::<Vec<_>>();
        cleaning.passages.splice(at..end, [Passage::Table(table)]);
        cleaning.note(Cleaned::CellLines, rows);
        at += 1;
    }
}

fn begins_a_table(passages: &[Passage]) -> bool {
    const MOST: usize = 64;
    let mut texts = passages
        .iter()
        .map_while(Passage::line)
        .map(|line| line.text.trim())
        .take_while(|text| text.len() <= MOST)
        .filter(|text| !text.is_empty());
    texts.next().is_some_and(|first| {
        is_number_heading(first) || texts.next().is_some_and(|next| is_torn(first, next))
    })
}

/// Puts the halves of the headings together that stand on two lines.
fn join_torn(lines: &mut Vec<CellLine>) {
    let mut at = 0;
    while at < MOST_COLUMNS && at + 1 < lines.len() {
        if is_torn(&lines[at].text, &lines[at + 1].text) {
            let second = lines.remove(at + 1);
            lines[at].text += &second.text;
            lines[at].end = second.end;
        }
        at += 1;
    }
}

/// A cell's text and line; blank lines are passed over.
struct CellLine {
    text: String,
    line_no: usize,
    /// The place behind it.
    end: usize,
}

/// Reads the table whose first heading stands at a place; with the place behind it.
fn table_at(passages: &[Passage], start: usize) -> Option<(SourceTable, usize)> {
    let mut lines = cell_lines(passages, start);
    join_torn(&mut lines);
    let columns = columns(&lines);
    if !(3..=MOST_COLUMNS).contains(&columns) {
        return None;
    }
    let mut pasted = PastedTable::under(&lines, columns);
    while pasted.read_row().is_some() {}
    let table = SourceTable {
        rows: pasted.rows,
        ..SourceTable::default()
    };
    (pasted.numbered >= 2).then(|| (table, lines[pasted.next - 1].end))
}

/// The lines from a place on that have text.
fn cell_lines(passages: &[Passage], start: usize) -> Vec<CellLine> {
    passages[start..]
        .iter()
        .map_while(Passage::line)
        .take(MOST_LINES)
        .zip(start + 1..)
        .filter(|(line, _)| !line.text.trim().is_empty())
        .map(|(line, end)| CellLine {
            text: line.text.trim().to_owned(),
            line_no: line.line_no,
            end,
        })
        .collect()
}

/// A table being put back together.
struct PastedTable<'l> {
    lines: &'l [CellLine],
    columns: usize,
    wide: WideColumns,
    rows: Vec<SourceRow>,
    /// The line that is read next.
    next: usize,
    /// The number of the last row that has one.
    last: u32,
    /// How many rows have one.
    numbered: usize,
}

impl<'l> PastedTable<'l> {
    /// A table with nothing but its headings.
    fn under(lines: &'l [CellLine], columns: usize) -> Self {
        let heads: Vec<String> = lines[..columns]
            .iter()
            .map(|line| without_blanks(&line.text))
            .collect();
        Self {
            lines,
            columns,
            wide: WideColumns::of(&heads),
            rows: vec![row(lines[0].line_no, heads)],
            next: columns,
            last: 0,
            numbered: 0,
        }
    }

    /// Reads the next row or the heading of a section; none where the table ends.
    fn read_row(&mut self) -> Option<()> {
        let lines = &self.lines[self.next..];
        let line = lines.first()?;
        let behind = lines.get(1);
        if let Some(number) = number(&line.text).filter(|number| *number > self.last) {
            let cells = cells(lines, self.columns, self.wide, number)?;
            let length = |cell: &String| cell.matches('\n').count() + 1;
            self.next += cells.iter().map(length).sum::<usize>();
            self.rows.push(row(line.line_no, cells));
            self.numbered += 1;
            self.last = number;
        } else if let Some(heading) = behind.filter(|behind| is_section_on_two_lines(line, behind))
        {
            self.add_band(&format!("{}、{}", line.text.trim(), heading.text), line);
            self.next += 2;
        } else if is_band(&line.text)
            || behind.is_some_and(|line| number(&line.text) > Some(self.last))
        {
            self.add_band(&line.text, line);
            self.next += 1;
        } else {
            return None;
        }
        Some(())
    }

    fn add_band(&mut self, text: &str, line: &CellLine) {
        self.rows.push(band(text, line.line_no, self.columns));
    }
}

/// Returns whether two lines are the number of a section and its heading.
fn is_section_on_two_lines(line: &CellLine, behind: &CellLine) -> bool {
    is_ordinal_alone(&line.text) && number(&behind.text).is_none()
}

/// Counts the columns that the headings name. One that is not known counts where others are and the first row
/// follows.
fn columns(lines: &[CellLine]) -> usize {
    let is_known = |line: &&CellLine| is_column_heading(&line.text);
    let may_be = |line: &&CellLine| {
        let is_short = line.text.chars().count() <= LONGEST_HEADING;
        let begins = number(&line.text).is_some() || is_ordinal_alone(&line.text);
        is_short && !begins && !is_band(&line.text)
    };
    let lines = &lines[1..];
    let possible = lines.iter().take(MOST_COLUMNS).take_while(may_be).count();
    let known = lines[..possible].iter().filter(is_known).count();
    let row_follows = lines.get(possible).and_then(|line| number(&line.text)) == Some(1);
    if known >= 2 && row_follows {
        return 1 + possible;
    }
    1 + lines[..possible].iter().take_while(is_known).count()
}

fn number(text: &str) -> Option<u32> {
    let digits = text.trim_end_matches(['.', '、', '．']);
    (digits.len() <= 4).then(|| digits.parse().ok()).flatten()
}

/// The columns whose cells may have several lines.
#[derive(Clone, Copy)]
struct WideColumns {
    /// The column of long texts.
    long: usize,
    /// The column of units, one per line.
    units: Option<usize>,
}

impl WideColumns {
    /// Tells them by the headings.
    fn of(heads: &[String]) -> Self {
        let is_long = |head: &String| head.contains_any(LONG_COLUMN);
        Self {
            long: heads.iter().rposition(is_long).unwrap_or(1),
            units: heads.iter().position(|head| head.contains_any(UNIT_COLUMN)),
        }
    }
}

/// Returns the cells of a row; `None` where the lines up to the next row do not fit. Lines too many belong to the
/// column of units where names stand there, else to the column of long texts.
fn cells(
    lines: &[CellLine],
    columns: usize,
    WideColumns { long, units }: WideColumns,
    this: u32,
) -> Option<Vec<String>> {
    // A number that is far off is a cell.
    const MOST_SKIPPED: u32 = 20;
    let follows = |line: &CellLine| {
        number(&line.text).is_some_and(|it| it > this && it <= this + MOST_SKIPPED)
    };
    let end = lines[1..].iter().position(follows).map(|at| at + 1);
    let mut length = end.unwrap_or_else(|| columns.min(lines.len()));
    // A row before bands ends before them.
    loop {
        if length > columns && is_band(&lines[length - 1].text) {
            length -= 1;
        } else if length > columns + 1 && is_ordinal_alone(&lines[length - 2].text) {
            length -= 2;
        } else {
            break;
        }
    }
    if length < columns {
        return None;
    }
    let spare = length - columns;
    if spare > columns * 2 {
        return None;
    }
    let texts: Vec<&str> = lines[..length]
        .iter()
        .map(|line| line.text.as_str())
        .collect();
    let are_names = |from: &usize| texts[*from..=from + spare].iter().all(|text| is_name(text));
    let units = units.filter(|_| spare > 0).filter(are_names);
    let long = units.unwrap_or(long);
    let mut out: Vec<String> = texts[..long]
        .iter()
        .map(|text| (*text).to_owned())
        .collect();
    out.push(texts[long..=long + spare].join("\n"));
    out.extend(
        texts[long + spare + 1..]
            .iter()
            .map(|text| (*text).to_owned()),
    );
    Some(out)
}

/// Returns whether a line may be the name of a unit: short, and no sentence.
fn is_name(text: &str) -> bool {
    let is_short = text.chars().count() <= 20;
    is_short && !text.contains(|c: char| c.is_ascii_digit() || "。；，：".contains(c))
}

/// Returns whether a text is the heading of a section: `一、知识产权方面（共5项）`.
fn is_band(text: &str) -> bool {
    super::mark::mark(text).is_some_and(|(mark, _)| {
        matches!(
            mark,
            super::mark::NumberMark::Chapter(_) | super::mark::NumberMark::Part(_)
        )
    })
}

/// Returns whether a text is the number of a section in a cell of its own: `一`.
fn is_ordinal_alone(text: &str) -> bool {
    let text = text.trim();
    text.chars().count() <= 3 && crate::text::numerals::ordinal(text).is_some()
}

fn row(line_no: usize, texts: Vec<String>) -> SourceRow {
    let cells = texts.into_iter().map(|text| SourceCell {
        text,
        covered: None,
    });
    SourceRow {
        line_no,
        cells: cells.collect(),
    }
}

fn band(text: &str, line_no: usize, columns: usize) -> SourceRow {
    let cell = |at| SourceCell {
        text: text.to_owned(),
        covered: (at > 0).then_some(Covered::FromLeft),
    };
    SourceRow {
        line_no,
        cells: (0..columns).map(cell).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::intake::passage::passages;

    #[test]
    fn a_cell_a_line_is_a_table() {
        let text = "附件\n序号\n改革举措\n主 要 内 容\n指导部门\n一、甲方面（共2项）\n1\n推广甲\n内容甲。\n科技部\n2\n推广乙\n内容乙。\n再一段。\n科技部、财政部\n\
                    二、丙方面\n三、空的方面\n7\n推广丙\n内容丙。\n审计署\n以上各项抓好落实。\n";
        let mut cleaning = Cleaning {
            passages: passages(text),
            ..Cleaning::default()
        };
        clean(&mut cleaning);
        assert_eq!(cleaning.passages.len(), 3);
        let Passage::Table(table) = &cleaning.passages[1] else {
            panic!("no table");
        };
        let rows: Vec<(usize, Vec<&str>)> = table
            .rows
            .iter()
            .map(|row| {
                (
                    row.line_no,
                    row.cells.iter().map(|cell| cell.text.as_str()).collect(),
                )
            })
            .collect();
        assert_eq!(
            rows,
            [
                (2, vec!["序号", "改革举措", "主要内容", "指导部门"]),
                (6, vec!["一、甲方面（共2项）"; 4]),
                (7, vec!["1", "推广甲", "内容甲。", "科技部"]),
                (
                    11,
                    vec!["2", "推广乙", "内容乙。\n再一段。", "科技部、财政部"]
                ),
                (16, vec!["二、丙方面"; 4]),
                (17, vec!["三、空的方面"; 4]),
                (18, vec!["7", "推广丙", "内容丙。", "审计署"]),
            ]
        );
    }

    #[test]
    fn a_sections_ordinal_may_have_a_cell_of_its_own() {
        let text = "序号\n重点任务\n牵头单位\n一\n拓宽渠道\n1\n稳定用工\n市人社局\n二\n提升能力\n2\n开展培训\n市总工会\n";
        let mut cleaning = Cleaning {
            passages: passages(text),
            ..Cleaning::default()
        };
        clean(&mut cleaning);
        let Passage::Table(table) = &cleaning.passages[0] else {
            panic!("no table");
        };
        let firsts: Vec<&str> = table
            .rows
            .iter()
            .map(|row| row.cells[0].text.as_str())
            .collect();
        assert_eq!(firsts, ["序号", "一、拓宽渠道", "1", "二、提升能力", "2"]);
        assert_eq!(table.rows[2].cells[2].text, "市人社局");
        assert_eq!(table.rows[4].cells[1].text, "开展培训");
    }

    #[test]
    fn a_cell_of_units_may_have_one_a_line_under_headings_of_any_name() {
        let text = "附件\n序号\n惠民实事\n责任单位\n完成时限\n1\n新建甲桥2座。\n县甲局\n县乙局\n县丙指挥部\n12月底前\n\
                    2\n建成丁馆。\n县丁局\n9月底前\n3\n改造戊路。\n县戊局\n6月底前\n";
        let mut cleaning = Cleaning {
            passages: passages(text),
            ..Cleaning::default()
        };
        clean(&mut cleaning);
        let Some(Passage::Table(table)) = cleaning.passages.get(1) else {
            panic!("no table");
        };
        let rows = table.rows.iter().map(|row| {
            let cells = row.cells.iter().map(|cell| cell.text.as_str());
            cells.collect::<Vec<_>>()
        });
        assert_eq!(
            rows.collect::<Vec<_>>(),
            [
                ["序号", "惠民实事", "责任单位", "完成时限"],
                [
                    "1",
                    "新建甲桥2座。",
                    "县甲局\n县乙局\n县丙指挥部",
                    "12月底前"
                ],
                ["2", "建成丁馆。", "县丁局", "9月底前"],
                ["3", "改造戊路。", "县戊局", "6月底前"],
            ]
        );
    }

    #[test]
    fn headings_of_narrow_columns_may_stand_on_two_lines() {
        let text = "序\n号\n项目\n名称\n责任\n单位\n1\n新建甲桥2座\n县甲局\n2\n建成丁馆\n县丁局\n";
        let mut cleaning = Cleaning {
            passages: passages(text),
            ..Cleaning::default()
        };
        clean(&mut cleaning);
        let [Passage::Table(table)] = &cleaning.passages[..] else {
            panic!("{:?}", cleaning.passages);
        };
        let rows = table.rows.iter().map(|row| {
            let cells = row.cells.iter().map(|cell| cell.text.as_str());
            cells.collect::<Vec<_>>()
        });
        assert_eq!(
            rows.collect::<Vec<_>>(),
            [
                ["序号", "项目名称", "责任单位"],
                ["1", "新建甲桥2座", "县甲局"],
                ["2", "建成丁馆", "县丁局"],
            ]
        );
    }

    #[test]
    fn numbers_alone_are_no_table() {
        let mut cleaning = Cleaning {
            passages: passages("序号\n1\n2\n3\n"),
            ..Cleaning::default()
        };
        clean(&mut cleaning);
        assert_eq!(cleaning.passages.len(), 4);
    }
}
