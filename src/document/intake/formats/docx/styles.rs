//! The paragraph styles of a Word document, as far as they number, head or hide text.

use std::collections::HashMap;

use quick_xml::events::{BytesStart, Event};

use crate::document::intake::xml::{attribute, each_event, is_on, number};
use crate::document::intake::{FileFormat, IntakeError};

/// How many styles one may be based on another.
const CHAIN: usize = 12;

/// What a style, or a paragraph itself, says of a paragraph.
#[derive(Clone, Debug, Default)]
pub(crate) struct ParagraphLook {
    /// The list that numbers it; `0` takes it out of any.
    pub(crate) list: Option<String>,
    /// The level in that list.
    pub(crate) list_level: Option<usize>,
    /// The outline level, from 0.
    pub(crate) outline: Option<usize>,
    /// Whether its text is bold.
    pub(crate) bold: Option<bool>,
    /// Whether its text does not show, or is struck out.
    pub(crate) is_hidden: bool,
}

#[derive(Debug, Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    look: ParagraphLook,
}

/// The styles by their ids.
#[derive(Debug, Default)]
pub(crate) struct Styles {
    styles: HashMap<String, Style>,
}

impl Styles {
    /// Reads styles.xml.
    ///
    /// # Errors
    /// Where the part is damaged.
    pub(crate) fn read(part: impl std::io::BufRead) -> Result<Self, IntakeError> {
        let mut all = Self::default();
        let mut open: Option<(String, Style)> = None;
        each_event(part, FileFormat::Docx, |event| {
            match event {
                Event::Start(element) => {
                    if element.local_name().into_inner() == "style" {
                        let id = attribute(&element, "styleId").unwrap_or_default();
                        open = Some((id, Style::default()));
                    } else if let Some((_, style)) = &mut open {
                        style.take(&element);
                    }
                }
                Event::End(element) if element.local_name().into_inner() == "style" => {
                    all.styles.extend(open.take());
                }
                _ => {}
            }
            Ok(())
        })?;
        Ok(all)
    }

    /// Returns the look of a style, with what it takes over from those it is based on.
    pub(crate) fn look(&self, id: &str) -> ParagraphLook {
        let mut look = ParagraphLook::default();
        for style in self.chain(id) {
            look = look.or(&style.look);
            if look.outline.is_none() {
                look.outline = heading_level(&style.name);
            }
        }
        look
    }

    /// Returns whether paragraphs of this style are the table of contents.
    pub(crate) fn is_contents(&self, id: &str) -> bool {
        self.chain(id)
            .any(|style| style.name.to_ascii_lowercase().starts_with("toc "))
    }

    fn chain<'s>(&'s self, id: &str) -> impl Iterator<Item = &'s Style> {
        let mut next = self.styles.get(id);
        let step = move || {
            let this = next?;
            next = this.based_on.as_ref().and_then(|id| self.styles.get(id));
            Some(this)
        };
        std::iter::from_fn(step).take(CHAIN)
    }
}

impl ParagraphLook {
    /// Takes over from `base` what is not said here.
    pub(crate) fn or(self, base: &Self) -> Self {
        // A list of its own has levels of its own.
        let level = base.list_level.filter(|_| self.list.is_none());
        Self {
            list: self.list.or_else(|| base.list.clone()),
            list_level: self.list_level.or(level),
            outline: self.outline.or(base.outline),
            bold: self.bold.or(base.bold),
            is_hidden: self.is_hidden || base.is_hidden,
        }
    }

    /// Takes in a property.
    pub(crate) fn take(&mut self, element: &BytesStart<'_>) {
        match element.local_name().into_inner() {
            "numId" => self.list = attribute(element, "val"),
            "ilvl" => self.list_level = number(element, "val"),
            "outlineLvl" => self.outline = number(element, "val"),
            _ => {}
        }
    }
}

impl Style {
    fn take(&mut self, element: &BytesStart<'_>) {
        match element.local_name().into_inner() {
            "name" => self.name = attribute(element, "val").unwrap_or_default(),
            "basedOn" => self.based_on = attribute(element, "val"),
            "b" => self.look.bold = Some(is_on(element)),
            "vanish" | "strike" | "dstrike" => self.look.is_hidden |= is_on(element),
            _ => self.look.take(element),
        }
    }
}

/// Returns the level of a heading style, from 0: `heading 1` is 0.
fn heading_level(name: &str) -> Option<usize> {
    let name = name.to_ascii_lowercase();
    let number: usize = name.strip_prefix("heading ")?.trim().parse().ok()?;
    (1..=9).contains(&number).then(|| number - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_style_takes_over_from_its_base() {
        let xml = r#"<w:styles xmlns:w="w">
          <w:style w:styleId="a"><w:name w:val="heading 2"/>
            <w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="7"/></w:numPr></w:pPr><w:rPr><w:b/></w:rPr></w:style>
          <w:style w:styleId="b"><w:name w:val="own"/><w:basedOn w:val="a"/>
            <w:pPr><w:outlineLvl w:val="4"/></w:pPr><w:rPr><w:b w:val="0"/></w:rPr></w:style>
          <w:style w:styleId="c"><w:name w:val="toc 1"/><w:basedOn w:val="c"/></w:style>
          <w:style w:styleId="d"><w:name w:val="gone"/><w:rPr><w:vanish/></w:rPr></w:style>
        </w:styles>"#;
        let styles = Styles::read(xml.as_bytes()).unwrap();
        let look = styles.look("b");
        assert_eq!(
            (look.list.as_deref(), look.list_level),
            (Some("7"), Some(1))
        );
        assert_eq!((look.outline, look.bold), (Some(4), Some(false)));
        assert_eq!(styles.look("a").outline, Some(1));
        assert!(styles.is_contents("c") && !styles.is_contents("b"));
        assert!(styles.look("unknown").list.is_none());
        assert!(styles.look("d").is_hidden && !styles.look("a").is_hidden);
    }
}
