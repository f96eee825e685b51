//! The texts of a workbook (.xlsx) as they are shown, of cells that have struck-out characters or raised marks: calamine
//! reads `30` struck out before `45` as 3045.

use std::collections::{HashMap, HashSet};

use calamine::{Font, StyleRange};
use quick_xml::events::Event;

use super::sign_of_raised;
use crate::document::intake::package::Package;
use crate::document::intake::xml::{attribute, character, each_event, is_on};
use crate::document::intake::{FileFormat, IntakeError};

/// The texts that are shown, by all their characters; a text that a cell without such marks has too is not in it.
#[derive(Debug, Default)]
pub(crate) struct ShownStrings {
    shown: HashMap<String, String>,
    /// True if the font of any cell strikes its text out.
    has_struck_cells: bool,
}

impl ShownStrings {
    /// Reads the texts of a workbook.
    ///
    /// # Errors
    /// Fails if the part is damaged or too large.
    pub(crate) fn of(bytes: &[u8]) -> Result<Self, IntakeError> {
        let format = FileFormat::Xlsx;
        let mut package = Package::open(bytes, format)?;
        let mut texts = Texts::default();
        // Nearly all workbooks have none, and are read once.
        for _ in 0..2 {
            if let Some(part) = package.part("xl/sharedStrings.xml")? {
                each_event(part, format, |event| {
                    texts.take(&event);
                    Ok(())
                })?;
            }
            if texts.shown.is_empty() {
                break;
            }
        }
        let mut has_struck_cells = false;
        if let Some(part) = package.part("xl/styles.xml")? {
            each_event(part, format, |event| {
                if let Event::Start(element) = &event {
                    has_struck_cells |= element.local_name().as_ref() == "strike" && is_on(element);
                }
                Ok(())
            })?;
        }
        texts.shown.retain(|all, _| !texts.plain.contains(all));
        Ok(Self {
            shown: texts.shown,
            has_struck_cells,
        })
    }

    /// Returns a cell's text as it is shown.
    pub(crate) fn of_text(&self, text: String) -> String {
        self.shown.get(&text).cloned().unwrap_or(text)
    }

    /// Returns whether the styles of sheets may strike out whole cells.
    pub(crate) fn has_struck_cells(&self) -> bool {
        self.has_struck_cells
    }
}

/// Returns whether a whole cell is struck out.
pub(crate) fn is_struck(styles: &StyleRange, at: (u32, u32)) -> bool {
    let font = styles.get(at).and_then(|style| style.font.as_ref());
    font.is_some_and(Font::has_strikethrough)
}

/// The texts read so far, and the one that is read.
#[derive(Default)]
struct Texts {
    shown: HashMap<String, String>,
    /// Those of them that a cell without marks has too.
    plain: HashSet<String>,
    all: String,
    seen: String,
    is_in_text: bool,
    /// In a guide to pronunciation, which is not part of the text.
    is_in_reading: bool,
    is_struck: bool,
    is_raised: bool,
}

impl Texts {
    fn take(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(element) => match element.local_name().as_ref() {
                "r" => (self.is_struck, self.is_raised) = (false, false),
                "strike" => self.is_struck |= is_on(element),
                "vertAlign" => {
                    self.is_raised =
                        attribute(element, "val").is_some_and(|it| it == "superscript");
                }
                "rPh" => self.is_in_reading = true,
                "t" => self.is_in_text = !self.is_in_reading,
                _ => {}
            },
            Event::End(element) => match element.local_name().as_ref() {
                "t" => self.is_in_text = false,
                "r" => (self.is_struck, self.is_raised) = (false, false),
                "rPh" => self.is_in_reading = false,
                "si" => self.end(),
                _ => {}
            },
            Event::Text(text) => self.push(&text.xml10_content()),
            Event::CData(text) => self.push(text),
            Event::GeneralRef(reference) => {
                if let Some(c) = character(reference) {
                    self.push(c.encode_utf8(&mut [0; 4]));
                }
            }
            _ => {}
        }
    }

    fn push(&mut self, text: &str) {
        if !self.is_in_text {
            return;
        }
        self.all.push_str(text);
        if self.is_struck {
            return;
        }
        match (self.is_raised, sign_of_raised(&self.seen)) {
            // The mark of a note.
            (true, None) => {}
            (true, Some(sign)) => {
                self.seen.push_str(sign);
                self.seen.push_str(text);
            }
            (false, _) => self.seen.push_str(text),
        }
    }

    fn end(&mut self) {
        let (all, seen) = (
            std::mem::take(&mut self.all),
            std::mem::take(&mut self.seen),
        );
        if all != seen {
            self.shown.insert(all, seen);
        } else if self.shown.contains_key(&all) {
            self.plain.insert(all);
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use rust_xlsxwriter::{Format, FormatScript, Workbook};

    use crate::document::intake::formats::workbook::read_xlsx;
    use crate::document::intake::passage::tables;

    /// Makes a workbook with struck-out text, the mark of a note, a power, a struck cell and plain ones.
    pub(crate) fn marked_workbook() -> Vec<u8> {
        let (plain, struck) = (Format::new(), Format::new().set_font_strikethrough());
        let raised = Format::new().set_font_script(FormatScript::Superscript);
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        let rich = [
            vec![(&struck, "30"), (&plain, "45名")],
            vec![(&plain, "3000"), (&raised, "1"), (&plain, "人")],
            vec![(&plain, "5×10"), (&raised, "4"), (&plain, "人")],
        ];
        for (column, parts) in (0..).zip(&rich) {
            sheet.write_rich_string(0, column, parts).unwrap();
        }
        sheet.write_string(1, 0, "已取消").unwrap();
        sheet.write_with_format(1, 1, 20, &struck).unwrap();
        sheet
            .write_with_format(1, 2, "取消的任务", &struck)
            .unwrap();
        book.save_to_buffer().unwrap()
    }

    #[test]
    fn what_is_struck_out_and_marks_of_notes_are_no_part_of_a_cell() {
        let book = read_xlsx(&marked_workbook()).unwrap();
        assert_eq!(
            tables(&book.passages)[0].texts(),
            [["45名", "3000人", "5×10^4人"], ["已取消", "", ""]]
        );
    }

    #[test]
    fn a_text_that_a_cell_without_marks_has_too_stays_whole() {
        let (plain, struck) = (Format::new(), Format::new().set_font_strikethrough());
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        let parts = [(&struck, "30"), (&plain, "45名")];
        sheet.write_rich_string(0, 0, &parts).unwrap();
        sheet.write_string(0, 1, "3045名").unwrap();
        let book = read_xlsx(&book.save_to_buffer().unwrap()).unwrap();
        assert_eq!(tables(&book.passages)[0].texts(), [["3045名", "3045名"]]);
    }
}
