//! How marks and paragraphs become a tree: what each entry closes, and what number it has.

use std::collections::HashMap;

use super::branch::{Branch, TextParagraph};
use super::digit_marks::{chapter_mark, next_mark};
use super::heading::{HeadingCut, split_heading};
use super::inline::next_cut;
use super::marks::{MarkKind, PrintedMark, mark_of};
use super::tree::Tree;
use crate::document::text::AnyOf;

/// A tree being made, line by line.
pub(super) struct TreeBuilder<'g> {
    pub(super) tree: Tree,
    /// The open entries, from the outermost.
    stack: Vec<usize>,
    /// The last number of each kind in this part.
    last: HashMap<MarkKind, u32>,
    /// How many dashes or bullets each entry has.
    ordinals: HashMap<Option<usize>, u32>,
    ids: HashMap<String, u32>,
    /// The kinds of the outermost marks of this part.
    roots: Vec<MarkKind>,
    /// An entry whose mark is alone on its line.
    waiting: Option<usize>,
    /// The last numbers around the box that is open.
    around_box: Option<HashMap<MarkKind, u32>>,
    /// The mark of the last note below a table: 注：1.….
    note: Option<(MarkKind, u32)>,
    /// The paths of the headings whose first part has a decimal mark.
    decimal_headings: Vec<Vec<u32>>,
    is_group: &'g dyn Fn(&str) -> bool,
}

impl<'g> TreeBuilder<'g> {
    pub(super) fn new(decimal_headings: Vec<Vec<u32>>, is_group: &'g dyn Fn(&str) -> bool) -> Self {
        let mut tree = Tree::default();
        tree.preambles.push(Vec::new());
        Self {
            tree,
            stack: Vec::new(),
            last: HashMap::new(),
            ordinals: HashMap::new(),
            ids: HashMap::new(),
            roots: Vec::new(),
            waiting: None,
            around_box: None,
            note: None,
            decimal_headings,
            is_group,
        }
    }

    /// Returns whether an entry is open.
    pub(super) fn is_open(&self) -> bool {
        !self.stack.is_empty()
    }

    /// Begins a text of its own.
    pub(super) fn new_part(&mut self) {
        self.stack.clear();
        self.last.clear();
        self.ordinals.clear();
        self.ids.clear();
        self.roots.clear();
        self.waiting = None;
        self.around_box = None;
        self.note = None;
        self.tree.preambles.push(Vec::new());
    }

    fn part(&self) -> usize {
        self.tree.preambles.len() - 1
    }

    /// Reads a line, which may have several marks.
    pub(super) fn line(&mut self, line: &str, line_no: usize) {
        if self.take_note(line, line_no) {
            return;
        }
        let mut rest = line;
        let mut at_line_start = true;
        loop {
            let chapter = || chapter_mark(rest, &self.decimal_headings).filter(|_| at_line_start);
            let next = || {
                let last = self.last.get(&MarkKind::Digit).filter(|_| at_line_start)?;
                next_mark(rest, *last)
            };
            let mark = mark_of(rest)
                .or_else(chapter)
                .or_else(next)
                .filter(|mark| !at_line_start || self.fits(mark));
            let from = mark.as_ref().map_or(0, |mark| rest.len() - mark.rest.len());
            let cut = self.next_cut(rest, from, mark.as_ref());
            let piece = &rest[..cut.unwrap_or(rest.len())];
            match mark {
                Some(mark) => {
                    let text = &piece[from.min(piece.len())..];
                    self.open(&mark, text.trim(), line_no);
                }
                None => self.text(piece.trim(), line_no),
            }
            match cut {
                Some(cut) => rest = &rest[cut..],
                None => break,
            }
            at_line_start = false;
        }
    }

    /// Takes a line that is a note below a table: a numbered one, which is not an entry (注：1.…, 2.…), or one by
    /// itself (注：…). Returns whether it is one.
    fn take_note(&mut self, line: &str, line_no: usize) -> bool {
        let is_alone = line.starts_with_any(&["注：", "注:", "备注：", "备注:"]);
        let is_note = self.goes_on_with_notes(line) || is_alone;
        if is_note {
            self.tree.notes.push(TextParagraph::alone(line, line_no));
        }
        is_note
    }

    /// Follows the numbers of the notes below a table. Returns whether a line is one of them.
    fn goes_on_with_notes(&mut self, line: &str) -> bool {
        let note_at = |text: &str| {
            let mark = mark_of(text.trim_start())?;
            let may_be_note = matches!(mark.kind, MarkKind::Digit | MarkKind::Circled);
            may_be_note.then_some((mark.kind, mark.number))
        };
        let mut words = ["注", "註", "备注", "说明"].into_iter();
        let first = words
            .find_map(|word| line.strip_prefix(word)?.strip_prefix(['：', ':']))
            .and_then(note_at);
        if first.is_some_and(|(_, number)| number == 1) {
            self.note = first;
            return true;
        }
        let next = self.note.map(|(kind, last)| (kind, last + 1));
        // The list that is open may go on with that number: no entry is lost.
        let goes_on = next.is_some_and(|(kind, next)| self.last.get(&kind) == Some(&(next - 1)));
        let is_next = next.is_some() && note_at(line) == next && !goes_on;
        if is_next {
            self.note = next;
        } else if mark_of(line).is_some() {
            self.note = None;
        }
        is_next
    }

    /// Finds the mark within a line that another entry begins with, behind the one at its head.
    fn next_cut(&self, line: &str, from: usize, mark: Option<&PrintedMark<'_>>) -> Option<usize> {
        let follows = |kind: MarkKind, number: u32| {
            number > 1 && self.last.get(&kind) == Some(&(number - 1))
                || mark.is_some_and(|mark| mark.kind == kind && mark.number + 1 == number)
        };
        // What the mark closes is open no more, and what is around a box is not in it.
        let is_open = |at: &usize, kind: MarkKind| {
            let open = self.tree.branches[*at].kind;
            open == kind && mark.is_none_or(|mark| open < mark.kind && mark.kind != MarkKind::Box)
        };
        let may_begin = |kind: MarkKind| {
            mark.is_none_or(|mark| mark.kind != kind)
                && !self.stack.iter().any(|at| is_open(at, kind))
        };
        next_cut(line, from, follows, may_begin)
    }

    /// Returns whether a mark at the head of a line is one here.
    fn fits(&self, mark: &PrintedMark<'_>) -> bool {
        match mark.kind {
            MarkKind::Decimal if self.decimal_headings.contains(&mark.path) => true,
            // A year or a quantity cut from its sentence.
            MarkKind::Decimal => match self.last.get(&MarkKind::Decimal) {
                Some(last) => mark.number <= last + 3,
                None => mark.number == 1 && self.is_of_chapter(mark),
            },
            MarkKind::Digit if mark.number > 60 => self
                .last
                .get(&MarkKind::Digit)
                .is_some_and(|last| mark.number <= last + 3),
            // Before anything else they are a page's own lists.
            MarkKind::Dash | MarkKind::Bullet => !mark.rest.is_empty() && !self.stack.is_empty(),
            _ => true,
        }
    }

    /// Returns whether the first decimal mark is of the chapter that is open, or of the first.
    fn is_of_chapter(&self, mark: &PrintedMark<'_>) -> bool {
        let chapter = mark.path[0];
        let is_open = |at: &usize| self.tree.branches[*at].number == chapter;
        chapter == 1 || self.stack.iter().any(is_open) || self.stack.is_empty()
    }

    /// Opens an entry that has no mark but its looks; it is counted.
    pub(super) fn styled(&mut self, kind: MarkKind, text: &str, line_no: usize) {
        self.open(&PrintedMark::new(kind, 0, text), text, line_no);
    }

    /// Opens an entry behind its mark.
    fn open(&mut self, mark: &PrintedMark<'_>, text: &str, line_no: usize) {
        self.leave_box(mark);
        if mark.kind == MarkKind::Box {
            self.enter_box();
        } else {
            self.climb(mark);
        }
        if self.stack.is_empty() {
            if mark.kind == MarkKind::Decimal {
                self.open_chapter(mark.path[0], line_no);
            }
            self.open_outermost(mark);
        }
        let parent = self.stack.last().copied();
        let is_numbered = mark.number > 0 || matches!(mark.kind, MarkKind::Dash | MarkKind::Bullet);
        let number = self.number_of(mark, parent);
        let id = self.id_of(mark, number, parent);
        let at = self.tree.branches.len();
        self.tree.branches.push(Branch {
            kind: mark.kind,
            number,
            path: mark.path.clone(),
            id,
            parent,
            children: Vec::new(),
            line_no,
            rest: text.to_owned(),
            heading: String::new(),
            cut: HeadingCut::Line,
            paragraphs: Vec::new(),
            gap_after: self.gap(mark, parent),
            is_numbered,
            part: self.part(),
        });
        if let Some(parent) = parent {
            self.tree.branches[parent].children.push(at);
        }
        self.stack.push(at);
        if !is_counted(mark.kind) {
            self.last.insert(mark.kind, number);
        }
        if text.is_empty() {
            self.waiting = Some(at);
        } else {
            self.waiting = None;
            self.head(at, text, line_no);
        }
    }

    /// Opens the chapter of a decimal mark that has none: 2.1 without a 2. Its number is its heading.
    fn open_chapter(&mut self, number: u32, line_no: usize) {
        let heading = number.to_string();
        let mark = PrintedMark::new(MarkKind::Digit, number, "");
        self.open(&mark, &heading, line_no);
    }

    /// Notes the kind of an outermost mark; one that restarts its numbering begins another text.
    fn open_outermost(&mut self, mark: &PrintedMark<'_>) {
        let is_known = self.roots.contains(&mark.kind);
        let restarts = is_known && mark.number == 1 && mark.kind <= MarkKind::Digit;
        if restarts {
            self.new_part();
        }
        if restarts || !is_known {
            self.roots.push(mark.kind);
        }
    }

    /// Returns the number of an entry: its mark's own, else that after the entries before it.
    fn number_of(&mut self, mark: &PrintedMark<'_>, parent: Option<usize>) -> u32 {
        if is_counted(mark.kind) {
            let ordinal = self.ordinals.entry(parent).or_default();
            *ordinal += 1;
            *ordinal
        } else if mark.number == 0 {
            self.next_sibling(mark.kind, parent)
        } else {
            mark.number
        }
    }

    /// Gives an entry its heading.
    fn head(&mut self, at: usize, text: &str, line_no: usize) {
        let is_section = matches!(
            self.tree.branches[at].kind,
            MarkKind::Part
                | MarkKind::Chapter
                | MarkKind::Division
                | MarkKind::Han
                | MarkKind::BracketHan
                | MarkKind::Box
        );
        let heading = split_heading(text, |inside| (self.is_group)(inside), is_section);
        let branch = &mut self.tree.branches[at];
        heading.text.clone_into(&mut branch.heading);
        branch.cut = heading.cut;
        if !heading.rest.is_empty() {
            let rest = TextParagraph::behind_mark(heading.rest, line_no);
            branch.paragraphs.push(rest);
        }
    }

    /// Returns the number of an entry without one: that after its last sibling.
    fn next_sibling(&self, kind: MarkKind, parent: Option<usize>) -> u32 {
        let last = match parent {
            Some(parent) => self.tree.branches[parent]
                .children
                .iter()
                .rev()
                .map(|child| &self.tree.branches[*child])
                .find(|child| child.kind == kind),
            None => self.tree.branches.iter().rev().find(|branch| {
                branch.part == self.part() && branch.parent.is_none() && branch.kind == kind
            }),
        };
        last.map_or(1, |last| last.number + 1)
    }

    /// Begins a box, beside the entry that it follows, or in a heading that has no text yet.
    fn enter_box(&mut self) {
        if let Some(top) = self.stack.last()
            && self.stack.len() > 1
            && !self.tree.branches[*top].paragraphs.is_empty()
        {
            self.stack.pop();
        }
        self.around_box = Some(std::mem::take(&mut self.last));
    }

    /// Closes a box where an entry comes that goes on around it, not in it.
    fn leave_box(&mut self, mark: &PrintedMark<'_>) {
        let Some(around) = &self.around_box else {
            return;
        };
        let follows = |last: &HashMap<MarkKind, u32>| {
            last.get(&mark.kind)
                .is_some_and(|last| mark.number == last + 1)
        };
        let goes_around = match mark.kind {
            MarkKind::BracketHan => !self.begins_in_box(mark) && !follows(&self.last),
            kind => kind <= MarkKind::Box || follows(around) && !follows(&self.last),
        };
        if goes_around {
            let around = self.around_box.take().unwrap_or_default();
            self.last = around;
            while let Some(top) = self.stack.pop() {
                if self.tree.branches[top].kind == MarkKind::Box {
                    break;
                }
            }
        }
    }

    /// Returns whether a mark is the first （一） of a box: one that has nothing yet, or beside a list of such marks.
    fn begins_in_box(&self, mark: &PrintedMark<'_>) -> bool {
        let branches = &self.tree.branches;
        let mut open = self.stack.iter().map(|at| &branches[*at]);
        let has_list = || {
            let around = self.around_box.as_ref();
            around.is_some_and(|around| around.contains_key(&MarkKind::BracketHan))
        };
        mark.number == 1
            && open
                .find(|branch| branch.kind == MarkKind::Box)
                .is_some_and(|it| it.paragraphs.is_empty() && it.children.is_empty() || has_list())
    }

    /// Closes what does not go around an entry of this kind.
    fn climb(&mut self, mark: &PrintedMark<'_>) {
        let kind_of = |at: &usize| self.tree.branches[*at].kind;
        let in_box = self
            .stack
            .iter()
            .rposition(|at| kind_of(at) == MarkKind::Box);
        if let Some(around) = in_box.filter(|_| mark.kind == MarkKind::BracketHan) {
            self.stack.truncate(around + 1);
        } else if mark.kind == MarkKind::Decimal {
            let around = self.stack.iter().rposition(|at| self.is_around(*at, mark));
            self.stack.truncate(around.map_or(0, |at| at + 1));
        } else if let Some(same) = self.stack.iter().position(|at| kind_of(at) == mark.kind) {
            self.stack.truncate(same);
        } else if !self.is_first_under_digit(mark) {
            let around = self.stack.iter().rposition(|at| kind_of(at) <= mark.kind);
            self.stack.truncate(around.map_or(0, |at| at + 1));
        }
    }

    /// Returns whether an entry goes around one with a decimal mark: 1. and 1.1 around 1.1.1.
    fn is_around(&self, at: usize, mark: &PrintedMark<'_>) -> bool {
        let branch = &self.tree.branches[at];
        match branch.kind {
            MarkKind::Decimal => branch.path.len() < mark.path.len(),
            MarkKind::Digit => branch.number == mark.path[0],
            kind => kind < MarkKind::Digit,
        }
    }

    /// Returns whether a mark is the first （一） in a text whose outermost marks are 1., 2.
    fn is_first_under_digit(&self, mark: &PrintedMark<'_>) -> bool {
        let [outermost] = self.stack[..] else {
            return false;
        };
        mark.kind == MarkKind::BracketHan
            && mark.number == 1
            && self.tree.branches[outermost].kind == MarkKind::Digit
            && !self.last.contains_key(&MarkKind::Han)
    }

    /// Returns the number that the last entry of a mark's kind has, where the mark's own does not follow on it.
    fn gap(&self, mark: &PrintedMark<'_>, parent: Option<usize>) -> Option<u32> {
        let has_gaps = mark.number > 1 && !is_counted(mark.kind) && mark.kind != MarkKind::Box;
        let before = match mark.kind {
            MarkKind::Decimal => self.next_sibling(mark.kind, parent) - 1,
            kind => self.last.get(&kind).copied()?,
        };
        (has_gaps && mark.number != before + 1).then_some(before)
    }

    /// Returns the dotted path of an entry's numbers; one that is already taken under the same heading gets a number of
    /// its own.
    fn id_of(&mut self, mark: &PrintedMark<'_>, number: u32, parent: Option<usize>) -> String {
        let parent = parent.map(|parent| &self.tree.branches[parent]);
        let own = if mark.kind == MarkKind::Box {
            format!("b{number}")
        } else if mark.path.is_empty() {
            number.to_string()
        } else {
            // 1.2.3 in 1.2 or in 一、 repeats the numbers around it.
            let repeated = parent.map_or(0, |parent| match parent.kind {
                MarkKind::Decimal => mark.path.len() - 1,
                _ => usize::from(parent.number == mark.path[0]),
            });
            let numbers = mark.path[repeated..].iter().map(u32::to_string);
            numbers.collect::<Vec<_>>().join(".")
        };
        let id = match parent {
            Some(parent) => format!("{}.{own}", parent.id),
            None => own,
        };
        let times = self.ids.entry(id.clone()).or_default();
        *times += 1;
        if *times > 1 {
            format!("{id}-{times}")
        } else {
            id
        }
    }

    /// Adds a paragraph to the entry that is open; the first behind a mark alone on its line is its heading.
    fn text(&mut self, text: &str, line_no: usize) {
        if text.is_empty() {
            return;
        }
        if let Some(at) = self.waiting.take() {
            self.head(at, text, line_no);
            return;
        }
        let paragraph = TextParagraph::alone(text, line_no);
        match self.stack.last() {
            Some(top) => self.tree.branches[*top].paragraphs.push(paragraph),
            None => {
                if let Some(preamble) = self.tree.preambles.last_mut() {
                    preamble.push(paragraph);
                }
            }
        }
    }
}

/// Returns whether entries of a kind have no numbers and are counted in their entry.
fn is_counted(kind: MarkKind) -> bool {
    matches!(kind, MarkKind::Dash | MarkKind::Bullet | MarkKind::Lead)
}
