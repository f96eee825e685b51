//! Web pages: paragraphs and tables of what is shown, without menus, scripts and lists of links.

mod cost;
mod furniture;
mod lists;
mod shown_text;
mod tables;

use std::collections::HashSet;

use ego_tree::NodeId;
use ego_tree::iter::Edge;
use scraper::{Html, Node};

use super::grid::Grid;
use super::sign_of_raised;
use cost::measure;
use furniture::{is_furniture, is_hidden, link_lists};
use lists::{HtmlLists, ListMark};
use shown_text::ShownText;
use tables::{Nodes, caption_of, cells_of, data_tables, rows_of, span};

use crate::document::SourceLine;
use crate::document::intake::IntakeError;
use crate::document::intake::limits::{COLUMNS, PASSAGES, no_more};
use crate::document::intake::passage::Passage;
use crate::document::text::without_blanks;

/// Elements that show no text of the document.
const LEFT_OUT: &[&str] = &[
    "script", "style", "noscript", "template", "iframe", "object", "svg", "nav", "aside", "form",
    "button", "select", "textarea", "head", "title", "rt", "rp", "footer", "del", "s", "strike",
];

/// Elements that begin a line of their own.
const BLOCKS: &[&str] = &[
    "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "dl", "dt", "dd", "table",
    "tr", "td", "th", "section", "article", "main", "header", "body", "blockquote", "pre",
    "center", "hr", "br", "caption", "figure", "figcaption", "fieldset", "address", "details",
    "summary",
];

/// Reads a page.
pub(crate) fn read(text: &str) -> Result<Vec<Passage>, IntakeError> {
    measure(text)?;
    let page = Html::parse_document(text);
    let mut reader = HtmlReader {
        data_tables: data_tables(page.tree.root()),
        link_lists: link_lists(page.tree.root()),
        ..HtmlReader::default()
    };
    let mut inside: Option<NodeId> = None;
    for edge in page.tree.root().traverse() {
        match edge {
            Edge::Open(node) if inside.is_none() => {
                if reader.is_left_out(node) {
                    inside = Some(node.id());
                    if reader.data_tables.contains(&node.id()) {
                        reader.table(node)?;
                    }
                } else {
                    reader.open(node);
                }
            }
            Edge::Close(node) if inside == Some(node.id()) => inside = None,
            Edge::Close(node) if inside.is_none() => reader.close(node),
            _ => {}
        }
        no_more(reader.passages.len(), PASSAGES)?;
    }
    reader.end_line();
    reader.lists.tell_levels_apart(&mut reader.passages);
    Ok(reader.passages)
}

#[derive(Default)]
struct HtmlReader {
    data_tables: HashSet<NodeId>,
    link_lists: HashSet<NodeId>,
    passages: Vec<Passage>,
    text: ShownText,
    bold: usize,
    in_bold: usize,
    /// The number of enclosing elements that keep line breaks.
    in_pre: usize,
    levels: Vec<u8>,
    lists: HtmlLists,
    /// The number of a list's item, until its text comes.
    mark: Option<ListMark>,
    line_no: usize,
}

impl HtmlReader {
    fn is_left_out(&self, node: Nodes<'_>) -> bool {
        if self.data_tables.contains(&node.id()) || self.link_lists.contains(&node.id()) {
            return true;
        }
        let Some(element) = node.value().as_element() else {
            return false;
        };
        shows_nothing(element, &self.text) || is_furniture(element)
    }

    fn open(&mut self, node: Nodes<'_>) {
        match node.value() {
            Node::Text(text) if self.in_pre > 0 => {
                for (nth, line) in text.split('\n').enumerate() {
                    if nth > 0 {
                        self.end_line();
                    }
                    self.push(line);
                }
            }
            Node::Text(text) => self.push(text),
            Node::Element(element) => {
                let name = element.name();
                if BLOCKS.contains(&name) {
                    self.end_line();
                }
                if let Some(level) = heading(name) {
                    self.levels.push(level);
                }
                match name {
                    "ol" | "ul" => self.lists.open(element),
                    "li" => self.mark = self.lists.next(element).or(self.mark.take()),
                    "sup" => push_sign_of_raised(&mut self.text),
                    _ => {}
                }
                if is_bold(element) {
                    self.in_bold += 1;
                }
                if keeps_line_breaks(element) {
                    self.in_pre += 1;
                }
            }
            _ => {}
        }
    }

    fn close(&mut self, node: Nodes<'_>) {
        let Some(element) = node.value().as_element() else {
            return;
        };
        let name = element.name();
        if BLOCKS.contains(&name) {
            self.end_line();
        }
        if heading(name).is_some() {
            self.levels.pop();
        }
        if matches!(name, "ol" | "ul") {
            self.lists.close();
        }
        if is_bold(element) {
            self.in_bold = self.in_bold.saturating_sub(1);
        }
        if keeps_line_breaks(element) {
            self.in_pre = self.in_pre.saturating_sub(1);
        }
    }

    fn push(&mut self, text: &str) {
        if let Some(mark) = self.mark.take_if(|_| !text.trim().is_empty()) {
            // Some pages number their items and write the number too.
            if !text.trim_start().starts_with(|c: char| c.is_ascii_digit()) {
                self.text.push(&mark.printed);
                self.lists.note(mark, self.passages.len());
            }
        }
        let before = self.text.len();
        self.text.push(text);
        if self.in_bold > 0 && self.bold == before {
            self.bold = self.text.len();
        }
    }

    fn end_line(&mut self) {
        let text = self.text.take();
        let bold = std::mem::take(&mut self.bold);
        let start = text.len() - text.trim_start().len();
        if start == text.len() {
            return;
        }
        self.line_no += 1;
        let text = text.trim().to_owned();
        self.passages.push(Passage::Line(SourceLine {
            bold: bold.saturating_sub(start).min(text.len()),
            text,
            line_no: self.line_no,
            heading_level: self.levels.last().copied(),
        }));
    }

    fn table(&mut self, table: Nodes<'_>) -> Result<(), IntakeError> {
        self.end_line();
        if let Some(caption) = caption_of(table) {
            self.push(&text_of(caption));
            self.end_line();
        }
        let mut grid = Grid::default();
        // Columns that a cell of a row above still covers, with how many rows to go.
        let mut covered = vec![0_usize; COLUMNS];
        let is_shown = |row: &Nodes<'_>| !row.value().as_element().is_some_and(is_hidden);
        for (row, tr) in rows_of(table).filter(is_shown).enumerate() {
            self.line_no += 1;
            grid.row_at(row, self.line_no);
            let mut column = 0;
            for cell in cells_of(tr) {
                while column < COLUMNS && covered[column] > 0 {
                    column += 1;
                }
                let (rows, columns) = (span(cell, "rowspan"), span(cell, "colspan"));
                grid.put((row, column), (rows, columns), text_of(cell))?;
                for covered in covered.iter_mut().skip(column).take(columns) {
                    *covered = rows;
                }
                column += columns;
            }
            for covered in &mut covered {
                *covered = covered.saturating_sub(1);
            }
        }
        self.passages.push(Passage::Table(grid.into_table(None)?));
        Ok(())
    }
}

/// Returns whether an element behind a text shows nothing that is the document's.
fn shows_nothing(element: &scraper::node::Element, before: &ShownText) -> bool {
    let is_note = element.name() == "sup" && sign_of_raised(before.shown()).is_none();
    is_note || LEFT_OUT.contains(&element.name()) || is_hidden(element)
}

/// Puts the sign before raised characters.
fn push_sign_of_raised(text: &mut ShownText) {
    let sign = sign_of_raised(text.shown());
    text.push(sign.unwrap_or_default());
}

/// Returns the text of a cell, one paragraph per line.
fn text_of(cell: Nodes<'_>) -> String {
    let mut text = ShownText::default();
    let mut inside: Option<NodeId> = None;
    for edge in cell.traverse() {
        let node = match edge {
            Edge::Close(node) if inside == Some(node.id()) => {
                inside = None;
                continue;
            }
            Edge::Open(node) | Edge::Close(node) => node,
        };
        if inside.is_some() {
            continue;
        }
        match node.value() {
            Node::Element(element) if shows_nothing(element, &text) => {
                if matches!(edge, Edge::Open(_)) {
                    inside = Some(node.id());
                }
            }
            Node::Element(element) if BLOCKS.contains(&element.name()) => text.break_line(),
            Node::Element(element) if element.name() == "sup" && matches!(edge, Edge::Open(_)) => {
                push_sign_of_raised(&mut text);
            }
            Node::Text(piece) if matches!(edge, Edge::Open(_)) => text.push(piece),
            _ => {}
        }
    }
    text.take().trim().to_owned()
}

fn is_bold(element: &scraper::node::Element) -> bool {
    matches!(element.name(), "b" | "strong")
        || has_style(element, &["font-weight:bold", "font-weight:700"])
}

fn keeps_line_breaks(element: &scraper::node::Element) -> bool {
    element.name() == "pre" || has_style(element, &["white-space:pre"])
}

fn has_style(element: &scraper::node::Element, any: &[&str]) -> bool {
    element.attr("style").is_some_and(|style| {
        let style = without_blanks(style);
        any.iter().any(|wanted| style.contains(wanted))
    })
}

fn heading(name: &str) -> Option<u8> {
    let level = name.strip_prefix('h')?.parse().ok()?;
    (1..=6).contains(&level).then_some(level)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::intake::passage::{tables, texts};

    #[test]
    fn what_is_shown_is_read_and_furniture_is_not() {
        let page = "<html><head><title>某网</title><style>p{}</style></head><body>\
            <div class='top-nav'><a>首页</a></div>\
            <ul><li><a>要闻</a></li><li><a>政策</a></li><li><a>服务</a></li></ul>\
            <h1>某市行动方案</h1><p style='display: none'>隐</p>\
            <p><b>一、</b><strong>重点\n 任务</strong></p><p>到2025&nbsp;年<br>第二行 GDP\n增长</p>\
            <ol start=3><li>甲</li><li>乙</li></ol><script>x</script></body></html>";
        let passages = read(page).unwrap();
        assert_eq!(
            texts(&passages),
            [
                "某市行动方案", "一、重点任务", "到2025\u{a0}年", "第二行 GDP 增长", "3.甲", "4.乙"
            ]
        );
        let line = passages[1].line().unwrap();
        assert_eq!(line.bold, line.text.len());
        assert_eq!(passages[0].line().unwrap().heading_level, Some(1));
    }

    #[test]
    fn what_is_struck_out_and_marks_of_notes_are_no_part_of_a_number() {
        let page = "<p><strike>2</strike><span style='text-decoration: line-through'>3</span>\
            <span style='visibility:hidden'>4</span>3000<sup>1</sup>人，12m<sup>2</sup>，5×10<sup>4</sup></p>\
            <table><tr><td>指标</td><td>目标</td></tr><tr><td>甲</td><td>90<sup>[2]</sup></td></tr></table>";
        let passages = read(page).unwrap();
        assert_eq!(texts(&passages)[0], "3000人，12m2，5×10^4");
        assert_eq!(tables(&passages)[0].texts()[1], ["甲", "90"]);
    }

    #[test]
    fn preformatted_text_keeps_its_lines() {
        let page = "<pre>某市行动方案\n<b>一、重点</b>任务\r\n\n建成12个。</pre>\
            <div style='white-space: pre-wrap'>甲\n乙</div><p>丙\n丁</p>";
        assert_eq!(
            texts(&read(page).unwrap()),
            [
                "某市行动方案", "一、重点任务", "建成12个。", "甲", "乙", "丙丁"
            ]
        );
    }

    #[test]
    fn the_caption_of_a_table_stands_before_it() {
        let page = "<table><caption>任务<b>分解</b>表</caption><tr><th>序号</th><th>内容</th></tr>\
            <tr><td>1</td><td>甲</td></tr></table>";
        let passages = read(page).unwrap();
        assert_eq!(texts(&passages), ["任务分解表"]);
        assert_eq!(tables(&passages)[0].texts()[1], ["1", "甲"]);
    }

    #[test]
    fn tables_for_layout_are_none() {
        let page = "<table><tr><td>左</td><td><table><tr><th rowspan=2>序号</th><th colspan=2>内容</th></tr>\
            <tr><td>甲</td><td><p>乙</p><p>丙</p></td></tr></table></td></tr></table>";
        let passages = read(page).unwrap();
        assert_eq!(texts(&passages), ["左"]);
        assert_eq!(
            tables(&passages)[0].texts(),
            [["序号", "内容", "内容"], ["序号", "甲", "乙\n丙"]]
        );
    }

    #[test]
    fn lists_within_lists_are_levels() {
        let page = "<p>某县工作方案</p><ol><li><p>目标</p><li><p>任务</p><ol><li>甲</ol></ol>\
            <p>责任单位：县甲局</p><ol><ol start=2><li>乙</ol></ol><ol start=3><li><p>保障</p></ol>";
        assert_eq!(
            texts(&read(page).unwrap()),
            [
                "某县工作方案", "一、目标", "二、任务", "（一）甲", "责任单位：县甲局", "（二）乙",
                "三、保障"
            ]
        );
        let page = "<p>一、任务</p><ol><li>甲<ol><li>子</ol><li>乙</ol>";
        assert_eq!(
            texts(&read(page).unwrap()),
            ["一、任务", "1.甲", "（1）子", "2.乙"]
        );
    }

    #[test]
    fn thousands_of_levels_are_read() {
        let page = "<div>".repeat(2_000) + "深" + &"<table><tr><td>".repeat(500);
        assert_eq!(texts(&read(&page).unwrap()), ["深"]);
    }

    #[test]
    fn a_page_that_grows_while_it_is_read_is_refused() {
        for page in [
            "<div>".repeat(100_000),
            "<b>".repeat(2_000) + &"<p>x</p>".repeat(2_000),
        ] {
            assert!(matches!(read(&page), Err(IntakeError::TooMany { .. })));
        }
    }
}
