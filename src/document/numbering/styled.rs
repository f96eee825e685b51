//! Headings that a file marks by their looks alone: a heading style without a number, a bold lead before its text.

use super::bare_headings::bare_headings;
use super::marks::{MarkKind, mark_of};
use crate::document::SourceLine;
use crate::document::text::AnyOf;
use crate::document::units::labels::label_at;

/// The longest heading by its style, in characters; what is longer has the style by mistake.
const LONGEST: usize = 45;

/// The shortest title below other headings, in characters; what is shorter may head a chapter.
const SHORTEST_TITLE: usize = 10;

/// The longest bold lead, in characters; a longer bold text is stressed.
const LONGEST_LEAD: usize = 30;

/// Returns for each line without a number the kind of mark that it looks like. `is_title` recognizes titles, which are
/// often set as headings too.
pub(crate) fn styled_marks(
    lines: &[SourceLine],
    is_title: impl Fn(&str) -> bool,
) -> Vec<Option<MarkKind>> {
    let mut marks = vec![None; lines.len()];
    heading_styles(lines, &is_title, &mut marks);
    for (at, kind) in bare_headings(lines, is_title) {
        marks[at] = Some(kind);
    }
    let leads: Vec<usize> = (0..lines.len())
        .filter(|at| marks[*at].is_none() && is_lead(&lines[*at]))
        .collect();
    if leads.len() > 1 {
        for at in leads {
            marks[at] = Some(MarkKind::Lead);
        }
    }
    for at in colon_leads(lines) {
        marks[at] = marks[at].or(Some(MarkKind::Digit));
    }
    marks
}

/// Finds the tasks of a track that only colons mark: below 赛道一：AI+港航 paragraphs 航道升级：….
fn colon_leads(lines: &[SourceLine]) -> Vec<usize> {
    let (mut found, mut section, mut is_named) = (Vec::new(), Vec::new(), false);
    for (at, line) in lines.iter().enumerate() {
        let mark = mark_of(&line.text);
        if mark.is_none() && is_named && is_colon_lead(&line.text) {
            section.push(at);
        }
        if mark.is_some() || at + 1 == lines.len() {
            let leads = std::mem::take(&mut section);
            found.extend(leads.iter().filter(|_| leads.len() > 1));
        }
        is_named = mark.map_or(is_named, |mark| mark.kind == MarkKind::Named);
    }
    found
}

/// Returns whether a paragraph begins with a title before a colon and goes on with prose.
fn is_colon_lead(text: &str) -> bool {
    const SHORTEST_PROSE: usize = 30;
    // 重点区域：, 标志性成果： say something of the track.
    const SAID: [&str; 8] = [
        "区域", "成果", "目标", "方向", "主体", "内容", "要求", "指标",
    ];
    text.split_once('：').is_some_and(|(title, prose)| {
        (4..=LONGEST_LEAD).contains(&title.trim().chars().count())
            && !title.contains(['，', '；', '。'])
            && !title.trim_end().ends_with_any(&SAID)
            && prose.chars().count() >= SHORTEST_PROSE
            && label_at(text).is_none()
    })
}

/// Gives headings without numbers the marks of their levels.
fn heading_styles(
    lines: &[SourceLine],
    is_title: impl Fn(&str) -> bool,
    marks: &mut [Option<MarkKind>],
) {
    const KINDS: [MarkKind; 3] = [MarkKind::Han, MarkKind::BracketHan, MarkKind::Digit];
    let is_numbered = |line: &SourceLine| mark_of(&line.text).is_some();
    let level = |line: &SourceLine| line.heading_level.filter(|_| !line.text.is_empty());
    let mut headings: Vec<usize> = (0..lines.len())
        .filter(|at| {
            let line = &lines[*at];
            level(line).is_some() && !is_numbered(line) && is_short(&line.text)
        })
        .collect();
    // Text before a title is the page's.
    let near = headings.iter().take(4);
    let mut near = near.map(|at| {
        let text = &lines[*at].text;
        is_title(text) && text.chars().count() >= SHORTEST_TITLE
    });
    if let Some(last) = near.rposition(|is_title| is_title) {
        headings.drain(..last);
    }
    // The title comes first, alone on its level or looking like one; a notice and its plan have one each.
    for _ in 0..3 {
        let Some(first) = headings.first().copied() else {
            break;
        };
        let alone = lines
            .iter()
            .filter(|line| level(line) == level(&lines[first]))
            .count()
            == 1;
        if !alone && !is_title(&lines[first].text) {
            break;
        }
        headings.remove(0);
    }
    let Some(outermost) = headings.iter().filter_map(|at| level(&lines[*at])).min() else {
        return;
    };
    // Where headings of that level are numbered, those without numbers are beside them.
    let base = lines
        .iter()
        .filter(|line| level(line) == Some(outermost))
        .find_map(|line| mark_of(&line.text))
        .and_then(|mark| KINDS.iter().position(|kind| *kind == mark.kind));
    if headings.len() < 2 && base.is_none() {
        return;
    }
    for at in headings {
        let depth = level(&lines[at]).map_or(0, |level| usize::from(level - outermost));
        marks[at] = KINDS.get(depth + base.unwrap_or(0)).copied();
    }
}

fn is_short(text: &str) -> bool {
    let length = text.chars().count();
    (2..=LONGEST).contains(&length)
        && !text.contains(['。', '；'])
        && !text.ends_with(['：', ':', '，'])
        && !text.starts_with("附件")
        && !text.starts_with(['（', '('])
}

/// Returns whether a paragraph begins with a bold sentence or with bold words before a colon, and goes on.
fn is_lead(line: &SourceLine) -> bool {
    let Some(bold) = line.text.get(..line.bold) else {
        return false;
    };
    let rest = line.text[line.bold..].trim_start();
    let ends = bold.trim_end().ends_with(['。', '：', ':'])
        || rest.starts_with(['。', '：', ':']) && rest.chars().count() > 1;
    let length = bold.trim().chars().count();
    ends && !rest.is_empty()
        && (3..=LONGEST_LEAD).contains(&length)
        && !bold.contains(['，', '；'])
        && mark_of(&line.text).is_none()
        && label_at(&line.text).is_none()
        && bold.chars().nth(1) != Some('是')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tasks_of_a_track_are_told_apart_by_colons() {
        let prose = "建设平台，整合数据，".repeat(4);
        let task = |title: &str| line(&format!("{title}：{prose}"), None, "");
        let lines = [
            task("说明事项"),
            line("赛道一：AI+港航", None, ""),
            line("重点区域：甲区、乙区", None, ""),
            task("港口平台建设"),
            task("航道升级"),
            task("标志性成果"),
            line("赛道二：AI+文旅", None, ""),
            task("知识库建设"),
        ];
        let marks = styled_marks(&lines, |_| false);
        let leads = (0..lines.len()).filter(|at| marks[*at] == Some(MarkKind::Digit));
        assert_eq!(leads.collect::<Vec<_>>(), [3, 4]);
    }

    fn line(text: &str, level: Option<u8>, bold: &str) -> SourceLine {
        SourceLine {
            text: text.to_owned(),
            heading_level: level,
            bold: bold.len(),
            ..SourceLine::default()
        }
    }

    #[test]
    fn styles_stand_for_the_marks_of_their_level() {
        use MarkKind::{BracketHan, Han};
        let lines = [
            line("某县工作方案", Some(1), ""),
            line("总体要求", Some(1), ""),
            line("重点任务", Some(1), ""),
            line("稳就业", Some(2), ""),
            line("说明。", None, ""),
            line("保障", Some(1), ""),
        ];
        let marks = styled_marks(&lines, |text| text.ends_with("方案"));
        assert_eq!(
            marks,
            [
                None,
                Some(Han),
                Some(Han),
                Some(BracketHan),
                None,
                Some(Han)
            ]
        );
        let lines = [
            line("某局政府信息公开", Some(1), ""),
            line("某县促进就业工作方案", Some(1), ""),
            line("说明。", None, ""),
        ];
        let marks = styled_marks(&lines, |text| text.ends_with("方案"));
        assert_eq!(marks, [None, None, None]);
        let lines = [
            line("一、任务", Some(2), ""),
            line("（一）甲", Some(3), ""),
            line("保障措施", Some(2), ""),
        ];
        assert_eq!(styled_marks(&lines, |_| false), [None, None, Some(Han)]);
        let lines = [
            line("某县工作方案", Some(1), ""),
            line("一、任务", Some(2), ""),
        ];
        assert_eq!(styled_marks(&lines, |_| false), [None, None]);
    }

    #[test]
    fn a_bold_lead_is_a_mark_where_there_are_several() {
        let one = line("加强建设。新建三座。", None, "加强建设。");
        let two = line("培育主体：新增三家。", None, "培育主体");
        let stressed = line("全县上下要重视。", None, "全县上下要重视。");
        let marks = styled_marks(&[one.clone(), two, stressed], |_| false);
        assert_eq!(marks, [Some(MarkKind::Lead), Some(MarkKind::Lead), None]);
        assert_eq!(styled_marks(&[one], |_| false), [None]);
    }
}
