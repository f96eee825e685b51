//! A table pasted as text, one row per line with tabs, bars or blanks between its cells: `序号 | 任务 | 责任单位 |`.

use super::Cleaning;
use super::column_headings::{is_column_heading, is_number_heading};
use crate::document::intake::passage::Passage;
use crate::document::{Cleaned, SourceCell, SourceLine, SourceRow, SourceTable};

/// Signs that may precede a number.
const SIGNS: [char; 5] = ['≥', '≤', '>', '<', '-'];

/// The fewest columns that such a table has, unless it has nothing but a name and a number.
const LEAST: usize = 3;

/// The most lines of a cell that a spreadsheet put in quotes.
const LONGEST_CELL: usize = 60;

/// Puts the rows of tables with tabs together, as a spreadsheet or a browser copies them.
pub(super) fn clean_tabbed(cleaning: &mut Cleaning) {
    join_quoted(&mut cleaning.passages);
    put_together(cleaning, tabbed_cells, goes_on, |heading, next| {
        // Blanks are beside a heading over several columns, and under headings that are not divided.
        let is_parted = !heading[0].is_empty() && next[0].is_empty();
        let is_told = is_parted || heading.iter().all(|cell| !cell.is_empty());
        let is_told = is_told && !is_numbered(heading[0]) && next.len() == heading.len();
        is_told && (heading.len() >= LEAST || heads_numbers(heading, next))
    });
}

/// Puts the rows of tables with bars together.
pub(super) fn clean_barred(cleaning: &mut Cleaning) {
    put_together(cleaning, cells, goes_on, |heading, next| {
        heading.len() >= LEAST && heads_numbers(heading, next)
    });
}

/// Puts the rows of tables of names and numbers with blanks between them together.
pub(super) fn clean_spaced(cleaning: &mut Cleaning) {
    put_together(
        cleaning,
        |line| line.split_whitespace().collect(),
        |table, cells| {
            let heading = table.rows[0].cells.iter();
            let heading: Vec<&str> = heading.map(|cell| cell.text.as_str()).collect();
            heads_numbers(&heading, cells)
        },
        |heading, next| heading.len() >= LEAST && heads_numbers(heading, next),
    );
}

/// Returns whether cells head those of the next line, a name and numbers: 区域 | 任务数（个） over 东区 | 21.
fn heads_numbers(heading: &[&str], next: &[&str]) -> bool {
    let begins = |cell: &str| {
        cell.trim_start_matches(SIGNS)
            .starts_with(|c: char| c.is_ascii_digit())
    };
    let is_number = |cell: &str| !cell.is_empty() && !cell.contains(char::is_alphabetic);
    heading.len() > 1
        && heading.len() == next.len()
        && !heading
            .iter()
            .any(|cell| cell.is_empty() || is_number(cell))
        && next[0].contains(char::is_alphabetic)
        && !begins(next[0])
        && next[1..].iter().all(|cell| begins(cell))
}

/// Puts rows together below a line that has known headings, or that `heads` takes for a heading by the line behind it.
fn put_together(
    cleaning: &mut Cleaning,
    cells_of: fn(&str) -> Vec<&str>,
    goes_on: fn(&SourceTable, &[&str]) -> bool,
    heads: fn(&[&str], &[&str]) -> bool,
) {
    let mut rows_of = Vec::new();
    let mut out: Vec<Passage> = Vec::with_capacity(cleaning.passages.len());
    // Whether the last passage is a table that goes on.
    let mut is_open = false;
    let mut rest = std::mem::take(&mut cleaning.passages).into_iter();
    while let Some(passage) = rest.next() {
        let Passage::Line(line) = passage else {
            out.push(passage);
            is_open = false;
            continue;
        };
        let next = rest.as_slice().first().and_then(Passage::line);
        let next = next.map_or("", |next| &next.text);
        let cells = cells_of(&line.text);
        match out.last_mut() {
            // A row of nothing but tabs.
            Some(Passage::Table(_)) if is_open && is_blank_row(&line.text) => {}
            _ if line.text.trim().is_empty() => out.push(Passage::Line(line)),
            Some(Passage::Table(table)) if is_open && goes_on(table, &cells) => {
                rows_of.push(line.line_no);
                let columns = table.rows[0].cells.len();
                let is_numbered_table = table
                    .rows
                    .get(1)
                    .is_some_and(|row| is_numbered(&row.cells[0].text));
                let cells = if is_numbered_table {
                    under_spans(cells, columns)
                } else {
                    cells
                };
                table.rows.push(row(&line, &cells, columns));
            }
            _ if is_heading(&cells) || heads(&cells, &cells_of(next)) => {
                rows_of.push(line.line_no);
                out.push(Passage::Table(SourceTable {
                    rows: vec![row(&line, &cells, cells.len())],
                    ..SourceTable::default()
                }));
                is_open = true;
            }
            _ => {
                out.push(Passage::Line(line));
                is_open = false;
            }
        }
    }
    cleaning.passages = out;
    cleaning.note(Cleaned::SeparatedRows, rows_of);
}

/// Returns whether cells are a row of a table.
fn goes_on(table: &SourceTable, cells: &[&str]) -> bool {
    cells.len() >= table.rows[0].cells.len().min(LEAST)
}

fn is_blank_row(text: &str) -> bool {
    text.contains('\t') && text.trim().is_empty()
}

/// Returns the texts between the bars of a line; none behind the last bar.
pub(super) fn cells(line: &str) -> Vec<&str> {
    let line = line.trim();
    let line = line.strip_prefix(['|', '｜']).unwrap_or(line);
    let line = line.strip_suffix(['|', '｜']).unwrap_or(line);
    line.split(['|', '｜']).map(str::trim).collect()
}

/// Returns the texts between the tabs of a line, without the quotes around a cell of several lines.
fn tabbed_cells(line: &str) -> Vec<&str> {
    let cells = line.split('\t').map(str::trim);
    cells
        .map(|cell| {
            let quoted = cell.strip_prefix('"').and_then(|it| it.strip_suffix('"'));
            quoted.filter(|it| it.contains('\n')).unwrap_or(cell)
        })
        .collect()
}

/// Joins the lines of a cell that a spreadsheet put in quotes because it has several.
fn join_quoted(passages: &mut Vec<Passage>) {
    let is_open = |text: &str| text.matches('"').count() % 2 == 1;
    let opens = |text: &str| is_open(text) && (text.contains("\t\"") || text.starts_with('"'));
    let mut out: Vec<Passage> = Vec::with_capacity(passages.len());
    let mut rest = std::mem::take(passages).into_iter();
    while let Some(mut passage) = rest.next() {
        if let Passage::Line(line) = &mut passage
            && opens(&line.text)
        {
            let ahead = rest.as_slice().iter().take(LONGEST_CELL);
            let texts = ahead.map_while(|next| next.line().map(|line| line.text.as_str()));
            // A line without any tab is not a row: prose may have lost a quote.
            let is_row = |end: &str| line.text.contains('\t') || end.contains('\t');
            let last = texts.clone().position(is_open);
            let last = last.filter(|last| texts.clone().nth(*last).is_some_and(is_row));
            if let Some(last) = last {
                for text in texts.take(last + 1) {
                    line.text.push('\n');
                    line.text.push_str(text);
                }
                rest.nth(last);
            }
        }
        out.push(passage);
    }
    *passages = out;
}

fn is_heading(cells: &[&str]) -> bool {
    let known = cells.iter().filter(|cell| is_column_heading(cell)).count();
    let is_counted = is_number_heading(cells[0]) && known + 1 >= LEAST;
    cells.len() >= LEAST && (is_counted || known == cells.len())
}

/// Returns whether a cell begins with a number of a list: 1.道路改造, 3.
fn is_numbered(cell: &str) -> bool {
    const DIGITS: usize = 2;
    let rest = cell.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = cell.len() - rest.len();
    let text = rest.strip_prefix(['.', '、', '．']);
    (1..=DIGITS).contains(&digits)
        && (rest.is_empty()
            || text.is_some_and(|text| !text.starts_with(|c: char| c.is_ascii_digit())))
}

/// Returns the cells of a row whose first columns are covered by the row above and were left out: the cells that are
/// there are the right ones.
fn under_spans(mut cells: Vec<&str>, columns: usize) -> Vec<&str> {
    // Where the first cell is there and empty, so are the others.
    let is_whole = |first: &&str| first.is_empty() || is_numbered(first);
    if cells.first().is_none_or(is_whole) {
        return cells;
    }
    while cells.last().is_some_and(|cell| cell.is_empty()) {
        cells.pop();
    }
    let covered = columns.saturating_sub(cells.len());
    cells.splice(0..0, std::iter::repeat_n("", covered));
    cells
}

/// Returns a row as wide as its table; what is too much belongs to the last cell.
fn row(line: &SourceLine, cells: &[&str], columns: usize) -> SourceRow {
    let cell = |at: usize| {
        let own = cells.get(at).copied().unwrap_or_default();
        let rest = cells.get(columns..).filter(|_| at + 1 == columns);
        let text = std::iter::once(own).chain(rest.into_iter().flatten().copied());
        SourceCell {
            text: text.collect::<Vec<_>>().join(" "),
            covered: None,
        }
    };
    SourceRow {
        line_no: line.line_no,
        cells: (0..columns).map(cell).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::intake::passage::tables;

    #[test]
    fn rows_with_bars_are_a_table() {
        let text = "民生实事项目\n序号 | 实事项目 | 责任单位 | 配合单位 |\n1 | 新建学校2所。 | 教育局 | 财政局、住建局 |\n\
                    2 | 新增线路3条。 | 交通局\n以上各项抓好落实。\n";
        let cleaning = Cleaning::after(clean_barred, text);
        assert_eq!(cleaning.passages.len(), 3);
        let table = tables(&cleaning.passages)[0];
        let rows = table.texts();
        assert_eq!(rows[1], ["1", "新建学校2所。", "教育局", "财政局、住建局"]);
        assert_eq!(rows[2], ["2", "新增线路3条。", "交通局", ""]);
        assert_eq!(table.rows[2].line_no, 4);
        let text = "项目名称 | 工作任务 | 完成时间 | 牵头单位 |\n1.道路项目 | 改造道路3条； | 11月 | 建设局 |\n\
                    2024.8 | 城投集团 | ||\n亮化道路； | 2024.12 | 城投集团 | ||\n";
        let cleaning = Cleaning::after(clean_barred, text);
        assert_eq!(cleaning.passages.len(), 1);
        let table = tables(&cleaning.passages)[0];
        let rows = table.texts();
        assert_eq!(rows[2], ["", "", "2024.8", "城投集团"]);
        assert_eq!(rows[3], ["", "亮化道路；", "2024.12", "城投集团"]);
        let cleaning = Cleaning::after(clean_barred, "来源 | 某局 | 时间\n1 | 2 | 3");
        assert_eq!(cleaning.passages.len(), 2);
        // The headings need not be known where names and numbers are below.
        let text = "指标名 | 2016年 | 2017年 |\n成灾率（‰） | 2.8以内 | 2.7以内 |\n准确率（%） | 85 | ≥86 |\n";
        let cleaning = Cleaning::after(clean_barred, text);
        assert!(matches!(&cleaning.passages[..], [Passage::Table(table)] if table.rows.len() == 3));
        let cleaning = Cleaning::after(clean_barred, "首页 | 要闻 | 公告\n新闻 | 3月1日 | 县府办");
        assert_eq!(cleaning.passages.len(), 2);
    }

    #[test]
    fn names_and_numbers_with_blanks_between_them_are_a_table() {
        let text = "分解表\n责任单位 外贸出口目标 实到外资目标\n东区 1900 300\n西 区 2000 1000\n北区 150 100\n以上 各项\n";
        let cleaning = Cleaning::after(clean_spaced, text);
        let kinds = cleaning.passages.iter().map(|it| it.line().is_some());
        assert_eq!(kinds.collect::<Vec<_>>(), [true, false, true, true, true]);
        let table = tables(&cleaning.passages)[0];
        assert_eq!(table.texts()[1], ["东区", "1900", "300"]);
        let prose = "到2025年 建成 学校\n培训 60 名\n";
        let cleaning = Cleaning::after(clean_spaced, prose);
        assert_eq!(cleaning.passages.len(), 2);
    }

    #[test]
    fn rows_with_tabs_are_a_table_also_with_cells_of_several_lines() {
        let text = "任务分工表\n序号\t重点任务\t工作内容\t牵头单位\n1\t学校\t\"新建2所。\n改建1所。\"\t教育局\n\
                    \t\t招聘教师30名。\t\n以上各项抓好落实。\n";
        let cleaning = Cleaning::after(clean_tabbed, text);
        assert_eq!(cleaning.passages.len(), 3);
        let table = tables(&cleaning.passages)[0];
        let rows = table.texts();
        assert_eq!(rows[1], ["1", "学校", "新建2所。\n改建1所。", "教育局"]);
        assert_eq!(rows[2], ["", "", "招聘教师30名。", ""]);
        let lines: Vec<usize> = table.rows.iter().map(|row| row.line_no).collect();
        assert_eq!(lines, [2, 3, 5]);
        // The headings need not be known where the line behind has as many cells.
        let text = "县（区）\t小区数\t楼栋数\n东区\t226\t1276\n西区\t101\t414\n";
        let cleaning = Cleaning::after(clean_tabbed, text);
        assert!(matches!(&cleaning.passages[..], [Passage::Table(table)] if table.rows.len() == 3));
        // Nor where it has a name and a number.
        let text = "区域\t计划改造（个）\n东区\t21\n西区\t6\n其他\n";
        let cleaning = Cleaning::after(clean_tabbed, text);
        assert!(
            matches!(&cleaning.passages[..], [Passage::Table(table), _] if table.rows.len() == 3)
        );
        // A row of tabs alone separates nothing, and a row with a number is not a heading.
        let text =
            "序号\t重点任务\t牵头单位\n1\t学校\t教育局\n\t\t\n2\t公厕\t城管局\n3\t道路\t住建局\n";
        let cleaning = Cleaning::after(clean_tabbed, text);
        assert!(matches!(&cleaning.passages[..], [Passage::Table(table)] if table.rows.len() == 4));
        // A quote that is not closed joins nothing.
        let cleaning = Cleaning::after(clean_tabbed, "\"甲\t乙\n丙\n");
        assert_eq!(cleaning.passages.len(), 2);
        let cleaning = Cleaning::after(clean_tabbed, "\"甲\n乙\"丙\n");
        assert_eq!(cleaning.passages.len(), 2);
    }
}
