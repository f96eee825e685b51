//! The open containers of a Word document: body, cells and tables collect what ends inside them.

use super::WordText;
use super::reader::{Container, DocxReader, OpenParagraph};
use super::styles::ParagraphLook;
use super::tables::{add_text, grid_of};
use crate::document::SourceLine;
use crate::document::intake::IntakeError;
use crate::document::intake::limits::{PASSAGES, no_more};
use crate::document::intake::passage::Passage;

impl DocxReader {
    /// Ends the paragraph that is open; one whose end was deleted goes on in the next.
    pub(super) fn end_paragraph(&mut self) -> Result<(), IntakeError> {
        let Some(mut paragraph) = self.paragraphs.pop() else {
            return Ok(());
        };
        if paragraph.runs_on {
            self.carried += &paragraph.text;
            return Ok(());
        }
        if !self.carried.is_empty() {
            let carried = std::mem::take(&mut self.carried);
            paragraph.text.insert_str(0, &carried);
            paragraph.bold = 0;
        }
        let style = paragraph.style.take().unwrap_or_default();
        if self.styles.is_contents(&style) {
            self.out.contents += 1;
            return Ok(());
        }
        let look = paragraph.look.clone().or(&self.styles.look(&style));
        if let Some(number) = self.next_number(&look, &style)
            && !paragraph.text.trim().is_empty()
        {
            self.out.numbered += 1;
            paragraph.put_number(&number);
        }
        self.add_paragraph(&paragraph, look.outline.filter(|level| *level < 9))
    }

    /// Returns the number of the next paragraph. Word numbers empty ones too, unless they are taken out of the list.
    fn next_number(&mut self, look: &ParagraphLook, style: &str) -> Option<String> {
        let list = look.list.as_deref().filter(|list| *list != "0")?;
        let of_style = || self.numbering.level_of_style(list, style);
        let level = look.list_level.or_else(of_style).unwrap_or(0);
        self.numbering.next(list, level)
    }

    /// Adds a paragraph to the cell or the text that is open.
    fn add_paragraph(
        &mut self,
        paragraph: &OpenParagraph,
        level: Option<usize>,
    ) -> Result<(), IntakeError> {
        match self.containers.last_mut() {
            Some(Container::Cell(text, passages)) => {
                if !text.is_empty() && !paragraph.text.trim().is_empty() {
                    text.push('\n');
                }
                *text += paragraph.text.trim();
                push_lines(passages, paragraph, level, self.lines);
            }
            Some(Container::Body(passages)) => {
                self.lines += 1;
                no_more(self.lines, PASSAGES)?;
                push_lines(passages, paragraph, level, self.lines);
                if self.paragraphs.is_empty() {
                    passages.append(&mut self.boxes);
                }
            }
            None => {}
        }
        Ok(())
    }

    pub(super) fn end_cell(&mut self) {
        if !matches!(self.containers.last(), Some(Container::Cell(..))) {
            return;
        }
        let Some(Container::Cell(text, passages)) = self.containers.pop() else {
            return;
        };
        let Some(table) = self.tables.last_mut() else {
            return;
        };
        table.close_cell(text, passages);
    }

    pub(super) fn end_table(&mut self) -> Result<(), IntakeError> {
        let Some(table) = self.tables.pop() else {
            return Ok(());
        };
        let held = if table.lays_out() {
            table.into_passages()
        } else {
            vec![Passage::Table(grid_of(table)?.into_table(None)?)]
        };
        match self.containers.last_mut() {
            Some(Container::Cell(text, passages)) => {
                for passage in &held {
                    add_text(text, passage);
                }
                passages.extend(held);
            }
            Some(Container::Body(passages)) => passages.extend(held),
            None => {}
        }
        Ok(())
    }

    pub(super) fn finish(mut self) -> WordText {
        // A document that was cut ends within whatever was open.
        for container in self.containers {
            match container {
                Container::Body(passages) => self.out.passages.extend(passages),
                Container::Cell(text, _) => {
                    self.out.passages.push(Passage::plain(text, self.lines));
                }
            }
        }
        self.out.passages.append(&mut self.boxes);
        self.out
    }
}

impl OpenParagraph {
    /// Puts the number that Word makes before the text.
    fn put_number(&mut self, number: &str) {
        let start = self.text.len() - self.text.trim_start().len();
        self.text.replace_range(..start, number);
        if self.bold > 0 {
            self.bold = (self.bold + number.len()).saturating_sub(start);
        }
    }
}

/// Adds a paragraph as one line of text, or as several where it has breaks of its own.
fn push_lines(
    passages: &mut Vec<Passage>,
    paragraph: &OpenParagraph,
    level: Option<usize>,
    line_no: usize,
) {
    let mut at = 0;
    for piece in paragraph.text.split('\n') {
        let start = at + (piece.len() - piece.trim_start().len());
        let text = piece.trim();
        passages.push(Passage::Line(SourceLine {
            text: text.to_owned(),
            line_no,
            heading_level: level.map(|level| level as u8 + 1),
            bold: paragraph.bold.saturating_sub(start).min(text.len()),
        }));
        at += piece.len() + 1;
    }
}
