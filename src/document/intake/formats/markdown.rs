//! Markdown: headings, lists with their numbers, tables.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::grid::Grid;
use super::html;
use crate::document::SourceLine;
use crate::document::intake::IntakeError;
use crate::document::intake::limits::{PASSAGES, no_more};
use crate::document::intake::passage::Passage;

/// Reads a Markdown text.
pub(crate) fn read(text: &str) -> Result<Vec<Passage>, IntakeError> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut reader = MarkdownReader {
        source: text,
        starts: std::iter::once(0)
            .chain(text.match_indices('\n').map(|(at, _)| at + 1))
            .collect(),
        ..MarkdownReader::default()
    };
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        reader.take(event, range.start)?;
        no_more(reader.passages.len(), PASSAGES)?;
    }
    reader.end_line();
    Ok(reader.passages)
}

#[derive(Default)]
struct MarkdownReader<'t> {
    source: &'t str,
    /// Where each line begins.
    starts: Vec<usize>,
    passages: Vec<Passage>,
    line: SourceLine,
    /// The next number of each list that is open; `None` of one without numbers.
    lists: Vec<Option<NumberedList>>,
    table: Option<OpenGrid>,
    in_bold: usize,
    /// In text that was struck out, in a footnote, in a head for programs.
    left_out: usize,
    level: Option<u8>,
    html: String,
}

/// A list whose items are numbered.
#[derive(Clone, Copy)]
struct NumberedList {
    next: u64,
    /// The number printed before the last item.
    last: Option<u64>,
}

#[derive(Default)]
struct OpenGrid {
    grid: Grid,
    row: usize,
    column: usize,
    cell: String,
}

impl MarkdownReader<'_> {
    fn take(&mut self, event: Event<'_>, at: usize) -> Result<(), IntakeError> {
        match event {
            Event::Start(tag) => self.start(&tag, at),
            Event::End(tag) => self.end(tag, at)?,
            Event::Text(text) | Event::Code(text) => self.text(&text, at),
            Event::SoftBreak | Event::HardBreak => match &mut self.table {
                Some(table) => table.cell.push('\n'),
                None => self.end_line(),
            },
            Event::InlineHtml(tag) if tag.starts_with("<br") => match &mut self.table {
                Some(table) => table.cell.push('\n'),
                None => self.end_line(),
            },
            Event::Html(text) => self.html += &text,
            _ => {}
        }
        Ok(())
    }

    fn start(&mut self, tag: &Tag<'_>, at: usize) {
        match tag {
            Tag::Strikethrough | Tag::FootnoteDefinition(_) | Tag::MetadataBlock(_) => {
                self.left_out += 1;
            }
            Tag::Heading { level, .. } => {
                self.end_line();
                self.level = Some(depth(*level));
            }
            Tag::List(start) => {
                self.end_line();
                self.lists
                    .push(start.map(|next| NumberedList { next, last: None }));
            }
            Tag::Item => {
                self.end_line();
                let printed = self.number_at(at);
                if let Some(Some(list)) = self.lists.last_mut() {
                    // Markdown counts by itself; a number that goes its own way is the document's.
                    let number = match printed {
                        Some(printed) if list.last != Some(printed) => printed,
                        _ => list.next,
                    };
                    *list = NumberedList {
                        next: number.saturating_add(1),
                        last: printed,
                    };
                    self.text(&format!("{number}."), at);
                }
            }
            Tag::Strong => self.in_bold += 1,
            Tag::Table(_) => {
                self.end_line();
                self.table = Some(OpenGrid::default());
            }
            Tag::TableHead | Tag::TableRow => {
                let line_no = self.line_no(at);
                if let Some(table) = &mut self.table {
                    table.grid.row_at(table.row, line_no);
                    table.column = 0;
                }
            }
            Tag::HtmlBlock => self.html.clear(),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, at: usize) -> Result<(), IntakeError> {
        match tag {
            TagEnd::Strikethrough | TagEnd::FootnoteDefinition | TagEnd::MetadataBlock(_) => {
                self.left_out = self.left_out.saturating_sub(1);
            }
            TagEnd::Heading(_) => {
                self.end_line();
                self.level = None;
            }
            TagEnd::Paragraph | TagEnd::Item | TagEnd::CodeBlock => self.end_line(),
            TagEnd::List(_) => drop(self.lists.pop()),
            TagEnd::Strong => self.in_bold = self.in_bold.saturating_sub(1),
            TagEnd::TableCell => {
                if let Some(table) = &mut self.table {
                    let text = std::mem::take(&mut table.cell);
                    table.grid.put((table.row, table.column), (1, 1), text)?;
                    table.column += 1;
                }
            }
            TagEnd::TableHead | TagEnd::TableRow => {
                if let Some(table) = &mut self.table {
                    table.row += 1;
                }
            }
            TagEnd::Table => {
                if let Some(table) = self.table.take() {
                    self.passages
                        .push(Passage::Table(table.grid.into_table(None)?));
                }
            }
            TagEnd::HtmlBlock => {
                let line_no = self.line_no(at);
                let inside = html::read(&std::mem::take(&mut self.html))?;
                self.passages.extend(inside.into_iter().map(|mut passage| {
                    match &mut passage {
                        Passage::Line(line) => line.line_no = line_no,
                        Passage::Table(table) => {
                            table.rows.iter_mut().for_each(|row| row.line_no = line_no);
                        }
                    }
                    passage
                }));
            }
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str, at: usize) {
        if self.left_out > 0 {
            return;
        }
        if let Some(table) = &mut self.table {
            table.cell += text;
            return;
        }
        for (nth, piece) in text.split('\n').enumerate() {
            if nth > 0 {
                self.end_line();
            }
            if self.line.text.is_empty() {
                self.line.line_no = self.line_no(at) + nth;
            }
            if self.in_bold > 0 && self.line.bold == self.line.text.len() {
                self.line.bold += piece.len();
            }
            self.line.text += piece;
        }
    }

    fn end_line(&mut self) {
        let mut line = std::mem::take(&mut self.line);
        if line.text.trim().is_empty() {
            return;
        }
        line.heading_level = self.level;
        strip_asterisks(&mut line);
        self.passages.push(Passage::Line(line));
    }

    fn number_at(&self, at: usize) -> Option<u64> {
        let text = self.source.get(at..)?.trim_start();
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        text[..digits].parse().ok()
    }

    fn line_no(&self, at: usize) -> usize {
        self.starts.partition_point(|start| *start <= at)
    }
}

/// Removes the asterisks of bold text that Markdown leaves: after a Chinese full stop they close nothing.
fn strip_asterisks(line: &mut SourceLine) {
    let pieces = line.text.split("**").count();
    if pieces < 3 {
        return;
    }
    let mut out = String::with_capacity(line.text.len());
    for (nth, piece) in line.text.split("**").enumerate() {
        // One that closes nothing stays.
        if nth > 0 && nth == pieces - 1 && pieces.is_multiple_of(2) {
            out += "**";
        }
        let is_lead = nth == 1 && out.chars().all(|c| !c.is_alphabetic());
        out += piece;
        if is_lead {
            line.bold = out.len();
        }
    }
    line.bold = line.bold.min(out.len());
    line.text = out;
}

fn depth(level: HeadingLevel) -> u8 {
    level as u8
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::intake::passage::texts;

    #[test]
    fn lists_keep_their_numbers_and_headings_their_level() {
        let text = "# 某市行动方案\n\n## 一、重点任务\n\n3. **推进甲。**到2025年。\n4. 推进乙\n\n- 丙\n\n1.丁\n2.戊~~己~~\n\n1. 子\n1. 丑\n（二）寅\n1. 卯\n";
        let passages = read(text).unwrap();
        assert_eq!(
            texts(&passages),
            [
                "某市行动方案", "一、重点任务", "3.推进甲。到2025年。", "4.推进乙", "丙", "1.丁",
                "2.戊", "1.子", "2.丑", "（二）寅", "3.卯"
            ]
        );
        let levels: Vec<_> = passages
            .iter()
            .filter_map(Passage::line)
            .map(|line| line.heading_level)
            .collect();
        assert_eq!(levels[..3], [Some(1), Some(2), None]);
        let numbers: Vec<usize> = passages.iter().map(Passage::line_no).collect();
        assert_eq!(numbers, [1, 3, 5, 6, 8, 10, 11, 13, 14, 15, 16]);
    }

    #[test]
    fn a_table_is_a_table_also_as_html() {
        let text = "|序号|任务|\n|--|--|\n|1|甲<br>乙|\n\n<table><tr><td>序号</td><td>任务</td></tr><tr><td>1</td><td>丙</td></tr></table>\n";
        let passages = read(text).unwrap();
        let cells: Vec<&str> = passages
            .iter()
            .flat_map(|passage| match passage {
                Passage::Table(table) => table
                    .rows
                    .iter()
                    .map(|row| row.cells[1].text.as_str())
                    .collect(),
                Passage::Line(_) => Vec::new(),
            })
            .collect();
        assert_eq!(cells, ["任务", "甲\n乙", "任务", "丙"]);
    }
}
