//! The text of a Word document, element by element.

use quick_xml::events::BytesStart;

use super::WordText;
use super::numbering::Numbering;
use super::styles::{ParagraphLook, Styles};
use super::tables::{OpenTable, VerticalMerge};
use crate::document::intake::IntakeError;
use crate::document::intake::formats::sign_of_raised;
use crate::document::intake::limits::{COLUMNS, TEXT_BYTES, no_larger};
use crate::document::intake::passage::Passage;
use crate::document::intake::xml::{attribute, is_on, number};

/// Tables within tables and boxes within boxes deeper than this are passed over.
const DEPTH: usize = 32;

/// From how many half-points on raised characters are a note's mark or a power.
const LEAST_RAISE: i32 = 4;

/// A paragraph being read.
#[derive(Default)]
pub(super) struct OpenParagraph {
    pub(super) text: String,
    pub(super) look: ParagraphLook,
    pub(super) style: Option<String>,
    /// Bytes of bold text from the beginning, as long as nothing else came.
    pub(super) bold: usize,
    /// Its end was deleted: the next paragraph goes on where it stops.
    pub(super) runs_on: bool,
}

/// A container that is being filled.
pub(super) enum Container {
    Body(Vec<Passage>),
    /// A cell, as one text and as what it holds.
    Cell(String, Vec<Passage>),
}

/// A document being read.
#[derive(Default)]
pub(super) struct DocxReader {
    pub(super) out: WordText,
    pub(super) styles: Styles,
    pub(super) numbering: Numbering,
    pub(super) containers: Vec<Container>,
    pub(super) paragraphs: Vec<OpenParagraph>,
    pub(super) tables: Vec<OpenTable>,
    /// Text boxes, to be put after the paragraph they hang on.
    pub(super) boxes: Vec<Passage>,
    /// The text of a paragraph whose end was deleted.
    pub(super) carried: String,
    /// How many elements deep in something that is left out.
    pub(super) skipped: usize,
    /// In the properties of a paragraph, of a run.
    pub(super) in_paragraph_properties: bool,
    pub(super) in_run_properties: bool,
    pub(super) run_bold: Option<bool>,
    pub(super) run_hidden: bool,
    pub(super) run_raised: bool,
    /// In an element whose text counts.
    pub(super) in_text: bool,
    pub(super) lines: usize,
    pub(super) bytes: usize,
}

impl DocxReader {
    pub(super) fn new(styles: Styles, numbering: Numbering) -> Self {
        Self {
            styles,
            numbering,
            containers: vec![Container::Body(Vec::new())],
            ..Self::default()
        }
    }

    pub(super) fn open(&mut self, element: &BytesStart<'_>) {
        if self.skipped > 0 {
            self.skipped += 1;
            return;
        }
        let name = element.local_name().into_inner();
        match name {
            "del" | "moveFrom" => self.delete(),
            "txbxContent" | "tbl" if self.containers.len() > DEPTH => self.skipped = 1,
            _ if is_left_out(name) => self.skipped = 1,
            "footnoteReference" | "endnoteReference" | "commentReference" => self.out.notes += 1,
            "blip" | "imagedata" => self.out.pictures += 1,
            "txbxContent" => self.containers.push(Container::Body(Vec::new())),
            "p" | "pPr" | "r" | "rPr" | "t" => self.open_text(name),
            "tbl" | "tr" | "gridBefore" | "tc" | "gridSpan" | "vMerge" => {
                self.open_table(name, element);
            }
            "num" | "den" | "sup" => self.open_part_of_equation(name),
            "hidden" if self.is_in_row_properties() => {
                if let Some(table) = self.tables.last_mut() {
                    table.is_row_hidden = true;
                }
            }
            _ => match self.typed(name, element) {
                Some(sign) => self.push(sign),
                None => self.take_property(name, element),
            },
        }
    }

    /// Puts the sign of a fraction or a power of an equation: 3 1/2, 10^4.
    fn open_part_of_equation(&mut self, name: &str) {
        let before = self.paragraphs.last().map_or("", |it| &it.text);
        let is_behind_number = before.ends_with(|c: char| c.is_ascii_digit());
        match name {
            "den" => self.push("/"),
            "num" if is_behind_number => self.push(" "),
            "sup" if is_behind_number => self.push("^"),
            _ => {}
        }
    }

    /// Leaves out what a tracked change took out: the end of a paragraph, a row, or the text within.
    fn delete(&mut self) {
        if self.in_run_properties && self.in_paragraph_properties {
            if let Some(paragraph) = self.paragraphs.last_mut() {
                paragraph.runs_on = true;
            }
        } else if self.is_in_row_properties() {
            if let Some(table) = self.tables.last_mut() {
                table.is_row_deleted = true;
            }
        } else {
            self.out.deleted += 1;
            self.skipped = 1;
        }
    }

    fn open_text(&mut self, name: &str) {
        match name {
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
                self.run_raised = false;
            }
            _ => self.in_text = true,
        }
    }

    fn open_table(&mut self, name: &str, element: &BytesStart<'_>) {
        if name == "tbl" {
            self.tables.push(OpenTable::default());
            return;
        }
        let Some(table) = self.tables.last_mut() else {
            return;
        };
        match name {
            "tr" => {
                self.lines += 1;
                table.open_row(self.lines);
            }
            "gridBefore" => table.column = number(element, "val").unwrap_or(0).min(COLUMNS),
            "tc" => {
                table.open_cell();
                self.containers
                    .push(Container::Cell(String::new(), Vec::new()));
            }
            "gridSpan" => table.span = number(element, "val").unwrap_or(1).clamp(1, COLUMNS),
            _ => {
                let begins = attribute(element, "val").is_some_and(|it| it == "restart");
                table.merge = Some(if begins {
                    VerticalMerge::Begins
                } else {
                    VerticalMerge::GoesOn
                });
            }
        }
    }

    /// Returns the sign of an element in a text.
    fn typed(&self, name: &str, element: &BytesStart<'_>) -> Option<&'static str> {
        let is_break = || attribute(element, "type").is_none_or(|kind| kind == "textWrapping");
        match name {
            "tab" if !self.in_paragraph_properties => Some(" "),
            "cr" => Some("\n"),
            "br" if is_break() => Some("\n"),
            "noBreakHyphen" => Some("-"),
            _ => None,
        }
    }

    /// Takes what an element says of the run or the paragraph that is open.
    fn take_property(&mut self, name: &str, element: &BytesStart<'_>) {
        let of_run = self.in_run_properties && !self.in_paragraph_properties;
        match name {
            "vanish" if of_run => self.run_hidden = is_on(element),
            "strike" | "dstrike" if of_run => self.run_hidden |= is_on(element),
            "vertAlign" if of_run => {
                self.run_raised = attribute(element, "val").is_some_and(|it| it == "superscript");
            }
            "position" if of_run => {
                let raise = attribute(element, "val").and_then(|it| it.parse::<i32>().ok());
                self.run_raised |= raise.is_some_and(|raise| raise >= LEAST_RAISE);
            }
            "b" if of_run => self.run_bold = Some(is_on(element)),
            "rStyle" if of_run => {
                let style = attribute(element, "val").unwrap_or_default();
                let look = self.styles.look(&style);
                self.run_bold = self.run_bold.or(look.bold);
                self.run_hidden |= look.is_hidden;
            }
            _ => {
                let Some(paragraph) = self.paragraphs.last_mut() else {
                    return;
                };
                if name == "pStyle" {
                    paragraph.style = attribute(element, "val");
                } else if self.in_paragraph_properties {
                    paragraph.look.take(element);
                }
            }
        }
    }

    pub(super) fn close(&mut self, name: &str) -> Result<(), IntakeError> {
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
                    && (table.is_row_deleted || table.is_row_hidden)
                {
                    table.rows.pop();
                    self.out.deleted += usize::from(table.is_row_deleted);
                }
            }
            "tbl" => self.end_table()?,
            _ => {}
        }
        Ok(())
    }

    /// Returns whether the reader is between `tr` and its first cell.
    fn is_in_row_properties(&self) -> bool {
        let cells = self.containers.iter();
        let cells = cells.filter(|it| matches!(it, Container::Cell(..))).count();
        self.tables.len() > cells && self.paragraphs.is_empty()
    }

    pub(super) fn text(&mut self, text: &str) -> Result<(), IntakeError> {
        if self.skipped > 0 || !self.in_text {
            return Ok(());
        }
        self.bytes += text.len();
        no_larger(self.bytes, TEXT_BYTES)?;
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
        let sign = self.run_raised.then(|| sign_of_raised(&paragraph.text));
        let Some(sign) = sign.unwrap_or(Some("")) else {
            return;
        };
        if bold && paragraph.bold == paragraph.text.len() {
            paragraph.bold += sign.len() + text.len();
        }
        paragraph.text += sign;
        paragraph.text += text;
    }
}

/// Returns whether an element holds no text of the document: what Word draws a second time for older programs, a reading
/// aid, a field's code, how something looked before a change.
fn is_left_out(name: &str) -> bool {
    const LEFT_OUT: [&str; 11] = [
        "Fallback", "rt", "instrText", "delText", "pPrChange", "rPrChange", "tblPrChange",
        "trPrChange", "tcPrChange", "sectPrChange", "numberingChange",
    ];
    LEFT_OUT.contains(&name)
}
