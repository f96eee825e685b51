//! A pasted table of which every cell stands on a line of its own, with a bar behind it, and a bar alone before each row
//! or no sign of rows.

use super::Cleaning;
use super::column_headings::is_number_heading;
use crate::document::intake::passage::Passage;

/// The fewest rows that such a table has.
const LEAST: usize = 3;

/// The most lines of a cell.
const LONGEST_CELL: usize = 12;

/// The fewest cells of a table that has no sign of rows.
const LEAST_CELLS: usize = 8;

/// Puts the cells of each row on one line; where nothing parts the rows, only takes the bars away.
pub(super) fn clean(cleaning: &mut Cleaning) {
    take_bars_behind_cells(&mut cleaning.passages);
    let mut out: Vec<Passage> = Vec::with_capacity(cleaning.passages.len());
    let mut rest = cleaning.passages.as_slice();
    while let Some((first, behind)) = rest.split_first() {
        let mut rows = Vec::new();
        let mut left = rest;
        while let Some((row, next)) = row(left) {
            rows.push(row);
            left = next;
        }
        if rows.len() >= LEAST {
            out.extend(rows);
            rest = left;
        } else {
            out.push(first.clone());
            rest = behind;
        }
    }
    cleaning.passages = out;
}

/// Takes away the bars of tables of which each line is a cell with a bar behind it, from 序号 on.
fn take_bars_behind_cells(passages: &mut [Passage]) {
    let mut at = 0;
    while at < passages.len() {
        let cells = passages[at..].iter().map_while(cell_alone);
        let cells: Vec<String> = cells.map(str::to_owned).collect();
        let is_table = cells.len() >= LEAST_CELLS && is_number_heading(&cells[0]);
        at += cells.len().max(1);
        if is_table {
            let lines = passages[at - cells.len()..at].iter_mut();
            for (line, cell) in lines.filter_map(Passage::line_mut).zip(cells) {
                line.text = cell;
            }
        }
    }
}

/// Returns the text of a line that is a cell with a bar behind it.
fn cell_alone(passage: &Passage) -> Option<&str> {
    let cell = passage.line()?.text.trim().strip_suffix('|')?.trim_end();
    (!cell.is_empty() && !cell.contains('|')).then_some(cell)
}

/// Takes a row from the beginning of passages: a bar alone, and lines of cells up to the next bar alone.
fn row(passages: &[Passage]) -> Option<(Passage, &[Passage])> {
    let (Passage::Line(first), mut rest) = passages.split_first()? else {
        return None;
    };
    if first.text.trim() != "|" {
        return None;
    }
    let mut line = first.clone();
    let mut cells = 0;
    while let Some((cell, behind)) = cell(rest) {
        line.text.push_str(&cell);
        rest = behind;
        cells += 1;
    }
    (cells > 0).then_some((Passage::Line(line), rest))
}

/// Takes a cell: its lines up to the one that ends with a bar.
fn cell(passages: &[Passage]) -> Option<(String, &[Passage])> {
    let mut text = String::new();
    for (at, passage) in passages.iter().take(LONGEST_CELL).enumerate() {
        let line = passage.line()?.text.trim();
        let is_only_bars = line.chars().all(|c| c == '|');
        if line.is_empty() || line == "|" || is_only_bars && at > 0 {
            return None;
        }
        text.push_str(line);
        if line.ends_with('|') {
            return Some((text, &passages[at + 1..]));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_on_lines_of_their_own_are_rows() {
        let text = "附件：\n|\n实事项目 |\n||\n|\n序号 |\n项目名称 |\n责任单位 |\n|\n1 |\n新建学校2所，\n\
                    改建1所 |\n教育局 |\n以上各项抓好落实。\n";
        let (left, _) = Cleaning::after(clean, text).left_and_count();
        let wanted = [
            "附件：",
            "|实事项目 |||",
            "|序号 |项目名称 |责任单位 |",
            "|1 |新建学校2所，改建1所 |教育局 |",
            "以上各项抓好落实。",
        ];
        assert_eq!(left, wanted);
        // Without a bar before each row the cells stay on their lines.
        let text = "附件\n序号 |\n任务 |\n单位 |\n1 |\n新建学校 |\n教育局 |\n2 |\n改建医院 |\n卫健局 |\n完\n";
        let (left, _) = Cleaning::after(clean, text).left_and_count();
        assert_eq!(
            left.join(" "),
            "附件 序号 任务 单位 1 新建学校 教育局 2 改建医院 卫健局 完"
        );
        // A bar or two make no table.
        let text = "|\n首页 |\n|\n要闻 |\n正文\n";
        let (left, _) = Cleaning::after(clean, text).left_and_count();
        assert_eq!(left.len(), 5);
    }
}
