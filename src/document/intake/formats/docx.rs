//! Word documents (.docx): what a reader sees with all changes accepted: paragraphs with the numbers that Word makes,
//! tables, text boxes. Footnotes, comments, hidden and deleted text are left out.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::docx_numbering::Numbering;
use super::docx_styles::{ParagraphLook, Styles};
use super::docx_tables::{MOST_LAID_OUT, OpenTable, VerticalMerge, WordCell, add_text, grid_of};
use crate::document::SourceLine;
use crate::document::intake::limits::{COLUMNS, PASSAGES, TEXT_BYTES};
use crate::document::intake::package::{Package, xml_fault};
use crate::document::intake::passage::Passage;
use crate::document::intake::xml::{attribute, character, is_on, number};
use crate::document::intake::{FileFormat, IntakeError};

/// Tables within tables and boxes within boxes deeper than this are passed over.
const DEPTH: usize = 32;

/// What a Word document holds.
#[derive(Debug, Default)]
pub(crate) struct WordText {
    /// Its paragraphs and tables.
    pub(crate) passages: Vec<Passage>,
    /// Pieces of text that tracked changes took out.
    pub(crate) deleted: usize,
    /// Footnotes, endnotes and comments.
    pub(crate) notes: usize,
    /// Lines of its table of contents.
    pub(crate) contents: usize,
    /// Paragraphs that Word numbers by itself.
    pub(crate) numbered: usize,
    /// Pictures.
    pub(crate) pictures: usize,
}

/// Reads a Word document.
pub(crate) fn read(bytes: &[u8]) -> Result<WordText, IntakeError> {
    let mut package = Package::open(bytes, FileFormat::Docx)?;
    let main = main_part(&mut package)?;
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder);
    let beside = |name: &str| {
        if folder.is_empty() {
            name.to_owned()
        } else {
            format!("{folder}/{name}")
        }
    };
    let styles = match package.part(&beside("styles.xml"))? {
        Some(part) => Styles::read(part)?,
        None => Styles::default(),
    };
    let numbering = match package.part(&beside("numbering.xml"))? {
        Some(part) => Numbering::read(part)?,
        None => Numbering::default(),
    };
    let part = package.part(&main)?.ok_or_else(|| IntakeError::Damaged {
        format: FileFormat::Docx,
        why: main.clone(),
    })?;
    let mut reader = DocxReader::new(styles, numbering);
    let mut xml = Reader::from_reader(part);
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        let event = xml
            .read_event_into(&mut buffer)
            .map_err(|error| xml_fault(FileFormat::Docx, &error))?;
        match event {
            Event::Start(element) => reader.open(&element),
            Event::Empty(element) => {
                reader.open(&element);
                reader.close(element.local_name().into_inner())?;
            }
            Event::End(element) => reader.close(element.local_name().into_inner())?,
            Event::Text(text) => reader.text(&text.xml10_content())?,
            Event::CData(text) => reader.text(&text.into_inner())?,
            Event::GeneralRef(reference) => {
                if let Some(c) = character(&reference) {
                    reader.text(c.encode_utf8(&mut [0; 4]))?;
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    Ok(reader.finish())
}

/// The name of the part that is the document; nearly always `word/document.xml`.
fn main_part(package: &mut Package<'_>) -> Result<String, IntakeError> {
    let usual = "word/document.xml".to_owned();
    let Some(part) = package.part("_rels/.rels")? else {
        return Ok(usual);
    };
    let mut xml = Reader::from_reader(part);
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer) {
            Ok(Event::Start(element) | Event::Empty(element)) => {
                let kind = attribute(&element, "Type").unwrap_or_default();
                if kind.ends_with("/officeDocument")
                    && let Some(target) = attribute(&element, "Target")
                {
                    return Ok(target.trim_start_matches('/').to_owned());
                }
            }
            Ok(Event::Eof) | Err(_) => return Ok(usual),
            Ok(_) => {}
        }
    }
}

/// A paragraph being read.
#[derive(Default)]
struct OpenParagraph {
    text: String,
    look: ParagraphLook,
    style: Option<String>,
    /// Bytes of bold text from the beginning, as long as nothing else came.
    bold: usize,
    /// Its end was deleted: the next paragraph goes on where it stops.
    runs_on: bool,
}

/// What is being filled.
enum Container {
    Body(Vec<Passage>),
    /// A cell, as one text and as what it holds.
    Cell(String, Vec<Passage>),
}

struct DocxReader {
    out: WordText,
    styles: Styles,
    numbering: Numbering,
    containers: Vec<Container>,
    paragraphs: Vec<OpenParagraph>,
    tables: Vec<OpenTable>,
    /// Text boxes that stand after the paragraph they hang on.
    boxes: Vec<Passage>,
    /// The text of a paragraph whose end was deleted.
    carried: String,
    /// How many elements deep in something that is left out.
    skipped: usize,
    /// In the properties of a paragraph, of a run.
    in_paragraph_properties: bool,
    in_run_properties: bool,
    run_bold: Option<bool>,
    run_hidden: bool,
    /// In an element whose text counts.
    in_text: bool,
    lines: usize,
    bytes: usize,
}

impl DocxReader {
    fn new(styles: Styles, numbering: Numbering) -> Self {
        Self {
            out: WordText::default(),
            styles,
            numbering,
            containers: vec![Container::Body(Vec::new())],
            paragraphs: Vec::new(),
            tables: Vec::new(),
            boxes: Vec::new(),
            carried: String::new(),
            skipped: 0,
            in_paragraph_properties: false,
            in_run_properties: false,
            run_bold: None,
            run_hidden: false,
            in_text: false,
            lines: 0,
            bytes: 0,
        }
    }

    fn open(&mut self, element: &BytesStart<'_>) {
        let name = element.local_name();
        let name = name.into_inner();
        if self.skipped > 0 {
            self.skipped += 1;
            return;
        }
        match name {
            // Properties that say the same as elements: here `del` marks the end of the paragraph, or the row.
            "del" | "moveFrom" if self.in_run_properties && self.in_paragraph_properties => {
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.runs_on = true;
                }
            }
            "del" | "moveFrom" if self.is_in_row_properties() => {
                if let Some(table) = self.tables.last_mut() {
                    table.is_row_deleted = true;
                }
            }
            "del" | "moveFrom" => {
                self.out.deleted += 1;
                self.skipped = 1;
            }
            "footnoteReference" | "endnoteReference" | "commentReference" => self.out.notes += 1,
            // A text box stands twice: as what Word draws, and as what older programs draw. A reading aid is no text.
            "Fallback" | "rt" | "instrText" | "delText" | "pPrChange" | "rPrChange"
            | "tblPrChange" | "trPrChange" | "tcPrChange" | "sectPrChange" | "numberingChange" => {
                self.skipped = 1;
            }
            "txbxContent" | "tbl" if self.containers.len() > DEPTH => self.skipped = 1,
            "txbxContent" => self.containers.push(Container::Body(Vec::new())),
            "blip" | "imagedata" => self.out.pictures += 1,
            "p" => {
                self.paragraphs.push(OpenParagraph::default());
                self.in_paragraph_properties = false;
                self.in_run_properties = false;
            }
            "pPr" => self.in_paragraph_properties = true,
            "rPr" => self.in_run_properties = true,
            "r" => {
                self.run_bold = None;
                self.run_hidden = false;
            }
            "t" => self.in_text = true,
            "tab" if !self.in_paragraph_properties => self.push(" "),
            "cr" => self.push("\n"),
            "br" if attribute(element, "type").is_none_or(|kind| kind == "textWrapping") => {
                self.push("\n");
            }
            "noBreakHyphen" => self.push("-"),
            "tbl" => self.tables.push(OpenTable::default()),
            "tr" => {
                if let Some(table) = self.tables.last_mut() {
                    self.lines += 1;
                    table.rows.push((self.lines, Vec::new()));
                    table.column = 0;
                    table.is_row_deleted = false;
                }
            }
            "gridBefore" => {
                if let Some(table) = self.tables.last_mut() {
                    table.column = number(element, "val").unwrap_or(0).min(COLUMNS);
                }
            }
            "tc" => {
                if let Some(table) = self.tables.last_mut() {
                    table.span = 1;
                    table.merge = None;
                    self.containers
                        .push(Container::Cell(String::new(), Vec::new()));
                }
            }
            "gridSpan" => {
                if let Some(table) = self.tables.last_mut() {
                    table.span = number(element, "val").unwrap_or(1).clamp(1, COLUMNS);
                }
            }
            "vMerge" => {
                if let Some(table) = self.tables.last_mut() {
                    let begins = attribute(element, "val").is_some_and(|it| it == "restart");
                    table.merge = Some(if begins {
                        VerticalMerge::Begins
                    } else {
                        VerticalMerge::GoesOn
                    });
                }
            }
            "vanish" if self.in_run_properties && !self.in_paragraph_properties => {
                self.run_hidden = is_on(element);
            }
            "b" if self.in_run_properties && !self.in_paragraph_properties => {
                self.run_bold = Some(is_on(element));
            }
            "rStyle" if self.in_run_properties && !self.in_paragraph_properties => {
                let style = attribute(element, "val").unwrap_or_default();
                self.run_bold = self.run_bold.or(self.styles.look(&style).bold);
            }
            "pStyle" => {
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.style = attribute(element, "val");
                }
            }
            _ if self.in_paragraph_properties => {
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.look.take(element);
                }
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) -> Result<(), IntakeError> {
        if self.skipped > 0 {
            self.skipped -= 1;
            return Ok(());
        }
        match name {
            "pPr" => self.in_paragraph_properties = false,
            "rPr" => self.in_run_properties = false,
            "t" => self.in_text = false,
            "p" => self.end_paragraph()?,
            "txbxContent" => {
                if self.containers.len() > 1
                    && let Some(Container::Body(passages)) = self.containers.pop()
                {
                    self.boxes.extend(passages);
                }
            }
            "tc" => self.end_cell(),
            "tr" => {
                if let Some(table) = self.tables.last_mut()
                    && table.is_row_deleted
                {
                    table.rows.pop();
                    self.out.deleted += 1;
                }
            }
            "tbl" => self.end_table()?,
            _ => {}
        }
        Ok(())
    }

    /// Between `tr` and its first cell.
    fn is_in_row_properties(&self) -> bool {
        let cells = self.containers.iter();
        let cells = cells.filter(|it| matches!(it, Container::Cell(..))).count();
        self.tables.len() > cells && self.paragraphs.is_empty()
    }

    fn text(&mut self, text: &str) -> Result<(), IntakeError> {
        if self.skipped > 0 || !self.in_text {
            return Ok(());
        }
        self.bytes += text.len();
        if self.bytes > TEXT_BYTES {
            return Err(IntakeError::TooLarge {
                limit: TEXT_BYTES as u64,
            });
        }
        self.push(text);
        Ok(())
    }

    fn push(&mut self, text: &str) {
        if self.run_hidden {
            return;
        }
        let Some(paragraph) = self.paragraphs.last_mut() else {
            return;
        };
        let bold = self.run_bold.or(paragraph.look.bold).unwrap_or_else(|| {
            let style = paragraph.style.as_ref();
            style.is_some_and(|id| self.styles.look(id).bold == Some(true))
        });
        if bold && paragraph.bold == paragraph.text.len() {
            paragraph.bold += text.len();
        }
        paragraph.text += text;
    }

    fn end_paragraph(&mut self) -> Result<(), IntakeError> {
        let Some(mut paragraph) = self.paragraphs.pop() else {
            return Ok(());
        };
        if paragraph.runs_on {
            self.carried += &paragraph.text;
            return Ok(());
        }
        if !self.carried.is_empty() {
            paragraph
                .text
                .insert_str(0, &std::mem::take(&mut self.carried));
            paragraph.bold = 0;
        }
        let style = paragraph.style.as_deref().unwrap_or_default();
        if self.styles.is_contents(style) {
            self.out.contents += 1;
            return Ok(());
        }
        let look = paragraph.look.clone().or(&self.styles.look(style));
        // Word numbers empty paragraphs too, unless they are taken out of the list.
        let number = look
            .list
            .as_deref()
            .filter(|list| *list != "0")
            .and_then(|list| {
                let of_style = || self.numbering.level_of_style(list, style);
                let level = look.list_level.or_else(of_style).unwrap_or(0);
                self.numbering.next(list, level)
            });
        if let Some(number) = number
            && !paragraph.text.trim().is_empty()
        {
            self.out.numbered += 1;
            let start = paragraph.text.len() - paragraph.text.trim_start().len();
            paragraph.text.replace_range(..start, &number);
            if paragraph.bold > 0 {
                paragraph.bold = (paragraph.bold + number.len()).saturating_sub(start);
            }
        }
        let level = look.outline.filter(|level| *level < 9);
        let is_inside = !self.paragraphs.is_empty();
        match self.containers.last_mut() {
            Some(Container::Cell(text, passages)) => {
                if !text.is_empty() && !paragraph.text.trim().is_empty() {
                    text.push('\n');
                }
                *text += paragraph.text.trim();
                push_lines(passages, &paragraph, level, self.lines);
            }
            Some(Container::Body(passages)) => {
                self.lines += 1;
                if self.lines > PASSAGES {
                    return Err(IntakeError::TooMany { limit: PASSAGES });
                }
                push_lines(passages, &paragraph, level, self.lines);
                if !is_inside {
                    passages.append(&mut self.boxes);
                }
            }
            None => {}
        }
        Ok(())
    }

    fn end_cell(&mut self) {
        if !matches!(self.containers.last(), Some(Container::Cell(..))) {
            return;
        }
        let Some(Container::Cell(text, passages)) = self.containers.pop() else {
            return;
        };
        let Some(table) = self.tables.last_mut() else {
            return;
        };
        // Of a long table nothing is kept twice.
        let is_long = table.rows.len() > MOST_LAID_OUT;
        let cell = WordCell {
            column: table.column,
            columns: table.span,
            merge: table.merge.take().unwrap_or(VerticalMerge::None),
            text,
            passages: if is_long { Vec::new() } else { passages },
        };
        table.column += table.span;
        if let Some((_, cells)) = table.rows.last_mut() {
            cells.push(cell);
        }
    }

    fn end_table(&mut self) -> Result<(), IntakeError> {
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

    fn finish(mut self) -> WordText {
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

/// A paragraph as one line of text, or as several where it has breaks of its own.
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

#[cfg(test)]
mod tests;
