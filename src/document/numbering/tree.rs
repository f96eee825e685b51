//! The tree that a document's marks make.

use std::collections::HashMap;

use crate::document::SourceLine;

use super::branch::{Branch, TextParagraph};
use super::heading::{HeadingCut, split_heading};
use super::inline::next_cut;
use super::marks::{MarkKind, PrintedMark, mark_of};

/// Everything marked in a run of lines, and what stands before the first mark of each part.
#[derive(Debug, Default)]
pub(crate) struct Tree {
    pub(crate) branches: Vec<Branch>,
    /// The lines before the first mark, one list a part.
    pub(crate) preambles: Vec<Vec<TextParagraph>>,
}

impl Tree {
    /// Reads down `lines`. `is_boundary` tells where a text of its own begins (附件), `styled` which kind of mark a line
    /// without one looks like; `is_group` whether a bracket assigns units.
    pub(crate) fn of(
        lines: &[SourceLine],
        is_boundary: impl Fn(usize) -> bool,
        styled: impl Fn(usize) -> Option<MarkKind>,
        is_group: impl Fn(&str) -> bool,
    ) -> Self {
        let mut builder = Builder {
            tree: Self {
                branches: Vec::new(),
                preambles: vec![Vec::new()],
            },
            stack: Vec::new(),
            last: HashMap::new(),
            ordinals: HashMap::new(),
            ids: HashMap::new(),
            roots: Vec::new(),
            waiting: None,
            around_box: None,
            is_group: &is_group,
        };
        for (at, line) in lines.iter().enumerate() {
            if is_boundary(at) {
                builder.new_part();
            }
            match styled(at).filter(|kind| *kind != MarkKind::Lead || !builder.stack.is_empty()) {
                Some(kind) => builder.styled(kind, &line.text, line.line_no),
                None => builder.line(&line.text, line.line_no),
            }
        }
        builder.tree
    }
}

struct Builder<'g> {
    tree: Tree,
    /// The open entries, from the outermost.
    stack: Vec<usize>,
    /// The last number of each kind in this part.
    last: HashMap<MarkKind, u32>,
    /// How many dashes or bullets each entry has.
    ordinals: HashMap<Option<usize>, u32>,
    ids: HashMap<String, u32>,
    /// The kinds of the outermost marks of this part.
    roots: Vec<MarkKind>,
    /// An entry whose mark stands alone on its line.
    waiting: Option<usize>,
    /// The last numbers around the box that is open.
    around_box: Option<HashMap<MarkKind, u32>>,
    is_group: &'g dyn Fn(&str) -> bool,
}

impl Builder<'_> {
    fn new_part(&mut self) {
        self.stack.clear();
        self.last.clear();
        self.ordinals.clear();
        self.ids.clear();
        self.roots.clear();
        self.waiting = None;
        self.around_box = None;
        self.tree.preambles.push(Vec::new());
    }

    fn part(&self) -> usize {
        self.tree.preambles.len() - 1
    }

    fn line(&mut self, line: &str, line_no: usize) {
        let mut rest = line;
        let mut at_line_start = true;
        loop {
            let mark = mark_of(rest).filter(|mark| !at_line_start || self.fits(mark));
            let from = mark.as_ref().map_or(0, |mark| rest.len() - mark.rest.len());
            let cut = next_cut(
                rest,
                from,
                |kind, number| {
                    self.last.get(&kind) == Some(&(number - 1)) && number > 1 || {
                        mark.as_ref()
                            .is_some_and(|mark| mark.kind == kind && mark.number + 1 == number)
                    }
                },
                |kind| {
                    // What this entry closes is open no more.
                    let stays = |open: MarkKind| mark.as_ref().is_none_or(|mark| open < mark.kind);
                    let is_open = |at: &usize| {
                        let open = self.tree.branches[*at].kind;
                        open == kind && stays(open)
                    };
                    !self.stack.iter().any(is_open)
                        && mark.as_ref().is_none_or(|mark| mark.kind != kind)
                },
            );
            let piece = &rest[..cut.unwrap_or(rest.len())];
            match mark {
                Some(mark) => {
                    let text = &piece[from.min(piece.len())..];
                    self.open(&mark, text.trim(), line_no);
                }
                None => self.text(piece.trim(), line_no, false),
            }
            match cut {
                Some(cut) => rest = &rest[cut..],
                None => break,
            }
            at_line_start = false;
        }
    }

    /// Returns whether a mark at the head of a line is one here.
    fn fits(&self, mark: &PrintedMark<'_>) -> bool {
        match mark.kind {
            // A year or a quantity cut from its sentence.
            MarkKind::Decimal => mark.number == 1 || self.last.contains_key(&MarkKind::Decimal),
            MarkKind::Digit if mark.number > 60 => self
                .last
                .get(&MarkKind::Digit)
                .is_some_and(|last| mark.number <= last + 3),
            // Before anything else they are a page's own lists.
            MarkKind::Dash | MarkKind::Bullet => !mark.rest.is_empty() && !self.stack.is_empty(),
            _ => true,
        }
    }

    /// Opens an entry that has no mark but its looks; it is counted.
    fn styled(&mut self, kind: MarkKind, text: &str, line_no: usize) {
        let mark = PrintedMark {
            kind,
            number: 0,
            path: Vec::new(),
            printed: "",
            rest: text,
        };
        self.open(&mark, text, line_no);
    }

    fn open(&mut self, mark: &PrintedMark<'_>, text: &str, line_no: usize) {
        self.leave_box(mark);
        if mark.kind == MarkKind::Box {
            self.enter_box();
        } else {
            self.climb(mark);
        }
        if self.stack.is_empty() && self.restarts(mark) {
            self.new_part();
        }
        if self.stack.is_empty() && !self.roots.contains(&mark.kind) {
            self.roots.push(mark.kind);
        }
        let parent = self.stack.last().copied();
        let counted = matches!(
            mark.kind,
            MarkKind::Dash | MarkKind::Bullet | MarkKind::Lead
        );
        let is_numbered = mark.number > 0 || matches!(mark.kind, MarkKind::Dash | MarkKind::Bullet);
        let number = if mark.number == 0 && !counted {
            self.next_sibling(mark.kind, parent)
        } else if counted {
            let ordinal = self.ordinals.entry(parent).or_default();
            *ordinal += 1;
            *ordinal
        } else {
            mark.number
        };
        let id = self.id_of(mark, number, parent);
        let has_gap = !counted && is_numbered && mark.kind != MarkKind::Box;
        let gap_after = has_gap.then(|| self.gap(mark)).flatten();
        let at = self.tree.branches.len();
        self.tree.branches.push(Branch {
            kind: mark.kind,
            number,
            id,
            parent,
            children: Vec::new(),
            line_no,
            rest: text.to_owned(),
            heading: String::new(),
            cut: HeadingCut::Line,
            paragraphs: Vec::new(),
            gap_after,
            is_numbered,
            part: self.part(),
        });
        if let Some(parent) = parent {
            self.tree.branches[parent].children.push(at);
        }
        self.stack.push(at);
        if !counted {
            self.last.insert(mark.kind, number);
        }
        self.waiting = None;
        if text.is_empty() {
            self.waiting = Some(at);
        } else {
            self.head(at, text, line_no);
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
            branch.paragraphs.push(TextParagraph {
                text: heading.rest.to_owned(),
                line_no,
                follows_mark: true,
            });
        }
    }

    /// The number of an entry without one: that after its last sibling.
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

    /// A box stands beside the entry that it follows, or in a heading that has no text yet.
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
        if mark.kind <= MarkKind::Box || follows(around) && !follows(&self.last) {
            let around = self.around_box.take().unwrap_or_default();
            self.last = around;
            while let Some(top) = self.stack.pop() {
                if self.tree.branches[top].kind == MarkKind::Box {
                    break;
                }
            }
        }
    }

    /// Closes what does not go around an entry of this kind.
    fn climb(&mut self, mark: &PrintedMark<'_>) {
        let kind_of = |at: &usize| self.tree.branches[*at].kind;
        if mark.kind == MarkKind::Decimal {
            let depth = mark.path.len();
            while let Some(top) = self.stack.last() {
                let branch = &self.tree.branches[*top];
                let outer = match branch.kind {
                    MarkKind::Decimal => branch.id.split('.').count() < depth,
                    MarkKind::Digit => depth == 2 && branch.number == mark.path[0],
                    kind => kind < MarkKind::Digit,
                };
                if outer {
                    break;
                }
                self.stack.pop();
            }
            return;
        }
        if let Some(same) = self.stack.iter().position(|at| kind_of(at) == mark.kind) {
            self.stack.truncate(same);
            return;
        }
        // Numbered 1. at the very top, with （一） inside.
        let is_child = mark.number == 1
            && self.stack.len() == 1
            && self.stack.iter().all(|at| kind_of(at) == MarkKind::Digit)
            && mark.kind == MarkKind::BracketHan
            && !self.last.contains_key(&MarkKind::Han);
        if is_child {
            return;
        }
        while self
            .stack
            .last()
            .is_some_and(|top| kind_of(top) > mark.kind)
        {
            self.stack.pop();
        }
    }

    /// Returns whether an outermost mark begins another text: its numbering starts again.
    fn restarts(&self, mark: &PrintedMark<'_>) -> bool {
        mark.number == 1 && mark.kind <= MarkKind::Digit && self.roots.contains(&mark.kind)
    }

    fn gap(&self, mark: &PrintedMark<'_>) -> Option<u32> {
        let before = *self.last.get(&mark.kind)?;
        (mark.number != 1 && mark.number != before + 1).then_some(before)
    }

    fn id_of(&mut self, mark: &PrintedMark<'_>, number: u32, parent: Option<usize>) -> String {
        let own = if mark.kind == MarkKind::Box {
            format!("b{number}")
        } else if mark.path.is_empty() {
            number.to_string()
        } else {
            mark.path
                .iter()
                .map(u32::to_string)
                .collect::<Vec<_>>()
                .join(".")
        };
        let id = match parent.map(|parent| &self.tree.branches[parent]) {
            Some(parent) if !mark.path.is_empty() && parent.kind >= MarkKind::Digit => own,
            Some(parent) => format!("{}.{own}", parent.id),
            None => own,
        };
        // A number that stands twice under the same heading.
        let times = self.ids.entry(id.clone()).or_default();
        *times += 1;
        if *times > 1 {
            format!("{id}-{times}")
        } else {
            id
        }
    }

    fn text(&mut self, text: &str, line_no: usize, follows_mark: bool) {
        if text.is_empty() {
            return;
        }
        if let Some(at) = self.waiting.take() {
            self.head(at, text, line_no);
            return;
        }
        let paragraph = TextParagraph {
            text: text.to_owned(),
            line_no,
            follows_mark,
        };
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::SourceText;

    fn tree(text: &str) -> Tree {
        let text = SourceText::from_plain(text);
        Tree::of(
            &text.lines,
            |_| false,
            |_| None,
            |inside| inside.contains("负责"),
        )
    }

    fn rows(text: &str) -> Vec<(String, String, usize)> {
        let tree = tree(text);
        tree.branches
            .into_iter()
            .map(|branch| (branch.id, branch.heading, branch.line_no))
            .collect()
    }

    fn row(id: &str, heading: &str, line_no: usize) -> (String, String, usize) {
        (id.to_owned(), heading.to_owned(), line_no)
    }

    #[test]
    fn numbers_become_dotted_paths() {
        let text = "一、目标\n到2025年,达到\n2.5元。\n二、任务\n（一）行动。\n  1.甲。说明\n 2． 乙，说明\n(十一)工程\n12、丙。\n三、保障\n（一）组织。各单位负责\n（二）经费。";
        assert_eq!(
            rows(text),
            [
                row("1", "目标", 1),
                row("2", "任务", 4),
                row("2.1", "行动", 5),
                row("2.1.1", "甲", 6),
                row("2.1.2", "乙，说明", 7),
                row("2.11", "工程", 8),
                row("2.11.12", "丙", 9),
                row("3", "保障", 10),
                row("3.1", "组织", 11),
                row("3.2", "经费", 12),
            ]
        );
    }

    #[test]
    fn entries_on_one_line_are_taken_apart() {
        let text = "方案。一、任务（一）落实政策。（财政部负责）具体措施：1．总结经验。（财政部负责）2．简化程序。（二）促进融资。具体措施：1．鼓励银行。2．完善评价。二、保障";
        let ids: Vec<String> = rows(text).into_iter().map(|row| row.0).collect();
        assert_eq!(
            ids,
            ["1", "1.1", "1.1.1", "1.1.2", "1.2", "1.2.1", "1.2.2", "2"]
        );
    }

    #[test]
    fn a_number_alone_on_its_line_has_its_heading_on_the_next() {
        assert_eq!(rows("（三）\n合理用药\n说明"), [row("3", "合理用药", 1)]);
    }

    #[test]
    fn dashes_count_in_their_entry() {
        let text = "二、保障\n(一)组织\n——市政府领导。\n——各乡镇领导。\n(二)机制\n——共建。";
        let ids: Vec<String> = rows(text).into_iter().map(|row| row.0).collect();
        assert_eq!(ids, ["2", "2.1", "2.1.1", "2.1.2", "2.2", "2.2.1"]);
    }

    #[test]
    fn chapters_articles_and_decimals_nest() {
        let text = "第一章 总则\n第一条 目的。\n第二章 任务\n第二条 建设。\n（一）甲。\n（二）乙。";
        let ids: Vec<String> = rows(text).into_iter().map(|row| row.0).collect();
        assert_eq!(ids, ["1", "1.1", "2", "2.2", "2.2.1", "2.2.2"]);
        let text = "1. 总则\n1.1 目的\n1.2 依据\n2. 任务\n2.1 建设\n2.1.1 甲";
        let ids: Vec<String> = rows(text).into_iter().map(|row| row.0).collect();
        assert_eq!(ids, ["1", "1.1", "1.2", "2", "2.1", "2.1.1"]);
    }

    #[test]
    fn a_numbering_that_starts_again_is_another_text() {
        let tree = tree("一、甲\n二、乙\n一、丙\n二、丁");
        let parts: Vec<usize> = tree.branches.iter().map(|branch| branch.part).collect();
        assert_eq!(parts, [0, 0, 1, 1]);
    }

    #[test]
    fn a_box_stands_beside_the_entry_that_it_follows() {
        let text = "一、任务\n（一）甲。正文。\n（二）乙。正文。\n专栏1 工程\n1.丙。建设。\n2.丁。建设。\n（三）戊。正文。";
        let ids: Vec<String> = rows(text).into_iter().map(|row| row.0).collect();
        assert_eq!(ids, ["1", "1.1", "1.2", "1.b1", "1.b1.1", "1.b1.2", "1.3"]);
        // The list around the box goes on after it.
        let text = "一、任务\n1.甲。正文。\n2.乙。正文。\n专栏1 工程\n建设三座。\n3.丙。正文。\n专栏2 行动\n1.丁。\n二、保障";
        let ids: Vec<String> = rows(text).into_iter().map(|row| row.0).collect();
        assert_eq!(
            ids,
            ["1", "1.1", "1.2", "1.b1", "1.3", "1.b2", "1.b2.1", "2"]
        );
    }

    #[test]
    fn an_entry_without_a_number_is_counted_after_its_siblings() {
        let text = SourceText::from_plain("一、甲\n（一）乙\n丙\n丁");
        let kinds = [None, None, Some(MarkKind::BracketHan), Some(MarkKind::Han)];
        let tree = Tree::of(&text.lines, |_| false, |at| kinds[at], |_| false);
        let ids: Vec<&str> = tree
            .branches
            .iter()
            .map(|branch| branch.id.as_str())
            .collect();
        assert_eq!(ids, ["1", "1.1", "1.2", "2"]);
        assert_eq!(tree.branches[3].printed_number(false, &tree), "¶");
    }

    #[test]
    fn a_gap_and_a_number_that_stands_twice_are_noted() {
        let tree = tree("一、任务\n1.甲\n2.乙\n5.丙\n5.丁");
        let rows: Vec<(&str, Option<u32>)> = tree
            .branches
            .iter()
            .map(|branch| (branch.id.as_str(), branch.gap_after))
            .collect();
        assert_eq!(
            rows,
            [
                ("1", None),
                ("1.1", None),
                ("1.2", None),
                ("1.5", Some(2)),
                ("1.5-2", Some(5))
            ]
        );
    }
}
