//! Entries that begin within a paragraph: `…负责）2.加强…`, or a whole body on one line.

use super::marks::{MarkKind, mark_of};

/// How far the second entry of a list is looked for, in bytes.
const LOOK_AHEAD: usize = 6000;

/// Finds the place in `text`, after `from`, where the next entry begins. `is_next` says whether a number of a kind
/// continues an open list, `may_begin` whether a list of a kind may begin here.
pub(crate) fn next_cut(
    text: &str,
    from: usize,
    is_next: impl Fn(MarkKind, u32) -> bool,
    may_begin: impl Fn(MarkKind) -> bool,
) -> Option<usize> {
    if let Some(at) = after_bare_heading(text, from)
        && may_begin(MarkKind::BracketHan)
        && goes_on(&text[at..], MarkKind::BracketHan)
    {
        return Some(at);
    }
    for at in starts(text, from) {
        let Some(mark) = mark_of(&text[at..]) else {
            continue;
        };
        if !matches!(
            mark.kind,
            MarkKind::Han
                | MarkKind::BracketHan
                | MarkKind::Digit
                | MarkKind::Chapter
                | MarkKind::Box
        ) || mark.rest.is_empty()
        {
            continue;
        }
        if is_next(mark.kind, mark.number) {
            return Some(at);
        }
        if mark.number == 1
            && mark.kind != MarkKind::Box
            && may_begin(mark.kind)
            && goes_on(&text[at..], mark.kind)
        {
            return Some(at);
        }
    }
    None
}

/// Returns the place of （一） behind a heading without a full stop, as in a body that lost its line breaks.
fn after_bare_heading(text: &str, from: usize) -> Option<usize> {
    const LONGEST: usize = 240;
    let rest = &text[from..];
    let at = ["（一）", "(一)"]
        .iter()
        .filter_map(|first| rest.find(first))
        .min()?;
    let heading = &rest[..at];
    let is_bare = (1..=LONGEST).contains(&at) && !heading.contains(['。', '；', '：', ':', '！']);
    is_bare.then_some(from + at)
}

/// Returns the places after `from` where a sentence has ended.
fn starts(text: &str, from: usize) -> impl Iterator<Item = usize> {
    text[from..]
        .match_indices(['。', '；', '：', ':', '！', '？', '）', ')', '】', '”', ';'])
        .map(move |(at, end)| from + at + end.len())
        .filter(|at| {
            text[*at..].trim_start().starts_with(|c: char| {
                c.is_ascii_digit()
                    || "一二三四五六七八九十（(０１２３４５６７８９⒈⒉⒊⒋⒌⒍⒎⒏⒐第专".contains(c)
            })
        })
}

/// Returns whether number 2 of a list follows its number 1.
fn goes_on(text: &str, kind: MarkKind) -> bool {
    let mut end = text.len().min(LOOK_AHEAD);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let text = &text[..end];
    let first = text.chars().next().map_or(0, char::len_utf8);
    starts(text, first)
        .filter_map(|at| Some((at, mark_of(&text[at..])?)))
        .find(|(_, mark)| mark.kind == kind && mark.number == 2)
        // 1.甲；2.乙；3.丙。 is a list within a sentence.
        .is_some_and(|(at, _)| kind != MarkKind::Digit || !text[..at].ends_with(['；', ';']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_may_begin_after_a_sentence() {
        let text = "开展工作。（责任单位：市人社局）2.加强服务。";
        let cut = next_cut(
            text,
            0,
            |kind, n| (kind, n) == (MarkKind::Digit, 2),
            |_| false,
        );
        assert_eq!(cut.map(|at| &text[at..]), Some("2.加强服务。"));
        let text = "具体措施：1．甲。2．乙。";
        let cut = next_cut(text, 0, |_, _| false, |kind| kind == MarkKind::Digit);
        assert_eq!(cut.map(|at| &text[at..]), Some("1．甲。2．乙。"));
    }

    #[test]
    fn a_number_alone_begins_no_entry() {
        for text in [
            "达到要求。3.5万人",
            "要求：1.甲。",
            "推动一、二、三产业融合。",
            "工作措施：1.编制目录；2.组织招聘；3.落实补贴。",
            "占（一）",
        ] {
            let cut = next_cut(text, 0, |_, n| n == 7, |_| true);
            assert_eq!(cut, None, "{text}");
        }
    }
}
