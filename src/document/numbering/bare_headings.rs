//! Headings whose numbers were lost, above entries that have theirs: a copied page drops what Word numbers by itself.

use super::marks::{MarkKind, mark_of};
use crate::document::SourceLine;
use crate::document::text::AnyOf;
use crate::document::units::kinds::looks_like_unit;
use crate::document::units::labels::label_at;

/// The longest heading, in characters.
const LONGEST: usize = 30;

/// Finds the headings without numbers of a document that numbers no chapter, each with the mark that it would have.
pub(super) fn bare_headings(
    lines: &[SourceLine],
    is_title: impl Fn(&str) -> bool,
) -> Vec<(usize, MarkKind)> {
    let marks: Vec<Option<(MarkKind, u32)>> = lines
        .iter()
        .map(|line| mark_of(&line.text).map(|mark| (mark.kind, mark.number)))
        .collect();
    let has_chapters = marks
        .iter()
        .flatten()
        .any(|(kind, _)| *kind <= MarkKind::Han);
    if has_chapters || lines.iter().any(|line| line.heading_level.is_some()) {
        return Vec::new();
    }
    let is_bare = |at: &usize| {
        marks[*at].is_none() && is_heading(&lines[*at].text) && !is_title(&lines[*at].text)
    };
    for kind in [MarkKind::BracketHan, MarkKind::Digit] {
        let entries = marks.iter().enumerate().filter_map(|(at, mark)| {
            let (_, number) = mark.filter(|(own, _)| *own == kind)?;
            let above = (0..at).rev().take_while(is_bare).take(2);
            Some((number, above.collect::<Vec<usize>>()))
        });
        let mut runs: Vec<_> = entries.collect();
        let entries = runs.len();
        runs.retain(|(_, above)| !above.is_empty());
        // If each entry has one above it, they belong to the entries.
        if runs.len() < entries && are_chapters(&runs) {
            return marks_of(
                runs,
                kind,
                (0..lines.len()).filter(|at| is_bare(at) && is_frame(&lines[*at].text)),
            );
        }
    }
    Vec::new()
}

/// Returns whether headings part the entries below them: each begins with the first, or they go on from one to the next.
fn are_chapters(runs: &[(u32, Vec<usize>)]) -> bool {
    let begin_anew = runs.iter().all(|(number, _)| *number == 1);
    let go_on = runs.windows(2).all(|pair| pair[0].0 < pair[1].0);
    runs.len() > 1 && (begin_anew || go_on)
}

/// Marks headings above entries of a kind, two in a row as chapter and section, and the chapters without entries.
fn marks_of(
    runs: Vec<(u32, Vec<usize>)>,
    kind: MarkKind,
    frames: impl Iterator<Item = usize>,
) -> Vec<(usize, MarkKind)> {
    let has_sections = kind == MarkKind::Digit && runs.iter().any(|(_, above)| above.len() > 1);
    let mut found: Vec<(usize, MarkKind)> = frames.map(|at| (at, MarkKind::Han)).collect();
    for (_, above) in runs {
        let section = if has_sections {
            MarkKind::BracketHan
        } else {
            MarkKind::Han
        };
        found.push((above[0], section));
        if let Some(chapter) = above.get(1).filter(|_| has_sections) {
            found.push((*chapter, MarkKind::Han));
        }
    }
    found
}

/// Returns whether a line is a chapter that many plans have, around their tasks.
fn is_frame(text: &str) -> bool {
    const FRAMES: [&str; 12] = [
        "总体要求", "总体思路", "指导思想", "基本原则", "工作目标", "主要目标", "总体目标",
        "目标任务", "保障措施", "组织保障", "组织实施", "工作要求",
    ];
    FRAMES.contains(&text)
}

/// Returns whether a line is words alone, as a heading is.
fn is_heading(text: &str) -> bool {
    let length = text.chars().count();
    (4..=LONGEST).contains(&length)
        && text
            .chars()
            .all(|c| c.is_alphabetic() || "、“”《》".contains(c))
        && !text.starts_with_any(&["附件", "附表"])
        && label_at(text).is_none()
        && !looks_like_unit(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headings(text: &str) -> Vec<(usize, MarkKind)> {
        let lines: Vec<SourceLine> = text
            .lines()
            .map(|text| SourceLine {
                text: text.trim().to_owned(),
                ..SourceLine::default()
            })
            .collect();
        let mut found = bare_headings(&lines, |text| text.ends_with("要点"));
        found.sort_unstable_by_key(|(at, _)| *at);
        found
    }

    #[test]
    fn headings_without_numbers_part_the_entries_below() {
        use MarkKind::{BracketHan, Han};
        let chapters = "总体要求
            坚持问题导向。
            稳定粮食生产
            （一）扩大面积。多种粮。
            （二）提高单产。选良种。
            促进农民增收
            （一）发展产业。建园区。";
        assert_eq!(headings(chapters), [(0, Han), (2, Han), (5, Han)]);
        let sections = "某市2025年工作要点
            发展数字经济
            壮大产业
            9. 发展软件产业
            责任单位：市工信局
            10. 发展人工智能
            加快转型
            11. 推进工业数字化";
        assert_eq!(
            headings(sections),
            [(1, Han), (2, BracketHan), (6, BracketHan)]
        );
    }

    #[test]
    fn a_document_that_numbers_its_chapters_has_no_headings_without_numbers() {
        let numbered = "一、重点任务
            稳定粮食生产
            （一）扩大面积。
            促进农民增收
            （一）发展产业。";
        assert_eq!(headings(numbered), []);
        let units = "1. 稳定粮食生产。
            县农业农村局
            2. 提高单产。
            县科技局
            3. 改良土壤。
            4. 发展产业。";
        assert_eq!(headings(units), []);
        let each = "稳定粮食生产
            1. 扩大面积
            促进农民增收
            2. 发展产业";
        assert_eq!(headings(each), []);
        // One line above one list may be anything.
        let single = "稳定粮食生产
            （一）扩大面积。
            （二）提高单产。";
        assert_eq!(headings(single), []);
    }
}
