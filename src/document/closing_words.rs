//! Words behind the last entry of a list that do not belong to it: what closes a document, what a section is to reach.

use super::numbering::branch::{Branch, TextParagraph};
use super::numbering::tree::Tree;
use super::text::AnyOf;
use super::units::spans::unit_spans;

/// Takes the words that close a document from its last entry: 本办法自发布之日起施行, and what follows the entry's
/// units where the units of other entries come last.
pub(crate) fn take_closing_words(tree: &mut Tree, part: usize) {
    let Some(last) = tree.branches.iter().rposition(|branch| branch.part == part) else {
        return;
    };
    let (others, from_last) = tree.branches.split_at_mut(last);
    let paragraphs = &mut from_last[0].paragraphs;
    // Closing words are paragraphs of their own.
    if paragraphs.iter().all(|paragraph| paragraph.follows_mark) {
        return;
    }
    let others = others.iter().filter(|branch| branch.part == part);
    let after_units = || {
        let units = paragraphs.iter().rposition(assigns)?;
        units_stand_last(others).then_some(units + 1)
    };
    let end = closing_words(paragraphs).into_iter().chain(after_units());
    if let Some(end) = end.min() {
        paragraphs.truncate(end);
    }
}

/// Finds the paragraph of the last entry that closes the document.
fn closing_words(paragraphs: &[TextParagraph]) -> Option<usize> {
    const SHORTEST: usize = 20;
    let is_text = |paragraph: &TextParagraph| {
        paragraph.follows_mark && paragraph.text.chars().count() > SHORTEST
    };
    let has_text = paragraphs.iter().any(is_text);
    paragraphs.iter().position(|paragraph| {
        let text = paragraph.text.as_str();
        !paragraph.follows_mark && (is_closing(text) || has_text && speaks_to_all(text))
    })
}

/// Returns whether a paragraph says from when and how long a document holds, and who explains it.
fn is_closing(text: &str) -> bool {
    const DOCUMENTS: [&str; 9] = [
        "本办法", "本措施", "本方案", "本意见", "本计划", "本政策", "本通知", "本规划", "以上",
    ];
    text.starts_with_any(&DOCUMENTS)
        && text.contains_any(&["起施行", "起实施", "起执行", "有效期", "负责解释"])
}

/// Returns whether a paragraph asks all whom a document goes to to carry it out: 各地区、各部门要充分认识….
fn speaks_to_all(text: &str) -> bool {
    const ASKS: [&str; 7] = [
        "充分认识", "高度重视", "结合实际", "加强组织领导", "抓好组织实施", "抓好落实", "抓好贯彻",
    ];
    text.starts_with_any(&["各地区", "各地、", "各地要", "各级各部门", "各省（"])
        && text.contains_any(&ASKS)
}

/// Returns whether a paragraph assigns units.
pub(super) fn assigns(paragraph: &TextParagraph) -> bool {
    !unit_spans(&paragraph.text).is_empty()
}

/// Returns whether entries with units have them in their last paragraph, save a few.
fn units_stand_last<'t>(branches: impl Iterator<Item = &'t Branch>) -> bool {
    let (mut all, mut last) = (0, 0);
    for branch in branches.filter(|branch| branch.paragraphs.iter().any(assigns)) {
        all += 1;
        last += usize::from(branch.paragraphs.last().is_some_and(assigns));
    }
    all >= 3 && last * 4 >= all * 3
}

/// Gives the results of a section, listed behind its last entry, to the section: 标志性成果：到2027年，培育企业50家.
/// The last entry keeps its own results where the other entries list theirs.
pub(crate) fn take_results_of_sections(tree: &mut Tree, part: usize) {
    for at in 0..tree.branches.len() {
        let section = &tree.branches[at];
        let [others @ .., last] = section.children.as_slice() else {
            continue;
        };
        let is_leaf = tree.branches[*last].children.is_empty();
        let told = |branch: usize| tree.branches[branch].paragraphs.iter().any(tells_results);
        let others_tell = others.is_empty() || others.iter().any(|other| told(*other));
        if section.part != part || !is_leaf || others_tell {
            continue;
        }
        let last = *last;
        let own = std::mem::take(&mut tree.branches[last].paragraphs);
        let (results, own) = own.into_iter().partition(tells_results);
        tree.branches[last].paragraphs = own;
        tree.branches[at].paragraphs.extend::<Vec<_>>(results);
    }
}

/// Returns whether a paragraph of its own lists results.
fn tells_results(paragraph: &TextParagraph) -> bool {
    !paragraph.follows_mark && names_results(&paragraph.text)
}

/// Returns whether a text begins with a label for results: 标志性成果：.
pub(crate) fn names_results(text: &str) -> bool {
    const LABELS: [&str; 14] = [
        "标志性成果", "阶段性成果", "预期成果", "预期成效", "预期目标", "主要目标", "工作目标",
        "发展目标", "建设目标", "任务目标", "阶段目标", "量化目标", "目标指标", "主要指标",
    ];
    let text = text.trim_start_matches(['*', '●', '•', '★', '※']);
    let label = text.strip_prefix_any(&LABELS);
    label.is_some_and(|rest| rest.starts_with(['：', ':']))
}

#[cfg(test)]
mod tests {
    use super::super::source_text::SourceText;
    use super::*;

    fn last_texts(text: &str) -> Vec<String> {
        let text = SourceText::from_plain(text);
        let mut tree = Tree::of(&text.lines, |_| false, |_| None, |_| false);
        take_closing_words(&mut tree, 0);
        let last = tree.branches.pop().unwrap();
        let texts = last.paragraphs.into_iter();
        texts.map(|paragraph| paragraph.text).collect()
    }

    #[test]
    fn words_that_close_a_document_are_none_of_its_last_entry() {
        let entry = "一、修渠\n（县水利局负责）\n二、护林\n（县林业局负责）\n三、治沙\n（县林业局负责）\n\
                     四、植树。沿河两岸种植杨柳并逐段落实看护，每年补种一次。\n";
        let units = "（县林业局负责）";
        for (closing, kept) in [
            ("本办法自公布之日起施行。", ""),
            ("各地要结合实际，抓好落实。", ""),
            ("各地要补种杨柳。", "各地要补种杨柳。"),
            ("（县林业局负责）\n各乡镇每月上报一次。", units),
        ] {
            let kept: Vec<&str> = kept.lines().collect();
            assert_eq!(
                last_texts(&format!("{entry}{closing}"))[1..],
                kept,
                "{closing}"
            );
        }
    }

    #[test]
    fn what_a_section_is_to_reach_is_none_of_its_last_entry() {
        let texts = |text: &str| -> Vec<usize> {
            let text = SourceText::from_plain(text);
            let mut tree = Tree::of(&text.lines, |_| false, |_| None, |_| false);
            take_results_of_sections(&mut tree, 0);
            let branches = tree.branches.iter();
            let count = |branch: &Branch| {
                branch
                    .paragraphs
                    .iter()
                    .filter(|it| tells_results(it))
                    .count()
            };
            branches.map(count).collect()
        };
        let section =
            "一、开源\n1.社区。建设社区。\n2.政策。制定政策。\n*标志性成果：培育企业50家。\n";
        assert_eq!(texts(section), [1, 0, 0]);
        let each = section.replace("建设社区。\n", "建设社区。\n标志性成果：建成社区5个。\n");
        assert_eq!(texts(&each), [0, 1, 1]);
        assert_eq!(
            texts("一、开源\n1.社区。建设社区。\n标志性成果：培育企业50家。\n"),
            [0, 1]
        );
    }
}
