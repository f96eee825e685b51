//! The tables of a web page: which hold data, and their rows and cells.

use std::collections::HashSet;

use ego_tree::iter::Edge;
use ego_tree::{NodeId, NodeRef};
use scraper::Node;

pub(super) type Nodes<'t> = NodeRef<'t, Node>;

pub(super) fn span(cell: Nodes<'_>, name: &str) -> usize {
    let element = cell.value().as_element();
    let value = element.and_then(|element| element.attr(name));
    let value = value.and_then(|value| value.trim().parse().ok());
    value.unwrap_or(1_usize).clamp(1, 65_534)
}

pub(super) fn name_of(node: Nodes<'_>) -> &'static str {
    match node.value().as_element().map(scraper::node::Element::name) {
        Some("table") => "table",
        Some("tr") => "tr",
        Some("td" | "th") => "td",
        Some("p") => "p",
        Some("caption") => "caption",
        Some("a") => "a",
        _ => "",
    }
}

/// Returns the heading over a table.
pub(super) fn caption_of(table: Nodes<'_>) -> Option<Nodes<'_>> {
    table.children().find(|node| name_of(*node) == "caption")
}

pub(super) fn rows_of(table: Nodes<'_>) -> impl Iterator<Item = Nodes<'_>> {
    table.descendants().filter(|node| name_of(*node) == "tr")
}

pub(super) fn cells_of(row: Nodes<'_>) -> impl Iterator<Item = Nodes<'_>> {
    row.children().filter(|node| name_of(*node) == "td")
}

/// Returns the tables that hold data: rows and columns, and no table within; the others only lay out the page.
pub(super) fn data_tables(root: Nodes<'_>) -> HashSet<NodeId> {
    let mut found = HashSet::new();
    // The open tables, outer ones first, so that none is searched twice.
    let mut open: Vec<(NodeId, bool)> = Vec::new();
    for edge in root.traverse() {
        match edge {
            Edge::Open(node) if name_of(node) == "table" => {
                // Those further out have one already: the one that contains this.
                if let Some((_, has_table)) = open.last_mut() {
                    *has_table = true;
                }
                open.push((node.id(), false));
            }
            Edge::Close(node) if name_of(node) == "table" => {
                let Some((id, has_table)) = open.pop() else {
                    continue;
                };
                let is_wide = || {
                    rows_of(node)
                        .filter(|row| cells_of(*row).nth(1).is_some())
                        .nth(1)
                };
                if id == node.id() && !has_table && is_wide().is_some() && !lays_out(node) {
                    found.insert(node.id());
                }
            }
            _ => {}
        }
    }
    found
}

/// Returns whether a table only lays out the page: a cell holds a whole document.
fn lays_out(table: Nodes<'_>) -> bool {
    let is_long = |cell: Nodes<'_>| {
        let mut paragraphs = cell.descendants().filter(|node| name_of(*node) == "p");
        paragraphs.nth(30).is_some()
    };
    rows_of(table).any(|row| cells_of(row).any(is_long))
}
