//! A table whose cells are on one line, separated by blanks: cut into one cell per line.

use super::Cleaning;
use super::column_headings::{is_column_heading, is_number_heading};
use super::mark::mark;
use crate::document::SourceLine;
use crate::document::intake::passage::Passage;

/// The fewest columns that such a table has.
const LEAST: usize = 3;

/// Cuts such tables, so that they can be put together like those that were pasted with one cell per line.
pub(super) fn clean(cleaning: &mut Cleaning) {
    let mut out = Vec::with_capacity(cleaning.passages.len());
    for passage in std::mem::take(&mut cleaning.passages) {
        match passage {
            Passage::Line(line) => match table_from(&line.text) {
                Some(start) => push_cells(&mut out, &line, start),
                None => out.push(Passage::Line(line)),
            },
            other @ Passage::Table(_) => out.push(other),
        }
    }
    cleaning.passages = out;
}

/// Finds where the heading of a table begins in a text: 序号, further columns and the first row's number.
fn table_from(text: &str) -> Option<usize> {
    text.match_indices("序号").map(|(at, _)| at).find(|at| {
        let mut cells = text[*at..].split_whitespace();
        if !cells.next().is_some_and(is_number_heading) {
            return false;
        }
        let headings = cells.clone().take_while(|cell| is_column_heading(cell));
        let columns = headings.count();
        let first = cells.nth(columns);
        columns + 1 >= LEAST && first.is_some_and(|cell| cell == "1" || mark(cell).is_some())
    })
}

fn push_cells(out: &mut Vec<Passage>, line: &SourceLine, start: usize) {
    let own = |text: &str| {
        Passage::Line(SourceLine {
            text: text.to_owned(),
            bold: 0,
            ..line.clone()
        })
    };
    let before = line.text[..start].trim();
    // 附件 重点任务分工表: the attachment's own beginning.
    let (text, caption) = match before.rfind(" 附件 ") {
        Some(at) => (&before[..at], &before[at..]),
        None => (before, ""),
    };
    out.extend((!text.is_empty()).then(|| own(text)));
    let words = caption
        .split_whitespace()
        .chain(line.text[start..].split_whitespace());
    out.extend(words.map(own));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::intake::passage::texts;

    #[test]
    fn cells_on_one_line_are_parted() {
        let text = "各地要落实。 附件 分工表 序号 工作任务 负责单位 时间进度 1 办会 体育局、民政局 2015年底前 2 办赛 体育局 持续实施";
        let cleaning = Cleaning::after(clean, text);
        let lines = texts(&cleaning.passages);
        assert_eq!(lines[..4], ["各地要落实。", "附件", "分工表", "序号"]);
        assert_eq!(lines.len(), 3 + 4 * 3);
        for text in ["按序号 排列 任务", "序号 1 2 3"] {
            assert_eq!(table_from(text), None, "{text}");
        }
    }
}
