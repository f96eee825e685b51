//! Page numbers, and the lines that every page begins with.

use std::collections::HashMap;

use super::Cleaning;
use crate::document::Cleaned;
use crate::document::intake::passage::Passage;
use crate::document::text::without_blanks;

/// The character at the end of a printed page.
const PAGE_BREAK: char = '\u{c}';

/// Takes page numbers, running heads and page breaks away.
pub(super) fn clean(cleaning: &mut Cleaning) {
    let solids: Vec<Option<String>> = cleaning
        .passages
        .iter()
        .map(|passage| passage.line().map(|line| without_blanks(&line.text)))
        .collect();
    let broken: Vec<bool> = cleaning
        .passages
        .iter()
        .map(|passage| {
            passage
                .line()
                .is_some_and(|line| line.text.contains(PAGE_BREAK))
        })
        .collect();
    let heads = running_heads(&solids, &broken);
    let has_pages = broken.contains(&true);
    let is_page_number = |at: usize| {
        let Some(text) = &solids[at] else {
            return false;
        };
        is_marked_number(text)
            || heads.contains(&at)
            // A bare number may be a table's; at the edge of a page it is the page's.
            || (has_pages && is_bare_number(text) && at_edge(&solids, &broken, at))
    };
    cleaning.remove(Cleaned::PageNumbers, is_page_number);
    for passage in &mut cleaning.passages {
        if let Passage::Line(line) = passage
            && line.text.contains(PAGE_BREAK)
        {
            line.text = line.text.replace(PAGE_BREAK, "");
            line.bold = 0;
        }
    }
}

/// Returns whether a text is a marked page number: `— 3 —`, `-3-`, `·3·`, `第3页`, `第3页共12页`, `3/12`.
fn is_marked_number(text: &str) -> bool {
    let bare = text.trim_matches(['—', '-', '－', '–', '─', '·', '•', '~', '～']);
    if bare.len() < text.len() && is_bare_number(bare) {
        // `-3` alone may be a value.
        return text.chars().count() > bare.chars().count() + 1;
    }
    let Some(rest) = text.strip_prefix('第') else {
        return false;
    };
    let number = |text: &str| text.trim_matches('/').parse::<u32>().is_ok();
    match rest.split_once('页') {
        Some((page, "")) => number(page),
        Some((page, all)) => {
            let all = all.trim_start_matches(['/', ',', '，']);
            let all = all
                .strip_prefix('共')
                .and_then(|all| all.strip_suffix('页'));
            number(page) && all.is_some_and(number)
        }
        None => false,
    }
}

fn is_bare_number(text: &str) -> bool {
    (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Returns whether a line is the last before a page break, or the first after it.
fn at_edge(solids: &[Option<String>], broken: &[bool], at: usize) -> bool {
    let is_blank = |at: &usize| solids[*at].as_ref().is_some_and(String::is_empty);
    let next = (at + 1..solids.len()).find(|at| broken[*at] || !is_blank(at));
    broken[at] || next.is_none_or(|next| broken[next])
}

/// Returns the lines that are right behind the page breaks of most pages.
fn running_heads(solids: &[Option<String>], broken: &[bool]) -> Vec<usize> {
    let firsts: Vec<usize> = (0..solids.len())
        .filter(|at| {
            broken[*at]
                && solids[*at]
                    .as_ref()
                    .is_some_and(|text| text.chars().count() > 1)
        })
        .collect();
    let mut counts: HashMap<&String, usize> = HashMap::new();
    for text in firsts.iter().filter_map(|at| solids[*at].as_ref()) {
        *counts.entry(text).or_default() += 1;
    }
    let is_head = |at: &usize| {
        let count = solids[*at].as_ref().and_then(|text| counts.get(text));
        count.is_some_and(|count| *count >= 3 && *count * 2 > firsts.len())
    };
    firsts.iter().copied().filter(is_head).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cleaned(text: &str) -> (Vec<String>, usize) {
        let cleaning = Cleaning::after(clean, text);
        cleaning.left_and_count()
    }

    #[test]
    fn marked_numbers_go_wherever_they_stand() {
        let (left, count) = cleaned("甲\n— 3 —\n- 4 -\n第5页 共 9 页\n乙\n3\n-2");
        assert_eq!(left, ["甲", "乙", "3", "-2"]);
        assert_eq!(count, 3);
    }

    #[test]
    fn bare_numbers_go_at_the_edge_of_a_page_only() {
        let (left, count) = cleaned("甲\n1\n乙\n2\n\u{c}丙\n3\n丁\n3\n\u{c}");
        assert_eq!(left, ["甲", "1", "乙", "丙", "3", "丁", ""]);
        assert_eq!(count, 2);
    }

    #[test]
    fn a_line_at_the_head_of_every_page_goes() {
        let (left, _) =
            cleaned("甲\n\u{c}某市方案\n乙\n\u{c}某市方案\n丙\n\u{c}某市方案\n丁\n\u{c}戊");
        assert_eq!(left, ["甲", "乙", "丙", "丁", "戊"]);
    }
}
