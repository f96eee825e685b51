//! What belongs to an entry: the parts of its text, and the entries around it.

use crate::document::branch_roles::is_units_alone;
use crate::document::numbering::heading::split_heading;
use crate::document::numbering::{
    branch::{Branch, TextParagraph},
    tree::Tree,
};
use crate::document::reader::tells_units;
use crate::document::structure::PrintedEntry;

/// Returns the index behind the last entry that is inside of `section`.
pub(super) fn subtree_end(parents: &[Option<usize>], section: usize) -> usize {
    (section + 1..parents.len())
        .find(|at| parents[*at].is_none_or(|parent| parent < section))
        .unwrap_or(parents.len())
}

/// Returns the lead units of the entries around an entry, where their text distinguishes them from the others.
pub(super) fn leads_above(
    entries: &[PrintedEntry],
    parents: &[Option<usize>],
    told: &[Vec<usize>],
    at: usize,
) -> Vec<usize> {
    let mut next = parents[at];
    while let Some(parent) = next {
        if entries[parent].units_line.is_some() {
            return told[parent].clone();
        }
        next = parents[parent];
    }
    Vec::new()
}

/// Adds the text of the entries that are parts of an item.
pub(super) fn pieces_of(tree: &Tree, branch: &Branch, text: &mut Vec<TextParagraph>) {
    for child in &branch.children {
        let piece = &tree.branches[*child];
        text.push(TextParagraph::behind_mark(&piece.heading, piece.line_no));
        text.extend(piece.paragraphs.iter().cloned());
        pieces_of(tree, piece, text);
    }
}

/// Joins a line of units to the paragraph before it.
pub(super) fn paragraphs_with_units(
    paragraphs: &[TextParagraph],
) -> impl Iterator<Item = Vec<TextParagraph>> {
    let mut joined: Vec<Vec<TextParagraph>> = Vec::new();
    for paragraph in paragraphs {
        match joined.last_mut() {
            Some(before) if is_units_alone(paragraph) => before.push(paragraph.clone()),
            _ => joined.push(vec![paragraph.clone()]),
        }
    }
    joined.into_iter()
}

/// Makes the item of an untitled paragraph.
pub(super) fn paragraph_entry(
    branch: &Branch,
    nth: usize,
    text: Vec<TextParagraph>,
) -> PrintedEntry {
    let first = text.first().map_or("", |paragraph| paragraph.text.as_str());
    let heading = split_heading(first, tells_units, false);
    PrintedEntry {
        id: format!("{}.{nth}", branch.id),
        no: "¶".to_owned(),
        // A line of units alone is what the heading over it is about.
        heading: if heading.text.is_empty() {
            branch.heading.clone()
        } else {
            heading.text.to_owned()
        },
        line_no: text
            .first()
            .map_or(branch.line_no, |paragraph| paragraph.line_no),
        is_item: true,
        text,
        ..PrintedEntry::default()
    }
}
