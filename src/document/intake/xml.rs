//! The little of XML that office files need: names without prefixes, attributes by name, references resolved.

use std::io::BufRead;

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::package::xml_fault;
use super::{FileFormat, IntakeError};

/// Hands over the events of a part of a file in turn; an empty element begins and ends.
///
/// # Errors
/// Fails if the part is damaged, or `take` does.
pub(crate) fn each_event(
    part: impl BufRead,
    format: FileFormat,
    mut take: impl FnMut(Event<'_>) -> Result<(), IntakeError>,
) -> Result<(), IntakeError> {
    let mut xml = Reader::from_reader(part);
    xml.config_mut().expand_empty_elements = true;
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        let event = xml.read_event_into(&mut buffer);
        match event.map_err(|error| xml_fault(format, &error))? {
            Event::Eof => return Ok(()),
            event => take(event)?,
        }
    }
}

/// Returns the value of an attribute, whatever its prefix.
pub(crate) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    element
        .attributes()
        .flatten()
        .find(|attribute| attribute.key.local_name().into_inner() == name)
        .map(|attribute| {
            quick_xml::escape::unescape(&attribute.value).map_or_else(
                |_| attribute.value.to_string(),
                std::borrow::Cow::into_owned,
            )
        })
}

/// Returns the value of an attribute that is a number.
pub(crate) fn number(element: &BytesStart<'_>, name: &str) -> Option<usize> {
    attribute(element, name)?.trim().parse().ok()
}

/// Returns whether a property is on, as it is without a value: `<w:b/>`, `<w:b w:val="1"/>`.
pub(crate) fn is_on(element: &BytesStart<'_>) -> bool {
    attribute(element, "val")
        .is_none_or(|value| !matches!(value.as_str(), "0" | "false" | "off" | "none"))
}

/// Returns the character of a reference: `&amp;`, `&#8212;`. Entities that the file defines give none, so that nothing
/// can grow from them.
pub(crate) fn character(reference: &BytesRef<'_>) -> Option<char> {
    if let Ok(Some(c)) = reference.resolve_char_ref() {
        return Some(c);
    }
    Some(match &**reference {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => return None,
    })
}
