//! Where in a paragraph units are assigned: brackets anywhere in it, a label at its head or end.

use std::collections::VecDeque;
use std::ops::Range;

use super::group::UnitGroup;
use super::labels::label_at;
use super::verbs::verbs;
use crate::document::text::AnyOf;

/// An assigning text and its place in the paragraph.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct UnitSpan {
    pub(crate) group: UnitGroup,
    /// With its bracket or label.
    pub(crate) bytes: Range<usize>,
    /// Without the bracket.
    pub(crate) inside: Range<usize>,
}

/// The longest bracket, in bytes; a longer one was never closed.
const LONGEST: usize = 3000;

/// Finds all assigning texts of a paragraph, in order.
pub(crate) fn unit_spans(text: &str) -> Vec<UnitSpan> {
    let mut spans = Vec::new();
    // Brackets in a line of units belong to names.
    if label_at(text.trim_start()).is_some() {
        return labelled(text, &spans).into_iter().collect();
    }
    let mut open: VecDeque<usize> = VecDeque::new();
    for (at, c) in text.char_indices() {
        match c {
            '(' | '（' | '【' | '[' | '［' | '〔' => {
                // A bracket that a sentence has ended in was never closed.
                if text[..at].ends_with('。') {
                    open.clear();
                }
                open.push_back(at);
            }
            ')' | '）' | '】' | ']' | '］' | '〕' => {
                let Some(start) = open.pop_back() else {
                    continue;
                };
                // One that was never closed is forgotten.
                while open.front().is_some_and(|before| at - before > LONGEST) {
                    open.pop_front();
                }
                // Only the outermost bracket counts, and one that could hold a name.
                if open.is_empty()
                    && at - start > 8
                    && may_assign(&text[start..at], &text[at + c.len_utf8()..])
                {
                    let inside = start + text[start..].chars().next().map_or(1, char::len_utf8)..at;
                    let group = UnitGroup::read(&text[inside.clone()]);
                    // Names alone assign only where a sentence has ended before them, or a paragraph.
                    let before = text[..start].trim_end();
                    let ends_sentence =
                        before.is_empty() || before.ends_with(['。', '；', '）', ')', '！']);
                    if group.is_group() && (group.is_said || ends_sentence) {
                        spans.push(UnitSpan {
                            group,
                            bytes: start..at + c.len_utf8(),
                            inside,
                        });
                    }
                }
            }
            _ => {}
        }
    }
    let last = unclosed(text, open.front().copied()).or_else(|| labelled(text, &spans));
    spans.extend(last);
    spans
}

/// Reads a bracket behind the last sentence of a paragraph that is not closed: 。(责任单位：甲局、各市交通局(委）.
fn unclosed(text: &str, open: Option<usize>) -> Option<UnitSpan> {
    let start = open.filter(|at| text[..*at].ends_with(['。', '；']))?;
    let bracket = text[start..].chars().next()?;
    let inside = start + bracket.len_utf8()..text.len();
    let said = &text[inside.clone()];
    label_at(said).filter(|_| !said.contains('。') && said.len() <= LONGEST)?;
    Some(UnitSpan {
        group: UnitGroup::read(said),
        bytes: start..text.len(),
        inside,
    })
}

/// Returns whether a bracket may hold an assigning text; cheap, and never wrong about one that does.
fn may_assign(inside: &str, after: &str) -> bool {
    let said =
        inside.contains_any(&["责任", "分工"]) || verbs().any(|(verb, _)| inside.contains(verb));
    let ends = after.trim_start();
    said || ends.is_empty() || ends.starts_with(['。', '；', '\n', '（', '('])
}

/// Returns a label outside of brackets: at the head of the paragraph, or after a sentence.
fn labelled(text: &str, spans: &[UnitSpan]) -> Option<UnitSpan> {
    let outside = |at: usize| spans.iter().all(|span| !span.bytes.contains(&at));
    let head = text.len() - text.trim_start().len();
    let mut places = std::iter::once(head).chain(
        text.match_indices(['。', '；', ' ', '\u{3000}', '）', ')', '\n'])
            .map(|(at, stop)| at + stop.len()),
    );
    let start = places.find(|at| outside(*at) && label_at(&text[*at..]).is_some())?;
    let group = UnitGroup::read(&text[start..]);
    (group.is_group() || !group.dues.is_empty()).then_some(UnitSpan {
        group,
        bytes: start..text.len(),
        inside: start..text.len(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn insides(text: &str) -> Vec<&str> {
        unit_spans(text)
            .into_iter()
            .map(|span| &text[span.inside])
            .collect()
    }

    #[test]
    fn assigning_texts_are_found_wherever_they_stand() {
        for (text, found) in [
            (
                "开展活动。（区科协、各县（市、区）负责）",
                vec!["区科协、各县（市、区）负责"],
            ),
            (
                "（一）行动（牵头部门：市教育局）",
                vec!["牵头部门：市教育局"],
            ),
            (
                "推行清单。(牵头部门：厅法规处；责任部门：厅财审处、各市交通局(委）",
                vec!["牵头部门：厅法规处；责任部门：厅财审处、各市交通局(委）"],
            ),
            (
                "责任单位：市教育局、市科协",
                vec!["责任单位：市教育局、市科协"],
            ),
            (
                "落实政策。责任单位：市委组织部、市科技局。",
                vec!["责任单位：市委组织部、市科技局。"],
            ),
            (
                "建立体系。（生态环境部牵头，国家统计局参与）完善标准。（自然资源部指导）其余。",
                vec!["生态环境部牵头，国家统计局参与", "自然资源部指导"],
            ),
            (
                "建设平台。（市教育局、市财政局）",
                vec!["市教育局、市财政局"],
            ),
            (
                "（市教育局、市财政局，按责任分工，下同）",
                vec!["市教育局、市财政局，按责任分工，下同"],
            ),
            (
                "建立体系（省生态环境厅主责，省统计局协助）完善标准（省科技厅主责）推广",
                vec!["省生态环境厅主责，省统计局协助", "省科技厅主责"],
            ),
            (
                "加强管理。【责任单位：市城管局】",
                vec!["责任单位：市城管局"],
            ),
            (
                "丰富产品。〔市文旅局牵头，市体育局配合〕",
                vec!["市文旅局牵头，市体育局配合"],
            ),
            (
                "（一）组织。各镇人民政府负责《科学素质纲要》实施（试行）",
                vec![],
            ),
            (
                "按照《通知》（国发〔2021〕9号）要求，学校（含幼儿园）开展",
                vec![],
            ),
        ] {
            assert_eq!(insides(text), found, "{text}");
        }
    }

    #[test]
    fn ten_thousand_brackets_are_read_in_no_time() {
        let text = "（".repeat(10_000) + "市教育局负责" + &"）".repeat(10_000);
        assert!(unit_spans(&text).len() <= 1);
    }
}
