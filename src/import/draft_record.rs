//! The source record of a draft.

use super::draft::DraftOptions;
use super::draft_head::list;
use crate::document::DocumentStructure;
use crate::store::progress::entry_text::quoted;

/// Writes seeds/ID.toml.
pub(crate) fn record_text(read: &DocumentStructure, options: &DraftOptions<'_>) -> String {
    let head = &read.head;
    let mut text = format!(
        "schema = 1\nplan = {}\ntitle = {}\n",
        quoted(options.id),
        quoted(&head.title)
    );
    for (key, value) in [("issuer", &head.issuer), ("number", &head.number)] {
        if let Some(value) = value {
            text.push_str(&format!("{key} = {}\n", quoted(value)));
        }
    }
    for (key, day) in [("issued", head.issued), ("published", head.published)] {
        if let Some(day) = day {
            text.push_str(&format!("{key} = {day}\n"));
        }
    }
    text.push_str(&format!(
        "file = {}\nsha256 = {}\n",
        quoted(options.file),
        quoted(options.sha256)
    ));
    let body = read.body.clone().unwrap_or(1..=1);
    text.push_str(&format!("lines = [{}, {}]\n", body.start(), body.end()));
    let mut chapters: Vec<&str> = Vec::new();
    for entry in &read.entries {
        let chapter = entry.id.split('.').next().unwrap_or(&entry.id);
        if !chapters.contains(&chapter) {
            chapters.push(chapter);
        }
    }
    text.push_str(&format!("chapters = {}\n", list(chapters.into_iter())));
    for (key, is_item) in [("section", false), ("item", true)] {
        text.push_str(&format!("{key} = [\n"));
        for entry in read.entries.iter().filter(|entry| entry.is_item == is_item) {
            let units = entry
                .units_line
                .map_or_else(String::new, |line| format!(", units = {line}"));
            // A table beside the text has no number.
            let no = if entry.no.is_empty() {
                &entry.id
            } else {
                &entry.no
            };
            text.push_str(&format!(
                "  {{ id = {}, no = {}, heading = {}, line = {}{units} }},\n",
                quoted(&entry.id),
                quoted(no),
                quoted(&entry.heading),
                entry.line_no
            ));
        }
        text.push_str("]\n");
    }
    text.push_str("indicator = [\n");
    for (nth, indicator) in read.indicators.iter().enumerate() {
        let mut lines: Vec<usize> = indicator.aims.iter().map(|aim| aim.line_no).collect();
        lines.dedup();
        for line in lines {
            text.push_str(&format!("  {{ id = \"i{}\", line = {line} }},\n", nth + 1));
        }
    }
    text.push_str("]\n");
    text
}
