//! Word documents (.docx): what a reader sees with all changes accepted: paragraphs with the numbers that Word makes,
//! tables, text boxes. Footnotes, comments, hidden and deleted text are left out.

mod containers;
mod numbering;
mod numbering_part;
mod reader;
mod styles;
mod tables;

use quick_xml::Reader;
use quick_xml::events::Event;

use self::numbering::Numbering;
use self::reader::DocxReader;
use self::styles::Styles;
use crate::document::intake::package::Package;
use crate::document::intake::passage::Passage;
use crate::document::intake::xml::{attribute, character, each_event};
use crate::document::intake::{FileFormat, IntakeError};

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
    each_event(part, FileFormat::Docx, |event| {
        match event {
            Event::Start(element) => reader.open(&element),
            Event::End(element) => reader.close(element.local_name().into_inner())?,
            Event::Text(text) => reader.text(&text.xml10_content())?,
            Event::CData(text) => reader.text(&text.into_inner())?,
            Event::GeneralRef(reference) => {
                if let Some(c) = character(&reference) {
                    reader.text(c.encode_utf8(&mut [0; 4]))?;
                }
            }
            _ => {}
        }
        Ok(())
    })?;
    Ok(reader.finish())
}

/// Returns the name of the part that is the document; nearly always `word/document.xml`.
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

#[cfg(test)]
mod tests;
