//! The tree that a document's marks make.

use crate::document::SourceLine;

use super::branch::{Branch, TextParagraph};
use super::marks::{MarkKind, mark_of};
use super::tree_builder::TreeBuilder;

/// Everything marked in a run of lines, and the text before the first mark of each part.
#[derive(Debug, Default)]
pub(crate) struct Tree {
    pub(crate) branches: Vec<Branch>,
    /// The lines before the first mark, one list a part.
    pub(crate) preambles: Vec<Vec<TextParagraph>>,
    /// The numbered notes below tables, which are not entries.
    pub(crate) notes: Vec<TextParagraph>,
}

impl Tree {
    /// Reads down `lines`. `is_boundary` says where a text of its own begins (附件), `styled` which kind of mark a line
    /// without one looks like, `is_group` whether a bracket assigns units.
    pub(crate) fn of(
        lines: &[SourceLine],
        is_boundary: impl Fn(usize) -> bool,
        styled: impl Fn(usize) -> Option<MarkKind>,
        is_group: impl Fn(&str) -> bool,
    ) -> Self {
        let mut builder = TreeBuilder::new(headings_of_decimals(lines), &is_group);
        for (at, line) in lines.iter().enumerate() {
            if is_boundary(at) {
                builder.new_part();
            }
            // A bold lead alone begins no text.
            match styled(at).filter(|kind| *kind != MarkKind::Lead || builder.is_open()) {
                Some(kind) => builder.styled(kind, &line.text, line.line_no),
                None => builder.line(&line.text, line.line_no),
            }
        }
        builder.tree
    }
}

/// Returns the paths of the headings whose first part has a decimal mark: 2 of 2.1, 4.5 of 4.5.1.
fn headings_of_decimals(lines: &[SourceLine]) -> Vec<Vec<u32>> {
    let marks = lines.iter().filter_map(|line| mark_of(&line.text));
    let first_parts = marks.filter_map(|mark| match mark.path.split_last() {
        Some((1, heading)) if !heading.is_empty() => Some(heading.to_vec()),
        _ => None,
    });
    first_parts.collect()
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

    fn ids(text: &str) -> Vec<String> {
        rows(text).into_iter().map(|row| row.0).collect()
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
        assert_eq!(
            ids(text),
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
        assert_eq!(ids(text), ["2", "2.1", "2.1.1", "2.1.2", "2.2", "2.2.1"]);
    }

    #[test]
    fn chapters_articles_and_decimals_nest() {
        let text = "第一章 总则\n第一条 目的。\n第二章 任务\n第二条 建设。\n（一）甲。\n（二）乙。";
        assert_eq!(ids(text), ["1", "1.1", "2", "2.2", "2.2.1", "2.2.2"]);
        let text = "1. 总则\n1.1 目的\n1.2 依据\n2. 任务\n2.1 建设\n2.1.1 甲";
        assert_eq!(ids(text), ["1", "1.1", "1.2", "2", "2.1", "2.1.1"]);
        for text in [
            "1 目标\n2 任务\n2.1 建设\n2.1.1 甲\n2.1.2 乙\n2.2 培训\n3 保障\n3.1 组织",
            "一、目标\n二、任务\n2.1建设\n2.1.1甲\n2.1.2乙\n2.2培训\n三、保障\n3.1组织",
        ] {
            let all = ["1", "2", "2.1", "2.1.1", "2.1.2", "2.2", "3", "3.1"];
            assert_eq!(ids(text), all, "{text}");
        }
        assert_eq!(
            rows("2.1建设\n2.2培训\n达到\n2.5万人。"),
            [
                row("2", "2", 1),
                row("2.1", "建设", 1),
                row("2.2", "培训", 2)
            ]
        );
    }

    #[test]
    fn a_text_may_begin_within_a_chapter() {
        let text = "4.5 人才优势\n集聚人才。\n4.5.1 引进。引进人才。\n4.5.2 培养。培养人才。\n4.6 科技服务\n4.6.1 评价。改进评价。";
        assert_eq!(ids(text), ["4", "4.5", "4.5.1", "4.5.2", "4.6", "4.6.1"]);
        // A quantity at the beginning of a line is not a heading.
        assert_eq!(ids("4.5 万人\n1.引进。"), ["1"]);
    }

    #[test]
    fn numbered_notes_below_a_table_are_no_entries() {
        let text =
            "一、任务\n注：1.率=甲/乙。\n2.每座不低于100米。\n二、保障\n1.丙。正文。\n2.丁。正文。";
        assert_eq!(ids(text), ["1", "2", "2.1", "2.2"]);
        let text = "一、任务\n1.甲。正文。\n注：1.率=甲/乙。\n2.丙。正文。";
        assert_eq!(ids(text), ["1", "1.1", "1.2"]);
        let text = "一、任务\n注：①范围由12项增加到21项。\n②城市增加到333个。\n二、保障";
        assert_eq!(ids(text), ["1", "2"]);
        assert!(ids("说明：1.本清单由专班督办。\n2.每月调度。").is_empty());
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
        assert_eq!(
            ids(text),
            ["1", "1.1", "1.2", "1.b1", "1.b1.1", "1.b1.2", "1.3"]
        );
        // So does a box whose entries are marked like those around it, also on one line.
        let text = "一、任务\n（一）甲。正文。\n专栏1 工程（一）乙。建设。（二）丙。建设。专栏2 行动\n（一）丁。建设。\n（二）戊。正文。\n（三）己。正文。";
        assert_eq!(
            ids(text),
            [
                "1", "1.1", "1.b1", "1.b1.1", "1.b1.2", "1.b2", "1.b2.1", "1.b2.2", "1.b2.3"
            ]
        );
        // The list around the box goes on after it.
        let text = "一、任务\n1.甲。正文。\n2.乙。正文。\n专栏1 工程\n建设三座。\n3.丙。正文。\n专栏2 行动\n1.丁。\n二、保障";
        assert_eq!(
            ids(text),
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
        let tree = self::tree("1.1 甲\n1.1.1 乙\n1.1.2 丙\n1.2 丁\n1.4 戊");
        let gaps: Vec<Option<u32>> = tree.branches.iter().map(|it| it.gap_after).collect();
        assert_eq!(gaps, [None, None, None, None, None, Some(2)]);
    }
}
