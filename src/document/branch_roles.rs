//! Which entries of a document are things to be done, and which are headings over them.

use super::aims::aim::{AimContext, aims};
use super::closing_words::assigns;
use super::numbering::heading::HeadingCut;
use super::numbering::marks::MarkKind;
use super::numbering::part_kind::{PartKind, is_of_carrying_out};
use super::numbering::{
    branch::{Branch, TextParagraph},
    tree::Tree,
};
use super::structure::PrintedEntry;
use super::text::AnyOf;
use super::times::deadlines::deadlines;
use super::units::running::gives_one_a_task;
use super::units::spans::unit_spans;

/// The part that a branch of the outline plays in the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BranchRole {
    /// Something to be done.
    Item,
    /// A heading over items.
    Section,
    /// Part of the item above it.
    Piece,
    /// No task and nothing that holds tasks.
    Outside,
    /// A heading whose paragraphs are the items.
    HeadingOfParagraphs,
}

/// Returns the role of each branch of the tree in the plan that `part` holds.
pub(crate) fn branch_roles(
    tree: &Tree,
    part: usize,
    kinds: &[PartKind],
    how: AimContext,
) -> Vec<BranchRole> {
    let mut roles = vec![BranchRole::Outside; tree.branches.len()];
    let has_chapters = tree.branches.iter().zip(kinds).any(|(branch, kind)| {
        let is_chapter = branch.parent.is_none() && !branch.children.is_empty();
        is_chapter && branch.part == part && *kind == PartKind::Tasks
    });
    // From the last to the first: what an entry is depends on what is in it.
    for at in (0..tree.branches.len()).rev() {
        let branch = &tree.branches[at];
        if branch.part != part || !matches!(kinds[at], PartKind::Tasks | PartKind::Timetable) {
            continue;
        }
        if branch.children.is_empty() {
            if has_chapters && tells_only_how(branch, how) {
                continue;
            }
            roles[at] = if paragraphs_are_items(branch) {
                BranchRole::HeadingOfParagraphs
            } else {
                BranchRole::Item
            };
        } else if are_pieces(tree, branch) {
            roles[at] = BranchRole::Item;
            mark_pieces(tree, at, &mut roles);
        } else if branch
            .children
            .iter()
            .any(|child| roles[*child] != BranchRole::Outside)
        {
            roles[at] = BranchRole::Section;
        }
    }
    roles
}

/// Returns whether a chapter without entries says only how the plan is carried out: it gives no unit a task and names
/// no number and no day.
fn tells_only_how(branch: &Branch, how: AimContext) -> bool {
    let is_task = |paragraph: &TextParagraph| {
        let text = paragraph.text.as_str();
        let days = || deadlines(paragraph, how.year, "", &[]);
        assigns(paragraph)
            || gives_one_a_task(text)
            || !aims(text, 0, how).aims.is_empty()
            || days().iter().any(|day| day.due.is_some())
    };
    let is_chapter = branch.parent.is_none() && is_of_carrying_out(&branch.heading);
    is_chapter && !branch.paragraphs.iter().any(is_task)
}

fn mark_pieces(tree: &Tree, at: usize, roles: &mut [BranchRole]) {
    for child in &tree.branches[at].children {
        roles[*child] = BranchRole::Piece;
        mark_pieces(tree, *child, roles);
    }
}

/// Returns whether the entries under an item are but parts of its text: small marks without units of their own, short, or
/// announced by a colon.
fn are_pieces(tree: &Tree, branch: &Branch) -> bool {
    let children = || branch.children.iter().map(|child| &tree.branches[*child]);
    if branch.kind < MarkKind::BracketHan || !children().all(|child| child.kind.is_small()) {
        return false;
    }
    // （一）组织领导 with dashes under it: the dashes are the items.
    let is_bare = branch.paragraphs.is_empty();
    if children().all(|child| child.kind == MarkKind::Dash) && is_bare {
        return false;
    }
    let assigned = children()
        .filter(|child| child.paragraphs.iter().any(assigns))
        .count();
    // The last one's units may be those of the whole.
    if assigned > 1 || assigned == 1 && children().count() == 1 {
        return false;
    }
    let announced = branch
        .paragraphs
        .last()
        .is_some_and(|paragraph| paragraph.text.ends_with(['：', ':']));
    let headed = children()
        .filter(|child| {
            matches!(child.cut, HeadingCut::Sentence | HeadingCut::Colon)
                && !child.paragraphs.is_empty()
        })
        .count();
    let few_are_headed = headed * 2 < children().count();
    announced || !is_bare || few_are_headed
}

/// Returns whether the untitled paragraphs under a heading are its items: each ends with its own units. 一是 and 二是 are
/// parts of one.
fn paragraphs_are_items(branch: &Branch) -> bool {
    let is_part = |paragraph: &&TextParagraph| paragraph.text.starts_with_any(&["一是", "二是"]);
    if branch.paragraphs.iter().filter(is_part).count() > 1 {
        return false;
    }
    let assigned = branch
        .paragraphs
        .iter()
        .filter(|paragraph| !is_units_alone(paragraph) && assigns(paragraph))
        .count();
    let are_most = assigned * 10 >= branch.paragraphs.len() * 6;
    assigned > 1 && are_most
}

/// Returns whether a paragraph does nothing but assign.
pub(crate) fn is_units_alone(paragraph: &TextParagraph) -> bool {
    if paragraph.follows_mark {
        return false;
    }
    let text = paragraph.text.trim();
    let Some(span) = unit_spans(text).into_iter().next() else {
        return false;
    };
    text[..span.bytes.start].trim().is_empty()
        && text[span.bytes.end..]
            .trim_matches(['。', ' ', '；'])
            .is_empty()
}

/// Makes the entry of a branch.
pub(crate) fn entry_of(branch: &Branch, tree: &Tree, is_item: bool) -> PrintedEntry {
    PrintedEntry {
        id: branch.id.clone(),
        no: branch.printed_number(is_item, tree),
        heading: branch.heading.clone(),
        line_no: branch.line_no,
        is_item,
        opens_text: branch.cut == HeadingCut::Clause,
        ..PrintedEntry::default()
    }
}
