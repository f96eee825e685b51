//! numbering.xml: the lists of a Word document and their levels.

use quick_xml::events::{BytesStart, Event};

use super::numbering::{LEVELS, ListDefinition, ListLevel, ListUse, Numbering};
use crate::document::intake::xml::{attribute, each_event, is_on, number};
use crate::document::intake::{FileFormat, IntakeError};

impl Numbering {
    /// Reads numbering.xml.
    ///
    /// # Errors
    /// Fails if the part is damaged.
    pub(crate) fn read(part: impl std::io::BufRead) -> Result<Self, IntakeError> {
        let mut reading = NumberingReader::default();
        each_event(part, FileFormat::Docx, |event| {
            match event {
                Event::Start(element) => reading.open(&element),
                Event::End(element) => reading.close(element.local_name().into_inner()),
                _ => {}
            }
            Ok(())
        })?;
        Ok(reading.numbering)
    }
}

/// The elements of numbering.xml that are open.
#[derive(Default)]
struct NumberingReader {
    numbering: Numbering,
    definition: Option<(String, ListDefinition)>,
    list: Option<(String, ListUse)>,
    level: Option<(usize, ListLevel)>,
    overridden: usize,
}

impl NumberingReader {
    fn open(&mut self, element: &BytesStart<'_>) {
        let name = element.local_name().into_inner();
        match name {
            "abstractNum" => {
                let id = attribute(element, "abstractNumId").unwrap_or_default();
                self.definition = Some((id, ListDefinition::default()));
            }
            "num" => {
                let id = attribute(element, "numId").unwrap_or_default();
                self.list = Some((id, ListUse::default()));
            }
            "lvl" => {
                let level = ListLevel {
                    format: "decimal".to_owned(),
                    ..ListLevel::default()
                };
                self.level = Some((number(element, "ilvl").unwrap_or(0), level));
            }
            "lvlOverride" => self.overridden = number(element, "ilvl").unwrap_or(0),
            _ => self.take_property(name, element),
        }
    }

    /// Takes what an element says of the level, the definition or the list that is open.
    fn take_property(&mut self, name: &str, element: &BytesStart<'_>) {
        if let Some((_, level)) = &mut self.level {
            level.take(name, element);
        }
        if let Some((_, definition)) = &mut self.definition {
            definition.take(name, element);
        }
        if let Some((_, list)) = &mut self.list {
            list.take(name, element, self.overridden);
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "lvl" => {
                let Some((at, level)) = self.level.take().filter(|(at, _)| *at < LEVELS) else {
                    return;
                };
                match (&mut self.list, &mut self.definition) {
                    (Some((_, list)), _) => drop(list.levels.insert(at, level)),
                    (None, Some((_, definition))) => definition.levels[at] = level,
                    (None, None) => {}
                }
            }
            "abstractNum" => {
                if let Some((id, definition)) = self.definition.take() {
                    self.numbering.definitions.insert(id, definition);
                }
            }
            "num" => {
                if let Some((id, list)) = self.list.take() {
                    self.numbering.uses.insert(id, list);
                }
            }
            _ => {}
        }
    }
}

impl ListLevel {
    fn take(&mut self, name: &str, element: &BytesStart<'_>) {
        let value = || attribute(element, "val");
        match name {
            "start" => self.start = number(element, "val").unwrap_or(self.start),
            "numFmt" => self.format = value().unwrap_or_default(),
            "lvlText" => self.pattern = value().unwrap_or_default(),
            "pStyle" => self.style = value(),
            "isLgl" => self.is_legal = is_on(element),
            _ => {}
        }
    }
}

impl ListDefinition {
    fn take(&mut self, name: &str, element: &BytesStart<'_>) {
        match name {
            "styleLink" => self.style_link = attribute(element, "val"),
            "numStyleLink" => self.number_style_link = attribute(element, "val"),
            _ => {}
        }
    }
}

impl ListUse {
    fn take(&mut self, name: &str, element: &BytesStart<'_>, level: usize) {
        match name {
            "abstractNumId" => self.definition = attribute(element, "val").unwrap_or_default(),
            "startOverride" => {
                let start = number(element, "val");
                self.starts.extend(start.map(|start| (level, start)));
            }
            _ => {}
        }
    }
}
