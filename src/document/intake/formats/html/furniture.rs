//! What a web page shows around its document: menus, lists of links, what is hidden.

use std::collections::HashSet;

use ego_tree::NodeId;
use ego_tree::iter::Edge;
use scraper::Node;

use super::tables::{Nodes, name_of};
use crate::document::text::without_blanks;

/// Parts of the classes and ids by which a page's furniture is known.
const FURNITURE: &[&str] = &[
    "nav", "menu", "foot", "share", "crumb", "sidebar", "side-bar", "related", "relate", "qrcode",
    "ewm", "copyright", "pagination", "toolbar", "breadcrumb", "bdshare", "weixin", "weibo",
    "search", "banner", "login",
];

/// Lists and blocks that are hardly more than links: menus, further articles.
pub(super) fn link_lists(root: Nodes<'_>) -> HashSet<NodeId> {
    struct Count {
        id: NodeId,
        all: usize,
        linked: usize,
        links: usize,
    }
    let mut found = HashSet::new();
    let mut open: Vec<Count> = Vec::new();
    let mut in_link = 0_usize;
    for edge in root.traverse() {
        match edge {
            Edge::Open(node) => match node.value() {
                Node::Text(text) => {
                    let length = text.chars().filter(|c| !c.is_whitespace()).count();
                    if let Some(count) = open.last_mut() {
                        count.all += length;
                        count.linked += if in_link > 0 { length } else { 0 };
                    }
                }
                Node::Element(element) => match element.name() {
                    "a" => {
                        in_link += 1;
                        if let Some(count) = open.last_mut() {
                            count.links += 1;
                        }
                    }
                    "div" | "ul" | "td" | "section" | "p" => open.push(Count {
                        id: node.id(),
                        all: 0,
                        linked: 0,
                        links: 0,
                    }),
                    _ => {}
                },
                _ => {}
            },
            Edge::Close(node) => {
                if name_of(node) == "a" {
                    in_link = in_link.saturating_sub(1);
                }
                if let Some(count) = open.pop_if(|count| count.id == node.id()) {
                    if count.links >= 3 && count.linked * 10 >= count.all * 8 {
                        found.insert(count.id);
                    }
                    if let Some(outer) = open.last_mut() {
                        outer.all += count.all;
                        outer.linked += count.linked;
                        outer.links += count.links;
                    }
                }
            }
        }
    }
    found
}

pub(super) fn is_hidden(element: &scraper::node::Element) -> bool {
    element.attr("hidden").is_some()
        || element.attr("style").is_some_and(|style| {
            let style = without_blanks(style).to_ascii_lowercase();
            const HIDES: [&str; 7] = [
                "display:none", "mso-hide:all", "visibility:hidden", "visibility:collapse",
                "line-through", "font-size:0p", "font-size:0;",
            ];
            HIDES.iter().any(|hides| style.contains(hides)) || style.ends_with("font-size:0")
        })
}

pub(super) fn is_furniture(element: &scraper::node::Element) -> bool {
    if !matches!(
        element.name(),
        "div" | "ul" | "header" | "section" | "td" | "p" | "span"
    ) {
        return false;
    }
    let names = [element.attr("id"), element.attr("class")];
    let words = names
        .into_iter()
        .flatten()
        .flat_map(|it| it.split_whitespace());
    words.map(str::to_ascii_lowercase).any(|word| {
        FURNITURE.iter().any(|mark| {
            // `nav`, `top-nav`, `nav_bar`; not `navy`, not `footnote`.
            word.split(['-', '_'])
                .any(|part| part == *mark || part.strip_suffix("er") == Some(mark))
        })
    })
}
